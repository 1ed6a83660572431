//! A linear layer with 8-bit weights, one scale an output, over rows quantised by themselves.

use super::float;
use super::instructions::multiversioned;
use super::kernel::{self, COLUMNS, DEPTH, Line};

/// y = x W + b with W [outputs, inputs] in 8 bits; immutable, shared by all threads.
#[derive(Debug)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<Line>,
    /// One for each output, as the next two padded to whole panels.
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// Sums of each output's weights.
    sums: Vec<i32>,
}

/// One panel of a [`Linear`]'s outputs.
struct Columns<'a> {
    sums: &'a [i32; COLUMNS],
    scales: &'a [f32; COLUMNS],
    bias: &'a [f32; COLUMNS],
}

multiversioned! {
/// Integer sums of a few rows and one panel of columns to floats: `width` of them into each row of `y`, which lie
/// `stride` apart; `rows` holds each row's scale and zero point.
fn finish(
    sums: &[[i32; COLUMNS]],
    rows: &[(f32, i32)],
    columns: &Columns<'_>,
    y: &mut [f32],
    stride: usize,
    width: usize,
) {
    for ((sum, &(scale, zero)), y) in sums.iter().zip(rows).zip(y.chunks_mut(stride)) {
        let lanes = sum.iter().zip(columns.sums).zip(columns.scales).zip(columns.bias);
        for (y, (((sum, weights), column), bias)) in y[..width].iter_mut().zip(lanes) {
            *y = (sum - zero * weights) as f32 * (scale * column) + bias;
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
        // What stood there is written over, or meets the zeros that pad the weights.
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

    /// As [`Linear::new`], where the outputs are a matrix of `rows` rows: they come out column by column.
    ///
    /// # Errors
    /// As there, or if the outputs are not so many rows.
    pub fn transposed(
        weights: &[i8],
        scales: &[f32],
        bias: &[f32],
        rows: usize,
    ) -> Result<Self, String> {
        let outputs = scales.len();
        if rows == 0
            || outputs == 0
            || !outputs.is_multiple_of(rows)
            || bias.len() != outputs
            || !weights.len().is_multiple_of(outputs)
        {
            return Err(format!(
                "{} weights, {outputs} scales, {} biases are not {rows} rows",
                weights.len(),
                bias.len()
            ));
        }
        let (inputs, columns) = (weights.len() / outputs, outputs / rows);
        let order =
            (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
        let weights: Vec<i8> = (order.clone())
            .flat_map(|output| &weights[output * inputs..][..inputs])
            .copied()
            .collect();
        let scales = order.clone().map(|output| scales[output]).collect();
        Self::new(&weights, scales, order.map(|output| bias[output]).collect())
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
        // What stood there is written over.
        y.resize(rows.scales.len() * self.outputs, 0.0);
        let panels = self.packed.chunks_exact(kernel::lines(rows.depth));
        let columns = (self.sums.as_chunks().0.iter())
            .zip(self.scales.as_chunks().0)
            .zip(self.bias.as_chunks().0);
        for (panel, (weights, ((sums, scales), bias))) in panels.zip(columns).enumerate() {
            let first = panel * COLUMNS;
            let width = COLUMNS.min(self.outputs - first);
            let columns = Columns { sums, scales, bias };
            kernel::multiply(&rows.bytes, rows.depth, weights, width, |row, sums| {
                let y = &mut y[row * self.outputs + first..];
                finish(sums, &rows.scales[row..], &columns, y, self.outputs, width);
            });
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
        let values = &self.values[row * self.width..(row + 1) * self.width];
        float::add_scaled_bytes(y, self.scales[row], values);
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
