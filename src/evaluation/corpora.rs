//! Reads the gold corpora: UD treebanks, `PropBank` frames, UDS factuality, Universal NER.
//!
//! The folder is laid out as its own README says: `ud-ewt/dev.conllu.gz`,
//! `propbank-ewt/dev.jsonl.gz` and so on. None of it ships with the program.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::names::{CharSpan, NameClass};
use crate::language::argument_span::span_head;
use crate::language::conllu::gold::{self, GoldError};
use crate::language::conllu::layout::lay_out;
use crate::language::conllu::lines::SentenceLines;
use crate::language::conllu::misc::Misc;
use crate::language::conllu::reader::{ReadError, Reader};
use crate::language::frames::{Argument, Frame};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;
use crate::text::span::Text;

/// A document of a treebank, with its raw text.
#[derive(Debug, Clone)]
pub struct GoldDocument {
    /// The text, paragraphs apart, that the sentences' spans point into.
    pub text: Text,
    /// The sentences in order.
    pub sentences: Vec<GoldSentence>,
}

/// A sentence as people annotated it.
#[derive(Debug, Clone)]
pub struct GoldSentence {
    /// Its `sent_id`; empty if it has none.
    pub id: Box<str>,
    /// The gold words, morphology and tree, and the frames once [`attach_frames`] was called.
    pub sentence: Sentence,
    /// Whether the frames of this sentence were annotated.
    pub has_frames: bool,
}

impl GoldSentence {
    /// The genre that the treebanks name in their IDs: EWT's before the first `-`
    /// (`email-…`), GUM's between the underscores (`GUM_news_…`).
    ///
    /// # Examples
    /// ```
    /// use byline::evaluation::corpora::genre;
    /// assert_eq!(genre("weblog-blogspot.com_x-0001"), "weblog");
    /// assert_eq!(genre("GUM_news_harbour-1"), "news");
    /// ```
    #[must_use]
    pub fn genre(&self) -> &str {
        genre(&self.id)
    }
}

/// The genre of a `sent_id`; see [`GoldSentence::genre`].
#[must_use]
pub fn genre(sent_id: &str) -> &str {
    match sent_id.strip_prefix("GUM_") {
        Some(rest) => rest.split('_').next().unwrap_or_default(),
        None => sent_id.split('-').next().unwrap_or_default(),
    }
}

/// Reads a treebank (CoNLL-U, gzipped) document by document.
///
/// # Errors
/// If the file is missing, not gzip, not CoNLL-U, or holds a sentence that is no tree.
pub fn treebank(path: &Path) -> Result<Vec<GoldDocument>, CorpusError> {
    let error = |problem| CorpusError::new(path, problem);
    let mut documents = Vec::new();
    let mut open: Vec<SentenceLines> = Vec::new();
    for lines in Reader::new(open_gz(path)?) {
        let lines = lines.map_err(|e| error(Problem::Read(e)))?;
        if lines.begins_document() && !open.is_empty() {
            documents.push(document(&open).map_err(|e| error(Problem::Gold(e)))?);
            open.clear();
        }
        open.push(lines);
    }
    if !open.is_empty() {
        documents.push(document(&open).map_err(|e| error(Problem::Gold(e)))?);
    }
    Ok(documents)
}

fn document(lines: &[SentenceLines]) -> Result<GoldDocument, GoldError> {
    let layout = lay_out(lines);
    let sentences = lines
        .iter()
        .zip(layout.sentences)
        .map(|(lines, tokens)| {
            Ok(GoldSentence {
                id: lines.comment("sent_id").unwrap_or_default().into(),
                sentence: gold::sentence(lines, tokens)?,
                has_frames: false,
            })
        })
        .collect::<Result<_, GoldError>>()?;
    Ok(GoldDocument {
        text: Text::new(layout.text),
        sentences,
    })
}

/// The mentions of each thing that a document speaks of, by its number there: sentence (from 0), first and last word.
pub type GoldChains = BTreeMap<u32, Vec<(usize, TokenIdx, TokenIdx)>>;

