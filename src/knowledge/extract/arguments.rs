//! The participants of a verb: subject and object by voice, coordinated parts apart, and everything else with its
//! preposition and role. The tree decides who is subject and object; the frame names the roles, and fills in what the
//! tree hangs elsewhere.

use super::candidate::{Form, Participant, role};
use super::clause::{self, Subject};
use super::lists::Lists;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::role::{Modifier, Number, Part, Realisation};
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
    let direct = direct_objects(view, verb, &surface_heads, is_passive);
    let obliques = obliques(view, verb, is_passive, &surface_heads, &direct);
    let cut: Vec<TokenIdx> = obliques.iter().map(|oblique| oblique.head).collect();
    let participant = |head: TokenIdx, otherwise: &str| {
        let parts = Participant::of_frame(view, verb, head, otherwise, &cut);
        if view.is_predicate(head) && view.upos(head) == Upos::Verb {
            Participant::clause(view, verb, head, &cut)
        } else {
            parts
        }
    };
    let mut others = obliques;
    let (subjects, objects) = if is_passive {
        let agents = agents(view, verb);
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
    add_indirect_objects(view, verb, &mut arguments);
    add_complements(view, verb, is_passive, &mut arguments);
    if !is_passive && arguments.objects.is_empty() {
        quoted_content(view, verb, &mut arguments);
    }
    if !is_passive && arguments.objects.is_empty() {
        promote(view, verb, &mut arguments);
    }
    arguments.others.sort_by_key(|other| other.head);
    arguments.others.dedup_by_key(|other| other.head);
    arguments
}

/// The direct objects, coordinated parts apart, those of a relative clause included.
fn direct_objects(
    view: View<'_>,
    verb: TokenIdx,
    subjects: &[TokenIdx],
    is_passive: bool,
) -> Vec<TokenIdx> {
    let own: Vec<TokenIdx> = view.related(verb, Relation::Obj).collect();
    if let Some(&object) = own.first() {
        if view.is_relative(object) {
            let noun = view
                .relative_clause_of(object)
                .and_then(|clause| view.head(clause));
            return noun
                .map(|noun| clause::antecedent(view, object, noun))
                .into_iter()
                .collect();
        }
        return own
            .iter()
            .flat_map(|&object| view.conjuncts(object))
            .collect();
    }
    if is_passive {
        return Vec::new();
    }
    if let Some(noun) = relativised_object(view, verb, subjects) {
        return vec![noun];
    }
    if let Some(object) = object_by_role(view, verb, subjects) {
        return view.conjuncts(object);
    }
    shared_object(view, verb).into_iter().collect()
}

/// The noun that a relative clause is about, where it is the object of the clause: "the troops that they sent".
fn relativised_object(view: View<'_>, verb: TokenIdx, subjects: &[TokenIdx]) -> Option<TokenIdx> {
    if view.relation(verb) != Relation::Acl
        || !view.has_subtype(verb, "relcl")
        || !view.has(verb, Relation::Nsubj)
    {
        return None;
    }
    let noun = view.head(verb)?;
    if subjects.contains(&noun) || view.is_time(noun) || view.has(verb, Relation::Ccomp) {
        return None;
    }
    let has_other_gap = view.subtree(verb).into_iter().any(|word| {
        view.is_relative(word) && !matches!(view.relation(word), Relation::Obj | Relation::Mark)
    });
    if has_other_gap {
        return None;
    }
    let by_frame = view.frame(verb).is_some_and(|frame| {
        frame.arguments().iter().any(|argument| {
            argument.head() == noun && matches!(argument.role().part(), Part::Numbered(_))
        })
    });
    by_frame.then_some(noun)
}

/// "spent [all her energy] battling": the object that the frame sees and the tree hangs on the next verb.
fn object_by_role(view: View<'_>, verb: TokenIdx, subjects: &[TokenIdx]) -> Option<TokenIdx> {
    let has_complement = [Relation::Ccomp, Relation::Xcomp]
        .into_iter()
        .any(|relation| view.has(verb, relation));
    if has_complement {
        return None;
    }
    let frame = view.frame(verb)?;
    frame.arguments().iter().find_map(|argument| {
        let head = argument.head();
        let is_object = argument.role() == Part::Numbered(Number::One).into()
            && head > verb
            && view.relation(head) == Relation::Obj
            && view.head(head) != Some(verb)
            && !subjects.contains(&head);
        let is_next =
            (verb.index() + 1..head.index()).all(|i| view.upos(TokenIdx::new(i)) != Upos::Verb);
        (is_object && is_next).then_some(head)
    })
}

