//! Words that look like a clause and say nothing of their own: the tail of a comparison, a title in quotation marks, a notice of
//! rights, a date.

use super::title;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// "more than [expected]", "ruder than you are [offline]": the tail of a comparison only tells what is compared.
#[must_use]
pub fn compares(view: View<'_>, predicate: TokenIdx) -> bool {
    matches!(view.relation(predicate), Relation::Advcl | Relation::Acl)
        && view.children(predicate).iter().any(|&mark| {
            matches!(view.relation(mark), Relation::Mark | Relation::Case)
                && mark < predicate
                && view.lower(mark) == "than"
                && view
                    .before(mark)
                    .is_none_or(|before| !matches!(view.lower(before).as_str(), "rather" | "other"))
        })
}

/// How many words a title in quotation marks has at least: of fewer every one may be a name.
const TITLE: usize = 3;

/// "the list \"Songs You Never [Heard]\"": in a sentence in lower case a quotation whose words open with capitals is the name
/// of something.
#[must_use]
pub fn is_in_title(view: View<'_>, word: TokenIdx) -> bool {
    let is_mark = |word: TokenIdx| matches!(view.form(word), "\"" | "“" | "”" | "``" | "''");
    if !is_capital(view, word) || !view.is_quoted(word) {
        return false;
    }
    let opening = (0..word.index())
        .rev()
        .map(TokenIdx::new)
        .find(|&w| is_mark(w));
    let closing = (word.index() + 1..view.sentence().len())
        .map(TokenIdx::new)
        .find(|&w| is_mark(w));
    let first = opening.map_or(0, |mark| mark.index() + 1);
    let last = closing.map_or(view.sentence().len(), TokenIdx::index);
    let contents = |from: usize, to: usize| {
        (from..to)
            .map(TokenIdx::new)
            .filter(|&word| {
                matches!(
                    view.upos(word),
                    Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Pron
                )
            })
            .collect::<Vec<_>>()
    };
    let inside = contents(first, last);
    let capitals = inside
        .iter()
        .filter(|&&word| is_capital(view, word))
        .count();
    let outside = contents(0, first.saturating_sub(1))
        .into_iter()
        .chain(contents(last, view.sentence().len()));
    inside.len() >= TITLE
        && capitals == inside.len()
        && outside.into_iter().any(|word| !is_capital(view, word))
}

fn is_capital(view: View<'_>, word: TokenIdx) -> bool {
    view.form(word)
        .starts_with(|first: char| first.is_uppercase() || first.is_numeric())
        || view.form(word).starts_with(['\'', '’'])
        || view.lower(word) == "n't"
        || view.lower(word) == "n’t"
}

/// "All rights [reserved]": a notice, no news.
#[must_use]
pub fn is_notice(view: View<'_>, verb: TokenIdx) -> bool {
    view.lower(verb) == "reserved"
        && !view.has(verb, Relation::Aux)
        && view
            .before(verb)
            .is_some_and(|rights| view.lower(rights) == "rights")
}

/// "benefits [starting] January 1": a preposition in all but form.
#[must_use]
pub fn opens_date(view: View<'_>, verb: TokenIdx) -> bool {
    view.xpos(verb) == "VBG"
        && matches!(view.lemma(verb), "start" | "begin")
        && matches!(view.relation(verb), Relation::Acl | Relation::Advcl)
        && !view.has_own_subject(verb)
        && !view.has(verb, Relation::Aux)
        && !view.has(verb, Relation::Mark)
        && view.after(verb).is_some_and(|next| {
            view.is_time(next)
                || view.upos(next) == Upos::Adp
                    && view.after(next).is_some_and(|time| view.is_time(time))
        })
}

/// "is on the [record] opposing it": what he says for all to hear stands in the clause behind.
#[must_use]
pub fn is_record(view: View<'_>, noun: TokenIdx) -> bool {
    view.lemma(noun) == "record"
        && view.preposition(noun).as_deref() == Some("on")
        && !view.has(noun, Relation::Amod)
}

/// "Lenz plc (NYSE: [LNZ])": behind a colon in brackets stands under what letters it is traded.
#[must_use]
pub fn is_ticker(view: View<'_>, word: TokenIdx) -> bool {
    let colon = view.before(word).filter(|&colon| view.form(colon) == ":");
    colon
        .and_then(|colon| view.before(colon))
        .and_then(|exchange| view.before(exchange))
        .is_some_and(|bracket| view.form(bracket) == "(")
}

/// "Vice [President], Corporate Affairs": a line without a verb that opens with an office tells of no one who holds it.
#[must_use]
pub fn is_office(view: View<'_>, noun: TokenIdx) -> bool {
    view.tree().root() == noun
        && title::is_title(view, noun)
        && !view.is_named(noun, NameType::Person)
        && view.tree().extent(noun).0.index() == 0
        && !view.words().any(|word| {
            matches!(view.upos(word), Upos::Verb | Upos::Aux)
                || view.is_named(word, NameType::Person)
        })
}
