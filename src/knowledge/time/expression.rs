//! The time expressions of a sentence, with the days that they mean.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::Interval;
use super::lexicon;
use super::meaning::{Anchor, Direction, Meaning};
use super::word::{Grammar, Trait, Word};
use crate::knowledge::claim::{Phrase, Tense, Time};
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::Text;

/// A time expression: its words, the one that stands for it in the tree, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// The first word: a preposition, where one stands before the period.
    pub first: TokenIdx,
    /// The last word, inclusive.
    pub last: TokenIdx,
    /// The word whose head lies outside.
    pub head: TokenIdx,
    /// Its words and days.
    pub time: Time,
    /// Where its days lie.
    pub side: Side,
}

/// Where days lie, seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// All before it.
    Before,
    /// Around it, or nobody knows.
    Around,
    /// From before it, or no known day, to more than a year beyond it: "from 2000 to 2050".
    Beyond,
}

impl Side {
    fn of(interval: Interval, published: Option<Date>) -> Self {
        let Some(published) = published else {
            return Self::Around;
        };
        let far = published.saturating_add(1.year());
        let starts = interval.start.is_none_or(|start| start < published);
        if interval.end.is_some_and(|end| end < published) {
            Self::Before
        } else if starts && interval.end.is_some_and(|end| end > far) {
            Self::Beyond
        } else {
            Self::Around
        }
    }
}

/// The time expressions of `sentence`, in order and apart; relative ones count from `published`.
///
/// Whether "Friday" or "May" is the last or the next one is told by the clause that it stands in: the next where that
/// lies in the future ([`stance::of`]), else the last.
#[must_use]
pub fn expressions(
    sentence: &Sentence,
    text: &Text,
    published: Option<Date>,
) -> Vec<TimeExpression> {
    let words = words(sentence);
    let grammar = Grammar::new(&words);
    let mut found = Vec::new();
    // Most sentences name no time: none is looked for at each of their words.
    let is_timeless = !words.iter().any(|word| lexicon::is_of_time(&word.form));
    let mut at = if is_timeless { words.len() } else { 0 };
    while at < words.len() {
        let expression = if is_blocked(sentence, TokenIdx::new(at)) {
            None
        } else {
            grammar.expression(at)
        };
        let Some(expression) = expression.filter(|expression| {
            (at..expression.next).all(|i| !is_blocked(sentence, TokenIdx::new(i)))
        }) else {
            at += 1;
            continue;
        };
        let (first, last) = (TokenIdx::new(at), TokenIdx::new(expression.next - 1));
        at = expression.next;
        if let Some(expression) = place(
            sentence,
            text,
            published,
            (first, last),
            &expression.meaning,
        ) {
            found.push(expression);
        }
    }
    add_names(sentence, text, &mut found);
    found
}

/// The reader's own dates that the grammar does not know: they tell when, but name no days.
fn add_names(sentence: &Sentence, text: &Text, found: &mut Vec<TimeExpression>) {
    for name in sentence.names() {
        let is_time = matches!(name.kind(), NameType::Date | NameType::Time);
        let is_known = found
            .iter()
            .any(|one| one.first <= name.last() && name.first() <= one.last);
        if is_time && !is_known && tells_when(sentence, name) {
            let words = (name.first(), name.last());
            found.extend(place(sentence, text, None, words, &Meaning::Unknown));
        }
    }
    found.sort_by_key(|expression| expression.first);
}

/// Not a mere adjective ("annual") or number, nor "the day" and the like.
fn tells_when(sentence: &Sentence, name: &Name) -> bool {
    let head = head_of(sentence, name.first(), name.last());
    let is_noun = matches!(
        sentence.morphology()[head.index()].upos(),
        Upos::Noun | Upos::Propn | Upos::Adv
    );
    let count = name.last().index() - name.first().index() + 1;
    let article = sentence.token(name.first()).form();
    let is_bare = count == 1 || count == 2 && article.eq_ignore_ascii_case("the");
    is_noun && !is_bare
}

/// An age: "27 years old", "a 27-year-old", "aged 8 years", "at the age of four months".
fn is_age(sentence: &Sentence, first: TokenIdx, last: TokenIdx) -> bool {
    let lemma = |i: usize| sentence.morphology().get(i).map_or("", |word| word.lemma());
    let before = first.index().saturating_sub(3)..first.index();
    let after = first.index()..=last.index() + 1;
    before.clone().any(|i| matches!(lemma(i), "age" | "aged"))
        || after
            .clone()
            .any(|i| matches!(lemma(i), "old" | "aged" | "age"))
}

