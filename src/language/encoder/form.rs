//! Features of a word's form that an uncased encoder cannot see: case, shape, prefixes, suffixes;
//! `training/features.py` is their twin.

/// Rows of the embedding table that the hashes fall into.
pub const BUCKETS: usize = 16_384;
/// Hashed features of a word: its shape, three prefixes, four suffixes.
pub const SLOTS: usize = 8;
/// The case class of what is not a word: the ends of a sentence.
pub const NO_CASE: usize = 7;
/// Number of case classes.
pub const CASES: usize = 8;
/// Letters of a form that are looked at.
const MAX_LETTERS: usize = 64;
/// Runs of a shape.
const MAX_SHAPE: usize = 10;

/// FNV-1a, 32 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn hash(slot: u8, chars: &[char]) -> usize {
    let step = |state: u32, byte: u8| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut buffer = [0; 4];
    let mut state = step(0x811C_9DC5, slot);
    for char in chars {
        state = char.encode_utf8(&mut buffer).bytes().fold(state, step);
    }
    state as usize % BUCKETS
}

/// Runs of upper case, other letters and digits as `X`, `x`, `d`; other characters as they are.
fn shape(form: &str) -> Vec<char> {
    let mut shape: Vec<char> = Vec::with_capacity(MAX_SHAPE);
    for char in form.chars() {
        let kind = if char.is_uppercase() {
            'X'
        } else if char.is_alphabetic() {
            'x'
        } else if char.is_numeric() {
            'd'
        } else {
            char
        };
        if shape.last() != Some(&kind) {
            shape.push(kind);
        }
        if shape.len() >= MAX_SHAPE {
            break;
        }
    }
    shape
}

/// The rows of the embedding table for `form`.
#[must_use]
pub fn buckets(form: &str) -> [usize; SLOTS] {
    let chars: Vec<char> = form.chars().take(MAX_LETTERS).collect();
    let mut rows = [0; SLOTS];
    rows[0] = hash(0, &shape(form));
    for n in 1..=3 {
        rows[n] = hash(n as u8, &chars[..n.min(chars.len())]);
    }
    for n in 1..=4 {
        rows[3 + n] = hash(3 + n as u8, &chars[chars.len() - n.min(chars.len())..]);
    }
    rows
}

/// The case class of `form`: 0 lower, 1 Initial, 2 UPPER, 3 miXed, 4 one capital, 5 digits, 6 digits and letters,
/// 7 neither.
#[must_use]
pub fn case(form: &str) -> usize {
    let (mut letters, mut upper, mut digits, mut first) = (0, 0, false, false);
    for char in form.chars() {
        if char.is_alphabetic() {
            if letters == 0 {
                first = char.is_uppercase();
            }
            letters += 1;
            upper += usize::from(char.is_uppercase());
        } else if char.is_numeric() {
            digits = true;
        }
    }
    match (letters, upper) {
        (0, _) if digits => 5,
        (0, _) => NO_CASE,
        _ if digits => 6,
        (_, 0) => 0,
        (1, 1) => 4,
        (l, u) if l == u => 2,
        (_, 1) if first => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_classes_are_told_apart() {
        let forms = [
            "visit", "Choe", "NATO", "iPhone", "A", "10,000", "G7", "—", "",
        ];
        assert_eq!(forms.map(case), [0, 1, 2, 3, 4, 5, 6, 7, 7]);
    }

    #[test]
    fn buckets_are_those_of_the_training_program() {
        // Printed by `python -c "import features; print(features.buckets('Sun-won'))"` in training/.
        assert_eq!(buckets("Sun-won"), PYTHON);
    }

    const PYTHON: [usize; SLOTS] = [15890, 8205, 14453, 14036, 2951, 12137, 7363, 5259];
}
