//! What a clause itself says of its predicate: negations, modal verbs, adverbs.

use super::effect::Effect;
use super::lexicon::{Cue, cues};
use super::link::Cues;
use crate::knowledge::claim::{Certainty, Polarity};
use crate::knowledge::extract::lists::Lists;
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The cues of one clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Local {
    /// Words that deny the predicate.
    pub negations: Vec<Cues>,
    /// Words that make it less sure or future, with what they do.
    pub hedges: Vec<(Cues, Effect)>,
}

impl Local {
    /// Whether the clause says that it is so. Two negations ("neither … nor", "no one … never") deny once.
    #[must_use]
    pub fn polarity(&self) -> Polarity {
        if self.negations.is_empty() {
            Polarity::Positive
        } else {
            Polarity::Negative
        }
    }
}

/// The cues on `predicate`.
#[must_use]
pub fn local(sentence: &Sentence, predicate: TokenIdx) -> Local {
    let mut local = Local::default();
    let tree = sentence.tree();
    for &child in tree.children(predicate) {
        modifier(sentence, predicate, child, &mut local);
        if is_put_in_thought(sentence, child) {
            local.hedges.push(((child, child), Effect::PROBABLE));
        }
    }
    // "If it rained, I think that they would leave": the leaving hangs on the condition.
    if tree.relation(predicate) == Relation::Ccomp
        && let Some(thinking) = tree.head(predicate)
    {
        let conditions = tree
            .children(thinking)
            .iter()
            .filter(|&&clause| tree.relation(clause) == Relation::Advcl)
            .filter(|&&clause| thinks_it_through(sentence, thinking, clause))
            .filter_map(|&clause| condition(sentence, clause));
        local
            .hedges
            .extend(conditions.map(|mark| ((mark, mark), Effect::OPEN)));
    }
    local.negations.sort_unstable();
    let is_denied = !local.negations.is_empty();
    // "cannot leave" does not leave: nothing open about it.
    local
        .hedges
        .retain(|((word, _), _)| !(is_denied && is_ability(sentence, *word)));
    local
}

/// "There is, I think, considerable doubt": a bare "I think" put into the clause.
fn is_put_in_thought(sentence: &Sentence, verb: TokenIdx) -> bool {
    let tree = sentence.tree();
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma();
    let [subject] = tree.children(verb) else {
        return false;
    };
    tree.relation(verb) == Relation::Parataxis
        && matches!(lemma(verb), "think" | "believe" | "guess" | "suppose")
        && tree.relation(*subject) == Relation::Nsubj
        && matches!(sentence.token(*subject).form(), "I" | "we")
}

fn is_ability(sentence: &Sentence, word: TokenIdx) -> bool {
    let known = cues(&sentence.token(word).form().to_lowercase());
    known.iter().any(|cue| matches!(cue, Cue::Ability(_)))
}

fn modifier(sentence: &Sentence, predicate: TokenIdx, child: TokenIdx, local: &mut Local) {
    let tree = sentence.tree();
    let form = sentence.token(child).form().to_lowercase();
    let known = cues(&form);
    let here = (child, child);
    match tree.relation(child) {
        Relation::Advmod | Relation::Det | Relation::Cc => {
            if known.contains(&Cue::Negation) && child < predicate {
                deny(sentence, child, local);
            }
            // "no longer leaves"
            if let Some(no) = child.index().checked_sub(1).map(TokenIdx::new)
                && tree.head(no) == Some(child)
                && cues(&format!(
                    "{} {form}",
                    sentence.token(no).form().to_lowercase()
                ))
                .contains(&Cue::Negation)
            {
                local.negations.push((no, child));
            }
            local
                .hedges
                .extend(known.iter().filter_map(|cue| match cue {
                    Cue::Adverb(effect) => Some((here, *effect)),
                    _ => None,
                }));
        }
        Relation::Aux | Relation::Cop if is_to_be(sentence, predicate, child) => {
            let effect = Effect {
                certainty: Certainty::Probable,
                is_future: true,
                ..Effect::NONE
            };
            local.hedges.push((here, effect));
        }
        Relation::Aux => {
            let lemma = sentence.morphology()[child.index()].lemma().to_lowercase();
            let known = if known.is_empty() {
                cues(&lemma)
            } else {
                known
            };
            if let Some(effect) = modal(sentence, child, known) {
                // "would have been": it was not, or not surely.
                let is_unreal = effect.is_future
                    && form == "would"
                    && tree.children(predicate).iter().any(|&other| {
                        other > child
                            && tree.relation(other) == Relation::Aux
                            && sentence.morphology()[other.index()].lemma() == "have"
                    });
                let effect = if is_unreal { Effect::OPEN } else { effect };
                local.hedges.push((here, effect));
            }
        }
        // "if attacked, they will answer": what depends on a condition is open.
        Relation::Advcl if !thinks_it_through(sentence, predicate, child) => {
            let mark = condition(sentence, child);
            local
                .hedges
                .extend(mark.map(|mark| ((mark, mark), Effect::OPEN)));
        }
        Relation::Amod if child < predicate => {
            local
                .hedges
                .extend(known.iter().filter_map(|cue| match cue {
                    Cue::Adjective(effect) => Some((here, *effect)),
                    _ => None,
                }));
        }
        // "No one came", "they found nothing": the clause is denied, wherever the word stands in its argument.
        Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl => {
            local.negations.extend(negated_argument(sentence, child));
        }
        _ => {}
    }
}

