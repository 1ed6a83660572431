//! From candidates to claims: coordination is distributed, words become phrases of the article, participants become
//! entities, and each claim gets its sources, its stance and its time.

use super::candidate::{Candidate, Form, Participant, Voice};
use super::view::View;
use super::{confidence, phrase};
use crate::knowledge::attribution::sources::{Sources, Speaker};
use crate::knowledge::claim::{Argument, Claim, Phrase, Predicate, Source, Time};
use crate::knowledge::coref::Resolved;
use crate::knowledge::entity::EntityIdx;
use crate::knowledge::time::{TimeExpression, time_of};
use crate::knowledge::{event_type, stance};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::{Span, Text};

/// The most claims that coordination may make of one predicate; beyond it the objects stay together.
const MOST: usize = 12;

/// An article's layers, with which its claims are put together.
#[derive(Debug, Clone, Copy)]
pub struct Assembly<'a> {
    /// The article's text.
    pub text: &'a Text,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Its entities.
    pub resolved: &'a Resolved,
    /// Who says what.
    pub sources: &'a Sources,
}

impl Assembly<'_> {
    /// The claims of `candidate` in the sentence numbered `number`.
    #[must_use]
    pub fn claims(
        &self,
        number: usize,
        candidate: &Candidate,
        times: &[TimeExpression],
    ) -> Vec<Claim> {
        let candidate = gathered(candidate);
        let view = View::new(&self.sentences[number]);
        let stance = stance::of(&self.sentences[number], candidate.stance);
        let attribution = self.attribution(number, &candidate);
        let time = self.time(number, &candidate, times);
        let event_type =
            event_type::of(candidate.roleset.as_deref().unwrap_or(""), &candidate.lemma)
                .map(str::to_owned);
        let mut claims = Vec::new();
        for subject in each(&candidate.subjects) {
            for object in each(&candidate.objects) {
                if let (Some(subject), Some(object)) = (subject, object)
                    && subject.head == object.head
                {
                    continue;
                }
                claims.push(Claim {
                    sentence: number as u32,
                    rule: candidate.rule.to_owned(),
                    predicate: Predicate {
                        phrase: self.phrase(number, candidate.first, candidate.last),
                        lemma: candidate.lemma.clone(),
                        label: candidate.label.clone(),
                        roleset: candidate.roleset.clone(),
                    },
                    subject: subject.map(|subject| self.argument(number, subject)),
                    object: object.map(|object| self.argument(number, object)),
                    arguments: self.arguments(number, &candidate, time.as_ref()),
                    attribution: attribution.clone(),
                    polarity: stance.polarity,
                    certainty: stance.certainty,
                    tense: stance.tense,
                    negation_cues: self.cues(number, &stance.negation_cues),
                    hedge_cues: self.cues(number, &stance.hedge_cues),
                    time: time.clone(),
                    event_type: event_type.clone(),
                    confidence: confidence::of(view, &candidate, subject, object),
                });
            }
        }
        claims
    }

    /// All further participants; the time is none of them.
    fn arguments(
        &self,
        number: usize,
        candidate: &Candidate,
        time: Option<&Time>,
    ) -> Vec<Argument> {
        candidate
            .arguments
            .iter()
            .map(|argument| self.argument(number, argument))
            .filter(|argument| time.is_none_or(|time| !time.phrase.span.contains(argument.head)))
            .collect()
    }

    /// When it happens; a title has no time of its own.
    fn time(&self, number: usize, candidate: &Candidate, times: &[TimeExpression]) -> Option<Time> {
        match candidate.voice {
            Voice::Article => None,
            Voice::Clause => [candidate.predicate, candidate.stance]
                .into_iter()
                .find_map(|word| time_of(word, times, &self.sentences[number])),
        }
    }

    fn attribution(&self, number: usize, candidate: &Candidate) -> Vec<Source> {
        let span = self.span(number, candidate.predicate, candidate.predicate);
        let speakers = match candidate.voice {
            Voice::Clause => self.sources.of(number, candidate.predicate, span),
            Voice::Article => {
                let quoted: Vec<Speaker> = self.sources.around(span).flatten().copied().collect();
                quoted
            }
        };
        let mut found: Vec<Source> = Vec::new();
        for speaker in speakers {
            let view = View::new(&self.sentences[speaker.sentence]);
            let participant = Participant::nominal(view, speaker.head, "source");
            let argument = self.argument(speaker.sentence, &participant);
            let is_known =
                found
                    .iter()
                    .any(|source| match (source.argument.entity, argument.entity) {
                        (Some(one), Some(other)) => one == other,
                        _ => source.argument.phrase.span == argument.phrase.span,
                    });
            if !is_known {
                found.push(Source {
                    argument,
                    cue: self.phrase(speaker.sentence, speaker.cue, speaker.cue_last),
                });
            }
        }
        found
    }

    fn argument(&self, number: usize, participant: &Participant) -> Argument {
        let view = View::new(&self.sentences[number]);
        let entity = match participant.form {
            Form::Nominal => self.entity(number, participant.head),
            Form::Clause | Form::Property => None,
        };
        let name = match (entity, participant.form) {
            (Some(entity), _) => self.resolved.entities[entity.index()].name.clone(),
            (None, Form::Nominal) => {
                let (first, last) = phrase::term(view, participant.head);
                self.phrase(
                    number,
                    first.max(participant.first).min(participant.head),
                    last.max(participant.head),
                )
                .text
            }
            (None, Form::Clause | Form::Property) => {
                self.phrase(number, participant.first, participant.last)
                    .text
            }
        };
        Argument {
            role: participant.role.clone(),
            preposition: participant.preposition.clone(),
            phrase: self.phrase(number, participant.first, participant.last),
            head: self.span(number, participant.head, participant.head),
            name,
            entity,
            quantity: None,
        }
    }

    /// The entity of a noun phrase; "I" is the one who is quoted.
    fn entity(&self, number: usize, head: TokenIdx) -> Option<EntityIdx> {
        let view = View::new(&self.sentences[number]);
        let features = view.features(head);
        let is_speaker =
            features.get("Person") == Some("1") && features.get("Number") == Some("Sing");
        if is_speaker
            && let Some(speakers) = self.sources.around(self.span(number, head, head)).next()
            && let [speaker] = speakers
            && (speaker.sentence, speaker.head) != (number, head)
        {
            return self.resolved.entity_at(speaker.sentence, speaker.head);
        }
        self.resolved.entity_at(number, head)
    }

    fn cues(&self, number: usize, cues: &[(TokenIdx, TokenIdx)]) -> Vec<Phrase> {
        cues.iter()
            .map(|&(first, last)| self.phrase(number, first, last))
            .collect()
    }

    fn phrase(&self, number: usize, first: TokenIdx, last: TokenIdx) -> Phrase {
        let span = self.span(number, first, last);
        Phrase {
            text: self.text.slice(span).to_owned(),
            span,
        }
    }

    fn span(&self, number: usize, first: TokenIdx, last: TokenIdx) -> Span {
        self.sentences[number].words_span(first, last)
    }
}

/// Each participant, or none once.
fn each(participants: &[Participant]) -> Vec<Option<&Participant>> {
    if participants.is_empty() {
        vec![None]
    } else {
        participants.iter().map(Some).collect()
    }
}

/// The candidate with its objects as one, where coordination would make too many claims.
fn gathered(candidate: &Candidate) -> Candidate {
    let mut candidate = candidate.clone();
    if candidate.subjects.len().max(1) * candidate.objects.len() > MOST
        && let (Some(first), Some(last)) =
            (candidate.objects.first().cloned(), candidate.objects.last())
    {
        let last = last.last.max(first.last);
        candidate.objects = vec![Participant { last, ..first }];
    }
    candidate
}
