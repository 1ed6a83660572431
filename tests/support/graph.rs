//! Articles whose claims were written by hand, and stores of them.

use byline::graph::store::Store;
use byline::knowledge::article::Article;

/// The articles of `tests/fixtures/articles.jsonl`.
pub fn articles() -> Vec<Article> {
    include_str!("../fixtures/articles.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect()
}

/// Puts them into `store`.
pub fn fill(store: &Store) {
    for article in articles() {
        store.add(&article, None).expect("added");
    }
}
