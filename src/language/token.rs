//! Tokens: syntactic words as spans into the text, and the multiword groups among them.
//!
//! The words are those of Universal Dependencies: "don't" is one orthographic token and two
//! words, <https://universaldependencies.org/u/overview/tokenization.html>.

use crate::text::span::Span;

/// The index of a syntactic word in its sentence, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenIdx(u32);

impl TokenIdx {
    /// The word at `index`, from 0.
    ///
    /// # Panics
    /// If the index does not fit 32 bits: no sentence is that long.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("a sentence of more than 2^32 words"))
    }

    /// The index from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A syntactic word: where it stands and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    span: Span,
    form: Box<str>,
}

impl Token {
    /// The word `form` at `span` (code points of the document).
    #[must_use]
    pub fn new(span: Span, form: &str) -> Self {
        Self {
            span,
            form: form.into(),
        }
    }

    /// Code points of the document.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The word as written.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.form
    }
}

/// One orthographic token that holds several words: "don't" = "do" + "n't".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiword {
    first: TokenIdx,
    last: TokenIdx,
    span: Span,
    form: Box<str>,
}

impl Multiword {
    /// The words `first..=last`, written together as `form` at `span`.
    #[must_use]
    pub fn new(first: TokenIdx, last: TokenIdx, span: Span, form: &str) -> Self {
        Self {
            first,
            last,
            span,
            form: form.into(),
        }
    }

    /// The first word.
    #[must_use]
    pub fn first(&self) -> TokenIdx {
        self.first
    }

    /// The last word, inclusive.
    #[must_use]
    pub fn last(&self) -> TokenIdx {
        self.last
    }

    /// Code points of the document.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The token as written.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.form
    }
}

/// The words of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceTokens {
    span: Span,
    tokens: Vec<Token>,
    multiwords: Vec<Multiword>,
}

impl SentenceTokens {
    /// The sentence at `span` with its words in order.
    #[must_use]
    pub fn new(span: Span, tokens: Vec<Token>, multiwords: Vec<Multiword>) -> Self {
        Self {
            span,
            tokens,
            multiwords,
        }
    }

    /// Code points of the document.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The words in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The multiword groups in order.
    #[must_use]
    pub fn multiwords(&self) -> &[Multiword] {
        &self.multiwords
    }
}
