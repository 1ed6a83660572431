//! What the ranker sees of a mention and of a pair of mentions.
//!
//! A feature is a few short words joined by `|`, the same in the table of weights as here; most are those of Durrett and
//! Klein 2013 (<https://aclanthology.org/D13-1203/>). The hidden units of [`super::network`] find what goes together.

mod describe;

use std::collections::HashMap;

use crate::language::deprel::Relation;
use crate::language::role::{Number as Argument, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::chains::{Chains, MentionIdx};
use super::distinct::{self, Traits};
use super::lists::Lists;
use super::quotes;
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::mention::{Candidate, Determiner, Form};
use crate::knowledge::nouns::{Gender, Sort};
use crate::knowledge::pronoun::{Number, PronounKind};

/// Takes the features of one choice.
pub(super) trait Sink {
    /// Takes the feature whose name is the group and these parts, joined by `|`.
    fn take(&mut self, group: &str, parts: &[&str]);
}

/// Where an antecedent stands among all that a mention may take up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// How many other things are spoken of between it and the mention.
    rank: usize,
    /// The same among subjects; none of what is no subject.
    subject_rank: Option<usize>,
    /// Whether nothing else was spoken of more often.
    is_salient: bool,
}

/// The type of a mention as the ranker sees it: determiner of nouns; person, number and gender of pronouns.
pub(super) fn kind(candidate: &Candidate) -> &'static str {
    match candidate.form {
        Form::Name => "name",
        Form::Demonym => "demonym",
        Form::Number => "number",
        Form::Clause => "clause",
        Form::Together => "together",
        Form::Noun => match candidate.determiner {
            Determiner::None => "bare",
            Determiner::Definite => "the",
            Determiner::Indefinite => "a",
            Determiner::Demonstrative => "thisnoun",
            Determiner::Possessive => "poss",
            Determiner::Quantifier => "some",
        },
        Form::Pronoun(pronoun) => match (pronoun.kind, pronoun.person) {
            (PronounKind::Demonstrative, _) => {
                if pronoun.number == Some(Number::Plural) {
                    "these"
                } else if candidate.lemma == "this" {
                    "this"
                } else {
                    "that"
                }
            }
            (PronounKind::Relative, _) => "who",
            (PronounKind::Place, _) => {
                if candidate.lemma == "here" {
                    "here"
                } else {
                    "there"
                }
            }
            (PronounKind::Indefinite, _) => "one",
            (_, 1) if pronoun.number == Some(Number::Plural) => "we",
            (_, 1) => "i",
            (_, 2) => "you",
            _ => match (pronoun.gender, pronoun.number) {
                (Some(Gender::Male), _) => "he",
                (Some(Gender::Female), _) => "she",
                (_, Some(Number::Plural)) => "they",
                _ => "it",
            },
        },
    }
}

fn sort(sort: Option<Sort>) -> &'static str {
    match sort {
        Some(Sort::Person) => "person",
        Some(Sort::Group) => "group",
        Some(Sort::Place) => "place",
        Some(Sort::Time) => "time",
        Some(Sort::Event) => "event",
        Some(Sort::Animal) => "animal",
        Some(Sort::Thing) => "thing",
        None => "unknown",
    }
}

fn role(relation: Relation, is_possessive: bool) -> &'static str {
    match relation {
        Relation::Nsubj | Relation::Csubj => "subject",
        Relation::Obj | Relation::Iobj => "object",
        Relation::Obl => "oblique",
        Relation::Nmod if is_possessive => "owner",
        Relation::Nmod => "nmod",
        Relation::Compound | Relation::Amod => "compound",
        Relation::Conj => "conjunct",
        Relation::Root | Relation::Parataxis => "root",
        Relation::Appos => "apposition",
        Relation::Vocative => "vocative",
        Relation::Xcomp | Relation::Ccomp => "complement",
        _ => "other",
    }
}

/// The bucket of a count.
fn bucket(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=9 => "6",
        10..=19 => "10",
        20..=39 => "20",
        _ => "40",
    }
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

