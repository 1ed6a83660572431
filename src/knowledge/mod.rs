//! What the words say: claims, who makes them, how sure they are, when it happened, and the entities that they are
//! about.
//!
//! Takes the sentences of [`crate::language`]; does no output and cannot fail on text.

pub mod gazetteer;
pub mod nouns;
pub mod pronoun;

pub mod coref;
pub mod entity;
pub mod mention;

pub mod article;
pub mod claim;

pub mod event_type;
pub mod number;
pub mod quantity;
pub mod stance;
pub mod time;

pub mod attribution;
pub mod extract;
pub mod json_lines;
pub mod relation;
pub mod tuples;

pub mod resolve;
