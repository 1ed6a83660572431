//! The commands on stores made of real texts, from outside: the order of articles, the number of threads, alias files,
//! stores that cannot be used.

use std::fs;
use std::path::Path;
use std::process::Output;

use byline::graph::store::Store;
use byline::knowledge::resolve::aliases::Aliases;
use program::{Place, code, told};

#[path = "support/program.rs"]
mod program;

const VISIT: &str = "---\nid: visit\ndate: 2024-10-30\n---\nForeign Minister Choe Son Hui visited Moscow on Tuesday. \
    The Korean Central News Agency said that she had left Pyongyang on Monday.\n";
const TROOPS: &str = "---\nid: troops\ndate: 2024-10-31\n---\nNorth Korea has sent 3,000 soldiers to Russia, the Pentagon \
    said. Choe Son Hui visited Moscow on Wednesday, KCNA reported.\n";
const FLOODS: &str = "---\nid: floods\ndate: 2024-11-02\n---\nGermany sent rescue teams to Poland. Donald Tusk visited \
    Wroclaw on Friday. Moscow may have obtained components from Pyongyang.\n";

/// A folder with the three articles.
fn articles() -> Place {
    let place = Place::new();
    for (name, text) in [("a.txt", VISIT), ("b.txt", TROOPS), ("c.txt", FLOODS)] {
        fs::write(place.path(name), text).expect("written");
    }
    place
}

fn export(place: &Place, store: &str) -> String {
    place.done(&["export", "--to", "nq", "--store", store])
}

/// What an error tells: one line that names the program.
fn one_line(output: &Output) -> String {
    let told = told(output);
    assert_eq!(code(output), Some(2), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("byline: "), "{told}");
    told
}

#[cfg(feature = "rocksdb")]
#[test]
fn what_the_database_says_is_wrong_is_told() {
    let place = articles();
    place.done(&["build", "--store", "a.store", "c.txt"]);
    fs::write(place.path("a.store/rocksdb/CURRENT"), "x").expect("written");
    for command in [&["stats"][..], &["forget", "floods"]] {
        let output = place.run(&[command, &["--store", "a.store"]].concat());
        assert!(one_line(&output).contains("CURRENT"));
    }
}

#[test]
fn articles_in_any_order_and_on_any_number_of_threads_give_the_same_bytes() {
    let place = articles();
    let orders = [
        (["a.txt", "b.txt", "c.txt"], "1"),
        (["c.txt", "a.txt", "b.txt"], "2"),
        (["b.txt", "c.txt", "a.txt"], "4"),
    ];
    let mut dumps = Vec::new();
    for (number, (files, jobs)) in orders.iter().enumerate() {
        let store = format!("{number}.store");
        let [one, two, three] = *files;
        place.done(&["build", "--store", &store, "--jobs", jobs, one, two, three]);
        dumps.push(export(&place, &store));
    }
    assert!(dumps[0].contains("/relation/visit>"), "{}", dumps[0]);
    assert!(dumps.iter().all(|dump| *dump == dumps[0]));
    // One at a time, each in a run of its own.
    for file in ["c.txt", "b.txt", "a.txt"] {
        place.done(&["build", "--store", "single.store", file]);
    }
    assert_eq!(export(&place, "single.store"), dumps[0]);
}

#[test]
fn building_again_reads_nothing_and_forgetting_leaves_no_trace() {
    let place = articles();
    place.done(&["build", "a.txt"]);
    let before = export(&place, "byline.store");
    place.done(&["build", "a.txt", "b.txt", "c.txt"]);
    let all = export(&place, "byline.store");
    let again = place.run(&["build", "a.txt", "b.txt", "c.txt"]);
    assert_eq!(code(&again), Some(0));
    assert!(again.stdout.is_empty(), "nothing was added");
    assert!(
        told(&again).starts_with("0 added, 0 changed, 3 unchanged"),
        "{}",
        told(&again)
    );
    assert_eq!(export(&place, "byline.store"), all);
    place.done(&["forget", "troops", "floods"]);
    assert_eq!(export(&place, "byline.store"), before);
    // A changed article is read again, the others are not.
    place.done(&["build", "a.txt", "b.txt", "c.txt"]);
    fs::write(place.path("b.txt"), TROOPS.replace("3,000", "4,000")).expect("written");
    let changed = place.done(&["build", "a.txt", "b.txt", "c.txt"]);
    assert!(changed.starts_with("changed\ttroops\t"), "{changed}");
    assert_eq!(changed.lines().count(), 1);
    fs::write(place.path("b.txt"), TROOPS).expect("written");
    place.done(&["build", "b.txt"]);
    assert_eq!(export(&place, "byline.store"), all);
}

