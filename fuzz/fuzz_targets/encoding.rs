//! Any bytes are decoded or refused; what is decoded has at most one character a byte.
#![no_main]

use byline::text::encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = encoding::decode(bytes.to_vec(), "fuzz", None) {
        assert!(decoded.text.chars().count() <= bytes.len());
    }
});
