//! One document calls one thing by one name: names that are spelt alike take the type that most of them have, a word of a
//! person's full name is that person, and what is a name elsewhere is one here.

use std::collections::{HashMap, HashSet};

use super::lists::Lists;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::{Token, TokenIdx};
use crate::language::upos::Upos;

/// Words of the longest name that is looked for.
const LONGEST_NAME: usize = 4;

/// What the names of a document say together.
struct Votes {
    /// How often each phrase has each type, in the order of appearance.
    types: HashMap<String, Vec<(NameType, u32)>>,
    /// First and last words of persons' names of several words.
    person_words: HashSet<String>,
}

/// The sentences of one document, their names in agreement.
pub(super) fn agree(sentences: Vec<Sentence>, lists: &Lists) -> Vec<Sentence> {
    let votes = Votes::of(&sentences);
    let agreed = |sentence: Sentence| {
        let mut names: Vec<Name> = Vec::with_capacity(sentence.names().len());
        for &name in sentence.names() {
            let kind = votes.kind(name, &sentence, lists);
            names.extend(Name::new(kind, name.first(), name.last()));
        }
        votes.add_missing(&mut names, &sentence);
        sentence
            .with_names(names)
            .expect("names keep their words, and new ones lie between them")
    };
    sentences.into_iter().map(agreed).collect()
}

/// Types of what one document may name again and again; the others are adjectives, amounts and dates.
fn is_thing(kind: NameType) -> bool {
    use NameType::{Event, Fac, Gpe, Loc, Org, Person, Product};
    matches!(kind, Person | Org | Gpe | Loc | Fac | Product | Event)
}

fn phrase(sentence: &Sentence, first: usize, last: usize) -> String {
    let forms: Vec<&str> = sentence.tokens()[first..=last]
        .iter()
        .map(Token::form)
        .collect();
    forms.join(" ")
}

impl Votes {
    fn of(sentences: &[Sentence]) -> Self {
        let mut types: HashMap<String, Vec<(NameType, u32)>> = HashMap::new();
        let mut person_words = HashSet::new();
        for sentence in sentences {
            for name in sentence.names().iter().filter(|name| is_thing(name.kind())) {
                let (first, last) = (name.first().index(), name.last().index());
                let counts = types.entry(phrase(sentence, first, last)).or_default();
                match counts.iter_mut().find(|(kind, _)| *kind == name.kind()) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((name.kind(), 1)),
                }
                if name.kind() == NameType::Person && first < last {
                    person_words.extend([first, last].map(|word| phrase(sentence, word, word)));
                }
            }
        }
        Self {
            types,
            person_words,
        }
    }

    /// The type of a name in the light of the others.
    fn kind(&self, name: Name, sentence: &Sentence, lists: &Lists) -> NameType {
        if !is_thing(name.kind()) {
            return name.kind();
        }
        let phrase = phrase(sentence, name.first().index(), name.last().index());
        if self.person_words.contains(&phrase) && !lists.is_place(&phrase) {
            return NameType::Person;
        }
        let counts = self.types.get(&phrase).map_or(&[][..], Vec::as_slice);
        let most = counts.iter().map(|&(_, count)| count).max();
        let mut most_are = counts.iter().filter(|&&(_, count)| Some(count) == most);
        match (most_are.next(), most_are.next()) {
            (Some(&(kind, _)), None) => kind,
            _ => name.kind(),
        }
    }

    /// Adds names to words that are nothing here and a name elsewhere: stretches that begin and end in proper nouns, beside
    /// no other proper noun. Longer ones first.
    fn add_missing(&self, names: &mut Vec<Name>, sentence: &Sentence) {
        let count = sentence.len();
        let mut is_taken = vec![false; count];
        for name in names.iter() {
            is_taken[name.first().index()..=name.last().index()].fill(true);
        }
        let is_proper = |word: usize| sentence.morphology()[word].upos() == Upos::Propn;
        for length in (1..=LONGEST_NAME).rev() {
            for first in 0..(count + 1).saturating_sub(length) {
                let last = first + length - 1;
                let is_free = |word: usize| is_proper(word) && !is_taken[word];
                let stands_apart =
                    !(first > 0 && is_free(first - 1)) && !(last + 1 < count && is_free(last + 1));
                if !is_free(first)
                    || !is_free(last)
                    || !stands_apart
                    || is_taken[first..=last].contains(&true)
                {
                    continue;
                }
                let Some(counts) = self.types.get(&phrase(sentence, first, last)) else {
                    continue;
                };
                let most = counts
                    .iter()
                    .rev()
                    .max_by_key(|(_, count)| *count)
                    .map(|&(kind, _)| kind);
                let (from, to) = (TokenIdx::new(first), TokenIdx::new(last));
                if let Some(name) = most.and_then(|kind| Name::new(kind, from, to)) {
                    let at = names.partition_point(|name| name.first() < from);
                    names.insert(at, name);
                    is_taken[first..=last].fill(true);
                }
            }
        }
    }
}
