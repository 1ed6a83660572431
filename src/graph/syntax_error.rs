//! Where a text stops being SPARQL: line, column, the line with a caret below.
//!
//! The parser tells the farthest place that it looked at, and of a keyword it looks at as many characters as the
//! keyword has: its place lies behind the real one, or hides it. So the text is parsed once more with its tokens set
//! far apart; then that place always lies in or right behind the token that is wrong.

use std::fmt;

use unicode_width::UnicodeWidthChar as _;

/// Blanks between tokens: more than any keyword of SPARQL has letters.
const APART: usize = 32;

/// Longer texts are not parsed again, in bytes.
const LONGEST: usize = 200_000;

/// The columns of a line that are shown around the caret.
const SHOWN: usize = 96;

/// A text that is not SPARQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    name: String,
    line: usize,
    column: usize,
    excerpt: String,
    problem: String,
}

impl SyntaxError {
    /// The error of `text`, which `name` names; `parse` gives the parser's message (`error at LINE:COLUMN: expected
    /// …`) for a text, none if that is well-formed.
    #[must_use]
    pub fn new(name: &str, text: &str, parse: &dyn Fn(&str) -> Option<String>) -> Self {
        let message = parse(text).unwrap_or_default();
        let (place, expected) = split(&message).unwrap_or(((1, 1), &message));
        let mut offset = offset_of(text, place);
        let mut problem = sentence(expected).unwrap_or_else(|| "not expected here".to_owned());
        if text.len() <= LONGEST {
            let tokens = tokens(text);
            let (apart, starts) = set_apart(text, &tokens);
            if let Some(message) = parse(&apart)
                && let Some((place, expected)) = split(&message)
            {
                let found = offset_of(&apart, place);
                let index = starts.partition_point(|&start| start <= found);
                let token = index.checked_sub(1).and_then(|index| tokens.get(index));
                offset = token.map_or(text.trim_end().len(), |token| token.start);
                let word = token.map(|token| &text[token.start..token.end]);
                problem = readable(word, expected);
            }
        }
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let excerpt = text[start..].split('\n').next().unwrap_or_default();
        Self {
            name: name.to_owned(),
            line: line + 1,
            column: text[start..offset].chars().count() + 1,
            excerpt: excerpt.trim_end_matches('\r').to_owned(),
            problem,
        }
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in code points, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The line and a caret below: control characters as blanks, a long line cut to what is near.
    fn picture(&self) -> (String, String) {
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        let width = |c: &char| c.width().unwrap_or(0);
        let mut before: Vec<char> = self.excerpt.chars().map(shown).collect();
        let after = before.split_off((self.column - 1).min(before.len()));
        let mut columns = 0;
        let kept = before.iter().rev().take_while(|c| {
            columns += width(c);
            columns <= SHOWN / 2
        });
        let first = before.len() - kept.count();
        let before = &before[first..];
        let indent: usize = before.iter().map(width).sum();
        let mut columns = indent;
        let after = after.iter().take_while(|c| {
            columns += width(c);
            columns <= SHOWN
        });
        let line: String = before.iter().chain(after).collect();
        (line.trim_end().to_owned(), " ".repeat(indent) + "^")
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, caret) = self.picture();
        write!(
            f,
            "{}:{}:{}: {}\n    {line}\n    {caret}",
            self.name, self.line, self.column, self.problem
        )
    }
}

/// Line, column and the rest of `error at LINE:COLUMN: …`.
fn split(message: &str) -> Option<((usize, usize), &str)> {
    let (place, rest) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some(((line.parse().ok()?, column.parse().ok()?), rest))
}

/// The byte at a line and a column in code points, both from 1.
fn offset_of(text: &str, (line, column): (usize, usize)) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &text[before.min(text.len())..];
    let within = rest.char_indices().nth(column - 1).map(|(at, _)| at);
    before + within.unwrap_or(rest.len())
}

/// Bytes of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// The first.
    pub(super) start: usize,
    /// The one after the last.
    pub(super) end: usize,
}

/// The tokens of `text`: IRIs, strings, words with what clings to them, marks. Comments are none.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if c == '<' {
            iri(rest).unwrap_or(1)
        } else if c == '"' || c == '\'' {
            string(rest)
        } else if is_word(c) {
            rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
        } else {
            mark(rest).unwrap_or(c.len_utf8())
        };
        tokens.push(Token {
            start: at,
            end: at + length,
        });
        at += length;
    }
    tokens
}

