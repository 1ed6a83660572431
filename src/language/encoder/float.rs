//! Float loops with a fixed order of additions: the same bits with and without vector instructions.
//!
//! Each function is compiled for AVX-512, for AVX2 and for the baseline; sums run over eight lanes that are folded in
//! one order at the end, and nothing is fused. No float is cast to an integer: Rust's cast saturates, which compilers
//! do one number at a time.

use super::instructions::multiversioned;

const LANES: usize = 8;

/// 1.5 * 2^23: adding it to a float below 2^22 rounds that to an integer, which then stands in the lowest bits; taking
/// it away again gives the integer as a float.
const ROUND: f32 = 12_582_912.0;

/// The greater, `b` if they do not compare: one instruction, as `f32::max` is not.
#[inline(always)]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser, `b` if they do not compare.
#[inline(always)]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[inline(always)]
fn fold(lanes: [f32; LANES], of: impl Fn(f32, f32) -> f32) -> f32 {
    let four = [
        of(lanes[0], lanes[4]),
        of(lanes[1], lanes[5]),
        of(lanes[2], lanes[6]),
        of(lanes[3], lanes[7]),
    ];
    of(of(four[0], four[2]), of(four[1], four[3]))
}

/// As [`fold`], for what may be taken in any order.
#[inline(always)]
fn fold_wide(lanes: [f32; 4 * LANES], of: impl Fn(f32, f32) -> f32) -> f32 {
    let two = |lane: usize| of(lanes[lane], lanes[2 * LANES + lane]);
    fold(
        std::array::from_fn(|lane| of(two(lane), two(LANES + lane))),
        &of,
    )
}

#[inline(always)]
fn sum(lanes: [f32; LANES]) -> f32 {
    fold(lanes, |a, b| a + b)
}

#[inline(always)]
fn sum_by(x: &[f32], value: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] += value(chunk[lane]);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += value(x);
    }
    sum(lanes)
}

/// e^x for x in [-87, 88], within 2e-7 of the value: a polynomial on [-ln2/2, ln2/2] (Cephes' `expf`) times a power
/// of two.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    // ln 2 in two parts, so that the reduction keeps its last bits.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let rounded = x * LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5e-1;
    // The shift leaves the integer alone of the bits; 127 is the bias of the exponent.
    let power = f32::from_bits((rounded.to_bits() << 23).wrapping_add(127 << 23));
    (p * r * r + r + 1.0) * power
}

