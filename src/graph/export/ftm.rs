//! `FollowTheMoney` entities (<https://followthemoney.tech/explorer/>), a JSON object a line: what Aleph and other
//! investigators' tools load.
//!
//! An entity becomes a thing of the nearest schema, a document an `Article`, a statement between two entities an
//! `UnknownLink` with its role, days, source and proof. What is denied is no link, and is left out; how sure the source
//! is stands in `status`.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Map, Value, json};

use super::ExportError;
use super::format::Scope;
use super::statements::{Card, Sheet, Statement, cards, local, sheets, statements};
use super::tables::merge;
use crate::graph::iri::digest;
use crate::graph::store::Store;
use crate::graph::vocabulary::{by, nif, schema};

/// Writes the entities; how many there were. Of [`Scope::Shortcuts`] only links that are asserted.
///
/// # Errors
/// [`ExportError`] if the store cannot be read or writing fails.
pub fn write(store: &Store, scope: Scope, mut output: impl Write) -> Result<usize, ExportError> {
    let mut all: BTreeMap<String, Card> = BTreeMap::new();
    let mut count = 0;
    let mut put = |entity: Value| -> Result<(), ExportError> {
        count += 1;
        Ok(writeln!(output, "{entity}")?)
    };
    for sheet in sheets(store)? {
        let (id, sheet) = sheet?;
        put(article(&id, &sheet))?;
        for card in cards(&sheet) {
            merge(all.entry(card.id.clone()).or_default(), card);
        }
        for statement in statements(&id, &sheet) {
            let is_wanted = match scope {
                Scope::All | Scope::Flat => statement.polarity != "negative",
                Scope::Shortcuts => statement.is_asserted,
            };
            if is_wanted && statement.source != statement.target {
                put(link(&statement))?;
            }
        }
    }
    for card in all.values() {
        put(thing(card))?;
    }
    output.flush()?;
    Ok(count)
}

/// An id of letters and digits, as the format wants them.
fn id(iri: &str) -> String {
    format!("byline-{}", &digest(&["ftm", iri])[..32])
}

fn article_id(document: &str) -> String {
    id(&format!("article {document}"))
}

/// An entity; empty values are left out.
fn entity(id: &str, kind: &str, properties: &[(&str, &[String])]) -> Value {
    let mut map = Map::new();
    for (name, values) in properties {
        let values: Vec<&String> = values.iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            map.insert((*name).to_owned(), json!(values));
        }
    }
    json!({"id": id, "schema": kind, "properties": map})
}

fn one(value: &str) -> [String; 1] {
    [value.to_owned()]
}

fn article(document: &str, sheet: &Sheet) -> Value {
    let nodes = sheet.of_class(schema::NEWS_ARTICLE);
    let node = nodes.first().copied().unwrap_or_default();
    entity(
        &article_id(document),
        "Article",
        &[
            ("fileName", &one(document)),
            ("title", &one(sheet.one(node, schema::HEADLINE))),
            ("publishedAt", &one(sheet.one(node, schema::DATE_PUBLISHED))),
            ("publisher", &one(sheet.one(node, schema::PUBLISHER))),
            ("sourceUrl", &one(sheet.one(node, schema::URL))),
            ("language", &one("eng")),
            ("bodyText", &one(sheet.one(node, nif::IS_STRING))),
        ],
    )
}

/// The nearest schema of a class.
fn kind(class: &str) -> &'static str {
    let is = |term: oxigraph::model::NamedNodeRef<'_>| local(term.as_str()) == class;
    if is(schema::PERSON) {
        "Person"
    } else if is(schema::GOVERNMENT_ORGANIZATION) {
        "PublicBody"
    } else if is(schema::ORGANIZATION) || is(schema::NEWS_MEDIA_ORGANIZATION) || is(by::GROUP) {
        "Organization"
    } else if is(schema::COUNTRY) || is(schema::CITY) || is(schema::PLACE) {
        "Territory"
    } else if is(schema::EVENT) {
        "Event"
    } else {
        "LegalEntity"
    }
}

fn thing(card: &Card) -> Value {
    entity(
        &id(&card.id),
        kind(&card.class),
        &[
            ("name", &one(&card.label)),
            ("alias", &card.aliases),
            ("sourceUrl", &card.same_as),
        ],
    )
}

fn link(statement: &Statement) -> Value {
    let status = match (statement.certainty.as_str(), statement.tense.as_str()) {
        (_, "future") => "expected",
        ("certain", _) => "reported",
        ("underspecified", _) => "alleged",
        (other, _) => other,
    };
    entity(
        &id(&statement.id),
        "UnknownLink",
        &[
            ("subject", &[id(&statement.source)]),
            ("object", &[id(&statement.target)]),
            ("role", &one(&statement.label)),
            ("status", &one(status)),
            ("startDate", &one(&statement.start)),
            ("endDate", &one(&statement.end)),
            ("summary", &one(&statement.sentence)),
            ("publisher", &statement.sources),
            ("sourceUrl", &one(&statement.url)),
            ("recordId", &one(&statement.claim)),
            ("proof", &[article_id(&statement.document)]),
        ],
    )
}
