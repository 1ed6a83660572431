//! Mentions: the words of an article that speak of something, found in the trees and names of its sentences.
//!
//! Takes sentences, gives [`Candidate`]s in the order of their heads: every name, every phrase headed by a noun, every
//! pronoun that refers, every adjective that is made from a country's name, and dates. Which of them speak of the same
//! thing is for [`super::coref`] to say.

use crate::language::argument_span::span_head;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::gazetteer::Gazetteer;
use super::nouns::{Gender, Nouns, Sort};
use super::pronoun::{Number, Pronoun, PronounKind, Pronouns};

/// A mention's place: its sentence (from 0) and its head word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The sentence, from 0.
    pub sentence: usize,
    /// The head word.
    pub head: TokenIdx,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By a proper name.
    Name,
    /// By an adjective made from a country's name: "North Korean".
    Demonym,
    /// By a common noun.
    Noun,
    /// By a pronoun.
    Pronoun(Pronoun),
    /// By a number alone: a year, a reference.
    Number,
}

/// What stands before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Determiner {
    /// Nothing.
    None,
    /// "the".
    Definite,
    /// "a", "an".
    Indefinite,
    /// "this", "those".
    Demonstrative,
    /// "its", "the country's".
    Possessive,
    /// "every", "no", "some".
    Quantifier,
}

/// A mention that may speak of the same thing as others.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where its head stands.
    pub place: Place,
    /// The first word of its phrase.
    pub first: TokenIdx,
    /// The last word of its phrase, inclusive.
    pub last: TokenIdx,
    /// How it refers.
    pub form: Form,
    /// The words of its name, if it has one.
    pub name: Option<NameWords>,
    /// The head's lemma, in lower case.
    pub lemma: String,
    /// The words before the head that tell it apart: lemmas of adjectives, compounds, numbers, in lower case, sorted.
    pub modifiers: Vec<String>,
    /// The title before a person's name: lemmas in lower case, in order.
    pub title: Vec<String>,
    /// What stands before it.
    pub determiner: Determiner,
    /// How many.
    pub number: Option<Number>,
    /// What pronoun stands for it.
    pub gender: Option<Gender>,
    /// What sort of thing; none where nothing tells.
    pub sort: Option<Sort>,
    /// Who owns it: the head of its possessive.
    pub possessor: Option<TokenIdx>,
}

/// The name in a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameWords {
    /// Its type; none where the reader saw a proper noun but no name.
    pub kind: Option<NameType>,
    /// Its first word.
    pub first: TokenIdx,
    /// Its last word, inclusive.
    pub last: TokenIdx,
    /// Its words, without a determiner or a possessive ending.
    pub words: Vec<String>,
}

impl NameWords {
    /// The name as one writes it, marks between words left as they are spaced by convention.
    #[must_use]
    pub fn phrase(&self) -> String {
        let mut phrase = String::new();
        for (i, word) in self.words.iter().enumerate() {
            let glued = matches!(word.as_str(), "-" | "'s" | "’s" | "," | "." | ")" | "/")
                || i > 0 && matches!(self.words[i - 1].as_str(), "-" | "(" | "/");
            if i > 0 && !glued {
                phrase.push(' ');
            }
            phrase.push_str(word);
        }
        phrase
    }
}

impl Candidate {
    /// The pronoun, if it is one.
    #[must_use]
    pub fn pronoun(&self) -> Option<Pronoun> {
        match self.form {
            Form::Pronoun(pronoun) => Some(pronoun),
            Form::Name | Form::Demonym | Form::Noun | Form::Number => None,
        }
    }

    /// Whether it is a pronoun of this kind.
    #[must_use]
    pub fn is_pronoun(&self, kind: PronounKind) -> bool {
        self.pronoun().is_some_and(|pronoun| pronoun.kind == kind)
    }

    /// The type of its name.
    #[must_use]
    pub fn name_type(&self) -> Option<NameType> {
        self.name.as_ref().and_then(|name| name.kind)
    }
}

/// Finds mentions.
#[derive(Debug, Default)]
pub struct MentionFinder {
    pronouns: Pronouns,
}

