//! From candidates to claims: coordination is distributed, words become phrases of the article, participants become
//! entities, and each claim gets its sources, its stance and its time.

use super::candidate::{Candidate, Form, Participant, Voice};
use super::lists::Lists;
use super::view::View;
use super::{confidence, phrase, proform};
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::attribution::speaker::Speaker;
use crate::knowledge::claim::{
    Argument, Certainty, Claim, Phrase, Polarity, Predicate, Quantity, Source, Tense, Time,
};
use crate::knowledge::coref::Resolved;
use crate::knowledge::entity::EntityIdx;
use crate::knowledge::stance::{self, Stance};
use crate::knowledge::time::{self, TimeExpression, time_of};
use crate::knowledge::{event_type, quantity};
use crate::language::deprel::Relation;
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
        let subjects = apart(view, &candidate.subjects);
        let objects = apart(view, &candidate.objects);
        for subject in each(&subjects) {
            for object in each(&objects) {
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
                let object = object.map(|object| self.with_said(number, &candidate, object));
                if self.leaves_open(number, &candidate, participants, (&subject, &object)) {
                    continue;
                }
                let (subject, object) = self.told_apart(number, participants, (subject, object));
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
                    arguments: self.arguments(number, &candidate, time.as_ref(), times),
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

    /// "This was a decision": what something is said to be is not the thing again.
    fn told_apart(
        &self,
        number: usize,
        participants: (Option<&Participant>, Option<&Participant>),
        (subject, object): (Option<Argument>, Option<Argument>),
    ) -> (Option<Argument>, Option<Argument>) {
        let entity = subject.as_ref().and_then(|subject| subject.entity);
        let is_same =
            entity.is_some() && entity == object.as_ref().and_then(|object| object.entity);
        let Some(entity) = entity.filter(|_| is_same) else {
            return (subject, object);
        };
        let is_named = self.resolved.entities[entity.index()].named;
        let subject = subject.map(|subject| {
            if is_named {
                subject
            } else {
                self.without_entity(number, participants.0, subject)
            }
        });
        let object = object.map(|object| self.without_entity(number, participants.1, object));
        (subject, object)
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

    /// All further participants; the time is none of them, nor is a time of something else.
    fn arguments(
        &self,
        number: usize,
        candidate: &Candidate,
        time: Option<&Time>,
        times: &[TimeExpression],
    ) -> Vec<Argument> {
        let sentence = &self.sentences[number];
        let is_elsewhere = |argument: &&Participant| {
            times.iter().any(|time| {
                time.first <= argument.head
                    && argument.head <= time.last
                    && time::is_no_time_of(time, candidate.predicate, sentence)
            })
        };
        candidate
            .arguments
            .iter()
            .filter(|argument| !is_elsewhere(argument))
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
        if found.is_empty() {
            found.extend(
                self.sources
                    .quoted(self.text, span)
                    .map(|it| self.unnamed_source(it)),
            );
        }
        found
    }

    /// Whoever speaks a quotation that the article leaves without a speaker: its opening mark is all that tells of them.
    fn unnamed_source(&self, quotation: Span) -> Source {
        let mark = Span::new(quotation.start().saturating_sub(1), quotation.start());
        let cue = Phrase {
            text: self.text.slice(mark).to_owned(),
            span: mark,
        };
        Source {
            argument: Argument {
                role: "source".to_owned(),
                preposition: None,
                phrase: cue.clone(),
                head: mark,
                name: "unnamed source".to_owned(),
                entity: None,
                quantity: None,
            },
            cue,
        }
    }

    pub(super) fn argument(&self, number: usize, participant: &Participant) -> Argument {
        let view = View::new(&self.sentences[number]);
        // "this" alone is most often what was said, no thing that was named.
        let is_deictic = proform::is_bare(view, participant.head)
            && matches!(view.lower(participant.head).as_str(), "this" | "that");
        // "pilot and commander seats" are no pilot.
        let is_part = view.shares_later_noun(participant.head);
        let is_owned = proform::possessor(view, participant).is_some();
        let entity = match participant.form {
            Form::Nominal if !is_part && !is_deictic && !is_owned => {
                self.entity(number, participant.head)
            }
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
                let of = proform::of_what(view, participant.head);
                self.phrase(
                    number,
                    first.max(participant.first).min(participant.head),
                    of.unwrap_or(last).max(participant.head),
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
    pub(super) fn entity(&self, number: usize, head: TokenIdx) -> Option<EntityIdx> {
        let view = View::new(&self.sentences[number]);
        if let Some((first, last)) = proform::shared_name(view, head) {
            let rest = self.phrase(number, first, last).text;
            let name = format!("{} {rest}", view.form(head));
            let mut entities = self.resolved.entities.iter();
            return entities
                .position(|entity| entity.name == name)
                .map(EntityIdx::new);
        }
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

    pub(super) fn phrase(&self, number: usize, first: TokenIdx, last: TokenIdx) -> Phrase {
        let span = self.span(number, first, last);
        Phrase {
            text: self.text.slice(span).to_owned(),
            span,
        }
    }

    pub(super) fn span(&self, number: usize, first: TokenIdx, last: TokenIdx) -> Span {
        self.sentences[number].words_span(first, last)
    }
}

/// The participants, "North and South Korea" as two.
fn apart(view: View<'_>, participants: &[Participant]) -> Vec<Participant> {
    let parts = |whole: &Participant| {
        let first = view.name(whole.head).and_then(|name| {
            let and = view.before(name.first())?;
            let word = view.before(and)?;
            proform::shared_name(view, word).map(|_| (word, name.first()))
        });
        match first.filter(|&(word, _)| word >= whole.first) {
            Some((word, rest)) => vec![
                Participant {
                    head: word,
                    ..whole.clone()
                },
                Participant {
                    first: rest,
                    ..whole.clone()
                },
            ],
            None => vec![whole.clone()],
        }
    };
    participants.iter().flat_map(parts).collect()
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
    // "art and music were words and images that they knew": which was which is not told.
    let is_crossed = candidate.label == "be" && candidate.subjects.len() > 1;
    if (too_many || is_crossed || candidate.subjects.iter().any(is_share))
        && let (Some(first), Some(last)) =
            (candidate.objects.first().cloned(), candidate.objects.last())
        && candidate.objects.len() > 1
    {
        let mut last = last.last.max(first.last);
        // What describes all of them stands behind the last and hangs on the first.
        if let Some(clause) = view
            .related(first.head, Relation::Acl)
            .find(|&clause| Some(view.tree().extent(clause).0) == view.after(last))
            .filter(|_| first.form == Form::Nominal)
        {
            last = view.tree().extent(clause).1;
        }
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
