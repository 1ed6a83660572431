//! Names: the same name again, its parts, its acronym, and what the gazetteer knows to be one.

use std::collections::BTreeMap;

use crate::language::names::NameType;

use super::chains::{Chains, Identity, MentionIdx};
use super::lists::Lists;
use crate::knowledge::mention::{Candidate, Form, NameWords};

/// Links names of one thing.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists) {
    link_identities(chains);
    link_equal(chains);
    link_acronyms(chains);
    link_parts(chains, lists);
}

/// Whether two names may name one thing.
pub(super) fn can_be_one(a: &NameWords, b: &NameWords) -> bool {
    let (x, y) = (words(a), words(b));
    if x == y {
        return true;
    }
    let (short, long) = if x.len() <= y.len() {
        (&x, &y)
    } else {
        (&y, &x)
    };
    is_acronym(&short.join(""), long)
        || is_part(short, long)
        || is_demonym_or_place(a)
        || is_demonym_or_place(b)
}

/// Names that the gazetteer judges, not their words.
fn is_demonym_or_place(name: &NameWords) -> bool {
    matches!(
        name.kind,
        Some(NameType::Gpe | NameType::Norp | NameType::Loc)
    )
}

/// The words of a name that count, in lower case.
pub(super) fn words(name: &NameWords) -> Vec<String> {
    name.words
        .iter()
        .enumerate()
        .map(|(i, word)| (i, word.to_lowercase()))
        .filter(|(i, word)| {
            !(*i == 0 && word == "the") && word.chars().any(char::is_alphanumeric) && word != "'s"
        })
        .map(|(_, word)| word.trim_end_matches('.').to_owned())
        .collect()
}

/// Whether the words of `short` all come in `long`, in this order; an initial stands for a word that it begins.
fn is_part(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    !short.is_empty()
        && short.iter().all(|word| {
            rest.any(|whole| whole == word || word.len() == 1 && whole.starts_with(word.as_str()))
        })
}

