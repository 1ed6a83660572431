//! Quotations: which mentions stand in one, and whose words they are.

use super::chains::{Chains, MentionIdx};
use super::lists::Lists;
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::attribution::speaker::Speaker;
use crate::knowledge::mention::{Form, Place};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::text::span::Span;

/// The quotation that each mention stands in, by its number in the article.
pub(super) fn quoted(chains: &Chains<'_>, sources: &Sources) -> Vec<Option<usize>> {
    (0..chains.candidates.len())
        .map(|mention| sources.quotation_at(span(chains, mention)))
        .collect()
}

/// Who speaks the quotation that each mention stands in, if one alone does.
pub(super) fn speakers(chains: &Chains<'_>, sources: &Sources) -> Vec<Option<MentionIdx>> {
    (0..chains.candidates.len())
        .map(|mention| {
            let span = span(chains, mention);
            sources.quotation_at(span)?;
            let &[Speaker { sentence, head, .. }] = sources.around(span).next()? else {
                return None;
            };
            chains.mention_at(Place { sentence, head })
        })
        .collect()
}

/// Who speaks the turn of a transcript that each mention stands in, outside quotations.
pub(super) fn turns(chains: &Chains<'_>, sources: &Sources) -> Vec<Option<MentionIdx>> {
    (0..chains.candidates.len())
        .map(|mention| {
            let span = span(chains, mention);
            let &Speaker { sentence, head, .. } = sources.turn_at(span)?;
            let is_quoted = sources.quotation_at(span).is_some();
            chains
                .mention_at(Place { sentence, head })
                .filter(|_| !is_quoted)
        })
        .collect()
}

/// Sentences before a quotation in which its speaker is looked for.
const NEAR: usize = 2;

/// Links "he" after a quotation to who was spoken of right before it, "he" who goes on speaking to who spoke before, and
/// "I" in a quotation to its speaker.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists, sources: &Sources) {
    let speakers: Vec<(MentionIdx, MentionIdx)> = sources
        .quotations()
        .filter_map(|(span, speakers)| {
            let &[Speaker { sentence, head, .. }] = speakers else {
                return None;
            };
            let he = chains.mention_at(Place { sentence, head })?;
            Some((he, named_before(chains, sources, he, span)?))
        })
        .collect();
    let tellers = (1..chains.sentences.len())
        .filter_map(|sentence| goes_on(chains, sources, sentence))
        .collect::<Vec<_>>();
    for (he, person) in speakers.into_iter().chain(tellers) {
        if chains.agree(person, he) {
            chains.merge(person, he);
        }
    }
    for mention in 0..chains.candidates.len() {
        if let Some(speaker) = speaker_before(chains, lists, sources, mention)
            && chains.agree(speaker, mention)
        {
            chains.merge(speaker, mention);
        }
        let is_speaker = chains.candidates[mention].pronoun().is_some_and(|pronoun| {
            pronoun.person == 1
                && pronoun.number == Some(Number::Singular)
                && matches!(
                    pronoun.kind,
                    PronounKind::Personal | PronounKind::Possessive
                )
        });
        if is_speaker
            && let Some(speaker) = speaker_of(chains, sources, mention)
            && chains.agree(speaker, mention)
        {
            chains.merge(speaker, mention);
        }
    }
}

/// "'We are back,' Hill said. *He* said that ...": who opens a sentence by saying more, right behind a quotation, is the
/// one who spoke that.
fn goes_on(
    chains: &Chains<'_>,
    sources: &Sources,
    sentence: usize,
) -> Option<(MentionIdx, MentionIdx)> {
    let told = sources.teller(sentence)?;
    let he = chains.mention_at(Place {
        sentence,
        head: told.head,
    })?;
    let previous = chains.sentences[sentence - 1].span();
    let is_first =
        told.head.index() == 0 && chains.candidates[he].is_pronoun(PronounKind::Personal);
    let is_person = chains.candidates[he].sort == Some(Sort::Person);
    if !is_first || !is_person {
        return None;
    }
    let spoken = sources.quotations().filter(|(quotation, _)| {
        previous.start() < quotation.end() && quotation.start() < previous.end()
    });
    let (_, speakers) = spoken.last()?;
    let &[Speaker { sentence, head, .. }] = speakers else {
        return None;
    };
    let speaker = chains.mention_at(Place { sentence, head })?;
    (speaker != he && sentence < told.sentence).then_some((he, speaker))
}

