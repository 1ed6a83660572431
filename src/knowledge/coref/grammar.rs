//! What the tree says: relative pronouns, appositions, predicate nominals, reflexives, titles, places after "of".

use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::chains::{Chains, Identity, MentionIdx};
use super::lists::Lists;
use crate::knowledge::entity::EntityType;
use crate::knowledge::mention::{Determiner, Form};
use crate::knowledge::nouns::{Gender, Sort};
use crate::knowledge::pronoun::{Number, PronounKind};

/// Links what the tree holds together.
pub(super) fn link(chains: &mut Chains<'_>, lists: &Lists) {
    for mention in 0..chains.candidates.len() {
        let antecedent = match chains.candidates[mention].form {
            Form::Pronoun(pronoun) => match pronoun.kind {
                PronounKind::Relative => relative(chains, mention),
                PronounKind::Reflexive => reflexive(chains, mention),
                PronounKind::Personal => {
                    coordinated(chains, mention).or_else(|| anticipated(chains, mention))
                }
                PronounKind::Possessive => {
                    anticipated(chains, mention).or_else(|| receiver(chains, mention, lists))
                }
                PronounKind::Demonstrative | PronounKind::Indefinite | PronounKind::Place => None,
            },
            Form::Noun | Form::Name => apposition(chains, mention)
                .or_else(|| predicate(chains, mention))
                .or_else(|| bearer_of_title(chains, mention))
                .or_else(|| second_title(chains, mention))
                .or_else(|| known_as(chains, mention, lists))
                .or_else(|| place_of_kind(chains, mention, lists)),
            Form::Clause => anticipating(chains, mention),
            Form::Demonym | Form::Number | Form::Together => None,
        };
        if let Some(antecedent) = antecedent {
            chains.merge(antecedent, mention);
        }
    }
}

/// The noun that the relative clause of a relative pronoun hangs on.
fn relative(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let place = chains.candidates[mention].place;
    let tree = chains.sentences[place.sentence].tree();
    let clause = std::iter::once(place.head)
        .chain(tree.ancestors(place.head))
        .find(|&word| tree.relation(word) == Relation::Acl)?;
    chains.beside(mention, tree.head(clause)?)
}

/// "X did this, and he said that": the subject of the clause that the one of "he" is coordinated with.
fn coordinated(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let is_person = candidate
        .gender
        .is_some_and(|gender| gender != Gender::Neuter);
    if !is_person || chains.relation(mention) != Relation::Nsubj {
        return None;
    }
    let tree = chains.sentences[candidate.place.sentence].tree();
    let clause = chains.governor(mention)?;
    let first = tree
        .head(clause)
        .filter(|_| tree.relation(clause) == Relation::Conj)?;
    let subject =
        tree.children(first).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Nsubj && child < candidate.place.head
        })?;
    let subject = chains.beside(mention, subject)?;
    let is_one = |person: MentionIdx| {
        let one = &chains.candidates[person];
        // "I came, and she left": who speaks is nobody spoken of.
        one.sort == Some(Sort::Person)
            && one.pronoun().is_none_or(|pronoun| pronoun.person == 3)
            && chains.agree(person, mention)
    };
    // "X met Mary, and she left": where somebody else is spoken of too, the ranker decides.
    let others = (subject + 1..mention).filter(|&other| is_one(other));
    let is_alone = others.clone().all(|other| {
        chains.candidates[other].pronoun().is_some() || chains.are_nested(subject, other)
    });
    let is_told = chains.chain(subject).gender.is_some()
        && others
            .clone()
            .all(|other| chains.chain(other).gender.is_none());
    (is_one(subject) && (is_alone || is_told)).then_some(subject)
}

