//! Tokens are spans in order and inside the text; tokens and gaps rebuild it.
#![no_main]

use byline::text::span::{Span, Text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let text = Text::new(source.to_owned());
    // Here the tokenizer of `language` gives the spans of `text`.
    let tokens: Vec<Span> = Vec::new();
    let mut end = 0;
    let mut rebuilt = String::new();
    for token in tokens {
        assert!(end <= token.start() && token.end() <= text.len());
        rebuilt.push_str(text.slice(Span::new(end, token.end())));
        end = token.end();
    }
    rebuilt.push_str(text.slice(Span::new(end, text.len())));
    assert_eq!(rebuilt, source);
});
