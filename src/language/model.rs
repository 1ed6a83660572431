//! The trained model as it ships: weights, vocabulary, label sets, rolesets (`data/model/`, made by
//! `training/export.py`).

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use safetensors::{Dtype, SafeTensors};

use super::deprel::Deprel;
use super::encoder::linear::{Linear, Table};
use super::encoder::transformer::{Encoder, Layer, Norm};
use super::encoder::wordpiece::{Fnv, WordPiece};
use super::features::Features;
use super::frames::Roleset;
use super::heads::{Heads, Widths};
use super::lemma::Script;
use super::lexicon::Lexicon;
use super::names::Tag;
use super::role::Role;
use super::role_paths::RolePaths;
use super::upos::Upos;

/// What `reader.safetensors` says of its own layout.
const FORMAT: &str = "byline-reader-1";
/// More layers than any such file has: its names are counted up to here.
const MOST_LAYERS: usize = 64;

/// Weights and label sets; immutable, shared by all threads.
#[derive(Debug)]
pub struct Model {
    pub(super) encoder: Encoder,
    pub(super) heads: Heads,
    pub(super) labels: Labels,
    pub(super) rolesets: Rolesets,
    pub(super) role_paths: RolePaths,
    pub(super) lexicon: Lexicon,
}

/// The closed sets that the heads choose from, in the order of their outputs.
#[derive(Debug)]
pub(super) struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<Arc<str>>,
    pub features: Vec<Features>,
    pub lemma: Vec<Script>,
    pub deprel: Vec<Deprel>,
    /// The codes of `deprel`.
    pub deprel_names: Vec<String>,
    /// `None`: not an argument.
    pub role: Vec<Option<Role>>,
    pub name: Vec<Tag>,
}

/// Which rolesets a lemma may evoke.
#[derive(Debug)]
pub(super) struct Rolesets {
    pub all: Vec<RolesetEntry>,
    by_lemma: HashMap<&'static str, Vec<u32>, std::hash::BuildHasherDefault<Fnv>>,
}

/// A roleset and where its weights stand.
#[derive(Debug)]
pub(super) struct RolesetEntry {
    pub roleset: Roleset,
    /// Row in the bias of sense numbers.
    pub sense: usize,
    /// Row of its embedding; `None` if training never saw it.
    pub row: Option<usize>,
}

/// Why a model cannot be used.
#[derive(Debug)]
pub enum ModelError {
    /// A file cannot be read.
    Read(PathBuf, std::io::Error),
    /// A file is not what it should be.
    Foreign {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(file, error) => {
                write!(f, "{}: cannot read the model: {error}", file.display())
            }
            Self::Foreign { file, reason } => write!(
                f,
                "{}: not a model that this version can use: {reason}; take the files of one export, or leave --model \
                 out to use the built-in model",
                file.display()
            ),
        }
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// The model that the binary carries.
    ///
    /// # Errors
    /// If the binary was built with files that do not belong together.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_parts(
            Path::new("built-in model"),
            include_bytes!("../../data/model/reader.safetensors"),
            include_str!("../../data/model/vocabulary.txt"),
            include_str!("../../data/model/labels.json"),
            include_str!("../../data/model/rolesets.tsv"),
            super::lexicon::BUILT_IN,
            include_str!("../../data/model/role_paths.tsv"),
        )
    }

    /// A model from a folder that `training/export.py` has written.
    ///
    /// Its word lists stay in memory until the process ends: a process opens one model.
    ///
    /// # Errors
    /// If a file is missing, truncated or of another layout.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        let read = |name: &str| {
            let file = folder.join(name);
            std::fs::read(&file).map_err(|error| ModelError::Read(file, error))
        };
        let text = |name: &str| {
            String::from_utf8(read(name)?)
                .map(|text| &*text.leak())
                .map_err(|error| ModelError::Foreign {
                    file: folder.join(name),
                    reason: error.to_string(),
                })
        };
        Self::from_parts(
            folder,
            &read("reader.safetensors")?,
            text("vocabulary.txt")?,
            text("labels.json")?,
            text("rolesets.tsv")?,
            text("lemmas.tsv")?,
            text("role_paths.tsv")?,
        )
    }

    fn from_parts(
        folder: &Path,
        weights: &[u8],
        vocabulary: &'static str,
        labels: &str,
        rolesets: &'static str,
        lemmas: &'static str,
        role_paths: &'static str,
    ) -> Result<Self, ModelError> {
        let at = |name: &str| {
            let file = folder.join(name);
            move |reason: String| ModelError::Foreign { file, reason }
        };
        let (rest, labels) = rayon::join(
            || {
                let pieces = WordPiece::new(vocabulary).map_err(at("vocabulary.txt"))?;
                Ok((
                    pieces,
                    Rolesets::read(rolesets).map_err(at("rolesets.tsv"))?,
                ))
            },
            || {
                let labels = Labels::read(labels).map_err(at("labels.json"))?;
                let role_paths =
                    RolePaths::read(role_paths, &labels.role).map_err(at("role_paths.tsv"))?;
                let weights = Weights::read(weights).map_err(at("reader.safetensors"))?;
                Ok((labels, role_paths, weights))
            },
        );
        let ((pieces, rolesets), (labels, role_paths, weights)) = (rest?, labels?);
        let (encoder, heads) =
            assemble(&weights, pieces, &labels, &rolesets).map_err(at("reader.safetensors"))?;
        Ok(Self {
            encoder,
            heads,
            labels,
            rolesets,
            role_paths,
            lexicon: Lexicon::new(lemmas),
        })
    }
}

