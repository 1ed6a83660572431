//! Scores of the reader against gold annotation.

pub mod annotator;
pub mod carb;
pub mod chains;
pub mod coreference;
pub mod corpora;
pub mod factuality;
pub mod floors;
pub mod frames;
pub mod names;
pub mod report;
pub mod run;
pub mod segmentation;
pub mod words;
