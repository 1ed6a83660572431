//! The integer kernel: unsigned 8-bit activations times signed 8-bit weights, summed exactly.
//!
//! On AVX2 four byte products are summed in 16 bits before they are widened, which is what makes 8 bits faster than
//! floats on processors without VNNI; those with AVX-512's VNNI sum them in 32 bits at once. [`fits`] is the bound that keeps those 16 bits from overflowing; the training
//! export chooses scales that hold it and the loader checks it, so that every path gives the same integers.

#[cfg(target_arch = "x86_64")]
use std::sync::atomic::{AtomicU8, Ordering};

/// Output columns that one packed block holds.
pub const COLUMNS: usize = 8;
/// Inputs that one packed block holds; rows are padded with zeros to a multiple of it.
pub const DEPTH: usize = 16;
/// Bytes of one packed block of `COLUMNS` x `DEPTH` weights.
const BLOCK: usize = COLUMNS * DEPTH;
/// Rows computed together, so that a block of weights is loaded once for all of them.
const ROWS: usize = 8;

/// Whether the 16-bit partial sums of `weights` (one output's, `DEPTH` of them) cannot overflow: in each half of the
/// quads the positive and the negative weights sum to at most 128 (255 x 128 < 2^15).
///
/// # Examples
/// ```
/// use byline::language::encoder::kernel::fits;
/// assert!(fits(&[16; 16]));
/// assert!(!fits(&[17; 16]));
/// ```
#[must_use]
pub fn fits(weights: &[i8]) -> bool {
    [[0, 1], [2, 3]].iter().all(|half| {
        let (mut positive, mut negative) = (0i32, 0i32);
        for quad in weights.chunks(4) {
            for &k in half {
                let weight = i32::from(quad.get(k).copied().unwrap_or(0));
                positive += weight.max(0);
                negative += weight.min(0);
            }
        }
        positive <= 128 && negative >= -128
    })
}

/// Reorders row-major `weights` [outputs, inputs] into blocks of
/// `[columns / 8][inputs / 16][4][8][4]`, zeros where they end.
#[must_use]
pub fn pack(weights: &[i8], outputs: usize, inputs: usize) -> Vec<i8> {
    let depths = inputs.div_ceil(DEPTH);
    let mut packed = vec![0; outputs.div_ceil(COLUMNS) * depths * BLOCK];
    for (column, row) in weights.chunks_exact(inputs).enumerate() {
        let (block, lane) = (column / COLUMNS, column % COLUMNS);
        for (quad, values) in row.chunks(4).enumerate() {
            let start = (block * depths + quad / 4) * BLOCK + (quad % 4) * 4 * COLUMNS + lane * 4;
            packed[start..start + values.len()].copy_from_slice(values);
        }
    }
    packed
}

/// Integer sums of `activations` [rows, depth] (depth a multiple of [`DEPTH`]) and one packed column block, a few rows
/// at a time: `emit(row, sums)` gets the first of them and the [`COLUMNS`] sums of each.
///
/// # Panics
/// If the block is of another depth.
pub fn multiply(
    activations: &[u8],
    depth: usize,
    block: &[i8],
    mut emit: impl FnMut(usize, &[[i32; COLUMNS]]),
) {
    assert!(
        depth.is_multiple_of(DEPTH) && block.len() == depth * COLUMNS,
        "a block of another depth"
    );
    let rows = activations.len() / depth;
    let mut row = 0;
    while row < rows {
        let count = ROWS.min(rows - row);
        let tile = &activations[row * depth..(row + count) * depth];
        let mut sums = [[0i32; COLUMNS]; ROWS];
        match count {
            8 => tile_of::<8>(tile, depth, block, &mut sums),
            4..=7 => {
                tile_of::<4>(&tile[..4 * depth], depth, block, &mut sums);
                for (r, one) in tile[4 * depth..].chunks_exact(depth).enumerate() {
                    tile_of::<1>(one, depth, block, &mut sums[4 + r..]);
                }
            }
            _ => {
                for (r, one) in tile.chunks_exact(depth).enumerate() {
                    tile_of::<1>(one, depth, block, &mut sums[r..]);
                }
            }
        }
        emit(row, &sums[..count]);
        row += count;
    }
}

