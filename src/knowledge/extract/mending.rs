//! Mends what readers often get wrong in news, before anything is taken from a sentence: titles and the names after
//! them, coordinated verbs that disagree with their subject, clauses tied into a quotation that they stand outside of,
//! tags and relations that contradict one another. Each rule is sure from the words; a tree that would break stays.

use super::title;
use super::view::View;
use crate::language::deprel::{Deprel, Relation};
use crate::language::morphology::Morphology;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;
use crate::language::upos::Upos;

use super::lists::Lists;

/// The sentence with its tree mended.
#[must_use]
pub fn mended(sentence: &Sentence) -> Sentence {
    let rules: [fn(View<'_>) -> Vec<Edit>; 12] = [
        mistagged_verb,
        agent_of_participle,
        adjacent_subject,
        loose_relative_clause,
        name_after_title,
        clause_outside_quotation,
        reported_subject,
        coordination_that_disagrees,
        small_clause,
        apposition_as_conjunct,
        stray_participle,
        listed_verb,
    ];
    let mut sentence = sentence.clone();
    for rule in rules {
        let edits = rule(View::new(&sentence));
        if let Some(changed) = (!edits.is_empty())
            .then(|| edited(&sentence, &edits))
            .flatten()
        {
            sentence = changed;
        }
    }
    sentence
}

/// A change to one word.
#[derive(Debug, Clone)]
struct Edit {
    word: TokenIdx,
    head: Option<TokenIdx>,
    deprel: Deprel,
    upos: Option<Upos>,
}

impl Edit {
    fn new(word: TokenIdx, head: TokenIdx, relation: Relation) -> Self {
        Self {
            word,
            head: Some(head),
            deprel: relation.into(),
            upos: None,
        }
    }

    /// The word takes the place of `other` in the tree.
    fn in_place_of(view: View<'_>, word: TokenIdx, other: TokenIdx) -> Self {
        Self {
            word,
            head: view.head(other),
            deprel: view.tree().deprel(other).clone(),
            upos: None,
        }
    }
}

/// The sentence with the edits; none if they break its tree.
fn edited(sentence: &Sentence, edits: &[Edit]) -> Option<Sentence> {
    let tree = sentence.tree();
    let mut heads: Vec<Option<TokenIdx>> = tree.tokens().map(|word| tree.head(word)).collect();
    let mut deprels: Vec<Deprel> = tree
        .tokens()
        .map(|word| tree.deprel(word).clone())
        .collect();
    let mut morphology: Vec<Morphology> = sentence.morphology().to_vec();
    for edit in edits {
        let at = edit.word.index();
        heads[at] = edit.head;
        deprels[at] = edit.deprel.clone();
        if let Some(upos) = edit.upos {
            let old = &morphology[at];
            morphology[at] =
                Morphology::new(old.lemma(), upos, old.xpos().into(), old.features().clone());
        }
    }
    let tree = Tree::new(heads, deprels).ok()?;
    Sentence::new(
        sentence.sentence_tokens().clone(),
        morphology,
        tree,
        sentence.frames().to_vec(),
        sentence.names().to_vec(),
    )
    .ok()
}

/// A noun by one tag and a finite verb by the other, with a subject of its own: "the agency *suspects* troops may be
/// near"; a noun right after a verb that lacks an object: "officials *voice* concerns".
fn mistagged_verb(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let is_torn =
            view.upos(word) == Upos::Noun && matches!(view.xpos(word), "VBZ" | "VBD" | "VBP");
        if is_torn
            && view
                .related(word, Relation::Nsubj)
                .any(|subject| subject < word)
            && view.relation(word) == Relation::Nsubj
            && let Some(below) = view.head(word).filter(|&below| below > word)
        {
            let mut verb = Edit::in_place_of(view, word, below);
            verb.upos = Some(Upos::Verb);
            return vec![verb, Edit::new(below, word, Relation::Ccomp)];
        }
        let is_loose = view.upos(word) == Upos::Noun
            && matches!(
                view.relation(word),
                Relation::Advcl | Relation::Dep | Relation::Parataxis
            )
            && !view.is_predicate(word)
            && !view.has(word, Relation::Case)
            && !view.has(word, Relation::Mark);
        if is_loose
            && let Some(verb) = view
                .before(word)
                .filter(|&verb| view.upos(verb) == Upos::Verb)
            && !view.has(verb, Relation::Obj)
            && view.has(verb, Relation::Nsubj)
            && !view.tree().dominates(word, verb)
        {
            return vec![Edit::new(word, verb, Relation::Obj)];
        }
    }
    Vec::new()
}