#[inline(always)]
fn dot_inline(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let ((left, left_rest), (right, right_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in left.iter().zip(right) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    // The rest as one more chunk: adding a positive zero changes no sum that began with one.
    let (mut a, mut b) = ([0.0; LANES], [0.0; LANES]);
    a[..left_rest.len()].copy_from_slice(left_rest);
    b[..right_rest.len()].copy_from_slice(right_rest);
    for lane in 0..LANES {
        lanes[lane] += a[lane] * b[lane];
    }
    sum(lanes)
}

multiversioned! {
/// The dot product of two slices of one length.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    dot_inline(a, b)
}
}

/// `W` of the scores of [`scores`], from `from` on: each has its eight lanes, as in [`dot`], and shares their registers
/// with its neighbours.
#[inline(always)]
fn scores_from<const W: usize>(weights: &[f32], x: &[f32], count: usize, from: usize) -> [f32; W] {
    let row = |n: usize| -> &[f32; W] {
        let row = &weights[n * count + from..];
        row.first_chunk()
            .expect("`from + W` is no more than `count`")
    };
    let mut lanes = [[0.0; W]; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for (chunk, x) in chunks.iter().enumerate() {
        for lane in 0..LANES {
            let row = row(chunk * LANES + lane);
            for w in 0..W {
                lanes[lane][w] += x[lane] * row[w];
            }
        }
    }
    for lane in 0..LANES {
        if lane < rest.len() {
            let row = row(chunks.len() * LANES + lane);
            for w in 0..W {
                lanes[lane][w] += rest[lane] * row[w];
            }
        }
    }
    let add = |mut a: [f32; W], b: [f32; W]| {
        for w in 0..W {
            a[w] += b[w];
        }
        a
    };
    // As `sum` does, each in its place.
    let four = [
        add(lanes[0], lanes[4]),
        add(lanes[1], lanes[5]),
        add(lanes[2], lanes[6]),
        add(lanes[3], lanes[7]),
    ];
    let mut scores = add(add(four[0], four[2]), add(four[1], four[3]));
    for (score, bias) in scores.iter_mut().zip(row(x.len())) {
        *score += bias;
    }
    scores
}

multiversioned! {
/// The dot product of `x` with each column of `weights` [x's length + 1, scores], whose last number is added: the bits
/// of [`dot`] of a column and `x`.
pub fn scores(weights: &[f32], x: &[f32], scores: &mut [f32]) {
    const WIDE: usize = 2 * LANES;
    let count = scores.len();
    if let Some(last) = count.checked_sub(WIDE) {
        // The last may overlap the one before.
        for from in (0..count).step_by(WIDE).map(|from| from.min(last)) {
            scores[from..from + WIDE].copy_from_slice(&scores_from::<WIDE>(weights, x, count, from));
        }
    } else {
        for (from, score) in scores.iter_mut().enumerate() {
            [*score] = scores_from::<1>(weights, x, count, from);
        }
    }
}
}

multiversioned! {
/// Where the greatest score stands, the first of equals; 0 if there is none above negative infinity.
pub fn best(scores: &[f32]) -> usize {
    let top = greatest(scores);
    let (chunks, rest) = scores.as_chunks::<{ 4 * LANES }>();
    let before = chunks.iter().position(|chunk| greatest(chunk) >= top).unwrap_or(chunks.len());
    let chunk = chunks.get(before).map_or(rest, |chunk| chunk);
    chunk.iter().position(|&score| score >= top).map_or(0, |place| before * 4 * LANES + place)
}
}

multiversioned! {
/// Adds `factor` times `x` to `y`.
pub fn add_scaled(y: &mut [f32], factor: f32, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}
}

/// `W` of the sums of [`add_rows`], from `from` on: they stay in registers.
#[inline(always)]
fn add_rows_from<const W: usize>(y: &mut [f32], x: &[f32], rows: &[f32], from: usize) {
    let mut sums = [0.0; W];
    sums.copy_from_slice(&y[from..from + W]);
    for (x, row) in x.iter().zip(rows.chunks_exact(y.len())) {
        for (sum, weight) in sums.iter_mut().zip(&row[from..from + W]) {
            *sum += x * weight;
        }
    }
    y[from..from + W].copy_from_slice(&sums);
}

multiversioned! {
/// Adds each of `rows` [x's length, y's length] times its `x` to `y`, one after the other.
pub fn add_rows(y: &mut [f32], x: &[f32], rows: &[f32]) {
    const WIDE: usize = 8 * LANES;
    let mut from = 0;
    while from + WIDE <= y.len() {
        add_rows_from::<WIDE>(y, x, rows, from);
        from += WIDE;
    }
    while from + LANES <= y.len() {
        add_rows_from::<LANES>(y, x, rows, from);
        from += LANES;
    }
    while from < y.len() {
        add_rows_from::<1>(y, x, rows, from);
        from += 1;
    }
}
}

multiversioned! {
/// Adds `factor` times `x`, signed bytes, to `y`.
pub fn add_scaled_bytes(y: &mut [f32], factor: f32, x: &[i8]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y += f32::from(x) * factor;
    }
}
}

multiversioned! {
/// Layer normalisation of each row of `x` [rows, width] in place, `width` that of the weights.
pub fn layer_norm(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    for row in x.chunks_exact_mut(weight.len()) {
        let n = row.len() as f32;
        let mean = sum_by(row, |x| x) / n;
        let variance = sum_by(row, |x| (x - mean) * (x - mean)) / n;
        let scale = 1.0 / (variance + 1e-12).sqrt();
        for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
            *x = (*x - mean) * scale * w + b;
        }
    }
}
}

