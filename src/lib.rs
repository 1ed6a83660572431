//! Byline reads English news and builds a knowledge graph with a byline on every fact.
//!
//! Data flows from the ground to the roof: [`text`] (what was published), [`language`]
//! (what the words are). Each module imports only from those above it in this list.

pub mod cli;
pub mod evaluation;
pub mod language;
pub mod text;
