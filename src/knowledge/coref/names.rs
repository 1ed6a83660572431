//! Names: the same name again, its parts, its acronym, and what the gazetteer knows to be one.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::names::NameType;
use crate::language::sentence::Sentence;

use super::chains::{Chains, Identity, MentionIdx};
use super::lists::Lists;
use crate::knowledge::mention::{Candidate, Determiner, Form, NameWords, Place};
use crate::knowledge::nouns::{Gender, Sort};
use crate::knowledge::pronoun::Number;

/// Links names of one thing.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists) {
    link_identities(chains);
    link_equal(chains);
    link_acronyms(chains);
    link_parts(chains, lists);
}

/// Settles the types of lone words: "Bacar", read once as a place, is a person where the article names Mohamed Bacar and
/// the gazetteer knows no such place.
pub(super) fn settle_types(candidates: &mut [Candidate], sentences: &[Sentence], lists: &Lists) {
    no_person_is_numbered(candidates);
    take_nouns_for_names(candidates, sentences);
    let surnames: BTreeMap<String, (Option<Number>, Option<Gender>)> = candidates
        .iter()
        .filter(|candidate| candidate.name_type() == Some(NameType::Person))
        .filter_map(|candidate| {
            let words = words(candidate.name.as_ref()?);
            let last = words.last().filter(|_| words.len() > 1)?;
            Some((last.clone(), (candidate.number, candidate.gender)))
        })
        .collect();
    settle_by_majority(candidates);
    let storms: BTreeSet<String> = candidates
        .iter()
        .filter(|candidate| candidate.name_type() == Some(NameType::Event))
        .filter_map(|candidate| candidate.name.as_ref().filter(|name| is_storm(name, lists)))
        .filter_map(|name| name.words.last().cloned())
        .collect();
    for candidate in candidates.iter_mut().filter(|c| c.form == Form::Name) {
        let Some(name) = &mut candidate.name else {
            continue;
        };
        let [word] = name.words.as_slice() else {
            continue;
        };
        if storms.contains(word) {
            name.kind = Some(NameType::Event);
            candidate.sort = Some(Sort::Event);
            (candidate.number, candidate.gender) = (Some(Number::Singular), Some(Gender::Neuter));
            continue;
        }
        let known = lists.gazetteer.country_named(word).is_some()
            || lists.gazetteer.city_named(word).is_some();
        if let Some(&(number, gender)) = surnames.get(&word.to_lowercase()).filter(|_| !known)
            && candidate.number != Some(Number::Plural)
        {
            name.kind = Some(NameType::Person);
            candidate.sort = Some(Sort::Person);
            (candidate.number, candidate.gender) = (number, gender);
        }
    }
}

/// "T1", "G2" and "50Cent": who goes by a word with a digit is most often a team or a band, whatever the reader takes it for.
fn no_person_is_numbered(candidates: &mut [Candidate]) {
    for candidate in candidates {
        if let Some(name) = &mut candidate.name
            && let [word] = name.words.as_slice()
            && name.kind == Some(NameType::Person)
            && word.bytes().any(|b| b.is_ascii_digit())
        {
            name.kind = Some(NameType::Org);
            candidate.sort = Some(Sort::Group);
            candidate.gender = Some(Gender::Neuter);
        }
    }
}

/// Makes a name of a word that the reader took for a noun, where it is written in capitals and is a name elsewhere.
fn take_nouns_for_names(candidates: &mut [Candidate], sentences: &[Sentence]) {
    let form = |candidate: &Candidate| {
        let Place { sentence, head } = candidate.place;
        sentences[sentence].token(head).form()
    };
    let is_capital = |form: &str| !form.chars().any(char::is_lowercase) && form.len() > 1;
    let models: BTreeMap<String, usize> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.form == Form::Name && candidate.name_type().is_some())
        .filter_map(
            |(index, candidate)| match &candidate.name.as_ref()?.words[..] {
                [word] if is_capital(word) => Some((word.clone(), index)),
                _ => None,
            },
        )
        .collect();
    for index in 0..candidates.len() {
        let candidate = &candidates[index];
        if candidate.form != Form::Noun {
            continue;
        }
        let Some(&model) = models.get(form(candidate)) else {
            continue;
        };
        let (kind, sort) = (candidates[model].name_type(), candidates[model].sort);
        let (number, gender) = (candidates[model].number, candidates[model].gender);
        let word = form(candidate).to_owned();
        let candidate = &mut candidates[index];
        let head = candidate.place.head;
        candidate.form = Form::Name;
        candidate.name = Some(NameWords {
            kind,
            first: head,
            last: head,
            words: vec![word],
        });
        (candidate.sort, candidate.number, candidate.gender) = (sort, number, gender);
    }
}

