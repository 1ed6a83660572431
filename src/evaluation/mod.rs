//! Scores of the reader against gold annotation.
