//! Text to sentences of words.
//!
//! Takes any text and gives its sentences in order, each with its syntactic words, their
//! spans and the multiword tokens, in the manner of the UD English Web Treebank
//! (<https://universaldependencies.org/treebanks/en_ewt/>). Rules cut the tokens
//! ([`crate::language::tokenizer`]) and find the paragraphs; inside a paragraph a small
//! trained model says after each token whether a sentence ends. In a transcript
//! ("Lavrov: We expect nothing.") the label is a sentence of its own, and what follows is said
//! by whom it names. Time and memory grow linearly with the text, whatever it holds.

mod features;
mod lines;
mod model;
#[cfg(test)]
mod training;
mod transcript;

use crate::language::token::{Multiword, SentenceTokens, Token, TokenIdx};
use crate::language::tokenizer::{Gap, Piece, Tokenizer, form};
use crate::text::span::Text;
use features::{Features, features};
use model::Model;
use transcript::Transcripts;

/// The most words in a sentence. Longer ones are cut where a sentence is likeliest to end,
/// so that the parser's memory, quadratic in the words, stays bounded. The longest gold
/// sentence of UD English EWT has 159 words, of GUM 119.
pub const MOST_WORDS: usize = 256;

/// A cut of a sentence that is too long leaves at least so many words before it.
const LEAST_WORDS_BEFORE_CUT: usize = MOST_WORDS / 4;

/// Cuts text into sentences and words.
///
/// # Examples
/// ```
/// use byline::language::sentences::Segmenter;
/// use byline::text::span::Text;
/// let text = Text::new("Mr. Lee doesn't agree. He left the U.S. on Friday.".to_owned());
/// let sentences = Segmenter::new().segment(&text);
/// assert_eq!(sentences.len(), 2);
/// assert_eq!(text.slice(sentences[0].span()), "Mr. Lee doesn't agree.");
/// let words: Vec<&str> = sentences[0].tokens().iter().map(|token| token.form()).collect();
/// assert_eq!(words, ["Mr.", "Lee", "does", "n't", "agree", "."]);
/// ```
#[derive(Debug, Clone)]
pub struct Segmenter {
    tokenizer: Tokenizer,
    model: Model,
    transcripts: Transcripts,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// A segmenter with the word lists and the model that are part of the program.
    ///
    /// # Panics
    /// Never: the model is checked by a test.
    #[must_use]
    pub fn new() -> Self {
        let bytes = include_bytes!("../../../data/model/sentences.bin");
        let model = Model::read(bytes).expect("the program's own model is whole: a test reads it");
        Self {
            tokenizer: Tokenizer::new(),
            model,
            transcripts: Transcripts::new(),
        }
    }

    /// The sentences of `text`, in order.
    ///
    /// Every code point that is neither [`crate::language::tokenizer::is_gap`] nor
    /// [`crate::language::tokenizer::is_invisible`] belongs to exactly one token on the
    /// page; no sentence has more than [`MOST_WORDS`] words, save that the last token may
    /// bring a few more.
    #[must_use]
    pub fn segment(&self, text: &Text) -> Vec<SentenceTokens> {
        let string = text.as_str();
        let pieces = self.tokenizer.pieces(string);
        let mut starts = lines::paragraph_starts(string, &pieces);
        let turns = self.transcripts.turns(string, &pieces, &starts);
        for turn in &turns {
            starts[turn.label.start] = true;
            starts[turn.label.end] = true;
        }
        let mut turns = turns.iter().peekable();
        let features = features(string, &pieces, &starts);
        let scores = self.model.scores(&features);
        let edited = edited_paragraphs(string, &pieces, &starts);
        let mut sentences = Vec::new();
        let mut first = 0;
        for last in 0..pieces.len() {
            while turns.next_if(|turn| turn.end <= first).is_some() {}
            let turn = turns.peek().filter(|turn| turn.label.start <= last);
            let forced = starts.get(last + 1).is_none_or(|&start| start);
            let is_label = turn.is_some_and(|turn| last < turn.label.end);
            let ends = forced
                || !is_label
                    && (scores[last] > margin(string, &pieces[..=last], edited[last])
                        && may_end(string, &pieces, &features, last));
            if ends {
                let said = turn.filter(|_| !is_label);
                let speaker = said.map(|turn| speaker(string, &pieces[turn.name.clone()]));
                push_capped(
                    string,
                    &pieces[first..=last],
                    &scores[first..=last],
                    speaker.as_deref(),
                    &mut sentences,
                );
                first = last + 1;
            }
        }
        sentences
    }
}

/// The name that `pieces` spell, in its words' forms, on one line.
fn speaker(text: &str, pieces: &[Piece]) -> String {
    let mut name = String::new();
    for piece in pieces {
        if !name.is_empty() && piece.gap() >= Gap::Space {
            name.push(' ');
        }
        name += &form(piece.text(text));
    }
    name
}

