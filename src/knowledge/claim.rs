//! Claims: one report of one happening or state in one article, with its evidence and its stance.
//!
//! Stance follows `GRaSP` (<http://groundedannotationframework.org/grasp/>): polarity, certainty and tense as the
//! source gives them. Confidence is the extractor's own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::entity::EntityIdx;
use crate::language::codes::codes;
use crate::text::span::Span;

codes! {
    /// Whether the source says that it is so or that it is not.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    Polarity: "polarity";
    /// It is so.
    Positive = "positive",
    /// It is not so.
    Negative = "negative",
}

codes! {
    /// How sure the source is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    Certainty: "certainty";
    /// Stated as a fact.
    Certain = "certain",
    /// Likely, expected, believed.
    Probable = "probable",
    /// May be so; asked; under a condition.
    Possible = "possible",
    /// Laid to someone's charge by another: accused, suspected, alleged.
    Alleged = "alleged",
}

codes! {
    /// When it is placed, seen from the article's date.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    Tense: "tense";
    /// It has happened.
    Past = "past",
    /// It happens or holds.
    Present = "present",
    /// It is still to come, planned or expected.
    Future = "future",
}

/// A word or phrase of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Its words as they stand in the article.
    pub text: String,
    /// Where they stand: code points of the article.
    pub span: Span,
}

/// What happens or holds: the relation of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicate {
    /// The words that say it: "has sent", "visit".
    pub phrase: Phrase,
    /// The lemma of its main word, with a particle: `send`, `carry out`.
    pub lemma: String,
    /// The relation between subject and object as a person would write it: `visit`, `leave for`.
    pub label: String,
    /// `PropBank`'s roleset, where there is one: `send.01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roleset: Option<String>,
}

/// A number of things: "about 10,000 troops".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number as a decimal: `10000`, `0.5`.
    pub value: String,
    /// What is counted or measured, as a lemma: `troop`, `percent`, `USD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words that make it inexact: "about", "nearly", "more than".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approximation: Option<String>,
}

/// Who or what takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The role: a `PropBank` role (`ARG1`, `ARGM-LOC`), or `subject`, `object`, `complement` where no roleset gives one.
    pub role: String,
    /// The preposition or subordinator before it: `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preposition: Option<String>,
    /// The whole phrase, without that preposition.
    pub phrase: Phrase,
    /// Its head word: code points of the article, inside the phrase.
    pub head: Span,
    /// The entity's name, or the head with its compound parts where it is no entity: "troops", "space-based reconnaissance".
    pub name: String,
    /// The entity that it names; none for a clause, an adjective or a bare number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityIdx>,
    /// How many or how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// Who says it, and the words that tell so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The source.
    pub argument: Argument,
    /// The word that reports: "said", "according to", "announcement".
    pub cue: Phrase,
}

codes! {
    /// What an interval of time stands on.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    TimeBasis: "basis of a time";
    /// The words name the date whole: "29 October 2024", "2022".
    Explicit = "explicit",
    /// The words count from the article's date: "on Friday", "last November".
    Relative = "relative",
}

/// A time expression and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Its words.
    pub phrase: Phrase,
    /// The first day; none where it is open ("until May") or not known (no date to count from).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day, inclusive; none where it is open ("since 2022") or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// What the days stand on.
    pub basis: TimeBasis,
}

/// How sure the extractor is that it read the claim rightly: thousandths, 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Confidence(u16);

impl Confidence {
    /// The nearest thousandth of `value`, held to 0..=1; NaN becomes 0.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self((value * 1000.0).round().clamp(0.0, 1000.0) as u16)
    }

    /// From 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl From<f64> for Confidence {
    fn from(value: f64) -> Self {
        Self::new(value)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.value()
    }
}

/// One report of one happening or state. Its evidence is part of it: the sentence, the predicate's words, the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The sentence that says it: its number in the article, from 0.
    pub sentence: u32,
    /// The construction that gave it: `verb`, `apposition`, `nominal`.
    pub rule: String,
    /// What happens or holds.
    pub predicate: Predicate,
    /// Who does it or is it; none in a passive without an agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Argument>,
    /// What it is done to, or what the subject is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Argument>,
    /// Everyone and everything else that takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Argument>,
    /// Who says it, nearest first: of "Park says that the agency stated" the agency, then Park. Empty: the article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution: Vec<Source>,
    /// Whether the source says that it is so.
    pub polarity: Polarity,
    /// How sure the source is.
    pub certainty: Certainty,
    /// When it is placed.
    pub tense: Tense,
    /// The words that deny it: "not", "neither".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negation_cues: Vec<Phrase>,
    /// The words that make it less than certain or future: "may", "is believed to", "will".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hedge_cues: Vec<Phrase>,
    /// When it happened, as far as the article says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// PLOVER's event class, where the roleset has one: `CONSULT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// How sure the extractor is.
    pub confidence: Confidence,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::entity::{EntityType, MentionKind};

    fn check<T: Serialize + Copy>(all: &[T], code: fn(T) -> &'static str) {
        for &one in all {
            let written = serde_json::to_value(one).expect("a code");
            assert_eq!(written, code(one));
        }
    }

    #[test]
    fn json_writes_the_codes() {
        check(EntityType::ALL, EntityType::code);
        check(MentionKind::ALL, MentionKind::code);
        check(Polarity::ALL, Polarity::code);
        check(Certainty::ALL, Certainty::code);
        check(Tense::ALL, Tense::code);
        check(TimeBasis::ALL, TimeBasis::code);
    }
}
