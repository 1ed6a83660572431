//! What can go wrong with a question: told in a line that says what to do next, syntax errors with a caret.

use std::fmt;
use std::time::Duration;

use unicode_width::UnicodeWidthChar as _;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// It is not SPARQL.
    Syntax(SyntaxError),
    /// A variable cannot be bound.
    Variable {
        /// Its name, without `?`.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It took too long.
    Time(Duration),
    /// It has more rows than this.
    Rows(usize),
    /// It took more than these bytes of memory.
    Memory(u64),
    /// It asks a service that the user did not allow.
    ServiceNotAllowed(String),
    /// Anything else, as the evaluation tells it.
    Failed(String),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Variable { name, problem } => {
                write!(
                    f,
                    "--set {name}: ?{name} {problem}: see the query's variables"
                )
            }
            Self::Time(time) => write!(
                f,
                "no answer within {} s: make the query narrower (LIMIT, or name a subject), or raise --timeout",
                time.as_secs_f64()
            ),
            Self::Rows(rows) => write!(
                f,
                "more than {rows} rows: add a LIMIT, or raise --limit-rows"
            ),
            Self::Memory(bytes) => write!(
                f,
                "more than {} MiB of memory: make the query narrower, or raise --limit-memory",
                bytes >> 20
            ),
            Self::ServiceNotAllowed(service) => write!(
                f,
                "SERVICE <{service}> is off: to let this query ask it, add --allow-service {service}"
            ),
            Self::Failed(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for QueryError {}

/// Where a text stops being SPARQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    name: String,
    line: usize,
    column: usize,
    excerpt: String,
    problem: String,
}

/// The most expected tokens that are named.
const NAMED: usize = 8;

/// The columns of a line that are shown around the caret.
const SHOWN: usize = 96;

impl SyntaxError {
    /// The error of the text that `name` names, after the parser's message
    /// (`error at LINE:COLUMN: expected one of …`).
    #[must_use]
    pub fn new(name: &str, text: &str, message: &str) -> Self {
        let (place, problem) = place(message).unwrap_or(((1, 1), message));
        let (line, column) = place;
        let excerpt = text.split('\n').nth(line - 1).unwrap_or_default();
        Self {
            name: name.to_owned(),
            line,
            column,
            excerpt: excerpt.trim_end_matches('\r').to_owned(),
            problem: readable(problem),
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

    /// The line with a caret below: tabs and control characters as blanks, a long line cut to what is near.
    fn picture(&self) -> (String, String) {
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        let width = |c: &char| c.width().unwrap_or(0);
        let before: Vec<char> = self
            .excerpt
            .chars()
            .take(self.column - 1)
            .map(shown)
            .collect();
        let after = self.excerpt.chars().skip(self.column - 1).map(shown);
        let mut columns = 0;
        let mut kept: Vec<char> = before
            .iter()
            .rev()
            .take_while(|c| {
                columns += width(c);
                columns <= SHOWN / 2
            })
            .copied()
            .collect();
        kept.reverse();
        let indent: usize = kept.iter().map(width).sum();
        let mut line: String = kept.into_iter().collect();
        let mut columns = indent;
        line.extend(after.take_while(|c| {
            columns += width(c);
            columns <= SHOWN
        }));
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
fn place(message: &str) -> Option<((usize, usize), &str)> {
    let (place, rest) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some(((line.parse().ok()?, column.parse().ok()?), rest))
}

/// The parser's list of expectations, without character classes (every character of a name, a number, a comment is
/// expected nearly everywhere), and no longer than can be read.
fn readable(problem: &str) -> String {
    let Some(list) = problem.strip_prefix("expected one of ") else {
        return match problem.strip_prefix("expected ") {
            // A sentence that the grammar gives, such as "Prefix not found".
            Some(sentence) if sentence.contains(' ') && !sentence.starts_with(['"', '[']) => {
                lower_first(sentence)
            }
            Some(_) | None => problem.to_owned(),
        };
    };
    let tokens = tokens(list);
    let sentence = tokens
        .iter()
        .find(|token| token.contains(' ') && !token.starts_with(['"', '[']));
    if let Some(sentence) = sentence {
        return lower_first(sentence);
    }
    let mut words: Vec<&str> = tokens
        .iter()
        .filter(|token| !token.starts_with('[') && !matches!(token.as_str(), "\"#\"" | "EOF"))
        .map(|token| token.trim_matches('"'))
        .filter(|word| !word.is_empty())
        .collect();
    words.dedup();
    let is_end = tokens.iter().any(|token| token == "EOF");
    let more = words.len().saturating_sub(NAMED);
    words.truncate(NAMED);
    let mut text = match (words.is_empty(), is_end) {
        (true, true) => return "expected the end".to_owned(),
        (true, false) => return "not expected here".to_owned(),
        (false, true) => format!("expected the end or {}", words.join(" ")),
        (false, false) => format!("expected {}", words.join(" ")),
    };
    if more > 0 {
        text += " …";
    }
    text
}

/// The items of a list whose items are quoted strings, character classes in brackets, or words.
fn tokens(list: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let mut quote: Option<char> = None;
    let mut is_escaped = false;
    for c in list.chars() {
        match quote {
            _ if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ',' && !token.starts_with('[') || c == ',' && token.ends_with(']') => {
                tokens.push(token.trim().to_owned());
                token.clear();
                continue;
            }
            Some(_) | None => {}
        }
        if !(token.is_empty() && c == ' ') {
            token.push(c);
        }
    }
    tokens.push(token.trim().to_owned());
    tokens
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

    #[test]
    fn the_caret_stands_below_the_place_whatever_stands_before_it() {
        for (text, column, caret) in [
            ("SELECT oops", 8, 7),
            ("\tSELECT oops", 9, 8),
            ("# 최선희 oops", 7, 9),
            ("e\u{301} oops", 4, 2),
        ] {
            let error =
                SyntaxError::new("-e", text, &format!("error at 1:{column}: expected \"x\""));
            let shown = error.to_string();
            let line = shown.lines().last().expect("a line");
            assert_eq!(line.find('^'), Some(4 + caret), "{shown}");
        }
    }

    #[test]
    fn a_long_line_is_cut_to_what_is_near_the_caret() {
        let text = "a".repeat(5000) + "!" + &"b".repeat(5000);
        let error = SyntaxError::new("-e", &text, "error at 1:5001: expected \"x\"");
        let shown = error.to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].len() <= 4 + SHOWN);
        let caret = lines[2].find('^').expect("a caret");
        assert_eq!(&lines[1][caret..=caret], "!");
    }

    #[test]
    fn expectations_are_readable() {
        let classes = "expected one of \"#\", \"WHERE\", \"{\", ['\\t' | ' ' | ',' | '\\r'], EOF";
        assert_eq!(readable(classes), "expected the end or WHERE {");
        assert_eq!(
            readable("expected one of \"x\", Prefix not found"),
            "prefix not found"
        );
        assert_eq!(readable("expected EOF"), "expected EOF");
    }
}