/// Reads GUM's chains (`Entity=` of MISC), one map for each document of [`treebank`].
///
/// # Errors
/// If the file is missing, not gzip, or not CoNLL-U.
pub fn chains(path: &Path) -> Result<Vec<GoldChains>, CorpusError> {
    let mut documents: Vec<GoldChains> = Vec::new();
    let mut sentence = 0;
    let mut open: Vec<(u32, usize, TokenIdx)> = Vec::new();
    for lines in Reader::new(open_gz(path)?) {
        let lines = lines.map_err(|e| CorpusError::new(path, Problem::Read(e)))?;
        if lines.begins_document() || documents.is_empty() {
            documents.push(GoldChains::new());
            open.clear();
            sentence = 0;
        }
        let Some(chains) = documents.last_mut() else {
            continue;
        };
        for (index, row) in lines.words().enumerate() {
            let word = TokenIdx::new(index);
            let Some(brackets) = Misc::parse(row.misc()).get("Entity") else {
                continue;
            };
            for (id, opens, closes) in entity_brackets(&brackets) {
                if opens {
                    open.push((id, sentence, word));
                }
                if closes && let Some(at) = open.iter().rposition(|&(number, ..)| number == id) {
                    let (_, begun, first) = open.remove(at);
                    if begun == sentence {
                        chains.entry(id).or_default().push((sentence, first, word));
                    }
                }
            }
        }
        sentence += 1;
    }
    Ok(documents)
}

/// The brackets of an `Entity` value, `(2-person-new(5-place)7)`: number, whether it opens, whether it closes.
fn entity_brackets(value: &str) -> Vec<(u32, bool, bool)> {
    let mut brackets = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.strip_prefix('(').unwrap_or(rest);
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let closes = body[end..].starts_with(')');
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        if let Ok(id) = body[..digits].parse() {
            brackets.push((id, opens, closes));
        }
        rest = &body[end + usize::from(closes)..];
    }
    brackets
}

/// Puts `PropBank`'s frames (JSON Lines, gzipped) on the sentences that they annotate. The head
/// of each argument is that of its span in the gold tree, see [`span_head`].
///
/// # Errors
/// If the file is missing or malformed, or a frame does not fit its sentence.
pub fn attach_frames(documents: &mut [GoldDocument], path: &Path) -> Result<(), CorpusError> {
    let records: Vec<FramesRecord> = json_lines(path)?;
    let by_id: HashMap<Box<str>, FramesRecord> = records
        .into_iter()
        .map(|record| (record.sent_id.clone(), record))
        .collect();
    for gold in documents
        .iter_mut()
        .flat_map(|document| &mut document.sentences)
    {
        if let Some(record) = by_id.get(&gold.id) {
            let annotated = frames(record, gold.sentence.tree())
                .and_then(|frames| {
                    gold.sentence
                        .clone()
                        .with_frames(frames)
                        .map_err(|e| e.to_string())
                })
                .map_err(|e| CorpusError::new(path, Problem::Misfit(gold.id.clone(), e)))?;
            gold.sentence = annotated;
            gold.has_frames = true;
        }
    }
    Ok(())
}

fn frames(record: &FramesRecord, tree: &Tree) -> Result<Vec<Frame>, String> {
    let token = |id: usize| {
        let index = id.checked_sub(1).filter(|&index| index < tree.len());
        index
            .map(TokenIdx::new)
            .ok_or_else(|| format!("there is no word {id}"))
    };
    let argument = |argument: &ArgumentRecord| {
        let (first, last) = (token(argument.first)?, token(argument.last)?);
        if last < first {
            return Err(format!(
                "a span from {} to {}",
                argument.first, argument.last
            ));
        }
        let role = argument.role.parse().map_err(|e| format!("{e}"))?;
        Argument::new(role, span_head(tree, first, last), first, last).map_err(|e| e.to_string())
    };
    let mut frames = Vec::with_capacity(record.predicates.len());
    for predicate in &record.predicates {
        let arguments = predicate
            .arguments
            .iter()
            .map(argument)
            .collect::<Result<_, _>>()?;
        let roleset = predicate.roleset.parse().map_err(|e| format!("{e}"))?;
        let frame = Frame::new(token(predicate.token)?, roleset, None, arguments);
        frames.push(frame.map_err(|e| e.to_string())?);
    }
    frames.sort_by_key(Frame::predicate);
    Ok(frames)
}

#[derive(Deserialize)]
struct FramesRecord {
    sent_id: Box<str>,
    predicates: Vec<PredicateRecord>,
}

#[derive(Deserialize)]
struct PredicateRecord {
    token: usize,
    roleset: String,
    arguments: Vec<ArgumentRecord>,
}

#[derive(Deserialize)]
struct ArgumentRecord {
    role: String,
    first: usize,
    last: usize,
}

/// How sure people were that a predicate's event happened, by `sent_id`.
pub type GoldFactuality = HashMap<Box<str>, Vec<(TokenIdx, f64)>>;

