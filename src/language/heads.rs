//! What the network's heads say of each word, and how the best consistent reading is chosen from it.

use super::arborescence::best_heads;
use super::deprel::Relation;
use super::embeddings::Embeddings;
use super::encoder::float::{self, best};
use super::encoder::linear::{Linear, Rows, Table};
use super::encoder::transformer::{Encoder, WordVectors};
use super::lexicon::Lexicon;
use super::model::{Labels, Rolesets};
use super::names::Tag;
use super::role::{Part as RolePart, Realisation, Role};
use super::role_paths::RolePaths;
use super::token::TokenIdx;
use super::upos::Upos;

/// Words whose label scores are held at once: 51 relations times 97 numbers for each.
const LABEL_ROWS: usize = 64;
/// Predicates whose role scores are held at once: 59 roles times 129 numbers for each.
const ROLE_ROWS: usize = 16;

/// The parts of the heads' common first layer, in their order.
#[derive(Debug, Clone, Copy)]
pub struct Widths {
    starts: [usize; 10],
}

/// One part of the common first layer.
#[derive(Debug, Clone, Copy)]
enum Part {
    Tag,
    ArcDependent,
    ArcHead,
    LabelDependent,
    LabelHead,
    Frame,
    RolePredicate,
    RoleArgument,
    Name,
}

impl Widths {
    /// Reads nine widths parted by spaces.
    ///
    /// # Errors
    /// If they are not nine numbers above zero.
    pub fn read(text: &str) -> Result<Self, String> {
        let widths: Vec<usize> = text
            .split(' ')
            .filter_map(|width| width.parse().ok())
            .collect();
        if widths.len() != 9 || widths.contains(&0) {
            return Err(format!(
                "the widths of the heads are {text:?}, not nine numbers"
            ));
        }
        let mut starts = [0; 10];
        for (i, width) in widths.iter().enumerate() {
            starts[i + 1] = starts[i] + width;
        }
        Ok(Self { starts })
    }

    fn start(&self, part: Part) -> usize {
        self.starts[part as usize]
    }

    fn width(&self, part: Part) -> usize {
        self.starts[part as usize + 1] - self.starts[part as usize]
    }

    fn total(&self) -> usize {
        self.starts[9]
    }

    fn slice<'a>(&self, row: &'a [f32], part: Part) -> &'a [f32] {
        &row[self.starts[part as usize]..self.starts[part as usize + 1]]
    }
}

/// The heads' weights; immutable, shared by all threads.
#[derive(Debug)]
pub struct Heads {
    /// Where each head's part of `first` lies.
    pub widths: Widths,
    /// [word vector -> all parts].
    pub first: Linear,
    /// [tag -> UPOS, XPOS, features, lemma scripts].
    pub tags: Linear,
    /// [arc dependent -> arc head].
    pub arc: Linear,
    /// [label dependent -> relations x (label head + 1)].
    pub label: Linear,
    /// [frame -> not a predicate, predicate, factuality, sense].
    pub frame: Linear,
    /// [role predicate -> roles x (role argument + 1)].
    pub role: Linear,
    /// [name -> name tags].
    pub name: Linear,
    /// Embeddings of the rolesets that training saw.
    pub rolesets: Table,
    /// A bias for each number of a sense.
    pub sense_bias: Vec<f32>,
}

/// The best reading of one sentence; indices into the label sets, words from 0.
#[derive(Debug, Default)]
pub struct Reading {
    pub(super) upos: Vec<usize>,
    pub(super) xpos: Vec<usize>,
    pub(super) features: Vec<usize>,
    pub(super) lemma: Vec<usize>,
    pub(super) heads: Vec<Option<TokenIdx>>,
    pub(super) deprels: Vec<usize>,
    pub(super) predicates: Vec<Predicate>,
    pub(super) names: Vec<Tag>,
    pub(super) embeddings: Embeddings,
}

/// A predicate as the heads see it.
#[derive(Debug)]
pub struct Predicate {
    pub(super) word: usize,
    /// Index into the rolesets' table; `None` for a lemma that no roleset knows.
    pub(super) roleset: Option<u32>,
    pub(super) factuality: f32,
    /// (word, index of its role).
    pub(super) arguments: Vec<(usize, usize)>,
}

