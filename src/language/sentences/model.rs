//! The trained model that says after each token how likely a sentence ends there.
//!
//! Takes the tokens' [`Features`], gives one score a token: the log-odds that it ends a
//! sentence. A sum of embeddings a token, then convolutions over the tokens around it with
//! rectified outputs and residual connections, then one weight vector over the token and
//! its successor. `training/sentences.py` trains it and writes `data/model/sentences.bin`:
//! eight-bit weights with one scale a row, little-endian, laid out as [`Model::read`] says.

use std::fmt;

use super::features::{ENDINGS, Features, PLACES, SHAPES};
use crate::language::encoder::float::add_scaled;

/// The first bytes of a model file; the last is the version of its layout.
const MAGIC: &[u8; 8] = b"BYLSENT1";
/// Tokens are scored in blocks of so many, so that memory does not grow with the text.
const BLOCK: usize = 512;
/// No layer reaches further; a file that says so is foreign.
const WIDEST: usize = 64;

/// Why bytes are not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ModelError {
    /// They do not start with the magic bytes.
    Foreign,
    /// They end too early or too late.
    Length,
    /// A dimension is not what the program expects.
    Shape,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "not a sentence model of this version; train it anew",
            Self::Length => "the sentence model is cut off or too long; train it anew",
            Self::Shape => "the sentence model's dimensions do not fit this program",
        })
    }
}

impl std::error::Error for ModelError {}

/// A matrix in rows.
#[derive(Debug, Clone)]
struct Rows {
    width: usize,
    values: Vec<f32>,
}

impl Rows {
    fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..][..self.width]
    }
}

/// A convolution: rows are inputs, tap by tap, of weights to all outputs.
#[derive(Debug, Clone)]
struct Layer {
    taps: usize,
    dilation: usize,
    weights: Rows,
    bias: Vec<f32>,
}

/// The model, its weights as 32-bit floats.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// Hashes of the known forms, in order.
    forms: Vec<u32>,
    /// The first row is for unknown forms, then one for each of `forms`.
    form_rows: Rows,
    ending_rows: Rows,
    shape_rows: Rows,
    place_rows: Rows,
    layers: Vec<Layer>,
    /// Weights of the token and of its successor.
    output: Rows,
    bias: f32,
}

impl Model {
    /// Reads a model file: magic; counts as `u32` (forms, width of embeddings, of layers,
    /// number of layers, then taps and dilation of each); hashes of the forms; tables of
    /// forms, endings, shapes, places; weights and bias of each layer; output and bias.
    /// A table is `f32` scales a row, then `i8` values; a bias is `f32`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader { bytes };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(ModelError::Foreign);
        }
        let [known, embedded, hidden, depth] = [(); 4].map(|()| reader.count());
        let (known, embedded, hidden, depth) = (known?, embedded?, hidden?, depth?);
        if embedded == 0 || hidden == 0 || depth == 0 || depth > 8 || known > bytes.len() {
            return Err(ModelError::Shape);
        }
        let mut kernels = Vec::with_capacity(depth);
        for _ in 0..depth {
            let (taps, dilation) = (reader.count()?, reader.count()?);
            if taps % 2 == 0 || taps * dilation > WIDEST || dilation == 0 {
                return Err(ModelError::Shape);
            }
            kernels.push((taps, dilation));
        }
        let forms = reader.words(known)?;
        if !forms.is_sorted() {
            return Err(ModelError::Shape);
        }
        let form_rows = reader.rows(known + 1, embedded)?;
        let ending_rows = reader.rows(ENDINGS, embedded)?;
        let shape_rows = reader.rows(SHAPES, embedded)?;
        let place_rows = reader.rows(PLACES, embedded)?;
        let mut layers = Vec::with_capacity(depth);
        let mut inputs = embedded;
        for (taps, dilation) in kernels {
            let weights = reader.rows(taps * inputs, hidden)?;
            let bias = reader.floats(hidden)?;
            layers.push(Layer {
                taps,
                dilation,
                weights,
                bias,
            });
            inputs = hidden;
        }
        let output = reader.rows(2, hidden)?;
        let bias = reader.floats(1)?[0];
        if !reader.bytes.is_empty() {
            return Err(ModelError::Length);
        }
        Ok(Self {
            forms,
            form_rows,
            ending_rows,
            shape_rows,
            place_rows,
            layers,
            output,
            bias,
        })
    }

    /// The log-odds that a sentence ends with each token, given that its paragraph goes on.
    pub(super) fn scores(&self, features: &[Features]) -> Vec<f32> {
        let reach: usize = self.layers.iter().map(Layer::reach).sum();
        let mut scores = Vec::with_capacity(features.len());
        let mut worker = Worker::default();
        for start in (0..features.len()).step_by(BLOCK) {
            let end = (start + BLOCK).min(features.len());
            // The output looks at the next token, the layers `reach` beyond it.
            let from = start.saturating_sub(reach);
            let to = (end + 1 + reach).min(features.len());
            self.block(&features[from..to], &mut worker);
            let width = self.output.width;
            let row = |index: usize| worker.now.get(index * width..(index + 1) * width);
            scores.extend((start - from..end - from).map(|index| {
                let ends = row(index).map_or(0.0, |row| dot(row, self.output.row(0)));
                let starts = row(index + 1).map_or(0.0, |row| dot(row, self.output.row(1)));
                ends + starts + self.bias
            }));
        }
        scores
    }

    /// Leaves the last layer's outputs in `worker.now`.
    fn block(&self, features: &[Features], worker: &mut Worker) {
        worker.now.clear();
        for token in features {
            let form = self
                .forms
                .binary_search(&token.form)
                .map_or(0, |place| place + 1);
            let rows = [
                self.form_rows.row(form),
                self.ending_rows.row(usize::from(token.ending)),
                self.shape_rows.row(usize::from(token.shape)),
                self.place_rows.row(usize::from(token.place)),
            ];
            let start = worker.now.len();
            worker.now.extend_from_slice(rows[0]);
            for row in &rows[1..] {
                add_scaled(&mut worker.now[start..], 1.0, row);
            }
        }
        for (depth, layer) in self.layers.iter().enumerate() {
            layer.apply(&worker.now, features.len(), depth > 0, &mut worker.next);
            std::mem::swap(&mut worker.now, &mut worker.next);
        }
    }
}

