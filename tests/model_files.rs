//! A model that is truncated, foreign or incomplete: one clear error, never a panic.

use std::fs;
use std::path::Path;

use byline::language::model::Model;

const FILES: [&str; 6] = [
    "reader.safetensors",
    "vocabulary.txt",
    "labels.json",
    "rolesets.tsv",
    "lemmas.tsv",
    "role_paths.tsv",
];

fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in FILES {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data/model")
            .join(file);
        fs::copy(from, folder.path().join(file)).expect("the model is part of the repository");
    }
    folder
}

fn error_of(folder: &Path) -> String {
    let message = Model::open(folder)
        .expect_err("this model must be refused")
        .to_string();
    assert!(!message.contains('\n'), "not one line: {message}");
    message
}

#[test]
fn the_shipped_model_opens_from_a_folder() {
    assert!(Model::open(copy().path()).is_ok());
}

#[test]
fn a_missing_file_is_named() {
    for file in FILES {
        let folder = copy();
        fs::remove_file(folder.path().join(file)).expect("it was copied");
        assert!(error_of(folder.path()).contains(file));
    }
}

#[test]
fn truncated_weights_are_refused() {
    let folder = copy();
    let file = folder.path().join("reader.safetensors");
    let bytes = fs::read(&file).expect("it was copied");
    for length in [0, 7, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&file, &bytes[..length]).expect("the folder is writable");
        assert!(error_of(folder.path()).contains("reader.safetensors"));
    }
}

#[test]
fn foreign_files_are_refused() {
    for (file, content) in [
        (
            "reader.safetensors",
            "not weights at all, but long enough to have a header",
        ),
        ("vocabulary.txt", "one\ntwo\n"),
        ("labels.json", "{}"),
        ("labels.json", "[1, 2"),
        ("rolesets.tsv", "send.01\n"),
    ] {
        let folder = copy();
        fs::write(folder.path().join(file), content).expect("the folder is writable");
        let message = error_of(folder.path());
        assert!(message.contains(file), "{message}");
    }
}
