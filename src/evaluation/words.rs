//! Scores of morphology and syntax by the definitions of the `CoNLL` 2018 shared task
//! (<https://universaldependencies.org/conll18/evaluation.html>).
//!
//! Words are aligned by their place in the text, so that sentences read from raw text are
//! scored as well as those with gold tokens. Of the features only the universal ones count,
//! of the relations only the part before the colon, unless the score says otherwise.

use std::ops::AddAssign;

use super::segmentation::{self, Counts, Word};
use crate::language::deprel::{Deprel, Relation};
use crate::language::features::Features;
use crate::language::sentence::Sentence;

/// What was right of words that gold and system share; `gold` and `system` count all words,
/// or, for `clas`, all content words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordScores {
    /// Words that are the same.
    pub words: Counts,
    /// Universal parts of speech.
    pub upos: Counts,
    /// Penn tags.
    pub xpos: Counts,
    /// All universal features at once.
    pub ufeats: Counts,
    /// Lemmas.
    pub lemmas: Counts,
    /// Heads.
    pub uas: Counts,
    /// Heads with relations, subtypes left out.
    pub las: Counts,
    /// Heads with relations and subtypes. Not a score of `CoNLL` 2018.
    pub las_subtypes: Counts,
    /// As `las`, of content words only.
    pub clas: Counts,
}

impl WordScores {
    /// The scores by name, in the order in which they are printed.
    #[must_use]
    pub fn list(&self) -> [(&'static str, Counts); 9] {
        [
            ("words", self.words),
            ("upos", self.upos),
            ("xpos", self.xpos),
            ("ufeats", self.ufeats),
            ("lemmas", self.lemmas),
            ("uas", self.uas),
            ("las", self.las),
            ("las.subtypes", self.las_subtypes),
            ("clas", self.clas),
        ]
    }
}

impl AddAssign for WordScores {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.upos += other.upos;
        self.xpos += other.xpos;
        self.ufeats += other.ufeats;
        self.lemmas += other.lemmas;
        self.uas += other.uas;
        self.las += other.las;
        self.las_subtypes += other.las_subtypes;
        self.clas += other.clas;
    }
}

/// Scores the sentences of one document; the spans of both point into the same text.
#[must_use]
pub fn score<'a>(
    gold: impl IntoIterator<Item = &'a Sentence>,
    system: impl IntoIterator<Item = &'a Sentence>,
) -> WordScores {
    let (gold, system) = (Words::of(gold), Words::of(system));
    let pairs = segmentation::align(&gold.forms, &system.forms);
    // The gold word that each system word is.
    let mut gold_of = vec![None; system.forms.len()];
    for &(g, s) in &pairs {
        gold_of[s] = Some(g);
    }
    let same_head = |g: usize, s: usize| match (gold.heads[g], system.heads[s]) {
        (None, None) => true,
        (Some(gold_head), Some(system_head)) => gold_of[system_head] == Some(gold_head),
        _ => false,
    };
    let count = |right: &dyn Fn(usize, usize) -> bool| Counts {
        gold: gold.forms.len(),
        system: system.forms.len(),
        correct: pairs.iter().filter(|&&(g, s)| right(g, s)).count(),
    };
    let morphology = |g: usize, s: usize| (gold.morphology(g), system.morphology(s));
    let las = |g: usize, s: usize| {
        same_head(g, s) && gold.deprels[g].relation() == system.deprels[s].relation()
    };
    WordScores {
        words: count(&|_, _| true),
        upos: count(&|g, s| {
            let (gold, system) = morphology(g, s);
            gold.upos() == system.upos()
        }),
        xpos: count(&|g, s| {
            let (gold, system) = morphology(g, s);
            gold.xpos() == system.xpos()
        }),
        ufeats: count(&|g, s| {
            let (gold, system) = morphology(g, s);
            universal(gold.features()).eq(universal(system.features()))
        }),
        lemmas: count(&|g, s| {
            let (gold, system) = morphology(g, s);
            gold.lemma() == "_" || gold.lemma() == system.lemma()
        }),
        uas: count(&same_head),
        las: count(&las),
        las_subtypes: count(&|g, s| same_head(g, s) && gold.deprels[g] == system.deprels[s]),
        clas: Counts {
            gold: gold.content_words(),
            system: system.content_words(),
            correct: count(&|g, s| is_content(gold.deprels[g].relation()) && las(g, s)).correct,
        },
    }
}

/// The words of a document in one row.
struct Words<'a> {
    sentences: Vec<&'a Sentence>,
    forms: Vec<Word<'a>>,
    /// The sentence of each word, and its index there.
    places: Vec<(usize, usize)>,
    /// The head of each word, by its place in the row.
    heads: Vec<Option<usize>>,
    deprels: Vec<&'a Deprel>,
}

impl<'a> Words<'a> {
    fn of(sentences: impl IntoIterator<Item = &'a Sentence>) -> Self {
        let mut words = Self {
            sentences: sentences.into_iter().collect(),
            forms: Vec::new(),
            places: Vec::new(),
            heads: Vec::new(),
            deprels: Vec::new(),
        };
        for number in 0..words.sentences.len() {
            words.push(number);
        }
        words
    }

