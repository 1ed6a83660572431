//! Stance: whether a sentence says that something is so, how surely, and when.
//!
//! Takes a predicate in a read sentence, gives polarity, certainty and tense after `GRaSP`
//! (<http://groundedannotationframework.org/grasp/>) with the words that tell them. Plain reports leave the words to
//! their source: who says it is attribution, not stance.

mod effect;

mod lexicon;

mod tense;

mod clause;

mod link;

mod openness;

mod judge;

pub use judge::{Stance, of};
pub use lexicon::{governs, noun_governs};
