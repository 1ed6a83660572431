//! Tables for people at the terminal: columns as wide as they need and as the terminal lets them, wide characters
//! counted as two, nothing in a cell that could move the cursor or turn the writing round.

use std::fmt::Write as _;

use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, TableComponent,
    Width,
};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr;

use super::display::Style;

/// A word longer than this may be cut at the end of a line.
const LONGEST_WORD: usize = 24;
/// Rows of more lines than this, on average, are read more easily as records.
const TALLEST: usize = 6;
/// The blanks between two columns.
const GAP: usize = 2;
/// Records are no wider than this: longer lines are hard to read.
const WIDEST_RECORD: usize = 100;

/// The columns of the terminal, where standard output is one that tells them.
#[must_use]
pub fn terminal_width() -> Option<u16> {
    Table::new().width().filter(|&columns| columns > 0)
}

/// `rows` under `head`, in at most `width` columns; `None` is as wide as it gets.
///
/// Where the columns would be too narrow to hold their words uncut, each row becomes a record: a line for each of its
/// values. So it does where long texts in narrow columns would make its rows tall.
#[must_use]
pub fn render(head: &[String], rows: &[Vec<String>], width: Option<u16>, style: Style) -> String {
    let head: Vec<String> = head.iter().map(|name| visible(name)).collect();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| visible(cell)).collect())
        .collect();
    match width {
        Some(width) if usize::from(width) < narrowest(&head, &rows) => {
            records(&head, &rows, usize::from(width), style)
        }
        Some(columns) => {
            let table = grid(&head, &rows, width, style);
            if table.lines().count() > 2 + TALLEST * rows.len() {
                return records(&head, &rows, usize::from(columns), style);
            }
            table
        }
        None => grid(&head, &rows, width, style),
    }
}

/// The columns of the terminal that a table takes whose words are all uncut.
fn narrowest(head: &[String], rows: &[Vec<String>]) -> usize {
    let longest = |index: usize| longest_word(head, rows, index);
    let words: usize = (0..head.len()).map(longest).sum();
    words + GAP * head.len().saturating_sub(1)
}

/// The width of the longest word of a column, up to the length at which words may be cut.
fn longest_word(head: &[String], rows: &[Vec<String>], index: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(index));
    let words = cells
        .chain(head.get(index))
        .flat_map(|cell| cell.split(' '));
    words
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
        .min(LONGEST_WORD)
}

fn grid(head: &[String], rows: &[Vec<String>], width: Option<u16>, style: Style) -> String {
    if head.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table
        .load_preset(comfy_table::presets::NOTHING)
        .set_style(TableComponent::HeaderLines, '─')
        .set_style(TableComponent::MiddleHeaderIntersections, '─')
        .force_no_tty();
    match style {
        Style::Plain => {}
        Style::Ansi => {
            table.enforce_styling();
        }
    }
    if let Some(width) = width {
        // The last column keeps two blanks behind it, which are cut off.
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width.saturating_add(2));
    }
    table.set_header(
        head.iter()
            .map(|name| Cell::new(name).add_attribute(Attribute::Bold)),
    );
    table.add_rows(rows);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(2)));
        if width.is_some() {
            let word = longest_word(head, rows, index) + GAP;
            let word = u16::try_from(word).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(word)));
        }
        let mut cells = rows.iter().filter_map(|row| row.get(index)).peekable();
        if cells.peek().is_some() && cells.all(|cell| is_number(cell)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = String::new();
    for line in table.lines() {
        text += cut(&line, width).trim_end();
        text.push('\n');
    }
    text
}

/// The ruler below the head reaches over the blanks behind the last column.
fn cut(line: &str, width: Option<u16>) -> &str {
    let Some(width) = width.map(usize::from) else {
        return line.strip_suffix("──").unwrap_or(line);
    };
    if line.starts_with('─') && line.width() > width {
        let end = line
            .char_indices()
            .nth(width)
            .map_or(line.len(), |(at, _)| at);
        return &line[..end];
    }
    line.strip_suffix("──").unwrap_or(line)
}

