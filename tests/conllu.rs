//! CoNLL-U: round trips, bridges to and from sentences, and errors.

use byline::language::conllu::layout::{Layout, lay_out};
use byline::language::conllu::lines::{Comment, SentenceLines};
use byline::language::conllu::reader::{self, Reader};
use byline::language::conllu::row::{Column, RowId};
use byline::language::conllu::{gold, merge, render};
use byline::language::names::NameType;
use byline::language::sentence::Sentence;
use byline::language::token::TokenIdx;
use byline::text::span::Text;
use proptest::prelude::*;

const HARBOUR: &str = include_str!("data/harbour.conllu");
const CRLF: &str = include_str!("data/crlf.conllu");
const ODD: &str = include_str!("data/odd.conllu");

fn write(sentences: &[SentenceLines]) -> String {
    sentences.iter().map(ToString::to_string).collect()
}

fn read(file: &str) -> (Vec<SentenceLines>, Layout, Vec<Sentence>) {
    let lines = reader::parse(file).expect("well-formed CoNLL-U");
    let layout = lay_out(&lines);
    let sentences = lines
        .iter()
        .zip(&layout.sentences)
        .map(|(lines, tokens)| gold::sentence(lines, tokens.clone()).expect("annotated"))
        .collect();
    (lines, layout, sentences)
}

#[test]
fn what_is_read_is_written_back_byte_by_byte() {
    for file in [HARBOUR, CRLF, ODD, ""] {
        let sentences = reader::parse(file).expect("well-formed CoNLL-U");
        assert_eq!(write(&sentences), file);
    }
}

#[test]
fn a_stream_gives_one_sentence_at_a_time_and_knows_its_lines() {
    let mut reader = Reader::new(HARBOUR.as_bytes());
    let first = reader.next().expect("a sentence").expect("well-formed");
    assert_eq!(
        (first.first_line(), first.comment("sent_id")),
        (1, Some("harbour-1"))
    );
    assert!(first.begins_document() && first.begins_paragraph());
    let second = reader.next().expect("a sentence").expect("well-formed");
    assert_eq!((second.first_line(), second.row_line(0)), (19, 21));
    assert!(!second.begins_paragraph());
    assert_eq!(
        second
            .rows()
            .nth(5)
            .map(byline::language::conllu::row::Row::id),
        Some(RowId::Empty(5, 1))
    );
    assert_eq!(second.words().count(), 9);
    assert!(reader.next().is_none());
}

#[test]
fn a_file_is_laid_out_as_its_text_with_a_span_for_each_word() {
    let (_, layout, sentences) = read(HARBOUR);
    assert_eq!(
        layout.text,
        "Harbour officials don't expect the ferry to sail before noon. \
         Mayor Zoë Brandt spoke and the owner too."
    );
    let text = Text::new(layout.text.clone());
    for sentence in &sentences {
        for token in sentence.tokens() {
            assert_eq!(text.slice(token.span()), token.form());
        }
    }
    let multiword = layout.sentences[0].multiwords()[0];
    assert_eq!(text.slice(multiword.span()), "don't");
    assert_eq!(
        (multiword.first(), multiword.last()),
        (TokenIdx::new(2), TokenIdx::new(3))
    );
}

#[test]
fn a_text_that_the_tokens_do_not_spell_is_rebuilt_from_forms() {
    let file = HARBOUR.replace(
        "# text = Mayor Zoë Brandt",
        "# text = The mayor, Zoë Brandt,",
    );
    let (_, layout, _) = read(&file);
    assert!(
        layout
            .text
            .ends_with("noon. Mayor Zoë Brandt spoke and the owner too.")
    );
    let (_, layout, _) = read(&HARBOUR.replace("# sent_id = harbour-2", "# newpar"));
    assert!(layout.text.contains("noon.\n\nMayor"));
}

