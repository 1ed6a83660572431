//! JSON Lines: one article a line (<https://jsonlines.org/>), in bounded memory.
//!
//! ```text
//! {"id": "a-1", "title": "Talks begin", "date": "2024-10-29", "publisher": "The Daily
//! Example", "url": "https://example.org/a", "license": "CC BY 2.5", "text": "The talks ..."}
//! ```
//!
//! Only `text` must be there; other keys are passed over silently. A line that cannot be
//! read is told, skipped and counted, and the next one read.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::date;
use super::diagnostic::Diagnostic;
use super::document::{Document, Origin};
use super::encoding;
use super::lines::{LINE_LIMIT, Line, Lines};
use super::read_error::ReadError;

/// How many skipped lines of one file are told one by one; of a file that is not JSON
/// Lines at all, nobody reads more.
const TOLD: u64 = 20;

/// The articles of a JSON Lines stream, in order; never holds more than one line, of at
/// most [`LINE_LIMIT`] bytes.
pub struct Records<R> {
    lines: Lines<R>,
    file: String,
    stem: String,
    skipped: u64,
    is_finished: bool,
}

impl<R: BufRead> Records<R> {
    /// The articles of `reader`; `file` and `stem` name it in diagnostics and ids.
    ///
    /// # Examples
    /// ```
    /// use byline::text::json_lines::Records;
    /// let stream: &[u8] = b"{\"text\": \"Talks began.\"}\n{\"text\": \n\n{\"text\": \"They go on.\"}";
    /// let mut records = Records::new(stream, "news.jsonl", "news");
    /// assert_eq!(records.next().unwrap().unwrap().id, "news-1");
    /// let error = records.next().unwrap().unwrap_err().to_string();
    /// assert!(error.starts_with("news.jsonl:2:8: not JSON"), "{error}");
    /// assert_eq!(records.next().unwrap().unwrap().id, "news-4");
    /// assert!(records.next().is_none());
    /// ```
    pub fn new(reader: R, file: &str, stem: &str) -> Self {
        Self {
            lines: Lines::new(reader, LINE_LIMIT),
            file: file.to_owned(),
            stem: stem.to_owned(),
            skipped: 0,
            is_finished: false,
        }
    }

    /// What the next line that is not blank holds.
    fn read_line(&mut self) -> Option<Result<Document, ReadError>> {
        loop {
            match self.lines.next()? {
                Ok(Line::Whole { bytes, .. }) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Whole { number, bytes }) => {
                    return Some(parse(bytes, number, &self.file, &self.stem));
                }
                Ok(Line::TooLong { number }) => {
                    let mebibytes = LINE_LIMIT >> 20;
                    let message = format!(
                        "longer than {mebibytes} MiB, which is more than one article: split it"
                    );
                    let file = self.file.clone();
                    return Some(Err(ReadError::Line {
                        file,
                        line: number,
                        column: None,
                        message,
                    }));
                }
                Err(error) => {
                    self.is_finished = true;
                    return Some(Err(ReadError::from_io(&self.file, error)));
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Result<Document, ReadError>> {
        while !self.is_finished {
            let Some(record) = self.read_line() else {
                break;
            };
            if matches!(record, Err(ReadError::Line { .. })) {
                self.skipped += 1;
                if self.skipped > TOLD {
                    continue;
                }
            }
            return Some(record);
        }
        self.is_finished = true;
        let count = self.skipped.saturating_sub(TOLD);
        self.skipped = 0;
        (count > 0).then(|| {
            Err(ReadError::MoreLines {
                file: self.file.clone(),
                count,
            })
        })
    }
}

/// Reads one line.
///
/// # Errors
/// [`ReadError::Line`] if the line is not a JSON object with a string `text`.
pub fn parse(bytes: Vec<u8>, line: u32, file: &str, stem: &str) -> Result<Document, ReadError> {
    let (source, repaired) = encoding::decode_line(bytes, line, file);
    let mut diagnostics: Vec<Diagnostic> = repaired.into_iter().collect();
    let source = source
        .strip_prefix('\u{feff}')
        .filter(|_| line == 1)
        .unwrap_or(&source);
    let place = Place { line, file };
    let mut record = place.record(source.trim_end(), &mut diagnostics)?;
    let Value::String(text) = record.text else {
        let what = if record.text.is_null() {
            "no `text`"
        } else {
            "`text` is not a string"
        };
        return Err(place.error(None, format!("{what}: give the article's text as a string")));
    };
    let nuls = text.bytes().filter(|&byte| byte == 0).count();
    if nuls > 0 {
        let message = format!("NUL character in `text` ({nuls} of them): kept as it is");
        diagnostics.push(Diagnostic::warning(file, message).at_line(line));
    }
    let mut take = |key, value| place.string(key, value, &mut diagnostics);
    let id = take("id", record.id.take()).unwrap_or_else(|| format!("{stem}-{line}"));
    let title = take("title", record.title.take());
    let written = take("date", record.date.take());
    let publisher = take("publisher", record.publisher.take());
    let url = take("url", record.url.take());
    let license = take("license", record.license.take());
    let date = written.and_then(|written| {
        let day = date::parse(&written);
        if day.is_none() {
            let message = format!("{written:?} names no day: write the date as YYYY-MM-DD");
            diagnostics.push(Diagnostic::warning(file, message).at_line(line));
        }
        day
    });
    let mut document = Document::new(id, file, Origin::Record { line }, text);
    document.metadata = super::document::Metadata {
        title,
        date,
        publisher,
        url,
        license,
    };
    diagnostics.append(&mut document.diagnostics);
    document.diagnostics = diagnostics;
    Ok(document)
}

/// A record's keys, with whatever value stands there.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    publisher: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    license: Value,
    #[serde(default)]
    text: Value,
}

/// Where a record stands.
struct Place<'a> {
    line: u32,
    file: &'a str,
}

impl Place<'_> {
    fn error(&self, column: Option<u32>, message: String) -> ReadError {
        ReadError::Line {
            file: self.file.to_owned(),
            line: self.line,
            column,
            message,
        }
    }

