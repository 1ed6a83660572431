//! Which time expression tells when a predicate happens.

use super::expression::{Side, TimeExpression};
use crate::knowledge::claim::{Certainty, Tense, Time};
use crate::knowledge::extract::lists::Lists;
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::role::{Modifier, Part};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// When `predicate` happens: the expression that hangs on it in the tree, or that is its ARGM-TMP; one inside another
/// clause or event ("after a launch in May") is not its own. Of several the first that names days.
///
/// A word before the first of coordinated verbs ("On Friday he came and spoke") is shared by all; a noun under its light
/// verb ("embarked on a visit on Monday") takes the verb's.
#[must_use]
pub fn time_of(
    predicate: TokenIdx,
    expressions: &[TimeExpression],
    sentence: &Sentence,
) -> Option<Time> {
    let own: Vec<&TimeExpression> = expressions
        .iter()
        .filter(|expression| modifies(expression, predicate, sentence))
        .collect();
    let best = own
        .iter()
        .find(|expression| expression.time.start.is_some() || expression.time.end.is_some())
        .or(own.first());
    if let Some(best) = best {
        return Some(best.time.clone());
    }
    if let Some(inner) = expressions
        .iter()
        .find(|expression| is_in_event(expression, predicate, sentence))
    {
        return Some(inner.time.clone());
    }
    let tree = sentence.tree();
    let above = tree.head(predicate)?;
    // "and ten minutes after that they left": a time of its own, though not one that names days.
    let has_own = expressions.iter().any(|expression| {
        is_measure(expression, sentence) && above < expression.first && expression.last < predicate
    });
    match tree.relation(predicate) {
        Relation::Conj if has_own => None,
        // "confirmed the departure on Monday": the day of what is confirmed.
        Relation::Obj if is_confirmed(predicate, sentence) => expressions
            .iter()
            .find(|expression| belongs_to_event(expression, predicate, sentence))
            .map(|expression| expression.time.clone()),
        Relation::Conj => {
            let before: Vec<TimeExpression> = expressions
                .iter()
                .filter(|expression| expression.last < above && expression.last < predicate)
                .cloned()
                .collect();
            time_of(above, &before, sentence)
        }
        Relation::Obj | Relation::Obl if is_light(sentence, above, predicate) => {
            time_of(above, expressions, sentence)
        }
        _ => None,
    }
}

fn modifies(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    let tree = sentence.tree();
    if inside(expression, predicate)
        || is_measure(expression, sentence)
        || is_apart(expression, predicate, sentence)
        || is_no_time_of(expression, predicate, sentence)
        || tree.children(predicate).iter().any(|&event| {
            tree.relation(event) == Relation::Obj
                && is_confirmed(event, sentence)
                && belongs_to_event(expression, event, sentence)
        })
    {
        return false;
    }
    let governor = governor(expression, sentence);
    let hangs = governor == Some(predicate)
        && matches!(
            tree.relation(expression.head),
            Relation::Obl
                | Relation::Nmod
                | Relation::Advmod
                | Relation::Nummod
                | Relation::Compound
                | Relation::Amod
                | Relation::Obj
                | Relation::Dep
                | Relation::Dislocated
        );
    // The tree comes first: a role may speak only where the tree hangs the words on something that does not happen, or
    // on the verb over an event ("confirmed the departure on Monday").
    let is_free = governor.is_none_or(|governor| {
        let is_noun = sentence.morphology()[predicate.index()].upos() == Upos::Noun;
        sentence.frame(governor).is_none() || is_noun && tree.head(predicate) == Some(governor)
    });
    let is_role = || {
        sentence.frame(predicate).is_some_and(|frame| {
            frame.arguments().iter().any(|argument| {
                argument.role().part() == Part::Modifier(Modifier::Tmp)
                    && argument.head() == expression.head
            })
        })
    };
    hangs || (is_free && is_role())
}

/// Whether a noun names an event that a verb like "confirm" reports.
fn is_confirmed(noun: TokenIdx, sentence: &Sentence) -> bool {
    let verb = sentence.tree().head(noun);
    sentence.frame(noun).is_some()
        && verb.is_some_and(|verb| {
            let morphology = &sentence.morphology()[verb.index()];
            morphology.upos() == Upos::Verb
                && Lists::get().confirming_verbs.contains(morphology.lemma())
        })
}