/// Reads UDS factuality (JSON Lines, gzipped).
///
/// # Errors
/// If the file is missing or malformed.
pub fn factuality(path: &Path) -> Result<GoldFactuality, CorpusError> {
    let mut by_id = GoldFactuality::new();
    for record in json_lines::<FactualityRecord>(path)? {
        let Some(index) = record.token.checked_sub(1) else {
            let misfit = "there is no word 0".to_owned();
            return Err(CorpusError::new(
                path,
                Problem::Misfit(record.sent_id, misfit),
            ));
        };
        by_id
            .entry(record.sent_id)
            .or_default()
            .push((TokenIdx::new(index), record.value));
    }
    Ok(by_id)
}

#[derive(Deserialize)]
struct FactualityRecord {
    sent_id: Box<str>,
    token: usize,
    value: f64,
}

/// Names of Universal NER by `sent_id`, as spans of the sentence's characters without white
/// space: in a few sentences its words are not those of the treebank.
pub type GoldNames = HashMap<Box<str>, Vec<(NameClass, CharSpan)>>;

/// Reads Universal NER (IOB2, gzipped): ID, form and tag in the first three columns.
///
/// # Errors
/// If the file is missing or malformed.
pub fn names(path: &Path) -> Result<GoldNames, CorpusError> {
    let mut by_id = GoldNames::new();
    let mut id: Box<str> = "".into();
    let mut at = 0;
    for (number, line) in (1..).zip(open_gz(path)?.lines()) {
        let line = line.map_err(|e| CorpusError::new(path, Problem::Io(e)))?;
        let malformed = |what: String| CorpusError::new(path, Problem::Line(number, what));
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(value) = comment.trim().strip_prefix("sent_id =") {
                id = value.trim().into();
                at = 0;
                by_id.insert(id.clone(), Vec::new());
            }
        } else if !line.is_empty() {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(form), Some(tag), Some(names)) =
                (columns.get(1), columns.get(2), by_id.get_mut(&id))
            else {
                return Err(malformed(
                    "expected ID, form and tag after a sent_id".to_owned(),
                ));
            };
            let end = at + super::names::length(form);
            match (tag.split_at_checked(2), names.last_mut()) {
                (Some(("B-", class)), _) => {
                    let class = class.parse().map_err(|e| malformed(format!("{e}")))?;
                    names.push((class, CharSpan { start: at, end }));
                }
                (Some(("I-", _)), Some((_, span))) => span.end = end,
                _ if *tag == "O" => {}
                _ => return Err(malformed(format!("`{}` is not a tag", tag.escape_debug()))),
            }
            at = end;
        }
    }
    Ok(by_id)
}

fn open_gz(path: &Path) -> Result<BufReader<GzDecoder<File>>, CorpusError> {
    let file = File::open(path).map_err(|e| CorpusError::new(path, Problem::Io(e)))?;
    Ok(BufReader::new(GzDecoder::new(file)))
}

/// The lines of a gzipped text.
///
/// # Errors
/// If it is missing or no gzipped text.
pub fn text_lines(path: &Path) -> Result<Vec<String>, CorpusError> {
    open_gz(path)?
        .lines()
        .map(|line| line.map_err(|e| CorpusError::new(path, Problem::Io(e))))
        .collect()
}

fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, CorpusError> {
    (1..)
        .zip(open_gz(path)?.lines())
        .map(|(number, line)| {
            let line = line.map_err(|e| CorpusError::new(path, Problem::Io(e)))?;
            serde_json::from_str(&line)
                .map_err(|e| CorpusError::new(path, Problem::Line(number, e.to_string())))
        })
        .collect()
}

/// Why a corpus cannot be read.
#[derive(Debug)]
pub struct CorpusError {
    file: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Io(io::Error),
    Read(ReadError),
    Gold(GoldError),
    Line(usize, String),
    Misfit(Box<str>, String),
}

impl CorpusError {
    fn new(file: &Path, problem: Problem) -> Self {
        Self {
            file: file.to_owned(),
            problem,
        }
    }
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        match &self.problem {
            Problem::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                write!(
                    f,
                    "there is no such file; --corpora names the folder that holds ud-ewt/ and the others"
                )
            }
            Problem::Io(error) => error.fmt(f),
            Problem::Read(error) => error.fmt(f),
            Problem::Gold(error) => error.fmt(f),
            Problem::Line(line, error) => write!(f, "line {line}: {error}"),
            Problem::Misfit(id, error) => write!(f, "sentence {id}: {error}"),
        }
    }
}

impl std::error::Error for CorpusError {}
