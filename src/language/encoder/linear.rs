//! A linear layer with 8-bit weights, one scale an output, over rows quantised by themselves.

use super::float;
use super::kernel::{self, COLUMNS, DEPTH};

/// How many columns' weights are kept in the first-level cache while all rows pass by.
const PANEL: usize = 4;

/// Rows that pass by a panel together: they stay in the nearest cache with it.
const GROUP: usize = 8;

/// y = x W + b with W [outputs, inputs] in 8 bits; immutable, shared by all threads.
#[derive(Debug)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<i8>,
    /// One for each output, as the next two padded to whole blocks.
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// Sums of each output's weights.
    sums: Vec<i32>,
}

/// One block of a [`Linear`]'s outputs.
struct Columns<'a> {
    sums: &'a [i32],
    scales: &'a [f32],
    bias: &'a [f32],
}

float::twice! {
/// Integer sums of a few rows and one block of columns to floats: `width` of them into each row of `y`, which lie
/// `stride` apart; `rows` holds each row's scale and zero point.
fn finish(
    sums: &[[i32; COLUMNS]],
    rows: &[(f32, i32)],
    columns: &Columns<'_>,
    y: &mut [f32],
    stride: usize,
    width: usize,
) {
    let lanes = (&columns.sums[..COLUMNS], &columns.scales[..COLUMNS], &columns.bias[..COLUMNS]);
    for ((sum, &(scale, zero)), y) in sums.iter().zip(rows).zip(y.chunks_mut(stride)) {
        let mut out = [0.0; COLUMNS];
        for lane in 0..COLUMNS {
            let value = (sum[lane] - zero * lanes.0[lane]) as f32;
            out[lane] = value * (scale * lanes.1[lane]) + lanes.2[lane];
        }
        if width == COLUMNS {
            y[..COLUMNS].copy_from_slice(&out);
        } else {
            y[..width].copy_from_slice(&out[..width]);
        }
    }
}
}

/// Rows of unsigned bytes with their scale and zero point: what a [`Linear`] multiplies.
#[derive(Debug, Default)]
pub struct Rows {
    bytes: Vec<u8>,
    scales: Vec<(f32, i32)>,
    depth: usize,
}

impl Rows {
    /// Quantises `x` [rows, inputs].
    pub fn fill(&mut self, x: &[f32], inputs: usize) {
        self.gather(x.chunks_exact(inputs), inputs);
    }

    /// Quantises the columns `from..from + inputs` of `x` [rows, stride].
    pub fn fill_columns(&mut self, x: &[f32], stride: usize, from: usize, inputs: usize) {
        let columns = x.chunks_exact(stride).map(|row| &row[from..from + inputs]);
        self.gather(columns, inputs);
    }

    /// Quantises rows of `inputs` numbers that lie anywhere.
    pub fn gather<'a>(&mut self, x: impl ExactSizeIterator<Item = &'a [f32]>, inputs: usize) {
        self.depth = inputs.next_multiple_of(DEPTH);
        self.bytes.clear();
        self.bytes.resize(x.len() * self.depth, 0);
        self.scales.clear();
        for (row, bytes) in x.zip(self.bytes.chunks_exact_mut(self.depth)) {
            self.scales.push(float::quantise(row, bytes));
        }
    }
}

impl Linear {
    /// Takes `weights` [outputs, inputs] row by row; an error says what is wrong with them.
    ///
    /// # Errors
    /// If the lengths disagree, or weights break the bound of [`kernel::fits`].
    pub fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Result<Self, String> {
        let outputs = scales.len();
        if outputs == 0
            || bias.len() != outputs
            || weights.is_empty()
            || !weights.len().is_multiple_of(outputs)
        {
            return Err(format!(
                "{} weights, {outputs} scales, {} biases do not go together",
                weights.len(),
                bias.len()
            ));
        }
        let inputs = weights.len() / outputs;
        let (mut scales, mut bias) = (scales, bias);
        if !weights
            .chunks_exact(inputs)
            .all(|row| row.chunks(DEPTH).all(kernel::fits))
        {
            return Err("weights too large for sums in 16 bits".to_owned());
        }
        let mut sums: Vec<i32> = weights
            .chunks_exact(inputs)
            .map(|row| row.iter().map(|&w| i32::from(w)).sum())
            .collect();
        let padded = outputs.next_multiple_of(COLUMNS);
        sums.resize(padded, 0);
        scales.resize(padded, 0.0);
        bias.resize(padded, 0.0);
        Ok(Self {
            inputs,
            outputs,
            packed: kernel::pack(weights, outputs, inputs),
            scales,
            bias,
            sums,
        })
    }

