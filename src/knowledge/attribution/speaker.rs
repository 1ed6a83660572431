//! Who says a quotation: the report beside it, who is named before its colon, the speaker of the quotation that it goes
//! on from, the speaker of the sentence before it.

use super::quotation::Quotation;
use super::report::Report;
use crate::knowledge::extract::clause;
use crate::knowledge::extract::view::View;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::{Span, Text};

/// Someone who says something, by head and sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// The number of the sentence that names the source, from 0.
    pub sentence: usize,
    /// The head of the source's phrase.
    pub head: TokenIdx,
    /// The first word of the cue.
    pub cue: TokenIdx,
    /// The last word of the cue.
    pub cue_last: TokenIdx,
}

pub(super) fn speakers_at(sentence: usize, report: &Report) -> Vec<Speaker> {
    report
        .speakers
        .iter()
        .map(|&head| Speaker {
            sentence,
            head,
            cue: report.cue,
            cue_last: report.cue_last,
        })
        .collect()
}

/// Who says a quotation.
pub(super) fn speakers_of(
    quotation: &Quotation,
    before: Option<&(Quotation, Vec<Speaker>)>,
    text: &Text,
    sentences: &[Sentence],
    (reports, all): &(&Vec<Vec<Report>>, &Vec<Quotation>),
) -> Vec<Speaker> {
    if quotation.continues
        && let Some((_, speakers)) = before
    {
        return speakers.clone();
    }
    if let Some(speakers) = beside(quotation, sentences, reports, all) {
        return speakers;
    }
    if let Some(speakers) = before_colon(quotation, text, sentences) {
        return speakers;
    }
    if let Some(speakers) = before_comma(quotation, text, sentences, reports) {
        return speakers;
    }
    // A name or term in quotation marks has no speaker of its own.
    if !is_sentence(quotation, text) {
        return Vec::new();
    }
    if let Some((last, speakers)) = before
        && !speakers.is_empty()
        && !text
            .slice(Span::new(last.span.end(), quotation.span.start()))
            .contains('\n')
    {
        return speakers.clone();
    }
    in_neighbour(quotation, text, sentences, reports)
        .or_else(|| going_on(quotation, before?, text))
        .unwrap_or_default()
}

/// The longest attribution between a quotation and the next paragraph's: "Professor Eastman of the centre said."
const ATTRIBUTION: u32 = 80;

/// The speaker of the quotation before it, where a paragraph ends with that and the next one begins with this, and
/// nobody is named.
fn going_on(
    quotation: &Quotation,
    before: &(Quotation, Vec<Speaker>),
    text: &Text,
) -> Option<Vec<Speaker>> {
    let (last, speakers) = before;
    let gap = Span::new(last.span.end(), quotation.span.start());
    let mut lines = text
        .slice(gap)
        .lines()
        .filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let begins = lines.next()?.chars().all(|c| matches!(c, '"' | '“'));
    (gap.len() <= ATTRIBUTION && !first.trim().is_empty() && begins && lines.next().is_none())
        .then(|| speakers.clone())
}

/// The report in a sentence of the quotation, whose cue stands outside it and outside every other one.
fn beside(
    quotation: &Quotation,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
    all: &[Quotation],
) -> Option<Vec<Speaker>> {
    let mut best: Option<(bool, u32, Vec<Speaker>)> = None;
    for (number, sentence) in sentences.iter().enumerate() {
        if sentence.span().end() <= quotation.span.start()
            || sentence.span().start() >= quotation.span.end()
        {
            continue;
        }
        for report in reports[number].iter().filter(|report| report.says) {
            let cue = sentence.token(report.cue).span();
            if all.iter().any(|other| other.span.contains(cue))
                || report
                    .speakers
                    .iter()
                    .any(|&s| quotation.span.contains(sentence.token(s).span()))
            {
                continue;
            }
            let covers = report
                .content
                .iter()
                .any(|&word| quotation.span.contains(sentence.token(word).span()));
            let distance = if cue.end() <= quotation.span.start() {
                quotation.span.start() - cue.end()
            } else {
                cue.start().saturating_sub(quotation.span.end())
            };
            let rank = (!covers, distance);
            if best
                .as_ref()
                .is_none_or(|(far, old, _)| rank < (*far, *old))
            {
                best = Some((!covers, distance, speakers_at(number, report)));
            }
        }
    }
    best.map(|(_, _, speakers)| speakers)
}

/// "X welcomed the deal: “...”": the subject of the last verb before the colon.
fn before_colon(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
) -> Option<Vec<Speaker>> {
    let before = text
        .slice(Span::new(0, quotation.span.start().saturating_sub(1)))
        .trim_end();
    if !before.ends_with(':') {
        return None;
    }
    let colon = before.chars().count() as u32 - 1;
    let number = sentences
        .iter()
        .position(|sentence| sentence.span().start() <= colon && colon < sentence.span().end())?;
    let view = View::new(&sentences[number]);
    let mut verbs: Vec<TokenIdx> = view
        .words()
        .filter(|&word| {
            view.upos(word) == Upos::Verb && sentences[number].token(word).span().end() <= colon
        })
        .collect();
    verbs.sort_by_key(|&word| (view.tree().depth(word), word));
    verbs.into_iter().find_map(|verb| {
        let subject = clause::subject(view, verb)?;
        Some(
            subject
                .heads
                .into_iter()
                .map(|head| Speaker {
                    sentence: number,
                    head,
                    cue: verb,
                    cue_last: verb,
                })
                .collect(),
        )
    })
}

/// "Then Hill added," with the quotation in the next paragraph: the one whom the sentence leaves speaking.
fn before_comma(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
) -> Option<Vec<Speaker>> {
    let before = text
        .slice(Span::new(0, quotation.span.start().saturating_sub(1)))
        .trim_end();
    let comma = before
        .ends_with(',')
        .then(|| before.chars().count() as u32 - 1)?;
    let number = sentences.iter().position(|sentence| {
        sentence.span().start() <= comma && comma + 1 == sentence.span().end()
    })?;
    let last = TokenIdx::new(sentences[number].len().checked_sub(2)?);
    reports[number]
        .iter()
        .find(|report| report.says && report.cue == last)
        .map(|report| speakers_at(number, report))
}

/// Whether it is a sentence or more, not a phrase in quotation marks.
fn is_sentence(quotation: &Quotation, text: &Text) -> bool {
    let words = text.slice(quotation.span);
    let starts = words
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = words.trim_end().ends_with(['.', '!', '?', ',', '…']);
    starts && (ends || quotation.span.len() > 60)
}

/// The speaker of the sentence before or after the quotation in the same paragraph.
fn in_neighbour(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
) -> Option<Vec<Speaker>> {
    let first = sentences
        .iter()
        .position(|sentence| sentence.span().end() > quotation.span.start())?;
    let previous = first.checked_sub(1)?;
    let gap = Span::new(sentences[previous].span().end(), quotation.span.start());
    if text.slice(gap).contains('\n') {
        return None;
    }
    let view = View::new(&sentences[previous]);
    let said = reports[previous].iter().rev().find(|report| report.says);
    if let Some(report) = said {
        return Some(speakers_at(previous, report));
    }
    let root = view.tree().root();
    let subject = clause::subject(view, root)?;
    let speaks = subject
        .heads
        .iter()
        .all(|&head| view.name(head).is_some() || view.upos(head) == Upos::Pron);
    speaks.then(|| {
        subject
            .heads
            .into_iter()
            .map(|head| Speaker {
                sentence: previous,
                head,
                cue: root,
                cue_last: root,
            })
            .collect()
    })
}
