//! Transcripts: texts whose lines open with who speaks, "Lavrov: We expect nothing."
//!
//! A label is one to six capitalised words at the start of a line, a description behind a comma or in brackets aside
//! ("JOHN KING, CNN ANCHOR"), and a colon. Ordinary articles have such lines too ("Photo: ...", "Price: 3"), so a text is
//! a transcript only if several labels together say so ([`Transcripts::turns`]).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::language::lexicon::{BUILT_IN, Lexicon};
use crate::language::tokenizer::{Gap, Piece};
use crate::language::upos::Upos;

/// The most words of a label without what describes the speaker ("Minister of Foreign Affairs Maria Zakharova"), and with it:
/// a choice, not measured. They bound what is looked at in a line.
const MOST_WORDS: usize = 6;
const MOST_DESCRIBED: usize = 14;
/// The most pieces of a label: hyphens and dots are pieces too.
const MOST_PIECES: usize = 2 * MOST_DESCRIBED;
/// So many pieces of a turn are looked at for signs of speech.
const HEARD: usize = 60;

/// What one speaker says at one go, in indices of pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    /// The label with its description and its colon.
    pub(super) label: Range<usize>,
    /// The speaker's name in the label.
    pub(super) name: Range<usize>,
    /// Behind the last piece that is said.
    pub(super) end: usize,
}

/// Finds turns, by the lists of `data/transcript.tsv` and `data/titles.txt` and the lexicon.
#[derive(Debug, Clone)]
pub(super) struct Transcripts {
    words: HashSet<(&'static str, &'static str)>,
    lexicon: Lexicon,
}

/// How surely a label names who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A name, a title or a role.
    Speaker,
    /// Common words, which may be a surname: "Park", "Rice".
    Common,
    /// What articles put before a colon: "Note".
    Heading,
}

/// A label in the making.
#[derive(Debug)]
struct Label<'t> {
    pieces: Range<usize>,
    name: Range<usize>,
    /// The name as written.
    spelt: &'t str,
    sign: Sign,
}

impl Transcripts {
    /// The finder with its word lists.
    pub(super) fn new() -> Self {
        let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        let words = rows(include_str!("../../../data/transcript.tsv"))
            .filter_map(|row| row.split_once('\t'))
            .map(|(word, kind)| (kind, word));
        let titles = rows(include_str!("../../../data/titles.txt")).map(|word| ("title", word));
        Self {
            words: words.chain(titles).collect(),
            lexicon: Lexicon::new(BUILT_IN),
        }
    }

    /// The turns of `text` if it is a transcript, else none; `starts` says where paragraphs start.
    ///
    /// Common words count as a label only if they come again and a surer label stands beside them. Then it is a
    /// transcript if two speakers have three turns, one of them two, and in a quarter of the turns somebody asks or is
    /// spoken to ("?", "I", "you"); or if two speakers have two thirds of the paragraphs, and half of their turns sound so.
    ///
    /// Of GUM's train and dev texts with two speakers or more, their names put before their turns, 31 of 32 are found; of
    /// the other 101, which are none, none.
    pub(super) fn turns(&self, text: &str, pieces: &[Piece], starts: &[bool]) -> Vec<Turn> {
        let mut labels = self.labels(text, pieces);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for label in &labels {
            *counts.entry(label.spelt).or_default() += 1;
        }
        let is_sure = labels.iter().any(|label| label.sign == Sign::Speaker);
        labels.retain(|label| match label.sign {
            Sign::Speaker => true,
            Sign::Common => is_sure && counts[label.spelt] > 1,
            Sign::Heading => false,
        });
        let speakers: HashSet<&str> = labels.iter().map(|label| label.spelt).collect();
        if speakers.len() < 2 {
            return Vec::new();
        }
        let (turns, paragraphs) = (labels.len(), starts.iter().filter(|&&start| start).count());
        let heard = labels
            .iter()
            .filter(|label| self.is_speech(text, pieces, label.pieces.end));
        let heard = heard.count();
        let alternates = turns > 2 && speakers.len() < turns && heard * 4 >= turns;
        let fills = turns * 3 >= paragraphs * 2 && heard * 2 >= turns;
        if !alternates && !fills {
            return Vec::new();
        }
        bounded(&labels, starts)
    }

