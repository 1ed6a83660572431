//! What the model sees of a token: its form and ending as hashes, its shape, its place.

use crate::language::tokenizer::{Gap, Piece};

/// The marks that have a shape of their own.
const MARKS: &str = ".?!,;:\"'()[]-–—*•/&%$#@“”‘’<>|=_…+~";
/// Shapes of all other tokens start here.
const OTHERS: u8 = 48;
/// The number of shapes; 0 is none.
pub(super) const SHAPES: usize = 96;
/// The number of places: quotation open, bracket open, white space before; paragraph start.
pub(super) const PLACES: usize = 9;
const QUOTED: u8 = 1;
const BRACKETED: u8 = 2;
const SPACED: u8 = 4;
const PARAGRAPH_START: u8 = 8;
/// The number of buckets that endings are hashed to.
pub(super) const ENDINGS: usize = 1024;

/// A token as the model sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features {
    /// FNV-1a hash of the form in small letters, digits as 0.
    pub(super) form: u32,
    /// Bucket of the last three characters, below [`ENDINGS`].
    pub(super) ending: u16,
    /// Below [`SHAPES`].
    pub(super) shape: u8,
    /// Below [`PLACES`].
    pub(super) place: u8,
}

impl Features {
    /// Whether a quotation was opened before the token and not closed.
    pub(super) fn is_quoted(self) -> bool {
        self.place < PARAGRAPH_START && self.place & QUOTED != 0
    }
}