multiversioned! {
/// The Gaussian error linear unit, x times the normal distribution function of x, in place.
///
/// The error function is a rational approximation, odd over even (the coefficients are Eigen's for single precision),
/// within 3e-7 on [-4, 4]; beyond it rounds to one.
pub fn gelu(x: &mut [f32]) {
    const ODD: [f32; 7] = [
        -2.726_142_4e-10, 2.770_681_4e-8, -2.101_024e-6, -5.692_506_6e-5, -7.349_906_3e-4, -2.954_6e-3, -1.609_603_3e-2,
    ];
    const EVEN: [f32; 5] = [-1.456_607_2e-5, -2.133_740_5e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2];
    for x in x.iter_mut() {
        let z = (*x * std::f32::consts::FRAC_1_SQRT_2).clamp(-4.0, 4.0);
        let square = z * z;
        let mut odd = ODD[0];
        for &coefficient in &ODD[1..] {
            odd = odd * square + coefficient;
        }
        let mut even = EVEN[0];
        for &coefficient in &EVEN[1..] {
            even = even * square + coefficient;
        }
        *x = 0.5 * *x * (1.0 + z * odd / even);
    }
}
}

/// The greatest, the lowest float of none.
#[inline(always)]
fn greatest(x: &[f32]) -> f32 {
    let mut top = [f32::MIN; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            top[lane] = greater(chunk[lane], top[lane]);
        }
    }
    let top = fold(top, greater);
    rest.iter().fold(top, |a, &b| greater(b, a))
}

multiversioned! {
/// Turns scores into probabilities in place; an empty slice stays empty.
pub fn softmax(x: &mut [f32]) {
    let top = greatest(x);
    for x in x.iter_mut() {
        *x = exp(*x - top);
    }
    let scale = 1.0 / sum_by(x, |x| x);
    for x in x.iter_mut() {
        *x *= scale;
    }
}
}

multiversioned! {
/// Quantises one row to unsigned bytes: x is about (byte - zero) * scale. Gives (scale, zero); bytes beyond `x` stay.
pub fn quantise(x: &[f32], bytes: &mut [u8]) -> (f32, i32) {
    // Not a sum: any number of lanes gives the same.
    let (mut low, mut high) = ([0.0; 4 * LANES], [0.0; 4 * LANES]);
    let (chunks, rest) = x.as_chunks::<{ 4 * LANES }>();
    for chunk in chunks {
        for lane in 0..4 * LANES {
            low[lane] = lesser(chunk[lane], low[lane]);
            high[lane] = greater(chunk[lane], high[lane]);
        }
    }
    let low = rest.iter().fold(fold_wide(low, lesser), |a, &b| lesser(b, a));
    let high = rest.iter().fold(fold_wide(high, greater), |a, &b| greater(b, a));
    let scale = ((high - low) / 255.0).max(1e-12);
    let inverse = 1.0 / scale;
    let zero = (-low * inverse + ROUND) - ROUND;
    for (byte, x) in bytes.iter_mut().zip(x) {
        let q = ((x * inverse + ROUND) - ROUND) + zero;
        *byte = (lesser(greater(q, 0.0), 255.0) + ROUND).to_bits() as u8;
    }
    (scale, zero as i32)
}
}

multiversioned! {
/// Each of `x` times `factor`, rounded to signed bytes, to `y`.
pub fn to_bytes(y: &mut [i8], factor: f32, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y = (lesser(greater(x * factor, -128.0), 127.0) + ROUND).to_bits() as i8;
    }
}
}

/// Width of one attention head (`MiniLM`: 384 / 12).
pub const HEAD: usize = 32;

/// Sums that grow side by side in [`product`]: its rows and columns.
const TILE: (usize, usize) = (4, 16);

/// The matrix product of `left` [rows, n] and `right` [n, columns], n after n.
#[inline(always)]
fn product<'a>(
    left: [&[f32]; TILE.0],
    right: impl Iterator<Item = &'a [f32; TILE.1]>,
) -> [[f32; TILE.1]; TILE.0] {
    let mut sums = [[0.0; TILE.1]; TILE.0];
    let n = left[0].len();
    let left = left.map(|row| &row[..n]);
    for (k, right) in (0..n).zip(right) {
        for row in 0..TILE.0 {
            for lane in 0..TILE.1 {
                sums[row][lane] += left[row][k] * right[lane];
            }
        }
    }
    sums
}