fn records(head: &[String], rows: &[Vec<String>], width: usize, style: Style) -> String {
    let (on, off) = match style {
        Style::Plain => ("", ""),
        Style::Ansi => ("\u{1b}[1m", "\u{1b}[0m"),
    };
    let widest = head.iter().map(|name| name.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (number, row) in (1..).zip(rows) {
        let title = format!("── {number} ");
        let ruler = "─".repeat(width.saturating_sub(title.width()).min(40));
        // A String takes whatever is written.
        let _ = writeln!(text, "{title}{ruler}");
        for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let gap = " ".repeat(widest - name.width() + GAP);
            let room = width.min(WIDEST_RECORD).saturating_sub(widest + GAP);
            for (number, line) in (0..).zip(wrapped(cell, room.max(1))) {
                let _ = if number == 0 {
                    writeln!(text, "{on}{name}{off}{gap}{line}")
                } else {
                    writeln!(text, "{}{line}", " ".repeat(widest + GAP))
                };
            }
        }
    }
    text
}

/// `text` in lines of at most `width` columns, broken between words, and inside of those that are longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            Some(_) | None => lines.push(String::new()),
        }
        for grapheme in word.graphemes(true) {
            match lines.last_mut() {
                Some(line) if line.is_empty() || line.width() + grapheme.width() <= width => {
                    line.push_str(grapheme);
                }
                Some(_) | None => lines.push(grapheme.to_owned()),
            }
        }
    }
    lines
}

/// `text` on one line, without control characters and marks of direction.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{200E}'
            | '\u{200F}'
            | '\u{061C}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => None,
            c if c.is_control() => Some('\u{FFFD}'),
            c => Some(c),
        })
        .collect()
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    !digits.is_empty()
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        || cell.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect()
    }

    fn head(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn columns_stand_below_one_another_whatever_their_characters() {
        let rows = rows(&[
            &["최선희", "1"],
            &["Choe Son Hui", "10"],
            &["e\u{301}tat", "2"],
            &["👩‍👩‍👧 family", "3"],
        ]);
        let text = render(&head(&["who", "n"]), &rows, None, Style::Plain);
        let ends: Vec<usize> = text
            .lines()
            .map(unicode_width::UnicodeWidthStr::width)
            .collect();
        assert!(ends.iter().all(|&end| end == ends[0]), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let words = "최선희 said that the delegation left for Russia ".repeat(10);
        let unbroken = "최".repeat(500);
        let rows = rows(&[&["a", &words, "7"], &[&unbroken, "b", "12345"]]);
        for width in [24, 40, 80, 133] {
            let text = render(
                &head(&["one", "two", "three"]),
                &rows,
                Some(width),
                Style::Plain,
            );
            for line in text.lines() {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
            let letters = text.chars().filter(|&c| c == '최').count();
            assert_eq!(letters, 510, "nothing is lost at {width}");
        }
    }

    #[test]
    fn words_are_not_cut_where_records_can_hold_them() {
        let rows = rows(&[&["reconnaissance", "communication", "undisclosed"]]);
        let head = head(&["subject", "relation", "object"]);
        let wide = render(&head, &rows, Some(42), Style::Plain);
        assert_eq!(wide.lines().count(), 3, "{wide}");
        let narrow = render(&head, &rows, Some(41), Style::Plain);
        assert!(narrow.starts_with("── 1 "), "{narrow}");
        assert!(narrow.contains("\nsubject   reconnaissance\n"), "{narrow}");
    }

    #[test]
    fn too_many_columns_become_records() {
        let names: Vec<String> = (0..30).map(|n| format!("c{n}")).collect();
        let row: Vec<String> = (0..30).map(|n| n.to_string()).collect();
        let text = render(&names, &[row], Some(80), Style::Plain);
        assert!(text.starts_with("── 1 "));
        assert!(text.contains("\nc7   7\n"), "{text}");
    }

    #[test]
    fn a_cell_cannot_break_the_table() {
        let rows = rows(&[&["a\nb\u{1b}[31m\u{202E}c\r\u{7}", "x"]]);
        let text = render(&head(&["one", "two"]), &rows, None, Style::Plain);
        assert_eq!(text.lines().count(), 3);
        assert!(!text.contains(['\u{1b}', '\u{202E}', '\r', '\u{7}']));
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let rows = rows(&[&["a", "1"], &["b", "100"]]);
        let text = render(&head(&["one", "two"]), &rows, None, Style::Plain);
        assert!(
            text.lines().nth(2).expect("a row").ends_with("   1"),
            "{text}"
        );
    }
}
