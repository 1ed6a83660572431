//! Claims as tuples of whole phrases, and `CaRB`'s gold tuples: what [`super::carb`] compares.
//!
//! The profile: the predicate as the sentence words it, with the preposition of its object; subject, object and all
//! other arguments as whole phrases, those with their prepositions. What a title or an apposition says is told with
//! `is`, as annotators do.

use std::collections::HashMap;
use std::io::BufRead as _;
use std::path::Path;

use super::annotator::Annotator;
use super::carb::{self, Tuple};
use super::corpora::{self, CorpusError};
use super::report::{Metric, Report};
use crate::knowledge::article::Article;
use crate::knowledge::claim::{Argument, Claim};
use crate::knowledge::extract::Extractor;
use crate::text::document::Metadata;
use crate::text::span::Text;

/// Adds the score on the sentences of `folder` (`dev.txt.gz`, `dev.tsv.gz`) to the report.
///
/// # Errors
/// If a file is missing or malformed.
pub(super) fn add(
    report: &mut Report,
    annotator: &impl Annotator,
    split: &str,
    folder: &Path,
) -> Result<(), CorpusError> {
    let gold = gold(&folder.join(format!("{split}.tsv.gz")))?;
    let extractor = Extractor::new();
    let mut sentences = Vec::new();
    let mut extracted = 0;
    let file = folder.join(format!("{split}.txt.gz"));
    for line in corpora::open_gz(&file)?.lines() {
        let line = line.map_err(|error| CorpusError::io(&file, error))?;
        let text = Text::new(line.clone());
        let read = annotator.read(&text);
        let article = extractor.extract("sentence", &Metadata::default(), &text, &read);
        let found = of(&article);
        extracted += found.len();
        sentences.push((gold.get(line.trim()).cloned().unwrap_or_default(), found));
    }
    let score = carb::score(&sentences);
    let metrics = vec![Metric::shares(
        "carb.f1",
        score.f1,
        score.precision,
        score.recall,
    )];
    let notes = vec![format!(
        "{extracted} tuples from {} sentences, at the confidence with the best F1",
        sentences.len()
    )];
    report.add(format!("CaRB {split}, whole phrases"), metrics, notes);
    Ok(())
}

/// The claims of `article` as tuples of whole phrases.
#[must_use]
pub fn of(article: &Article) -> Vec<Tuple> {
    article.claims.iter().map(tuple).collect()
}

fn tuple(claim: &Claim) -> Tuple {
    let mut predicate = match claim.rule.as_str() {
        "title" | "apposition" => "is".to_owned(),
        "possessive" => "has".to_owned(),
        _ => claim.predicate.phrase.text.clone(),
    };
    let mut arguments: Vec<String> = Vec::new();
    arguments.extend(
        claim
            .subject
            .as_ref()
            .map(|subject| subject.phrase.text.clone()),
    );
    if let Some(object) = &claim.object {
        if let Some(preposition) = &object.preposition
            && !arguments.is_empty()
        {
            predicate = format!("{predicate} {preposition}");
        }
        arguments.push(object.phrase.text.clone());
    }
    arguments.extend(claim.arguments.iter().map(with_preposition));
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    Tuple::new(&predicate, &texts, claim.confidence.value())
}

fn with_preposition(argument: &Argument) -> String {
    match &argument.preposition {
        Some(preposition) => format!("{preposition} {}", argument.phrase.text),
        None => argument.phrase.text.clone(),
    }
}

/// Gold tuples by sentence: lines of the sentence, the predicate and the arguments, divided by tabs.
fn gold(file: &Path) -> Result<HashMap<String, Vec<Tuple>>, CorpusError> {
    let mut gold: HashMap<String, Vec<Tuple>> = HashMap::new();
    for line in corpora::open_gz(file)?.lines() {
        let line = line.map_err(|error| CorpusError::io(file, error))?;
        let mut columns = line.split('\t');
        let (Some(sentence), Some(predicate)) = (columns.next(), columns.next()) else {
            continue;
        };
        let arguments: Vec<&str> = columns.filter(|text| !text.trim().is_empty()).collect();
        gold.entry(sentence.trim().to_owned())
            .or_default()
            .push(Tuple::new(predicate, &arguments, 1.0));
    }
    Ok(gold)
}
