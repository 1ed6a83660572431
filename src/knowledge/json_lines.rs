//! Claims as JSON Lines: one claim an object a line, with offsets (code points of the article, from 0, end-exclusive)
//! on every phrase. `docs/claims.md` describes the fields.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::article::Article;
use super::claim::{Argument, Claim, Phrase, Source, Time};
use crate::text::span::{Span, Text};

/// The claims of `article`, a line each.
#[must_use]
pub fn lines(article: &Article) -> String {
    let text = Text::new(article.text.clone());
    let mut page = String::new();
    for claim in &article.claims {
        // A String takes whatever is written.
        let _ = writeln!(page, "{}", line(article, &text, claim));
    }
    page
}

fn line(article: &Article, text: &Text, claim: &Claim) -> Value {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| {
        fields.insert(key.to_owned(), value);
    };
    put("document", json!(article.id));
    let sentence = article.sentences.get(claim.sentence as usize).copied();
    put(
        "sentence",
        sentence.map_or(Value::Null, |span| sentence_of(claim.sentence, text, span)),
    );
    put("subject", argument_or_null(article, claim.subject.as_ref()));
    let mut predicate = phrase(&claim.predicate.phrase);
    predicate.insert("lemma".to_owned(), json!(claim.predicate.lemma));
    predicate.insert("label".to_owned(), json!(claim.predicate.label));
    if let Some(roleset) = &claim.predicate.roleset {
        predicate.insert("roleset".to_owned(), json!(roleset));
    }
    put("predicate", Value::Object(predicate));
    put("object", argument_or_null(article, claim.object.as_ref()));
    put(
        "arguments",
        claim
            .arguments
            .iter()
            .map(|other| argument(article, other))
            .collect(),
    );
    put(
        "attribution",
        claim
            .attribution
            .iter()
            .map(|one| source(article, one))
            .collect(),
    );
    put("polarity", json!(claim.polarity));
    put("certainty", json!(claim.certainty));
    put("tense", json!(claim.tense));
    put(
        "negation",
        claim
            .negation_cues
            .iter()
            .map(|cue| Value::Object(phrase(cue)))
            .collect(),
    );
    put(
        "hedges",
        claim
            .hedge_cues
            .iter()
            .map(|cue| Value::Object(phrase(cue)))
            .collect(),
    );
    put("time", claim.time.as_ref().map_or(Value::Null, time));
    if let Some(event_type) = &claim.event_type {
        put("event", json!(event_type));
    }
    put("rule", json!(claim.rule));
    put("confidence", json!(claim.confidence));
    Value::Object(fields)
}

fn sentence_of(number: u32, text: &Text, span: Span) -> Value {
    json!({ "index": number, "text": text.slice(span), "start": span.start(), "end": span.end() })
}

fn phrase(phrase: &Phrase) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("text".to_owned(), json!(phrase.text));
    fields.insert("start".to_owned(), json!(phrase.span.start()));
    fields.insert("end".to_owned(), json!(phrase.span.end()));
    fields
}

fn argument_or_null(article: &Article, found: Option<&Argument>) -> Value {
    found.map_or(Value::Null, |found| argument(article, found))
}

fn argument(article: &Article, found: &Argument) -> Value {
    let mut fields = Map::new();
    fields.insert("role".to_owned(), json!(found.role));
    if let Some(preposition) = &found.preposition {
        fields.insert("preposition".to_owned(), json!(preposition));
    }
    fields.insert("name".to_owned(), json!(found.name));
    fields.extend(phrase(&found.phrase));
    if let Some(index) = found.entity {
        let entity = article.entity(index);
        fields.insert("entity".to_owned(), json!(index.index()));
        fields.insert("type".to_owned(), json!(entity.kind));
        if !entity.aliases.is_empty() {
            fields.insert("aliases".to_owned(), json!(entity.aliases));
        }
    }
    if let Some(quantity) = &found.quantity {
        fields.insert("quantity".to_owned(), json!(quantity));
    }
    Value::Object(fields)
}

fn source(article: &Article, source: &Source) -> Value {
    let mut fields = match argument(article, &source.argument) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.insert("cue".to_owned(), json!(source.cue.text));
    fields.insert("cue_start".to_owned(), json!(source.cue.span.start()));
    fields.insert("cue_end".to_owned(), json!(source.cue.span.end()));
    Value::Object(fields)
}

fn time(time: &Time) -> Value {
    let mut fields = Map::new();
    fields.insert("text".to_owned(), json!(time.phrase.text));
    fields.insert("from".to_owned(), json!(time.phrase.span.start()));
    fields.insert("to".to_owned(), json!(time.phrase.span.end()));
    fields.insert("start".to_owned(), json!(time.start));
    fields.insert("end".to_owned(), json!(time.end));
    fields.insert("basis".to_owned(), json!(time.basis));
    Value::Object(fields)
}
