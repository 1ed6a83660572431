//! Turns of a transcript: whose "I" and "you" are whose, where the speaker of each sentence is told.

use std::collections::BTreeMap;

use super::chains::{Chains, MentionIdx};
use super::quotes;
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::mention::Form;
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::Number;

/// How the turns of two mentions, the first in the text and the second, go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turns {
    /// One of them has no speaker, or both.
    Unknown,
    /// One speaker's.
    Same,
    /// Two speakers', the second right after the first.
    Answer,
    /// Two speakers'.
    Other,
}

/// Links every "I" of a speaker, and the person of the speaker's name.
pub(super) fn link(chains: &mut Chains<'_>, sources: &Sources) {
    let mut speakers: BTreeMap<&str, MentionIdx> = BTreeMap::new();
    for mention in 0..chains.candidates.len() {
        let sentence = chains.candidates[mention].place.sentence;
        let Some(speaker) = chains.sentences[sentence].sentence_tokens().speaker() else {
            continue;
        };
        let is_i = chains.candidates[mention]
            .pronoun()
            .is_some_and(|pronoun| pronoun.person == 1 && pronoun.number == Some(Number::Singular));
        if !is_i || quotes::is_quoted(chains, sources, mention) {
            continue;
        }
        match speakers.get(speaker) {
            Some(&before) => chains.merge(before, mention),
            None => {
                speakers.insert(speaker, mention);
            }
        }
    }
    for (speaker, i) in speakers {
        let named = (0..chains.candidates.len()).find(|&m| is_called(chains, m, speaker));
        if let Some(named) = named.filter(|&named| chains.agree(named, i)) {
            chains.merge(named, i);
        }
    }
}

/// Whether the mention is a person's name that `speaker` spells, all of it or its last word.
fn is_called(chains: &Chains<'_>, mention: MentionIdx, speaker: &str) -> bool {
    let candidate = &chains.candidates[mention];
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let speaker = letters(speaker);
    candidate.form == Form::Name
        && candidate.sort == Some(Sort::Person)
        && candidate.name.as_ref().is_some_and(|name| {
            let last = name.words.last().map(|word| letters(word));
            letters(&name.words.concat()) == speaker || last.is_some_and(|last| last == speaker)
        })
}

/// How the turns of two mentions go together.
pub(super) fn of(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> Turns {
    let [one, two] = [before, mention].map(|m| chains.candidates[m].place.sentence);
    let speaker = |sentence: usize| chains.sentences[sentence].sentence_tokens().speaker();
    let (Some(first), Some(second)) = (speaker(one), speaker(two)) else {
        return Turns::Unknown;
    };
    if first == second {
        return Turns::Same;
    }
    let turn = (one..two).find(|&sentence| speaker(sentence) != Some(first));
    let is_answer = turn.unwrap_or(two)..two;
    if is_answer
        .clone()
        .all(|sentence| speaker(sentence) == Some(second))
    {
        Turns::Answer
    } else {
        Turns::Other
    }
}
