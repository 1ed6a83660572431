//! The commands on stores, from outside, with articles whose claims are given.

use std::fs;
use std::path::Path;

use program::{Place, code, told};

#[path = "support/program.rs"]
mod program;

/// Builds a store of some of the articles; what the command prints.
fn build(place: &Place, lines: &[usize]) -> String {
    let all: Vec<&str> = include_str!("fixtures/articles.jsonl").lines().collect();
    let chosen: Vec<&str> = lines.iter().map(|&line| all[line]).collect();
    fs::write(place.path("articles.jsonl"), chosen.join("\n")).expect("written");
    place.done(&["build", "--input", "articles", "articles.jsonl"])
}

fn export(place: &Place) -> String {
    place.done(&["export", "--to", "nq"])
}

#[test]
fn building_twice_reads_nothing_and_changes_nothing() {
    let place = Place::new();
    let first = build(&place, &[0, 1, 2]);
    assert_eq!(first.matches("added\t").count(), 3);
    let dump = export(&place);
    assert_eq!(build(&place, &[0, 1, 2]), "");
    assert_eq!(build(&place, &[2, 0, 1]), "");
    assert_eq!(export(&place), dump);
    assert!(dump.lines().is_sorted());
    let other = Place::new();
    build(&other, &[2]);
    build(&other, &[1]);
    build(&other, &[0]);
    assert_eq!(export(&other), dump);
}

#[test]
fn forgetting_and_pruning_leave_what_would_have_been_without() {
    let place = Place::new();
    build(&place, &[0]);
    let dump = export(&place);
    build(&place, &[0, 1, 2]);
    assert_ne!(export(&place), dump);
    let text = place.done(&["forget", "courier 최선희", "denial"]);
    assert_eq!(text.matches("forgot\t").count(), 2);
    assert_eq!(export(&place), dump);
    build(&place, &[0, 1]);
    fs::write(
        place.path("articles.jsonl"),
        include_str!("fixtures/articles.jsonl")
            .lines()
            .next()
            .expect("a line"),
    )
    .expect("written");
    place.done(&["build", "--prune", "--input", "articles", "articles.jsonl"]);
    assert_eq!(export(&place), dump);
    let nothing = place.run(&["forget", "no such"]);
    assert_eq!(code(&nothing), Some(1));
    assert!(told(&nothing).contains("no such document"));
}

#[test]
fn a_store_is_listed_counted_and_checked() {
    let place = Place::new();
    build(&place, &[0, 1, 2]);
    for (what, expect) in [
        ("entities", "North Korea"),
        ("relations", "rel:visit"),
        ("documents", "envoy-moscow"),
        ("sources", "Pentagon"),
        ("events", "visit"),
        ("conflicts", "time"),
    ] {
        for form in ["table", "csv", "tsv", "json"] {
            let text = place.done(&["list", what, "--to", form]);
            assert!(text.contains(expect), "{what} {form}: {text}");
        }
    }
    let stats: serde_json::Value =
        serde_json::from_str(&place.done(&["stats", "--json"])).expect("JSON");
    assert_eq!(stats["documents"], 3);
    assert_eq!(stats["claims"], 11);
    assert_eq!(
        stats["quads"].as_u64(),
        Some(export(&place).lines().count() as u64)
    );
    assert_eq!(place.done(&["check"]), "");
}

#[test]
fn dumps_go_to_files_compressed_or_not() {
    let place = Place::new();
    build(&place, &[0]);
    for name in [
        "a.nq", "a.trig", "a.ttl", "a.nt", "a.rdf", "a.jsonld", "a.nq.gz",
    ] {
        place.done(&["export", "--output", name]);
        assert!(
            fs::metadata(place.path(name)).expect("a file").len() > 100,
            "{name}"
        );
    }
    let mut plain = String::new();
    let packed = fs::File::open(place.path("a.nq.gz")).expect("a file");
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(packed), &mut plain)
        .expect("gzip");
    assert_eq!(plain, export(&place));
    place.done(&["export", "--to", "csv", "--output", "tables"]);
    assert!(place.path("tables/nodes.csv").exists() && place.path("tables/edges.csv").exists());
    let refused = place.run(&["export", "--to", "jsonld", "--rdf12"]);
    assert_eq!(code(&refused), Some(2));
    assert!(told(&refused).contains("no triple terms"));
}

#[test]
fn what_is_wrong_with_a_store_is_one_clear_line() {
    let place = Place::new();
    let none = place.run(&["stats"]);
    assert_eq!(code(&none), Some(2));
    assert!(
        told(&none).contains("there is no store here"),
        "{}",
        told(&none)
    );
    build(&place, &[0]);
    let marker = place.path("byline.store/store.json");
    let kept = fs::read_to_string(&marker).expect("a marker");
    fs::write(&marker, kept.replace("\"format\": 1", "\"format\": 2")).expect("written");
    let newer = place.run(&["export"]);
    assert_eq!(code(&newer), Some(2));
    assert!(told(&newer).contains("newer byline"));
    fs::write(&marker, "{").expect("written");
    assert!(told(&place.run(&["export"])).contains("broken"));
    fs::write(&marker, kept).expect("written");
    let other = place.run(&[
        "build",
        "--base",
        "https://example.org/",
        "--input",
        "articles",
        "articles.jsonl",
    ]);
    assert!(told(&other).contains("--base"));
    fs::create_dir(place.path("full")).expect("a folder");
    fs::write(place.path("full/letter.txt"), "Dear").expect("written");
    let foreign = place.run(&[
        "build",
        "--store",
        "full",
        "--input",
        "articles",
        "articles.jsonl",
    ]);
    assert!(
        told(&foreign).contains("this is no store"),
        "{}",
        told(&foreign)
    );
    assert_eq!(
        fs::read_to_string(place.path("full/letter.txt")).expect("kept"),
        "Dear"
    );
    let unreachable = place.run(&["push", "http://127.0.0.1:9/store"]);
    assert_eq!(code(&unreachable), Some(2));
    assert!(told(&unreachable).contains("cannot be reached"));
}

#[test]
fn a_store_of_cut_lines_is_told_and_not_overwritten() {
    let place = Place::new();
    build(&place, &[0, 1]);
    let file = place.path("byline.store/graph.nq");
    if !file.exists() {
        // A store with RocksDB has no such file.
        return;
    }
    let kept = fs::read(&file).expect("a file");
    fs::write(&file, &kept[..kept.len() / 2]).expect("written");
    let cut = place.run(&["stats"]);
    assert_eq!(code(&cut), Some(2));
    assert!(
        told(&cut).contains("build the store anew"),
        "{}",
        told(&cut)
    );
    let changed = place.run(&["forget", "denial"]);
    assert_eq!(code(&changed), Some(2));
    assert_eq!(fs::read(&file).expect("a file").len(), kept.len() / 2);
}

#[test]
fn a_broken_line_is_told_and_the_rest_is_built() {
    let place = Place::new();
    let first = include_str!("fixtures/articles.jsonl")
        .lines()
        .next()
        .expect("a line");
    fs::write(place.path("a.jsonl"), format!("{{\"id\": 3}}\n{first}\n")).expect("written");
    let output = place.run(&["build", "--input", "articles", "a.jsonl", "--prune"]);
    assert_eq!(code(&output), Some(2));
    assert!(told(&output).contains("a.jsonl:1:"), "{}", told(&output));
    assert!(place.done(&["list", "documents"]).contains("envoy-moscow"));
    assert!(Path::new(&place.path("byline.store")).is_dir());
}
