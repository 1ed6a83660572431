//! Sentences and their tokens are spans in order and inside the text; what lies between them is no word: white space and
//! characters without a shape.
#![no_main]

use std::sync::LazyLock;

use byline::language::sentences::Segmenter;
use byline::text::span::{Span, Text};
use libfuzzer_sys::fuzz_target;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

fuzz_target!(|source: &str| {
    let text = Text::new(source.to_owned());
    let mut end = 0;
    for sentence in SEGMENTER.segment(&text) {
        assert!(end <= sentence.span().start() && sentence.span().end() <= text.len());
        for token in sentence.tokens() {
            let span = token.span();
            assert!(end <= span.start() && span.start() < span.end());
            assert!(span.end() <= sentence.span().end());
            let gap = text.slice(Span::new(end, span.start()));
            assert!(!gap.contains(|c: char| c.is_ascii_alphanumeric()), "{gap:?}");
            end = span.end();
        }
    }
    let rest = text.slice(Span::new(end, text.len()));
    assert!(!rest.contains(|c: char| c.is_ascii_alphanumeric()), "{rest:?}");
});
