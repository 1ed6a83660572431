//! Lays the sentences of a CoNLL-U file out as the text that they came from.
//!
//! A sentence's text is its `# text` where its tokens are found in it, else it is rebuilt
//! from forms and `SpaceAfter=No`. Between sentences stands a space (nothing after
//! `SpaceAfter=No`), between paragraphs (`# newpar`, `# newdoc`) a blank line, as in the raw
//! texts of the `CoNLL` 2018 task.

use super::lines::SentenceLines;
use super::misc::Misc;
use super::row::{Row, RowId};
use crate::language::token::{Multiword, SentenceTokens, Token, TokenIdx};
use crate::text::span::Span;

/// A text and the sentences in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole text.
    pub text: String,
    /// The tokens of each sentence, in code points of the text.
    pub sentences: Vec<SentenceTokens>,
}

/// Lays out the sentences of one document.
///
/// A word inside a multiword token has its own part of the token's span where the words
/// spell the token ("do" + "n't"), else the whole span.
///
/// # Examples
/// ```
/// use byline::language::conllu::{layout::lay_out, reader};
/// let sentences = reader::parse(
///     "1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No\n2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n\
///      1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n",
/// )?;
/// let layout = lay_out(&sentences);
/// assert_eq!(layout.text, "No. Go");
/// assert_eq!(layout.sentences[1].span().to_string(), "4..6");
/// # Ok::<(), byline::language::conllu::reader::ReadError>(())
/// ```
#[must_use]
pub fn lay_out<'a>(sentences: impl IntoIterator<Item = &'a SentenceLines>) -> Layout {
    let mut layout = Layout::default();
    let mut end = 0;
    let mut glued = true;
    for lines in sentences {
        let surface = surface_tokens(lines);
        if !layout.sentences.is_empty() {
            let gap = if lines.begins_paragraph() {
                "\n\n"
            } else if glued {
                ""
            } else {
                " "
            };
            layout.text += gap;
            end += gap.len() as u32;
        }
        let (text, spans) = lines
            .comment("text")
            .and_then(|text| Some((text.to_owned(), find_in(text, &surface)?)))
            .unwrap_or_else(|| rebuild(&surface));
        let tokens = tokens_at(end, &surface, &spans);
        layout
            .sentences
            .push(tokens.said_by(lines.comment("speaker")));
        end += text.chars().count() as u32;
        layout.text += &text;
        glued = surface.last().is_some_and(|token| token.glued);
    }
    layout
}

/// An orthographic token: a word of its own or several written together.
struct Surface<'a> {
    form: &'a str,
    /// Whether the next token follows without a space.
    glued: bool,
    /// The forms of its words.
    words: Vec<&'a str>,
    is_multiword: bool,
}

fn surface_tokens(lines: &SentenceLines) -> Vec<Surface<'_>> {
    let mut tokens: Vec<Surface<'_>> = Vec::new();
    let mut range_end = 0;
    let surface = |row: &'_ Row| Misc::parse(row.misc()).get("SpaceAfter").as_deref() == Some("No");
    for row in lines.rows() {
        match row.id() {
            RowId::Range(_, last) => {
                range_end = last;
                let words = Vec::new();
                tokens.push(Surface {
                    form: row.form(),
                    glued: surface(row),
                    words,
                    is_multiword: true,
                });
            }
            RowId::Word(word) if word <= range_end => {
                if let Some(token) = tokens.last_mut() {
                    token.words.push(row.form());
                }
            }
            RowId::Word(_) => {
                let words = vec![row.form()];
                tokens.push(Surface {
                    form: row.form(),
                    glued: surface(row),
                    words,
                    is_multiword: false,
                });
            }
            RowId::Empty(..) => {}
        }
    }
    tokens
}

/// Where the tokens stand in `text` (code points, end-exclusive), if it is made of them and
/// of white space.
fn find_in(text: &str, tokens: &[Surface<'_>]) -> Option<Vec<(u32, u32)>> {
    let mut rest = text;
    let mut at = 0;
    let mut spans = Vec::with_capacity(tokens.len());
    for token in tokens {
        let trimmed = rest.trim_start();
        at += rest[..rest.len() - trimmed.len()].chars().count() as u32;
        rest = trimmed.strip_prefix(token.form)?;
        let end = at + token.form.chars().count() as u32;
        spans.push((at, end));
        at = end;
    }
    rest.trim_start().is_empty().then_some(spans)
}

fn rebuild(tokens: &[Surface<'_>]) -> (String, Vec<(u32, u32)>) {
    let mut text = String::new();
    let mut at = 0;
    let mut spans = Vec::with_capacity(tokens.len());
    let mut glued = true;
    for token in tokens {
        if !glued {
            text.push(' ');
            at += 1;
        }
        text += token.form;
        let end = at + token.form.chars().count() as u32;
        spans.push((at, end));
        at = end;
        glued = token.glued;
    }
    (text, spans)
}

fn tokens_at(start: u32, surface: &[Surface<'_>], spans: &[(u32, u32)]) -> SentenceTokens {
    let mut tokens = Vec::with_capacity(surface.len());
    let mut multiwords = Vec::new();
    for (token, &(from, to)) in surface.iter().zip(spans) {
        let span = Span::new(start + from, start + to);
        if token.is_multiword {
            let first = TokenIdx::new(tokens.len());
            let last = TokenIdx::new(tokens.len() + token.words.len() - 1);
            multiwords.push(Multiword::new(first, last, span));
        }
        let spelt = token.words.concat() == token.form;
        let mut at = span.start();
        for word in &token.words {
            let end = at + word.chars().count() as u32;
            let part = if spelt { Span::new(at, end) } else { span };
            tokens.push(Token::new(part, *word));
            at = end;
        }
    }
    SentenceTokens::new(tokens, multiwords).expect(
        "a sentence of CoNLL-U has a word, a range two; tokens follow one another in the text, and \
         the words of a range either spell it or share its span",
    )
}
