//! Claims: the statement, its participants, its stance, its sources, its time, its evidence.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, Term};

use super::{Sheet, date, decimal, document, entity, integer, string};
use crate::graph::iri;
use crate::graph::stance;
use crate::graph::vocabulary::{by, gaf, rdf, rdfs};
use crate::knowledge::claim::{Argument, Claim, Phrase, Source, Time};
use crate::text::span::Span;

/// Subject, predicate and object of a claim, as far as it has them.
struct Statement {
    subject: Option<Term>,
    predicate: NamedNode,
    object: Option<Term>,
}

/// Writes all claims.
pub(super) fn write(sheet: &mut Sheet<'_>) {
    let article = sheet.article;
    // Claims of one sentence that say the same are told apart by their order.
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for claim in &article.claims {
        let statement = statement(sheet, claim);
        let mut identity = identity(sheet, claim, &statement);
        let count = counts.entry(identity.clone()).or_default();
        *count += 1;
        if *count > 1 {
            identity.push(count.to_string());
        }
        let parts: Vec<&str> = identity.iter().map(String::as_str).collect();
        let node = sheet.minter().claim(&parts);
        one(sheet, &node, claim, statement);
    }
}

fn statement(sheet: &Sheet<'_>, claim: &Claim) -> Statement {
    Statement {
        subject: claim
            .subject
            .as_ref()
            .map(|argument| value(sheet, argument)),
        predicate: iri::relation(label(claim)),
        object: claim.object.as_ref().map(|argument| value(sheet, argument)),
    }
}

/// The claim's relation as a person would write it.
fn label(claim: &Claim) -> &str {
    let label = claim.predicate.label.trim();
    if label.is_empty() {
        claim.predicate.lemma.trim()
    } else {
        label
    }
}

/// The entity that the argument is, else its name.
fn value(sheet: &Sheet<'_>, argument: &Argument) -> Term {
    argument
        .entity
        .and_then(|entity| sheet.entities.get(entity.index()))
        .map_or_else(
            || string(&argument.name).into(),
            |entity| entity.clone().into(),
        )
}

/// What makes the claim this one: document, sentence, subject, predicate, object, polarity, source.
fn identity(sheet: &Sheet<'_>, claim: &Claim, statement: &Statement) -> Vec<String> {
    let term = |term: &Option<Term>| term.as_ref().map_or_else(String::new, Term::to_string);
    let sentence = sentence_span(sheet, claim);
    let source = claim.attribution.first().map(|source| &source.argument);
    vec![
        sheet.document.as_str().to_owned(),
        sentence.to_string(),
        term(&statement.subject),
        statement.predicate.as_str().to_owned(),
        term(&statement.object),
        stance::polarity(claim.polarity).as_str().to_owned(),
        source.map_or_else(String::new, |source| value(sheet, source).to_string()),
    ]
}

fn sentence_span(sheet: &Sheet<'_>, claim: &Claim) -> Span {
    let sentences = &sheet.article.sentences;
    // Every claim names a sentence of its article; a hand-written one that does not gets its predicate's place.
    sentences
        .get(claim.sentence as usize)
        .copied()
        .unwrap_or(claim.predicate.phrase.span)
}

fn one(sheet: &mut Sheet<'_>, node: &NamedNode, claim: &Claim, statement: Statement) {
    sheet.add(node, rdf::TYPE, by::CLAIM);
    sheet.add(node, rdf::TYPE, rdf::STATEMENT);
    let asserts = sheet.mapper.policy.asserts(claim);
    state(sheet, node, label(claim), statement, asserts);
    for (number, projection) in (1..).zip(sheet.projections(claim)) {
        let part = sheet.minter().claim_part(node, "projection", number);
        sheet.add(node, by::HAS_PROJECTION, part.clone());
        sheet.add(&part, rdf::TYPE, by::PROJECTION);
        sheet.add(&part, rdf::TYPE, rdf::STATEMENT);
        let of = |sheet: &Sheet<'_>, index: usize| Some(sheet.entities[index].clone().into());
        let statement = Statement {
            subject: of(sheet, projection.subject.index()),
            predicate: iri::relation(&projection.label),
            object: of(sheet, projection.object.index()),
        };
        state(sheet, &part, &projection.label, statement, asserts);
    }
    evidence(sheet, node, claim);
    arguments(sheet, node, claim);
    attitude(sheet, node, claim);
    for (position, source) in (1..).zip(&claim.attribution) {
        attribute(sheet, node, position, source);
    }
    if let Some(time) = &claim.time {
        when(sheet, node, time);
    }
}

/// Writes a statement, its relation's card, and the plain triple where it is one.
fn state(
    sheet: &mut Sheet<'_>,
    node: &NamedNode,
    label: &str,
    statement: Statement,
    asserts: bool,
) {
    let Statement {
        subject,
        predicate,
        object,
    } = statement;
    sheet.share(&predicate, rdf::TYPE, by::RELATION);
    sheet.share(&predicate, rdf::TYPE, rdf::PROPERTY);
    sheet.share(&predicate, rdfs::LABEL, string(label));
    if let Some(subject) = &subject {
        sheet.add(node, rdf::SUBJECT, subject.clone());
    }
    sheet.add(node, rdf::PREDICATE, predicate.clone());
    if let Some(object) = &object {
        sheet.add(node, rdf::OBJECT, object.clone());
    }
    if let (true, Some(Term::NamedNode(subject)), Some(Term::NamedNode(object))) =
        (asserts, subject, object)
    {
        sheet.share(&subject, predicate.as_ref(), object);
    }
}

