//! The reader: from paths to documents, one after the other, in bounded memory.

use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::vec;

use encoding_rs::{Encoding, UTF_8};

use super::conllu_text::{ConlluText, ConlluTexts};
use super::diagnostic::Diagnostic;
use super::document::{Document, Origin};
use super::encoding::{self, Decoded};
use super::folder::Folder;
use super::format::Format;
use super::front_matter;
use super::html;
use super::json_lines::Records;
use super::read_error::ReadError;
use super::source::{Bytes, Source, peek};
use super::utf16::Transcoder;

/// The largest plain text read as one article, in bytes: 64 MiB, ten million words.
pub const TEXT_LIMIT: usize = 64 << 20;
/// The largest file read as a web page, in bytes: 16 MiB, for pages saved with their
/// pictures in them.
pub const HTML_LIMIT: usize = 16 << 20;
/// How much of a file is looked at to tell its format, in bytes.
const SNIFFED: usize = 8 << 10;
/// How much is looked at where the format is known: enough for a signature, and not so much
/// that the first record of a slow sender waits for the second.
const PEEKED: usize = 16;

/// What a source holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A published article.
    Article(Document),
    /// A stretch of pre-tokenised text.
    Conllu(ConlluText),
}

impl Input {
    /// The document's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Article(document) => &document.id,
            Self::Conllu(text) => &text.id,
        }
    }

    /// What was odd about the input.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Article(document) => &document.diagnostics,
            Self::Conllu(text) => &text.diagnostics,
        }
    }
}

/// Reads sources in order, folders file by file, streams record by record. An error is
/// about one file or line; what comes after it is read all the same.
///
/// # Examples
/// ```
/// use byline::text::reader::{Input, Reader};
/// use byline::text::source::Source;
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("talks.txt"), "---\ntitle: Talks\n---\nTalks began.")?;
/// let mut reader = Reader::new(vec![Source::Path(folder.path().to_owned())], None);
/// let Some(Ok(Input::Article(document))) = reader.next() else { panic!() };
/// assert_eq!(document.id, "talks");
/// assert_eq!(document.text.as_str(), "Talks began.");
/// assert!(reader.next().is_none());
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Reader {
    sources: vec::IntoIter<Source>,
    format: Option<Format>,
    folder: Option<Folder>,
    stream: Option<Stream>,
}

/// A file of many documents, under way.
enum Stream {
    Records(Records<Bytes>),
    Conllu(ConlluTexts<Bytes>),
}

impl Iterator for Stream {
    type Item = Result<Input, ReadError>;

    fn next(&mut self) -> Option<Result<Input, ReadError>> {
        match self {
            Self::Records(records) => records.next().map(|record| record.map(Input::Article)),
            Self::Conllu(texts) => texts.next().map(|text| text.map(Input::Conllu)),
        }
    }
}

impl Reader {
    /// Reads `sources`, as the format given, else as the format that each file's extension
    /// names, else as what its start looks like.
    #[must_use]
    pub fn new(sources: Vec<Source>, format: Option<Format>) -> Self {
        Self {
            sources: sources.into_iter(),
            format,
            folder: None,
            stream: None,
        }
    }

    fn next_source(&mut self) -> Option<Result<Source, ReadError>> {
        if let Some(folder) = &mut self.folder {
            match folder.next() {
                Some(path) => return Some(path.map(Source::Path)),
                None => self.folder = None,
            }
        }
        self.sources.next().map(Ok)
    }

