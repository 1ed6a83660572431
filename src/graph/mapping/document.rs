//! The document: what is known of its publication, its text as a NIF context, its sentences.

use super::{Sheet, date, integer, link, string};
use crate::graph::vocabulary::{by, nif, prov, rdf, schema};
use crate::text::span::Span;

/// Writes the document and its sentences.
pub(super) fn write(sheet: &mut Sheet<'_>, fingerprint: Option<&str>) {
    let article = sheet.article;
    let document = sheet.document.clone();
    sheet.add(&document, rdf::TYPE, schema::NEWS_ARTICLE);
    sheet.add(&document, rdf::TYPE, nif::CONTEXT);
    sheet.add(&document, rdf::TYPE, prov::ENTITY);
    sheet.add(&document, schema::IDENTIFIER, string(&article.id));
    let publication = &article.publication;
    if let Some(title) = &publication.title {
        sheet.add(&document, schema::HEADLINE, string(title));
    }
    if let Some(day) = publication.date {
        sheet.add(&document, schema::DATE_PUBLISHED, date(day));
    }
    if let Some(publisher) = &publication.publisher {
        sheet.add(&document, schema::PUBLISHER, string(publisher));
    }
    if let Some(url) = &publication.url {
        sheet.add(&document, schema::URL, link(url));
    }
    if let Some(license) = &publication.license {
        sheet.add(&document, schema::LICENSE, link(license));
    }
    sheet.add(&document, schema::IN_LANGUAGE, string("en"));
    if let Some(fingerprint) = fingerprint {
        sheet.add(&document, by::SHA256, string(fingerprint));
    }
    sheet.add(&document, nif::BEGIN_INDEX, integer(0_u32));
    sheet.add(&document, nif::END_INDEX, integer(sheet.text.len()));
    sheet.add(&document, nif::IS_STRING, string(&article.text));
    for &span in &article.sentences {
        let sentence = sheet.minter().sentence(&article.id, span);
        sheet.add(&sentence, rdf::TYPE, nif::SENTENCE);
        anchor(sheet, &sentence, span);
    }
}

/// Writes where a string stands and what it says.
fn anchor(sheet: &mut Sheet<'_>, string_node: &oxigraph::model::NamedNode, span: Span) {
    let document = sheet.document.clone();
    sheet.add(string_node, nif::REFERENCE_CONTEXT, document);
    sheet.add(string_node, nif::BEGIN_INDEX, integer(span.start()));
    sheet.add(string_node, nif::END_INDEX, integer(span.end()));
    let words = sheet.words(span);
    sheet.add(string_node, nif::ANCHOR_OF, string(words));
}

/// The node of a phrase, written once with where it stands.
pub(super) fn phrase(sheet: &mut Sheet<'_>, span: Span) -> oxigraph::model::NamedNode {
    let node = sheet.minter().phrase(&sheet.article.id, span);
    if sheet.phrases.insert(span) {
        sheet.add(&node, rdf::TYPE, nif::PHRASE);
        anchor(sheet, &node, span);
    }
    node
}