/// Buffers that one thread keeps from batch to batch.
#[derive(Debug, Default)]
pub struct Scratch {
    rows: Rows,
    first: Vec<f32>,
    tags: Vec<f32>,
    arc: Vec<f32>,
    label: Vec<f32>,
    frame: Vec<f32>,
    role: Vec<f32>,
    name: Vec<f32>,
}

/// What the heads choose from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closed<'a> {
    pub labels: &'a Labels,
    pub rolesets: &'a Rolesets,
    pub role_paths: &'a RolePaths,
    pub lexicon: Lexicon,
}

/// Which words are predicates.
#[derive(Debug, Clone, Copy)]
pub enum Predicates<'a> {
    /// Those that the heads find.
    Found,
    /// These, sentence by sentence: to measure what follows on gold predicates.
    Given(&'a [Vec<TokenIdx>]),
}

impl Heads {
    /// Whether all shapes go together.
    ///
    /// # Errors
    /// The first that does not.
    pub(super) fn check(
        &self,
        encoder: &Encoder,
        labels: &Labels,
        rolesets: &Rolesets,
    ) -> Result<(), String> {
        let width = |part| self.widths.width(part);
        let tags =
            labels.upos.len() + labels.xpos.len() + labels.features.len() + labels.lemma.len();
        let hidden = encoder.words.width();
        let sense = self.rolesets.width();
        let mut shapes = vec![
            ("first", &self.first, encoder.width(), self.widths.total()),
            ("tags", &self.tags, width(Part::Tag), tags),
            (
                "arc",
                &self.arc,
                width(Part::ArcDependent),
                width(Part::ArcHead),
            ),
            (
                "label",
                &self.label,
                width(Part::LabelDependent),
                labels.deprel.len() * (width(Part::LabelHead) + 1),
            ),
            ("frame", &self.frame, width(Part::Frame), 3 + sense),
            (
                "role",
                &self.role,
                width(Part::RolePredicate),
                labels.role.len() * (width(Part::RoleArgument) + 1),
            ),
            ("name", &self.name, width(Part::Name), labels.name.len()),
        ];
        for layer in &encoder.layers {
            shapes.push(("qkv", &layer.qkv, hidden, 3 * hidden));
            shapes.push(("out", &layer.out, hidden, hidden));
            shapes.push(("up", &layer.up, hidden, layer.up.outputs()));
            shapes.push(("down", &layer.down, layer.up.outputs(), hidden));
        }
        for (name, linear, inputs, outputs) in shapes {
            if (linear.inputs(), linear.outputs()) != (inputs, outputs) {
                return Err(format!(
                    "{name} maps {} numbers to {}, expected {inputs} to {outputs}",
                    linear.inputs(),
                    linear.outputs()
                ));
            }
        }
        let tables = [&encoder.positions, &encoder.cases]
            .iter()
            .all(|table| table.width() == hidden);
        let norms = encoder
            .layers
            .iter()
            .flat_map(|layer| [&layer.norm1, &layer.norm2])
            .chain([&encoder.norm]);
        let rolesets_fit = rolesets.all.iter().all(|entry| {
            entry.sense < self.sense_bias.len()
                && entry.row.is_none_or(|row| row < self.rolesets.rows())
        });
        if !tables
            || !hidden.is_multiple_of(32)
            || !norms.into_iter().all(|norm| norm.weight.len() == hidden)
        {
            return Err(format!("a table or norm is not {hidden} wide"));
        }
        if !rolesets_fit {
            return Err("a roleset points beyond its table".to_owned());
        }
        Ok(())
    }

