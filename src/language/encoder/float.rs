//! Float loops with a fixed order of additions: the same bits with and without vector instructions.
//!
//! Each function is compiled twice, for AVX2 and for the baseline; sums run over eight lanes that are folded in one
//! order at the end, and nothing is fused.

use std::sync::atomic::{AtomicU8, Ordering};

/// Whether this processor has AVX2 (asked once).
#[must_use]
pub fn has_avx2() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        static KNOWN: AtomicU8 = AtomicU8::new(0);
        match KNOWN.load(Ordering::Relaxed) {
            0 => {
                let there = is_x86_feature_detected!("avx2");
                KNOWN.store(1 + u8::from(there), Ordering::Relaxed);
                there
            }
            known => known == 2,
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Defines a function whose body is compiled for AVX2 too, and chosen at run time.
macro_rules! twice {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) $(-> $ret)? {
            #[inline(always)]
            fn plain($($arg: $type),*) $(-> $ret)? $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) $(-> $ret)? {
                    plain($($arg),*)
                }
                if $crate::language::encoder::float::has_avx2() {
                    // SAFETY: the processor has AVX2, all that `wide` asks for.
                    return unsafe { wide($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}

pub(super) use twice;

const LANES: usize = 8;

#[inline(always)]
fn fold(lanes: [f32; LANES]) -> f32 {
    let four = [
        lanes[0] + lanes[4],
        lanes[1] + lanes[5],
        lanes[2] + lanes[6],
        lanes[3] + lanes[7],
    ];
    (four[0] + four[2]) + (four[1] + four[3])
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
    fold(lanes)
}

/// e^x for x in [-87, 88], within 2e-7 of the value: a polynomial on [-ln2/2, ln2/2] (Cephes' `expf`) times a power
/// of two.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    // ln 2 in two parts, so that the reduction keeps its last bits.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    // Adding and taking away 1.5 * 2^23 rounds to the nearest integer.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let n = (x * LOG2_E + ROUND) - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5e-1;
    let power = f32::from_bits((((n as i32) + 127) << 23) as u32);
    (p * r * r + r + 1.0) * power
}

twice! {
/// The dot product of two slices of one length.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = left.remainder().iter().zip(right.remainder());
    for (a, b) in left.zip(right) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    for (lane, (a, b)) in lanes.iter_mut().zip(rest) {
        *lane += a * b;
    }
    fold(lanes)
}
}

twice! {
/// Adds `factor` times `x` to `y`.
pub fn add_scaled(y: &mut [f32], factor: f32, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}
}

twice! {
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

twice! {
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

twice! {
/// Turns scores into probabilities in place; an empty slice stays empty.
pub fn softmax(x: &mut [f32]) {
    let mut top = [f32::MIN; LANES];
    for chunk in x.chunks(LANES) {
        for (top, &x) in top.iter_mut().zip(chunk) {
            *top = if x > *top { x } else { *top };
        }
    }
    let top = top.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
    for x in x.iter_mut() {
        *x = exp(*x - top);
    }
    let scale = 1.0 / sum_by(x, |x| x);
    for x in x.iter_mut() {
        *x *= scale;
    }
}
}

twice! {
/// Quantises one row to unsigned bytes: x is about (byte - zero) * scale. Gives (scale, zero); bytes beyond `x` stay.
pub fn quantise(x: &[f32], bytes: &mut [u8]) -> (f32, i32) {
    const ROUND: f32 = 12_582_912.0;
    let (mut low, mut high) = ([0.0f32; LANES], [0.0f32; LANES]);
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            low[lane] = if chunk[lane] < low[lane] { chunk[lane] } else { low[lane] };
            high[lane] = if chunk[lane] > high[lane] { chunk[lane] } else { high[lane] };
        }
    }
    let low = low.iter().chain(rest).fold(0.0, |a: f32, &b| if b < a { b } else { a });
    let high = high.iter().chain(rest).fold(0.0, |a: f32, &b| if b > a { b } else { a });
    let scale = ((high - low) / 255.0).max(1e-12);
    let inverse = 1.0 / scale;
    let zero = (-low * inverse + ROUND) - ROUND;
    for (byte, x) in bytes.iter_mut().zip(x) {
        let q = ((x * inverse + ROUND) - ROUND) + zero;
        *byte = (q.clamp(0.0, 255.0) as i32) as u8;
    }
    (scale, zero as i32)
}
}

/// Width of one attention head (`MiniLM`: 384 / 12).
pub const HEAD: usize = 32;

twice! {
/// One head's attention over one sentence.
///
/// `rows` is [n, 3 hidden]: queries, keys and values side by side, of which the head has `column..column + HEAD` each;
/// `out` is [n, hidden], of which it fills the same columns. `scratch` is grown as needed.
pub fn attend(rows: &[f32], hidden: usize, column: usize, out: &mut [f32], scratch: &mut Vec<f32>) {
    let n = rows.len() / (3 * hidden);
    let padded = n.next_multiple_of(LANES);
    scratch.clear();
    scratch.resize(padded * (HEAD + 1), 0.0);
    // Keys in blocks of eight tokens, [padded / 8, HEAD, 8], so that eight scores grow in one register.
    let (keys, scores) = scratch.split_at_mut(padded * HEAD);
    for (token, row) in rows.chunks_exact(3 * hidden).enumerate() {
        let block = &mut keys[token / LANES * (LANES * HEAD)..][..LANES * HEAD];
        for (d, &key) in row[hidden + column..hidden + column + HEAD].iter().enumerate() {
            block[d * LANES + token % LANES] = key;
        }
    }
    let scale = 1.0 / (HEAD as f32).sqrt();
    for (row, out) in rows.chunks_exact(3 * hidden).zip(out.chunks_exact_mut(hidden)) {
        let mut query = [0.0; HEAD];
        for (query, value) in query.iter_mut().zip(&row[column..column + HEAD]) {
            *query = value * scale;
        }
        let mut top = [f32::MIN; LANES];
        for (keys, scores) in keys.chunks_exact(LANES * HEAD).zip(scores.chunks_exact_mut(LANES)) {
            let mut sums = [0.0; LANES];
            for (query, keys) in query.iter().zip(keys.chunks_exact(LANES)) {
                for lane in 0..LANES {
                    sums[lane] += query * keys[lane];
                }
            }
            for lane in 0..LANES {
                scores[lane] = sums[lane];
                top[lane] = if sums[lane] > top[lane] { sums[lane] } else { top[lane] };
            }
        }
        // Padding scores 0: where all true scores lie below, the sum below is smaller, the ratios the same.
        let top = top.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
        for score in scores.iter_mut() {
            *score = exp(*score - top);
        }
        let total = 1.0 / sum_by(&scores[..n], |x| x);
        let mut sums = [0.0; HEAD];
        for (&score, other) in scores.iter().zip(rows.chunks_exact(3 * hidden)) {
            let values = &other[2 * hidden + column..2 * hidden + column + HEAD];
            for d in 0..HEAD {
                sums[d] += score * values[d];
            }
        }
        for (out, sum) in out[column..column + HEAD].iter_mut().zip(sums) {
            *out = sum * total;
        }
    }
}
}

#[cfg(test)]
mod tests {
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