    /// Opens a source: gives the article if it is one, and nothing yet if it is a folder or
    /// a stream of several.
    fn begin(&mut self, source: &Source) -> Result<Option<Input>, ReadError> {
        if let Some(path) = source.path().filter(|path| path.is_dir()) {
            self.folder = Some(Folder::new(path, self.format));
            return Ok(None);
        }
        let failed = |error| ReadError::from_io(&source.name(), error);
        let known = self
            .format
            .or_else(|| source.path().and_then(Format::of_path));
        let length = if known.is_some() { PEEKED } else { SNIFFED };
        let (start, bytes) = peek(source.open()?, length).map_err(failed)?;
        let name = source.name();
        match known.unwrap_or_else(|| sniff(&start)) {
            Format::Text => {
                let bytes = read_all(bytes, TEXT_LIMIT, &name)?;
                let decoded = encoding::decode(bytes, &name, None)?;
                Ok(Some(Input::Article(text_article(
                    decoded,
                    &name,
                    source.stem(),
                ))))
            }
            Format::Html => {
                let bytes = read_all(bytes, HTML_LIMIT, &name)?;
                let declared = html::declared_encoding(&bytes);
                let decoded = encoding::decode(bytes, &name, declared)?;
                Ok(Some(Input::Article(html_article(
                    &decoded,
                    &name,
                    source.stem(),
                ))))
            }
            Format::JsonLines => {
                let bytes = utf_8(&start, bytes, &name)?;
                self.stream = Some(Stream::Records(Records::new(bytes, &name, &source.stem())));
                Ok(None)
            }
            Format::Conllu => {
                let bytes = utf_8(&start, bytes, &name)?;
                self.stream = Some(Stream::Conllu(ConlluTexts::new(
                    bytes,
                    &name,
                    &source.stem(),
                )));
                Ok(None)
            }
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Input, ReadError>;

    fn next(&mut self) -> Option<Result<Input, ReadError>> {
        loop {
            if let Some(stream) = &mut self.stream {
                match stream.next() {
                    Some(input) => return Some(input),
                    None => self.stream = None,
                }
            }
            let begun = self.next_source()?.and_then(|source| self.begin(&source));
            if let Some(input) = begun.transpose() {
                return Some(input);
            }
        }
    }
}

/// The article in a plain text: its front matter read, the rest its text. `file` names it
/// in diagnostics; `stem` is its id if it gives none.
///
/// # Examples
/// ```
/// use byline::text::encoding;
/// use byline::text::reader::text_article;
/// let decoded = encoding::decode(b"---\nid: a-1\n---\nTalks began.".to_vec(), "a.txt", None)?;
/// let document = text_article(decoded, "a.txt", "a".to_owned());
/// assert_eq!((document.id.as_str(), document.text.as_str()), ("a-1", "Talks began."));
/// # Ok::<(), byline::text::read_error::ReadError>(())
/// ```
#[must_use]
pub fn text_article(decoded: Decoded, file: &str, stem: String) -> Document {
    let Decoded {
        mut text,
        diagnostics,
    } = decoded;
    let found = front_matter::find(&text, file);
    text.drain(..found.text_start);
    let origin = Origin::Verbatim {
        line: found.text_line,
    };
    let mut document = Document::new(found.id.unwrap_or(stem), file, origin, text);
    document.metadata = found.metadata;
    document
        .diagnostics
        .splice(0..0, diagnostics.into_iter().chain(found.diagnostics));
    document
}

/// The article on a web page. `file` names it in diagnostics; `stem` is its id.
#[must_use]
pub fn html_article(decoded: &Decoded, file: &str, stem: String) -> Document {
    let page = html::extract(&decoded.text, file);
    let mut document = Document::new(stem, file, Origin::Derived, page.text);
    document.metadata = page.metadata;
    let before = decoded.diagnostics.iter().cloned().chain(page.diagnostics);
    document.diagnostics.splice(0..0, before);
    document
}

fn read_all(bytes: Bytes, limit: usize, file: &str) -> Result<Vec<u8>, ReadError> {
    let mut all = Vec::new();
    let read = bytes.take(limit as u64 + 1).read_to_end(&mut all);
    match read {
        Ok(length) if length > limit => Err(ReadError::TooLarge {
            file: file.to_owned(),
            limit,
        }),
        Ok(_) => Ok(all),
        Err(error) => Err(ReadError::from_io(file, error)),
    }
}

fn sniff(start: &[u8]) -> Format {
    match marked_utf16(start) {
        Some(encoding) => Format::sniff(encoding.decode_with_bom_removal(start).0.as_bytes()),
        None => Format::sniff(start),
    }
}

fn marked_utf16(start: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(start)
        .map(|(encoding, _)| encoding)
        .filter(|&encoding| encoding != UTF_8)
}

/// The bytes of a stream as UTF-8, which its format wants, whatever its byte order mark.
fn utf_8(start: &[u8], bytes: Bytes, file: &str) -> Result<Bytes, ReadError> {
    if let Some(encoding) = marked_utf16(start) {
        return Ok(Box::new(BufReader::new(Transcoder::new(bytes, encoding))));
    }
    match encoding::binary_kind(start) {
        Some(kind) => Err(ReadError::NotText {
            file: file.to_owned(),
            kind,
        }),
        None => Ok(bytes),
    }
}

impl From<Vec<PathBuf>> for Reader {
    /// Reads paths of any format, `-` as standard input.
    fn from(paths: Vec<PathBuf>) -> Self {
        Self::new(paths.into_iter().map(Source::of_argument).collect(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn is_sendable<T: Send>() {}

    #[test]
    fn a_reader_can_be_moved_to_another_thread() {
        is_sendable::<Reader>();
        is_sendable::<Input>();
        is_sendable::<ReadError>();
    }

    fn read(path: &Path, format: Option<Format>) -> Vec<Result<Input, String>> {
        Reader::new(vec![Source::Path(path.to_owned())], format)
            .map(|input| input.map_err(|error| error.to_string()))
            .collect()
    }

    fn article(bytes: &[u8], name: &str) -> Document {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        match read(&path, None).remove(0) {
            Ok(Input::Article(document)) => document,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_s_format_is_its_extension_s_else_what_it_looks_like() {
        let page = b"<!DOCTYPE html><p>Talks began.";
        assert_eq!(article(page, "a.html").text.as_str(), "Talks began.");
        assert_eq!(article(page, "a").text.as_str(), "Talks began.");
        assert_eq!(
            article(page, "a.txt").text.as_str(),
            "<!DOCTYPE html><p>Talks began."
        );
        assert_eq!(article(b"{\"text\": \"A\"}", "a").text.as_str(), "A");
        let utf16: Vec<u8> = "\u{feff}{\"text\": \"A\"}\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(article(&utf16, "a").text.as_str(), "A");
        assert_eq!(article(&utf16, "a.jsonl").text.as_str(), "A");
    }

    #[test]
    fn the_text_keeps_its_line_ends_and_its_composition() {
        let text = "Cafe\u{301}\r\n\r\n\tTalks\u{a0}\u{200b}began. \r\n";
        assert_eq!(article(text.as_bytes(), "a.txt").text.as_str(), text);
    }

    #[test]
    fn diagnostics_come_in_the_order_of_the_stages() {
        let document = article(b"---\ndate: soon\n---\n \0\xE2\x80", "a.txt");
        let messages: Vec<&str> = document
            .diagnostics
            .iter()
            .map(Diagnostic::message)
            .collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert!(messages[0].starts_with("not UTF-8"));
        assert!(messages[1].starts_with("NUL character"));
        assert!(messages[2].contains("names no day"));
        assert_eq!(document.diagnostics[1].line(), Some(4));
    }

    #[test]
    fn reading_goes_on_after_what_cannot_be_read() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in [
            (
                "a.jsonl",
                &b"{\"text\": \"A\"}\nwords\n{\"text\": \"B\"}"[..],
            ),
            ("b.txt", b"%PDF-1.4"),
            ("c.txt.gz", b"\x1F\x8B\x08broken"),
            ("d.conllu", b"1\tYes\n\n"),
            ("e.txt", b""),
        ] {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        let told: Vec<String> = read(folder.path(), None)
            .into_iter()
            .map(|input| match input {
                Ok(input) => input.id().to_owned(),
                Err(error) => error,
            })
            .collect();
        assert_eq!((told[0].as_str(), told[2].as_str()), ("a-1", "a-3"));
        assert!(
            told[1].contains("a.jsonl:2:1: not a JSON object"),
            "{}",
            told[1]
        );
        assert!(
            told[3].contains("b.txt: this is not text but a PDF"),
            "{}",
            told[3]
        );
        assert!(told[4].contains("c.txt.gz: reading failed"), "{}", told[4]);
        assert_eq!(told[5..], ["d", "e"]);
    }

    #[test]
    fn an_article_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        fs::write(&path, vec![b'a'; HTML_LIMIT + 1]).expect("a file");
        let Err(error) = read(&path, None).remove(0) else {
            panic!("read")
        };
        assert!(error.contains("larger than 16 MiB"), "{error}");
    }
}
