//! The sources of every word of an article: reports in its own sentence, nearest first, then the speaker of the
//! quotation that it stands in, who may be named in another sentence.

use super::quotation::{Quotation, quotations};
use super::report::{Report, reports};
use super::speaker::{Quoting, Speaker, speakers_at};
use super::turn::{Turn, turns};
use crate::knowledge::extract::view::View;
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::{Span, Text};

/// Fewer words in quotation marks are a title or a word that is not meant as it stands.
const LEAST_QUOTED: usize = 5;

/// Who says what in an article.
#[derive(Debug)]
pub struct Sources {
    reports: Vec<Vec<Placed>>,
    quotations: Vec<(Quotation, Vec<Speaker>)>,
    turns: Vec<Turn>,
}

/// A report and where its cue stands.
#[derive(Debug)]
struct Placed {
    report: Report,
    /// The innermost quotation around the cue.
    quotation: Option<Span>,
    /// Whether the cue is put into the sentence: "he says" in "some of whom, he says, are".
    is_inserted: bool,
}

impl Sources {
    /// Looks for the sources in the article `text`, cut into `sentences`.
    #[must_use]
    pub fn new(text: &Text, sentences: &[Sentence]) -> Self {
        let reports: Vec<Vec<Report>> = sentences
            .iter()
            .map(|sentence| reports(View::new(sentence)))
            .collect();
        let turns = turns(sentences);
        let mut attributed: Vec<(Quotation, Vec<Speaker>)> = Vec::new();
        let all = quotations(text.as_str());
        let quoting = Quoting {
            text,
            sentences,
            reports: &reports,
            quotations: &all,
        };
        for &quotation in &all {
            let mut speakers = quoting.speakers(&quotation, &attributed);
            if speakers.is_empty() {
                speakers.extend(speaker_of_turn(&turns, quotation.span));
            }
            attributed.push((quotation, speakers));
        }
        let innermost = |span: Span| {
            let spans = attributed.iter().map(|(quotation, _)| quotation.span);
            spans
                .filter(|quotation| quotation.contains(span))
                .min_by_key(|quotation| quotation.len())
        };
        let reports = reports
            .into_iter()
            .zip(sentences)
            .map(|(reports, sentence)| {
                let view = View::new(sentence);
                let placed = |report: Report| Placed {
                    quotation: innermost(sentence.token(report.cue).span()),
                    is_inserted: matches!(view.relation(report.cue), Relation::Parataxis),
                    report,
                };
                // "You" and "we" are nobody in particular; who says "we" is told by the quotation.
                reports
                    .into_iter()
                    .filter_map(|report| with_speakers(view, report))
                    .map(|report| without_narration(sentence, report, &all))
                    .map(placed)
                    .collect()
            })
            .collect();
        Self {
            reports,
            quotations: attributed,
            turns,
        }
    }

    /// Whether the sentence numbered `sentence` only says who says the next one: "Lavrov:".
    #[must_use]
    pub fn is_label(&self, sentence: usize) -> bool {
        let label = |turn: &Turn| turn.speaker.sentence;
        self.turns.binary_search_by_key(&sentence, label).is_ok()
    }

    /// The labels of a transcript, as speakers, in order.
    pub fn labels(&self) -> impl Iterator<Item = &Speaker> {
        self.turns.iter().map(|turn| &turn.speaker)
    }

    /// Who speaks the turn of a transcript that `span` stands in.
    #[must_use]
    pub fn turn_at(&self, span: Span) -> Option<&Speaker> {
        let turn = turn_at(&self.turns, span)?;
        Some(&turn.speaker)
    }

    /// The sources of `word` in the sentence numbered `sentence`, nearest first; none: the article itself. Those who
    /// speak together have the same cue.
    #[must_use]
    pub fn of(&self, sentence: usize, word: TokenIdx, span: Span) -> Vec<Speaker> {
        let is_inserted = |placed: &Placed| {
            placed.is_inserted && placed.report.cue == word && placed.quotation.is_none()
        };
        if self.reports[sentence].iter().any(is_inserted) {
            return Vec::new();
        }
        let mut nested: Vec<&Report> = self.reports[sentence]
            .iter()
            // What is said within a quotation reports nothing outside it.
            .filter(|placed| {
                placed
                    .quotation
                    .is_none_or(|quotation| quotation.contains(span))
            })
            .map(|placed| &placed.report)
            .filter(|report| report.content.contains(&word) && !report.speakers.contains(&word))
            .collect();
        nested.sort_by_key(|report| (report.content.len(), report.cue));
        let mut found: Vec<Speaker> = Vec::new();
        for report in nested {
            add(&mut found, speakers_at(sentence, report));
        }
        for speakers in self.around(span) {
            add(&mut found, speakers.to_vec());
        }
        found
    }

