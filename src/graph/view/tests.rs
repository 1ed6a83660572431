//! What views hold, and what a selection leaves of them.

use std::collections::BTreeSet;

use super::samples::{document, link, node, random};
use super::select::{Focus, LeftOut, Naming, Selection};
use super::*;

fn talks() -> View {
    let nodes = vec![
        node("Choe", EntityType::Person),
        node("Moscow", EntityType::City),
        node("Russia", EntityType::Country),
        node("Korea", EntityType::Country),
        Node {
            named: false,
            ..node("troops", EntityType::Group)
        },
    ];
    let mut again = link("Choe", "visit", "Moscow");
    again.evidence.document = DocumentIdx::new(1);
    again.evidence.claim.push('2');
    again.evidence.sources = vec!["Park".to_owned()];
    let mut hedged = link("Korea", "help", "Russia");
    hedged.evidence.certainty = Certainty::Possible;
    let mut denied = link("Korea", "help", "Russia");
    denied.evidence.polarity = Polarity::Negative;
    denied.evidence.claim.push('3');
    let links = vec![
        hedged,
        again,
        denied,
        link("Choe", "visit", "Moscow"),
        link("Korea", "send", "troops"),
        link("Choe", "lead", "Korea"),
    ];
    View::new(vec![document(1), document(2)], nodes, links)
}

fn relations(view: &View) -> Vec<String> {
    view.edges()
        .map(|(_, subject, edge, object)| {
            format!("{} {} {}", subject.label, edge.relation.label, object.label)
        })
        .collect()
}

#[test]
fn claims_of_one_relation_become_one_edge_but_denials_stand_apart() {
    let view = talks();
    assert_eq!(
        relations(&view),
        [
            "Choe lead Korea",
            "Choe visit Moscow",
            "Korea help Russia",
            "Korea help Russia",
            "Korea send troops"
        ]
    );
    let visit = view.graph.edge_weights().nth(1).expect("the second edge");
    assert_eq!((visit.claims.len(), visit.documents()), (2, 2));
    assert_eq!(visit.voice(), Voice::Stated);
    assert_eq!(visit.sources(), ["Park"]);
    assert_eq!(view.claims(), 6);
}

#[test]
fn links_in_any_order_give_the_same_view() {
    let view = random(30, 60);
    let mut links = Vec::new();
    let mut nodes: Vec<Node> = view.graph.node_weights().cloned().collect();
    for (_, subject, edge, object) in view.edges() {
        for claim in &edge.claims {
            links.push(Link {
                subject: subject.iri.clone(),
                relation: edge.relation.clone(),
                object: object.iri.clone(),
                evidence: claim.clone(),
            });
        }
    }
    links.reverse();
    nodes.reverse();
    let other = View::new(view.documents.clone(), nodes, links);
    assert_eq!(format!("{view:?}"), format!("{other:?}"));
}

#[test]
fn unnamed_entities_fall_by_default() {
    let (view, left_out) = talks().select(&Selection::default());
    assert!(view.graph.node_weights().all(|node| node.label != "troops"));
    assert_eq!(
        left_out,
        LeftOut {
            unnamed: 1,
            ..LeftOut::default()
        }
    );
    let all = Selection {
        naming: Naming::All,
        ..Selection::default()
    };
    assert_eq!(talks().select(&all).0.graph.node_count(), 5);
}

#[test]
fn edges_with_most_articles_are_kept() {
    let selection = Selection {
        max_edges: Some(1),
        ..Selection::default()
    };
    let (view, left_out) = talks().select(&selection);
    assert_eq!(relations(&view), ["Choe visit Moscow"]);
    assert_eq!((left_out.unnamed, left_out.unsupported), (1, 3));
    assert_eq!(view.graph.node_count(), 2);
}

#[test]
fn a_focus_keeps_what_lies_within_its_hops() {
    let around = |name: &str, hops| {
        let iris = BTreeSet::from([node(name, EntityType::Person).iri]);
        let selection = Selection {
            focus: Some(Focus { iris, hops }),
            ..Selection::default()
        };
        relations(&talks().select(&selection).0)
    };
    assert_eq!(around("Moscow", 1), ["Choe visit Moscow"]);
    assert_eq!(
        around("Moscow", 2),
        ["Choe lead Korea", "Choe visit Moscow"]
    );
    assert_eq!(around("Moscow", 3).len(), 4);
    assert!(around("Nobody", 1).is_empty());
}

#[test]
fn filters_look_at_each_claim() {
    let keep = |selection: Selection| relations(&talks().select(&selection).0);
    let selection = Selection {
        since: Some(jiff::civil::date(2024, 10, 2)),
        ..Selection::default()
    };
    assert_eq!(keep(selection), ["Choe visit Moscow"]);
    let selection = Selection {
        sources: vec!["PARK".to_owned()],
        ..Selection::default()
    };
    assert_eq!(keep(selection), ["Choe visit Moscow"]);
    let selection = Selection {
        relations: vec!["Help".to_owned()],
        certainties: vec![Certainty::Possible],
        ..Selection::default()
    };
    assert_eq!(keep(selection), ["Korea help Russia"]);
    let selection = Selection {
        sources: vec!["the daily example".to_owned()],
        ..Selection::default()
    };
    assert_eq!(keep(selection).len(), 4);
}
