//! Views for tests.

use super::{DocumentIdx, Evidence, Link, Node, Publication, Relation, View};
use crate::knowledge::claim::{Certainty, Confidence, Polarity, Tense};
use crate::knowledge::entity::EntityType;
use crate::text::span::Span;

const CLASSES: &[EntityType] = EntityType::ALL;

/// An article published on that day of October 2024.
pub fn document(day: i8) -> Publication {
    Publication {
        iri: format!("https://w3id.org/byline/id/document/day-{day}"),
        id: format!("day-{day}"),
        title: Some(format!("News of day {day}")),
        date: Some(jiff::civil::date(2024, 10, day)),
        publisher: Some("The Daily Example".to_owned()),
        url: None,
    }
}

/// A named entity.
pub fn node(label: &str, class: EntityType) -> Node {
    Node {
        iri: iri(label),
        label: label.to_owned(),
        aliases: Vec::new(),
        class,
        named: true,
        country: None,
        documents: 1,
    }
}

fn iri(label: &str) -> String {
    let slug = label.to_lowercase().replace(' ', "-");
    format!("https://w3id.org/byline/id/entity/{slug}")
}

/// A stated, certain, positive claim of the first article.
pub fn link(subject: &str, relation: &str, object: &str) -> Link {
    let sentence = format!("{subject} {relation} {object}.");
    let length = sentence.chars().count() as u32;
    let start = subject.chars().count() as u32 + 1;
    let predicate = Span::new(start, start + relation.chars().count() as u32);
    Link {
        subject: iri(subject),
        relation: Relation {
            iri: format!(
                "https://w3id.org/byline/relation/{}",
                relation.replace(' ', "-")
            ),
            label: relation.to_owned(),
        },
        object: iri(object),
        evidence: Evidence {
            claim: format!("https://w3id.org/byline/id/claim/{subject}-{relation}-{object}"),
            document: DocumentIdx::new(0),
            sentence,
            span: Span::new(0, length),
            predicate: Some(predicate),
            sources: Vec::new(),
            polarity: Polarity::Positive,
            certainty: Certainty::Certain,
            tense: Tense::Past,
            time: None,
            confidence: Confidence::new(0.9),
        },
    }
}

/// Names and sentences that try to break out of every format.
pub fn hostile() -> View {
    let names = [
        "\"quoted\" \\N \\\\ {a|b} <b>&amp;</b>",
        "</script><script>alert(1)</script>",
        "]]> --> <!-- <?xml?>",
        "최선희 \u{202e}evil\u{202c} שלום",
        "line\nbreak\r\ttab\u{0}\u{1b}\u{fffe}",
        &"long ".repeat(2000),
        "",
    ];
    let nodes: Vec<Node> = names
        .iter()
        .enumerate()
        .map(|(index, name)| Node {
            label: (*name).to_owned(),
            aliases: vec![(*name).to_owned()],
            ..node(&format!("n{index}\""), CLASSES[index])
        })
        .collect();
    let mut links = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let mut link = link(
            &format!("n{index}\""),
            name,
            &format!("n{}\"", (index + 1) % names.len()),
        );
        link.evidence.sentence = (*name).to_owned();
        link.evidence.sources = vec![(*name).to_owned()];
        links.push(link);
    }
    let publication = Publication {
        title: Some("</script><script>alert(2)</script>".to_owned()),
        url: Some("javascript:alert(3)".to_owned()),
        ..document(1)
    };
    View::new(vec![publication], nodes, links)
}

/// A view of `entities` entities and about `claims` edges, the same at every call.
pub fn random(entities: usize, claims: usize) -> View {
    let mut state = 1_u32;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % bound
    };
    let name = |number: usize| format!("Entity number {number}");
    let nodes = (0..entities).map(|number| node(&name(number), CLASSES[number % CLASSES.len()]));
    let documents: Vec<Publication> = (1..=9).map(document).collect();
    let mut links = Vec::new();
    for number in 0..claims {
        // Few entities are in most claims, as in the news.
        let hub = next(entities) * next(entities) / entities.max(1);
        let mut link = link(
            &name(hub),
            ["visit", "send troops to", "deny", "lead"][next(4)],
            &name(next(entities)),
        );
        link.evidence.document = DocumentIdx::new(next(9));
        link.evidence.claim = format!("claim-{number}");
        link.evidence.certainty = [Certainty::Certain, Certainty::Possible][next(2)];
        if next(3) == 0 {
            link.evidence.sources = vec![name(next(entities))];
        }
        if next(8) == 0 {
            link.evidence.polarity = Polarity::Negative;
        }
        links.push(link);
    }
    View::new(documents, nodes.collect(), links)
}
