//! Who was speaking when a quotation begins: in its paragraph, or in the one before.

use super::clause::speakers;
use super::{Quoting, Speaker, is_sentence, speakers_at};
use crate::knowledge::attribution::quotation::Quotation;
use crate::knowledge::attribution::report::Report;
use crate::knowledge::extract::clause;
use crate::knowledge::extract::view::View;
use crate::language::deprel::Relation;
use crate::language::upos::Upos;
use crate::text::span::Span;

/// The longest attribution between a quotation and the next paragraph's: "Professor Eastman of the centre said."
const ATTRIBUTION: u32 = 80;

type Attributed = (Quotation, Vec<Speaker>);

impl Quoting<'_> {
    /// Who speaks in the paragraph where the quotation begins, before it.
    pub(super) fn in_paragraph(
        &self,
        quotation: &Quotation,
        last: Option<&Attributed>,
    ) -> Option<Vec<Speaker>> {
        let start = quotation.span.start();
        let first = self.sentence_at(start)?;
        // A name or term in quotation marks has no speaker of its own.
        let is_whole = is_sentence(quotation, self.text);
        if !is_whole && !self.states(quotation, first) {
            return None;
        }
        let last = last.filter(|(last, speakers)| {
            !speakers.is_empty() && self.is_one_line(last.span.end(), start)
        });
        let previous = first
            .checked_sub(1)
            .filter(|&number| self.is_one_line(self.sentences[number].span().end(), start));
        // The quotation before, in this sentence or in the one before.
        if let Some((near, speakers)) = last
            && previous.is_none_or(|number| near.span.end() > self.sentences[number].span().start())
        {
            return Some(speakers.clone());
        }
        let told = previous.and_then(|number| self.teller(number));
        told.or_else(|| last.map(|(_, speakers)| speakers.clone()))
            .or_else(|| self.subject_of(previous.filter(|_| is_whole)?))
    }

    /// Whether a phrase in quotation marks says something, and is no title.
    fn states(&self, quotation: &Quotation, number: usize) -> bool {
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let words = || {
            view.words()
                .filter(|&word| quotation.span.contains(sentence.token(word).span()))
        };
        let is_lower = words().next().is_some_and(|word| {
            let form = view.form(word);
            form.starts_with(char::is_lowercase) && view.name(word).is_none()
        });
        let states = |word| matches!(view.upos(word), Upos::Verb | Upos::Aux | Upos::Adj);
        is_lower && words().count() > 1 && words().any(states)
    }

    /// Who says something in the sentence numbered `number`, outside quotations: the uppermost.
    fn teller(&self, number: usize) -> Option<Vec<Speaker>> {
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        // "tells a joke" is no report.
        let is_report = |report: &&Report| {
            let object = view.first_related(report.cue, Relation::Obj);
            let is_thing = object.is_some_and(|object| !clause::acts(view, object));
            report.says && !(is_thing && view.lemma(report.cue) == "tell")
        };
        let told = self.reports[number].iter().filter(|report| {
            is_report(report) && !self.is_quoted(sentence.token(report.cue).span())
        });
        told.min_by_key(|report| view.tree().depth(report.cue))
            .map(|report| speakers_at(number, report))
    }

    /// The subject of the sentence numbered `number`, if it is a name or pronoun.
    fn subject_of(&self, number: usize) -> Option<Vec<Speaker>> {
        let view = View::new(&self.sentences[number]);
        let root = view.tree().root();
        let heads = clause::subject(view, root)?.heads;
        let speaks = heads
            .iter()
            .all(|&head| view.name(head).is_some() || view.upos(head) == Upos::Pron);
        speaks.then(|| speakers(number, heads, root))
    }

    /// The speaker of the last quotation `before`, where a paragraph ends with that and the next one begins with this, and
    /// nobody is named; who was asked or interrupted goes on instead.
    pub(super) fn going_on(
        &self,
        quotation: &Quotation,
        before: &[Attributed],
    ) -> Option<Vec<Speaker>> {
        let (last, speakers) = before.last()?;
        let gap = Span::new(last.span.end(), quotation.span.start());
        let mut lines = self
            .text
            .slice(gap)
            .lines()
            .filter(|line| !line.trim().is_empty());
        let first = lines.next()?;
        let begins = lines.next()?.chars().all(|c| matches!(c, '"' | '“'));
        let after = Span::new(quotation.span.end(), self.text.len());
        let after = self.text.slice(after).lines().next().unwrap_or_default();
        let is_all = after
            .chars()
            .all(|c| matches!(c, '"' | '”' | '“') || c.is_whitespace());
        let is_near = is_all && gap.len() <= ATTRIBUTION && !first.trim().is_empty();
        let goes_on = is_sentence(quotation, self.text) && is_near && begins;
        if !goes_on || lines.next().is_some() {
            return None;
        }
        if !self.is_answered(last, speakers) {
            return Some(speakers.clone());
        }
        let mut others = before.iter().rev().map(|(_, others)| others);
        let is_other = |others: &&Vec<Speaker>| {
            !others.is_empty() && self.names(others) != self.names(speakers)
        };
        others.find(is_other).cloned()
    }

    /// Whether a quotation is a question, or breaks in on someone.
    fn is_answered(&self, quotation: &Quotation, speakers: &[Speaker]) -> bool {
        let asks = self.text.slice(quotation.span).trim_end().ends_with('?');
        let cue = |speaker: &Speaker| {
            let view = View::new(&self.sentences[speaker.sentence]);
            matches!(view.lemma(speaker.cue), "ask" | "interject" | "interrupt")
        };
        asks || speakers.first().is_some_and(cue)
    }

    /// The words that name speakers.
    fn names(&self, speakers: &[Speaker]) -> Vec<&str> {
        let named = speakers.iter();
        named
            .map(|speaker| self.sentences[speaker.sentence].token(speaker.head).form())
            .collect()
    }
}
