//! What someone or something is, said beside the name: "Jon Alterman, an analyst at the Center", "Homeopathy, a form of
//! alternative medicine", "Daniel Levy of the Foundation".

use super::candidate::{Candidate, Form, Participant, Voice};
use super::clause;
use super::construction::{Construction, Example};
use super::idiom;
use super::lists::Lists;
use super::title;
use super::view::View;
use crate::language::deprel::Relation;
use crate::language::names::{Name, NameType};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct Apposition;

impl Construction for Apposition {
    fn name(&self) -> &'static str {
        "apposition"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "Laura Hill, a spokeswoman for the bank, declined to comment.",
                gives: &["Laura Hill | hold position | spokeswoman for the bank"],
                never: &[],
            },
            Example {
                text: "The committee praised Paul Novak, a lawyer and activist.",
                gives: &[
                    "Paul Novak | hold position | lawyer",
                    "Paul Novak | hold position | activist",
                ],
                never: &[],
            },
            Example {
                text: "Paul Novak of the Red Cross praised the doctors.",
                gives: &["Paul Novak | belong to | Red Cross"],
                never: &[],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        view.words()
            .flat_map(|word| {
                let parts = match beside(view, word) {
                    Some((named, described)) => parts(view, named, described),
                    None => Vec::new(),
                };
                parts.into_iter().chain(of_organization(view, word))
            })
            .chain(
                view.sentence()
                    .names()
                    .iter()
                    .filter(|name| name.kind() == NameType::Person)
                    .filter_map(|name| after_comma(view, name)),
            )
            .collect()
    }
}

/// What is named and what describes it, of the apposition `word`.
fn beside(view: View<'_>, word: TokenIdx) -> Option<(TokenIdx, TokenIdx)> {
    if view.relation(word) != Relation::Appos || !view.is_nominal(word) {
        return None;
    }
    let first = view.head(word)?;
    if idiom::is_ticker(view, word) || idiom::is_office(view, first) {
        return None;
    }
    let is_name = |word: TokenIdx| view.name(word).is_some_and(|name| is_proper(name.kind()));
    let (named, described) = match (is_name(first), is_name(word)) {
        (true, false) => (first, word),
        // "John Kerry, the United States Secretary of State"
        (true, true)
            if view.is_named(first, NameType::Person)
                && !view.is_named(word, NameType::Person)
                && title::is_title(view, word) =>
        {
            (first, word)
        }
        (false, true) => (word, first),
        (true, true) | (false, false) => {
            // "Homeopathy, a form of medicine": two common nouns, the second with an article.
            let is_kind = view
                .related(word, Relation::Det)
                .any(|det| matches!(view.lower(det).as_str(), "a" | "an"));
            if is_name(first) != is_name(word)
                || is_name(first)
                || !is_kind
                || view
                    .name(word)
                    .is_some_and(|name| name.kind() == NameType::Person)
            {
                return None;
            }
            (first, word)
        }
    };
    if view.is_time(first)
        || view.is_time(word)
        || !matches!(view.upos(described), Upos::Noun | Upos::Propn)
        || !matches!(view.upos(named), Upos::Noun | Upos::Propn)
        || view.has(described, Relation::Nummod)
        || view.features(described).get("NumType").is_some()
    {
        return None;
    }
    // A bracket after a name is its acronym.
    if view
        .before(word)
        .is_some_and(|before| view.form(before) == "(")
    {
        return None;
    }
    // A name after a description is tied to the noun right before it: "at the flat of [his friend] Ann".
    let described = if described < named {
        nearest_before(view, named, described)?
    } else {
        described
    };
    // "its ally Denmark": what one is to another, another construction's.
    if described < named
        && Lists::get()
            .relational_nouns
            .contains(view.lemma(described))
        && clause::possessor(view, described).is_some()
        && view.after(described) == view.name(named).map(Name::first)
    {
        return None;
    }
    if described > named && !touches(view, named, described) {
        return None;
    }
    if !agree(view, named, described) {
        return None;
    }
    let person = view.is_named(named, NameType::Person);
    // A person is no thing: "in the parents' defense, Tom Hall".
    let is_letters = view.form(described).chars().all(char::is_uppercase);
    if person && !clause::acts(view, described) && !title::is_title(view, described) && !is_letters
    {
        return None;
    }
    if described < named
        && person
        && view
            .name(named)
            .is_some_and(|name| view.before(name.first()) == Some(described))
    {
        // A title in front of the name: another construction's.
        return None;
    }
    Some((named, described))
}

