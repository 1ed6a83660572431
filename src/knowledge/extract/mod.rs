//! From sentences to claims: constructions find predicates with their participants, which are then distributed over
//! coordination, resolved, attributed and dated. One file per construction.

pub mod adjunct;
pub mod apposition;
pub mod arguments;
pub mod assembly;
pub mod candidate;
pub mod clause;
pub mod confidence;
pub mod construction;
pub mod control;
pub mod copula;
mod emptiness;
pub mod existence;
pub mod extractor;
mod idiom;
pub mod lender;
pub mod light_verb;
pub mod lists;
pub mod mending;
pub mod nominal;
pub mod phrase;
pub mod possessive;
pub mod predicate;
pub mod proform;
pub mod question;
mod reference;
pub mod relative;
pub mod selection;
pub mod title;
pub mod verb;
pub mod view;

pub use extractor::Extractor;
