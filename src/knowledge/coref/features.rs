//! What the ranker sees of a mention and of a pair of mentions.
//!
//! A feature is a few short words joined by `|`, the same in the table of weights as here; most are those of Durrett and
//! Klein 2013 (<https://aclanthology.org/D13-1203/>). The hidden units of [`super::network`] find what goes together.

use std::collections::HashMap;

use crate::language::deprel::Relation;
use crate::language::role::{Number as Argument, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::chains::{Chains, MentionIdx};
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
        Self {
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
        }
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

    /// The features of `mention` being the first of its thing.
    pub fn of_new(&self, chains: &Chains<'_>, mention: MentionIdx, sink: &mut impl Sink) {
        let candidate = &chains.candidates[mention];
        let kind = self.kinds[mention];
        sink.take("new", &["kind", kind]);
        let mut take = |parts: &[&str]| sink.take("new", parts);
        take(&["bias"]);
        take(&["role", self.roles[mention]]);
        take(&["sort", sort(chains.chain(mention).sort)]);
        take(&["first", yes(candidate.place.sentence == 0)]);
        take(&["after", yes(candidate.last > candidate.place.head)]);
        take(&["modifiers", bucket(candidate.modifiers.len().min(3))]);
        take(&["number", yes(candidate.number == Some(Number::Plural))]);
        take(&["quoted", yes(self.quoted[mention].is_some())]);
        take(&["speaks", yes(self.speaks[mention])]);
        take(&["acts", yes(self.acts[mention]), yes(self.is_agent[mention])]);
        take(&["owned", self.owner_kind(chains, mention)]);
        take(&["lemma", &candidate.lemma]);
        take(&["frequency", bucket(self.frequency(&candidate.lemma))]);
        take(&["chain", bucket(chains.chain(mention).mentions.len())]);
        let before = (0..mention).rev();
        let same_head = before
            .clone()
            .any(|other| chains.candidates[other].lemma == candidate.lemma);
        let same_string = before
            .clone()
            .any(|other| self.strings[other] == self.strings[mention]);
        take(&["head", yes(same_head), yes(same_string)]);
        if let Some(name) = candidate.name_type() {
            take(&["name", &name.to_string()]);
        }
        if let Some(governor) = chains.governor(mention) {
            let sentence = &chains.sentences[candidate.place.sentence];
            let tree = sentence.tree();
            let has_clause = tree.children(governor).iter().any(|&child| {
                child > candidate.place.head
                    && matches!(
                        tree.relation(child),
                        Relation::Ccomp | Relation::Csubj | Relation::Xcomp | Relation::Advcl
                    )
            });
            let upos = sentence.morphology()[governor.index()].upos();
            take(&[
                "governor",
                self.roles[mention],
                &upos.to_string(),
                yes(has_clause),
            ]);
            let has = |relation: Relation| {
                let mut children = tree.children(governor).iter();
                children.any(|&child| tree.relation(child) == relation)
            };
            take(&[
                "predicate",
                self.roles[mention],
                yes(has(Relation::Cop)),
                yes(has(Relation::Acl)),
            ]);
            if candidate.pronoun().is_some() {
                let lemma = chains.lemma(mention, governor);
                take(&["verb", self.roles[mention], &lemma]);
            }
        }
    }

    /// The features of the second mention of `pair` speaking of the same thing as the first.
    pub fn of_pair(
        &self,
        chains: &Chains<'_>,
        pair: (MentionIdx, MentionIdx),
        context: &Context,
        sink: &mut impl Sink,
    ) {
        let (before, mention) = pair;
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let (first_kind, kind) = (self.kinds[before], self.kinds[mention]);
        sink.take("pair", &["two", kind]);
        sink.take("pair", &["one", first_kind]);
        let mut take = |parts: &[&str]| sink.take("pair", parts);
        take(&["bias"]);
        let sentences = two.place.sentence - one.place.sentence;
        take(&["sentences", bucket(sentences)]);
        take(&["mentions", bucket(mention - before)]);
        take(&["roles", self.roles[before], self.roles[mention]]);
        take(&["role", self.roles[before], bucket(sentences.min(2))]);
        take(&["rank", bucket(context.rank)]);
        take(&["subjects", context.subject_rank.map_or("none", bucket)]);
        take(&["salient", yes(context.is_salient)]);
        take(&[
            "speakers",
            yes(self.speaks[before]),
            yes(self.speaks[mention]),
            bucket(sentences.min(2)),
        ]);
        let (chain, own) = (chains.chain(before), chains.chain(mention));
        take(&["sorts", sort(chain.sort), sort(own.sort)]);
        let compare = |equal: Option<bool>| match equal {
            None => "unknown",
            Some(equal) => yes(equal),
        };
        let numbers = chain.number.zip(own.number).map(|(a, b)| a == b);
        let genders = chain.gender.zip(own.gender).map(|(a, b)| a == b);
        take(&["number", compare(numbers)]);
        take(&["gender", compare(genders)]);
        let size = chain.mentions.iter().filter(|&&m| m < mention).count();
        take(&["size", bucket(size)]);
        let is_latest = chain.mentions.iter().rfind(|&&m| m < mention) == Some(&before);
        take(&["latest", yes(is_latest), yes(chains.is_named(before))]);
        take(&[
            "paragraphs",
            bucket(paragraphs(chains, before, mention).min(3)),
        ]);
        let quoted = match (self.quoted[before], self.quoted[mention]) {
            (None, None) => "neither",
            (Some(_), None) => "first",
            (None, Some(_)) => "second",
            (Some(a), Some(b)) if a == b => "same",
            (Some(_), Some(_)) => "both",
        };
        take(&["quoted", quoted]);
        let voice = match self.voices(chains, before, mention) {
            Voice::Neither => "neither",
            Voice::First => "first",
            Voice::Second => "second",
            Voice::Speaker => "speaker",
            Voice::Same => "same",
            Voice::Other => "other",
            Voice::Unknown => "unknown",
        };
        take(&["voice", kind, voice]);
        let latest = chain.mentions.iter().rfind(|&&m| m < mention);
        let since = latest.map_or(0, |&m| {
            two.place.sentence - chains.candidates[m].place.sentence
        });
        take(&["since", bucket(since)]);
        let in_first = chains.candidates[chain.mentions[0]].place.sentence == 0;
        take(&["first", yes(in_first), yes(chain.mentions.len() == 1)]);
        take(&["nested", nesting(chains, before, mention)]);
        if sentences == 0 {
            take(&["governor", shared_governor(chains, before, mention)]);
        }
        if let Some(name) = one.name_type() {
            take(&["name", &name.to_string()]);
        }
        if one.pronoun().is_some() || two.pronoun().is_some() {
            self.of_pronouns(chains, before, mention, &mut take);
        } else {
            self.of_nouns(chains, before, mention, &mut take);
        }
    }

    fn of_pronouns(
        &self,
        chains: &Chains<'_>,
        before: MentionIdx,
        mention: MentionIdx,
        take: &mut impl FnMut(&[&str]),
    ) {
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let chain = chains.chain(before);
        take(&[
            "forms",
            &two.lemma,
            if one.pronoun().is_some() {
                &one.lemma
            } else {
                ""
            },
        ]);
        take(&[
            "speaks",
            yes(self.speaks[mention]),
            self.roles[mention],
            sort(chain.sort),
        ]);
        take(&["acts", yes(self.acts[mention]), sort(chain.sort)]);
        take(&["agent", yes(self.is_agent[mention]), sort(chain.sort)]);
        take(&[
            "agents",
            yes(self.is_agent[mention]),
            yes(self.is_agent[before]),
        ]);
        let governors = |m: MentionIdx| Some(chains.lemma(m, chains.governor(m)?));
        let is_parallel =
            self.roles[before] == self.roles[mention] && governors(before) == governors(mention);
        take(&["parallel", yes(is_parallel)]);
    }

    fn of_nouns(
        &self,
        chains: &Chains<'_>,
        before: MentionIdx,
        mention: MentionIdx,
        take: &mut impl FnMut(&[&str]),
    ) {
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let own = chains.chain(mention);
        let same_string = self.strings[before] == self.strings[mention];
        let same_head = one.lemma == two.lemma;
        let in_chain = chains
            .chain(before)
            .mentions
            .iter()
            .any(|&m| m < mention && chains.candidates[m].lemma == two.lemma);
        take(&["head", yes(same_head), yes(same_string), yes(in_chain)]);
        take(&["owned", self.owner_kind(chains, mention), yes(same_head)]);
        take(&[
            "follow",
            yes(one.last > one.place.head),
            yes(two.last > two.place.head),
        ]);
        if same_head || in_chain {
            let has =
                |a: &Candidate, b: &Candidate| b.modifiers.iter().all(|m| a.modifiers.contains(m));
            take(&["modifiers", yes(has(one, two)), yes(has(two, one))]);
            take(&["owner", owners(chains, before, mention)]);
            take(&["of", self.complements(before, mention)]);
            take(&["same", &two.lemma]);
            take(&[
                "frequency",
                bucket(self.frequency(&two.lemma)),
                yes(same_string),
            ]);
            take(&[
                "sort",
                sort(own.sort),
                yes(same_string),
                yes(has(one, two)),
                yes(has(two, one)),
            ]);
            take(&[
                "after",
                yes(one.last > one.place.head),
                yes(two.last > two.place.head),
            ]);
        } else {
            let words = |m: MentionIdx| self.strings[m].split(' ');
            let head_inside = words(before).any(|word| word == two.lemma);
            let inside_head = words(mention).any(|word| word == one.lemma);
            take(&["inside", yes(head_inside), yes(inside_head)]);
            let steps = |specific: &str, general: &str| {
                let steps = self.lists.nouns.steps_up(specific, general);
                steps.map_or("no", bucket)
            };
            take(&["general", steps(&one.lemma, &two.lemma)]);
            take(&["specific", steps(&two.lemma, &one.lemma)]);
            let noun = chains.representative(before, mention);
            if noun != before {
                let lemma = &chains.candidates[noun].lemma;
                take(&["chain", steps(lemma, &two.lemma)]);
            }
            let title = one.title.contains(&two.lemma);
            take(&["title", yes(title)]);
            let stem = |lemma: &str| lemma.chars().take(5).collect::<String>();
            let is_stem = two.lemma.chars().count() > 4 && stem(&one.lemma) == stem(&two.lemma);
            take(&["stem", yes(is_stem)]);
            let shared = two
                .modifiers
                .iter()
                .any(|m| words(before).any(|word| word == m));
            take(&["shared", yes(shared)]);
            if let Some(name) = chains.names(before).find_map(Candidate::name_type) {
                take(&["kind", &name.to_string(), &two.lemma]);
                if let Some(body) = self.lists.nouns.body(&two.lemma) {
                    take(&["body", &name.to_string(), &body.to_string()]);
                }
            }
        }
    }

    /// The type of the mention that owns this one.
    fn owner_kind(&self, chains: &Chains<'_>, mention: MentionIdx) -> &'static str {
        let owner = chains.candidates[mention].possessor;
        owner.map_or("none", |word| {
            let owner = chains.beside(mention, word);
            owner.map_or("other", |owner| self.kinds[owner])
        })
    }

    /// How often the article has a noun or name with this head.
    fn frequency(&self, lemma: &str) -> usize {
        self.heads.get(lemma).copied().unwrap_or_default()
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

fn nesting(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
    if one.place.sentence != two.place.sentence {
        "apart"
    } else if one.first <= two.place.head && two.place.head <= one.last {
        "in"
    } else if two.first <= one.place.head && one.place.head <= two.last {
        "around"
    } else {
        "apart"
    }
}

fn string(chains: &Chains<'_>, mention: MentionIdx) -> String {
    let candidate = &chains.candidates[mention];
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

fn owners(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let owner = |m: MentionIdx| chains.beside(m, chains.candidates[m].possessor?);
    match (owner(before), owner(mention)) {
        (None, None) => "none",
        (Some(a), Some(b)) if chains.are_one(a, b) => "same",
        (Some(_), Some(_)) => "other",
        (Some(_), None) => "first",
        (None, Some(_)) => "second",
    }
}

/// How many paragraphs lie between two mentions.
fn paragraphs(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> usize {
    let of = |m: MentionIdx| chains.paragraphs[chains.candidates[m].place.sentence];
    of(mention) - of(before)
}

/// How two mentions of one sentence hang together.
fn shared_governor(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let (one, two) = (
        chains.candidates[before].place,
        chains.candidates[mention].place,
    );
    let tree = chains.sentences[one.sentence].tree();
    let (a, b) = (tree.head(one.head), tree.head(two.head));
    let clause = |word| {
        std::iter::once(word)
            .chain(tree.ancestors(word))
            .find(|&word| {
                let upos = chains.sentences[one.sentence].morphology()[word.index()].upos();
                upos == Upos::Verb || tree.relation(word) == Relation::Root
            })
    };
    if a == b {
        "same"
    } else if a == Some(two.head) || b == Some(one.head) {
        "direct"
    } else if clause(one.head) == clause(two.head) {
        "clause"
    } else {
        match clause(one.head) {
            Some(verb) if tree.dominates(verb, two.head) => "above",
            _ => "apart",
        }
    }
}
