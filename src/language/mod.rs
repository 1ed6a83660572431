//! What the words are: tokens, sentences, morphology, trees, frames, names.

<<<<<<< HEAD
=======
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
>>>>>>> tree
pub mod arborescence;
pub mod argument_span;
pub mod codes;
pub mod conllu;
pub mod deprel;
pub mod encoder;
pub mod features;
pub mod frames;
pub mod heads;
pub mod lemma;
pub mod model;
pub mod morphology;
pub mod names;
pub mod reader;
pub mod role;
pub mod sentence;
pub mod token;
pub mod tree;
pub mod upos;