/// The claims of a description; behind a name each of its parts describes it: "Ann Hall, a lawyer and author".
fn parts(view: View<'_>, named: TokenIdx, described: TokenIdx) -> Vec<Candidate> {
    let is_position = view.is_named(named, NameType::Person) && title::is_title(view, described);
    let further = view.conjuncts(described).into_iter().filter(|&part| {
        part > described
            && described > named
            && view.name(part).is_none()
            && agree(view, described, part)
            && title::is_title(view, part) == is_position
    });
    std::iter::once(described)
        .chain(further)
        .map(|part| description(view, named, described, part, is_position))
        .collect()
}

/// The claim that `named` is what `described` says, a part of the description `whole`.
fn description(
    view: View<'_>,
    named: TokenIdx,
    whole: TokenIdx,
    described: TokenIdx,
    is_position: bool,
) -> Candidate {
    let label = if is_position { "hold position" } else { "be" };
    let mut arguments = Vec::new();
    if let Some(owner) = clause::possessor(view, described) {
        arguments.push(
            Participant::nominal(view, owner, "organization")
                .with_preposition(Some("of".to_owned())),
        );
    }
    // "officer and treasurer at the bank": what follows the last part belongs to all.
    let shared = view
        .related(whole, Relation::Nmod)
        .filter(|_| whole != described);
    for nmod in view.related(described, Relation::Nmod).chain(shared) {
        if nmod > described
            && let Some(preposition @ ("of" | "for" | "at" | "in" | "from" | "with")) =
                view.preposition(nmod).as_deref()
            && view.is_nominal(nmod)
        {
            arguments.push(
                Participant::nominal(view, nmod, role_beside(view, nmod))
                    .with_preposition(Some(preposition.to_owned())),
            );
        }
    }
    let object = Participant::nominal(
        view,
        described,
        if is_position {
            "position"
        } else {
            "complement"
        },
    );
    let form = if is_position {
        Form::Property
    } else {
        Form::Nominal
    };
    Candidate {
        rule: "apposition",
        predicate: described,
        first: object.first,
        last: object.last,
        lemma: label.to_owned(),
        label: label.to_owned(),
        roleset: None,
        stance: named,
        subjects: vec![Participant::nominal(view, named, "subject")],
        objects: vec![object.with_form(form)],
        arguments,
        via: None,
        voice: Voice::Article,
    }
}

