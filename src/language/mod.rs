//! What the words are: tokens, sentences, morphology, trees, frames, names.
