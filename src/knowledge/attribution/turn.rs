//! Turns of a transcript: what follows a label ("Lavrov:") and is said by whom it names.
//!
//! [`crate::language::sentences`] makes the label a sentence of its own and says of the others by whom they are said.

use super::speaker::Speaker;
use crate::knowledge::extract::title;
use crate::knowledge::extract::view::View;
use crate::language::label;
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::Span;

/// What one speaker says at one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// From its first sentence's start to its last one's end.
    pub span: Span,
    /// Who says it, with the label as the cue.
    pub speaker: Speaker,
}

/// The turns that labels open, in order. Sentences of a speaker without a label are of none.
#[must_use]
pub fn turns(sentences: &[Sentence]) -> Vec<Turn> {
    let said_by = |number: usize| sentences[number].sentence_tokens().speaker();
    let mut turns: Vec<Turn> = Vec::new();
    let mut label = 0;
    while label + 1 < sentences.len() {
        let first = label + 1;
        let Some(name_end) = label::name_end(sentences, label) else {
            label = first;
            continue;
        };
        let name = said_by(first);
        let next = (first..sentences.len()).find(|&number| said_by(number) != name);
        let next = next.unwrap_or(sentences.len());
        turns.push(Turn {
            span: sentences[first].span().cover(sentences[next - 1].span()),
            speaker: speaker(&sentences[label], label, name_end),
        });
        label = next;
    }
    turns
}

/// Whom the label that is the sentence numbered `number` names.
fn speaker(label: &Sentence, number: usize, name_end: TokenIdx) -> Speaker {
    let is_speaker = |kind| matches!(kind, NameType::Person | NameType::Org);
    let names = label.names().iter();
    let mut names = names.filter(|name| name.last() <= name_end && is_speaker(name.kind()));
    let view = View::new(label);
    let head = names.next().map_or_else(
        || view.tree().root().min(name_end),
        |name| title::name_head(view, name),
    );
    Speaker {
        sentence: number,
        head,
        cue: TokenIdx::new(0),
        cue_last: name_end,
    }
}