/// The name, not the title before it, stands for the person: "[lawmaker] Park spoke", whatever hangs on what.
fn name_after_title(view: View<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for name in view.sentence().names() {
        let Some((_, head)) = title::before(view, name) else {
            continue;
        };
        let bearer = title::name_head(view, name);
        let is_below = view.tree().dominates(head, bearer);
        let is_beside =
            view.head(head) == view.head(bearer) && view.relation(head) != Relation::Root;
        if view.head(head) == Some(bearer)
            || !(is_below || is_beside)
            || edits.iter().any(|edit| edit.word == head)
        {
            continue;
        }
        if is_below || view.relation(bearer) != Relation::Conj {
            edits.push(Edit::in_place_of(view, bearer, head));
        }
        edits.push(Edit {
            word: head,
            head: Some(bearer),
            deprel: Relation::Nmod.into(),
            upos: None,
        });
        // What follows the name, and the case before both, belongs to the name.
        for &child in view.children(head) {
            let moves = child != bearer
                && !name.contains(child)
                && (child > name.last()
                    || matches!(
                        view.relation(child),
                        Relation::Case | Relation::Cc | Relation::Conj
                    ))
                && !view.tree().dominates(child, bearer);
            if moves {
                edits.push(Edit {
                    word: child,
                    head: Some(bearer),
                    deprel: view.tree().deprel(child).clone(),
                    upos: None,
                });
            }
        }
    }
    edits
}

/// "'I owe you all,' she said, *thanking* France": a clause outside a quotation hangs on the verb that reports it.
fn clause_outside_quotation(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter(|&word| {
            view.upos(word) == Upos::Verb
                && matches!(
                    view.relation(word),
                    Relation::Advcl | Relation::Conj | Relation::Parataxis | Relation::Ccomp
                )
        })
        .filter_map(|word| {
            let head = view.head(word)?;
            let reporting = view.reporting(word)?;
            (reporting != head && !view.tree().dominates(word, reporting)).then(|| Edit {
                word,
                head: Some(reporting),
                deprel: view.tree().deprel(word).clone(),
                upos: None,
            })
        })
        .collect()
}

/// "the agency said a delegation [led by X] left": the noun after the verb of saying is the subject of a clause whose
/// verb was taken for its modifier.
fn reported_subject(view: View<'_>) -> Vec<Edit> {
    for verb in view.words().filter(|&word| view.upos(word) == Upos::Verb) {
        if !Lists::get().saying_verbs.contains(view.lemma(verb)) {
            continue;
        }
        let before = view
            .related(verb, Relation::Nsubj)
            .find(|&subject| subject < verb);
        let after = view.children(verb).iter().copied().find(|&child| {
            child > verb && matches!(view.relation(child), Relation::Nsubj | Relation::Obj)
        });
        let (Some(_), Some(after)) = (before, after) else {
            continue;
        };
        let finite = view
            .related(after, Relation::Acl)
            .filter(|&clause| {
                matches!(view.xpos(clause), "VBD" | "VBZ" | "VBP")
                    && !view.has_subtype(clause, "relcl")
            })
            .last();
        if let Some(finite) = finite {
            return vec![
                Edit::new(finite, verb, Relation::Ccomp),
                Edit::new(after, finite, Relation::Nsubj),
            ];
        }
    }
    Vec::new()
}

