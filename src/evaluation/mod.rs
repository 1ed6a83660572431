//! Scores of the reader against gold annotation.

pub mod segmentation;
