//! Runs a reader over the gold corpora and scores it.
//!
//! | prefix of the scores | corpus and setting |
//! |---|---|
//! | `ewt.`, `gum.` | the treebanks with gold sentences and words, as a whole and by genre (`ewt.email.las`) |
//! | `ewt.raw.`, `gum.raw.` | their raw text, document by document |
//! | `frames.` | `PropBank` on EWT with gold words; `frames.given.` with gold predicates too |
//! | `factuality.r` | UDS on EWT, predicates given |
//! | `names.` | Universal NER on EWT with gold words, `names.all` and by class and genre |
//! | `carb.f1` | open information extraction on `CaRB`, whole phrases |
//! | `coref.` | GUM's chains with gold words, mentions the same by their heads; `coref.exact.` by all their words |

use std::collections::BTreeMap;
use std::path::Path;

use super::annotator::Annotator;
use super::corpora::{self, CorpusError, GoldDocument, GoldFactuality, GoldNames, GoldSentence};
use super::factuality::pearson;
use super::frames::{FrameScores, GivenScores};
use super::names::{NameScores, char_spans};
use super::report::{Metric, Report};
use super::segmentation::{self, Counts};
use super::words::{self, WordScores};
use crate::knowledge::coref::Resolver;
use crate::language::frames::Frame;
use crate::language::sentence::Sentence;
use crate::language::token::{SentenceTokens, Surface, TokenIdx};
use crate::text::span::Span;

/// Measures everything on `split` ("dev") of the corpora in `folder`.
///
/// # Errors
/// If one of the corpora is missing or malformed.
pub fn evaluate(
    annotator: &impl Annotator,
    folder: &Path,
    split: &str,
) -> Result<Report, CorpusError> {
    let file = |corpus: &str, ending: &str| folder.join(corpus).join(format!("{split}.{ending}"));
    // Everything is read before anything is measured, so that a missing file shows at once.
    let mut ewt = corpora::treebank(&file("ud-ewt", "conllu.gz"))?;
    corpora::attach_frames(&mut ewt, &file("propbank-ewt", "jsonl.gz"))?;
    let gum = corpora::treebank(&file("ud-gum", "conllu.gz"))?;
    let factuality = corpora::factuality(&file("factuality-ewt", "jsonl.gz"))?;
    let names = corpora::names(&file("uner-ewt", "iob2.gz"))?;

    let mut report = Report::default();
    let read = annotate(annotator, &ewt);
    add_words(
        &mut report,
        "ewt",
        &format!("EWT {split}, gold words"),
        &ewt,
        &read,
    );
    add_words(
        &mut report,
        "gum",
        &format!("GUM {split}, gold words"),
        &gum,
        &annotate(annotator, &gum),
    );
    add_raw(
        &mut report,
        annotator,
        "ewt",
        &format!("EWT {split}, raw text"),
        &ewt,
    );
    add_raw(
        &mut report,
        annotator,
        "gum",
        &format!("GUM {split}, raw text"),
        &gum,
    );
    add_frames(&mut report, split, &ewt, &read);
    add_given(&mut report, annotator, split, &ewt, &factuality);
    add_names(&mut report, split, &ewt, &read, &names);
    super::coreference::add(
        &mut report,
        annotator,
        &Resolver::new(),
        &format!("Coreference on GUM {split}, gold words"),
        &file("ud-gum", "conllu.gz"),
    )?;
    super::carb::add(
        &mut report,
        annotator,
        &format!("CaRB {split}, raw sentences"),
        &file("carb-dev", "tsv.gz"),
    )?;
    Ok(report)
}

fn gold_sentences(documents: &[GoldDocument]) -> impl Iterator<Item = &GoldSentence> {
    documents.iter().flat_map(|document| &document.sentences)
}

fn gold_tokens(documents: &[GoldDocument]) -> Vec<SentenceTokens> {
    gold_sentences(documents)
        .map(|gold| gold.sentence.sentence_tokens().clone())
        .collect()
}

fn annotate(annotator: &impl Annotator, documents: &[GoldDocument]) -> Vec<Sentence> {
    let mut read = annotator.annotate(gold_tokens(documents)).into_iter();
    documents
        .iter()
        .flat_map(|gold| annotator.agree(read.by_ref().take(gold.sentences.len()).collect()))
        .collect()
}

fn add_words(
    report: &mut Report,
    prefix: &str,
    title: &str,
    gold: &[GoldDocument],
    read: &[Sentence],
) {
    let mut all = WordScores::default();
    let mut by_genre: BTreeMap<&str, WordScores> = BTreeMap::new();
    for (gold, read) in gold_sentences(gold).zip(read) {
        let scores = words::score([&gold.sentence], [read]);
        all += scores;
        *by_genre.entry(gold.genre()).or_default() += scores;
    }
    let mut metrics: Vec<Metric> = all
        .list()
        .map(|(name, counts)| Metric::f1(format!("{prefix}.{name}"), counts))
        .into();
    for (genre, scores) in by_genre {
        let of = |name, counts| Metric::f1(format!("{prefix}.{genre}.{name}"), counts);
        metrics.extend([
            of("upos", scores.upos),
            of("lemmas", scores.lemmas),
            of("uas", scores.uas),
            of("las", scores.las),
        ]);
    }
    report.add(title, metrics, Vec::new());
}

