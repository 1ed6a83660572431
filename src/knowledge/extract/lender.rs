//! Who lends a clause its subject, where it has none of its own: the verb above, the clause around, the noun before.

use super::clause::{self, Subject, Via};
use super::lists::Lists;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::frames::Argument;
use crate::language::names::NameType;
use crate::language::role::{Number, Part, Realisation};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "calls for [all salt] to be iodised": the noun with "for" right before an infinitive does what it says.
pub(super) fn before_infinitive(view: View<'_>, clause: TokenIdx) -> Option<TokenIdx> {
    let to = view
        .children(clause)
        .iter()
        .copied()
        .find(|&child| view.xpos(child) == "TO" && child < clause)?;
    let last = view.before(to)?;
    let noun = std::iter::once(last)
        .chain(view.tree().ancestors(last))
        .take_while(|&word| word < to && !view.tree().dominates(word, clause))
        .find(|&word| {
            view.preposition(word).as_deref() == Some("for")
                && matches!(view.relation(word), Relation::Nmod | Relation::Obl)
                && view.is_nominal(word)
        })?;
    let above = view.head(noun)?;
    let is_near = view.head(clause).is_some_and(|governor| {
        governor == above
            || view.head(above) == Some(governor)
            || view.head(governor) == Some(above)
    });
    // "a chance for them to leave"; not "left for Rome to visit": the noun's own verb takes "for".
    let takes =
        view.upos(above) != Upos::Verb || Lists::get().for_infinitive.contains(view.lemma(above));
    (is_near && takes).then_some(noun)
}

/// "priorities which included [holding] elections": what is listed is done by no one named.
pub(super) fn is_listed_gerund(view: View<'_>, clause: TokenIdx) -> bool {
    let first = match view.relation(clause) {
        Relation::Conj => view.head(clause).unwrap_or(clause),
        _ => clause,
    };
    view.xpos(first) == "VBG"
        && matches!(
            view.relation(first),
            Relation::Advcl | Relation::Xcomp | Relation::Ccomp | Relation::Obj
        )
        && !view.has(first, Relation::Mark)
        && view.head(first).is_some_and(|governor| {
            Lists::get().listing_verbs.contains(view.lemma(governor)) && governor < first
        })
}

/// A bare "-ing" form is not coordinated with a finite verb: what it goes on with is lost.
pub(super) fn is_stray_gerund(view: View<'_>, clause: TokenIdx) -> bool {
    let is_bare = view.xpos(clause) == "VBG" && !view.has(clause, Relation::Aux);
    is_bare
        && view.relation(clause) == Relation::Conj
        && view
            .head(clause)
            .is_some_and(|first| view.xpos(first) != "VBG" && view.upos(first) == Upos::Verb)
}

/// "lost his case after being stopped there, then [detained]": whether it goes on with the loser's deeds or with what was done
/// to the one stopped, the form does not tell; without an object the latter is likely, and by whom is not said.
pub(super) fn is_stray_participle(view: View<'_>, clause: TokenIdx) -> bool {
    let Some(first) = view
        .head(clause)
        .filter(|_| view.relation(clause) == Relation::Conj)
    else {
        return false;
    };
    let is_bare = view.xpos(clause) == "VBD"
        && view.lower(clause).ends_with("ed")
        && ![
            Relation::Obj,
            Relation::Ccomp,
            Relation::Xcomp,
            Relation::Aux,
            Relation::Nsubj,
        ]
        .into_iter()
        .any(|relation| view.has(clause, relation));
    let lacks_patient = view.frame(clause).is_some_and(|frame| {
        !frame.arguments().iter().any(|argument| {
            argument.role().part() == Part::Numbered(Number::One)
                && !view.has(argument.head(), Relation::Case)
        })
    });
    let follows_passive = |of: TokenIdx| {
        view.related(of, Relation::Advcl).any(|other| {
            other > first && other < clause && view.is_passive(other) && view.xpos(other) == "VBN"
        })
    };
    is_bare
        && lacks_patient
        && (follows_passive(first) || follows_passive(clause) || is_stray_participle(view, first))
}