/// "Singh said that soldiers have come and *are* believed to be near": a coordinated verb in the plural is not about
/// one person, but about the subject of the clause before.
fn coordination_that_disagrees(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        if view.relation(word) != Relation::Conj
            || view.has_own_subject(word)
            || !view.is_predicate(word)
        {
            continue;
        }
        let (Some(first), Some(number)) = (view.head(word), number_of_verb(view, word)) else {
            continue;
        };
        let Some(subject) = view.first_related(first, Relation::Nsubj) else {
            continue;
        };
        if number_of_subject(view, subject) == number {
            continue;
        }
        let other = view
            .words()
            .filter(|&verb| {
                verb > first
                    && verb < word
                    && view.tree().dominates(first, verb)
                    && !view.tree().dominates(word, verb)
            })
            .rfind(|&verb| {
                view.first_related(verb, Relation::Nsubj)
                    .is_some_and(|subject| number_of_subject(view, subject) == number)
            });
        if let Some(other) = other {
            return vec![Edit::new(word, other, Relation::Conj)];
        }
    }
    Vec::new()
}

/// Whether the finite word of a clause is singular or plural, where its form tells.
fn number_of_verb(view: View<'_>, verb: TokenIdx) -> Option<bool> {
    let finite = view
        .children(verb)
        .iter()
        .copied()
        .find(|&child| matches!(view.relation(child), Relation::Aux | Relation::Cop))
        .unwrap_or(verb);
    match (view.xpos(finite), view.lower(finite).as_str()) {
        ("VBZ", _) | (_, "was") => Some(false),
        ("VBP", "am") => None,
        ("VBP", _) | (_, "were") => Some(true),
        _ => None,
    }
}

/// Whether a subject is plural.
fn number_of_subject(view: View<'_>, subject: TokenIdx) -> bool {
    view.has(subject, Relation::Conj)
        || view.features(subject).get("Number") == Some("Plur")
        || matches!(view.features(subject).get("Person"), Some("1" | "2"))
}

/// "help [them evade sanctions]": the subject of a bare infinitive is the object of the verb above.
fn small_clause(view: View<'_>) -> Vec<Edit> {
    for clause in view.words() {
        if view.relation(clause) != Relation::Ccomp
            || view.xpos(clause) != "VB"
            || view.has(clause, Relation::Mark)
            || view.has(clause, Relation::Aux)
        {
            continue;
        }
        let (Some(verb), Some(subject)) = (
            view.head(clause),
            view.first_related(clause, Relation::Nsubj),
        ) else {
            continue;
        };
        let takes_both = Lists::get().object_purpose.contains(view.lemma(verb));
        if takes_both && verb < subject && subject < clause && !view.has(verb, Relation::Obj) {
            return vec![
                Edit::new(subject, verb, Relation::Obj),
                Edit::new(clause, verb, Relation::Xcomp),
            ];
        }
    }
    Vec::new()
}

/// "homeopathy, *a form* of medicine": what follows a comma without "and", and nothing after it, is no further part.
fn apposition_as_conjunct(view: View<'_>) -> Vec<Edit> {
    view.words()
        .filter_map(|word| {
            let first = view.head(word)?;
            let is_part = view.relation(word) == Relation::Conj
                && matches!(view.upos(word), Upos::Noun | Upos::Propn)
                && matches!(view.upos(first), Upos::Noun | Upos::Propn)
                && !view.is_predicate(word);
            let follows_comma = view
                .before(view.tree().extent(word).0)
                .into_iter()
                .chain(Some(view.tree().extent(word).0))
                .any(|mark| view.form(mark) == ",");
            let is_joined = view
                .related(first, Relation::Conj)
                .filter(|&other| other >= word)
                .chain(view.related(word, Relation::Conj))
                .any(|other| view.has(other, Relation::Cc))
                || view.has(word, Relation::Cc);
            let is_only = view.related(first, Relation::Conj).count() == 1;
            (is_part && follows_comma && !is_joined && is_only)
                .then(|| Edit::new(word, first, Relation::Appos))
        })
        .take(1)
        .collect()
}

