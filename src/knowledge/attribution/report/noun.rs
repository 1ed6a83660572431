//! Nouns and adjectives that report: "the announcement that ...", "sceptical that ...", "in the words of X".

use std::collections::BTreeSet;

use super::Report;
use crate::knowledge::extract::clause;
use crate::knowledge::extract::lists::Lists;
use crate::knowledge::extract::view::View;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;

/// "the agency's announcement that ...", "cited concerns that ...".
pub(super) fn of_noun(view: View<'_>, noun: TokenIdx) -> Option<Report> {
    let lists = Lists::get();
    if !lists.reporting_nouns.contains(view.lemma(noun)) && !is_ground(view, noun) {
        return None;
    }
    let mut content = BTreeSet::new();
    for &child in view.children(noun) {
        let is_content = child > noun
            && match view.relation(child) {
                Relation::Acl | Relation::Ccomp => !view.has_subtype(child, "relcl"),
                Relation::Nmod => matches!(
                    view.preposition(child).as_deref(),
                    Some("of" | "about" | "on" | "over")
                ),
                _ => false,
            };
        if is_content {
            content.extend(view.subtree(child));
        }
    }
    if let Some(report) = in_the_words_of(view, noun) {
        return Some(report);
    }
    if content.is_empty() {
        return None;
    }
    let speakers = holders(view, noun)?;
    Some(Report {
        speakers,
        cue: noun,
        cue_last: noun,
        content,
        says: true,
    })
}

/// "in the words of X": the clause that it stands in.
fn in_the_words_of(view: View<'_>, noun: TokenIdx) -> Option<Report> {
    let case = view
        .first_related(noun, Relation::Case)
        .filter(|&case| view.lower(case) == "in")?;
    if view.lemma(noun) != "word" {
        return None;
    }
    let source = view
        .related(noun, Relation::Nmod)
        .find(|&nmod| view.preposition(nmod).as_deref() == Some("of") && view.is_nominal(nmod))?;
    let top = view.head(noun)?;
    let own: BTreeSet<TokenIdx> = view.subtree(noun).into_iter().collect();
    let content = view.subtree(top);
    Some(Report {
        speakers: view.conjuncts(source),
        cue: case,
        cue_last: noun,
        content: content
            .into_iter()
            .filter(|word| !own.contains(word))
            .collect(),
        says: true,
    })
}

/// "dismissed the case on the *grounds* that it came too late": the one who acts on them gives them.
fn is_ground(view: View<'_>, noun: TokenIdx) -> bool {
    view.lemma(noun) == "ground"
        && view.preposition(noun).as_deref() == Some("on")
        && view.relation(noun) == Relation::Obl
}

/// Who holds a reporting noun: its possessor, or the subject of the verb that voices it.
fn holders(view: View<'_>, noun: TokenIdx) -> Option<Vec<TokenIdx>> {
    if let Some(owner) = clause::possessor(view, noun) {
        return Some(view.conjuncts(owner));
    }
    let by = view
        .related(noun, Relation::Nmod)
        .find(|&nmod| view.preposition(nmod).as_deref() == Some("by") && view.is_nominal(nmod));
    if let Some(by) = by {
        return Some(view.conjuncts(by));
    }
    let is_ground = is_ground(view, noun);
    if !is_ground && !matches!(view.relation(noun), Relation::Obj) {
        return None;
    }
    let verb = view.head(noun)?;
    let lists = Lists::get();
    if !is_ground && !lists.holding_verbs.contains(view.lemma(verb)) || view.is_passive(verb) {
        return None;
    }
    let subject = clause::subject(view, verb)?;
    let heads: Vec<TokenIdx> = subject
        .heads
        .into_iter()
        .filter(|&head| view.is_nominal(head))
        .collect();
    (!heads.is_empty()).then_some(heads)
}

/// "analysts are sceptical that ..."
pub(super) fn of_adjective(view: View<'_>, adjective: TokenIdx) -> Option<Report> {
    let content = view.first_related(adjective, Relation::Ccomp)?;
    let subject = clause::subject(view, adjective)?;
    let first = *subject.heads.first()?;
    let is_result = view
        .related(adjective, Relation::Advmod)
        .any(|adverb| matches!(view.lower(adverb).as_str(), "so" | "too" | "such"));
    if is_result || !clause::acts(view, first) {
        return None;
    }
    Some(Report {
        speakers: subject.heads,
        cue: adjective,
        cue_last: adjective,
        content: view.subtree(content).into_iter().collect(),
        says: false,
    })
}
