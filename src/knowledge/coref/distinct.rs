//! What tells a noun from others of the same head: whose it is, the nation, names and numbers before it, words that
//! contradict each other ("the next crisis", "the last crisis"), what follows it ("the war against the Taliban").

use super::chains::{Chains, Identity, MentionIdx};
use super::lists::Lists;
use super::names;
use crate::knowledge::gazetteer::CountryIdx;
use crate::knowledge::mention::{Candidate, Determiner, Form};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::Number;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// What stands before and after the head of a noun.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// Who owns it.
    owner: Option<MentionIdx>,
    /// The names before it: "Bushehr" in "the Bushehr reactor".
    names: Vec<MentionIdx>,
    /// How many: "18" in "18 patients".
    numbers: Vec<String>,
    /// The preposition and the lemma of what hangs on it: "against the Taliban".
    complements: Vec<(String, String, Option<MentionIdx>)>,
    /// The verb of an infinitive that says what it is for: "the right to protect itself".
    purpose: Option<String>,
    /// Whether a clause or a phrase says which one it is.
    is_restricted: bool,
}

impl Traits {
    /// Looks at what hangs on the head of `mention`, which is a noun or a name.
    pub fn new(chains: &Chains<'_>, mention: MentionIdx) -> Self {
        let candidate = &chains.candidates[mention];
        let mut traits = Self::default();
        if !matches!(candidate.form, Form::Noun | Form::Name) {
            return traits;
        }
        let head = candidate.place.head;
        let sentence = &chains.sentences[candidate.place.sentence];
        let tree = sentence.tree();
        let name = candidate.name.as_ref();
        let in_name = |word| name.is_some_and(|name| name.first <= word && word <= name.last);
        traits.owner = candidate
            .possessor
            .and_then(|owner| chains.beside(mention, owner));
        for &child in tree.children(head) {
            if in_name(child) {
                continue;
            }
            match tree.relation(child) {
                Relation::Amod | Relation::Compound if child < head => {
                    let named = chains.beside(mention, child).filter(|&named| {
                        matches!(chains.candidates[named].form, Form::Name | Form::Demonym)
                    });
                    traits.names.extend(named);
                }
                Relation::Nummod if sentence.morphology()[child.index()].upos() == Upos::Num => {
                    traits.numbers.push(chains.lemma(mention, child));
                }
                Relation::Nmod if head < child => {
                    traits.is_restricted = true;
                    let case = |&&case: &&TokenIdx| tree.relation(case) == Relation::Case;
                    if let Some(&case) = tree.children(child).iter().find(case) {
                        traits.complements.push((
                            chains.lemma(mention, case),
                            chains.lemma(mention, child),
                            chains.beside(mention, child),
                        ));
                    }
                }
                Relation::Acl if head < child => {
                    traits.is_restricted = true;
                    let is_to = |&word: &TokenIdx| {
                        tree.relation(word) == Relation::Mark && sentence.token(word).form() == "to"
                    };
                    if tree.deprel(child).subtype() != Some("relcl")
                        && tree.children(child).iter().any(is_to)
                    {
                        traits.purpose = Some(chains.lemma(mention, child));
                    }
                }
                _ => {}
            }
        }
        traits
    }

    /// The country that an owner or a word before the noun names.
    fn nation(&self, chains: &Chains<'_>) -> Option<CountryIdx> {
        let mut names = self.owner.iter().chain(&self.names);
        names.find_map(|&name| match chains.chain(name).identity {
            Some(Identity::Country(country)) => Some(country),
            Some(Identity::People(_) | Identity::City) | None => None,
        })
    }

    /// Who owns the noun.
    pub fn owner(&self) -> Option<MentionIdx> {
        self.owner
    }

    /// Whether something hangs on the noun that tells what it is, and that is no word of `words`.
    pub fn is_of_else(&self, words: &[String]) -> bool {
        let mut complements = self.complements.iter();
        complements.any(|(case, lemma, _)| is_telling(case) && !words.contains(lemma))
    }

    /// The persons and bodies named before the noun.
    fn named<'a>(&'a self, chains: &'a Chains<'_>) -> impl Iterator<Item = MentionIdx> + Clone {
        let names = self.owner.iter().chain(&self.names).copied();
        names.filter(|&name| {
            chains.is_named(name)
                && matches!(
                    chains.chain(name).sort,
                    Some(Sort::Person | Sort::Group) | None
                )
        })
    }
}

