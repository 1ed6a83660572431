//! What the words are: tokens, sentences, morphology, trees, frames, names.

pub mod token;
pub mod tokenizer;
pub mod sentences;
pub mod codes;
pub mod upos;
pub mod features;
pub mod morphology;
pub mod lemma;
pub mod deprel;
pub mod tree;
pub mod arborescence;
pub mod role;
pub mod frames;
pub mod argument_span;
pub mod names;
pub mod sentence;
pub mod conllu;
pub mod encoder;
pub mod heads;
pub mod model;
pub mod reader;
