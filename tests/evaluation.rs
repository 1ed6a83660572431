//! The evaluation from folder to report, on a corpus of two sentences.

#[path = "support/gold.rs"]
mod gold;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use byline::evaluation::corpora;
use byline::evaluation::report::Report;
use byline::evaluation::run::evaluate;
use flate2::Compression;
use flate2::write::GzEncoder;
use gold::Oracle;

const HARBOUR: &str = include_str!("data/harbour.conllu");

const FRAMES: &str = r#"{"sent_id": "harbour-1", "predicates": [
{"token": 5, "roleset": "expect.01", "arguments": [{"role": "ARG0", "first": 1, "last": 2},
{"role": "ARGM-NEG", "first": 4, "last": 4}, {"role": "ARG1", "first": 6, "last": 11}]},
{"token": 9, "roleset": "sail.01", "arguments": [{"role": "ARG1", "first": 6, "last": 7},
{"role": "ARGM-TMP", "first": 10, "last": 11}]}]}
{"sent_id": "harbour-2", "predicates": [
{"token": 4, "roleset": "speak.01", "arguments": [{"role": "ARG0", "first": 1, "last": 3}]}]}"#;

const FACTUALITY: &str = r#"{"sent_id": "harbour-1", "token": 5, "value": -1.12, "confidence": 1.0}
{"sent_id": "harbour-1", "token": 9, "value": -0.8, "confidence": 1.0}
{"sent_id": "harbour-2", "token": 4, "value": 2.4, "confidence": 0.9}"#;

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    let mut gz = GzEncoder::new(
        File::create(path).expect("a file is made"),
        Compression::fast(),
    );
    gz.write_all(text.as_bytes())
        .and_then(|()| gz.finish().map(drop))
        .expect("a file is written");
}

/// The columns of Universal NER for the same sentences; `names` gives (sentence, words) tags.
fn iob(names: &[(usize, usize, &str)]) -> String {
    let mut file = String::new();
    for (number, sentence) in HARBOUR.trim().split("\n\n").enumerate() {
        for line in sentence.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            match columns[0].parse::<usize>() {
                _ if line.starts_with("# sent_id") => file.extend([line, "\n"]),
                Ok(id) => {
                    let tag = names.iter().find(|(s, w, _)| (*s, *w) == (number, id));
                    let tag = tag.map_or("O", |(_, _, tag)| tag);
                    let row = format!("{id}\t{}\t{tag}\t-\t-\n", columns[1]);
                    file.push_str(&row);
                }
                Err(_) => {}
            }
        }
        file.push('\n');
    }
    file
}

/// `system` reads harbour.conllu as it likes; the report is on its difference to the file.
fn check(system: &str) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |file: &str| folder.path().join(file);
    write(folder.path(), "ud-ewt/dev.conllu.gz", HARBOUR);
    write(folder.path(), "ud-gum/dev.conllu.gz", HARBOUR);
    write(
        folder.path(),
        "propbank-ewt/dev.jsonl.gz",
        &FRAMES.replace(",\n", ",").replace("[\n", "["),
    );
    write(folder.path(), "factuality-ewt/dev.jsonl.gz", FACTUALITY);
    write(
        folder.path(),
        "uner-ewt/dev.iob2.gz",
        &iob(&[(1, 2, "B-PER"), (1, 3, "I-PER")]),
    );
    write(
        folder.path(),
        "carb-dev/dev.tsv.gz",
        "The ships sailed on Friday .\tsailed\tThe ships\ton Friday\n",
    );
    write(folder.path(), "system.conllu.gz", system);
    let oracle = Oracle::new(corpora::treebank(&at("system.conllu.gz")).expect("well-formed"));
    evaluate(&oracle, folder.path(), "dev").expect("corpora are in place")
}

