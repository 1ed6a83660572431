//! A large store of made-up articles: what it costs to add, open, forget. Not run by default:
//! `cargo test --release --test graph_scale -- --ignored --nocapture`.

use std::time::Instant;

use byline::graph::store::{Settings, Store};
use byline::knowledge::article::Article;

/// Quads of the store that is measured.
const QUADS: u64 = 1_000_000;

const SYLLABLES: [&str; 16] = [
    "ba", "den", "gor", "hal", "ist", "kar", "lom", "mir", "nov", "or", "pel", "rus", "sel", "tan",
    "ul", "vik",
];

/// A name that `number` stands for.
fn name(mut number: usize) -> String {
    let mut words = Vec::new();
    for _ in 0..2 {
        let mut word = String::new();
        for _ in 0..3 {
            word += SYLLABLES[number % SYLLABLES.len()];
            number /= SYLLABLES.len();
        }
        words.push(word[..1].to_uppercase() + &word[1..]);
    }
    words.join(" ")
}

/// Numbers that look drawn, the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// An article of about 25 claims among people of which some are in every paper.
fn article(number: usize, draw: &mut Draw) -> Article {
    let verbs = [
        "meet", "visit", "help", "send", "condemn", "attack", "fund", "train", "leave", "praise",
    ];
    let mut text = String::new();
    let mut sentences = Vec::new();
    let mut people: Vec<String> = Vec::new();
    let (mut mentions, mut claims) = (Vec::new(), Vec::new());
    for sentence in 0..25_u32 {
        let mut pick = |draw: &mut Draw| {
            let person = if draw.below(3) == 0 {
                draw.below(20)
            } else {
                20 + draw.below(40_000)
            };
            let name = name(person * 7919);
            let at = people
                .iter()
                .position(|known| *known == name)
                .unwrap_or_else(|| {
                    people.push(name.clone());
                    people.len() - 1
                });
            (at, name)
        };
        let ((subject, first), (object, second)) = (pick(draw), pick(draw));
        let verb = verbs[draw.below(verbs.len())];
        let start = text.len();
        let line = format!("{first} {verb} {second}.");
        let verb_at = start + first.len() + 1;
        let object_at = verb_at + verb.len() + 1;
        let span = |from: usize, words: &str| serde_json::json!({"start": from, "end": from + words.len()});
        let argument = |role: &str, at: usize, words: &str, entity: usize| {
            serde_json::json!({"role": role, "phrase": {"text": words, "span": span(at, words)},
                "head": span(at, words), "name": words, "entity": entity})
        };
        for (at, words, entity) in [(start, &first, subject), (object_at, &second, object)] {
            mentions.push(serde_json::json!({"span": span(at, words), "head": span(at, words), "kind": "named",
                "entity": entity}));
        }
        claims.push(serde_json::json!({"sentence": sentence, "rule": "verb",
            "predicate": {"phrase": {"text": verb, "span": span(verb_at, verb)}, "lemma": verb, "label": verb},
            "subject": argument("ARG0", start, &first, subject), "object": argument("ARG1", object_at, &second, object),
            "polarity": "positive", "certainty": "certain", "tense": "past", "confidence": 0.9}));
        sentences.push(span(start, &line));
        text += &line;
        text.push('\n');
    }
    let entities: Vec<_> = people
        .iter()
        .map(|name| serde_json::json!({"name": name, "kind": "person", "named": true}))
        .collect();
    let date = format!(
        "20{:02}-{:02}-{:02}",
        10 + number % 15,
        1 + number % 12,
        1 + number % 28
    );
    serde_json::from_value(serde_json::json!({"id": format!("made-up-{number}"), "publication": {"date": date},
        "text": text, "sentences": sentences, "entities": entities, "mentions": mentions, "claims": claims}))
    .expect("an article")
}

#[test]
#[ignore = "takes minutes"]
fn forgetting_one_article_of_a_million_quads_takes_less_than_half_a_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("large.store");
    let store = Store::open_or_create(&place, &Settings::default()).expect("a store");
    let mut draw = Draw(1);
    let (start, mut number) = (Instant::now(), 0);
    loop {
        let quads = store
            .write(|writer| {
                for _ in 0..256 {
                    writer.add(&article(number, &mut draw), None)?;
                    number += 1;
                }
                Ok(())
            })
            .and_then(|()| store.counts())
            .expect("added")
            .unwrap_or_default()
            .quads;
        println!(
            "{number} articles, {quads} quads after {:?}",
            start.elapsed()
        );
        if quads >= QUADS {
            break;
        }
    }
    let inside = |store: &Store, id: &str| {
        let start = Instant::now();
        let transaction = store.write(|writer| writer.forget(id));
        assert!(transaction.expect("forgotten").is_some());
        start.elapsed()
    };
    for id in ["made-up-0", "made-up-500", "made-up-700"] {
        println!(
            "forgot {id} in {:?}, with the file rewritten where there is one",
            inside(&store, id)
        );
    }
    drop(store);
    let start = Instant::now();
    let store = Store::open(&place).expect("a store");
    println!("opened in {:?}", start.elapsed());
    let (kept, counted) = (
        store.counts().expect("counts"),
        store.count().expect("counts"),
    );
    assert_eq!(kept, Some(counted));
    drop(store);
    let memory = Store::memory(&Settings::default()).expect("a store");
    let mut draw = Draw(1);
    memory
        .write(|writer| {
            for number in 0..900 {
                writer.add(&article(number, &mut draw), None)?;
            }
            Ok(())
        })
        .expect("added");
    let took = inside(&memory, "made-up-450");
    println!("forgot one of 900 in memory in {took:?}");
    assert!(took.as_secs_f64() < 0.5, "{took:?}");
}