fn tile_of<const R: usize>(tile: &[u8], depth: usize, block: &[i8], sums: &mut [[i32; COLUMNS]]) {
    assert!(
        tile.len() == R * depth && sums.len() >= R,
        "a tile of another height"
    );
    #[cfg(target_arch = "x86_64")]
    {
        let (tile, block, sums) = (tile.as_ptr(), block.as_ptr(), sums.as_mut_ptr());
        // SAFETY: the processor has what each function asks for, and the assertions here and in `multiply` give the
        // lengths that it reads and writes.
        match Instructions::of_this_processor() {
            Instructions::Vnni => return unsafe { vnni::tile::<R>(tile, depth, block, sums) },
            Instructions::Avx2 => return unsafe { avx2::tile::<R>(tile, depth, block, sums) },
            Instructions::Baseline => {}
        }
    }
    portable::tile::<R>(tile, depth, block, sums);
}

/// The best instructions for the kernel that a processor has.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instructions {
    Baseline,
    Avx2,
    Vnni,
}

#[cfg(target_arch = "x86_64")]
impl Instructions {
    /// Asked once a process.
    #[inline]
    fn of_this_processor() -> Self {
        static KNOWN: AtomicU8 = AtomicU8::new(0);
        match KNOWN.load(Ordering::Relaxed) {
            1 => Self::Baseline,
            2 => Self::Avx2,
            3 => Self::Vnni,
            _ => {
                let vnni = is_x86_feature_detected!("avx512vnni")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx2");
                let found = if vnni {
                    Self::Vnni
                } else if super::float::has_avx2() {
                    Self::Avx2
                } else {
                    Self::Baseline
                };
                KNOWN.store(1 + found as u8, Ordering::Relaxed);
                found
            }
        }
    }
}

/// What every processor can do; the reference for the rest.
mod portable {
    use super::{BLOCK, COLUMNS, DEPTH};

