//! The sources of every word of an article: reports in its own sentence, nearest first, then the speaker of the
//! quotation that it stands in, who may be named in another sentence.

use super::quotation::{Quotation, quotations};
use super::report::{Report, reports};
use super::turn::{Turn, turns};
use crate::knowledge::extract::clause;
use crate::knowledge::extract::view::View;
use crate::language::deprel::Relation;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;
use crate::text::span::{Span, Text};

/// Someone who says something, by head and sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// The number of the sentence that names the source, from 0.
    pub sentence: usize,
    /// The head of the source's phrase.
    pub head: TokenIdx,
    /// The first word of the cue.
    pub cue: TokenIdx,
    /// The last word of the cue.
    pub cue_last: TokenIdx,
}

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
        for &quotation in &all {
            let before = attributed.last();
            let mut speakers = speakers_of(&quotation, before, text, sentences, &(&reports, &all));
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

fn speakers_at(sentence: usize, report: &Report) -> Vec<Speaker> {
    report
        .speakers
        .iter()
        .map(|&head| Speaker {
            sentence,
            head,
            cue: report.cue,
            cue_last: report.cue_last,
        })
        .collect()
}

/// Who says a quotation.
fn speakers_of(
    quotation: &Quotation,
    before: Option<&(Quotation, Vec<Speaker>)>,
    text: &Text,
    sentences: &[Sentence],
    (reports, all): &(&Vec<Vec<Report>>, &Vec<Quotation>),
) -> Vec<Speaker> {
    if quotation.continues
        && let Some((_, speakers)) = before
    {
        return speakers.clone();
    }
    if let Some(speakers) = beside(quotation, sentences, reports, all) {
        return speakers;
    }
    if let Some(speakers) = before_colon(quotation, text, sentences) {
        return speakers;
    }
    if let Some(speakers) = before_comma(quotation, text, sentences, reports) {
        return speakers;
    }
    // A name or term in quotation marks has no speaker of its own.
    if !is_sentence(quotation, text) {
        return Vec::new();
    }
    if let Some((last, speakers)) = before
        && !speakers.is_empty()
        && !text
            .slice(Span::new(last.span.end(), quotation.span.start()))
            .contains('\n')
    {
        return speakers.clone();
    }
    in_neighbour(quotation, text, sentences, reports)
        .or_else(|| going_on(quotation, before?, text))
        .unwrap_or_default()
}

/// The longest attribution between a quotation and the next paragraph's: "Professor Eastman of the centre said."
const ATTRIBUTION: u32 = 80;

/// The speaker of the quotation before it, where a paragraph ends with that and the next one begins with this, and
/// nobody is named.
fn going_on(
    quotation: &Quotation,
    before: &(Quotation, Vec<Speaker>),
    text: &Text,
) -> Option<Vec<Speaker>> {
    let (last, speakers) = before;
    let gap = Span::new(last.span.end(), quotation.span.start());
    let mut lines = text
        .slice(gap)
        .lines()
        .filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let begins = lines.next()?.chars().all(|c| matches!(c, '"' | '“'));
    (gap.len() <= ATTRIBUTION && !first.trim().is_empty() && begins && lines.next().is_none())
        .then(|| speakers.clone())
}

/// The report in a sentence of the quotation, whose cue stands outside it and outside every other one.
fn beside(
    quotation: &Quotation,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
    all: &[Quotation],
) -> Option<Vec<Speaker>> {
    let mut best: Option<(bool, u32, Vec<Speaker>)> = None;
    for (number, sentence) in sentences.iter().enumerate() {
        if sentence.span().end() <= quotation.span.start()
            || sentence.span().start() >= quotation.span.end()
        {
            continue;
        }
        for report in reports[number].iter().filter(|report| report.says) {
            let cue = sentence.token(report.cue).span();
            if all.iter().any(|other| other.span.contains(cue))
                || report
                    .speakers
                    .iter()
                    .any(|&s| quotation.span.contains(sentence.token(s).span()))
            {
                continue;
            }
            let covers = report
                .content
                .iter()
                .any(|&word| quotation.span.contains(sentence.token(word).span()));
            let distance = if cue.end() <= quotation.span.start() {
                quotation.span.start() - cue.end()
            } else {
                cue.start().saturating_sub(quotation.span.end())
            };
            let rank = (!covers, distance);
            if best
                .as_ref()
                .is_none_or(|(far, old, _)| rank < (*far, *old))
            {
                best = Some((!covers, distance, speakers_at(number, report)));
            }
        }
    }
    best.map(|(_, _, speakers)| speakers)
}

/// "X welcomed the deal: “...”": the subject of the last verb before the colon.
fn before_colon(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
) -> Option<Vec<Speaker>> {
    let before = text
        .slice(Span::new(0, quotation.span.start().saturating_sub(1)))
        .trim_end();
    if !before.ends_with(':') {
        return None;
    }
    let colon = before.chars().count() as u32 - 1;
    let number = sentences
        .iter()
        .position(|sentence| sentence.span().start() <= colon && colon < sentence.span().end())?;
    let view = View::new(&sentences[number]);
    let mut verbs: Vec<TokenIdx> = view
        .words()
        .filter(|&word| {
            view.upos(word) == Upos::Verb && sentences[number].token(word).span().end() <= colon
        })
        .collect();
    verbs.sort_by_key(|&word| (view.tree().depth(word), word));
    verbs.into_iter().find_map(|verb| {
        let subject = clause::subject(view, verb)?;
        Some(
            subject
                .heads
                .into_iter()
                .map(|head| Speaker {
                    sentence: number,
                    head,
                    cue: verb,
                    cue_last: verb,
                })
                .collect(),
        )
    })
}

/// "Then Hill added," with the quotation in the next paragraph: the one whom the sentence leaves speaking.
fn before_comma(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
) -> Option<Vec<Speaker>> {
    let before = text
        .slice(Span::new(0, quotation.span.start().saturating_sub(1)))
        .trim_end();
    let comma = before
        .ends_with(',')
        .then(|| before.chars().count() as u32 - 1)?;
    let number = sentences.iter().position(|sentence| {
        sentence.span().start() <= comma && comma + 1 == sentence.span().end()
    })?;
    let last = TokenIdx::new(sentences[number].len().checked_sub(2)?);
    reports[number]
        .iter()
        .find(|report| report.says && report.cue == last)
        .map(|report| speakers_at(number, report))
}

/// Whether it is a sentence or more, not a phrase in quotation marks.
fn is_sentence(quotation: &Quotation, text: &Text) -> bool {
    let words = text.slice(quotation.span);
    let starts = words
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = words.trim_end().ends_with(['.', '!', '?', ',', '…']);
    starts && (ends || quotation.span.len() > 60)
}

/// The speaker of the sentence before or after the quotation in the same paragraph.
fn in_neighbour(
    quotation: &Quotation,
    text: &Text,
    sentences: &[Sentence],
    reports: &[Vec<Report>],
) -> Option<Vec<Speaker>> {
    let first = sentences
        .iter()
        .position(|sentence| sentence.span().end() > quotation.span.start())?;
    let previous = first.checked_sub(1)?;
    let gap = Span::new(sentences[previous].span().end(), quotation.span.start());
    if text.slice(gap).contains('\n') {
        return None;
    }
    let view = View::new(&sentences[previous]);
    let said = reports[previous].iter().rev().find(|report| report.says);
    if let Some(report) = said {
        return Some(speakers_at(previous, report));
    }
    let root = view.tree().root();
    let subject = clause::subject(view, root)?;
    let speaks = subject
        .heads
        .iter()
        .all(|&head| view.name(head).is_some() || view.upos(head) == Upos::Pron);
    speaks.then(|| {
        subject
            .heads
            .into_iter()
            .map(|head| Speaker {
                sentence: previous,
                head,
                cue: root,
                cue_last: root,
            })
            .collect()
    })
}
