//! Any alias file is read or refused, with the place of what is wrong in it; a name that was changed is not changed again.
#![no_main]

use byline::knowledge::resolve::aliases::Aliases;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    match source.parse::<Aliases>() {
        Ok(aliases) => {
            for name in source.split([':', '=', '\n']).map(str::trim) {
                let once = aliases.name(name, "a");
                let _ = aliases.name(once, "a");
            }
        }
        Err(error) => assert!(error.to_string().starts_with("line ")),
    }
});
