//! Clauses and phrases that hang on the wrong word: outside a quotation, behind a complement, on an object.

use super::super::lists::Lists;
use super::super::view::View;
use super::Edit;
use crate::knowledge::nouns::Sort;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::role::Part;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "'I owe you all,' she said, *thanking* France": a clause outside a quotation hangs on the verb that reports it.
pub(super) fn clause_outside_quotation(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter(|&word| {
            view.upos(word) == Upos::Verb
                && matches!(
                    view.relation(word),
                    Relation::Advcl
                        | Relation::Conj
                        | Relation::Parataxis
                        | Relation::Ccomp
                        | Relation::Acl
                )
        })
        .filter_map(|word| {
            let head = view.head(word)?;
            let reporting = view.reporting(word)?;
            let is_moved = reporting != head
                && !view.tree().dominates(word, reporting)
                && !opens_report(view, word, reporting);
            is_moved.then(|| Edit {
                word,
                head: Some(reporting),
                deprel: match view.relation(word) {
                    Relation::Acl => Relation::Advcl.into(),
                    _ => view.tree().deprel(word).clone(),
                },
                upos: None,
            })
        })
        .collect()
}

/// "She said *although* they came, 'nobody stayed'": a reason, concession or condition right behind the verb that reports,
/// with no mark between, is said too.
fn opens_report(view: View<'_>, clause: TokenIdx, reporting: TokenIdx) -> bool {
    let (first, last) = view.tree().extent(clause);
    let argues = matches!(
        view.lower(first).as_str(),
        "although" | "though" | "while" | "whereas" | "because" | "if" | "unless"
    );
    let is_before = view.head(clause).is_some_and(|head| last < head);
    argues && is_before && view.before(first) == Some(reporting)
}

/// "The hit of the evening, the paper *observed* from the queue, was a wig": a clause with a verb of saying between commas,
/// without a relative pronoun or an object, describes no noun; it is put into the clause around it.
pub(super) fn inserted_report(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|verb| {
            let says = view.relation(verb) == Relation::Acl
                && view.has_subtype(verb, "relcl")
                && view.upos(verb) == Upos::Verb
                && Lists::get().saying_verbs.contains(view.lemma(verb))
                && !view.is_passive(verb)
                && view
                    .related(verb, Relation::Nsubj)
                    .any(|subject| subject < verb && !view.is_relative(subject))
                && ![Relation::Obj, Relation::Ccomp]
                    .into_iter()
                    .any(|relation| view.has(verb, relation));
            if !says {
                return None;
            }
            let noun = view.head(verb)?;
            let words: Vec<TokenIdx> = view
                .subtree(verb)
                .into_iter()
                .filter(|&word| view.upos(word) != Upos::Punct)
                .collect();
            let is_comma = |word: Option<TokenIdx>| word.is_some_and(|word| view.form(word) == ",");
            let is_between = is_comma(view.before(*words.first()?))
                && is_comma(view.after(*words.last()?))
                && words.iter().all(|&word| !view.is_relative(word));
            // A noun behind the clause is none that it describes.
            let around = if noun > verb {
                noun
            } else {
                view.head(noun)
                    .filter(|_| view.relation(noun) == Relation::Nsubj)?
            };
            is_between.then(|| Edit::new(verb, around, Relation::Parataxis))
        })
        .collect()
}

/// "Monday, May 4, 2020 *On Sunday* the mayor resigned": a full date in front of a sentence, without a comma between, is
/// that of the report; it tells no time in the sentence, and what the tree hangs on it belongs to its head.
pub(super) fn dateline(view: View<'_>) -> Vec<Edit> {
    let is_year =
        |word: TokenIdx| view.form(word).len() == 4 && view.form(word).parse::<u16>().is_ok();
    let Some(last) = view
        .sentence()
        .names()
        .first()
        .filter(|name| name.kind() == NameType::Date && name.first().index() == 0)
        .and_then(|name| {
            // The year may be read apart: "May 4" and "2020".
            let behind = view.after(name.last()).and_then(|comma| view.after(comma));
            [Some(name.last()), behind]
                .into_iter()
                .flatten()
                .find(|&word| word.index() >= 2 && is_year(word))
        })
    else {
        return Vec::new();
    };
    let opens_sentence = view
        .after(last)
        .is_some_and(|next| view.form(next).starts_with(char::is_uppercase));
    let top = view
        .words()
        .take_while(|&word| word <= last)
        .find_map(|word| Some((word, view.head(word).filter(|&head| head > last)?)));
    let Some((top, head)) = top.filter(|_| opens_sentence) else {
        return Vec::new();
    };
    let mut edits = vec![Edit::new(top, head, Relation::Discourse)];
    edits.extend(
        view.words()
            .filter(|&word| {
                word > last
                    && view.upos(word) != Upos::Punct
                    && view.head(word).is_some_and(|head| head <= last)
            })
            .map(|word| Edit::new(word, head, Relation::Obl)),
    );
    edits
}