    /// The lines that open as turns do.
    fn labels<'t>(&self, text: &'t str, pieces: &[Piece]) -> Vec<Label<'t>> {
        let lines = pieces.iter().enumerate();
        lines
            .filter(|&(first, piece)| first == 0 || piece.gap() >= Gap::Line)
            .filter_map(|(first, _)| self.label(text, pieces, first))
            .collect()
    }

    /// The label that opens the line which begins with piece `first`.
    fn label<'t>(&self, text: &'t str, pieces: &[Piece], first: usize) -> Option<Label<'t>> {
        let mut words = 0;
        let mut name_end = None;
        for (at, piece) in pieces.iter().enumerate().skip(first).take(MOST_PIECES) {
            let string = piece.text(text);
            if at > first && piece.gap() >= Gap::Line {
                return None;
            }
            if string == ":" {
                let is_apart = pieces.get(at + 1)?.gap() >= Gap::Space;
                let name = first..name_end.unwrap_or(at);
                let is_named = at > first && is_apart;
                return is_named.then(|| self.labelled(text, pieces, first..at + 1, name));
            }
            words += usize::from(at == first || piece.gap() >= Gap::Space);
            let most = name_end.map_or(MOST_WORDS, |_| MOST_DESCRIBED);
            if words > most {
                return None;
            }
            let can_stand = match string {
                "," | "(" if at > first => {
                    name_end = name_end.or(Some(at));
                    true
                }
                ")" | "/" => name_end.is_some(),
                "-" | "–" | "." | "'" | "’" | "&" => at > first,
                _ if string.chars().all(|c| c.is_ascii_digit()) => at > first,
                _ => {
                    string.starts_with(char::is_uppercase)
                        || at > first && self.has("particle", string)
                }
            };
            if !can_stand {
                return None;
            }
        }
        None
    }

    fn labelled<'t>(
        &self,
        text: &'t str,
        pieces: &[Piece],
        label: Range<usize>,
        name: Range<usize>,
    ) -> Label<'t> {
        let words: Vec<String> = pieces[name.clone()]
            .iter()
            .map(|piece| piece.text(text).trim_end_matches('.').to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        Label {
            sign: self.sign(&words),
            spelt: Piece::stretch(&pieces[name.clone()], text),
            pieces: label,
            name,
        }
    }

    /// What the words of a label, in lower case, say.
    fn sign(&self, words: &[String]) -> Sign {
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let (last, number) = match words {
            [.., last, number] if is_number(number) => (last.as_str(), true),
            [.., last] => (last.as_str(), false),
            [] => return Sign::Heading,
        };
        if self.has("heading", last) || self.has("heading", &words.join(" ")) {
            return Sign::Heading;
        }
        if self.has("role", last) || self.has("title", last) {
            return Sign::Speaker;
        }
        if number || words.iter().any(|word| is_number(word)) {
            return Sign::Heading;
        }
        let is_titled = words.len() > 1 && self.has("title", &words[0]);
        let is_common = |word: &String| self.is_common(word) || self.has("particle", word);
        if is_titled || !words.iter().all(is_common) {
            Sign::Speaker
        } else {
            Sign::Common
        }
    }

    /// Whether the word, in lower case, is one of English.
    fn is_common(&self, word: &str) -> bool {
        let classes = [Upos::Noun, Upos::Verb, Upos::Adj, Upos::Adv];
        let mut classes = classes.into_iter();
        let is_word = word.chars().any(char::is_alphanumeric);
        !is_word || classes.any(|class| self.lexicon.lemmas(word, class).is_some())
    }

    /// Whether the paragraph that begins with piece `first` asks, or says "I" or "you".
    fn is_speech(&self, text: &str, pieces: &[Piece], first: usize) -> bool {
        let line = pieces[first..].iter().enumerate();
        line.take(HEARD)
            .take_while(|(at, piece)| *at == 0 || piece.gap() < Gap::Line)
            .any(|(_, piece)| {
                piece.text(text).ends_with('?')
                    || piece
                        .words(text)
                        .any(|(_, word)| self.has("speech", &word.to_lowercase()))
            })
    }

    fn has(&self, kind: &'static str, word: &str) -> bool {
        self.words.contains(&(kind, word))
    }
}