#[test]
fn words_that_do_not_spell_their_token_share_its_span() {
    let file = HARBOUR
        .replace("3-4\tdon't", "3-4\tdoesn't")
        .replace("officials don't", "officials doesn't");
    let (_, layout, sentences) = read(&file);
    let text = Text::new(layout.text);
    let spans = [2, 3].map(|i| text.slice(sentences[0].tokens()[i].span()));
    assert_eq!(spans, ["doesn't", "doesn't"]);
}

#[test]
fn frames_and_names_are_read_from_misc() {
    let (_, layout, sentences) = read(HARBOUR);
    let text = Text::new(layout.text);
    let frame = sentences[0].frame(TokenIdx::new(4)).expect("a frame");
    assert_eq!(
        frame.factuality().map(|factuality| factuality.to_string()),
        Some("-1.12".into())
    );
    let arguments: Vec<String> = frame
        .arguments()
        .iter()
        .map(|a| {
            format!(
                "{}: {}",
                a.role(),
                text.slice(sentences[0].words_span(a.first(), a.last()))
            )
        })
        .collect();
    assert_eq!(
        arguments,
        [
            "ARG0: Harbour officials",
            "ARGM-NEG: n't",
            "ARG1: the ferry to sail before noon"
        ]
    );
    let name = sentences[1].names()[0];
    assert_eq!(name.kind(), NameType::Person);
    assert_eq!(
        text.slice(sentences[1].words_span(name.first(), name.last())),
        "Zoë Brandt"
    );
}

#[test]
fn a_sentence_is_written_as_lines_that_give_the_same_sentence() {
    let (_, layout, sentences) = read(HARBOUR);
    let text = Text::new(layout.text);
    let lines: Vec<SentenceLines> = sentences
        .iter()
        .map(|sentence| render::lines(sentence, &text, vec![Comment::new("sent_id", "a\nb")]))
        .collect();
    let (_, again, same) = read(&write(&lines));
    assert_eq!(again.text, text.as_str());
    assert_eq!(same, sentences);
    assert_eq!(lines[1].comment("sent_id"), Some("a b"));
    let misc: Vec<&str> = lines[0]
        .rows()
        .map(byline::language::conllu::row::Row::misc)
        .collect();
    assert_eq!(misc[2], "TokenRange=18:23");
    assert_eq!(misc[3], "TokenRange=18:20");
    assert_eq!(misc[11], "Name=I-TIME|SpaceAfter=No|TokenRange=56:60");
}

#[test]
fn a_new_annotation_leaves_tokens_and_comments_as_they_were() {
    let (lines, _, sentences) = read(CRLF);
    let stripped = CRLF
        .replace("Roleset", "Old")
        .replace("VERB", "X")
        .replace("speak", "talk");
    let old = reader::parse(&stripped).expect("well-formed");
    for ((old, new), sentence) in old.iter().zip(&lines).zip(&sentences) {
        let merged = merge::annotate(old, sentence).expect("the same words");
        assert_eq!(
            merged.comments().collect::<Vec<_>>(),
            old.comments().collect::<Vec<_>>()
        );
        for ((merged, new), old) in merged.rows().zip(new.rows()).zip(old.rows()) {
            assert_eq!((merged.id(), merged.form()), (new.id(), new.form()));
            assert_eq!(merged.column(Column::Deps), "_");
            let (expected, column) = match merged.id() {
                RowId::Word(_) => (new, Column::Upos),
                RowId::Range(..) | RowId::Empty(..) => (old, Column::Lemma),
            };
            assert_eq!(merged.column(column), expected.column(column));
        }
        assert!(merged.to_string().contains("\r\n"));
    }
    let merged = merge::annotate(&old[0], &sentences[0]).expect("the same words");
    let misc = merged.words().nth(4).map(|row| row.misc().to_owned());
    assert_eq!(
        misc.as_deref(),
        Some(
            "Old=expect.01|Roleset=expect.01|Factuality=-1.12|\
             Args=ARG0:2:1-2,ARGM-NEG:4,ARG1:7:6-11"
        )
    );
    assert!(merge::annotate(&old[0], &sentences[1]).is_err());
}

