//! The MISC column: a list of `Key=Value`, with values escaped.
//!
//! Escapes are those that `UDPipe` writes (`\s` space, `\t` tab, `\n` and `\r` line breaks,
//! `\p` pipe, `\\` backslash; <https://ufal.mff.cuni.cz/udpipe/2/users-manual>), and `\e` for
//! the equals sign.

use std::fmt;

/// The attributes of a MISC column in order, as they were written.
///
/// # Examples
/// ```
/// use byline::language::conllu::misc::Misc;
/// let mut misc = Misc::parse("SpaceAfter=No|Typo");
/// assert_eq!(misc.get("SpaceAfter").as_deref(), Some("No"));
/// misc.set("Note", "a|b=c");
/// assert_eq!(misc.to_string(), r"SpaceAfter=No|Typo|Note=a\pb\ec");
/// assert_eq!(misc.get("Note").as_deref(), Some("a|b=c"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Misc {
    attributes: Vec<Box<str>>,
}

impl Misc {
    /// Splits a column; `_` is the empty list. Nothing in it is refused.
    #[must_use]
    pub fn parse(column: &str) -> Self {
        if column == "_" {
            return Self::default();
        }
        Self {
            attributes: column.split('|').map(Box::from).collect(),
        }
    }

    /// The unescaped value of the first attribute with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        let value = self.attributes.iter().find_map(|attribute| {
            attribute
                .split_once('=')
                .filter(|(k, _)| *k == key)
                .map(|(_, value)| value)
        });
        value.map(unescape)
    }

    /// Adds an attribute at the end, in place of any with the same key.
    pub fn set(&mut self, key: &str, value: &str) {
        self.remove(key);
        self.attributes
            .push(format!("{key}={}", escape(value)).into());
    }

    /// Takes the attributes with this key out.
    pub fn remove(&mut self, key: &str) {
        self.attributes
            .retain(|attribute| attribute.split_once('=').map_or(&**attribute, |(k, _)| k) != key);
    }
}

impl fmt::Display for Misc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attributes.is_empty() {
            return f.write_str("_");
        }
        f.write_str(&self.attributes.join("|"))
    }
}

/// Replaces what a value cannot hold.
fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match CODES.iter().find(|(_, plain)| *plain == c) {
            Some((code, _)) => escaped.extend(['\\', *code]),
            None => escaped.push(c),
        }
    }
    escaped
}

/// Undoes [`escape`]; a backslash before any other character stands for itself.
fn unescape(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let known = CODES
            .iter()
            .find(|(code, _)| c == '\\' && Some(*code) == next);
        if let Some((_, unescaped)) = known {
            plain.push(*unescaped);
            rest.next();
        } else {
            plain.push(c);
        }
    }
    plain
}

/// The character after the backslash, and what it stands for.
const CODES: [(char, char); 7] = [
    ('\\', '\\'),
    ('p', '|'),
    ('e', '='),
    ('s', ' '),
    ('t', '\t'),
    ('n', '\n'),
    ('r', '\r'),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_matched_whole_and_attributes_without_value_stay() {
        let mut misc = Misc::parse("Names=1|Name=2|Name|x==y");
        assert_eq!(misc.get("Name").as_deref(), Some("2"));
        assert_eq!(misc.get("x").as_deref(), Some("=y"));
        misc.remove("Name");
        assert_eq!(misc.to_string(), "Names=1|x==y");
        misc.remove("Names");
        misc.remove("x");
        assert_eq!(misc.to_string(), "_");
    }

    proptest! {
        #[test]
        fn any_value_is_read_back_and_any_column_written_back(value in any::<String>(), column in "[a|=_\\\\]{1,8}") {
            let mut misc = Misc::default();
            misc.set("Key", &value);
            prop_assert!(!misc.to_string().contains(['|', '\t', '\n', '\r', ' ']));
            prop_assert_eq!(Misc::parse(&misc.to_string()).get("Key"), Some(value));
            prop_assert_eq!(Misc::parse(&column).to_string(), column);
        }
    }
}
