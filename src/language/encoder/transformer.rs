//! The transformer: pieces in, one vector a word out.

use super::float;
use super::form;
use super::linear::{Linear, Rows, Table};
use super::wordpiece::WordPiece;

/// Scale and shift of a layer normalisation.
#[derive(Debug)]
pub struct Norm {
    /// Scale, one a dimension.
    pub weight: Vec<f32>,
    /// Shift, one a dimension.
    pub bias: Vec<f32>,
}

/// One post-norm layer, as in BERT.
#[derive(Debug)]
pub struct Layer {
    /// Queries, keys and values side by side: [hidden -> 3 hidden].
    pub qkv: Linear,
    /// What attention gives, mixed: [hidden -> hidden].
    pub out: Linear,
    /// After attention.
    pub norm1: Norm,
    /// [hidden -> inner].
    pub up: Linear,
    /// [inner -> hidden].
    pub down: Linear,
    /// After the two.
    pub norm2: Norm,
}

/// The encoder's weights; immutable, shared by all threads.
#[derive(Debug)]
pub struct Encoder {
    /// The vocabulary.
    pub pieces: WordPiece,
    /// Piece embeddings [pieces, hidden].
    pub words: Table,
    /// Position embeddings [positions, hidden].
    pub positions: Table,
    /// Case embeddings [`form::CASES`, hidden].
    pub cases: Table,
    /// After the embeddings.
    pub norm: Norm,
    /// All layers, in order.
    pub layers: Vec<Layer>,
    /// How many of them see pieces; the rest see words.
    pub pool: usize,
    /// Weights of the pooled pieces and of each later layer in a word's vector; they sum to 1.
    pub mix: Vec<f32>,
    /// Embeddings of hashed form features [`form::BUCKETS`, form width].
    pub form: Table,
}

/// Buffers that one thread keeps from batch to batch.
#[derive(Debug, Default)]
pub struct Scratch {
    rows: Rows,
    wide: Vec<f32>,
    mixed: Vec<f32>,
    narrow: Vec<f32>,
    attention: Vec<f32>,
}

/// Vectors of the words of a batch, sentence after sentence.
#[derive(Debug)]
pub struct WordVectors {
    /// [words of all sentences + 2 for each, width]; a sentence's first row is its root, its last its end.
    pub values: Vec<f32>,
    /// Numbers of a row.
    pub width: usize,
    /// First row of each sentence, and the end of the last.
    pub starts: Vec<usize>,
}

impl Encoder {
    /// Numbers of a word's vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.words.width() + self.form.width()
    }

    /// The vectors of `sentences`, each a list of words' forms; none may be empty of words.
    #[must_use]
    pub fn encode(&self, sentences: &[Vec<&str>], scratch: &mut Scratch) -> WordVectors {
        let hidden = self.words.width();
        let words: usize = sentences.iter().map(|words| words.len() + 2).sum();
        // Few words have more than one piece.
        let mut x = Vec::with_capacity(2 * words * hidden);
        let (mut piece_starts, mut word_starts) = (vec![0], vec![0]);
        // For each word, the number of its pieces.
        let mut counts = Vec::new();
        let mut ids = Vec::new();
        for sentence in sentences {
            let mut position = 0;
            let mut embed = |ids: &[u32], case: usize| {
                for &id in ids {
                    let start = x.len();
                    x.resize(start + hidden, 0.0);
                    let row = &mut x[start..];
                    self.words.add_to(id as usize, row);
                    self.positions
                        .add_to(position.min(self.positions.rows() - 1), row);
                    self.cases.add_to(case, row);
                    position += 1;
                }
                counts.push(ids.len());
            };
            embed(&[self.pieces.start()], form::NO_CASE);
            for word in sentence {
                ids.clear();
                self.pieces.add(word, &mut ids);
                embed(&ids, form::case(word));
            }
            embed(&[self.pieces.end()], form::NO_CASE);
            piece_starts.push(x.len() / hidden);
            word_starts.push(counts.len());
        }
        float::layer_norm(&mut x, &self.norm.weight, &self.norm.bias);
        for layer in &self.layers[..self.pool] {
            layer.apply(&mut x, &piece_starts, scratch);
        }
        let mut x = pool(&x, hidden, &counts);
        let mut mixed: Vec<f32> = x.iter().map(|x| x * self.mix[0]).collect();
        for (layer, &weight) in self.layers[self.pool..].iter().zip(&self.mix[1..]) {
            layer.apply(&mut x, &word_starts, scratch);
            float::add_scaled(&mut mixed, weight, &x);
        }
        WordVectors {
            values: self.with_forms(&mixed, sentences),
            width: self.width(),
            starts: word_starts,
        }
    }

    /// Puts the form features of each word behind its vector.
    fn with_forms(&self, mixed: &[f32], sentences: &[Vec<&str>]) -> Vec<f32> {
        let (hidden, width) = (self.words.width(), self.width());
        let mut values = vec![0.0; mixed.len() / hidden * width];
        let words = sentences.iter().flat_map(|s| {
            std::iter::once(None)
                .chain(s.iter().map(Some))
                .chain([None])
        });
        for ((row, mixed), word) in values
            .chunks_exact_mut(width)
            .zip(mixed.chunks_exact(hidden))
            .zip(words)
        {
            let (vector, features) = row.split_at_mut(hidden);
            vector.copy_from_slice(mixed);
            // The ends of a sentence have bucket 0 in every slot, as in training.
            for bucket in word.map_or([0; form::SLOTS], |word| form::buckets(word)) {
                self.form.add_to(bucket, features);
            }
        }
        values
    }
}

/// Means of the pieces [pieces, hidden] of each word.
fn pool(x: &[f32], hidden: usize, counts: &[usize]) -> Vec<f32> {
    let mut pooled = vec![0.0; counts.len() * hidden];
    let mut rows = x.chunks_exact(hidden);
    for (out, &count) in pooled.chunks_exact_mut(hidden).zip(counts) {
        for row in rows.by_ref().take(count) {
            float::add_scaled(out, 1.0 / count as f32, row);
        }
    }
    pooled
}

impl Layer {
    /// Replaces `x` [rows, hidden]; `starts` are the first rows of the sentences and the end of the last.
    fn apply(&self, x: &mut [f32], starts: &[usize], scratch: &mut Scratch) {
        let hidden = self.out.outputs();
        scratch.rows.fill(x, hidden);
        self.qkv.apply(&scratch.rows, &mut scratch.wide);
        scratch.mixed.clear();
        scratch.mixed.resize(x.len(), 0.0);
        for span in starts.windows(2) {
            let qkv = &scratch.wide[span[0] * 3 * hidden..span[1] * 3 * hidden];
            let out = &mut scratch.mixed[span[0] * hidden..span[1] * hidden];
            for column in (0..hidden).step_by(float::HEAD) {
                float::attend(qkv, hidden, column, out, &mut scratch.attention);
            }
        }
        scratch.rows.fill(&scratch.mixed, hidden);
        self.out.apply(&scratch.rows, &mut scratch.narrow);
        float::add_scaled(x, 1.0, &scratch.narrow);
        float::layer_norm(x, &self.norm1.weight, &self.norm1.bias);
        scratch.rows.fill(x, hidden);
        self.up.apply(&scratch.rows, &mut scratch.wide);
        float::gelu(&mut scratch.wide);
        scratch.rows.fill(&scratch.wide, self.down.inputs());
        self.down.apply(&scratch.rows, &mut scratch.narrow);
        float::add_scaled(x, 1.0, &scratch.narrow);
        float::layer_norm(x, &self.norm2.weight, &self.norm2.bias);
    }
}