/// "'They came,' she told the paper *on condition* of anonymity": a phrase behind the reporting verb, outside the
/// quotation, is not the quotation's.
pub(super) fn phrase_outside_quotation(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let head = view.head(word)?;
            let is_phrase = matches!(view.relation(word), Relation::Obl | Relation::Nmod)
                && view.has(word, Relation::Case)
                && head < word;
            let reporting = view.reporting(word).filter(|_| is_phrase)?;
            let first = view.tree().extent(word).0;
            let is_behind = reporting > head
                && reporting < first
                && Lists::get().saying_verbs.contains(view.lemma(reporting))
                && !view.tree().dominates(word, reporting);
            is_behind.then(|| Edit::new(word, reporting, Relation::Obl))
        })
        .collect()
}

/// "found in an envelope *by a passerby*": the person behind a passive's phrase did it.
pub(super) fn agent_behind_phrase(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|agent| {
            let is_agent = view.relation(agent) == Relation::Nmod
                && view.preposition(agent).as_deref() == Some("by")
                && view.upos(agent) == Upos::Noun
                && view.name(agent).is_none()
                && super::super::clause::acts(view, agent);
            let noun = view.head(agent).filter(|_| is_agent)?;
            let verb = view.head(noun)?;
            let lacks_agent = view.upos(verb) == Upos::Verb
                && view.is_passive(verb)
                && view.relation(noun) == Relation::Obl
                && view.frame(noun).is_none()
                && !view
                    .related(verb, Relation::Obl)
                    .any(|other| view.preposition(other).as_deref() == Some("by"));
            lacks_agent.then(|| Edit::agent(agent, verb))
        })
        .collect()
}

/// "accuses the party *of using* violence": a clause on the object that the frame of the verb gives a numbered role.
pub(super) fn complement_on_object(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|clause| {
            let noun = view.head(clause)?;
            let verb = view.head(noun)?;
            let is_gerund = view.relation(clause) == Relation::Acl
                && view.xpos(clause) == "VBG"
                && view.upos(verb) == Upos::Verb
                && (view.relation(noun) == Relation::Obj
                    || view.relation(noun) == Relation::Nsubj && view.has_subtype(noun, "pass"));
            let mark =
                view.children(clause).iter().copied().find(|&child| {
                    matches!(view.relation(child), Relation::Mark | Relation::Case)
                })?;
            let is_accused = view.lower(mark) == "of"
                && crate::knowledge::stance::governs(view.lemma(verb), "of")
                || matches!(view.lower(mark).as_str(), "from" | "into" | "for")
                    && view.argument(verb, clause).is_some();
            (is_gerund && is_accused).then(|| Edit::new(clause, verb, Relation::Advcl))
        })
        .collect()
}

/// "was viewed as illegal *by the union*": the agent behind what completes a passive is the passive's.
pub(super) fn agent_beyond_complement(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|agent| {
            let complement = view.head(agent)?;
            let verb = view.head(complement)?;
            let is_agent = view.relation(agent) == Relation::Obl
                && view.preposition(agent).as_deref() == Some("by")
                && view.is_nominal(agent)
                && !view.is_time(agent);
            let completes = view.upos(complement) == Upos::Adj
                && matches!(
                    view.relation(complement),
                    Relation::Advcl | Relation::Xcomp | Relation::Obl
                )
                && complement > verb
                && view.upos(verb) == Upos::Verb
                && view.is_passive(verb);
            (is_agent && completes).then(|| Edit::agent(agent, verb))
        })
        .collect()
}