/// "Upon his escape Lai became": the named person who is the subject of the clause that the phrase or clause before it,
/// which holds the pronoun, belongs to.
fn anticipated(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let is_person = candidate
        .gender
        .is_some_and(|gender| gender != Gender::Neuter);
    if !is_person || candidate.pronoun()?.person != 3 {
        return None;
    }
    let tree = chains.sentences[candidate.place.sentence].tree();
    let front = std::iter::once(candidate.place.head)
        .chain(tree.ancestors(candidate.place.head))
        .find(|&word| matches!(tree.relation(word), Relation::Obl | Relation::Advcl))?;
    let clause = tree.head(front)?;
    let subject = tree.children(clause).iter().copied().find(|&child| {
        front < child && child < clause && tree.relation(child) == Relation::Nsubj
    })?;
    let subject = chains.beside(mention, subject)?;
    let is_named_person = chains.candidates[subject].form == Form::Name
        && chains.has_name_type(subject, NameType::Person);
    (is_named_person && chains.agree(subject, mention)).then_some(subject)
}

/// "Supplied shells to Russia to support its war": what is given serves the purpose of the named one who gets it.
fn receiver(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    let place = chains.candidates[mention].place;
    if chains.candidates[mention].pronoun()?.person != 3 {
        return None;
    }
    let sentence = &chains.sentences[place.sentence];
    let tree = sentence.tree();
    let has = |word: TokenIdx, relation: Relation, form: &str| {
        tree.children(word)
            .iter()
            .any(|&child| tree.relation(child) == relation && sentence.token(child).form() == form)
    };
    let purpose = tree.ancestors(place.head).find(|&word| {
        matches!(
            tree.relation(word),
            Relation::Advcl | Relation::Xcomp | Relation::Ccomp | Relation::Root
        )
    })?;
    let giving = tree.head(purpose).filter(|_| {
        tree.relation(purpose) == Relation::Advcl && has(purpose, Relation::Mark, "to")
    })?;
    if !lists
        .words
        .has("verb-of-giving", &chains.lemma(mention, giving))
    {
        return None;
    }
    let receiver = tree.children(giving).iter().copied().find(|&child| {
        giving < child
            && child < purpose
            && (tree.relation(child) == Relation::Iobj
                || tree.relation(child) == Relation::Obl && has(child, Relation::Case, "to"))
    })?;
    let receiver = chains.beside(mention, receiver)?;
    (chains.candidates[receiver].form == Form::Name && chains.agree(receiver, mention))
        .then_some(receiver)
}

/// The subject of the clause of a reflexive pronoun, behind it where the clause stands in front ("after selling itself,
/// the firm grew"); "myself" is nobody but "I".
fn reflexive(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let place = chains.candidates[mention].place;
    let tree = chains.sentences[place.sentence].tree();
    let person = |m: MentionIdx| {
        let pronoun = chains.candidates[m].pronoun();
        pronoun.map_or(3, |pronoun| pronoun.person)
    };
    tree.ancestors(place.head)
        .flat_map(|above| tree.children(above).iter().map(move |child| (above, child)))
        .filter(|&(above, &child)| {
            (child < place.head || child < above) && tree.relation(child) == Relation::Nsubj
        })
        .map(|(_, child)| child)
        .filter_map(|&child| chains.beside(mention, child))
        .find(|&subject| person(subject) == person(mention) && chains.agree(subject, mention))
}

/// "the agency, X": the noun that an apposition hangs on.
fn apposition(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    if chains.relation(mention) != Relation::Appos {
        return None;
    }
    let governor = chains.governor(mention)?;
    let place = chains.candidates[mention].place;
    // "The president and the first lady, Carla": of things joined the nearest one.
    let tree = chains.sentences[place.sentence].tree();
    let nearest = tree.children(governor).iter().copied().rfind(|&child| {
        tree.relation(child) == Relation::Conj && governor < child && child < place.head
    });
    let above = chains.beside(mention, nearest.unwrap_or(governor))?;
    // A list of things is often read as an apposition; a coordinated apposition is one.
    let is_list = tree
        .children(place.head)
        .iter()
        .any(|&child| tree.relation(child) == Relation::Conj);
    let both_places = [above, mention].iter().all(|&m| {
        matches!(
            chains.candidates[m].name_type(),
            Some(NameType::Gpe | NameType::Loc)
        )
    });
    (!is_list && !both_places && chains.agree(above, mention)).then_some(above)
}

