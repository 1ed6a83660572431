//! The integer kernel: unsigned 8-bit activations times signed 8-bit weights, summed exactly.
//!
//! On AVX2 four byte products are summed in 16 bits before they are widened, which is what makes 8 bits faster than
//! floats on processors without VNNI; AVX-512's VNNI sums them in 32 bits at once. [`fits`] is the bound that keeps
//! those 16 bits from overflowing; the training export chooses scales that hold it and the loader checks it, so that
//! every path gives the same integers.

use super::instructions::Instructions;

/// Output columns that one packed panel holds: two of AVX-512's registers, so that an activation loaded once serves
/// both.
pub const COLUMNS: usize = 2 * Line::COLUMNS;
/// Rows of activations are padded to a multiple of so many inputs.
pub const DEPTH: usize = 16;
/// Rows computed together, so that weights are loaded once for all of them.
const ROWS: usize = 8;

/// Four successive weights of each of sixteen columns: a cache line.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub struct Line([[i8; 4]; Line::COLUMNS]);

impl Line {
    /// Columns that a line holds.
    const COLUMNS: usize = 16;
}

/// Lines of a panel of `depth` inputs (a multiple of [`DEPTH`]): those of its left and right columns by turns.
#[must_use]
pub const fn lines(depth: usize) -> usize {
    depth / 4 * (COLUMNS / Line::COLUMNS)
}

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
    let mut sums = [[0i32; 2]; 4];
    for quad in weights.chunks(4) {
        for ([positive, negative], &weight) in sums.iter_mut().zip(quad) {
            *positive += i32::from(weight).max(0);
            *negative += i32::from(weight).min(0);
        }
    }
    let [a, b, c, d] = sums;
    [(a, b), (c, d)]
        .iter()
        .all(|(a, b)| a[0] + b[0] <= 128 && a[1] + b[1] >= -128)
}

/// Reorders row-major `weights` [outputs, inputs] into panels of [`COLUMNS`] outputs and [`lines`] each, zeros where
/// they end.
#[must_use]
pub fn pack(weights: &[i8], outputs: usize, inputs: usize) -> Vec<Line> {
    let panel = lines(inputs.next_multiple_of(DEPTH));
    let mut packed = vec![Line([[0; 4]; Line::COLUMNS]); outputs.div_ceil(COLUMNS) * panel];
    for (column, row) in weights.chunks_exact(inputs).enumerate() {
        let side = column % COLUMNS / Line::COLUMNS;
        let lines = packed[column / COLUMNS * panel + side..]
            .iter_mut()
            .step_by(COLUMNS / Line::COLUMNS);
        for (line, values) in lines.zip(row.chunks(4)) {
            line.0[column % Line::COLUMNS][..values.len()].copy_from_slice(values);
        }
    }
    packed
}

/// Integer sums of `activations` [rows, depth] (depth a multiple of [`DEPTH`]) and the first `columns` of one packed
/// panel, a few rows at a time: `emit(row, sums)` gets the first of them and the sums of each; those of further columns
/// mean nothing.
///
/// # Panics
/// If the panel is of another depth, or has fewer columns.
pub fn multiply(
    activations: &[u8],
    depth: usize,
    panel: &[Line],
    columns: usize,
    mut emit: impl FnMut(usize, &[[i32; COLUMNS]]),
) {
    let instructions = Instructions::of_this_processor();
    let mut sums = [[0; COLUMNS]; ROWS];
    for (number, rows) in activations.chunks(ROWS * depth).enumerate() {
        let tile = Tile {
            rows,
            depth,
            panel,
            columns,
        };
        let count = rows.len() / depth;
        match count {
            1 => tile.sum::<1>(instructions, &mut sums),
            2 => tile.sum::<2>(instructions, &mut sums),
            3 => tile.sum::<3>(instructions, &mut sums),
            4 => tile.sum::<4>(instructions, &mut sums),
            5 => tile.sum::<5>(instructions, &mut sums),
            6 => tile.sum::<6>(instructions, &mut sums),
            7 => tile.sum::<7>(instructions, &mut sums),
            _ => tile.sum::<ROWS>(instructions, &mut sums),
        }
        emit(number * ROWS, &sums[..count]);
    }
}

