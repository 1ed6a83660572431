//! Lessons for the ranker's network: every choice that the ranker has in articles whose chains are known, as
//! `training/coref.py` takes them.
//!
//! The chains before a choice are those of the sure passes and what the ranker has linked so far.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Resolver;
use super::chains::MentionIdx;
use super::features::Features;
use super::marked::{ChainMention, marked};
use super::network::Network;
use super::ranker::{self, Names};
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::mention::{Candidate, Form, Place};
use crate::knowledge::pronoun::PronounKind;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::Text;

/// An article with the number of the thing that each mention, by its head, speaks of.
#[derive(Debug)]
pub struct Lesson {
    /// Its text.
    pub text: Text,
    /// Its sentences, as the reader reads them.
    pub sentences: Vec<Sentence>,
    /// The thing that the mention with this head speaks of.
    pub things: BTreeMap<Place, u32>,
    /// Whether clauses, adverbs ("there") and determiners ("all") have things too; where they have none, they are no
    /// choices.
    pub is_whole: bool,
}

/// What the chains before a choice are made of, but for those of the sure passes.
#[derive(Debug, Clone, Copy)]
enum Course {
    /// The right choices.
    Right,
    /// The ranker's own, right or wrong: what it will see when it is at work (Ross et al. 2011,
    /// <https://arxiv.org/abs/1011.0686>).
    Own,
}

/// The choices of an article.
#[derive(Debug, Serialize)]
pub struct Choices {
    /// Where each mention stands: its head's word in the article (from 0), and the word that this hangs on.
    pub mentions: Vec<(usize, Option<usize>)>,
    /// One for each mention that the sure passes leave open.
    pub decisions: Vec<Choice>,
}

/// What an open mention may take up.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// The mention.
    pub mention: MentionIdx,
    /// Its type, as the features name it.
    pub kind: &'static str,
    /// The mentions before it that it may take up.
    pub antecedents: Vec<MentionIdx>,
    /// For each antecedent what says best what its chain speaks of.
    pub representatives: Vec<MentionIdx>,
    /// The numbers of the features: of its being new, then of each antecedent.
    pub features: Vec<Vec<u32>>,
    /// Whether each is right, in the same order.
    pub right: Vec<bool>,
}

/// The numbers of features, shared by the lessons of one training.
#[derive(Debug, Default)]
pub struct FeatureNames(Names);

impl FeatureNames {
    /// The names in the order of their numbers.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0.names
    }
}

impl Lesson {
    /// The mentions that a treebank would mark (see `marked.rs`), by where they stand, in the order of the text.
    #[must_use]
    pub fn mentions(&self, resolver: &Resolver) -> BTreeMap<Place, ChainMention> {
        let sources = Sources::new(&self.text, &self.sentences);
        let chains = resolver.sure_chains(None, &self.text, &self.sentences, &sources);
        let is_marked = |candidate: &&Candidate| {
            candidate.form != Form::Demonym && !candidate.is_pronoun(PronounKind::Relative)
        };
        let mention = |candidate: &Candidate| {
            let mention = ChainMention {
                sentence: candidate.place.sentence,
                first: candidate.first,
                last: candidate.last,
                head: (candidate.parts.first().copied()).unwrap_or(candidate.place.head),
            };
            (candidate.place, mention)
        };
        let candidates = chains.candidates.iter().filter(is_marked);
        candidates.map(mention).collect()
    }

    /// The choices that the ranker of `resolver` has in it.
    #[must_use]
    pub fn choices(&self, resolver: &Resolver, names: &mut FeatureNames) -> Choices {
        self.walk(Course::Own, resolver, names).0
    }

    /// The chains that the best of all rankers would make of it: what is missing then is not the ranker's fault.
    #[must_use]
    pub fn best_chains(&self, resolver: &Resolver) -> Vec<Vec<ChainMention>> {
        self.walk(Course::Right, resolver, &mut FeatureNames::default())
            .1
    }

    /// Whether the chains that are known may hold the mention.
    fn tells_of(&self, candidate: &Candidate) -> bool {
        let Place { sentence, head } = candidate.place;
        let upos = self.sentences[sentence].morphology()[head.index()].upos();
        self.is_whole || candidate.form != Form::Clause && !matches!(upos, Upos::Adv | Upos::Det)
    }

    fn walk(
        &self,
        course: Course,
        resolver: &Resolver,
        names: &mut FeatureNames,
    ) -> (Choices, Vec<Vec<ChainMention>>) {
        let sources = Sources::new(&self.text, &self.sentences);
        let mut chains = resolver.sure_chains(None, &self.text, &self.sentences, &sources);
        let features = Features::new(&chains, &resolver.lists, &sources);
        let network = Network::new(&resolver.weights, &chains);
        let mut decisions = Vec::new();
        for mention in 0..chains.candidates.len() {
            if !ranker::is_open(&chains, &features, mention)
                || !self.tells_of(&chains.candidates[mention])
            {
                continue;
            }
            let mut antecedents = ranker::antecedents(&chains, &features, mention);
            antecedents.retain(|&before| self.tells_of(&chains.candidates[before]));
            let choices = ranker::choices(&chains, &features, mention, &antecedents, &mut names.0);
            let thing = |m: usize| self.things.get(&chains.candidates[m].place);
            let own = thing(mention);
            let is_right = |&before: &usize| own.is_some() && thing(before) == own;
            let nearest = antecedents.iter().copied().find(is_right);
            let mut right = vec![nearest.is_none()];
            right.extend(antecedents.iter().map(is_right));
            let taken = match course {
                Course::Right => nearest,
                Course::Own => ranker::best(&chains, &features, &network, mention, &antecedents),
            };
            decisions.push(Choice {
                mention,
                kind: features.kind(mention),
                representatives: antecedents
                    .iter()
                    .map(|&before| chains.representative(before, mention))
                    .collect(),
                antecedents,
                features: choices,
                right,
            });
            if let Some(before) = taken {
                chains.merge(before, mention);
            }
        }
        let mut starts = vec![0];
        for sentence in &self.sentences {
            starts.push(starts[starts.len() - 1] + sentence.len());
        }
        let mentions = (0..chains.candidates.len())
            .map(|mention| {
                let place = chains.candidates[mention].place;
                let word = |word: TokenIdx| starts[place.sentence] + word.index();
                (word(place.head), chains.governor(mention).map(word))
            })
            .collect();
        let marked = chains.iter().map(|chain| marked(&chains, chain)).collect();
        (
            Choices {
                mentions,
                decisions,
            },
            marked,
        )
    }
}
