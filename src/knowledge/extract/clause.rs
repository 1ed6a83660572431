//! Who a predicate is said of: its own subject, or the one that coordination, control, a participle or a relative
//! clause lends it. The surface subject is the one before the voice is considered: of a passive it is the one affected.

use super::lists::Lists;
use super::view::View;
use crate::knowledge::nouns::Sort;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::role::{Number, Part, Realisation};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// How a predicate comes by its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// It stands in the clause itself.
    Own,
    /// It is that of the clause that this one is coordinated with.
    Shared,
    /// It is the noun that the relative clause is about.
    Relative,
    /// It is the noun that the participle describes.
    Participle,
    /// It is the subject of the clause around a participle or an infinitive.
    Adjunct,
    /// The verb above decides: "expected to join", "accused of supplying", "help evade".
    Control,
    /// Only the frame tells.
    Role,
}

/// A surface subject: the heads of its coordinated parts, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The heads, in order; at least one.
    pub heads: Vec<TokenIdx>,
    /// How it was found.
    pub via: Via,
}

/// How often a subject may be handed on: no sentence that people write needs more.
const DEPTH: usize = 12;

/// The surface subject of `predicate`; none where the sentence does not tell.
#[must_use]
pub fn subject(view: View<'_>, predicate: TokenIdx) -> Option<Subject> {
    find(view, predicate, DEPTH).filter(|subject| !subject.heads.contains(&predicate))
}

fn find(view: View<'_>, predicate: TokenIdx, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    if let Some(own) = own_subject(view, predicate) {
        return match own {
            Own::Word(head) => Some(of(view, head, Via::Own)),
            Own::Antecedent(head) => Some(of(view, head, Via::Relative)),
            Own::Expletive => None,
        };
    }
    let above = view.head(predicate);
    let found = match view.relation(predicate) {
        Relation::Conj => above.and_then(|first| shared(view, first, depth)),
        Relation::Xcomp => above.and_then(|governor| controlled(view, governor, predicate, depth)),
        Relation::Advcl => above.and_then(|governor| of_adjunct(view, governor, predicate, depth)),
        Relation::Ccomp | Relation::Obl | Relation::Parataxis if is_participle(view, predicate) => {
            above
                .and_then(|governor| find(view, governor, depth))
                .map(|s| handed_on(s, Via::Adjunct))
        }
        Relation::Ccomp if has_to(view, predicate) => {
            above.and_then(|governor| controlled(view, governor, predicate, depth))
        }
        Relation::Acl => above.and_then(|noun| of_noun_modifier(view, noun, predicate, depth)),
        Relation::Nmod if is_participle(view, predicate) => {
            above.and_then(|noun| holder(view, noun, depth))
        }
        _ => None,
    };
    found.or_else(|| by_role(view, predicate))
}

fn of(view: View<'_>, head: TokenIdx, via: Via) -> Subject {
    Subject {
        heads: view.conjuncts(head),
        via,
    }
}

fn handed_on(subject: Subject, via: Via) -> Subject {
    Subject { via, ..subject }
}

enum Own {
    Word(TokenIdx),
    Antecedent(TokenIdx),
    Expletive,
}

