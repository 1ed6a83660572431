//! What keeps two mentions apart that nothing known of their chains does: how the sentence puts them side by side, whose
//! words they stand in, days and amounts that differ.

use super::chains::{Chains, Identity, MentionIdx};
use super::distinct::Traits;
use super::features::{Features, Voice};
use super::turns::{self, Turns};
use crate::knowledge::mention::{Candidate, Determiner, Form};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;

/// Whether `mention` cannot take up `before`.
pub(super) fn are(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    are_listed(chains, before, mention)
        || owns(chains, before, mention)
        || speak_apart(chains, features, before, mention)
        || are_amounts_apart(chains, features, before, mention)
        || is_measure(chains, features, before, mention)
        || is_of_another_nation(chains, before, mention)
        || is_named_otherwise(chains, features, before, mention)
        || is_name_of_another(chains, features, before, mention)
        || is_no_person(chains, features, before, mention)
        || is_amount(chains, features, before, mention)
        || is_described_anew(chains, before, mention)
        || is_no_country(chains, features, before, mention)
        || is_what_somebody_does(chains, before, mention)
        || is_content_of(chains, before, mention)
}

/// "temperature and warming": members of one list are several things.
fn are_listed(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let [one, two] = [before, mention].map(|m| chains.candidates[m].place);
    if one.sentence != two.sentence {
        return false;
    }
    let tree = chains.sentences[one.sentence].tree();
    let first = |head| match tree.relation(head) {
        Relation::Conj => tree.head(head).unwrap_or(head),
        _ => head,
    };
    one.head != two.head && first(one.head) == first(two.head)
}

/// "Firefox, its rival": whose rival Firefox is, is not Firefox.
fn owns(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let place = chains.candidates[mention].place;
    let tree = chains.sentences[place.sentence].tree();
    tree.deprel(place.head).subtype() == Some("poss")
        && chains
            .governor(mention)
            .and_then(|owned| chains.beside(mention, owned))
            .is_some_and(|owned| chains.are_one(owned, before))
}

/// "We" and "you" in the mouths of two speakers; "I" in those of two, "you" and "she" for who speaks.
fn speak_apart(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let kinds = [before, mention].map(|m| features.kind(m));
    let is_told_apart = match turns::of(chains, before, mention) {
        Turns::Same => matches!(
            kinds,
            ["i", "you" | "he" | "she" | "they"] | ["you" | "he" | "she" | "they", "i"]
        ),
        Turns::Answer | Turns::Other => kinds == ["i", "i"],
        Turns::Unknown => false,
    };
    // "I told him", he said: who says "I" is not "him" beside it.
    let says_i = |he: MentionIdx, speaker: MentionIdx| {
        matches!(features.kind(he), "he" | "she") && features.says_i_beside(chains, he, speaker)
    };
    if says_i(mention, before) || says_i(before, mention) {
        return true;
    }
    if is_told_apart || features.is_told_apart(chains, before, mention) {
        return true;
    }
    let is_spoken = |m: MentionIdx| matches!(features.kind(m), "i" | "you" | "we");
    is_spoken(before)
        && is_spoken(mention)
        && features.voices(chains, before, mention) == Voice::Other
}

/// "June 28" and "January 28, 1986"; the ages of two people.
fn are_amounts_apart(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let [one, two] = [before, mention].map(|m| &chains.candidates[m]);
    if one.form != Form::Number || two.form != Form::Number {
        return false;
    }
    let is_dated = |m: MentionIdx| chains.candidates[m].sort == Some(Sort::Time);
    if !is_dated(before) && !is_dated(mention) {
        return [before, mention]
            .iter()
            .any(|&m| matches!(chains.relation(m), Relation::Appos | Relation::Nummod));
    }
    let words = |m: MentionIdx| -> Vec<&str> {
        let words = features.string(m).split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).collect()
    };
    let (one, two) = (words(before), words(mention));
    let holds = |a: &[&str], b: &[&str]| b.iter().all(|word| a.contains(word));
    let has_digit = |words: &[&str]| words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    has_digit(&one) && has_digit(&two) && !holds(&one, &two) && !holds(&two, &one)
}

/// "They" are no miles.
fn is_measure(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
    let is_counted = || {
        let tree = chains.sentences[one.place.sentence].tree();
        let mut children = tree.children(one.place.head).iter();
        children.any(|&child| tree.relation(child) == Relation::Nummod)
    };
    two.pronoun().is_some() && features.lists.words.has("measure", &one.lemma) && is_counted()
}

