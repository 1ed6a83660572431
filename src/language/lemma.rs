//! Lemmas as edit scripts on forms (after Chrupała 2006); `training/lemmas.py` makes them.

use std::fmt;
use std::str::FromStr;

/// How a form becomes its lemma.
///
/// # Examples
/// ```
/// use byline::language::lemma::Script;
/// let script: Script = "1|y|l".parse()?;
/// assert_eq!(script.apply("Countri"), "country");
/// assert_eq!("=be".parse::<Script>()?.apply("were"), "be");
/// # Ok::<(), byline::language::lemma::ScriptError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Script {
    /// Cut characters off the end and add others, perhaps in lower case.
    Edit {
        /// Characters to cut.
        cut: usize,
        /// What to add.
        add: Box<str>,
        /// Whether the form is lower-cased first.
        lower: bool,
    },
    /// A lemma that shares too little with its form.
    Whole(Box<str>),
}

/// A text that is no script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError(Box<str>);

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no lemma script (CUT|ADD|l, CUT|ADD|k or =LEMMA)",
            self.0
        )
    }
}

impl std::error::Error for ScriptError {}

impl FromStr for Script {
    type Err = ScriptError;

    /// Reads `CUT|ADD|l` (lower-case first), `CUT|ADD|k` (keep the case) or `=LEMMA`.
    ///
    /// # Errors
    /// If it is none of these.
    fn from_str(text: &str) -> Result<Self, ScriptError> {
        if let Some(lemma) = text.strip_prefix('=') {
            return Ok(Self::Whole(lemma.into()));
        }
        let edit = || {
            let (cut, rest) = text.split_once('|')?;
            let (add, case) = rest.rsplit_once('|')?;
            let lower = match case {
                "l" => true,
                "k" => false,
                _ => return None,
            };
            Some(Self::Edit {
                cut: cut.parse().ok()?,
                add: add.into(),
                lower,
            })
        };
        edit().ok_or_else(|| ScriptError(text.into()))
    }
}

impl Script {
    /// The lemma of `form`; a form shorter than the cut is kept.
    #[must_use]
    pub fn apply(&self, form: &str) -> String {
        match self {
            Self::Whole(lemma) => lemma.to_string(),
            Self::Edit { cut, add, lower } => {
                let mut lemma = if *lower {
                    form.to_lowercase()
                } else {
                    form.to_owned()
                };
                let stem = match cut {
                    0 => Some(lemma.len()),
                    cut => lemma.char_indices().rev().nth(cut - 1).map(|(at, _)| at),
                };
                if let Some(stem) = stem.filter(|&stem| stem > 0 || !add.is_empty()) {
                    lemma.truncate(stem);
                    lemma.push_str(add);
                }
                lemma
            }
        }
    }
}
