//! Morphological features: a sorted list of `Key=Value`,
//! <https://universaldependencies.org/u/feat/>.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The features of a word, sorted by key; cheap to clone.
///
/// # Examples
/// ```
/// use byline::language::features::Features;
/// let features: Features = "Tense=Past|Mood=Ind".parse()?;
/// assert_eq!(features.get("Tense"), Some("Past"));
/// assert_eq!(features.to_string(), "Mood=Ind|Tense=Past");
/// assert_eq!(Features::default().to_string(), "_");
/// # Ok::<(), byline::language::features::FeaturesError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features {
    /// `Key=Value|Key=Value`, sorted; `None` for no features.
    list: Option<Arc<str>>,
}

impl Features {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_none()
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// Keys and values, sorted by key as CoNLL-U asks (upper and lower case alike).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list
            .as_deref()
            .into_iter()
            .flat_map(|list| list.split('|'))
            .filter_map(|feature| feature.split_once('='))
    }
}

impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.list.as_deref().unwrap_or("_"))
    }
}

impl FromStr for Features {
    type Err = FeaturesError;

    /// Reads CoNLL-U's FEATS in any order; `_` is the empty list.
    ///
    /// # Errors
    /// If a part is not `Key=Value`, or a key comes twice.
    fn from_str(feats: &str) -> Result<Self, FeaturesError> {
        if feats == "_" {
            return Ok(Self::default());
        }
        let mut pairs = Vec::new();
        for feature in feats.split('|') {
            match feature.split_once('=') {
                Some((key, value)) if is_word(key) && is_word(value) && !value.contains('=') => {
                    pairs.push((key.to_lowercase(), key, feature));
                }
                _ => return Err(FeaturesError::Malformed(feature.into())),
            }
        }
        pairs.sort_unstable();
        for pair in pairs.windows(2) {
            if pair[0].1 == pair[1].1 {
                return Err(FeaturesError::Twice(pair[0].1.into()));
            }
        }
        let list: Vec<&str> = pairs.iter().map(|&(_, _, feature)| feature).collect();
        Ok(Self {
            list: Some(list.join("|").into()),
        })
    }
}

fn is_word(part: &str) -> bool {
    !part.is_empty() && !part.contains(char::is_whitespace)
}

/// Why a string is no list of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeaturesError {
    /// A part that is not `Key=Value`.
    Malformed(Box<str>),
    /// A key with two values.
    Twice(Box<str>),
}

impl fmt::Display for FeaturesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(feature) => {
                write!(
                    f,
                    "the feature `{}` is not of the form Key=Value",
                    feature.escape_debug()
                )
            }
            Self::Twice(key) => write!(f, "the feature {} has two values", key.escape_debug()),
        }
    }
}

impl std::error::Error for FeaturesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_sorted_whatever_the_case_of_their_keys() {
        let features: Features = "b=1|A=2|C=3".parse().expect("well-formed");
        assert_eq!(features.to_string(), "A=2|b=1|C=3");
    }

    #[test]
    fn malformed_and_repeated_features_are_refused() {
        for feats in [
            "",
            "Number",
            "=Sing",
            "Number=",
            "Number=Sing|",
            "A=b=c",
            "A=b c",
        ] {
            assert!(
                matches!(feats.parse::<Features>(), Err(FeaturesError::Malformed(_))),
                "{feats}"
            );
        }
        assert_eq!(
            "Number=Sing|Case=Nom|Number=Plur".parse::<Features>(),
            Err(FeaturesError::Twice("Number".into()))
        );
    }
}
