//! Tokens and sentences as spans of the unchanged text.
//!
//! Takes spans of code points, gives the two units of Universal Dependencies
//! (<https://universaldependencies.org/u/overview/tokenization.html>): the *syntactic
//! word* ([`Token`]), which carries tags and a head, and the *multiword token*
//! ([`Multiword`]), one stretch of text that stands for several words ("don't" is "do" and
//! "n't"). [`SentenceTokens`] keeps both in order; a malformed one cannot be built.

use std::fmt;
use std::sync::Arc;

use crate::text::span::Span;

/// The index of a syntactic word in its sentence, from 0.
///
/// # Examples
/// ```
/// use byline::language::token::TokenIdx;
/// assert_eq!(TokenIdx::new(4).index(), 4);
/// assert_eq!(TokenIdx::new(4).to_string(), "5"); // CoNLL-U counts from 1
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenIdx(u32);

impl TokenIdx {
    /// The word at `index`, from 0.
    ///
    /// # Panics
    /// If `index` does not fit 32 bits: a sentence never holds so many words.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("a sentence holds fewer than 2^32 words"))
    }

    /// The index, from 0, for use on slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for TokenIdx {
    /// The word's CoNLL-U identifier: the index from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", u64::from(self.0) + 1)
    }
}

/// One syntactic word: where it stands and how it is written.
///
/// The form is the text under the span, in Unicode normalisation form C and without soft
/// hyphens and other invisible marks.
///
/// # Examples
/// ```
/// use byline::language::token::Token;
/// use byline::text::span::Span;
/// let token = Token::new(Span::new(0, 5), "Korea");
/// assert_eq!(token.form(), "Korea");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    span: Span,
    form: Box<str>,
}

impl Token {
    /// The word `form` that stands at `span` (code points).
    #[must_use]
    pub fn new(span: Span, form: impl Into<Box<str>>) -> Self {
        Self {
            span,
            form: form.into(),
        }
    }

    /// Where the word stands in the text, in code points.
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

/// A multiword token: the words `first..=last` are written as one, at `span`.
///
/// CoNLL-U prints it as a line of its own before its words: `4-5 don't`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiword {
    first: TokenIdx,
    last: TokenIdx,
    span: Span,
}

impl Multiword {
    /// The words from `first` to `last` (both inside), written as one at `span`.
    #[must_use]
    pub fn new(first: TokenIdx, last: TokenIdx, span: Span) -> Self {
        Self { first, last, span }
    }

    /// Its first word.
    #[must_use]
    pub fn first(self) -> TokenIdx {
        self.first
    }

    /// Its last word.
    #[must_use]
    pub fn last(self) -> TokenIdx {
        self.last
    }

    /// Where it stands in the text, in code points.
    #[must_use]
    pub fn span(self) -> Span {
        self.span
    }
}

/// A token as it stands on the page: one word, or several written as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// One word written alone.
    Word(TokenIdx),
    /// Several words written as one.
    Multiword(Multiword),
}

/// A sentence: its span, its words, and which of them are written as one.
///
/// At least one word; spans in order and without overlap, save that the words of a
/// multiword token may share its span where the surface cannot be cut between them.
///
/// # Examples
/// ```
/// use byline::language::token::{Multiword, SentenceTokens, Surface, Token, TokenIdx};
/// use byline::text::span::Span;
/// let words = vec![
///     Token::new(Span::new(0, 2), "do"),
///     Token::new(Span::new(2, 5), "n't"),
///     Token::new(Span::new(6, 8), "go"),
/// ];
/// let both = Multiword::new(TokenIdx::new(0), TokenIdx::new(1), Span::new(0, 5));
/// let sentence = SentenceTokens::new(words, vec![both]).unwrap();
/// assert_eq!(sentence.span(), Span::new(0, 8));
/// let surfaces: Vec<Surface> = sentence.surfaces().collect();
/// assert_eq!(surfaces, [Surface::Multiword(both), Surface::Word(TokenIdx::new(2))]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceTokens {
    span: Span,
    tokens: Vec<Token>,
    multiwords: Vec<Multiword>,
    speaker: Option<Arc<str>>,
}

/// Why words do not make a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MalformedSentence {
    /// No word at all.
    Empty,
    /// The word starts before the one ahead of it ends.
    Disordered(TokenIdx),
    /// The multiword token at this place in the list is out of order, holds fewer than two
    /// words or words that are not there, or its words leave its span.
    Multiword(usize),
}

impl fmt::Display for MalformedSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a sentence without words"),
            Self::Disordered(word) => write!(f, "word {word} starts before the last one ends"),
            Self::Multiword(place) => write!(
                f,
                "multiword token {} does not cover two or more words in order",
                place + 1
            ),
        }
    }
}

impl std::error::Error for MalformedSentence {}

