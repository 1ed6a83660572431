//! Mentions by name: what the reader saw as names, adjectives made from countries' names, proper nouns that are in no
//! name.

use crate::knowledge::nouns::{Gender, Sort};
use crate::knowledge::pronoun::Number;
use crate::language::argument_span::span_head;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::finder::SentenceFinder;
use super::{Candidate, Determiner, Form, NameWords};

impl SentenceFinder<'_> {
    /// A mention by name; none for amounts, and for adjectives that are no country's.
    pub(super) fn name(&self, name: &Name) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let (mut first, mut last) = (name.first(), name.last());
        while first < last && matches!(self.upos(first), Upos::Det | Upos::Punct) {
            first = TokenIdx::new(first.index() + 1);
        }
        while first < last && matches!(self.upos(last), Upos::Part | Upos::Punct) {
            last = TokenIdx::new(last.index() - 1);
        }
        first = self.after_place(name.kind(), first, last);
        first = self.after_title(name.kind(), first, last);
        let storm = self.storm_before(first);
        first = storm.unwrap_or(first);
        let kind = storm.map_or(name.kind(), |_| NameType::Event);
        let head = span_head(tree, first, last);
        let words: Vec<String> = (first.index()..=last.index())
            .map(|word| self.form(TokenIdx::new(word)).to_owned())
            .collect();
        let mut named = NameWords {
            kind: Some(kind),
            first,
            last,
            words,
        };
        match kind {
            NameType::Date | NameType::Time => {
                let mut date = self.phrase(head, first, last, Form::Number);
                date.sort = Some(Sort::Time);
                date.gender = Some(Gender::Neuter);
                return Some(date);
            }
            NameType::Percent
            | NameType::Money
            | NameType::Quantity
            | NameType::Ordinal
            | NameType::Cardinal => return None,
            NameType::Norp | NameType::Language | NameType::Org | NameType::Gpe
                if self.upos(head) == Upos::Adj
                    || matches!(tree.relation(head), Relation::Amod | Relation::Compound)
                        && self.gazetteer.country_of_demonym(&named.phrase()).is_some() =>
            {
                self.gazetteer.country_of_demonym(&named.phrase())?;
                named.kind = Some(NameType::Norp);
                let mut demonym = self.blank(head, first, last, Form::Demonym);
                demonym.sort = Some(Sort::Group);
                demonym.name = Some(named);
                return Some(demonym);
            }
            NameType::Person
            | NameType::Norp
            | NameType::Fac
            | NameType::Org
            | NameType::Gpe
            | NameType::Loc
            | NameType::Product
            | NameType::Event
            | NameType::WorkOfArt
            | NameType::Law
            | NameType::Language => {}
        }
        if matches!(self.upos(head), Upos::Verb | Upos::Adp | Upos::Pron)
            && name.kind() != NameType::WorkOfArt
        {
            return None;
        }
        let is_modifier = matches!(
            tree.relation(head),
            Relation::Compound | Relation::Flat | Relation::Amod
        );
        let mut candidate = if is_modifier {
            self.blank(head, first, last, Form::Name)
        } else {
            self.phrase(head, first, last, Form::Name)
        };
        let ends_in_title = first < last && self.nouns.is_title(&self.lemma(last)) && head == last;
        if (name.kind() != NameType::Person || ends_in_title)
            && self.names_person(&candidate, first)
        {
            let lemma = self.lemma(head);
            if self.nouns.is_title(&lemma) {
                // "the Minister of Foreign Affairs" is written like a name but speaks of a person by a noun.
                candidate.form = Form::Noun;
                candidate.sort = Some(Sort::Person);
                candidate.gender = self.nouns.gender(&lemma);
                candidate.number = Some(self.number_of(head));
                return Some(candidate);
            }
            named.kind = Some(NameType::Person);
        }
        self.add_name_traits(&mut candidate, &named);
        candidate.name = Some(named);
        Some(candidate)
    }

    /// The first word of a person's name that the reader joined with a place before it: "Governor of Washington Chris
    /// Gregoire".
    fn after_place(&self, kind: NameType, first: TokenIdx, last: TokenIdx) -> TokenIdx {
        let tree = self.sentence.tree();
        let next = TokenIdx::new(first.index() + 1);
        let is_of = |&child: &TokenIdx| self.form(child) == "of";
        let is_cut = kind == NameType::Person
            && next < last
            && tree.children(first).iter().any(is_of)
            && tree.head(next) != Some(first)
            && (self.gazetteer.city_named(self.form(first)).is_some()
                || self.gazetteer.country_named(self.form(first)).is_some());
        if is_cut { next } else { first }
    }

    /// The first word of a person's name that the reader read with the title before it: "US President Barack Obama",
    /// "Secretary of State Condoleezza Rice".
    fn after_title(&self, kind: NameType, first: TokenIdx, last: TokenIdx) -> TokenIdx {
        // In "Martin Luther King Jr." the title is a name.
        if kind != NameType::Person || self.nouns.gender_of_name(self.form(first)).is_some() {
            return first;
        }
        let words = first.index()..last.index();
        let title = words
            .map(TokenIdx::new)
            .rfind(|&word| self.nouns.is_title(&self.form(word).to_lowercase()));
        let Some(title) = title else {
            return first;
        };
        let mut next = title.index() + 1;
        if self.form(TokenIdx::new(next)) == "of" {
            next += 2;
        }
        if next <= last.index() {
            TokenIdx::new(next)
        } else {
            first
        }
    }

    /// Whether the tree shows that a name is a person's, whatever the reader took it for: a title before it, "who" after
    /// it, a noun for a person as its head.
    pub(super) fn names_person(&self, candidate: &Candidate, first: TokenIdx) -> bool {
        let is_person = |word: TokenIdx| self.nouns.is_person(&self.lemma(word));
        let tree = self.sentence.tree();
        let head = candidate.place.head;
        let before = first.index().checked_sub(1).map(TokenIdx::new);
        let title_before = before.is_some_and(|word| {
            self.upos(word) == Upos::Noun && is_person(word) && tree.head(word) == Some(head)
        });
        let who = tree.children(head).iter().any(|&child| {
            tree.relation(child) == Relation::Acl
                && tree
                    .descendants(child)
                    .iter()
                    .take(2)
                    .any(|&word| matches!(self.form(word), "who" | "whom") && word > head)
        });
        title_before
            || who
            || candidate
                .title
                .iter()
                .any(|title| self.nouns.is_person(title))
            || self.nouns.is_title(&self.lemma(head)) && !self.is_plural(head)
    }

    /// The word before a name that makes it a storm's, whatever the reader takes it for: "Cyclone Phailin".
    fn storm_before(&self, first: TokenIdx) -> Option<TokenIdx> {
        let before = TokenIdx::new(first.index().checked_sub(1)?);
        let is_written = self.form(before).starts_with(char::is_uppercase);
        let in_name = self
            .sentence
            .names()
            .iter()
            .any(|name| name.contains(before));
        (is_written && !in_name && self.nouns.is_storm(&self.lemma(before))).then_some(before)
    }

    /// "Mr." before "Kelly", "Justice" before "Scalia": a title that is written like a name, as the noun that it is.
    fn title_before_name(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let next = TokenIdx::new(word.index() + 1);
        let mut names = self.sentence.names().iter();
        let name = names.find(|name| name.first() == next && name.kind() == NameType::Person)?;
        let head = span_head(tree, name.first(), name.last());
        let is_title = self.nouns.is_title(&self.form(word).to_lowercase())
            && (tree.head(head) == Some(word) || tree.head(word) == Some(head));
        is_title.then(|| {
            let mut title = self.blank(word, word, word, Form::Noun);
            title.sort = Some(Sort::Person);
            title.gender = self.nouns.gender(&title.lemma);
            title.number = Some(Number::Singular);
            title
        })
    }

    /// Countries named inside another name: "the National Library of the Netherlands".
    pub(super) fn nested(&self, name: &Name) -> Vec<Candidate> {
        let mut found = Vec::new();
        if name.kind() == NameType::Date {
            return self.year(name).into_iter().collect();
        }
        if !matches!(
            name.kind(),
            NameType::Org | NameType::Fac | NameType::Event | NameType::Law
        ) {
            return found;
        }
        let tree = self.sentence.tree();
        let (begin, end) = (name.first().index(), name.last().index());
        let mut first = begin;
        while first <= end {
            let last = (first..=end.min(first + 3)).rev().find(|&last| {
                let words = self.words(first, last).join(" ");
                self.gazetteer.country_named(&words).is_some()
            });
            let Some(last) = last else {
                first += 1;
                continue;
            };
            let (one, two) = (TokenIdx::new(first), TokenIdx::new(last));
            let head = span_head(tree, one, two);
            let whole = span_head(tree, name.first(), name.last());
            if head != whole {
                let mut candidate = self.blank(head, one, two, Form::Name);
                let named = NameWords {
                    kind: Some(NameType::Gpe),
                    first: one,
                    last: two,
                    words: self.words(first, last),
                };
                self.add_name_traits(&mut candidate, &named);
                candidate.name = Some(named);
                found.push(candidate);
            }
            first = last + 1;
        }
        found
    }

    /// The year in a date that has more: "September 17, 1859".
    fn year(&self, date: &Name) -> Option<Candidate> {
        let head = span_head(self.sentence.tree(), date.first(), date.last());
        let year = date.last();
        (year != head && self.is_year(year)).then(|| {
            let mut number = self.blank(year, year, year, Form::Number);
            number.sort = Some(Sort::Time);
            number.gender = Some(Gender::Neuter);
            number
        })
    }

    pub(super) fn add_name_traits(&self, candidate: &mut Candidate, name: &NameWords) {
        let head = candidate.place.head;
        let plural = self.is_plural(head);
        let (sort, number, gender) = match name.kind {
            // "Jobs" is one, whatever his name looks like, "the Clintons" are not.
            Some(NameType::Person) => (
                Some(Sort::Person),
                if plural && candidate.determiner == Determiner::Definite {
                    Number::Plural
                } else {
                    Number::Singular
                },
                self.gender_of_person(candidate, name),
            ),
            Some(NameType::Norp) if plural || self.upos(head) != Upos::Propn => {
                (Some(Sort::Group), Number::Plural, None)
            }
            Some(NameType::Norp | NameType::Org) => {
                (Some(Sort::Group), Number::Singular, Some(Gender::Neuter))
            }
            Some(NameType::Gpe | NameType::Loc | NameType::Fac) => {
                (Some(Sort::Place), Number::Singular, Some(Gender::Neuter))
            }
            Some(NameType::Event) => (Some(Sort::Event), Number::Singular, Some(Gender::Neuter)),
            Some(NameType::Product | NameType::WorkOfArt | NameType::Law | NameType::Language) => {
                (Some(Sort::Thing), Number::Singular, Some(Gender::Neuter))
            }
            Some(
                NameType::Date
                | NameType::Time
                | NameType::Percent
                | NameType::Money
                | NameType::Quantity
                | NameType::Ordinal
                | NameType::Cardinal,
            )
            | None => (None, self.number_of(head), None),
        };
        candidate.sort = sort;
        candidate.number = Some(number);
        candidate.gender = gender;
    }

    /// By a title ("Ms", "Queen") or a given name that one gender bears; a lone name may be a surname.
    pub(super) fn gender_of_person(
        &self,
        candidate: &Candidate,
        name: &NameWords,
    ) -> Option<Gender> {
        let of_title = |title: &String| match title.trim_end_matches('.') {
            "mr" | "sir" | "lord" => Some(Gender::Male),
            "mrs" | "ms" | "miss" | "lady" => Some(Gender::Female),
            noun => self.nouns.gender(noun),
        };
        let before = name
            .first
            .index()
            .checked_sub(1)
            .map(|word| self.lemma(TokenIdx::new(word)));
        candidate
            .title
            .iter()
            .chain(&before)
            .find_map(of_title)
            .or_else(|| {
                let gender = self.nouns.gender_of_name(name.words.first()?)?;
                // Many men's given names are surnames too, few women's.
                (name.words.len() > 1 || gender == Gender::Female).then_some(gender)
            })
    }

    /// Adjectives made from countries' names that the reader did not see as names; two words first.
    pub(super) fn demonyms(&self, taken: &[bool]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut word = 0;
        while word < self.sentence.len() {
            let at = TokenIdx::new(word);
            let is_capital = self.form(at).starts_with(char::is_uppercase);
            let length = [2, 1].into_iter().find(|length| {
                let end = word + length;
                end <= taken.len()
                    && !taken[word..end].contains(&true)
                    && is_capital
                    && self.upos(TokenIdx::new(end - 1)) == Upos::Adj
                    && self
                        .gazetteer
                        .country_of_demonym(&self.words(word, end - 1).join(" "))
                        .is_some()
            });
            let Some(length) = length else {
                word += 1;
                continue;
            };
            let last = TokenIdx::new(word + length - 1);
            let mut demonym = self.blank(last, at, last, Form::Demonym);
            demonym.sort = Some(Sort::Group);
            demonym.name = Some(NameWords {
                kind: Some(NameType::Norp),
                first: at,
                last,
                words: self.words(word, word + length - 1),
            });
            found.push(demonym);
            word += length;
        }
        found
    }

    /// A proper noun that the reader took for no name: with the proper nouns that hang on it.
    pub(super) fn proper_noun(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let joins = |word: TokenIdx| {
            matches!(
                tree.relation(word),
                Relation::Flat | Relation::Compound | Relation::Goeswith | Relation::Fixed
            ) && self.upos(word) == Upos::Propn
        };
        if joins(word)
            && let Some(above) = tree.head(word)
            && self.upos(above) == Upos::Propn
        {
            return None;
        }
        // "508 BC" names nothing.
        if matches!(
            self.form(word),
            "BC" | "B.C." | "AD" | "A.D." | "BCE" | "CE"
        ) {
            return None;
        }
        if let Some(title) = self.title_before_name(word) {
            return Some(title);
        }
        let (mut first, mut last) = (word, word);
        let in_name = |part: TokenIdx| self.sentence.names().iter().any(|name| name.contains(part));
        // "Social Security", not "American Congress" nor whatever begins a sentence.
        let describes = |part: TokenIdx| {
            tree.relation(part) == Relation::Amod
                && self.upos(part) == Upos::Adj
                && part.index() > 0
                && self.form(part).starts_with(char::is_uppercase)
                && self.gazetteer.country_of_demonym(self.form(part)).is_none()
        };
        let hangs = |part: TokenIdx| {
            (joins(part) || describes(part)) && tree.head(part) == Some(word) && !in_name(part)
        };
        while first.index() > 0 && hangs(TokenIdx::new(first.index() - 1)) {
            first = TokenIdx::new(first.index() - 1);
        }
        while last.index() + 1 < tree.len() && hangs(TokenIdx::new(last.index() + 1)) {
            last = TokenIdx::new(last.index() + 1);
        }
        // "Tab 4", "Flight 370".
        let next = TokenIdx::new(last.index() + 1);
        if next.index() < tree.len()
            && self.upos(next) == Upos::Num
            && tree.head(next) == Some(word)
            && !in_name(next)
        {
            last = next;
        }
        let is_modifier = tree.relation(word) == Relation::Compound;
        let mut candidate = if is_modifier {
            self.blank(word, first, last, Form::Name)
        } else {
            self.phrase(word, first, last, Form::Name)
        };
        let named = NameWords {
            kind: None,
            first,
            last,
            words: self.words(first.index(), last.index()),
        };
        self.add_name_traits(&mut candidate, &named);
        let sort = self.nouns.sort(&candidate.lemma);
        if sort != Sort::Thing {
            candidate.sort = Some(sort);
            candidate.gender = self.nouns.gender(&candidate.lemma);
        }
        if sort == Sort::Person || self.nouns.is_title(&candidate.lemma) {
            candidate.sort = Some(Sort::Person);
            // "the President" is written like a name but speaks of a person by a noun.
            candidate.form = Form::Noun;
            return Some(candidate);
        }
        candidate.name = Some(named);
        Some(candidate)
    }
}
