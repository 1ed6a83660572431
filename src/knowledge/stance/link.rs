//! How a predicate hangs on the word above it, and what that does to its stance.

use super::effect::Effect;
use super::lexicon::{Class, Cue, Signature, cues, signature};
use crate::knowledge::claim::Polarity;
use crate::knowledge::extract::lists::Lists;
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// First and last word of a cue.
pub type Cues = (TokenIdx, TokenIdx);

/// What the word above does to a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Nothing: the sentence says it in its own right.
    Free,
    /// It shares the stance of the predicate that it is coordinated with; cues of the clause only where it has no
    /// subject or auxiliary of its own.
    Coordinated,
    /// It shares the whole stance of the word above: the noun of a light verb.
    Shared,
    /// It lies in the time of the clause above, nothing else.
    Timed,
    /// It goes on in the time and certainty of the clause above: "will visit Moscow, meeting Putin".
    Adjunct,
    /// It tells how the clause above came out: "lost to finish third".
    Outcome,
    /// A finite clause beside the one above, in whose future it may lie: "will leave when he arrives".
    Beside,
    /// The word above says what follows.
    Embedded(Signature, Cues),
    /// A conjunction or preposition denies it.
    Denied(Cues),
    /// A conjunction leaves it open.
    Conditional(Cues),
    /// The aim of the clause above.
    Purpose(Cues),
}

/// How `predicate` hangs on its head.
#[must_use]
pub fn link(sentence: &Sentence, predicate: TokenIdx) -> Link {
    let tree = sentence.tree();
    let Some(head) = tree.head(predicate) else {
        return Link::Free;
    };
    match tree.relation(predicate) {
        Relation::Conj => Link::Coordinated,
        Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Advcl => {
            clause(sentence, predicate, head)
        }
        // "Aware of the fact that they left": a fact is one, whatever is thought of it.
        Relation::Acl if sentence.morphology()[head.index()].lemma() == "fact" => Link::Timed,
        Relation::Acl if tree.deprel(predicate).subtype() != Some("relcl") => {
            clause(sentence, predicate, head)
        }
        Relation::Obj | Relation::Iobj | Relation::Nsubj | Relation::Obl | Relation::Nmod => {
            nominal(sentence, predicate, head)
        }
        Relation::Acl
        | Relation::Advmod
        | Relation::Amod
        | Relation::Appos
        | Relation::Aux
        | Relation::Case
        | Relation::Cc
        | Relation::Clf
        | Relation::Compound
        | Relation::Cop
        | Relation::Dep
        | Relation::Det
        | Relation::Discourse
        | Relation::Dislocated
        | Relation::Expl
        | Relation::Fixed
        | Relation::Flat
        | Relation::Goeswith
        | Relation::List
        | Relation::Mark
        | Relation::Nummod
        | Relation::Orphan
        | Relation::Parataxis
        | Relation::Punct
        | Relation::Reparandum
        | Relation::Root
        | Relation::Vocative => Link::Free,
    }
}

