//! Quotations: which mentions stand between quotation marks, and whose words they are.

use std::collections::BTreeMap;

use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::text::span::Text;

use super::chains::{Chains, MentionIdx};
use super::lists::Lists;
use crate::knowledge::mention::Place;
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};

/// A stretch of text between quotation marks: words from the first to the last, inclusive.
#[derive(Debug, Clone, Copy)]
struct Quotation {
    first: Place,
    last: Place,
}

/// Whether each mention stands between quotation marks.
pub(super) fn quoted(chains: &Chains<'_>, text: &Text) -> Vec<bool> {
    let quotations = quotations(chains, text);
    chains
        .candidates
        .iter()
        .map(|candidate| find(&quotations, candidate.place).is_some())
        .collect()
}

fn find(quotations: &[Quotation], place: Place) -> Option<usize> {
    quotations
        .iter()
        .position(|quotation| quotation.first <= place && place <= quotation.last)
}

/// The quotations in order. A mark of one shape for both ends opens and closes in turn; a quotation ends with its
/// paragraph at the latest.
fn quotations(chains: &Chains<'_>, _text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<Place> = None;
    for (number, sentence) in chains.sentences.iter().enumerate() {
        let begins = number > 0 && chains.paragraphs[number] != chains.paragraphs[number - 1];
        if begins {
            open = None;
        }
        for word in sentence.tree().tokens() {
            let place = Place {
                sentence: number,
                head: word,
            };
            let (opens, closes) = match sentence.token(word).form() {
                "\"" | "''" | "``" => (open.is_none(), open.is_some()),
                "“" | "«" | "„" => (true, false),
                "”" | "»" => (false, true),
                _ => (false, false),
            };
            if opens {
                open = Some(place);
            } else if closes && let Some(first) = open.take() {
                found.push(Quotation { first, last: place });
            }
        }
    }
    found
}

/// Links "I" in a quotation to its speaker.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists, text: &Text) {
    let quotations = quotations(chains, text);
    let mut speakers: BTreeMap<usize, Option<MentionIdx>> = BTreeMap::new();
    for mention in 0..chains.candidates.len() {
        let candidate = &chains.candidates[mention];
        let is_speaker = candidate.pronoun().is_some_and(|pronoun| {
            pronoun.person == 1
                && pronoun.number == Some(Number::Singular)
                && matches!(
                    pronoun.kind,
                    PronounKind::Personal | PronounKind::Possessive
                )
        });
        if !is_speaker {
            continue;
        }
        let Some(at) = find(&quotations, candidate.place) else {
            continue;
        };
        let speaker = *speakers
            .entry(at)
            .or_insert_with(|| speaker(chains, lists, &quotations, at));
        if let Some(speaker) = speaker
            && chains.agree(speaker, mention)
        {
            chains.merge(speaker, mention);
        }
    }
}

/// Who speaks a quotation: the subject of a verb of speech beside it, in its sentence, else in the one before or after
/// in its paragraph; else the speaker of the quotation before it in its paragraph.
fn speaker(
    chains: &Chains<'_>,
    lists: &Lists,
    quotations: &[Quotation],
    at: usize,
) -> Option<MentionIdx> {
    let quotation = quotations[at];
    let sentences = [
        quotation.first.sentence,
        quotation.last.sentence,
        quotation.first.sentence.saturating_sub(1),
        (quotation.last.sentence + 1).min(chains.sentences.len() - 1),
    ];
    let paragraph = chains.paragraphs[quotation.first.sentence];
    sentences
        .into_iter()
        .filter(|&sentence| chains.paragraphs[sentence] == paragraph)
        .find_map(|sentence| speaks_in(chains, lists, quotations, sentence))
        .or_else(|| {
            let before = at.checked_sub(1)?;
            let same = chains.paragraphs[quotations[before].first.sentence] == paragraph;
            same.then(|| speaker(chains, lists, quotations, before))?
        })
}

/// The subject of a verb of speech that stands outside all quotations of a sentence.
fn speaks_in(
    chains: &Chains<'_>,
    lists: &Lists,
    quotations: &[Quotation],
    number: usize,
) -> Option<MentionIdx> {
    let sentence = &chains.sentences[number];
    let tree = sentence.tree();
    tree.tokens().find_map(|word| {
        let outside = |head: TokenIdx| {
            find(
                quotations,
                Place {
                    sentence: number,
                    head,
                },
            )
            .is_none()
        };
        let lemma = sentence.morphology()[word.index()].lemma().to_lowercase();
        if !lists.words.has("speech-verb", &lemma) || !outside(word) {
            return None;
        }
        let subject = tree
            .children(word)
            .iter()
            .copied()
            .find(|&child| tree.relation(child) == Relation::Nsubj && outside(child))?;
        let mention = chains.mention_at(Place {
            sentence: number,
            head: subject,
        })?;
        let candidate = &chains.candidates[mention];
        let can_speak = candidate.number != Some(Number::Plural)
            && (candidate.sort == Some(Sort::Person) || candidate.pronoun().is_none());
        can_speak.then_some(mention)
    })
}