/// "Ann said that the others would go, *vowing* to stay": a participle of saying after a comma is the speaker's.
pub(super) fn speaker_of_participle(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let clause = view.head(word)?;
            let lists = Lists::get();
            let is_saying = view.relation(word) == Relation::Advcl
                && view.xpos(word) == "VBG"
                && view.upos(word) == Upos::Verb
                && (lists.saying_verbs.contains(view.lemma(word))
                    || lists.subject_control.contains(view.lemma(word)))
                && view
                    .before(view.tree().extent(word).0)
                    .into_iter()
                    .chain(Some(view.tree().extent(word).0))
                    .any(|mark| view.form(mark) == ",");
            let speaking = view.head(clause).filter(|&verb| {
                view.relation(clause) == Relation::Ccomp
                    && clause < word
                    && verb < clause
                    && lists.saying_verbs.contains(view.lemma(verb))
            })?;
            // What follows goes with what is said: "vowing to fight if they win".
            let content = view.first_related(word, Relation::Xcomp).unwrap_or(word);
            let follows = view
                .related(clause, Relation::Advcl)
                .filter(|&other| other > word && !view.tree().dominates(other, content))
                .map(|other| Edit::new(other, content, Relation::Advcl));
            is_saying.then(|| {
                std::iter::once(Edit::new(word, speaking, Relation::Advcl))
                    .chain(follows)
                    .collect::<Vec<_>>()
            })
        })
        .flatten()
        .collect()
}

/// "a delegation led *by the minister*": the agent right behind a participle is the participle's, not the noun's.
pub(super) fn agent_of_participle(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|agent| {
            if view.relation(agent) != Relation::Nmod
                || view.preposition(agent).as_deref() != Some("by")
            {
                return None;
            }
            let case = view.first_related(agent, Relation::Case)?;
            let participle = view.before(case)?;
            let is_sister = view.relation(participle) == Relation::Acl
                && view.xpos(participle) == "VBN"
                && view.head(participle) == view.head(agent);
            is_sister.then(|| Edit::agent(agent, participle))
        })
        .collect()
}

/// "Park, *who attended* the hearing": a clause that opens with "who" or "which" behind a noun describes it.
pub(super) fn loose_relative_clause(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|verb| {
            let noun = view.head(verb)?;
            let opens = view
                .first_related(verb, Relation::Nsubj)
                .is_some_and(|subject| {
                    matches!(view.lower(subject).as_str(), "who" | "which") && subject < verb
                });
            let is_loose = matches!(
                view.relation(verb),
                Relation::Parataxis | Relation::Appos | Relation::Dep
            ) && noun < verb
                && matches!(view.upos(noun), Upos::Noun | Upos::Propn);
            (opens && is_loose).then(|| Edit {
                word: verb,
                head: Some(noun),
                deprel: "acl:relcl".parse().unwrap_or_else(|_| Relation::Acl.into()),
                upos: None,
            })
        })
        .collect()
}

/// "his fears were played *upon*", "brought *about* by them": a preposition right behind its verb, with nothing after it that
/// belongs to it, is part of the verb.
pub(super) fn stranded_preposition(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let verb = view.head(word)?;
            let is_stranded = view.upos(word) == Upos::Adp
                && matches!(view.relation(word), Relation::Obl | Relation::Advmod)
                && view.upos(verb) == Upos::Verb
                && view.before(word) == Some(verb)
                && !view
                    .children(word)
                    .iter()
                    .any(|&child| view.is_nominal(child));
            is_stranded.then(|| Edit {
                word,
                head: Some(verb),
                deprel: "compound:prt"
                    .parse()
                    .unwrap_or_else(|_| Relation::Compound.into()),
                upos: None,
            })
        })
        .collect()
}

