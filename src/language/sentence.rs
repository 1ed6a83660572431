//! A sentence as it was read: words, morphology, tree, frames and names, consistent with
//! one another.

use std::fmt;
use std::sync::Arc;

use super::embeddings::Embeddings;
use super::frames::Frame;
use super::morphology::Morphology;
use super::names::Name;
use super::token::{SentenceTokens, Token, TokenIdx};
use super::tree::Tree;
use crate::text::span::Span;

/// A read sentence. Every layer covers the same words; frames come in the order of their
/// predicates, one a word; names come in order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    tokens: SentenceTokens,
    morphology: Vec<Morphology>,
    tree: Tree,
    frames: Vec<Frame>,
    names: Vec<Name>,
    /// Shared by what is changed of a sentence: they are as large as all the rest.
    embeddings: Option<Arc<Embeddings>>,
}

impl Sentence {
    /// Puts the layers together.
    ///
    /// # Errors
    /// If a layer covers another number of words, or a frame or name points outside the
    /// sentence, stands out of order, or overlaps with its neighbour.
    pub fn new(
        tokens: SentenceTokens,
        morphology: Vec<Morphology>,
        tree: Tree,
        frames: Vec<Frame>,
        names: Vec<Name>,
    ) -> Result<Self, SentenceError> {
        let sentence = Self {
            tokens,
            morphology,
            tree,
            frames,
            names,
            embeddings: None,
        };
        sentence.checked()
    }

    fn checked(self) -> Result<Self, SentenceError> {
        let len = self.tokens.tokens().len();
        let embeddings = self.embeddings.as_ref().map(|it| it.len());
        for (layer, found) in [
            ("morphology", self.morphology.len()),
            ("tree", self.tree.len()),
            ("embeddings", embeddings.unwrap_or(len)),
        ] {
            if found != len {
                return Err(SentenceError::Length { layer, found, len });
            }
        }
        let furthest_word = self
            .frames
            .iter()
            .map(Frame::furthest)
            .chain(self.names.iter().map(Name::last));
        if let Some(token) = furthest_word.max().filter(|token| token.index() >= len) {
            return Err(SentenceError::Outside { token, len });
        }
        if let Some(pair) = self
            .frames
            .windows(2)
            .find(|p| p[0].predicate() >= p[1].predicate())
        {
            return Err(SentenceError::FrameOrder(pair[1].predicate()));
        }
        if let Some(pair) = self.names.windows(2).find(|p| p[0].last() >= p[1].first()) {
            return Err(SentenceError::NameOrder(pair[1].first()));
        }
        Ok(self)
    }

    /// The sentence with another morphology.
    ///
    /// # Errors
    /// As [`Sentence::new`].
    pub fn with_morphology(self, morphology: Vec<Morphology>) -> Result<Self, SentenceError> {
        Self { morphology, ..self }.checked()
    }

    /// The sentence with another tree.
    ///
    /// # Errors
    /// As [`Sentence::new`].
    pub fn with_tree(self, tree: Tree) -> Result<Self, SentenceError> {
        Self { tree, ..self }.checked()
    }

    /// The sentence with other frames.
    ///
    /// # Errors
    /// As [`Sentence::new`].
    pub fn with_frames(self, frames: Vec<Frame>) -> Result<Self, SentenceError> {
        Self { frames, ..self }.checked()
    }

    /// The sentence with other names.
    ///
    /// # Errors
    /// As [`Sentence::new`].
    pub fn with_names(self, names: Vec<Name>) -> Result<Self, SentenceError> {
        Self { names, ..self }.checked()
    }

    /// The sentence with embeddings of its words.
    ///
    /// # Errors
    /// If they are of another number of words.
    pub fn with_embeddings(self, embeddings: Embeddings) -> Result<Self, SentenceError> {
        let embeddings = Some(Arc::new(embeddings));
        Self { embeddings, ..self }.checked()
    }

    /// The number of words, at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a sentence is never empty")]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// The sentence's code points in the document.
    #[must_use]
    pub fn span(&self) -> Span {
        self.tokens.span()
    }

    /// The words with their spans, and the multiword groups among them.
    #[must_use]
    pub fn sentence_tokens(&self) -> &SentenceTokens {
        &self.tokens
    }

    /// The words with their spans.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        self.tokens.tokens()
    }

    /// The word at `token`.
    ///
    /// # Panics
    /// If the word is not of this sentence.
    #[must_use]
    pub fn token(&self, token: TokenIdx) -> &Token {
        &self.tokens()[token.index()]
    }

    /// The morphology of each word.
    #[must_use]
    pub fn morphology(&self) -> &[Morphology] {
        &self.morphology
    }

    /// The dependency tree.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The frames in the order of their predicates.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The frame that the word evokes.
    #[must_use]
    pub fn frame(&self, predicate: TokenIdx) -> Option<&Frame> {
        let at = self
            .frames
            .binary_search_by_key(&predicate, Frame::predicate)
            .ok()?;
        self.frames.get(at)
    }

    /// The names in order.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The embeddings of its words; none if no reader made them: they are not written into CoNLL-U.
    #[must_use]
    pub fn embeddings(&self) -> Option<&Embeddings> {
        self.embeddings.as_deref()
    }

    /// The code points from the first to the last of the words `first..=last`.
    ///
    /// # Panics
    /// If a word is not of this sentence.
    #[must_use]
    pub fn words_span(&self, first: TokenIdx, last: TokenIdx) -> Span {
        self.token(first).span().cover(self.token(last).span())
    }
}

