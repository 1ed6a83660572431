//! Chains: the mentions of an article, and which of them speak of the same thing so far.

use std::collections::BTreeMap;

use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;

use super::lists::Lists;
use crate::knowledge::gazetteer::CountryIdx;
use crate::knowledge::mention::{Candidate, Form, Place};
use crate::knowledge::nouns::{Gender, Sort};
use crate::knowledge::pronoun::Number;

/// The index of a mention in its article, from 0.
pub(super) type MentionIdx = usize;

/// What the gazetteer knows a name to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// A country, named or meant by its seat of government.
    Country(CountryIdx),
    /// The people of a country.
    People(CountryIdx),
    /// A city that `GeoNames` knows.
    City,
}

/// What all mentions of a chain say about the thing.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// The mentions in the order of the text.
    pub mentions: Vec<MentionIdx>,
    /// How many, if a mention tells.
    pub number: Option<Number>,
    /// The gender, if a mention tells.
    pub gender: Option<Gender>,
    /// The sort, if a mention tells.
    pub sort: Option<Sort>,
    /// What the gazetteer knows it to be.
    pub identity: Option<Identity>,
}

/// The mentions and their chains.
#[derive(Debug)]
pub(super) struct Chains<'a> {
    /// The article's sentences.
    pub sentences: &'a [Sentence],
    /// The paragraph of each sentence, from 0.
    pub paragraphs: Vec<usize>,
    /// The turn of a transcript that each sentence belongs to: a number that changes with the speaker.
    pub turns: Vec<usize>,
    /// The mentions in the order of their heads.
    pub candidates: Vec<Candidate>,
    /// The words of the article's headline, in lower case.
    pub headline: Vec<String>,
    at: BTreeMap<Place, MentionIdx>,
    chain_of: Vec<usize>,
    all: Vec<Chain>,
}

impl<'a> Chains<'a> {
    /// Each mention a chain of its own.
    pub fn new(
        sentences: &'a [Sentence],
        paragraphs: Vec<usize>,
        candidates: Vec<Candidate>,
        identities: Vec<Option<Identity>>,
    ) -> Self {
        let at = (0..)
            .zip(&candidates)
            .map(|(index, candidate)| (candidate.place, index))
            .collect();
        let chains = candidates
            .iter()
            .zip(identities)
            .enumerate()
            .map(|(index, (candidate, identity))| Chain {
                mentions: vec![index],
                number: candidate.number,
                gender: candidate.gender,
                sort: candidate.sort,
                identity,
            })
            .collect();
        let speaker = |sentence: &'a Sentence| sentence.sentence_tokens().speaker();
        let turns = sentences
            .iter()
            .enumerate()
            .scan(0, |turn, (number, sentence)| {
                let before = number
                    .checked_sub(1)
                    .map(|before| speaker(&sentences[before]));
                *turn += usize::from(before.is_some_and(|before| before != speaker(sentence)));
                Some(*turn)
            });
        Self {
            turns: turns.collect(),
            sentences,
            paragraphs,
            at,
            chain_of: (0..candidates.len()).collect(),
            candidates,
            headline: Vec::new(),
            all: chains,
        }
    }

    /// The mention with this head.
    pub fn mention_at(&self, place: Place) -> Option<MentionIdx> {
        self.at.get(&place).copied()
    }

    /// The mention in the same sentence as `mention` whose head is `head`.
    pub fn beside(&self, mention: MentionIdx, head: TokenIdx) -> Option<MentionIdx> {
        let sentence = self.candidates[mention].place.sentence;
        self.mention_at(Place { sentence, head })
    }

    /// The chain of a mention.
    pub fn chain(&self, mention: MentionIdx) -> &Chain {
        &self.all[self.chain_of[mention]]
    }

    /// Whether two mentions are of one chain.
    pub fn are_one(&self, a: MentionIdx, b: MentionIdx) -> bool {
        self.chain_of[a] == self.chain_of[b]
    }

    /// The chains, in the order of their first mentions.
    pub fn iter(&self) -> impl Iterator<Item = &Chain> {
        let mut chains: Vec<&Chain> = self
            .all
            .iter()
            .filter(|chain| !chain.mentions.is_empty())
            .collect();
        chains.sort_by_key(|chain| chain.mentions[0]);
        chains.into_iter()
    }

