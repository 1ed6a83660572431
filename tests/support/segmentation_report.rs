//! Scores of tokens, words and sentences on a treebank, and the errors one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use byline::evaluation::segmentation::{Counts, Word, spans, words};
use byline::language::sentences::Segmenter;
use byline::language::token::Surface;
use byline::text::span::{Span, Text};

use crate::treebank::Treebank;

/// Prints scores and speed; with `BYLINE_ERRORS` set, the errors too.
pub fn print(name: &str, bank: &Treebank) {
    let text = Text::new(bank.text.clone());
    let segmenter = Segmenter::new();
    let start = Instant::now();
    let sentences = segmenter.segment(&text);
    let seconds = start.elapsed().as_secs_f64();
    let mut tokens = Vec::new();
    let mut system = Vec::new();
    for sentence in &sentences {
        for surface in sentence.surfaces() {
            let span = sentence.surface_span(surface);
            tokens.push(span);
            let (first, last) = match surface {
                Surface::Word(word) => (word, word),
                Surface::Multiword(multiword) => (multiword.first(), multiword.last()),
            };
            let multiword = first != last;
            system.extend(
                sentence.tokens()[first.index()..=last.index()]
                    .iter()
                    .map(|token| Word {
                        span,
                        form: token.form(),
                        multiword,
                    }),
            );
        }
    }
    let gold: Vec<Word> = bank
        .words
        .iter()
        .map(|(span, form, multiword)| Word {
            span: *span,
            form,
            multiword: *multiword,
        })
        .collect();
    let found: Vec<Span> = sentences
        .iter()
        .map(byline::language::token::SentenceTokens::span)
        .collect();
    println!(
        "{name}: tokens {}  words {}  sentences {}  {:.0} words/s",
        score(spans(&bank.tokens, &tokens)),
        score(words(&gold, &system)),
        score(spans(&bank.sentences, &found)),
        system.len() as f64 / seconds
    );
    if std::env::var_os("BYLINE_ERRORS").is_some() {
        token_errors(&text, &bank.tokens, &tokens);
        sentence_errors(&text, &bank.sentences, &found);
    }
}

fn score(counts: Counts) -> String {
    let percent = [counts.precision(), counts.recall(), counts.f1()].map(|share| 100.0 * share);
    format!(
        "P {:.2} R {:.2} F1 {:.2}",
        percent[0], percent[1], percent[2]
    )
}

/// Prints each stretch that gold and system cut differently, most frequent first.
fn token_errors(text: &Text, gold: &[Span], system: &[Span]) {
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        let (first_gold, first_system) = (g, s);
        while g < gold.len() && s < system.len() && gold[g].end() != system[s].end() {
            if gold[g].end() < system[s].end() {
                g += 1;
            } else {
                s += 1;
            }
        }
        (g, s) = ((g + 1).min(gold.len()), (s + 1).min(system.len()));
        let (one, two) = (&gold[first_gold..g], &system[first_system..s]);
        if one != two {
            let join = |spans: &[Span]| {
                spans
                    .iter()
                    .map(|&span| text.slice(span))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            *errors
                .entry(format!("{}  not  {}", join(one), join(two)))
                .or_default() += 1;
        }
    }
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (error, count) in errors {
        println!("TOKEN {count}\t{error}");
    }
}

/// Prints each sentence end that is missed or too much, with what stands around it.
fn sentence_errors(text: &Text, gold: &[Span], system: &[Span]) {
    let ends = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| span.end())
            .collect::<BTreeSet<u32>>()
    };
    let (gold, system) = (ends(gold), ends(system));
    for &end in gold.symmetric_difference(&system) {
        let kind = if gold.contains(&end) {
            "MISSED"
        } else {
            "TOO MUCH"
        };
        let around = |from: u32, to: u32| text.slice(Span::new(from, to)).replace('\n', "⏎");
        let before = around(end.saturating_sub(60), end);
        let after = around(end, (end + 40).min(text.len()));
        println!("{kind}\t{before} || {after}");
    }
}