/// Whose words two mentions stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The article's.
    Neither,
    /// The first in a speaker's, the second in the article's.
    First,
    /// The second in a speaker's, the first in the article's.
    Second,
    /// As that, and the first is the speaker.
    Speaker,
    /// One speaker's.
    Same,
    /// Two speakers'.
    Other,
    /// Two speakers', who may be one.
    Unknown,
}

/// What the features of one article need beside the chains, computed once.
pub(super) struct Features<'a> {
    pub lists: &'a Lists,
    /// The words of each mention's phrase without its determiner, in lower case.
    strings: Vec<String>,
    /// The number of each mention's string and of its head's lemma: equal words have equal numbers.
    words: Vec<(u32, u32)>,
    /// The mentions whose heads have each lemma, in order.
    of_lemma: HashMap<u32, Vec<MentionIdx>>,
    /// What tells each noun from others of the same head.
    traits: Vec<Traits>,
    /// The role of each mention.
    roles: Vec<&'static str>,
    /// The type of each mention.
    kinds: Vec<&'static str>,
    /// What follows "of" after each mention's head.
    complements: Vec<Option<String>>,
    /// How often each lemma is the head of a mention.
    heads: HashMap<String, usize>,
    /// The quotation that each mention stands in.
    quoted: Vec<Option<usize>>,
    /// Who speaks that quotation.
    speakers: Vec<Option<MentionIdx>>,
    /// Who speaks the turn of a transcript that each mention stands in.
    turns: Vec<Option<MentionIdx>>,
    /// Whether each mention stands in a label of a transcript.
    labels: Vec<bool>,
    /// Whether each mention is the subject of a verb of speech.
    speaks: Vec<bool>,
    /// Whether each mention is the subject of a verb that somebody does.
    acts: Vec<bool>,
    /// Whether each mention is the agent of a verb (`ARG0`).
    is_agent: Vec<bool>,
}

