//! Finds the mentions of a sentence: names first, then the words outside names.

use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::nouns::{Gender, Nouns, Sort};
use crate::knowledge::pronoun::{Number, PronounKind, Pronouns};
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;
use crate::language::upos::Upos;

use super::{Candidate, Form};

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
                taken[name.first().index()..=name.last().index()].fill(true);
                let at = candidate.place.head.index();
                found[at].get_or_insert(candidate);
            }
            for candidate in finder.nested(name) {
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
            for candidate in finder.anticipated(word) {
                let at = candidate.place.head.index();
                found[at].get_or_insert(candidate);
            }
            if !taken[word.index()]
                && found[word.index()].is_none()
                && let Some(candidate) = finder.word(word)
            {
                found[word.index()] = Some(candidate);
            }
        }
        for word in sentence.tree().tokens() {
            if found[word.index()].is_none()
                && let Some(candidate) = finder.together(word, &found)
            {
                found[word.index()] = Some(candidate);
            }
        }
        for word in sentence.tree().tokens() {
            if found[word.index()].is_none() {
                found[word.index()] = finder.clause(word);
            }
        }
        found.into_iter().flatten().collect()
    }
}

/// The head of the first phrase and those of the others that the conjunction at `word` joins, if it is the last one.
#[must_use]
pub fn joined(tree: &Tree, word: TokenIdx) -> Option<(TokenIdx, Vec<TokenIdx>)> {
    if tree.relation(word) != Relation::Cc {
        return None;
    }
    let last = tree
        .head(word)
        .filter(|&last| tree.relation(last) == Relation::Conj)?;
    let first = tree.head(last)?;
    let parts: Vec<TokenIdx> = tree
        .children(first)
        .iter()
        .copied()
        .filter(|&child| tree.relation(child) == Relation::Conj)
        .collect();
    (parts.last() == Some(&last)).then_some((first, parts))
}

/// The finder at work on a sentence.
pub(super) struct SentenceFinder<'a> {
    pub(super) number: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) nouns: &'a Nouns,
    pub(super) pronouns: &'a Pronouns,
}