/// The network from its tensors, checked against the label sets.
fn assemble(
    weights: &Weights,
    pieces: WordPiece,
    labels: &Labels,
    rolesets: &Rolesets,
) -> Result<(Encoder, Heads), String> {
    let layers = (0..MOST_LAYERS)
        .take_while(|i| weights.has(&format!("layers.{i}.qkv.weight")))
        .count();
    let encoder = Encoder {
        pieces,
        words: weights.table("words")?,
        positions: weights.table("positions")?,
        cases: weights.table("cases")?,
        norm: weights.norm("norm")?,
        layers: (0..layers)
            .map(|i| weights.layer(i))
            .collect::<Result<_, _>>()?,
        pool: weights.pool,
        mix: weights.floats("mix")?,
        form: weights.table("form")?,
    };
    if encoder.mix.len() + encoder.pool != layers + 1 {
        return Err(format!(
            "{layers} layers, of which {} see pieces, do not go with the mix",
            encoder.pool
        ));
    }
    let heads = Heads {
        widths: weights.widths,
        first: weights.linear("first")?,
        tags: weights.linear("tags")?,
        arc: weights.linear("arc")?,
        label: weights.linear_transposed("label", labels.deprel.len())?,
        frame: weights.linear("frame")?,
        role: weights.linear_transposed("role", labels.role.len())?,
        name: weights.linear("name")?,
        rolesets: weights.table("rolesets")?,
        sense_bias: weights.floats("sense_bias")?,
    };
    heads.check(&encoder, labels, rolesets)?;
    Ok((encoder, heads))
}

/// The tensors of `reader.safetensors`, by name.
struct Weights<'a> {
    tensors: SafeTensors<'a>,
    pool: usize,
    widths: Widths,
}

impl<'a> Weights<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, String> {
        let (_, metadata) = SafeTensors::read_metadata(bytes)
            .map_err(|error| format!("{error} (is it truncated?)"))?;
        let notes = metadata.metadata().clone().unwrap_or_default();
        let note = |key: &str| notes.get(key).map_or("", String::as_str);
        if note("format") != FORMAT {
            return Err(format!(
                "its format is {:?}, this version reads {FORMAT:?}",
                note("format")
            ));
        }
        let pool = note("pool")
            .parse()
            .map_err(|_| "no number of pooled layers".to_owned())?;
        let widths = Widths::read(note("widths"))?;
        let tensors = SafeTensors::deserialize(bytes)
            .map_err(|error| format!("{error} (is it truncated?)"))?;
        Ok(Self {
            tensors,
            pool,
            widths,
        })
    }

    fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    fn data(&self, name: &str, dtype: Dtype) -> Result<&'a [u8], String> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_| format!("it lacks {name}"))?;
        if tensor.dtype() != dtype {
            return Err(format!("{name} holds {:?}, not {dtype:?}", tensor.dtype()));
        }
        Ok(tensor.data())
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, String> {
        let (values, _) = self.data(name, Dtype::F32)?.as_chunks::<4>();
        let values: Vec<f32> = values
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes))
            .collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(format!("{name} is not finite"))
        }
    }

    fn bytes(&self, name: &str) -> Result<Vec<i8>, String> {
        Ok(self
            .data(name, Dtype::I8)?
            .iter()
            .map(|&byte| byte.cast_signed())
            .collect())
    }

    fn linear(&self, name: &str) -> Result<Linear, String> {
        let weights = self.bytes(&format!("{name}.weight"))?;
        Linear::new(
            &weights,
            self.floats(&format!("{name}.scale"))?,
            self.floats(&format!("{name}.bias"))?,
        )
        .map_err(|error| format!("{name}: {error}"))
    }

    /// Outputs that are a vector and a number for each of `classes`, turned for [`super::encoder::float::scores`].
    fn linear_transposed(&self, name: &str, classes: usize) -> Result<Linear, String> {
        Linear::transposed(
            &self.bytes(&format!("{name}.weight"))?,
            &self.floats(&format!("{name}.scale"))?,
            &self.floats(&format!("{name}.bias"))?,
            classes,
        )
        .map_err(|error| format!("{name}: {error}"))
    }

    fn table(&self, name: &str) -> Result<Table, String> {
        Table::new(
            self.bytes(&format!("{name}.weight"))?,
            self.floats(&format!("{name}.scale"))?,
        )
        .map_err(|error| format!("{name}: {error}"))
    }

    fn norm(&self, name: &str) -> Result<Norm, String> {
        let (weight, bias) = (
            self.floats(&format!("{name}.weight"))?,
            self.floats(&format!("{name}.bias"))?,
        );
        if weight.is_empty() || weight.len() != bias.len() {
            return Err(format!(
                "{name} has {} weights and {} biases",
                weight.len(),
                bias.len()
            ));
        }
        Ok(Norm { weight, bias })
    }

    fn layer(&self, i: usize) -> Result<Layer, String> {
        let part = |name: &str| format!("layers.{i}.{name}");
        Ok(Layer {
            qkv: self.linear(&part("qkv"))?,
            out: self.linear(&part("out"))?,
            norm1: self.norm(&part("norm1"))?,
            up: self.linear(&part("up"))?,
            down: self.linear(&part("down"))?,
            norm2: self.norm(&part("norm2"))?,
        })
    }
}

