//! What rules know better than the network about names: where a name cannot begin or end, what `of` holds together,
//! and the places that leave no doubt.

use std::collections::HashMap;
use std::collections::HashSet;

use super::deprel::Relation;
use super::morphology::Morphology;
use super::names::{Name, NameType};
use super::token::{Token, TokenIdx};
use super::tree::Tree;
use super::upos::Upos;

/// Words of the longest place that is looked up.
const LONGEST_PLACE: usize = 4;

/// Word lists: titles of persons (`data/titles.txt`) and unmistakable places (`data/places.tsv`).
#[derive(Debug)]
pub struct NameRepair {
    titles: HashSet<&'static str>,
    places: HashMap<&'static str, Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    kind: NameType,
    /// Whether a reading as a person gives way.
    is_sure: bool,
}

/// The sentence that the names stand in.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Its words.
    pub tokens: &'a [Token],
    /// Their morphology, as many.
    pub morphology: &'a [Morphology],
    /// Their tree, as long.
    pub tree: &'a Tree,
}

impl Words<'_> {
    fn form(&self, word: usize) -> &str {
        self.tokens[word].form()
    }

    fn upos(&self, word: usize) -> Upos {
        self.morphology[word].upos()
    }

    fn phrase(&self, first: usize, last: usize) -> String {
        let forms: Vec<&str> = (first..=last).map(|word| self.form(word)).collect();
        forms.join(" ")
    }

    /// The last word of the flat name that `first..=last` begins: "Kim Jong" goes on to "Un", "Park Sun" over the
    /// hyphen to "won". Proper nouns only.
    fn end_of_flat(&self, first: usize, last: usize) -> usize {
        let mut last = last;
        if !(first..=last).any(|word| self.upos(word) == Upos::Propn) {
            return last;
        }
        loop {
            let is_hyphen = |word: usize| {
                word < self.tokens.len() && matches!(self.form(word), "-" | "\u{2010}")
            };
            let next = if is_hyphen(last + 1) {
                last + 2
            } else {
                last + 1
            };
            if next >= self.tokens.len() || self.upos(next) != Upos::Propn {
                return last;
            }
            let token = TokenIdx::new(next);
            let hangs = self
                .tree
                .head(token)
                .is_some_and(|head| (first..=last).contains(&head.index()));
            // "Sun-won" is one name whatever the tree says; other words must be flat.
            let is_part = next == last + 2 && self.touch(last, next)
                || hangs && self.tree.relation(token) == Relation::Flat;
            if !is_part {
                return last;
            }
            last = next;
        }
    }

    /// Whether nothing but tokens stands between two words.
    fn touch(&self, first: usize, last: usize) -> bool {
        self.tokens[first..=last]
            .windows(2)
            .all(|pair| pair[0].span().end() == pair[1].span().start())
    }

    fn hangs_on(&self, words: (usize, usize), above: (usize, usize)) -> bool {
        (words.0..=words.1).any(|word| {
            let head = self.tree.head(TokenIdx::new(word)).map(TokenIdx::index);
            head.is_some_and(|head| (above.0..=above.1).contains(&head))
        })
    }
}

impl Default for NameRepair {
    fn default() -> Self {
        Self::new()
    }
}

