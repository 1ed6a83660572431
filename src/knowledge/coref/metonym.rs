//! Metonyms: whether a seat of government ("Moscow said", "between Seoul and Washington") stands for its government.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;

use super::lists::Lists;
use crate::knowledge::entity::EntityType;
use crate::knowledge::mention::Candidate;
use crate::knowledge::nouns::Sort;

/// What becomes of a seat of government that acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Metonyms {
    /// It is the country: "Pyongyang said" is North Korea's saying.
    #[default]
    Resolve,
    /// It stays the city.
    Keep,
}

/// How a seat of government is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As its government: it acts, owns, is dealt with.
    Government,
    /// As the city: one goes there, something is in it.
    City,
    /// Nothing tells; what the article does elsewhere decides.
    Unclear,
}

/// Whether each candidate acts as a government. An unclear one does if its name does elsewhere in the article and is
/// nowhere the city; none does where the article says that it is a city ("Athens is the capital").
pub(super) fn acting(candidates: &[Candidate], sentences: &[Sentence], lists: &Lists) -> Vec<bool> {
    let mut known: BTreeMap<&[String], (bool, bool)> = BTreeMap::new();
    let described: BTreeSet<&[String]> = candidates
        .iter()
        .filter(|candidate| is_called_city(candidate, &sentences[candidate.place.sentence], lists))
        .filter_map(|candidate| Some(candidate.name.as_ref()?.words.as_slice()))
        .collect();
    let readings: Vec<Option<Reading>> = candidates
        .iter()
        .map(|candidate| {
            let name = candidate.name.as_ref()?;
            lists.gazetteer.country_of_capital(&name.phrase())?;
            let reading = if described.contains(name.words.as_slice()) {
                Reading::City
            } else {
                reading(candidate, &sentences[candidate.place.sentence], lists)
            };
            let (acts, is_city) = known.entry(name.words.as_slice()).or_default();
            *acts |= reading == Reading::Government;
            *is_city |= reading == Reading::City;
            Some(reading)
        })
        .collect();
    candidates
        .iter()
        .zip(readings)
        .map(|(candidate, reading)| match reading {
            Some(Reading::Government) => true,
            Some(Reading::City) | None => false,
            Some(Reading::Unclear) => candidate
                .name
                .as_ref()
                .and_then(|name| known.get(name.words.as_slice()))
                .is_some_and(|&(acts, is_city)| acts && !is_city),
        })
        .collect()
}

/// Whether it is the subject of "is a city", "is the capital".
fn is_called_city(candidate: &Candidate, sentence: &Sentence, lists: &Lists) -> bool {
    let tree = sentence.tree();
    let head = candidate.place.head;
    tree.relation(head) == Relation::Nsubj
        && tree.head(head).is_some_and(|above| {
            let mut children = tree.children(above).iter();
            let lemma = sentence.morphology()[above.index()].lemma().to_lowercase();
            children.any(|&child| tree.relation(child) == Relation::Cop)
                && lists.nouns.body(&lemma) == Some(EntityType::City)
        })
}

/// How the place that `candidate` names is meant here.
fn reading(candidate: &Candidate, sentence: &Sentence, lists: &Lists) -> Reading {
    let tree = sentence.tree();
    let mut head = candidate.place.head;
    // "Pyongyang and Moscow": what the first is, the second is.
    while tree.relation(head) == Relation::Conj
        && let Some(above) = tree.head(head)
    {
        head = above;
    }
    let Some(above) = tree.head(head) else {
        return Reading::Unclear;
    };
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma().to_lowercase();
    let either = |acts: bool| {
        if acts {
            Reading::Government
        } else {
            Reading::City
        }
    };
    let deprel = tree.deprel(head);
    match deprel.relation() {
        Relation::Nsubj | Relation::Csubj => {
            let is_described = tree
                .children(above)
                .iter()
                .any(|&child| tree.relation(child) == Relation::Cop);
            let is_passive = deprel.subtype() == Some("pass");
            either(!is_passive && !is_described && !lists.words.has("place-verb", &lemma(above)))
        }
        // "help Pyongyang evade", "told Moscow that".
        Relation::Obj | Relation::Iobj => either(
            deprel.relation() == Relation::Iobj
                || tree.children(above).iter().any(|&child| {
                    child > head
                        && matches!(tree.relation(child), Relation::Xcomp | Relation::Ccomp)
                }),
        ),
        Relation::Nmod if deprel.subtype() == Some("poss") => {
            either(owns_policy(above, &lemma, lists))
        }
        Relation::Nmod | Relation::Obl => {
            let is_partner = preposition(tree, head).is_some_and(|case| {
                let case = sentence.token(case).form().to_lowercase();
                lists.words.has("government-preposition", &case)
            });
            let is_argument = sentence.frame(above).is_some_and(|frame| {
                frame
                    .arguments()
                    .iter()
                    .any(|argument| argument.head() == head)
            });
            either(
                is_partner
                    && (deprel.relation() == Relation::Nmod
                        || deprel.subtype() == Some("agent")
                        || is_argument),
            )
        }
        _ => Reading::Unclear,
    }
}

fn owns_policy(owned: TokenIdx, lemma: &impl Fn(TokenIdx) -> String, lists: &Lists) -> bool {
    let noun = lemma(owned);
    if lists.words.has("city-noun", &noun) {
        return false;
    }
    !matches!(lists.nouns.sort(&noun), Sort::Place)
}

fn preposition(tree: &Tree, head: TokenIdx) -> Option<TokenIdx> {
    tree.children(head)
        .iter()
        .copied()
        .find(|&child| tree.relation(child) == Relation::Case && child < head)
}
