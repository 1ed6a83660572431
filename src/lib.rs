//! Byline reads English news and builds a knowledge graph with a byline on every fact.
//!
//! Data flows from the ground to the roof: [`text`] (what was published), [`language`]
//! (what the words are), [`knowledge`] (what they say), [`graph`] (what is known, as RDF), [`pipeline`] (the order of the stages), [`evaluation`] (how good
//! the reading is), [`cli`] (the only one that prints). Each imports only from those before
//! it in this list.

pub mod cli;
pub mod evaluation;
pub mod graph;
pub mod knowledge;
pub mod language;
pub mod pipeline;
pub mod text;
