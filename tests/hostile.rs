//! A hundred hostile inputs, each with what it must give: `tests/hostile/cases.tsv`, the smaller ones as files beside it.
//!
//! Whatever comes in, the program ends with the exit code and the words that the list names, within a minute and
//! [`MEMORY`] of address space, never by a panic or a signal, and prints nothing that a terminal would obey.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

/// The most address space of the program, in KiB: what it may map, stacks of a gibibyte among it, not what it uses.
const MEMORY: u64 = 5 << 20;

/// The longest that one input may take.
const TIME: Duration = Duration::from_mins(1);

struct Case<'a> {
    name: &'a str,
    recipe: &'a str,
    command: &'a str,
    code: i32,
    told: &'a str,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

fn cases(list: &str) -> Vec<Case<'_>> {
    let cases = list.lines().filter(|line| !line.starts_with('#'));
    cases
        .map(|line| {
            let [name, recipe, command, code, told] = line.split('\t').collect::<Vec<_>>()[..]
            else {
                panic!("not five columns: {line}")
            };
            let code = code.parse().expect("an exit code");
            Case {
                name,
                recipe,
                command,
                code,
                told,
            }
        })
        .collect()
}

/// What a recipe makes.
fn made(recipe: &str) -> Vec<u8> {
    if let Some(count) = recipe.strip_prefix("gzip zeros ") {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; count.parse().expect("a number")];
        packed.write_all(&zeros).expect("memory");
        return packed.finish().expect("memory");
    }
    let mut rest = recipe;
    let mut bytes = Vec::new();
    while !rest.is_empty() {
        let mut count = 1;
        if let Some(times) = rest.strip_prefix("repeat ") {
            let (number, after) = times.split_once(' ').expect("a number and a string");
            (count, rest) = (number.parse().expect("a number"), after);
        }
        let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let string = strings.next().expect("a string").expect("a string");
        bytes.extend(string.repeat(count).into_bytes());
        rest = &rest[strings.byte_offset()..];
        rest = rest.strip_prefix(" + ").unwrap_or(rest);
    }
    bytes
}

/// The words of a command: between blanks, or in single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in command.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("one at least").push(c),
        }
    }
    words
}

/// Runs the program with its memory and its time limited; its exit code, none if a signal ended it, and what it printed.
fn run(arguments: &[String]) -> (Option<i32>, String, String, Duration) {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {MEMORY} 2>/dev/null; exec \"$0\" \"$@\"");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_byline")])
        .args(arguments);
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output().expect("an end");
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code(), stdout, stderr, start.elapsed())
}

/// Runs the cases that `chosen` chooses, of which nothing may be wrong; how many they are.
fn check(chosen: impl Fn(&Case<'_>) -> bool) -> usize {
    let list = fs::read_to_string(folder().join("cases.tsv")).expect("the list");
    let place = tempfile::tempdir().expect("a folder");
    let path = |name: &str| place.path().join(name);
    let full = path("full.store");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles.jsonl");
    let build = ["build", "-i", "articles", "--store"].map(str::to_owned);
    let paths = [&full, &fixture].map(|path| path.display().to_string());
    assert_eq!(
        run(&[build.as_slice(), &paths].concat()).0,
        Some(0),
        "the fixture's store"
    );
    let article = path("article.txt");
    fs::write(
        &article,
        "Foreign Minister Choe Son Hui visited Moscow on Tuesday.\n",
    )
    .expect("a file");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (number, case) in cases(&list)
        .into_iter()
        .enumerate()
        .filter(|(_, case)| chosen(case))
    {
        count += 1;
        let input = path(case.name);
        let bytes = if case.recipe.is_empty() {
            fs::read(folder().join("files").join(case.name)).expect(case.name)
        } else {
            made(case.recipe)
        };
        fs::write(&input, &bytes).expect("a file");
        let store = path(&format!("{number}.store"));
        let filled = |word: String| {
            let text = String::from_utf8_lossy(&bytes);
            let word = if word.contains("{text}") {
                word.replace("{text}", &text)
            } else {
                word
            };
            word.replace("{store}", &store.display().to_string())
                .replace("{full}", &full.display().to_string())
                .replace("{article}", &article.display().to_string())
                .replace("{}", &input.display().to_string())
        };
        let arguments: Vec<String> = words(case.command.trim_end_matches(" #long"))
            .into_iter()
            .map(filled)
            .collect();
        let (code, stdout, stderr, time) = run(&arguments);
        let mut faults = Vec::new();
        if code != Some(case.code) {
            faults.push(format!("exit {code:?}, not {}", case.code));
        }
        if !stderr.contains(case.told) || (case.code == 2 && stderr.is_empty()) {
            faults.push(format!("does not tell {:?}", case.told));
        }
        if stderr.contains("panicked") {
            faults.push("panicked".to_owned());
        }
        if time > TIME {
            faults.push(format!("took {} s", time.as_secs()));
        }
        if [&stdout, &stderr]
            .iter()
            .any(|page| page.contains(['\u{1b}', '\u{9b}', '\u{7}']))
        {
            faults.push("prints what a terminal obeys".to_owned());
        }
        if store.exists() {
            let checked =
                run(&["check", "--store", &store.display().to_string()].map(str::to_owned));
            if checked.0 != Some(0) {
                faults.push(format!(
                    "its store is not whole: {}{}",
                    checked.1, checked.2
                ));
            }
        }
        if !faults.is_empty() {
            let told: String = stderr.chars().take(300).collect();
            wrong.push(format!(
                "{}: {}\n    told: {told}",
                case.name,
                faults.join("; ")
            ));
        }
        fs::remove_file(&input).expect("it is there");
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    count
}

#[test]
fn a_hundred_hostile_inputs_give_what_they_must() {
    assert!(check(|case| !case.command.ends_with(" #long")) >= 100);
}

#[test]
#[ignore = "takes a minute"]
fn long_inputs_give_what_they_must() {
    assert!(check(|case| case.command.ends_with(" #long")) > 0);
}

#[test]
fn every_file_of_the_list_is_there_and_no_other() {
    let list = fs::read_to_string(folder().join("cases.tsv")).expect("the list");
    let named: BTreeSet<String> = cases(&list)
        .iter()
        .filter(|case| case.recipe.is_empty())
        .map(|case| case.name.to_owned())
        .collect();
    let there: BTreeSet<String> = fs::read_dir(folder().join("files"))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(named, there);
}