/// "If it rained, I think that they would leave": the leaving hangs on the condition, not the thinking.
fn thinks_it_through(sentence: &Sentence, predicate: TokenIdx, condition: TokenIdx) -> bool {
    let tree = sentence.tree();
    let has_modal = |word: TokenIdx| {
        tree.children(word).iter().any(|&child| {
            tree.relation(child) == Relation::Aux
                && sentence.morphology()[child.index()].xpos() == "MD"
        })
    };
    let lemma = sentence.morphology()[predicate.index()].lemma();
    let lists = Lists::get();
    let reports = lists.thinking_verbs.contains(lemma) || lists.saying_verbs.contains(lemma);
    let content = || {
        tree.children(predicate).iter().any(|&child| {
            tree.relation(child) == Relation::Ccomp && child > predicate && has_modal(child)
        })
    };
    reports && condition < predicate && !has_modal(predicate) && content()
}

/// The word by which a clause is a condition of another: "if", or the auxiliary before its subject ("*had* it rained").
pub(super) fn condition(sentence: &Sentence, clause: TokenIdx) -> Option<TokenIdx> {
    let children = sentence.tree().children(clause);
    let related = |relation: Relation| {
        children
            .iter()
            .copied()
            .filter(move |&child| sentence.tree().relation(child) == relation)
    };
    let mark = related(Relation::Mark).find(|&mark| is_condition(sentence, mark));
    let inverted = || {
        let subject = related(Relation::Nsubj).next()?;
        let is_bare = related(Relation::Mark).next().is_none();
        related(Relation::Aux)
            .chain(related(Relation::Cop))
            .find(|&auxiliary| {
                let form = sentence.token(auxiliary).form().to_lowercase();
                is_bare
                    && auxiliary < subject
                    && auxiliary == children[0].min(clause)
                    && matches!(form.as_str(), "had" | "were" | "should")
            })
    };
    mark.or_else(inverted)
}

/// Whether the word opens a clause on which another depends: "if", not "even if".
pub(super) fn is_condition(sentence: &Sentence, mark: TokenIdx) -> bool {
    sentence.tree().relation(mark) == Relation::Mark
        && !follows_even(sentence, mark)
        && cues(&sentence.token(mark).form().to_lowercase()).contains(&Cue::Condition)
}

/// "even if they leave, we stay": no condition of the staying.
fn follows_even(sentence: &Sentence, mark: TokenIdx) -> bool {
    let before = mark.index().checked_sub(1);
    before.is_some_and(|before| sentence.morphology()[before].lemma() == "even")
}

/// The "is" of "is to reduce".
fn is_to_be(sentence: &Sentence, predicate: TokenIdx, auxiliary: TokenIdx) -> bool {
    let tree = sentence.tree();
    let word = |token: TokenIdx| &sentence.morphology()[token.index()];
    let has_to = tree.children(predicate).iter().any(|&child| {
        child > auxiliary && tree.relation(child) == Relation::Mark && word(child).xpos() == "TO"
    });
    let is_finite = matches!(word(auxiliary).xpos(), "VBZ" | "VBP" | "VBD");
    has_to && is_finite && word(auxiliary).lemma() == "be" && word(predicate).xpos() == "VB"
}

/// A modal verb; "'d" may be "had", "can" with "not" is read as a denial by its negation.
fn modal(sentence: &Sentence, word: TokenIdx, known: &[Cue]) -> Option<Effect> {
    let is_modal = sentence.morphology()[word.index()].xpos() == "MD"
        || !sentence.token(word).form().starts_with(['\'', '’']);
    known.iter().find_map(|cue| match cue {
        Cue::Modal(effect) | Cue::Ability(effect) if is_modal => Some(*effect),
        _ => None,
    })
}

/// "not" and its like, unless "not only"; "not necessarily" leaves it open.
fn deny(sentence: &Sentence, negation: TokenIdx, local: &mut Local) {
    let next = TokenIdx::new(negation.index() + 1);
    let after = sentence
        .tokens()
        .get(next.index())
        .map_or(&[][..], |token| cues(&token.form().to_lowercase()));
    if after.contains(&Cue::Only) {
        return;
    }
    if after.contains(&Cue::Open) {
        local.hedges.push(((negation, next), Effect::OPEN));
        return;
    }
    local.negations.push((negation, negation));
}

/// "He left with no money", "for no reason", "in no time", "no matter who asked": he left. Not "at no time did he leave".
fn is_how(sentence: &Sentence, oblique: TokenIdx) -> bool {
    let tree = sentence.tree();
    let lemma = sentence.morphology()[oblique.index()].lemma();
    let mut cases = tree
        .children(oblique)
        .iter()
        .filter(|&&child| child < oblique && tree.relation(child) == Relation::Case);
    let case = cases.next_back();
    match case.map(|&case| sentence.token(case).form().to_lowercase()) {
        Some(case) => matches!(case.as_str(), "with" | "for") || case == "in" && lemma == "time",
        None => lemma == "matter",
    }
}

fn negated_argument(sentence: &Sentence, argument: TokenIdx) -> Option<Cues> {
    let tree = sentence.tree();
    if tree.relation(argument) == Relation::Obl && is_how(sentence, argument) {
        return None;
    }
    let is_negation =
        |word: TokenIdx| cues(&sentence.token(word).form().to_lowercase()).contains(&Cue::Negation);
    let upos = sentence.morphology()[argument.index()].upos();
    if matches!(
        upos,
        Upos::Pron | Upos::Noun | Upos::Det | Upos::Adv | Upos::Cconj
    ) && is_negation(argument)
    {
        return Some((argument, argument));
    }
    tree.children(argument)
        .iter()
        .copied()
        .find(|&child| {
            matches!(tree.relation(child), Relation::Det | Relation::Cc) && is_negation(child)
        })
        .map(|child| (child, child))
}
