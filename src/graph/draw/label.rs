//! Labels: names and sentences made short and plain enough to be drawn.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// `text` on one line, without control characters and the marks that turn the direction of what follows, and with `…`
/// where it is longer than `most` columns.
///
/// Left out are Unicode's explicit directional embeddings, overrides and isolates
/// (<https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings>): unclosed, they would turn round what is
/// drawn after the label. The plain marks (U+200E, U+200F, U+061C) stay.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    // Nothing beyond these characters can be drawn; a name of a megabyte shall cost no more.
    let clean: String = text
        .chars()
        .take(most.saturating_mul(16))
        .map(|c| {
            if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.width() <= most {
        return clean;
    }
    let mut short = String::new();
    let mut width = 0;
    for grapheme in clean.graphemes(true) {
        width += grapheme.width();
        if width >= most {
            break;
        }
        short.push_str(grapheme);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// `text`, shortened to `lines` lines of about `columns` columns and broken between words; a long word has a line of
/// its own.
#[must_use]
pub fn wrap(text: &str, columns: usize, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    for word in shorten(text, columns * lines).split(' ') {
        let is_last = wrapped.len() == lines;
        match wrapped.last_mut() {
            Some(line) if is_last || line.width() + 1 + word.width() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => wrapped.push(word.to_owned()),
        }
    }
    wrapped
}

/// The width of the widest of `lines`, in columns.
#[must_use]
pub fn width(lines: &[String]) -> usize {
    let widths = lines.iter().map(|line| line.width());
    widths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_stays_and_a_long_one_ends_in_an_ellipsis() {
        assert_eq!(shorten("Choe Son Hui", 20), "Choe Son Hui");
        assert_eq!(shorten("National Intelligence Service", 12), "National In…");
        let long = shorten(&"최".repeat(10_000), 20);
        assert_eq!(long, "최최최최최최최최최…");
    }

    #[test]
    fn line_breaks_and_marks_that_turn_the_text_are_left_out() {
        assert_eq!(shorten("a\r\n\tb\u{0}c", 20), "a b c");
        assert_eq!(shorten("\u{202e}evil\u{2066}", 20), "evil");
        assert_eq!(shorten("\u{200f}שלום", 20), "\u{200f}שלום");
    }

    #[test]
    fn a_name_is_broken_between_words() {
        let lines = wrap("Minister of Foreign Affairs of North Korea", 16, 3);
        assert_eq!(lines, ["Minister of", "Foreign Affairs", "of North Korea"]);
        assert_eq!(wrap("", 16, 3), [""]);
        assert_eq!(wrap("aaa bbb ccc", 5, 2), ["aaa", "bbb c…"]);
    }
}
