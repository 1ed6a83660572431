//! What reading costs: `cargo bench --bench reading [FILE...]` (default: the two seed articles).
//!
//! Prints the time to load the model, words a second on one thread and on two with their ratio, and the share of each
//! stage. Trust the ratios: they come from one run. `benches/peers/compare.sh` sets the figures beside another reader's.

use std::fs;
use std::time::{Duration, Instant};

use byline::language::reader::Reader;
use byline::language::sentence::Sentence;
use byline::language::sentences::Segmenter;
use byline::language::token::SentenceTokens;
use byline::text::span::Text;

/// How often each figure is taken; the median counts.
const ROUNDS: usize = 5;
/// Copies of the articles in one round.
const COPIES: usize = 4;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn time<T>(mut work: impl FnMut() -> T) -> f64 {
    median(
        (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(work());
                start.elapsed()
            })
            .collect(),
    )
}

fn main() {
    let mut files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    if files.is_empty() {
        files = ["seed-000.txt", "seed-001.txt"]
            .map(|name| format!("{}/data/articles/{name}", env!("CARGO_MANIFEST_DIR")))
            .to_vec();
    }
    let texts: Vec<Text> = files
        .iter()
        .cycle()
        .take(files.len() * COPIES)
        .map(|file| {
            Text::new(fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}")))
        })
        .collect();
    let pool = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads")
    };
    let (one, two) = (pool(1), pool(2));

    let load = one.install(|| time(|| Reader::new().expect("the built-in model fits together")));
    let reader = Reader::new().expect("the built-in model fits together");
    let segmenter = Segmenter::new();
    let cut = || {
        texts
            .iter()
            .flat_map(|text| segmenter.segment(text))
            .collect::<Vec<SentenceTokens>>()
    };
    let tokens = cut();
    let words: usize = tokens.iter().map(|sentence| sentence.tokens().len()).sum();
    let cutting = one.install(|| time(cut));
    let read = || -> Vec<Sentence> { reader.read(tokens.clone()) };
    let (alone, together) = (one.install(|| time(read)), two.install(|| time(read)));

    println!("model loaded in {:.0} ms", load * 1e3);
    println!("{words} words in {} sentences", tokens.len());
    println!(
        "tokens and sentences: {:.0} words/s, {:.1} % of the whole",
        words as f64 / cutting,
        100.0 * cutting / (cutting + alone)
    );
    println!(
        "one thread: {:.0} words/s with both",
        words as f64 / (cutting + alone)
    );
    println!("two threads against one: {:.2} times", alone / together);
}
