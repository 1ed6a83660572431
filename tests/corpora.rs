//! Laws and measurements on the gold corpora; each test needs `BYLINE_CORPORA`, the folder.
//!
//! `BYLINE_CORPORA=../shared/corpora cargo test --release --test corpora -- --ignored --nocapture`

#[path = "support/gold.rs"]
mod gold;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use byline::evaluation::annotator::Annotator;
use byline::evaluation::corpora::{GoldDocument, attach_frames, treebank};
use byline::evaluation::run::evaluate;
use byline::language::argument_span::arguments;
use byline::language::conllu::layout::lay_out;
use byline::language::conllu::{reader, render};
use byline::language::frames::Argument;
use byline::language::reader::Reader;
use byline::language::sentence::Sentence;
use byline::language::sentences::Segmenter;
use byline::language::token::{SentenceTokens, TokenIdx};
use byline::text::span::Text;
use flate2::read::GzDecoder;
use gold::Oracle;

const TREEBANKS: [&str; 4] = ["ud-ewt/train", "ud-ewt/dev", "ud-gum/train", "ud-gum/dev"];

fn folder() -> PathBuf {
    std::env::var("BYLINE_CORPORA")
        .expect("BYLINE_CORPORA names the folder")
        .into()
}

fn conllu(name: &str) -> PathBuf {
    folder().join(format!("{name}.conllu.gz"))
}

fn text_of(path: &Path) -> String {
    let mut text = String::new();
    let file = fs::File::open(path).expect("the corpus is there");
    GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("gzipped UTF-8");
    text
}

fn ewt(split: &str) -> Vec<GoldDocument> {
    let mut documents = treebank(&conllu(&format!("ud-ewt/{split}"))).expect("a treebank");
    let frames = folder().join(format!("propbank-ewt/{split}.jsonl.gz"));
    attach_frames(&mut documents, &frames).expect("frames that fit");
    documents
}

#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn treebanks_are_written_back_byte_by_byte_and_spell_their_texts() {
    for name in TREEBANKS {
        let file = text_of(&conllu(name));
        let sentences = reader::parse(&file).expect("well-formed CoNLL-U");
        let written: String = sentences.iter().map(ToString::to_string).collect();
        assert!(written == file, "{name} is not written as it was read");
        let layout = lay_out(&sentences);
        let text = Text::new(layout.text);
        for (lines, tokens) in sentences.iter().zip(&layout.sentences) {
            assert_eq!(Some(text.slice(tokens.span())), lines.comment("text"));
        }
    }
}

#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn sentences_of_treebanks_are_read_back_from_what_is_written_of_them() {
    for name in TREEBANKS {
        let documents = treebank(&conllu(name)).expect("a treebank");
        let sentences = || documents.iter().flat_map(|document| &document.sentences);
        let crossing = sentences()
            .filter(|gold| !gold.sentence.tree().is_projective())
            .count();
        println!(
            "{name}: {} sentences, {crossing} not projective",
            sentences().count()
        );
        for document in &documents {
            for gold in &document.sentences {
                let lines = render::lines(&gold.sentence, &document.text, Vec::new());
                let again = reader::parse(&lines.to_string()).expect("well-formed CoNLL-U");
                let tokens = gold.sentence.sentence_tokens().clone();
                let same = byline::language::conllu::gold::sentence(&again[0], tokens);
                assert_eq!(same.as_ref(), Ok(&gold.sentence));
            }
        }
    }
}

#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn argument_spans_are_rebuilt_from_gold_trees_and_heads() {
    for split in ["dev", "train"] {
        let documents = ewt(split);
        let (mut exact, mut all) = (0, 0);
        for gold in documents.iter().flat_map(|document| &document.sentences) {
            let sentence = &gold.sentence;
            for frame in sentence.frames() {
                let heads: Vec<_> = frame
                    .arguments()
                    .iter()
                    .map(|a| (a.head(), a.role()))
                    .collect();
                let rebuilt = arguments(
                    sentence.tree(),
                    sentence.tokens(),
                    frame.predicate(),
                    &heads,
                );
                all += heads.len();
                let is_exact = |argument: &&Argument| frame.arguments().contains(argument);
                exact += rebuilt.iter().filter(is_exact).count();
            }
        }
        let share = exact as f64 / all as f64;
        println!(
            "{split}: {exact} of {all} argument spans exact, {:.2} %",
            100.0 * share
        );
        assert!(share > 0.985);
    }
}

#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn the_gold_annotation_scores_a_hundred_against_itself() {
    let mut known = ewt("dev");
    known.extend(treebank(&conllu("ud-gum/dev")).expect("a treebank"));
    let report = evaluate(&Oracle::new(known), &folder(), "dev").expect("corpora are in place");
    for metric in report.metrics() {
        // The treebanks hold no names and no factuality.
        if !metric.name().starts_with("names.") && metric.name() != "factuality.r" {
            assert!(
                (metric.value() - 100.0).abs() < 1e-9,
                "{}: {}",
                metric.name(),
                metric.value()
            );
        }
    }
}

struct Byline {
    segmenter: Segmenter,
    reader: Reader,
}

impl Annotator for Byline {
    fn read(&self, text: &Text) -> Vec<Sentence> {
        self.reader.read(self.segmenter.segment(text))
    }

    fn annotate(&self, sentences: Vec<SentenceTokens>) -> Vec<Sentence> {
        self.reader.read(sentences)
    }

    fn agree(&self, document: Vec<Sentence>) -> Vec<Sentence> {
        self.reader.agree(document)
    }

    fn annotate_predicates(
        &self,
        sentences: Vec<SentenceTokens>,
        predicates: &[Vec<TokenIdx>],
    ) -> Vec<Sentence> {
        self.reader.read_with(sentences, predicates)
    }
}

/// With `BYLINE_OUT`, a folder, also writes what the standard scorer needs to check us:
/// `python3 conll18_ud_eval.py -v ewt.gold.conllu ewt.words.conllu` (and `ewt.raw.conllu`).
#[test]
#[ignore = "needs BYLINE_CORPORA"]
fn the_trained_reader_is_measured() {
    let byline = Byline {
        segmenter: Segmenter::new(),
        reader: Reader::new().expect("the model is whole"),
    };
    println!(
        "{}",
        evaluate(&byline, &folder(), "dev").expect("corpora are in place")
    );
    let Some(out) = std::env::var_os("BYLINE_OUT").map(PathBuf::from) else {
        return;
    };
    for treebank_name in ["ewt", "gum"] {
        let documents = treebank(&conllu(&format!("ud-{treebank_name}/dev"))).expect("a treebank");
        let mut files = [const { String::new() }; 3];
        for document in &documents {
            let gold: Vec<Sentence> = document
                .sentences
                .iter()
                .map(|gold| gold.sentence.clone())
                .collect();
            let tokens = gold
                .iter()
                .map(|gold| gold.sentence_tokens().clone())
                .collect();
            let read = [gold, byline.annotate(tokens), byline.read(&document.text)];
            for (file, sentences) in files.iter_mut().zip(read) {
                for sentence in sentences {
                    *file += &render::lines(&sentence, &document.text, Vec::new()).to_string();
                }
            }
        }
        for (file, setting) in files.iter().zip(["gold", "words", "raw"]) {
            fs::write(out.join(format!("{treebank_name}.{setting}.conllu")), file)
                .expect("the file is written");
        }
    }
}
