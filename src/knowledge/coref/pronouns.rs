//! Pronouns: who or what "she", "its", "they" stand for.

use crate::language::deprel::Relation;

use super::chains::{Chains, MentionIdx};
use crate::knowledge::mention::Form;
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};

/// Links pronouns to what they stand for.
pub(super) fn link(chains: &mut Chains<'_>) {
    let mut speaker: [Option<MentionIdx>; 3] = [None; 3];
    for mention in 0..chains.candidates.len() {
        let Some(pronoun) = chains.candidates[mention].pronoun() else {
            continue;
        };
        if !matches!(
            pronoun.kind,
            PronounKind::Personal | PronounKind::Possessive
        ) {
            continue;
        }
        if pronoun.person < 3 {
            let slot = match (pronoun.person, pronoun.number) {
                (1, Some(Number::Singular)) => 0,
                (1, _) => 1,
                _ => 2,
            };
            match speaker[slot] {
                Some(before) => chains.merge(before, mention),
                None => speaker[slot] = Some(mention),
            }
        } else if let Some(found) = antecedent(chains, mention) {
            chains.merge(found, mention);
        }
    }
}

fn antecedent(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let sentence = chains.candidates[mention].place.sentence;
    (0..mention)
        .rev()
        .take_while(|&before| chains.candidates[before].place.sentence + 3 >= sentence)
        .filter(|&before| can_be(chains, before, mention))
        .max_by_key(|&before| (score(chains, before, mention), before))
}

fn can_be(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let candidate = &chains.candidates[before];
    let is_third = candidate.pronoun().is_none_or(|pronoun| {
        pronoun.person == 3
            && matches!(
                pronoun.kind,
                PronounKind::Personal | PronounKind::Possessive | PronounKind::Reflexive
            )
    });
    let pronoun = chains.candidates[mention].pronoun();
    let plural = pronoun.is_some_and(|pronoun| pronoun.number == Some(Number::Plural));
    let fits = match candidate.form {
        Form::Demonym | Form::Number => false,
        Form::Name | Form::Noun => {
            // "they" takes a group or more than one; a name that nobody knows is a person only with "he" or "she".
            !plural
                || candidate.number == Some(Number::Plural)
                || matches!(candidate.sort, Some(Sort::Group))
        }
        Form::Pronoun(_) => true,
    };
    fits && is_third
        && candidate.sort != Some(Sort::Time)
        && !(chains.are_nested(before, mention)
            && !chains.is_pronoun(mention, PronounKind::Possessive))
        && !same_clause(chains, before, mention)
        && chains.agree(before, mention)
}

/// Whether both are arguments of one verb: then they are two, "she saw her".
fn same_clause(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let (a, b) = (&chains.candidates[before], &chains.candidates[mention]);
    a.place.sentence == b.place.sentence
        && chains.relation(mention) != Relation::Nmod
        && (chains.governor(before) == chains.governor(mention)
            || chains.governor(mention) == Some(a.place.head))
}

fn score(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> i32 {
    let candidate = &chains.candidates[before];
    let distance = (chains.candidates[mention].place.sentence - candidate.place.sentence) as i32;
    let role = match chains.relation(before) {
        Relation::Nsubj => 6,
        Relation::Obj | Relation::Iobj => 3,
        Relation::Compound => -8,
        Relation::Nmod => -1,
        Relation::Obl | Relation::Root => 1,
        _ => 0,
    };
    let parallel = i32::from(chains.relation(before) == chains.relation(mention)) * 2;
    let named = i32::from(chains.is_named(before));
    let pronoun = i32::from(candidate.pronoun().is_some()) * 2;
    let known = (chains.chain(before).mentions.len() as i32 - 1).min(3);
    role + parallel + named + pronoun + known - 5 * distance
}
