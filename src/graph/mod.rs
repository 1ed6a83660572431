//! What is known, as RDF: the vocabulary, the names of things, the mapping of articles to quads, the store, its dumps.
//!
//! Takes the articles of [`crate::knowledge`]; RDF terms are oxigraph's own. The design and its measurements stand in
//! `docs/vocabulary.md`.

pub mod vocabulary;
pub mod iri;
pub mod stance;
pub mod mapping;
pub mod event;
pub mod store;
pub mod export;
pub mod overview;
pub mod check;
pub mod push;
pub mod names;
pub mod view;
pub mod draw;