impl SentenceTokens {
    /// The sentence of `tokens`, of which `multiwords` are written as one.
    ///
    /// # Errors
    /// If the spans are not in order or a multiword token does not fit its words.
    pub fn new(tokens: Vec<Token>, multiwords: Vec<Multiword>) -> Result<Self, MalformedSentence> {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Err(MalformedSentence::Empty);
        };
        let mut span = first.span().cover(last.span());
        let mut after = 0;
        for (place, multiword) in multiwords.iter().enumerate() {
            let (start, end) = (multiword.first.index(), multiword.last.index());
            let fits = after <= start
                && start < end
                && end < tokens.len()
                && tokens[start..=end]
                    .iter()
                    .all(|t| multiword.span.contains(t.span()));
            if !fits {
                return Err(MalformedSentence::Multiword(place));
            }
            after = end + 1;
            span = span.cover(multiword.span);
        }
        let mut rest = multiwords.iter().copied().peekable();
        for (index, pair) in tokens.windows(2).enumerate() {
            while rest
                .next_if(|multiword| multiword.last.index() <= index)
                .is_some()
            {}
            let (one, two) = (pair[0].span(), pair[1].span());
            let inside = rest
                .peek()
                .is_some_and(|multiword| multiword.first.index() <= index);
            let in_order = one.end() <= two.start() || (inside && one == two);
            if !in_order {
                return Err(MalformedSentence::Disordered(TokenIdx::new(index + 1)));
            }
        }
        Ok(Self {
            span,
            tokens,
            multiwords,
            speaker: None,
        })
    }

    /// The sentence as said by whom a transcript names so.
    #[must_use]
    pub fn said_by(mut self, speaker: Option<&str>) -> Self {
        self.speaker = speaker.map(Arc::from);
        self
    }

    /// Who says the sentence, as a transcript names them (`# speaker` of CoNLL-U).
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        self.speaker.as_deref()
    }

    /// From the first word's start to the last one's end, in code points.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The syntactic words, in order; never empty.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The multiword tokens, in order.
    #[must_use]
    pub fn multiwords(&self) -> &[Multiword] {
        &self.multiwords
    }

    /// The tokens as they stand on the page, in order: what CoNLL-U prints with
    /// `SpaceAfter`.
    pub fn surfaces(&self) -> impl Iterator<Item = Surface> + '_ {
        let mut multiwords = self.multiwords.iter().copied().peekable();
        let mut index = 0;
        std::iter::from_fn(move || {
            if index >= self.tokens.len() {
                return None;
            }
            let word = TokenIdx::new(index);
            if let Some(multiword) = multiwords.next_if(|multiword| multiword.first == word) {
                index = multiword.last.index() + 1;
                return Some(Surface::Multiword(multiword));
            }
            index += 1;
            Some(Surface::Word(word))
        })
    }

    /// Where a token of [`SentenceTokens::surfaces`] stands, in code points.
    ///
    /// # Panics
    /// If `surface` is a word that this sentence does not have.
    #[must_use]
    pub fn surface_span(&self, surface: Surface) -> Span {
        match surface {
            Surface::Word(word) => self.tokens[word.index()].span(),
            Surface::Multiword(multiword) => multiword.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: u32, end: u32) -> Token {
        Token::new(Span::new(start, end), "x")
    }

    fn multiword(first: usize, last: usize, start: u32, end: u32) -> Multiword {
        Multiword::new(
            TokenIdx::new(first),
            TokenIdx::new(last),
            Span::new(start, end),
        )
    }

    #[test]
    fn a_sentence_has_a_word() {
        assert_eq!(
            SentenceTokens::new(Vec::new(), Vec::new()),
            Err(MalformedSentence::Empty)
        );
    }

    #[test]
    fn words_that_overlap_are_refused() {
        let words = vec![token(0, 3), token(2, 4)];
        let error = SentenceTokens::new(words, Vec::new()).unwrap_err();
        assert_eq!(error, MalformedSentence::Disordered(TokenIdx::new(1)));
        assert_eq!(error.to_string(), "word 2 starts before the last one ends");
    }

    #[test]
    fn words_of_one_multiword_token_may_share_its_span() {
        let words = vec![token(0, 2), token(0, 2), token(3, 4)];
        assert!(SentenceTokens::new(words.clone(), vec![multiword(0, 1, 0, 2)]).is_ok());
        assert!(SentenceTokens::new(words, Vec::new()).is_err());
    }

    #[test]
    fn a_multiword_token_covers_its_words() {
        let words = vec![token(0, 2), token(2, 4)];
        for bad in [
            multiword(0, 0, 0, 2),
            multiword(0, 2, 0, 4),
            multiword(0, 1, 0, 3),
        ] {
            let error = SentenceTokens::new(words.clone(), vec![bad]).unwrap_err();
            assert_eq!(error, MalformedSentence::Multiword(0));
        }
    }
}
