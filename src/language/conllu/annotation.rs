//! Frames and names in the MISC column: `Name`, `Roleset`, `Factuality`, `Args`.
//!
//! On the predicate: `Roleset=send.01|Factuality=2.61|Args=ARG0:2:1-2,ARG1:6:4-6`; each
//! argument is its role, the ID of its head, and the first and last ID of its span, which is
//! left out for a single word (`ARG0:2`). On each word of a name: `Name=B-ORG`, `Name=I-ORG`.
//! `docs/conllu.md` says it for users.

use std::fmt;

use super::misc::Misc;
use crate::language::codes::UnknownCode;
use crate::language::frames::{Argument, Factuality, Frame, FrameError, RolesetError};
use crate::language::names::Tag;
use crate::language::role::RoleError;
use crate::language::token::TokenIdx;

/// Writes a word's frame and tag into its MISC, in place of those that are there.
pub fn write(misc: &mut Misc, frame: Option<&Frame>, tag: Tag) {
    for key in ["Name", "Roleset", "Factuality", "Args"] {
        misc.remove(key);
    }
    if tag != Tag::Outside {
        misc.set("Name", &tag.to_string());
    }
    if let Some(frame) = frame {
        misc.set("Roleset", frame.roleset().as_str());
        if let Some(factuality) = frame.factuality() {
            misc.set("Factuality", &factuality.to_string());
        }
        if !frame.arguments().is_empty() {
            let arguments: Vec<String> = frame.arguments().iter().map(argument_text).collect();
            misc.set("Args", &arguments.join(","));
        }
    }
}

fn argument_text(argument: &Argument) -> String {
    let id = |token: TokenIdx| token.index() + 1;
    let (role, head) = (argument.role(), id(argument.head()));
    if argument.first() == argument.last() {
        format!("{role}:{head}")
    } else {
        format!(
            "{role}:{head}:{}-{}",
            id(argument.first()),
            id(argument.last())
        )
    }
}

/// Reads the frame that the MISC of the word `predicate` holds.
///
/// # Errors
/// If one of its attributes is not of the form above.
pub fn frame(misc: &Misc, predicate: TokenIdx) -> Result<Option<Frame>, AnnotationError> {
    let Some(roleset) = misc.get("Roleset") else {
        return match misc.get("Args").or(misc.get("Factuality")) {
            None => Ok(None),
            Some(_) => Err(AnnotationError::NoRoleset),
        };
    };
    let roleset = roleset.parse().map_err(AnnotationError::Roleset)?;
    let factuality = match misc.get("Factuality") {
        None => None,
        Some(value) => match value.parse::<f32>() {
            Ok(number) if number.abs() <= 3.0 => Some(Factuality::new(number)),
            _ => return Err(AnnotationError::Factuality(value.into())),
        },
    };
    let arguments = match misc.get("Args") {
        None => Vec::new(),
        Some(arguments) => arguments
            .split(',')
            .map(argument)
            .collect::<Result<_, _>>()?,
    };
    Frame::new(predicate, roleset, factuality, arguments)
        .map(Some)
        .map_err(AnnotationError::Frame)
}

fn argument(text: &str) -> Result<Argument, AnnotationError> {
    let malformed = || AnnotationError::Argument(text.into());
    let mut parts = text.split(':');
    let role = parts
        .next()
        .unwrap_or_default()
        .parse()
        .map_err(AnnotationError::Role)?;
    let head = token(parts.next()).ok_or_else(malformed)?;
    let (first, last) = match parts.next() {
        None => (head, head),
        Some(span) => {
            let (first, last) = span.split_once('-').ok_or_else(malformed)?;
            (
                token(Some(first)).ok_or_else(malformed)?,
                token(Some(last)).ok_or_else(malformed)?,
            )
        }
    };
    if parts.next().is_some() {
        return Err(malformed());
    }
    Argument::new(role, head, first, last).map_err(AnnotationError::Frame)
}

