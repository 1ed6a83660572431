//! The graph as a whole, on articles whose claims were written by hand (`tests/fixtures/articles.py`).

use std::collections::BTreeSet;
use std::fs;

use byline::graph::iri::Minter;
use byline::graph::mapping::Mapper;
use byline::graph::stance::Policy;
use byline::graph::store::{Settings, Store, StoreError};
use byline::knowledge::article::Article;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

fn articles() -> Vec<Article> {
    include_str!("fixtures/articles.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect()
}

fn store_of(articles: &[Article]) -> Store {
    let store = Store::memory(&Settings::default()).expect("a store");
    for article in articles {
        store.add(article, Some(&article.id)).expect("added");
    }
    store
}

/// The dump of a store, sorted.
fn dump(store: &Store) -> BTreeSet<String> {
    store
        .quads()
        .map(|quad| quad.expect("a quad").to_string())
        .collect()
}

fn ask(store: &Store, query: &str) -> bool {
    let mut prefixes = String::new();
    for (prefix, iri) in byline::graph::vocabulary::prefixes(store.minter().base()) {
        for part in ["PREFIX ", &prefix, ": <", &iri, ">\n"] {
            prefixes.push_str(part);
        }
    }
    let results = SparqlEvaluator::new()
        .parse_query(&format!("{prefixes}{query}"))
        .expect("a query")
        .on_store(store.inner())
        .execute()
        .expect("results");
    let QueryResults::Boolean(answer) = results else {
        panic!("{query} asks nothing");
    };
    answer
}

#[test]
fn facts_are_plain_triples_with_labels() {
    let store = store_of(&articles());
    for query in [
        "ASK { ent:choe-son-hui rel:visit ent:moscow }",
        "ASK { ?a rdfs:label 'Choe Son Hui'; rel:visit/rdfs:label 'Moscow' }",
        "ASK { ent:north-korea rel:send-soldiers-to ent:russia . rel:send-soldiers-to rdfs:label 'send soldiers to' }",
        "ASK { ent:moscow a schema:City; owl:sameAs <https://sws.geonames.org/524901/> }",
        "ASK { ?who rel:leave-for ent:russia }",
    ] {
        assert!(ask(&store, query), "{query}");
    }
}

#[test]
fn what_is_hedged_denied_alleged_or_future_is_a_claim_and_no_triple() {
    for policy in Policy::ALL {
        let settings = Settings::new(Minter::default(), policy);
        let store = Store::memory(&settings).expect("a store");
        for article in articles() {
            store.add(&article, None).expect("added");
        }
        for relation in [
            "obtain",
            "confirm",
            "meet",
            "meet-in",
            "supply",
            "supply-shells-to",
            "obtain-components-from",
        ] {
            let plain = format!(
                "ASK {{ {{ ?s rel:{relation} ?o }} UNION {{ GRAPH ?g {{ ?s rel:{relation} ?o }} }} }}"
            );
            assert!(!ask(&store, &plain), "{policy}: {relation}");
        }
        let claim = "ASK { GRAPH ?g { ?c a by:Claim; rdf:subject ent:north-korea; rdf:predicate rel:obtain;
            by:certainty grasp:possible; by:attributedTo ent:national-intelligence-service; by:via ent:park-sun-won;
            by:hedgeCue 'may'; by:projection [ rdf:predicate rel:obtain-components-from; rdf:object ent:russia ] } }";
        assert!(ask(&store, claim));
        let visits = ask(&store, "ASK { ent:choe-son-hui rel:visit ent:moscow }");
        let sends = ask(
            &store,
            "ASK { ent:north-korea rel:send-soldiers-to ent:russia }",
        );
        match policy {
            Policy::Reported => assert!(visits && sends),
            Policy::Stated => assert!(visits && !sends),
            Policy::None => assert!(!visits && !sends),
        }
    }
}

#[test]
fn there_are_no_blank_nodes_and_no_quad_twice() {
    for article in articles() {
        let mapped = Mapper::default().map(&article, None);
        let distinct: BTreeSet<String> = mapped.quads.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), mapped.quads.len());
        assert!(distinct.iter().all(|quad| !quad.contains("_:")));
    }
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let all = articles();
    let expect = dump(&store_of(&all));
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let shuffled: Vec<Article> = order.map(|index| all[index].clone()).into();
        let store = store_of(&shuffled);
        assert_eq!(dump(&store), expect);
        let counts = store.counts().expect("counts").expect("counts");
        assert_eq!(counts.quads as usize, expect.len());
    }
}

#[test]
fn forgetting_leaves_what_would_have_been_without() {
    let all = articles();
    for forgotten in &all {
        let rest: Vec<Article> = all
            .iter()
            .filter(|article| article.id != forgotten.id)
            .cloned()
            .collect();
        let (store, expect) = (store_of(&all), store_of(&rest));
        assert!(store.forget(&forgotten.id).expect("forgotten").is_some());
        assert_eq!(dump(&store), dump(&expect), "{}", forgotten.id);
        assert_eq!(
            store.counts().expect("counts"),
            expect.counts().expect("counts")
        );
        assert!(store.forget(&forgotten.id).expect("nothing").is_none());
    }
}

