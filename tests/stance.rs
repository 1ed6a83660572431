//! Stance, time and quantities: sentences as data, and how stance agrees with what people judged to have happened.
//!
//! `tests/data/stance.conllu` holds trees and what must be read off them, in comments:
//! `# stance = WORD POLARITY CERTAINTY TENSE | negation cues | hedge cues`,
//! `# time = WORDS START END PREDICATE` with `-` for an open or unknown day, `# quantity = HEAD VALUE UNIT APPROXIMATION`.

use std::fs;
use std::path::{Path, PathBuf};

use byline::evaluation::corpora::{factuality, treebank};
use byline::knowledge::claim::{Certainty, Polarity, Tense};
use byline::knowledge::stance::Stance;
use byline::knowledge::{quantity, stance, time};
use byline::language::conllu::layout::lay_out;
use byline::language::conllu::lines::SentenceLines;
use byline::language::conllu::{gold, reader};
use byline::language::reader::Reader;
use byline::language::sentence::Sentence;
use byline::language::token::TokenIdx;
use byline::text::span::Text;
use jiff::civil::{Date, date};

const PUBLISHED: Date = date(2024, 10, 29);

fn sentences() -> Vec<SentenceLines> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stance.conllu");
    let file = fs::read_to_string(path).expect("the file is part of the repository");
    reader::parse(&file).expect("the file is CoNLL-U")
}

/// Holds the sentences of the file against what their comments named `key` expect.
fn check(key: &str, found: impl Fn(&Sentence, &Text, &str) -> String) {
    let lines = sentences();
    let layout = lay_out(&lines);
    let text = Text::new(layout.text);
    let mut checked = 0;
    let mut wrong = Vec::new();
    for (lines, tokens) in lines.iter().zip(layout.sentences) {
        let sentence = gold::sentence(lines, tokens).expect("the trees are well-formed");
        for expect in comments(lines, key) {
            let found = found(&sentence, &text, &expect);
            if found != expect {
                let sentence = text.slice(sentence.span());
                wrong.push(format!(
                    "{sentence}\n  expected {expect}\n  found    {found}"
                ));
            }
            checked += 1;
        }
    }
    assert!(checked > 0, "no comment `# {key} = `");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn comments(lines: &SentenceLines, key: &str) -> Vec<String> {
    lines
        .comments()
        .filter(|comment| comment.key() == key)
        .filter_map(|comment| Some(comment.value()?.to_owned()))
        .collect()
}

/// The word that an expectation begins with.
fn word(sentence: &Sentence, form: &str) -> TokenIdx {
    sentence
        .tree()
        .tokens()
        .find(|&token| sentence.token(token).form() == form)
        .expect("the sentence has the word")
}

#[test]
fn stance_is_read_off_the_tree() {
    check("stance", |sentence, text, expect| {
        let form = expect.split(' ').next().unwrap_or_default();
        let stance = stance::of(sentence, word(sentence, form));
        let name = |value: String| value.to_lowercase();
        let cues = |cues: &[(TokenIdx, TokenIdx)]| {
            let cues: Vec<&str> = cues
                .iter()
                .map(|&(first, last)| text.slice(sentence.words_span(first, last)))
                .collect();
            cues.join(", ")
        };
        let line = format!(
            "{form} {} {} {} | {} | {}",
            name(format!("{:?}", stance.polarity)),
            name(format!("{:?}", stance.certainty)),
            name(format!("{:?}", stance.tense)),
            cues(&stance.negation_cues),
            cues(&stance.hedge_cues)
        );
        line.replace("|  |", "| |").trim_end().to_owned()
    });
}

#[test]
fn time_expressions_mean_days_and_belong_to_their_predicate() {
    check("time", |sentence, text, expect| {
        let form = expect.rsplit(' ').next().unwrap_or_default();
        let expressions = time::expressions(sentence, text, Some(PUBLISHED));
        let Some(time) = time::time_of(word(sentence, form), &expressions, sentence) else {
            return format!("none among {expressions:?}");
        };
        let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
        format!(
            "{} {} {} {form}",
            time.phrase.text,
            day(time.start),
            day(time.end)
        )
    });
}

#[test]
fn quantities_have_value_unit_and_approximation() {
    check("quantity", |sentence, _, expect| {
        let form = expect.split(' ').next().unwrap_or_default();
        let Some(quantity) = quantity::of(sentence, word(sentence, form)) else {
            return "none".to_owned();
        };
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        format!(
            "{form} {} {} {}",
            quantity.value,
            or_dash(quantity.unit),
            or_dash(quantity.approximation)
        )
    });
}

#[test]
fn without_a_date_nothing_is_guessed() {
    let lines = sentences();
    let layout = lay_out(&lines);
    let text = Text::new(layout.text);
    for (lines, tokens) in lines.iter().zip(layout.sentences) {
        let sentence = gold::sentence(lines, tokens).expect("the trees are well-formed");
        for found in time::expressions(&sentence, &text, None) {
            let days = (found.time.start, found.time.end);
            let is_explicit = found
                .time
                .phrase
                .text
                .bytes()
                .any(|byte| byte.is_ascii_digit());
            assert!(is_explicit || days == (None, None), "{found:?}");
        }
    }
}

/// What UDS's judges could say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happened {
    Yes,
    No,
}

