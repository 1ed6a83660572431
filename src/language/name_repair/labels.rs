//! Labels of transcripts, "Lavrov:", name persons, whatever else they look like by themselves; "A:" is a noun.

use super::lists::Lists;
use crate::language::features::Features;
use crate::language::label;
use crate::language::morphology::Morphology;
use crate::language::names::{Name, NameType};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// The sentences of one document, those that are labels with the person whom they name.
pub(super) fn named(mut document: Vec<Sentence>, lists: &Lists) -> Vec<Sentence> {
    for number in 0..document.len() {
        let Some(last) = label::name_end(&document, number) else {
            continue;
        };
        let label = &document[number];
        let repaired = match name(label, last, lists) {
            Some(name) => with_name(label, name),
            None => with_noun(label, last),
        };
        if let Some(repaired) = repaired {
            document[number] = repaired;
        }
    }
    document
}

/// The person whom the words up to `last` name behind titles: not a role, and no organisation or place that speaks.
fn name(label: &Sentence, last: TokenIdx, lists: &Lists) -> Option<Name> {
    let form = |word: usize| label.tokens()[word].form();
    let words = 0..=last.index();
    let first = words.clone().find(|&word| !lists.is_title(form(word)))?;
    let is_titled = first > 0;
    let mut names = label.names().iter().filter(|name| name.first() <= last);
    let phrase: Vec<&str> = (first..=last.index()).map(form).collect();
    let speaks_otherwise =
        |name: &Name| name.kind() == NameType::Person || name.kind() == NameType::Org && !is_titled;
    let is_letter = phrase.concat().chars().count() == 1;
    let is_name = |word: usize| {
        let upos = label.morphology()[word].upos();
        matches!(upos, Upos::Propn | Upos::Punct | Upos::X) || lists.is_particle(form(word))
    };
    let stays = is_letter
        || names.any(speaks_otherwise)
        || !is_titled && lists.is_place(&phrase.join(" "))
        || lists.is_role(phrase.last()?)
        || !(first..=last.index()).all(is_name);
    if stays {
        return None;
    }
    Name::new(NameType::Person, TokenIdx::new(first), last)
}

/// The label with this name in place of those that it overlaps.
fn with_name(label: &Sentence, name: Name) -> Option<Sentence> {
    let mut names = vec![name];
    names.extend(
        label
            .names()
            .iter()
            .filter(|other| other.first() > name.last()),
    );
    label.clone().with_names(names).ok()
}

/// The label with a noun as its first word, if no word up to `last` can be spoken of: the reader takes "A" for a symbol.
fn with_noun(label: &Sentence, last: TokenIdx) -> Option<Sentence> {
    let mut morphology = label.morphology().to_vec();
    let is_noun = |word: &Morphology| matches!(word.upos(), Upos::Noun | Upos::Propn);
    if morphology[..=last.index()].iter().any(is_noun) {
        return None;
    }
    let root = label.tree().root().min(last);
    let lemma = label.token(root).form();
    morphology[root.index()] = Morphology::new(lemma, Upos::Noun, "NN".into(), Features::default());
    label.clone().with_morphology(morphology).ok()
}
