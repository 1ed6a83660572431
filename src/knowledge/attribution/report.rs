//! Reports in one sentence: who says or thinks what, and by which word. Verbs ("said that", "..., he added"), nouns
//! ("the announcement that"), adjectives ("sceptical that"), "according to".

mod according;
mod noun;
mod verb;

use std::collections::BTreeSet;

use crate::knowledge::extract::view::View;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use according::{according, in_the_eyes_of};
use noun::{of_adjective, of_noun};
use verb::of_verb;

/// A report: the words that it covers are its source's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The heads of those who say it, together; at least one.
    pub speakers: Vec<TokenIdx>,
    /// The word that reports.
    pub cue: TokenIdx,
    /// The last word of the cue: "to" of "according to".
    pub cue_last: TokenIdx,
    /// What is said; empty where it stands in another sentence.
    pub content: BTreeSet<TokenIdx>,
    /// Whether it reports words, not thoughts: such a one can have a quotation.
    pub says: bool,
}

/// The reports of a sentence, in the order of their cues.
#[must_use]
pub fn reports(view: View<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = view
        .words()
        .filter_map(|word| match view.upos(word) {
            Upos::Verb if view.lower(word) == "according" || view.lower(word) == "accord" => {
                according(view, word)
            }
            Upos::Verb => of_verb(view, word),
            Upos::Noun => of_noun(view, word),
            Upos::Adj => of_adjective(view, word),
            Upos::Adp | Upos::Sconj | Upos::Adv if view.lower(word) == "according" => {
                according(view, word)
            }
            Upos::Adp if view.lower(word) == "to" => in_the_eyes_of(view, word),
            _ => None,
        })
        .collect();
    found.sort_by_key(|report| report.cue);
    found
}

/// Whether a semicolon stands between two words.
fn is_apart(view: View<'_>, one: TokenIdx, other: TokenIdx) -> bool {
    (one.index().min(other.index())..one.index().max(other.index()))
        .any(|i| view.form(TokenIdx::new(i)) == ";")
}