/// Why layers make no sentence. Words are counted from 1 in the messages, as in CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentenceError {
    /// A layer covers another number of words than there are.
    Length {
        /// The layer's name.
        layer: &'static str,
        /// How many words it covers.
        found: usize,
        /// How many there are.
        len: usize,
    },
    /// A frame or name points outside the sentence.
    Outside {
        /// The word that there is not.
        token: TokenIdx,
        /// How many there are.
        len: usize,
    },
    /// Frames out of order, or two on this word.
    FrameOrder(TokenIdx),
    /// Names out of order, or two over this word.
    NameOrder(TokenIdx),
}

impl fmt::Display for SentenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { layer, found, len } => {
                write!(f, "the {layer} covers {found} words of {len}")
            }
            Self::Outside { token, len } => {
                write!(
                    f,
                    "a frame or name points to word {} of {len}",
                    token.index() + 1
                )
            }
            Self::FrameOrder(token) => {
                write!(
                    f,
                    "the frame of word {} is out of order or its second",
                    token.index() + 1
                )
            }
            Self::NameOrder(token) => write!(
                f,
                "the name from word {} is out of order or overlaps with the one before",
                token.index() + 1
            ),
        }
    }
}

impl std::error::Error for SentenceError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::deprel::Relation;
    use crate::language::features::Features;
    use crate::language::names::NameType;
    use crate::language::upos::Upos;

    fn idx(i: usize) -> TokenIdx {
        TokenIdx::new(i)
    }

    fn sentence(
        words: usize,
        frames: Vec<Frame>,
        names: Vec<Name>,
    ) -> Result<Sentence, SentenceError> {
        let span = |i: usize| Span::new(2 * i as u32, 2 * i as u32 + 1);
        let tokens = (0..3).map(|i| Token::new(span(i), "a")).collect();
        let tree = Tree::new(
            vec![None, Some(idx(0)), Some(idx(0))],
            vec![
                Relation::Root.into(),
                Relation::Dep.into(),
                Relation::Dep.into(),
            ],
        );
        Sentence::new(
            SentenceTokens::new(tokens, Vec::new()).expect("in order"),
            vec![Morphology::new("a", Upos::X, "FW".into(), Features::default()); words],
            tree.expect("a tree"),
            frames,
            names,
        )
    }

    fn frame(predicate: usize) -> Frame {
        let roleset = "go.01".parse().expect("a roleset");
        Frame::new(idx(predicate), roleset, None, Vec::new()).expect("a frame")
    }

    fn name(first: usize, last: usize) -> Name {
        Name::new(NameType::Org, idx(first), idx(last)).expect("a name")
    }

    #[test]
    fn layers_that_agree_make_a_sentence() {
        let sentence = sentence(3, vec![frame(0), frame(2)], vec![name(0, 1), name(2, 2)])
            .expect("consistent layers");
        assert_eq!(sentence.frame(idx(2)), Some(&frame(2)));
        assert_eq!(sentence.frame(idx(1)), None);
        assert_eq!(sentence.words_span(idx(1), idx(2)), Span::new(2, 5));
    }

    #[test]
    fn embeddings_are_of_all_words_and_stay_with_other_layers() {
        let sentence = sentence(3, vec![], vec![]).expect("consistent layers");
        let rows = |count: usize| Embeddings::new(vec![&[0.5_f32, 1.0][..]; count], 2);
        assert!(matches!(
            sentence.clone().with_embeddings(rows(2)),
            Err(SentenceError::Length {
                found: 2,
                len: 3,
                ..
            })
        ));
        let tree = sentence.tree().clone();
        let changed = sentence
            .with_embeddings(rows(3))
            .and_then(|sentence| sentence.with_names(vec![name(0, 1)])?.with_tree(tree))
            .expect("consistent layers");
        assert_eq!(changed.embeddings(), Some(&rows(3)));
    }

    #[test]
    fn layers_that_disagree_are_refused() {
        assert!(matches!(
            sentence(2, vec![], vec![]),
            Err(SentenceError::Length { .. })
        ));
        assert!(matches!(
            sentence(3, vec![frame(3)], vec![]),
            Err(SentenceError::Outside { .. })
        ));
        assert!(matches!(
            sentence(3, vec![], vec![name(1, 3)]),
            Err(SentenceError::Outside { .. })
        ));
        let twice = sentence(3, vec![frame(1), frame(1)], vec![]);
        assert_eq!(twice, Err(SentenceError::FrameOrder(idx(1))));
        let overlap = sentence(3, vec![], vec![name(0, 1), name(1, 2)]);
        assert_eq!(overlap, Err(SentenceError::NameOrder(idx(1))));
    }
}
