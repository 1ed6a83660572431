//! The questions that ship with the program: `queries/*.rq`, each with a header that says what it asks, what can be
//! given to it, and which columns it answers with.
//!
//! ```text
//! # title: Who visited where
//! # param who: entity, the visitor
//! # param since: date, required, the first day
//! # expect: ?visitor ?place ?articles
//! ```

use std::fmt;
use std::str::FromStr;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// An entity, by its name or IRI.
    Entity,
    /// A relation, by its label or IRI.
    Relation,
    /// A document, by its id, headline or IRI.
    Document,
    /// A day: 2024-10-29.
    Date,
    /// A whole number.
    Number,
    /// Words.
    Text,
    /// What the value looks like: a term, a date, a number, the name of an entity or relation, words.
    #[default]
    Any,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Entity,
        Self::Relation,
        Self::Document,
        Self::Date,
        Self::Number,
        Self::Text,
        Self::Any,
    ];

    /// The word for it in a header.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Relation => "relation",
            Self::Document => "document",
            Self::Date => "date",
            Self::Number => "number",
            Self::Text => "text",
            Self::Any => "any",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The word is no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoKind;

impl FromStr for Kind {
    type Err = NoKind;

    fn from_str(word: &str) -> Result<Self, NoKind> {
        let found = Self::ALL.into_iter().find(|kind| kind.word() == word);
        found.ok_or(NoKind)
    }
}

/// Whether a question can be asked without a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It asks for everything then.
    Optional,
    /// It asks nothing then.
    Required,
}

/// Something that a question can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The variable, without `?`.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be given.
    pub need: Need,
    /// What it is, in words.
    pub about: String,
}

/// A question and what its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name: that of its file, without the extension.
    pub name: String,
    /// What it asks, in a line.
    pub title: String,
    /// What it can be given.
    pub parameters: Vec<Parameter>,
    /// The columns of its answer, without `?`.
    pub columns: Vec<String>,
    /// The SPARQL, header and all.
    pub text: String,
}

/// Embeds files of `queries/` by their names.
macro_rules! embedded {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../queries/", $name, ".rq")))),+]
    };
}

/// Names and texts, sorted by name.
const EMBEDDED: [(&str, &str); 17] = embedded![
    "claimed" "claims-of" "co-mentions" "conflicts" "corroborated" "denied" "events"
    "most-supported" "neighbours" "new-since" "planned" "positions" "said" "sends" "sources" "timeline" "visits"
];

/// The questions that ship with the program, sorted by name.
#[must_use]
pub fn entries() -> Vec<Entry> {
    EMBEDDED
        .iter()
        .map(|(name, text)| Entry::read(name, text))
        .collect()
}

/// The question `name` that ships with the program.
#[must_use]
pub fn entry(name: &str) -> Option<Entry> {
    let found = EMBEDDED.iter().find(|(known, _)| *known == name);
    found.map(|(name, text)| Entry::read(name, text))
}

impl Entry {
    /// Reads the header of `text`; whatever it lacks stays empty, so that any query is an entry.
    ///
    /// # Examples
    /// ```
    /// use byline::graph::catalogue::{Entry, Kind};
    /// let entry = Entry::read("a", "# title: All\n# param who: entity, the actor\nSELECT * { ?who ?p ?o }");
    /// assert_eq!(entry.title, "All");
    /// assert_eq!(entry.parameters[0].kind, Kind::Entity);
    /// ```
    #[must_use]
    pub fn read(name: &str, text: &str) -> Self {
        let mut entry = Self {
            name: name.to_owned(),
            title: String::new(),
            parameters: Vec::new(),
            columns: Vec::new(),
            text: text.to_owned(),
        };
        let lines = text.lines().map(str::trim);
        for line in lines.take_while(|line| line.is_empty() || line.starts_with('#')) {
            let line = line.trim_start_matches('#').trim();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match key.trim().split_once(' ') {
                Some(("param", name)) => entry.parameters.push(Parameter::read(name.trim(), value)),
                None if key == "title" => value.clone_into(&mut entry.title),
                None if key == "expect" => {
                    let columns = value.split_whitespace();
                    entry.columns = columns
                        .map(|column| column.trim_start_matches('?').to_owned())
                        .collect();
                }
                Some(_) | None => {}
            }
        }
        entry
    }

    /// What the parameter `name` is; one that the header does not name takes anything.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }
}

impl Parameter {
    /// Reads `KIND, required, WORDS`, of which all but the words may be missing.
    fn read(name: &str, text: &str) -> Self {
        let mut parameter = Self {
            name: name.trim_start_matches('?').to_owned(),
            kind: Kind::Any,
            need: Need::Optional,
            about: String::new(),
        };
        let cut = |text: &'_ str| {
            let (word, left) = text.split_once(',').unwrap_or((text, ""));
            (word.trim().to_owned(), left.trim().to_owned())
        };
        let mut rest = text.to_owned();
        let (word, left) = cut(&rest);
        if let Ok(kind) = word.parse() {
            parameter.kind = kind;
            rest = left;
        }
        let (word, left) = cut(&rest);
        if word == "required" {
            parameter.need = Need::Required;
            rest = left;
        }
        parameter.about = rest;
        parameter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_may_lack_anything() {
        let entry = Entry::read("a", "SELECT * { ?s ?p ?o }");
        assert_eq!(entry.title, "");
        let entry = Entry::read(
            "a",
            "# a remark: not of ours\n#param x\n# param x: words, more words\n",
        );
        assert_eq!(entry.parameters.len(), 1);
        assert_eq!(entry.parameters[0].kind, Kind::Any);
        assert_eq!(entry.parameters[0].about, "words, more words");
    }

    #[test]
    fn parameters_say_what_they_take() {
        let parameter = Parameter::read("since", "date, required, the first day, inclusive");
        assert_eq!(parameter.kind, Kind::Date);
        assert_eq!(parameter.need, Need::Required);
        assert_eq!(parameter.about, "the first day, inclusive");
    }

    #[test]
    fn comments_in_the_query_are_no_header() {
        let entry = Entry::read("a", "# title: A\nSELECT * {\n# title: B\n}");
        assert_eq!(entry.title, "A");
    }

    #[test]
    fn every_shipped_query_is_embedded_once_and_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/queries");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of queries")
            .map(|file| {
                file.expect("a file")
                    .file_name()
                    .into_string()
                    .expect("UTF-8")
            })
            .filter_map(|file| file.strip_suffix(".rq").map(str::to_owned))
            .collect();
        files.sort();
        let names: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, files);
    }
}
