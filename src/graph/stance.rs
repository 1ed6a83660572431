//! Stance as the vocabulary writes it, and the policy by which claims become plain triples.

use std::fmt;
use std::str::FromStr;

use oxigraph::model::NamedNodeRef;

use super::vocabulary::grasp;
use crate::knowledge::claim::{Certainty, Claim, Polarity, Tense};

/// Which claims stand as plain triples too. Whatever it is: never a denied, doubted, alleged or future one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// Those that the article or anyone in it states.
    #[default]
    Reported,
    /// Those that the article states in its own voice.
    Stated,
    /// None.
    None,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Self; 3] = [Self::Reported, Self::Stated, Self::None];

    /// Whether a claim like this is a plain triple too.
    #[must_use]
    pub fn asserts(self, claim: &Claim) -> bool {
        let is_voiced = match self {
            Self::Reported => true,
            Self::Stated => claim.attribution.is_empty(),
            Self::None => false,
        };
        is_voiced && is_fact(claim)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reported => "reported",
            Self::Stated => "stated",
            Self::None => "none",
        })
    }
}

impl FromStr for Policy {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|policy| policy.to_string() == code)
            .ok_or_else(|| format!("{code:?} is no policy: reported, stated or none"))
    }
}

/// Whether its source gives the claim as a fact: positive, certain, not future.
fn is_fact(claim: &Claim) -> bool {
    let is_positive = match claim.polarity {
        Polarity::Positive => true,
        Polarity::Negative => false,
    };
    let is_certain = match claim.certainty {
        Certainty::Certain => true,
        Certainty::Probable | Certainty::Possible | Certainty::Alleged => false,
    };
    let has_come = match claim.tense {
        Tense::Past | Tense::Present => true,
        Tense::Future => false,
    };
    is_positive && is_certain && has_come
}

/// The individual of a polarity.
#[must_use]
pub fn polarity(polarity: Polarity) -> NamedNodeRef<'static> {
    match polarity {
        Polarity::Positive => grasp::POSITIVE,
        Polarity::Negative => grasp::NEGATIVE,
    }
}

/// The individual of a certainty; `GRaSP`'s underspecified is what someone is only accused of.
#[must_use]
pub fn certainty(certainty: Certainty) -> NamedNodeRef<'static> {
    match certainty {
        Certainty::Certain => grasp::CERTAIN,
        Certainty::Probable => grasp::PROBABLE,
        Certainty::Possible => grasp::POSSIBLE,
        Certainty::Alleged => grasp::UNDERSPECIFIED,
    }
}

/// The individual of a tense.
#[must_use]
pub fn tense(tense: Tense) -> NamedNodeRef<'static> {
    match tense {
        Tense::Past | Tense::Present => grasp::NON_FUTURE,
        Tense::Future => grasp::FUTURE,
    }
}