/// The features of each of `pieces`; `starts` says where a paragraph starts.
pub(super) fn features(text: &str, pieces: &[Piece], starts: &[bool]) -> Vec<Features> {
    let mut normal = String::new();
    let mut quoted = false;
    let mut brackets = 0_u32;
    pieces
        .iter()
        .zip(starts)
        .map(|(piece, &start)| {
            if start {
                (quoted, brackets) = (false, 0);
            }
            let string = piece.text(text);
            let place = if start {
                PARAGRAPH_START
            } else {
                QUOTED * u8::from(quoted)
                    + BRACKETED * u8::from(brackets > 0)
                    + SPACED * u8::from(piece.gap() >= Gap::Space)
            };
            match string {
                "\"" => quoted = !quoted,
                "“" | "``" | "‘’" => quoted = true,
                "”" | "''" | "’’" => quoted = false,
                "(" | "[" => brackets += 1,
                ")" | "]" => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            normalise(string, &mut normal);
            let from = normal
                .char_indices()
                .nth_back(2)
                .map_or(0, |(byte, _)| byte);
            Features {
                form: fnv1a(normal.as_bytes()),
                ending: (fnv1a(&normal.as_bytes()[from..]) % ENDINGS as u32) as u16,
                shape: shape(string),
                place,
            }
        })
        .collect()
}

/// Small letters, digits as 0, straight apostrophes.
fn normalise(string: &str, normal: &mut String) {
    normal.clear();
    if string.is_ascii() {
        normal.extend(string.bytes().map(|b| {
            if b.is_ascii_digit() {
                '0'
            } else {
                b.to_ascii_lowercase() as char
            }
        }));
        return;
    }
    for c in string.chars() {
        match c {
            '’' | 'ʼ' => normal.push('\''),
            _ if c.is_numeric() => normal.push('0'),
            _ => normal.extend(c.to_lowercase()),
        }
    }
}

/// The 32-bit FNV-1a hash (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &b| {
        (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

/// The shape of a token, below [`SHAPES`].
fn shape(string: &str) -> u8 {
    let mut chars = string.chars();
    let first = chars.next().unwrap_or(' ');
    let len = if string.len() < 16 {
        string.chars().count()
    } else {
        16
    };
    if !string.contains(char::is_alphanumeric) {
        return marks_shape(string, first, len);
    }
    if len == 1 {
        return match first {
            'I' => OTHERS + 3,
            _ if first.is_lowercase() => OTHERS,
            _ if first.is_uppercase() => OTHERS + 4,
            _ if first.is_numeric() => OTHERS + 9,
            _ => OTHERS + 37,
        };
    }
    if string.chars().all(char::is_alphabetic) {
        return letters_shape(string, first, len);
    }
    if string.chars().all(|c| c.is_ascii_digit()) {
        return match len {
            2 => OTHERS + 10,
            4 => OTHERS + 11,
            _ => OTHERS + 12,
        };
    }
    mixed_shape(string, first)
}

fn letters_shape(string: &str, first: char, len: usize) -> u8 {
    if string.chars().all(char::is_lowercase) {
        return if len < 4 { OTHERS + 1 } else { OTHERS + 2 };
    }
    if string.chars().all(char::is_uppercase) {
        return if len < 4 { OTHERS + 5 } else { OTHERS + 6 };
    }
    if first.is_uppercase() && string.chars().skip(1).all(char::is_lowercase) {
        return OTHERS + 7;
    }
    OTHERS + 8
}

fn marks_shape(string: &str, first: char, len: usize) -> u8 {
    if len == 1 {
        let place = MARKS.chars().position(|mark| mark == first);
        return place.map_or(OTHERS + 13, |place| place as u8 + 1);
    }
    let all = |marks: &str| string.chars().all(|c| marks.contains(c));
    match first {
        _ if all(".…") => OTHERS + 14,
        '?' | '!' if all("?!.…") => OTHERS + 15,
        '.' if all("?!.…") => OTHERS + 16,
        '-' if all("-") => OTHERS + if len < 4 { 17 } else { 18 },
        _ if matches!(string, "''" | "’’") => OTHERS + 19,
        _ if matches!(string, "``" | "‘’") => OTHERS + 20,
        ':' | ';' | '=' | '(' if all(":;='-^()[]|/\\*") && len < 5 => OTHERS + 21,
        _ if len < 5 => OTHERS + 22,
        _ => OTHERS + 23,
    }
}

fn mixed_shape(string: &str, first: char) -> u8 {
    let all = |is: fn(char) -> bool| string.chars().all(is);
    let capital = first.is_uppercase();
    if string.contains('@') {
        return OTHERS + 24;
    }
    if string.contains("://") || string.starts_with("www.") {
        return OTHERS + 25;
    }
    if all(|c| c.is_ascii_digit() || c == ':') {
        return OTHERS + 26;
    }
    if all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':')) {
        return OTHERS + 27;
    }
    if all(|c| c.is_ascii_digit() || matches!(c, '-' | '/')) {
        return OTHERS + 28;
    }
    if string.ends_with('.') {
        return OTHERS + if capital { 31 } else { 32 };
    }
    if string.contains(['\'', '’', '`']) && !string.contains('-') {
        return OTHERS + if capital { 29 } else { 30 };
    }
    if first.is_ascii_digit() {
        let ordinal = ["st", "nd", "rd", "th", "s"]
            .iter()
            .any(|ending| string.ends_with(ending));
        return OTHERS + if ordinal { 33 } else { 35 };
    }
    if string.contains('.') {
        return OTHERS + 34;
    }
    if string.starts_with([':', ';', '=']) {
        return OTHERS + 21;
    }
    OTHERS + if capital { 36 } else { 38 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_classes_apart_and_stay_in_range() {
        let tokens = [
            ".",
            "?",
            "“",
            "…",
            "✓",
            "...",
            "?!",
            ".?",
            "--",
            "-----",
            "''",
            ":)",
            "***",
            "a",
            "it",
            "said",
            "I",
            "B",
            "UN",
            "NATO",
            "Moscow",
            "iPhone",
            "5",
            "29",
            "2024",
            "100",
            "a@b.org",
            "http://a.org",
            "10:30",
            "4.25",
            "10/29/2024",
            "Inc.",
            "etc.",
            "Korea's",
            "don't",
            "1990s",
            "a.out",
            "3143C",
            "Q1",
            "e-mail",
            "최",
        ];
        let mut shapes: Vec<u8> = tokens.iter().map(|token| shape(token)).collect();
        assert!(
            shapes
                .iter()
                .all(|&shape| shape > 0 && usize::from(shape) < SHAPES)
        );
        shapes.sort_unstable();
        shapes.dedup();
        assert_eq!(shapes.len(), tokens.len());
    }

    #[test]
    fn a_token_inside_a_quotation_is_known_by_its_place() {
        let text = "He said “no” (twice).\n\nShe left.";
        let pieces = crate::language::tokenizer::Tokenizer::new().pieces(text);
        let starts: Vec<bool> = pieces.iter().map(|p| p.gap() == Gap::Blank).collect();
        let places: Vec<u8> = features(text, &pieces, &starts)
            .iter()
            .map(|features| features.place)
            .collect();
        assert_eq!(places, [0, 4, 4, 1, 1, 4, 2, 2, 0, 8, 4, 0]);
    }
}