impl MentionFinder {
    /// The candidates of `sentence`, which is the article's `number`th (from 0), in the order of their heads; one a head.
    #[must_use]
    pub fn find(
        &self,
        number: usize,
        sentence: &Sentence,
        gazetteer: &Gazetteer,
        nouns: &Nouns,
    ) -> Vec<Candidate> {
        let finder = SentenceFinder {
            number,
            sentence,
            gazetteer,
            nouns,
            pronouns: &self.pronouns,
        };
        let mut found: Vec<Option<Candidate>> = vec![None; sentence.len()];
        let mut taken = vec![false; sentence.len()];
        for name in sentence.names() {
            if let Some(candidate) = finder.name(name) {
                for word in name.first().index()..=name.last().index() {
                    taken[word] = true;
                }
                let at = candidate.place.head.index();
                found[at].get_or_insert(candidate);
            }
        }
        for candidate in finder.demonyms(&taken) {
            let at = candidate.place.head.index();
            taken[at] = true;
            found[at].get_or_insert(candidate);
        }
        for word in sentence.tree().tokens() {
            if !taken[word.index()]
                && found[word.index()].is_none()
                && let Some(candidate) = finder.word(word)
            {
                found[word.index()] = Some(candidate);
            }
        }
        found.into_iter().flatten().collect()
    }
}

struct SentenceFinder<'a> {
    number: usize,
    sentence: &'a Sentence,
    gazetteer: &'a Gazetteer,
    nouns: &'a Nouns,
    pronouns: &'a Pronouns,
}

