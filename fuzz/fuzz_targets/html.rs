//! Any page gives a value, and the same one twice.
#![no_main]

use byline::text::html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let _ = html::declared_encoding(source.as_bytes());
    assert_eq!(html::extract(source, "fuzz"), html::extract(source, "fuzz"));
});