    /// Makes the chains of two mentions one.
    pub fn merge(&mut self, a: MentionIdx, b: MentionIdx) {
        let (keep, gone) = (self.chain_of[a], self.chain_of[b]);
        if keep == gone {
            return;
        }
        let gone = std::mem::take(&mut self.all[gone]);
        for &mention in &gone.mentions {
            self.chain_of[mention] = keep;
        }
        let kept = &mut self.all[keep];
        kept.mentions.extend(gone.mentions);
        kept.mentions.sort_unstable();
        kept.number = kept.number.or(gone.number);
        kept.gender = kept.gender.or(gone.gender);
        kept.sort = kept.sort.or(gone.sort);
        kept.identity = kept.identity.or(gone.identity);
    }

    /// Whether nothing that is known of the two chains forbids that they are one: number, gender, sort, identity,
    /// different full names.
    pub fn agree(&self, a: MentionIdx, b: MentionIdx) -> bool {
        let sorts = |one: Sort, two: Sort| {
            one == two
                || matches!(
                    (one, two),
                    (Sort::Group, Sort::Place) | (Sort::Place, Sort::Group)
                )
        };
        self.agree_with(a, b, sorts)
    }

    /// As [`Chains::agree`], but of things that are no persons any sort may be any other: a noun's first sense in a
    /// dictionary is not always the one that is meant.
    pub fn may_agree(&self, a: MentionIdx, b: MentionIdx) -> bool {
        let is_person = |sort: Sort| sort == Sort::Person;
        self.agree_with(a, b, |one, two| is_person(one) == is_person(two))
    }

    fn agree_with(
        &self,
        a: MentionIdx,
        b: MentionIdx,
        sorts_agree: impl Fn(Sort, Sort) -> bool,
    ) -> bool {
        let (one, two) = (self.chain(a), self.chain(b));
        let is_group = |chain: &Chain| matches!(chain.sort, Some(Sort::Group | Sort::Place));
        let numbers = match (one.number, two.number) {
            (Some(x), Some(y)) => x == y || is_group(one) || is_group(two),
            _ => true,
        };
        let genders = match (one.gender, two.gender) {
            (Some(x), Some(y)) => x == y,
            _ => true,
        };
        let sorts = match (one.sort, two.sort) {
            (Some(x), Some(y)) => {
                sorts_agree(x, y)
                    // "people", "troops" are persons too.
                    || matches!((x, y), (Sort::Group, Sort::Person) | (Sort::Person, Sort::Group))
                        && (one.number == Some(Number::Plural) || two.number == Some(Number::Plural))
            }
            _ => true,
        };
        let person = |chain: &Chain| chain.sort == Some(Sort::Person);
        let neuter = |chain: &Chain| chain.gender == Some(Gender::Neuter);
        let animate = !(person(one) && neuter(two) || person(two) && neuter(one));
        let identities = match (one.identity, two.identity) {
            (Some(x), Some(y)) => x == y && x != Identity::City,
            _ => true,
        };
        numbers && genders && sorts && animate && identities && self.names_agree(one, two)
    }

    /// Whether no name of one chain contradicts a name of the other: of persons one must hold the words of the other, of
    /// everything else one must be the other, its acronym or its beginning.
    fn names_agree(&self, one: &Chain, two: &Chain) -> bool {
        let names = |chain: &Chain| {
            chain
                .mentions
                .iter()
                .filter_map(|&mention| self.candidates[mention].name.as_ref())
                .collect::<Vec<_>>()
        };
        let (one, two) = (names(one), names(two));
        one.iter()
            .all(|a| two.iter().all(|b| super::names::can_be_one(a, b)))
    }

    /// The mention that says best what the chain of `before` speaks of, among those before `mention`: the nearest that is
    /// no pronoun, else `before`.
    pub fn representative(&self, before: MentionIdx, mention: MentionIdx) -> MentionIdx {
        let mut mentions = self.chain(before).mentions.iter().copied();
        let says = |m: &MentionIdx| *m < mention && self.candidates[*m].pronoun().is_none();
        if says(&before) {
            before
        } else {
            mentions.rfind(says).unwrap_or(before)
        }
    }