impl NameRepair {
    /// The rules with their word lists.
    #[must_use]
    pub fn new() -> Self {
        let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        let place = |line: &'static str| {
            let mut columns = line.split('\t');
            let name = columns.next()?;
            let kind = columns.next()?.parse().ok()?;
            Some((
                name,
                Place {
                    kind,
                    is_sure: columns.next()? == "sure",
                },
            ))
        };
        Self {
            titles: lines(include_str!("../../data/titles.txt")).collect(),
            places: lines(include_str!("../../data/places.tsv"))
                .filter_map(place)
                .collect(),
        }
    }

    /// The names as they should be; in order and apart, as they came.
    #[must_use]
    pub fn repair(&self, names: &[Name], words: Words<'_>) -> Vec<Name> {
        let mut spans: Vec<(NameType, usize, usize)> = Vec::with_capacity(names.len());
        for name in names {
            let (kind, first, last) = (name.kind(), name.first().index(), name.last().index());
            if spans.last().is_some_and(|before| first <= before.2) {
                // A name before it has grown over this one.
                if let Some(before) = spans.last_mut() {
                    before.2 = before.2.max(last);
                }
                continue;
            }
            let last = words.end_of_flat(first, last);
            match spans.last_mut() {
                Some(before) if are_one(*before, (kind, first, last), words) => before.2 = last,
                _ => spans.push((kind, first, last)),
            }
        }
        let mut repaired: Vec<(NameType, usize, usize)> = spans
            .into_iter()
            .filter_map(|span| self.trim(span, words))
            .collect();
        for span in &mut repaired {
            self.settle_place(span, words);
        }
        self.add_places(&mut repaired, words);
        let name = |(kind, first, last)| Name::new(kind, TokenIdx::new(first), TokenIdx::new(last));
        repaired.into_iter().filter_map(name).collect()
    }

    /// A name without determiners, titles and marks at its edges; `None` if nothing is left.
    fn trim(
        &self,
        (kind, mut first, mut last): (NameType, usize, usize),
        words: Words<'_>,
    ) -> Option<(NameType, usize, usize)> {
        let is_measure = matches!(
            kind,
            NameType::Date
                | NameType::Time
                | NameType::Percent
                | NameType::Money
                | NameType::Quantity
                | NameType::Ordinal
                | NameType::Cardinal
                | NameType::WorkOfArt
        );
        if is_measure {
            return Some((kind, first, last));
        }
        let is_title = |word: usize| {
            let form = words.form(word).trim_end_matches('.').to_lowercase();
            kind == NameType::Person && self.titles.contains(form.as_str())
        };
        while first < last
            && (matches!(words.upos(first), Upos::Det | Upos::Part | Upos::Punct)
                || is_title(first))
        {
            first += 1;
        }
        let ends_nothing = |word: usize| match words.upos(word) {
            // Full stops of abbreviations are part of their word, not marks.
            Upos::Adp | Upos::Det | Upos::Part | Upos::Cconj | Upos::Punct => true,
            _ => false,
        };
        while last > first && ends_nothing(last) {
            last -= 1;
        }
        let is_nothing = first == last && (ends_nothing(first) || is_title(first));
        (!is_nothing).then_some((kind, first, last))
    }

    fn settle_place(&self, span: &mut (NameType, usize, usize), words: Words<'_>) {
        let &mut (kind, first, last) = span;
        let Some(place) = self.places.get(words.phrase(first, last).as_str()) else {
            return;
        };
        let gives_way = match kind {
            NameType::Org
            | NameType::Norp
            | NameType::Fac
            | NameType::Product
            | NameType::Event => true,
            NameType::Person => place.is_sure,
            _ => false,
        };
        if gives_way {
            span.0 = place.kind;
        }
    }

    /// Adds places, all proper nouns, that no name touches.
    fn add_places(&self, names: &mut Vec<(NameType, usize, usize)>, words: Words<'_>) {
        let count = words.tokens.len();
        let is_proper = |word: usize| words.upos(word) == Upos::Propn;
        let mut word = 0;
        while word < count {
            if !is_proper(word)
                || names
                    .iter()
                    .any(|&(_, first, last)| (first..=last).contains(&word))
            {
                word += 1;
                continue;
            }
            let mut end = word;
            while end < count
                && is_proper(end)
                && !names
                    .iter()
                    .any(|&(_, first, last)| (first..=last).contains(&end))
            {
                end += 1;
            }
            if end - word <= LONGEST_PLACE
                && let Some(place) = self.places.get(words.phrase(word, end - 1).as_str())
            {
                let at = names.partition_point(|&(_, first, _)| first < word);
                names.insert(at, (place.kind, word, end - 1));
            }
            word = end;
        }
    }
}