    pub fn tile<const R: usize>(
        tile: &[u8],
        depth: usize,
        block: &[i8],
        sums: &mut [[i32; COLUMNS]],
    ) {
        for (row, sum) in tile.chunks_exact(depth).zip(sums.iter_mut()).take(R) {
            for (inputs, weights) in row.chunks_exact(DEPTH).zip(block.chunks_exact(BLOCK)) {
                for (quad, lanes) in inputs
                    .chunks_exact(4)
                    .zip(weights.chunks_exact(4 * COLUMNS))
                {
                    for (lane, weight) in lanes.chunks_exact(4).enumerate() {
                        for k in 0..4 {
                            sum[lane] += i32::from(quad[k]) * i32::from(weight[k]);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256,
    };

    use super::{BLOCK, COLUMNS, DEPTH};

    /// Sums of `R` rows of `depth` bytes at `rows` and one block.
    ///
    /// # Safety
    /// AVX2 is there; `rows` holds `R * depth` bytes, `block` `COLUMNS * depth`, `sums` `R` entries.
    #[target_feature(enable = "avx2")]
    pub unsafe fn tile<const R: usize>(
        rows: *const u8,
        depth: usize,
        block: *const i8,
        sums: *mut [i32; COLUMNS],
    ) {
        let ones = _mm256_set1_epi16(1);
        let mut total = [_mm256_setzero_si256(); R];
        for step in 0..depth / DEPTH {
            // SAFETY: `step` stays inside `depth`, so these 128 bytes of weights and, below, the 16 of each row are
            // inside what the caller promised.
            let weights: [__m256i; 4] = std::array::from_fn(|quad| unsafe {
                _mm256_loadu_si256(block.add(step * BLOCK + quad * 32).cast())
            });
            for (row, total) in total.iter_mut().enumerate() {
                let inputs = unsafe { rows.add(row * depth + step * DEPTH) };
                let quad = |quad: usize| unsafe {
                    _mm256_set1_epi32(inputs.add(quad * 4).cast::<i32>().read_unaligned())
                };
                let mut sum = _mm256_maddubs_epi16(quad(0), weights[0]);
                sum = _mm256_add_epi16(sum, _mm256_maddubs_epi16(quad(1), weights[1]));
                sum = _mm256_add_epi16(sum, _mm256_maddubs_epi16(quad(2), weights[2]));
                sum = _mm256_add_epi16(sum, _mm256_maddubs_epi16(quad(3), weights[3]));
                *total = _mm256_add_epi32(*total, _mm256_madd_epi16(sum, ones));
            }
        }
        for (row, total) in total.iter().enumerate() {
            // SAFETY: `sums` holds `R` arrays of eight 32-bit integers.
            unsafe { _mm256_storeu_si256(sums.add(row).cast(), *total) };
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod vnni {
    use std::arch::x86_64::{
        __m256i, _mm256_dpbusd_epi32, _mm256_loadu_si256, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256,
    };

    use super::{BLOCK, COLUMNS, DEPTH};

    /// Sums of `R` rows of `depth` bytes at `rows` and one block: the same numbers as AVX2's, in half the instructions.
    ///
    /// # Safety
    /// AVX2, AVX-512VL and AVX-512VNNI are there; `rows` holds `R * depth` bytes, `block` `COLUMNS * depth`, `sums` `R`
    /// entries.
    #[target_feature(enable = "avx2,avx512vl,avx512vnni")]
    pub unsafe fn tile<const R: usize>(
        rows: *const u8,
        depth: usize,
        block: *const i8,
        sums: *mut [i32; COLUMNS],
    ) {
        let mut total = [_mm256_setzero_si256(); R];
        for step in 0..depth / DEPTH {
            // SAFETY: `step` stays inside `depth`, so these 128 bytes of weights and, below, the 16 of each row are
            // inside what the caller promised.
            let weights: [__m256i; 4] = std::array::from_fn(|quad| unsafe {
                _mm256_loadu_si256(block.add(step * BLOCK + quad * 32).cast())
            });
            // Row after row inside quad after quad: neighbours do not wait for one another.
            for (quad, weights) in weights.into_iter().enumerate() {
                for (row, total) in total.iter_mut().enumerate() {
                    let inputs = unsafe {
                        let inputs = rows.add(row * depth + step * DEPTH + quad * 4);
                        _mm256_set1_epi32(inputs.cast::<i32>().read_unaligned())
                    };
                    *total = _mm256_dpbusd_epi32(*total, inputs, weights);
                }
            }
        }
        for (row, total) in total.iter().enumerate() {
            // SAFETY: `sums` holds `R` arrays of eight 32-bit integers.
            unsafe { _mm256_storeu_si256(sums.add(row).cast(), *total) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small linear congruential generator (Numerical Recipes' constants): tests need no better.
    fn numbers(seed: u32, count: usize) -> Vec<u32> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state >> 8
            })
            .collect()
    }

    #[test]
    fn every_path_gives_the_sums_of_plain_arithmetic() {
        for (rows, inputs, outputs) in [(1, 5, 3), (7, 16, 8), (13, 97, 20), (24, 384, 40)] {
            let weights: Vec<i8> = numbers(1, outputs * inputs)
                .iter()
                .map(|n| (n % 33) as i8 - 16)
                .collect();
            let depth = inputs.div_ceil(DEPTH) * DEPTH;
            let mut activations = vec![0u8; rows * depth];
            for (row, values) in numbers(2, rows * inputs).chunks(inputs).enumerate() {
                for (k, n) in values.iter().enumerate() {
                    activations[row * depth + k] = (n % 256) as u8;
                }
            }
            let packed = pack(&weights, outputs, inputs);
            for (block, packed) in packed.chunks_exact(depth * COLUMNS).enumerate() {
                let mut plain = vec![[0i32; COLUMNS]; rows];
                portable::tile::<1024>(&activations, depth, packed, &mut plain);
                #[cfg(target_arch = "x86_64")]
                if is_x86_feature_detected!("avx2") {
                    for (row, expect) in activations.chunks_exact(depth).zip(&plain) {
                        let mut sums = [[0; COLUMNS]];
                        // SAFETY: the processor has AVX2; one row, one block, one array of sums.
                        unsafe {
                            avx2::tile::<1>(
                                row.as_ptr(),
                                depth,
                                packed.as_ptr(),
                                sums.as_mut_ptr(),
                            );
                        }
                        assert_eq!(&sums[0], expect);
                    }
                }
                multiply(&activations, depth, packed, |row, sums| {
                    assert_eq!(sums, &plain[row..row + sums.len()]);
                    for (lane, &sum) in sums[0].iter().enumerate() {
                        let column = block * COLUMNS + lane;
                        let expect = (0..inputs)
                            .filter(|_| column < outputs)
                            .map(|k| {
                                i32::from(activations[row * depth + k])
                                    * i32::from(weights[column * inputs + k])
                            })
                            .sum::<i32>();
                        assert_eq!(sum, expect);
                    }
                });
            }
        }
    }

    #[test]
    fn the_largest_weights_that_fit_do_not_overflow() {
        let weights = [16i8; 64];
        assert!(fits(&weights[..16]));
        let packed = pack(&weights, 1, 64);
        multiply(&[255; 64], 64, &packed, |_, sums| {
            assert_eq!(sums[0][0], 64 * 16 * 255);
        });
    }
}
