//! What is known, as RDF: the vocabulary, the names of things, the mapping of articles to quads, the store, its dumps.
//!
//! Takes the articles of [`crate::knowledge`]; RDF terms are oxigraph's own. The design and its measurements stand in
//! `docs/vocabulary.md`.

pub mod binding;
pub mod catalogue;
pub mod check;
pub mod draw;
pub mod event;
pub mod evidence;
pub mod export;
pub mod iri;
pub mod mapping;
pub mod merges;
pub mod names;
pub mod overview;
pub mod path;
pub mod plan;
pub mod push;
pub mod query;
pub mod query_error;
mod reading;
pub mod results;
pub mod services;
pub mod stance;
pub mod statement;
pub mod store;
pub mod syntax_error;
pub mod update;
pub mod view;
pub mod vocabulary;
pub mod watch;
