//! The arguments that name and join entities, of `extract` and `build`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How entities are named and joined.
#[derive(Debug, Args)]
pub struct EntityArgs {
    /// Names that are one, or that must be kept apart, as this file says
    ///
    /// Lines of `merge: United Nations = UN = U.N.` (all get the first name) and `split: Georgia = Georgia (state) in
    /// ARTICLE-ID, ARTICLE-ID`; what follows # is a comment. `byline list merges` suggests lines. What a store holds of
    /// an article is read again when the file says something else than before.
    #[arg(long, value_name = "FILE")]
    pub aliases: Option<PathBuf>,

    /// What becomes of a seat of government that acts, as in "Moscow said"
    #[arg(long, value_enum, default_value_t = MetonymChoice::Resolve, value_name = "HOW")]
    pub metonyms: MetonymChoice,
}

/// What becomes of a seat of government that acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetonymChoice {
    /// It is its country
    Resolve,
    /// It stays the city
    Keep,
}
