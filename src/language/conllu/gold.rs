//! From the lines of CoNLL-U to a [`Sentence`]: morphology, tree, and the frames and names
//! that MISC may hold.

use std::fmt;

use super::annotation::{self, AnnotationError};
use super::lines::SentenceLines;
use super::misc::Misc;
use super::row::{Column, Row, RowId};
use crate::language::codes::UnknownCode;
use crate::language::deprel::DeprelError;
use crate::language::features::FeaturesError;
use crate::language::frames::Frame;
use crate::language::morphology::Morphology;
use crate::language::names::{Tag, names_of_tags};
use crate::language::sentence::{Sentence, SentenceError};
use crate::language::token::{SentenceTokens, TokenIdx};
use crate::language::tree::{Tree, TreeError};

/// The sentence that `lines` annotate; `tokens` are its words, as
/// [`lay_out`](super::layout::lay_out) gives them.
///
/// # Errors
/// If a column of a word does not hold what the standard asks of it, the heads are no tree,
/// or `tokens` are those of another sentence.
pub fn sentence(lines: &SentenceLines, tokens: SentenceTokens) -> Result<Sentence, GoldError> {
    let mut layers = Layers::default();
    for (i, row) in lines.rows().enumerate() {
        if let RowId::Word(word) = row.id() {
            let token = TokenIdx::new(word as usize - 1);
            layers.add(token, row).map_err(|problem| GoldError {
                line: lines.row_line(i),
                problem,
            })?;
        }
    }
    let whole = |problem| GoldError {
        line: lines.row_line(0),
        problem,
    };
    let tree =
        Tree::new(layers.heads, layers.deprels).map_err(|error| whole(Problem::Tree(error)))?;
    let names = names_of_tags(layers.tags);
    Sentence::new(tokens, layers.morphology, tree, layers.frames, names)
        .map_err(|error| whole(Problem::Sentence(error)))
}

#[derive(Default)]
struct Layers {
    morphology: Vec<Morphology>,
    heads: Vec<Option<TokenIdx>>,
    deprels: Vec<crate::language::deprel::Deprel>,
    frames: Vec<Frame>,
    tags: Vec<Tag>,
}

impl Layers {
    fn add(&mut self, token: TokenIdx, row: &Row) -> Result<(), Problem> {
        let upos = row.column(Column::Upos).parse().map_err(Problem::Upos)?;
        let features = row.column(Column::Feats).parse().map_err(Problem::Feats)?;
        let xpos = row.column(Column::Xpos).into();
        self.morphology.push(Morphology::new(
            row.column(Column::Lemma),
            upos,
            xpos,
            features,
        ));
        let head = row.column(Column::Head);
        let id: u32 = head.parse().map_err(|_| Problem::Head(head.into()))?;
        self.heads
            .push(id.checked_sub(1).map(|index| TokenIdx::new(index as usize)));
        self.deprels.push(
            row.column(Column::Deprel)
                .parse()
                .map_err(Problem::Deprel)?,
        );
        let misc = Misc::parse(row.misc());
        self.frames
            .extend(annotation::frame(&misc, token).map_err(Problem::Annotation)?);
        self.tags
            .push(annotation::tag(&misc).map_err(Problem::Annotation)?);
        Ok(())
    }
}

/// A sentence of CoNLL-U that is no annotated sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldError {
    /// The line's number in its file, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a word's columns, or with all of them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// UPOS is none of the 17 universal parts of speech.
    Upos(UnknownCode),
    /// FEATS is no list of features.
    Feats(FeaturesError),
    /// HEAD is no number.
    Head(Box<str>),
    /// DEPREL is no relation.
    Deprel(DeprelError),
    /// MISC holds malformed frames or names.
    Annotation(AnnotationError),
    /// The heads are no tree.
    Tree(TreeError),
    /// The layers do not fit one another.
    Sentence(SentenceError),
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.problem {
            Problem::Upos(error) => write!(f, "UPOS: {error}"),
            Problem::Feats(error) => write!(f, "FEATS: {error}"),
            Problem::Head(head) => {
                write!(
                    f,
                    "HEAD: `{}` is not the number of a word or 0",
                    head.escape_debug()
                )
            }
            Problem::Deprel(error) => write!(f, "DEPREL: {error}"),
            Problem::Annotation(error) => write!(f, "MISC: {error}"),
            Problem::Tree(error) => write!(f, "the sentence from here is no tree: {error}"),
            Problem::Sentence(error) => write!(f, "the sentence from here: {error}"),
        }
    }
}

impl std::error::Error for GoldError {}