impl Labels {
    fn read(json: &str) -> Result<Self, String> {
        let sets: HashMap<String, Vec<String>> =
            serde_json::from_str(json).map_err(|error| error.to_string())?;
        let set = |name: &str| {
            sets.get(name)
                .filter(|set| !set.is_empty())
                .ok_or(format!("it lacks the set {name}"))
        };
        let role = |label: &String| match label.as_str() {
            "_" => Ok(None),
            label => label.parse().map(Some).map_err(|error| format!("{error}")),
        };
        Ok(Self {
            upos: parse(set("upos")?)?,
            xpos: set("xpos")?
                .iter()
                .map(|label| Arc::from(label.as_str()))
                .collect(),
            features: parse(set("feats")?)?,
            lemma: parse(set("lemma")?)?,
            deprel: parse(set("deprel")?)?,
            deprel_names: set("deprel")?.clone(),
            role: set("role")?
                .iter()
                .map(role)
                .collect::<Result<_, String>>()?,
            name: parse(set("name")?)?,
        })
    }
}

fn parse<T: std::str::FromStr<Err: fmt::Display>>(set: &[String]) -> Result<Vec<T>, String> {
    set.iter()
        .map(|label| label.parse().map_err(|error: T::Err| error.to_string()))
        .collect()
}

impl Rolesets {
    fn read(table: &'static str) -> Result<Self, String> {
        let mut all = Vec::new();
        let mut by_lemma: HashMap<&'static str, Vec<u32>, std::hash::BuildHasherDefault<Fnv>> =
            HashMap::default();
        for (number, line) in table
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let mut entry = || {
                let roleset: Roleset = columns.next()?.parse().ok()?;
                let sense = columns.next()?.parse().ok()?;
                let row = match columns.next()? {
                    "-" => None,
                    row => Some(row.parse().ok()?),
                };
                Some((
                    RolesetEntry {
                        roleset,
                        sense,
                        row,
                    },
                    columns.next()?,
                ))
            };
            let (entry, lemmas) =
                entry().ok_or(format!("line {}: not a roleset's four columns", number + 1))?;
            for lemma in lemmas.split(' ') {
                by_lemma.entry(lemma).or_default().push(all.len() as u32);
            }
            all.push(entry);
        }
        Ok(Self { all, by_lemma })
    }

    /// Numbers of the rolesets that `lemma` may evoke as `upos`, in the order of the table; where the table has none
    /// for this part of speech, those of all; none where the lemma is unknown.
    pub fn of(&self, lemma: &str, upos: Upos) -> Vec<u32> {
        let class = match upos {
            Upos::Verb | Upos::Aux => "v",
            Upos::Noun | Upos::Propn => "n",
            Upos::Adj => "j",
            _ => "o",
        };
        let lemma = lemma.to_lowercase();
        let find = |class: &str| self.by_lemma.get(format!("{lemma}/{class}").as_str());
        if let Some(found) = find(class) {
            return found.clone();
        }
        let mut found: Vec<u32> = ["v", "n", "j", "o"]
            .into_iter()
            .filter_map(find)
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