fn clause(sentence: &Sentence, predicate: TokenIdx, head: TokenIdx) -> Link {
    let tree = sentence.tree();
    let relation = tree.relation(predicate);
    let marks = marks(sentence, predicate);
    for &(mark, last) in &marks {
        let form = phrase(sentence, mark, last);
        for cue in cues(&form) {
            match cue {
                Cue::Denying => return Link::Denied((mark, last)),
                Cue::Condition if relation == Relation::Advcl => {
                    return Link::Conditional((mark, last));
                }
                _ => {}
            }
        }
    }
    if relation == Relation::Advcl
        && let Some(auxiliary) = super::clause::condition(sentence, predicate)
    {
        return Link::Conditional((auxiliary, auxiliary));
    }
    // "without any charges being brought": none were.
    if relation == Relation::Acl && marks.is_empty() {
        let denying = tree.children(head).iter().copied().find_map(|case| {
            let (first, last) = fixed(sentence, case);
            let denies = tree.relation(case) == Relation::Case
                && cues(&phrase(sentence, first, last)).contains(&Cue::Denying);
            denies.then_some((first, last))
        });
        let is_event = tree.children(predicate).iter().any(|&child| {
            tree.relation(child) == Relation::Aux
                && sentence.morphology()[child.index()].xpos() == "VBG"
        });
        if let Some(cue) = denying.filter(|_| is_event) {
            return Link::Denied(cue);
        }
    }
    let slots = slots(sentence, predicate, &marks);
    if let Some(cue) = yet(sentence, head, predicate) {
        let denied = Effect {
            polarity: Polarity::Negative,
            ..Effect::NONE
        };
        let denied = Signature::new(denied, Effect::OPEN);
        return Link::Embedded(denied, cue);
    }
    if let Some(signature) = signature_of(sentence, head, &slots) {
        let cue = governor(sentence, head);
        return Link::Embedded(signature, cue);
    }
    let infinitive = marks
        .iter()
        .find(|&&(mark, _)| is_to(sentence, mark, predicate))
        .copied();
    let is_asked = slots.iter().any(|slot| slot == "whether");
    match (relation, infinitive) {
        // "asked if they left", "it is easy to leave", "knows how to leave"
        (Relation::Ccomp | Relation::Csubj, infinitive) if is_asked || infinitive.is_some() => {
            let open = Signature::new(Effect::OPEN, Effect::OPEN);
            Link::Embedded(open, governor(sentence, head))
        }
        // "did not say why they left": that they did is taken for granted.
        (Relation::Ccomp | Relation::Csubj, _) if slots.iter().any(|slot| slot == "question") => {
            Link::Embedded(
                Signature::new(Effect::NONE, Effect::NONE),
                governor(sentence, head),
            )
        }
        // A verb that is not known reports: its own words, or open where it is denied.
        (Relation::Ccomp | Relation::Csubj, _) => Link::Embedded(
            Signature::new(Effect::NONE, Effect::OPEN),
            governor(sentence, head),
        ),
        // "lost to finish third", "came to believe it": what it came to.
        (Relation::Advcl | Relation::Xcomp, Some(_)) if is_outcome(sentence, head, predicate) => {
            Link::Outcome
        }
        (Relation::Advcl | Relation::Acl | Relation::Xcomp, Some(to)) => Link::Purpose(to),
        (Relation::Xcomp, None) => Link::Shared,
        (Relation::Advcl, None) if is_finite_clause(sentence, predicate) => Link::Beside,
        (Relation::Advcl, None) if marks.is_empty() => Link::Adjunct,
        // "after visiting", "for publishing": what came before stands whatever comes.
        (Relation::Advcl, None) => {
            let goes_on = marks
                .iter()
                .any(|&(mark, last)| cues(&phrase(sentence, mark, last)).contains(&Cue::Means));
            if goes_on { Link::Adjunct } else { Link::Timed }
        }
        (Relation::Acl, None) => Link::Timed,
        _ => Link::Free,
    }
}

/// "lost to York *to finish* third", "grew to become the largest", "came *to believe* it": an infinitive that tells how it
/// ended, by the verb and its own.
fn is_outcome(sentence: &Sentence, head: TokenIdx, infinitive: TokenIdx) -> bool {
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma();
    let lists = Lists::get();
    match lemma(head) {
        "come" => lists.states_reached.contains(lemma(infinitive)),
        verb => lists.contests.contains(verb) && lists.outcomes.contains(lemma(infinitive)),
    }
}

fn nominal(sentence: &Sentence, predicate: TokenIdx, head: TokenIdx) -> Link {
    let tree = sentence.tree();
    let mut slots: Vec<String> = Vec::new();
    match tree.relation(predicate) {
        Relation::Obj | Relation::Iobj => slots.push("obj".to_owned()),
        Relation::Nsubj if tree.deprel(predicate).subtype() == Some("pass") => {
            slots.push("obj".to_owned());
        }
        Relation::Nsubj => slots.push("nsubj".to_owned()),
        _ => {
            for &child in tree.children(predicate) {
                if tree.relation(child) == Relation::Case {
                    let (first, last) = fixed(sentence, child);
                    let form = phrase(sentence, first, last);
                    if cues(&form).contains(&Cue::Denying) {
                        return Link::Denied((first, last));
                    }
                    // The preposition, not the "to" of an infinitive.
                    slots.push(if form == "to" {
                        "to-noun".to_owned()
                    } else {
                        form
                    });
                }
            }
        }
    }
    match signature_of(sentence, head, &slots) {
        Some(signature) => Link::Embedded(signature, governor(sentence, head)),
        None if is_light(sentence, head) => Link::Shared,
        None => Link::Timed,
    }
}

