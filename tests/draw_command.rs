//! `byline draw` as a person uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use assert_cmd::Command;
use byline::graph::store::{Settings, Store};

/// A folder with a store of the talks.
fn talks() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open_or_create(&folder.path().join("byline.store"), &Settings::default())
        .expect("a store");
    for line in include_str!("fixtures/talks.jsonl").lines() {
        let article = serde_json::from_str(line).expect("an article");
        store.add(&article, None).expect("added");
    }
    folder
}

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn draw(folder: &Path, arguments: &[&str]) -> Ran {
    run(Command::cargo_bin("byline")
        .expect("the program")
        .current_dir(folder)
        .arg("draw")
        .args(arguments))
}

fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: output.status.code(),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

fn has_graphviz() -> bool {
    Process::new("dot").arg("-V").output().is_ok()
}

#[test]
fn dot_goes_to_standard_output_and_what_is_left_out_to_the_other() {
    let folder = talks();
    let ran = draw(folder.path(), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("digraph byline {"));
    assert!(
        ran.stderr
            .starts_with("Drawn: 15 entities, 24 edges, 30 claims."),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("without a name (--all draws them)"));
    let again = draw(folder.path(), &["--quiet", "--max-edges", "3"]);
    assert_eq!(again.stdout.matches(" -> ").count(), 3);
    assert_eq!(again.stderr, "");
    let told = draw(folder.path(), &["--max-edges", "3"]);
    assert!(
        told.stderr.contains("21 edges with the least support"),
        "{}",
        told.stderr
    );
}

#[test]
fn the_extension_of_the_output_names_the_format() {
    let folder = talks();
    for (file, start) in [
        ("a.graphml", "<?xml"),
        ("a.gexf", "<?xml"),
        ("a.cyjs", "{"),
        ("a.html", "<!doctype html>"),
        ("a.dot", "digraph"),
    ] {
        let ran = draw(folder.path(), &["-o", file]);
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (Some(0), ""),
            "{}",
            ran.stderr
        );
        let drawing = fs::read_to_string(folder.path().join(file)).expect("the drawing");
        assert!(drawing.starts_with(start), "{file}");
    }
}

#[test]
fn graphviz_draws_pictures_where_there_is_one() {
    let folder = talks();
    if has_graphviz() {
        let ran = draw(folder.path(), &["--to", "svg"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.contains("<svg") && ran.stdout.contains("10,000 troops to Russia."));
        let ran = draw(folder.path(), &["-o", "a.png"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let picture = fs::read(folder.path().join("a.png")).expect("the picture");
        assert!(picture.starts_with(b"\x89PNG"));
    }
    let mut command = Command::cargo_bin("byline").expect("the program");
    let ran = run(command
        .current_dir(folder.path())
        .env("PATH", "")
        .args(["draw", "--to", "svg"]));
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("apt-get install graphviz"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_focus_is_named_by_any_name_and_an_unknown_one_is_told() {
    let folder = talks();
    let ran = draw(folder.path(), &["--focus", "최선희"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches(" -> ").count(), 4);
    let ran = draw(folder.path(), &["--focus", "Choe Son Hi"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("did you mean Choe Son Hui?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn filters_narrow_the_drawing() {
    let folder = talks();
    let edges = |arguments: &[&str]| {
        draw(folder.path(), arguments)
            .stdout
            .matches(" -> ")
            .count()
    };
    assert_eq!(edges(&["--relation", "visit"]), 1);
    assert_eq!(
        edges(&["--relation", "send troops to", "--certainty", "certain"]),
        2
    );
    assert_eq!(edges(&["--source", "lee seong-kweun"]), 2);
    assert_eq!(edges(&["--since", "2024-11-01"]), 6);
    assert_eq!(edges(&["--certainty", "possible,alleged"]), 3);
    let ran = draw(folder.path(), &["--until", "2000-01-01"]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn what_cannot_be_done_is_told_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = draw(folder.path(), &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("byline build") && ran.stderr.lines().count() == 1);
    let talks = talks();
    let file: PathBuf = talks.path().join("no/such/folder.svg");
    let ran = draw(
        talks.path(),
        &["-o", &file.display().to_string(), "--to", "dot"],
    );
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("cannot be written"));
}