/// The turns that `labels` open, each up to the next label. Nothing says where the last one ends: it has no more
/// paragraphs than the longest before it.
fn bounded(labels: &[Label<'_>], starts: &[bool]) -> Vec<Turn> {
    let mut longest = 1;
    let mut turns = Vec::with_capacity(labels.len());
    for (number, label) in labels.iter().enumerate() {
        let said = label.pieces.end + 1;
        let end = if let Some(next) = labels.get(number + 1) {
            let next = next.pieces.start;
            let breaks = (said..next).filter(|&at| starts[at]);
            longest = longest.max(1 + breaks.count());
            next
        } else {
            let mut breaks = (said..starts.len()).filter(|&at| starts[at]);
            breaks.nth(longest - 1).unwrap_or(starts.len())
        };
        turns.push(Turn {
            label: label.pieces.clone(),
            name: label.name.clone(),
            end,
        });
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::super::Segmenter;
    use crate::text::span::Text;

    /// The speakers of the sentences, without the sentences of labels and of nobody.
    fn speakers(text: &str) -> Vec<String> {
        let sentences = Segmenter::new().segment(&Text::new(text.to_owned()));
        let speakers = sentences.iter().filter_map(|sentence| sentence.speaker());
        speakers.map(str::to_owned).collect()
    }

    /// The sentences, each behind its speaker.
    fn told(text: &str) -> Vec<(String, String)> {
        let text = Text::new(text.to_owned());
        let told = |sentence: crate::language::token::SentenceTokens| {
            let speaker = sentence.speaker().unwrap_or_default().to_owned();
            (speaker, text.slice(sentence.span()).to_owned())
        };
        Segmenter::new()
            .segment(&text)
            .into_iter()
            .map(told)
            .collect()
    }

    #[test]
    fn a_turn_is_said_by_its_label() {
        let text = "The talks open on Monday.\n\nReporter: What do you expect?\n\nLavrov: We expect nothing. I told \
                    them so.\n\nReporter: And then?\n\nLavrov: Nothing.\n\nThe talks end on Friday.";
        let expected = [
            ("", "The talks open on Monday."),
            ("", "Reporter:"),
            ("Reporter", "What do you expect?"),
            ("", "Lavrov:"),
            ("Lavrov", "We expect nothing."),
            ("Lavrov", "I told them so."),
            ("", "Reporter:"),
            ("Reporter", "And then?"),
            ("", "Lavrov:"),
            ("Lavrov", "Nothing."),
            ("", "The talks end on Friday."),
        ];
        let expected = expected.map(|(speaker, text)| (speaker.to_owned(), text.to_owned()));
        assert_eq!(told(text), expected);
    }

    #[test]
    fn labels_of_many_kinds_are_found() {
        for (one, two) in [
            ("Q", "A"),
            ("AMY GOODMAN", "JUSTICE THOMAS"),
            ("Mr. Smith", "Maria Zakharova"),
            ("Ursula von der Leyen", "J. B. Pritzker"),
            ("Jean-Luc O'Brien", "THE PRESIDENT"),
            ("Speaker 1", "Speaker 2"),
            ("Interviewer", "Park"),
            ("Minister of Foreign Affairs", "Al-Sadr"),
        ] {
            let text = format!("{one}: Did you go?\n{two}: I did.\n{one}: And we?\n{two}: No.\n");
            assert_eq!(speakers(&text), [one, two, one, two], "{text}");
        }
    }

    #[test]
    fn a_label_may_stand_on_its_own_line_or_be_described() {
        let text = "JOHN KING, CNN ANCHOR: Are you in?\n\nSEN. JANE DOE (D-MA):\nI am in.\n\nJOHN KING: Good.\n";
        assert_eq!(speakers(text), ["JOHN KING", "SEN. JANE DOE", "JOHN KING"]);
    }

    #[test]
    fn a_turn_may_have_several_paragraphs() {
        let text = "Q: Did you go?\n\nA: I did.\n\nIt was cold.\n\nQ: Why?\n\nA: Ask them.\n\nThey know.\n\nOurs is a \
                    magazine.";
        let answers = ["A", "A"];
        let expected = [["Q"].as_slice(), &answers, &["Q"], &answers].concat();
        assert_eq!(speakers(text), expected);
    }

    #[test]
    fn ordinary_texts_are_no_transcripts() {
        for text in [
            "Note: You must pay.\nPhoto: Do you see?\nNote: I paid.\nPhoto: We left.\nUpdate: I stayed.\n",
            "Analysis: why we left\n\nThe army left on Monday. You know why.\n\nRead more: What did we do?\n",
            "Price: 3\nWeight: 4 kg\nColour: red\nPrice: 5\nWeight: 2 kg\nColour: blue\n",
            "Pros: You can fold it.\nCons: I lost it.\nPros: We liked it.\nCons: You may not.\n",
            "England: Pickford, Walker, Stones.\nFrance: Lloris, Varane, Pogba.\nEngland: Kane.\n",
            "LONDON: The minister left. He said: \"I go.\"\n\nParis: We stay, he said.\n\nThe talks go on.\n\nThey end.\n",
            "Monday: We sail.\nTuesday: We land.\nMonday: We sail again.\nTuesday: We land again.\n",
            "Lavrov: We expect nothing.\n\nThe talks went on.\n\nLavrov: We got nothing.\n\nThey ended.\n",
            "The minister said: We go.\nThe senator asked: Do you?\nThe minister said: We go.\n",
            "From: Ann Lee\nTo: Bob Ray\nSubject: Do you come?\nFrom: Bob Ray\nTo: Ann Lee\n",
            "Lavrov:",
            "Lavrov:\nReporter:\n",
        ] {
            assert!(speakers(text).is_empty(), "{text}: {:?}", speakers(text));
        }
    }

    #[test]
    fn a_short_exchange_that_is_the_whole_text_is_a_transcript() {
        let text = "Reporter: What do you expect?\nLavrov: We expect nothing.\n";
        assert_eq!(speakers(text), ["Reporter", "Lavrov"]);
    }
}