fn happened(stance: &Stance) -> Happened {
    let plain = stance.polarity == Polarity::Positive
        && stance.certainty == Certainty::Certain
        && stance.tense != Tense::Future;
    if plain { Happened::Yes } else { Happened::No }
}

/// Prints how often stance and the judges agree on EWT dev, on gold words and predicates, trees by the reader:
/// `BYLINE_CORPORA=../shared/corpora cargo test --release --test stance -- --ignored --nocapture`
#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn stance_agrees_with_people_on_what_happened() {
    let root = PathBuf::from(std::env::var("BYLINE_CORPORA").expect("BYLINE_CORPORA names it"));
    let documents = treebank(&root.join("ud-ewt/dev.conllu.gz")).expect("the treebank");
    let judged = factuality(&root.join("factuality-ewt/dev.jsonl.gz")).expect("the judgements");
    let sentences: Vec<_> = documents
        .iter()
        .flat_map(|document| &document.sentences)
        .filter(|gold| judged.contains_key(&gold.id))
        .collect();
    let predicates: Vec<Vec<TokenIdx>> = sentences
        .iter()
        .map(|gold| {
            let mut tokens: Vec<TokenIdx> = judged[&gold.id].iter().map(|one| one.0).collect();
            tokens.sort_unstable();
            tokens.dedup();
            tokens
        })
        .collect();
    let tokens = sentences
        .iter()
        .map(|gold| gold.sentence.sentence_tokens().clone())
        .collect();
    let model = Reader::new().expect("the built-in model fits together");
    let read = model.read_with(tokens, &predicates);
    let mut counts = std::collections::BTreeMap::<(Happened, Happened), u32>::new();
    for (gold, read) in sentences.iter().zip(&read) {
        for &(token, value) in &judged[&gold.id] {
            let people = if value > 0.0 {
                Happened::Yes
            } else {
                Happened::No
            };
            let stance = stance::of(read, token);
            *counts.entry((people, happened(&stance))).or_default() += 1;
        }
    }
    let all: u32 = counts.values().sum();
    let count = |people, stance| counts.get(&(people, stance)).copied().unwrap_or(0);
    let right = count(Happened::Yes, Happened::Yes) + count(Happened::No, Happened::No);
    println!("(people, stance): {counts:?}");
    println!(
        "agreement {:.4} of {all}",
        f64::from(right) / f64::from(all)
    );
    let said = count(Happened::Yes, Happened::Yes) + count(Happened::No, Happened::Yes);
    let true_of_said = f64::from(count(Happened::Yes, Happened::Yes)) / f64::from(said);
    println!("happened of those told as plain facts {true_of_said:.4} of {said}");
    assert!(true_of_said > 0.8, "{true_of_said}");
}
