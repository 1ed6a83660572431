//! Turns of a transcript: what follows a label ("Lavrov:") and is said by whom it names.
//!
//! [`crate::language::sentences`] makes the label a sentence of its own and says of the others by whom they are said.

use super::sources::Speaker;
use crate::knowledge::extract::title;
use crate::knowledge::extract::view::View;
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::{Span, Text};

/// What one speaker says at one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// From its first sentence's start to its last one's end.
    pub span: Span,
    /// Who says it, with the label as the cue.
    pub speaker: Speaker,
}

/// The turns that labels open in `text`, in order. Sentences of a speaker without a label are of none.
#[must_use]
pub fn turns(text: &Text, sentences: &[Sentence]) -> Vec<Turn> {
    let said_by = |number: usize| sentences[number].sentence_tokens().speaker();
    let mut turns: Vec<Turn> = Vec::new();
    let mut first = 1;
    while first < sentences.len() {
        let speaker = said_by(first).filter(|_| said_by(first - 1).is_none());
        let label = first - 1;
        let Some((name, speaker)) =
            speaker.and_then(|name| Some((name, labelled(text, &sentences[label], label, name)?)))
        else {
            first += 1;
            continue;
        };
        let next = (first..sentences.len()).find(|&number| said_by(number) != Some(name));
        let next = next.unwrap_or(sentences.len());
        let span = sentences[first].span().cover(sentences[next - 1].span());
        turns.push(Turn { span, speaker });
        first = next + 1;
    }
    turns
}

/// The speaker `name`, if the sentence is a label with it: the name, perhaps what describes it, and a colon.
fn labelled(text: &Text, sentence: &Sentence, number: usize, name: &str) -> Option<Speaker> {
    let rest = text.slice(sentence.span()).strip_prefix(name)?;
    let is_label = rest.ends_with(':') && !rest.starts_with(char::is_alphanumeric);
    let end = sentence.span().start() + name.chars().count() as u32;
    let within = |word: &TokenIdx| sentence.token(*word).span().end() <= end;
    let cue_last = sentence.tree().tokens().take_while(within).last();
    let cue_last = cue_last.filter(|_| is_label)?;
    let view = View::new(sentence);
    let is_speaker = |kind| matches!(kind, NameType::Person | NameType::Org);
    let mut names = sentence
        .names()
        .iter()
        .filter(|name| name.last() <= cue_last);
    let named = names.find(|name| is_speaker(name.kind()));
    let root = view.tree().root();
    let head = named.map_or(root.min(cue_last), |name| title::name_head(view, name));
    Some(Speaker {
        sentence: number,
        head,
        cue: TokenIdx::new(0),
        cue_last,
    })
}
