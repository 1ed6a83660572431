//! Front matter: what an article's file says about its publication, in a block before the
//! text, as Jekyll and its heirs have it (<https://jekyllrb.com/docs/front-matter/>):
//!
//! ```text
//! ---
//! title: Talks begin in Moscow
//! date: 2024-10-29
//! publisher: The Daily Example
//! url: https://example.org/talks
//! license: CC BY 2.5
//! id: talks-001
//! ---
//! The talks began on Tuesday.
//! ```
//!
//! Like YAML, not YAML: each entry is one `key: value` line, the value bare or in quotes,
//! and runs to the end of the line (a `#` in it is no comment). Indented lines go on with
//! the value above. Other keys are passed over silently, so that files made for other
//! programs are read. The text is what follows the closing line, unchanged, and offsets
//! count from its first code point.

use super::date;
use super::diagnostic::Diagnostic;
use super::document::Metadata;

/// A file cut into front matter and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// What the block says of the publication.
    pub metadata: Metadata,
    /// The document id that the block gives.
    pub id: Option<String>,
    /// The byte at which the text starts: 0 where there is no block.
    pub text_start: usize,
    /// The line on which the text starts, from 1.
    pub text_line: u32,
    /// What was odd about the block.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the front matter of `source`, the whole of a file; where it has none, or a block
/// that cannot be one, all of it is text.
///
/// # Examples
/// ```
/// use byline::text::front_matter;
/// let source = "---\ntitle: Talks begin\ndate: 2024-10-29\n---\nThe talks began.";
/// let front_matter = front_matter::find(source, "talks.txt");
/// assert_eq!(front_matter.metadata.title.as_deref(), Some("Talks begin"));
/// assert_eq!(&source[front_matter.text_start..], "The talks began.");
/// assert_eq!(front_matter.text_line, 5);
/// ```
#[must_use]
pub fn find(source: &str, file: &str) -> FrontMatter {
    let mut lines = numbered_lines(source);
    let opens = lines
        .next()
        .is_some_and(|line| is_fence(line.text, &["---"]));
    if !opens {
        return none(Vec::new());
    }
    let mut block = Block::new(file);
    for line in lines.by_ref().take(LINES) {
        if is_fence(line.text, &["---", "..."]) {
            return block.close(line.end, line.number + 1);
        }
        block.read(line.number, line.text.trim_end());
    }
    none(block.unclosed())
}

/// The longest block searched, in lines. A text that opens with a rule of dashes is not
/// read through to its end for another one.
const LINES: usize = 1000;

fn none(diagnostics: Vec<Diagnostic>) -> FrontMatter {
    let metadata = Metadata::default();
    FrontMatter {
        metadata,
        id: None,
        text_start: 0,
        text_line: 1,
        diagnostics,
    }
}

struct NumberedLine<'a> {
    number: u32,
    /// Without the line end.
    text: &'a str,
    /// The byte after the line end.
    end: usize,
}

fn numbered_lines(source: &str) -> impl Iterator<Item = NumberedLine<'_>> {
    let mut end = 0;
    source
        .split_inclusive('\n')
        .zip(1..)
        .map(move |(line, number)| {
            end += line.len();
            let text = line.strip_suffix('\n').unwrap_or(line);
            NumberedLine {
                number,
                text: text.strip_suffix('\r').unwrap_or(text),
                end,
            }
        })
}

fn is_fence(line: &str, fences: &[&str]) -> bool {
    fences.contains(&line.trim_end_matches([' ', '\t']))
}

/// The keys that Byline reads.
const KEYS: [&str; 6] = ["title", "date", "publisher", "url", "license", "id"];

/// A value under way: where it stands and what was read of it.
struct Entry {
    line: u32,
    column: u32,
    value: String,
}

