//! What the words say: claims, who makes them, how sure they are, when it happened, and the entities that they are
//! about.
//!
//! Takes the sentences of [`crate::language`]; does no output and cannot fail on text.

pub mod article;
pub mod claim;
pub mod entity;
