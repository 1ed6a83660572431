//! English pronouns: `data/pronouns.tsv`.

use std::collections::HashMap;

use super::gazetteer::rows;
use super::nouns::{Gender, gender};

/// How a pronoun refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PronounKind {
    /// "she", "them".
    Personal,
    /// "her", "its".
    Possessive,
    /// "herself".
    Reflexive,
    /// "this" alone.
    Demonstrative,
    /// "who".
    Relative,
    /// "someone".
    Indefinite,
    /// "there", where it is a place.
    Place,
}

/// Singular or plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
}

/// What a pronoun says about whom it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// How it refers.
    pub kind: PronounKind,
    /// The grammatical person: 1, 2 or 3.
    pub person: u8,
    /// How many, if it tells.
    pub number: Option<Number>,
    /// The gender, if it tells.
    pub gender: Option<Gender>,
}

/// The pronouns by their forms.
#[derive(Debug)]
pub struct Pronouns(HashMap<&'static str, Pronoun>);

impl Default for Pronouns {
    fn default() -> Self {
        Self::new()
    }
}

impl Pronouns {
    /// The list that the program carries.
    #[must_use]
    pub fn new() -> Self {
        Self(
            rows(include_str!("../../data/pronouns.tsv"))
                .filter_map(|row| pronoun(&row))
                .collect(),
        )
    }

    /// The pronoun of this form (lower case).
    ///
    /// # Examples
    /// ```
    /// use byline::knowledge::pronoun::{Number, Pronouns};
    /// assert_eq!(Pronouns::new().get("they").unwrap().number, Some(Number::Plural));
    /// assert!(Pronouns::new().get("table").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, form: &str) -> Option<Pronoun> {
        self.0.get(form).copied()
    }
}

fn pronoun(row: &[&'static str]) -> Option<(&'static str, Pronoun)> {
    let [form, kind, person, number, gender_code] = *row else {
        return None;
    };
    let kind = match kind {
        "personal" => PronounKind::Personal,
        "possessive" => PronounKind::Possessive,
        "reflexive" => PronounKind::Reflexive,
        "demonstrative" => PronounKind::Demonstrative,
        "relative" => PronounKind::Relative,
        "indefinite" => PronounKind::Indefinite,
        "place" => PronounKind::Place,
        _ => return None,
    };
    let number = match number {
        "sing" => Some(Number::Singular),
        "plur" => Some(Number::Plural),
        _ => None,
    };
    Some((
        form,
        Pronoun {
            kind,
            person: person.parse().ok()?,
            number,
            gender: gender(gender_code),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let count = rows(include_str!("../../data/pronouns.tsv")).count();
        assert_eq!(Pronouns::new().0.len(), count);
    }
}