/// The object of coordinated verbs that stands with another of them: "shipped and sold [weapons]".
fn shared_object(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let is_coordinated = view.relation(verb) == Relation::Conj || view.has(verb, Relation::Conj);
    // Only a bare verb leaves its object to the other: "shipped and sold".
    let is_bare = view
        .after(verb)
        .is_some_and(|next| matches!(view.relation(next), Relation::Cc | Relation::Punct));
    if !is_coordinated || !is_bare {
        return None;
    }
    let frame = view.frame(verb)?;
    frame.arguments().iter().find_map(|argument| {
        let head = argument.head();
        (argument.role().part() == Part::Numbered(Number::One)
            && argument.role().realisation() == Realisation::Plain
            && view.relation(head) == Relation::Obj
            && head > verb)
            .then_some(head)
    })
}

/// The agents of a passive, coordinated parts apart.
fn agents(view: View<'_>, verb: TokenIdx) -> Vec<TokenIdx> {
    let agent = view.related(verb, Relation::Obl).find(|&oblique| {
        let by = view.preposition(oblique).as_deref() == Some("by");
        // A numbered role after "by" in a passive is that of whoever does it, whatever its number.
        let is_agent = view.has_subtype(oblique, "agent")
            || view.argument(verb, oblique).is_some_and(|argument| {
                matches!(argument.role().part(), Part::Numbered(_) | Part::Causer)
            });
        by && is_agent && !view.is_predicate(oblique) && !view.is_time(oblique)
    });
    agent.map(|agent| view.conjuncts(agent)).unwrap_or_default()
}

/// The prepositional phrases and other nominal modifiers of the verb, and what the frame gives beyond the tree.
fn obliques(
    view: View<'_>,
    verb: TokenIdx,
    is_passive: bool,
    subjects: &[TokenIdx],
    objects: &[TokenIdx],
) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for &child in view.children(verb) {
        match view.relation(child) {
            Relation::Obl => {
                let is_agent = is_passive && view.preposition(child).as_deref() == Some("by");
                if !is_agent || agents(view, verb).is_empty() {
                    push(view, verb, child, None, &mut found);
                }
            }
            // "closer to the border"
            Relation::Advmod => {
                for inner in view.related(child, Relation::Obl) {
                    push(view, verb, inner, Some(child), &mut found);
                }
            }
            _ => {}
        }
    }
    let Some(frame) = view.frame(verb) else {
        return found;
    };
    for argument in frame.arguments() {
        let head = argument.head();
        let is_known = found.iter().any(|other| other.head == head)
            || subjects.contains(&head)
            || objects.contains(&head)
            || view.head(head) == Some(verb);
        let is_modifier_of_object = view.relation(head) == Relation::Nmod
            && !view.has_subtype(head, "poss")
            && view
                .head(head)
                .is_some_and(|noun| objects.contains(&noun) || view.head(noun) == Some(verb));
        let tells_more = match argument.role().part() {
            Part::Numbered(_) => true,
            Part::Modifier(modifier) => matches!(
                modifier,
                Modifier::Loc | Modifier::Gol | Modifier::Dir | Modifier::Com
            ),
            Part::Causer | Part::DirectSpeech(_) | Part::Predicate => false,
        };
        if !is_known
            && is_modifier_of_object
            && tells_more
            && argument.role().realisation() == Realisation::Plain
            && view
                .preposition(head)
                .is_some_and(|preposition| preposition != "of")
        {
            push(view, verb, head, None, &mut found);
        }
    }
    found
}

fn push(
    view: View<'_>,
    verb: TokenIdx,
    head: TokenIdx,
    adverb: Option<TokenIdx>,
    found: &mut Vec<Participant>,
) {
    if !view.is_nominal(head) || view.is_predicate(head) {
        return;
    }
    let own = view.preposition(head);
    // "according to": the source, not a participant.
    let starts = super::phrase::nominal(view, head, &[]).0;
    let follows_according = view
        .before(starts)
        .and_then(|to| view.before(to))
        .is_some_and(|word| view.lower(word) == "according");
    if follows_according
        || own
            .as_deref()
            .is_some_and(|preposition| preposition.starts_with("according"))
    {
        return;
    }
    if view.is_relative(head) {
        if let Some(clause) = view.relative_clause_of(head)
            && let Some(noun) = view.head(clause)
        {
            let mut participant =
                Participant::of_frame(view, verb, noun, "modifier", &[]).with_preposition(own);
            if let Some(role) = role(view, verb, head) {
                participant.role = role;
            }
            found.push(participant);
        }
        return;
    }
    let preposition = match (adverb, own) {
        (Some(adverb), Some(own)) => Some(format!("{} {own}", view.lower(adverb))),
        (Some(_), None) => return,
        (None, own) => own,
    };
    let default = if view.is_time(head) || view.has_subtype(head, "tmod") {
        "ARGM-TMP"
    } else {
        "modifier"
    };
    let is_between = preposition
        .as_deref()
        .is_some_and(|p| matches!(p, "between" | "among" | "amongst"));
    let heads = if is_between {
        vec![head]
    } else {
        view.conjuncts(head)
    };
    for part in heads {
        let mut participant = Participant::of_frame(view, verb, part, default, &[])
            .with_preposition(preposition.clone());
        if let Some(role) = role(view, verb, head) {
            participant.role = role;
        }
        if is_between {
            let words = view.subtree(part);
            participant.last = words
                .last()
                .copied()
                .unwrap_or(participant.last)
                .max(participant.last);
        }
        found.push(participant);
    }
}

