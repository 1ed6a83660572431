//! Front matter and text are the whole source, cut at the start of a line.
#![no_main]

use byline::text::front_matter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let found = front_matter::find(source, "fuzz");
    let front = &source[..found.text_start];
    // Front matter may be all there is, without a line's end after its last mark.
    assert!(front.is_empty() || front.ends_with('\n') || front == source);
    if front.is_empty() || front.ends_with('\n') {
        assert_eq!(found.text_line as usize, front.matches('\n').count() + 1);
    }
});
