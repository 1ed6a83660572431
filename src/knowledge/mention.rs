//! Mentions: the words of an article that speak of something, found in the trees and names of its sentences.
//!
//! Takes sentences, gives [`Candidate`]s in the order of their heads: every name, every phrase headed by a noun, every
//! pronoun that refers, every adjective that is made from a country's name, and dates. Which of them speak of the same
//! thing is for [`super::coref`] to say.

mod finder;
mod named;
mod phrase;

pub use finder::{MentionFinder, joined};

use crate::language::names::NameType;
use crate::language::token::TokenIdx;

use super::nouns::{Gender, Sort};
use super::pronoun::{Number, Pronoun, PronounKind};

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
    /// By a number or a date: a year, a reference.
    Number,
    /// By a clause that "it" points ahead to, and that "it": "it is hard to say".
    Clause,
    /// By phrases joined with "and", which "they" may take up together; its place is that of the last "and".
    Together,
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
    /// The heads of the phrases that are joined in it, if any are.
    pub parts: Vec<TokenIdx>,
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
            Form::Name
            | Form::Demonym
            | Form::Noun
            | Form::Number
            | Form::Clause
            | Form::Together => None,
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
