//! Scores of the reader against gold annotation.

pub mod annotator;
pub mod corpora;
pub mod segmentation;
pub mod words;
pub mod frames;
pub mod factuality;
pub mod names;
pub mod report;
pub mod floors;
pub mod run;
