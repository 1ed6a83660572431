//! CoNLL-U: a lossless reader and writer, and the ways from and to the types of this wing.
//!
//! Follows <https://universaldependencies.org/format.html>. What the reader takes in, the
//! writer gives back byte by byte: comments, multiword ranges, empty nodes, enhanced
//! dependencies, MISC, further columns, line endings. How frames and names are written in
//! MISC stands in `docs/conllu.md`.

pub mod row;

pub mod lines;

pub mod reader;

pub mod misc;

pub mod annotation;

pub mod layout;

pub mod gold;

pub mod render;

pub mod merge;