    /// Whether one of the two phrases lies inside the other.
    pub fn are_nested(&self, a: MentionIdx, b: MentionIdx) -> bool {
        let (a, b) = (&self.candidates[a], &self.candidates[b]);
        a.place.sentence == b.place.sentence
            && (a.first <= b.place.head && b.place.head <= a.last
                || b.first <= a.place.head && a.place.head <= b.last)
    }

    /// The relation of the mention's head to its head.
    pub fn relation(&self, mention: MentionIdx) -> Relation {
        let place = self.candidates[mention].place;
        self.sentences[place.sentence].tree().relation(place.head)
    }

    /// Whether the mention is the subject of a passive verb.
    pub fn is_passive_subject(&self, mention: MentionIdx) -> bool {
        let place = self.candidates[mention].place;
        let deprel = self.sentences[place.sentence].tree().deprel(place.head);
        deprel.relation() == Relation::Nsubj && deprel.subtype() == Some("pass")
    }

    /// The word that the mention's head hangs on.
    pub fn governor(&self, mention: MentionIdx) -> Option<TokenIdx> {
        let place = self.candidates[mention].place;
        self.sentences[place.sentence].tree().head(place.head)
    }

    /// The lemma of a word of the mention's sentence, in lower case.
    pub fn lemma(&self, mention: MentionIdx, word: TokenIdx) -> String {
        let sentence = &self.sentences[self.candidates[mention].place.sentence];
        sentence.morphology()[word.index()].lemma().to_lowercase()
    }

    /// The mentions that are names in the chain of `mention`.
    pub fn names(&self, mention: MentionIdx) -> impl Iterator<Item = &Candidate> {
        self.chain(mention)
            .mentions
            .iter()
            .map(|&mention| &self.candidates[mention])
            .filter(|candidate| candidate.form == Form::Name)
    }

    /// Whether the headline holds a word of a name of the chain.
    pub fn is_in_headline(&self, mention: MentionIdx) -> bool {
        self.names(mention).any(|candidate| {
            let words = candidate.name.iter().flat_map(|name| &name.words);
            let mut words = words.map(|word| word.to_lowercase());
            words.any(|word| self.headline.contains(&word))
        })
    }

    /// Whether the chain holds a name.
    pub fn is_named(&self, mention: MentionIdx) -> bool {
        self.names(mention).next().is_some()
    }

    /// Whether a name of the chain has this type.
    pub fn has_name_type(&self, mention: MentionIdx, kind: NameType) -> bool {
        self.names(mention)
            .any(|candidate| candidate.name_type() == Some(kind))
    }
}

/// What the gazetteer knows a mention to be; `acts` tells whether a seat of government stands for its government.
pub(super) fn identity(candidate: &Candidate, lists: &Lists, acts: bool) -> Option<Identity> {
    let name = candidate.name.as_ref()?;
    let phrase = name.phrase();
    let gazetteer = &lists.gazetteer;
    match name.kind {
        Some(NameType::Norp | NameType::Language) => {
            let country = gazetteer.country_of_demonym(&phrase)?;
            match candidate.form {
                Form::Demonym => Some(Identity::Country(country)),
                Form::Name
                | Form::Noun
                | Form::Pronoun(_)
                | Form::Number
                | Form::Clause
                | Form::Together => (candidate.number == Some(Number::Plural)
                    && name.kind == Some(NameType::Norp))
                .then_some(Identity::People(country)),
            }
        }
        Some(NameType::Gpe | NameType::Loc | NameType::Org | NameType::Fac) | None => {
            if let Some(country) = gazetteer.country_named(&phrase) {
                return Some(Identity::Country(country));
            }
            if let Some(country) = gazetteer.country_of_capital(&phrase).filter(|_| acts) {
                return Some(Identity::Country(country));
            }
            let is_place = matches!(name.kind, Some(NameType::Gpe | NameType::Loc));
            gazetteer
                .city_named(&phrase)
                .filter(|_| is_place)
                .map(|_| Identity::City)
        }
        Some(
            NameType::Person
            | NameType::Product
            | NameType::Event
            | NameType::WorkOfArt
            | NameType::Law
            | NameType::Date
            | NameType::Time
            | NameType::Percent
            | NameType::Money
            | NameType::Quantity
            | NameType::Ordinal
            | NameType::Cardinal,
        ) => None,
    }
}
