//! What the participants of a claim stand for, where they do not say it: "another", "all", "this"; and claims that would
//! leave it open or tie a pronoun to its own subject, of which none are made.

use super::assembly::Assembly;
use super::candidate::{Candidate, Form, Participant};
use super::clause::Via;
use super::lists::Lists;
use super::proform;
use super::view::View;
use crate::knowledge::claim::Argument;
use crate::language::deprel::Relation;
use crate::text::span::Span;

impl Assembly<'_> {
    /// Whether a claim would be about someone or something that is not told. Who "this" is may stay open in a quotation, what
    /// is done to "this" may not.
    pub(super) fn leaves_open(
        &self,
        number: usize,
        candidate: &Candidate,
        participants: (Option<&Participant>, Option<&Participant>),
        arguments: (&Option<Argument>, &Option<Argument>),
    ) -> bool {
        let view = View::new(&self.sentences[number]);
        let is_quoted = view.is_quoted(candidate.predicate)
            || self
                .sources
                .quotation_at(self.span(number, candidate.predicate, candidate.predicate))
                .is_some();
        let words = |text: &str| text.split_whitespace().count();
        let is_bare = |participant: Option<&Participant>, argument: &Option<Argument>| {
            let (Some(participant), Some(argument)) = (participant, argument) else {
                return false;
            };
            participant.form == Form::Nominal
                && argument.entity.is_none()
                // What is meant was found elsewhere.
                && words(&argument.name) <= words(&argument.phrase.text)
                && proform::is_bare(view, participant.head)
        };
        let is_relative = |participant: Option<&Participant>| {
            participant.is_some_and(|part| {
                part.form == Form::Nominal
                    && proform::is_relative(view, part)
                    && proform::part_of(view, part).is_none()
                    && proform::possessor(view, part).is_none()
            })
        };
        // "We will never accept this": who does what is told, where the verb says something.
        let is_told = is_quoted
            && !is_bare(participants.0, arguments.0)
            && participants.1.is_some_and(|object| {
                view.lower(object.head) == "this" && view.relation(object.head) == Relation::Obj
            })
            && !Lists::get()
                .empty_verbs
                .contains(view.lemma(candidate.predicate));
        is_relative(participants.0)
            || is_relative(participants.1)
            || !is_told && is_bare(participants.1, arguments.1)
            || !is_quoted && is_bare(participants.0, arguments.0)
    }

    /// "paid them a sum, giving [him] control": a pronoun in the objective case is not the subject of its own verb; where
    /// the subject is only lent and would be that, another clause lent it wrongly.
    pub(super) fn binds(
        &self,
        number: usize,
        candidate: &Candidate,
        subject: Option<&Participant>,
        object: Option<&Participant>,
    ) -> bool {
        let view = View::new(&self.sentences[number]);
        let is_lent = candidate
            .via
            .is_some_and(|via| matches!(via, Via::Adjunct | Via::Control | Via::Role));
        let Some(entity) = subject
            .filter(|_| is_lent)
            .and_then(|subject| self.entity(number, subject.head))
        else {
            return false;
        };
        let receivers = candidate
            .arguments
            .iter()
            .filter(|argument| argument.preposition.is_none());
        object.into_iter().chain(receivers).any(|argument| {
            matches!(
                view.lower(argument.head).as_str(),
                "him" | "her" | "it" | "them" | "me" | "us"
            ) && argument.form == Form::Nominal
                && self.entity(number, argument.head) == Some(entity)
        })
    }

    /// "Paris contests *this*": what was said in the sentence before.
    pub(super) fn with_said(
        &self,
        number: usize,
        candidate: &Candidate,
        object: Argument,
    ) -> Argument {
        let view = View::new(&self.sentences[number]);
        let says = Lists::get()
            .saying_verbs
            .contains(view.lemma(candidate.predicate))
            && candidate.objects.iter().any(|object| {
                view.xpos(object.head) == "DT"
                    && matches!(view.lower(object.head).as_str(), "this" | "that")
            })
            && matches!(object.phrase.text.to_lowercase().as_str(), "this" | "that");
        let said = number
            .checked_sub(1)
            .filter(|_| says)
            .and_then(|before| Some((before, self.sources.said(before)?)));
        match said {
            Some((before, (first, last))) => Argument {
                name: self
                    .phrase(before, first, last)
                    .text
                    .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”'))
                    .to_owned(),
                ..object
            },
            None => object,
        }
    }

    /// What a bare quantity counts, with its `words`: "another victim", "all of those killed".
    pub(super) fn meant(
        &self,
        number: usize,
        participant: &Participant,
        words: &str,
    ) -> Option<String> {
        let view = View::new(&self.sentences[number]);
        if let Some(noun) = proform::noun(view, participant.head) {
            return Some(format!("{words} {noun}"));
        }
        // "North and South Korea": North Korea.
        if let Some((first, last)) = proform::shared_name(view, participant.head) {
            let rest = self.phrase(number, first, last).text;
            return Some(format!("{} {rest}", view.form(participant.head)));
        }
        // "Ann Hall, whose boat": Ann Hall's boat.
        if let Some(owner) = proform::possessor(view, participant) {
            let name = self
                .argument(number, &Participant::nominal(view, owner, "owner"))
                .name;
            let mark = if name.ends_with('s') { "'" } else { "'s" };
            let rest = words.strip_prefix("whose").unwrap_or(words).trim_start();
            return Some(format!("{name}{mark} {rest}"));
        }
        // "these gangs, some of whom": some of these gangs.
        if let Some((pronoun, antecedent)) = proform::part_of(view, participant) {
            let whole = Participant::nominal(view, antecedent, "subject");
            let start = self
                .phrase(number, participant.first, participant.first)
                .span
                .start();
            let end = self.phrase(number, pronoun, pronoun).span.start();
            let part = self.text.slice(Span::new(start, end));
            let whole = self.phrase(number, whole.first, whole.last).text;
            return Some(format!("{part}{whole}"));
        }
        let number = number.checked_sub(1)?;
        let before = View::new(&self.sentences[number]);
        let subject = proform::of_sentence_before(view, participant.head, before)?;
        let several = Participant::nominal(before, subject, "subject");
        let phrase = self.phrase(number, several.first, several.last).text;
        Some(format!("{words} of {phrase}"))
    }
}
