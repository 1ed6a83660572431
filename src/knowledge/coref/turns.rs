//! Turns of a transcript: whose "I" and "you" are whose, where the speaker of each sentence is told.

use std::collections::{BTreeMap, HashMap};

use super::chains::{Chains, MentionIdx};
use super::quotes;
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::attribution::speaker::Speaker;
use crate::knowledge::mention::{Form, Place};
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

/// Links the labels of a speaker, every "I" of theirs, and the person of the speaker's name.
pub(super) fn link(chains: &mut Chains<'_>, sources: &Sources) {
    let sentences = chains.sentences;
    let said_by = |sentence: usize| sentences.get(sentence)?.sentence_tokens().speaker();
    let labels: BTreeMap<Place, &str> = sources
        .labels()
        .filter_map(|&Speaker { sentence, head, .. }| {
            Some((Place { sentence, head }, said_by(sentence + 1)?))
        })
        .collect();
    let mut speakers: BTreeMap<&str, MentionIdx> = BTreeMap::new();
    for mention in 0..chains.candidates.len() {
        let place = chains.candidates[mention].place;
        let is_i = chains.candidates[mention]
            .pronoun()
            .is_some_and(|pronoun| pronoun.person == 1 && pronoun.number == Some(Number::Singular));
        let speaker = match labels.get(&place) {
            Some(&speaker) => Some(speaker),
            None => said_by(place.sentence)
                .filter(|_| is_i && !quotes::is_quoted(chains, sources, mention)),
        };
        let Some(speaker) = speaker else {
            continue;
        };
        match speakers.get(speaker) {
            // What "I" is known to be comes first: "A" alone looks like a thing.
            Some(&before) if is_i => chains.merge(mention, before),
            Some(&before) => chains.merge(before, mention),
            None => {
                speakers.insert(speaker, mention);
            }
        }
    }
    if speakers.is_empty() {
        return;
    }
    let called = called(chains);
    for (speaker, mention) in speakers {
        let named = called.get(&letters(speaker)).copied();
        if let Some(named) = named.filter(|&named| chains.agree(named, mention)) {
            chains.merge(named, mention);
        }
    }
}

/// The first person's name that is spelt so, all of it or its last word.
fn called(chains: &Chains<'_>) -> HashMap<String, MentionIdx> {
    let mut called = HashMap::new();
    for (mention, candidate) in chains.candidates.iter().enumerate() {
        if candidate.form != Form::Name || candidate.sort != Some(Sort::Person) {
            continue;
        }
        if let Some(name) = &candidate.name {
            let last = name.words.last().map(|word| letters(word));
            for spelling in last.into_iter().chain([letters(&name.words.concat())]) {
                called.entry(spelling).or_insert(mention);
            }
        }
    }
    called
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How the turns of two mentions go together.
pub(super) fn of(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> Turns {
    let [one, two] = [before, mention].map(|m| chains.candidates[m].place.sentence);
    let speaker = |sentence: usize| chains.sentences[sentence].sentence_tokens().speaker();
    let (Some(first), Some(second)) = (speaker(one), speaker(two)) else {
        return Turns::Unknown;
    };
    if first == second {
        Turns::Same
    } else if chains.turns[two] == chains.turns[one] + 1 {
        Turns::Answer
    } else {
        Turns::Other
    }
}
