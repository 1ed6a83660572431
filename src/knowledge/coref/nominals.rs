//! Common nouns: the same noun again, and nouns that stand for a name ("the agency", "the country").

use super::chains::{Chains, Identity, MentionIdx};
use super::lists::Lists;
use super::names;
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::entity::EntityType;
use crate::knowledge::mention::{Candidate, Determiner, Form};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::Number;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;

/// Links common nouns to what they take up.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists, sources: &Sources) {
    for mention in 0..chains.candidates.len() {
        if chains.candidates[mention].form != Form::Noun || !takes_up(chains, mention) {
            continue;
        }
        let found = by_title(chains, mention, lists)
            .or_else(|| by_kind(chains, mention, lists, sources))
            .or_else(|| by_word_of_name(chains, mention, lists))
            .or_else(|| by_headline(chains, mention, lists));
        if let Some(found) = found {
            chains.merge(found, mention);
        }
    }
}

/// Whether the phrase can take up something said before.
fn takes_up(chains: &Chains<'_>, mention: MentionIdx) -> bool {
    matches!(
        chains.candidates[mention].determiner,
        Determiner::Definite | Determiner::Demonstrative | Determiner::Possessive
    )
}

/// Whether the two do not have different owners.
fn same_possessor(chains: &Chains<'_>, a: MentionIdx, b: MentionIdx) -> bool {
    let owner = |mention: MentionIdx| {
        let word = chains.candidates[mention].possessor?;
        chains.beside(mention, word)
    };
    match (owner(a), owner(b)) {
        (Some(x), Some(y)) => chains.are_one(x, y),
        _ => true,
    }
}

/// "the minister": the nearest person before it who was given this title; the first after it, failing that.
fn by_title(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    // "The president of Colombia", "of that country" is told apart by what follows, "the minister of foreign affairs" is
    // not.
    let is_of_place = (candidate.place.head.index() + 1..=candidate.last.index())
        .map(TokenIdx::new)
        .filter_map(|word| chains.beside(mention, word))
        .any(|inside| {
            chains.has_name_type(inside, NameType::Gpe)
                || chains.candidates[inside].determiner == Determiner::Demonstrative
        });
    if !lists.nouns.is_person(&candidate.lemma) || is_of_place {
        return None;
    }
    let is_bearer = |&other: &MentionIdx| {
        let titles = &chains.candidates[other].title;
        titles.contains(&candidate.lemma)
            && candidate
                .modifiers
                .iter()
                .all(|modifier| titles.contains(modifier))
            && chains.agree(other, mention)
    };
    (0..mention)
        .rev()
        .find(is_bearer)
        .or_else(|| (mention + 1..chains.candidates.len()).find(is_bearer))
}

/// "the agency", "the country": the nearest named thing of that kind before it; for bodies, the first after it.
fn by_kind(
    chains: &Chains<'_>,
    mention: MentionIdx,
    lists: &Lists,
    sources: &Sources,
) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let lemma = candidate.lemma.as_str();
    if !lists.words.has("stands-for-name", lemma) {
        return None;
    }
    let kind = lists.nouns.body(lemma)?;
    if kind == EntityType::Country {
        // In someone's mouth "this country" is the speaker's own, "our country" no other.
        let own = super::quotes::speaker_of(chains, sources, mention)
            .and_then(|speaker| country_of(chains, speaker))
            .filter(|&country| chains.agree(country, mention));
        let is_ours = candidate
            .possessor
            .and_then(|owner| chains.beside(mention, owner))
            .and_then(|owner| chains.candidates[owner].pronoun())
            .is_some_and(|pronoun| pronoun.person == 1);
        if own.is_some() || is_ours {
            return own;
        }
    }
    let fits = |&other: &MentionIdx| {
        chains.candidates[other].form == Form::Name
            && !chains.are_nested(other, mention)
            && is_of_kind(chains, other, lemma, kind, lists)
            && same_possessor(chains, other, mention)
            && chains.agree(other, mention)
    };
    let near = |&other: &MentionIdx| {
        let distance = candidate
            .place
            .sentence
            .abs_diff(chains.candidates[other].place.sentence);
        distance <= 4
    };
    (0..mention).rev().filter(near).find(fits).or_else(|| {
        (mention + 1..chains.candidates.len())
            .filter(near)
            .find(fits)
    })
}

