//! `byline read --format json`: one JSON object a document, each on one line.
//!
//! The format is documented in `docs/read-json.md`. Offsets are code points of the document,
//! from 0, end-exclusive; words are named by their ID, from 1 in each sentence, as in
//! CoNLL-U.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::language::features::Features;
use crate::language::frames::Frame;
use crate::language::names::Name;
use crate::language::sentence::Sentence;
use crate::language::token::{Multiword, TokenIdx};
use crate::text::span::Text;

/// What is known about an article; what is not is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Article<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// The day of publication, `2024-11-04`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<&'a str>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// The terms under which the text may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<&'a str>,
}

/// The line of one document, with its line feed.
///
/// # Panics
/// If a sentence reaches beyond the text.
#[must_use]
pub fn line(article: &Article<'_>, text: &Text, sentences: &[Sentence]) -> String {
    let sentences = sentences
        .iter()
        .map(|sentence| sentence_json(sentence, text))
        .collect();
    let document = DocumentJson { article, sentences };
    // Maps have string keys and no value can fail, so that there is always a line.
    serde_json::to_string(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    #[serde(flatten)]
    article: &'a Article<'a>,
    sentences: Vec<SentenceJson<'a>>,
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    tokens: Vec<TokenJson<'a>>,
    multiwords: Vec<MultiwordJson<'a>>,
    names: Vec<NameJson<'a>>,
    frames: Vec<FrameJson<'a>>,
}

#[derive(Serialize)]
struct TokenJson<'a> {
    id: usize,
    form: &'a str,
    start: u32,
    end: u32,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'a str,
    feats: Feats<'a>,
    head: usize,
    deprel: String,
}

struct Feats<'a>(&'a Features);

impl Serialize for Feats<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.0.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct MultiwordJson<'a> {
    first: usize,
    last: usize,
    start: u32,
    end: u32,
    form: &'a str,
}

#[derive(Serialize)]
struct NameJson<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    first: usize,
    last: usize,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct FrameJson<'a> {
    predicate: usize,
    roleset: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    factuality: Option<f64>,
    arguments: Vec<ArgumentJson<'a>>,
}

#[derive(Serialize)]
struct ArgumentJson<'a> {
    role: String,
    head: usize,
    first: usize,
    last: usize,
    start: u32,
    end: u32,
    text: &'a str,
}

fn id(token: TokenIdx) -> usize {
    token.index() + 1
}

fn sentence_json<'a>(sentence: &'a Sentence, text: &'a Text) -> SentenceJson<'a> {
    let span = sentence.span();
    let multiwords = sentence.sentence_tokens().multiwords();
    SentenceJson {
        start: span.start(),
        end: span.end(),
        text: text.slice(span),
        tokens: sentence
            .tree()
            .tokens()
            .map(|token| token_json(sentence, token))
            .collect(),
        multiwords: multiwords
            .iter()
            .map(|multiword| multiword_json(*multiword, text))
            .collect(),
        names: sentence
            .names()
            .iter()
            .map(|name| name_json(sentence, name, text))
            .collect(),
        frames: sentence
            .frames()
            .iter()
            .map(|frame| frame_json(sentence, frame, text))
            .collect(),
    }
}

fn token_json(sentence: &Sentence, token: TokenIdx) -> TokenJson<'_> {
    let (word, tree) = (sentence.token(token), sentence.tree());
    let morphology = &sentence.morphology()[token.index()];
    TokenJson {
        id: id(token),
        form: word.form(),
        start: word.span().start(),
        end: word.span().end(),
        lemma: morphology.lemma(),
        upos: morphology.upos().code(),
        xpos: morphology.xpos(),
        feats: Feats(morphology.features()),
        head: tree.head(token).map_or(0, id),
        deprel: tree.deprel(token).to_string(),
    }
}

fn multiword_json(multiword: Multiword, text: &Text) -> MultiwordJson<'_> {
    let span = multiword.span();
    MultiwordJson {
        first: id(multiword.first()),
        last: id(multiword.last()),
        start: span.start(),
        end: span.end(),
        form: text.slice(span),
    }
}

fn name_json<'a>(sentence: &Sentence, name: &Name, text: &'a Text) -> NameJson<'a> {
    let span = sentence.words_span(name.first(), name.last());
    NameJson {
        kind: name.kind().code(),
        first: id(name.first()),
        last: id(name.last()),
        start: span.start(),
        end: span.end(),
        text: text.slice(span),
    }
}

fn frame_json<'a>(sentence: &Sentence, frame: &'a Frame, text: &'a Text) -> FrameJson<'a> {
    let arguments = frame.arguments().iter().map(|argument| {
        let span = sentence.words_span(argument.first(), argument.last());
        ArgumentJson {
            role: argument.role().to_string(),
            head: id(argument.head()),
            first: id(argument.first()),
            last: id(argument.last()),
            start: span.start(),
            end: span.end(),
            text: text.slice(span),
        }
    });
    FrameJson {
        predicate: id(frame.predicate()),
        roleset: frame.roleset().as_str(),
        factuality: frame
            .factuality()
            .map(|factuality| factuality.hundredths() / 100.0),
        arguments: arguments.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::conllu::{gold, layout, reader};
    use serde_json::json;

    #[test]
    fn a_document_is_one_line_with_every_layer() {
        let lines =
            reader::parse(include_str!("../../tests/data/harbour.conllu")).expect("CoNLL-U");
        let layout = layout::lay_out(&lines);
        let sentence = |(lines, tokens)| gold::sentence(lines, tokens).expect("annotated");
        let sentences: Vec<Sentence> = lines.iter().zip(layout.sentences).map(sentence).collect();
        let article = Article {
            id: "harbour",
            title: Some("A \"ferry\""),
            ..Article::default()
        };
        let line = line(&article, &Text::new(layout.text), &sentences);
        assert!(line.ends_with("}\n") && line.matches('\n').count() == 1);
        let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["id", "title", "sentences"]);
        let first = &value["sentences"][0];
        assert_eq!(
            first["tokens"][3],
            json!({
                "id": 4, "form": "n't", "start": 20, "end": 23, "lemma": "not", "upos": "PART",
                "xpos": "RB", "feats": {"Polarity": "Neg"}, "head": 5, "deprel": "advmod",
            })
        );
        assert_eq!(
            first["multiwords"],
            json!([{"first": 3, "last": 4, "start": 18, "end": 23, "form": "don't"}])
        );
        assert_eq!(
            first["names"],
            json!([{"type": "TIME", "first": 10, "last": 11, "start": 49, "end": 60, "text": "before noon"}])
        );
        assert_eq!(
            value["sentences"][1]["frames"],
            json!([{
                "predicate": 4, "roleset": "speak.01", "factuality": 2.4,
                "arguments": [{
                    "role": "ARG0", "head": 1, "first": 1, "last": 3, "start": 62, "end": 78,
                    "text": "Mayor Zoë Brandt",
                }],
            }])
        );
    }
}
