//! Reading input: whatever comes in, the answer is a value or one clear line, an exit code
//! that says which, and never a panic. Large inputs are read through the library alone,
//! small ones through the whole program.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use byline::text::document::Document;
use byline::text::reader::{Input, Reader};
use byline::text::source::Source;
use tempfile::TempDir;

/// What the program answered.
struct Answer {
    code: i32,
    stdout: String,
    stderr: String,
}

fn byline(arguments: &[&str], stdin: &[u8]) -> Answer {
    let mut command = Command::cargo_bin("byline").expect("the program is built");
    let output = command
        .args(arguments)
        .write_stdin(stdin)
        .output()
        .expect("it runs");
    let answer = Answer {
        code: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(!answer.stderr.contains("panicked"), "{}", answer.stderr);
    answer
}

/// A folder with one file in it; gives both.
fn file(name: &str, bytes: &[u8]) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path.display().to_string())
}

fn read_one(path: &str) -> Answer {
    byline(&["read", path], b"")
}

/// Reads standard input; expects `code` and, on standard error, a line that starts with
/// `told` (none if empty).
fn check_stdin(stdin: &[u8], code: i32, told: &str) {
    let answer = byline(&["read", "-"], stdin);
    assert_eq!(answer.code, code, "{}", answer.stderr);
    if told.is_empty() {
        assert_eq!(answer.stderr, "");
    } else {
        assert!(
            answer.stderr.lines().any(|line| line.starts_with(told)),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn an_empty_input_is_told_and_nothing_found() {
    check_stdin(b"", 1, "<stdin>:1: warning: there is no text to read here");
    check_stdin(
        b" \n\t\n",
        1,
        "<stdin>:1: warning: there is no text to read here",
    );
    check_stdin(
        b"---\ntitle: A\n---\n",
        1,
        "<stdin>:4: warning: there is no text",
    );
    let (_folder, path) = file("empty.html", b"");
    assert_eq!(read_one(&path).code, 1);
    let (_folder, path) = file("empty.jsonl", b"");
    assert_eq!(read_one(&path).code, 1);
}

#[test]
fn binary_files_are_refused_by_name() {
    check_stdin(
        &[0; 1000],
        2,
        "byline: <stdin>: this is not text but binary data",
    );
    let (_folder, path) = file("a.txt", b"%PDF-1.7 ...");
    let answer = read_one(&path);
    assert_eq!(answer.code, 2);
    assert_eq!(answer.stdout, "");
    assert_eq!(
        answer.stderr,
        format!("byline: {path}: this is not text but a PDF: convert it with `pdftotext`\n")
    );
    let (_folder, path) = file("a.jsonl", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0");
    assert_eq!(read_one(&path).code, 2);
}

#[test]
fn broken_bytes_are_told_with_file_line_and_column() {
    check_stdin(
        b"One said.\nTwo \xC3\xA9\xC3\xA9 said \xFF.\n",
        0,
        "<stdin>:2:13: warning: not UTF-8 here",
    );
    check_stdin(
        b"One said \xED\xA0\x80.\n",
        0,
        "<stdin>:1:10: warning: not UTF-8 here",
    );
    check_stdin(
        b"\xFF\xFEO\0n\0e\0.\0\0\xD8\n\0",
        0,
        "<stdin>:1:5: warning: broken UTF-16",
    );
    check_stdin(
        b"{\"text\": \"One \\ud800 said.\"}\n",
        0,
        "<stdin>:1: warning: an escape of half",
    );
}

#[test]
fn nul_characters_are_told_and_the_text_is_read() {
    check_stdin(
        b"The minister said.\nThe talks\0 began.\n",
        0,
        "<stdin>:2:10: warning: NUL",
    );
}

#[test]
fn odd_characters_are_no_error() {
    check_stdin("😀😀👩‍👩‍👧🇰🇵😀".as_bytes(), 0, "");
    check_stdin(
        "Choe 최선희 met Лавров in Москва, 東京 and القاهرة.".as_bytes(),
        0,
        "",
    );
    check_stdin(
        "\u{200b}\u{202e}\u{feff}a\u{301}\u{301}\u{301}".as_bytes(),
        0,
        "",
    );
    check_stdin(
        "“‘“‘“‘Talks began,’ he said,” she said."
            .repeat(20)
            .as_bytes(),
        0,
        "",
    );
    check_stdin("nospacewhatsoever".repeat(50).as_bytes(), 0, "");
}

#[test]
fn quiet_leaves_errors_only() {
    let answer = byline(&["read", "-q", "-"], b"The talks\0 began.");
    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""));
    let answer = byline(&["-q", "read", "no-such-file"], b"");
    assert_eq!(answer.code, 2);
    assert_eq!(
        answer.stderr,
        "byline: no-such-file: no such file or folder: check the path\n"
    );
}

#[test]
fn what_can_be_read_is_read_though_something_cannot() {
    let (_folder, path) = file(
        "a.jsonl",
        b"{\"id\": \"one\", \"text\": \"A said so.\"}\nwords\n",
    );
    let answer = byline(&["read", "no-such-file", &path], b"");
    assert_eq!(answer.code, 2);
    assert!(!answer.stdout.is_empty());
    let lines: Vec<&str> = answer.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[2], "byline: 1 line was skipped");
    assert!(
        lines[1].starts_with(&format!("byline: {path}:2:1: not a JSON object")),
        "{}",
        lines[1]
    );
}

#[test]
fn a_folder_without_articles_and_a_damaged_archive_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let answer = read_one(&folder.path().display().to_string());
    assert_eq!(answer.code, 2);
    assert!(
        answer
            .stderr
            .ends_with("the folder holds no file: name one that does\n")
    );
    let (_folder, path) = file("a.txt.gz", b"\x1F\x8B\x08\0not gzip");
    let answer = read_one(&path);
    assert_eq!(
        (answer.code, answer.stderr.lines().count()),
        (2, 1),
        "{}",
        answer.stderr
    );
}

