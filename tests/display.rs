//! What `byline read --format text` shows, against a golden file.

use byline::cli::display::{self, Style};
use byline::language::conllu::{gold, layout, reader};
use byline::text::span::Text;

/// Compares with `tests/data/{name}.txt`, or writes it when `UPDATE_GOLDEN` is set.
fn check(name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let file = std::fs::read_to_string(format!("{folder}/{name}.conllu")).expect("the input");
    let lines = reader::parse(&file).expect("well-formed CoNLL-U");
    let layout = layout::lay_out(&lines);
    let text = Text::new(layout.text);
    let shown: String = lines
        .iter()
        .zip(layout.sentences)
        .map(|(lines, tokens)| {
            let sentence = gold::sentence(lines, tokens).expect("annotated");
            display::sentence(&sentence, &text, Style::Plain)
        })
        .collect();
    let golden = format!("{folder}/{name}.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &shown).expect("the golden file is written");
    }
    assert_eq!(
        shown,
        std::fs::read_to_string(&golden).expect("the golden file")
    );
}

#[test]
fn a_sentence_is_shown_with_its_tree_names_and_frames() {
    check("harbour");
}
