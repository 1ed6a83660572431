//! The queries that ship with byline: their headers, what they answer on articles whose claims were written by hand
//! (golden files, rewritten with `UPDATE_GOLDEN=1`), and that they start from what they are given.

use std::fs;
use std::path::PathBuf;

use byline::cli::display::Style;
use byline::cli::table;
use byline::graph::catalogue::{self, Entry, Kind, Need};
use byline::graph::names::{self, Among, Found};
use byline::graph::query::{Answer, Question, Settings};
use byline::graph::store::{Settings as StoreSettings, Store};
use byline::graph::vocabulary::{self, xsd};
use oxigraph::model::{Literal, Term};

#[path = "support/graph.rs"]
mod graph;

/// A store of the hand-made articles.
fn in_memory() -> Store {
    let store = Store::memory(&StoreSettings::default()).expect("a store");
    graph::fill(&store);
    store
}

/// What each parameter is given in the golden files.
fn example(entry: &Entry, name: &str) -> &'static str {
    match (entry.name.as_str(), name) {
        ("claims-of", _) => "National Intelligence Service",
        (_, "since") => "2024-10-31",
        (_, "about" | "whom") => "Russia",
        (_, "where") => "Moscow",
        (_, "source") => "Park Sun-won",
        _ => "Choe Son Hui",
    }
}

fn terms(store: &Store, kind: Kind, value: &str) -> Vec<Term> {
    if kind == Kind::Date {
        return vec![Literal::new_typed_literal(value, xsd::DATE).into()];
    }
    match names::find(store.inner(), value, Among::Entities).expect("a store to read") {
        Found::Named(nodes) => nodes.into_iter().map(Term::from).collect(),
        // The answer is then empty, as it should be.
        Found::Nothing(_) => Vec::new(),
    }
}

fn question(store: &Store, entry: &Entry) -> Question {
    let prefixes = vocabulary::prefixes(store.minter().base());
    Question::parse(&entry.name, &entry.text, &prefixes).expect("SPARQL")
}

/// The answer as people see it, IRIs by their labels.
fn shown(store: &Store, answer: Answer) -> String {
    let Answer::Solutions(solutions) = answer else {
        panic!("rows expected");
    };
    let prefixes = vocabulary::prefixes(store.minter().base());
    let cell = |value: &Option<Term>| match value {
        None => String::new(),
        Some(Term::NamedNode(node)) => names::label(store.inner(), node.as_ref())
            .expect("a store to read")
            .unwrap_or_else(|| names::shortened(node.as_str(), &prefixes)),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    };
    let head: Vec<String> = solutions
        .variables
        .iter()
        .map(|variable| variable.as_str().to_owned())
        .collect();
    let rows: Vec<Vec<String>> = solutions
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    table::render(&head, &rows, None, Style::Plain)
}

fn ask(store: &Store, entry: &Entry, given: &[(&str, &str)]) -> String {
    let mut question = question(store, entry);
    for (name, value) in given {
        let kind = entry.parameter(name).expect("a parameter").kind;
        question = question
            .bind(name, terms(store, kind, value))
            .expect("bound");
    }
    let answer = question
        .answer(store.inner(), &Settings::default())
        .expect("an answer");
    shown(store, answer)
}

/// The answers to one query: without parameters where it can do without, and with each of them.
fn answers(store: &Store, entry: &Entry) -> String {
    let required: Vec<(&str, &str)> = entry
        .parameters
        .iter()
        .filter(|parameter| parameter.need == Need::Required)
        .map(|parameter| (parameter.name.as_str(), example(entry, &parameter.name)))
        .collect();
    let mut all = vec![required.clone()];
    for parameter in &entry.parameters {
        if parameter.need == Need::Optional {
            let mut given = required.clone();
            given.push((&parameter.name, example(entry, &parameter.name)));
            all.push(given);
        }
    }
    let mut text = format!("# {}\n", entry.title);
    for given in all {
        let set: Vec<String> = given
            .iter()
            .map(|(name, value)| format!(" --set {name}=\"{value}\""))
            .collect();
        text.push_str("\nbyline query ");
        text.push_str(&entry.name);
        text.push_str(&set.concat());
        text.push('\n');
        text += &ask(store, entry, &given);
    }
    text
}

/// Compares the answers of `store` with the files in `tests/golden/FOLDER`, or writes them.
fn check(store: &Store, folder: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(folder);
    let mut different = Vec::new();
    for entry in catalogue::entries() {
        let answers = answers(store, &entry);
        let file = folder.join(format!("{}.txt", entry.name));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, &answers).expect("written");
        } else if fs::read_to_string(&file).unwrap_or_default() != answers {
            different.push(format!("{}:\n{answers}", file.display()));
        }
    }
    assert!(
        different.is_empty(),
        "answers differ; UPDATE_GOLDEN=1 rewrites the files:\n{}",
        different.join("\n")
    );
}

#[test]
fn every_query_answers_as_its_golden_file_says() {
    check(&in_memory(), "queries");
}

/// The whole way: from the two seed articles to answers.
#[test]
fn the_seeds_answer_as_their_golden_files_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("seeds.store");
    assert_cmd::Command::cargo_bin("byline")
        .expect("the binary")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["--quiet", "build", "data/articles", "--store"])
        .arg(&place)
        .assert()
        .success();
    check(&Store::open(&place).expect("a store"), "seeds");
}

#[test]
fn every_query_has_a_title_and_the_columns_and_parameters_that_it_names() {
    let store = in_memory();
    for entry in catalogue::entries() {
        assert!(!entry.title.is_empty(), "{} has no title", entry.name);
        let question = question(&store, &entry);
        assert_eq!(question.columns(), entry.columns, "{}", entry.name);
        for parameter in &entry.parameters {
            assert!(!parameter.about.is_empty(), "{}", entry.name);
            assert_ne!(parameter.kind, Kind::Any, "{}", entry.name);
            assert!(
                question.mentions(&parameter.name),
                "{} has no ?{}",
                entry.name,
                parameter.name
            );
        }
    }
}

#[test]
fn a_given_name_narrows_what_is_asked_for() {
    let store = in_memory();
    for entry in catalogue::entries() {
        for parameter in &entry.parameters {
            if parameter.need == Need::Required || parameter.kind != Kind::Entity {
                continue;
            }
            let rows = |given: &[(&str, &str)]| ask(&store, &entry, given).lines().count();
            let narrowed = rows(&[(&parameter.name, example(&entry, &parameter.name))]);
            assert!(narrowed <= rows(&[]), "{} {}", entry.name, parameter.name);
        }
    }
}

#[test]
fn order_of_building_changes_no_answer() {
    let forward = in_memory();
    let backward = Store::memory(&StoreSettings::default()).expect("a store");
    for article in graph::articles().iter().rev() {
        backward.add(article, None).expect("added");
    }
    for entry in catalogue::entries() {
        assert_eq!(answers(&forward, &entry), answers(&backward, &entry));
    }
}
