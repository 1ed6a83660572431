//! Verbs that say little beside the event noun after them: "embarked on a visit to Moscow" is a visit, "held talks with"
//! is talking.

use super::candidate::{Candidate, Participant};
use super::construction::{Construction, Example};
use super::lists::Lists;
use super::predicate;
use super::view::View;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::role::{Modifier, Part};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct LightVerb;

impl Construction for LightVerb {
    fn name(&self) -> &'static str {
        "light-verb"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "The prince embarked on a visit to Canada.",
                gives: &["prince | visit | Canada"],
                never: &[],
            },
            Example {
                text: "The workers carried a box.",
                gives: &[],
                never: &["workers | box | -"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        view.words()
            .filter(|&word| predicate::can_claim(view, word))
            .filter_map(|verb| light(view, verb))
            .collect()
    }
}

fn light(view: View<'_>, verb: TokenIdx) -> Option<Candidate> {
    let prepositions = Lists::get().light_verbs.get(view.lemma(verb))?;
    if view.is_passive(verb) {
        return None;
    }
    let noun = event_noun(view, verb, prepositions)?;
    let frame = view.frame(noun)?;
    let base = predicate::candidate(view, "light-verb", verb)?;
    let modifiers: Vec<Participant> = view
        .related(noun, Relation::Nmod)
        .filter(|&nmod| nmod > noun && view.is_nominal(nmod) && !view.is_time(nmod))
        .filter_map(|nmod| {
            let preposition = view.preposition(nmod)?;
            Some(
                Participant::of_frame(view, noun, nmod, "modifier", &[])
                    .with_preposition(Some(preposition)),
            )
        })
        .collect();
    let outer: Vec<Participant> = base
        .arguments
        .into_iter()
        .filter(|other| other.head != noun)
        .collect();
    let place = modifiers
        .iter()
        .position(|other| !other.role.starts_with("ARGM") || other.role == "ARGM-LOC");
    #[expect(clippy::single_match_else, reason = "two cases of equal standing")]
    let (objects, arguments, preposition) = match place {
        Some(place) => {
            let chosen = &modifiers[place];
            let is_direct = matches!(chosen.preposition.as_deref(), Some("of"))
                || chosen.role == "ARG1" && chosen.preposition.as_deref() == Some("to");
            let preposition = chosen.preposition.clone().filter(|_| !is_direct);
            let heads = view.conjuncts(chosen.head);
            let objects = heads
                .iter()
                .map(|&head| {
                    Participant {
                        role: chosen.role.clone(),
                        ..Participant::nominal(view, head, &chosen.role)
                    }
                    .with_preposition(chosen.preposition.clone())
                })
                .collect();
            let rest = modifiers
                .iter()
                .filter(|other| other.head != chosen.head)
                .cloned();
            (objects, rest.chain(outer).collect(), preposition)
        }
        // "took part in the talks": the phrase hangs on the verb.
        None => {
            let place = outer.iter().position(|other| {
                other.preposition.is_some()
                    && other.role.starts_with("ARG")
                    && !other.role.starts_with("ARGM")
            })?;
            let mut outer = outer;
            let chosen = outer.remove(place);
            let preposition = chosen.preposition.clone();
            (vec![chosen], outer, preposition)
        }
    };
    let meaning = frame.roleset().lemma().replace('_', " ");
    let (_, last) = super::phrase::nominal(
        view,
        noun,
        &modifiers.iter().map(|m| m.head).collect::<Vec<_>>(),
    );
    let between = prepositions
        .iter()
        .find(|&&preposition| preposition != "-" && view.relation(noun) == Relation::Obl);
    let lemma = match between {
        Some(_) => format!(
            "{} {} {}",
            view.lemma(verb),
            view.preposition(noun).unwrap_or_default(),
            view.lemma(noun)
        ),
        None => format!("{} {}", view.lemma(verb), view.lemma(noun)),
    };
    Some(Candidate {
        last: last.max(base.last),
        lemma,
        label: relation::with_preposition(&meaning, preposition.as_deref()),
        roleset: Some(frame.roleset().to_string()),
        objects,
        arguments,
        ..base
    })
}

/// The noun that says what happens.
fn event_noun(view: View<'_>, verb: TokenIdx, prepositions: &[&str]) -> Option<TokenIdx> {
    let is_light = |noun: TokenIdx| {
        let says_so = view.frame(noun).is_some_and(|frame| {
            frame.arguments().iter().any(|argument| {
                argument.head() == verb && argument.role().part() == Part::Modifier(Modifier::Lvb)
            })
        });
        let is_linked = view.frame(verb).is_some_and(|frame| {
            frame.arguments().iter().any(|argument| {
                argument.head() == noun && argument.role().part() == Part::Modifier(Modifier::Prr)
            })
        });
        view.upos(noun) == Upos::Noun && view.frame(noun).is_some() && (says_so || is_linked)
    };
    if prepositions.contains(&"-") {
        return view
            .first_related(verb, Relation::Obj)
            .filter(|&noun| is_light(noun));
    }
    view.related(verb, Relation::Obl).find(|&noun| {
        view.preposition(noun)
            .is_some_and(|preposition| prepositions.contains(&preposition.as_str()))
            && view.upos(noun) == Upos::Noun
            && view.frame(noun).is_some()
    })
}
