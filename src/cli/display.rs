//! `byline read --format text`: a sentence for people to read at the terminal.
//!
//! The text with its offsets, a table of the words with the tree drawn beside them, and a
//! line for each frame.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::tree_drawing;
use crate::language::frames::{Argument, Frame};
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::document::Metadata;
use crate::text::span::Text;

/// How the display is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Characters only: for files and pipes.
    #[default]
    Plain,
    /// ANSI colours: for terminals.
    Ansi,
}

/// What a piece of the display is; decides on its colour.
#[derive(Debug, Clone, Copy)]
enum Ink {
    /// Words and everything else.
    Plain,
    /// Offsets, headings, lines of the tree.
    Faint,
    /// Names.
    Name,
    /// Rolesets.
    Frame,
}

/// The widest text of an argument, in columns; more is cut off.
const ARGUMENT_WIDTH: usize = 72;
/// The widest word or lemma, in columns.
const WORD_WIDTH: usize = 32;

/// The first lines of a document: its id and headline, then when and where it was published;
/// a blank line follows.
#[must_use]
pub fn heading(id: &str, metadata: &Metadata, style: Style) -> String {
    let mut page = String::new();
    let mut title = printable(id);
    if let Some(headline) = &metadata.title {
        title = format!("{title}  {}", printable(headline));
    }
    push(&mut page, style, Ink::Frame, &title);
    page.push('\n');
    let date = metadata.date.map(|date| date.to_string());
    let place = [
        date.as_deref(),
        metadata.publisher.as_deref(),
        metadata.url.as_deref(),
    ];
    let place: Vec<_> = place.into_iter().flatten().map(printable).collect();
    if !place.is_empty() {
        push(&mut page, style, Ink::Faint, &place.join(", "));
        page.push('\n');
    }
    page.push('\n');
    page
}

/// One sentence of `text`, ending in a blank line.
///
/// # Panics
/// If the sentence reaches beyond the text.
#[must_use]
pub fn sentence(sentence: &Sentence, text: &Text, style: Style) -> String {
    let mut page = String::new();
    let span = sentence.span();
    push(&mut page, style, Ink::Faint, &format!("{span}"));
    // Writing to a string cannot fail.
    let _ = writeln!(page, "  {}\n", printable(text.slice(span)));
    words(&mut page, sentence, style);
    if !sentence.frames().is_empty() {
        page.push('\n');
    }
    for frame in sentence.frames() {
        push_frame(&mut page, sentence, frame, text, style);
    }
    page.push('\n');
    page
}

fn words(page: &mut String, sentence: &Sentence, style: Style) {
    let header = [
        "id", "word", "lemma", "upos", "xpos", "head", "deprel", "name",
    ];
    let lines = tree_drawing::draw(sentence.tree());
    let rows: Vec<[String; 8]> = sentence
        .tree()
        .tokens()
        .map(|token| row(sentence, token))
        .collect();
    let mut widths = header.map(UnicodeWidthStr::width);
    for (row, line) in rows.iter().zip(&lines) {
        for (i, (width, cell)) in widths.iter_mut().zip(row).enumerate() {
            let before = if i == 1 { line.width() + 1 } else { 0 };
            *width = (*width).max(before + cell.width());
        }
    }
    push(
        page,
        style,
        Ink::Faint,
        &table_line(&header.map(str::to_owned), &widths),
    );
    page.push('\n');
    for (row, line) in rows.iter().zip(&lines) {
        let [id, word, lemma, upos, xpos, head, deprel, name] = row;
        push(page, style, Ink::Faint, &pad_left(id, widths[0]));
        page.push_str("  ");
        push(page, style, Ink::Faint, line);
        page.push(' ');
        let ink = if name.is_empty() {
            Ink::Plain
        } else {
            Ink::Name
        };
        push(page, style, ink, word);
        page.push_str(&" ".repeat(widths[1] - line.width() - 1 - word.width()));
        for (cell, width) in [lemma, upos, xpos].into_iter().zip(&widths[2..]) {
            page.push_str("  ");
            page.push_str(&pad_right(cell, *width));
        }
        page.push_str("  ");
        page.push_str(&pad_left(head, widths[5]));
        page.push_str("  ");
        if name.is_empty() {
            page.push_str(deprel);
        } else {
            page.push_str(&pad_right(deprel, widths[6]));
            page.push_str("  ");
            push(page, style, Ink::Name, name);
        }
        page.push('\n');
    }
}

