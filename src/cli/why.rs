//! `byline why`: the evidence of claims: sentences with the words that carry them, sources, stance, time, rule, and what
//! other articles say.

use std::fmt::Write as _;

use oxigraph::model::{Literal, NamedNode, Term};
use serde::Serialize;

use super::args::query::{WhyArgs, WhyFormat};
use super::display::Style;
use super::graph::{self, Opened};
use super::table::visible;
use super::{CliError, Outcome, output, tell, term};
use crate::graph::evidence::{self, Evidence, Mark, Other, Part, Place, Reader, Sentence};
use crate::graph::names::{self, Among, Found};
use crate::graph::statement::{self, Pattern};

/// Shows the evidence that `args` ask for.
///
/// # Errors
/// [`CliError`] if the store cannot be read, or writing fails.
pub fn run(args: &WhyArgs, quiet: bool) -> Result<Outcome, CliError> {
    let opened = graph::open(&args.store)?;
    let mut reader = Reader::new(&opened.store);
    let found = match args.statement.as_slice() {
        [claim] => one(&opened, &mut reader, claim, quiet)?,
        [subject, relation, object] => {
            stated(&opened, &mut reader, [subject, relation, object], quiet)?
        }
        _ => {
            return Err(CliError::Other(
                "give subject, relation and object, _ for anything: byline why \"Choe Son Hui\" visit _"
                    .to_owned(),
            ));
        }
    };
    let Some(claims) = found.filter(|claims| !claims.is_empty()) else {
        return Ok(Outcome::NothingFound);
    };
    let limit = match args.limit {
        0 => usize::MAX,
        limit => limit,
    };
    let (mut read, mut told) = (0, 0);
    // What an article repeats stands in it: article by article is enough, and no more of them than are asked for.
    let mut found = claims
        .chunk_by(|one, next| one.document == next.document)
        .flat_map(|article| {
            let found = of_article(&mut reader, article, args.to);
            read += article.len();
            told += found.as_ref().map_or(0, Vec::len);
            let (found, error) = match found {
                Ok(found) => (found, None),
                Err(error) => (Vec::new(), Some(error)),
            };
            found.into_iter().map(Ok).chain(error.map(Err))
        });
    output::items(
        found.by_ref().take(limit),
        args.to,
        args.color,
        |said, style| shown(said, &opened, style),
    )?;
    drop(found);
    // What the other articles repeat is not known: each of their claims counts.
    let all = told + (claims.len() - read);
    if all > limit && !quiet {
        tell(format_args!("{limit} of {all} claims: --limit 0 shows all"));
    }
    Ok(Outcome::Done)
}

/// The claims of one article.
fn of_article(
    reader: &mut Reader<'_>,
    claims: &[Place],
    format: WhyFormat,
) -> Result<Vec<Said>, CliError> {
    let mut found = Vec::new();
    for place in claims {
        found.extend(reader.of(&place.claim).map_err(term::unreadable)?);
    }
    Ok(match format {
        WhyFormat::Json => found.into_iter().map(Said::once).collect(),
        WhyFormat::Text => repeated(found),
    })
}

/// A claim, and where else its article makes it in the same words.
#[derive(Serialize)]
struct Said {
    #[serde(flatten)]
    evidence: Evidence,
    #[serde(skip)]
    again: Vec<Sentence>,
}

impl Said {
    fn once(evidence: Evidence) -> Self {
        Self {
            evidence,
            again: Vec::new(),
        }
    }

    /// Whether `other` is the same claim of the same article in the same words: a headline or a first sentence is
    /// often printed twice.
    fn is_again(&self, other: &Evidence) -> bool {
        let place = |evidence: &Evidence| Evidence {
            claim: String::new(),
            marks: Vec::new(),
            sentence: Sentence {
                text: evidence.sentence.text.clone(),
                ..Sentence::default()
            },
            ..evidence.clone()
        };
        let own = &self.evidence;
        own.sentence.text == other.sentence.text && place(own) == place(other)
    }
}

/// The claims of an article, those that it repeats word for word as one.
fn repeated(found: Vec<Evidence>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for evidence in found {
        match said.iter_mut().find(|said| said.is_again(&evidence)) {
            Some(said) => said.again.push(evidence.sentence),
            None => said.push(Said::once(evidence)),
        }
    }
    said
}

/// The claim of this IRI; told if there is none.
fn one(
    opened: &Opened,
    reader: &mut Reader<'_>,
    claim: &str,
    quiet: bool,
) -> Result<Option<Vec<Place>>, CliError> {
    let Some(terms) = term::of_name(opened, Among::Claims, claim, quiet)? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for term in terms {
        if let Term::NamedNode(node) = term
            && reader.is_claim(&node).map_err(term::unreadable)?
        {
            found.push(node);
        }
    }
    if found.is_empty() {
        tell(format_args!(
            "byline: {} is no claim of this store",
            claim.escape_debug()
        ));
        return Ok(None);
    }
    in_order(reader, found).map(Some)
}

