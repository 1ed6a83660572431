//! CoNLL-U as raw text, cut into documents at `# newdoc`
//! (<https://universaldependencies.org/format.html#paragraph-and-document-boundaries>), in
//! bounded memory. What the lines say is read by `language`.

use std::io::BufRead;

use super::diagnostic::Diagnostic;
use super::encoding;
use super::lines::{LINE_LIMIT, Line, Lines};
use super::read_error::ReadError;

/// How long a piece gets, in bytes, before it is cut at the next sentence: a treebank
/// without `# newdoc` still streams. 1 MiB holds about 1,000 sentences.
const PIECE: usize = 1 << 20;

/// A stretch of a CoNLL-U file: whole sentences of one document, byte for byte as they
/// stand there, but for a byte order mark and broken UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluText {
    /// The id in `# newdoc id = ...`, else the file's stem. All pieces of a long document
    /// have its id.
    pub id: String,
    /// The file that it came from, `<stdin>` for standard input.
    pub file: String,
    /// The line on which the source starts, from 1.
    pub line: u32,
    /// The lines themselves.
    pub source: String,
    /// What was odd about the bytes.
    pub diagnostics: Vec<Diagnostic>,
}

/// The pieces of a CoNLL-U stream, in order; put together they are the stream.
pub struct ConlluTexts<R> {
    lines: Lines<R>,
    file: String,
    /// The piece under way.
    piece: ConlluText,
    is_finished: bool,
}

impl<R: BufRead> ConlluTexts<R> {
    /// The documents of `reader`; `file` and `stem` name it in diagnostics and ids.
    ///
    /// # Examples
    /// ```
    /// use byline::text::conllu_text::ConlluTexts;
    /// let stream: &[u8] = b"# newdoc id = a\n1\tYes\n\n1\tNo\n\n# newdoc id = b\n1\tYes\n\n";
    /// let texts = ConlluTexts::new(stream, "ab.conllu", "ab");
    /// let found: Vec<_> = texts.map(|text| text.map(|text| (text.id, text.line))).collect();
    /// assert_eq!(found.len(), 2);
    /// assert_eq!(found[1].as_ref().unwrap(), &("b".to_owned(), 6));
    /// ```
    pub fn new(reader: R, file: &str, stem: &str) -> Self {
        Self {
            lines: Lines::new(reader, LINE_LIMIT),
            file: file.to_owned(),
            piece: Self::empty(stem.to_owned(), file, 1),
            is_finished: false,
        }
    }

