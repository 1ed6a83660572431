//! Coreference within an article: which mentions speak of the same thing, and what that is.
//!
//! Ordered passes from the surest to the least sure, in the spirit of Lee et al. 2013
//! (<https://aclanthology.org/J13-4004/>): what the tree holds together, names, common nouns, pronouns. Each pass sees
//! the chains that the ones before it have made, and none joins what number, gender, sort or two full names keep apart.

mod apart;
mod chains;
mod distinct;
mod entities;
mod features;
mod grammar;
mod lists;
mod marked;
mod metonym;
mod names;
mod network;
mod nominals;
mod quotes;
mod ranker;
pub mod training;
mod turns;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use marked::ChainMention;
pub use metonym::Metonyms;

use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::{Span, Text};

use super::attribution::sources::Sources;
use super::entity::{Entity, EntityIdx, Mention};
use super::gazetteer::Gazetteer;
use super::mention::{Candidate, Form, MentionFinder, Place};
use super::nouns::Nouns;
use chains::Chains;
use entities::EntityMaker;
use lists::Lists;

/// How to resolve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What becomes of "Pyongyang" that acts.
    pub metonyms: Metonyms,
}

/// Resolves mentions; immutable, shared by all threads.
#[derive(Debug, Default)]
pub struct Resolver {
    lists: Lists,
    weights: network::Weights,
    finder: MentionFinder,
    options: Options,
}

/// The entities of an article and the places where it speaks of them.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The entities in the order of their first mentions.
    pub entities: Vec<Entity>,
    /// The mentions in the order of the text.
    pub mentions: Vec<Mention>,
    by_head: BTreeMap<Place, usize>,
}

impl Resolved {
    /// The entity whose mention in this sentence (from 0) has this head word: every name, noun phrase and pronoun that
    /// refers has one.
    #[must_use]
    pub fn entity_at(&self, sentence: usize, head: TokenIdx) -> Option<EntityIdx> {
        self.mention_at(sentence, head)
            .map(|mention| mention.entity)
    }

    /// The mention in this sentence (from 0) with this head word.
    #[must_use]
    pub fn mention_at(&self, sentence: usize, head: TokenIdx) -> Option<&Mention> {
        let &at = self.by_head.get(&Place { sentence, head })?;
        self.mentions.get(at)
    }
}

impl Resolver {
    /// A resolver with the gazetteer that the program carries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A resolver that does as `options` say.
    #[must_use]
    pub fn with_options(options: Options) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// The resolver with these weights of its ranker (`data/coref/weights.tsv` is such a table) in place of its own.
    #[must_use]
    pub fn with_weights(mut self, table: &str) -> Self {
        self.weights = network::Weights::new(table);
        self
    }

    /// The countries and cities that it knows.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.lists.gazetteer
    }

    /// What it knows of nouns.
    #[must_use]
    pub fn nouns(&self) -> &Nouns {
        &self.lists.nouns
    }

    /// The entities that `sentences` of `text` speak of, and where; `title` is the article's headline.
    #[must_use]
    pub fn resolve(&self, title: Option<&str>, text: &Text, sentences: &[Sentence]) -> Resolved {
        let chains = self.chains(title, text, sentences);
        let maker = EntityMaker {
            text,
            chains: &chains,
            lists: &self.lists,
        };
        let mut resolved = Resolved::default();
        let mut found: Vec<(Place, Mention)> = Vec::new();
        for chain in chains.iter() {
            let Some(entity) = maker.entity(chain) else {
                continue;
            };
            let index = EntityIdx::new(resolved.entities.len());
            resolved.entities.push(entity);
            for &mention in &chain.mentions {
                let candidate = &chains.candidates[mention];
                if matches!(candidate.form, Form::Number | Form::Clause) {
                    continue;
                }
                let sentence = &sentences[candidate.place.sentence];
                let mention = Mention {
                    span: entities::span(sentence, candidate),
                    head: sentence.token(candidate.place.head).span(),
                    kind: EntityMaker::mention_kind(candidate),
                    entity: index,
                };
                found.push((candidate.place, mention));
            }
        }
        found.sort_by_key(|(place, mention)| (mention.span.start(), mention.span.end(), *place));
        for (place, mention) in found {
            resolved.by_head.insert(place, resolved.mentions.len());
            resolved.mentions.push(mention);
        }
        resolved
    }

    /// The chains of mentions, in the order of their first mentions, as a treebank marks them.
    #[must_use]
    pub fn coreference(&self, text: &Text, sentences: &[Sentence]) -> Vec<Vec<ChainMention>> {
        let chains = self.chains(None, text, sentences);
        chains
            .iter()
            .map(|chain| marked::marked(&chains, chain))
            .collect()
    }

    fn chains<'a>(
        &self,
        title: Option<&str>,
        text: &Text,
        sentences: &'a [Sentence],
    ) -> Chains<'a> {
        let sources = Sources::new(text, sentences);
        let mut chains = self.sure_chains(title, text, sentences, &sources);
        let features = features::Features::new(&chains, &self.lists, &sources);
        ranker::link(&mut chains, &features, &self.weights);
        chains
    }

    /// The chains that the passes before the ranker make.
    fn sure_chains<'a>(
        &self,
        title: Option<&str>,
        text: &Text,
        sentences: &'a [Sentence],
        sources: &Sources,
    ) -> Chains<'a> {
        let lists = &self.lists;
        let mut candidates: Vec<Candidate> = (0..)
            .zip(sentences)
            .flat_map(|(number, sentence)| {
                self.finder
                    .find(number, sentence, &lists.gazetteer, &lists.nouns)
            })
            .collect();
        names::settle_types(&mut candidates, sentences, lists);
        let acting = match self.options.metonyms {
            Metonyms::Resolve => metonym::acting(&candidates, sentences, lists),
            Metonyms::Keep => vec![false; candidates.len()],
        };
        let identities = candidates
            .iter()
            .zip(acting)
            .map(|(candidate, acts)| chains::identity(candidate, lists, acts))
            .collect();
        let paragraphs = paragraphs(text, sentences);
        let mut chains = Chains::new(sentences, paragraphs, candidates, identities);
        let words = title
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric());
        chains.headline = words.map(str::to_lowercase).collect();
        grammar::link(&mut chains, lists);
        names::link(&mut chains, lists);
        quotes::link(&mut chains, lists, sources);
        turns::link(&mut chains, sources);
        nominals::link(&mut chains, lists, sources);
        chains
    }
}

/// The paragraph of each sentence, from 0: after a blank line a new one begins; in a text without blank lines after
/// every line.
fn paragraphs(text: &Text, sentences: &[Sentence]) -> Vec<usize> {
    let gaps: Vec<usize> = sentences
        .windows(2)
        .map(|pair| {
            let (end, start) = (pair[0].span().end(), pair[1].span().start());
            let gap = Span::new(end.min(start), start);
            text.slice(gap).matches('\n').count()
        })
        .collect();
    let least = if gaps.iter().any(|&lines| lines > 1) {
        2
    } else {
        1
    };
    let mut paragraph = 0;
    let mut numbers = vec![0; sentences.len().min(1)];
    for lines in gaps {
        paragraph += usize::from(lines >= least);
        numbers.push(paragraph);
    }
    numbers
}