fn add_raw(
    report: &mut Report,
    annotator: &impl Annotator,
    prefix: &str,
    title: &str,
    gold: &[GoldDocument],
) {
    let mut scores = WordScores::default();
    let (mut tokens, mut sentences) = (Counts::default(), Counts::default());
    for document in gold {
        let read = annotator.read(&document.text);
        let gold: Vec<&Sentence> = document
            .sentences
            .iter()
            .map(|gold| &gold.sentence)
            .collect();
        let read: Vec<&Sentence> = read.iter().collect();
        scores += words::score(gold.iter().copied(), read.iter().copied());
        tokens += segmentation::spans(&token_spans(&gold), &token_spans(&read));
        sentences += segmentation::spans(&sentence_spans(&gold), &sentence_spans(&read));
    }
    let name = |score: &str| format!("{prefix}.raw.{score}");
    let mut metrics = vec![
        Metric::f1(name("tokens"), tokens),
        Metric::f1(name("sentences"), sentences),
    ];
    metrics.extend(
        scores
            .list()
            .map(|(score, counts)| Metric::f1(name(score), counts)),
    );
    report.add(title, metrics, Vec::new());
}

fn token_spans(sentences: &[&Sentence]) -> Vec<Span> {
    let spans = |sentence: &&Sentence| {
        let tokens = sentence.sentence_tokens();
        tokens
            .surfaces()
            .map(|surface: Surface| tokens.surface_span(surface))
            .collect::<Vec<_>>()
    };
    sentences.iter().flat_map(spans).collect()
}

fn sentence_spans(sentences: &[&Sentence]) -> Vec<Span> {
    sentences.iter().map(|sentence| sentence.span()).collect()
}

fn add_frames(report: &mut Report, split: &str, gold: &[GoldDocument], read: &[Sentence]) {
    let mut all = FrameScores::default();
    let mut by_genre: BTreeMap<&str, FrameScores> = BTreeMap::new();
    for (gold, read) in gold_sentences(gold)
        .zip(read)
        .filter(|(gold, _)| gold.has_frames)
    {
        all.add(&gold.sentence, read);
        by_genre
            .entry(gold.genre())
            .or_default()
            .add(&gold.sentence, read);
    }
    let mut metrics = vec![
        Metric::f1("frames.predicates", all.predicates),
        Metric::f1("frames.predicates.senses", all.senses),
        Metric::f1("frames.arguments", all.arguments),
        Metric::f1("frames.arguments.senses", all.sense_arguments),
        Metric::f1("frames.arguments.spans", all.spans),
    ];
    for (genre, scores) in by_genre {
        let of = |name, counts| Metric::f1(format!("frames.{genre}.{name}"), counts);
        metrics.extend([
            of("predicates", scores.predicates),
            of("arguments", scores.arguments),
        ]);
    }
    for (role, counts) in all.by_role {
        metrics.push(Metric::f1(format!("frames.arguments.{role}"), counts));
    }
    report.add(
        format!("PropBank on EWT {split}, gold words"),
        metrics,
        Vec::new(),
    );
}

fn add_given(
    report: &mut Report,
    annotator: &impl Annotator,
    split: &str,
    gold: &[GoldDocument],
    factuality: &GoldFactuality,
) {
    let judged = |gold: &GoldSentence| factuality.get(&gold.id).map_or(&[][..], |values| values);
    let predicates: Vec<Vec<TokenIdx>> = gold_sentences(gold)
        .map(|gold| {
            let frames = gold.sentence.frames().iter().map(Frame::predicate);
            let values = judged(gold).iter().map(|&(token, _)| token);
            let inside = |token: &TokenIdx| token.index() < gold.sentence.len();
            let mut tokens: Vec<TokenIdx> = frames.chain(values).filter(inside).collect();
            tokens.sort_unstable();
            tokens.dedup();
            tokens
        })
        .collect();
    let read = annotator.annotate_predicates(gold_tokens(gold), &predicates);
    let mut scores = GivenScores::default();
    let mut pairs = Vec::new();
    for (gold, read) in gold_sentences(gold).zip(&read) {
        if gold.has_frames {
            scores.add(&gold.sentence, read);
        }
        for &(token, value) in judged(gold) {
            let found = read.frame(token).and_then(Frame::factuality);
            // A predicate without a value counts as one of which nothing is known.
            pairs.push((value, found.map_or(0.0, |found| f64::from(found.value()))));
        }
    }
    let metrics = vec![
        Metric::f1("frames.given.senses", scores.senses),
        Metric::f1("frames.given.arguments", scores.arguments),
    ];
    report.add(
        format!("PropBank on EWT {split}, gold predicates"),
        metrics,
        Vec::new(),
    );
    let note = format!("{} predicates", pairs.len());
    let metrics = vec![Metric::correlation("factuality.r", pearson(&pairs))];
    report.add(
        format!("UDS factuality on EWT {split}"),
        metrics,
        vec![note],
    );
}

fn add_names(
    report: &mut Report,
    split: &str,
    gold: &[GoldDocument],
    read: &[Sentence],
    names: &GoldNames,
) {
    let mut all = NameScores::default();
    let mut by_genre: BTreeMap<&str, NameScores> = BTreeMap::new();
    for (gold, read) in gold_sentences(gold).zip(read) {
        if let Some(names) = names.get(&gold.id) {
            let found = char_spans(read);
            all.add(names, &found);
            by_genre.entry(gold.genre()).or_default().add(names, &found);
        }
    }
    let mut metrics = vec![Metric::f1("names.all", all.all)];
    for (class, counts) in &all.by_class {
        metrics.push(Metric::f1(format!("names.{class}"), *counts));
    }
    for (genre, scores) in by_genre {
        metrics.push(Metric::f1(format!("names.{genre}"), scores.all));
    }
    report.add(
        format!("Universal NER on EWT {split}, gold words"),
        metrics,
        vec![all.to_string()],
    );
}
