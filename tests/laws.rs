//! Laws that hold whatever is written: time expressions, alias files, DOT, and the quads of any document id.

use std::fmt::Write as _;

use byline::graph::draw::dot;
use byline::graph::export::{Format, RdfExport, Scope, Syntax, write_quads};
use byline::graph::mapping::Mapper;
use byline::knowledge::article::Article;
use byline::knowledge::resolve::aliases::Aliases;
use byline::knowledge::time;
use byline::language::conllu::layout::lay_out;
use byline::language::conllu::{gold, reader};
use byline::text::span::Text;
use jiff::civil::{Date, date};
use oxigraph::io::{RdfFormat, RdfParser};
use proptest::prelude::*;

/// Words that time expressions are made of, with others between them.
const WORDS: [&str; 60] = [
    "Friday",
    "last",
    "next",
    "this",
    "late",
    "early",
    "mid-2024",
    "May",
    "March",
    "29",
    "2024",
    "1999",
    "99999",
    "0",
    "of",
    "the",
    "in",
    "on",
    "by",
    "until",
    "since",
    "from",
    "to",
    "between",
    "and",
    "for",
    "two",
    "weeks",
    "week",
    "days",
    "years",
    "decade",
    "century",
    "1990s",
    "ago",
    "later",
    "after",
    "before",
    "yesterday",
    "tomorrow",
    "today",
    "night",
    "morning",
    "10:30",
    "p.m.",
    "-",
    "–",
    ",",
    "10/29/2024",
    "2024-10-29",
    "2024-13-45",
    "29th",
    "spring",
    "Christmas",
    "hundred",
    "million",
    "-5",
    "Choe",
    "visited",
    "end",
];

/// A sentence of `words` in CoNLL-U: all hang on the first, or each on the one before it.
fn conllu(words: &[&str], is_chain: bool) -> String {
    let mut lines = String::new();
    for (number, word) in (1..).zip(words) {
        let (head, deprel) = match number {
            1 => (0, "root"),
            _ if is_chain => (number - 1, "nmod"),
            _ => (1, "obl"),
        };
        let upos = if word.starts_with(|c: char| c.is_ascii_digit()) {
            "NUM"
        } else {
            "NOUN"
        };
        writeln!(
            lines,
            "{number}\t{word}\t{word}\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_"
        )
        .expect("a string");
    }
    lines + "\n"
}

/// Time expressions stand in order and apart, inside the sentence, and end no earlier than they begin.
fn expressions_obey(
    words: &[&str],
    is_chain: bool,
    published: Option<Date>,
) -> Result<(), TestCaseError> {
    let lines = reader::parse(&conllu(words, is_chain)).expect("CoNLL-U");
    let layout = lay_out(&lines);
    let text = Text::new(layout.text);
    let tokens = layout.sentences.into_iter().next().expect("a sentence");
    let sentence = gold::sentence(&lines[0], tokens).expect("a tree");
    let mut next = 0;
    for found in time::expressions(&sentence, &text, published) {
        prop_assert!(
            next <= found.first.index() && found.first <= found.head && found.head <= found.last
        );
        prop_assert!(found.last.index() < words.len());
        next = found.last.index() + 1;
        let time = &found.time;
        if let (Some(start), Some(end)) = (time.start, time.end) {
            prop_assert!(start <= end, "{words:?}: {start} to {end}");
        }
        prop_assert_eq!(text.slice(time.phrase.span), time.phrase.text.as_str());
    }
    Ok(())
}

/// What Graphviz reads in a quoted string of DOT, and then in a label: `\"` and `\\`, and the escape `\n`.
fn unquoted(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => match chars.next()? {
                '"' => text.push('"'),
                '\\' => text.push('\\'),
                'n' => text.push('\n'),
                _ => return None,
            },
            c => text.push(c),
        }
    }
    Some(text.replace("&amp;", "&"))
}

fn article(id: &str) -> Article {
    Article {
        id: id.to_owned(),
        text: "Talks began.".to_owned(),
        ..Article::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn time_expressions_stand_in_order_and_end_after_they_begin(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..14),
        is_chain in any::<bool>(),
        year in 1_i16..=9999,
    ) {
        expressions_obey(&words, is_chain, Some(date(year, 2, 28)))?;
        expressions_obey(&words, is_chain, None)?;
    }

    #[test]
    fn the_first_and_last_days_of_the_calendar_break_nothing(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..8),
    ) {
        expressions_obey(&words, false, Some(Date::MAX))?;
        expressions_obey(&words, false, Some(Date::MIN))?;
    }

    #[test]
    fn any_alias_file_is_read_or_refused_with_its_line(text in "(?s)([a-z :=,#\n\u{feff}\\PC]|merge: |split: | in ){0,80}") {
        if let Err(error) = text.parse::<Aliases>() {
            let told = error.to_string();
            let line: usize = told
                .strip_prefix("line ")
                .and_then(|rest| rest.split(',').next())
                .and_then(|line| line.parse().ok())
                .expect("the line");
            prop_assert!(line >= 1 && line <= text.lines().count());
            prop_assert!(!told.contains('\n'));
        }
    }

    #[test]
    fn a_name_that_was_merged_is_not_merged_again(
        merges in prop::collection::vec(("[A-E]{1,2}", prop::collection::vec("[A-E]{1,2}", 1..4)), 0..6),
        name in "[A-E]{1,2}",
    ) {
        let mut text = String::new();
        for (target, others) in &merges {
            writeln!(text, "merge: {target} = {}", others.join(" = ")).expect("a string");
        }
        if let Ok(aliases) = text.parse::<Aliases>() {
            let once = aliases.name(&name, "a");
            prop_assert_eq!(aliases.name(once, "a"), once);
        }
    }

    #[test]
    fn a_quoted_string_of_dot_is_one_string_and_reads_back(text in "(?s)(.|\\\\|\"|\n|&amp;|&#|;){0,60}") {
        let quoted = dot::quote(&text);
        let read = unquoted(&quoted);
        prop_assert!(read.is_some(), "{quoted}");
        let plain: String = text
            .chars()
            .map(|c| if c != '\n' && (c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) { ' ' } else { c })
            .collect();
        prop_assert_eq!(read, Some(plain));
    }

    #[test]
    fn any_document_id_makes_quads_that_are_read_again(id in "(?s).{0,40}") {
        let mapper = Mapper::default();
        let quads = mapper.quads(&article(&id), Some("0"));
        let count = quads.len();
        let export = RdfExport { format: Format::NQuads, scope: Scope::All, syntax: Syntax::Rdf11 };
        let mut page = Vec::new();
        write_quads(&export, quads, mapper.minter.base(), &mut page).expect("written");
        let read = RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(&page)
            .collect::<Result<Vec<_>, _>>();
        prop_assert_eq!(read.map_err(|error| error.to_string()).map(|read| read.len()), Ok(count));
    }
}