    /// The readings of the sentences whose words' vectors these are; `forms` are their words.
    #[must_use]
    pub(super) fn read(
        &self,
        vectors: &WordVectors,
        forms: &[Vec<&str>],
        model: Closed<'_>,
        predicates: Predicates<'_>,
        scratch: &mut Scratch,
    ) -> Vec<Reading> {
        let labels = model.labels;
        scratch.rows.fill(&vectors.values, vectors.width);
        self.first.apply(&scratch.rows, &mut scratch.first);
        float::gelu(&mut scratch.first);
        let Scratch {
            rows,
            first,
            tags,
            arc,
            frame,
            name,
            ..
        } = scratch;
        let mut part = |part: Part, linear: &Linear, out: &mut Vec<f32>| {
            rows.fill_columns(
                first,
                self.widths.total(),
                self.widths.start(part),
                self.widths.width(part),
            );
            linear.apply(rows, out);
        };
        part(Part::Tag, &self.tags, tags);
        part(Part::ArcDependent, &self.arc, arc);
        part(Part::Frame, &self.frame, frame);
        part(Part::Name, &self.name, name);
        let mut readings = Vec::with_capacity(forms.len());
        for (number, (forms, span)) in forms.iter().zip(vectors.starts.windows(2)).enumerate() {
            // The sentence's words, without its two ends.
            let words = span[0] + 1..span[1] - 1;
            let mut reading = Reading::default();
            for row in words.clone() {
                let row = &scratch.tags[row * self.tags.outputs()..][..self.tags.outputs()];
                let (upos, row) = row.split_at(labels.upos.len());
                let (xpos, row) = row.split_at(labels.xpos.len());
                let (features, lemma) = row.split_at(labels.features.len());
                reading.upos.push(best(upos));
                reading.xpos.push(best(xpos));
                reading.features.push(best(features));
                let form = forms[reading.lemma.len()];
                let chosen = reading.upos[reading.lemma.len()];
                reading
                    .lemma
                    .push(best_lemma(lemma, form, labels.upos[chosen], model));
            }
            self.read_tree(&mut reading, span[0], labels, scratch);
            let given = match predicates {
                Predicates::Found => None,
                Predicates::Given(given) => Some(given[number].as_slice()),
            };
            self.read_frames(&mut reading, forms, span[0], model, given, scratch);
            let rows =
                &scratch.name[words.start * self.name.outputs()..words.end * self.name.outputs()];
            reading.names = best_tags(rows, &labels.name);
            readings.push(reading);
        }
        readings
    }

    /// Heads by the best arborescence, then the best relation for each.
    fn read_tree(
        &self,
        reading: &mut Reading,
        root: usize,
        labels: &Labels,
        scratch: &mut Scratch,
    ) {
        let (words, total) = (reading.upos.len(), self.widths.total());
        let Scratch {
            rows,
            first,
            arc,
            label,
            ..
        } = scratch;
        let row = |word: usize| &first[(root + word) * total..][..total];
        let mut scores = vec![f32::NEG_INFINITY; (words + 1) * (words + 1)];
        for (dependent, scores) in scores.chunks_exact_mut(words + 1).enumerate().skip(1) {
            let bent = &arc[(root + dependent) * self.arc.outputs()..][..self.arc.outputs()];
            for (head, score) in scores
                .iter_mut()
                .enumerate()
                .filter(|(head, _)| *head != dependent)
            {
                *score = float::dot(bent, self.widths.slice(row(head), Part::ArcHead));
            }
        }
        reading.heads = best_heads(&scores, words);
        let start = self.widths.start(Part::LabelDependent);
        let width = self.widths.width(Part::LabelDependent);
        for block in (0..words).step_by(LABEL_ROWS) {
            let end = words.min(block + LABEL_ROWS);
            rows.fill_columns(
                &first[(root + 1 + block) * total..(root + 1 + end) * total],
                total,
                start,
                width,
            );
            self.label.apply(rows, label);
            for (word, bent) in (block..end).zip(label.chunks_exact(self.label.outputs())) {
                let head = reading.heads[word].map_or(0, |head| head.index() + 1);
                let vector = self.widths.slice(row(head), Part::LabelHead);
                let mut scores = vec![0.0; labels.deprel.len()];
                float::scores(bent, vector, &mut scores);
                for (score, deprel) in scores.iter_mut().zip(&labels.deprel) {
                    // `root` is the relation of the root and of no other word.
                    if (deprel.relation() == Relation::Root) != (head == 0) {
                        *score = f32::NEG_INFINITY;
                    }
                }
                reading.deprels.push(best(&scores));
            }
        }
    }