#[test]
fn results_go_to_the_file_that_output_names_and_never_over_the_input() {
    let (folder, path) = file("a.txt", b"The talks began.");
    let output = folder.path().join("a.out").display().to_string();
    let answer = byline(&["read", &path, "-o", &output], b"");
    assert_eq!((answer.code, answer.stdout.as_str()), (0, ""));
    assert!(!fs::read(&output).expect("written").is_empty());
    let answer = byline(&["read", &path, "-o", &path], b"");
    assert_eq!(answer.code, 2);
    assert_eq!(fs::read(&path).expect("kept"), b"The talks began.");
    let nowhere = folder.path().join("no/a.out").display().to_string();
    let answer = byline(&["read", &path, "-o", &nowhere], b"");
    assert_eq!(
        (answer.code, answer.stderr.lines().count()),
        (2, 1),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let (_folder, path) = file(
        "a.jsonl",
        "{\"text\": \"The talks began.\"}\n".repeat(3000).as_bytes(),
    );
    let mut process = Process::new(Command::cargo_bin("byline").expect("built").get_program())
        .args(["read", &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdout = process.stdout.take().expect("piped");
    stdout.read_exact(&mut [0]).expect("one byte");
    drop(stdout);
    let output = process.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn help_version_and_usage_errors_have_their_exit_codes() {
    for arguments in [
        &["--help"][..],
        &["read", "--help"],
        &["--version"],
        &["man"],
        &["man", "read"],
        &["completions", "zsh"],
    ] {
        let answer = byline(arguments, b"");
        assert_eq!(
            (answer.code, answer.stderr.as_str()),
            (0, ""),
            "{arguments:?}"
        );
        assert!(!answer.stdout.is_empty());
    }
    assert!(
        byline(&["read", "--help"], b"")
            .stdout
            .contains("Examples:")
    );
    for arguments in [
        &[][..],
        &["reed"],
        &["read", "--format", "pdf"],
        &["read", "--jobs", "-1"],
    ] {
        assert_eq!(byline(arguments, b"").code, 2, "{arguments:?}");
    }
}

/// Reads a file through the library alone, in reasonable time.
fn documents(path: impl Into<PathBuf>) -> Vec<Document> {
    let started = Instant::now();
    let documents = Reader::new(vec![Source::Path(path.into())], None)
        .map(|input| match input.expect("readable") {
            Input::Article(document) => document,
            Input::Conllu(text) => panic!("{}", text.id),
        })
        .collect();
    // A hundred times what a quadratic reader would be over; debug builds are slow.
    assert!(
        started.elapsed() < Duration::from_mins(1),
        "{:?}",
        started.elapsed()
    );
    documents
}

#[test]
fn a_megabyte_on_one_line_is_read() {
    let line = "The talks go on and on and ".repeat(40_000);
    for name in ["a.txt", "a.md", "a.html"] {
        let (_folder, path) = file(name, line.as_bytes());
        let documents = documents(path);
        assert_eq!(documents[0].text.as_str().trim(), line.trim(), "{name}");
        assert_eq!(documents[0].diagnostics, []);
    }
    let (_folder, path) = file("a", line.replace(' ', "").as_bytes());
    assert_eq!(documents(path)[0].diagnostics, []);
}

#[test]
fn an_article_of_a_hundred_thousand_words_is_read() {
    let mut article = String::new();
    for number in 0..10_000 {
        let _ = writeln!(
            article,
            "The minister said on day {number} that talks would “go on”.\n"
        );
    }
    let (_folder, path) = file("a.txt", article.as_bytes());
    let documents = documents(path);
    assert_eq!(documents[0].text.as_str(), article);
}

#[test]
fn hostile_pages_are_read_in_time_that_grows_with_their_size() {
    for piece in [
        "<div>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<ul><li>",
        "<p><font>",
        "<svg><g>",
        "</p>",
        "<div>Talks, and talks, and talks.",
        "<br>",
        "&amp",
        "<!--",
        "<a b='",
        "<",
        "<select><option>",
        "<template>",
        "<dl><dt>",
        "<form><input>",
        "<h1><p>",
    ] {
        let page = piece.repeat(60_000 / piece.len());
        let (_folder, path) = file("a.html", page.as_bytes());
        assert_eq!(documents(path).len(), 1, "{piece}");
    }
}

#[test]
fn articles_stream_in_bounded_memory() {
    // 64 MB through a pipe, read as it is written: nothing waits for the end.
    let (mut receiver, mut sender) = std::io::pipe().expect("a pipe");
    let line = format!("{{\"text\": \"{}\"}}\n", "The talks began. ".repeat(400));
    let lines = 64_000_000 / line.len();
    let writer = std::thread::spawn(move || {
        for _ in 0..lines {
            sender
                .write_all(line.as_bytes())
                .expect("read on the other side");
        }
    });
    let records = byline::text::json_lines::Records::new(
        std::io::BufReader::new(receiver.by_ref()),
        "a.jsonl",
        "a",
    );
    assert_eq!(records.flatten().count(), lines);
    writer.join().expect("written");
}

#[test]
fn the_two_seed_articles_are_read_with_their_dates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let documents = documents(folder);
    let ids: Vec<&str> = documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    assert_eq!(ids, ["seed-000", "seed-001"]);
    for document in &documents {
        assert_eq!(
            document.metadata.date,
            Some(jiff::civil::date(2024, 10, 29))
        );
        assert_eq!(document.diagnostics, []);
    }
    assert!(
        documents[0]
            .text
            .as_str()
            .starts_with("In a sign of deepening relations")
    );
    let headline = "North Korean Foreign Minister visits Moscow as troops head to Ukraine";
    assert_eq!(documents[1].metadata.title.as_deref(), Some(headline));
    assert!(documents[1].text.as_str().starts_with(headline));
}
