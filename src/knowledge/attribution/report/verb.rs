//! Verbs that report: "X says that ...", "..., he added".

use std::collections::BTreeSet;

use super::{Report, is_apart};
use crate::knowledge::claim::{Certainty, Polarity};
use crate::knowledge::extract::clause;
use crate::knowledge::extract::lists::Lists;
use crate::knowledge::extract::view::View;
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "X says that ...", "..., X says".
pub(super) fn of_verb(view: View<'_>, verb: TokenIdx) -> Option<Report> {
    let lists = Lists::get();
    let lemma = view.lemma(verb);
    let says = lists.saying_verbs.contains(lemma);
    if !says && !lists.thinking_verbs.contains(lemma) {
        return None;
    }
    if matches!(
        view.relation(verb),
        Relation::Amod | Relation::Case | Relation::Compound
    ) {
        return None;
    }
    if leaves_open(view, verb) || is_circumstance(view, verb) {
        return None;
    }
    let speakers = if view.is_passive(verb) {
        let agent = view.related(verb, Relation::Obl).find(|&oblique| {
            view.preposition(oblique).as_deref() == Some("by") && view.is_nominal(oblique)
        })?;
        view.conjuncts(agent)
    } else {
        speakers(view, verb)?
    };
    let content = content_of_verb(view, verb, says, &speakers);
    if content.is_empty() && !says {
        return None;
    }
    Some(Report {
        speakers,
        cue: verb,
        cue_last: verb,
        content,
        says,
    })
}

/// "when they were writing the scene": a deed at the time of another, not what is said.
fn is_circumstance(view: View<'_>, verb: TokenIdx) -> bool {
    let is_when = |word: TokenIdx| {
        matches!(
            view.lower(word).as_str(),
            "when" | "while" | "after" | "before" | "since" | "until" | "once"
        )
    };
    let object = view.first_related(verb, Relation::Obj);
    view.relation(verb) == Relation::Advcl
        && view.children(verb).iter().any(|&word| is_when(word))
        && object.is_some_and(|object| !clause::acts(view, object))
        && !view.has(verb, Relation::Ccomp)
}

/// "did not say whether", "declined to say why": who does not tell is no source of it.
fn leaves_open(view: View<'_>, verb: TokenIdx) -> bool {
    let asks = |clause: TokenIdx| {
        view.children(clause).iter().any(|&word| {
            word < clause
                && (matches!(view.xpos(word), "WRB" | "WP" | "WDT" | "WP$")
                    || matches!(view.lower(word).as_str(), "if" | "whether"))
        })
    };
    view.related(verb, Relation::Ccomp).any(asks)
        && stance::of(view.sentence(), verb).polarity == Polarity::Negative
}

/// Words that a name may stand before its verb of speech.
const APART: usize = 5;

/// The subject; where the tree gives none, the name beside the verb.
fn speakers(view: View<'_>, verb: TokenIdx) -> Option<Vec<TokenIdx>> {
    if let Some(subject) = clause::subject(view, verb) {
        let heads: Vec<TokenIdx> = subject
            .heads
            .into_iter()
            .filter(|&head| view.is_nominal(head))
            .collect();
        if let Some(&first) = heads.first() {
            // "Hill, the oldest member and one of ten who vote, said": both are Hill.
            let described = view.first_related(first, Relation::Appos);
            let is_speaker = |&head: &TokenIdx| {
                view.name(head).is_some() && clause::acts(view, head)
                    || head == first
                    || described.is_none_or(|described| head < described)
            };
            return Some(
                heads
                    .into_iter()
                    .filter(is_speaker)
                    .flat_map(|head| author(view, head))
                    .collect(),
            );
        }
    }
    if view.lemma(verb) != "say" {
        return None;
    }
    let named = |word: TokenIdx| {
        view.name(word)
            .filter(|name| matches!(name.kind(), NameType::Person | NameType::Org))
    };
    // "said Holloway", or "Molomby, SC, said": no other verb between them.
    let mut before = (0..verb.index())
        .rev()
        .map(TokenIdx::new)
        .take(APART)
        .take_while(|&word| !matches!(view.upos(word), Upos::Verb | Upos::Aux));
    let name = view
        .after(verb)
        .and_then(named)
        .or_else(|| before.find_map(named))?;
    Some(vec![crate::knowledge::extract::title::name_head(
        view, name,
    )])
}

/// Whose words a text is: of "Cornyn's statement" Cornyn's.
fn author(view: View<'_>, head: TokenIdx) -> Vec<TokenIdx> {
    let lists = Lists::get();
    let is_text = lists.reporting_nouns.contains(view.lemma(head))
        || lists.text_nouns.contains(view.lemma(head));
    match clause::possessor(view, head).filter(|&owner| is_text && !view.is_time(owner)) {
        Some(owner) => view.conjuncts(owner),
        None => vec![head],
    }
}

