//! From a [`Sentence`] to the lines of CoNLL-U, with frames and names in MISC.

use super::annotation;
use super::lines::{Comment, SentenceLines};
use super::misc::Misc;
use super::row::{Row, RowId};
use crate::language::names::{Tag, tags_of_names};
use crate::language::sentence::Sentence;
use crate::language::token::{Multiword, TokenIdx};
use crate::text::span::{Span, Text};

/// The lines of `sentence`, which stands in `text`: the given comments, `# speaker` where a
/// transcript names one, `# text`, and every word with all columns but the enhanced dependencies. MISC carries frames and names,
/// `SpaceAfter=No`, and `TokenRange=start:end` in code points of the text, as `UDPipe` writes
/// it; on the words of a multiword token the range is the word's own.
///
/// # Panics
/// If the sentence reaches beyond the text.
#[must_use]
pub fn lines(sentence: &Sentence, text: &Text, mut comments: Vec<Comment>) -> SentenceLines {
    let speaker = sentence.sentence_tokens().speaker();
    comments.extend(speaker.map(|speaker| Comment::new("speaker", speaker)));
    comments.push(Comment::new("text", text.slice(sentence.span())));
    let tags = tags_of_names(sentence.names(), sentence.len());
    let mut multiwords = sentence
        .sentence_tokens()
        .multiwords()
        .iter()
        .copied()
        .peekable();
    let mut inside: Option<Multiword> = None;
    let mut rows = Vec::with_capacity(sentence.len());
    for token in sentence.tree().tokens() {
        if let Some(multiword) = multiwords.next_if(|multiword| multiword.first() == token) {
            rows.push(range_row(multiword, text));
            inside = Some(multiword);
        }
        let is_alone = inside.is_none_or(|multiword| multiword.last() < token);
        rows.push(word_row(
            sentence,
            token,
            tags[token.index()],
            is_alone.then_some(text),
        ));
    }
    SentenceLines::from_parts(comments, rows)
}

fn range_row(multiword: Multiword, text: &Text) -> Row {
    let id = |token: TokenIdx| token.index() as u32 + 1;
    let mut misc = Misc::default();
    set_place(&mut misc, multiword.span(), Some(text));
    let form = text.slice(multiword.span());
    let columns = [form, "_", "_", "_", "_", "_", "_", "_", &misc.to_string()];
    Row::new(
        RowId::Range(id(multiword.first()), id(multiword.last())),
        columns,
    )
}

/// `spaced` is the text that decides on `SpaceAfter`; a word inside a multiword has none.
fn word_row(sentence: &Sentence, token: TokenIdx, tag: Tag, spaced: Option<&Text>) -> Row {
    let (word, tree) = (sentence.token(token), sentence.tree());
    let morphology = &sentence.morphology()[token.index()];
    let head = tree.head(token).map_or(0, |head| head.index() + 1);
    let mut misc = Misc::default();
    annotation::write(&mut misc, sentence.frame(token), tag);
    set_place(&mut misc, word.span(), spaced);
    Row::new(
        RowId::Word(token.index() as u32 + 1),
        [
            word.form(),
            morphology.lemma(),
            morphology.upos().code(),
            morphology.xpos(),
            &morphology.features().to_string(),
            &head.to_string(),
            &tree.deprel(token).to_string(),
            "_",
            &misc.to_string(),
        ],
    )
}

fn set_place(misc: &mut Misc, span: Span, spaced: Option<&Text>) {
    if spaced.is_some_and(|text| is_glued(span, text)) {
        misc.set("SpaceAfter", "No");
    }
    misc.set("TokenRange", &format!("{}:{}", span.start(), span.end()));
}

/// Whether a character other than white space follows.
fn is_glued(span: Span, text: &Text) -> bool {
    let next = span.end();
    next < text.len()
        && !text
            .slice(Span::new(next, next + 1))
            .contains(char::is_whitespace)
}