/// The participant outside the clause that the frame sees in the place of the surface subject.
pub(super) fn role_outside(view: View<'_>, predicate: TokenIdx) -> Option<TokenIdx> {
    let wanted = if view.is_passive(predicate) {
        Number::One
    } else {
        Number::Zero
    };
    let frame = view.frame(predicate)?;
    frame.arguments().iter().find_map(|argument| {
        let head = argument.head();
        (argument.role().realisation() == Realisation::Plain
            && argument.role().part() == Part::Numbered(wanted)
            && !view.tree().dominates(predicate, head)
            && !view.tree().dominates(head, predicate)
            && view.is_nominal(head)
            && view.relation(head) != Relation::Conj
            && !view.is_relative(head)
            && view.xpos(head) != "PRP$"
            && !clause::is_genitive(view, head))
        .then_some(head)
    })
}

/// The subject of an open complement: the object of the governing verb, else its subject.
pub(super) fn controlled(
    view: View<'_>,
    governor: TokenIdx,
    complement: TokenIdx,
    depth: usize,
) -> Option<Subject> {
    let lists = Lists::get();
    if view.upos(governor) == Upos::Adj && lists.hard_adjectives.contains(view.lemma(governor)) {
        return None;
    }
    let object = [Relation::Obj, Relation::Iobj]
        .into_iter()
        .find_map(|relation| {
            view.related(governor, relation)
                .find(|&object| object < complement)
        });
    let of_object =
        !view.is_passive(governor) && !lists.subject_control.contains(view.lemma(governor));
    // "had the courage to stay": whoever has it stays.
    let is_held = |object: TokenIdx| {
        matches!(
            view.lemma(governor),
            "have" | "lack" | "find" | "lose" | "show"
        ) && lists.control_nouns.contains(view.lemma(object))
    };
    if let Some(object) = object
        && of_object
        && !is_held(object)
        && !view.is_relative(object)
        && view.features(object).get("Reflex").is_none()
    {
        return Some(clause::of(view, object, Via::Control));
    }
    // "called on Sarkozy to continue": the one who is asked stands after a preposition.
    if of_object
        && clause::has_to(view, complement)
        && let Some(asked) = asked(view, governor, complement)
    {
        return Some(clause::of(view, asked, Via::Control));
    }
    clause::find(view, governor, depth).map(|subject| clause::handed_on(subject, Via::Control))
}

/// The one who is asked: "called on [Sarkozy] to continue".
fn asked(view: View<'_>, governor: TokenIdx, clause: TokenIdx) -> Option<TokenIdx> {
    view.related(governor, Relation::Obl).find(|&oblique| {
        oblique < clause
            && Lists::get().asking.contains(view.lemma(governor))
            && matches!(
                view.preposition(oblique).as_deref(),
                Some("on" | "upon" | "to" | "with" | "for")
            )
    })
}

