//! The pieces of a CoNLL-U stream put together are the stream; each piece is read or refused, what is read is written
//! back byte for byte, and what has a tree becomes a sentence inside its text.
#![no_main]

use byline::language::conllu::layout::lay_out;
use byline::language::conllu::{gold, reader};
use byline::text::conllu_text::ConlluTexts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let mut whole = String::new();
    for text in ConlluTexts::new(source.as_bytes(), "fuzz", "fuzz").flatten() {
        whole.push_str(&text.source);
        let Ok(sentences) = reader::parse(&text.source) else {
            continue;
        };
        let layout = lay_out(&sentences);
        let end = layout.text.chars().count();
        for (lines, tokens) in sentences.iter().zip(layout.sentences) {
            assert!(tokens.span().end() as usize <= end);
            let _ = gold::sentence(lines, tokens);
        }
        if !sentences.is_empty() {
            let written: String = sentences.iter().map(ToString::to_string).collect();
            // A second mark of byte order may go with the first or stay.
            let unmarked = text.source.strip_prefix('\u{feff}').unwrap_or(&text.source);
            assert_eq!(written.strip_prefix('\u{feff}').unwrap_or(&written), unmarked);
        }
    }
    assert_eq!(whole, source.strip_prefix('\u{feff}').unwrap_or(source));
});
