//! One document calls one thing by one name: names that are spelt alike take the type that by far most of them have, a word of a
//! person's full name is that person, initials are what they abbreviate, and what is a name elsewhere is one here.

use std::collections::{HashMap, HashSet};

use super::lists::Lists;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::{Token, TokenIdx};
use crate::language::upos::Upos;

/// Words of the longest name that is looked for.
const LONGEST_NAME: usize = 4;

/// How many times as many names of another type change a name's: fewer have done more harm than good.
const OVERRULES: u32 = 3;

/// What the names of a document say together.
struct Votes {
    /// How often each phrase has each type, in the order of appearance.
    types: HashMap<String, Vec<(NameType, u32)>>,
    /// First and last words of persons' names of several words.
    person_words: HashSet<String>,
    /// Initials of names of several words, with their type: "NIU".
    initials: HashMap<String, NameType>,
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
        votes.add_missing(&mut names, &sentence, lists);
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
        let mut initials = HashMap::new();
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
                } else if last > first + 1 {
                    let forms = sentence.tokens()[first..=last].iter().map(Token::form);
                    let capitals = forms.filter_map(|form| form.chars().next());
                    let capitals = capitals.filter(|letter| letter.is_uppercase());
                    initials.entry(capitals.collect()).or_insert(name.kind());
                }
            }
        }
        Self {
            types,
            person_words,
            initials,
        }
    }

    /// The type of a name in the light of the others.
    fn kind(&self, name: Name, sentence: &Sentence, lists: &Lists) -> NameType {
        let phrase = phrase(sentence, name.first().index(), name.last().index());
        if !is_thing(name.kind()) {
            return name.kind();
        }
        if let Some(kind) = self.part(&phrase, lists) {
            return kind;
        }
        let counts = self.types.get(&phrase).map_or(&[][..], Vec::as_slice);
        let own = counts.iter().find(|&&(kind, _)| kind == name.kind());
        let own = own.map_or(0, |&(_, count)| count);
        let most = counts.iter().rev().max_by_key(|&&(_, count)| count);
        match most {
            Some(&(kind, count)) if count >= OVERRULES * own => kind,
            _ => name.kind(),
        }
    }

    /// The type of the longer name that a phrase is part of or abbreviates; places are themselves.
    fn part(&self, phrase: &str, lists: &Lists) -> Option<NameType> {
        if lists.is_place(phrase) {
            None
        } else if self.person_words.contains(phrase) {
            Some(NameType::Person)
        } else {
            let is_long = phrase.len() > 2;
            self.initials.get(phrase).copied().filter(|_| is_long)
        }
    }

    /// Adds names to words that are nothing here and a name elsewhere: stretches that begin and end in proper nouns, beside
    /// no other proper noun. Longer ones first.
    fn add_missing(&self, names: &mut Vec<Name>, sentence: &Sentence, lists: &Lists) {
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
                    !(first > 0 && is_free(first - 1) || last + 1 < count && is_free(last + 1));
                if !is_free(first)
                    || !is_free(last)
                    || !stands_apart
                    || is_taken[first..=last].contains(&true)
                {
                    continue;
                }
                let phrase = phrase(sentence, first, last);
                let Some(counts) = self.types.get(&phrase) else {
                    continue;
                };
                let most = counts.iter().rev().max_by_key(|(_, count)| *count);
                let most = most.map(|&(kind, _)| kind);
                let kind = self.part(&phrase, lists).or(most);
                let (from, to) = (TokenIdx::new(first), TokenIdx::new(last));
                if let Some(name) = kind.and_then(|kind| Name::new(kind, from, to)) {
                    let at = names.partition_point(|name| name.first() < from);
                    names.insert(at, name);
                    is_taken[first..=last].fill(true);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::features::Features;
    use crate::language::morphology::Morphology;
    use crate::language::token::SentenceTokens;
    use crate::language::tree::Tree;
    use crate::text::span::Span;

    /// A line of `word/UPOS`, its names as (type, first, last) from 0.
    type Tagged<'a> = (&'a str, &'a [(NameType, usize, usize)]);

    /// Sentences a line of `word/UPOS`, their names as (type, first, last) from 0; the names after agreement, as they read.
    fn agreed(document: &[Tagged<'_>]) -> Vec<Vec<(NameType, String)>> {
        let sentence = |&(line, names): &Tagged<'_>| {
            let words: Vec<(&str, &str)> = line
                .split(' ')
                .map(|word| word.split_once('/').expect("a word and its tag"))
                .collect();
            let span = |at: usize| Span::new(2 * at as u32, 2 * at as u32 + 1);
            let tokens: Vec<Token> = words
                .iter()
                .enumerate()
                .map(|(at, (form, _))| Token::new(span(at), *form))
                .collect();
            let morphology = words
                .iter()
                .map(|(form, upos)| {
                    let upos = upos.parse().expect("a tag");
                    Morphology::new(form, upos, "X".into(), Features::default())
                })
                .collect();
            let heads = (0..words.len()).map(|at| at.checked_sub(1).map(TokenIdx::new));
            let deprels = (0..words.len()).map(|at| if at == 0 { "root" } else { "dep" });
            let deprels = deprels.map(|deprel| deprel.parse().expect("a relation"));
            let tree = Tree::new(heads.collect(), deprels.collect()).expect("a chain");
            let names = names.iter().filter_map(|&(kind, first, last)| {
                Name::new(kind, TokenIdx::new(first), TokenIdx::new(last))
            });
            let tokens = SentenceTokens::new(tokens, Vec::new()).expect("words in order");
            Sentence::new(tokens, morphology, tree, Vec::new(), names.collect()).expect("layers")
        };
        let read = |sentence: &Sentence| {
            let name = |name: &Name| {
                let (first, last) = (name.first().index(), name.last().index());
                (name.kind(), phrase(sentence, first, last))
            };
            sentence.names().iter().map(name).collect()
        };
        agree(document.iter().map(sentence).collect(), &Lists::new())
            .iter()
            .map(read)
            .collect()
    }

    #[test]
    fn by_far_most_decide() {
        use NameType::{Gpe, Org};
        let one = |kind| ("Acme/PROPN fell/VERB", [(kind, 0, 0)]);
        let [org, gpe] = [one(Org), one(Gpe)];
        let types = |firms: usize| {
            let mut document = vec![(org.0, &org.1[..]); firms];
            document.push((gpe.0, &gpe.1));
            let kinds = agreed(&document).into_iter();
            kinds.map(|names| names[0].0).collect::<Vec<_>>()
        };
        assert_eq!(types(3), [Org; 4]);
        assert_eq!(types(2), [Org, Org, Gpe]);
    }

    #[test]
    fn a_part_of_a_full_name_is_the_person() {
        let found = agreed(&[
            (
                "Ada/PROPN Holloway/PROPN spoke/VERB",
                &[(NameType::Person, 0, 1)],
            ),
            ("Holloway/PROPN left/VERB", &[(NameType::Org, 0, 0)]),
            ("Holloway/PROPN slept/VERB", &[]),
        ]);
        assert_eq!(found[1], [(NameType::Person, "Holloway".to_owned())]);
        assert_eq!(found[2], [(NameType::Person, "Holloway".to_owned())]);
    }

    #[test]
    fn initials_are_what_they_abbreviate() {
        let found = agreed(&[
            (
                "Northern/PROPN Illinois/PROPN University/PROPN closed/VERB",
                &[(NameType::Org, 0, 2)],
            ),
            ("NIU/PROPN opened/VERB", &[(NameType::Gpe, 0, 0)]),
        ]);
        assert_eq!(found[1], [(NameType::Org, "NIU".to_owned())]);
    }

    #[test]
    fn a_name_elsewhere_is_a_name_here() {
        let found = agreed(&[
            (
                "Environment/PROPN Canada/PROPN spoke/VERB",
                &[(NameType::Org, 0, 1)],
            ),
            ("for/ADP Environment/PROPN Canada/PROPN now/ADV", &[]),
            ("Mister/PROPN Environment/PROPN Canada/PROPN", &[]),
        ]);
        assert_eq!(found[1], [(NameType::Org, "Environment Canada".to_owned())]);
        assert_eq!(found[2], []);
    }
}
