//! The participants of a verb: subject and object by voice, coordinated parts apart, and everything else with its
//! preposition and role. The tree decides who is subject and object; the frame names the roles, and fills in what the
//! tree hangs elsewhere.

mod complements;
mod modifiers;
mod objects;

pub use modifiers::{adverbs, relative_place};

use super::candidate::Participant;
use super::clause::{self, Subject};
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The participants of a verb.
#[derive(Debug, Clone)]
pub struct Arguments {
    /// Who does it.
    pub subjects: Vec<Participant>,
    /// What it is done to; in a passive the surface subject.
    pub objects: Vec<Participant>,
    /// All others.
    pub others: Vec<Participant>,
    /// The preposition of the object, where a prepositional phrase stands in for a missing object.
    pub preposition: Option<String>,
    /// How the surface subject was found.
    pub surface: Option<Subject>,
}

/// The participants of `verb`.
#[must_use]
pub fn of(view: View<'_>, verb: TokenIdx) -> Arguments {
    let surface = clause::subject(view, verb);
    let is_passive = view.is_passive(verb);
    let surface_heads = surface
        .as_ref()
        .map(|s| s.heads.clone())
        .unwrap_or_default();
    let direct = objects::direct_objects(view, verb, &surface_heads, is_passive);
    let obliques = modifiers::obliques(view, verb, is_passive, &surface_heads, &direct);
    let cut: Vec<TokenIdx> = obliques.iter().map(|oblique| oblique.head).collect();
    let participant = |head: TokenIdx, otherwise: &str| {
        // "[a convoy] led by rebels": the clause says it of the noun without itself; "those who fled" are no one without.
        let mut cut = cut.clone();
        let is_relativised = view.tree().dominates(head, verb)
            && (matches!(view.upos(head), Upos::Noun | Upos::Propn) || is_indefinite(view, head));
        if is_relativised && is_kind(view, head, verb) {
            cut.clear();
        } else if is_relativised {
            let below = std::iter::once(verb)
                .chain(view.tree().ancestors(verb))
                .find(|&word| view.head(word) == Some(head));
            cut.extend(below);
        }
        let parts = Participant::of_frame(view, verb, head, otherwise, &cut);
        if view.is_predicate(head) && view.upos(head) == Upos::Verb {
            Participant::clause(view, verb, head, &cut)
        } else {
            parts
        }
    };
    let mut others = obliques;
    let (subjects, objects) = if is_passive {
        let agents = modifiers::agents(view, verb);
        others.retain(|other| !agents.contains(&other.head));
        others.extend(direct.iter().map(|&head| participant(head, "complement")));
        (
            agents
                .iter()
                .map(|&head| participant(head, "subject"))
                .collect(),
            surface_heads
                .iter()
                .map(|&head| participant(head, "object"))
                .collect(),
        )
    } else {
        let subjects: Vec<Participant> = surface_heads
            .iter()
            .map(|&head| participant(head, "subject"))
            .collect();
        let objects: Vec<Participant> = direct
            .iter()
            .map(|&head| participant(head, "object"))
            .collect();
        (subjects, objects)
    };
    let mut arguments = Arguments {
        subjects,
        objects,
        others,
        preposition: None,
        surface,
    };
    // "concessions that 'can be undone by them'": the relative pronoun was read as an object.
    if is_passive && arguments.objects.is_empty() && !direct.is_empty() {
        let (objects, others) = std::mem::take(&mut arguments.others)
            .into_iter()
            .partition(|other| direct.contains(&other.head));
        arguments.objects = objects;
        arguments.others = others;
    }
    if is_collective(view, verb) {
        objects::join(view, &mut arguments.objects);
    }
    complements::add_indirect_objects(view, verb, is_passive, &mut arguments);
    complements::add_complements(view, verb, is_passive, &mut arguments);
    if !is_passive && arguments.objects.is_empty() {
        objects::indirect_as_object(view, verb, &mut arguments);
    }
    if !is_passive && arguments.objects.is_empty() {
        complements::quoted_content(view, verb, &mut arguments);
    }
    if !is_passive && arguments.objects.is_empty() {
        modifiers::promote(view, verb, &mut arguments);
    }
    modifiers::add_adverbs(view, verb, &mut arguments);
    complements::add_clauses(view, verb, &mut arguments);
    if !is_passive && arguments.objects.is_empty() {
        complements::promote_clause(&mut arguments);
    }
    modifiers::add_relative_place(view, verb, &mut arguments);
    mend_roles(view, is_passive, &mut arguments);
    arguments.others.sort_by_key(|other| other.head);
    arguments.others.dedup_by_key(|other| other.head);
    let objects: Vec<TokenIdx> = arguments.objects.iter().map(|object| object.head).collect();
    arguments
        .others
        .retain(|other| !objects.contains(&other.head));
    arguments
}

/// "brought farmers and bankers [together]": what is said of all of them is said of none alone.
fn is_collective(view: View<'_>, verb: TokenIdx) -> bool {
    view.children(verb).iter().any(|&child| {
        child > verb
            && matches!(view.lower(child).as_str(), "together" | "apart")
            && view.upos(child) != Upos::Noun
    })
}

/// "something [they seek]"
fn is_indefinite(view: View<'_>, word: TokenIdx) -> bool {
    view.upos(word) == Upos::Pron
        && ["some", "any", "every"]
            .iter()
            .any(|start| view.lower(word).starts_with(start))
}

/// "universities that want to share it": without its clause a bare noun would mean all of a kind. What is past happened to
/// some ("officers who fired shots").
#[must_use]
pub fn is_kind(view: View<'_>, noun: TokenIdx, verb: TokenIdx) -> bool {
    let clause = view
        .related(noun, Relation::Acl)
        .find(|&clause| clause == verb || view.tree().dominates(clause, verb));
    let is_present = clause.is_some_and(|clause| {
        view.has_subtype(clause, "relcl")
            && view
                .children(clause)
                .iter()
                .chain([&clause])
                .any(|&word| matches!(view.xpos(word), "VBP" | "VBZ"))
            && !view
                .before(view.tree().extent(clause).0)
                .into_iter()
                .chain(Some(view.tree().extent(clause).0))
                .any(|word| view.upos(word) == Upos::Punct)
    });
    is_present && view.is_bare(noun)
}

/// Roles that the preposition forbids.
fn mend_roles(view: View<'_>, is_passive: bool, arguments: &mut Arguments) {
    for other in arguments.others.iter_mut().chain(&mut arguments.objects) {
        // "rescued from the rebels": only "by" brings in who does it.
        let is_wrong = is_passive
            && other.role == "ARG0"
            && other
                .preposition
                .as_deref()
                .is_some_and(|preposition| preposition != "by");
        let is_no_time = other.role == "ARGM-TMP"
            && other.preposition.as_deref() == Some("of")
            && !view.is_time(other.head);
        if is_wrong || is_no_time {
            "modifier".clone_into(&mut other.role);
        }
        // "left the night before"
        if view.has_subtype(other.head, "tmod") {
            "ARGM-TMP".clone_into(&mut other.role);
        }
        // "smuggled as head of a firm": what he is, not where.
        if other.preposition.as_deref() == Some("as") && other.role == "ARGM-LOC" {
            "ARGM-PRD".clone_into(&mut other.role);
        }
    }
}