    fn read_frames(
        &self,
        reading: &mut Reading,
        forms: &[&str],
        root: usize,
        model: Closed<'_>,
        given: Option<&[TokenIdx]>,
        scratch: &mut Scratch,
    ) {
        let Closed {
            labels,
            rolesets,
            role_paths,
            ..
        } = model;
        let heads: Vec<Option<usize>> = reading
            .heads
            .iter()
            .map(|head| head.map(TokenIdx::index))
            .collect();
        let deprels: Vec<&str> = reading
            .deprels
            .iter()
            .map(|&deprel| &*labels.deprel_names[deprel])
            .collect();
        let (words, total, outputs) = (
            reading.upos.len(),
            self.widths.total(),
            self.frame.outputs(),
        );
        let Scratch {
            rows,
            first,
            frame,
            role,
            ..
        } = scratch;
        let row = |word: usize| &first[(root + 1 + word) * total..][..total];
        let heard = |word: usize| &frame[(root + 1 + word) * outputs..][..outputs];
        let chosen: Vec<usize> = (0..words)
            .filter(|&word| match given {
                Some(given) => given.contains(&TokenIdx::new(word)),
                None => heard(word)[1] > heard(word)[0],
            })
            .collect();
        for block in chosen.chunks(ROLE_ROWS) {
            let predicates = block
                .iter()
                .map(|&word| self.widths.slice(row(word), Part::RolePredicate));
            rows.gather(predicates, self.widths.width(Part::RolePredicate));
            self.role.apply(rows, role);
            for (&word, role) in block.iter().zip(role.chunks_exact(self.role.outputs())) {
                let (upos, scores) = (labels.upos[reading.upos[word]], heard(word));
                let lemma = labels.lemma[reading.lemma[word]].apply(forms[word]);
                let mut role_scores = vec![0.0; words * labels.role.len()];
                for (other, scores) in role_scores.chunks_exact_mut(labels.role.len()).enumerate() {
                    let vector = self.widths.slice(row(other), Part::RoleArgument);
                    float::scores(role, vector, scores);
                }
                role_paths.add(&mut role_scores, word, upos, &heads, &deprels);
                reading.predicates.push(Predicate {
                    word,
                    roleset: self.best_roleset(&lemma, upos, &scores[3..], rolesets),
                    factuality: scores[2],
                    arguments: best_roles(&mut role_scores, &labels.role),
                });
            }
        }
    }

    fn best_roleset(
        &self,
        lemma: &str,
        upos: Upos,
        sense: &[f32],
        rolesets: &Rolesets,
    ) -> Option<u32> {
        let candidates = rolesets.of(lemma, upos);
        let scores = candidates.iter().map(|&candidate| {
            let entry = &rolesets.all[candidate as usize];
            let known = entry.row.map_or(0.0, |row| self.rolesets.dot(row, sense));
            known + self.sense_bias[entry.sense]
        });
        candidates.get(best_of(scores)).copied()
    }
}

/// The best script; where the lexicon knows the form, the best of those that give a lemma it knows.
fn best_lemma(scores: &[f32], form: &str, upos: Upos, closed: Closed<'_>) -> usize {
    let scripts = &closed.labels.lemma;
    let best = best(scores);
    let Some(known) = closed.lexicon.lemmas(&form.to_lowercase(), upos) else {
        return best;
    };
    let gives_known = |script: usize| {
        let lemma = scripts[script].apply(form);
        known.split(' ').any(|known| known == lemma)
    };
    if gives_known(best) {
        return best;
    }
    let only_known = (0..scripts.len()).map(|i| {
        if gives_known(i) {
            scores[i]
        } else {
            f32::NEG_INFINITY
        }
    });
    let (found, score) =
        only_known
            .enumerate()
            .fold((best, f32::NEG_INFINITY), |high, (i, score)| {
                if score > high.1 { (i, score) } else { high }
            });
    if score > f32::NEG_INFINITY {
        found
    } else {
        best
    }
}

/// Index of the highest score, the first of several.
fn best_of(scores: impl Iterator<Item = f32>) -> usize {
    let (mut best, mut high) = (0, f32::NEG_INFINITY);
    for (i, score) in scores.enumerate() {
        if score > high {
            (best, high) = (i, score);
        }
    }
    best
}