    fn empty(id: String, file: &str, line: u32) -> ConlluText {
        let file = file.to_owned();
        ConlluText {
            id,
            file,
            line,
            source: String::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads up to the blank line that ends the next sentence; none at the stream's end.
    fn read_block(&mut self) -> Option<Result<Block, ReadError>> {
        let mut block = Block::default();
        while let Some(line) = self.lines.next() {
            let (number, bytes) = match line {
                Ok(Line::Whole { number, bytes }) => (number, bytes),
                Ok(Line::TooLong { .. }) => return Some(Err(self.too_large())),
                Err(error) => return Some(Err(ReadError::from_io(&self.file, error))),
            };
            let is_blank = bytes.trim_ascii().is_empty();
            block.add(number, bytes, &self.file);
            if block.source.len() > LINE_LIMIT {
                return Some(Err(self.too_large()));
            }
            if is_blank {
                break;
            }
        }
        (block.line > 0).then_some(Ok(block))
    }

    fn too_large(&self) -> ReadError {
        ReadError::TooLarge {
            file: self.file.clone(),
            limit: LINE_LIMIT,
        }
    }
}

/// A sentence's lines, up to and with the blank line after them.
#[derive(Default)]
struct Block {
    /// The first line's number, from 1; 0 if there is none.
    line: u32,
    source: String,
    /// Whether a document starts here.
    is_newdoc: bool,
    /// The id that `# newdoc` gives.
    id: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Block {
    fn add(&mut self, number: u32, bytes: Vec<u8>, file: &str) {
        let (line, repaired) = encoding::decode_line(bytes, number, file);
        let line = line
            .strip_prefix('\u{feff}')
            .filter(|_| number == 1)
            .unwrap_or(&line);
        if self.line == 0 {
            self.line = number;
        }
        if let Some(comment) = line.strip_prefix('#')
            && let Some(rest) = comment.trim_start().strip_prefix("newdoc")
        {
            let id = rest.split_once('=').map(|(_, id)| id.trim().to_owned());
            self.is_newdoc = true;
            self.id = id.filter(|id| !id.is_empty());
        }
        self.source.push_str(line);
        self.diagnostics.extend(repaired);
    }
}

impl<R: BufRead> Iterator for ConlluTexts<R> {
    type Item = Result<ConlluText, ReadError>;

    fn next(&mut self) -> Option<Result<ConlluText, ReadError>> {
        while !self.is_finished {
            let block = match self.read_block() {
                Some(Ok(block)) => block,
                Some(Err(error)) => {
                    self.is_finished = true;
                    return Some(Err(error));
                }
                None => break,
            };
            let starts_anew = block.is_newdoc || self.piece.source.len() >= PIECE;
            let id = block.id.unwrap_or_else(|| self.piece.id.clone());
            let ready = (starts_anew && !self.piece.source.is_empty()).then(|| {
                let next = Self::empty(id.clone(), &self.file, block.line);
                std::mem::replace(&mut self.piece, next)
            });
            self.piece.id = id;
            self.piece.source.push_str(&block.source);
            self.piece.diagnostics.extend(block.diagnostics);
            if ready.is_some() {
                return ready.map(Ok);
            }
        }
        self.is_finished = true;
        let last = Self::empty(String::new(), &self.file, 0);
        let last = std::mem::replace(&mut self.piece, last);
        (!last.source.is_empty()).then_some(Ok(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<ConlluText> {
        ConlluTexts::new(source.as_bytes(), "a.conllu", "a")
            .map(|text| text.expect("read"))
            .collect()
    }

    #[test]
    fn the_pieces_put_together_are_the_file() {
        let sentence = "# sent_id = 1\r\n1\tÉté\tété\tNOUN\r\n\r\n";
        let source = format!("{sentence}# newdoc id = b\n{sentence}{sentence}# newdoc\n1\tx");
        let pieces = pieces(&source);
        let ids: Vec<&str> = pieces.iter().map(|piece| piece.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "b"]);
        let lines: Vec<u32> = pieces.iter().map(|piece| piece.line).collect();
        assert_eq!(lines, [1, 4, 11]);
        let whole: String = pieces.iter().map(|piece| piece.source.as_str()).collect();
        assert_eq!(whole, source);
    }

    #[test]
    fn a_treebank_without_documents_is_cut_between_sentences() {
        let sentence = "1\tTalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_\n\n";
        let pieces = pieces(&sentence.repeat(100_000));
        assert!(pieces.len() > 2);
        for piece in &pieces {
            assert!(piece.source.len() < PIECE + 2 * sentence.len());
            assert!(piece.source.starts_with("1\t") && piece.source.ends_with("\n\n"));
        }
    }

    #[test]
    fn broken_bytes_are_told_with_their_line() {
        let stream: &[u8] = b"\xEF\xBB\xBF# newdoc id = x\n1\tcaf\xE9\n\n";
        let found: Vec<_> = ConlluTexts::new(stream, "a.conllu", "a").collect();
        let Ok(text) = &found[0] else {
            panic!("{found:?}")
        };
        assert_eq!(
            (text.id.as_str(), text.source.as_str()),
            ("x", "# newdoc id = x\n1\tcaf\u{FFFD}\n\n")
        );
        assert!(
            text.diagnostics[0]
                .to_string()
                .starts_with("a.conllu:2:6: warning: not UTF-8")
        );
    }

    #[test]
    fn an_endless_sentence_is_refused() {
        let source = "1\tTalks\n".repeat(LINE_LIMIT / 8 + 10);
        let found: Vec<_> = ConlluTexts::new(source.as_bytes(), "a.conllu", "a").collect();
        assert!(matches!(found[..], [Err(ReadError::TooLarge { .. })]));
        assert!(pieces("").is_empty());
    }
}
