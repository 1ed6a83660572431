//! Puts the cues of a sentence together into the stance of one predicate.
//!
//! From the outermost word that bears on the predicate inwards, each clause's own cues and each embedding word's
//! signature change what holds below it, as in Nairn, Condoravdi and Karttunen (2006).

use super::clause::{self, Local, local};
use super::effect::{Effect, weaker};
use super::lexicon::{Class, signature};
use super::link::{Cues, Link, link};
use super::openness;
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
pub(super) struct State {
    pub(super) polarity: Polarity,
    pub(super) certainty: Certainty,
    pub(super) tense: Option<Tense>,
    pub(super) negations: Vec<Cues>,
    pub(super) hedges: Vec<Cues>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            polarity: Polarity::Positive,
            certainty: Certainty::Certain,
            tense: None,
            negations: Vec::new(),
            hedges: Vec::new(),
        }
    }
}

impl State {
    /// It is so, at this time.
    fn at(tense: Option<Tense>) -> Self {
        Self {
            tense,
            ..Self::default()
        }
    }

    /// It is so, as surely as this one.
    fn undenied(self) -> Self {
        Self {
            polarity: Polarity::Positive,
            negations: Vec::new(),
            ..self
        }
    }

    pub(super) fn hedge(&mut self, cue: Cues, effect: Effect) {
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
    if matches!(chain[0].1, Link::Embedded(..)) && names_content(sentence, predicate) {
        // "denied reports of an attack": what the reports tell is denied, not that there are any.
        chain[0].1 = Link::Timed;
    }
    while let Some(&(word, found)) = chain.last()
        && found != Link::Free
        && let Some(head) = tree.head(word)
    {
        chain.push((head, link(sentence, head)));
    }
    let mut level = Level::default();
    for &(word, link) in chain.iter().rev() {
        let here = clause_cues(sentence, word, link, &level.clause);
        let context = context(sentence, word, link, level);
        let mut state = context.clone();
        apply(sentence, word, link, &here, &mut state);
        level = Level {
            context,
            state,
            clause: here,
        };
    }
    openness::question(sentence, &chain, &mut level.state);
    openness::described(sentence, predicate, &mut level.state);
    openness::conditioned(sentence, predicate, &mut level.state);
    if chain[0].1 != Link::Outcome {
        openness::unlikely(sentence, predicate, &mut level.state);
    }
    finish(level.state)
}

/// What is known at one word of the chain.
#[derive(Debug, Clone, Default)]
struct Level {
    /// What bears on it from outside.
    context: State,
    /// That, and the cues of its own clause.
    state: State,
    /// Those cues.
    clause: Local,
}

/// Whether the word is a noun for something that is said or thought.
fn names_content(sentence: &Sentence, word: TokenIdx) -> bool {
    let morphology = &sentence.morphology()[word.index()];
    morphology.upos() == Upos::Noun
        && signature(&morphology.lemma().to_lowercase(), Class::Noun, "that").is_some()
}

/// The cues of the word's own clause; a coordinated verb without subject and auxiliary has those of the first.
fn clause_cues(sentence: &Sentence, word: TokenIdx, link: Link, above: &Local) -> Local {
    let mut here = local(sentence, word);
    if link == Link::Coordinated && shares_clause(sentence, word) {
        let infinitive = |word: TokenIdx| {
            sentence
                .tree()
                .children(word)
                .iter()
                .copied()
                .find(|&child| sentence.morphology()[child.index()].xpos() == "TO")
        };
        // "to not build ships, to sell guns": a "to" of its own stands outside what the first one denies.
        let own = infinitive(word);
        let first = sentence.tree().head(word).and_then(infinitive);
        let stands_apart = |cue: &Cues| own.is_some() && first.is_some_and(|first| cue.0 > first);
        let before = |cue: &Cues| cue.1 < word && !stands_apart(cue);
        let negations = above.negations.iter().copied().filter(before);
        here.negations
            .extend(negations.filter(|_| !is_contrast(sentence, word)));
        // "allegedly paid and reportedly fled": an adverb of its own stands for that of the first.
        let has_own = !here.hedges.is_empty();
        let is_modal = |cue: &Cues| sentence.tree().relation(cue.0) == Relation::Aux;
        let hedges = above.hedges.iter().copied();
        here.hedges
            .extend(hedges.filter(|(cue, _)| before(cue) && (!has_own || is_modal(cue))));
    }
    // "If it rains, the river rises and towns are flooded": what opens the clauses governs all of them.
    if link == Link::Coordinated
        && tense::own(sentence, word) != Some(Tense::Past)
        && !goes_against(sentence, word)
        && let Some(first) = sentence.tree().head(word)
    {
        let conditions = above.hedges.iter().copied().filter(|(cue, _)| {
            let clause = sentence.tree().head(cue.0);
            cue.1 < first
                && first < word
                && clause.is_some_and(|clause| clause::condition(sentence, clause) == Some(cue.0))
        });
        let new: Vec<_> = conditions
            .filter(|condition| !here.hedges.contains(condition))
            .collect();
        here.hedges.extend(new);
    }
    here
}

/// Whether a coordinated predicate goes on in the clause of the first: same form, nothing of its own.
fn shares_clause(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    let Some(first) = tree.head(word) else {
        return false;
    };
    // A bare form may be tagged as a present: "to capture and arrest".
    let xpos = |word: TokenIdx| match sentence.morphology()[word.index()].xpos() {
        "VBP" => "VB",
        other => other,
    };
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

/// What bears on `word` from the word above it.
fn context(sentence: &Sentence, word: TokenIdx, link: Link, above: Level) -> State {
    let tense = above.state.tense;
    match link {
        Link::Free => State::default(),
        Link::Coordinated => coordinated(sentence, word, above),
        Link::Shared => above.state,
        Link::Timed => State::at(tense.filter(|&tense| tense != Tense::Future)),
        Link::Beside => State::at(tense.filter(|&tense| tense == Tense::Future)),
        Link::Adjunct | Link::Outcome => above.state.undenied(),
        Link::Embedded(signature, cue) => {
            let so = match (signature.so_past, tense) {
                (Some(past), Some(Tense::Past)) => past,
                _ => signature.so,
            };
            embedded(above.state, so, signature.not_so, cue)
        }
        Link::Denied(cue) => {
            let mut state = above.state.undenied();
            state.deny(cue);
            state
        }
        Link::Conditional(cue) => {
            let mut state = State::default();
            state.hedge(cue, Effect::OPEN);
            state
        }
        Link::Purpose(cue) => {
            let mut state = above.state.undenied();
            state.hedge(cue, Effect::OPEN);
            state
        }
    }
}

/// What bears on the first of coordinated predicates from outside bears on the others. One that tells of the past with a
/// subject of its own stands outside what is still to come ("a promise that he would be spared, and Canada sent him").
fn coordinated(sentence: &Sentence, word: TokenIdx, above: Level) -> State {
    let is_past = tense::own(sentence, word) == Some(Tense::Past);
    if is_past && above.context.tense == Some(Tense::Future) {
        return State::default();
    }
    if goes_against(sentence, word) && above.context.certainty == Certainty::Possible {
        return State::at(above.context.tense.filter(|&tense| tense != Tense::Future));
    }
    let tense = above.context.tense.or(above.state.tense);
    let tense = if shares_clause(sentence, word) {
        above.state.tense
    } else {
        tense
    };
    State {
        tense,
        ..above.context
    }
}

/// "I wish it were free, *but there is* no way": a clause of its own in the present or past, set against the one before, is
/// neither wished nor conditional.
fn goes_against(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    let has_own_subject = tree
        .children(word)
        .iter()
        .any(|&child| matches!(tree.relation(child), Relation::Nsubj | Relation::Expl));
    has_own_subject
        && is_contrast(sentence, word)
        && matches!(
            tense::own(sentence, word),
            Some(Tense::Past | Tense::Present)
        )
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
    if is_imperative(sentence, word) {
        let effect = Effect {
            is_future: true,
            ..Effect::OPEN
        };
        state.hedge((word, word), effect);
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
    // "did not pay or leave" denies both; "either did not pay or left" neither.
    if let Some(or) = alternative(sentence, word)
        && (has_either(sentence, word)
            || here.negations.is_empty() && state.polarity == Polarity::Positive)
    {
        state.hedge((or, or), Effect::OPEN);
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

/// "They will pay *or* leave": the conjunction between clauses of which only one need be so. Of several that a relative
/// clause describes each may be so ("people who saw *or* heard it"), and what is put better is not put in question ("or at
/// least", "or you can call").
fn alternative(sentence: &Sentence, word: TokenIdx) -> Option<TokenIdx> {
    let tree = sentence.tree();
    let lemma = |word: TokenIdx| sentence.morphology()[word.index()].lemma();
    let related = |word: TokenIdx, relation: Relation| {
        let children = tree.children(word).iter().copied();
        children.filter(move |&child| tree.relation(child) == relation)
    };
    let is_clause = |word: TokenIdx| {
        sentence.morphology()[word.index()].upos() == Upos::Verb
            || related(word, Relation::Cop).next().is_some()
    };
    let first = match (tree.relation(word), tree.head(word)) {
        (Relation::Conj, Some(first)) => first,
        _ => word,
    };
    let parts = related(first, Relation::Conj).filter(|&part| part > first && is_clause(part));
    // The conjunction before the last of several stands between all of them.
    let joined: Vec<(TokenIdx, TokenIdx)> = parts
        .filter_map(|part| Some((part, related(part, Relation::Cc).next()?)))
        .collect();
    let is_or = joined.iter().all(|&(_, cc)| lemma(cc) == "or");
    let &(last, or) = joined.last()?;
    let addresses = related(last, Relation::Nsubj).any(|subject| {
        let person = sentence.morphology()[subject.index()]
            .features()
            .get("Person");
        matches!(person, Some("1" | "2"))
    });
    let next = sentence.tokens().get(or.index() + 1);
    let rephrases = next.is_some_and(|next| {
        matches!(
            next.form().to_lowercase().as_str(),
            "at" | "perhaps" | "maybe" | "rather" | "even" | "better" | "more"
        )
    });
    let is_relative = tree.deprel(first).subtype() == Some("relcl");
    (is_clause(first)
        && is_or
        && !addresses
        && !rephrases
        && (!is_relative || has_either(sentence, word)))
    .then_some(or)
}

/// Whether an "either" opens the clause or the one that it is coordinated with.
fn has_either(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    let words = [Some(word), tree.head(word)].into_iter().flatten();
    words.flat_map(|word| tree.children(word)).any(|&child| {
        tree.relation(child) == Relation::Cc
            && sentence.morphology()[child.index()].lemma() == "either"
    })
}

/// "Release them and go": a bare form without subject or auxiliary at the top of a sentence or quotation.
fn is_imperative(sentence: &Sentence, word: TokenIdx) -> bool {
    let tree = sentence.tree();
    let mut word = word;
    loop {
        let is_bare = sentence.morphology()[word.index()].xpos() == "VB"
            && !tree.children(word).iter().any(|&child| {
                matches!(
                    tree.relation(child),
                    Relation::Nsubj | Relation::Aux | Relation::Mark | Relation::Cop
                ) && sentence.morphology()[child.index()].lemma() != "do"
            });
        match (tree.relation(word), tree.head(word)) {
            (Relation::Conj, Some(first)) if is_bare => word = first,
            (Relation::Root | Relation::Parataxis | Relation::Ccomp, _) => return is_bare,
            _ => return false,
        }
    }
}

fn finish(mut state: State) -> Stance {
    for cues in [&mut state.negations, &mut state.hedges] {
        cues.sort_unstable();
        cues.dedup();
        let all = cues.clone();
        // "will be able" holds "will".
        cues.retain(|cue| {
            !all.iter()
                .any(|other| other != cue && other.0 <= cue.0 && cue.1 <= other.1)
        });
    }
    Stance {
        polarity: state.polarity,
        certainty: state.certainty,
        tense: state.tense.unwrap_or(Tense::Present),
        negation_cues: state.negations,
        hedge_cues: state.hedges,
    }
}
