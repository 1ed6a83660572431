//! The trained reader: tokens in, sentences with every layer out.

use std::cell::RefCell;

use rayon::prelude::*;

use super::argument_span;
use super::deprel::{Deprel, Relation};
use super::embeddings::Embeddings;
use super::encoder::transformer;
use super::frames::{Factuality, Frame, Roleset};
use super::heads::{self, Predicates, Reading};
use super::model::{Model, ModelError};
use super::morphology::Morphology;
use super::name_repair::{NameRepair, Words};
use super::names::names_of_tags;
use super::sentence::Sentence;
use super::token::{SentenceTokens, TokenIdx};
use super::tree::Tree;

/// Words read together: enough rows to keep the weights busy, few enough that buffers stay in the cache and an
/// article is shared between the threads (measured on the seeds with `benches/reading.rs`).
const BATCH_WORDS: usize = 160;
/// Words of a sentence that the network sees at once; attention and arcs cost the square of it. A longer sentence is
/// read in parts whose trees hang side by side on the first.
const MAX_WORDS: usize = 512;

/// Reads tokens into morphology, trees, frames and names; immutable, shared by all threads.
#[derive(Debug)]
pub struct Reader {
    model: Model,
    name_repair: NameRepair,
}

/// Buffers of one thread.
#[derive(Default)]
struct Scratch {
    encoder: transformer::Scratch,
    heads: heads::Scratch,
}