/// Whether two names are one: "Gulf of" and "Mexico", "Association" and "Muslim Scholars" with `of` between them.
fn are_one(
    before: (NameType, usize, usize),
    name: (NameType, usize, usize),
    words: Words<'_>,
) -> bool {
    let holds = matches!(
        before.0,
        NameType::Org
            | NameType::Fac
            | NameType::Loc
            | NameType::Gpe
            | NameType::Event
            | NameType::Law
    );
    let named = matches!(
        name.0,
        NameType::Org
            | NameType::Fac
            | NameType::Loc
            | NameType::Gpe
            | NameType::Norp
            | NameType::Person
    );
    if !holds || !named || name.1 > before.2 + 3 {
        return false;
    }
    let ends_in_of = words.form(before.2).eq_ignore_ascii_case("of");
    let between: Vec<String> = (before.2 + 1..name.1)
        .map(|word| words.form(word).to_lowercase())
        .collect();
    let between: Vec<&str> = between.iter().map(String::as_str).collect();
    let joined = match between.as_slice() {
        [] | ["the"] => ends_in_of,
        ["of"] | ["of", "the"] => true,
        _ => false,
    };
    joined && words.hangs_on((name.1, name.2), (before.1, before.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::features::Features;
    use crate::text::span::Span;

    /// `word/UPOS/head` or `word/UPOS/head/relation` for each word, heads from 1; names as (type, first, last) from 0.
    fn repaired(sentence: &str, names: &[(NameType, usize, usize)]) -> Vec<(NameType, String)> {
        let (mut tokens, mut morphology, mut heads, mut deprels) = (vec![], vec![], vec![], vec![]);
        for word in sentence.split(' ') {
            let parts: Vec<&str> = word.split('/').collect();
            let start = tokens.len() as u32 * 2;
            tokens.push(Token::new(Span::new(start, start + 1), parts[0]));
            let upos = parts[1].parse().expect("a tag");
            morphology.push(Morphology::new(
                parts[0],
                upos,
                "X".into(),
                Features::default(),
            ));
            let relation = parts.get(3).copied().unwrap_or("dep");
            let head: usize = parts[2].parse().expect("a head");
            heads.push(head.checked_sub(1).map(TokenIdx::new));
            deprels.push(
                if head == 0 { "root" } else { relation }
                    .parse()
                    .expect("a relation"),
            );
        }
        let tree = Tree::new(heads, deprels).expect("a tree");
        let words = Words {
            tokens: &tokens,
            morphology: &morphology,
            tree: &tree,
        };
        let names: Vec<Name> = names
            .iter()
            .filter_map(|&(kind, first, last)| {
                Name::new(kind, TokenIdx::new(first), TokenIdx::new(last))
            })
            .collect();
        let phrase = |name: &Name| words.phrase(name.first().index(), name.last().index());
        NameRepair::new()
            .repair(&names, words)
            .iter()
            .map(|name| (name.kind(), phrase(name)))
            .collect()
    }

    #[test]
    fn titles_are_not_part_of_a_persons_name() {
        let found = repaired(
            "President/PROPN/2 Smith/PROPN/3 left/VERB/0",
            &[(NameType::Person, 0, 1)],
        );
        assert_eq!(found, [(NameType::Person, "Smith".to_owned())]);
        let found = repaired(
            "The/DET/2 President/PROPN/3 left/VERB/0",
            &[(NameType::Person, 1, 1)],
        );
        assert_eq!(found, []);
    }

    #[test]
    fn a_flat_name_is_whole() {
        let found = repaired(
            "Park/PROPN/5 Sun/PROPN/1/flat -/PUNCT/4 won/PROPN/1/flat spoke/VERB/0",
            &[(NameType::Person, 0, 1), (NameType::Org, 3, 3)],
        );
        assert_eq!(found, [(NameType::Person, "Park Sun - won".to_owned())]);
    }

    #[test]
    fn a_name_goes_on_over_of() {
        let found = repaired(
            "Bank/PROPN/4 of/ADP/3 Norway/PROPN/1 acted/VERB/0",
            &[(NameType::Org, 0, 1), (NameType::Gpe, 2, 2)],
        );
        assert_eq!(found, [(NameType::Org, "Bank of Norway".to_owned())]);
    }

    #[test]
    fn unmistakable_places_are_places() {
        let found = repaired(
            "North/PROPN/2 Korea/PROPN/3 acted/VERB/0",
            &[(NameType::Org, 0, 1)],
        );
        assert_eq!(found, [(NameType::Gpe, "North Korea".to_owned())]);
        let found = repaired("Jordan/PROPN/2 acted/VERB/0", &[(NameType::Person, 0, 0)]);
        assert_eq!(found, [(NameType::Person, "Jordan".to_owned())]);
        let found = repaired("Moscow/PROPN/2 acted/VERB/0", &[]);
        assert_eq!(found, [(NameType::Gpe, "Moscow".to_owned())]);
    }
}