/// The best role of each word that has one, where a numbered role goes to one word only: `PropBank` marks what continues
/// an argument as such (0.4 points of argument F1 on EWT dev). `scores` is [words, roles].
fn best_roles(scores: &mut [f32], roles: &[Option<Role>]) -> Vec<(usize, usize)> {
    let none = roles.iter().position(Option::is_none).unwrap_or(0);
    let rows = scores.chunks_exact(roles.len());
    let mut chosen: Vec<usize> = rows.map(best).collect();
    let is_core = |role: &Option<Role>| {
        role.is_some_and(|role| {
            matches!(role.part(), RolePart::Numbered(_)) && role.realisation() == Realisation::Plain
        })
    };
    for role in (0..roles.len()).filter(|&role| is_core(&roles[role])) {
        let margin =
            |word: usize| scores[word * roles.len() + role] - scores[word * roles.len() + none];
        let mut holders: Vec<usize> = (0..chosen.len())
            .filter(|&word| chosen[word] == role)
            .collect();
        let keeper = best_of(holders.iter().map(|&word| margin(word)));
        if keeper < holders.len() {
            holders.remove(keeper);
        }
        for word in holders {
            let row = &mut scores[word * roles.len()..][..roles.len()];
            row[role] = f32::NEG_INFINITY;
            chosen[word] = best(row);
        }
    }
    chosen
        .into_iter()
        .enumerate()
        .filter(|&(_, role)| roles[role].is_some())
        .collect()
}

/// The best sequence of tags in which a name's further words follow a word of the same type (Viterbi).
fn best_tags(scores: &[f32], tags: &[Tag]) -> Vec<Tag> {
    let continues = |before: Tag, tag: Tag| match tag {
        Tag::Inside(kind) => before == Tag::Begin(kind) || before == Tag::Inside(kind),
        Tag::Begin(_) | Tag::Outside => true,
    };
    let allowed: Vec<Vec<usize>> = tags
        .iter()
        .map(|&tag| {
            (0..tags.len())
                .filter(|&before| continues(tags[before], tag))
                .collect()
        })
        .collect();
    let mut totals: Vec<f32> = Vec::new();
    let mut back: Vec<Vec<usize>> = Vec::new();
    for row in scores.chunks_exact(tags.len()) {
        let mut next = Vec::with_capacity(tags.len());
        let mut from = Vec::with_capacity(tags.len());
        // Only tags that nothing must come before begin a sentence.
        for (tag, score) in row.iter().enumerate() {
            if totals.is_empty() {
                next.push(if matches!(tags[tag], Tag::Inside(_)) {
                    f32::NEG_INFINITY
                } else {
                    *score
                });
                from.push(0);
            } else {
                let before =
                    allowed[tag][best_of(allowed[tag].iter().map(|&before| totals[before]))];
                next.push(totals[before] + score);
                from.push(before);
            }
        }
        totals = next;
        back.push(from);
    }
    let mut tag = best(&totals);
    let mut path = vec![Tag::Outside; back.len()];
    for (place, from) in path.iter_mut().zip(&back).rev() {
        *place = tags[tag];
        tag = from[tag];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::names::NameType;

    #[test]
    fn a_name_goes_on_only_after_its_own_beginning() {
        let tags = [
            Tag::Outside,
            Tag::Begin(NameType::Person),
            Tag::Inside(NameType::Person),
            Tag::Begin(NameType::Gpe),
            Tag::Inside(NameType::Gpe),
        ];
        let scores = [
            0.0, 2.0, 3.0, 0.0, 0.0, // a beginning, though going on scores higher
            0.0, 0.0, 1.0, 0.0, 1.5, // goes on as a person: another type cannot
            1.0, 0.0, 0.0, 0.0, 0.0,
        ];
        let expect = [
            Tag::Begin(NameType::Person),
            Tag::Inside(NameType::Person),
            Tag::Outside,
        ];
        assert_eq!(best_tags(&scores, &tags), expect);
        assert_eq!(best_tags(&[], &tags), []);
    }
}