impl SentenceFinder<'_> {
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
                // "You guys" are no others than "you".
                let before = word.index().checked_sub(1).map(TokenIdx::new);
                let is_you = |before: TokenIdx| self.form(before).eq_ignore_ascii_case("you");
                if self.lemma(word) == "guy" && before.is_some_and(is_you) {
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
                candidate.number = Some(self.number_of(word));
                Some(candidate)
            }
            Upos::Propn => self.proper_noun(word),
            Upos::Num => {
                let is_year = self.is_year(word);
                let stands_alone = !matches!(
                    relation,
                    Relation::Nummod | Relation::Flat | Relation::Compound | Relation::Advmod
                );
                (is_year || stands_alone).then(|| {
                    let mut number = if is_year {
                        self.blank(word, word, word, Form::Number)
                    } else {
                        self.phrase(word, word, word, Form::Number)
                    };
                    number.sort = Some(if is_year { Sort::Time } else { Sort::Thing });
                    number.gender = Some(Gender::Neuter);
                    number
                })
            }
            Upos::Adv if matches!(self.form(word), "home" | "Home") => {
                let mut home = self.blank(word, word, word, Form::Noun);
                home.sort = Some(Sort::Place);
                home.gender = Some(Gender::Neuter);
                home.number = Some(Number::Singular);
                Some(home)
            }
            Upos::Adv if !matches!(relation, Relation::Discourse | Relation::Fixed) => {
                let is_place = |pronoun: &Candidate| pronoun.is_pronoun(PronounKind::Place);
                self.pronoun(word).filter(is_place)
            }
            // "All of us", "both of which".
            Upos::Det
                if matches!(
                    relation,
                    Relation::Nsubj
                        | Relation::Obj
                        | Relation::Obl
                        | Relation::Nmod
                        | Relation::Conj
                ) =>
            {
                self.pronoun(word)
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

    pub(super) fn is_year(&self, word: TokenIdx) -> bool {
        let form = self.form(word);
        form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether the word is an "it" that stands for a clause or for nothing, whatever the tree takes it for: "it is clear
    /// that", "it was said that".
    fn is_expletive(&self, word: TokenIdx) -> bool {
        let tree = self.sentence.tree();
        if !self.form(word).eq_ignore_ascii_case("it") {
            return false;
        }
        let Some(above) = tree.head(word) else {
            return false;
        };
        let has_after = |relation: Relation| {
            let mut children = tree.children(above).iter();
            children.any(|&child| child > above && tree.relation(child) == relation)
        };
        let is_passive = tree.deprel(word).subtype() == Some("pass");
        match tree.relation(word) {
            Relation::Expl => true,
            Relation::Nsubj => {
                has_after(Relation::Csubj)
                    || has_after(Relation::Ccomp) && (is_passive || self.upos(above) == Upos::Adj)
            }
            _ => false,
        }
    }

    /// A clause, which "this" and "that" may take up.
    fn clause(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let is_clause = match tree.relation(word) {
            Relation::Root | Relation::Conj | Relation::Parataxis | Relation::Xcomp => {
                self.upos(word) == Upos::Verb
            }
            Relation::Ccomp | Relation::Advcl | Relation::Csubj => true,
            _ => false,
        };
        is_clause.then(|| {
            let (first, last) = tree.extent(word);
            let mut clause = self.blank(word, first, last, Form::Clause);
            clause.sort = Some(Sort::Event);
            clause.gender = Some(Gender::Neuter);
            clause
        })
    }

    /// An "it" that points ahead, and the clause that it points to.
    fn anticipated(&self, word: TokenIdx) -> Vec<Candidate> {
        let tree = self.sentence.tree();
        if !self.is_expletive(word) {
            return Vec::new();
        }
        let clause = tree.head(word).and_then(|above| {
            tree.children(above).iter().copied().find(|&child| {
                child > above && matches!(tree.relation(child), Relation::Csubj | Relation::Ccomp)
            })
        });
        let Some(clause) = clause else {
            return Vec::new();
        };
        let (first, last) = tree.extent(clause);
        let mut both = vec![
            self.blank(word, word, word, Form::Clause),
            self.blank(clause, first, last, Form::Clause),
        ];
        for candidate in &mut both {
            candidate.sort = Some(Sort::Event);
            candidate.gender = Some(Gender::Neuter);
        }
        both
    }

    /// The phrases of `found` that the "and" at `word` joins, as one mention.
    fn together(&self, word: TokenIdx, found: &[Option<Candidate>]) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let (first, parts) = joined(tree, word)?;
        if !matches!(self.form(word), "and" | "&") {
            return None;
        }
        let parts: Vec<&Candidate> = std::iter::once(first)
            .chain(parts)
            .map(|head| found[head.index()].as_ref())
            .collect::<Option<_>>()?;
        let can_join = |part: &&Candidate| matches!(part.form, Form::Name | Form::Noun);
        if !parts.iter().all(can_join) {
            return None;
        }
        let begin = parts.iter().map(|part| part.first).min()?;
        let end = parts.iter().map(|part| part.last).max()?;
        let mut together = self.blank(word, begin, end, Form::Together);
        together.lemma = String::new();
        together.number = Some(Number::Plural);
        let sort = parts[0].sort;
        together.sort = sort.filter(|_| parts.iter().all(|part| part.sort == sort));
        together.parts = parts.iter().map(|part| part.place.head).collect();
        Some(together)
    }

    fn pronoun(&self, word: TokenIdx) -> Option<Candidate> {
        let tree = self.sentence.tree();
        let form = self.form(word).to_lowercase().replace('’', "'");
        let mut pronoun = self.pronouns.get(&form)?;
        let features = self.sentence.morphology()[word.index()].features();
        if tree.relation(word) == Relation::Expl
            || self.is_expletive(word)
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
            | PronounKind::Relative
            | PronounKind::Place => {
                let next = TokenIdx::new(word.index() + 1);
                let is_you = pronoun.person == 2 && pronoun.kind == PronounKind::Personal;
                let has_guys = is_you && next.index() < tree.len() && self.lemma(next) == "guy";
                self.blank(
                    word,
                    word,
                    if has_guys { next } else { word },
                    Form::Pronoun(pronoun),
                )
            }
        };
        candidate.lemma = form;
        candidate.number = pronoun.number;
        candidate.gender = pronoun.gender;
        let is_somebody = pronoun.kind == PronounKind::Indefinite
            && (candidate.lemma.ends_with("body") || candidate.lemma.ends_with("one"))
            && candidate.lemma != "one";
        candidate.sort = match (pronoun.person, pronoun.gender) {
            (1 | 2, _) | (_, Some(Gender::Male | Gender::Female)) => Some(Sort::Person),
            _ if is_somebody => Some(Sort::Person),
            _ if pronoun.kind == PronounKind::Place => Some(Sort::Place),
            _ => None,
        };
        Some(candidate)
    }

    fn is_relative_clause(&self, word: TokenIdx) -> bool {
        let deprel = self.sentence.tree().deprel(word);
        deprel.relation() == Relation::Acl
    }
}