impl<'a> Features<'a> {
    /// Looks at every mention once.
    pub fn new(chains: &Chains<'_>, lists: &'a Lists, sources: &Sources) -> Self {
        let all = 0..chains.candidates.len();
        let mut heads: HashMap<String, usize> = HashMap::new();
        for candidate in &chains.candidates {
            *heads.entry(candidate.lemma.clone()).or_default() += 1;
        }
        let strings: Vec<String> = all.clone().map(|mention| string(chains, mention)).collect();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut words = Vec::new();
        for (string, candidate) in strings.iter().zip(&chains.candidates) {
            let [string, lemma] = [string.as_str(), &candidate.lemma].map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word).or_insert(next)
            });
            words.push((string, lemma));
        }
        let mut of_lemma: HashMap<u32, Vec<MentionIdx>> = HashMap::new();
        for (mention, &(_, lemma)) in words.iter().enumerate() {
            of_lemma.entry(lemma).or_default().push(mention);
        }
        Self {
            traits: all
                .clone()
                .map(|mention| Traits::new(chains, mention))
                .collect(),
            of_lemma,
            words,
            heads,
            complements: all
                .clone()
                .map(|mention| complement(chains, mention))
                .collect(),
            lists,
            strings,
            roles: all
                .clone()
                .map(|mention| {
                    let place = chains.candidates[mention].place;
                    let tree = chains.sentences[place.sentence].tree();
                    let is_owner = tree.deprel(place.head).subtype() == Some("poss");
                    role(tree.relation(place.head), is_owner)
                })
                .collect(),
            kinds: all
                .clone()
                .map(|mention| kind(&chains.candidates[mention]))
                .collect(),
            is_agent: all
                .clone()
                .map(|mention| {
                    let place = chains.candidates[mention].place;
                    let sentence = &chains.sentences[place.sentence];
                    sentence.frames().iter().any(|frame| {
                        let is_verb =
                            sentence.morphology()[frame.predicate().index()].upos() == Upos::Verb;
                        let mut arguments = frame.arguments().iter();
                        is_verb
                            && arguments.any(|argument| {
                                argument.head() == place.head
                                    && argument.role().part() == Part::Numbered(Argument::Zero)
                            })
                    })
                })
                .collect(),
            acts: all
                .clone()
                .map(|mention| {
                    chains.relation(mention) == Relation::Nsubj
                        && !chains.is_passive_subject(mention)
                        && chains.governor(mention).is_some_and(|verb| {
                            lists.nouns.somebody_does(&chains.lemma(mention, verb))
                        })
                })
                .collect(),
            speaks: all
                .map(|mention| {
                    chains.relation(mention) == Relation::Nsubj
                        && chains.governor(mention).is_some_and(|verb| {
                            lists.words.has("speech-verb", &chains.lemma(mention, verb))
                        })
                })
                .collect(),
            quoted: quotes::quoted(chains, sources),
            speakers: quotes::speakers(chains, sources),
            turns: quotes::turns(chains, sources),
            labels: chains
                .candidates
                .iter()
                .map(|candidate| sources.is_label(candidate.place.sentence))
                .collect(),
        }
    }

    /// Whether a transcript tells that `mention` is not `before`: it is a label, or "he" in the turn of that speaker.
    pub fn is_told_apart(
        &self,
        chains: &Chains<'_>,
        before: MentionIdx,
        mention: MentionIdx,
    ) -> bool {
        let is_other = matches!(self.kinds[mention], "he" | "she" | "they" | "it" | "you");
        let speaker = self.turns[mention].filter(|_| is_other);
        self.labels[mention] || speaker.is_some_and(|speaker| chains.are_one(speaker, before))
    }

    /// Whether `mention` stands in a quotation whose speaker is `speaker` and says "I" in it.
    pub fn says_i_beside(
        &self,
        chains: &Chains<'_>,
        mention: MentionIdx,
        speaker: MentionIdx,
    ) -> bool {
        self.quoted[mention].is_some()
            && self.speakers[mention].is_some_and(|who| chains.are_one(who, speaker))
            && chains.chain(speaker).mentions.iter().any(|&other| {
                self.kinds[other] == "i" && self.quoted[other] == self.quoted[mention]
            })
    }

    /// Whose words two mentions stand in. A speaker of whom nothing is known yet but a pronoun may be anybody.
    pub fn voices(&self, chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> Voice {
        match (self.speakers[before], self.speakers[mention]) {
            (None, None) => Voice::Neither,
            (Some(_), None) => Voice::First,
            (None, Some(speaker)) if chains.are_one(speaker, before) => Voice::Speaker,
            (None, Some(_)) => Voice::Second,
            (Some(a), Some(b)) if chains.are_one(a, b) => Voice::Same,
            (Some(a), Some(b)) => {
                let is_known = |speaker: MentionIdx| {
                    let mentions = &chains.chain(speaker).mentions;
                    mentions
                        .iter()
                        .any(|&m| chains.candidates[m].pronoun().is_none())
                };
                if is_known(a) && is_known(b) {
                    Voice::Other
                } else {
                    Voice::Unknown
                }
            }
        }
    }

    /// The type of a mention.
    pub fn kind(&self, mention: MentionIdx) -> &'static str {
        self.kinds[mention]
    }

    /// Whether an adjective says that the noun means others than before.
    pub fn sets_apart(&self, candidate: &Candidate) -> bool {
        let mut modifiers = candidate.modifiers.iter();
        modifiers.any(|word| self.lists.words.has("sets-apart", word))
    }

    /// Whether two nouns are told apart by what follows "of": "the island of Anjouan", "the island of Mayotte".
    pub fn are_told_apart(&self, before: MentionIdx, mention: MentionIdx) -> bool {
        self.complements(before, mention) == "other"
    }

    /// Whether what follows "of" after two nouns is the same.
    fn complements(&self, before: MentionIdx, mention: MentionIdx) -> &'static str {
        match (&self.complements[before], &self.complements[mention]) {
            (None, None) => "none",
            (Some(a), Some(b)) if a == b => "same",
            (Some(_), Some(_)) => "other",
            (Some(_), None) => "first",
            (None, Some(_)) => "second",
        }
    }

    /// The nouns before `mention` that have the same head and that its words tell it from; none of what is no noun.
    pub fn told_apart(&self, chains: &Chains<'_>, mention: MentionIdx) -> Vec<MentionIdx> {
        if chains.candidates[mention].form != Form::Noun {
            return Vec::new();
        }
        let same = self.of_lemma[&self.words[mention].1].iter().copied();
        same.take_while(|&before| before < mention)
            .filter(|&before| {
                matches!(chains.candidates[before].form, Form::Noun | Form::Name)
                    && distinct::are(chains, self.lists, &self.traits, (before, mention))
            })
            .collect()
    }

    /// What stands before and after the head of a noun.
    pub fn traits(&self, mention: MentionIdx) -> &Traits {
        &self.traits[mention]
    }

    /// Whether it is "they" who say, think or do what somebody does.
    pub fn is_somebody(&self, mention: MentionIdx) -> bool {
        self.kinds[mention] == "they" && (self.speaks[mention] || self.acts[mention])
    }

    /// Whether two mentions have the same words but for the determiner, or the same head.
    pub fn are_alike(&self, before: MentionIdx, mention: MentionIdx) -> bool {
        let (one, two) = (self.words[before], self.words[mention]);
        one.0 == two.0 || one.1 == two.1
    }

    /// The words of a mention's phrase without its determiner.
    pub fn string(&self, mention: MentionIdx) -> &str {
        &self.strings[mention]
    }

    /// Where each of `antecedents` (nearest first) stands among all of them.
    pub fn contexts(
        &self,
        chains: &Chains<'_>,
        mention: MentionIdx,
        antecedents: &[MentionIdx],
    ) -> Vec<Context> {
        let size = |m: MentionIdx| {
            let mentions = &chains.chain(m).mentions;
            mentions.iter().filter(|&&other| other < mention).count()
        };
        let most = antecedents.iter().map(|&m| size(m)).max().unwrap_or(0);
        let (mut seen, mut seen_subjects): (Vec<MentionIdx>, Vec<MentionIdx>) = Default::default();
        let rank_in = |seen: &mut Vec<MentionIdx>, before: MentionIdx| {
            let first = chains.chain(before).mentions[0];
            seen.iter()
                .position(|&other| other == first)
                .unwrap_or_else(|| {
                    seen.push(first);
                    seen.len() - 1
                })
        };
        antecedents
            .iter()
            .map(|&before| Context {
                rank: rank_in(&mut seen, before),
                subject_rank: (self.roles[before] == "subject")
                    .then(|| rank_in(&mut seen_subjects, before)),
                is_salient: size(before) == most,
            })
            .collect()
    }
}

/// The lemma of what follows "of" after the head of a mention.
fn complement(chains: &Chains<'_>, mention: MentionIdx) -> Option<String> {
    let place = chains.candidates[mention].place;
    let sentence = &chains.sentences[place.sentence];
    let tree = sentence.tree();
    let is_of = |word: TokenIdx| sentence.token(word).form() == "of";
    let complement = tree.children(place.head).iter().copied().find(|&child| {
        tree.relation(child) == Relation::Nmod
            && tree.children(child).iter().any(|&case| is_of(case))
    })?;
    let morphology = &sentence.morphology()[complement.index()];
    Some(morphology.lemma().to_lowercase())
}

fn string(chains: &Chains<'_>, mention: MentionIdx) -> String {
    let candidate = &chains.candidates[mention];
    if candidate.form == Form::Clause {
        return String::new();
    }
    let sentence = &chains.sentences[candidate.place.sentence];
    let words: Vec<String> = (candidate.first.index()..=candidate.last.index())
        .filter(|&word| {
            let upos = sentence.morphology()[word].upos();
            !matches!(upos, Upos::Det | Upos::Punct) || word == candidate.place.head.index()
        })
        .map(|word| sentence.tokens()[word].form().to_lowercase())
        .collect();
    words.join(" ")
}
