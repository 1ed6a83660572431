//! Stance: whether a sentence says that something is so, how surely, and when.
//!
//! Takes a predicate in a read sentence, gives polarity, certainty and tense after `GRaSP`
//! (<http://groundedannotationframework.org/grasp/>) with the words that tell them. Plain reports leave the words to
//! their source: who says it is attribution, not stance.

mod clause;
mod effect;
mod judge;
mod lexicon;
mod link;
mod tense;

pub use judge::{Stance, of};
