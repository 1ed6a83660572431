//! Mentions as a treebank marks them, for measuring: no relative pronouns, no adjectives; dates and numbers too; a title
//! and the name after it are one phrase, as in GUM (<https://wiki.gucorpling.org/gum/entities>).

use super::chains::{Chain, Chains, MentionIdx};
use crate::knowledge::mention::Form;
use crate::knowledge::pronoun::PronounKind;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// A mention in a chain of mentions of one thing, for measuring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainMention {
    /// Its sentence, from 0.
    pub sentence: usize,
    /// Its first word.
    pub first: TokenIdx,
    /// Its last word, inclusive.
    pub last: TokenIdx,
    /// Its head word.
    pub head: TokenIdx,
}

/// The mentions of a chain as a treebank marks them, in the order of the text.
pub(super) fn marked(chains: &Chains<'_>, chain: &Chain) -> Vec<ChainMention> {
    let titles: Vec<(MentionIdx, MentionIdx)> = chain
        .mentions
        .iter()
        .filter_map(|&name| Some((title_of(chains, name)?, name)))
        .collect();
    let is_marked = |mention: MentionIdx| {
        let candidate = &chains.candidates[mention];
        candidate.form != Form::Demonym
            && !candidate.is_pronoun(PronounKind::Relative)
            && titles.iter().all(|&(title, _)| title != mention)
    };
    chain
        .mentions
        .iter()
        .filter(|&&mention| is_marked(mention))
        .map(|&mention| {
            let candidate = &chains.candidates[mention];
            let sentence = &chains.sentences[candidate.place.sentence];
            let tree = sentence.tree();
            let title = titles.iter().find(|&&(_, name)| name == mention);
            let title = title.map(|&(title, _)| &chains.candidates[title]);
            // The head of both is the one that the other hangs on.
            let head = title
                .filter(|title| tree.head(candidate.place.head) == Some(title.place.head))
                .map_or(candidate.place.head, |title| title.place.head);
            let first = title.map_or(candidate.first, |title| title.first.min(candidate.first));
            ChainMention {
                sentence: candidate.place.sentence,
                first,
                last: candidate.last,
                head: candidate.parts.first().copied().unwrap_or(head),
            }
        })
        .collect()
}

/// The mention that is the title right before a name: "Justice" before "Scalia".
fn title_of(chains: &Chains<'_>, name: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[name];
    let first = candidate.name.as_ref()?.first.index();
    let title = chains.beside(name, TokenIdx::new(first.checked_sub(1)?))?;
    let is_title = chains.candidates[title].form == Form::Noun
        && chains.are_one(title, name)
        && (chains.governor(name) == Some(chains.candidates[title].place.head)
            || chains.governor(title) == Some(candidate.place.head));
    (is_title && chains.relation(name) != Relation::Appos).then_some(title)
}
