//! Quotations: which mentions stand in one, and whose words they are.

use super::chains::{Chains, MentionIdx};
use crate::knowledge::attribution::sources::{Sources, Speaker};
use crate::knowledge::mention::Place;
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};
use crate::text::span::Span;

/// The quotation that each mention stands in, by its number in the article.
pub(super) fn quoted(chains: &Chains<'_>, sources: &Sources) -> Vec<Option<usize>> {
    (0..chains.candidates.len())
        .map(|mention| sources.quotation_at(span(chains, mention)))
        .collect()
}

/// Links "I" in a quotation to its speaker.
pub(super) fn link(chains: &mut Chains<'_>, sources: &Sources) {
    for mention in 0..chains.candidates.len() {
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
    let can_speak = candidate.number != Some(Number::Plural)
        && (candidate.sort == Some(Sort::Person) || candidate.pronoun().is_none());
    (can_speak && speaker != mention).then_some(speaker)
}

fn span(chains: &Chains<'_>, mention: MentionIdx) -> Span {
    let place = chains.candidates[mention].place;
    chains.sentences[place.sentence].token(place.head).span()
}