/// "He said that ..." after what somebody said: who said that, if nobody else was the subject of a sentence since.
fn speaker_before(
    chains: &Chains<'_>,
    lists: &Lists,
    sources: &Sources,
    he: MentionIdx,
) -> Option<MentionIdx> {
    let candidate = &chains.candidates[he];
    let place = candidate.place;
    let is_he = candidate.is_pronoun(PronounKind::Personal)
        && candidate.sort == Some(Sort::Person)
        && candidate.pronoun()?.person == 3
        && chains.chain(he).mentions.first() == Some(&he)
        && is_main_subject(chains, he)
        && !is_quoted(chains, sources, he);
    let verb = chains.governor(he).filter(|_| is_he)?;
    if !lists.words.has("speech-verb", &chains.lemma(he, verb)) {
        return None;
    }
    let before = place.sentence.saturating_sub(NEAR + 1)..place.sentence;
    for number in before.rev() {
        let sentence = &chains.sentences[number];
        let words = (0..sentence.len()).rev().map(TokenIdx::new);
        let said = { words }.find_map(|word| {
            let span = sentence.token(word).span();
            sources.of(number, word, span).last().copied()
        });
        if let Some(Speaker { sentence, head, .. }) = said {
            return chains.mention_at(Place { sentence, head });
        }
        let is_other = |mention: MentionIdx| {
            let other = &chains.candidates[mention];
            other.place.sentence == number
                && other.sort == Some(Sort::Person)
                && is_main_subject(chains, mention)
        };
        if (0..he).any(is_other) {
            return None;
        }
    }
    None
}

/// Whether the mention is the subject of its sentence.
fn is_main_subject(chains: &Chains<'_>, mention: MentionIdx) -> bool {
    let place = chains.candidates[mention].place;
    let tree = chains.sentences[place.sentence].tree();
    chains.relation(mention) == Relation::Nsubj && tree.head(place.head) == Some(tree.root())
}

/// The person whom "he", who says the quotation before it, takes up: the subject of the nearest words before it that
/// are not quoted, else the last person that they name.
fn named_before(
    chains: &Chains<'_>,
    sources: &Sources,
    he: MentionIdx,
    quotation: Span,
) -> Option<MentionIdx> {
    let candidate = &chains.candidates[he];
    let is_he = candidate.is_pronoun(PronounKind::Personal)
        && candidate.sort == Some(Sort::Person)
        && candidate
            .pronoun()
            .is_some_and(|pronoun| pronoun.person == 3);
    if !is_he || span(chains, he).start() < quotation.end() {
        return None;
    }
    let first = chains
        .sentences
        .iter()
        .position(|sentence| sentence.span().end() > quotation.start())?;
    // "Hall came and said it 'was over', he says": in its own sentence only who stands before the quotation.
    let own = candidate.place.sentence;
    (first.saturating_sub(NEAR)..=own)
        .rev()
        .find_map(|sentence| {
            let persons: Vec<MentionIdx> = (0..he)
                .filter(|&mention| {
                    let other = &chains.candidates[mention];
                    other.place.sentence == sentence
                        && (sentence < own || span(chains, mention).end() <= quotation.start())
                        && other.sort == Some(Sort::Person)
                        && other.pronoun().is_none_or(|pronoun| pronoun.person == 3)
                        && other.number != Some(Number::Plural)
                        && !is_reported(chains, sources, mention)
                        && chains.agree(mention, he)
                })
                .collect();
            let is_subject = |&&mention: &&MentionIdx| chains.relation(mention) == Relation::Nsubj;
            persons.iter().find(is_subject).or(persons.last()).copied()
        })
}

/// Who alone speaks the quotation that the mention stands in.
pub(super) fn speaker_of(
    chains: &Chains<'_>,
    sources: &Sources,
    mention: MentionIdx,
) -> Option<MentionIdx> {
    let &[Speaker { sentence, head, .. }] = sources.around(span(chains, mention)).next()? else {
        return None;
    };
    let speaker = chains.mention_at(Place { sentence, head })?;
    let candidate = &chains.candidates[speaker];
    // "No right and wrong, he thought: I ...": no thing says "I".
    let is_somebody = candidate.sort == Some(Sort::Person)
        || matches!(candidate.form, Form::Name)
        || candidate.form == Form::Noun && candidate.sort == Some(Sort::Group);
    let can_speak = candidate.number != Some(Number::Plural) && is_somebody;
    (can_speak && speaker != mention).then_some(speaker)
}

/// Whether the mention stands in what somebody says, in quotation marks or not.
fn is_reported(chains: &Chains<'_>, sources: &Sources, mention: MentionIdx) -> bool {
    let place = chains.candidates[mention].place;
    let span = span(chains, mention);
    is_quoted(chains, sources, mention) || !sources.of(place.sentence, place.head, span).is_empty()
}

/// Whether the mention stands in a quotation.
pub(super) fn is_quoted(chains: &Chains<'_>, sources: &Sources, mention: MentionIdx) -> bool {
    sources.quotation_at(span(chains, mention)).is_some()
}

fn span(chains: &Chains<'_>, mention: MentionIdx) -> Span {
    let place = chains.candidates[mention].place;
    chains.sentences[place.sentence].token(place.head).span()
}
