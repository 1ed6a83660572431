//! From candidates to claims: coordination is distributed, words become phrases of the article, participants become
//! entities, and each claim gets its sources, its stance and its time.

use super::candidate::{Candidate, Form, Participant, Voice};
use super::clause::Via;
use super::lists::Lists;
use super::view::View;
use super::{confidence, phrase, proform};
use crate::knowledge::attribution::sources::{Sources, Speaker};
use crate::knowledge::claim::{
    Argument, Certainty, Claim, Phrase, Polarity, Predicate, Quantity, Source, Tense, Time,
};
use crate::knowledge::coref::Resolved;
use crate::knowledge::entity::EntityIdx;
use crate::knowledge::stance::{self, Stance};
use crate::knowledge::time::{TimeExpression, time_of};
use crate::knowledge::{event_type, quantity};
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
        let view = View::new(&self.sentences[number]);
        let candidate = gathered(view, candidate);
        let stance = self.stance(number, &candidate);
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
                let participants = (subject, object);
                if self.binds(number, &candidate, subject, object) {
                    continue;
                }
                let confidence = confidence::of(view, &candidate, subject, object);
                if confidence.value() < confidence::LEAST {
                    continue;
                }
                let (subject, object) = (
                    subject.map(|subject| self.argument(number, subject)),
                    object.map(|object| self.argument(number, object)),
                );
                let is_quoted = view.is_quoted(candidate.predicate)
                    || self
                        .sources
                        .quotation_at(self.span(number, candidate.predicate, candidate.predicate))
                        .is_some();
                // What "this" is was said in the sentence before.
                let is_said = |argument: &Argument| {
                    argument.name.split_whitespace().count()
                        > argument.phrase.text.split_whitespace().count()
                };
                // Who "this" is may stay open in a quotation, what is done to "this" may not.
                let is_open = |participant: Option<&Participant>, argument: &Option<Argument>| {
                    let (Some(participant), Some(argument)) = (participant, argument) else {
                        return false;
                    };
                    let is_bare = || {
                        argument.entity.is_none()
                            && !is_said(argument)
                            && proform::is_bare(view, participant.head)
                            && self
                                .meant(number, participant, &argument.phrase.text)
                                .is_none()
                    };
                    participant.form == Form::Nominal && is_bare()
                };
                let object = object.map(|object| self.with_said(number, &candidate, object));
                let is_relative = participants
                    .0
                    .into_iter()
                    .chain(participants.1)
                    .any(|part| {
                        part.form == Form::Nominal
                            && proform::is_relative(view, part)
                            && proform::part_of(view, part).is_none()
                    });
                if is_relative
                    || is_open(participants.1, &object)
                    || !is_quoted && is_open(participants.0, &subject)
                {
                    continue;
                }
                // "This was a decision": what something is said to be is not the thing again.
                let is_same = match (&subject, &object) {
                    (Some(subject), Some(object)) => {
                        subject.entity.is_some() && subject.entity == object.entity
                    }
                    _ => false,
                };
                let (subject, object) = if is_same {
                    let is_named = subject
                        .as_ref()
                        .and_then(|subject| subject.entity)
                        .is_some_and(|entity| self.resolved.entities[entity.index()].named);
                    let subject = subject.map(|subject| {
                        if is_named {
                            subject
                        } else {
                            self.without_entity(number, participants.0, subject)
                        }
                    });
                    (
                        subject,
                        object.map(|object| self.without_entity(number, participants.1, object)),
                    )
                } else {
                    (subject, object)
                };
                // "reached its fifth day": the object is no time besides.
                let time = time.clone().filter(|time| {
                    object
                        .as_ref()
                        .is_none_or(|object| !time.phrase.span.contains(object.head))
                });
                claims.push(Claim {
                    sentence: number as u32,
                    rule: candidate.rule.to_owned(),
                    predicate: Predicate {
                        phrase: self.phrase(number, candidate.first, candidate.last),
                        lemma: candidate.lemma.clone(),
                        label: candidate.label.clone(),
                        roleset: candidate.roleset.clone(),
                    },
                    subject,
                    object,
                    arguments: self.arguments(number, &candidate, time.as_ref()),
                    attribution: attribution.clone(),
                    polarity: stance.polarity,
                    certainty: stance.certainty,
                    tense: stance.tense,
                    negation_cues: self.cues(number, &stance.negation_cues),
                    hedge_cues: self.cues(number, &stance.hedge_cues),
                    time,
                    event_type: event_type.clone(),
                    confidence,
                });
            }
        }
        claims
    }

    /// "paid them a sum, giving [him] control": a pronoun in the objective case is not the subject of its own verb; where
    /// the subject is only lent and would be that, another clause lent it wrongly.
    fn binds(
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

    /// How sure and when; a title is simply so, or was.
    fn stance(&self, number: usize, candidate: &Candidate) -> Stance {
        let sentence = &self.sentences[number];
        match candidate.voice {
            Voice::Clause => {
                denied_subject(sentence, candidate, stance::of(sentence, candidate.stance))
            }
            Voice::Article => {
                let view = View::new(sentence);
                let is_past = (candidate.first.index()..=candidate.last.index())
                    .map(TokenIdx::new)
                    .any(|word| {
                        Lists::get()
                            .past_adjectives
                            .contains(view.lower(word).as_str())
                    });
                Stance {
                    polarity: Polarity::Positive,
                    certainty: Certainty::Certain,
                    tense: if is_past { Tense::Past } else { Tense::Present },
                    negation_cues: Vec::new(),
                    hedge_cues: Vec::new(),
                }
            }
        }
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
        // "this" alone is most often what was said, no thing that was named.
        let is_deictic = proform::is_bare(view, participant.head)
            && matches!(view.lower(participant.head).as_str(), "this" | "that");
        // "pilot and commander seats" are no pilot.
        let is_part = view.shares_later_noun(participant.head);
        let entity = match participant.form {
            Form::Nominal if !is_part && !is_deictic => self.entity(number, participant.head),
            Form::Nominal | Form::Clause | Form::Property => None,
        };
        let name = match (entity, participant.form) {
            (Some(entity), _) => self.resolved.entities[entity.index()].name.clone(),
            (None, _) if is_part => {
                self.phrase(number, participant.first, participant.last)
                    .text
            }
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
        let name = match (entity, participant.form) {
            (None, Form::Nominal) => self.meant(number, participant, &name).unwrap_or(name),
            _ => name,
        };
        Argument {
            role: participant.role.clone(),
            preposition: participant.preposition.clone(),
            phrase: self.phrase(number, participant.first, participant.last),
            head: self.span(number, participant.head, participant.head),
            name,
            entity,
            quantity: quantity_of(&self.sentences[number], participant),
        }
    }

    /// "Paris contests *this*": what was said in the sentence before.
    fn with_said(&self, number: usize, candidate: &Candidate, object: Argument) -> Argument {
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
    fn meant(&self, number: usize, participant: &Participant, words: &str) -> Option<String> {
        let view = View::new(&self.sentences[number]);
        if let Some(noun) = proform::noun(view, participant.head) {
            return Some(format!("{words} {noun}"));
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

    /// The argument as mere words.
    fn without_entity(
        &self,
        number: usize,
        participant: Option<&Participant>,
        argument: Argument,
    ) -> Argument {
        let view = View::new(&self.sentences[number]);
        let Some(participant) = participant else {
            return argument;
        };
        let (first, last) = phrase::term(view, participant.head);
        Argument {
            entity: None,
            name: self
                .phrase(
                    number,
                    first.min(participant.head),
                    last.max(participant.head),
                )
                .text,
            ..argument
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
        self.resolved.entity_at(number, head).filter(|entity| {
            !Lists::get().pronouns.contains(
                self.resolved.entities[entity.index()]
                    .name
                    .to_lowercase()
                    .as_str(),
            )
        })
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

/// The candidate with its objects as one, where coordination would make too many claims or untrue ones: "most iodine
/// comes from milk and bread" does not say that most comes from bread.
fn gathered(view: View<'_>, candidate: &Candidate) -> Candidate {
    let mut candidate = candidate.clone();
    let is_share = |subject: &Participant| {
        view.children(subject.head)
            .iter()
            .chain([&subject.head])
            .any(|&word| {
                matches!(
                    view.lower(word).as_str(),
                    "most" | "half" | "majority" | "third" | "percent" | "%" | "total"
                )
            })
    };
    let too_many = candidate.subjects.len().max(1) * candidate.objects.len() > MOST;
    if (too_many || candidate.subjects.iter().any(is_share))
        && let (Some(first), Some(last)) =
            (candidate.objects.first().cloned(), candidate.objects.last())
    {
        let last = last.last.max(first.last);
        candidate.objects = vec![Participant { last, ..first }];
    }
    candidate
}

/// "Not all were pleased": a "not" before the subject denies the claim.
fn denied_subject(sentence: &Sentence, candidate: &Candidate, stance: Stance) -> Stance {
    let view = View::new(sentence);
    let cue = candidate.subjects.first().and_then(|subject| {
        let before = view
            .before(subject.first)
            .filter(|&word| view.head(word) == Some(subject.head));
        [before, Some(subject.first)]
            .into_iter()
            .flatten()
            .find(|&word| view.lower(word) == "not" && word != subject.head)
    });
    match (cue, stance.polarity) {
        (Some(cue), Polarity::Positive) => Stance {
            polarity: Polarity::Negative,
            negation_cues: vec![(cue, cue)],
            ..stance
        },
        _ => stance,
    }
}

/// How many or how much a noun phrase names.
fn quantity_of(sentence: &Sentence, participant: &Participant) -> Option<Quantity> {
    match participant.form {
        Form::Nominal => quantity::of(sentence, participant.head),
        Form::Clause | Form::Property => None,
    }
}
