//! The tense that the forms of a clause show.

use super::lexicon::{Cue, cues};
use crate::knowledge::claim::Tense;
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;

/// The tense of `predicate`'s own clause; none for infinitives, participles and nouns, which take that of the clause
/// around them. A perfect is past: what it tells has happened.
#[must_use]
pub fn own(sentence: &Sentence, predicate: TokenIdx) -> Option<Tense> {
    let tree = sentence.tree();
    let auxiliaries: Vec<TokenIdx> = tree
        .children(predicate)
        .iter()
        .copied()
        .filter(|&child| matches!(tree.relation(child), Relation::Aux | Relation::Cop))
        .collect();
    let xpos = |word: TokenIdx| sentence.morphology()[word.index()].xpos();
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma();
    let is_perfect = auxiliaries.iter().any(|&word| lemma(word) == "have")
        && (matches!(xpos(predicate), "VBN" | "VBD") || auxiliaries.len() > 1);
    let modal = auxiliaries.iter().find_map(|&word| {
        let form = sentence.token(word).form().to_lowercase();
        cues(&form).iter().find_map(|cue| match cue {
            Cue::Modal(effect) | Cue::Ability(effect) if xpos(word) == "MD" => Some(*effect),
            _ => None,
        })
    });
    match modal {
        Some(effect) if effect.is_future => return Some(Tense::Future),
        Some(_) if !is_perfect => return Some(Tense::Present),
        Some(_) | None => {}
    }
    // "have got to go": a present, whatever its form.
    let is_got_to = xpos(predicate) == "VBN"
        && lemma(predicate) == "get"
        && auxiliaries
            .iter()
            .all(|&word| matches!(xpos(word), "VBP" | "VBZ"))
        && tree
            .children(predicate)
            .iter()
            .any(|&child| tree.relation(child) == Relation::Xcomp && child > predicate);
    if is_perfect && is_got_to {
        return Some(Tense::Present);
    }
    if is_perfect {
        return Some(Tense::Past);
    }
    auxiliaries
        .iter()
        .copied()
        .chain(std::iter::once(predicate))
        .find_map(|word| match xpos(word) {
            "VBD" => Some(Tense::Past),
            "VBZ" | "VBP" => Some(Tense::Present),
            _ => None,
        })
}

/// Whether the form is a past participle without an auxiliary: "troops led by a general".
#[must_use]
pub fn is_bare_participle(sentence: &Sentence, predicate: TokenIdx) -> bool {
    sentence.morphology()[predicate.index()].xpos() == "VBN"
}