#[test]
fn an_alias_file_joins_and_parts_names_and_its_changes_are_heeded() {
    let place = articles();
    let names = |place: &Place| place.done(&["list", "entities", "--to", "tsv"]);
    place.done(&["build", "b.txt", "c.txt"]);
    let plain = export(&place, "byline.store");
    assert!(names(&place).contains("Donald Tusk\t"), "{}", names(&place));
    let aliases = "# names\nmerge: Prime Minister Tusk = Donald Tusk\nsplit: Poland = Poland (floods) in floods\n";
    fs::write(place.path("aliases.txt"), aliases).expect("written");
    let build = ["build", "b.txt", "c.txt", "--aliases", "aliases.txt"];
    place.done(&build);
    let joined = names(&place);
    assert!(joined.contains("Prime Minister Tusk\t"), "{joined}");
    assert!(!joined.contains("\nDonald Tusk\t"), "{joined}");
    assert!(joined.contains("Poland (floods)\t"), "{joined}");
    assert!(
        place
            .done(&["why", "Donald Tusk", "_", "_"])
            .contains("Prime Minister Tusk · ")
    );
    // Nothing else was said: nothing is read.
    fs::write(
        place.path("aliases.txt"),
        aliases.replace("# names", "# the same"),
    )
    .expect("written");
    assert_eq!(place.done(&build), "");
    // Without the file all is as it was.
    place.done(&["build", "b.txt", "c.txt"]);
    assert_eq!(export(&place, "byline.store"), plain);
}

#[test]
fn a_wrong_alias_file_is_told_with_line_and_column_and_nothing_is_read() {
    let place = articles();
    for (text, expect) in [
        (
            "merge: A = B\nmerge: UN\n",
            "aliases.txt: line 2, column 8: one name alone",
        ),
        (
            "# 최선희\n  join: A = B\n",
            "aliases.txt: line 2, column 3: expected `merge: ",
        ),
        (
            "split: Georgia = Georgia (state)\n",
            "aliases.txt: line 1, column 18: the articles are missing",
        ),
        (
            "merge: A = B\nmerge: C = B\n",
            "aliases.txt: line 2, column 12: `B` is already merged into `A`",
        ),
    ] {
        fs::write(place.path("aliases.txt"), text).expect("written");
        for command in ["build", "extract"] {
            let told = one_line(&place.run(&[command, "a.txt", "--aliases", "aliases.txt"]));
            assert!(told.contains(expect), "{told}");
        }
    }
    let missing = one_line(&place.run(&["build", "a.txt", "--aliases", "none.txt"]));
    assert!(missing.contains("none.txt: cannot be read"), "{missing}");
    assert_eq!(code(&place.run(&["list", "documents"])), Some(1));
}

/// An article that names these things, one in each sentence, of these kinds.
fn naming(id: &str, things: &[(&str, &str)]) -> String {
    let (mut text, mut sentences, mut mentions) = (String::new(), Vec::new(), Vec::new());
    for (index, (name, _)) in things.iter().enumerate() {
        let start = text.chars().count();
        let end = start + name.chars().count();
        let span = serde_json::json!({"start": start, "end": end});
        mentions.push(
            serde_json::json!({"span": span, "head": span, "kind": "named", "entity": index}),
        );
        sentences.push(serde_json::json!({"start": start, "end": end + 1}));
        text.push_str(name);
        text.push_str(".\n");
    }
    let entities: Vec<_> = things
        .iter()
        .map(|(name, kind)| serde_json::json!({"name": name, "kind": kind, "named": true}))
        .collect();
    serde_json::json!({"id": id, "publication": {}, "text": text, "sentences": sentences, "entities": entities,
        "mentions": mentions, "claims": []})
    .to_string()
}

