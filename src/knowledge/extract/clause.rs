//! Who a predicate is said of: its own subject, or the one that coordination, control, a participle or a relative
//! clause lends it. The surface subject is the one before the voice is considered: of a passive it is the one affected.

use super::lender;
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

pub(super) fn find(view: View<'_>, predicate: TokenIdx, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    if let Some(own) = own_subject(view, predicate) {
        return match own {
            Own::Word(head) => Some(of(view, head, Via::Own)),
            Own::Antecedent(head) => Some(of_antecedent(
                view,
                head,
                view.relative_clause_of(predicate).unwrap_or(predicate),
            )),
            Own::Expletive => None,
        };
    }
    // "the group is to provide": what is to do so; "the purpose was to provide" is no one's.
    let outer = view
        .related(predicate, Relation::Nsubj)
        .find(|&subject| view.has_subtype(subject, "outer") && subject < predicate);
    if let Some(outer) = outer
        && has_to(view, predicate)
    {
        let is_to = view.has(predicate, Relation::Cop)
            && !Lists::get().control_nouns.contains(view.lemma(outer));
        return is_to.then(|| of(view, outer, Via::Own));
    }
    if let Some(noun) = lender::before_infinitive(view, predicate) {
        return Some(of(view, noun, Via::Control));
    }
    if lender::is_listed_gerund(view, predicate)
        || lender::is_stray_gerund(view, predicate)
        || lender::is_stray_participle(view, predicate)
    {
        return None;
    }
    let above = view.head(predicate);
    let found = match view.relation(predicate) {
        Relation::Conj => above.and_then(|first| shared(view, first, predicate, depth)),
        Relation::Xcomp => {
            above.and_then(|governor| lender::controlled(view, governor, predicate, depth))
        }
        Relation::Advcl => above.and_then(|governor| {
            let governor = lender::doing_what_it_takes(view, governor).unwrap_or(governor);
            lender::of_adjunct(view, governor, predicate, depth)
        }),
        Relation::Ccomp | Relation::Obl | Relation::Parataxis if is_participle(view, predicate) => {
            // "saw the minister challenged"
            let object = above
                .filter(|&governor| {
                    Lists::get()
                        .small_clause_verbs
                        .contains(view.lemma(governor))
                })
                .and_then(|governor| view.first_related(governor, Relation::Obj))
                .filter(|&object| object < predicate);
            let by_role = lender::role_outside(view, predicate)
                .or(object)
                .map(|noun| of(view, noun, Via::Adjunct));
            return by_role.or_else(|| {
                above
                    .and_then(|governor| find(view, governor, depth))
                    .map(|s| handed_on(s, Via::Adjunct))
            });
        }
        Relation::Ccomp if has_to(view, predicate) => {
            above.and_then(|governor| lender::controlled(view, governor, predicate, depth))
        }
        Relation::Acl => {
            above.and_then(|noun| lender::of_noun_modifier(view, noun, predicate, depth))
        }
        Relation::Nmod if is_participle(view, predicate) => {
            above.and_then(|noun| lender::holder(view, noun, depth))
        }
        _ => None,
    };
    let is_purpose = view.relation(predicate) == Relation::Advcl && has_to(view, predicate);
    found.or_else(|| by_role(view, predicate).filter(|_| !is_purpose))
}

pub(super) fn of(view: View<'_>, head: TokenIdx, via: Via) -> Subject {
    Subject {
        heads: view.conjuncts(head),
        via,
    }
}

/// The antecedent of a relative clause: of coordinated nouns those before it. Without a comma it describes the nearest, or
/// all of them where its verb is plural and the nearest is not ("a ship and a plane that were lost").
pub(super) fn of_antecedent(view: View<'_>, noun: TokenIdx, clause: TokenIdx) -> Subject {
    // "care is [what] set her apart": the care did.
    let said_of = view.first_related(noun, Relation::Nsubj).filter(|_| {
        view.lower(noun) == "what"
            && view.has(noun, Relation::Cop)
            && !view.has(noun, Relation::Advmod)
    });
    if let Some(subject) = said_of {
        return of(view, subject, Via::Relative);
    }
    let first = view.tree().extent(clause).0;
    let mut heads = view.conjuncts(noun);
    heads.retain(|&head| head < first || head == noun);
    if !is_apart(view, clause)
        && let Some(&nearest) = heads.last().filter(|&&head| head < first)
        && view.features(nearest).get("Number") == Some("Plur")
    {
        heads = vec![nearest];
    }
    Subject {
        heads,
        via: Via::Relative,
    }
}

