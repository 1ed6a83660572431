//! Entities and their mentions.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::{Sheet, document, integer, link, string};
use crate::graph::iri::Minter;
use crate::graph::vocabulary::{by, gaf, owl, rdf, rdfs, schema, skos};
use crate::knowledge::article::Article;
use crate::knowledge::entity::{Entity, EntityType};
use crate::text::span::Span;

/// The names of the article's entities, in order.
///
/// A name of one word is no person's everywhere: such an entity is the article's own unless another data set knows it
/// (conservative resolution: two people of one surname are never made one). Where two entities of the article would
/// have one IRI, the first in the order of the article keeps it.
pub(super) fn names(minter: &Minter, article: &Article) -> Vec<NamedNode> {
    let mut places: Vec<Span> = vec![Span::new(0, 0); article.entities.len()];
    for mention in article.mentions.iter().rev() {
        if let Some(place) = places.get_mut(mention.entity.index()) {
            *place = mention.span;
        }
    }
    let mut taken: BTreeMap<NamedNode, EntityType> = BTreeMap::new();
    let mut names = Vec::with_capacity(article.entities.len());
    for (entity, &place) in article.entities.iter().zip(&places) {
        let is_global = is_global(entity);
        let mut name = if is_global {
            minter.entity(&entity.name)
        } else {
            minter.entity_of(&article.id, &entity.name)
        };
        if taken.contains_key(&name) {
            name = if is_global {
                minter.entity_apart(&entity.name, entity.kind.code())
            } else {
                minter.entity_of_apart(&article.id, &entity.name, place)
            };
        }
        if taken.contains_key(&name) {
            name = minter.entity_of_apart(&article.id, &entity.name, place);
        }
        taken.insert(name.clone(), entity.kind);
        names.push(name);
    }
    names
}

/// Whether an entity of this name in another article is the same.
fn is_global(entity: &Entity) -> bool {
    let is_person = match entity.kind {
        EntityType::Person => true,
        EntityType::Organization
        | EntityType::Government
        | EntityType::NewsMedia
        | EntityType::Country
        | EntityType::City
        | EntityType::Place
        | EntityType::Facility
        | EntityType::Group
        | EntityType::Event
        | EntityType::Product
        | EntityType::CreativeWork
        | EntityType::Law
        | EntityType::UnnamedSource
        | EntityType::Thing => false,
    };
    // Scripts that write names without spaces give full names in one word.
    let is_one_word = entity.name.is_ascii() && !entity.name.trim().contains(' ');
    entity.named && (!is_person || !is_one_word || !entity.same_as.is_empty())
}

/// The class of a type.
#[must_use]
pub(in crate::graph) fn class(kind: EntityType) -> NamedNodeRef<'static> {
    match kind {
        EntityType::Person => schema::PERSON,
        EntityType::Organization => schema::ORGANIZATION,
        EntityType::Government => schema::GOVERNMENT_ORGANIZATION,
        EntityType::NewsMedia => schema::NEWS_MEDIA_ORGANIZATION,
        EntityType::Country => schema::COUNTRY,
        EntityType::City => schema::CITY,
        EntityType::Place => schema::PLACE,
        EntityType::Facility => schema::CIVIC_STRUCTURE,
        EntityType::Group => by::GROUP,
        EntityType::Event => schema::EVENT,
        EntityType::Product => schema::PRODUCT,
        EntityType::CreativeWork => schema::CREATIVE_WORK,
        EntityType::Law => by::LAW,
        EntityType::UnnamedSource => by::UNNAMED_SOURCE,
        EntityType::Thing => schema::THING,
    }
}

/// Writes the cards of the entities, then the mentions.
pub(super) fn write(sheet: &mut Sheet<'_>) {
    let article = sheet.article;
    for (entity, node) in article.entities.iter().zip(sheet.entities.clone()) {
        card(sheet, &node, entity);
    }
    for mention in &article.mentions {
        let node = document::phrase(sheet, mention.span);
        sheet.add(&node, rdf::TYPE, gaf::MENTION);
        sheet.add(&node, by::HEAD_BEGIN, integer(mention.head.start()));
        sheet.add(&node, by::HEAD_END, integer(mention.head.end()));
        sheet.add(&node, by::MENTION_KIND, string(mention.kind.code()));
        if let Some(entity) = sheet.entities.get(mention.entity.index()).cloned() {
            sheet.add(&node, gaf::DENOTES, entity);
        }
    }
}

fn card(sheet: &mut Sheet<'_>, node: &NamedNode, entity: &Entity) {
    sheet.share(node, rdf::TYPE, by::ENTITY);
    sheet.share(node, rdf::TYPE, class(entity.kind));
    sheet.share(node, rdfs::LABEL, string(&entity.name));
    for alias in &entity.aliases {
        if *alias != entity.name {
            sheet.share(node, skos::ALT_LABEL, string(alias));
        }
    }
    for same in &entity.same_as {
        if let oxigraph::model::Term::NamedNode(same) = link(same) {
            sheet.share(node, owl::SAME_AS, same);
        }
    }
    if let Some(country) = &entity.country {
        sheet.share(node, by::COUNTRY, string(country));
    }
}

/// The node of a source that no mention makes an entity, written as one.
pub(super) fn unnamed_source(sheet: &mut Sheet<'_>, name: &str) -> NamedNode {
    let node = sheet.minter().entity_of(&sheet.article.id, name);
    if !sheet.entities.contains(&node) {
        sheet.share(&node, rdf::TYPE, by::ENTITY);
        sheet.share(&node, rdf::TYPE, by::UNNAMED_SOURCE);
        sheet.share(&node, rdfs::LABEL, string(name));
    }
    node
}
