//! What else belongs to a verb: agents, prepositional phrases, adverbs; and which phrase stands for a missing object.

use super::super::candidate::{Form, Participant, role};
use super::super::lists::Lists;
use super::super::phrase;
use super::super::view::View;
use super::Arguments;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::role::{Modifier, Part, Realisation};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The agents of a passive, coordinated parts apart.
pub(super) fn agents(view: View<'_>, verb: TokenIdx) -> Vec<TokenIdx> {
    let agent = view.related(verb, Relation::Obl).find(|&oblique| {
        let by = view.preposition(oblique).as_deref() == Some("by");
        // A numbered role after "by" in a passive is that of whoever does it, whatever its number.
        let is_agent = view.has_subtype(oblique, "agent")
            || view.argument(verb, oblique).is_some_and(|argument| {
                matches!(argument.role().part(), Part::Numbered(_) | Part::Causer)
            });
        // "taken by ambulance": how.
        let is_means = view.xpos(oblique) == "NN"
            && view.name(oblique).is_none()
            && view
                .children(oblique)
                .iter()
                .all(|&child| view.relation(child) == Relation::Case)
            && Lists::get().means.contains(view.lemma(oblique));
        by && is_agent && !is_means && !view.is_predicate(oblique) && !view.is_time(oblique)
    });
    agent.map(|agent| view.conjuncts(agent)).unwrap_or_default()
}

/// The prepositional phrases and other nominal modifiers of the verb, and what the frame gives beyond the tree.
pub(super) fn obliques(
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
            && (is_passive || view.preposition(head).as_deref() != Some("by"))
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
    // A semicolon ends the clause; "two days after being freed" measures.
    let (low, high) = (verb.min(head), verb.max(head));
    let is_apart = (low.index()..high.index()).any(|i| view.form(TokenIdx::new(i)) == ";");
    let is_measure = own.is_none()
        && view.is_time(head)
        && view
            .after(head)
            .is_some_and(|next| matches!(view.lower(next).as_str(), "after" | "before"));
    if is_apart || is_measure {
        return;
    }
    // "according to": the source, not a participant.
    let starts = phrase::nominal(view, head, &[]).0;
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

/// How, where and in which direction, said by an adverb: "went smoothly", "came here".
pub(super) fn add_adverbs(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let adverbs = adverbs(view, verb);
    let is_new = |adverb: &Participant| {
        arguments
            .others
            .iter()
            .all(|other| other.head != adverb.head)
    };
    let new: Vec<Participant> = adverbs.into_iter().filter(is_new).collect();
    arguments.others.extend(new);
}

/// The adverbs of `verb` that tell how, where and in which direction.
#[must_use]
pub fn adverbs(view: View<'_>, verb: TokenIdx) -> Vec<Participant> {
    let mut found = Vec::new();
    let particle = relation::adverb_of_verb(view, verb);
    for adverb in view
        .related(verb, Relation::Advmod)
        .filter(|&adverb| Some(adverb) != particle)
    {
        let tells = role(view, verb, adverb).is_some_and(|role| {
            matches!(
                role.as_str(),
                "ARGM-MNR" | "ARGM-LOC" | "ARGM-DIR" | "ARGM-GOL" | "ARGM-COM"
            ) || role.len() == 4
        }) || is_comparative(view, verb, adverb);
        let is_word = (matches!(view.upos(adverb), Upos::Adv) || view.xpos(adverb) == "JJR")
            && !matches!(view.xpos(adverb), "WRB" | "RP")
            && view
                .children(adverb)
                .iter()
                .all(|&child| view.relation(child) == Relation::Advmod);
        if tells && is_word {
            let (first, last) = view.tree().extent(adverb);
            found.push(Participant {
                head: adverb,
                first,
                last,
                role: role(view, verb, adverb).unwrap_or_else(|| "ARGM-EXT".to_owned()),
                preposition: None,
                form: Form::Property,
            });
        }
    }
    found
}

/// "cared [more] about it", "sold significantly [less]": without it the claim would say what no one said.
fn is_comparative(view: View<'_>, verb: TokenIdx, adverb: TokenIdx) -> bool {
    matches!(view.xpos(adverb), "RBR" | "JJR")
        && adverb > verb
        && matches!(
            view.lower(adverb).as_str(),
            "more" | "less" | "better" | "worse"
        )
}

/// "Xiamen, where his empire was based": the place that a relative adverb stands for.
pub(super) fn add_relative_place(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let place = relative_place(view, verb).filter(|place| {
        let known = arguments.subjects.iter().chain(&arguments.objects);
        known
            .chain(&arguments.others)
            .all(|other| other.head != place.head)
    });
    arguments.others.extend(place);
}

/// The noun that the "where" of the clause of `predicate` stands for: by the tree, or by the frame of `predicate` or its
/// copula.
#[must_use]
pub fn relative_place(view: View<'_>, predicate: TokenIdx) -> Option<Participant> {
    view.children(predicate)
        .iter()
        .copied()
        .find(|&adverb| view.lower(adverb) == "where" && adverb < predicate)?;
    let copula = view.first_related(predicate, Relation::Cop);
    let is_clause =
        view.relation(predicate) == Relation::Acl && view.has_subtype(predicate, "relcl");
    let by_tree = view.head(predicate).filter(|_| is_clause);
    let by_frame = || {
        let frame = copula
            .and_then(|copula| view.frame(copula))
            .or_else(|| view.frame(predicate))?;
        frame.arguments().iter().find_map(|argument| {
            let is_place = argument.role().part() == Part::Modifier(Modifier::Loc)
                && argument.role().realisation() == Realisation::Plain
                && !view.tree().dominates(predicate, argument.head());
            is_place.then(|| argument.head())
        })
    };
    let noun = by_tree
        .or_else(by_frame)
        .filter(|&noun| view.is_nominal(noun))?;
    // "changes in the industry, where ...": the noun right before is the place.
    let first = view.tree().extent(predicate).0;
    let near = (0..first.index())
        .rev()
        .map(TokenIdx::new)
        .find(|&word| view.upos(word) != Upos::Punct)
        .filter(|&near| view.tree().dominates(noun, near) && view.upos(near) == Upos::Noun);
    let noun = near.unwrap_or(noun);
    let cut = [predicate];
    let (first, last) = phrase::nominal(view, noun, &cut);
    Some(Participant {
        head: noun,
        first,
        last,
        role: "ARGM-LOC".to_owned(),
        preposition: Some("in".to_owned()),
        form: Form::Nominal,
    })
}

/// Lets the prepositional phrase that says most stand for a missing object: "left [for Russia]".
pub(super) fn promote(view: View<'_>, verb: TokenIdx, arguments: &mut Arguments) {
    let rank = |other: &Participant| -> Option<u8> {
        let preposition = other.preposition.as_deref()?;
        if other.form != Form::Nominal
            || view.is_time(other.head)
            || Lists::get().manner_prepositions.contains(preposition)
        {
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
        Some(rank + u8::from(is_origin))
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
