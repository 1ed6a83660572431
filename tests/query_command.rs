//! `byline query`, `update`, `why` and `path` from outside: exit codes, what goes where, values that stay values,
//! limits, errors that point at their place.

use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use byline::graph::store::{Settings, Store};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

#[path = "support/graph.rs"]
mod graph;

/// A store of the hand-made articles in a folder that vanishes.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("byline.store");
        let store = Store::open_or_create(&place, &Settings::default()).expect("a store");
        graph::fill(&store);
        Self { folder }
    }

    fn byline(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("byline").expect("the binary");
        command.current_dir(self.folder.path()).args(arguments);
        command.env_remove("NO_COLOR");
        command
    }

    /// Exit code, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.byline(arguments).output().expect("it runs");
        (
            output.status.code().expect("an exit code"),
            String::from_utf8(output.stdout).expect("UTF-8"),
            String::from_utf8(output.stderr).expect("UTF-8"),
        )
    }
}

#[test]
fn a_named_query_answers_with_labels() {
    let place = Place::new();
    let (code, out, err) = place.run(&["query", "visits"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Choe Son Hui"), "{out}");
    assert!(out.contains("Moscow"), "{out}");
    assert!(err.contains("row") && err.contains(" s"), "{err}");
    let (_, out, err) = place.run(&["-q", "query", "visits", "--iris"]);
    assert!(out.contains("ent:choe-son-hui"), "{out}");
    assert_eq!(err, "");
}

#[test]
fn prefixes_need_no_declaration_and_may_be_declared_otherwise() {
    let place = Place::new();
    let (code, ..) = place.run(&[
        "query",
        "-e",
        "ASK { ent:choe-son-hui rel:visit ent:moscow }",
    ]);
    assert_eq!(code, 0);
    let other = "PREFIX rel: <https://example.org/> ASK { ent:choe-son-hui rel:visit ent:moscow }";
    assert_eq!(place.run(&["query", "-e", other]).0, 1);
}

#[test]
fn exit_codes_tell_rows_from_none_and_from_errors() {
    let place = Place::new();
    for (arguments, expect) in [
        (&["query", "-e", "SELECT * { ?s rel:visit ?o }"][..], 0),
        (&["query", "-e", "SELECT * { ?s rel:nothing ?o }"][..], 1),
        (&["query", "-e", "ASK { ?s rel:visit ?o }"][..], 0),
        (&["query", "-e", "ASK { ?s rel:nothing ?o }"][..], 1),
        (
            &["query", "-e", "CONSTRUCT WHERE { ?s rel:nothing ?o }"][..],
            1,
        ),
        (&["query", "-e", "SELEC"][..], 2),
        (&["query", "no-such-query"][..], 2),
        (&["query", "no/such.rq"][..], 2),
        (&["query", "visits", "--store", "nowhere"][..], 2),
        (&["query", "timeline"][..], 2),
        (&["query", "timeline", "--set", "who=Nobody At All"][..], 1),
        (&["query", "visits", "--set", "whom=x"][..], 2),
        (&["query", "new-since", "--set", "since=yesterday"][..], 2),
        (&["query", "--list"][..], 0),
    ] {
        let (code, out, err) = place.run(arguments);
        assert_eq!(code, expect, "{arguments:?}: {out} {err}");
        assert!(expect != 2 || out.is_empty(), "{arguments:?}: {out}");
        assert!(
            expect != 2 || err.starts_with("byline: "),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn a_file_and_standard_input_are_asked_too() {
    let place = Place::new();
    let query = "# param who: entity, the visitor\nSELECT ?where { ?who rel:visit ?where }";
    std::fs::write(place.folder.path().join("my.rq"), query).expect("written");
    let (code, out, _) = place.run(&["query", "my.rq", "--set", "who=Choe Son Hui"]);
    assert_eq!(code, 0);
    assert!(out.contains("Moscow"), "{out}");
    let assert = place
        .byline(&["query"])
        .write_stdin("SELECT (1 + 1 AS ?two) {}")
        .assert();
    let output = assert.success().get_output().stdout.clone();
    assert!(String::from_utf8_lossy(&output).contains('2'));
}

#[test]
fn values_are_terms_whatever_they_hold() {
    let place = Place::new();
    let query = "SELECT ?x { BIND(STR(?who) AS ?x) }";
    for value in [
        "\" } INSERT DATA { <a:b> <a:b> <a:b> } #",
        "x\" . ?s ?p ?o . FILTER(\"\" = \"",
        "ent:moscow> ?p ?o } #",
        "\\\" \\u0022 $(touch x) `touch x`",
        "}} UNION { ?s ?p ?o",
        "최선희 'single' \"\"\"long\"\"\"",
        "two\nlines",
    ] {
        let set = format!("who={value}");
        let arguments = ["query", "-e", query, "--to", "tsv", "--set", &set];
        let (code, out, err) = place.run(&arguments);
        assert_eq!(code, 0, "{value}: {err}");
        let parsed = QueryResultsParser::from_format(QueryResultsFormat::Tsv)
            .for_reader(out.as_bytes())
            .expect("results");
        let ReaderQueryResultsParserOutput::Solutions(rows) = parsed else {
            panic!("rows expected");
        };
        let rows: Vec<_> = rows.map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 1, "{value}");
        let expect = oxigraph::model::Literal::new_simple_literal(value);
        assert_eq!(rows[0].get("x"), Some(&expect.into()), "{value}");
    }
    let (_, before, _) = place.run(&[
        "query",
        "-e",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "--to",
        "csv",
    ]);
    place.run(&["query", "timeline", "--set", "who=x> ; DROP ALL #"]);
    let (_, after, _) = place.run(&[
        "query",
        "-e",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "--to",
        "csv",
    ]);
    assert_eq!(before, after);
}

#[test]
fn a_variable_that_cannot_be_bound_is_told() {
    let place = Place::new();
    for (query, name) in [
        ("SELECT * { ?s ?p ?o }", "who"),
        ("SELECT ?x { BIND(1 AS ?x) }", "x"),
        ("SELECT * { ?s ?p ?o }", "a b"),
    ] {
        let set = format!("{name}=1");
        let (code, _, err) = place.run(&["query", "-e", query, "--set", &set]);
        assert_eq!(code, 2, "{query} {name}");
        assert!(err.contains(&format!("?{name}")), "{err}");
    }
}

#[test]
fn names_are_found_by_other_labels_and_without_their_case() {
    let place = Place::new();
    for name in [
        "Choe Son Hui",
        "choe son hui",
        "CHOE  SON HUI",
        "ent:choe-son-hui",
    ] {
        let set = format!("who={name}");
        let (code, out, err) = place.run(&["query", "visits", "--set", &set]);
        assert_eq!(code, 0, "{name}: {err}");
        assert!(out.contains("Moscow"), "{name}: {out}");
    }
    let (code, _, err) = place.run(&["query", "visits", "--set", "who=Choe Son Hi"]);
    assert_eq!(code, 1);
    assert!(err.contains("perhaps Choe Son Hui"), "{err}");
}

#[test]
fn a_syntax_error_points_at_its_place() {
    let place = Place::new();
    let query = "# 최선희\nSELECT ?s WHERE {\n  ?s \"최선희\" ?o }";
    std::fs::write(place.folder.path().join("bad.rq"), query).expect("written");
    let (code, out, err) = place.run(&["query", "bad.rq"]);
    assert_eq!((code, out.as_str()), (2, ""));
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(
        lines[0], "byline: bad.rq:3:6: unexpected \"최선희\"",
        "{err}"
    );
    assert_eq!(lines[1], "      ?s \"최선희\" ?o }", "{err}");
    assert_eq!(lines[2], "         ^", "{err}");
    let (_, _, err) = place.run(&["query", "-e", "SELECT * { ?s nope:x ?o }"]);
    assert!(err.contains("-e:1:") && err.contains("prefix"), "{err}");
}

#[test]
fn deep_nesting_is_no_crash() {
    let place = Place::new();
    for (open, close) in [("{", "}"), ("{ FILTER(", ")}"), ("(", ")")] {
        let deep = 300;
        let query = format!(
            "SELECT * {{ {} 1 {} }}",
            open.repeat(deep),
            close.repeat(deep)
        );
        let (code, ..) = place.run(&["query", "-e", &query, "--timeout", "20"]);
        assert!((0..=2).contains(&code), "{open}: {code}");
    }
}

#[test]
fn a_cross_product_ends_with_an_error_and_no_rows() {
    let place = Place::new();
    let product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    for query in [
        product.to_owned(),
        format!("{product} ORDER BY ?l ?a"),
        format!(
            "SELECT (COUNT(*) AS ?n) {}",
            product.trim_start_matches("SELECT *")
        ),
    ] {
        for format in ["table", "csv", "json"] {
            let start = Instant::now();
            let (code, out, err) =
                place.run(&["query", "-e", &query, "--timeout", "0.5", "--to", format]);
            assert_eq!(code, 2, "{query}: {err}");
            assert_eq!(out, "", "never a short answer");
            assert!(
                err.contains("0.5 s") || err.contains("rows") || err.contains("memory"),
                "{err}"
            );
            assert!(start.elapsed() < Duration::from_secs(20), "{query}");
        }
    }
}

#[test]
fn too_many_rows_are_an_error() {
    let place = Place::new();
    let arguments = ["query", "-e", "SELECT * { ?s ?p ?o }", "--limit-rows", "3"];
    let (code, out, err) = place.run(&arguments);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("--limit-rows"), "{err}");
}

#[test]
fn services_are_off_unless_allowed() {
    let place = Place::new();
    for query in [
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } } }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } } }",
    ] {
        let (code, _, err) = place.run(&["query", "-e", query]);
        assert_eq!(code, 2, "{query}");
        assert!(
            err.contains("--allow-service http://127.0.0.1:9/sparql"),
            "{err}"
        );
    }
    let query = "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }";
    let allowed = [
        "query",
        "-e",
        query,
        "--allow-service",
        "http://127.0.0.1:9/sparql",
    ];
    let (code, _, err) = place.run(&allowed);
    assert_eq!(code, 2);
    assert!(
        err.contains("SERVICE <http://127.0.0.1:9/sparql>: "),
        "{err}"
    );
}