/// "X is the leader": the subject of a predicate nominal that is stated of it.
fn predicate(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let sentence = &chains.sentences[candidate.place.sentence];
    let tree = sentence.tree();
    let children = tree.children(candidate.place.head);
    let of = |relation: Relation| {
        children
            .iter()
            .copied()
            .find(|&child| tree.relation(child) == relation)
    };
    of(Relation::Cop)?;
    let subject: TokenIdx = of(Relation::Nsubj)?;
    let is_denied = children.iter().any(|&child| {
        let morphology = &sentence.morphology()[child.index()];
        morphology.features().get("Polarity") == Some("Neg")
            || morphology.upos() == Upos::Aux && morphology.xpos() == "MD"
    });
    let is_asked = sentence
        .tokens()
        .last()
        .is_some_and(|mark| mark.form() == "?");
    // "If I were you" says that I am not.
    let is_unreal = of(Relation::Cop).is_some_and(|copula| {
        sentence.token(copula).form().eq_ignore_ascii_case("were")
            && chains.beside(mention, subject).is_some_and(|subject| {
                chains.candidates[subject].number == Some(Number::Singular)
                    || chains.candidates[subject].is_pronoun(PronounKind::Personal)
            })
            && children
                .iter()
                .any(|&child| matches!(chains.lemma(mention, child).as_str(), "if" | "though"))
    });
    // "was in the city" is a place, not a predicate; "is part of" says nothing of what it is.
    if is_denied
        || is_asked
        || is_unreal
        || of(Relation::Case).is_some()
        || candidate.determiner == Determiner::Quantifier
    {
        return None;
    }
    let subject = chains.beside(mention, subject)?;
    let subject = match &chains.candidates[subject] {
        // "My name is Katie": Katie is not the name but who has it.
        named if named.lemma == "name" && candidate.form == Form::Name => {
            chains.beside(mention, named.possessor?)?
        }
        _ => subject,
    };
    chains.agree(subject, mention).then_some(subject)
}

/// "Foreign Minister Choe Son Hui": the noun for a person right before a person's name that hangs on it, or on which
/// it hangs.
fn bearer_of_title(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let name = candidate.name.as_ref()?;
    if name.kind != Some(NameType::Person) {
        return None;
    }
    // Right before the name, or before "of" and a place: "Governor of Washington Chris Gregoire".
    let mut before = TokenIdx::new(name.first.index().checked_sub(1)?);
    let tree = chains.sentences[candidate.place.sentence].tree();
    if tree.relation(before) == Relation::Nmod
        && let Some(above) = tree.head(before)
        && tree.head(candidate.place.head) == Some(above)
    {
        before = above;
    }
    let title = chains.beside(mention, before)?;
    let hangs = chains.governor(mention) == Some(before)
        && matches!(
            chains.relation(mention),
            Relation::Flat | Relation::Appos | Relation::Compound | Relation::Nmod
        )
        || chains.governor(title) == Some(candidate.place.head)
            && matches!(
                chains.relation(title),
                Relation::Flat | Relation::Appos | Relation::Compound | Relation::Nmod
            );
    let is_title = chains.candidates[title].form == Form::Noun
        && chains.candidates[title].sort == Some(Sort::Person)
        && chains.candidates[title].number != Some(Number::Plural);
    (hangs && is_title).then_some(title)
}