fn is_light(sentence: &Sentence, verb: TokenIdx) -> bool {
    sentence
        .frame(verb)
        .is_some_and(|frame| frame.roleset().sense() == "LV")
}

/// The words that bring a clause in, each with its fixed parts: "in order" and "to".
fn marks(sentence: &Sentence, predicate: TokenIdx) -> Vec<Cues> {
    let tree = sentence.tree();
    tree.children(predicate)
        .iter()
        .filter(|&&child| {
            matches!(tree.relation(child), Relation::Mark | Relation::Case) && child < predicate
        })
        .map(|&child| fixed(sentence, child))
        .collect()
}

/// The word with the parts that are fixed to it.
fn fixed(sentence: &Sentence, word: TokenIdx) -> Cues {
    let tree = sentence.tree();
    let last = tree
        .children(word)
        .iter()
        .copied()
        .filter(|&child| tree.relation(child) == Relation::Fixed)
        .max();
    (word, last.map_or(word, |last| last.max(word)))
}

fn phrase(sentence: &Sentence, first: TokenIdx, last: TokenIdx) -> String {
    let forms: Vec<String> = sentence.tokens()[first.index()..=last.index()]
        .iter()
        .map(|token| token.form().to_lowercase())
        .collect();
    forms.join(" ")
}

/// Whether the word is the "to" of an infinitive, not the preposition of "crucial to tracking".
fn is_to(sentence: &Sentence, word: TokenIdx, predicate: TokenIdx) -> bool {
    let morphology = &sentence.morphology()[word.index()];
    let is_particle = morphology.xpos() == "TO" || morphology.upos() == Upos::Part;
    let is_gerund = sentence.morphology()[predicate.index()].xpos() == "VBG"
        && !sentence
            .tree()
            .children(predicate)
            .iter()
            .any(|&child| sentence.tree().relation(child) == Relation::Aux && child > word);
    is_particle && morphology.lemma() == "to" && !is_gerund
}

/// The slots that a clause may fill, the most exact first.
fn slots(sentence: &Sentence, predicate: TokenIdx, marks: &[Cues]) -> Vec<String> {
    let tree = sentence.tree();
    let mut slots = Vec::new();
    for &(mark, last) in marks {
        let form = phrase(sentence, mark, last);
        if is_to(sentence, mark, predicate) {
            // "said the aim was to deal with them" is a finite clause for all its "to".
            if !is_finite_clause(sentence, predicate) {
                slots.push("to".to_owned());
            }
        } else if matches!(cues(&form), [Cue::Condition]) {
            slots.push("whether".to_owned());
        } else {
            if sentence.morphology()[predicate.index()].xpos() == "VBG" {
                slots.push(format!("{form}-ing"));
            }
            slots.push(form);
        }
    }
    // "stop being neighbours": the copula has the form.
    let copula = tree
        .children(predicate)
        .iter()
        .find(|&&child| tree.relation(child) == Relation::Cop);
    let xpos = sentence.morphology()[copula.unwrap_or(&predicate).index()].xpos();
    if is_finite_clause(sentence, predicate) && tree.relation(predicate) != Relation::Advcl {
        let asks = tree.children(predicate).iter().any(|&child| {
            child < predicate
                && matches!(
                    sentence.morphology()[child.index()].xpos(),
                    "WRB" | "WP" | "WDT" | "WP$"
                )
        });
        let is_clause = tree.relation(predicate) == Relation::Ccomp;
        // "said what he did", "asked how they came": that it happened is presupposed.
        let is_question = asks && is_clause && !slots.iter().any(|slot| slot == "that");
        slots.push(if is_question { "question" } else { "that" }.to_owned());
    } else if slots.is_empty()
        && !matches!(tree.relation(predicate), Relation::Acl | Relation::Advcl)
    {
        // "stopped bombing"; "helped them escape"; "appears divided".
        let slot = match xpos {
            _ if tree.relation(predicate) == Relation::Ccomp => "that",
            "VBG" => "ing",
            "VB" => "to",
            _ => "small",
        };
        slots.push(slot.to_owned());
    }
    slots
}