fn place(
    sentence: &Sentence,
    text: &Text,
    published: Option<Date>,
    (first, last): (TokenIdx, TokenIdx),
    meaning: &Meaning,
) -> Option<TimeExpression> {
    let head = head_of(sentence, first, last);
    // A length of time or an unknown point counts only where the tree hangs it on something as a modifier of time.
    let modifies = matches!(
        sentence.tree().relation(head),
        Relation::Obl | Relation::Nmod | Relation::Advmod
    );
    if !meaning.is_point() && (!modifies || is_age(sentence, first, last)) {
        return None;
    }
    let anchor = Anchor {
        published,
        direction: direction(sentence, head),
    };
    let (interval, basis) = meaning.resolve(anchor);
    let span = sentence.words_span(first, last);
    Some(TimeExpression {
        first,
        last,
        head,
        time: Time {
            phrase: Phrase {
                text: text.slice(span).to_owned(),
                span,
            },
            start: interval.start,
            end: interval.end,
            basis,
        },
        side: Side::of(interval, published),
    })
}

/// The word of `first..=last` that hangs on a word outside.
fn head_of(sentence: &Sentence, first: TokenIdx, last: TokenIdx) -> TokenIdx {
    let inside = |token: TokenIdx| first <= token && token <= last;
    (first.index()..=last.index())
        .map(TokenIdx::new)
        .filter(|&token| !sentence.tree().head(token).is_some_and(inside))
        .find(|&token| {
            !matches!(
                sentence.tree().relation(token),
                Relation::Case | Relation::Mark | Relation::Punct | Relation::Det
            )
        })
        .unwrap_or(last)
}

/// Where the clause around `head` lies.
fn direction(sentence: &Sentence, head: TokenIdx) -> Direction {
    let tree = sentence.tree();
    let governor = tree.head(head);
    let is_clause = |token: TokenIdx| {
        let upos = sentence.morphology()[token.index()].upos();
        upos == Upos::Verb
            || tree
                .children(token)
                .iter()
                .any(|&child| tree.relation(child) == Relation::Cop)
    };
    let Some(predicate) = tree.ancestors(head).find(|&token| is_clause(token)) else {
        return Direction::Past;
    };
    // "The council meets on Friday" is still to come; "the launch on Friday follows a test" is not.
    match stance::of(sentence, predicate).tense {
        Tense::Future => Direction::Future,
        Tense::Present if governor == Some(predicate) => Direction::Future,
        Tense::Past | Tense::Present => Direction::Past,
    }
}

/// Whether the word is part of a name that is no date: "Black Friday", "Boko Haram's Mr May".
fn is_blocked(sentence: &Sentence, token: TokenIdx) -> bool {
    let kind = sentence
        .names()
        .iter()
        .find(|name| name.contains(token))
        .map(Name::kind);
    kind.is_some_and(|kind| match kind {
        NameType::Person
        | NameType::Org
        | NameType::Product
        | NameType::Event
        | NameType::WorkOfArt
        | NameType::Law
        | NameType::Language => true,
        NameType::Norp
        | NameType::Fac
        | NameType::Gpe
        | NameType::Loc
        | NameType::Date
        | NameType::Time
        | NameType::Percent
        | NameType::Money
        | NameType::Quantity
        | NameType::Ordinal
        | NameType::Cardinal => false,
    })
}

fn words(sentence: &Sentence) -> Vec<Word> {
    let in_date = |token: TokenIdx| {
        sentence.names().iter().any(|name| {
            matches!(name.kind(), NameType::Date | NameType::Time) && name.contains(token)
        })
    };
    let tokens = sentence.tokens();
    tokens
        .iter()
        .enumerate()
        .map(|(i, token)| {
            let lower = token.form().to_lowercase();
            let trimmed = lower.trim_end_matches('.');
            let meanings = lexicon::words(trimmed);
            let form = if meanings.is_empty() {
                lower
            } else {
                trimmed.to_owned()
            };
            let morphology = &sentence.morphology()[i];
            let is_nominal = matches!(
                morphology.upos(),
                Upos::Noun | Upos::Propn | Upos::Num | Upos::X | Upos::Sym
            );
            let next = tokens.get(i + 1);
            let traits = [
                (Trait::Nominal, is_nominal),
                (Trait::Plural, morphology.xpos() == "NNS"),
                (Trait::Capital, token.form().starts_with(char::is_uppercase)),
                (Trait::Date, in_date(TokenIdx::new(i))),
                (
                    Trait::Glued,
                    next.is_some_and(|next| next.span().start() == token.span().end()),
                ),
            ];
            let traits = traits.into_iter().filter(|(_, holds)| *holds);
            Word {
                form,
                meanings,
                traits: traits.map(|(one, _)| one).collect(),
            }
        })
        .collect()
}