thread_local! {
    /// Kept from document to document: a thread's pages are asked of the system once.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Reader {
    /// A reader with the model that the binary carries.
    ///
    /// # Errors
    /// If the binary was built with model files that do not belong together.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Self::with_model(Model::embedded()?))
    }

    /// A reader with this model.
    #[must_use]
    pub fn with_model(model: Model) -> Self {
        Self {
            model,
            name_repair: NameRepair::new(),
        }
    }

    /// Reads `sentences`, on all threads of the current rayon pool.
    ///
    /// The result depends on each sentence alone: not on its neighbours, nor on the number of threads.
    #[must_use]
    pub fn read(&self, sentences: Vec<SentenceTokens>) -> Vec<Sentence> {
        self.read_with(sentences, &[])
    }

    /// The sentences of one document, their names in agreement ([`NameRepair::agree`]); the only step of reading that
    /// looks at more than one sentence.
    #[must_use]
    pub fn agree(&self, document: Vec<Sentence>) -> Vec<Sentence> {
        self.name_repair.agree(document)
    }

    /// As [`Reader::read`], with these words as the predicates of each sentence: to measure rolesets and arguments on
    /// gold predicates. No list at all: the reader finds them itself.
    ///
    /// # Panics
    /// If there are lists, but not one for each sentence.
    #[must_use]
    pub fn read_with(
        &self,
        sentences: Vec<SentenceTokens>,
        predicates: &[Vec<TokenIdx>],
    ) -> Vec<Sentence> {
        assert!(
            predicates.is_empty() || predicates.len() == sentences.len(),
            "predicates for each sentence or none"
        );
        let mut batches: Vec<std::ops::Range<usize>> = Vec::new();
        let (mut start, mut words) = (0, 0);
        for (i, sentence) in sentences.iter().enumerate() {
            words += sentence.tokens().len();
            if words >= BATCH_WORDS || i + 1 == sentences.len() {
                batches.push(start..i + 1);
                (start, words) = (i + 1, 0);
            }
        }
        let read: Vec<Vec<Reading>> = batches
            .into_par_iter()
            .map(|batch| {
                let given = if predicates.is_empty() {
                    &[]
                } else {
                    &predicates[batch.clone()]
                };
                // Nothing in a batch is shared between threads, so that none begins another while it holds the buffers.
                SCRATCH
                    .with_borrow_mut(|scratch| self.read_batch(&sentences[batch], given, scratch))
            })
            .collect();
        let readings: Vec<Reading> = read.into_iter().flatten().collect();
        sentences
            .into_par_iter()
            .zip(readings)
            .with_min_len(8)
            .map(|(tokens, reading)| self.assemble(tokens, reading))
            .collect()
    }

    fn read_batch(
        &self,
        sentences: &[SentenceTokens],
        given: &[Vec<TokenIdx>],
        scratch: &mut Scratch,
    ) -> Vec<Reading> {
        let mut parts: Vec<Vec<&str>> = Vec::new();
        let mut given_parts: Vec<Vec<TokenIdx>> = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            for (part, tokens) in sentence.tokens().chunks(MAX_WORDS).enumerate() {
                parts.push(tokens.iter().map(super::token::Token::form).collect());
                let here = part * MAX_WORDS..part * MAX_WORDS + tokens.len();
                let inside = |token: &&TokenIdx| here.contains(&token.index());
                let shift = |token: &TokenIdx| TokenIdx::new(token.index() - here.start);
                given_parts.extend(
                    given
                        .get(number)
                        .map(|given| given.iter().filter(inside).map(shift).collect()),
                );
            }
        }
        let vectors = self.model.encoder.encode(&parts, &mut scratch.encoder);
        let predicates = if given.is_empty() {
            Predicates::Found
        } else {
            Predicates::Given(&given_parts)
        };
        let model = heads::Closed {
            labels: &self.model.labels,
            rolesets: &self.model.rolesets,
            role_paths: &self.model.role_paths,
            lexicon: self.model.lexicon,
        };
        let mut readings =
            self.model
                .heads
                .read(&vectors, &parts, model, predicates, &mut scratch.heads);
        for (reading, span) in readings.iter_mut().zip(vectors.starts.windows(2)) {
            // Without the sentence's two ends, and without what spelling adds.
            let rows = vectors.values[(span[0] + 1) * vectors.width..(span[1] - 1) * vectors.width]
                .chunks_exact(vectors.width)
                .map(|row| &row[..self.model.encoder.words.width()]);
            reading.embeddings = Embeddings::new(rows, self.model.encoder.words.width());
        }
        let mut readings = readings.into_iter();
        let join = |sentence: &SentenceTokens| {
            let count = sentence.tokens().len().div_ceil(MAX_WORDS);
            self.join(readings.by_ref().take(count))
        };
        sentences.iter().map(join).collect()
    }

    /// Puts the readings of a long sentence's parts side by side.
    fn join(&self, mut parts: impl Iterator<Item = Reading>) -> Reading {
        let mut whole = parts.next().unwrap_or_default();
        let top = whole
            .heads
            .iter()
            .position(Option::is_none)
            .map(TokenIdx::new);
        let aside = self
            .model
            .labels
            .deprel
            .iter()
            .position(|deprel| deprel.relation() == Relation::Parataxis);
        for part in parts {
            let shift = whole.upos.len();
            for (head, mut deprel) in part.heads.into_iter().zip(part.deprels) {
                if head.is_none() {
                    deprel = aside.unwrap_or(deprel);
                }
                whole
                    .heads
                    .push(head.map(|head| TokenIdx::new(head.index() + shift)).or(top));
                whole.deprels.push(deprel);
            }
            whole
                .predicates
                .extend(part.predicates.into_iter().map(|mut predicate| {
                    predicate.word += shift;
                    predicate
                        .arguments
                        .iter_mut()
                        .for_each(|argument| argument.0 += shift);
                    predicate
                }));
            whole.upos.extend(part.upos);
            whole.xpos.extend(part.xpos);
            whole.features.extend(part.features);
            whole.lemma.extend(part.lemma);
            whole.names.extend(part.names);
            whole.embeddings.append(part.embeddings);
        }
        whole
    }

    fn assemble(&self, tokens: SentenceTokens, reading: Reading) -> Sentence {
        let labels = &self.model.labels;
        let morphology: Vec<Morphology> = tokens
            .tokens()
            .iter()
            .enumerate()
            .map(|(i, token)| {
                Morphology::new(
                    &labels.lemma[reading.lemma[i]].apply(token.form()),
                    labels.upos[reading.upos[i]],
                    labels.xpos[reading.xpos[i]].clone(),
                    labels.features[reading.features[i]].clone(),
                )
            })
            .collect();
        let deprels: Vec<Deprel> = reading
            .deprels
            .iter()
            .map(|&deprel| labels.deprel[deprel].clone())
            .collect();
        let tree = Tree::new(reading.heads, deprels)
            .expect("an arborescence has one root and no cycle, and each head a relation");
        let frames = reading
            .predicates
            .iter()
            .map(|found| {
                let predicate = TokenIdx::new(found.word);
                let heads: Vec<_> = found
                    .arguments
                    .iter()
                    .filter_map(|&(word, role)| Some((TokenIdx::new(word), labels.role[role]?)))
                    .collect();
                let arguments = argument_span::arguments(&tree, tokens.tokens(), predicate, &heads);
                let roleset = match found.roleset {
                    Some(number) => self.model.rolesets.all[number as usize].roleset.clone(),
                    None => Roleset::unlisted(morphology[found.word].lemma()),
                };
                Frame::new(
                    predicate,
                    roleset,
                    Some(Factuality::new(found.factuality)),
                    arguments,
                )
                .expect("`arguments` gives each head one role")
            })
            .collect();
        let names = names_of_tags(reading.names);
        let words = Words {
            tokens: tokens.tokens(),
            morphology: &morphology,
            tree: &tree,
        };
        let names = self.name_repair.repair(&names, words);
        Sentence::new(tokens, morphology, tree, frames, names)
            .expect("the layers were made for these words, in their order")
            .with_embeddings(reading.embeddings)
            .expect("a vector for each word")
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoder::instructions::Instructions;
    use super::super::sentences::Segmenter;
    use super::super::token::Token;
    use super::*;
    use crate::text::span::Text;

    #[test]
    fn an_article_is_read_to_the_same_bits_with_any_instructions() {
        let reader = Reader::new().expect("the model that the binary carries is sound");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/seed-000.txt");
        let article = std::fs::read_to_string(path).expect("the article lies beside the sources");
        let text = Text::new(article);
        let mut expect = None;
        Instructions::with_each(|instructions| {
            let sentences = Segmenter::new().segment(&text);
            let forms: Vec<Vec<&str>> = (sentences.iter())
                .map(|sentence| sentence.tokens().iter().map(Token::form).collect())
                .collect();
            let vectors =
                (reader.model.encoder).encode(&forms, &mut transformer::Scratch::default());
            let bits: Vec<u32> = vectors.values.iter().map(|x| x.to_bits()).collect();
            let found = (bits, format!("{:?}", reader.read(sentences)));
            assert!(
                *expect.get_or_insert_with(|| found.clone()) == found,
                "{instructions:?} reads otherwise"
            );
        });
    }
}
