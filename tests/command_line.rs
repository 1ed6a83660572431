//! What every command has in common: help with examples, manual pages, completions, colours, readers that go away.

use std::process::{Command as Process, Output, Stdio};

use assert_cmd::Command;

#[path = "support/graph.rs"]
mod graph;

const COMMANDS: [&str; 14] = [
    "read", "extract", "build", "query", "update", "why", "path", "draw", "export", "list",
    "stats", "forget", "check", "push",
];

fn run(arguments: &[&str]) -> Output {
    Command::cargo_bin("byline")
        .expect("the program")
        .args(arguments)
        .output()
        .expect("an end")
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    assert_eq!(errors, "", "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A store of the hand-made articles in a folder that vanishes.
fn store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("byline.store");
    let settings = byline::graph::store::Settings::default();
    let store = byline::graph::store::Store::open_or_create(&place, &settings).expect("a store");
    graph::fill(&store);
    folder
}

#[test]
fn every_command_has_help_with_examples_that_fits_a_terminal() {
    let overview = printed(&["--help"]);
    for command in COMMANDS {
        assert!(overview.contains(&format!("\n  {command}")), "{command}");
        let help = printed(&[command, "--help"]);
        assert!(help.contains("Examples:\n  "), "{command} has no example");
        assert!(help.contains(&format!("byline {command}")), "{command}");
        assert!(help.contains("Usage: byline "), "{command}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    for command in COMMANDS {
        let page = printed(&["man", command]);
        assert!(page.contains(".TH "), "{command}");
        assert!(page.contains(".SH NAME"), "{command}");
        assert!(page.contains(".SH OPTIONS"), "{command}");
        assert!(page.contains("Examples:"), "{command}");
    }
    assert!(printed(&["man"]).contains(".SH SUBCOMMANDS"));
    let none = run(&["man", "nothing"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("no command is called nothing"));
}

#[test]
fn manual_pages_are_good_roff() {
    let Ok(version) = Process::new("man").arg("--version").output() else {
        return;
    };
    if !version.status.success() {
        return;
    }
    for command in COMMANDS {
        let mut viewer = Process::new("man")
            .args(["--warnings=w", "-l", "-"])
            .env("MANWIDTH", "80")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("man runs");
        let mut input = viewer.stdin.take().expect("its input");
        std::io::Write::write_all(&mut input, printed(&["man", command]).as_bytes())
            .expect("written");
        drop(input);
        let output = viewer.wait_with_output().expect("an end");
        assert!(output.status.success(), "{command}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
    }
}

#[test]
fn shells_can_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(
            script.contains("--store") || script.contains("store"),
            "{shell}"
        );
    }
    let script = printed(&["completions", "bash"]);
    let mut bash = Process::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .spawn()
        .expect("bash runs");
    std::io::Write::write_all(
        &mut bash.stdin.take().expect("its input"),
        script.as_bytes(),
    )
    .expect("written");
    assert!(bash.wait().expect("an end").success());
}

#[test]
fn no_color_and_a_dumb_terminal_are_obeyed() {
    let store = store();
    let program = assert_cmd::cargo::cargo_bin("byline");
    // `script` gives the program a terminal of its own.
    let on_a_terminal = |variable: &str, value: &str| {
        let command = format!("'{}' query visits", program.display());
        Process::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(store.path())
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .env(variable, value)
            .stdin(Stdio::null())
            .output()
            .ok()
            .filter(|output| output.status.success())
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(coloured) = on_a_terminal("TERM", "xterm") else {
        eprintln!("skipped: no program called script");
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    for (variable, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = on_a_terminal(variable, value).expect("as before");
        assert!(plain.contains("Choe Son Hui"), "{plain}");
        assert!(!plain.contains("\u{1b}["), "{variable}: {plain}");
    }
    let empty = on_a_terminal("NO_COLOR", "").expect("as before");
    assert!(empty.contains("\u{1b}["), "an empty NO_COLOR says nothing");
}

#[test]
fn a_reader_that_goes_away_is_no_error_for_any_command() {
    let store = store();
    for arguments in [
        &["export"][..],
        &["export", "--to", "jsonld"],
        &["export", "--to", "ftm"],
        &["list", "entities"],
        &["draw"],
        &["draw", "--to", "html"],
        &["why", "_", "_", "_"],
        &["query", "--list"],
        &["query", "-e", "CONSTRUCT WHERE { ?s ?p ?o }"],
        &["stats"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        // A pipe whose reading end is closed before the program starts.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = Process::new(assert_cmd::cargo::cargo_bin("byline"))
            .args(arguments)
            .current_dir(store.path())
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("an end");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        assert!(
            !errors.contains("byline:") && !errors.contains("panicked"),
            "{arguments:?}: {errors}"
        );
    }
}

#[test]
fn wrong_arguments_end_with_two_and_a_hint() {
    for arguments in [
        &["qurey"][..],
        &["query", "--no-such"],
        &["list", "nothing"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            errors.contains("Usage") || errors.contains("possible values"),
            "{errors}"
        );
    }
}