multiversioned! {
/// One head's attention over one sentence.
///
/// `rows` is [n, 3 hidden]: queries, keys and values side by side, of which the head has `column..column + HEAD` each;
/// `out` is [n, hidden], of which it fills the same columns. `scratch` is grown as needed.
pub fn attend(rows: &[f32], hidden: usize, column: usize, out: &mut [f32], scratch: &mut Vec<f32>) {
    let n = rows.len() / (3 * hidden);
    let padded = n.next_multiple_of(TILE.1);
    scratch.resize(padded * (HEAD + TILE.0), 0.0);
    // Keys in blocks of tokens, [padded / TILE.1, HEAD, TILE.1], so that a block's scores grow side by side.
    let (keys, scores) = scratch.split_at_mut(padded * HEAD);
    if let Some(last) = keys.chunks_exact_mut(TILE.1 * HEAD).next_back() {
        last.fill(0.0);
    }
    for (token, row) in rows.chunks_exact(3 * hidden).enumerate() {
        let block = &mut keys[token / TILE.1 * (TILE.1 * HEAD)..][..TILE.1 * HEAD];
        for (d, &key) in row[hidden + column..hidden + column + HEAD].iter().enumerate() {
            block[d * TILE.1 + token % TILE.1] = key;
        }
    }
    let scale = 1.0 / (HEAD as f32).sqrt();
    for (rows_here, out) in rows.chunks(TILE.0 * 3 * hidden).zip(out.chunks_mut(TILE.0 * hidden)) {
        // Where the sentence ends inside a tile, the rest of its queries are zeros and go nowhere.
        let mut queries = [[0.0; HEAD]; TILE.0];
        for (query, row) in queries.iter_mut().zip(rows_here.chunks_exact(3 * hidden)) {
            for (query, value) in query.iter_mut().zip(&row[column..column + HEAD]) {
                *query = value * scale;
            }
        }
        for (block, keys) in keys.chunks_exact(TILE.1 * HEAD).enumerate() {
            let sums = product(queries.each_ref().map(|query| &query[..]), keys.as_chunks().0.iter());
            for (scores, sums) in scores.chunks_exact_mut(padded).zip(sums) {
                scores[block * TILE.1..][..TILE.1].copy_from_slice(&sums);
            }
        }
        for scores in scores.chunks_exact_mut(padded) {
            // Padding scores 0, and is looked at as far as the last lanes go: where all true scores lie below, the sum
            // below is smaller, the ratios the same.
            let top = greatest(&scores[..n.next_multiple_of(LANES)]);
            for score in scores {
                *score -= top;
            }
        }
        for score in scores.iter_mut() {
            *score = exp(*score);
        }
        let mut totals = [0.0; TILE.0];
        for (scores, total) in scores.chunks_exact_mut(padded).zip(&mut totals) {
            scores[n..].fill(0.0);
            *total = 1.0 / sum_by(scores, |x| x);
        }
        let mut left = scores.chunks_exact(padded);
        let left: [&[f32]; TILE.0] = std::array::from_fn(|_| &left.next().unwrap_or_default()[..n]);
        for from in (column..column + HEAD).step_by(TILE.1) {
            let values = rows.chunks_exact(3 * hidden).filter_map(|row| row[2 * hidden + from..].first_chunk());
            let sums = product(left, values);
            for ((out, sums), total) in out.chunks_exact_mut(hidden).zip(sums).zip(totals) {
                for (out, sum) in out[from..from + TILE.1].iter_mut().zip(sums) {
                    *out = sum * total;
                }
            }
        }
    }
}
}

#[cfg(test)]
mod tests {
    use super::super::instructions::Instructions;
    use super::*;

