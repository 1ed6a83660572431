//! Time expressions of any words stand in order and apart, and end no earlier than they begin.
//!
//! The input: four bytes of a date, then words between blanks; a word that begins with `^` hangs on the first, any other on
//! the one before it.
#![no_main]

use std::fmt::Write as _;

use byline::knowledge::time;
use byline::language::conllu::layout::lay_out;
use byline::language::conllu::{gold, reader};
use byline::text::span::Text;
use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u8, u8, &str)| {
    let (year, month, day, source) = input;
    let published = Date::new(year as i16, month as i8, day as i8).ok();
    let mut lines = String::new();
    for (number, word) in (1..60).zip(source.split_whitespace()) {
        let (head, deprel, form) = match (number, word.strip_prefix('^')) {
            (1, rest) => (0, "root", rest.unwrap_or(word)),
            (_, Some(form)) => (1, "obl", form),
            (_, None) => (number - 1, "nmod", word),
        };
        let form = if form.is_empty() { "x" } else { form };
        let _ = writeln!(lines, "{number}\t{form}\t{form}\tNOUN\t_\t_\t{head}\t{deprel}\t_\t_");
    }
    let Ok(sentences) = reader::parse(&(lines + "\n")) else {
        return;
    };
    let layout = lay_out(&sentences);
    let text = Text::new(layout.text);
    for (lines, tokens) in sentences.iter().zip(layout.sentences) {
        let Ok(sentence) = gold::sentence(lines, tokens) else {
            continue;
        };
        let mut next = 0;
        for found in time::expressions(&sentence, &text, published) {
            assert!(next <= found.first.index() && found.first <= found.last);
            next = found.last.index() + 1;
            if let (Some(start), Some(end)) = (found.time.start, found.time.end) {
                assert!(start <= end);
            }
        }
    }
});
