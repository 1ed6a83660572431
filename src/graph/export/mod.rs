//! Dumps: what a store holds, in the forms that other programs load.
//!
//! Takes quads, gives sorted text: the same store gives the same bytes. Statements, with their sentences and sources,
//! become tables for property graphs ([`tables`]) and `FollowTheMoney` entities ([`ftm`]).

mod format;
pub mod ftm;
mod layout;
mod rdf;
pub mod statements;
pub mod tables;
mod xml;

use std::fmt;
use std::io;

pub use format::{Format, Scope, Syntax};
pub use rdf::{RdfExport, write_quads};

use super::store::StoreError;

/// Something that a dump could not do.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// The store cannot be read.
    Store(StoreError),
    /// The output cannot be written.
    Write(io::Error),
    /// The form has no triple terms.
    NoTripleTerms {
        /// The form's name.
        format: &'static str,
    },
    /// A property has no name that XML can write.
    NoXmlName {
        /// The property.
        property: String,
    },
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Write(error) => {
                write!(f, "writing failed: {error}: make room and try again")
            }
            Self::NoTripleTerms { format } => write!(
                f,
                "{format} has no triple terms: leave out --rdf12, or export --to nq, trig, ttl or nt"
            ),
            Self::NoXmlName { property } => write!(
                f,
                "{property}: no XML name for this property: export --to ttl or nt"
            ),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Write(error) => Some(error),
            Self::NoTripleTerms { .. } | Self::NoXmlName { .. } => None,
        }
    }
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}