/// "The European team" is no team that is named after something else; "the local team" no company.
fn is_of_another_nation(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let two = &chains.candidates[mention];
    if two.form != Form::Noun || two.sort != Some(Sort::Group) {
        return false;
    }
    let tree = chains.sentences[two.place.sentence].tree();
    let nation = tree.children(two.place.head).iter().find_map(|&child| {
        let nation = chains.beside(mention, child)?;
        (chains.candidates[nation].form == Form::Demonym).then(|| &chains.candidates[nation].lemma)
    });
    let Some(nation) = nation else {
        return false;
    };
    let mut named = chains.names(before).peekable();
    let is_organisation = |kind: Option<NameType>| kind == Some(NameType::Org);
    named
        .peek()
        .is_some_and(|name| is_organisation(name.name_type()))
        && !chains
            .chain(before)
            .mentions
            .iter()
            .any(|&m| chains.candidates[m].modifiers.contains(nation))
}

/// "The spy agency" and "Korean Central News Agency": a noun that the name holds, with words that it does not.
fn is_named_otherwise(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let two = &chains.candidates[mention];
    two.form == Form::Noun
        && chains
            .names(before)
            .any(|name| !can_be_called(two, name, features.traits(mention)))
}

/// Whether the name, if it holds the noun, holds all that stands with the noun: "the war against the Taliban" is not
/// called World War II.
fn can_be_called(noun: &Candidate, name: &Candidate, traits: &Traits) -> bool {
    let words = name.name.iter().flat_map(|name| &name.words);
    let words: Vec<String> = words.map(|word| word.to_lowercase()).collect();
    let is_said = |word: &String| words.contains(word) || name.modifiers.contains(word);
    !words.contains(&noun.lemma)
        || noun.modifiers.iter().all(is_said) && (words.len() == 1 || !traits.is_of_else(&words))
}

/// "His army" and then "the U.S. Army", "the land army" and "the Army": a name that takes up its noun takes up all that
/// stands with it.
fn is_name_of_another(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let two = &chains.candidates[mention];
    if two.form != Form::Name || two.sort == Some(Sort::Person) {
        return false;
    }
    if features.kind(before) == "they" && two.number == Some(Number::Singular) {
        return true;
    }
    let mentions = chains.chain(before).mentions.iter();
    let mut nouns = mentions.filter(|&&m| m < mention && chains.candidates[m].form == Form::Noun);
    nouns.any(|&m| {
        let noun = &chains.candidates[m];
        let is_plural = noun.number == Some(Number::Plural)
            && two.number == Some(Number::Singular)
            && !two.lemma.ends_with('s');
        is_plural || !can_be_called(noun, two, features.traits(m))
    })
}

/// "He" is no group, no place, and not "the iPhone".
fn is_no_person(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    matches!(features.kind(mention), "he" | "she")
        && match chains.chain(before).sort {
            Some(Sort::Person | Sort::Animal) => false,
            Some(Sort::Group | Sort::Place | Sort::Thing | Sort::Event | Sort::Time) => true,
            None => chains
                .names(before)
                .any(|name| name.determiner != Determiner::None),
        }
}

/// "It amounts to a third": what amounts to something is nobody and nothing that has a name.
fn is_amount(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let is_counted = || {
        chains.relation(mention) == Relation::Nsubj
            && chains.governor(mention).is_some_and(|verb| {
                let verb = chains.lemma(mention, verb);
                features.lists.words.has("verb-of-amount", &verb)
            })
    };
    matches!(features.kind(mention), "it" | "this" | "that")
        && (chains.is_named(before)
            || matches!(
                chains.chain(before).sort,
                Some(Sort::Person | Sort::Group | Sort::Place)
            ))
        && is_counted()
}

