//! Frames: predicates with their `PropBank` sense, their arguments and their factuality.
//!
//! Rolesets are those of the `PropBank` frame files,
//! <https://github.com/propbank/propbank-frames>; factuality is that of UDS
//! (<http://decomp.io/projects/factuality/>).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::role::Role;
use super::token::TokenIdx;

/// A sense of a predicate: `send.01`, `give_up.08`, `take.LV`. Cheap to clone.
///
/// # Examples
/// ```
/// use byline::language::frames::Roleset;
/// let roleset: Roleset = "send.01".parse()?;
/// assert_eq!((roleset.lemma(), roleset.sense()), ("send", "01"));
/// # Ok::<(), byline::language::frames::RolesetError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Roleset(Arc<str>);

impl Roleset {
    /// The first sense of a lemma that no frame file lists; `misc` where the lemma could not stand in a roleset.
    #[must_use]
    pub fn unlisted(lemma: &str) -> Self {
        let lemma = if lemma.is_empty() || lemma.contains(char::is_whitespace) {
            "misc"
        } else {
            lemma
        };
        Self(format!("{}.01", lemma.to_lowercase()).into())
    }

    /// The whole identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the last full stop.
    #[must_use]
    pub fn lemma(&self) -> &str {
        self.0
            .rsplit_once('.')
            .map_or(self.as_str(), |(lemma, _)| lemma)
    }

    /// The part after the last full stop: a number, or `LV` for a light verb.
    #[must_use]
    pub fn sense(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |(_, sense)| sense)
    }
}

impl fmt::Display for Roleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Roleset {
    type Err = RolesetError;

    /// Reads `lemma.sense`.
    ///
    /// # Errors
    /// If one of the two is missing, or there is white space.
    fn from_str(roleset: &str) -> Result<Self, RolesetError> {
        match roleset.rsplit_once('.') {
            Some((lemma, sense))
                if !lemma.is_empty()
                    && !sense.is_empty()
                    && !roleset.contains(char::is_whitespace) =>
            {
                Ok(Self(roleset.into()))
            }
            _ => Err(RolesetError(roleset.into())),
        }
    }
}

/// A string that is no roleset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesetError(Box<str>);

impl fmt::Display for RolesetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a roleset of the form send.01",
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for RolesetError {}

/// Whether an event happened: from -3 (certainly not) to 3 (certainly), in hundredths, so
/// that a value is written and read back without loss.
///
/// # Examples
/// ```
/// use byline::language::frames::Factuality;
/// assert_eq!(Factuality::new(2.6149).to_string(), "2.61");
/// assert_eq!(Factuality::new(9.0).value(), 3.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Factuality(i16);

impl Factuality {
    /// The nearest value on the scale; NaN, which says nothing, becomes 0.
    #[must_use]
    pub fn new(value: f32) -> Self {
        Self((value * 100.0).round().clamp(-300.0, 300.0) as i16)
    }

    /// The value in hundredths, from -300 to 300: exact.
    #[must_use]
    pub fn hundredths(self) -> f64 {
        f64::from(self.0)
    }

    /// The value, from -3 to 3.
    #[must_use]
    pub fn value(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl fmt::Display for Factuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2}", self.value()))
    }
}

/// An argument of a predicate: its role, its head and its span of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    first: TokenIdx,
    last: TokenIdx,
    head: TokenIdx,
    role: Role,
}

impl Argument {
    /// The words `first..=last` under `head` play `role`.
    ///
    /// # Errors
    /// If the head lies outside the span.
    pub fn new(
        role: Role,
        head: TokenIdx,
        first: TokenIdx,
        last: TokenIdx,
    ) -> Result<Self, FrameError> {
        if first <= head && head <= last {
            Ok(Self {
                first,
                last,
                head,
                role,
            })
        } else {
            Err(FrameError::HeadOutside {
                role,
                head,
                first,
                last,
            })
        }
    }

    /// What the argument is to the predicate.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The word that stands for the argument in the tree.
    #[must_use]
    pub fn head(&self) -> TokenIdx {
        self.head
    }

    /// The first word of the span.
    #[must_use]
    pub fn first(&self) -> TokenIdx {
        self.first
    }

    /// The last word of the span, inclusive.
    #[must_use]
    pub fn last(&self) -> TokenIdx {
        self.last
    }
}

/// A predicate with its sense and arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    predicate: TokenIdx,
    roleset: Roleset,
    factuality: Option<Factuality>,
    arguments: Vec<Argument>,
}

