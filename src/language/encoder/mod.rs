//! From words to vectors: `WordPiece` pieces, a small transformer in 8-bit integers, hashed form features.
//!
//! The network is `MiniLM` (Wang et al. 2020, <https://arxiv.org/abs/2002.10957>) cut to five layers; after the second
//! each word becomes the mean of its pieces, so that the upper layers pay one position a word. Every row of every
//! product is quantised by itself and summed in integers, and every float loop has a fixed order: a sentence's vectors
//! are the same bits in any batch, on any number of threads and with any vector instructions.

pub mod float;
pub mod form;
pub mod instructions;
pub mod kernel;
pub mod linear;
pub mod transformer;
pub mod wordpiece;