/// The claims that state this; told if there are none.
fn stated(
    opened: &Opened,
    reader: &mut Reader<'_>,
    [subject, relation, object]: [&str; 3],
    quiet: bool,
) -> Result<Option<Vec<Place>>, CliError> {
    let (Some(subject_terms), Some(relation_terms), Some(object_terms)) = (
        place(opened, Among::Entities, subject, quiet)?,
        place(opened, Among::Relations, relation, quiet)?,
        place(opened, Among::Entities, object, quiet)?,
    ) else {
        return Ok(None);
    };
    let pattern = Pattern {
        subject: subject_terms.0,
        relation: relation_terms.0,
        object: object_terms.0,
    };
    let claims = statement::claims(&opened.store, &pattern).map_err(term::unreadable)?;
    if claims.is_empty() {
        tell(format_args!(
            "byline: no claim says {} {} {}",
            subject.escape_debug(),
            relation.escape_debug(),
            object.escape_debug()
        ));
    }
    in_order(reader, claims).map(Some)
}

/// Where `claims` stand, by date, document and place.
fn in_order(
    reader: &mut Reader<'_>,
    claims: impl IntoIterator<Item = NamedNode>,
) -> Result<Vec<Place>, CliError> {
    let places = claims.into_iter().map(|claim| reader.place(claim));
    let mut places: Vec<Place> = places.collect::<Result<_, _>>().map_err(term::unreadable)?;
    places.sort();
    Ok(places)
}

/// What is asked for in one place of a statement.
struct Asked(Option<Vec<Term>>);

/// The terms for `value`, or anything for `_`; none, and told, if nothing is called so.
fn place(
    opened: &Opened,
    among: Among,
    value: &str,
    quiet: bool,
) -> Result<Option<Asked>, CliError> {
    if matches!(value, "_" | "*" | "?") {
        return Ok(Some(Asked(None)));
    }
    // What is no entity stands in claims as words.
    let words: Term = Literal::new_simple_literal(value).into();
    if among == Among::Entities
        && matches!(
            names::find(&opened.store, value, among).map_err(term::unreadable)?,
            Found::Nothing(_)
        )
        && statement::is_words(&opened.store, &words).map_err(term::unreadable)?
    {
        return Ok(Some(Asked(Some(vec![words]))));
    }
    let terms = term::of_name(opened, among, value, quiet)?;
    Ok(terms.map(|mut terms| {
        if among == Among::Entities {
            terms.push(words);
        }
        Asked(Some(terms))
    }))
}

/// The evidence for people.
fn shown(said: &Said, opened: &Opened, style: Style) -> String {
    let evidence = &said.evidence;
    let name = |named: &Option<evidence::Named>| {
        named
            .as_ref()
            .map_or_else(|| "–".to_owned(), |named| visible(&named.name))
    };
    let mut text = String::new();
    // A String takes whatever is written.
    let _ = writeln!(
        text,
        "{}",
        ink(
            style,
            Ink::Head,
            &format!(
                "{} · {} · {}",
                name(&evidence.subject),
                visible(&evidence.relation.name),
                name(&evidence.object)
            )
        )
    );
    let _ = writeln!(text, "  {}", highlighted(evidence, style));
    let _ = writeln!(text, "  {}", ink(style, Ink::Faint, &place_of(said)));
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {key:<12} {value}");
        }
    };
    for implied in &evidence.implies {
        let names = [&implied.subject, &implied.relation, &implied.object];
        let names: Vec<String> = names.iter().map(|named| visible(&named.name)).collect();
        line("so", &names.join(" · "));
    }
    line("says", &says(evidence));
    line("stance", &stance(evidence));
    line("with", &others_taking_part(evidence));
    line("when", &when(evidence));
    let roleset = evidence.roleset.as_deref().unwrap_or("–");
    let class = evidence.event_type.as_deref().unwrap_or("–");
    let (rule, confidence) = (&evidence.rule, &evidence.confidence);
    line(
        "read by",
        &format!("rule {rule}, confidence {confidence}, roleset {roleset}, class {class}"),
    );
    line(
        "claim",
        &names::shortened(&evidence.claim, &opened.prefixes),
    );
    for other in listed(&evidence.supported_by, of_other) {
        line("supported by", &other);
    }
    let contradicting = listed(&evidence.contradicted_by, |other| {
        let what = other.differs_in.as_deref().unwrap_or("otherwise");
        format!("({what}) {}", of_other(other))
    });
    for other in contradicting {
        line("contradicted", &other);
    }
    text
}

/// The most sentences that are listed for a claim, and against it.
const OTHERS: usize = 10;

/// What is said of `others`, each sentence once, and how many more there are.
fn listed(others: &[Other], told: impl Fn(&Other) -> String) -> Vec<String> {
    // They are in order: what an article says twice in the same words stands side by side.
    let mut sentences = others.chunk_by(|one, next| {
        one.document.iri == next.document.iri
            && one.sentence == next.sentence
            && one.differs_in == next.differs_in
    });
    let first = sentences.by_ref().take(OTHERS);
    let mut lines: Vec<String> = first.map(|same| told(&same[0])).collect();
    let more = sentences.count();
    if more > 0 {
        lines.push(format!("and {more} more: --to json lists all"));
    }
    lines
}