impl Frame {
    /// The frame of the word `predicate`; the arguments are put in text order.
    ///
    /// # Errors
    /// If one word heads two arguments.
    ///
    /// # Examples
    /// ```
    /// use byline::language::frames::{Argument, Frame};
    /// use byline::language::token::TokenIdx;
    /// let [pyongyang, sent, troops] = [0, 1, 2].map(TokenIdx::new);
    /// let agent = Argument::new("ARG0".parse()?, pyongyang, pyongyang, pyongyang)?;
    /// let theme = Argument::new("ARG1".parse()?, troops, troops, troops)?;
    /// let frame = Frame::new(sent, "send.01".parse()?, None, vec![theme, agent])?;
    /// assert_eq!(frame.arguments(), [agent, theme]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        predicate: TokenIdx,
        roleset: Roleset,
        factuality: Option<Factuality>,
        mut arguments: Vec<Argument>,
    ) -> Result<Self, FrameError> {
        arguments.sort_unstable();
        let mut heads: Vec<TokenIdx> = arguments.iter().map(Argument::head).collect();
        heads.sort_unstable();
        if let Some(pair) = heads.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(FrameError::HeadTwice {
                predicate,
                head: pair[0],
            });
        }
        Ok(Self {
            predicate,
            roleset,
            factuality,
            arguments,
        })
    }

    /// The word that evokes the frame.
    #[must_use]
    pub fn predicate(&self) -> TokenIdx {
        self.predicate
    }

    /// Its sense.
    #[must_use]
    pub fn roleset(&self) -> &Roleset {
        &self.roleset
    }

    /// Whether the event happened, where judged.
    #[must_use]
    pub fn factuality(&self) -> Option<Factuality> {
        self.factuality
    }

    /// The arguments in text order; no two share a head.
    #[must_use]
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// The last word that the frame names.
    pub(super) fn furthest(&self) -> TokenIdx {
        self.arguments
            .iter()
            .map(Argument::last)
            .fold(self.predicate, TokenIdx::max)
    }
}

/// Why arguments make no frame. Words are counted from 1 in the messages, as in CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameError {
    /// An argument's head is not one of its words.
    HeadOutside {
        /// The argument's role.
        role: Role,
        /// Its head.
        head: TokenIdx,
        /// Its first word.
        first: TokenIdx,
        /// Its last word.
        last: TokenIdx,
    },
    /// Two arguments of a predicate have the same head.
    HeadTwice {
        /// The predicate.
        predicate: TokenIdx,
        /// The shared head.
        head: TokenIdx,
    },
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = |token: &TokenIdx| token.index() + 1;
        match self {
            Self::HeadOutside {
                role,
                head,
                first,
                last,
            } => write!(
                f,
                "the head of {role} is word {}, outside its words {} to {}",
                id(head),
                id(first),
                id(last)
            ),
            Self::HeadTwice { predicate, head } => write!(
                f,
                "word {} heads two arguments of the predicate {}",
                id(head),
                id(predicate)
            ),
        }
    }
}

impl std::error::Error for FrameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolesets_keep_their_lemma_and_sense_apart() {
        for (roleset, lemma, sense) in [("take.LV", "take", "LV"), ("u.s.01", "u.s", "01")] {
            let roleset: Roleset = roleset.parse().expect("a roleset");
            assert_eq!((roleset.lemma(), roleset.sense()), (lemma, sense));
        }
        for malformed in ["", "send", "send.", ".01", "send out.01"] {
            assert!(malformed.parse::<Roleset>().is_err(), "{malformed}");
        }
    }

    #[test]
    fn factuality_stays_on_its_scale_whatever_comes_in() {
        for (value, expect) in [
            (f32::NAN, 0.0),
            (f32::INFINITY, 3.0),
            (f32::NEG_INFINITY, -3.0),
            (-0.004, 0.0),
            (1.237, 1.24),
        ] {
            assert!(
                (Factuality::new(value).value() - expect).abs() < 1e-6,
                "{value}"
            );
        }
        assert_eq!(Factuality::new(-0.004).to_string(), "0.00");
    }

    #[test]
    fn an_argument_holds_its_head_and_a_head_carries_one_argument() {
        let [a, b, c] = [0, 1, 2].map(TokenIdx::new);
        let role: Role = "ARG1".parse().expect("a role");
        assert!(Argument::new(role, c, a, b).is_err());
        let whole = Argument::new(role, a, a, c).expect("the head is inside");
        let part = Argument::new(role, a, a, a).expect("the head is inside");
        let roleset: Roleset = "go.01".parse().expect("a roleset");
        let error = Frame::new(b, roleset, None, vec![whole, part]).expect_err("one head");
        assert_eq!(
            error.to_string(),
            "word 1 heads two arguments of the predicate 2"
        );
    }
}