/// A few rows and a panel: what is multiplied at once.
#[derive(Clone, Copy)]
struct Tile<'a> {
    rows: &'a [u8],
    depth: usize,
    panel: &'a [Line],
    columns: usize,
}

impl Tile<'_> {
    /// Writes the sums of its `R` rows, of as many columns as it has or a few more.
    #[inline]
    fn sum<const R: usize>(self, instructions: Instructions, sums: &mut [[i32; COLUMNS]; ROWS]) {
        assert!(
            R <= ROWS && self.rows.len() == R * self.depth,
            "a tile of another height"
        );
        assert!(
            self.depth.is_multiple_of(DEPTH)
                && self.panel.len() == lines(self.depth)
                && self.columns <= COLUMNS,
            "a panel of another shape"
        );
        match instructions {
            // SAFETY: the processor has the instructions, and the assertions give the lengths that are read and written.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 if self.columns > Line::COLUMNS => unsafe {
                avx512::sum::<R, 2>(self, sums);
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { avx512::sum::<R, 1>(self, sums) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { avx2::sum::<R>(self, sums) },
            _ => portable::sum(self, sums),
        }
    }
}

/// What every processor can do; the reference for the rest.
mod portable {
    use super::{COLUMNS, Line, Tile};

    pub fn sum(tile: Tile<'_>, sums: &mut [[i32; COLUMNS]]) {
        let sides = tile.columns.div_ceil(Line::COLUMNS);
        for (row, sums) in tile.rows.chunks_exact(tile.depth).zip(sums) {
            *sums = [0; COLUMNS];
            for (side, sums) in sums.as_chunks_mut().0.iter_mut().take(sides).enumerate() {
                let lines = tile.panel[side..].iter().step_by(COLUMNS / Line::COLUMNS);
                for (inputs, line) in row.as_chunks().0.iter().zip(lines) {
                    add(sums, *inputs, line);
                }
            }
        }
    }