/// Document, sentence, predicate, rule, confidence.
fn evidence(sheet: &mut Sheet<'_>, node: &NamedNode, claim: &Claim) {
    let document = sheet.document.clone();
    sheet.add(node, by::DOCUMENT, document);
    let sentence = sheet
        .minter()
        .sentence(&sheet.article.id, sentence_span(sheet, claim));
    sheet.add(node, by::SENTENCE, sentence);
    let phrase = document::phrase(sheet, claim.predicate.phrase.span);
    sheet.add(node, gaf::DENOTED_BY, phrase);
    sheet.add(
        node,
        by::PREDICATE_TEXT,
        string(&claim.predicate.phrase.text),
    );
    sheet.add(node, by::LEMMA, string(&claim.predicate.lemma));
    if let Some(roleset) = &claim.predicate.roleset {
        sheet.add(node, by::ROLESET, string(roleset));
    }
    if let Some(class) = &claim.event_type {
        sheet.add(node, by::EVENT_TYPE, string(class));
    }
    sheet.add(node, by::RULE, string(&claim.rule));
    let confidence = decimal(&format!("{:.3}", claim.confidence.value()));
    sheet.add(node, by::CONFIDENCE, confidence);
}

fn arguments(sheet: &mut Sheet<'_>, node: &NamedNode, claim: &Claim) {
    let all = claim
        .subject
        .iter()
        .chain(&claim.object)
        .chain(&claim.arguments);
    for (number, argument) in (1..).zip(all) {
        let part = sheet.minter().claim_part(node, "argument", number);
        sheet.add(node, by::HAS_ARGUMENT, part.clone());
        sheet.add(&part, rdf::TYPE, by::ARGUMENT);
        sheet.add(&part, by::ROLE, string(&argument.role));
        if let Some(preposition) = &argument.preposition {
            sheet.add(&part, by::PREPOSITION, string(preposition));
        }
        let value = value(sheet, argument);
        sheet.add(&part, by::VALUE, value);
        sheet.add(&part, by::TEXT, string(&argument.phrase.text));
        let phrase = document::phrase(sheet, argument.phrase.span);
        sheet.add(&part, by::PHRASE, phrase);
        if let Some(quantity) = &argument.quantity {
            sheet.add(&part, by::QUANTITY, decimal(&quantity.value));
            if let Some(unit) = &quantity.unit {
                sheet.add(&part, by::UNIT, string(unit));
            }
            if let Some(approximation) = &quantity.approximation {
                sheet.add(&part, by::APPROXIMATION, string(approximation));
            }
        }
    }
}

/// Polarity, certainty, tense and the words that tell them.
fn attitude(sheet: &mut Sheet<'_>, node: &NamedNode, claim: &Claim) {
    sheet.add(node, by::POLARITY, stance::polarity(claim.polarity));
    sheet.add(node, by::CERTAINTY, stance::certainty(claim.certainty));
    sheet.add(node, by::TENSE, stance::tense(claim.tense));
    for cue in &claim.negation_cues {
        sheet.add(node, by::NEGATION_CUE, string(&cue.text));
        mark(sheet, node, cue);
    }
    for cue in &claim.hedge_cues {
        sheet.add(node, by::HEDGE_CUE, string(&cue.text));
        mark(sheet, node, cue);
    }
}

fn mark(sheet: &mut Sheet<'_>, node: &NamedNode, cue: &Phrase) {
    let phrase = document::phrase(sheet, cue.span);
    sheet.add(node, by::CUE_PHRASE, phrase);
}

fn attribute(sheet: &mut Sheet<'_>, node: &NamedNode, position: usize, source: &Source) {
    let part = sheet.minter().claim_part(node, "attribution", position);
    let who = match value(sheet, &source.argument) {
        Term::NamedNode(entity) => entity,
        _ => entity::unnamed_source(sheet, &source.argument.name),
    };
    if position == 1 {
        sheet.add(node, by::ATTRIBUTED_TO, who.clone());
        sheet.add(node, by::ATTRIBUTION_CUE, string(&source.cue.text));
    } else {
        sheet.add(node, by::VIA, who.clone());
    }
    sheet.add(node, by::HAS_ATTRIBUTION, part.clone());
    sheet.add(&part, rdf::TYPE, by::ATTRIBUTION);
    sheet.add(&part, by::POSITION, integer(position as u64));
    sheet.add(&part, by::SOURCE, who);
    sheet.add(&part, by::TEXT, string(&source.argument.phrase.text));
    let phrase = document::phrase(sheet, source.argument.phrase.span);
    sheet.add(&part, by::PHRASE, phrase);
    sheet.add(&part, by::CUE, string(&source.cue.text));
    mark(sheet, node, &source.cue);
    let cue = document::phrase(sheet, source.cue.span);
    sheet.add(&part, by::CUE_PHRASE, cue);
}

fn when(sheet: &mut Sheet<'_>, node: &NamedNode, time: &Time) {
    sheet.add(node, by::TIME_TEXT, string(&time.phrase.text));
    mark(sheet, node, &time.phrase);
    if let Some(start) = time.start {
        sheet.add(node, by::TIME_START, date(start));
    }
    if let Some(end) = time.end {
        sheet.add(node, by::TIME_END, date(end));
    }
    sheet.add(node, by::TIME_BASIS, string(time.basis.code()));
}
