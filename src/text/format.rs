//! Input formats: their names, their file extensions, and how a file without one is told.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// How articles are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text or Markdown, with optional front matter; Markdown's signs stay in the text.
    Text,
    /// A web page (<https://html.spec.whatwg.org/>).
    Html,
    /// One article a line, as JSON (<https://jsonlines.org/>).
    JsonLines,
    /// Pre-tokenised text (<https://universaldependencies.org/format.html>).
    Conllu,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Text, Self::Html, Self::JsonLines, Self::Conllu];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Conllu => "conllu",
        }
    }

    /// The file extensions, without the dot, in lower case.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text", "md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::JsonLines => &["jsonl", "ndjson", "json"],
            Self::Conllu => &["conllu", "conll"],
        }
    }

    /// The format that a path's extension names, before any `.gz`.
    ///
    /// # Examples
    /// ```
    /// use byline::text::format::Format;
    /// use std::path::Path;
    /// assert_eq!(Format::of_path(Path::new("news/a.HTML.gz")), Some(Format::Html));
    /// assert_eq!(Format::of_path(Path::new("news/a")), None);
    /// ```
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (_, extension) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().contains(&extension))
    }

    /// The format that the first bytes of a file look like; text if like nothing else.
    ///
    /// # Examples
    /// ```
    /// use byline::text::format::Format;
    /// assert_eq!(Format::sniff(b"\n<!DOCTYPE html><title>A"), Format::Html);
    /// assert_eq!(Format::sniff(b"{\"id\": \"a\", \"text\": \"Talks be"), Format::JsonLines);
    /// assert_eq!(Format::sniff(b"# sent_id = 1\n1\tTalks\ttalk\t"), Format::Conllu);
    /// assert_eq!(Format::sniff(b"Talks began."), Format::Text);
    /// ```
    #[must_use]
    pub fn sniff(start: &[u8]) -> Self {
        let start = start
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(start)
            .trim_ascii_start();
        if is_html(start) {
            Self::Html
        } else if is_json_record(start) {
            Self::JsonLines
        } else if is_conllu(start) {
            Self::Conllu
        } else {
            Self::Text
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no format is called {:?}: write text, html, jsonl or conllu",
            self.0
        )
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// Whether a web page starts here, in the manner of the MIME sniffing standard
/// (<https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type>),
/// less its tags that plain text could start with.
fn is_html(start: &[u8]) -> bool {
    let starts = |word: &[u8]| {
        start
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let tags: [&[u8]; 6] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<!-- ",
        b"<!--\n",
    ];
    let is_xml = starts(b"<?xml") && start.windows(5).any(|word| word == b"<html");
    is_xml || tags.into_iter().any(starts)
}

/// Whether a JSON object with at least one key starts here.
fn is_json_record(start: &[u8]) -> bool {
    start
        .strip_prefix(b"{")
        .map(<[u8]>::trim_ascii_start)
        .and_then(|rest| rest.strip_prefix(b"\""))
        .and_then(|rest| rest.split(|&byte| byte == b'"').nth(1))
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// Whether the first line that is no comment has CoNLL-U's ten columns, or the comments
/// are ones that every CoNLL-U sentence has.
fn is_conllu(start: &[u8]) -> bool {
    let keys: [&[u8]; 3] = [b"# sent_id", b"# newdoc", b"# text = "];
    for line in start.split(|&byte| byte == b'\n') {
        if keys.into_iter().any(|key| line.starts_with(key)) {
            return true;
        }
        if !line.starts_with(b"#") {
            let columns = line.split(|&byte| byte == b'\t').count();
            return columns == 10 && line[0].is_ascii_digit();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_are_written() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().is_err());
    }

    #[test]
    fn no_extension_belongs_to_two_formats() {
        for format in Format::ALL {
            for extension in format.extensions() {
                let path = format!("a.b/c.{extension}");
                assert_eq!(Format::of_path(Path::new(&path)), Some(format));
            }
        }
        assert_eq!(Format::of_path(Path::new("a.gz")), None);
        assert_eq!(Format::of_path(Path::new(".txt.d/..")), None);
    }

    #[test]
    fn text_that_only_resembles_another_format_is_text() {
        for text in [
            "",
            "#",
            "\u{feff}",
            "{",
            "{\"a\"",
            "{curly} words",
            "# A heading\n\nTalks began.",
            "<3 words",
            "<p>A paragraph",
            "1\tTalks",
        ] {
            assert_eq!(Format::sniff(text.as_bytes()), Format::Text, "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_does_not_hide_the_format() {
        assert_eq!(Format::sniff("\u{feff}<HTML>".as_bytes()), Format::Html);
        assert_eq!(
            Format::sniff("\u{feff}{\"text\" :".as_bytes()),
            Format::JsonLines
        );
        let token = "1\tTalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_\n";
        assert_eq!(Format::sniff(token.as_bytes()), Format::Conllu);
    }
}
