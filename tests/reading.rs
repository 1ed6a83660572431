//! The whole reader: laws that hold for any text, and what must be right in the seed articles.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use byline::language::names::NameType;
use byline::language::reader::Reader;
use byline::language::sentence::Sentence;
use byline::language::sentences::Segmenter;
use byline::pipeline::Pipeline;
use byline::text::span::Text;

#[path = "support/seed.rs"]
mod seed;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::new(Reader::new().expect("the built-in model fits together")))
}

fn read(text: &str) -> Vec<Sentence> {
    pipeline().sentences(&Text::new(text.to_owned()))
}

/// Every span in order and inside the text, every layer of the same length.
fn check_laws(text: &str) {
    let text = Text::new(text.to_owned());
    let mut end = 0;
    for sentence in pipeline().sentences(&text) {
        for token in sentence.tokens() {
            assert!(
                token.span().start() >= end || token.span().is_empty(),
                "words out of order"
            );
            assert!(token.span().end() <= text.len(), "a word beyond the text");
            end = end.max(token.span().start());
        }
        assert_eq!(sentence.tree().len(), sentence.tokens().len());
        assert_eq!(sentence.morphology().len(), sentence.tokens().len());
        assert!(sentence.span().end() <= text.len());
    }
}

#[test]
fn hostile_text_is_read_without_a_panic() {
    for text in [
        "",
        " \n\t ",
        "\u{0}",
        "a\u{0}b \u{0} c.",
        "😀😀😀",
        "👩‍👩‍👧‍👦!",
        "Он сказал 안녕하세요 \u{202e}abc\u{202c}.",
        "\u{feff}\u{200b}\u{ad}",
        "((((((((((((((((((((((“‘“‘“‘“‘“‘“‘“‘",
        "?!?!?!?!...---",
    ] {
        check_laws(text);
    }
    check_laws(&"x".repeat(20_000));
    check_laws(&"“He said ‘she said ".repeat(200));
    check_laws(&"word ".repeat(2_000));
}

#[test]
fn a_sentence_of_two_thousand_words_has_one_tree() {
    let text = format!(
        "They met {}and left.",
        "and talked about peace ".repeat(500)
    );
    let sentences = read(&text);
    let words: usize = sentences.iter().map(Sentence::len).sum();
    assert!(words >= 2_000);
    for sentence in &sentences {
        let tree = sentence.tree();
        assert_eq!(
            tree.tokens()
                .filter(|&token| tree.head(token).is_none())
                .count(),
            1
        );
    }
}

#[test]
fn a_sentence_is_read_alike_alone_and_in_any_company() {
    let text = Text::new(seed::body("seed-000.txt"));
    let tokens = Segmenter::new().segment(&text);
    let together = pipeline().reader().read(tokens.clone());
    let backwards = pipeline()
        .reader()
        .read(tokens.iter().rev().cloned().collect());
    assert_eq!(together, backwards.into_iter().rev().collect::<Vec<_>>());
    for (tokens, expect) in tokens.into_iter().zip(&together).step_by(3) {
        assert_eq!(&pipeline().reader().read(vec![tokens])[0], expect);
    }
}

#[test]
fn one_thread_and_many_give_the_same() {
    let text = Text::new(seed::body("seed-001.txt"));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| pipeline().sentences(&text))
    };
    assert_eq!(on(1), on(3));
}

/// The names in the two seeds, with their types.
fn names_of_the_seeds() -> BTreeSet<(String, NameType)> {
    let mut found = BTreeSet::new();
    for name in ["seed-000.txt", "seed-001.txt"] {
        let text = Text::new(seed::body(name));
        for sentence in pipeline().sentences(&text) {
            for name in sentence.names() {
                let span = sentence.words_span(name.first(), name.last());
                found.insert((text.slice(span).to_owned(), name.kind()));
            }
        }
    }
    found
}

fn check_names(expect: &[(&str, NameType)]) {
    let found = names_of_the_seeds();
    for &(name, kind) in expect {
        assert!(
            found.contains(&(name.to_owned(), kind)),
            "{name} as {kind} is not among {found:?}"
        );
    }
}

#[test]
fn names_of_the_seeds_are_whole_and_rightly_typed() {
    check_names(&[
        ("Choe Son Hui", NameType::Person),
        ("Lee Seong-kweun", NameType::Person),
        ("Sabrina Singh", NameType::Person),
        ("Park Sun-won", NameType::Person),
        ("Kim Jong Un", NameType::Person),
        ("Korean Central News Agency", NameType::Org),
        ("National Intelligence Service", NameType::Org),
        ("Pentagon", NameType::Org),
        ("North Korea", NameType::Gpe),
        ("Russia", NameType::Gpe),
        ("Moscow", NameType::Gpe),
        ("Ukraine", NameType::Gpe),
    ]);
}