/// Whether `letters` (lower case) are the initials of `words`, small words counted or not.
fn is_acronym(letters: &str, words: &[String]) -> bool {
    if words.len() < 2 || letters.chars().count() < 2 {
        return false;
    }
    let initials = |all: bool| -> String {
        words
            .iter()
            .filter(|word| {
                all || !matches!(word.as_str(), "of" | "the" | "and" | "for" | "in" | "on")
            })
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let letters: String = letters.chars().filter(|c| c.is_alphanumeric()).collect();
    letters == initials(false) || letters == initials(true)
}

/// Whether the name is written as an acronym: "KCNA", "U.N.".
fn is_written_as_acronym(name: &NameWords) -> bool {
    let [word] = name.words.as_slice() else {
        return false;
    };
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && !word.chars().any(char::is_lowercase)
}

/// The names, in order.
fn named(chains: &Chains<'_>) -> Vec<MentionIdx> {
    (0..chains.candidates.len())
        .filter(|&mention| {
            matches!(chains.candidates[mention].form, Form::Name | Form::Demonym)
                && chains.candidates[mention].name.is_some()
        })
        .collect()
}

fn link_identities(chains: &mut Chains<'_>) {
    let mut first: Vec<(Identity, MentionIdx)> = Vec::new();
    for mention in named(chains) {
        let Some(identity) = chains.chain(mention).identity else {
            continue;
        };
        if identity == Identity::City {
            continue;
        }
        match first.iter().find(|(known, _)| *known == identity) {
            Some(&(_, before)) => chains.merge(before, mention),
            None => first.push((identity, mention)),
        }
    }
}

fn link_equal(chains: &mut Chains<'_>) {
    let mut first: BTreeMap<Vec<String>, Vec<MentionIdx>> = BTreeMap::new();
    for mention in named(chains) {
        let Some(name) = &chains.candidates[mention].name else {
            continue;
        };
        let key = words(name);
        let same = first.entry(key).or_default();
        let before = same.iter().copied().find(|&before| {
            let identities = (
                chains.chain(before).identity,
                chains.chain(mention).identity,
            );
            // Moscow the city and Moscow the government are two.
            identities.0 == identities.1
                && kinds_agree(&chains.candidates[before], &chains.candidates[mention])
        });
        match before {
            Some(before) => chains.merge(before, mention),
            None => same.push(mention),
        }
    }
}

/// Whether the types of two equal names may belong to one thing: the reader confuses organisations and places, but a
/// person is a person.
fn kinds_agree(a: &Candidate, b: &Candidate) -> bool {
    let is_person = |candidate: &Candidate| candidate.name_type() == Some(NameType::Person);
    let is_people = |candidate: &Candidate| candidate.name_type() == Some(NameType::Norp);
    match (a.name_type(), b.name_type()) {
        (Some(x), Some(y)) => {
            x == y || is_person(a) == is_person(b) && is_people(a) == is_people(b)
                // A full name is the same whatever the reader takes it for.
                || words_of(a) > 1
        }
        _ => true,
    }
}

fn words_of(candidate: &Candidate) -> usize {
    candidate.name.as_ref().map_or(0, |name| words(name).len())
}

fn link_acronyms(chains: &mut Chains<'_>) {
    let all = named(chains);
    for &short in &all {
        let Some(name) = &chains.candidates[short].name else {
            continue;
        };
        if !is_written_as_acronym(name) || chains.chain(short).identity.is_some() {
            continue;
        }
        let letters = words(name).join("");
        // The nearest full name before it, else the first after it.
        let full = |&&mention: &&MentionIdx| {
            let candidate = &chains.candidates[mention];
            candidate.name_type() != Some(NameType::Person)
                && candidate
                    .name
                    .as_ref()
                    .is_some_and(|name| is_acronym(&letters, &words(name)))
        };
        let before = all.iter().rev().filter(|&&m| m < short).find(full);
        let found = before.or_else(|| all.iter().filter(|&&m| m > short).find(full));
        if let Some(&found) = found {
            chains.merge(found, short);
        }
    }
}

/// "Choe" is Choe Son Hui, "Microsoft" Microsoft Corp.: the nearest fuller name before it, else the first after it.
fn link_parts(chains: &mut Chains<'_>, lists: &Lists) {
    let all = named(chains);
    for &part in &all {
        let candidate = &chains.candidates[part];
        let Some(name) = &candidate.name else {
            continue;
        };
        if chains.chain(part).identity.is_some() || candidate.form == Form::Demonym {
            continue;
        }
        let short = words(name);
        let fuller = |&&mention: &&MentionIdx| {
            !chains.are_one(mention, part)
                && is_fuller(chains, mention, part, &short, lists)
                && chains.agree(mention, part)
        };
        let before = all.iter().rev().filter(|&&m| m < part).find(fuller);
        let found = before.or_else(|| all.iter().filter(|&&m| m > part).find(fuller));
        if let Some(&found) = found {
            chains.merge(found, part);
        }
    }
}

/// Whether the name of `mention` holds the name `short` of `part` and more.
fn is_fuller(
    chains: &Chains<'_>,
    mention: MentionIdx,
    part: MentionIdx,
    short: &[String],
    lists: &Lists,
) -> bool {
    let (candidate, other) = (&chains.candidates[mention], &chains.candidates[part]);
    let Some(name) = candidate
        .name
        .as_ref()
        .filter(|_| candidate.form == Form::Name)
    else {
        return false;
    };
    let long = words(name);
    if long.len() <= short.len() || !is_part(short, &long) {
        return false;
    }
    let is_person =
        |candidate: &Candidate| matches!(candidate.name_type(), Some(NameType::Person) | None);
    if candidate.name_type() == Some(NameType::Person) {
        // A surname or a given name, and not a place that the person is called after.
        return is_person(other) || other.name_type() == Some(NameType::Org) && short.len() == 1;
    }
    if is_person(other) && other.name_type().is_some() {
        return false;
    }
    let is_place = matches!(
        other.name_type(),
        Some(NameType::Gpe | NameType::Loc | NameType::Norp)
    );
    if is_place {
        return false;
    }
    let head_kept = short.last() == long.last() && short.len() > 1;
    let ending_dropped = long.starts_with(short)
        && long[short.len()..]
            .iter()
            .all(|word| lists.words.has("company-ending", word));
    head_kept || ending_dropped
}
