//! Puts the cues of a sentence together into the stance of one predicate.
//!
//! From the outermost word that bears on the predicate inwards, each clause's own cues and each embedding word's
//! signature change what holds below it, as in Nairn, Condoravdi and Karttunen (2006).

use super::clause::{Local, local};
use super::effect::{Effect, weaker};
use super::lexicon::{Class, signature};
use super::link::{Cues, Link, link};
use super::tense;
use crate::knowledge::claim::{Certainty, Polarity, Tense};
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// How the sentence's source stands to what a predicate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// Whether it is so.
    pub polarity: Polarity,
    /// How surely.
    pub certainty: Certainty,
    /// When.
    pub tense: Tense,
    /// First and last word of each cue that denies it, in order.
    pub negation_cues: Vec<Cues>,
    /// First and last word of each cue that makes it less sure or future, in order.
    pub hedge_cues: Vec<Cues>,
}

/// What holds at one word on the way down.
#[derive(Debug, Clone)]
struct State {
    polarity: Polarity,
    certainty: Certainty,
    tense: Option<Tense>,
    negations: Vec<Cues>,
    hedges: Vec<Cues>,
}

impl State {
    const fn plain() -> Self {
        Self {
            polarity: Polarity::Positive,
            certainty: Certainty::Certain,
            tense: None,
            negations: Vec::new(),
            hedges: Vec::new(),
        }
    }

    fn hedge(&mut self, cue: Cues, effect: Effect) {
        self.certainty = weaker(self.certainty, effect.certainty);
        if effect.is_future {
            self.tense = Some(Tense::Future);
        }
        if effect.certainty != Certainty::Certain || effect.is_future {
            self.hedges.push(cue);
        }
    }

    fn deny(&mut self, cue: Cues) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
        self.negations.push(cue);
    }
}

/// The stance of the sentence's source to `predicate`: a verb, an adjective or a noun that names an event.
///
/// # Panics
/// If the word is not of this sentence.
#[must_use]
pub fn of(sentence: &Sentence, predicate: TokenIdx) -> Stance {
    let tree = sentence.tree();
    let mut chain = vec![(predicate, link(sentence, predicate))];
    if let Link::Embedded(signature, _) = chain[0].1
        && signature.so.polarity == Polarity::Negative
        && names_content(sentence, predicate)
    {
        // "denied reports of an attack": what the reports tell is denied, not that there are any.
        chain[0].1 = Link::Timed;
    }
    while let Some(&(word, found)) = chain.last()
        && found != Link::Free
        && let Some(head) = tree.head(word)
    {
        chain.push((head, link(sentence, head)));
    }
    let mut state = State::plain();
    let mut above: Option<Local> = None;
    for &(word, link) in chain.iter().rev() {
        let here = clause_cues(sentence, word, link, above.as_ref());
        state = step(sentence, word, link, state, &here);
        above = Some(here);
    }
    question(sentence, &chain, &mut state);
    finish(state)
}

/// Whether the word is a noun for something that is said or thought.
fn names_content(sentence: &Sentence, word: TokenIdx) -> bool {
    let morphology = &sentence.morphology()[word.index()];
    morphology.upos() == Upos::Noun
        && signature(&morphology.lemma().to_lowercase(), Class::Noun, "that").is_some()
}

/// The cues of the word's own clause; a coordinated verb without subject and auxiliary has those of the first.
fn clause_cues(sentence: &Sentence, word: TokenIdx, link: Link, above: Option<&Local>) -> Local {
    let mut here = local(sentence, word);
    if link == Link::Coordinated
        && let Some(above) = above
        && shares_clause(sentence, word)
    {
        let before = |cue: &Cues| cue.1 < word;
        let negations = above.negations.iter().copied().filter(before);
        here.negations
            .extend(negations.filter(|_| !is_contrast(sentence, word)));
        let hedges = above.hedges.iter().copied();
        here.hedges.extend(hedges.filter(|(cue, _)| before(cue)));
    }
    here
}

/// Whether a coordinated predicate goes on in the clause of the first: same form, nothing of its own.
fn shares_clause(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    let Some(first) = tree.head(word) else {
        return false;
    };
    let xpos = |word: TokenIdx| sentence.morphology()[word.index()].xpos();
    let own = tree.children(word).iter().any(|&child| {
        matches!(
            tree.relation(child),
            Relation::Nsubj | Relation::Csubj | Relation::Aux | Relation::Cop | Relation::Expl
        )
    });
    !own && (xpos(word) == xpos(first) || !xpos(word).starts_with('V'))
}

/// "did not leave but stayed"
fn is_contrast(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    tree.children(word).iter().any(|&child| {
        tree.relation(child) == Relation::Cc
            && matches!(sentence.morphology()[child.index()].lemma(), "but" | "yet")
    })
}

