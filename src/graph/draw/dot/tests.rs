//! What a drawing in DOT says, and that nothing breaks out of it.

use super::*;
use crate::graph::view::samples::{document, hostile, link, node, random};
use crate::knowledge::claim::{Certainty, Tense};
use crate::knowledge::entity::EntityType;

fn drawn(change: impl Fn(&mut crate::graph::view::Link)) -> String {
    let nodes = vec![
        node("Choe", EntityType::Person),
        node("Moscow", EntityType::City),
    ];
    let mut link = link("Choe", "visit", "Moscow");
    change(&mut link);
    let view = View::new(vec![document(1)], nodes, vec![link]);
    write(&view, Clusters::None)
}

fn edge_of(dot: &str) -> &str {
    let mut lines = dot.lines().filter(|line| line.contains(" -> "));
    lines.next().expect("an edge")
}

#[test]
fn the_line_tells_the_voice_and_red_a_denial() {
    let stated = drawn(|_| ());
    assert!(edge_of(&stated).contains("style=solid"));
    assert!(edge_of(&stated).contains("“Choe visit Moscow.” — The Daily Example, 2024-10-01"));
    let attributed = drawn(|link| link.evidence.sources = vec!["Park".to_owned()]);
    assert!(edge_of(&attributed).contains("style=dotted"));
    assert!(edge_of(&attributed).contains("— Park; The Daily Example"));
    let hedged = drawn(|link| link.evidence.certainty = Certainty::Possible);
    assert!(edge_of(&hedged).contains("style=dashed"));
    let future = drawn(|link| link.evidence.tense = Tense::Future);
    assert!(edge_of(&future).contains("style=dashed"));
    let denied = drawn(|link| link.evidence.polarity = Polarity::Negative);
    assert!(edge_of(&denied).contains("arrowhead=tee"));
    assert!(edge_of(&denied).contains(edge_colour(Polarity::Negative)));
}

#[test]
fn nothing_breaks_out_of_a_string() {
    for line in write(&hostile(), Clusters::Class).lines() {
        let mut rest = line.replace("\\\\", "").replace("\\\"", "");
        rest.retain(|c| c == '"');
        assert_eq!(rest.len() % 2, 0, "{line}");
        assert!(!line.chars().any(char::is_control));
    }
}

#[test]
fn entities_stay_as_they_were_written() {
    assert_eq!(quote("AT&T"), "\"AT&T\"");
    assert_eq!(quote("&lt; &#60; & "), "\"&amp;lt; &amp;#60; & \"");
    assert_eq!(quote("\\N \"a\"\n"), "\"\\\\N \\\"a\\\"\\n\"");
}

#[test]
fn a_big_drawing_is_laid_out_by_springs() {
    assert!(write(&random(40, 100), Clusters::None).contains("layout=dot"));
    assert!(write(&random(200, 600), Clusters::None).contains("layout=sfdp"));
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let drawings: Vec<String> = (0..2)
        .map(|_| write(&random(40, 100), Clusters::Class))
        .collect();
    assert_eq!(drawings[0], drawings[1]);
}