    /// Numbers a row takes.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Numbers a row gives.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes [rows, outputs] over `y`.
    ///
    /// # Panics
    /// If `rows` was filled for another number of inputs.
    pub fn apply(&self, rows: &Rows, y: &mut Vec<f32>) {
        assert_eq!(
            rows.depth,
            self.inputs.next_multiple_of(DEPTH),
            "rows of another width"
        );
        y.clear();
        y.resize(rows.scales.len() * self.outputs, 0.0);
        let block = rows.depth * COLUMNS;
        // A few rows at a time against a few columns at a time: both stay in the nearest cache.
        for (panel, weights) in self.packed.chunks(PANEL * block).enumerate() {
            for (group, bytes) in rows.bytes.chunks(GROUP * rows.depth).enumerate() {
                for (b, weights) in weights.chunks_exact(block).enumerate() {
                    let first = (panel * PANEL + b) * COLUMNS;
                    let width = COLUMNS.min(self.outputs - first);
                    let columns = Columns {
                        sums: &self.sums[first..first + COLUMNS],
                        scales: &self.scales[first..first + COLUMNS],
                        bias: &self.bias[first..first + COLUMNS],
                    };
                    kernel::multiply(bytes, rows.depth, weights, |row, sums| {
                        let row = group * GROUP + row;
                        let y = &mut y[row * self.outputs + first..];
                        finish(sums, &rows.scales[row..], &columns, y, self.outputs, width);
                    });
                }
            }
        }
    }
}

/// Rows of 8-bit numbers with a scale each: embeddings, looked up and never multiplied as a whole.
#[derive(Debug)]
pub struct Table {
    values: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

impl Table {
    /// Takes `values` [`scales.len()`, width].
    ///
    /// # Errors
    /// If the lengths disagree.
    pub fn new(values: Vec<i8>, scales: Vec<f32>) -> Result<Self, String> {
        if scales.is_empty() || values.is_empty() || !values.len().is_multiple_of(scales.len()) {
            return Err(format!(
                "{} values and {} scales do not go together",
                values.len(),
                scales.len()
            ));
        }
        let width = values.len() / scales.len();
        Ok(Self {
            values,
            scales,
            width,
        })
    }

    /// Numbers of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Adds row `row` to `y`.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn add_to(&self, row: usize, y: &mut [f32]) {
        let scale = self.scales[row];
        for (y, &value) in y
            .iter_mut()
            .zip(&self.values[row * self.width..(row + 1) * self.width])
        {
            *y += f32::from(value) * scale;
        }
    }

    /// The dot product of row `row` with `x`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn dot(&self, row: usize, x: &[f32]) -> f32 {
        let values = &self.values[row * self.width..(row + 1) * self.width];
        self.scales[row]
            * values
                .iter()
                .zip(x)
                .map(|(&v, x)| f32::from(v) * x)
                .sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_same_bits_alone_and_in_any_company() {
        let (inputs, outputs) = (37, 19);
        let weights: Vec<i8> = (0..inputs * outputs)
            .map(|k| ((k * 31 % 29) as i8) - 14)
            .collect();
        let linear = Linear::new(&weights, vec![0.01; outputs], vec![0.5; outputs])
            .expect("small weights fit");
        let x: Vec<f32> = (0..50 * inputs)
            .map(|k| ((k * 7919 % 1000) as f32) / 100.0 - 5.0)
            .collect();
        let (mut rows, mut all, mut one) = (Rows::default(), Vec::new(), Vec::new());
        rows.fill(&x, inputs);
        linear.apply(&rows, &mut all);
        for (row, expect) in x.chunks_exact(inputs).zip(all.chunks_exact(outputs)) {
            rows.fill(row, inputs);
            linear.apply(&rows, &mut one);
            assert_eq!(one, expect);
            let exact: f32 = row
                .iter()
                .zip(&weights)
                .map(|(x, &w)| x * f32::from(w) * 0.01)
                .sum::<f32>()
                + 0.5;
            assert!((one[0] - exact).abs() < 0.15, "{} {exact}", one[0]);
        }
    }
}