fn own_subject(view: View<'_>, predicate: TokenIdx) -> Option<Own> {
    let subjects: Vec<TokenIdx> = view
        .children(predicate)
        .iter()
        .copied()
        .filter(|&child| {
            view.relation(child) == Relation::Nsubj
                && !view.has_subtype(child, "outer")
                && !is_genitive(view, child)
        })
        .collect();
    // Of two the nearer one before the predicate; a subject may follow it too ("said the minister").
    let nearest = subjects
        .iter()
        .copied()
        .filter(|&subject| subject < predicate)
        .next_back()
        .or(subjects.first().copied());
    if let Some(word) = nearest {
        if view.is_relative(word)
            && let Some(clause) = view.relative_clause_of(word)
            && let Some(noun) = view.head(clause)
        {
            return Some(Own::Antecedent(antecedent(view, word, noun)));
        }
        // A relative pronoun without its clause: the noun is not known.
        if matches!(view.xpos(word), "WDT" | "WP") && view.relation(predicate) != Relation::Ccomp {
            return Some(Own::Expletive);
        }
        // "It is estimated that ...": the clause is what is said.
        let is_empty = view.lower(word) == "it"
            && (view.has(predicate, Relation::Csubj)
                || view.is_passive(predicate) && view.has(predicate, Relation::Ccomp));
        return Some(if is_empty {
            Own::Expletive
        } else {
            Own::Word(word)
        });
    }
    if let Some(expletive) = view.first_related(predicate, Relation::Expl) {
        let _ = expletive;
        return Some(Own::Expletive);
    }
    view.first_related(predicate, Relation::Csubj)
        .map(Own::Word)
}

/// "the world's": no subject, whatever the tree says.
fn is_genitive(view: View<'_>, word: TokenIdx) -> bool {
    view.related(word, Relation::Case)
        .any(|case| view.xpos(case) == "POS")
}

/// What a relative pronoun stands for: the noun that the tree gives, but for "who" after a comma a person or body right
/// before it, where the other is none: "the leadership of Mohamed Bacar, who ...".
#[must_use]
pub fn antecedent(view: View<'_>, pronoun: TokenIdx, noun: TokenIdx) -> TokenIdx {
    let clause = view.relative_clause_of(pronoun).unwrap_or(pronoun);
    let (first, _) = view.tree().extent(clause);
    let mut end = if view.form(first) == "," {
        Some(first)
    } else {
        view.before(first)
    };
    while let Some(word) =
        end.filter(|&word| matches!(view.form(word), "," | "(" | ")" | "—" | "-") || word >= first)
    {
        end = view.before(word);
    }
    let Some(last) = end.filter(|_| matches!(view.lower(pronoun).as_str(), "who" | "whom")) else {
        return noun;
    };
    let near = match view.name(last) {
        Some(name) => super::title::name_head(view, name),
        None => last,
    };
    if near == noun || !view.is_nominal(near) || near < noun {
        return noun;
    }
    let fits = |word: TokenIdx| acts(view, word);
    if fits(near) && (!fits(noun) || view.form(TokenIdx::new(last.index() + 1)) == ",") {
        near
    } else {
        noun
    }
}

/// Whether a noun names someone who can act: a person, a people, a body.
#[must_use]
pub fn acts(view: View<'_>, word: TokenIdx) -> bool {
    if let Some(name) = view.name(word) {
        return matches!(
            name.kind(),
            NameType::Person | NameType::Org | NameType::Norp | NameType::Gpe
        );
    }
    let lists = Lists::get();
    matches!(
        lists.nouns.sort(view.lemma(word)),
        Sort::Person | Sort::Group
    ) || lists.nouns.body(view.lemma(word)).is_some()
        || super::title::is_title(view, word)
        || matches!(view.features(word).get("Person"), Some("1" | "2"))
        || matches!(
            view.lower(word).as_str(),
            "he" | "she" | "they" | "who" | "everyone" | "someone"
        )
}

/// The subject of a clause coordinated with `first`.
fn shared(view: View<'_>, first: TokenIdx, depth: usize) -> Option<Subject> {
    if !view.is_predicate(first) && view.upos(first) != Upos::Adj {
        return None;
    }
    let subject = find(view, first, depth)?;
    let via = if subject.via == Via::Own {
        Via::Shared
    } else {
        subject.via
    };
    Some(handed_on(subject, via))
}