/// The subject of an adverbial clause without one: that of the clause around it, or its object ("accused him of
/// supplying", "sent troops to support").
pub(super) fn of_adjunct(
    view: View<'_>,
    governor: TokenIdx,
    clause: TokenIdx,
    depth: usize,
) -> Option<Subject> {
    let lists = Lists::get();
    if !clause::is_participle(view, clause)
        && !clause::has_to(view, clause)
        && view.upos(clause) == Upos::Verb
        && !clause::is_reduced(view, clause)
    {
        return None;
    }
    let preposition = view.preposition(clause);
    let of_object = match preposition.as_deref() {
        Some("of" | "from" | "into") => true,
        Some("to") | None if clause::has_to(view, clause) => {
            lists.object_purpose.contains(view.lemma(governor))
        }
        Some("for") => lists.blame.contains(view.lemma(governor)),
        _ => false,
    };
    if of_object
        && !view.is_passive(governor)
        && let Some(object) = view
            .first_related(governor, Relation::Obj)
            .filter(|&object| object < clause)
            .or_else(|| view.first_related(governor, Relation::Iobj))
        && !view.is_relative(object)
    {
        return Some(clause::of(view, object, Via::Control));
    }
    // "gave [them] until May to leave"
    if clause::has_to(view, clause)
        && lists.giving_verbs.contains(view.lemma(governor))
        && !view.is_passive(governor)
        && let Some(getter) = view.first_related(governor, Relation::Iobj)
    {
        return Some(clause::of(view, getter, Via::Control));
    }
    // "won a case over the treatment of Ann Hall after being stopped": either may have been.
    if view.xpos(clause) == "VBN"
        && view.has(clause, Relation::Mark)
        && role_outside(view, clause).is_none()
        && person_before(view, governor, clause)
    {
        return None;
    }
    if !clause::has_to(view, clause) {
        if let Some(noun) = role_outside(view, clause) {
            let via = if of_object {
                Via::Control
            } else {
                Via::Adjunct
            };
            return Some(clause::of(view, noun, via));
        }
        // "was achieved by bombing": who bombs is whoever achieved it.
        let is_means = matches!(
            preposition.as_deref(),
            Some("by" | "through" | "in" | "for" | "without" | "via")
        );
        // "cannot win by acting alone": no one acts alone.
        if preposition.as_deref() == Some("by") && is_denied(view, governor) {
            return None;
        }
        if is_means && view.is_passive(governor) && !view.is_passive(clause) && !of_object {
            let agent = agent(view, governor);
            return agent.map(|agent| clause::of(view, agent, Via::Adjunct));
        }
        // "key to realizing": said of no one.
        if preposition.as_deref() == Some("to") && view.upos(governor) != Upos::Verb {
            return clause::find(view, governor, depth)
                .filter(|subject| {
                    subject
                        .heads
                        .iter()
                        .all(|&head| view.upos(head) != Upos::Verb)
                })
                .map(|subject| clause::handed_on(subject, Via::Adjunct));
        }
    }
    if clause::has_to(view, clause) {
        if let Some(asked) = asked(view, governor, clause) {
            return Some(clause::of(view, asked, Via::Control));
        }
        // "flags [painted] red to represent the dead": the flags do.
        let gives_property = view.relation(governor) == Relation::Acl
            && view
                .related(governor, Relation::Xcomp)
                .any(|property| view.upos(property) == Upos::Adj);
        if let Some(noun) = view.head(governor).filter(|_| gives_property) {
            return Some(clause::of(view, noun, Via::Adjunct));
        }
        // "used by officers to track": the purpose is the agent's.
        if view.is_passive(governor) && !of_object {
            return agent(view, governor).map(|agent| clause::of(view, agent, Via::Adjunct));
        }
    }
    let via = if of_object {
        Via::Control
    } else {
        Via::Adjunct
    };
    clause::find(view, governor, depth)
        .filter(|subject| !is_result(view, governor, clause, subject))
        .map(|subject| clause::handed_on(subject, via))
}

/// "[does] what it takes to win": who does it wins; the "it" is no one.
pub(super) fn doing_what_it_takes(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    let takes = view.lemma(verb) == "take"
        && view.relation(verb) == Relation::Acl
        && view
            .first_related(verb, Relation::Nsubj)
            .is_some_and(|subject| view.lower(subject) == "it");
    let mut above = view.tree().ancestors(verb).filter(|_| takes);
    above.find(|&above| view.upos(above) == Upos::Verb)
}