fn row(sentence: &Sentence, token: TokenIdx) -> [String; 8] {
    let morphology = &sentence.morphology()[token.index()];
    let tree = sentence.tree();
    // The first word of a name shows its type, the others that it goes on.
    let name = sentence.names().iter().find(|name| name.contains(token));
    let name = name.map_or(String::new(), |name| {
        if name.first() == token {
            name.kind().to_string()
        } else {
            "\u{2506}".to_owned()
        }
    });
    [
        (token.index() + 1).to_string(),
        cut(&printable(sentence.token(token).form()), WORD_WIDTH),
        cut(&printable(morphology.lemma()), WORD_WIDTH),
        morphology.upos().to_string(),
        morphology.xpos().to_owned(),
        tree.head(token)
            .map_or(0, |head| head.index() + 1)
            .to_string(),
        tree.deprel(token).to_string(),
        name,
    ]
}

fn table_line(cells: &[String; 8], widths: &[usize; 8]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(i, (cell, &width))| {
            if i == 0 || i == 5 {
                pad_left(cell, width)
            } else {
                pad_right(cell, width)
            }
        });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

fn push_frame(page: &mut String, sentence: &Sentence, frame: &Frame, text: &Text, style: Style) {
    push(
        page,
        style,
        Ink::Frame,
        &printable(frame.roleset().as_str()),
    );
    for (i, argument) in frame.arguments().iter().enumerate() {
        page.push_str(if i == 0 { "  " } else { " \u{b7} " });
        push(page, style, Ink::Faint, &format!("{}: ", argument.role()));
        page.push_str(&argument_text(sentence, argument, text));
    }
    if let Some(factuality) = frame.factuality() {
        page.push_str("   ");
        push(
            page,
            style,
            Ink::Faint,
            &format!("factuality {:+.1}", factuality.value()),
        );
    }
    page.push('\n');
}

fn argument_text(sentence: &Sentence, argument: &Argument, text: &Text) -> String {
    let span = sentence.words_span(argument.first(), argument.last());
    cut(&printable(text.slice(span)), ARGUMENT_WIDTH)
}

/// The text on one line: runs of white space as one space, control characters, which could
/// steer the terminal, as replacement characters.
fn printable(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace(|c: char| c.is_control(), "\u{fffd}")
}

/// At most `width` columns of the text, with an ellipsis for what is left out.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut columns = 1;
    for c in text.chars() {
        columns += c.width().unwrap_or(0);
        if columns > width {
            break;
        }
        short.push(c);
    }
    short + "\u{2026}"
}

fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn push(page: &mut String, style: Style, ink: Ink, text: &str) {
    let code = match (style, ink) {
        (Style::Plain, _) | (_, Ink::Plain) => None,
        (Style::Ansi, Ink::Faint) => Some("2"),
        (Style::Ansi, Ink::Name) => Some("36"),
        (Style::Ansi, Ink::Frame) => Some("33"),
    };
    match code {
        None => page.push_str(text),
        Some(code) => {
            let _ = write!(page, "\u{1b}[{code}m{text}\u{1b}[0m");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::conllu::{gold, layout, reader};

    const HARBOUR: &str = include_str!("../../tests/data/harbour.conllu");

    fn display(file: &str, style: Style) -> String {
        let lines = reader::parse(file).expect("well-formed");
        let layout = layout::lay_out(&lines);
        let text = Text::new(layout.text);
        lines
            .iter()
            .zip(layout.sentences)
            .map(|(lines, tokens)| {
                sentence(
                    &gold::sentence(lines, tokens).expect("annotated"),
                    &text,
                    style,
                )
            })
            .collect()
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let coloured = display(HARBOUR, Style::Ansi);
        let mut plain = coloured.clone();
        for code in ["[0m", "[2m", "[33m", "[36m"] {
            plain = plain.replace(&format!("\u{1b}{code}"), "");
        }
        assert_eq!(plain, display(HARBOUR, Style::Plain));
        assert_ne!(plain, coloured);
    }

    #[test]
    fn wide_characters_keep_the_columns_and_control_characters_never_reach_the_terminal() {
        let file = "1\t最善姬\t最\u{1b}[31m善\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
                    2\twent\tgo\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";
        let shown = display(file, Style::Plain);
        assert!(!shown.contains('\u{1b}'));
        let lines: Vec<&str> = shown.lines().skip(3).collect();
        let upos = |line: &str, tag: &str| line.split(tag).next().map(UnicodeWidthStr::width);
        assert_eq!(upos(lines[0], "PROPN"), upos(lines[1], "VERB"));
    }
}