pub(super) fn handed_on(subject: Subject, via: Via) -> Subject {
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
    // "Ann and Bob [each] know": the quantifier stands for no one.
    let floats = |word: TokenIdx| {
        subjects.len() > 1 && matches!(view.lower(word).as_str(), "each" | "both" | "all")
    };
    let nearest = subjects
        .iter()
        .copied()
        .filter(|&subject| !floats(subject))
        .rfind(|&subject| subject < predicate)
        .or(subjects.first().copied());
    if let Some(word) = nearest {
        if view.is_relative(word)
            && let Some(clause) = view.relative_clause_of(word)
            && let Some(noun) = view.head(clause)
        {
            let noun = antecedent(view, word, noun);
            let is_no_noun = view.lower(word) == "which"
                && (is_of_clause(view, noun, clause) || is_disagreeing(view, noun, clause));
            return Some(if is_no_noun {
                Own::Expletive
            } else {
                Own::Antecedent(noun)
            });
        }
        // A relative pronoun without its clause: the noun is not known. "WHO" is a body.
        if matches!(view.xpos(word), "WDT" | "WP")
            && view.relation(predicate) != Relation::Ccomp
            && view.form(word) != view.form(word).to_uppercase()
        {
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

/// The clause that the "which" before `predicate` stands for, where it stands for no noun.
pub(super) fn of_which(view: View<'_>, predicate: TokenIdx) -> Option<TokenIdx> {
    let pronoun = view
        .related(predicate, Relation::Nsubj)
        .find(|&word| view.lower(word) == "which" && view.is_relative(word))?;
    let noun = view.head(predicate).filter(|_| {
        view.relation(predicate) == Relation::Acl && view.has_subtype(predicate, "relcl")
    })?;
    let is_of_clause = is_of_clause(view, noun, predicate)
        || is_disagreeing(view, antecedent(view, pronoun, noun), predicate);
    view.tree()
        .ancestors(noun)
        .find(|&above| view.is_predicate(above))
        .filter(|_| is_of_clause)
}

/// "they have bad teachers, [which] is a problem": human beings are no one thing.
fn is_disagreeing(view: View<'_>, noun: TokenIdx, clause: TokenIdx) -> bool {
    let is_singular = |word: TokenIdx| view.xpos(word) == "VBZ" || view.lower(word) == "was";
    is_human(view, noun)
        && is_apart(view, clause)
        && view
            .children(clause)
            .iter()
            .chain([&clause])
            .any(|&word| is_singular(word))
}

/// Whether a clause is set off by a mark.
pub(super) fn is_apart(view: View<'_>, clause: TokenIdx) -> bool {
    let first = view.tree().extent(clause).0;
    [Some(first), view.before(first)]
        .into_iter()
        .flatten()
        .any(|word| view.upos(word) == Upos::Punct)
}

/// "they do not get salt, [which] can harm them": what they do not get harms no one, that they do not get it does.
fn is_of_clause(view: View<'_>, noun: TokenIdx, clause: TokenIdx) -> bool {
    let denied = view
        .head(noun)
        .filter(|_| view.relation(noun) == Relation::Obj)
        .is_some_and(|verb| {
            view.related(verb, Relation::Advmod)
                .any(|adverb| view.features(adverb).get("Polarity") == Some("Neg"))
        });
    is_apart(view, clause) && denied && view.name(noun).is_none() && !view.has(noun, Relation::Det)
}

/// "the world's": no subject, whatever the tree says.
pub(super) fn is_genitive(view: View<'_>, word: TokenIdx) -> bool {
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
    if view.lower(pronoun) == "which" && is_human(view, noun) {
        return nearest_thing(view, noun, clause).unwrap_or(noun);
    }
    let Some(last) =
        end.filter(|_| matches!(view.lower(pronoun).as_str(), "who" | "whom" | "whose"))
    else {
        // "his plans for the island, which include building": only several things include others.
        let is_plural = |word: TokenIdx| view.features(word).get("Number") == Some("Plur");
        let holder = view
            .head(noun)
            .filter(|&holder| view.relation(noun) == Relation::Nmod && is_plural(holder));
        let lists_parts = Lists::get().listing_verbs.contains(view.lemma(clause));
        return holder
            .filter(|_| lists_parts && !is_plural(noun))
            .unwrap_or(noun);
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

/// Whether a noun names human beings. In the singular many such nouns name a thing too: "a model", "a source".
fn is_human(view: View<'_>, noun: TokenIdx) -> bool {
    view.xpos(noun) == "NNS"
        && view.name(noun).is_none()
        && (Lists::get().nouns.is_person(view.lemma(noun)) || super::title::is_title(view, noun))
}

/// "houses of villagers, [which] burned": no human being is "which"; the nearest thing that the noun belongs to is. What is
/// praised or blamed is the whole of it: "a policy of burning houses of villagers, which they condemned".
fn nearest_thing(view: View<'_>, noun: TokenIdx, clause: TokenIdx) -> Option<TokenIdx> {
    let mut things = view
        .tree()
        .ancestors(noun)
        .take_while(|&above| {
            above < clause
                && matches!(
                    view.relation(above),
                    Relation::Nmod
                        | Relation::Acl
                        | Relation::Obj
                        | Relation::Obl
                        | Relation::Nsubj
                )
        })
        .filter(|&above| {
            matches!(view.upos(above), Upos::Noun | Upos::Propn)
                && above < noun
                && !is_human(view, above)
        });
    if Lists::get().blame.contains(view.lemma(clause)) {
        things.last()
    } else {
        things.next()
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

/// The subject of `part`, which is coordinated with `first`. Nothing is coordinated without a conjunction or a mark: "ordered
/// the pages [made] public" is misread.
fn shared(view: View<'_>, first: TokenIdx, part: TokenIdx, depth: usize) -> Option<Subject> {
    let is_joined = || {
        view.has(part, Relation::Cc)
            || (first.index()..part.index())
                .map(TokenIdx::new)
                .any(|word| view.upos(word) == Upos::Punct && view.xpos(word) != "HYPH")
    };
    if !view.is_predicate(first) && view.upos(first) != Upos::Adj || first < part && !is_joined() {
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
pub(super) fn is_reduced(view: View<'_>, word: TokenIdx) -> bool {
    !view.has(word, Relation::Cop) && view.upos(word) != Upos::Verb
}

/// Whether it is an infinitive with "to".
#[must_use]
pub fn has_to(view: View<'_>, verb: TokenIdx) -> bool {
    view.children(verb).iter().any(|&child| {
        view.xpos(child) == "TO" || (view.lower(child) == "to" && view.upos(child) == Upos::Part)
    })
}