fn content_of_verb(
    view: View<'_>,
    verb: TokenIdx,
    says: bool,
    speakers: &[TokenIdx],
) -> BTreeSet<TokenIdx> {
    let lists = Lists::get();
    let mut content = BTreeSet::new();
    for &child in view.children(verb) {
        let is_content = match view.relation(child) {
            // "saw the minister challenged" is seen, not said.
            Relation::Ccomp => {
                says || view.features(child).get("VerbForm") != Some("Part")
                    || view.children(child).iter().any(|&word| {
                        matches!(
                            view.relation(word),
                            Relation::Mark | Relation::Aux | Relation::Cop | Relation::Nsubj
                        )
                    })
            }
            Relation::Xcomp => {
                // "accepted using loopholes"
                view.upos(child) == Upos::Verb
                    && (lists.asserting_verbs.contains(view.lemma(verb))
                        || says && view.xpos(child) == "VBG")
            }
            Relation::Parataxis => says && view.is_predicate(child) && !is_apart(view, verb, child),
            // "accused him of lying"
            Relation::Advcl => {
                !is_planned(view, verb)
                    && (lists.blame.contains(view.lemma(verb))
                        || matches!(view.lemma(verb), "accuse" | "suspect")
                            && matches!(
                                view.preposition(child).as_deref(),
                                Some("of" | "for" | "with")
                            ))
            }
            // "explained how the town was saved": read as a noun with its relative clause.
            Relation::Obj if view.xpos(child) == "WRB" => says && child > verb,
            // "confirmed the minister's departure"
            Relation::Obj => {
                lists.confirming_verbs.contains(view.lemma(verb))
                    && !view.has(verb, Relation::Ccomp)
                    && view.upos(child) == Upos::Noun
            }
            // A misread clause: its subject became a second subject of the verb.
            Relation::Nsubj => {
                says && child > verb && !speakers.contains(&child) && view.has(child, Relation::Acl)
            }
            _ => false,
        };
        if is_content {
            content.extend(view.subtree(child));
        }
    }
    if content.is_empty()
        || view.relation(verb) == Relation::Parataxis && !view.has(verb, Relation::Ccomp)
    {
        content.extend(content_around(view, verb, says));
    }
    for &speaker in speakers {
        if view.head(speaker) == Some(verb) {
            for word in view.subtree(speaker) {
                content.remove(&word);
            }
        }
    }
    content.remove(&verb);
    content
}

/// "plans to charge him with theft": nothing is said yet.
fn is_planned(view: View<'_>, verb: TokenIdx) -> bool {
    clause::has_to(view, verb) && stance::of(view.sentence(), verb).certainty > Certainty::Probable
}

/// What an inserted or trailing "he said" is about: the clause that it is put into.
#[expect(clippy::single_match_else, reason = "two cases of equal standing")]
fn content_around(view: View<'_>, verb: TokenIdx, says: bool) -> Vec<TokenIdx> {
    // "Even he stated as much" has its own object.
    let has_own = |&child: &TokenIdx| matches!(view.lower(child).as_str(), "much" | "so");
    if !says || view.has(verb, Relation::Obj) || view.children(verb).iter().any(has_own) {
        return Vec::new();
    }
    match (view.relation(verb), view.head(verb)) {
        (Relation::Parataxis | Relation::Discourse, Some(above)) => {
            // With a clause of its own after it, or after a semicolon, it stands beside the other, not in it.
            let has_clause = view.subtree(verb).into_iter().any(|word| {
                word > verb
                    && word != verb
                    && view.upos(word) == Upos::Verb
                    && view.has_own_subject(word)
            });
            if has_clause || is_apart(view, verb, above) {
                return Vec::new();
            }
            let own: BTreeSet<TokenIdx> = view.subtree(verb).into_iter().collect();
            view.subtree(above)
                .into_iter()
                .filter(|word| !own.contains(word))
                .collect()
        }
        _ => {
            // "..., said X": all that stands before the last comma or quotation mark before the verb.
            let own_words = view.subtree(verb);
            let mark = (0..verb.index())
                .rev()
                .map(TokenIdx::new)
                .find(|&word| matches!(view.form(word), "," | "\"" | "”" | "''"));
            let Some(mark) = mark else {
                return Vec::new();
            };
            let between = verb.index() - mark.index();
            let is_trailing = own_words
                .last()
                .is_some_and(|last| last.index() + 3 >= view.sentence().len());
            let has_clause = (0..mark.index()).map(TokenIdx::new).any(|word| {
                view.is_predicate(word) && view.features(word).get("VerbForm") != Some("Part")
            });
            if between <= 8 && is_trailing && has_clause && view.relation(verb) == Relation::Root {
                (0..mark.index()).map(TokenIdx::new).collect()
            } else {
                Vec::new()
            }
        }
    }
}
