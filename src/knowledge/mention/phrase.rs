//! The phrase of a mention: from its first to its last word, and what stands before its head.

use crate::knowledge::pronoun::Number;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::finder::SentenceFinder;
use super::{Candidate, Determiner, Form, Place};

impl SentenceFinder<'_> {
    pub(super) fn upos(&self, word: TokenIdx) -> Upos {
        self.sentence.morphology()[word.index()].upos()
    }

    pub(super) fn lemma(&self, word: TokenIdx) -> String {
        self.sentence.morphology()[word.index()]
            .lemma()
            .to_lowercase()
    }

    pub(super) fn form(&self, word: TokenIdx) -> &str {
        self.sentence.token(word).form()
    }

    pub(super) fn words(&self, first: usize, last: usize) -> Vec<String> {
        (first..=last)
            .map(|word| self.form(TokenIdx::new(word)).to_owned())
            .collect()
    }

    pub(super) fn number_of(&self, word: TokenIdx) -> Number {
        if self.is_plural(word) {
            Number::Plural
        } else {
            Number::Singular
        }
    }

    pub(super) fn is_plural(&self, word: TokenIdx) -> bool {
        let morphology = &self.sentence.morphology()[word.index()];
        morphology.features().get("Number") == Some("Plur")
            || matches!(morphology.xpos(), "NNS" | "NNPS")
    }

    pub(super) fn blank(
        &self,
        head: TokenIdx,
        first: TokenIdx,
        last: TokenIdx,
        form: Form,
    ) -> Candidate {
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
            parts: Vec::new(),
        }
    }

    /// The phrase of `head`, at least `first..=last`, with what stands before the head.
    pub(super) fn phrase(
        &self,
        head: TokenIdx,
        first: TokenIdx,
        last: TokenIdx,
        form: Form,
    ) -> Candidate {
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

    pub(super) fn determiner(&self, word: TokenIdx) -> Determiner {
        let features = self.sentence.morphology()[word.index()].features();
        match (features.get("Definite"), features.get("PronType")) {
            (Some("Def"), _) => Determiner::Definite,
            (Some("Ind"), _) => Determiner::Indefinite,
            (_, Some("Dem")) => Determiner::Demonstrative,
            _ => Determiner::Quantifier,
        }
    }

    /// The words of the noun phrase: those that hang on its head as parts of it, without marks at the edges.
    pub(super) fn extent(
        &self,
        head: TokenIdx,
        first: TokenIdx,
        last: TokenIdx,
    ) -> (TokenIdx, TokenIdx) {
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