fn is_finite_clause(sentence: &Sentence, predicate: TokenIdx) -> bool {
    let tree = sentence.tree();
    let carries = |&child: &TokenIdx| {
        matches!(tree.relation(child), Relation::Aux | Relation::Cop) && is_finite(sentence, child)
    };
    tree.children(predicate).iter().any(carries) || is_finite(sentence, predicate)
}

fn is_finite(sentence: &Sentence, word: TokenIdx) -> bool {
    let morphology = &sentence.morphology()[word.index()];
    matches!(morphology.xpos(), "VBD" | "VBZ" | "VBP" | "MD")
}

fn signature_of(sentence: &Sentence, head: TokenIdx, slots: &[String]) -> Option<Signature> {
    let morphology = &sentence.morphology()[head.index()];
    let class = Class::of(morphology.upos())?;
    let lemma = morphology.lemma().to_lowercase();
    let with_particle = particle(sentence, head).map(|particle| {
        let particle = sentence.token(particle).form().to_lowercase();
        format!("{lemma}_{particle}")
    });
    // A participle may be tagged as an adjective ("is expected"), an adjective as a verb.
    let classes = match class {
        Class::Verb => [Class::Verb, Class::Adjective],
        Class::Adjective => [Class::Adjective, Class::Verb],
        Class::Noun => [Class::Noun, Class::Noun],
    };
    let form = sentence.token(head).form().to_lowercase();
    // The particle says more than the verb, and the form ("going to") more than the lemma.
    let made = made(sentence, head).map(|adjective| format!("make_{adjective}"));
    let lemmas = with_particle.iter().chain(&made).chain([&form, &lemma]);
    lemmas
        .flat_map(|lemma| slots.iter().map(move |slot| (lemma, slot)))
        .find_map(|(lemma, slot)| {
            classes
                .iter()
                .find_map(|&class| signature(lemma, class, slot))
        })
}

/// The adjective of "make sure", whichever of the two words the tree hangs the clause on.
fn made(sentence: &Sentence, head: TokenIdx) -> Option<String> {
    let tree = sentence.tree();
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma().to_lowercase();
    let is_adjective = |word: &TokenIdx| sentence.morphology()[word.index()].upos() == Upos::Adj;
    if lemma(head) == "make" {
        let mut complements = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&child| tree.relation(child) == Relation::Xcomp && child > head);
        return complements.find(is_adjective).map(lemma);
    }
    let verb = tree.head(head)?;
    (is_adjective(&head) && lemma(verb) == "make").then(|| lemma(head))
}

fn particle(sentence: &Sentence, verb: TokenIdx) -> Option<TokenIdx> {
    let tree = sentence.tree();
    tree.children(verb).iter().copied().find(|&child| {
        tree.relation(child) == Relation::Compound && tree.deprel(child).subtype() == Some("prt")
    })
}

/// The governing word as a cue: with the passive auxiliary or copula that stands right before it ("is believed").
fn governor(sentence: &Sentence, head: TokenIdx) -> Cues {
    let tree = sentence.tree();
    let mut first = head;
    for &child in tree.children(head).iter().rev() {
        let joins = matches!(
            tree.relation(child),
            Relation::Aux | Relation::Cop | Relation::Advmod
        );
        if child.index() + 1 == first.index() && joins {
            first = child;
        }
    }
    let last = particle(sentence, head).map_or(head, |particle| particle.max(head));
    (first, last)
}

/// "has yet to confirm": the words, if the head is such a verb.
fn yet(sentence: &Sentence, head: TokenIdx, predicate: TokenIdx) -> Option<Cues> {
    let morphology = &sentence.morphology()[head.index()];
    let tree = sentence.tree();
    let is_state = matches!(morphology.lemma(), "have" | "be" | "remain");
    let yet = tree
        .children(head)
        .iter()
        .chain(tree.children(predicate))
        .copied()
        .find(|&child| sentence.token(child).form().eq_ignore_ascii_case("yet"))?;
    is_state.then_some((head.min(yet), head.max(yet)))
}