/// "The bridge", "this cyclone": the nearest thing before it whose name says that it is one.
fn by_word_of_name(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    /// Sentences that it looks back.
    const NEAR: usize = 12;
    let candidate = &chains.candidates[mention];
    let is_bare = candidate.modifiers.is_empty()
        && candidate.last == candidate.place.head
        && candidate.determiner != Determiner::Possessive
        && candidate.number != Some(Number::Plural);
    if !is_bare {
        return None;
    }
    let lemma = &candidate.lemma;
    let is_storm = lists.nouns.is_storm(lemma);
    let is_called = |&other: &MentionIdx| {
        let named = &chains.candidates[other];
        let is_thing = matches!(
            named.name_type(),
            Some(NameType::Event | NameType::Fac | NameType::Law | NameType::Loc)
        );
        let has_word = || {
            let words: Vec<String> = words_of(named).collect();
            words.len() > 1 && says_what_it_is(&words, lemma, lists)
        };
        let is_named_storm = || {
            is_storm
                && named
                    .name
                    .as_ref()
                    .is_some_and(|name| names::is_storm(name, lists))
        };
        named.form == Form::Name
            && candidate.place.sentence - named.place.sentence <= NEAR
            && is_thing
            && (has_word() || is_named_storm())
            && !chains.are_nested(other, mention)
            && chains.may_agree(other, mention)
    };
    (0..mention).rev().find(is_called)
}

/// Whether a name says that it is a `noun`: by its last word but for numbers ("World War II" is a war and no world), the
/// word before "of", or the first ("Lake Tahoe").
fn says_what_it_is(words: &[String], noun: &str, lists: &Lists) -> bool {
    let is_number = |word: &&String| {
        word.bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'i' | b'v' | b'x'))
    };
    let before_of = words.iter().position(|word| word == "of");
    let head = match before_of {
        Some(of) => words[..of].last(),
        None => words.iter().rfind(|word| !is_number(word)),
    };
    let is_first = words.first().is_some_and(|word| word == noun);
    head.is_some_and(|head| head == noun) || is_first && lists.words.has("before-its-name", noun)
}

/// "The Colombian-French politician": the person of whom the headline and the subject of the first sentence speak, if
/// spoken of right before.
fn by_headline(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    /// Sentences that it looks back.
    const NEAR: usize = 2;
    let candidate = &chains.candidates[mention];
    let describes = candidate.determiner == Determiner::Definite
        && candidate.number != Some(Number::Plural)
        && candidate.last == candidate.place.head
        && !candidate.modifiers.is_empty()
        && lists.nouns.is_person(&candidate.lemma);
    if !describes {
        return None;
    }
    let topic = (0..mention).find(|&m| {
        let place = chains.candidates[m].place;
        let root = chains.sentences[place.sentence].tree().root();
        place.sentence == 0
            && chains.relation(m) == Relation::Nsubj
            && chains.governor(m) == Some(root)
            && chains.has_name_type(m, NameType::Person)
            && chains.is_in_headline(m)
    })?;
    let is_near = |&m: &MentionIdx| {
        m < mention && candidate.place.sentence - chains.candidates[m].place.sentence <= NEAR
    };
    (chains.chain(topic).mentions.iter().any(is_near) && chains.agree(topic, mention))
        .then_some(topic)
}

/// The country that a person's title or nationality names: "Zimbabwean President Robert Mugabe".
fn country_of(chains: &Chains<'_>, person: MentionIdx) -> Option<MentionIdx> {
    chains.chain(person).mentions.iter().find_map(|&mention| {
        let candidate = &chains.candidates[mention];
        let words = candidate.first.index()..=candidate.last.index();
        words.map(TokenIdx::new).find_map(|word| {
            let inside = chains.beside(mention, word)?;
            matches!(chains.chain(inside).identity, Some(Identity::Country(_))).then_some(inside)
        })
    })
}

/// Whether the named thing is of the kind that the noun `lemma` names.
fn is_of_kind(
    chains: &Chains<'_>,
    mention: MentionIdx,
    lemma: &str,
    kind: EntityType,
    lists: &Lists,
) -> bool {
    let chain = chains.chain(mention);
    let is_country = matches!(chain.identity, Some(Identity::Country(_)));
    match kind {
        EntityType::Country => is_country,
        EntityType::City => !is_country && chains.has_name_type(mention, NameType::Gpe),
        EntityType::Place => chains.names(mention).any(|name| {
            name.name.as_ref().is_some_and(|name| {
                name.words
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(lemma))
            })
        }),
        EntityType::Organization | EntityType::Government | EntityType::NewsMedia => {
            chain.sort != Some(Sort::Person)
                && !is_country
                && chains.has_name_type(mention, NameType::Org)
                && chains.names(mention).any(|name| {
                    let mut kinds =
                        words_of(name).map(|word| (word == lemma, lists.nouns.body(&word)));
                    if lists.words.has("part-of-name", lemma) {
                        kinds.any(|(is_same, _)| is_same)
                    } else {
                        kinds.any(|(is_same, known)| is_same || known == Some(kind))
                            && !words_of(name)
                                .any(|word| word != lemma && lists.words.has("own-kind", &word))
                    }
                })
        }
        EntityType::Person
        | EntityType::Facility
        | EntityType::Group
        | EntityType::Event
        | EntityType::Product
        | EntityType::CreativeWork
        | EntityType::Law
        | EntityType::UnnamedSource
        | EntityType::Thing => false,
    }
}

/// The words of a name in lower case.
fn words_of(candidate: &Candidate) -> impl Iterator<Item = String> {
    let words = candidate.name.iter().flat_map(|name| &name.words);
    words.map(|word| word.to_lowercase())
}