/// "Eastman, director of the study, and chairman of the centre, said": the person whose second title the noun is.
fn second_title(chains: &Chains<'_>, mention: MentionIdx) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    let is_title = candidate.form == Form::Noun
        && candidate.sort == Some(Sort::Person)
        && candidate.number != Some(Number::Plural)
        && candidate.determiner == Determiner::None;
    if !is_title || chains.relation(mention) != Relation::Conj {
        return None;
    }
    let above = chains.governor(mention)?;
    let first = chains.beside(mention, above)?;
    let is_person = |m: MentionIdx| chains.has_name_type(m, NameType::Person);
    if chains.relation(first) == Relation::Appos {
        return is_person(first).then_some(first);
    }
    let tree = chains.sentences[candidate.place.sentence].tree();
    let has_title = tree
        .children(above)
        .iter()
        .any(|&child| tree.relation(child) == Relation::Appos && child < candidate.place.head);
    (is_person(first) && has_title).then_some(first)
}

/// "Joshua Norton, known as Emperor Norton", "a man called Lai": who has the name.
fn known_as(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    if chains.candidates[mention].form != Form::Name {
        return None;
    }
    let place = chains.candidates[mention].place;
    let sentence = &chains.sentences[place.sentence];
    let tree = sentence.tree();
    let verb = chains.governor(mention)?;
    let is_as = |&child: &TokenIdx| {
        tree.relation(child) == Relation::Case && sentence.token(child).form() == "as"
    };
    let is_naming = match tree.relation(place.head) {
        Relation::Obl => {
            chains.lemma(mention, verb) == "know" && tree.children(place.head).iter().any(is_as)
        }
        Relation::Xcomp | Relation::Obj => lists
            .words
            .has("verb-of-naming", &chains.lemma(mention, verb)),
        _ => false,
    };
    if !is_naming {
        return None;
    }
    let bearer = match tree.relation(verb) {
        Relation::Acl => tree.head(verb),
        _ => tree.children(verb).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Nsubj && tree.deprel(child).subtype() == Some("pass")
        }),
    };
    let bearer = chains.beside(mention, bearer?)?;
    // The two names differ: that is what is told.
    let is_person = |m: MentionIdx| chains.candidates[m].sort == Some(Sort::Person);
    (is_person(bearer) == is_person(mention)).then_some(bearer)
}

/// "the island of Anjouan": the noun that says what kind of place the name after "of" is.
fn place_of_kind(chains: &Chains<'_>, mention: MentionIdx, lists: &Lists) -> Option<MentionIdx> {
    let candidate = &chains.candidates[mention];
    // What stands after "the town of" is a town, whatever the reader takes it for.
    if candidate.name.is_none() || chains.relation(mention) != Relation::Nmod {
        return None;
    }
    let place = candidate.place;
    let sentence = &chains.sentences[place.sentence];
    let tree = sentence.tree();
    let cases: Vec<TokenIdx> = tree
        .children(place.head)
        .iter()
        .copied()
        .filter(|&child| tree.relation(child) == Relation::Case)
        .collect();
    let [of] = cases.as_slice() else {
        return None;
    };
    let noun = chains.beside(mention, chains.governor(mention)?)?;
    let kind = &chains.candidates[noun];
    // "The capital city of Greece" is no country.
    let is_city = lists.nouns.body(&kind.lemma) == Some(EntityType::City);
    if is_city && matches!(chains.chain(mention).identity, Some(Identity::Country(_))) {
        return None;
    }
    (sentence.token(*of).form() == "of"
        && kind.form == Form::Noun
        && kind.number != Some(Number::Plural)
        && kind.determiner == Determiner::Definite
        && lists.words.has("kind-of-place", &kind.lemma))
    .then_some(noun)
}

/// The "it" that points ahead to a clause.
fn anticipating(chains: &Chains<'_>, clause: MentionIdx) -> Option<MentionIdx> {
    let place = chains.candidates[clause].place;
    let tree = chains.sentences[place.sentence].tree();
    tree.children(tree.head(place.head)?)
        .iter()
        .filter(|&&child| child < place.head && tree.relation(child) == Relation::Expl)
        .find_map(|&child| chains.beside(clause, child))
}
