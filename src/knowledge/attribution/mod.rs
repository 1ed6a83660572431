//! Who says it: reporting verbs and nouns, "according to", quotations with their speakers and the turns of
//! transcripts, nested as they come.

pub mod quotation;
pub mod report;
pub mod sources;
pub mod speaker;
pub mod turn;
