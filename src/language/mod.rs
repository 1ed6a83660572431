//! What the words are: tokens, sentences, morphology, trees, frames, names.

pub mod arborescence;
pub mod argument_span;
pub mod codes;
pub mod conllu;
pub mod deprel;
pub mod features;
pub mod frames;
pub mod morphology;
pub mod names;
pub mod role;
pub mod sentence;
pub mod token;
pub mod tree;
pub mod upos;