/// Whether two nouns of one head speak of two things.
pub(super) fn are(
    chains: &Chains<'_>,
    lists: &Lists,
    traits: &[Traits],
    (one, two): (MentionIdx, MentionIdx),
) -> bool {
    let [first, second] = [one, two].map(|m| &chains.candidates[m]);
    let [a, b] = [one, two].map(|m| &traits[m]);
    nations_differ(chains, a, b)
        || owners_differ(chains, a, b)
        || lists
            .contrasts
            .are_told_apart(&first.modifiers, &second.modifiers)
        || numbers_differ(a, b)
        || complements_differ(chains, a, b)
        || purposes_differ(a, b)
        || is_in_general((first, a), (second, b))
        || are_described_apart(first, second)
}

/// "The US government" and "the Ecuadorian government".
fn nations_differ(chains: &Chains<'_>, one: &Traits, two: &Traits) -> bool {
    matches!((one.nation(chains), two.nation(chains)), (Some(x), Some(y)) if x != y)
}

/// "Hazard's assist" and "De Bruyne's assist".
fn owners_differ(chains: &Chains<'_>, one: &Traits, two: &Traits) -> bool {
    let mut owners = two.named(chains).peekable();
    let others = one.named(chains);
    let can_be_one = |a: MentionIdx, b: MentionIdx| {
        let names = |m: MentionIdx| chains.names(m).filter_map(|named| named.name.as_ref());
        names(a).any(|one| names(b).any(|two| names::can_be_one(one, two)))
    };
    let is_same = |a: MentionIdx, b: MentionIdx| {
        chains.are_one(a, b) || chains.chain(a).sort != chains.chain(b).sort || can_be_one(a, b)
    };
    owners.peek().is_some()
        && others.clone().next().is_some()
        && owners.all(|owner| others.clone().all(|other| !is_same(owner, other)))
}

/// "Six films" and "five films".
fn numbers_differ(one: &Traits, two: &Traits) -> bool {
    let is_digits = |number: &String| number.bytes().all(|b| b.is_ascii_digit());
    match (one.numbers.as_slice(), two.numbers.as_slice()) {
        ([x], [y]) => x != y && is_digits(x) == is_digits(y),
        _ => false,
    }
}

/// "The war against the Taliban" and "the war against Iraq".
fn complements_differ(chains: &Chains<'_>, one: &Traits, two: &Traits) -> bool {
    let is_pronoun =
        |m: Option<MentionIdx>| m.is_some_and(|m| chains.candidates[m].pronoun().is_some());
    one.complements.iter().any(|(case, lemma, mention)| {
        let mut same = two
            .complements
            .iter()
            .filter(|(other, _, _)| other == case)
            .peekable();
        is_telling(case)
            && same.peek().is_some()
            && same.all(|(_, other, others)| {
                let are_one = mention
                    .zip(*others)
                    .is_some_and(|(a, b)| chains.are_one(a, b));
                other != lemma && !are_one && !is_pronoun(*mention) && !is_pronoun(*others)
            })
    })
}

/// Whether what stands behind a preposition tells what a thing is, and not where or when.
fn is_telling(case: &str) -> bool {
    matches!(
        case,
        "of" | "against" | "for" | "on" | "about" | "between" | "to"
    )
}

/// "The right to protect itself" and "the right to enrich uranium".
fn purposes_differ(one: &Traits, two: &Traits) -> bool {
    matches!((&one.purpose, &two.purpose), (Some(x), Some(y)) if x != y)
}

/// "Diners fell ill" after "the first 10 diners", "college" after "a college without one": a noun with nothing before or
/// behind it speaks of the kind.
fn is_in_general(
    (first, one): (&Candidate, &Traits),
    (second, two): (&Candidate, &Traits),
) -> bool {
    let is_bare = second.determiner == Determiner::None
        && second.form == Form::Noun
        && second.modifiers.is_empty()
        && !two.is_restricted;
    let is_one_of_many =
        second.number == Some(Number::Singular) && first.determiner == Determiner::Indefinite;
    is_bare && (is_one_of_many || !one.numbers.is_empty())
}

/// "Joint tax filing" and "individual filing": kinds that each have a word that the other lacks. What "the" takes up may be
/// described anew ("the 131-page document").
fn are_described_apart(first: &Candidate, second: &Candidate) -> bool {
    let lacks = |one: &Candidate, two: &Candidate| {
        let mut words = two.modifiers.iter();
        words.any(|word| !one.modifiers.contains(word))
    };
    matches!(second.determiner, Determiner::None | Determiner::Quantifier)
        && lacks(first, second)
        && lacks(second, first)
}