    /// The first and last word of what the sentence numbered `sentence` first reports as said, where it stands together.
    #[must_use]
    pub fn said(&self, sentence: usize) -> Option<(TokenIdx, TokenIdx)> {
        let mut reports = self.reports[sentence].iter().map(|placed| &placed.report);
        let content = &reports
            .find(|report| report.says && !report.content.is_empty())?
            .content;
        let (first, last) = (*content.first()?, *content.last()?);
        (last.index() - first.index() < content.len()).then_some((first, last))
    }

    /// Who says something in the sentence numbered `sentence`, outside quotations, with the first word that does.
    #[must_use]
    pub fn teller(&self, sentence: usize) -> Option<Speaker> {
        let mut reports = self.reports[sentence].iter();
        let told = reports.find(|placed| placed.report.says && placed.quotation.is_none())?;
        speakers_at(sentence, &told.report).into_iter().next()
    }

    /// The quotations with their speakers, in order.
    pub fn quotations(&self) -> impl Iterator<Item = (Span, &[Speaker])> {
        let all = self.quotations.iter();
        all.map(|(quotation, speakers)| (quotation.span, speakers.as_slice()))
    }

    /// The number of the innermost quotation around `span`, from 0.
    #[must_use]
    pub fn quotation_at(&self, span: Span) -> Option<usize> {
        let around = self.quotations.iter().enumerate();
        around
            .filter(|(_, (quotation, _))| quotation.span.contains(span))
            .min_by_key(|(_, (quotation, _))| quotation.span.len())
            .map(|(number, _)| number)
    }

    /// The innermost quotation around `span` that is more than a phrase; what it says is somebody's, even where the article
    /// does not tell whose.
    #[must_use]
    pub fn quoted(&self, text: &Text, span: Span) -> Option<Span> {
        let (quotation, _) = &self.quotations[self.quotation_at(span)?];
        let words = text.slice(quotation.span).split_whitespace();
        (words.count() >= LEAST_QUOTED).then_some(quotation.span)
    }

    /// The speakers of the quotations around `span`, the innermost first, then who speaks the turn.
    pub fn around(&self, span: Span) -> impl Iterator<Item = &[Speaker]> {
        let mut around: Vec<_> = self
            .quotations
            .iter()
            .filter(|(quotation, _)| quotation.span.contains(span))
            .collect();
        around.sort_by_key(|(quotation, _)| quotation.span.len());
        let quoted = around.into_iter().map(|(_, speakers)| speakers.as_slice());
        quoted.chain(self.turn_at(span).map(std::slice::from_ref))
    }
}

/// The turn that `span` stands in.
fn turn_at(turns: &[Turn], span: Span) -> Option<&Turn> {
    let next = turns.partition_point(|turn| turn.span.start() <= span.start());
    let turn = &turns[next.checked_sub(1)?];
    turn.span.contains(span).then_some(turn)
}

/// The speaker of a turn that is all in quotation marks.
fn speaker_of_turn(turns: &[Turn], quotation: Span) -> Option<Speaker> {
    let turn = turn_at(turns, quotation)?;
    let is_whole =
        turn.span.start() + 1 == quotation.start() && quotation.end() + 1 >= turn.span.end();
    is_whole.then_some(turn.speaker)
}

/// The report without speakers that are nobody in particular; none if nobody is left.
fn with_speakers(view: View<'_>, mut report: Report) -> Option<Report> {
    report.speakers.retain(|&speaker| {
        let features = view.features(speaker);
        let is_open = view.upos(speaker) == Upos::Pron
            && (features.get("Person") == Some("2")
                || features.get("Person") == Some("1") && features.get("Number") == Some("Plur")
                || matches!(view.lower(speaker).as_str(), "one" | "anyone" | "nobody"));
        !is_open
    });
    (!report.speakers.is_empty()).then_some(report)
}

/// "'They came,' said Ann Hill, one of dozens sent home": behind the cue of the quotation that opens a sentence, what is not
/// quoted is told, not said.
fn without_narration(sentence: &Sentence, mut report: Report, all: &[Quotation]) -> Report {
    let span = |word: TokenIdx| sentence.token(word).span();
    let cue = span(report.cue);
    let opens = |quotation: &&Quotation| {
        quotation.span.start() <= sentence.span().start() + 1
            && sentence.span().start() < quotation.span.end()
            && quotation.span.end() <= cue.start()
    };
    let is_quoted = |word: TokenIdx| {
        all.iter()
            .any(|quotation| quotation.span.contains(span(word)))
    };
    let is_before = |word: &TokenIdx| *word < report.cue && is_quoted(*word);
    let is_behind = report.content.iter().any(is_before);
    if report.says
        && is_behind
        && all.iter().any(|quotation| opens(&quotation))
        && !is_quoted(report.cue)
    {
        report
            .content
            .retain(|&word| word < report.cue || is_quoted(word));
    }
    report
}

/// Adds those that are not there yet.
fn add(found: &mut Vec<Speaker>, speakers: Vec<Speaker>) {
    for speaker in speakers {
        if found
            .iter()
            .all(|other| (other.sentence, other.head) != (speaker.sentence, speaker.head))
        {
            found.push(speaker);
        }
    }
}
