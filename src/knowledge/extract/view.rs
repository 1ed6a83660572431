//! A sentence as the constructions look at it: short questions about words, asked of the tree, the tags, the frames
//! and the names.

use crate::language::deprel::Relation;
use crate::language::features::Features;
use crate::language::frames::{Argument, Frame};
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;
use crate::language::upos::Upos;

/// A sentence, borrowed; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    sentence: &'a Sentence,
}

impl<'a> View<'a> {
    /// Looks at `sentence`.
    #[must_use]
    pub fn new(sentence: &'a Sentence) -> Self {
        Self { sentence }
    }

    /// The sentence itself.
    #[must_use]
    pub fn sentence(self) -> &'a Sentence {
        self.sentence
    }

    /// Its tree.
    #[must_use]
    pub fn tree(self) -> &'a Tree {
        self.sentence.tree()
    }

    /// Every word, in order.
    pub fn words(self) -> impl DoubleEndedIterator<Item = TokenIdx> + use<> {
        (0..self.sentence.len()).map(TokenIdx::new)
    }

    /// The word before `word`.
    #[must_use]
    pub fn before(self, word: TokenIdx) -> Option<TokenIdx> {
        word.index().checked_sub(1).map(TokenIdx::new)
    }

    /// The word after `word`.
    #[must_use]
    pub fn after(self, word: TokenIdx) -> Option<TokenIdx> {
        let next = word.index() + 1;
        (next < self.sentence.len()).then(|| TokenIdx::new(next))
    }

    /// The word as written.
    #[must_use]
    pub fn form(self, word: TokenIdx) -> &'a str {
        self.sentence.token(word).form()
    }

    /// The word in lower case.
    #[must_use]
    pub fn lower(self, word: TokenIdx) -> String {
        self.form(word).to_lowercase()
    }

    /// Its lemma, as the reader gives it.
    #[must_use]
    pub fn lemma(self, word: TokenIdx) -> &'a str {
        self.sentence.morphology()[word.index()].lemma()
    }

    /// Its universal part of speech.
    #[must_use]
    pub fn upos(self, word: TokenIdx) -> Upos {
        self.sentence.morphology()[word.index()].upos()
    }

    /// Its Penn tag.
    #[must_use]
    pub fn xpos(self, word: TokenIdx) -> &'a str {
        self.sentence.morphology()[word.index()].xpos()
    }

    /// Its features.
    #[must_use]
    pub fn features(self, word: TokenIdx) -> &'a Features {
        self.sentence.morphology()[word.index()].features()
    }

    /// Its relation to its head, without the subtype.
    #[must_use]
    pub fn relation(self, word: TokenIdx) -> Relation {
        self.tree().relation(word)
    }

    /// Whether its relation has this subtype: `pass`, `relcl`, `poss`.
    #[must_use]
    pub fn has_subtype(self, word: TokenIdx, subtype: &str) -> bool {
        self.tree().deprel(word).subtype() == Some(subtype)
    }

    /// Its head; none for the root.
    #[must_use]
    pub fn head(self, word: TokenIdx) -> Option<TokenIdx> {
        self.tree().head(word)
    }

    /// The words that depend on it, in order.
    #[must_use]
    pub fn children(self, word: TokenIdx) -> &'a [TokenIdx] {
        self.tree().children(word)
    }

    /// Those of its children that have this relation, in order.
    pub fn related(self, word: TokenIdx, relation: Relation) -> impl Iterator<Item = TokenIdx> {
        self.children(word)
            .iter()
            .copied()
            .filter(move |&child| self.relation(child) == relation)
    }

    /// The first of its children with this relation.
    #[must_use]
    pub fn first_related(self, word: TokenIdx, relation: Relation) -> Option<TokenIdx> {
        self.related(word, relation).next()
    }

    /// Whether it has a child with this relation.
    #[must_use]
    pub fn has(self, word: TokenIdx, relation: Relation) -> bool {
        self.first_related(word, relation).is_some()
    }

    /// The frame that it evokes.
    #[must_use]
    pub fn frame(self, word: TokenIdx) -> Option<&'a Frame> {
        self.sentence.frame(word)
    }

    /// The argument of the frame of `predicate` whose head is `head`, or the noun of its preposition ("in *front* of").
    #[must_use]
    pub fn argument(self, predicate: TokenIdx, head: TokenIdx) -> Option<&'a Argument> {
        let is_of_preposition = |word: TokenIdx| {
            self.relation(word) == Relation::Fixed
                && self.upos(word) == Upos::Adp
                && self.head(word).and_then(|case| self.head(case)) == Some(head)
        };
        let arguments = self.frame(predicate)?.arguments();
        arguments
            .iter()
            .find(|argument| argument.head() == head)
            .or_else(|| {
                arguments
                    .iter()
                    .find(|argument| is_of_preposition(argument.head()))
            })
    }

    /// The name that the word is part of.
    #[must_use]
    pub fn name(self, word: TokenIdx) -> Option<&'a Name> {
        self.sentence
            .names()
            .iter()
            .find(|name| name.contains(word))
    }

    /// Whether the word is part of a name of this type.
    #[must_use]
    pub fn is_named(self, word: TokenIdx, kind: NameType) -> bool {
        self.name(word).is_some_and(|name| name.kind() == kind)
    }

    /// Whether the word stands for a day, an hour, a span of time.
    #[must_use]
    pub fn is_time(self, word: TokenIdx) -> bool {
        self.is_named(word, NameType::Date) || self.is_named(word, NameType::Time)
    }

    /// Whether it is a noun, a name, a pronoun or a number that stands for one.
    #[must_use]
    pub fn is_nominal(self, word: TokenIdx) -> bool {
        match self.upos(word) {
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::X => true,
            Upos::Det => !matches!(self.relation(word), Relation::Det),
            Upos::Adj => matches!(
                self.relation(word),
                Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nmod
            ),
            Upos::Adp
            | Upos::Adv
            | Upos::Aux
            | Upos::Cconj
            | Upos::Intj
            | Upos::Part
            | Upos::Punct
            | Upos::Sconj
            | Upos::Verb => false,
        }
    }

    /// Whether it is a common noun with nothing that says which or how many: all of a kind, or some of it.
    #[must_use]
    pub fn is_bare(self, noun: TokenIdx) -> bool {
        self.upos(noun) == Upos::Noun
            && self.name(noun).is_none()
            && !self.children(noun).iter().any(|&child| {
                matches!(self.relation(child), Relation::Det | Relation::Nummod)
                    || self.has_subtype(child, "poss")
                    || self.xpos(child) == "PRP$"
                    || self.lower(child) == "such"
            })
    }

    /// Whether it heads a clause of its own: a verb, or something said of a subject by a copula.
    #[must_use]
    pub fn is_predicate(self, word: TokenIdx) -> bool {
        self.upos(word) == Upos::Verb
            || self.has(word, Relation::Cop)
            || self.has(word, Relation::Nsubj)
    }

    /// Whether it is a pronoun or adverb that opens a relative clause.
    #[must_use]
    pub fn is_relative(self, word: TokenIdx) -> bool {
        self.features(word).get("PronType") == Some("Rel")
            || (matches!(self.xpos(word), "WDT" | "WP" | "WP$" | "WRB")
                && self.relative_clause_of(word).is_some())
            || (self.lower(word) == "that"
                && self.upos(word) == Upos::Pron
                && self.relative_clause_of(word).is_some()
                && self.relation(word) != Relation::Det)
    }

    /// The head of the relative clause that holds the word.
    #[must_use]
    pub fn relative_clause_of(self, word: TokenIdx) -> Option<TokenIdx> {
        std::iter::once(word)
            .chain(self.tree().ancestors(word))
            .find(|&above| {
                self.relation(above) == Relation::Acl && self.has_subtype(above, "relcl")
            })
    }

    /// The preposition before a phrase, several words of it together: "to", "because of"; none if it has none.
    #[must_use]
    pub fn preposition(self, head: TokenIdx) -> Option<String> {
        let mut words: Vec<TokenIdx> = Vec::new();
        for case in self
            .related(head, Relation::Case)
            .chain(self.related(head, Relation::Mark))
        {
            if case < head && !matches!(self.upos(case), Upos::Part) || self.lower(case) == "to" {
                let is_subordinator = self.relation(case) == Relation::Mark
                    && (!matches!(self.upos(case), Upos::Adp | Upos::Sconj)
                        || self.is_nominal(head));
                if is_subordinator {
                    continue;
                }
                words.push(case);
                words.extend(self.related(case, Relation::Fixed));
            }
        }
        words.retain(|&word| word < head);
        words.sort_unstable();
        words.dedup();
        (!words.is_empty()).then(|| {
            let words: Vec<String> = words.into_iter().map(|word| self.lower(word)).collect();
            words.join(" ")
        })
    }

    /// `head` and what is coordinated with it, in order; nominal for nominal, predicate for predicate. What "or" joins
    /// is not taken apart: neither part is said alone.
    #[must_use]
    pub fn conjuncts(self, head: TokenIdx) -> Vec<TokenIdx> {
        let mut found = vec![head];
        let mut next = 0;
        while let Some(&word) = found.get(next) {
            for part in self.related(word, Relation::Conj) {
                let joins_or = self
                    .related(part, Relation::Cc)
                    .any(|cc| matches!(self.lower(cc).as_str(), "or" | "but"));
                if joins_or || self.is_nominal(part) != self.is_nominal(head) {
                    continue;
                }
                if self.is_nominal(part) && self.is_predicate(part) {
                    continue;
                }
                if self.shares_noun(word, part) {
                    continue;
                }
                found.push(part);
            }
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// Whether a bare noun shares the noun after the other one of "pilot and commander seats".
    #[must_use]
    pub fn shares_later_noun(self, word: TokenIdx) -> bool {
        self.related(word, Relation::Conj)
            .any(|part| self.shares_noun(word, part))
    }

    /// "pilot and commander seats": a bare noun before "and" shares the noun after the other one.
    fn shares_noun(self, word: TokenIdx, part: TokenIdx) -> bool {
        let is_bare = |noun: TokenIdx| self.xpos(noun) == "NN" && self.name(noun).is_none();
        let has_nothing = !self.children(word).iter().any(|&child| {
            matches!(
                self.relation(child),
                Relation::Det | Relation::Amod | Relation::Nummod | Relation::Compound
            ) || self.relation(child) == Relation::Nmod && child < word
        });
        let joins = part.index() == word.index() + 3
            && self
                .related(part, Relation::Compound)
                .any(|compound| compound.index() == word.index() + 2 && is_bare(compound));
        self.upos(word) == Upos::Noun
            && is_bare(word)
            && has_nothing
            && joins
            && self.xpos(part) == "NNS"
    }

    /// Whether the word stands between quotation marks, as far as its sentence shows.
    #[must_use]
    pub fn is_quoted(self, word: TokenIdx) -> bool {
        let mut open: Option<bool> = None;
        for mark in self.words() {
            let is_opening = match self.form(mark) {
                "“" | "``" => true,
                "”" | "''" => false,
                "\"" => self.opens(mark),
                _ => continue,
            };
            if mark > word {
                // Nothing before the word tells: a closing mark after it does.
                return open.unwrap_or(!is_opening);
            }
            open = Some(is_opening);
        }
        open.unwrap_or(false)
    }

    /// Whether a straight quotation mark opens: it touches the word after it.
    fn opens(self, mark: TokenIdx) -> bool {
        let tokens = self.sentence.tokens();
        let here = tokens[mark.index()].span();
        let touches_next = tokens
            .get(mark.index() + 1)
            .is_some_and(|next| next.span().start() == here.end());
        let touches_last = mark
            .index()
            .checked_sub(1)
            .is_some_and(|last| tokens[last].span().end() == here.start());
        touches_next && !touches_last
    }

    /// The verb outside a quotation that reports it, for a clause outside whose head lies inside: "'I owe you all,' she
    /// *said*, thanking France".
    #[must_use]
    pub fn reporting(self, word: TokenIdx) -> Option<TokenIdx> {
        let head = self.head(word)?;
        if !self.is_quoted(head) || self.is_quoted(word) {
            return None;
        }
        let is_outside = |other: TokenIdx| {
            other < word && self.upos(other) == Upos::Verb && !self.is_quoted(other)
        };
        self.children(head)
            .iter()
            .copied()
            .find(|&child| is_outside(child))
            .or_else(|| {
                self.tree()
                    .ancestors(head)
                    .find(|&above| !self.is_quoted(above))
                    .filter(|&above| is_outside(above))
            })
    }

    /// Whether the clause of this verb is passive.
    #[must_use]
    pub fn is_passive(self, verb: TokenIdx) -> bool {
        let marked = self.children(verb).iter().any(|&child| {
            matches!(
                self.relation(child),
                Relation::Aux | Relation::Nsubj | Relation::Csubj
            ) && self.has_subtype(child, "pass")
        });
        if marked {
            return true;
        }
        let is_participle = self.xpos(verb) == "VBN"
            // "a woman alleged to have fled": read as a past tense.
            || self.xpos(verb) == "VBD"
                && self.relation(verb) == Relation::Acl
                && self.has(verb, Relation::Xcomp)
                && !self.has(verb, Relation::Nsubj);
        if !is_participle
            || self
                .children(verb)
                .iter()
                .any(|&child| self.relation(child) == Relation::Aux)
        {
            return false;
        }
        match self.relation(verb) {
            Relation::Acl | Relation::Advcl | Relation::Amod => true,
            Relation::Xcomp | Relation::Ccomp => !self.has(verb, Relation::Nsubj),
            // "she was ill, her body [starved]": the auxiliary of the first.
            Relation::Conj if self.has(verb, Relation::Nsubj) => {
                !self.has(verb, Relation::Obj)
                    && self.head(verb).is_some_and(|first| {
                        self.related(first, Relation::Aux)
                            .chain(self.related(first, Relation::Cop))
                            .any(|auxiliary| self.lemma(auxiliary) == "be")
                    })
            }
            Relation::Conj => {
                !self.has(verb, Relation::Nsubj)
                    && self.head(verb).is_some_and(|first| {
                        // "a man wearing a mask and [led] by police"
                        let is_beside_active = self.xpos(first) == "VBG"
                            && matches!(self.relation(first), Relation::Acl | Relation::Advcl)
                            && !self.has(first, Relation::Aux)
                            && !self.has(verb, Relation::Obj);
                        self.xpos(first) == "VBN" && self.is_passive(first) || is_beside_active
                    })
            }
            _ => false,
        }
    }

    /// Whether it is a finite clause or has a subject of its own.
    #[must_use]
    pub fn has_own_subject(self, predicate: TokenIdx) -> bool {
        self.has(predicate, Relation::Nsubj) || self.has(predicate, Relation::Csubj)
    }

    /// The words of the subtree of `top`, ascending.
    #[must_use]
    pub fn subtree(self, top: TokenIdx) -> Vec<TokenIdx> {
        self.tree().descendants(top)
    }
}
