//! What an evaluation measures.

use crate::language::sentence::Sentence;
use crate::language::token::{SentenceTokens, TokenIdx};
use crate::pipeline::Pipeline;
use crate::text::span::Text;

/// A reader of text and of words.
pub trait Annotator {
    /// Reads a text; the spans of the sentences point into it.
    fn read(&self, text: &Text) -> Vec<Sentence>;

    /// Annotates these sentences, keeping their words; one for each, in order.
    fn annotate(&self, sentences: Vec<SentenceTokens>) -> Vec<Sentence>;

    /// The sentences of one document with names that agree, as reading a whole document leaves them; as they are, if the
    /// annotator has no such step.
    fn agree(&self, document: Vec<Sentence>) -> Vec<Sentence> {
        document
    }

    /// As [`Annotator::annotate`], with the words `predicates[i]` (ascending) as the
    /// predicates of sentence `i`: each has a frame with sense, arguments and factuality.
    fn annotate_predicates(
        &self,
        sentences: Vec<SentenceTokens>,
        predicates: &[Vec<TokenIdx>],
    ) -> Vec<Sentence>;
}

impl Annotator for Pipeline {
    fn read(&self, text: &Text) -> Vec<Sentence> {
        self.sentences(text)
    }

    fn annotate(&self, sentences: Vec<SentenceTokens>) -> Vec<Sentence> {
        self.reader().read(sentences)
    }

    fn agree(&self, document: Vec<Sentence>) -> Vec<Sentence> {
        self.reader().agree(document)
    }

    fn annotate_predicates(
        &self,
        sentences: Vec<SentenceTokens>,
        predicates: &[Vec<TokenIdx>],
    ) -> Vec<Sentence> {
        self.reader().read_with(sentences, predicates)
    }
}
