//! What the words say: claims, who makes them, how sure they are, when it happened, and the entities that they are
//! about.
//!
//! Takes the sentences of [`crate::language`]; does no output and cannot fail on text.

pub mod gazetteer;
pub mod nouns;
pub mod pronoun;

pub mod entity;
pub mod mention;
pub mod coref;

pub mod claim;
pub mod article;

pub mod number;
pub mod event_type;
pub mod stance;
pub mod time;

pub mod relation;
pub mod extract;
pub mod attribution;
pub mod json_lines;
