//! What one is to another, said by a possessive: "its ally Russia", "his wife Manju Sam", "their child, Gloria".

use super::candidate::{Candidate, Participant, Voice};
use super::construction::{Construction, Example};
use super::lists::Lists;
use super::title;
use super::view::View;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct Possessive;

impl Construction for Possessive {
    fn name(&self) -> &'static str {
        "possessive"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "Norway and its ally Denmark signed the treaty.",
                gives: &["Denmark | be ally of | Norway"],
                never: &[],
            },
            Example {
                text: "Paul Novak and his wife Maria Novak left Prague.",
                gives: &["Maria Novak | be wife of | Paul Novak"],
                never: &[],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        view.words()
            .filter_map(|word| related(view, word))
            .collect()
    }
}

fn related(view: View<'_>, noun: TokenIdx) -> Option<Candidate> {
    let form = view.lower(noun);
    let lemma = view.lemma(noun).to_lowercase();
    let lists = Lists::get();
    let relation = [lemma.as_str(), form.as_str()]
        .into_iter()
        .find(|&word| lists.relational_nouns.contains(word))?
        .to_owned();
    if view.upos(noun) == Upos::Verb || view.name(noun).is_some() {
        return None;
    }
    let owner = owner_before(view, noun)?;
    let mut next = view.after(noun)?;
    if view.form(next) == "," {
        next = view.after(next)?;
    }
    let name = view.name(next).filter(|name| {
        name.first() == next
            && matches!(
                name.kind(),
                NameType::Person | NameType::Gpe | NameType::Org | NameType::Norp
            )
    })?;
    // After a comma only what the tree ties to the noun: "his wife, Ann", not "his wife, France and ...".
    let bearer = title::name_head(view, name);
    let ends = view
        .after(name.last())
        .is_none_or(|after| matches!(view.form(after), "," | "." | ";" | ")"));
    let is_tied = view.head(bearer) == Some(noun)
        || view.head(noun) == Some(bearer)
        || ends && view.relation(bearer) == crate::language::deprel::Relation::Appos;
    if view.form(TokenIdx::new(next.index() - 1)) == "," && !is_tied {
        return None;
    }
    let object = Participant::nominal(view, owner, "of").with_preposition(Some("of".to_owned()));
    Some(Candidate {
        rule: "possessive",
        predicate: noun,
        first: noun,
        last: noun,
        lemma: relation.clone(),
        label: format!("be {relation} of"),
        roleset: view.frame(noun).map(|frame| frame.roleset().to_string()),
        stance: bearer,
        subjects: vec![Participant {
            first: name.first(),
            last: name.last(),
            ..Participant::nominal(view, bearer, "subject")
        }],
        objects: vec![object],
        arguments: Vec::new(),
        via: None,
        voice: Voice::Article,
    })
}

/// The owner in front of `noun`, adjectives between: "its close ally", "Russia's ally".
fn owner_before(view: View<'_>, noun: TokenIdx) -> Option<TokenIdx> {
    let mut word = view.before(noun)?;
    loop {
        match view.xpos(word) {
            "PRP$" => return Some(word),
            "POS" => return view.head(word).filter(|&owner| owner < word),
            _ if matches!(
                view.upos(word),
                Upos::Adj | Upos::Adv | Upos::Noun | Upos::Num | Upos::Punct
            ) && view.form(word) != "," =>
            {
                word = view.before(word)?;
            }
            _ => return None,
        }
    }
}