#[test]
fn pairs_that_may_be_one_are_listed_with_the_line_that_settles_them() {
    let place = articles();
    let articles = [
        naming(
            "one",
            &[
                ("Korean Central News Agency", "news-media"),
                ("Georgia", "country"),
                ("Íngrid Betancourt", "person"),
                ("Oslo", "city"),
            ],
        ),
        naming(
            "two",
            &[
                ("KCNA", "organization"),
                ("Georgia", "country"),
                ("Ingrid Betancourt", "person"),
            ],
        ),
        naming(
            "three",
            &[
                ("Georgia", "place"),
                ("Oslo", "city"),
                ("Betancourt", "person"),
            ],
        ),
    ];
    fs::write(place.path("articles.jsonl"), articles.join("\n")).expect("written");
    place.done(&["build", "-i", "articles", "articles.jsonl"]);
    let text = place.done(&["list", "merges", "--to", "json"]);
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let pair: serde_json::Value = serde_json::from_str(line).expect("JSON");
            pair["alias file"].as_str().expect("a line").to_owned()
        })
        .collect();
    let expect = [
        "merge: Ingrid Betancourt = Íngrid Betancourt",
        "merge: Korean Central News Agency = KCNA",
        "split: Georgia = Georgia (place) in three",
        "merge: Ingrid Betancourt = Betancourt",
        "merge: Íngrid Betancourt = Betancourt",
    ];
    assert_eq!(lines, expect);
    // Each line is one that an alias file may hold.
    for line in &lines {
        line.parse::<Aliases>().expect(line);
    }
    let table = place.done(&["list", "merges"]);
    assert!(
        table.contains("one name is the other's initials"),
        "{table}"
    );
    place.done(&["forget", "two", "three"]);
    assert_eq!(code(&place.run(&["list", "merges"])), Some(1));
}

#[test]
fn a_store_in_use_is_told_in_one_line_and_left_alone() {
    let place = articles();
    place.done(&["build", "a.txt"]);
    let before = export(&place, "byline.store");
    let store = Store::open_to_change(&place.path("byline.store")).expect("a store");
    for arguments in [
        &["build", "b.txt"][..],
        &["forget", "visit"],
        &["update", "-e", "DELETE WHERE { ?s ?p ?o }"],
    ] {
        let told = one_line(&place.run(arguments));
        let process = format!("in use by process {}", std::process::id());
        assert!(told.contains(&process), "{told}");
    }
    drop(store);
    assert_eq!(export(&place, "byline.store"), before);
}

#[test]
fn a_store_of_a_newer_version_is_told_in_one_line_by_every_command() {
    let place = articles();
    place.done(&["build", "a.txt"]);
    let marker = place.path("byline.store/store.json");
    let kept = fs::read_to_string(&marker).expect("a marker");
    fs::write(&marker, kept.replace("\"format\": 1", "\"format\": 99")).expect("written");
    for arguments in [
        &["build", "b.txt"][..],
        &["query", "visits"],
        &["update", "-e", "DELETE WHERE { ?s ?p ?o }"],
        &["why", "_", "visit", "_"],
        &["path", "Moscow", "Pyongyang"],
        &["draw"],
        &["list", "entities"],
        &["stats"],
        &["export"],
        &["forget", "visit"],
        &["check"],
        &["push", "http://127.0.0.1:9/"],
    ] {
        let told = one_line(&place.run(arguments));
        assert!(told.contains("made by a newer byline (form 99"), "{told}");
    }
    assert!(
        fs::read_to_string(&marker)
            .expect("a marker")
            .contains("99")
    );
}

