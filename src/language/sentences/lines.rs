//! Lines to paragraphs: which line breaks end one.
//!
//! News comes one paragraph a line, or wrapped at some 70 characters, with or without blank
//! lines between paragraphs. A blank line always ends a paragraph. A single line break does
//! not if the text is wrapped and the line is full, as a greedy wrapper leaves it (the next
//! word would not have fitted), or if the next line goes on with a small letter.

use crate::language::tokenizer::{Gap, Piece};

/// Lines longer than this are not wrapped: paragraphs stand one a line.
const LONGEST_WRAPPED_LINE: u32 = 120;
/// The narrowest column that counts as wrapped text.
const NARROWEST_COLUMN: u32 = 30;
/// Of the lines in wrapped text, at least so many in ten are full.
const FULL_IN_TEN: usize = 6;
/// Of the lines in wrapped text, at least so many in ten are followed by a small letter;
/// in running English it is about seven words in ten that start with one.
const SMALL_IN_TEN: usize = 2;

/// A line of pieces and what follows it.
struct Line {
    /// The index of the first piece of the next line.
    next: usize,
    /// Code points from the first piece's start to the last one's end.
    len: u32,
    /// Code points up to the next line's first white space.
    next_word: u32,
    /// The break after the line is a single one.
    single: bool,
}

/// Whether a paragraph ends before each of `pieces`; true for the first.
pub(super) fn paragraph_starts(text: &str, pieces: &[Piece]) -> Vec<bool> {
    let mut starts: Vec<bool> = pieces
        .iter()
        .map(|piece| piece.gap() == Gap::Blank)
        .collect();
    if let Some(first) = starts.first_mut() {
        *first = true;
    }
    let lines = lines(pieces);
    let column = column(text, pieces, &lines);
    for line in lines.iter().filter(|line| line.single) {
        starts[line.next] = ends_paragraph(text, pieces, line, column);
    }
    starts
}

fn lines(pieces: &[Piece]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut first = 0;
    for (next, piece) in pieces.iter().enumerate().skip(1) {
        if piece.gap() < Gap::Line {
            continue;
        }
        let after = pieces[next + 1..]
            .iter()
            .take_while(|piece| piece.gap() == Gap::None)
            .count();
        lines.push(Line {
            next,
            len: pieces[next - 1].span().end() - pieces[first].span().start(),
            next_word: pieces[next + after].span().end() - piece.span().start(),
            single: piece.gap() == Gap::Line,
        });
        first = next;
    }
    lines
}

/// The width at which the text is wrapped, if it is.
fn column(text: &str, pieces: &[Piece], lines: &[Line]) -> Option<u32> {
    let long = lines
        .iter()
        .filter(|line| line.len > LONGEST_WRAPPED_LINE)
        .count();
    let mut lens: Vec<u32> = lines
        .iter()
        .filter(|line| line.single)
        .map(|line| line.len)
        .collect();
    if lens.is_empty() || long * 10 > lines.len() {
        return None;
    }
    lens.sort_unstable();
    let column = lens[lens.len() * 9 / 10].min(LONGEST_WRAPPED_LINE);
    let single = || lines.iter().filter(|line| line.single);
    let full = single()
        .filter(|line| line.len + 1 + line.next_word > column)
        .count();
    let small = single()
        .filter(|line| starts_small(text, &pieces[line.next]))
        .count();
    let wrapped = column >= NARROWEST_COLUMN
        && full * 10 >= lens.len() * FULL_IN_TEN
        && small * 10 >= lens.len() * SMALL_IN_TEN;
    wrapped.then_some(column)
}

fn ends_paragraph(text: &str, pieces: &[Piece], line: &Line, column: Option<u32>) -> bool {
    let last = pieces[line.next - 1].text(text);
    let next = &pieces[line.next];
    if is_bullet(text, pieces, line.next) {
        return true;
    }
    let closed = last.ends_with(['.', '!', '?', ':', '…', '"', '”']);
    if let Some(column) = column {
        let full = line.len + 1 + line.next_word > column;
        return !full && (closed || !starts_small(text, next));
    }
    let goes_on = starts_small(text, next) || last == ",";
    closed || !goes_on
}

fn starts_small(text: &str, piece: &Piece) -> bool {
    piece
        .text(text)
        .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | ';'))
}

/// Whether the line that starts at `index` starts with the mark of a list.
fn is_bullet(text: &str, pieces: &[Piece], index: usize) -> bool {
    let alone = pieces
        .get(index + 1)
        .is_some_and(|piece| piece.gap() != Gap::None);
    let mark = pieces[index].text(text);
    (alone
        && matches!(
            mark,
            "-" | "*" | "•" | "–" | "·" | "▪" | "●" | "◦" | "‣" | "■"
        ))
        || (!alone
            && mark.chars().all(|c| c.is_ascii_digit())
            && pieces
                .get(index + 1)
                .is_some_and(|piece| matches!(piece.text(text), "." | ")")))
}
