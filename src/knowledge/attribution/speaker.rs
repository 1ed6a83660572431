//! Who says a quotation. The words of its own sentence tell first, then those that it follows or that follow it, then
//! who was speaking in the same paragraph.

mod clause;
mod paragraph;

use super::quotation::Quotation;
use super::report::Report;
use crate::knowledge::extract::clause as clauses;
use crate::knowledge::extract::lists::Lists;
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

/// Those who make the report in the sentence numbered `sentence`.
#[must_use]
pub(super) fn speakers_at(sentence: usize, report: &Report) -> Vec<Speaker> {
    let heads = report.speakers.iter();
    heads
        .map(|&head| Speaker {
            sentence,
            head,
            cue: report.cue,
            cue_last: report.cue_last,
        })
        .collect()
}

/// What is known of an article when the speakers of its quotations are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoting<'a> {
    /// Its text.
    pub text: &'a Text,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// The reports of each.
    pub reports: &'a [Vec<Report>],
    /// All its quotations.
    pub quotations: &'a [Quotation],
}

impl Quoting<'_> {
    /// Who says `quotation`, which follows the quotations `before` with their speakers; none if nobody is known to.
    #[must_use]
    pub fn speakers(
        &self,
        quotation: &Quotation,
        before: &[(Quotation, Vec<Speaker>)],
    ) -> Vec<Speaker> {
        let last = before.last();
        if quotation.continues
            && let Some((_, speakers)) = last
        {
            return speakers.clone();
        }
        self.beside(quotation)
            .or_else(|| self.clause_behind(quotation))
            .or_else(|| self.clause_before(quotation))
            .or_else(|| self.before_colon(quotation))
            .or_else(|| self.before_comma(quotation))
            .or_else(|| self.behind_comma(quotation))
            .or_else(|| self.signed(quotation))
            .or_else(|| self.in_paragraph(quotation, last))
            .or_else(|| self.going_on(quotation, before))
            .unwrap_or_default()
    }

    /// The report in a sentence of the quotation, whose cue stands outside it and outside every other one.
    fn beside(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let mut best: Option<(bool, u32, Vec<Speaker>)> = None;
        for (number, sentence) in self.sentences.iter().enumerate() {
            if sentence.span().end() <= quotation.span.start()
                || sentence.span().start() >= quotation.span.end()
            {
                continue;
            }
            let says = |report: &&Report| report.says;
            for report in self.reports[number].iter().filter(says) {
                let cue = sentence.token(report.cue).span();
                if self.is_quoted(cue)
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

    /// Whether a quotation holds `span`.
    fn is_quoted(&self, span: Span) -> bool {
        let mut all = self.quotations.iter();
        all.any(|quotation| quotation.span.contains(span))
    }

    /// The number of the sentence that the character numbered `at` stands in.
    fn sentence_at(&self, at: u32) -> Option<usize> {
        let next = self
            .sentences
            .partition_point(|sentence| sentence.span().end() <= at);
        (self.sentences.get(next)?.span().start() <= at).then_some(next)
    }

    /// Whether no line ends between two places.
    fn is_one_line(&self, from: u32, to: u32) -> bool {
        from <= to && !self.text.slice(Span::new(from, to)).contains('\n')
    }
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

/// Whether a noun names someone, or a text, whose words can be quoted.
fn can_speak(view: View<'_>, head: TokenIdx) -> bool {
    let lists = Lists::get();
    view.upos(head) == Upos::Pron
        || view.name(head).is_some()
        || clauses::acts(view, head)
        || lists.reporting_nouns.contains(view.lemma(head))
        || lists.text_nouns.contains(view.lemma(head))
}