    #[test]
    fn gelu_and_softmax_agree_with_double_precision() {
        for step in -60..60 {
            let x = f64::from(step) / 7.0;
            // The series of the error function converges for these.
            let z = x / std::f64::consts::SQRT_2;
            let (mut term, mut erf) = (z, z);
            for k in 1..200 {
                term *= -z * z / f64::from(k);
                erf += term / f64::from(2 * k + 1);
            }
            let expect =
                0.5 * x * (1.0 + (erf * std::f64::consts::FRAC_2_SQRT_PI).clamp(-1.0, 1.0));
            let mut ours = [x as f32];
            gelu(&mut ours);
            if x.abs() < 5.0 {
                assert!(
                    (f64::from(ours[0]) - expect).abs() < 2e-6,
                    "{x}: {} {expect}",
                    ours[0]
                );
            }
        }
        let mut x = [1.0, 2.0, 3.0, -50.0, 4.0, 0.0, 0.5, 0.25, 9.0];
        softmax(&mut x);
        assert!((x.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(
            (f64::from(x[8])
                - 1.0
                    / (1.0
                        + (-5f64).exp()
                        + (-6f64).exp()
                        + (-7f64).exp()
                        + (-8f64).exp()
                        + (-9f64).exp()
                        + (-8.5f64).exp()
                        + (-8.75f64).exp()))
            .abs()
                < 1e-5
        );
    }

    #[test]
    fn scores_have_the_bits_of_dot_products() {
        for (length, count) in [(128, 59), (96, 16), (13, 21), (5, 3)] {
            let number = |k: usize| ((k * 7919 % 1000) as f32) / 300.0 - 1.5;
            let weights: Vec<f32> = (0..(length + 1) * count).map(number).collect();
            let x: Vec<f32> = (0..length).map(|k| number(3 * k + 1)).collect();
            Instructions::with_each(|instructions| {
                let mut found = vec![0.0; count];
                scores(&weights, &x, &mut found);
                for (n, score) in found.iter().enumerate() {
                    let column: Vec<f32> = weights.iter().skip(n).step_by(count).copied().collect();
                    let expect = dot(&column[..length], &x) + column[length];
                    assert_eq!(score.to_bits(), expect.to_bits(), "{instructions:?}");
                }
            });
        }
    }

    #[test]
    fn rows_are_added_one_after_the_other() {
        for (inputs, outputs) in [(40, 128), (384, 40), (7, 67), (1, 3), (0, 5), (2, 0)] {
            let number = |k: usize| ((k * 7919 % 1000) as f32) / 300.0 - 1.5;
            let rows: Vec<f32> = (0..inputs * outputs).map(number).collect();
            let x: Vec<f32> = (0..inputs).map(|k| number(3 * k + 1)).collect();
            Instructions::with_each(|instructions| {
                let mut found: Vec<f32> = (0..outputs).map(number).collect();
                let mut expect = found.clone();
                add_rows(&mut found, &x, &rows);
                for (k, &x) in x.iter().enumerate() {
                    add_scaled(&mut expect, x, &rows[k * outputs..][..outputs]);
                }
                assert_eq!(found, expect, "{instructions:?}");
            });
        }
    }

    #[test]
    fn the_best_score_is_the_first_of_the_greatest() {
        let none = [f32::NEG_INFINITY; 3];
        assert_eq!(best(&none), 0);
        assert_eq!(best(&[]), 0);
        for length in [1, 7, 31, 32, 33, 100] {
            for place in 0..length {
                let mut scores = vec![-1.5; length];
                scores[place] = 2.5;
                scores[length - 1] = 2.5;
                assert_eq!(best(&scores), place);
            }
        }
    }

    #[test]
    fn a_quantised_row_is_near_the_row() {
        let x: Vec<f32> = (0..97)
            .map(|k| ((k * 37 % 101) as f32 - 40.0) / 13.0)
            .collect();
        let mut bytes = vec![0; 97];
        let (scale, zero) = quantise(&x, &mut bytes);
        for (x, &byte) in x.iter().zip(&bytes) {
            assert!((x - (i32::from(byte) - zero) as f32 * scale).abs() <= scale);
        }
    }
}
