//! `byline push` against a store of a few lines that answers as it is told to.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use assert_cmd::Command;

/// What was asked: method, address, name and password, body.
#[derive(Debug, Clone)]
struct Asked {
    method: String,
    path: String,
    authorization: String,
    body: String,
}

/// A store that answers with `answers` in turn, the last again and again, and keeps what it was asked.
fn store(answers: &'static [&'static str]) -> (String, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!(
        "http://{}/store",
        listener.local_addr().expect("an address")
    );
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    thread::spawn(move || {
        let mut number = 0;
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            while let Some(request) = read(&mut stream) {
                kept.lock().expect("a lock").push(request);
                let answer = answers[number.min(answers.len() - 1)];
                number += 1;
                let text = "the reason\n";
                let page = format!(
                    "HTTP/1.1 {answer}\r\ncontent-length: {}\r\n\r\n{text}",
                    text.len()
                );
                stream.write_all(page.as_bytes()).expect("an answer");
            }
        }
    });
    (url, asked)
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut length, mut authorization) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim();
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(": ")?;
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => value.clone_into(&mut authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked {
        method,
        path,
        authorization,
        body: String::from_utf8(body).ok()?,
    })
}

fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("a.jsonl"),
        include_str!("fixtures/articles.jsonl"),
    )
    .expect("written");
    byline(&folder)
        .args(["build", "--input", "articles", "a.jsonl"])
        .assert()
        .success();
    folder
}

fn byline(folder: &tempfile::TempDir) -> Command {
    let mut command = Command::cargo_bin("byline").expect("the program");
    command
        .current_dir(folder.path())
        .env_remove("BYLINE_PUSH_USER")
        .env_remove("BYLINE_PUSH_PASSWORD");
    command
}

#[test]
fn every_graph_arrives_again_if_it_must() {
    let folder = built();
    let (url, asked) = store(&["503 Busy", "204 No Content"]);
    byline(&folder)
        .args(["push", &url])
        .env("BYLINE_PUSH_USER", "ann")
        .env("BYLINE_PUSH_PASSWORD", "s3cret")
        .assert()
        .success();
    let asked = asked.lock().expect("a lock").clone();
    // The default graph twice, three documents, events, meta.
    assert_eq!(asked.len(), 7);
    assert_eq!(asked[0].body, asked[1].body);
    assert!(asked[0].method == "POST" && asked[0].path == "/store?default");
    assert!(
        asked[2].method == "PUT"
            && asked[2]
                .path
                .contains("/store?graph=https%3A%2F%2Fw3id.org")
    );
    assert!(
        asked
            .iter()
            .all(|request| request.authorization == "Basic YW5uOnMzY3JldA==")
    );
    let sent: usize = asked[1..]
        .iter()
        .map(|request| request.body.lines().count())
        .sum();
    let dump = byline(&folder)
        .args(["export", "--to", "nq"])
        .output()
        .expect("a dump");
    assert_eq!(
        sent,
        String::from_utf8(dump.stdout)
            .expect("text")
            .lines()
            .count()
    );
}

#[test]
fn updates_take_the_place_of_a_graph() {
    let folder = built();
    let (url, asked) = store(&["200 OK"]);
    byline(&folder)
        .args(["push", "--update", &url])
        .assert()
        .success();
    let asked = asked.lock().expect("a lock").clone();
    assert_eq!(asked.len(), 6);
    assert!(asked[0].body.starts_with("INSERT DATA {"));
    assert!(
        asked[1]
            .body
            .starts_with("DROP SILENT GRAPH <https://w3id.org/byline/id/graph/")
    );
    for request in &asked {
        assert!(
            oxigraph::sparql::SparqlEvaluator::new()
                .parse_update(&request.body)
                .is_ok()
        );
    }
}

#[test]
fn files_are_added_graph_by_graph_whatever_their_order() {
    let folder = built();
    let exported = |name: &str| {
        let to = ["export", "--quiet", "--output", name];
        byline(&folder).args(to).assert().success();
        fs::read(folder.path().join(name)).expect("a dump")
    };
    exported("a.nq.gz");
    let dump = String::from_utf8(exported("b.nq")).expect("text");
    // A graph in two files, its lines not side by side.
    let (even, odd): (Vec<_>, Vec<_>) = dump
        .split_inclusive('\n')
        .enumerate()
        .partition(|(number, _)| number % 2 == 0);
    for (name, lines) in [("c.nq", even), ("d.nq", odd)] {
        let lines: String = lines.into_iter().map(|(_, line)| line).collect();
        fs::write(folder.path().join(name), lines).expect("written");
    }
    for (files, protocol) in [
        (&["a.nq.gz"][..], &[][..]),
        (&["c.nq", "d.nq"], &[]),
        (&["c.nq", "d.nq"], &["--update"]),
    ] {
        let (url, asked) = store(&["200 OK"]);
        byline(&folder)
            .args(["push", &url])
            .args(protocol)
            .arg("--from")
            .args(files)
            .assert()
            .success();
        let asked = asked.lock().expect("a lock").clone();
        // The default graph, three documents, events, meta: of each file one request.
        assert_eq!(asked.len(), 6 * files.len(), "{files:?}");
        assert!(asked.iter().all(|request| request.method == "POST"));
        assert!(asked.iter().all(|request| !request.body.contains("DROP")));
        let sent = asked.iter().flat_map(|request| request.body.lines());
        let sent = sent.filter(|line| line.ends_with(" .")).count();
        assert_eq!(sent, dump.lines().count());
    }
}

#[test]
fn what_is_no_quad_or_has_a_blank_node_is_told_and_not_sent() {
    let folder = built();
    for (line, told) in [
        ("<a:b> <c:d> <e:f> .\n<a:b> c .\n", "2"),
        ("<a:b> <c:d> _:e .\n", "blank nodes"),
    ] {
        fs::write(folder.path().join("a.nq"), line).expect("written");
        let (url, asked) = store(&["200 OK"]);
        let output = byline(&folder)
            .args(["push", &url, "--from", "a.nq"])
            .output()
            .expect("an end");
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains("a.nq") && error.contains(told), "{error}");
        assert_eq!(asked.lock().expect("a lock").len(), 0);
    }
}

#[test]
fn a_refusal_is_told_with_what_to_do() {
    let folder = built();
    let (url, asked) = store(&["401 Unauthorized"]);
    let output = byline(&folder)
        .args(["push", &url])
        .output()
        .expect("an end");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("401") && told.contains("the reason") && told.contains("BYLINE_PUSH_USER"),
        "{told}"
    );
    assert_eq!(asked.lock().expect("a lock").len(), 1);
}
