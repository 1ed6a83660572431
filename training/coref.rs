//! Writes `data/coref/weights.tsv`, the weights of the ranker of mentions, trained on GUM's train split with the
//! reader's own trees and names:
//!
//! ```text
//! zcat CORPORA/ud-gum/train.conllu.gz > train.conllu
//! byline read --input conllu --format conllu train.conllu | gzip > read.conllu.gz
//! cargo run --release --example train_coref -- CORPORA/ud-gum/train.conllu.gz read.conllu.gz data/coref/weights.tsv
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use byline::evaluation::corpora;
use byline::knowledge::coref::Resolver;
use byline::knowledge::coref::training::{Lesson, Settings, train};
use byline::knowledge::mention::{Place, joined};
use byline::language::argument_span::span_head;
use byline::language::token::TokenIdx;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, read, out] = arguments.as_slice() else {
        return Err("give the gold treebank, the treebank as read, and the file to write".into());
    };
    let chains = corpora::chains(Path::new(gold))?;
    let gold = corpora::treebank(Path::new(gold))?;
    let read = corpora::treebank(Path::new(read))?;
    if gold.len() != read.len() {
        return Err("the two treebanks do not hold the same documents".into());
    }
    let lessons: Vec<Lesson> = read
        .into_iter()
        .zip(&gold)
        .zip(&chains)
        .map(|((read, gold), chains)| {
            let mut things = BTreeMap::new();
            for (&thing, mentions) in chains.iter().filter(|(_, mentions)| mentions.len() > 1) {
                for &(sentence, first, last) in mentions {
                    let tree = gold.sentences[sentence].sentence.tree();
                    let head = span_head(tree, first, last);
                    // Things named together stand where their last conjunction stands.
                    let head = (first.index()..=last.index())
                        .map(TokenIdx::new)
                        .find(|&word| joined(tree, word).is_some_and(|(one, _)| one == head))
                        .unwrap_or(head);
                    things.entry(Place { sentence, head }).or_insert(thing);
                }
            }
            let sentences = read.sentences.into_iter().map(|gold| gold.sentence);
            Lesson {
                text: read.text,
                sentences: sentences.collect(),
                things,
            }
        })
        .collect();
    let weights = train(&Resolver::new(), &lessons, Settings::default());
    let table = format!(
        "# The network that ranks mentions: feature, own weight, weights for hidden units, in hundredths; trained on GUM\n\
         # (https://gucorpling.org/gum/, annotations CC BY 4.0) by training/coref.rs\n{weights}"
    );
    std::fs::write(out, table)?;
    println!("{} features", weights.lines().count());
    Ok(())
}
