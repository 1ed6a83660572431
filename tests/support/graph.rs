//! Stores of articles whose claims were written by hand, in memory and in folders that vanish.

use std::path::Path;

use byline::graph::store::{Settings, Store};
use byline::knowledge::article::Article;

/// The articles of `tests/fixtures/articles.jsonl`.
pub fn articles() -> Vec<Article> {
    include_str!("../fixtures/articles.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect()
}

/// A store of them in memory.
#[allow(dead_code, reason = "not every test binary needs it")]
pub fn in_memory() -> Store {
    let store = Store::memory(&Settings::default()).expect("a store");
    fill(&store);
    store
}

/// A store of them in `folder`.
#[allow(dead_code, reason = "not every test binary needs it")]
pub fn in_folder(folder: &Path) {
    let store = Store::open_or_create(folder, &Settings::default()).expect("a store");
    fill(&store);
}

fn fill(store: &Store) {
    for article in articles() {
        store.add(&article, None).expect("added");
    }
}