#[test]
fn errors_say_where_and_what() {
    let row = "1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_";
    for (file, message) in [
        (
            "1 Hi hi INTJ",
            "line 1, column 13: a word needs ten columns with tabs between them, not 1",
        ),
        (
            "# a\n\n",
            "line 1, column 1: the sentence that ends here has no word",
        ),
        (
            "1-2\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n",
            "line 1, column 1: the sentence that ends here has no word",
        ),
        ("ROW\n# late\n", "line 2, column 1: a comment after a word"),
        ("ROW\n \n", "line 2, column 1: a line of white space"),
        (
            "\n\nROW\nROW\n",
            "line 4, column 1: ID 1 is out of sequence: the next word is 2",
        ),
    ] {
        let error = reader::parse(&file.replace("ROW", row)).expect_err(file);
        assert!(error.to_string().starts_with(message), "{file:?}: {error}");
    }
    let bytes = b"# \xc3\xa9\xff\n";
    let error = Reader::new(&bytes[..])
        .next()
        .expect("a result")
        .expect_err("not UTF-8");
    assert!(
        error
            .to_string()
            .starts_with("line 1, column 4: the bytes are not UTF-8"),
        "{error}"
    );
    let long = vec![b'a'; 3 << 20];
    let error = Reader::new(&long[..])
        .next()
        .expect("a result")
        .expect_err("too long");
    assert!(error.to_string().contains("more than 1 MiB"), "{error}");
}

#[test]
fn annotation_errors_name_line_and_column() {
    let check = |from: &str, to: &str, message: &str| {
        let lines = reader::parse(&HARBOUR.replacen(from, to, 1)).expect("well-formed");
        let layout = lay_out(&lines);
        let error = lines
            .iter()
            .zip(layout.sentences)
            .find_map(|(lines, tokens)| gold::sentence(lines, tokens).err())
            .expect("an error");
        assert!(error.to_string().starts_with(message), "{error}");
    };
    check(
        "\tNOUN\t",
        "\tNN\t",
        "line 5: UPOS: `NN` is not a universal part of speech; known are ADJ",
    );
    check("Number=Sing", "Sing", "line 5: FEATS: the feature `Sing`");
    check(
        "2\tcompound",
        "_\tcompound",
        "line 5: HEAD: `_` is not the number",
    );
    check("2\tcompound", "2\tnn", "line 5: DEPREL: `nn` is not");
    check(
        "2\tcompound",
        "13\tcompound",
        "line 5: the sentence from here is no tree: word 1 has the head 13",
    );
    check("Name=B-TIME", "Name=TIME", "line 15: MISC: Name: `TIME`");
    check(
        "ARG1:7:6-11",
        "ARG1:7:6-13",
        "line 5: the sentence from here: a frame or name points to word 13",
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_what_is_read_is_written_back(
        parts in prop::collection::vec(
            prop_oneof![
                Just("1\ta\tb\tX\tY\t_\t0\troot\t_\t_\n".to_owned()),
                Just("2\té\tb\tX\tY\t_\t1\tdep\t_\tA=B\r\n".to_owned()),
                Just("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n".to_owned()),
                Just("# x\n".to_owned()),
                Just("\n".to_owned()),
                "[\\PC\t\n#1-2.]{0,12}",
            ],
            0..8,
        )
    ) {
        let file = parts.concat();
        if let Ok(sentences) = reader::parse(&file) {
            if !sentences.is_empty() {
                prop_assert_eq!(write(&sentences), file);
            }
            let layout = lay_out(&sentences);
            let len = layout.text.chars().count();
            for (lines, tokens) in sentences.iter().zip(layout.sentences) {
                prop_assert!(tokens.span().end() as usize <= len);
                let _ = gold::sentence(lines, tokens);
            }
        }
    }
}