/// "inquiries went on, [filling] rooms with suspects", "they are short of salt, [putting] children at risk": where the
/// frame knows no one who does it, it is done only by someone who acts in the clause around; else that whole clause does.
fn is_result(view: View<'_>, governor: TokenIdx, clause: TokenIdx, subject: &Subject) -> bool {
    let has_doer = |argument: &Argument| {
        argument.role().part() == Part::Numbered(Number::Zero)
            && argument.role().realisation() != Realisation::Continuation
    };
    let lacks_doer = view
        .frame(clause)
        .is_none_or(|frame| !frame.arguments().iter().any(has_doer));
    let is_bare = view.xpos(clause) == "VBG"
        && view.preposition(clause).is_none()
        && !view.has(clause, Relation::Mark);
    // "According to the agency, [quoting] a paper, ...": the source quotes.
    let first = view.tree().extent(clause).0;
    let follows_source = clause < governor
        && (0..first.index()).any(|i| view.lower(TokenIdx::new(i)) == "according");
    // "named Ann Hall, [replacing] Bob Lee": as likely the one who is named.
    let lists = Lists::get();
    let is_named = clause > governor
        && lists.object_purpose.contains(view.lemma(governor))
        && !lists.saying_verbs.contains(view.lemma(clause))
        && view
            .related(governor, Relation::Obj)
            .any(|object| object < clause && clause::acts(view, object));
    if is_bare && (follows_source || is_named) {
        return true;
    }
    let is_bare = is_bare && clause > governor;
    let does = view.upos(governor) == Upos::Verb
        && !view.is_passive(governor)
        && subject.heads.iter().any(|&head| clause::acts(view, head));
    is_bare && lacks_doer && !does
}

/// Whether a person's name, not the subject's, stands right before an adverbial clause without a mark between them.
fn person_before(view: View<'_>, governor: TokenIdx, clause: TokenIdx) -> bool {
    view.before(view.tree().extent(clause).0)
        .is_some_and(|last| view.is_named(last, NameType::Person) && last > governor)
}

/// Whether the clause of a verb is denied by a word of its own.
fn is_denied(view: View<'_>, verb: TokenIdx) -> bool {
    view.related(verb, Relation::Advmod)
        .any(|adverb| view.features(adverb).get("Polarity") == Some("Neg"))
}

/// The agent of a passive.
fn agent(view: View<'_>, verb: TokenIdx) -> Option<TokenIdx> {
    view.related(verb, Relation::Obl).find(|&oblique| {
        view.preposition(oblique).as_deref() == Some("by") && view.is_nominal(oblique)
    })
}

/// The subject of a clause that modifies a noun.
pub(super) fn of_noun_modifier(
    view: View<'_>,
    noun: TokenIdx,
    clause: TokenIdx,
    depth: usize,
) -> Option<Subject> {
    let opens = view
        .children(clause)
        .iter()
        .any(|&child| view.is_relative(child) || view.relation(child) == Relation::Nsubj);
    if view.has_subtype(clause, "relcl") && (opens || !clause::has_to(view, clause)) {
        // The reader saw no subject: the relative pronoun is the subject, or stands for an object that is not there.
        let gap_is_object = view
            .related(clause, Relation::Obj)
            .any(|object| view.is_relative(object));
        let has_adverb = view
            .related(clause, Relation::Advmod)
            .any(|adverb| view.xpos(adverb) == "WRB");
        return (!gap_is_object && !has_adverb).then(|| clause::of_antecedent(view, noun, clause));
    }
    if clause::has_to(view, clause) {
        let lists = Lists::get();
        if lists.control_nouns.contains(view.lemma(noun)) || view.frame(noun).is_some() {
            return holder(view, noun, depth);
        }
        let is_chosen = view.related(noun, Relation::Amod).any(|word| {
            matches!(
                view.lower(word).as_str(),
                "only" | "last" | "next" | "latest"
            ) || view.features(word).get("NumType") == Some("Ord")
        });
        return is_chosen.then(|| clause::of(view, noun, Via::Participle));
    }
    if view.preposition(clause).is_some() {
        return holder(view, noun, depth);
    }
    // A finite verb here is a misread main clause: "a delegation [led by the minister] left".
    let is_finite = matches!(view.xpos(clause), "VBD" | "VBZ" | "VBP");
    if !clause::is_participle(view, clause) && !is_finite {
        return None;
    }
    described(view, noun, clause).map(|noun| Subject {
        heads: vec![noun],
        via: Via::Participle,
    })
}