impl SentenceFinder<'_> {
    fn upos(&self, word: TokenIdx) -> Upos {
        self.sentence.morphology()[word.index()].upos()
    }

    fn lemma(&self, word: TokenIdx) -> String {
        self.sentence.morphology()[word.index()]
            .lemma()
            .to_lowercase()
    }

    fn form(&self, word: TokenIdx) -> &str {
        self.sentence.token(word).form()
    }

    /// A mention by name; none for amounts, and for adjectives that are no country's.
    fn name(&self, name: &Name) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let (mut first, mut last) = (name.first(), name.last());
        while first < last && matches!(self.upos(first), Upos::Det | Upos::Punct) {
            first = TokenIdx::new(first.index() + 1);
        }
        while first < last && matches!(self.upos(last), Upos::Part | Upos::Punct) {
            last = TokenIdx::new(last.index() - 1);
        }
        let head = span_head(tree, first, last);
        let words: Vec<String> = (first.index()..=last.index())
            .map(|word| self.form(TokenIdx::new(word)).to_owned())
            .collect();
        let named = NameWords {
            kind: Some(name.kind()),
            first,
            last,
            words,
        };
        match name.kind() {
            NameType::Time
            | NameType::Percent
            | NameType::Money
            | NameType::Quantity
            | NameType::Ordinal
            | NameType::Cardinal
            | NameType::Date => return None,
            NameType::Norp | NameType::Language if self.upos(head) == Upos::Adj => {
                self.gazetteer.country_of_demonym(&named.phrase())?;
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
        self.add_name_traits(&mut candidate, &named);
        candidate.name = Some(named);
        Some(candidate)
    }

    fn add_name_traits(&self, candidate: &mut Candidate, name: &NameWords) {
        let head = candidate.place.head;
        let plural = self.is_plural(head);
        let (sort, number, gender) = match name.kind {
            Some(NameType::Person) => (
                Some(Sort::Person),
                if plural {
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
            | None => (
                None,
                if plural {
                    Number::Plural
                } else {
                    Number::Singular
                },
                None,
            ),
        };
        candidate.sort = sort;
        candidate.number = Some(number);
        candidate.gender = gender;
    }

    /// By a title ("Ms", "Queen") or a given name that one gender bears.
    fn gender_of_person(&self, candidate: &Candidate, name: &NameWords) -> Option<Gender> {
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
                let given = name.words.first().filter(|_| name.words.len() > 1)?;
                self.nouns.gender_of_name(given)
            })
    }

    /// Adjectives made from countries' names that the reader did not see as names; two words first.
    fn demonyms(&self, taken: &[bool]) -> Vec<Candidate> {
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

    fn words(&self, first: usize, last: usize) -> Vec<String> {
        (first..=last)
            .map(|word| self.form(TokenIdx::new(word)).to_owned())
            .collect()
    }

    /// A mention whose head is `word`, outside all names.
    fn word(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let relation = tree.relation(word);
        match self.upos(word) {
            Upos::Pron => self.pronoun(word),
            Upos::Noun => {
                if matches!(
                    relation,
                    Relation::Flat
                        | Relation::Fixed
                        | Relation::Goeswith
                        | Relation::Case
                        | Relation::Cc
                        | Relation::Mark
                ) {
                    return None;
                }
                let mut candidate = if relation == Relation::Compound {
                    self.blank(word, word, word, Form::Noun)
                } else {
                    self.phrase(word, word, word, Form::Noun)
                };
                let sort = self.nouns.sort(&candidate.lemma);
                candidate.sort = Some(sort);
                candidate.gender = match sort {
                    Sort::Person => self.nouns.gender(&candidate.lemma),
                    Sort::Group | Sort::Animal => None,
                    Sort::Place | Sort::Time | Sort::Event | Sort::Thing => Some(Gender::Neuter),
                };
                candidate.number = Some(if self.is_plural(word) {
                    Number::Plural
                } else {
                    Number::Singular
                });
                Some(candidate)
            }
            Upos::Propn => self.proper_noun(word),
            Upos::Num => {
                let form = self.form(word);
                let is_year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
                let stands_alone = !matches!(
                    relation,
                    Relation::Nummod | Relation::Flat | Relation::Compound | Relation::Advmod
                );
                (is_year || stands_alone).then(|| {
                    let mut number = self.blank(word, word, word, Form::Number);
                    number.sort = Some(if is_year { Sort::Time } else { Sort::Thing });
                    number.gender = Some(Gender::Neuter);
                    number
                })
            }
            Upos::Adj
            | Upos::Adp
            | Upos::Adv
            | Upos::Aux
            | Upos::Cconj
            | Upos::Det
            | Upos::Intj
            | Upos::Part
            | Upos::Punct
            | Upos::Sconj
            | Upos::Sym
            | Upos::Verb
            | Upos::X => None,
        }
    }

    /// A proper noun that the reader took for no name: with the proper nouns that hang on it.
    fn proper_noun(&self, word: TokenIdx) -> Option<Candidate> {
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
        // A title before a name belongs to the person named.
        if tree.deprel(word).subtype() == Some("desc") {
            return None;
        }
        let (mut first, mut last) = (word, word);
        let hangs = |part: TokenIdx| joins(part) && tree.head(part) == Some(word);
        while first.index() > 0 && hangs(TokenIdx::new(first.index() - 1)) {
            first = TokenIdx::new(first.index() - 1);
        }
        while last.index() + 1 < tree.len() && hangs(TokenIdx::new(last.index() + 1)) {
            last = TokenIdx::new(last.index() + 1);
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
        // "the Minister of Foreign Affairs" is written like a name but speaks of a person by a noun.
        let sort = self.nouns.sort(&candidate.lemma);
        if sort != Sort::Thing {
            candidate.sort = Some(sort);
            candidate.gender = self.nouns.gender(&candidate.lemma);
        }
        candidate.name = Some(named);
        Some(candidate)
    }

    fn pronoun(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let form = self.form(word).to_lowercase().replace('’', "'");
        let mut pronoun = self.pronouns.get(&form)?;
        let features = self.sentence.morphology()[word.index()].features();
        if tree.relation(word) == Relation::Expl
            || matches!(
                tree.relation(word),
                Relation::Mark | Relation::Fixed | Relation::Discourse
            )
            || features.get("PronType") == Some("Int")
        {
            return None;
        }
        if features.get("PronType") == Some("Rel") {
            if !tree
                .ancestors(word)
                .any(|above| self.is_relative_clause(above))
            {
                return None;
            }
            pronoun.kind = PronounKind::Relative;
        } else if pronoun.kind == PronounKind::Relative {
            return None;
        }
        if features.get("Poss") == Some("Yes") && pronoun.kind == PronounKind::Personal {
            pronoun.kind = PronounKind::Possessive;
        }
        let mut candidate = match pronoun.kind {
            PronounKind::Demonstrative | PronounKind::Indefinite => {
                self.phrase(word, word, word, Form::Pronoun(pronoun))
            }
            PronounKind::Personal
            | PronounKind::Possessive
            | PronounKind::Reflexive
            | PronounKind::Relative => self.blank(word, word, word, Form::Pronoun(pronoun)),
        };
        candidate.lemma = form;
        candidate.number = pronoun.number;
        candidate.gender = pronoun.gender;
        candidate.sort = match (pronoun.person, pronoun.gender) {
            (1 | 2, _) | (_, Some(Gender::Male | Gender::Female)) => Some(Sort::Person),
            _ => None,
        };
        Some(candidate)
    }

    fn is_relative_clause(&self, word: TokenIdx) -> bool {
        let deprel = self.sentence.tree().deprel(word);
        deprel.relation() == Relation::Acl
    }

    fn is_plural(&self, word: TokenIdx) -> bool {
        let morphology = &self.sentence.morphology()[word.index()];
        morphology.features().get("Number") == Some("Plur")
            || matches!(morphology.xpos(), "NNS" | "NNPS")
    }

    fn blank(&self, head: TokenIdx, first: TokenIdx, last: TokenIdx, form: Form) -> Candidate {
        Candidate {
            place: Place {
                sentence: self.number,
                head,
            },
            first,
            last,
            form,
            name: None,
            lemma: self.lemma(head),
            modifiers: Vec::new(),
            title: Vec::new(),
            determiner: Determiner::None,
            number: None,
            gender: None,
            sort: None,
            possessor: None,
        }
    }

    /// The phrase of `head`, at least `first..=last`, with what stands before the head.
    fn phrase(&self, head: TokenIdx, first: TokenIdx, last: TokenIdx, form: Form) -> Candidate {
        let tree = self.sentence.tree();
        let mut candidate = self.blank(head, first, last, form);
        let inside = |word: TokenIdx| first <= word && word <= last;
        for &child in tree.children(head) {
            if inside(child) {
                continue;
            }
            let deprel = tree.deprel(child);
            match deprel.relation() {
                Relation::Det => candidate.determiner = self.determiner(child),
                Relation::Nmod if deprel.subtype() == Some("poss") => {
                    candidate.determiner = Determiner::Possessive;
                    candidate.possessor = Some(child);
                }
                Relation::Nmod if deprel.subtype() == Some("desc") => {
                    for word in tree.descendants(child) {
                        if matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Adj) {
                            candidate.title.push(self.lemma(word));
                        }
                    }
                }
                Relation::Amod | Relation::Compound | Relation::Nummod => {
                    for word in tree.descendants(child) {
                        if self.upos(word) != Upos::Punct {
                            candidate.modifiers.push(self.lemma(word));
                        }
                    }
                }
                _ => {}
            }
        }
        candidate.modifiers.sort();
        (candidate.first, candidate.last) = self.extent(head, first, last);
        candidate
    }

    fn determiner(&self, word: TokenIdx) -> Determiner {
        let features = self.sentence.morphology()[word.index()].features();
        match (features.get("Definite"), features.get("PronType")) {
            (Some("Def"), _) => Determiner::Definite,
            (Some("Ind"), _) => Determiner::Indefinite,
            (_, Some("Dem")) => Determiner::Demonstrative,
            _ => Determiner::Quantifier,
        }
    }

    /// The words of the noun phrase: those that hang on its head as parts of it, without marks at the edges.
    fn extent(&self, head: TokenIdx, first: TokenIdx, last: TokenIdx) -> (TokenIdx, TokenIdx) {
        let tree = self.sentence.tree();
        let is_predicate = tree
            .children(head)
            .iter()
            .any(|&child| tree.relation(child) == Relation::Cop);
        let is_part = |child: TokenIdx| match tree.relation(child) {
            Relation::Det
            | Relation::Amod
            | Relation::Nmod
            | Relation::Nummod
            | Relation::Compound
            | Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::Acl => true,
            Relation::Advmod | Relation::Dep | Relation::Obl | Relation::Ccomp => {
                !is_predicate && tree.relation(head) != Relation::Root
            }
            _ => false,
        };
        let mut words: Vec<TokenIdx> = vec![head];
        for &child in tree.children(head) {
            if is_part(child) {
                words.extend(tree.descendants(child));
            }
        }
        words.retain(|&word| self.upos(word) != Upos::Punct);
        let begin = words.iter().copied().min().unwrap_or(first).min(first);
        let end = words.iter().copied().max().unwrap_or(last).max(last);
        (begin, end)
    }
}