    fn add(sums: &mut [i32; Line::COLUMNS], inputs: [u8; 4], line: &Line) {
        for (sum, weights) in sums.iter_mut().zip(&line.0) {
            for k in 0..4 {
                *sum += i32::from(inputs[k]) * i32::from(weights[k]);
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

    use super::{COLUMNS, DEPTH, ROWS, Tile};

    /// Columns of a register.
    const WIDTH: usize = 8;

    /// The sums of `R` rows, eight columns after eight.
    ///
    /// # Safety
    /// AVX2 is there; the tile has `R` rows, no more than `ROWS`, no more than `COLUMNS` columns, and a panel of its
    /// depth, a multiple of `DEPTH`.
    #[target_feature(enable = "avx2")]
    pub unsafe fn sum<const R: usize>(tile: Tile<'_>, sums: &mut [[i32; COLUMNS]; ROWS]) {
        let ones = _mm256_set1_epi16(1);
        let (rows, weights) = (tile.rows.as_ptr(), tile.panel.as_ptr().cast::<i8>());
        for column in (0..tile.columns).step_by(WIDTH) {
            let mut total = [_mm256_setzero_si256(); R];
            for step in 0..tile.depth / DEPTH {
                // SAFETY: four inputs' weights of a panel are `4 * COLUMNS` bytes, of which these are 32 from a column
                // of it; `step` stays inside the depth, here and for the 16 bytes of each row below.
                let weights: [__m256i; 4] = std::array::from_fn(|quad| unsafe {
                    let inputs = weights.add((step * 4 + quad) * 4 * COLUMNS);
                    _mm256_loadu_si256(inputs.add(column * 4).cast())
                });
                for (row, total) in total.iter_mut().enumerate() {
                    let inputs = unsafe { rows.add(row * tile.depth + step * DEPTH) };
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
            for (total, sums) in total.iter().zip(sums.iter_mut()) {
                // SAFETY: `column` is one of the `COLUMNS` and a multiple of eight: so many integers follow.
                unsafe { _mm256_storeu_si256(sums.as_mut_ptr().add(column).cast(), *total) };
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m512i, _mm512_dpbusd_epi32, _mm512_load_si512, _mm512_set1_epi32, _mm512_setzero_si512,
        _mm512_storeu_si512,
    };

    use super::{COLUMNS, Line, ROWS, Tile};

    /// The sums of `R` rows and the `C` lines' columns: `R * C` registers grow side by side, and each activation is
    /// loaded once for `C` products.
    ///
    /// # Safety
    /// AVX-512F and VNNI are there; the tile has `R` rows, no more than `ROWS`, and a panel of its depth, a multiple of
    /// four; `C` is no more than a panel's lines for four inputs, 2.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub unsafe fn sum<const R: usize, const C: usize>(
        tile: Tile<'_>,
        sums: &mut [[i32; COLUMNS]; ROWS],
    ) {
        let (rows, lines) = (tile.rows.as_ptr(), tile.panel.as_ptr());
        let mut total = [[_mm512_setzero_si512(); C]; R];
        for quad in 0..tile.depth / 4 {
            // SAFETY: `quad` stays inside the depth, so these lines of the panel and, below, the four bytes of each row
            // are inside what the caller promised; a line is aligned as its type says.
            let weights: [__m512i; C] = std::array::from_fn(|side| unsafe {
                _mm512_load_si512(lines.add(quad * (COLUMNS / Line::COLUMNS) + side).cast())
            });
            for (row, total) in total.iter_mut().enumerate() {
                let inputs = unsafe {
                    let inputs = rows.add(row * tile.depth + quad * 4);
                    _mm512_set1_epi32(inputs.cast::<i32>().read_unaligned())
                };
                for (total, weights) in total.iter_mut().zip(weights) {
                    *total = _mm512_dpbusd_epi32(*total, inputs, weights);
                }
            }
        }
        for (total, sums) in total.iter().zip(sums.iter_mut()) {
            for (side, total) in total.iter().enumerate() {
                // SAFETY: sixteen integers for each of the lines, of which `COLUMNS` are for two.
                unsafe {
                    let sums = sums.as_mut_ptr().add(side * Line::COLUMNS);
                    _mm512_storeu_si512(sums.cast(), *total);
                }
            }
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
        // Tiles of each height, panels of one line and of two.
        for (rows, inputs, outputs) in [
            (1, 5, 3),
            (7, 16, 8),
            (8, 4, 16),
            (13, 97, 20),
            (26, 384, 48),
            (11, 64, 33),
            (20, 33, 80),
        ] {
            // Between -16 and 16, so that 16-bit sums do not overflow.
            let weights: Vec<i8> = numbers(1, outputs * inputs)
                .iter()
                .map(|n| (n % 33) as i8 - 16)
                .collect();
            let depth = inputs.next_multiple_of(DEPTH);
            let mut activations = vec![0u8; rows * depth];
            for (row, values) in numbers(2, rows * inputs).chunks(inputs).enumerate() {
                for (k, n) in values.iter().enumerate() {
                    activations[row * depth + k] = (n % 256) as u8;
                }
            }
            let plain = |row: usize, column: usize| {
                (0..inputs)
                    .map(|k| {
                        i32::from(activations[row * depth + k])
                            * i32::from(weights[column * inputs + k])
                    })
                    .sum::<i32>()
            };
            let packed = pack(&weights, outputs, inputs);
            Instructions::with_each(|instructions| {
                for (panel, lines) in packed.chunks_exact(lines(depth)).enumerate() {
                    let first = panel * COLUMNS;
                    let columns = COLUMNS.min(outputs - first);
                    let mut seen = 0;
                    multiply(&activations, depth, lines, columns, |row, sums| {
                        assert_eq!(row, seen);
                        seen += sums.len();
                        for (row, sums) in (row..).zip(sums) {
                            for (column, &sum) in (first..first + columns).zip(sums) {
                                assert_eq!(sum, plain(row, column), "{instructions:?}");
                            }
                        }
                    });
                    assert_eq!(seen, rows);
                }
            });
        }
    }

    #[test]
    fn the_largest_weights_that_fit_do_not_overflow() {
        let weights = [16i8; 64];
        assert!(fits(&weights[..16]));
        let packed = pack(&weights, 1, 64);
        Instructions::with_each(|instructions| {
            multiply(&[255; 64], 64, &packed, 1, |_, sums| {
                assert_eq!(sums[0][0], 64 * 16 * 255, "{instructions:?}");
            });
        });
    }
}