/// Whether a time that hangs on the verb stands right behind the phrase of its object, the event.
fn belongs_to_event(expression: &TimeExpression, event: TokenIdx, sentence: &Sentence) -> bool {
    let tree = sentence.tree();
    let has_case = sentence.morphology()[expression.first.index()].upos() == Upos::Adp;
    tree.head(expression.head) == tree.head(event)
        && tree.extent(event).1.index() + 1 == expression.first.index()
        && has_case
}

/// "seized power in a *2001* coup": a year inside the phrase that tells in what it happened.
fn is_in_event(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    let tree = sentence.tree();
    let Some(noun) = tree.head(expression.head) else {
        return false;
    };
    let has_in = tree.children(noun).iter().any(|&case| {
        tree.relation(case) == Relation::Case
            && matches!(
                sentence.morphology()[case.index()].lemma(),
                "in" | "during" | "at"
            )
    });
    // "in a speech *today*"
    let is_bare_after = expression.first > noun
        && tree.relation(expression.head) == Relation::Nmod
        && tree.deprel(expression.head).subtype() == Some("unmarked");
    tree.relation(noun) == Relation::Obl
        && tree.head(noun) == Some(predicate)
        && (expression.last < noun || is_bare_after)
        && expression.time.start.is_some()
        && has_in
}

/// "two days *after* being freed": how long, not when.
fn is_measure(expression: &TimeExpression, sentence: &Sentence) -> bool {
    let next = sentence.tokens().get(expression.last.index() + 1);
    let has_preposition = sentence.morphology()[expression.first.index()].upos() == Upos::Adp;
    !has_preposition
        && next.is_some_and(|next| {
            matches!(
                next.form().to_lowercase().as_str(),
                "after" | "before" | "prior" | "following"
            )
        })
        && (expression.time.start.is_none()
            || sentence.morphology()[expression.first.index()].upos() == Upos::Num)
}

/// Whether the expression stands where the time of `predicate` would, but cannot be it.
#[must_use]
pub fn is_no_time_of(
    expression: &TimeExpression,
    predicate: TokenIdx,
    sentence: &Sentence,
) -> bool {
    is_still_to_come(expression, predicate, sentence)
        || is_over(expression, predicate, sentence)
        || over_purpose(expression, predicate, sentence).is_some()
        || is_of_subject(expression, predicate, sentence)
}

/// "studied the effects *over 2000 to 2050*": what happened did not happen after it was told. Without a year it may be told
/// from another day: "grew over the next five years".
fn is_still_to_come(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    let happened = || {
        let stance = stance::of(sentence, predicate);
        stance.tense == Tense::Past && stance.certainty == Certainty::Certain
    };
    expression.side == Side::Beyond && has_year(expression, sentence) && happened()
}

fn has_year(expression: &TimeExpression, sentence: &Sentence) -> bool {
    let is_year = |form: &str| form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
    (expression.first.index()..=expression.last.index())
        .any(|word| is_year(sentence.token(TokenIdx::new(word)).form()))
}

/// "has found an interview *in June 2005*": a present perfect has no day or month in the past; it is that of the noun before.
fn is_over(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    let word = |token: TokenIdx| &sentence.morphology()[token.index()];
    let is_past = match expression.side {
        Side::Before => true,
        Side::Around => expression.last.index() >= expression.first.index() + 2,
        Side::Beyond => false,
    };
    let is_definite = matches!(word(expression.first).lemma(), "in" | "on")
        && has_year(expression, sentence)
        && is_past;
    let is_perfect = sentence
        .tree()
        .children(predicate)
        .iter()
        .any(|&auxiliary| {
            sentence.tree().relation(auxiliary) == Relation::Aux
                && word(auxiliary).lemma() == "have"
                && matches!(word(auxiliary).xpos(), "VBZ" | "VBP")
        });
    is_definite && is_perfect && predicate < expression.first
}

