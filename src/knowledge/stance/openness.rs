//! What else in a sentence leaves a predicate open, beside the words it hangs on: a question mark, a condition at the front, a
//! thought around what is described, the reader's own judgement.

use super::clause;
use super::effect::Effect;
use super::judge::State;
use super::lexicon::Class;
use super::link::{Link, link};
use super::tense;
use crate::knowledge::claim::{Certainty, Polarity, Tense};
use crate::language::deprel::Relation;
use crate::language::frames::Frame;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// What is asked is open.
pub(super) fn question(sentence: &Sentence, chain: &[(TokenIdx, Link)], state: &mut State) {
    let Some(&(top, _)) = chain.last() else {
        return;
    };
    let last = TokenIdx::new(sentence.len() - 1);
    let asks = sentence.tree().root() == top && sentence.token(last).form() == "?";
    if asks {
        state.hedge((last, last), Effect::OPEN);
    }
}

/// "If they strike, we will answer, and you will see": in a sentence that opens with a condition all that is still to come
/// hangs on it.
pub(super) fn conditioned(sentence: &Sentence, predicate: TokenIdx, state: &mut State) {
    if state.tense != Some(Tense::Future) || state.certainty != Certainty::Certain {
        return;
    }
    let upos = |word: TokenIdx| sentence.morphology()[word.index()].upos();
    let opening = (0..sentence.len()).map(TokenIdx::new).find(|&word| {
        !matches!(
            upos(word),
            Upos::Punct | Upos::Cconj | Upos::Adv | Upos::Intj
        )
    });
    if let Some(mark) = opening
        && let Some(condition) = sentence.tree().head(mark)
        && sentence.tree().relation(condition) == Relation::Advcl
        && clause::condition(sentence, condition) == Some(mark)
        && predicate > condition
        && !sentence.tree().dominates(condition, predicate)
    {
        state.hedge((mark, mark), Effect::OPEN);
    }
}

/// "suspected that he was paid through an account *managed* by his wife": what describes something that is only thought to be
/// there is thought too; "the account managed by his wife" is there whatever is thought.
pub(super) fn described(sentence: &Sentence, predicate: TokenIdx, state: &mut State) {
    let tree = sentence.tree();
    let Some(noun) = tree
        .head(predicate)
        .filter(|_| tree.relation(predicate) == Relation::Acl)
    else {
        return;
    };
    let morphology = |word: TokenIdx| &sentence.morphology()[word.index()];
    let is_indefinite = morphology(noun).upos() == Upos::Noun
        && tree.children(noun).iter().any(|&child| {
            tree.relation(child) == Relation::Det && matches!(morphology(child).lemma(), "a" | "an")
        });
    let (first, _) = tree.extent(predicate);
    let is_apart = [Some(first), first.index().checked_sub(1).map(TokenIdx::new)]
        .into_iter()
        .flatten()
        .any(|word| morphology(word).upos() == Upos::Punct);
    if !is_indefinite || is_apart || state.certainty != Certainty::Certain {
        return;
    }
    // Only through nouns: what a company is, said beside, is no thought.
    let clause = std::iter::once(noun)
        .chain(tree.ancestors(noun))
        .take_while(|&word| {
            matches!(
                tree.relation(word),
                Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nmod | Relation::Nsubj
            )
        })
        .last()
        .and_then(|top| tree.head(top))
        .filter(|&clause| tree.relation(clause) == Relation::Ccomp);
    if let Some(clause) = clause
        && let Link::Embedded(signature, cue) = link(sentence, clause)
        && !signature.so.is_future
    {
        state.hedge(cue, signature.so);
    }
}

/// Factuality, in hundredths, below which a verb or adjective without a cue is left open, and a noun. On UDS EWT dev
/// (`tests/stance.rs`) 23 of 100 such participles and 8 of 100 such infinitives happened, against 75 and 24 of all; of
/// nouns, which the judges saw seldom, none, so that the bar lies lower.
const OPEN_VERB: f64 = -25.0;
const OPEN_NOUN: f64 = -50.0;

/// Where no word decides, the reader's own judgement does; what is told as past it cannot unsay.
pub(super) fn unlikely(sentence: &Sentence, predicate: TokenIdx, state: &mut State) {
    let is_plain = state.polarity == Polarity::Positive
        && state.certainty == Certainty::Certain
        && state.hedges.is_empty();
    if !is_plain || tense::own(sentence, predicate) == Some(Tense::Past) {
        return;
    }
    let bar = match Class::of(sentence.morphology()[predicate.index()].upos()) {
        Some(Class::Noun) => OPEN_NOUN,
        Some(Class::Verb | Class::Adjective) | None => OPEN_VERB,
    };
    let factuality = sentence.frame(predicate).and_then(Frame::factuality);
    if factuality.is_some_and(|factuality| factuality.hundredths() < bar) {
        state.certainty = Certainty::Possible;
    }
}