/// "lost his case after being stopped, *detained* and moved": a bare participle is not coordinated with an active verb
/// where a passive one stands before it.
fn stray_participle(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let Some(first) = view
            .head(word)
            .filter(|_| view.relation(word) == Relation::Conj)
        else {
            continue;
        };
        let is_bare = view.xpos(word) == "VBN"
            && !view.has(word, Relation::Aux)
            && !view.has_own_subject(word);
        if !is_bare
            || view.xpos(first) == "VBN"
            || view.upos(first) != Upos::Verb
            || view.has(first, Relation::Aux)
        {
            continue;
        }
        let passive = view
            .words()
            .filter(|&verb| verb > first && verb < word && view.tree().dominates(first, verb))
            .rfind(|&verb| {
                view.xpos(verb) == "VBN"
                    && view.is_passive(verb)
                    && !view.tree().dominates(word, verb)
            });
        if let Some(passive) = passive {
            return vec![Edit::new(word, passive, Relation::Conj)];
        }
    }
    Vec::new()
}

/// "He gave cash to the poor, *owned* and played for a club": a bare past form after a comma, with a further verb behind
/// it, goes on with the clause and does not describe its last noun.
fn listed_verb(view: View<'_>) -> Vec<Edit> {
    for word in view.words() {
        let is_past = matches!(view.xpos(word), "VBN" | "VBD") && view.lower(word).ends_with("ed");
        let is_bare = view.relation(word) == Relation::Acl
            && !view.has_subtype(word, "relcl")
            && !view.has(word, Relation::Obl)
            && !view.has(word, Relation::Aux)
            && view
                .before(word)
                .is_some_and(|comma| view.form(comma) == ",");
        let goes_on = view.related(word, Relation::Conj).any(|other| {
            matches!(view.xpos(other), "VBD" | "VBN") && view.upos(other) == Upos::Verb
        });
        if !is_past || !is_bare || !goes_on {
            continue;
        }
        let verb = view
            .tree()
            .ancestors(word)
            .find(|&above| view.upos(above) == Upos::Verb && view.xpos(above) == "VBD");
        if let Some(verb) = verb {
            return vec![Edit::new(word, verb, Relation::Conj)];
        }
    }
    Vec::new()
}

/// "a delegation led *by the minister*": the agent right behind a participle is the participle's, not the noun's.
fn agent_of_participle(view: View<'_>) -> Vec<Edit> {
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
            is_sister.then(|| Edit {
                word: agent,
                head: Some(participle),
                deprel: "obl:agent".parse().unwrap_or_else(|_| Relation::Obl.into()),
                upos: None,
            })
        })
        .collect()
}

/// "the agency *suspects* troops *may* be near": a noun right before a finite verb without a subject is its subject.
fn adjacent_subject(view: View<'_>) -> Vec<Edit> {
    for verb in view.words() {
        if view.upos(verb) != Upos::Verb
            || view.has_own_subject(verb)
            || view.has(verb, Relation::Expl)
        {
            continue;
        }
        let modal = view
            .related(verb, Relation::Aux)
            .find(|&auxiliary| view.xpos(auxiliary) == "MD" && auxiliary < verb);
        let is_finite = matches!(view.xpos(verb), "VBZ" | "VBD") && !view.has(verb, Relation::Aux);
        let clause = matches!(view.relation(verb), Relation::Root | Relation::Ccomp);
        let Some(first) = modal.or(is_finite.then_some(verb)).filter(|_| clause) else {
            continue;
        };
        let Some(noun) = view
            .before(first)
            .filter(|&noun| matches!(view.upos(noun), Upos::Noun | Upos::Propn))
        else {
            continue;
        };
        let is_lent = matches!(view.relation(noun), Relation::Nsubj | Relation::Obj)
            && !view.has(noun, Relation::Case)
            && !view.tree().dominates(noun, verb)
            && view.head(noun).is_some_and(|other| {
                view.relation(noun) == Relation::Obj || view.tree().dominates(verb, other)
            });
        let is_object_of_main =
            view.relation(noun) == Relation::Obj && view.head(noun) == view.head(verb);
        if is_lent && !is_object_of_main {
            return vec![Edit::new(noun, verb, Relation::Nsubj)];
        }
    }
    Vec::new()
}

/// "Park, *who attended* the hearing": a clause that opens with "who" or "which" behind a noun describes it.
fn loose_relative_clause(view: View<'_>) -> Vec<Edit> {
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