/// Gives a lone word the type, sort and gender that most of its places have, if they are twice the rest.
fn settle_by_majority(candidates: &mut [Candidate]) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.form == Form::Name
            && candidate.name_type().is_some()
            && let Some([word]) = candidate.name.as_ref().map(|name| name.words.as_slice())
        {
            places.entry(word.clone()).or_default().push(index);
        }
    }
    for places in places.into_values() {
        let count = |kind: Option<NameType>| {
            places
                .iter()
                .filter(|&&place| candidates[place].name_type() == kind)
                .count()
        };
        let Some(&model) = places.iter().max_by_key(|&&place| {
            (
                count(candidates[place].name_type()),
                std::cmp::Reverse(place),
            )
        }) else {
            continue;
        };
        let kind = candidates[model].name_type();
        let most = count(kind);
        if most == places.len() || most < 2 * (places.len() - most) {
            continue;
        }
        let (sort, gender) = (candidates[model].sort, candidates[model].gender);
        for place in places {
            if let Some(name) = &mut candidates[place].name {
                name.kind = kind;
            }
            (candidates[place].sort, candidates[place].gender) = (sort, gender);
        }
    }
}

/// Whether two names may name one thing: of places and peoples only the same name, of others a part or the initials too.
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
    is_acronym(&short.join(""), long) || !is_place(a) && !is_place(b) && is_part(short, long)
}

fn is_place(name: &NameWords) -> bool {
    matches!(
        name.kind,
        Some(NameType::Gpe | NameType::Norp | NameType::Loc)
    )
}

/// The words of a name that count, in lower case; what a hyphen joins is one word.
pub(super) fn words(name: &NameWords) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    // "Elizabeth II" is Elizabeth.
    let is_counted = name.kind == Some(NameType::Person)
        && name.words.len() > 1
        && name.words.last().is_some_and(|word| is_ordinal(word));
    let counted = name.words.len() - usize::from(is_counted);
    for (i, word) in name.words[..counted].iter().enumerate() {
        let word = word.to_lowercase();
        if word == "-" {
            joins = !words.is_empty();
        } else if joins {
            if let Some(last) = words.last_mut() {
                last.push('-');
                last.push_str(&word);
            }
            joins = false;
        } else if !(i == 0 && word == "the")
            && word.chars().any(char::is_alphanumeric)
            && !matches!(word.as_str(), "'s" | "’s")
        {
            let word = word.trim_end_matches('.');
            // "The U.S. Congress" is the United States Congress.
            match (word, name.words.len()) {
                ("u.s", 2..) => words.extend(["united", "states"].map(str::to_owned)),
                ("u.k", 2..) => words.extend(["united", "kingdom"].map(str::to_owned)),
                ("u.n", 2..) => words.extend(["united", "nations"].map(str::to_owned)),
                _ => words.push(word.to_owned()),
            }
        }
    }
    words
}

/// Whether it tells which one of a name: "II", "Jr.".
fn is_ordinal(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr")
        || word
            .bytes()
            .all(|letter| matches!(letter, b'I' | b'V' | b'X'))
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
            candidate.name.as_ref().is_some_and(|name| {
                let long = words(name);
                // Three initials are no accident, whatever the reader takes the name for.
                (candidate.name_type() != Some(NameType::Person) || long.len() > 2)
                    && is_acronym(&letters, &long)
            })
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
    // "The Act" with its capital is the HEROES Act, "Congress" the U.S. Congress.
    let is_same_head = short.last() == long.last();
    let head_kept = is_same_head
        && (short.len() > 1
            || other.determiner == Determiner::Definite
            || has_country_before(name, lists));
    let kind_dropped = short == &long[1..] && is_storm(name, lists);
    let ending_dropped = long.starts_with(short)
        && long[short.len()..]
            .iter()
            .all(|word| lists.words.has("company-ending", word));
    head_kept || kind_dropped || ending_dropped
}

/// Whether the name begins with what a storm is: "Hurricane Katrina".
pub(super) fn is_storm(name: &NameWords, lists: &Lists) -> bool {
    let kind = name.words[0].to_lowercase();
    name.words.len() > 1 && lists.nouns.is_storm(&kind)
}

/// "U.S. Congress", "Indian Parliament": whether all words before the last name a country.
fn has_country_before(name: &NameWords, lists: &Lists) -> bool {
    let Some((_, before)) = name.words.split_last() else {
        return false;
    };
    let skip = usize::from(
        before
            .first()
            .is_some_and(|word| word.eq_ignore_ascii_case("the")),
    );
    let before = before[skip..].join(" ");
    lists.gazetteer.country_named(&before).is_some()
        || lists.gazetteer.country_of_demonym(&before).is_some()
}