/// The subject of an open complement: the object of the governing verb, else its subject.
fn controlled(
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
    if let Some(object) = object
        && of_object
        && !view.is_relative(object)
        && view.features(object).get("Reflex").is_none()
    {
        return Some(of(view, object, Via::Control));
    }
    // "called on Sarkozy to continue": the one who is asked stands after a preposition.
    if of_object
        && has_to(view, complement)
        && let Some(asked) = asked(view, governor, complement)
    {
        return Some(of(view, asked, Via::Control));
    }
    find(view, governor, depth).map(|subject| handed_on(subject, Via::Control))
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
fn of_adjunct(
    view: View<'_>,
    governor: TokenIdx,
    clause: TokenIdx,
    depth: usize,
) -> Option<Subject> {
    let lists = Lists::get();
    if !is_participle(view, clause)
        && !has_to(view, clause)
        && view.upos(clause) == Upos::Verb
        && !is_reduced(view, clause)
    {
        return None;
    }
    let preposition = view.preposition(clause);
    let of_object = match preposition.as_deref() {
        Some("of" | "from" | "into") => true,
        Some("to") | None if has_to(view, clause) => {
            lists.object_purpose.contains(view.lemma(governor))
        }
        Some("for") => lists.blame.contains(view.lemma(governor)),
        _ => false,
    };
    if of_object
        && !view.is_passive(governor)
        && let Some(object) = view.first_related(governor, Relation::Obj)
        && !view.is_relative(object)
    {
        return Some(of(view, object, Via::Control));
    }
    if has_to(view, clause) {
        if let Some(asked) = asked(view, governor, clause) {
            return Some(of(view, asked, Via::Control));
        }
        // "used by officers to track": the purpose is the agent's.
        if view.is_passive(governor) && !of_object {
            let agent = view.related(governor, Relation::Obl).find(|&oblique| {
                view.preposition(oblique).as_deref() == Some("by") && view.is_nominal(oblique)
            });
            return agent.map(|agent| of(view, agent, Via::Adjunct));
        }
    }
    let via = if of_object {
        Via::Control
    } else {
        Via::Adjunct
    };
    find(view, governor, depth).map(|subject| handed_on(subject, via))
}

/// The subject of a clause that modifies a noun.
fn of_noun_modifier(
    view: View<'_>,
    noun: TokenIdx,
    clause: TokenIdx,
    depth: usize,
) -> Option<Subject> {
    if view.has_subtype(clause, "relcl") {
        // The reader saw no subject: the relative pronoun is the subject, or stands for an object that is not there.
        let gap_is_object = view
            .related(clause, Relation::Obj)
            .any(|object| view.is_relative(object));
        let has_adverb = view
            .related(clause, Relation::Advmod)
            .any(|adverb| view.xpos(adverb) == "WRB");
        return (!gap_is_object && !has_adverb).then(|| of(view, noun, Via::Relative));
    }
    if has_to(view, clause) {
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
        return is_chosen.then(|| of(view, noun, Via::Participle));
    }
    if let Some("of" | "for" | "in" | "from" | "about" | "at") = view.preposition(clause).as_deref()
    {
        return holder(view, noun, depth);
    }
    // A finite verb here is a misread main clause: "a delegation [led by the minister] left".
    let is_finite = matches!(view.xpos(clause), "VBD" | "VBZ" | "VBP");
    (is_participle(view, clause) || is_finite).then(|| Subject {
        heads: vec![noun],
        via: Via::Participle,
    })
}

/// Who has or makes what a noun names: its possessor, else the subject of the verb that it is an object of.
fn holder(view: View<'_>, noun: TokenIdx, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    if let Some(possessor) = possessor(view, noun) {
        return Some(of(view, possessor, Via::Control));
    }
    let by = view
        .related(noun, Relation::Nmod)
        .find(|&agent| view.preposition(agent).as_deref() == Some("by"));
    if let Some(agent) = by {
        return Some(of(view, agent, Via::Control));
    }
    let mut word = noun;
    while view.relation(word) == Relation::Conj || view.relation(word) == Relation::Nmod {
        let is_modifier = view.relation(word) == Relation::Nmod;
        word = view.head(word)?;
        // "the party ... in an attempt to win": the party attempts.
        if is_modifier && acts(view, word) {
            return Some(of(view, word, Via::Control));
        }
        if let Some(possessor) = possessor(view, word) {
            return Some(of(view, possessor, Via::Control));
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
            return Some(of(view, getter, Via::Control));
        }
    }
    find(view, verb, depth).map(|subject| handed_on(subject, Via::Control))
}

