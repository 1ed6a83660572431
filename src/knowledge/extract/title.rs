//! What a person is, said in front of the name: "Pentagon spokeswoman Sabrina Singh", "the country's leader Kim Jong
//! Un". The words decide, not the tree: readers hang titles in many ways.

use super::candidate::{Candidate, Form, Participant, Voice};
use super::construction::{Construction, Example};
use super::lists::Lists;
use super::view::View;
use crate::language::names::{Name, NameType};
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct Title;

impl Construction for Title {
    fn name(&self) -> &'static str {
        "title"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "Treasury spokeswoman Laura Hill resigned on Monday.",
                gives: &["Laura Hill | hold position | Treasury spokeswoman"],
                never: &[],
            },
            Example {
                text: "France's Foreign Minister Jean Petit spoke to the press.",
                gives: &["Jean Petit | hold position | Foreign Minister"],
                never: &[],
            },
            Example {
                text: "Yesterday Laura Hill resigned.",
                gives: &[],
                never: &["Laura Hill | hold position | Yesterday"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        let names = view.sentence().names();
        names.iter().filter_map(|name| held(view, name)).collect()
    }
}

/// The claim that the bearer of `name` is what the words before it say.
fn held(view: View<'_>, name: &Name) -> Option<Candidate> {
    let bearer = name_head(view, name);
    let last = view.before(name.first())?;
    let (first, head) = before(view, name)?;
    let possessor = possessor_before(view, first);
    // "his wife Manju Sam": a relation between two, not a position.
    let is_relation = possessor.is_some_and(|(_, owner)| {
        view.xpos(owner) == "PRP$" || view.is_named(owner, NameType::Person)
    }) && Lists::get().relational_nouns.contains(view.lemma(head));
    if is_relation {
        return None;
    }
    let phrase_first = possessor.map_or(first, |(first, _)| first);
    let mut arguments = Vec::new();
    if let Some((_, owner)) = possessor {
        arguments.push(
            Participant::nominal(view, owner, "organization")
                .with_preposition(Some("of".to_owned())),
        );
    } else if let Some(owner) = organization_inside(view, first, head) {
        // "[Environment] Canada": a capital before a country makes another name of it.
        let longer = view.before(owner.first()).filter(|&word| {
            word >= first
                && owner.kind() == NameType::Gpe
                && view.upos(word) == Upos::Propn
                && view.name(word).is_none()
                && !is_title(view, word)
        });
        arguments.push(Participant {
            head: owner.last(),
            first: longer.unwrap_or(owner.first()),
            last: owner.last(),
            role: "organization".to_owned(),
            preposition: Some("of".to_owned()),
            form: if longer.is_some() {
                Form::Property
            } else {
                Form::Nominal
            },
        });
    }
    Some(Candidate {
        rule: "title",
        predicate: head,
        first,
        last,
        lemma: "hold position".to_owned(),
        label: "hold position".to_owned(),
        roleset: None,
        stance: bearer,
        subjects: vec![Participant {
            head: bearer,
            first: name.first(),
            last: name.last(),
            role: "subject".to_owned(),
            preposition: None,
            form: Form::Nominal,
        }],
        objects: vec![Participant {
            head,
            first: phrase_first,
            last,
            role: "position".to_owned(),
            preposition: None,
            form: Form::Property,
        }],
        arguments,
        via: None,
        voice: Voice::Article,
    })
}

/// The title in front of a name: its first word and its head.
#[must_use]
pub fn before(view: View<'_>, name: &Name) -> Option<(TokenIdx, TokenIdx)> {
    let (first, head) = title_before(view, view.before(name.first())?)?;
    if !matches!(view.upos(name.first()), Upos::Propn | Upos::Noun) {
        return None;
    }
    // Rare names are taken for bodies; a title in lower case before one tells: "lawmaker Park".
    let is_person = name.kind() == NameType::Person
        || name.kind() == NameType::Org
            && head < name.first()
            && (head == TokenIdx::new(0) || view.form(head).starts_with(char::is_lowercase))
            && view.after(head) == Some(name.first())
            && name.last() > name.first();
    if !is_person {
        return None;
    }
    // "North Korean officials Choe" names no one rightly.
    if view.features(head).get("Number") == Some("Plur") {
        return None;
    }
    // "a move leader Kim sees": the article is that of another noun.
    let is_another = view
        .before(first)
        .is_some_and(|before| matches!(view.lower(before).as_str(), "a" | "an"));
    if is_another && first != head {
        return Some((head, head));
    }
    Some((first, head))
}

