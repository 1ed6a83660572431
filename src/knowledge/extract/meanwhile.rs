//! Stands in for coreference, stance and time until their branches are merged.
#![expect(missing_docs, reason = "deleted with the merge")]

use super::view::View;
use crate::knowledge::claim::{Certainty, Polarity, Tense};
use crate::knowledge::entity::{Entity, EntityIdx, EntityType, Mention, MentionKind};
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::Text;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Resolver;

#[derive(Debug, Default)]
pub struct Resolved {
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    by_head: BTreeMap<(usize, TokenIdx), usize>,
}

impl Resolved {
    pub fn entity_at(&self, sentence: usize, head: TokenIdx) -> Option<EntityIdx> {
        self.mention_at(sentence, head).map(|m| m.entity)
    }
    pub fn mention_at(&self, sentence: usize, head: TokenIdx) -> Option<&Mention> {
        self.mentions.get(*self.by_head.get(&(sentence, head))?)
    }
}

impl Resolver {
    pub fn new() -> Self {
        Self
    }
    pub fn resolve(&self, text: &Text, sentences: &[Sentence]) -> Resolved {
        let mut found = Resolved::default();
        for (number, sentence) in sentences.iter().enumerate() {
            for name in sentence.names() {
                let kind = match name.kind() {
                    NameType::Person => EntityType::Person,
                    NameType::Org => EntityType::Organization,
                    NameType::Gpe => EntityType::Country,
                    NameType::Loc => EntityType::Place,
                    NameType::Fac => EntityType::Facility,
                    NameType::Norp => EntityType::Group,
                    _ => continue,
                };
                let span = sentence.words_span(name.first(), name.last());
                let words = text.slice(span).to_owned();
                let at = found.entities.iter().position(|e| {
                    e.name == words || (kind == EntityType::Person && e.name.contains(&words))
                });
                let at = at.unwrap_or_else(|| {
                    found.entities.push(Entity {
                        name: words.clone(),
                        kind,
                        named: true,
                        aliases: Vec::new(),
                        same_as: Vec::new(),
                        country: None,
                    });
                    found.entities.len() - 1
                });
                let head = super::title::name_head(View::new(sentence), name);
                found.by_head.insert((number, head), found.mentions.len());
                found.mentions.push(Mention {
                    span,
                    head: sentence.token(head).span(),
                    kind: MentionKind::Named,
                    entity: EntityIdx::new(at),
                });
            }
        }
        found
    }
}

#[derive(Debug)]
pub struct Stance {
    pub polarity: Polarity,
    pub certainty: Certainty,
    pub tense: Tense,
    pub negation_cues: Vec<(TokenIdx, TokenIdx)>,
    pub hedge_cues: Vec<(TokenIdx, TokenIdx)>,
}

pub fn of(sentence: &Sentence, predicate: TokenIdx) -> Stance {
    let view = View::new(sentence);
    let mut stance = Stance {
        polarity: Polarity::Positive,
        certainty: Certainty::Certain,
        tense: Tense::Present,
        negation_cues: Vec::new(),
        hedge_cues: Vec::new(),
    };
    for &child in view.children(predicate) {
        if view.features(child).get("Polarity") == Some("Neg") {
            stance.polarity = Polarity::Negative;
        }
        match view.lower(child).as_str() {
            "may" | "might" | "could" => stance.certainty = Certainty::Possible,
            "will" | "would" => stance.tense = Tense::Future,
            _ => {}
        }
    }
    stance
}
