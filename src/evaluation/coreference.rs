//! How well mentions of one thing are found together, on GUM, whose MISC column holds the gold chains (`Entity=`,
//! <https://gucorpling.org/gum/>).
//!
//! The mentions are the system's own; chains of one mention are left out. Two mentions are the same if they have the
//! same words (`coref.exact.`), or, as in the `CorefUD` shared tasks, the same head (`coref.`): the gold mention's head
//! is that of the gold tree, a system mention with the gold mention's very words goes before others. A possessive ending
//! and marks at the edges do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::annotator::Annotator;
use super::chains::{ChainScores, Shares, score};
use super::corpora::{self, CorpusError, GoldChains, GoldDocument};
use super::report::{Metric, Report};
use crate::knowledge::coref::{ChainMention, Resolver};
use crate::language::argument_span::span_head;
use crate::language::sentence::Sentence;
use crate::language::token::{SentenceTokens, TokenIdx};
use crate::language::upos::Upos;

/// Scores coreference on a treebank with gold chains, its sentences and words given.
///
/// # Errors
/// If the treebank is missing or malformed.
pub fn add(
    report: &mut Report,
    annotator: &impl Annotator,
    resolver: &Resolver,
    title: &str,
    path: &Path,
) -> Result<(), CorpusError> {
    let gold = corpora::treebank(path)?;
    let chains = corpora::chains(path)?;
    let (mut heads, mut exact) = (ChainScores::default(), ChainScores::default());
    let mut by_genre: BTreeMap<&str, ChainScores> = BTreeMap::new();
    for (document, chains) in gold.iter().zip(&chains) {
        let read = read(annotator, document);
        let system = resolver.coreference(&document.text, &read);
        let (by_head, by_words) = score_document(document, chains, system);
        heads += by_head;
        exact += by_words;
        if let Some(sentence) = document.sentences.first() {
            *by_genre.entry(sentence.genre()).or_default() += by_head;
        }
    }
    let mut metrics = metrics("coref", heads);
    for (genre, scores) in by_genre {
        metrics.push(conll(format!("coref.{genre}.conll"), scores));
    }
    metrics.extend(self::metrics("coref.exact", exact));
    report.add(title, metrics, Vec::new());
    Ok(())
}

fn metrics(prefix: &str, scores: ChainScores) -> Vec<Metric> {
    let of = |name: &str, shares: Shares| {
        let name = format!("{prefix}.{name}");
        Metric::shares(name, shares.f1(), shares.precision(), shares.recall())
    };
    vec![
        conll(format!("{prefix}.conll"), scores),
        of("muc", scores.muc),
        of("b3", scores.b_cubed),
        of("ceafe", scores.ceaf_e),
        of("lea", scores.lea),
        of("mentions", scores.mentions),
    ]
}

/// The mean of three measures, with the means of their precision and recall.
fn conll(name: String, scores: ChainScores) -> Metric {
    let three = [scores.muc, scores.b_cubed, scores.ceaf_e];
    let mean = |of: fn(Shares) -> f64| three.map(of).iter().sum::<f64>() / 3.0;
    Metric::shares(
        name,
        scores.conll(),
        mean(Shares::precision),
        mean(Shares::recall),
    )
}

/// The sentences of a document, its words given, as its reader leaves them.
pub fn read(annotator: &impl Annotator, document: &GoldDocument) -> Vec<Sentence> {
    let tokens: Vec<SentenceTokens> = document
        .sentences
        .iter()
        .map(|gold| gold.sentence.sentence_tokens().clone())
        .collect();
    annotator.agree(annotator.annotate(tokens))
}

/// The scores of these chains of a document by heads and by words.
#[must_use]
pub fn score_document(
    document: &GoldDocument,
    gold: &GoldChains,
    system: Vec<Vec<ChainMention>>,
) -> (ChainScores, ChainScores) {
    let gold_sentences: Vec<&Sentence> = document
        .sentences
        .iter()
        .map(|gold| &gold.sentence)
        .collect();
    let gold: Vec<Vec<ChainMention>> = gold
        .values()
        .map(|spans| {
            let mention = |&(sentence, first, last): &(usize, TokenIdx, TokenIdx)| ChainMention {
                sentence,
                first,
                last,
                head: span_head(gold_sentences[sentence].tree(), first, last),
            };
            spans.iter().map(mention).collect()
        })
        .collect();
    let trim = |chains: Vec<Vec<ChainMention>>| -> Vec<Vec<ChainMention>> {
        let trimmed = |chain: Vec<ChainMention>| -> Vec<ChainMention> {
            chain
                .into_iter()
                .map(|mention| trimmed(mention, gold_sentences[mention.sentence]))
                .collect()
        };
        chains
            .into_iter()
            .filter(|chain| chain.len() > 1)
            .map(trimmed)
            .collect()
    };
    let gold = trim(gold);
    let system = trim(system);
    let score_with = |same_head: Match| {
        let (gold, system) = number(&gold, &system, same_head);
        score(&gold, &system)
    };
    (score_with(Match::Head), score_with(Match::Words))
}

/// The mention without marks and possessive endings at its edges.
#[must_use]
pub fn trimmed(mut mention: ChainMention, sentence: &Sentence) -> ChainMention {
    let is_edge = |word: TokenIdx| {
        let morphology = &sentence.morphology()[word.index()];
        morphology.upos() == Upos::Punct || morphology.xpos() == "POS"
    };
    while mention.first < mention.last && is_edge(mention.first) {
        mention.first = TokenIdx::new(mention.first.index() + 1);
    }
    while mention.first < mention.last && is_edge(mention.last) {
        mention.last = TokenIdx::new(mention.last.index() - 1);
    }
    mention
}

/// When two mentions are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Words,
    Head,
}

/// The chains with equal numbers for mentions that are the same.
fn number(
    gold: &[Vec<ChainMention>],
    system: &[Vec<ChainMention>],
    rule: Match,
) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let golds: BTreeSet<ChainMention> = gold.iter().flatten().copied().collect();
    let golds: Vec<ChainMention> = golds.into_iter().collect();
    let mut number_of_system: BTreeMap<ChainMention, usize> = BTreeMap::new();
    let mut taken = vec![false; golds.len()];
    let mut passes: Vec<fn(&ChainMention, &ChainMention) -> bool> =
        vec![|a, b| (a.sentence, a.first, a.last) == (b.sentence, b.first, b.last)];
    if rule == Match::Head {
        passes.push(|a, b| (a.sentence, a.head) == (b.sentence, b.head));
    }
    for same in passes {
        for mention in system.iter().flatten() {
            if number_of_system.contains_key(mention) {
                continue;
            }
            let found = (0..golds.len()).find(|&at| !taken[at] && same(&golds[at], mention));
            if let Some(at) = found {
                taken[at] = true;
                number_of_system.insert(*mention, at);
            }
        }
    }
    let mut next = golds.len();
    let mut of_system = |mention: &ChainMention| {
        *number_of_system.entry(*mention).or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    let system = system
        .iter()
        .map(|chain| chain.iter().map(&mut of_system).collect())
        .collect();
    let of_gold = |mention: &ChainMention| golds.binary_search(mention).unwrap_or_default();
    let gold = gold
        .iter()
        .map(|chain| chain.iter().map(of_gold).collect())
        .collect();
    (gold, system)
}
