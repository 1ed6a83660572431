//! Classes of characters that the tokenizer tells apart.

use unicode_normalization::char::is_combining_mark;

/// Whether `c` separates tokens and belongs to none: white space, control characters, and
/// the zero width space.
///
/// # Examples
/// ```
/// use byline::language::tokenizer::is_gap;
/// assert!(is_gap('\u{a0}') && is_gap('\0') && is_gap('\u{200b}') && !is_gap('-'));
/// ```
#[must_use]
pub fn is_gap(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether `c` is neither seen nor read: soft hyphen, word joiner, marks of direction.
///
/// Inside a word it belongs to the word and is left out of its form; elsewhere it belongs
/// to no token.
///
/// # Examples
/// ```
/// use byline::language::tokenizer::is_invisible;
/// assert!(is_invisible('\u{ad}') && !is_invisible('-'));
/// ```
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether `c` may stand for an apostrophe: straight, curly, or typed as an accent.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´' | '′')
}

/// Whether `c` is a hyphen that joins words (dashes are not).
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether `c` is a decimal digit of any script's most common form: ASCII.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether `c` is a letter.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

/// Whether `c` belongs to a word: a letter, an ASCII digit, or a combining mark.
pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphabetic() || is_combining_mark(c)))
}

/// Whether `c` only modifies what stands before it: combining marks, joiners, variation
/// selectors, skin tones, and the tags of flags.
pub(crate) fn is_modifier(c: char) -> bool {
    !c.is_ascii()
        && (matches!(
            c,
            '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
                | '\u{e0020}'..='\u{e007f}'
        ) || is_combining_mark(c))
}

/// Whether `c` is one of the two letters that make a flag.
pub(crate) fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}
