//! What was published: spans, documents, readers of the input formats, diagnostics.

pub mod span;