#[test]
fn an_allowed_service_is_asked() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!(
        "http://{}/sparql",
        listener.local_addr().expect("an address")
    );
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a caller");
        let mut request = vec![0; 65536];
        let length = stream.read(&mut request).expect("a request");
        let body = r#"{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"far"}}]}}"#;
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/sparql-results+json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("an answer");
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let place = Place::new();
    let query = format!("SELECT ?x {{ SERVICE <{url}> {{ ?s rdfs:label ?x }} }}");
    let (code, out, err) = place.run(&[
        "query",
        "-e",
        &query,
        "--allow-service",
        &url,
        "--to",
        "csv",
    ]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out, "x\r\nfar\r\n");
    let request = server.join().expect("the server");
    assert!(request.starts_with("POST /sparql "), "{request}");
}

#[test]
fn the_formats_hold_the_same_rows() {
    let place = Place::new();
    let query = "SELECT ?label (1 AS ?n) { ?e a by:Entity ; rdfs:label ?label } ORDER BY ?label";
    let mut counts = Vec::new();
    for (name, format) in [
        ("json", QueryResultsFormat::Json),
        ("xml", QueryResultsFormat::Xml),
        ("tsv", QueryResultsFormat::Tsv),
    ] {
        let (_, out, _) = place.run(&["query", "-e", query, "--to", name]);
        let parsed = QueryResultsParser::from_format(format).for_reader(out.as_bytes());
        let ReaderQueryResultsParserOutput::Solutions(rows) = parsed.expect("results") else {
            panic!("rows expected");
        };
        let labels: Vec<String> = rows
            .map(|row| {
                row.expect("a row")
                    .get("label")
                    .expect("a label")
                    .to_string()
            })
            .collect();
        counts.push(labels);
    }
    assert!(counts[0].len() > 5);
    assert!(counts.iter().all(|labels| *labels == counts[0]));
    let (_, csv, _) = place.run(&["query", "-e", query, "--to", "csv"]);
    assert_eq!(csv.lines().count(), counts[0].len() + 1);
    let (_, md, _) = place.run(&["query", "-e", query, "--to", "md"]);
    assert_eq!(md.lines().count(), counts[0].len() + 2);
    assert!(md.starts_with("| label | n |\n| --- | --- |\n"), "{md}");
}

