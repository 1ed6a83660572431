//! Events and states named by nouns: "Choe's departure for Russia", "Russia's procurement of supplies", "the Pentagon's
//! announcement that ...", "Russia's war in Ukraine". Two participants must be there.

use super::candidate::{Candidate, Participant, Voice, role};
use super::clause;
use super::construction::{Construction, Example};
use super::lists::Lists;
use super::view::View;
use super::{predicate, title};
use crate::knowledge::nouns::Sort;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct Nominal;

impl Construction for Nominal {
    fn name(&self) -> &'static str {
        "nominal"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "Egypt's invasion of Sudan shocked the world.",
                gives: &["Egypt | invade | Sudan"],
                never: &[],
            },
            Example {
                text: "The minister's departure for Rome was delayed.",
                gives: &["minister | depart for | Rome"],
                never: &[],
            },
            Example {
                text: "He spoke of the French invasion of Egypt.",
                gives: &["France | invade | Egypt"],
                never: &[],
            },
            Example {
                text: "The minister's car was stolen.",
                gives: &[],
                never: &["minister | car | -"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        if predicate::is_question(view) {
            return Vec::new();
        }
        view.words().filter_map(|word| event(view, word)).collect()
    }
}

/// "the [U.S.] occupation of Iraq": who acts, as a name before the noun.
fn country_before(view: View<'_>, noun: TokenIdx) -> Option<TokenIdx> {
    view.children(noun).iter().copied().find(|&child| {
        child < noun
            && matches!(view.relation(child), Relation::Compound | Relation::Amod)
            && view
                .name(child)
                .is_some_and(|name| matches!(name.kind(), NameType::Gpe | NameType::Norp))
            && role(view, noun, child).as_deref() == Some("ARG0")
    })
}

/// "A trial by negligence": whether what stands after "by" does things, as persons, bodies and whatever has a name.
fn can_act(view: View<'_>, noun: TokenIdx) -> bool {
    view.upos(noun) != Upos::Noun
        || view.name(noun).is_some()
        || matches!(
            Lists::get().nouns.sort(&view.lemma(noun).to_lowercase()),
            Sort::Person | Sort::Group | Sort::Place | Sort::Animal
        )
}

/// "misrepresented its [role] in the war": what is misrepresented need not be so.
fn is_faked(view: View<'_>, noun: TokenIdx) -> bool {
    view.relation(noun) == Relation::Obj
        && view
            .head(noun)
            .is_some_and(|verb| Lists::get().faking_verbs.contains(view.lemma(verb)))
}

fn event(view: View<'_>, noun: TokenIdx) -> Option<Candidate> {
    if view.upos(noun) != Upos::Noun || view.name(noun).is_some() {
        return None;
    }
    let frame = view.frame(noun);
    let lists = Lists::get();
    let lemma = view.lemma(noun).to_lowercase();
    if frame.is_none() && !lists.reporting_nouns.contains(lemma.as_str())
        || title::is_title(view, noun)
        || lists.container_nouns.contains(lemma.as_str())
        || is_faked(view, noun)
    {
        return None;
    }
    let owner = clause::possessor(view, noun).or_else(|| {
        view.related(noun, Relation::Nmod).find(|&nmod| {
            nmod > noun
                && view.preposition(nmod).as_deref() == Some("by")
                && view.is_nominal(nmod)
                && !view.is_time(nmod)
                && can_act(view, nmod)
        })
    });
    let owner = owner.or_else(|| country_before(view, noun))?;
    if view.is_time(owner) || role(view, noun, owner).is_some_and(|role| role.starts_with("ARGM")) {
        return None;
    }
    let content = view.children(noun).iter().copied().find(|&child| {
        matches!(view.relation(child), Relation::Acl | Relation::Ccomp)
            && !view.has_subtype(child, "relcl")
            && child > noun
            && view
                .related(child, Relation::Mark)
                .any(|mark| view.lower(mark) == "that")
    });
    let mut phrases: Vec<Participant> = Vec::new();
    for nmod in view.related(noun, Relation::Nmod) {
        let preposition = view.preposition(nmod);
        if nmod <= noun || nmod == owner || !view.is_nominal(nmod) || preposition.is_none() {
            continue;
        }
        let otherwise = if view.is_time(nmod) {
            "ARGM-TMP"
        } else {
            "modifier"
        };
        for part in view.conjuncts(nmod) {
            let mut participant = Participant::of_frame(view, noun, part, otherwise, &[])
                .with_preposition(preposition.clone());
            participant.role = role(view, noun, nmod).unwrap_or_else(|| otherwise.to_owned());
            phrases.push(participant);
        }
    }
    let mut objects = Vec::new();
    let mut preposition = None;
    if let Some(content) = content {
        objects.push(Participant::clause(view, noun, content, &[]));
    } else {
        let place = phrases
            .iter()
            .position(|phrase| phrase.role != "ARGM-TMP" && !view.is_time(phrase.head))?;
        let (role, with) = (
            phrases[place].role.clone(),
            phrases[place].preposition.clone(),
        );
        let same: Vec<TokenIdx> = view.conjuncts(phrases[place].head);
        let (chosen, rest) = phrases.into_iter().partition(|phrase| {
            phrase.role == role && phrase.preposition == with && same.contains(&phrase.head)
        });
        objects = chosen;
        phrases = rest;
        preposition = with.filter(|with| with != "of");
    }
    // "Gloria's death", "his removal from office": the owner undergoes it.
    let undergoes = role(view, noun, owner).is_some_and(|role| role == "ARG1")
        && preposition.as_deref() != Some("for");
    if undergoes && view.preposition(owner).as_deref() != Some("by") {
        return None;
    }
    let meaning = frame.map_or_else(
        || lemma.clone(),
        |frame| frame.roleset().lemma().replace('_', " "),
    );
    let heads = view.conjuncts(owner);
    Some(Candidate {
        rule: "nominal",
        predicate: noun,
        first: noun,
        last: noun,
        lemma,
        label: relation::with_preposition(&meaning, preposition.as_deref()),
        roleset: frame.map(|frame| frame.roleset().to_string()),
        stance: noun,
        subjects: heads
            .into_iter()
            .map(|head| Participant::of_frame(view, noun, head, "subject", &[]))
            .collect(),
        objects,
        arguments: phrases,
        via: None,
        voice: Voice::Clause,
    })
}