/// The word of a name that stands for it in the tree.
#[must_use]
pub fn name_head(view: View<'_>, name: &Name) -> TokenIdx {
    (name.first().index()..=name.last().index())
        .map(TokenIdx::new)
        .find(|&word| view.head(word).is_none_or(|head| !name.contains(head)))
        .unwrap_or(name.last())
}

/// Whether the word is a noun for what a person can be.
#[must_use]
pub fn is_title(view: View<'_>, word: TokenIdx) -> bool {
    let lower = view.lower(word);
    let lemma = view.lemma(word).to_lowercase();
    let lists = Lists::get();
    let is_noun = matches!(
        view.upos(word),
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::X
    );
    let last_part = lower.rsplit('-').next().unwrap_or_default().to_owned();
    is_noun
        && [
            lower.as_str(),
            lemma.as_str(),
            last_part.as_str(),
            lower.trim_end_matches('.'),
        ]
        .iter()
        .any(|&form| lists.titles.contains(form))
}

/// The title that ends at `last`: its first word and its head. "Foreign Minister"; "member of parliament".
fn title_before(view: View<'_>, last: TokenIdx) -> Option<(TokenIdx, TokenIdx)> {
    if is_title(view, last) {
        let mut first = last;
        while let Some(before) = view.before(first) {
            // "to [guard] Queen Miri": a verb that was read as a name.
            let is_verb = view.upos(before) == Upos::Propn
                && view.form(before).starts_with(char::is_lowercase)
                && view.form(last).starts_with(char::is_uppercase)
                && view.name(before).is_none();
            if is_verb || !extends_title(view, before) {
                break;
            }
            first = before;
        }
        return Some((first, last));
    }
    // "[member of] parliament": back over the noun phrase after "of".
    let mut word = last;
    for _ in 0..5 {
        if !matches!(
            view.upos(word),
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Cconj
        ) {
            return None;
        }
        let before = view.before(word)?;
        if view.lower(before) == "of" || view.lower(before) == "for" {
            let head = view.before(before)?;
            let (first, _) = title_before(view, head).filter(|_| is_title(view, head))?;
            return Some((first, head));
        }
        word = before;
    }
    None
}

/// Whether a word before a title belongs to it: "Pentagon", "deputy", "former", "South Korean".
fn extends_title(view: View<'_>, word: TokenIdx) -> bool {
    match view.upos(word) {
        Upos::Noun | Upos::Propn => !view.is_time(word) && !view.is_named(word, NameType::Person),
        Upos::Adj => {
            !matches!(
                view.lower(word).as_str(),
                "other" | "same" | "such" | "many" | "several"
            ) && view.features(word).get("NumType").is_none()
        }
        Upos::Punct => view.form(word) == "-",
        _ => false,
    }
}

/// "[North Korea's] Foreign Minister", "[his] wife": the owner before a title that starts at `first`.
fn possessor_before(view: View<'_>, first: TokenIdx) -> Option<(TokenIdx, TokenIdx)> {
    let before = view.before(first)?;
    if view.xpos(before) == "PRP$" {
        return Some((before, before));
    }
    if view.xpos(before) != "POS" {
        return None;
    }
    let owner = view.head(before).filter(|&owner| owner < before)?;
    let (start, _) = super::phrase::nominal(view, owner, &[]);
    Some((start, owner))
}

/// An organisation or place named within the title.
fn organization_inside(view: View<'_>, first: TokenIdx, head: TokenIdx) -> Option<&Name> {
    view.sentence().names().iter().find(|name| {
        first <= name.first()
            && name.last() < head
            && matches!(name.kind(), NameType::Org | NameType::Gpe | NameType::Norp)
    })
}
