//! Documents: one published article each, with what is known about its publication.

use jiff::civil::Date;

use super::diagnostic::{Diagnostic, Severity};
use super::foreign;
use super::span::Text;

/// One published article: a value, to be sent between threads.
///
/// The text is what was published, unchanged: line ends, white space and composition of
/// characters stay, and every span counts code points from the first of `text`. Front
/// matter is not part of it; of a web page it is the article without the boilerplate.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The front matter's or record's `id`, else the file's stem (of a record, the stem and
    /// the line: `news-12`), `stdin` for standard input. Not checked to be the only one.
    pub id: String,
    /// The file that it came from, `<stdin>` for standard input.
    pub file: String,
    /// How the text stands in the file.
    pub origin: Origin,
    /// The article's text.
    pub text: Text,
    /// The name of the language that it is in, if that is surely another than English.
    pub language: Option<&'static str>,
    /// What is known about its publication.
    pub metadata: Metadata,
    /// What was odd about the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is known about an article's publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The day of publication; relative expressions ("on Tuesday") resolve against it.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The terms under which the text may be used.
    pub license: Option<String>,
}

/// How a document's text stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The text is the file's own, from the start of this line (from 1) to its end.
    Verbatim {
        /// The line on which the text starts, from 1.
        line: u32,
    },
    /// The text is a record on this line (from 1).
    Record {
        /// The record's line, from 1.
        line: u32,
    },
    /// The text was drawn out of the file's markup; its lines are not the file's.
    Derived,
}

impl Document {
    /// A document of `text`; one that holds no words, or is not in English, carries a warning.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB; the readers refuse such an article before.
    ///
    /// # Examples
    /// ```
    /// use byline::text::document::{Document, Origin};
    /// let origin = Origin::Verbatim { line: 1 };
    /// let document = Document::new("a", "a.txt", origin, "Talks began.".to_owned());
    /// assert_eq!(document.text.len(), 12);
    /// assert!(document.diagnostics.is_empty());
    /// let empty = Document::new("b", "b.txt", origin, String::new());
    /// assert_eq!(
    ///     empty.diagnostics[0].to_string(),
    ///     "b.txt:1: warning: there is no text to read here"
    /// );
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, file: &str, origin: Origin, text: String) -> Self {
        let mut document = Self {
            id: id.into(),
            file: file.to_owned(),
            origin,
            language: foreign::language(&text),
            text: Text::new(text),
            metadata: Metadata::default(),
            diagnostics: Vec::new(),
        };
        let odd = if document.is_blank() {
            Some("there is no text to read here".to_owned())
        } else {
            document.language.map(|language| {
                format!("the text is in {language}: only English is understood, no claim is taken from it")
            })
        };
        if let Some(message) = odd {
            let warning = Diagnostic::warning(file, message);
            document.diagnostics.push(match origin {
                Origin::Verbatim { line } | Origin::Record { line } => warning.at_line(line),
                Origin::Derived => warning,
            });
        }
        document
    }

    /// Whether the text holds nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.as_str().trim().is_empty()
    }

    /// A diagnostic on the code point at `offset` of the text (from 0; its length is
    /// allowed), placed in the file as well as the origin tells.
    ///
    /// # Panics
    /// If `offset` lies beyond the text.
    ///
    /// # Examples
    /// ```
    /// use byline::text::diagnostic::Severity;
    /// use byline::text::document::{Document, Origin};
    /// let text = "One.\nTwo.".to_owned();
    /// let document = Document::new("a", "a.txt", Origin::Verbatim { line: 6 }, text);
    /// let odd = document.diagnostic(Severity::Note, 7, "a number");
    /// assert_eq!(odd.to_string(), "a.txt:7:3: note: a number");
    /// ```
    #[must_use]
    pub fn diagnostic(
        &self,
        severity: Severity,
        offset: u32,
        message: impl Into<String>,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::new(severity, &self.file, message);
        match self.origin {
            Origin::Verbatim { line } => {
                let before = self.text.slice(super::span::Span::new(0, offset));
                let (lines, column) = position_after(before);
                diagnostic.at(line.saturating_add(lines), column)
            }
            Origin::Record { line } => diagnostic.at_line(line),
            Origin::Derived => diagnostic,
        }
    }
}

/// The place that follows `before`: lines below its first (from 0), column (from 1, in code
/// points).
pub(super) fn position_after(before: &str) -> (u32, u32) {
    let lines = before.bytes().filter(|&byte| byte == b'\n').count();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before[line_start..].chars().count() + 1;
    (lines as u32, column as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sendable<T: Send + Sync + 'static>() {}

    #[test]
    fn a_document_can_be_sent_between_threads() {
        is_sendable::<Document>();
    }

    #[test]
    fn a_diagnostic_is_placed_in_the_file_as_far_as_the_origin_tells() {
        let at = |origin, offset| {
            let document = Document::new("a", "a.txt", origin, "é\r\n漢字\n".to_owned());
            let odd = document.diagnostic(Severity::Warning, offset, "odd");
            (odd.line(), odd.column())
        };
        assert_eq!(at(Origin::Verbatim { line: 5 }, 0), (Some(5), Some(1)));
        assert_eq!(at(Origin::Verbatim { line: 5 }, 4), (Some(6), Some(2)));
        assert_eq!(at(Origin::Verbatim { line: 5 }, 6), (Some(7), Some(1)));
        assert_eq!(at(Origin::Record { line: 5 }, 4), (Some(5), None));
        assert_eq!(at(Origin::Derived, 4), (None, None));
    }

    #[test]
    fn text_of_white_space_alone_is_kept_and_warned_about() {
        let document = Document::new("a", "a.txt", Origin::Derived, " \n\u{a0}".to_owned());
        assert_eq!(document.text.as_str(), " \n\u{a0}");
        assert_eq!(document.diagnostics.len(), 1);
    }
}
