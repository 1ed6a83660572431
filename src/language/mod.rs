//! What the words are: tokens, sentences, morphology, trees, frames, names.

pub mod sentences;
pub mod token;
pub mod tokenizer;