/// Buffers that blocks share.
#[derive(Debug, Default)]
struct Worker {
    now: Vec<f32>,
    next: Vec<f32>,
}

impl Layer {
    /// How many tokens on either side an output sees.
    fn reach(&self) -> usize {
        self.taps / 2 * self.dilation
    }

    /// Outputs of all `tokens`; beyond the ends the input is zero. `residual` adds the
    /// input to the rectified output.
    fn apply(&self, input: &[f32], tokens: usize, residual: bool, output: &mut Vec<f32>) {
        let inputs = self.weights.width_of_input(self.taps);
        let width = self.weights.width;
        output.clear();
        for token in 0..tokens {
            let start = output.len();
            output.extend_from_slice(&self.bias);
            let sums = &mut output[start..];
            for tap in 0..self.taps {
                let Some(from) = (token + tap * self.dilation).checked_sub(self.reach()) else {
                    continue;
                };
                if from >= tokens {
                    break;
                }
                let values = &input[from * inputs..][..inputs];
                for (offset, &value) in values.iter().enumerate() {
                    // Rectified inputs are often zero.
                    if value != 0.0 {
                        add_scaled(sums, value, self.weights.row(tap * inputs + offset));
                    }
                }
            }
            for sum in &mut *sums {
                *sum = sum.max(0.0);
            }
            if residual {
                add_scaled(sums, 1.0, &input[token * width..][..width]);
            }
        }
    }
}

impl Rows {
    fn width_of_input(&self, taps: usize) -> usize {
        self.values.len() / self.width / taps
    }
}

fn dot(one: &[f32], two: &[f32]) -> f32 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

/// Reads a model file from its front.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.bytes.split_at_checked(len).ok_or(ModelError::Length)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn words(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        let bytes = self.take(count.checked_mul(4).ok_or(ModelError::Length)?)?;
        Ok(bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }

    fn count(&mut self) -> Result<usize, ModelError> {
        Ok(self.words(1)?[0] as usize)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        Ok(self.words(count)?.into_iter().map(f32::from_bits).collect())
    }

    fn rows(&mut self, rows: usize, width: usize) -> Result<Rows, ModelError> {
        let scales = self.floats(rows)?;
        let bytes = self.take(rows.checked_mul(width).ok_or(ModelError::Length)?)?;
        let values = bytes
            .chunks_exact(width)
            .zip(scales)
            .flat_map(|(row, scale)| {
                row.iter()
                    .map(move |&b| f32::from(i8::from_le_bytes([b])) * scale)
            })
            .collect();
        Ok(Rows { width, values })
    }
}