/// Runs `script` where the folder `place` is mounted as `options` say; none where this system lets no one mount.
fn mounted(place: &Path, options: &str, script: &str) -> Option<Output> {
    let program = assert_cmd::cargo::cargo_bin("byline");
    let script = format!("mount {options} {} && {script}", place.display());
    let output = std::process::Command::new("unshare")
        .args(["--mount", "--map-root-user", "sh", "-c", &script])
        .env("BYLINE", program)
        .current_dir(place.parent().expect("a folder above"))
        .output()
        .ok()?;
    let error = String::from_utf8_lossy(&output.stderr);
    if error.contains("unshare: ") || error.contains("mount: ") {
        eprintln!("skipped: {error}");
        return None;
    }
    Some(output)
}

/// The update that marks `document` as one that a process which died had not finished to add.
fn marked(document: &str) -> String {
    let id = "https://w3id.org/byline/id";
    format!("INSERT DATA {{ GRAPH <{id}/index> {{ <{id}/graph/{document}> by:pending true }} }}")
}

#[test]
fn an_article_that_was_not_finished_is_gone_for_whatever_command_comes_next() {
    let place = articles();
    place.done(&["build", "--store", "rest.store", "a.txt", "c.txt"]);
    for command in [
        &["export", "--to", "nq"][..],
        &["stats"],
        &["build", "a.txt"],
        &["forget", "nothing"],
    ] {
        place.done(&["build", "a.txt", "b.txt", "c.txt"]);
        place.done(&["update", "-e", &marked("troops")]);
        place.run(command);
        assert_eq!(
            export(&place, "byline.store"),
            export(&place, "rest.store"),
            "{command:?}"
        );
        place.done(&["check"]);
    }
}

#[test]
fn a_disk_that_may_not_be_written_is_told_and_still_read() {
    let place = articles();
    place.done(&["build", "a.txt"]);
    let store = place.path("byline.store");
    let before = export(&place, "byline.store");
    let again = format!("--bind {}", store.display());
    let read_only = |script: &str| {
        let script = format!("mount -o remount,ro,bind byline.store && {script}");
        mounted(&store, &again, &script)
    };
    let Some(output) = read_only("\"$BYLINE\" build b.txt") else {
        return;
    };
    let line = one_line(&output);
    assert!(line.contains("ead-only file system"), "{line}");
    let output = read_only("\"$BYLINE\" export --to nq").expect("mounted as before");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        before,
        "{}",
        told(&output)
    );
    place.done(&["update", "-e", &marked("visit")]);
    let line = one_line(&read_only("\"$BYLINE\" stats").expect("mounted as before"));
    assert!(
        line.contains("run this once where the store can be written"),
        "{line}"
    );
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let place = articles();
    fs::create_dir(place.path("disk")).expect("a folder");
    // Room for the first article, not for all.
    let script = "\"$BYLINE\" build --store disk/store a.txt && \"$BYLINE\" export --store disk/store >before.nq && \
        head -c 900000 /dev/zero >disk/filler; cat /dev/zero >disk/rest 2>/dev/null; \
        \"$BYLINE\" build --store disk/store b.txt c.txt; echo $? >code; \"$BYLINE\" export --store disk/store >after.nq";
    let Some(output) = mounted(&place.path("disk"), "-t tmpfs -o size=64m none", script) else {
        return;
    };
    let read = |name: &str| fs::read_to_string(place.path(name)).expect(name);
    assert_eq!(read("code").trim(), "2", "{}", told(&output));
    assert!(
        told(&output).contains("o space left on device"),
        "{}",
        told(&output)
    );
    assert!(!read("before.nq").is_empty());
    assert_eq!(read("after.nq"), read("before.nq"), "{}", told(&output));
}

#[test]
fn an_output_that_cannot_be_written_is_told_in_one_line() {
    let place = articles();
    place.done(&["build", "a.txt"]);
    if !Path::new("/dev/full").exists() {
        return;
    }
    for arguments in [
        &["export", "--output", "/dev/full"][..],
        &[
            "query",
            "-e",
            "SELECT * { GRAPH ?g { ?s ?p ?o } }",
            "--output",
            "/dev/full",
            "--to",
            "csv",
        ],
        &["draw", "--to", "html", "--output", "/dev/full"],
    ] {
        let told = one_line(&place.run(arguments));
        assert!(
            told.contains("writing failed") || told.contains("No space left"),
            "{told}"
        );
    }
}
