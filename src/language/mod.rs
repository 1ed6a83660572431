//! What the words are: tokens, sentences, morphology, trees, frames, names.

pub mod arborescence;
pub mod argument_span;
pub mod codes;
pub mod conllu;
pub mod deprel;
pub mod embeddings;
pub mod encoder;
pub mod features;
pub mod frames;
pub mod heads;
pub mod label;
pub mod lemma;
pub mod lexicon;
pub mod model;
pub mod morphology;
pub mod name_repair;
pub mod names;
pub mod reader;
pub mod role;
mod role_paths;
pub mod sentence;
pub mod sentences;
pub mod token;
pub mod tokenizer;
pub mod tree;
pub mod upos;
