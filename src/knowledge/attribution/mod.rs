//! Who says it: reporting verbs and nouns, "according to", and quotations with their speakers, nested as they come.

pub mod quotation;
pub mod report;
pub mod sources;
