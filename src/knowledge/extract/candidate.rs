//! What a construction finds: a predicate and its participants as words of the sentence, not yet distributed over
//! coordination, resolved or dated.

use super::clause::Via;
use super::phrase;
use super::view::View;
use crate::language::role::{Realisation, Role};
use crate::language::token::TokenIdx;

/// What kind of phrase takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A noun phrase, which may name an entity.
    Nominal,
    /// A clause.
    Clause,
    /// An adjective or another word that says what something is like.
    Property,
}

/// A participant: the words `first..=last` under `head`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The word that stands for it in the tree.
    pub head: TokenIdx,
    /// Its first word, without the preposition.
    pub first: TokenIdx,
    /// Its last word.
    pub last: TokenIdx,
    /// Its role, as [`Argument::role`](crate::knowledge::claim::Argument::role) has it.
    pub role: String,
    /// The preposition before it.
    pub preposition: Option<String>,
    /// What kind of phrase it is.
    pub form: Form,
}

impl Participant {
    /// The noun phrase of `head` in `role`.
    #[must_use]
    pub fn nominal(view: View<'_>, head: TokenIdx, role: &str) -> Self {
        let (first, last) = phrase::nominal(view, head, &[]);
        Self {
            head,
            first,
            last,
            role: role.to_owned(),
            preposition: None,
            form: Form::Nominal,
        }
    }

    /// The noun phrase of `head` in the role that the frame of `predicate` gives it, else in `otherwise`; the branches
    /// under `cut` left out.
    #[must_use]
    pub fn of_frame(
        view: View<'_>,
        predicate: TokenIdx,
        head: TokenIdx,
        otherwise: &str,
        cut: &[TokenIdx],
    ) -> Self {
        let (first, last) = phrase::nominal(view, head, cut);
        Self {
            head,
            first,
            last,
            role: role(view, predicate, head).unwrap_or_else(|| otherwise.to_owned()),
            preposition: None,
            form: Form::Nominal,
        }
    }

    /// The clause of `head`.
    #[must_use]
    pub fn clause(view: View<'_>, predicate: TokenIdx, head: TokenIdx, cut: &[TokenIdx]) -> Self {
        let (first, last) = phrase::clause(view, head, cut);
        Self {
            head,
            first,
            last,
            role: role(view, predicate, head).unwrap_or_else(|| "complement".to_owned()),
            preposition: None,
            form: Form::Clause,
        }
    }

    /// The same with a preposition.
    #[must_use]
    pub fn with_preposition(self, preposition: Option<String>) -> Self {
        Self {
            preposition,
            ..self
        }
    }

    /// The same as another kind of phrase.
    #[must_use]
    pub fn with_form(self, form: Form) -> Self {
        Self { form, ..self }
    }
}

/// The role of `head` in the frame of `predicate`, without "R-" and "C-".
#[must_use]
pub fn role(view: View<'_>, predicate: TokenIdx, head: TokenIdx) -> Option<String> {
    let argument = view.argument(predicate, head)?;
    Some(Role::new(argument.role().part(), Realisation::Plain).to_string())
}

/// Whose words a claim is in by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Whoever the clause is attributed to.
    Clause,
    /// The article's own, even inside a reported clause: titles and appositions.
    Article,
}

/// A predicate with its participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The construction's name.
    pub rule: &'static str,
    /// The word that stands for the event or state.
    pub predicate: TokenIdx,
    /// The first word of those that say it.
    pub first: TokenIdx,
    /// The last of them.
    pub last: TokenIdx,
    /// Its lemma, with a particle.
    pub lemma: String,
    /// The relation between subject and object.
    pub label: String,
    /// Its roleset.
    pub roleset: Option<String>,
    /// The word whose clause tells how sure and when it is; most often the predicate.
    pub stance: TokenIdx,
    /// Who does it or is it: coordinated parts apart.
    pub subjects: Vec<Participant>,
    /// What it is done to: coordinated parts apart.
    pub objects: Vec<Participant>,
    /// All others.
    pub arguments: Vec<Participant>,
    /// How the subject was found; none where the construction itself gives it.
    pub via: Option<Via>,
    /// Whose words it is in.
    pub voice: Voice,
}
