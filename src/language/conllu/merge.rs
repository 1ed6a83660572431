//! Writes a new annotation into a sentence of CoNLL-U, whose tokens stay as they are.

use std::fmt;

use super::annotation;
use super::lines::SentenceLines;
use super::misc::Misc;
use super::row::{Column, Row, RowId};
use crate::language::names::{Tag, tags_of_names};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;

/// `lines` with the annotation of `sentence`: its LEMMA, UPOS, XPOS, FEATS, HEAD and DEPREL,
/// and in MISC its frames and names.
///
/// Comments, IDs, forms, multiword ranges, empty nodes, further columns, line endings and
/// the rest of MISC stay. Enhanced dependencies go: they would contradict the new tree.
///
/// # Errors
/// If the two have not the same number of words.
pub fn annotate(lines: &SentenceLines, sentence: &Sentence) -> Result<SentenceLines, MergeError> {
    let words = lines.words().count();
    if words != sentence.len() {
        return Err(MergeError {
            words,
            annotated: sentence.len(),
        });
    }
    let tags = tags_of_names(sentence.names(), sentence.len());
    let mut annotated = lines.clone();
    for (row, _) in &mut annotated.rows {
        *row = match row.id() {
            RowId::Word(word) => {
                let token = TokenIdx::new(word as usize - 1);
                annotated_word(row, sentence, token, tags[token.index()])
            }
            RowId::Range(..) | RowId::Empty(..) => row.with(&[(Column::Deps, "_")]),
        };
    }
    Ok(annotated)
}

fn annotated_word(row: &Row, sentence: &Sentence, token: TokenIdx, tag: Tag) -> Row {
    let morphology = &sentence.morphology()[token.index()];
    let head = sentence
        .tree()
        .head(token)
        .map_or(0, |head| head.index() + 1);
    let mut misc = Misc::parse(row.misc());
    annotation::write(&mut misc, sentence.frame(token), tag);
    row.with(&[
        (Column::Lemma, morphology.lemma()),
        (Column::Upos, morphology.upos().code()),
        (Column::Xpos, morphology.xpos()),
        (Column::Feats, &morphology.features().to_string()),
        (Column::Head, &head.to_string()),
        (Column::Deprel, &sentence.tree().deprel(token).to_string()),
        (Column::Deps, "_"),
        (Column::Misc, &misc.to_string()),
    ])
}

/// The annotation is of another sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeError {
    /// The number of words in the lines.
    words: usize,
    /// The number of words in the annotation.
    annotated: usize,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the annotation has {} words, the sentence {}; was it tokenized anew?",
            self.annotated, self.words
        )
    }
}

impl std::error::Error for MergeError {}