#[test]
fn graphs_come_as_turtle_that_can_be_read_again() {
    let place = Place::new();
    let (code, out, _) = place.run(&["query", "-e", "DESCRIBE ent:choe-son-hui"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("@prefix "), "{out}");
    assert!(!out.contains("@prefix gaf:"), "only used prefixes: {out}");
    assert!(out.contains("rel:visit"), "{out}");
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
    assert!(parser.for_slice(out.as_bytes()).all(|quad| quad.is_ok()));
}

#[test]
fn a_table_fits_the_width_and_lines_up_with_wide_characters() {
    let place = Place::new();
    let query = "SELECT ?a ?b { VALUES (?a ?b) { ('최선희 최선희' 'x') ('plain' 'a long cell of words that must wrap') } }";
    let (_, out, _) = place.run(&["query", "-e", query, "--width", "30"]);
    for line in out.lines() {
        assert!(line.width() <= 30, "{line}");
    }
    assert!(out.lines().count() > 4, "{out}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let mut child = Process::new(assert_cmd::cargo::cargo_bin("byline"))
        .current_dir(place.folder.path())
        .args([
            "query",
            "-e",
            "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 50000",
            "--to",
            "csv",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn union_asks_all_graphs() {
    let place = Place::new();
    let query = "ASK { ?c a by:Claim }";
    assert_eq!(place.run(&["query", "-e", query]).0, 1);
    assert_eq!(place.run(&["query", "-e", query, "--union"]).0, 0);
}

#[test]
fn explain_shows_the_steps() {
    let place = Place::new();
    let (code, out, _) = place.run(&["query", "visits", "--explain"]);
    assert_eq!(code, 0);
    assert!(out.contains("step") && out.contains("Aggregate"), "{out}");
}

#[test]
fn an_update_changes_the_store_or_nothing() {
    let place = Place::new();
    let insert = "INSERT DATA { ent:moscow skos:altLabel \"Moskva\" }";
    let (code, _, err) = place.run(&["update", "-e", insert]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        place.run(&["query", "visits", "--set", "where=Moskva"]).0,
        0
    );
    // The second operation fails, so the first must not have happened.
    let half = "INSERT DATA { ent:moscow skos:altLabel \"Half\" } ; CREATE GRAPH <a:b> ; CREATE GRAPH <a:b>";
    let (code, _, err) = place.run(&["update", "-e", half]);
    assert_eq!(code, 2);
    assert!(err.contains("nothing was changed"), "{err}");
    assert_eq!(
        place
            .run(&["query", "-e", "ASK { ?s skos:altLabel \"Half\" }"])
            .0,
        1
    );
    let (code, _, err) = place.run(&["update", "-e", "INSERT DATA { ent:moscow }"]);
    assert_eq!(code, 2);
    assert!(err.contains("-e:1:") && err.contains('^'), "{err}");
    let (code, _, err) = place.run(&["update", "-e", "LOAD <http://127.0.0.1:9/x>"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn why_shows_sentences_sources_and_what_speaks_against_it() {
    let place = Place::new();
    let (code, out, err) = place.run(&["why", "North Korea", "send soldiers to", "Russia"]);
    assert_eq!(code, 0, "{err}");
    for part in [
        "Pentagon",
        "envoy-moscow",
        "confidence",
        "claim:",
        "contradicted",
        "denial",
        "[has sent]",
        "so           North Korea · send soldiers to · Russia",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (code, out, _) = place.run(&["why", "_", "visit", "_", "--to", "json"]);
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let first = &value[0];
    let text: Vec<char> = first["sentence"]["text"]
        .as_str()
        .expect("text")
        .chars()
        .collect();
    let start = first["sentence"]["start"].as_u64().expect("a start") as usize;
    for mark in first["marks"].as_array().expect("marks") {
        let (from, to) = (
            mark["start"].as_u64().expect("a start") as usize - start,
            mark["end"].as_u64().expect("an end") as usize - start,
        );
        let words: String = text[from..to].iter().collect();
        assert_eq!(words, mark["text"].as_str().expect("text"));
    }
    let claim = first["claim"].as_str().expect("a claim");
    let (code, out, _) = place.run(&["why", claim]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(place.run(&["why", "Nobody", "visit", "_"]).0, 1);
    assert_eq!(place.run(&["why", "claim:0000"]).0, 1);
    assert_eq!(place.run(&["why", "a", "b"]).0, 2);
}

/// A store of `count` articles that say the same, each a day before the last.
fn agreeing(count: usize) -> Place {
    let place = Place {
        folder: tempfile::tempdir().expect("a folder"),
    };
    let store = Store::open_or_create(
        &place.folder.path().join("byline.store"),
        &Settings::default(),
    )
    .expect("a store");
    let [article, ..] = &graph::articles()[..] else {
        panic!("there are articles")
    };
    for number in 0..count {
        let mut article = article.clone();
        article.id = format!("envoy-{number:02}");
        let day = format!("2024-11-{:02}", 30 - number);
        article.publication.date = Some(day.parse().expect("a day"));
        store.add(&article, None).expect("added");
    }
    place
}

#[test]
fn why_shows_the_first_claims_and_the_first_of_those_that_support_them() {
    let place = agreeing(14);
    let visit = ["why", "Choe Son Hui", "visit", "Moscow"];
    let (code, out, err) = place.run(&[&visit[..], &["--limit", "2"]].concat());
    assert_eq!(code, 0, "{err}");
    let claims: Vec<&str> = out.split("\n\n").collect();
    assert_eq!(claims.len(), 2);
    for (claim, id) in claims.iter().zip(["envoy-13", "envoy-12"]) {
        let place = claim.lines().nth(2).expect("a place");
        assert!(place.trim_start().starts_with(id), "{claim}");
        assert_eq!(claim.matches("\n  supported by envoy-").count(), 10);
        assert!(claim.contains("supported by and 3 more:"), "{claim}");
    }
    assert!(err.contains("2 of 14 claims: --limit 0"), "{err}");
    let (_, out, err) = place.run(&[&visit[..], &["--to", "json", "--limit", "0"]].concat());
    let claims: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let claims = claims.as_array().expect("claims");
    assert_eq!((claims.len(), err.as_str()), (14, ""));
    for claim in claims {
        assert_eq!(claim["supported_by"].as_array().expect("others").len(), 13);
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let place = Place::new();
    let (_, plain, _) = place.run(&["why", "_", "visit", "_"]);
    assert!(!plain.contains('\u{1b}'));
    let (_, coloured, _) = place.run(&["why", "_", "visit", "_", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[1;33m"));
}

#[test]
fn path_connects_two_entities_with_evidence() {
    let place = Place::new();
    let (code, out, err) = place.run(&["path", "Choe Son Hui", "Moscow"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("Choe Son Hui → visit → Moscow  2 articles"),
        "{out}"
    );
    let (code, _, err) = place.run(&["path", "Choe Son Hui", "Sergey Lavrov"]);
    assert_eq!(code, 1, "a planned meeting is no fact");
    assert!(err.contains("--all-claims"), "{err}");
    let (code, out, _) = place.run(&["path", "Choe Son Hui", "Sergey Lavrov", "--all-claims"]);
    assert_eq!(code, 0);
    assert!(out.contains("future"), "{out}");
    let (code, out, _) = place.run(&["path", "Choe Son Hui", "Moscow", "--to", "json"]);
    assert_eq!(code, 0);
    assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok());
    assert_eq!(place.run(&["path", "Nobody", "Moscow"]).0, 1);
}

#[test]
fn help_shows_examples() {
    let place = Place::new();
    for command in ["query", "update", "why", "path"] {
        let (code, out, _) = place.run(&[command, "--help"]);
        assert_eq!(code, 0);
        assert!(
            out.contains("Examples:") && out.contains("Exit codes:"),
            "{out}"
        );
    }
}
