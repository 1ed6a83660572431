//! Where a text quotes: stretches between quotation marks, straight or curly. A quotation that is still open at the end
//! of a paragraph goes on in the next one if that opens with a quotation mark, as newspapers print it; otherwise it
//! ends there.

use crate::text::span::Span;

/// Marks before the items of a list.
pub const BULLETS: [char; 6] = ['•', '‣', '▪', '◦', '·', '*'];

/// A quotation: its words without the marks, code points of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the first character after the opening mark to the last before the closing one.
    pub span: Span,
    /// Whether it goes on with the quotation before it, over a paragraph's end.
    pub continues: bool,
}

/// The quotations of `text`, in order.
///
/// # Examples
/// ```
/// use byline::knowledge::attribution::quotation::quotations;
/// let found = quotations("\"Stay,\" he said, “or go.”");
/// assert_eq!(found.len(), 2);
/// assert_eq!((found[0].span.start(), found[0].span.end()), (1, 6));
/// ```
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut continues = false;
    let mut at = 0;
    while at < characters.len() {
        let here = characters[at];
        if here == '\n' && is_break(&characters, at) {
            let next = (at..characters.len()).find(|&i| !characters[i].is_whitespace());
            if let Some(start) = open.take() {
                push(&mut found, start, at, continues);
                let first = |&at: &usize| {
                    let here = characters[at];
                    !here.is_whitespace() && !BULLETS.contains(&here)
                };
                let word = (at..characters.len()).find(first);
                continues = word.is_some_and(|word| is_mark(characters[word]));
            } else {
                continues = false;
            }
            at = next.unwrap_or(characters.len());
            continue;
        }
        match (here, open) {
            // Some papers close with a mark that opens.
            ('“', Some(start)) if closes(&characters, at) => {
                push(&mut found, start, at, continues);
                (open, continues) = (None, false);
            }
            ('“' | '„' | '«', _) => {
                // A second opening mark inside: the first was left open by mistake.
                open = Some(open.unwrap_or(at + 1));
            }
            // Some papers open with a mark that closes.
            ('"' | '”', None) if opens(&characters, at) => open = Some(at + 1),
            // The same mark twice opens once.
            ('"' | '”', Some(start)) if start == at && opens(&characters, at) => {
                open = Some(at + 1);
            }
            ('”' | '»' | '"', Some(start)) => {
                push(&mut found, start, at, continues);
                (open, continues) = (None, false);
            }
            _ => {}
        }
        at += 1;
    }
    if let Some(start) = open {
        push(&mut found, start, characters.len(), continues);
    }
    found
}

fn push(found: &mut Vec<Quotation>, start: usize, end: usize, continues: bool) {
    if start < end {
        found.push(Quotation {
            span: Span::new(start as u32, end as u32),
            continues,
        });
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '„' | '«')
}

/// Whether a straight mark opens: before a word, after a space.
fn opens(characters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| characters[i]);
    let after = characters.get(at + 1);
    before.is_none_or(|c| {
        c.is_whitespace()
            || is_mark(c)
            || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'')
    }) && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether an opening mark stands where one closes: after a word, before a space.
fn closes(characters: &[char], at: usize) -> bool {
    at > 0
        && !characters[at - 1].is_whitespace()
        && characters.get(at + 1).is_none_or(|c| c.is_whitespace())
}

/// Whether the line end at `at` ends a paragraph: two in a row, or a sentence's end before it.
fn is_break(characters: &[char], at: usize) -> bool {
    let blank = characters[at + 1..]
        .iter()
        .take_while(|c| c.is_whitespace())
        .any(|&c| c == '\n');
    let before = characters[..at].iter().rev().find(|c| !c.is_whitespace());
    blank || before.is_none_or(|c| matches!(c, '.' | '!' | '?' | '"' | '”' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, bool)> {
        quotations(text)
            .iter()
            .map(|quotation| {
                let range = quotation.span.start() as usize..quotation.span.end() as usize;
                (
                    text.chars().collect::<Vec<_>>()[range].iter().collect(),
                    quotation.continues,
                )
            })
            .collect()
    }

    #[test]
    fn a_quotation_runs_over_paragraphs_that_open_with_a_mark() {
        assert_eq!(
            words("\"One.\n\n\"Two,\" she said. Three."),
            [("One.".to_owned(), false), ("Two,".to_owned(), true)]
        );
    }

    #[test]
    fn a_mark_left_open_ends_with_its_paragraph() {
        assert_eq!(words("“One.\n\nTwo."), [("One.".to_owned(), false)]);
    }

    #[test]
    fn a_mark_that_faces_the_wrong_way_or_stands_twice_opens_all_the_same() {
        let own = [("One. Two.".to_owned(), false)];
        assert_eq!(words("She said, ”One. Two.” Three."), own);
        assert_eq!(words("\"\"One. Two.\" Three."), own);
    }

    #[test]
    fn a_quotation_runs_over_the_items_of_a_list() {
        assert_eq!(
            words("• “One.\n\n• “Two.” Three."),
            [("One.".to_owned(), false), ("Two.".to_owned(), true)]
        );
    }

    #[test]
    fn inches_and_apostrophes_do_not_open() {
        assert_eq!(words("A 5\" pipe and the Smiths' dog."), []);
    }
}
