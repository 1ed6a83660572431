//! What is known, as RDF: the vocabulary, the names of things, the mapping of articles to quads, the store, its dumps.
//!
//! Takes the articles of [`crate::knowledge`]; RDF terms are oxigraph's own. The design and its measurements stand in
//! `docs/vocabulary.md`.

pub mod binding;
pub mod catalogue;
pub mod draw;
pub mod event;
mod reading;
pub mod evidence;
pub mod vocabulary;
pub mod iri;
pub mod stance;
pub mod mapping;
pub mod store;
pub mod export;
pub mod names;
pub mod path;
pub mod services;
pub mod syntax_error;
pub mod query_error;
pub mod plan;
pub mod query;
pub mod results;
pub mod statement;
pub mod update;
pub mod view;
pub mod watch;
pub mod overview;
pub mod check;
pub mod push;