/// "said Ann Hall *of the Hill Institute*": a phrase with "of" right behind a name belongs to it, not to a word before the
/// verb.
pub(super) fn complement_of_name(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|noun| {
            let head = view.head(noun)?;
            let first = view.tree().extent(noun).0;
            let last = view.before(first)?;
            let name = view.name(last).filter(|name| name.last() == last)?;
            let bearer = super::super::title::name_head(view, name);
            let verb = view.head(bearer)?;
            let crosses = matches!(view.relation(noun), Relation::Nmod | Relation::Obl)
                && view.preposition(noun).as_deref() == Some("of")
                && view.relation(bearer) == Relation::Nsubj
                && bearer > verb
                && head < verb
                && !view.tree().dominates(noun, bearer);
            crosses.then(|| Edit::new(noun, bearer, Relation::Nmod))
        })
        .collect()
}

/// "a tour of the Hill Museum, *located* in Rome": what lies somewhere is the body or building right before it, not the event
/// or text that it belongs to.
pub(super) fn located_participle(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|participle| {
            let noun = view.head(participle)?;
            let is_located = view.relation(participle) == Relation::Acl
                && view.xpos(participle) == "VBN"
                && Lists::get().placing_verbs.contains(view.lemma(participle))
                && !view.has(participle, Relation::Aux);
            let mut last = view
                .before(view.tree().extent(participle).0)
                .filter(|_| is_located)?;
            while view.upos(last) == Upos::Punct {
                last = view.before(last)?;
            }
            let near = std::iter::once(last)
                .chain(view.tree().ancestors(last))
                .take_while(|&word| word != noun && word > noun && word < participle)
                .find(|&word| {
                    view.is_named(word, NameType::Org) || view.is_named(word, NameType::Fac)
                })?;
            let lies = view.name(noun).is_some()
                || matches!(
                    Lists::get().nouns.sort(view.lemma(noun)),
                    Sort::Place | Sort::Group
                )
                || Lists::get().nouns.body(view.lemma(noun)).is_some();
            (!lies).then(|| Edit::new(participle, near, Relation::Acl))
        })
        .collect()
}

/// "brought a clock he had made *to school*": where something is brought, not where it was made.
pub(super) fn goal_of_transfer(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|goal| {
            let inner = view.head(goal)?;
            let noun = view.head(inner)?;
            let outer = view.head(noun)?;
            let lists = Lists::get();
            let is_goal = view.relation(goal) == Relation::Obl
                && goal > inner
                && matches!(
                    view.preposition(goal).as_deref(),
                    Some("to" | "into" | "onto")
                );
            let is_relative = view.relation(inner) == Relation::Acl
                && view.has_subtype(inner, "relcl")
                && view.relation(noun) == Relation::Obj
                && noun < inner;
            let takes_goal = |verb| lists.transfer_verbs.contains(view.lemma(verb));
            let is_free = view
                .argument(inner, goal)
                .is_none_or(|argument| !matches!(argument.role().part(), Part::Numbered(_)));
            let has_goal = view
                .related(outer, Relation::Obl)
                .any(|other| view.preposition(other) == view.preposition(goal));
            (is_goal
                && is_relative
                && is_free
                && takes_goal(outer)
                && !takes_goal(inner)
                && !has_goal)
                .then(|| Edit::new(goal, outer, Relation::Obl))
        })
        .collect()
}

/// "was granted leave to sell it *by the agency*": the body behind the purpose of a passive without an agent granted it.
pub(super) fn agent_behind_purpose(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|agent| {
            let is_by = matches!(view.relation(agent), Relation::Obl | Relation::Nmod)
                && view.preposition(agent).as_deref() == Some("by")
                && (view.is_named(agent, NameType::Org) || view.is_named(agent, NameType::Person));
            let infinitive = view
                .tree()
                .ancestors(agent)
                .filter(|_| is_by)
                .find(|&above| view.upos(above) == Upos::Verb)?;
            let is_purpose = super::super::clause::has_to(view, infinitive)
                && !view.is_passive(infinitive)
                && view
                    .related(infinitive, Relation::Obj)
                    .any(|object| object > infinitive && object < agent);
            let passive = view
                .tree()
                .ancestors(infinitive)
                .filter(|_| is_purpose)
                .find(|&above| view.upos(above) == Upos::Verb)?;
            let lacks_agent = view.is_passive(passive)
                && passive < infinitive
                && !view
                    .related(passive, Relation::Obl)
                    .any(|other| view.preposition(other).as_deref() == Some("by"));
            lacks_agent.then(|| Edit::agent(agent, passive))
        })
        .collect()
}
