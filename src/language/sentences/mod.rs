//! Text to sentences of words.
//!
//! Takes any text and gives its sentences in order, each with its syntactic words, their
//! spans and the multiword tokens, in the manner of the UD English Web Treebank. Rules cut
//! the tokens ([`crate::language::tokenizer`]) and find the paragraphs; inside a paragraph a
//! small trained model decides after each token whether a sentence ends.

mod lines;

use crate::language::token::{Multiword, SentenceTokens, Token, TokenIdx};
use crate::language::tokenizer::{Piece, Tokenizer, form};
use crate::text::span::Text;

/// Cuts text into sentences and words.
#[derive(Debug, Clone, Default)]
pub struct Segmenter {
    tokenizer: Tokenizer,
}

impl Segmenter {
    /// x
    #[must_use]
    pub fn new() -> Self {
        Self {
            tokenizer: Tokenizer::new(),
        }
    }

    /// x
    #[must_use]
    pub fn segment(&self, text: &Text) -> Vec<SentenceTokens> {
        let string = text.as_str();
        let pieces = self.tokenizer.pieces(string);
        let starts = lines::paragraph_starts(string, &pieces);
        let mut out = Vec::new();
        let mut from = 0;
        for to in 1..=pieces.len() {
            let stop = matches!(pieces[to - 1].text(string), "." | "?" | "!" | "...");
            if to == pieces.len() || starts[to] || stop {
                out.push(sentence(string, &pieces[from..to]));
                from = to;
            }
        }
        out
    }

    /// x
    #[must_use]
    pub fn inspect(&self, text: &str) -> (Vec<Piece>, Vec<bool>) {
        let pieces = self.tokenizer.pieces(text);
        let starts = lines::paragraph_starts(text, &pieces);
        (pieces, starts)
    }
}

/// The sentence that `pieces` make.
fn sentence(text: &str, pieces: &[Piece]) -> SentenceTokens {
    let mut tokens = Vec::with_capacity(pieces.len() + 4);
    let mut multiwords = Vec::new();
    let mut push = |piece: Piece| {
        let first = tokens.len();
        tokens.extend(
            piece
                .words(text)
                .map(|(span, string)| Token::new(span, form(string))),
        );
        if tokens.len() > first + 1 {
            let last = TokenIdx::new(tokens.len() - 1);
            multiwords.push(Multiword::new(TokenIdx::new(first), last, piece.span()));
        }
    };
    let (last, others) = pieces
        .split_last()
        .expect("a sentence is made of one piece or more");
    others.iter().for_each(|&piece| push(piece));
    match last.part_final_stop() {
        Some((word, stop)) => {
            push(word);
            push(stop);
        }
        None => push(*last),
    }
    SentenceTokens::new(tokens, multiwords).expect("pieces are in order and hold their words")
}
