//! What was published: spans, documents, readers of the input formats, diagnostics.
//!
//! The only way in. Nothing here prints, and nothing fails on text: odd input gives a
//! value and a [`diagnostic::Diagnostic`]; what cannot be read at all (no such file, a
//! picture, a line that is not JSON) gives a [`read_error::ReadError`], and the reader
//! goes on to the next.

pub mod span;

pub mod diagnostic;
pub mod read_error;

pub mod date;
pub mod document;

pub mod encoding;
pub mod foreign;
pub mod format;
pub mod lines;
pub mod utf16;

pub mod conllu_text;
pub mod front_matter;
pub mod html;
pub mod json_lines;

pub mod source;

pub mod folder;
pub mod reader;
