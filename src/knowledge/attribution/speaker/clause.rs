//! The clause that a quotation completes, whatever its verb: before or behind it, or a name alone.

use super::{Quoting, Speaker, can_speak, is_sentence, speakers_at};
use crate::knowledge::attribution::quotation::{BULLETS, Quotation};
use crate::knowledge::extract::view::View;
use crate::knowledge::extract::{clause, title};
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::Span;

/// The most words of a name before a colon, or behind a dash: "Prime Minister Sir Keir Starmer".
const LABEL: usize = 6;

/// How far behind a mark its quotation may open, in code points: over empty lines and a bullet.
const GAP: u32 = 16;

impl Quoting<'_> {
    /// "'We are back,' he *rumbled* from the stage": the subject of the clause right behind a quotation that is not over.
    pub(super) fn clause_behind(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let is_over = !self
            .text
            .slice(quotation.span)
            .trim_end()
            .ends_with([',', '?', '!', '…', '—', '–', '-']);
        if is_over || !self.has_predicate(quotation) {
            return None;
        }
        let number = self.sentence_at(quotation.span.end())?;
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let first = view.words().find(|&word| {
            sentence.token(word).span().start() >= quotation.span.end()
                && view.upos(word) != Upos::Punct
        })?;
        let (verb, subject) = view.words().find_map(|verb| {
            let subject = view.first_related(verb, Relation::Nsubj)?;
            let (start, end) = view.tree().extent(subject);
            let gap = verb.index().checked_sub(end.index() + 1);
            let is_behind = start == first && gap.is_some_and(|gap| gap <= 1);
            let is_inverted = verb == first && start.index() == verb.index() + 1;
            let is_clause = view.upos(verb) == Upos::Verb
                && !view.is_passive(verb)
                && !view.has(verb, Relation::Mark)
                && view.relation(verb) != Relation::Acl;
            (is_clause && (is_behind || is_inverted)).then_some((verb, subject))
        })?;
        let heads = view.conjuncts(subject);
        let speaks = heads.iter().all(|&head| can_speak(view, head));
        speaks.then(|| speakers(number, heads, verb))
    }

    /// Whether a clause stands in the quotation, or another quotation follows it in its sentence.
    fn has_predicate(&self, quotation: &Quotation) -> bool {
        let Some(number) = self.sentence_at(quotation.span.start()) else {
            return false;
        };
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let has_clause = view.words().any(|word| {
            quotation.span.contains(sentence.token(word).span())
                && view.upos(word) == Upos::Verb
                && view.is_predicate(word)
        });
        let is_split = self.quotations.iter().any(|other| {
            other.span.start() > quotation.span.end() && other.span.start() < sentence.span().end()
        });
        has_clause || is_split
    }

    /// "He *instructed* them, 'Stay away.'": the subject of the clause before a comma, of which the quotation is all that
    /// follows.
    pub(super) fn clause_before(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let comma = self.mark_before(quotation, ',')?;
        let number = self.sentence_at(comma)?;
        let is_last = self.is_one_line(comma, quotation.span.start())
            && self.sentences[number].span().end() <= quotation.span.end() + 2;
        (is_last && is_sentence(quotation, self.text))
            .then(|| self.subject_before(number, comma))
            .flatten()
    }

    /// "X welcomed the deal: “...”": the subject of the last verb before the colon, or who is named before it alone.
    pub(super) fn before_colon(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let colon = self.mark_before(quotation, ':')?;
        let number = self.sentence_at(colon)?;
        self.subject_before(number, colon)
            .or_else(|| self.label_before(number, colon))
    }

    /// Where `mark` stands, if it is all between the quotation and the words before it.
    fn mark_before(&self, quotation: &Quotation, mark: char) -> Option<u32> {
        let opening = quotation.span.start().saturating_sub(1);
        let near = Span::new(opening.saturating_sub(GAP), opening);
        let before = self.text.slice(near).trim_end();
        // A list of quotations.
        let before = before.trim_end_matches(BULLETS).trim_end();
        let at = near.start() + before.chars().count() as u32;
        before.ends_with(mark).then(|| at - 1)
    }

    /// The subject of the uppermost verb before the place `end` of a sentence.
    fn subject_before(&self, number: usize, end: u32) -> Option<Vec<Speaker>> {
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let mut verbs: Vec<TokenIdx> = view
            .words()
            .filter(|&word| {
                view.upos(word) == Upos::Verb && sentence.token(word).span().end() <= end
            })
            .collect();
        verbs.sort_by_key(|&word| (view.tree().depth(word), word));
        verbs.into_iter().find_map(|verb| {
            let heads = clause::subject(view, verb)?.heads;
            let speaks = heads.iter().all(|&head| can_speak(view, head));
            speaks.then(|| speakers(number, heads, verb))
        })
    }

    /// "Hill: 'They came.'"
    fn label_before(&self, number: usize, end: u32) -> Option<Vec<Speaker>> {
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let label: Vec<TokenIdx> = view
            .words()
            .take_while(|&word| sentence.token(word).span().end() <= end)
            .collect();
        let has_verb = label.iter().any(|&word| view.upos(word) == Upos::Verb);
        if has_verb || label.len() > LABEL {
            return None;
        }
        let name = label.into_iter().find_map(|word| view.name(word))?;
        let is_speaker = matches!(name.kind(), NameType::Person | NameType::Org);
        let head = title::name_head(view, name);
        is_speaker.then(|| speakers(number, vec![head], head))
    }

    /// "Then Hill added," with the quotation in the next paragraph: the one whom the sentence leaves speaking.
    pub(super) fn before_comma(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let comma = self.mark_before(quotation, ',')?;
        let number = self.sentence_at(comma)?;
        let is_last = comma + 1 == self.sentences[number].span().end();
        let mut reports = self.reports[number].iter();
        let report = reports.find(|report| report.says && report.content.is_empty())?;
        is_last.then(|| speakers_at(number, report))
    }

    /// "'We have a deal,' *She said* in a note.": a sentence of its own behind the comma that leaves a quotation open.
    pub(super) fn behind_comma(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let is_open = self.text.slice(quotation.span).trim_end().ends_with(',');
        let number = self.sentence_at(quotation.span.start())?;
        let is_last = self.sentences[number].span().end() <= quotation.span.end() + 1;
        let next = self.sentences.get(number + 1)?;
        if !is_open || !is_last || !self.is_one_line(quotation.span.end(), next.span().start()) {
            return None;
        }
        let root = View::new(next).tree().root();
        let mut reports = self.reports[number + 1].iter();
        let report = reports
            .find(|report| report.says && report.cue == root && report.content.is_empty())?;
        Some(speakers_at(number + 1, report))
    }

    /// "“...” – Ann Hill": a quotation with its author behind a dash, to the end of the line.
    pub(super) fn signed(&self, quotation: &Quotation) -> Option<Vec<Speaker>> {
        let mut behind = self
            .text
            .as_str()
            .chars()
            .skip(quotation.span.end() as usize + 1);
        let mut dash = quotation.span.end() + 1;
        let found = behind.find(|&here| {
            dash += 1;
            here == '\n' || !here.is_whitespace()
        })?;
        if !matches!(found, '-' | '–' | '—' | '―') {
            return None;
        }
        let line: String = behind.take_while(|&here| here != '\n').collect();
        let end = dash + line.trim_end().chars().count() as u32;
        let number = self.sentence_at(dash + 1)?;
        let sentence = &self.sentences[number];
        let view = View::new(sentence);
        let first = view
            .words()
            .find(|&word| sentence.token(word).span().start() >= dash)?;
        let name = view.name(first)?;
        let is_all = sentence.token(name.last()).span().end() >= end
            && matches!(name.kind(), NameType::Person | NameType::Org);
        let head = title::name_head(view, name);
        is_all.then(|| speakers(number, vec![head], head))
    }
}

/// The speakers of the sentence numbered `number` with one word for a cue.
pub(super) fn speakers(number: usize, heads: Vec<TokenIdx>, cue: TokenIdx) -> Vec<Speaker> {
    heads
        .into_iter()
        .map(|head| Speaker {
            sentence: number,
            head,
            cue,
            cue_last: cue,
        })
        .collect()
}
