//! The seed articles.

use std::fs;
use std::path::Path;

/// The text of a seed article, without its front matter.
pub fn body(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/articles")
        .join(name);
    let file = fs::read_to_string(file).expect("the seed articles are part of the repository");
    let (_, body) = file
        .split_once("\n---\n")
        .expect("they open with front matter");
    body.to_owned()
}
