//! Mends what readers often get wrong in news, before anything is taken from a sentence: titles and the names after
//! them, coordinated verbs that disagree with their subject, clauses tied into a quotation that they stand outside of,
//! tags and relations that contradict one another. Each rule is sure from the words; a tree that would break stays.

mod attachment;
mod complements;
mod coordination;
mod embedded;
mod names;
mod phrases;
mod reports;
mod subjects;

use super::view::View;
use crate::language::deprel::{Deprel, Relation};
use crate::language::morphology::Morphology;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::tree::Tree;
use crate::language::upos::Upos;

/// The sentence with its tree mended.
#[must_use]
pub fn mended(sentence: &Sentence) -> Sentence {
    let rules: [fn(View<'_>) -> Vec<Edit>; 65] = [
        subjects::mistagged_verb,
        subjects::finite_modifier,
        subjects::voiced_concern,
        subjects::estimated_clause,
        subjects::garden_path,
        subjects::with_clause,
        complements::feared_clause,
        complements::listed_subject,
        complements::clause_of_grounds,
        complements::clause_of_statement,
        coordination::second_report,
        reports::inverted_report,
        reports::first_subject,
        reports::second_content,
        attachment::inserted_report,
        attachment::dateline,
        complements::perceived_action,
        complements::given_name,
        complements::purpose_of_property,
        attachment::stranded_preposition,
        complements::linked_property,
        complements::participle_behind_object,
        complements::complement_of_complement,
        complements::clause_behind_parenthesis,
        phrases::object_behind_phrase,
        names::numbered_name,
        names::shared_noun,
        attachment::complement_of_name,
        complements::finite_complement,
        names::title_as_conjunct,
        attachment::complement_on_object,
        attachment::agent_beyond_complement,
        attachment::agent_behind_phrase,
        attachment::speaker_of_participle,
        attachment::agent_of_participle,
        attachment::located_participle,
        attachment::goal_of_transfer,
        subjects::adjacent_subject,
        attachment::loose_relative_clause,
        names::name_after_title,
        attachment::clause_outside_quotation,
        attachment::phrase_outside_quotation,
        subjects::reported_subject,
        coordination::coordination_that_disagrees,
        coordination::coordinated_content,
        subjects::small_clause,
        coordination::conjunct_of_sort,
        names::apposition_as_conjunct,
        coordination::stray_participle,
        coordination::listed_verb,
        phrases::adjective_before_comma,
        phrases::coordinated_modifier,
        phrases::adverb_before_preposition,
        phrases::complex_preposition,
        phrases::participle_with_degree,
        embedded::question_infinitive,
        embedded::asked_clause,
        embedded::thought_clause,
        embedded::participle_of_state,
        embedded::restrictive_clause,
        embedded::time_before,
        embedded::gerund_of_noun,
        embedded::gerund_of_degree,
        embedded::subject_of_gerund,
        attachment::agent_behind_purpose,
    ];
    let mut sentence = sentence.clone();
    for rule in rules {
        let edits = rule(View::new(&sentence));
        if let Some(changed) = (!edits.is_empty())
            .then(|| edited(&sentence, &edits))
            .flatten()
        {
            sentence = changed;
        }
    }
    sentence
}

/// A change to one word.
#[derive(Debug, Clone)]
struct Edit {
    word: TokenIdx,
    head: Option<TokenIdx>,
    deprel: Deprel,
    upos: Option<Upos>,
}

impl Edit {
    fn new(word: TokenIdx, head: TokenIdx, relation: Relation) -> Self {
        Self {
            word,
            head: Some(head),
            deprel: relation.into(),
            upos: None,
        }
    }

    /// The word is whoever does what the passive verb says.
    fn agent(word: TokenIdx, verb: TokenIdx) -> Self {
        Self {
            deprel: "obl:agent".parse().unwrap_or_else(|_| Relation::Obl.into()),
            ..Self::new(word, verb, Relation::Obl)
        }
    }

    /// The word takes the place of `other` in the tree.
    fn in_place_of(view: View<'_>, word: TokenIdx, other: TokenIdx) -> Self {
        Self {
            word,
            head: view.head(other),
            deprel: view.tree().deprel(other).clone(),
            upos: None,
        }
    }
}

/// The sentence with the edits; none if they break its tree.
fn edited(sentence: &Sentence, edits: &[Edit]) -> Option<Sentence> {
    let tree = sentence.tree();
    let mut heads: Vec<Option<TokenIdx>> = tree.tokens().map(|word| tree.head(word)).collect();
    let mut deprels: Vec<Deprel> = tree
        .tokens()
        .map(|word| tree.deprel(word).clone())
        .collect();
    let mut morphology: Vec<Morphology> = sentence.morphology().to_vec();
    for edit in edits {
        let at = edit.word.index();
        heads[at] = edit.head;
        deprels[at] = edit.deprel.clone();
        if let Some(upos) = edit.upos {
            let old = &morphology[at];
            morphology[at] =
                Morphology::new(old.lemma(), upos, old.xpos().into(), old.features().clone());
        }
    }
    let tree = Tree::new(heads, deprels).ok()?;
    let sentence = sentence.clone().with_morphology(morphology);
    sentence.ok()?.with_tree(tree).ok()
}
