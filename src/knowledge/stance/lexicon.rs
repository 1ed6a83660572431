//! The words of stance: `data/cues.tsv` and `data/implicatives.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::effect::Effect;
use crate::language::upos::Upos;

/// The class of a word that embeds a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

impl Class {
    /// The class that a part of speech falls into.
    #[must_use]
    pub fn of(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Verb | Upos::Aux => Some(Self::Verb),
            Upos::Noun | Upos::Propn => Some(Self::Noun),
            Upos::Adj | Upos::Adv => Some(Self::Adjective),
            Upos::Adp
            | Upos::Cconj
            | Upos::Det
            | Upos::Intj
            | Upos::Num
            | Upos::Part
            | Upos::Pron
            | Upos::Punct
            | Upos::Sconj
            | Upos::Sym
            | Upos::X => None,
        }
    }
}

/// What follows for a clause under a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// When the word itself is so.
    pub so: Effect,
    /// When it is not.
    pub not_so: Effect,
    /// When it is so and past, where that says more: "had to leave", "was able to escape".
    pub so_past: Option<Effect>,
}

impl Signature {
    /// This follows when the word is so, that when it is not.
    #[must_use]
    pub const fn new(so: Effect, not_so: Effect) -> Self {
        Self {
            so,
            not_so,
            so_past: None,
        }
    }
}

type Key = (&'static str, Class, &'static str);

static SIGNATURES: LazyLock<BTreeMap<Key, Signature>> = LazyLock::new(|| {
    signature_lines()
        .flat_map(|line| {
            let (lemma, class, slots, signature) =
                line.expect("a test reads every line of data/implicatives.tsv");
            slots
                .split(',')
                .map(move |slot| ((lemma, class, slot), signature))
        })
        .collect()
});

type SignatureLine = (&'static str, Class, &'static str, Signature);

fn signature_lines() -> impl Iterator<Item = Result<SignatureLine, &'static str>> {
    include_str!("../../../data/implicatives.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let (lemma, class, slots, so, not_so, so_past) = match fields[..] {
                [lemma, class, slots, so, not_so] => (lemma, class, slots, so, not_so, None),
                [lemma, class, slots, so, not_so, past] => {
                    (lemma, class, slots, so, not_so, Some(past))
                }
                _ => return Err(line),
            };
            let class = match class {
                "v" => Class::Verb,
                "n" => Class::Noun,
                "a" => Class::Adjective,
                _ => return Err(line),
            };
            let so = so.parse().map_err(|()| line)?;
            let not_so = not_so.parse().map_err(|()| line)?;
            let so_past = so_past.map(str::parse).transpose().map_err(|()| line)?;
            let signature = Signature {
                so,
                not_so,
                so_past,
            };
            Ok((lemma, class, slots, signature))
        })
}

/// What follows for a clause in `slot` under the word; none if the list does not know it.
#[must_use]
pub fn signature(lemma: &str, class: Class, slot: &str) -> Option<Signature> {
    // The keys borrow for ever, so that the lookup walks the lemma's own few lines.
    let &lemma = LEMMAS.get(lemma)?;
    SIGNATURES
        .range((lemma, class, "")..)
        .take_while(|((found, of, _), _)| *found == lemma && *of == class)
        .find(|((_, _, found), _)| *found == slot)
        .map(|(_, &signature)| signature)
}

/// Whether the list knows what follows for a clause in `slot` under the verb `lemma`: `accuse`, `of`.
#[must_use]
pub fn governs(lemma: &str, slot: &str) -> bool {
    signature(lemma, Class::Verb, slot).is_some()
}

/// Whether the list knows what follows for a clause in `slot` under the noun `lemma`: `fear`, `that`.
#[must_use]
pub fn noun_governs(lemma: &str, slot: &str) -> bool {
    signature(lemma, Class::Noun, slot).is_some()
}

static LEMMAS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| SIGNATURES.keys().map(|key| key.0).collect());

/// What a cue does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// Denies what it modifies.
    Negation,
    /// After a negation: leaves the clause as it is ("not only").
    Only,
    /// After a negation: leaves the clause open ("not necessarily").
    Open,
    /// A preposition or conjunction that denies what it brings in.
    Denying,
    /// A conjunction that leaves it open.
    Condition,
    /// A preposition or conjunction whose clause goes on in the time and certainty of the one above: "by", "while".
    Means,
    /// A modal verb.
    Modal(Effect),
    /// A modal verb of ability: with a negation the clause is not so.
    Ability(Effect),
    /// An adverb.
    Adverb(Effect),
    /// An adjective before a noun.
    Adjective(Effect),
}

static CUES: LazyLock<BTreeMap<&'static str, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: BTreeMap<&'static str, Vec<Cue>> = BTreeMap::new();
    for line in cue_lines() {
        let (word, cue) = line.expect("a test reads every line of data/cues.tsv");
        cues.entry(word).or_default().push(cue);
    }
    cues
});

fn cue_lines() -> impl Iterator<Item = Result<(&'static str, Cue), &'static str>> {
    include_str!("../../../data/cues.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let ([class, word] | [class, word, _]) = fields[..] else {
                return Err(line);
            };
            let effect = || {
                fields
                    .get(2)
                    .and_then(|effect| effect.parse().ok())
                    .ok_or(line)
            };
            let cue = match class {
                "negation" => Cue::Negation,
                "only" => Cue::Only,
                "open" => Cue::Open,
                "denying" => Cue::Denying,
                "condition" => Cue::Condition,
                "means" => Cue::Means,
                "modal" => Cue::Modal(effect()?),
                "ability" => Cue::Ability(effect()?),
                "adverb" => Cue::Adverb(effect()?),
                "adjective" => Cue::Adjective(effect()?),
                _ => return Err(line),
            };
            Ok((word, cue))
        })
}

/// What `word` (lower case; a fixed phrase with its spaces) can do.
#[must_use]
pub fn cues(word: &str) -> &'static [Cue] {
    CUES.get(word).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::claim::{Certainty, Polarity};

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in signature_lines() {
            line.expect("lemma, class, slots and two effects");
        }
        for line in cue_lines() {
            line.expect("class, word and effect");
        }
    }

    #[test]
    fn a_word_means_one_thing_in_one_slot() {
        let mut seen = std::collections::BTreeSet::new();
        for line in signature_lines().flatten() {
            for slot in line.2.split(',') {
                assert!(seen.insert((line.0, line.1, slot)), "{} {slot}", line.0);
            }
        }
    }

    #[test]
    fn signatures_are_found_by_lemma_class_and_slot() {
        let fail = signature("fail", Class::Verb, "to").expect("listed");
        assert_eq!(fail.so.polarity, Polarity::Negative);
        assert_eq!(fail.not_so.polarity, Polarity::Positive);
        let accuse = signature("accuse", Class::Verb, "of").expect("listed");
        assert_eq!(accuse.so.certainty, Certainty::Alleged);
        assert_eq!(signature("accuse", Class::Noun, "of"), None);
        assert_eq!(signature("é", Class::Verb, "to"), None);
    }
}