#[test]
fn gold_against_gold_scores_a_hundred_everywhere() {
    let report = check(HARBOUR);
    // Chains and claims are made from what the oracle reads, not read by it.
    let is_read = |name: &str| !name.starts_with("coref.") && !name.starts_with("carb.");
    for metric in report.metrics().filter(|metric| is_read(metric.name())) {
        let expect = if metric.name() == "factuality.r" {
            1.0
        } else {
            100.0
        };
        assert!(
            (metric.value() - expect).abs() < 1e-9,
            "{}: {}",
            metric.name(),
            metric.value()
        );
    }
    let names: Vec<&str> = report
        .metrics()
        .map(byline::evaluation::report::Metric::name)
        .collect();
    for name in [
        "ewt.las",
        "ewt.harbour.las",
        "gum.raw.sentences",
        "frames.arguments.ARGM-TMP",
        "names.PER",
    ] {
        assert!(names.contains(&name), "{name} of {names:?}");
    }
}

#[test]
fn mistakes_show_in_the_scores_that_they_touch_and_in_no_other() {
    // A wrong lemma, one predicate without a frame, a name with a word too many.
    let system = HARBOUR
        .replace("\tofficials\tofficial\t", "\tofficials\tofficials\t")
        .replace("Roleset=speak.01|Factuality=2.40|Args=ARG0:1:1-3", "_")
        .replace(
            "1\tMayor\tmayor\tNOUN\tNN\tNumber=Sing\t4\tnsubj\t4:nsubj\t_",
            "1\tMayor\tmayor\tNOUN\tNN\tNumber=Sing\t4\tnsubj\t4:nsubj\tName=B-PERSON",
        )
        .replace("Name=B-PERSON\n3", "Name=I-PERSON\n3");
    let report = check(&system);
    let value = |name: &str| report.value(name).expect("measured");
    let is = |name: &str, expect: f64| {
        assert!(
            (value(name) - expect).abs() < 1e-9,
            "{name}: {}",
            value(name)
        );
    };
    is("ewt.lemmas", 95.24); // 20 of 21
    is("ewt.raw.lemmas", 95.24);
    is("ewt.las", 100.0);
    is("frames.predicates", 80.0); // 2 of 3, none too many
    is("frames.arguments", 90.91); // 5 of 6, none too many
    is("frames.arguments.ARG0", 66.67);
    is("frames.given.senses", 66.67);
    is("frames.given.arguments", 90.91);
    is("names.all", 0.0);
    assert!(report.to_string().contains("cut otherwise 1\n"), "{report}");
    assert!(value("factuality.r") < 1.0);
}

#[test]
fn a_missing_or_malformed_corpus_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = corpora::treebank(&folder.path().join("dev.conllu.gz")).expect_err("missing");
    assert!(
        error
            .to_string()
            .contains("dev.conllu.gz: there is no such file"),
        "{error}"
    );
    write(
        folder.path(),
        "a.jsonl.gz",
        "{\"sent_id\": \"a\", \"token\": 1, \"value\": 1}\n{}\n",
    );
    let error = corpora::factuality(&folder.path().join("a.jsonl.gz")).expect_err("malformed");
    assert!(
        error
            .to_string()
            .contains("a.jsonl.gz: line 2: missing field"),
        "{error}"
    );
    write(
        folder.path(),
        "a.iob2.gz",
        "# sent_id = a\n1\tRome\tB-TOWN\t-\t-\n",
    );
    let error = corpora::names(&folder.path().join("a.iob2.gz")).expect_err("malformed");
    assert!(
        error.to_string().contains("line 2: `TOWN` is not a class"),
        "{error}"
    );
    write(
        folder.path(),
        "a.conllu.gz",
        &HARBOUR.replace("0\troot", "1\troot"),
    );
    let error = corpora::treebank(&folder.path().join("a.conllu.gz")).expect_err("no tree");
    assert!(
        error
            .to_string()
            .contains("a.conllu.gz: line 5: the sentence from here"),
        "{error}"
    );
}