#[test]
fn adding_again_changes_nothing() {
    let all = articles();
    let store = store_of(&all);
    let before = dump(&store);
    let change = store.add(&all[0], Some(&all[0].id)).expect("added");
    assert!(change.replaced);
    assert_eq!(dump(&store), before);
    assert!(store.has(&all[0].id, &all[0].id).expect("an answer"));
    assert!(!store.has(&all[0].id, "another").expect("an answer"));
}

#[test]
fn reports_of_one_happening_make_an_event_and_their_conflicts_are_kept() {
    let store = store_of(&articles());
    for query in [
        "ASK { GRAPH <https://w3id.org/byline/id/events> { ?e a sem:Event; by:relation rel:visit; by:documentSupport 2;
            sem:hasActor ent:choe-son-hui . ?a by:reports ?e; by:conflictsInTime ?b . ?b by:reports ?e } }",
        "ASK { GRAPH ?g { ?a by:conflictsInQuantity ?b } GRAPH ?h { ?a rdf:predicate rel:send }
            GRAPH ?i { ?b rdf:predicate rel:dispatch } }",
        "ASK { GRAPH ?g { ?a by:conflictsInPolarity ?b } GRAPH ?h { ?a by:polarity grasp:negative } }",
    ] {
        assert!(ask(&store, query), "{query}");
    }
    assert!(!ask(
        &store,
        "ASK { GRAPH ?g { ?a by:conflictsWith ?b } GRAPH ?h { ?a by:certainty grasp:possible } }"
    ));
}

#[test]
fn a_folder_keeps_the_store_and_one_process_changes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("news.store");
    assert!(matches!(
        Store::open(&place),
        Err(StoreError::NoStore { .. })
    ));
    let store = Store::open_or_create(&place, &Settings::default()).expect("a store");
    for article in articles() {
        store.add(&article, None).expect("added");
    }
    let busy = Store::open_to_change(&place).expect_err("a lock");
    assert!(
        busy.to_string()
            .contains(&format!("in use by process {}", std::process::id())),
        "{busy}"
    );
    let expect = dump(&store);
    drop(store);
    let reader = Store::open(&place).expect("a store");
    assert_eq!(dump(&reader), expect);
    assert!(matches!(reader.forget("denial"), Err(StoreError::ReadOnly)));
    assert_eq!(reader.documents().expect("documents").len(), 3);
    drop(reader);
    let other = Settings::new(
        Minter::new("https://example.org/").expect("a base"),
        Policy::Reported,
    );
    let error = Store::open_or_create(&place, &other).expect_err("another base");
    assert!(error.to_string().contains("--base"), "{error}");
    let marker = place.join("store.json");
    let newer = fs::read_to_string(&marker)
        .expect("a marker")
        .replace("\"format\": 1", "\"format\": 99");
    fs::write(&marker, newer).expect("written");
    let error = Store::open(&place).expect_err("a newer store");
    assert!(error.to_string().contains("newer byline"), "{error}");
}

#[test]
fn a_thing_has_one_label_however_articles_write_it() {
    let mut all = articles();
    all[0].entities[0].name = "NORTH KOREA".to_owned();
    all[1].entities[0].name = "North-Korea".to_owned();
    let only =
        "ASK { ent:north-korea rdfs:label 'North Korea'; skos:altLabel 'NORTH KOREA', 'North-Korea'
        FILTER NOT EXISTS { ent:north-korea rdfs:label ?other FILTER(?other != 'North Korea') } }";
    let expect = dump(&store_of(&all));
    assert!(ask(&store_of(&all), only));
    all.reverse();
    assert_eq!(dump(&store_of(&all)), expect);
    for forgotten in &all {
        let rest: Vec<Article> = all
            .iter()
            .filter(|article| article.id != forgotten.id)
            .cloned()
            .collect();
        let store = store_of(&all);
        store.forget(&forgotten.id).expect("forgotten");
        assert_eq!(dump(&store), dump(&store_of(&rest)), "{}", forgotten.id);
    }
}

#[test]
fn hostile_names_give_a_graph_all_the_same() {
    let mut article = articles().remove(0);
    article.id = "a/b \"c\"\n최".to_owned();
    article.entities[0].name =
        "\"><script>\u{202e}\n최선희\\ {}|^` ".to_owned() + &"x".repeat(10_000);
    article.entities[0].same_as = vec!["not an IRI".to_owned()];
    article.publication.url = Some("http://a b".to_owned());
    let store = store_of(std::slice::from_ref(&article));
    assert_eq!(store.document_ids().expect("ids"), [article.id.clone()]);
    assert!(store.forget(&article.id).expect("forgotten").is_some());
    assert_eq!(
        dump(&store),
        dump(&Store::memory(&Settings::default()).expect("a store"))
    );
}