fn token(id: Option<&str>) -> Option<TokenIdx> {
    let id: u32 = id?.parse().ok()?;
    id.checked_sub(1).map(|index| TokenIdx::new(index as usize))
}

/// Reads the tag of a name that the MISC holds.
///
/// # Errors
/// If `Name` is there but no tag.
pub fn tag(misc: &Misc) -> Result<Tag, AnnotationError> {
    match misc.get("Name") {
        None => Ok(Tag::Outside),
        Some(tag) => tag.parse().map_err(AnnotationError::Tag),
    }
}

/// Why MISC holds no well-formed annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnotationError {
    /// `Args` or `Factuality` without `Roleset`.
    NoRoleset,
    /// `Roleset` is none.
    Roleset(RolesetError),
    /// `Factuality` is no number from -3 to 3.
    Factuality(Box<str>),
    /// A part of `Args` is not `ROLE:head` or `ROLE:head:first-last`.
    Argument(Box<str>),
    /// A role in `Args` is none.
    Role(RoleError),
    /// The arguments contradict each other.
    Frame(FrameError),
    /// `Name` is no tag.
    Tag(UnknownCode),
}

impl fmt::Display for AnnotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRoleset => write!(f, "Args or Factuality without Roleset"),
            Self::Roleset(error) => write!(f, "Roleset: {error}"),
            Self::Factuality(value) => {
                write!(
                    f,
                    "Factuality: `{}` is no number from -3 to 3",
                    value.escape_debug()
                )
            }
            Self::Argument(text) => write!(
                f,
                "Args: `{}` is not of the form ARG0:head or ARG0:head:first-last",
                text.escape_debug()
            ),
            Self::Role(error) => write!(f, "Args: {error}"),
            Self::Frame(error) => write!(f, "Args: {error}"),
            Self::Tag(error) => write!(f, "Name: {error}"),
        }
    }
}

impl std::error::Error for AnnotationError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(misc: &str) -> Result<String, AnnotationError> {
        let read = Misc::parse(misc);
        let frame = frame(&read, TokenIdx::new(2))?;
        let mut written = Misc::default();
        write(&mut written, frame.as_ref(), tag(&read)?);
        Ok(written.to_string())
    }

    #[test]
    fn frames_and_names_are_written_as_they_were_read() {
        for misc in [
            "_",
            "Name=I-WORK_OF_ART",
            "Roleset=go.01",
            "Name=B-ORG|Roleset=send.01|Factuality=2.61|Args=ARG0:2:1-2,ARG1:6:4-6,R-ARGM-TMP:8",
            r"Roleset=a\pb.01|Factuality=-0.50",
        ] {
            assert_eq!(check(misc), Ok(misc.to_owned()));
        }
    }

    #[test]
    fn malformed_annotation_says_which_key_is_wrong() {
        for (misc, message) in [
            ("Args=ARG0:1", "without Roleset"),
            ("Roleset=go", "Roleset: `go`"),
            ("Roleset=go.01|Factuality=4", "Factuality: `4`"),
            ("Roleset=go.01|Factuality=NaN", "Factuality: `NaN`"),
            ("Roleset=go.01|Args=", "Args: ``"),
            ("Roleset=go.01|Args=ARG0", "Args: `ARG0`"),
            ("Roleset=go.01|Args=ARG0:0", "Args: `ARG0:0`"),
            ("Roleset=go.01|Args=ARG0:1:2", "Args: `ARG0:1:2`"),
            ("Roleset=go.01|Args=ARG0:1:1-2:3", "Args: `ARG0:1:1-2:3`"),
            (
                "Roleset=go.01|Args=ARG0:3:1-2",
                "the head of ARG0 is word 3",
            ),
            (
                "Roleset=go.01|Args=ARG0:1,ARG1:1",
                "word 1 heads two arguments",
            ),
            ("Name=ORG", "Name: `ORG`"),
        ] {
            let error = check(misc).expect_err(misc);
            assert!(error.to_string().contains(message), "{misc}: {error}");
        }
    }
}
