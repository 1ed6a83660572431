//! What rules know better than the network about names: where a name cannot begin or end, what `of` holds together,
//! what a name's last word says, and the places that leave no doubt. What each is worth: docs/names.md.

mod agreement;
mod edges;
mod labels;
mod lists;
mod words;

use super::names::{Name, NameType};
use super::sentence::Sentence;
use super::token::TokenIdx;
use super::upos::Upos;
use edges::{
    are_one, before_title, end_of_flat, split, trim, with_direction, with_head_before,
    with_legal_form, with_own_mark, with_particle, with_people, with_rest,
};
use lists::Lists;
pub use words::Words;

/// Words of the longest name that is looked up.
const LONGEST_KNOWN: usize = 4;

/// A name in the making: its type, first and last word.
type Draft = (NameType, usize, usize);

/// The rules and their word lists: titles of persons, unmistakable places, what words of names say.
#[derive(Debug)]
pub struct NameRepair {
    lists: Lists,
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
        Self {
            lists: Lists::new(),
        }
    }

    /// The names as they should be; in order and apart, as they came.
    #[must_use]
    pub fn repair(&self, names: &[Name], words: Words<'_>) -> Vec<Name> {
        let lists = &self.lists;
        let grown = self.grow(names, words);
        let mut repaired: Vec<Draft> = Vec::with_capacity(grown.len());
        for draft in grown {
            if is_measure(draft.0) {
                repaired.push(draft);
                continue;
            }
            let (before, draft) = before_title(draft, words, lists);
            repaired.extend(before);
            let Some(draft) = trim(draft, words, lists) else {
                continue;
            };
            let after = repaired.last().map_or(0, |before| before.2 + 1);
            let draft = with_particle(with_own_mark(draft, words), words, lists, after);
            let is_part = |before: &mut Draft| {
                self.is_direction_of(*before, draft, words)
                    || self.is_people_of(*before, draft, words)
            };
            let draft = if let Some(before) = repaired.pop_if(is_part) {
                (draft.0, before.1, draft.2)
            } else {
                let draft = with_direction(draft, words, lists, after);
                with_people(draft, words, lists, after)
            };
            let (draft, second) = split(draft, words, lists);
            let drafts = [Some(draft), second].into_iter().flatten();
            repaired.extend(drafts.filter_map(|draft| self.settle(draft, words)));
        }
        self.add_known(&mut repaired, words);
        let name = |(kind, first, last)| Name::new(kind, TokenIdx::new(first), TokenIdx::new(last));
        repaired.into_iter().filter_map(name).collect()
    }

    /// The sentences of one document with names that agree: one type for one spelling, persons by a part of their full
    /// name, names that were seen in one place and not in another.
    #[must_use]
    pub fn agree(&self, document: Vec<Sentence>) -> Vec<Sentence> {
        let document = labels::named(document, &self.lists);
        agreement::agree(document, &self.lists)
    }

    /// The names with all that is part of them, in order and apart.
    fn grow(&self, names: &[Name], words: Words<'_>) -> Vec<Draft> {
        let lists = &self.lists;
        let mut drafts: Vec<Draft> = Vec::with_capacity(names.len());
        for name in names {
            let (kind, first, last) = (name.kind(), name.first().index(), name.last().index());
            if let Some(before) = drafts.last_mut()
                && first <= before.2
            {
                // A name before it has grown over this one.
                before.2 = before.2.max(last);
                continue;
            }
            let draft = (kind, first, end_of_flat(first, last, words));
            match drafts.last_mut() {
                Some(before) if are_one(*before, draft, words, lists) => before.2 = draft.2,
                _ => drafts.push(draft),
            }
        }
        let is_title_case = words.is_title_case();
        let mut grown: Vec<Draft> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let after = grown.last().map_or(0, |before| before.2 + 1);
            if draft.1 < after {
                continue;
            }
            let mut draft = with_legal_form(draft, words, lists);
            if !is_title_case {
                draft = with_head_before(with_rest(draft, words), words, after);
            }
            grown.push(draft);
        }
        grown
    }

    /// Whether a place was cut in two: "Greater" and "Noida".
    fn is_direction_of(&self, before: Draft, name: Draft, words: Words<'_>) -> bool {
        let is_place = |draft: Draft| matches!(draft.0, NameType::Gpe | NameType::Loc);
        let (first, last) = (before.1, before.2);
        is_place(before)
            && is_place(name)
            && first == last
            && last + 1 == name.1
            && self.lists.is_direction(words.form(first))
    }

    /// Whether an organisation was cut behind its people: "Korean" and "Central News Agency". What follows them must be an
    /// adjective: "Israeli" is not part of "Labor Party".
    fn is_people_of(&self, before: Draft, name: Draft, words: Words<'_>) -> bool {
        before.0 == NameType::Norp
            && name.0 == NameType::Org
            && before.2 + 1 == name.1
            && words.upos(name.1) == Upos::Adj
            && self.lists.is_demonym(&words.phrase(before.1, before.2))
    }

    /// The name with the type that its words tell; `None` of a person or organisation without a proper noun, of an address,
    /// of a lone initial that is no person.
    fn settle(&self, draft: Draft, words: Words<'_>) -> Option<Draft> {
        use NameType::{Event, Fac, Gpe, Loc, Norp, Org, Person, Product};
        let (kind, first, last) = draft;
        let is_proper = |word: usize| {
            let form = words.form(word);
            let is_short = form.len() > 1 && form.chars().all(char::is_uppercase);
            is_short || matches!(words.upos(word), Upos::Propn | Upos::X)
        };
        if matches!(kind, Person | Org) && !(first..=last).any(is_proper) {
            return None;
        }
        if first == last && (words.is_address(first) || kind != Person && words.is_initial(first)) {
            return None;
        }
        if let Some(place) = self.lists.place(words.phrase(first, last).as_str()) {
            let gives_way = match kind {
                Org | Norp | Fac | Product | Event => true,
                Person => place.is_sure,
                _ => false,
            };
            return Some((if gives_way { place.kind } else { kind }, first, last));
        }
        if self.lists.is_demonym(&words.phrase(first, last)) {
            let gives_way = matches!(kind, Person | Org | Gpe | Loc | Fac | Product);
            return Some((if gives_way { Norp } else { kind }, first, last));
        }
        if self.lists.is_organisation(&words.phrase(first, last)) {
            let gives_way = matches!(kind, Person | Norp | Gpe | Loc | Fac | Product | Event);
            return Some((if gives_way { Org } else { kind }, first, last));
        }
        if first == last {
            // "The North" is a part of a country.
            let has_article = first > 0 && words.form(first - 1).eq_ignore_ascii_case("the");
            let may_be = kind == Org || kind == Person && has_article;
            let is_direction = may_be && self.lists.is_direction(words.form(first));
            return Some((if is_direction { Loc } else { kind }, first, last));
        }
        if kind == Org && self.lists.is_persons_title(words.form(first)) {
            return Some((Person, first + 1, last));
        }
        let told = self.lists.type_of_last(words.form(last));
        let told = told.filter(|&told| {
            words.upos(last) == Upos::Propn
                && match told {
                    Fac => matches!(kind, Org | Person | Gpe | Event | Product),
                    _ => kind == Org,
                }
        });
        Some((told.unwrap_or(kind), first, last))
    }

    /// Adds places and organisations that leave no doubt, all proper nouns, that no name touches.
    fn add_known(&self, names: &mut Vec<Draft>, words: Words<'_>) {
        let count = words.len();
        let is_free = |names: &[Draft], word: usize| {
            let is_inside = |&(_, first, last): &Draft| (first..=last).contains(&word);
            words.upos(word) == Upos::Propn && !names.iter().any(is_inside)
        };
        let mut word = 0;
        while word < count {
            let mut end = word;
            while end < count && is_free(names, end) {
                end += 1;
            }
            if end > word && end - word <= LONGEST_KNOWN {
                let phrase = words.phrase(word, end - 1);
                let is_body = self.lists.is_organisation(&phrase);
                let known = self.lists.place(&phrase).map(|place| place.kind);
                if let Some(kind) = known.or(is_body.then_some(NameType::Org)) {
                    let at = names.partition_point(|&(_, first, _)| first < word);
                    names.insert(at, (kind, word, end - 1));
                }
            }
            word = end.max(word + 1);
        }
    }
}

