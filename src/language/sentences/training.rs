//! Prints the features that the model is trained on, so that training sees what it will be
//! asked. `training/sentences.py` runs this ignored test; it is no test of behaviour.

use std::io::{BufWriter, Write};

use super::features::features;
use super::lines::paragraph_starts;
use crate::language::tokenizer::Tokenizer;

/// Reads JSON Lines `{"text": …, "ends": [offsets after each sentence, in code points]}`
/// from `BYLINE_SENTENCES_IN` and writes to `BYLINE_SENTENCES_OUT` for each token six
/// little-endian `u32`: form, ending, shape, place, whether a paragraph starts (0, 1) or a
/// document (2), and whether a sentence ends; tokens whose inside holds a gold end have 2.
#[test]
#[ignore = "prints training data; run by training/sentences.py"]
fn print_features() {
    let path = |name| std::env::var(name).expect("training/sentences.py sets the path");
    let input = std::fs::read_to_string(path("BYLINE_SENTENCES_IN")).expect("readable input");
    let output = std::fs::File::create(path("BYLINE_SENTENCES_OUT")).expect("writable output");
    let mut output = BufWriter::new(output);
    let tokenizer = Tokenizer::new();
    for line in input.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON Lines");
        let text = record["text"].as_str().expect("a text");
        let ends: Vec<u64> = record["ends"]
            .as_array()
            .expect("a list of offsets")
            .iter()
            .map(|end| end.as_u64().expect("an offset"))
            .collect();
        let pieces = tokenizer.pieces(text);
        let starts = paragraph_starts(text, &pieces);
        let mut next = ends.iter().copied().peekable();
        for (index, token) in features(text, &pieces, &starts).into_iter().enumerate() {
            let end = u64::from(pieces[index].span().end());
            let mut label = 0;
            while let Some(gold) = next.next_if(|&gold| gold <= end) {
                label = if gold == end { 1 } else { 2 };
            }
            let start = if index == 0 {
                2
            } else {
                u32::from(starts[index])
            };
            let row = [
                token.form,
                u32::from(token.ending),
                u32::from(token.shape),
                u32::from(token.place),
                start,
                label,
            ];
            for value in row {
                output
                    .write_all(&value.to_le_bytes())
                    .expect("writable output");
            }
        }
    }
}
