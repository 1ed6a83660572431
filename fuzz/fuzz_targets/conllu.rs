//! The pieces of a CoNLL-U stream put together are the stream; each piece is read or
//! refused, and what is read is written back byte for byte.
#![no_main]

use byline::text::conllu_text::ConlluTexts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let mut whole = String::new();
    for text in ConlluTexts::new(source.as_bytes(), "fuzz", "fuzz").flatten() {
        whole.push_str(&text.source);
        // Here the reader of `language` takes `text.source`, and writes it back.
    }
    assert_eq!(whole, source.strip_prefix('\u{feff}').unwrap_or(source));
});