/// The score above which a sentence ends with the last of `pieces`.
///
/// After a word, without any mark, the model is right more often than not from about 0.5 on; in paragraphs that are
/// closed by a full stop or the like, as edited text is, such an end is ten times rarer, and a wrong one cuts a name or a
/// clause in two. A quotation mark behind a word or a comma is no end either: 'Lee "Ace" Park', '"... now," he said'.
fn margin(text: &str, pieces: &[Piece], is_edited: bool) -> f32 {
    let mut tokens = pieces.iter().rev().map(|piece| piece.text(text));
    let token = tokens.next().unwrap_or_default();
    let is_word = |token: &str| {
        token.chars().any(char::is_alphanumeric)
            && token
                .chars()
                .all(|c| c.is_alphanumeric() || "'’".contains(c))
    };
    let closes = matches!(token, "\"" | "”" | "’" | "''");
    let is_open =
        is_word(token) || closes && tokens.next().is_some_and(|it| it == "," || is_word(it));
    match (is_open, is_edited) {
        (false, _) => 0.0,
        (true, false) => 0.5,
        (true, true) => 1.5,
    }
}

/// For each piece whether its paragraph ends with a full stop or the like, quotation marks and brackets aside.
fn edited_paragraphs(text: &str, pieces: &[Piece], starts: &[bool]) -> Vec<bool> {
    let mut edited = vec![false; pieces.len()];
    let mut first = 0;
    for end in 1..=pieces.len() {
        if end < pieces.len() && !starts[end] {
            continue;
        }
        let closes = |mark: &str| mark.chars().all(|c| "\"”’'»)]".contains(c));
        let last = pieces[first..end]
            .iter()
            .rev()
            .map(|piece| piece.text(text))
            .find(|mark| !closes(mark));
        let is_edited = last.is_some_and(|last| last.ends_with(['.', '?', '!', '…']));
        edited[first..end].fill(is_edited);
        first = end;
    }
    edited
}

/// Whether a sentence may end between `pieces[last]` and its successor, which is there.
///
/// Tokens that touch are parted only after a mark that ends sentences or closes something,
/// and never before a mark that closes something: it belongs to what it closes.
fn may_end(text: &str, pieces: &[Piece], features: &[Features], last: usize) -> bool {
    let next = &pieces[last + 1];
    if next.gap() >= Gap::Space {
        return true;
    }
    let closes = match next.text(text) {
        ")" | "]" | "}" | "”" | "’" | "»" | "''" | "’’" => true,
        "\"" => features[last + 1].is_quoted(),
        _ => false,
    };
    !closes
        && pieces[last]
            .text(text)
            .ends_with(['.', '?', '!', '…', ')', ']', '"', '”', '’'])
}

/// Appends the sentence that `pieces` make and `speaker` says, cut if it is too long.
fn push_capped(
    text: &str,
    mut pieces: &[Piece],
    mut scores: &[f32],
    speaker: Option<&str>,
    sentences: &mut Vec<SentenceTokens>,
) {
    loop {
        let mut words = 0;
        let mut best: Option<usize> = None;
        let mut over = false;
        for (index, piece) in pieces.iter().enumerate() {
            words += piece.word_count();
            if words > MOST_WORDS && index > 0 {
                over = true;
                break;
            }
            let better = best.is_none_or(|best| scores[index] > scores[best]);
            if words >= LEAST_WORDS_BEFORE_CUT && better {
                best = Some(index);
            }
        }
        let Some(cut) = best.filter(|_| over) else {
            break;
        };
        sentences.push(sentence(text, &pieces[..=cut]).said_by(speaker));
        (pieces, scores) = (&pieces[cut + 1..], &scores[cut + 1..]);
    }
    sentences.push(sentence(text, pieces).said_by(speaker));
}

/// The sentence that `pieces`, at least one, make.
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
    for &piece in others {
        push(piece);
    }
    match last.part_final_stop() {
        Some((word, stop)) => {
            push(word);
            push(stop);
        }
        None => push(*last),
    }
    SentenceTokens::new(tokens, multiwords).expect("pieces are in order and hold their words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_model_is_whole() {
        let bytes = include_bytes!("../../../data/model/sentences.bin");
        assert!(Model::read(bytes).is_ok());
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Model::read(&[bytes.as_slice(), b"x"].concat()).is_err());
        assert!(Model::read(b"not a model at all").is_err());
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = Text::new("word ".repeat(2000));
        let sentences = Segmenter::new().segment(&text);
        assert!(
            sentences
                .iter()
                .all(|sentence| sentence.tokens().len() <= MOST_WORDS)
        );
        assert_eq!(
            sentences
                .iter()
                .map(|sentence| sentence.tokens().len())
                .sum::<usize>(),
            2000
        );
    }
}