/// The possessor of a noun: "Choe's", "its".
#[must_use]
pub fn possessor(view: View<'_>, noun: TokenIdx) -> Option<TokenIdx> {
    view.children(noun).iter().copied().find(|&child| {
        matches!(view.relation(child), Relation::Nmod | Relation::Det)
            && (view.has_subtype(child, "poss") || view.xpos(child) == "PRP$")
            && child < noun
    })
}

/// The subject that the frame gives, where the tree gives none.
fn by_role(view: View<'_>, predicate: TokenIdx) -> Option<Subject> {
    if !matches!(
        view.relation(predicate),
        Relation::Conj | Relation::Advcl | Relation::Ccomp | Relation::Parataxis | Relation::Root
    ) || view.has(predicate, Relation::Expl)
    {
        return None;
    }
    let frame = view.frame(predicate)?;
    let wanted = if view.is_passive(predicate) {
        [Number::One, Number::Two]
    } else {
        [Number::Zero, Number::One]
    };
    let argument = frame.arguments().iter().find(|argument| {
        argument.role().realisation() == Realisation::Plain
            && argument.role().part() == Part::Numbered(wanted[0])
    })?;
    let head = argument.head();
    let outside = !view.tree().dominates(predicate, head);
    (outside && head < predicate && view.is_nominal(head) && !view.is_relative(head))
        .then(|| of(view, head, Via::Role))
}

/// "supplying", "accused": a form that carries no tense by itself.
#[must_use]
pub fn is_participle(view: View<'_>, verb: TokenIdx) -> bool {
    let has_auxiliary = view.children(verb).iter().any(|&child| {
        view.relation(child) == Relation::Aux && view.features(child).get("VerbForm") == Some("Fin")
    });
    matches!(view.xpos(verb), "VBG" | "VBN") && !has_auxiliary
}

/// An adjective or noun as an adverbial clause: "alone in the village", "once a minister".
fn is_reduced(view: View<'_>, word: TokenIdx) -> bool {
    !view.has(word, Relation::Cop) && view.upos(word) != Upos::Verb
}

/// Whether it is an infinitive with "to".
#[must_use]
pub fn has_to(view: View<'_>, verb: TokenIdx) -> bool {
    view.children(verb).iter().any(|&child| {
        view.xpos(child) == "TO" || (view.lower(child) == "to" && view.upos(child) == Upos::Part)
    })
}

/// Whether the words of the predicate ask: its clause is a direct or indirect question.
#[must_use]
pub fn asks(view: View<'_>, predicate: TokenIdx) -> bool {
    let mut clause = predicate;
    loop {
        let question_word = view.children(clause).iter().any(|&child| {
            matches!(view.xpos(child), "WDT" | "WP" | "WRB")
                && child < clause
                && !view.is_relative(child)
                && view.relation(clause) != Relation::Acl
                && view.relation(clause) != Relation::Advcl
        });
        let first = view.tree().extent(clause).0;
        let follows_question = view.relation(clause) == Relation::Ccomp
            && [Some(first), view.before(first)]
                .into_iter()
                .flatten()
                .any(|word| {
                    matches!(view.xpos(word), "WRB" | "WP" | "WDT") && view.lower(word) != "that"
                });
        if follows_question {
            return true;
        }
        let whether = view.related(clause, Relation::Mark).any(|mark| {
            view.lower(mark) == "whether"
                || (view.lower(mark) == "if" && view.relation(clause) == Relation::Ccomp)
        });
        if question_word || whether {
            return true;
        }
        match (view.relation(clause), view.head(clause)) {
            (Relation::Conj | Relation::Xcomp, Some(above)) => clause = above,
            _ => return false,
        }
    }
}
