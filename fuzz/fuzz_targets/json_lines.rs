//! Any stream gives records and errors, no more of both than it has lines.
#![no_main]

use byline::text::json_lines::Records;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let lines = bytes.split(|&byte| byte == b'\n').count();
    assert!(Records::new(bytes, "fuzz", "fuzz").count() <= lines);
});