    fn record(&self, source: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Record, ReadError> {
        let start = source.trim_start();
        if start == "{" || start.starts_with('[') {
            let message = "JSON, but not one record a line: rewrite it with `jq -c .`, or \
                           `jq -c '.[]'` if it is one array";
            return Err(self.error(Some(1), message.to_owned()));
        }
        if !start.starts_with('{') {
            let message = "not a JSON object: write one `{\"id\": ..., \"text\": ...}` a line";
            return Err(self.error(Some(1), message.to_owned()));
        }
        let error = match serde_json::from_str(source) {
            Ok(record) => return Ok(record),
            Err(error) => error,
        };
        if let Some(Ok(record)) =
            without_lone_surrogates(source).map(|source| serde_json::from_str(&source))
        {
            let message = "an escape of half a character (a lone surrogate): read as U+FFFD";
            diagnostics.push(Diagnostic::warning(self.file, message).at_line(self.line));
            return Ok(record);
        }
        let before = source.floor_char_boundary(error.column().saturating_sub(1));
        let column = source[..before].chars().count() as u32 + 1;
        let told = error.to_string();
        let told = told
            .rsplit_once(" at line ")
            .map_or(told.as_str(), |(told, _)| told);
        Err(self.error(Some(column), format!("not JSON ({told}): correct it")))
    }

    /// The string, or the number as written; none if blank.
    fn string(&self, key: &str, value: Value, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        let string = match value {
            Value::Null => return None,
            Value::String(string) => string,
            Value::Number(number) => number.to_string(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                let message = format!("`{key}` is not a string: passed over");
                diagnostics.push(Diagnostic::warning(self.file, message).at_line(self.line));
                return None;
            }
        };
        Some(string).filter(|string| !string.trim().is_empty())
    }
}

/// The same JSON with each `\uD800`-`\uDFFF` that is not half of a pair written `\uFFFD`;
/// none if there is no such.
fn without_lone_surrogates(source: &str) -> Option<String> {
    let escape = |at: usize| {
        let digits = source.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut repaired = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = source[at..].find('\\') {
        let start = at + found;
        at = match escape(start) {
            Some(0xD800..0xDC00) if matches!(escape(start + 6), Some(0xDC00..0xE000)) => start + 12,
            Some(0xD800..0xE000) => {
                repaired.push_str(&source[copied..start]);
                repaired.push_str("\\uFFFD");
                copied = start + 6;
                copied
            }
            // The character after the backslash may be of any width.
            _ => source.ceil_char_boundary(start + 2),
        };
    }
    repaired.push_str(&source[copied..]);
    (copied > 0).then_some(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;
    use proptest::prelude::*;

    fn read(source: &[u8]) -> (Vec<Document>, Vec<String>) {
        let (mut documents, mut errors) = (Vec::new(), Vec::new());
        for record in Records::new(source, "a.jsonl", "a") {
            match record {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error.to_string()),
            }
        }
        (documents, errors)
    }

    fn told(document: &Document) -> Vec<String> {
        document
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_key_is_read() {
        let (documents, errors) = read(
            "\u{feff}{\"text\": \"The talks\\r\\nbegan: 최선희.\", \"id\": 7, \"title\": \"Talks\", \
             \"date\": \"2024-10-29T10:00:00Z\", \"publisher\": \"P\", \"url\": \"U\", \
             \"license\": \"L\", \"words\": [4]}\r\n"
                .as_bytes(),
        );
        assert!(errors.is_empty(), "{errors:?}");
        let [document] = &documents[..] else {
            panic!("{documents:?}")
        };
        assert_eq!(document.id, "7");
        assert_eq!(document.text.as_str(), "The talks\r\nbegan: 최선희.");
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Talks"));
        assert_eq!(metadata.date, Some(civil::date(2024, 10, 29)));
        assert_eq!(metadata.publisher.as_deref(), Some("P"));
        assert_eq!(metadata.url.as_deref(), Some("U"));
        assert_eq!(metadata.license.as_deref(), Some("L"));
        assert_eq!(document.origin, Origin::Record { line: 1 });
        assert_eq!(told(document), [""; 0]);
    }

    #[test]
    fn lines_that_cannot_be_read_are_told_and_skipped() {
        let (documents, errors) = read(
            b"words\n[1]\n{\n{\"id\": 1}\n{\"text\": 1}\n{\"text\": \"\xC3\xA9\" 1}\n{\"text\": \"A\"}",
        );
        assert_eq!(documents.len(), 1);
        let starts = [
            "a.jsonl:1:1: not a JSON object: write one ",
            "a.jsonl:2:1: JSON, but not one record a line: rewrite it with `jq -c .`",
            "a.jsonl:3:1: JSON, but not one record a line",
            "a.jsonl:4: no `text`: give the article's text as a string; the line is skipped",
            "a.jsonl:5: `text` is not a string",
            "a.jsonl:6:14: not JSON (expected `,` or `}`): correct it; the line is skipped",
        ];
        assert_eq!(errors.len(), starts.len(), "{errors:?}");
        for (error, start) in errors.iter().zip(starts) {
            assert!(error.starts_with(start), "{error}");
        }
    }

    #[test]
    fn a_file_of_bad_lines_is_told_in_brief_and_counted() {
        let (documents, errors) = read("words\n".repeat(1000).as_bytes());
        assert!(documents.is_empty());
        assert_eq!(errors.len() as u64, TOLD + 1);
        assert!(errors[20].contains("980 more lines"), "{}", errors[20]);
    }

    #[test]
    fn odd_values_are_told_and_the_text_is_read() {
        let (documents, errors) = read(
            b"{\"text\": \"A\", \"date\": \"soon\", \"publisher\": {\"name\": \"P\"}, \"title\": \" \"}\n\
              {\"text\": \"half \\ud83d, whole \\ud83d\\ude00, \\\\ud83d\", \"id\": \"\\udead\"}\n\
              {\"text\": \"\xFF\"}\n{\"text\": \"\"}",
        );
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(
            told(&documents[0]),
            [
                "a.jsonl:1: warning: `publisher` is not a string: passed over",
                "a.jsonl:1: warning: \"soon\" names no day: write the date as YYYY-MM-DD",
            ]
        );
        assert_eq!(documents[0].metadata.title, None);
        assert_eq!(
            documents[1].text.as_str(),
            "half \u{FFFD}, whole 😀, \\ud83d"
        );
        assert_eq!(documents[1].diagnostics.len(), 1);
        assert_eq!(documents[2].text.as_str(), "\u{FFFD}");
        assert!(told(&documents[2])[0].starts_with("a.jsonl:3:11: warning: not UTF-8"));
        assert!(told(&documents[3])[0].starts_with("a.jsonl:4: warning: there is no text"));
    }

    #[test]
    fn deep_nesting_is_an_error_of_the_line_alone() {
        for key in ["title", "other"] {
            let deep = format!("{{\"{key}\": {}\n{{\"text\": \"A\"}}", "[".repeat(100_000));
            let (documents, errors) = read(deep.as_bytes());
            assert_eq!((documents.len(), errors.len()), (1, 1));
        }
    }

    #[test]
    fn a_line_over_the_limit_is_skipped() {
        let mut source = b"{\"text\": \"".to_vec();
        source.resize(LINE_LIMIT + 100, b'a');
        source.extend_from_slice(b"\"}\n{\"text\": \"A\"}\n");
        let (documents, errors) = read(&source);
        assert_eq!(documents.len(), 1);
        assert!(
            errors[0].starts_with("a.jsonl:1: longer than 16 MiB"),
            "{}",
            errors[0]
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was_written(text: String) {
            let line = serde_json::json!({ "text": text }).to_string();
            let document = parse(line.into_bytes(), 1, "a", "a").expect("a record");
            prop_assert_eq!(document.text.as_str(), text.as_str());
        }

        #[test]
        fn any_bytes_give_a_value(bytes: Vec<u8>, escapes in "\\{\"text\":\"(\\\\u[dD][89abcdfAB][0-9]{2}|\\\\|a|é){0,8}\"?") {
            let _ = parse(bytes, 1, "a", "a");
            let _ = parse(escapes.into_bytes(), 1, "a", "a");
        }
    }
}