/// The noun that a participle or adjective behind `noun` describes. After a comma it may as well be one that `noun` belongs
/// to ("supporters of Ann Hall, armed with rifles"): where both act, no one knows. Without a comma it tells which, and so
/// is not about a person's name ("supporters of Ann Hall armed with rifles").
pub(super) fn described(view: View<'_>, noun: TokenIdx, clause: TokenIdx) -> Option<TokenIdx> {
    let first = view.tree().extent(clause).0;
    // "concerns about troops [being sent] there": the noun behind the preposition is sent; "a story about a sailor [building]
    // a boat": no story builds.
    let is_progressive = view
        .related(clause, Relation::Aux)
        .any(|auxiliary| view.lower(auxiliary) == "being");
    let near = view.related(noun, Relation::Nmod).find(|&near| {
        view.preposition(near).is_some() && view.tree().extent(near).1.index() + 1 == first.index()
    });
    let only_near_acts = |near: TokenIdx| {
        view.xpos(clause) == "VBG"
            && view.preposition(near).as_deref() == Some("about")
            && !clause::acts(view, noun)
            && std::iter::once(near)
                .chain(view.related(near, Relation::Nmod))
                .any(|word| clause::acts(view, word))
    };
    if let Some(near) = near.filter(|&near| is_progressive || only_near_acts(near)) {
        return Some(near);
    }
    let is_apart = [Some(first), view.before(first)]
        .into_iter()
        .flatten()
        .any(|word| view.upos(word) == Upos::Punct);
    let holder = (view.relation(noun) == Relation::Nmod && view.preposition(noun).is_some())
        .then(|| view.head(noun))
        .flatten()
        .filter(|&holder| {
            holder < noun
                && clause::acts(view, holder)
                && clause::acts(view, noun)
                && !Lists::get().placing_verbs.contains(view.lemma(clause))
        });
    let Some(holder) = holder else {
        // "police fed us a theory, [calling] him mad": the doing is as likely that of who acts in the clause.
        let is_doing = is_apart && view.xpos(clause) == "VBG" && !clause::acts(view, noun);
        let doer = view
            .tree()
            .ancestors(noun)
            .find(|&above| view.upos(above) == Upos::Verb)
            .filter(|_| is_doing && view.relation(noun) != Relation::Nsubj)
            .and_then(|verb| view.first_related(verb, Relation::Nsubj))
            .filter(|&doer| clause::acts(view, doer));
        return doer.is_none().then_some(noun);
    };
    if is_apart {
        return None;
    }
    Some(if view.is_named(noun, NameType::Person) {
        holder
    } else {
        noun
    })
}

/// Who has or makes what a noun names: its possessor, else the subject of the verb that it is an object of.
pub(super) fn holder(view: View<'_>, noun: TokenIdx, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    if let Some(possessor) = clause::possessor(view, noun) {
        return Some(clause::of(view, possessor, Via::Control));
    }
    let by = view
        .related(noun, Relation::Nmod)
        .find(|&agent| view.preposition(agent).as_deref() == Some("by"));
    if let Some(agent) = by {
        return Some(clause::of(view, agent, Via::Control));
    }
    let mut word = noun;
    while view.relation(word) == Relation::Conj || view.relation(word) == Relation::Nmod {
        let is_modifier = view.relation(word) == Relation::Nmod;
        word = view.head(word)?;
        // "the party ... in an attempt to win": the party attempts.
        if is_modifier && clause::acts(view, word) {
            return Some(clause::of(view, word, Via::Control));
        }
        if let Some(possessor) = clause::possessor(view, word) {
            return Some(clause::of(view, possessor, Via::Control));
        }
    }
    if !matches!(view.relation(word), Relation::Obj | Relation::Obl) {
        return None;
    }
    let verb = view.head(word)?;
    if Lists::get().giving_verbs.contains(view.lemma(verb)) && !view.is_passive(verb) {
        let getter = view.first_related(verb, Relation::Iobj).or_else(|| {
            view.first_related(verb, Relation::Obj)
                .filter(|&object| object != word)
        });
        if let Some(getter) = getter {
            return Some(clause::of(view, getter, Via::Control));
        }
    }
    clause::find(view, verb, depth).map(|subject| clause::handed_on(subject, Via::Control))
}
