//! `PropBank`'s roles, written as `PropBank` writes them: `ARG0`, `R-ARG1`, `C-ARGM-CXN`,
//! `ARG1-DSP`, `C-V`.
//!
//! See the annotation guidelines, <https://github.com/propbank/propbank-documentation>.

use std::fmt;
use std::str::FromStr;

use super::codes::codes;

codes! {
    /// What a modifier (`ARGM`) tells.
    Modifier: "PropBank modifier";
    /// Adjectival: describes a noun predicate.
    Adj = "ADJ",
    /// Adverbial, when nothing more exact fits.
    Adv = "ADV",
    /// Cause.
    Cau = "CAU",
    /// Comitative: with whom.
    Com = "COM",
    /// Construction: the measure of a comparison ("enough to ...").
    Cxn = "CXN",
    /// Direction.
    Dir = "DIR",
    /// Discourse.
    Dis = "DIS",
    /// Direct speech.
    Dsp = "DSP",
    /// Extent.
    Ext = "EXT",
    /// Goal.
    Gol = "GOL",
    /// Location.
    Loc = "LOC",
    /// Light verb of a noun predicate.
    Lvb = "LVB",
    /// Manner.
    Mnr = "MNR",
    /// Modal.
    Mod = "MOD",
    /// Negation.
    Neg = "NEG",
    /// Purpose, in `PropBank`'s older guidelines.
    Pnc = "PNC",
    /// Secondary predication.
    Prd = "PRD",
    /// Purpose.
    Prp = "PRP",
    /// Noun predicate of a light verb.
    Prr = "PRR",
    /// Reciprocal.
    Rec = "REC",
    /// Link to a relative clause.
    Slc = "SLC",
    /// Time.
    Tmp = "TMP",
}

/// What an argument is to its predicate, apart from how it is realised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `ARG0` to `ARG5`.
    Numbered(Number),
    /// `ARG0-DSP` to `ARG5-DSP`: a numbered argument given as direct speech around the
    /// predicate.
    DirectSpeech(Number),
    /// `ARGA`: the causer of an act that another performs.
    Causer,
    /// `ARGM-…`.
    Modifier(Modifier),
    /// `V`: a part of the predicate itself, as in `C-V`.
    Predicate,
}

codes! {
    /// The number of a core argument.
    Number: "number of a PropBank argument";
    /// `ARG0`, by convention the agent.
    Zero = "0",
    /// `ARG1`, by convention the patient.
    One = "1",
    /// `ARG2`.
    Two = "2",
    /// `ARG3`.
    Three = "3",
    /// `ARG4`.
    Four = "4",
    /// `ARG5`.
    Five = "5",
}

/// How an argument is realised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Realisation {
    /// The argument itself.
    Plain,
    /// `R-`: a pronoun that refers to it ("the man *who* came").
    Reference,
    /// `C-`: its continuation after a gap.
    Continuation,
}

/// A role of `PropBank`.
///
/// # Examples
/// ```
/// use byline::language::role::{Modifier, Part, Realisation, Role};
/// let role: Role = "R-ARGM-TMP".parse()?;
/// assert_eq!(role.realisation(), Realisation::Reference);
/// assert_eq!(role.part(), Part::Modifier(Modifier::Tmp));
/// assert_eq!(role.to_string(), "R-ARGM-TMP");
/// # Ok::<(), byline::language::role::RoleError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role {
    part: Part,
    realisation: Realisation,
}

impl Role {
    /// The role of `part`, realised so.
    #[must_use]
    pub const fn new(part: Part, realisation: Realisation) -> Self {
        Self { part, realisation }
    }

    /// What the argument is to its predicate.
    #[must_use]
    pub const fn part(self) -> Part {
        self.part
    }

    /// Whether it is the argument itself, a reference to it or its continuation.
    #[must_use]
    pub const fn realisation(self) -> Realisation {
        self.realisation
    }
}

impl From<Part> for Role {
    fn from(part: Part) -> Self {
        Self::new(part, Realisation::Plain)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.realisation {
            Realisation::Plain => "",
            Realisation::Reference => "R-",
            Realisation::Continuation => "C-",
        };
        let role = match self.part {
            Part::Numbered(number) => format!("{prefix}ARG{number}"),
            Part::DirectSpeech(number) => format!("{prefix}ARG{number}-DSP"),
            Part::Causer => format!("{prefix}ARGA"),
            Part::Modifier(modifier) => format!("{prefix}ARGM-{modifier}"),
            Part::Predicate => format!("{prefix}V"),
        };
        f.pad(&role)
    }
}

impl FromStr for Role {
    type Err = RoleError;

    /// Reads a role as `PropBank` writes it.
    ///
    /// # Errors
    /// If it is none of `PropBank`'s.
    fn from_str(role: &str) -> Result<Self, RoleError> {
        let (realisation, part) = match role.split_at_checked(2) {
            Some(("R-", part)) => (Realisation::Reference, part),
            Some(("C-", part)) => (Realisation::Continuation, part),
            _ => (Realisation::Plain, role),
        };
        let unknown = || RoleError(role.into());
        let part = if part == "V" {
            Part::Predicate
        } else {
            let argument = part.strip_prefix("ARG").ok_or_else(unknown)?;
            if argument == "A" {
                Part::Causer
            } else if let Some(modifier) = argument.strip_prefix("M-") {
                Part::Modifier(modifier.parse().map_err(|_| unknown())?)
            } else if let Some(number) = argument.strip_suffix("-DSP") {
                Part::DirectSpeech(number.parse().map_err(|_| unknown())?)
            } else {
                Part::Numbered(argument.parse().map_err(|_| unknown())?)
            }
        };
        Ok(Self::new(part, realisation))
    }
}

/// A string that is none of `PropBank`'s roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleError(Box<str>);

impl fmt::Display for RoleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a PropBank role; roles are ARG0 to ARG5, ARGA, ARGM-TMP and the like, \
             with R- or C- before them",
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for RoleError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_written_as_propbank_writes_them() {
        for role in [
            "ARG0",
            "ARG5",
            "ARGA",
            "ARGM-TMP",
            "ARGM-LVB",
            "R-ARG1",
            "R-ARGM-LOC",
            "C-ARG1",
            "C-ARGM-CXN",
            "ARG1-DSP",
            "C-ARG1-DSP",
            "C-V",
            "V",
        ] {
            assert_eq!(
                role.parse::<Role>().map(|role| role.to_string()),
                Ok(role.to_owned())
            );
        }
    }

    #[test]
    fn strings_that_are_no_roles_are_refused() {
        for role in [
            "", "ARG", "ARG6", "ARG10", "ARGM", "ARGM-", "ARGM-XYZ", "R-", "RARG0", "é", "C-C-ARG1",
        ] {
            assert!(role.parse::<Role>().is_err(), "{role}");
        }
    }
}