/// A block under way.
struct Block<'a> {
    file: &'a str,
    entries: [Option<Entry>; KEYS.len()],
    /// The place in `KEYS` of the entry that an indented line goes on with.
    current: Option<usize>,
    /// How many lines were entries, known or not.
    keys: usize,
    odd_lines: Vec<u32>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Block<'a> {
    fn new(file: &'a str) -> Self {
        Self {
            file,
            entries: [const { None }; KEYS.len()],
            current: None,
            keys: 0,
            odd_lines: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn read(&mut self, number: u32, line: &str) {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            return;
        }
        let is_list = content == "-" || content.starts_with("- ");
        if is_list || content.len() < line.len() {
            self.go_on(number, content, is_list);
        } else if let Some((key, value)) = split_entry(line) {
            self.start(number, key, value, line);
        } else {
            self.odd_lines.push(number);
        }
    }

    fn start(&mut self, number: u32, key: &str, value: &str, line: &str) {
        self.keys += 1;
        self.current = KEYS
            .iter()
            .position(|known| key.eq_ignore_ascii_case(known));
        let Some(place) = self.current else { return };
        if self.entries[place].is_some() {
            let message = format!("`{key}` was given above: that one is kept; remove one");
            self.diagnostics
                .push(Diagnostic::warning(self.file, message).at(number, 1));
            self.current = None;
            return;
        }
        let is_block_scalar = matches!(value, "|" | "|-" | "|+" | ">" | ">-" | ">+");
        let value_start = line.len() - value.len();
        self.entries[place] = Some(Entry {
            line: number,
            column: line[..value_start].chars().count() as u32 + 1,
            value: if is_block_scalar {
                String::new()
            } else {
                value.to_owned()
            },
        });
    }

    fn go_on(&mut self, number: u32, content: &str, is_list: bool) {
        if self.keys == 0 {
            self.odd_lines.push(number);
        }
        let Some(place) = self.current else { return };
        if is_list {
            let message = format!(
                "`{}` takes one value: this list is passed over",
                KEYS[place]
            );
            self.diagnostics
                .push(Diagnostic::warning(self.file, message).at(number, 1));
            self.current = None;
        } else if let Some(entry) = &mut self.entries[place] {
            if !entry.value.is_empty() {
                entry.value.push(' ');
            }
            entry.value.push_str(content);
        }
    }

    fn close(mut self, text_start: usize, text_line: u32) -> FrontMatter {
        if self.keys == 0 {
            if self.odd_lines.is_empty() {
                return FrontMatter {
                    text_start,
                    text_line,
                    ..none(Vec::new())
                };
            }
            let message = "no `key: value` line between here and the next ---: read as text";
            return none(vec![Diagnostic::warning(self.file, message).at_line(1)]);
        }
        for number in &self.odd_lines {
            let message = "not a `key: value` line: passed over";
            self.diagnostics
                .push(Diagnostic::warning(self.file, message).at_line(*number));
        }
        let [title, date, publisher, url, license, id] = self.entries.map(|entry| {
            let entry = entry?;
            let value = unquote(&entry.value);
            (!value.is_empty()).then_some(Entry { value, ..entry })
        });
        let date = date.and_then(|entry| {
            let day = date::parse(&entry.value);
            if day.is_none() {
                let message = format!(
                    "{:?} names no day: write the date as YYYY-MM-DD",
                    entry.value
                );
                let odd = Diagnostic::warning(self.file, message).at(entry.line, entry.column);
                self.diagnostics.push(odd);
            }
            day
        });
        self.diagnostics.sort_by_key(Diagnostic::line);
        let value = |entry: Option<Entry>| entry.map(|entry| entry.value);
        let (title, publisher) = (value(title), value(publisher));
        FrontMatter {
            metadata: Metadata {
                title,
                date,
                publisher,
                url: value(url),
                license: value(license),
            },
            id: value(id),
            text_start,
            text_line,
            diagnostics: self.diagnostics,
        }
    }

    /// What to say of a block that nothing closes: nothing, if it does not look like one.
    fn unclosed(self) -> Vec<Diagnostic> {
        let looks_like_one = self.entries.iter().any(Option::is_some);
        let message = "the front matter opened here has no closing --- line: read as text";
        let told = looks_like_one.then(|| Diagnostic::warning(self.file, message).at_line(1));
        told.into_iter().collect()
    }
}

/// Splits `key: value`. A key has no white space and no quotes, and its colon is followed
/// by white space or nothing.
fn split_entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|character| character.is_alphanumeric() || "_-.".contains(character));
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_apart).then_some((key, value.trim()))
}

