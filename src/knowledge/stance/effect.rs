//! What a word does to the stance of what stands under it.

use std::str::FromStr;

use crate::knowledge::claim::{Certainty, Polarity};

/// What follows for a clause: the notation of `data/implicatives.tsv`, `+c`, `-p`, `+of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// Whether it is so.
    pub polarity: Polarity,
    /// How surely.
    pub certainty: Certainty,
    /// Whether it is still to come.
    pub is_future: bool,
}

impl Effect {
    /// It is so.
    pub const NONE: Self = Self {
        polarity: Polarity::Positive,
        certainty: Certainty::Certain,
        is_future: false,
    };

    /// It is so, as somebody thinks.
    pub const PROBABLE: Self = Self {
        certainty: Certainty::Probable,
        ..Self::NONE
    };

    /// It is left open.
    pub const OPEN: Self = Self {
        certainty: Certainty::Possible,
        ..Self::NONE
    };
}

/// The weaker of two: what is laid to someone's charge stays so, however sure the rest.
#[must_use]
pub fn weaker(one: Certainty, other: Certainty) -> Certainty {
    one.max(other)
}

impl FromStr for Effect {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let mut letters = written.chars();
        let polarity = match letters.next() {
            Some('+') => Polarity::Positive,
            Some('-') => Polarity::Negative,
            _ => return Err(()),
        };
        let certainty = match letters.next() {
            Some('c') => Certainty::Certain,
            Some('p') => Certainty::Probable,
            Some('o') => Certainty::Possible,
            Some('a') => Certainty::Alleged,
            _ => return Err(()),
        };
        let is_future = match letters.as_str() {
            "" => false,
            "f" => true,
            _ => return Err(()),
        };
        Ok(Self {
            polarity,
            certainty,
            is_future,
        })
    }
}