fn add_indirect_objects(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    for object in view.related(verb, Relation::Iobj) {
        for head in view.conjuncts(object) {
            arguments
                .others
                .push(Participant::of_frame(view, verb, head, "recipient", &[]));
        }
    }
}

/// Clauses and properties that complete the verb.
fn add_complements(view: View<'_>, verb: TokenIdx, is_passive: bool, arguments: &mut Arguments) {
    let lists = Lists::get();
    for &child in view.children(verb) {
        let relation = view.relation(child);
        match relation {
            Relation::Ccomp | Relation::Csubj => {
                let participant = Participant::clause(view, verb, child, &[verb]);
                let tells = lists.saying_verbs.contains(view.lemma(verb));
                let has_other_object = !arguments.objects.is_empty() && !tells;
                if is_passive && arguments.objects.is_empty() && relation == Relation::Ccomp {
                    arguments.objects.push(participant);
                } else if is_passive || relation == Relation::Csubj || has_other_object {
                    arguments.others.push(participant);
                } else {
                    // "told [reporters] that ...": the one told is no object beside what is said.
                    let told = std::mem::take(&mut arguments.objects);
                    arguments.others.extend(told);
                    arguments.objects.push(participant);
                }
            }
            Relation::Xcomp => {
                let is_clause = view.upos(child) == Upos::Verb || view.has(child, Relation::Cop);
                if is_clause {
                    let participant = Participant::clause(view, verb, child, &[]);
                    let asks = lists.asking.contains(view.lemma(verb));
                    if arguments.objects.is_empty() && !is_passive && !asks {
                        arguments.objects.push(participant);
                    } else {
                        arguments.others.push(participant);
                    }
                } else {
                    let form = if view.is_nominal(child) {
                        Form::Nominal
                    } else {
                        Form::Property
                    };
                    let preposition = view.preposition(child);
                    let participant = Participant::of_frame(view, verb, child, "complement", &[])
                        .with_form(form)
                        .with_preposition(preposition.clone());
                    if arguments.objects.is_empty()
                        && !is_passive
                        && lists.linking_verbs.contains(view.lemma(verb))
                    {
                        arguments.preposition = preposition;
                        arguments.objects.push(participant);
                    } else {
                        arguments.others.push(participant);
                    }
                }
            }
            _ => {}
        }
    }
}

/// What an inserted "she said" reports: the clause that it stands in.
fn quoted_content(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    if view.relation(verb) != Relation::Parataxis
        || !Lists::get().saying_verbs.contains(view.lemma(verb))
    {
        return;
    }
    if let Some(head) = view.head(verb)
        && view.is_predicate(head)
        && head < verb
    {
        arguments
            .objects
            .push(Participant::clause(view, verb, head, &[verb]));
    }
}

/// Lets the prepositional phrase that says most stand for a missing object: "left [for Russia]".
fn promote(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let rank = |other: &Participant| -> Option<u8> {
        let preposition = other.preposition.as_deref()?;
        if other.form != Form::Nominal || view.is_time(other.head) {
            return None;
        }
        let rank = match other.role.as_str() {
            "ARG1" | "ARG2" | "ARG3" | "ARG4" | "ARG5" | "ARG0" => 0,
            "ARGM-GOL" | "ARGM-DIR" => 1,
            "ARGM-COM" => 2,
            "ARGM-LOC" | "modifier" => 3,
            "ARGM-TMP" | "ARGM-CAU" | "ARGM-DIS" | "ARGM-EXT" | "ARGM-MNR" | "ARGM-ADV"
            | "ARGM-PRP" | "ARGM-PRD" => return None,
            _ => 4,
        };
        // Where it comes from says less than where it goes.
        let is_origin = matches!(
            preposition,
            "from" | "despite" | "amid" | "since" | "during" | "until" | "as"
        );
        Some(rank + if is_origin { 1 } else { 0 })
    };
    let best = arguments
        .others
        .iter()
        .filter_map(|other| Some((rank(other)?, other.head < verb, other.head)))
        .min();
    let Some((_, _, head)) = best else {
        return;
    };
    let preposition = arguments
        .others
        .iter()
        .find(|other| other.head == head)
        .and_then(|o| o.preposition.clone());
    let first_role = arguments
        .others
        .iter()
        .find(|other| other.head == head)
        .map(|o| o.role.clone());
    // Coordinated parts come together.
    let parts = view.conjuncts(head);
    let (promoted, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut arguments.others)
        .into_iter()
        .partition(|other| {
            parts.contains(&other.head)
                && other.preposition == preposition
                && Some(&other.role) == first_role.as_ref()
        });
    arguments.others = rest;
    arguments.objects = promoted;
    arguments.preposition = preposition;
}
