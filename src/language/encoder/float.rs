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
    ($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$doc])*
        pub fn $name($($arg: $type),*) $(-> $ret)? {
            #[inline(always)]
            fn plain($($arg: $type),*) $(-> $ret)? $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) $(-> $ret)? {
                    plain($($arg),*)
                }
                if has_avx2() {
                    // SAFETY: the processor has AVX2, all that `wide` asks for.
                    return unsafe { wide($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}

const LANES: usize = 8;

#[inline(always)]
fn fold(lanes: [f32; LANES]) -> f32 {
    let four = [lanes[0] + lanes[4], lanes[1] + lanes[5], lanes[2] + lanes[6], lanes[3] + lanes[7]];
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
    const LN_2_HIGH: f32 = 0.693_359_375;
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
    p = p * r + 5.000_000_1e-1;
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
/// Layer normalisation of each row of `x` [rows, weight.len()] in place.
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
/// The error function is Abramowitz and Stegun's 7.1.26, within 1.5e-7.
pub fn gelu(x: &mut [f32]) {
    for x in x.iter_mut() {
        let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * z);
        let mut p = 1.061_405_4;
        p = p * t - 1.453_152_1;
        p = p * t + 1.421_413_8;
        p = p * t - 0.284_496_72;
        p = p * t + 0.254_829_6;
        let erf = 1.0 - p * t * exp(-(z * z));
        *x = 0.5 * *x * (1.0 + erf.copysign(*x));
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

twice! {
/// One head's attention over one sentence, added into `out`.
///
/// `queries`, `keys` and `values` are columns `column..column + width` of `rows` [n, stride] at offsets 0, third and
/// twice third; `out` is [n, out_stride]. `scratch` is grown as needed.
pub fn attend(rows: &[f32], stride: usize, column: usize, width: usize, out: &mut [f32], scratch: &mut Vec<f32>) {
    let (n, third) = (rows.len() / stride, stride / 3);
    let padded = n.next_multiple_of(LANES);
    scratch.clear();
    scratch.resize(padded * (width + 1), 0.0);
    let (keys, scores) = scratch.split_at_mut(padded * width);
    for (token, row) in rows.chunks_exact(stride).enumerate() {
        for (d, &key) in row[third + column..third + column + width].iter().enumerate() {
            keys[d * padded + token] = key;
        }
    }
    let scale = 1.0 / (width as f32).sqrt();
    for (row, out) in rows.chunks_exact(stride).zip(out.chunks_exact_mut(third)) {
        scores.fill(0.0);
        for (&query, keys) in row[column..column + width].iter().zip(keys.chunks_exact(padded)) {
            let query = query * scale;
            for (score, key) in scores.iter_mut().zip(keys) {
                *score += query * key;
            }
        }
        // `softmax` again, on the true length; a call would leave this function's vector width.
        let scores = &mut scores[..n];
        let top = scores.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
        for score in scores.iter_mut() {
            *score = exp(*score - top);
        }
        let total = 1.0 / sum_by(scores, |x| x);
        let out = &mut out[column..column + width];
        out.fill(0.0);
        for (&score, other) in scores.iter().zip(rows.chunks_exact(stride)) {
            let weight = score * total;
            for (out, value) in out.iter_mut().zip(&other[2 * third + column..2 * third + column + width]) {
                *out += weight * value;
            }
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
            let expect = 0.5 * x * (1.0 + (erf * std::f64::consts::FRAC_2_SQRT_PI).clamp(-1.0, 1.0));
            let mut ours = [x as f32];
            gelu(&mut ours);
            if x.abs() < 5.0 {
                assert!((f64::from(ours[0]) - expect).abs() < 2e-6, "{x}: {} {expect}", ours[0]);
            }
        }
        let mut x = [1.0, 2.0, 3.0, -50.0, 4.0, 0.0, 0.5, 0.25, 9.0];
        softmax(&mut x);
        assert!((x.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((f64::from(x[8]) - 1.0 / (1.0 + (-5f64).exp() + (-6f64).exp() + (-7f64).exp() + (-8f64).exp()
            + (-9f64).exp() + (-8.5f64).exp() + (-8.75f64).exp())).abs() < 1e-5);
    }

    #[test]
    fn a_quantised_row_is_near_the_row() {
        let x: Vec<f32> = (0..97).map(|k| ((k * 37 % 101) as f32 - 40.0) / 13.0).collect();
        let mut bytes = vec![0; 97];
        let (scale, zero) = quantise(&x, &mut bytes);
        for (x, &byte) in x.iter().zip(&bytes) {
            assert!((x - (i32::from(byte) - zero) as f32 * scale).abs() <= scale);
        }
    }
}
