//! Tokens and sentences: cases, laws, and (ignored) measurements on the treebanks.

#[path = "support/treebank.rs"]
mod treebank;

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Instant;

use byline::evaluation::segmentation::{Word, align, spans, words};
use byline::language::sentences::Segmenter;
use byline::language::token::Surface;
use byline::language::tokenizer::Tokenizer;
use byline::text::span::{Span, Text};
use treebank::Treebank;

#[test]
#[ignore = "measures; needs BYLINE_CORPORA"]
fn token_errors_on_a_treebank() {
    let corpora = PathBuf::from(std::env::var("BYLINE_CORPORA").expect("BYLINE_CORPORA"));
    let name = std::env::var("BYLINE_TREEBANK").unwrap_or_else(|_| "ud-ewt/train".into());
    let bank = Treebank::read(&corpora.join(format!("{name}.conllu.gz")));
    let start = Instant::now();
    let pieces = Tokenizer::new().pieces(&bank.text);
    let took = start.elapsed().as_secs_f64();
    let system: Vec<Span> = pieces.iter().map(|p| p.span()).collect();
    let counts = spans(&bank.tokens, &system);
    println!(
        "{name}: tokens P {:.2} R {:.2} F1 {:.2}; {:.0} words/s",
        100.0 * counts.precision(),
        100.0 * counts.recall(),
        100.0 * counts.f1(),
        system.len() as f64 / took
    );
    let text = Text::new(bank.text.clone());
    // differing regions
    let (mut g, mut s) = (0, 0);
    let mut errors: HashMap<String, usize> = HashMap::new();
    while g < bank.tokens.len() && s < system.len() {
        if bank.tokens[g] == system[s] {
            (g, s) = (g + 1, s + 1);
            continue;
        }
        let (g0, s0) = (g, s);
        let (mut ge, mut se) = (bank.tokens[g].end(), system[s].end());
        while ge != se {
            if ge < se {
                g += 1;
                ge = bank.tokens[g].end();
            } else {
                s += 1;
                se = system[s].end();
            }
        }
        (g, s) = (g + 1, s + 1);
        let join = |spans: &[Span]| {
            spans
                .iter()
                .map(|&x| text.slice(x))
                .collect::<Vec<_>>()
                .join(" ")
        };
        *errors
            .entry(format!(
                "{}  ||  {}",
                join(&bank.tokens[g0..g]),
                join(&system[s0..s])
            ))
            .or_default() += 1;
    }
    let mut list: Vec<_> = errors.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (error, count) in list {
        println!("{count}\t{error}");
    }
    let sentences = Segmenter::new().segment(&text);
    let mut system = Vec::new();
    for sentence in &sentences {
        for surface in sentence.surfaces() {
            let span = sentence.surface_span(surface);
            let (from, to, multiword) = match surface {
                Surface::Word(w) => (w.index(), w.index(), false),
                Surface::Multiword(m) => (m.first().index(), m.last().index(), true),
            };
            for token in &sentence.tokens()[from..=to] {
                system.push(Word {
                    span,
                    form: token.form(),
                    multiword,
                });
            }
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
    let counts = words(&gold, &system);
    println!("words F1 {:.2}", 100.0 * counts.f1());
    let pairs = align(&gold, &system);
    let right: std::collections::HashSet<usize> = pairs.iter().map(|p| p.0).collect();
    let mut wrong: HashMap<String, usize> = HashMap::new();
    for (index, word) in gold.iter().enumerate() {
        if !right.contains(&index) && word.multiword {
            *wrong
                .entry(format!("{} = {}", text.slice(word.span), word.form))
                .or_default() += 1;
        }
    }
    let right: std::collections::HashSet<usize> = pairs.iter().map(|p| p.1).collect();
    for (index, word) in system.iter().enumerate() {
        if !right.contains(&index) && word.multiword {
            *wrong
                .entry(format!(
                    "TOO MUCH {} = {}",
                    text.slice(word.span),
                    word.form
                ))
                .or_default() += 1;
        }
    }
    let mut list: Vec<_> = wrong.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (error, count) in list {
        println!("{count}\t{error}");
    }
}

#[test]
#[ignore = "dump"]
fn dump() {
    let corpora = PathBuf::from(std::env::var("BYLINE_CORPORA").expect("BYLINE_CORPORA"));
    for name in ["ud-ewt/train", "ud-ewt/dev", "ud-gum/train", "ud-gum/dev"] {
        let bank = Treebank::read(&corpora.join(format!("{name}.conllu.gz")));
        let (pieces, starts) = Segmenter::new().inspect(&bank.text);
        let ends: std::collections::HashSet<u32> = bank.sentences.iter().map(|s| s.end()).collect();
        let mut out = String::new();
        for (piece, start) in pieces.iter().zip(starts) {
            if start {
                out.push('\n');
            }
            let label = u8::from(ends.contains(&piece.span().end()));
            let gap = piece.gap() as u8;
            out.push_str(&format!("{}\t{gap}\t{label}\n", piece.text(&bank.text)));
        }
        std::fs::write(format!("/tmp/pieces-{}.tsv", name.replace('/', "-")), out).unwrap();
    }
}