/// From the state of the word above to that of `word`.
fn step(sentence: &Sentence, word: TokenIdx, link: Link, above: State, here: &Local) -> State {
    let mut state = match link {
        Link::Free => State::plain(),
        Link::Coordinated => {
            // What bears on the first from outside bears on this one too; its own clause's cues were shared above.
            State {
                tense: above.tense,
                ..above
            }
        }
        Link::Shared => above,
        Link::Timed => State {
            tense: above.tense.filter(|&tense| tense != Tense::Future),
            ..State::plain()
        },
        Link::Beside => State {
            tense: above.tense.filter(|&tense| tense == Tense::Future),
            ..State::plain()
        },
        Link::Adjunct => State {
            polarity: Polarity::Positive,
            negations: Vec::new(),
            ..above
        },
        Link::Embedded(signature, cue) => embedded(above, signature.so, signature.not_so, cue),
        Link::Denied(cue) => {
            let mut state = State {
                polarity: Polarity::Positive,
                negations: Vec::new(),
                ..above
            };
            state.deny(cue);
            state
        }
        Link::Conditional(cue) => {
            let mut state = State::plain();
            state.hedge(cue, Effect::OPEN);
            state
        }
        Link::Purpose(cue) => {
            let mut state = State {
                polarity: Polarity::Positive,
                negations: Vec::new(),
                ..above
            };
            state.hedge(cue, Effect::OPEN);
            state
        }
    };
    apply(sentence, word, link, here, &mut state);
    state
}

fn embedded(above: State, so: Effect, not_so: Effect, cue: Cues) -> State {
    let effect = match above.polarity {
        Polarity::Positive => so,
        Polarity::Negative => not_so,
    };
    let mut state = State {
        polarity: Polarity::Positive,
        ..above
    };
    let had_negation = !state.negations.is_empty();
    match (effect.polarity, above.polarity) {
        (Polarity::Negative, Polarity::Positive) => state.deny(cue),
        (Polarity::Negative, Polarity::Negative) => state.polarity = Polarity::Negative,
        // What was denied above does not deny what stands below.
        (Polarity::Positive, _) if had_negation && effect.certainty == Certainty::Certain => {
            state.negations.clear();
        }
        (Polarity::Positive, _) if had_negation => {
            // "did not say that": the denial is what leaves it open.
            let denials = std::mem::take(&mut state.negations);
            state.hedges.extend(denials);
        }
        (Polarity::Positive, _) => {}
    }
    state.hedge(cue, effect);
    state
}

/// The clause's own words.
fn apply(sentence: &Sentence, word: TokenIdx, link: Link, here: &Local, state: &mut State) {
    let own_tense = tense::own(sentence, word);
    let came_as_future = state.tense == Some(Tense::Future);
    let embedded_future = came_as_future && matches!(link, Link::Embedded(..) | Link::Beside);
    match own_tense {
        // "expects that he leaves" is still to come, "expects that he left" is not.
        Some(Tense::Present) if embedded_future => {}
        Some(own) => state.tense = Some(own),
        None if tense::is_bare_participle(sentence, word)
            && matches!(link, Link::Free | Link::Timed) =>
        {
            state.tense = Some(Tense::Past);
        }
        None => {}
    }
    for &(cue, effect) in &here.hedges {
        if !state.hedges.contains(&cue) {
            let tense = state.tense;
            state.hedge(cue, effect);
            if own_tense == Some(Tense::Past) {
                state.tense = tense;
            }
        }
    }
    if here.polarity() == Polarity::Negative
        && !here
            .negations
            .iter()
            .all(|cue| state.negations.contains(cue))
    {
        let mut cues = here.negations.iter().copied();
        if let Some(first) = cues.next() {
            state.deny(first);
            state.negations.extend(cues);
        }
    }
}

/// What is asked is open.
fn question(sentence: &Sentence, chain: &[(TokenIdx, Link)], state: &mut State) {
    let Some(&(top, _)) = chain.last() else {
        return;
    };
    let last = TokenIdx::new(sentence.len() - 1);
    let asks = sentence.tree().root() == top && sentence.token(last).form() == "?";
    if asks {
        state.hedge((last, last), Effect::OPEN);
    }
}

fn finish(mut state: State) -> Stance {
    for cues in [&mut state.negations, &mut state.hedges] {
        cues.sort_unstable();
        cues.dedup();
    }
    Stance {
        polarity: state.polarity,
        certainty: state.certainty,
        tense: state.tense.unwrap_or(Tense::Present),
        negation_cues: state.negations,
        hedge_cues: state.hedges,
    }
}
