//! Morphology: lemma, parts of speech and features of one word, with CoNLL-U's names.

use std::sync::Arc;

use super::features::Features;
use super::upos::Upos;

/// What one word is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morphology {
    lemma: Box<str>,
    upos: Upos,
    xpos: Arc<str>,
    features: Features,
}

impl Morphology {
    /// A word's lemma, universal part of speech, Penn tag and features. An empty lemma or
    /// tag becomes `_`, as in CoNLL-U.
    ///
    /// # Examples
    /// ```
    /// use byline::language::{features::Features, morphology::Morphology, upos::Upos};
    /// let sent = Morphology::new("send", Upos::Verb, "VBD".into(), "Tense=Past".parse()?);
    /// assert_eq!((sent.lemma(), sent.xpos()), ("send", "VBD"));
    /// # Ok::<(), byline::language::features::FeaturesError>(())
    /// ```
    #[must_use]
    pub fn new(lemma: &str, upos: Upos, xpos: Arc<str>, features: Features) -> Self {
        let lemma = if lemma.is_empty() { "_" } else { lemma };
        let xpos = if xpos.is_empty() { "_".into() } else { xpos };
        Self {
            lemma: lemma.into(),
            upos,
            xpos,
            features,
        }
    }

    /// The dictionary form; `_` where unknown.
    #[must_use]
    pub fn lemma(&self) -> &str {
        &self.lemma
    }

    /// The universal part of speech.
    #[must_use]
    pub fn upos(&self) -> Upos {
        self.upos
    }

    /// The Penn Treebank tag; `_` where unknown.
    #[must_use]
    pub fn xpos(&self) -> &str {
        &self.xpos
    }

    /// The morphological features.
    #[must_use]
    pub fn features(&self) -> &Features {
        &self.features
    }
}
