//! What the words say: claims, who makes them, how sure they are, when it happened, and the entities that they are
//! about.
//!
//! Takes the sentences of [`crate::language`]; does no output and cannot fail on text.

pub mod entity;
pub mod claim;
pub mod article;
pub mod number;
pub mod quantity;
pub mod event_type;
pub mod stance;
pub mod time;