    fn push(&mut self, number: usize) {
        let sentence = self.sentences[number];
        let start = self.forms.len();
        for (token, word) in sentence.tree().tokens().zip(sentence.tokens()) {
            self.forms.push(Word {
                span: word.span(),
                form: word.form(),
                multiword: false,
            });
            self.places.push((number, token.index()));
            self.heads
                .push(sentence.tree().head(token).map(|head| start + head.index()));
            self.deprels.push(sentence.tree().deprel(token));
        }
        for multiword in sentence.sentence_tokens().multiwords() {
            for i in multiword.first().index()..=multiword.last().index() {
                self.forms[start + i].span = multiword.span();
                self.forms[start + i].multiword = true;
            }
        }
    }

    fn morphology(&self, word: usize) -> &'a crate::language::morphology::Morphology {
        let (sentence, token) = self.places[word];
        &self.sentences[sentence].morphology()[token]
    }

    fn content_words(&self) -> usize {
        self.deprels
            .iter()
            .filter(|deprel| is_content(deprel.relation()))
            .count()
    }
}

/// The features that count, sorted.
fn universal(features: &Features) -> impl Iterator<Item = (&str, &str)> {
    features
        .iter()
        .filter(|(key, _)| UNIVERSAL_FEATURES.contains(key))
}

const UNIVERSAL_FEATURES: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
];

/// Whether the task counts the relation as that of a content word.
fn is_content(relation: Relation) -> bool {
    use Relation::{Aux, Case, Cc, Clf, Cop, Det, Mark, Punct};
    !matches!(relation, Aux | Case | Cc | Clf | Cop | Det | Mark | Punct)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::conllu::{gold, layout, reader};

    /// Both texts hold one document of CoNLL-U.
    fn check(gold_file: &str, system_file: &str) -> Vec<(&'static str, [usize; 3])> {
        let read = |file: &str| -> Vec<Sentence> {
            let lines = reader::parse(file).expect("well-formed");
            let tokens = layout::lay_out(&lines).sentences;
            let sentence = |(lines, tokens)| gold::sentence(lines, tokens).expect("annotated");
            lines.iter().zip(tokens).map(sentence).collect()
        };
        let (gold, system) = (read(gold_file), read(system_file));
        score(&gold, &system)
            .list()
            .map(|(name, counts)| (name, [counts.gold, counts.system, counts.correct]))
            .to_vec()
    }

    const GOLD: &str = "\
1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\t_
1\tCa\tcan\tAUX\tMD\tVerbForm=Fin\t4\taux\t_\t_
2\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
3\tships\tship\tNOUN\tNNS\tNumber=Plur|ExtPos=X\t4\tnsubj:pass\t_\t_
4\tsail\tsail\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t?\t_\tPUNCT\t.\t_\t4\tpunct\t_\t_

";

    #[test]
    fn gold_against_gold_is_all_right() {
        let all = [5, 5, 5];
        assert_eq!(
            check(GOLD, GOLD),
            [
                ("words", all),
                ("upos", all),
                ("xpos", all),
                ("ufeats", all),
                ("lemmas", all),
                ("uas", all),
                ("las", all),
                ("las.subtypes", all),
                ("clas", [3, 3, 3]),
            ]
        );
    }

    #[test]
    fn each_mistake_costs_its_own_score_alone() {
        let system = GOLD
            .replace("n't\tnot\tPART", "n't\tno\tADV")
            .replace("|ExtPos=X", "")
            .replace("?\t_\tPUNCT\t.", "?\twhat\tPUNCT\t,")
            .replace("nsubj:pass", "nsubj");
        let of = |correct| [5, 5, correct];
        assert_eq!(
            check(GOLD, &system),
            [
                ("words", of(5)),
                ("upos", of(4)),
                ("xpos", of(4)),
                ("ufeats", of(5)),
                ("lemmas", of(4)),
                ("uas", of(5)),
                ("las", of(5)),
                ("las.subtypes", of(4)),
                ("clas", [3, 3, 3]),
            ]
        );
    }

    #[test]
    fn words_cut_otherwise_are_aligned_where_they_agree_and_heads_follow() {
        // One word for two, the sentence cut in two before its last mark.
        let system = "\
1\tCan't\tcan\tAUX\tMD\t_\t3\taux\t_\t_
2\tships\tship\tNOUN\tNNS\tNumber=Plur\t3\tobj\t_\t_
3\tsail\tsail\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No

1\t?\t?\tPUNCT\t.\t_\t0\troot\t_\t_

";
        let of = |correct| [5, 4, correct];
        assert_eq!(
            check(GOLD, system),
            [
                ("words", of(3)),
                ("upos", of(3)),
                ("xpos", of(3)),
                ("ufeats", of(3)),
                ("lemmas", of(3)),
                ("uas", of(2)),
                ("las", of(1)),
                ("las.subtypes", of(1)),
                ("clas", [3, 3, 1]),
            ]
        );
    }
}