/// "the reply *last week* has moved many": a present perfect has no time in the past; in front of its auxiliary that is the
/// subject's.
fn is_of_subject(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    let word = |token: TokenIdx| &sentence.morphology()[token.index()];
    let is_bare = expression.side == Side::Before && word(expression.first).upos() != Upos::Adp;
    let follows_noun = expression
        .first
        .index()
        .checked_sub(1)
        .is_some_and(|before| word(TokenIdx::new(before)).upos() != Upos::Punct);
    let is_perfect = sentence
        .tree()
        .children(predicate)
        .iter()
        .any(|&auxiliary| {
            auxiliary.index() == expression.last.index() + 1
                && sentence.tree().relation(auxiliary) == Relation::Aux
                && word(auxiliary).lemma() == "have"
                && matches!(word(auxiliary).xpos(), "VBZ" | "VBP")
        });
    is_bare && follows_noun && is_perfect
}

/// A semicolon ends what a time is told of.
fn is_apart(expression: &TimeExpression, predicate: TokenIdx, sentence: &Sentence) -> bool {
    predicate < expression.first
        && sentence.tokens()[predicate.index()..expression.first.index()]
            .iter()
            .any(|token| token.form() == ";")
}

/// The word that the expression modifies; a slip of the tree is mended in two cases that news is full of.
fn governor(expression: &TimeExpression, sentence: &Sentence) -> Option<TokenIdx> {
    let tree = sentence.tree();
    let governor = tree.head(expression.head)?;
    // "told reporters on Monday that they came", "said on Tuesday the minister left": words before the clause's first
    // word are not in the clause.
    let is_before = tree
        .children(governor)
        .iter()
        .all(|&child| child >= expression.head || inside(expression, child));
    if let Some(above) = tree.head(governor)
        && tree.relation(governor) == Relation::Ccomp
        && above < expression.first
        && expression.last < governor
        && is_before
    {
        return Some(above);
    }
    // "signed a contract to build it in 1995": what was signed for need not have been built at all.
    if let Some(signed) = over_purpose(expression, governor, sentence) {
        return Some(signed);
    }
    // "dropped bombs on a stronghold in Basra Saturday": a day without a preposition hangs on a verb.
    let is_bare = sentence.morphology()[expression.first.index()].upos() == Upos::Propn;
    let is_after = governor < expression.first && tree.relation(expression.head) != Relation::Appos;
    if is_bare && is_after && sentence.frame(governor).is_none() {
        let is_verb = |&word: &TokenIdx| sentence.morphology()[word.index()].upos() == Upos::Verb;
        return tree.ancestors(governor).find(is_verb).or(Some(governor));
    }
    Some(governor)
}

/// The verb in the past over an infinitive of purpose at whose end a year in the past stands, where nothing else tells its
/// time.
fn over_purpose(
    expression: &TimeExpression,
    infinitive: TokenIdx,
    sentence: &Sentence,
) -> Option<TokenIdx> {
    let tree = sentence.tree();
    let word = |token: TokenIdx| &sentence.morphology()[token.index()];
    let is_purpose = expression.side == Side::Before
        && has_year(expression, sentence)
        && infinitive < expression.first
        && matches!(tree.relation(infinitive), Relation::Advcl | Relation::Acl)
        && tree
            .children(infinitive)
            .iter()
            .any(|&child| word(child).xpos() == "TO");
    let verb = tree
        .ancestors(infinitive)
        .filter(|_| is_purpose)
        .find(|&above| word(above).upos() == Upos::Verb)?;
    let has_time = sentence.frame(verb).is_some_and(|frame| {
        frame
            .arguments()
            .iter()
            .any(|argument| argument.role().part() == Part::Modifier(Modifier::Tmp))
    });
    (word(verb).xpos() == "VBD" && verb < infinitive && !has_time).then_some(verb)
}

fn inside(expression: &TimeExpression, token: TokenIdx) -> bool {
    expression.first <= token && token <= expression.last
}

/// Whether `verb` lends only its form to the event that `noun` names.
fn is_light(sentence: &Sentence, verb: TokenIdx, noun: TokenIdx) -> bool {
    let light = sentence
        .frame(verb)
        .is_some_and(|frame| frame.roleset().sense() == "LV");
    light && sentence.frame(noun).is_some()
}