/// What stands in variables, prefixed names, keywords, numbers and language tags.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "?$:_-.%@\\\u{B7}".contains(c)
}

/// The length of the IRI that `rest` starts with.
fn iri(rest: &str) -> Option<usize> {
    let stop = rest[1..].find(|c: char| c.is_whitespace() || "<>\"{}|^`".contains(c))? + 1;
    rest[stop..].starts_with('>').then_some(stop + 1)
}

/// The length of the string that `rest` starts with; all of it if it has no end.
fn string(rest: &str) -> usize {
    let quote = &rest[..1];
    let long = quote.repeat(3);
    let fence = if rest.starts_with(&long) {
        long.as_str()
    } else {
        quote
    };
    let mut at = fence.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(fence) {
            return at + fence.len();
        }
        if fence.len() == 1 && c == '\n' {
            return at;
        }
        at += c.len_utf8();
        if c == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of the mark of several characters that `rest` starts with.
fn mark(rest: &str) -> Option<usize> {
    let marks = [
        "<<(", ")>>", "&&", "||", "!=", "<=", ">=", "^^", "<<", ">>", "{|", "|}",
    ];
    let found = marks.iter().find(|mark| rest.starts_with(**mark));
    found.map(|mark| mark.len())
}

/// The tokens far apart, and where each starts there, the end of the text too.
fn set_apart(text: &str, tokens: &[Token]) -> (String, Vec<usize>) {
    let mut apart = String::with_capacity(text.len() + tokens.len() * APART);
    let mut starts = Vec::with_capacity(tokens.len() + 1);
    for token in tokens {
        starts.push(apart.len());
        apart += &text[token.start..token.end];
        apart.extend(std::iter::repeat_n(' ', APART));
    }
    starts.push(apart.len());
    (apart, starts)
}

/// What is wrong with `word`, or with the end of the text, where the parser expected something else.
fn readable(word: Option<&str>, expected: &str) -> String {
    let items = items(expected.strip_prefix("expected ").unwrap_or(expected));
    if let Some(sentence) = sentence(expected) {
        return match word {
            Some(word) => format!("{sentence} ({})", shortened(word)),
            None => sentence,
        };
    }
    let Some(word) = word else {
        let marks: Vec<&str> = items
            .iter()
            .filter_map(|item| item.strip_prefix('"')?.strip_suffix('"'))
            .filter(|mark| *mark != "#")
            .collect();
        return if marks.is_empty() {
            "it ends too early".to_owned()
        } else {
            format!("it ends too early: expected {}", marks.join(" "))
        };
    };
    let close = items.iter().find(|item| is_close(item, word));
    match close {
        Some(keyword) => format!("unexpected {}: perhaps {keyword}", shortened(word)),
        None => format!("unexpected {}", shortened(word)),
    }
}

/// A sentence that the grammar gives instead of a list of tokens, such as "Prefix not found".
fn sentence(expected: &str) -> Option<String> {
    let items = items(expected.strip_prefix("expected ").unwrap_or(expected));
    let is_sentence = |item: &&String| item.contains(' ') && !item.starts_with(['"', '[']);
    items.iter().find(is_sentence).map(|text| lower_first(text))
}

/// The items of the parser's list: quoted strings, character classes in brackets, keywords, sentences.
fn items(list: &str) -> Vec<String> {
    let list = list.strip_prefix("one of ").unwrap_or(list);
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote: Option<char> = None;
    let mut is_escaped = false;
    let mut depth = 0_i32;
    for c in list.chars() {
        if is_escaped {
            is_escaped = false;
        } else if let Some(open) = quote {
            is_escaped = c == '\\';
            if c == open {
                quote = None;
            }
        } else {
            match c {
                '"' | '\'' => quote = Some(c),
                '[' => depth += 1,
                ']' => depth -= 1,
                ',' if depth <= 0 => {
                    items.push(std::mem::take(&mut item).trim().to_owned());
                    continue;
                }
                _ => {}
            }
        }
        item.push(c);
    }
    items.push(item.trim().to_owned());
    items
}

/// Whether `word` is `keyword` with one or two letters wrong, lacking or too many.
fn is_close(keyword: &str, word: &str) -> bool {
    let is_keyword = keyword.len() > 2 && keyword.chars().all(|c| c.is_ascii_alphabetic());
    let (keyword, word) = (keyword.to_ascii_uppercase(), word.to_ascii_uppercase());
    let same_start = keyword
        .bytes()
        .zip(word.bytes())
        .take_while(|(a, b)| a == b);
    let start = same_start.count();
    let reversed = keyword.bytes().rev().zip(word.bytes().rev());
    let end = reversed.take_while(|(a, b)| a == b).count();
    let most = keyword.len().max(word.len());
    is_keyword && start + end + 2 >= most && keyword.len().abs_diff(word.len()) <= 2 && start > 0
}

fn shortened(word: &str) -> String {
    let word = word.replace(char::is_control, " ");
    if word.chars().count() <= 40 {
        return word;
    }
    word.chars().take(39).chain(['…']).collect()
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match (chars.next(), chars.clone().next()) {
        // Not of words in capitals: "SELECT * is not authorized".
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn error(text: &str) -> SyntaxError {
        SyntaxError::new("-e", text, &|text: &str| {
            let parser = SparqlParser::new().with_prefix("ex", "https://example.org/");
            let parsed = parser.expect("an IRI").parse_query(text);
            parsed.err().map(|error| error.to_string())
        })
    }

    /// The text, with ⮞ before the place where it is wrong, and what is wrong.
    fn check(marked: &str, problem: &str) {
        let text = marked.replace('⮞', "");
        let found = error(&text);
        let offset = offset_of(&text, (found.line, found.column));
        let shown = format!("{}⮞{}", &text[..offset], &text[offset..]);
        assert_eq!((shown.as_str(), found.problem.as_str()), (marked, problem));
    }

    #[test]
    fn the_place_is_that_of_the_wrong_token() {
        check(
            "SELECT ?s ⮞WHER { ?s ?p ?o }",
            "unexpected WHER: perhaps WHERE",
        );
        check("SELECT ?s { ?s ?p ⮞}", "unexpected }");
        check("SELECT ?s { ?s ⮞foo ?o }", "unexpected foo");
        check("SELECT ?s { ?s ⮞nope:x ?o }", "prefix not found (nope:x)");
        check("SELECT ?s { ?s ex:p ?o } LIMIT ⮞x", "unexpected x");
        check("SELECT * { ?s ?p ?o FILTER(?o > ⮞) }", "unexpected )");
        check("SELECT * { ?s ?p ?o } ORDER ⮞?s", "unexpected ?s");
        check(
            "SELECT * {\n  # 최선희 <a\n  ?s ⮞'최선희' ?o }",
            "unexpected '최선희'",
        );
    }

    #[test]
    fn a_text_that_ends_too_early_is_wrong_at_its_end() {
        assert!(
            error("SELECT ?s { ?s ?p ?o")
                .problem
                .starts_with("it ends too early")
        );
        assert!(error("").problem.starts_with("it ends too early"));
        assert_eq!(error("SELECT ?s { ?s ?p ?o").column, 21);
    }

    #[test]
    fn the_caret_stands_below_the_place_whatever_stands_before_it() {
        for (text, caret) in [
            ("SELECT oops", 7),
            ("\tSELECT oops", 8),
            ("SELECT ('최선희' AS ?x) oops", 24),
            ("SELECT ('e\u{301}' AS ?x) oops", 19),
        ] {
            let shown = error(text).to_string();
            let line = shown.lines().last().expect("a line");
            assert_eq!(line.find('^'), Some(4 + caret), "{shown}");
        }
    }

    #[test]
    fn a_long_line_is_cut_to_what_is_near_the_caret() {
        let text = format!(
            "SELECT * {{ ?s ?p '{}' ! '{}' }}",
            "a".repeat(5000),
            "b".repeat(5000)
        );
        let shown = error(&text).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].len() <= 4 + SHOWN, "{shown}");
        let caret = lines[2].find('^').expect("a caret");
        assert_eq!(&lines[1][caret..=caret], "!");
    }

    #[test]
    fn any_text_gives_a_place_inside_it() {
        for text in [
            "\"",
            "'''",
            "<",
            "\\",
            "?s\u{0}",
            "#",
            "\n\n\n{",
            "最",
            "SELECT \"\\",
            "\"\"\"\\",
        ] {
            let found = error(text);
            assert!(found.line >= 1 && found.column >= 1);
            let _ = found.to_string();
        }
    }
}