/// The role of a phrase after a description: "an analyst *at the bank*", "a student *at the time of the attack*".
fn role_beside(view: View<'_>, noun: TokenIdx) -> &'static str {
    let is_body = view.name(noun).is_some_and(|name| {
        matches!(
            name.kind(),
            NameType::Org | NameType::Gpe | NameType::Norp | NameType::Fac
        )
    }) || clause::acts(view, noun);
    match view.lemma(noun) {
        "time" | "moment" | "age" => "ARGM-TMP",
        _ if is_body => "organization",
        _ => "modifier",
    }
}

/// The noun right before the name of `named`, a comma aside, if it is `described` or coordinated with it.
fn nearest_before(view: View<'_>, named: TokenIdx, described: TokenIdx) -> Option<TokenIdx> {
    let first = view.name(named).map_or(named, Name::first);
    let mut last = view.before(first)?;
    if view.form(last) == "," {
        last = view.before(last)?;
    }
    let is_person = view.is_named(named, NameType::Person);
    let fits = !is_person || clause::acts(view, last) || title::is_title(view, last);
    if fits && (last == described || view.conjuncts(described).contains(&last)) {
        return Some(last);
    }
    // "the death of their child, Gloria": of several nouns before a person's name the one for a person.
    if view.is_named(named, NameType::Person)
        && view.upos(last) == Upos::Noun
        && clause::acts(view, last)
    {
        return Some(last);
    }
    // "boss of the committee, Ann Hall": back over the phrases of the noun, but over no other coordination.
    let mut word = last;
    while let Some(above) = view.head(word) {
        // "the minister for security, Ann Hall": the person is the minister.
        if view.is_named(named, NameType::Person)
            && view.relation(word) == Relation::Nmod
            && (clause::acts(view, above) || title::is_title(view, above))
            && above != described
        {
            return Some(above);
        }
        match view.relation(word) {
            Relation::Nmod | Relation::Compound | Relation::Flat | Relation::Amod
                if above == described =>
            {
                return (view.form(TokenIdx::new(last.index() + 1)) == ",").then_some(described);
            }
            Relation::Nmod | Relation::Compound | Relation::Flat | Relation::Amod => word = above,
            _ => return None,
        }
    }
    None
}

/// Whether a description stands right behind what it describes: a person may have a phrase between ("Ann Hall of the
/// bank, a lawyer"), anything else not ("the Center on Ship-1, the first ship").
fn touches(view: View<'_>, named: TokenIdx, described: TokenIdx) -> bool {
    if view.is_named(named, NameType::Person) {
        return true;
    }
    let (first, _) = super::phrase::nominal(view, described, &[]);
    let mut word = view.before(first);
    while let Some(mark) = word.filter(|&mark| view.upos(mark) == Upos::Punct) {
        word = view.before(mark);
    }
    word.is_some_and(|word| {
        word == named || view.name(named).is_some_and(|name| name.contains(word))
    })
}

/// Whether two nouns can be the same: not one of several and several.
fn agree(view: View<'_>, one: TokenIdx, other: TokenIdx) -> bool {
    let number = |word: TokenIdx| {
        view.features(word)
            .get("Number")
            .unwrap_or("Sing")
            .to_owned()
    };
    let is_name = |word: TokenIdx| view.name(word).is_some();
    number(one) == number(other) || is_name(one) && !view.is_named(one, NameType::Person)
}

/// "Paul Dewar, an Ottawa MP, said": what the words show where the tree does not.
fn after_comma(view: View<'_>, name: &Name) -> Option<Candidate> {
    let comma = view
        .after(name.last())
        .filter(|&comma| view.form(comma) == ",")?;
    let first = view.after(comma)?;
    let mut word = first;
    let mut head = None;
    loop {
        let joins = matches!(
            view.upos(word),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn
        ) || view.xpos(word) == "POS"
            || view.xpos(word) == "PRP$";
        if !joins || word.index() > first.index() + 8 || view.is_named(word, NameType::Person) {
            break;
        }
        if title::is_title(view, word) {
            head = Some(word);
        } else if head.is_some() {
            // A noun after the title: a list, not a description.
            return None;
        }
        word = view.after(word)?;
    }
    let head = head?;
    let next = view.after(head)?;
    let opens = matches!(view.upos(first), Upos::Det | Upos::Adj)
        || view.xpos(first) == "PRP$"
        || view.name(first).is_some()
        || first == head;
    let ends = matches!(view.form(next), "," | "." | ";") || view.upos(next) == Upos::Adp;
    let is_list = view.features(head).get("Number") == Some("Plur")
        || view
            .after(next)
            .is_some_and(|after| view.upos(after) == Upos::Cconj);
    if !opens || !ends || is_list {
        return None;
    }
    let bearer = title::name_head(view, name);
    let mut last = head;
    if view.upos(next) == Upos::Adp {
        let inner = view
            .children(head)
            .iter()
            .copied()
            .find(|&child| child > head && view.relation(child) == Relation::Nmod);
        last = inner.map_or(head, |inner| super::phrase::nominal(view, inner, &[]).1);
    }
    let mut subject = Participant::nominal(view, bearer, "subject");
    (subject.first, subject.last) = (name.first(), name.last());
    let object = Participant {
        head,
        first,
        last: last.max(head),
        role: "position".to_owned(),
        preposition: None,
        form: Form::Property,
    };
    Some(Candidate {
        rule: "apposition",
        predicate: head,
        first,
        last: object.last,
        lemma: "hold position".to_owned(),
        label: "hold position".to_owned(),
        roleset: None,
        stance: bearer,
        subjects: vec![subject],
        objects: vec![object],
        arguments: Vec::new(),
        via: None,
        voice: Voice::Article,
    })
}

fn is_proper(kind: NameType) -> bool {
    matches!(
        kind,
        NameType::Person
            | NameType::Org
            | NameType::Gpe
            | NameType::Loc
            | NameType::Fac
            | NameType::Norp
            | NameType::Product
            | NameType::Event
            | NameType::WorkOfArt
            | NameType::Law
    )
}

/// "Bruce Riedel of the Brookings Institution".
fn of_organization(view: View<'_>, word: TokenIdx) -> Option<Candidate> {
    if view.relation(word) != Relation::Nmod || !view.is_named(word, NameType::Org) {
        return None;
    }
    let person = view.head(word)?;
    let name = view
        .name(person)
        .filter(|name| name.kind() == NameType::Person)?;
    let preposition = view.preposition(word)?;
    let case = view.first_related(word, Relation::Case)?;
    if preposition != "of"
        || view.after(name.last()) != Some(case)
        || Lists::get().titles.contains(view.lemma(person))
    {
        return None;
    }
    let object =
        Participant::nominal(view, word, "organization").with_preposition(Some(preposition));
    Some(Candidate {
        rule: "apposition",
        predicate: word,
        first: case,
        last: case,
        lemma: "belong".to_owned(),
        label: "belong to".to_owned(),
        roleset: None,
        stance: person,
        subjects: vec![Participant::nominal(view, person, "subject")],
        objects: vec![object],
        arguments: Vec::new(),
        via: None,
        voice: Voice::Article,
    })
}