/// The mentions whose chains `mention` cannot be of: nouns of the same head that its words tell it from; whose
/// it is; of a name, who takes part in what the clauses around it say ("he said that Pompeo ..."); of an object, the subject of
/// its verb ("they beat them").
pub(super) fn others(
    chains: &Chains<'_>,
    features: &Features<'_>,
    mention: MentionIdx,
) -> Vec<MentionIdx> {
    let mut others = features.told_apart(chains, mention);
    let is_named = |&owner: &MentionIdx| chains.candidates[owner].pronoun().is_none();
    others.extend(features.traits(mention).owner().filter(is_named));
    let candidate = &chains.candidates[mention];
    let tree = chains.sentences[candidate.place.sentence].tree();
    let beside = |word: TokenIdx| chains.beside(mention, word);
    let participants = |verb: TokenIdx, relations: &'static [Relation]| {
        let children = tree.children(verb).iter().copied();
        children.filter(move |&child| {
            child < candidate.place.head && relations.contains(&tree.relation(child))
        })
    };
    if candidate.form == Form::Name {
        let mut below = candidate.place.head;
        for above in tree.ancestors(candidate.place.head) {
            let is_beside = matches!(
                tree.relation(below),
                Relation::Conj
                    | Relation::Parataxis
                    | Relation::Appos
                    | Relation::Nsubj
                    | Relation::Cop
            );
            let is_clause = below != candidate.place.head
                && matches!(
                    tree.relation(below),
                    Relation::Ccomp | Relation::Xcomp | Relation::Advcl
                );
            let relations: &[Relation] = match (is_beside, is_clause) {
                (true, _) => &[],
                (false, true) => &[Relation::Nsubj, Relation::Obj, Relation::Iobj],
                (false, false) => &[Relation::Nsubj],
            };
            let told = participants(above, relations).filter(|&other| other != below);
            others.extend(told.filter_map(beside));
            below = above;
        }
    }
    let is_object = candidate.is_pronoun(PronounKind::Personal)
        && matches!(chains.relation(mention), Relation::Obj | Relation::Iobj);
    if is_object && let Some(verb) = tree.head(candidate.place.head) {
        let subject = |verb: TokenIdx| participants(verb, &[Relation::Nsubj]).next();
        let is_told = |verb: TokenIdx| {
            let told = &[Relation::Obj, Relation::Iobj];
            participants(verb, told).next().is_some()
        };
        let controlling = tree
            .head(verb)
            .filter(|&above| tree.relation(verb) == Relation::Xcomp && !is_told(above));
        let subject = subject(verb).or_else(|| subject(controlling?));
        others.extend(subject.and_then(beside));
    }
    others
}

/// "The 31-year-old man": whom words describe that nothing before says of a named person may be someone else, where more
/// than one person was named, unless it is the person whom the headline names. To leave the noun open is better than to
/// give one person's deeds to another.
fn is_described_anew(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let two = &chains.candidates[mention];
    if two.form != Form::Noun || !chains.has_name_type(before, NameType::Person) {
        return false;
    }
    let is_said = |word: &String| {
        chains.chain(before).mentions.iter().any(|&m| {
            let one = &chains.candidates[m];
            m < mention
                && (one.modifiers.contains(word)
                    || one.title.contains(word)
                    || one.lemma == two.lemma && one.form == Form::Noun)
        })
    };
    let is_someone_else = |m: MentionIdx| {
        chains.candidates[m].name_type() == Some(NameType::Person)
            && !chains.are_one(m, before)
            && chains.agree(m, mention)
    };
    !chains.is_in_headline(before)
        && !two.modifiers.iter().all(is_said)
        && (0..mention).any(is_someone_else)
}

/// "The capital", "the city" are no country.
fn is_no_country(
    chains: &Chains<'_>,
    features: &Features<'_>,
    before: MentionIdx,
    mention: MentionIdx,
) -> bool {
    let two = &chains.candidates[mention];
    two.form == Form::Noun
        && matches!(chains.chain(before).identity, Some(Identity::Country(_)))
        && features.lists.words.has("no-country", &two.lemma)
}

/// "The shooter" is no shooting: who does something is not what is done.
fn is_what_somebody_does(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let [one, two] = [before, mention].map(|m| &chains.candidates[m]);
    let differ = |doer: &str, deed: &str| {
        let doer = doer.strip_suffix("er").or(doer.strip_suffix("or"));
        doer.is_some() && doer == deed.strip_suffix("ing")
    };
    one.form == Form::Noun
        && two.form == Form::Noun
        && (differ(&one.lemma, &two.lemma) || differ(&two.lemma, &one.lemma))
}

/// "Doubts about how hard Bush will push them": nothing in the clause that says what a noun is about is what the noun means.
fn is_content_of(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> bool {
    let [one, two] = [before, mention].map(|m| chains.candidates[m].place);
    if one.sentence != two.sentence {
        return false;
    }
    let tree = chains.sentences[one.sentence].tree();
    let is_content = |clause: TokenIdx| {
        tree.head(clause) == Some(one.head)
            && tree.relation(clause) == Relation::Acl
            && tree.deprel(clause).subtype() != Some("relcl")
            && (tree.children(clause).iter())
                .any(|&child| tree.relation(child) == Relation::Nsubj && child < clause)
    };
    tree.ancestors(two.head).any(is_content)
}
