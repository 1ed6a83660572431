//! The order of the stages: what came in, cut into sentences, read.
//!
//! Takes whatever [`crate::text`] gives and hands each article on with all its layers. Only this file knows which
//! stage comes after which.

use rayon::prelude::*;

use crate::language::conllu::layout::lay_out;
use crate::language::conllu::lines::SentenceLines;
use crate::language::conllu::reader as conllu;
use crate::language::reader::Reader;
use crate::language::sentence::Sentence;
use crate::language::sentences::Segmenter;
use crate::language::token::SentenceTokens;
use crate::text::conllu_text::ConlluText;
use crate::text::diagnostic::{Diagnostic, Severity};
use crate::text::document::Metadata;
use crate::text::reader::Input;
use crate::text::span::Text;

/// Bytes of input that are in work at once: enough to keep every core busy, few enough that endless input streams in
/// little memory (a word of text costs about a kilobyte while it is read).
const WINDOW: usize = 256 << 10;

/// The stages, ready to run; immutable, shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    segmenter: Segmenter,
    reader: Reader,
}

/// A document with every layer of its sentences.
#[derive(Debug)]
pub struct ReadDocument {
    /// The document's id.
    pub id: String,
    /// What is known about its publication.
    pub metadata: Metadata,
    /// Its text: spans of all layers point into it.
    pub text: Text,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The name of the language that it is in, if that is surely another than English.
    pub language: Option<&'static str>,
    /// The lines that it came as, one for each sentence, if it came as CoNLL-U.
    pub lines: Option<Vec<SentenceLines>>,
    /// What was odd about reading it, beyond what was odd about the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl ReadDocument {
    /// The sentences that claims can be taken from: none of another language.
    #[must_use]
    pub fn understood(&self) -> &[Sentence] {
        if self.language.is_some() {
            &[]
        } else {
            &self.sentences
        }
    }
}

impl Pipeline {
    /// The stages with this reader.
    #[must_use]
    pub fn new(reader: Reader) -> Self {
        Self {
            segmenter: Segmenter::new(),
            reader,
        }
    }

    /// The neural reader, the last stage.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The sentences of `text`, cut and read.
    #[must_use]
    pub fn sentences(&self, text: &Text) -> Vec<Sentence> {
        let sentences = self.reader.read(self.segmenter.segment(text));
        self.reader.agree(sentences)
    }

    /// Reads `inputs` one window after another, on all threads of the current rayon pool, and hands what `prepare`
    /// makes of each document (on any thread) to `take` (on this one), in order.
    ///
    /// # Errors
    /// The first that `take` gives; nothing is read after it.
    pub fn run<T: Send, E>(
        &self,
        inputs: impl Iterator<Item = Input>,
        prepare: impl Fn(ReadDocument) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut inputs = inputs.peekable();
        while inputs.peek().is_some() {
            let mut bytes = 0;
            let mut window = Vec::new();
            while bytes < WINDOW
                && let Some(input) = inputs.next()
            {
                bytes += match &input {
                    Input::Article(document) => document.text.as_str().len(),
                    // The columns of a word are about six times as long as the word.
                    Input::Conllu(text) => text.source.len() / 6,
                };
                window.push(input);
            }
            for prepared in self
                .read(window)
                .into_par_iter()
                .map(&prepare)
                .collect::<Vec<T>>()
            {
                take(prepared)?;
            }
        }
        Ok(())
    }

    /// Reads `inputs` together.
    #[must_use]
    pub fn read(&self, inputs: Vec<Input>) -> Vec<ReadDocument> {
        let (mut documents, tokens): (Vec<ReadDocument>, Vec<Vec<SentenceTokens>>) =
            inputs.into_par_iter().map(|input| self.cut(input)).unzip();
        let counts: Vec<usize> = tokens.iter().map(Vec::len).collect();
        let mut sentences = self
            .reader
            .read(tokens.into_iter().flatten().collect())
            .into_iter();
        for (document, count) in documents.iter_mut().zip(counts) {
            let read = sentences.by_ref().take(count).collect();
            document.sentences = self.reader.agree(read);
        }
        documents
    }

    /// A document and its tokens; the sentences come later.
    fn cut(&self, input: Input) -> (ReadDocument, Vec<SentenceTokens>) {
        match input {
            Input::Article(document) => {
                let tokens = self.segmenter.segment(&document.text);
                let read = ReadDocument {
                    id: document.id,
                    metadata: document.metadata,
                    text: document.text,
                    sentences: Vec::new(),
                    language: document.language,
                    lines: None,
                    diagnostics: Vec::new(),
                };
                (read, tokens)
            }
            Input::Conllu(text) => lay_out_lines(text),
        }
    }
}

/// The sentences of a CoNLL-U text up to the first line that is none.
fn lay_out_lines(text: ConlluText) -> (ReadDocument, Vec<SentenceTokens>) {
    let mut lines = Vec::new();
    let mut diagnostics = Vec::new();
    for sentence in conllu::Reader::new(text.source.as_bytes()) {
        match sentence {
            Ok(sentence) => lines.push(sentence),
            Err(error) => {
                let (line, column) = match &error {
                    conllu::ReadError::Syntax { line, column, .. } => {
                        (*line as u32, *column as u32)
                    }
                    conllu::ReadError::Io(_) => (1, 1),
                };
                let message = match error {
                    conllu::ReadError::Syntax { problem, .. } => problem.to_string(),
                    conllu::ReadError::Io(error) => error.to_string(),
                };
                let message = format!("{message}; the rest of this document is left out");
                let place = Diagnostic::new(Severity::Error, &text.file, message);
                diagnostics.push(place.at(text.line + line - 1, column));
            }
        }
    }
    let layout = lay_out(&lines);
    let read = ReadDocument {
        id: text.id,
        metadata: Metadata::default(),
        text: Text::new(layout.text),
        sentences: Vec::new(),
        language: None,
        lines: Some(lines),
        diagnostics,
    };
    (read, layout.sentences)
}
