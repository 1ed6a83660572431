//! Lessons for the ranker of mentions from GUM, read by the reader that the program carries, and scores of what was
//! learned (`training/coref.sh` calls both):
//!
//! ```text
//! train_coref lessons TREEBANK FOLDER          writes lessons.jsonl, features.txt, embeddings.bin
//! train_coref score TREEBANK TABLE...          scores tables of weights: `own` the one that ships, `best` the best of all
//!                                              rankers
//! train_coref chains TREEBANK NUMBER           prints the chains of a document, counted from 0
//! ```
//!
//! `--model FOLDER` before these takes another reader. `TREEBANK` may end in `:HELD` or `:LEARN`: one document in eight, or the others.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use byline::evaluation::chains::ChainScores;
use byline::evaluation::coreference::{read, score_document};
use byline::evaluation::corpora::{self, GoldChains, GoldDocument};
use byline::knowledge::coref::training::{FeatureNames, Lesson};
use byline::knowledge::coref::{ChainMention, Resolver};
use byline::knowledge::mention::{Place, joined};
use byline::language::argument_span::span_head;
use byline::language::model::Model;
use byline::language::reader::Reader;
use byline::language::token::TokenIdx;
use byline::pipeline::Pipeline;

/// One document in so many is held out of learning, to choose by.
const HELD_OUT: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut reader = Reader::new()?;
    if let ["--model", folder, ..] = arguments.as_slice() {
        reader = Reader::with_model(Model::open(Path::new(folder))?);
        arguments.drain(..2);
    }
    let pipeline = Pipeline::new(reader);
    match arguments.as_slice() {
        ["lessons", treebank, folder] => lessons(&pipeline, treebank, Path::new(folder)),
        ["score", treebank, tables @ ..] => score(&pipeline, treebank, tables),
        ["chains", treebank, number] => print_chains(&pipeline, treebank, number),
        _ => Err(
            "give `lessons TREEBANK FOLDER`, `score TREEBANK TABLE...` or `chains TREEBANK NUMBER`"
                .into(),
        ),
    }
}

/// A document as people marked it and as the reader reads it.
struct Article {
    gold: GoldDocument,
    chains: GoldChains,
    lesson: Lesson,
    is_held_out: bool,
}

fn articles(pipeline: &Pipeline, treebank: &str) -> Result<Vec<Article>, Box<dyn Error>> {
    let (path, part) = match treebank.rsplit_once(':') {
        Some((path, part @ ("HELD" | "LEARN"))) => (path, Some(part == "HELD")),
        _ => (treebank, None),
    };
    let chains = corpora::chains(Path::new(path))?;
    let gold = corpora::treebank(Path::new(path))?;
    let mut articles = Vec::new();
    for (number, (gold, chains)) in gold.into_iter().zip(chains).enumerate() {
        let is_held_out = number % HELD_OUT == HELD_OUT / 2;
        if part.is_none_or(|part| part == is_held_out) {
            let lesson = lesson(pipeline, &gold, &chains);
            articles.push(Article {
                gold,
                chains,
                lesson,
                is_held_out,
            });
        }
    }
    Ok(articles)
}

fn lesson(pipeline: &Pipeline, gold: &GoldDocument, chains: &GoldChains) -> Lesson {
    let mut lesson = Lesson {
        text: gold.text.clone(),
        sentences: read(pipeline, gold),
        things: BTreeMap::new(),
    };
    for (&thing, mentions) in chains.iter().filter(|(_, mentions)| mentions.len() > 1) {
        for &(sentence, first, last) in mentions {
            let tree = gold.sentences[sentence].sentence.tree();
            let head = span_head(tree, first, last);
            // Things named together stand where their last conjunction stands.
            let head = (first.index()..=last.index())
                .map(TokenIdx::new)
                .find(|&word| joined(tree, word).is_some_and(|(one, _)| one == head))
                .unwrap_or(head);
            let place = Place { sentence, head };
            lesson.things.entry(place).or_insert(thing);
        }
    }
    lesson
}

fn lessons(pipeline: &Pipeline, treebank: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    let mut names = FeatureNames::default();
    let (mut lines, mut embeddings) = (String::new(), Vec::new());
    let mut width = 0;
    for article in articles(pipeline, treebank)? {
        let choices = article.lesson.choices(&resolver, &mut names);
        let mut line = serde_json::to_value(&choices)?;
        line["held"] = article.is_held_out.into();
        line["genre"] = article.gold.sentences[0].genre().into();
        line["words"] = (embeddings.len() / usize::max(width, 1)).into();
        writeln!(lines, "{line}")?;
        for sentence in &article.lesson.sentences {
            let of_words = sentence
                .embeddings()
                .ok_or("a sentence without embeddings")?;
            width = of_words.width();
            embeddings.extend(of_words.bytes());
        }
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("lessons.jsonl"), lines)?;
    std::fs::write(folder.join("features.txt"), names.names().join("\n"))?;
    std::fs::write(folder.join("embeddings.bin"), embeddings)?;
    Ok(())
}

fn score(pipeline: &Pipeline, treebank: &str, tables: &[&str]) -> Result<(), Box<dyn Error>> {
    let articles = articles(pipeline, treebank)?;
    println!("table\tCoNLL\tMUC\tB3\tCEAFe\tLEA\tLEA P\tLEA R\tmentions P\tR");
    for &table in tables {
        let resolver = match table {
            "best" | "own" => Resolver::new(),
            path => Resolver::new().with_weights(&std::fs::read_to_string(path)?),
        };
        let mut scores = ChainScores::default();
        for article in &articles {
            let lesson = &article.lesson;
            let chains = match table {
                "best" => lesson.best_chains(&resolver),
                _ => resolver.coreference(&lesson.text, &lesson.sentences),
            };
            scores += score_document(&article.gold, &article.chains, chains).0;
        }
        let figures = [
            scores.conll(),
            scores.muc.f1(),
            scores.b_cubed.f1(),
            scores.ceaf_e.f1(),
            scores.lea.f1(),
            scores.lea.precision(),
            scores.lea.recall(),
            scores.mentions.precision(),
            scores.mentions.recall(),
        ];
        let figures = figures.map(|figure| format!("{:.2}", figure * 100.0));
        println!("{table}\t{}", figures.join("\t"));
    }
    Ok(())
}

/// To read what the ranker that ships does.
fn print_chains(pipeline: &Pipeline, treebank: &str, number: &str) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    let article = articles(pipeline, treebank)?.swap_remove(number.parse()?);
    for chain in resolver.coreference(&article.lesson.text, &article.lesson.sentences) {
        let words = |m: &ChainMention| {
            let span = article.lesson.sentences[m.sentence].words_span(m.first, m.last);
            format!("{}:{}", m.sentence, article.lesson.text.slice(span))
        };
        if chain.len() > 1 {
            println!(
                "{}",
                chain.iter().map(words).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    Ok(())
}
