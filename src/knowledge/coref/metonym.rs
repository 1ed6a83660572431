//! Metonyms: whether a seat of government ("Moscow said", "between Seoul and Washington") stands for its government.

use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;

use super::lists::Lists;
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

/// Whether the place that `candidate` names acts as a government here.
pub(super) fn acts(candidate: &Candidate, sentence: &Sentence, lists: &Lists) -> bool {
    let tree = sentence.tree();
    let mut head = candidate.place.head;
    // "Pyongyang and Moscow": what the first is, the second is.
    while tree.relation(head) == Relation::Conj
        && let Some(above) = tree.head(head)
    {
        head = above;
    }
    let Some(above) = tree.head(head) else {
        return false;
    };
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma().to_lowercase();
    let deprel = tree.deprel(head);
    match deprel.relation() {
        Relation::Nsubj | Relation::Csubj => {
            deprel.subtype() != Some("pass")
                && !tree
                    .children(above)
                    .iter()
                    .any(|&child| tree.relation(child) == Relation::Cop)
                && !lists.words.has("place-verb", &lemma(above))
        }
        // "help Pyongyang evade", "told Moscow that", "accused Pyongyang of".
        Relation::Obj | Relation::Iobj => {
            deprel.relation() == Relation::Iobj
                || tree.children(above).iter().any(|&child| {
                    child > head
                        && matches!(tree.relation(child), Relation::Xcomp | Relation::Ccomp)
                })
        }
        Relation::Nmod if deprel.subtype() == Some("poss") => owns_policy(above, &lemma, lists),
        Relation::Nmod | Relation::Obl => {
            preposition(tree, head).is_some_and(|case| {
                let case = sentence.token(case).form().to_lowercase();
                lists.words.has("government-preposition", &case)
            }) && (deprel.relation() == Relation::Nmod
                || deprel.subtype() == Some("agent")
                || sentence.frame(above).is_some_and(|frame| {
                    frame
                        .arguments()
                        .iter()
                        .any(|argument| argument.head() == head)
                }))
        }
        _ => false,
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