/// Dates, amounts and titles of works: their edges are left alone.
fn is_measure(kind: NameType) -> bool {
    use NameType::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time, WorkOfArt};
    matches!(
        kind,
        Date | Time | Percent | Money | Quantity | Ordinal | Cardinal | WorkOfArt
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::features::Features;
    use crate::language::morphology::Morphology;
    use crate::language::token::Token;
    use crate::language::tree::Tree;
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

    #[test]
    fn an_organisation_goes_on_in_capitals_over_for_and_and() {
        let found = repaired(
            "the/DET/2 Center/PROPN/8 for/ADP/7 Strategic/ADJ/7 and/CCONJ/6 International/ADJ/4/conj Studies/PROPN/2/nmod said/VERB/0 quietly/ADV/8 once/ADV/8 again/ADV/8 today/NOUN/8",
            &[(NameType::Fac, 1, 1), (NameType::Org, 3, 6)],
        );
        let whole = "Center for Strategic and International Studies";
        assert_eq!(found, [(NameType::Org, whole.to_owned())]);
        let found = repaired(
            "the/DET/2 Movement/PROPN/6 for/ADP/5 Democratic/ADJ/5 Change/PROPN/2/nmod said/VERB/0 nothing/PRON/6 today/NOUN/6",
            &[(NameType::Org, 3, 4)],
        );
        assert_eq!(
            found,
            [(NameType::Org, "Movement for Democratic Change".to_owned())]
        );
        let found = repaired(
            "Northern/PROPN/2 University/PROPN/5 in/ADP/4 Springfield/PROPN/2/nmod closed/VERB/0 early/ADV/5 today/NOUN/5",
            &[(NameType::Org, 0, 1), (NameType::Gpe, 3, 3)],
        );
        assert_eq!(found[0], (NameType::Org, "Northern University".to_owned()));
    }

    #[test]
    fn an_initial_belongs_to_the_name_and_is_none_alone() {
        let found = repaired(
            "A./PROPN/2 Noel/PROPN/4 Kramer/PROPN/2/flat spoke/VERB/0",
            &[(NameType::Person, 0, 0), (NameType::Person, 1, 2)],
        );
        assert_eq!(found, [(NameType::Person, "A. Noel Kramer".to_owned())]);
        assert_eq!(
            repaired("S./PROPN/2 ends/VERB/0", &[(NameType::Gpe, 0, 0)]),
            []
        );
    }

    #[test]
    fn addresses_are_no_names() {
        let found = repaired("see/VERB/0 www.example.org/X/1", &[(NameType::Fac, 1, 1)]);
        assert_eq!(found, []);
    }

    #[test]
    fn legal_forms_belong_to_companies() {
        let found = repaired(
            "Acme/PROPN/4 ,/PUNCT/3 Inc./PROPN/1 sued/VERB/0",
            &[(NameType::Person, 0, 0)],
        );
        assert_eq!(found, [(NameType::Org, "Acme , Inc.".to_owned())]);
        let found = repaired(
            "Acme/PROPN/5 Inc./PROPN/1 of/ADP/4 Springfield/PROPN/1/nmod sued/VERB/0",
            &[(NameType::Org, 0, 1), (NameType::Gpe, 3, 3)],
        );
        assert_eq!(found[0], (NameType::Org, "Acme Inc.".to_owned()));
    }

    #[test]
    fn a_town_and_its_state_are_two_places() {
        let two = |first: &str, second: &str| {
            [first, second].map(|name| (NameType::Gpe, name.to_owned()))
        };
        let found = repaired(
            "San/PROPN/4 Rafael/PROPN/1/flat California/PROPN/1 votes/VERB/0",
            &[(NameType::Gpe, 0, 2)],
        );
        assert_eq!(found, two("San Rafael", "California"));
        let found = repaired(
            "Russia/PROPN/3 -/PUNCT/3 Ukraine/PROPN/0",
            &[(NameType::Gpe, 0, 2)],
        );
        assert_eq!(found, two("Russia", "Ukraine"));
        for whole in [
            "New/PROPN/2 Mexico/PROPN/0",
            "Southern/PROPN/2 California/PROPN/0",
        ] {
            assert_eq!(repaired(whole, &[(NameType::Gpe, 0, 1)]).len(), 1);
        }
    }

    #[test]
    fn a_mark_that_owns_nothing_is_part_of_the_name() {
        let found = repaired(
            "eat/VERB/0 at/ADP/3 Wendy/PROPN/1/obl 's/PART/3/case",
            &[(NameType::Person, 2, 2)],
        );
        assert_eq!(found, [(NameType::Org, "Wendy 's".to_owned())]);
        let found = repaired(
            "Wendy/PROPN/3/nmod:poss 's/PART/1/case car/NOUN/0",
            &[(NameType::Person, 0, 0)],
        );
        assert_eq!(found, [(NameType::Person, "Wendy".to_owned())]);
    }

    #[test]
    fn the_first_and_the_last_word_tell_the_type() {
        let found = repaired(
            "Lawmaker/PROPN/3 Park/PROPN/3 Sun-won/PROPN/0",
            &[(NameType::Org, 0, 2)],
        );
        assert_eq!(found, [(NameType::Person, "Park Sun-won".to_owned())]);
        let found = repaired("Oil/PROPN/2 Building/PROPN/0", &[(NameType::Org, 0, 1)]);
        assert_eq!(found, [(NameType::Fac, "Oil Building".to_owned())]);
        let found = repaired(
            "United/PROPN/2 States/PROPN/3 President/PROPN/0",
            &[(NameType::Person, 0, 2)],
        );
        assert_eq!(found, [(NameType::Gpe, "United States".to_owned())]);
        let found = repaired(
            "British/ADJ/3 Prime/PROPN/3 Minister/PROPN/4 Gordon/PROPN/6 Brown/PROPN/4/flat spoke/VERB/0",
            &[(NameType::Person, 0, 4)],
        );
        let british = (NameType::Norp, "British".to_owned());
        assert_eq!(
            found,
            [british, (NameType::Person, "Gordon Brown".to_owned())]
        );
    }

    #[test]
    fn known_organisations_are_organisations() {
        let found = repaired(
            "al/PROPN/4 -/PUNCT/3 Qaeda/PROPN/1/flat acted/VERB/0",
            &[(NameType::Person, 0, 2)],
        );
        assert_eq!(found, [(NameType::Org, "al - Qaeda".to_owned())]);
        let found = repaired("the/DET/2 FBI/PROPN/3 acted/VERB/0", &[]);
        assert_eq!(found, [(NameType::Org, "FBI".to_owned())]);
    }

    #[test]
    fn peoples_are_no_persons_and_part_of_an_agency() {
        let found = repaired(
            "North/PROPN/2 Korean/ADJ/3 officials/NOUN/0",
            &[(NameType::Person, 0, 1)],
        );
        assert_eq!(found, [(NameType::Norp, "North Korean".to_owned())]);
        let whole = [(NameType::Org, "Korean Central News Agency".to_owned())];
        let sentence = "Korean/ADJ/4/amod Central/ADJ/4/amod News/PROPN/4 Agency/PROPN/0";
        assert_eq!(repaired(sentence, &[(NameType::Org, 1, 3)]), whole);
        let cut = [(NameType::Norp, 0, 0), (NameType::Org, 1, 3)];
        assert_eq!(repaired(sentence, &cut), whole);
    }

    #[test]
    fn particles_belong_to_the_last_name() {
        let found = repaired(
            "bin/VERB/2 Laden/PROPN/3 spoke/VERB/0",
            &[(NameType::Person, 1, 1)],
        );
        assert_eq!(found, [(NameType::Person, "bin Laden".to_owned())]);
    }

    #[test]
    fn organisations_and_places_end_before_a_common_noun() {
        let found = repaired(
            "the/DET/3 Fatah/PROPN/3 party/NOUN/0",
            &[(NameType::Org, 1, 2)],
        );
        assert_eq!(found, [(NameType::Org, "Fatah".to_owned())]);
        let found = repaired(
            "the/DET/4 Florida/PROPN/3 Keys/PROPN/4 islands/NOUN/0",
            &[(NameType::Loc, 1, 3)],
        );
        assert_eq!(found, [(NameType::Loc, "Florida Keys".to_owned())]);
        assert_eq!(
            repaired("the/DET/2 baker/NOUN/0", &[(NameType::Person, 1, 1)]),
            []
        );
    }
}
