//! Resolution across articles: entities of one name and a compatible type are one by their name; what else might be one
//! is told with the reason, never done; what a user says in an alias file is done.

pub mod aliases;
pub mod candidates;