/// Where the sentence stands.
fn place_of(said: &Said) -> String {
    let document = &said.evidence.document;
    let places = std::iter::once(&said.evidence.sentence).chain(&said.again);
    let places: Vec<String> = places
        .map(|sentence| format!("{}–{}", sentence.start, sentence.end))
        .collect();
    let mut parts = vec![format!("{} {}", document.id, places.join(" and "))];
    let rest = [
        &document.date,
        &document.publisher,
        &document.headline,
        &document.url,
    ];
    parts.extend(rest.into_iter().flatten().cloned());
    visible(&parts.join(" · "))
}

fn says(evidence: &Evidence) -> String {
    if evidence.sources.is_empty() {
        return "the article itself".to_owned();
    }
    let chain: Vec<String> = evidence
        .sources
        .iter()
        .map(|source| {
            let (name, cue) = (visible(&source.source.name), visible(&source.cue));
            format!("{name} (“{cue}”)")
        })
        .collect();
    chain.join(", according to ")
}

fn stance(evidence: &Evidence) -> String {
    let mut parts = vec![
        evidence.polarity.clone(),
        evidence.certainty.clone(),
        evidence.tense.clone(),
    ];
    for cue in evidence.negation_cues.iter().chain(&evidence.hedge_cues) {
        parts.push(format!("“{}”", visible(cue)));
    }
    parts.join(", ")
}

/// Participants other than subject and object, which stand in the head line.
fn others_taking_part(evidence: &Evidence) -> String {
    let is_shown = |named: &evidence::Named| {
        [&evidence.subject, &evidence.object]
            .into_iter()
            .flatten()
            .any(|shown| shown == named)
    };
    let parts: Vec<String> = evidence
        .arguments
        .iter()
        .filter(|argument| !is_shown(&argument.value) || argument.quantity.is_some())
        .map(|argument| {
            let preposition = argument.preposition.iter();
            let words = preposition.chain([&argument.text]);
            let words: Vec<String> = words.map(|word| visible(word)).collect();
            format!("{} ({})", words.join(" "), argument.role)
        })
        .collect();
    parts.join("; ")
}

fn when(evidence: &Evidence) -> String {
    let Some(time) = &evidence.time else {
        return String::new();
    };
    let open = || "…".to_owned();
    let days = match (&time.start, &time.end) {
        (None, None) => "not known".to_owned(),
        (Some(start), Some(end)) if start == end => start.clone(),
        (start, end) => format!(
            "{} to {}",
            start.clone().unwrap_or_else(open),
            end.clone().unwrap_or_else(open)
        ),
    };
    let basis = time.basis.as_deref().unwrap_or("–");
    format!("{days} (“{}”, {basis})", visible(&time.text))
}

fn of_other(other: &Other) -> String {
    let document = &other.document;
    let date = document.date.as_deref().unwrap_or("undated");
    visible(&format!("{} {date}: {}", document.id, other.sentence))
}

/// How words are set off.
#[derive(Debug, Clone, Copy)]
enum Ink {
    Head,
    Faint,
    Part(Part),
}

fn ink(style: Style, ink: Ink, text: &str) -> String {
    let code = match ink {
        Ink::Head => "1",
        Ink::Faint => "2",
        Ink::Part(Part::Predicate) => "1;33",
        Ink::Part(Part::Cue) => "35",
        Ink::Part(Part::Source) => "36",
        Ink::Part(Part::Argument) => "32",
    };
    match style {
        Style::Plain => text.to_owned(),
        Style::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

/// The sentence with the words of the claim set off: by colours, or by brackets around the predicate.
fn highlighted(evidence: &Evidence, style: Style) -> String {
    let start = evidence.sentence.start;
    let chars: Vec<char> = evidence.sentence.text.chars().collect();
    // The shortest mark over a word tells what it does; without colours only the predicate is set off.
    let part_of = |at: usize| -> Option<Part> {
        let over = |mark: &&Mark| (mark.start..mark.end).contains(&(start + at));
        let is_shown = |mark: &&Mark| style == Style::Ansi || mark.part == Part::Predicate;
        let narrowest = evidence
            .marks
            .iter()
            .filter(over)
            .filter(is_shown)
            .min_by_key(|mark| mark.end - mark.start);
        narrowest.map(|mark| mark.part)
    };
    let mut text = String::new();
    let mut at = 0;
    while at < chars.len() {
        let part = part_of(at);
        let mut end = at + 1;
        while end < chars.len() && part_of(end) == part {
            end += 1;
        }
        let words: String = chars[at..end].iter().collect();
        let words = visible(&words);
        match (part, style) {
            (None, _) => text += &words,
            (Some(Part::Predicate), Style::Plain) => {
                let _ = write!(text, "[{words}]");
            }
            (Some(part), _) => text += &ink(style, Ink::Part(part), &words),
        }
        at = end;
    }
    text
}