/// The value without the quotes around it, and without their escapes.
fn unquote(value: &str) -> String {
    let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if value.len() < 2 {
        return value.to_owned();
    }
    if let Some(inner) = inner('\'') {
        return inner.replace("''", "'");
    }
    let Some(inner) = inner('"') else {
        return value.to_owned();
    };
    let mut unquoted = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match (character, characters.as_str().chars().next()) {
            ('\\', Some(escaped @ ('"' | '\\'))) => {
                unquoted.push(escaped);
                characters.next();
            }
            _ => unquoted.push(character),
        }
    }
    unquoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn told(front_matter: &FrontMatter) -> Vec<String> {
        front_matter
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_key_is_read_bare_or_quoted_in_any_case() {
        let source = "---\r\nTitle: \"Talks: \\\"good\\\"\"\r\nDATE: 2024-10-29T10:00:00Z\r\n\
            publisher: 'Bob''s'\r\nurl: https://example.org/a#b\r\nlicense: CC BY 2.5\r\n\
            id: a-1\r\nauthor: Jo\r\n--- \r\nText.\r\n";
        let found = find(source, "a.txt");
        assert_eq!(found.metadata.title.as_deref(), Some("Talks: \"good\""));
        assert_eq!(found.metadata.date, Some(date(2024, 10, 29)));
        assert_eq!(found.metadata.publisher.as_deref(), Some("Bob's"));
        assert_eq!(
            found.metadata.url.as_deref(),
            Some("https://example.org/a#b")
        );
        assert_eq!(found.metadata.license.as_deref(), Some("CC BY 2.5"));
        assert_eq!(found.id.as_deref(), Some("a-1"));
        assert_eq!(&source[found.text_start..], "Text.\r\n");
        assert_eq!(found.text_line, 10);
        assert_eq!(found.diagnostics, []);
    }

    #[test]
    fn a_value_may_go_on_over_indented_lines() {
        let source = "---\ntitle: >-\n  Talks\n  begin\ntags:\n  - a\n- b\nurl: x\n---\n";
        let found = find(source, "a.txt");
        assert_eq!(found.metadata.title.as_deref(), Some("Talks begin"));
        assert_eq!(found.metadata.url.as_deref(), Some("x"));
        assert_eq!(found.diagnostics, []);
    }

    #[test]
    fn odd_lines_are_told_and_the_rest_is_read() {
        let source =
            "---\ntitle: A\nwhat is this\ntitle: B\ndate:  soon\npublisher:\n- C\n---\nText.";
        let found = find(source, "a.txt");
        assert_eq!(found.metadata.title.as_deref(), Some("A"));
        assert_eq!(&source[found.text_start..], "Text.");
        assert_eq!(
            told(&found),
            [
                "a.txt:3: warning: not a `key: value` line: passed over",
                "a.txt:4:1: warning: `title` was given above: that one is kept; remove one",
                "a.txt:5:8: warning: \"soon\" names no day: write the date as YYYY-MM-DD",
                "a.txt:7:1: warning: `publisher` takes one value: this list is passed over",
            ]
        );
    }

    #[test]
    fn a_block_that_nothing_closes_is_text() {
        let found = find("---\ntitle: A\nText.", "a.txt");
        assert_eq!((found.text_start, found.text_line), (0, 1));
        assert_eq!(
            told(&found),
            [
                "a.txt:1: warning: the front matter opened here has no closing --- line: read as text"
            ]
        );
    }

    #[test]
    fn a_text_between_rules_is_text() {
        let found = find("---\nTalks began.\n---\nMore.", "a.txt");
        assert_eq!(found.text_start, 0);
        assert_eq!(
            told(&found),
            ["a.txt:1: warning: no `key: value` line between here and the next ---: read as text"]
        );
        for plain in [
            "",
            "---",
            "---\nTalks began.",
            "----\na: b\n---\n",
            " ---\na: b\n---\n",
        ] {
            assert_eq!(find(plain, "a.txt"), none(Vec::new()), "{plain:?}");
        }
    }

    #[test]
    fn an_empty_block_is_front_matter() {
        let found = find("---\n---\nText.", "a.txt");
        assert_eq!((found.text_start, found.text_line), (8, 3));
        assert_eq!(found.diagnostics, []);
    }

    proptest! {
        #[test]
        fn the_text_after_a_block_is_unchanged(title in "[^\r\n\"'\\\\]{0,40}", text: String) {
            let source = format!("---\ntitle: \"{title}\"\nid: x\n---\n{text}");
            let found = find(&source, "a.txt");
            prop_assert_eq!(&source[found.text_start..], text.as_str());
            prop_assert_eq!(found.text_line, 5);
            let title = Some(title).filter(|title| !title.is_empty());
            prop_assert_eq!(found.metadata.title, title);
        }

        #[test]
        fn any_source_is_cut_at_a_line_start(
            source in "(---\r?\n)?([a-z]{1,5}:? ?[^\n]{0,9}\n){0,5}(---\n|\\.\\.\\.\n)?\\PC{0,20}"
        ) {
            let found = find(&source, "a.txt");
            let front = &source[..found.text_start];
            prop_assert!(front.is_empty() || front.ends_with('\n'));
            prop_assert_eq!(found.text_line as usize, front.matches('\n').count() + 1);
        }
    }
}
