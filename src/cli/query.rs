//! `byline query`: a question to the graph, answered as a table or in one of the W3C's formats.

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oxigraph::sparql::results::QueryResultsFormat;

use super::args::query::{QueryArgs, TableFormat};
use super::display::Style;
use super::graph::{self, Opened};
use super::{CliError, Outcome, output, table, tell, term};
use crate::graph::catalogue::{self, Entry, Kind, Need};
use crate::graph::query::{Answer, DefaultGraph, Question, Settings, Solutions};
use crate::graph::results;
use crate::graph::watch::Limits;

/// Answers what `args` ask.
///
/// # Errors
/// [`CliError`] if the query cannot be read, is no SPARQL, exceeds a limit, or writing fails.
pub fn run(args: &QueryArgs, quiet: bool) -> Result<Outcome, CliError> {
    if args.list {
        return list(args);
    }
    let entry = entry(args)?;
    if args.show {
        let mut output = output::open(args.output.as_deref(), &[])?;
        output.write_all(entry.text.as_bytes())?;
        output.flush()?;
        return Ok(Outcome::Done);
    }
    let settings = settings(args)?;
    let given = given(&entry, &args.set)?;
    let opened = graph::open(&args.store)?;
    let mut question = Question::parse(&entry.name, &entry.text, &opened.prefixes)
        .map_err(|error| CliError::Other(error.to_string()))?;
    for (name, value) in &given {
        let kind = entry
            .parameter(name)
            .map_or(Kind::Any, |parameter| parameter.kind);
        let Some(terms) = term::resolve(&opened, kind, value, quiet)? else {
            return Ok(Outcome::NothingFound);
        };
        question = question
            .bind(name, terms)
            .map_err(|error| CliError::Other(error.to_string()))?;
    }
    let mut output = output::open(args.output.as_deref(), &[])?;
    let failed = |error: crate::graph::query_error::QueryError| CliError::Other(error.to_string());
    if args.explain {
        let plan = question.explain(&opened.store, &settings).map_err(failed)?;
        write!(output, "{plan}")?;
        output.flush()?;
        return Ok(Outcome::Done);
    }
    let start = Instant::now();
    let answer = question.answer(&opened.store, &settings).map_err(failed)?;
    let time = start.elapsed();
    print(args, &opened, &answer, &mut output)?;
    output.flush()?;
    if !quiet {
        report(&answer, time);
    }
    Ok(match &answer {
        Answer::Boolean(true) => Outcome::Done,
        Answer::Solutions(solutions) if !solutions.rows.is_empty() => Outcome::Done,
        Answer::Graph(triples) if !triples.is_empty() => Outcome::Done,
        Answer::Boolean(false) | Answer::Solutions(_) | Answer::Graph(_) => Outcome::NothingFound,
    })
}

fn settings(args: &QueryArgs) -> Result<Settings, CliError> {
    let time = Duration::try_from_secs_f64(args.timeout).map_err(|_| {
        CliError::Other(format!(
            "--timeout {}: give seconds, such as 60 or 0.5, or 0 for no limit",
            args.timeout
        ))
    })?;
    Ok(Settings {
        graph: if args.union {
            DefaultGraph::Union
        } else {
            DefaultGraph::Own
        },
        limits: Limits {
            time: (!time.is_zero()).then_some(time),
            rows: args.limit_rows,
            memory: args
                .limit_memory
                .map_or(Limits::default().memory, |mebibytes| {
                    mebibytes.saturating_mul(1 << 20)
                }),
        },
        services: args.allow_service.clone(),
    })
}

/// The query that is asked for: of this name, in this file, on the command line, from standard input.
fn entry(args: &QueryArgs) -> Result<Entry, CliError> {
    if let Some(text) = &args.expression {
        return Ok(Entry::read("-e", text));
    }
    let Some(name) = args.query.as_deref().filter(|name| *name != "-") else {
        return from_stdin("<stdin>").map(|text| Entry::read("<stdin>", &text));
    };
    if let Some(entry) = catalogue::entry(name) {
        return Ok(entry);
    }
    let path = Path::new(name);
    if path.is_file() || name.contains(['/', '.']) {
        return read(path).map(|text| Entry::read(name, &text));
    }
    Err(CliError::Other(format!(
        "no query and no file is called {name}: byline query --list shows the queries"
    )))
}

/// All of standard input, unless a person is at the keyboard.
pub(super) fn from_stdin(name: &str) -> Result<String, CliError> {
    if io::stdin().is_terminal() {
        return Err(CliError::Other(
            "nothing to ask: name a query (--list shows them) or a file, or give SPARQL with -e"
                .to_owned(),
        ));
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::Other(format!("{name}: {error}")))?;
    utf8(name, bytes)
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, CliError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| CliError::Other(format!("{name}: cannot be read: {error}")))?;
    utf8(&name, bytes)
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, CliError> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]);
        let line = before.matches('\n').count();
        CliError::Other(format!(
            "{name}:{}: is not UTF-8: save it as UTF-8",
            line + 1
        ))
    })
}

/// The values of `--set`, of which each variable has one, and every required parameter.
fn given(entry: &Entry, set: &[String]) -> Result<Vec<(String, String)>, CliError> {
    let mut given: Vec<(String, String)> = Vec::new();
    for pair in set {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(CliError::Other(format!(
                "--set {pair}: give NAME=VALUE, such as --set who=\"Choe Son Hui\""
            )));
        };
        let name = name.trim().trim_start_matches(['?', '$']);
        if given.iter().any(|(known, _)| known == name) {
            return Err(CliError::Other(format!(
                "--set {name}: given twice: give one value"
            )));
        }
        let is_known = entry.parameters.is_empty() || entry.parameter(name).is_some();
        if !is_known {
            let known: Vec<&str> = entry
                .parameters
                .iter()
                .map(|parameter| parameter.name.as_str())
                .collect();
            return Err(CliError::Other(format!(
                "--set {name}: {} takes {}",
                entry.name,
                known.join(", ")
            )));
        }
        given.push((name.to_owned(), value.to_owned()));
    }
    for parameter in &entry.parameters {
        let is_given = given.iter().any(|(name, _)| *name == parameter.name);
        if parameter.need == Need::Required && !is_given {
            return Err(CliError::Other(format!(
                "{} needs --set {}=… ({}: {})",
                entry.name, parameter.name, parameter.kind, parameter.about
            )));
        }
    }
    Ok(given)
}

fn print(
    args: &QueryArgs,
    opened: &Opened,
    answer: &Answer,
    output: &mut output::Output,
) -> Result<(), CliError> {
    let format = match args.to {
        TableFormat::Csv => QueryResultsFormat::Csv,
        TableFormat::Tsv => QueryResultsFormat::Tsv,
        TableFormat::Json => QueryResultsFormat::Json,
        TableFormat::Xml => QueryResultsFormat::Xml,
        TableFormat::Table | TableFormat::Md => {
            return for_people(args, opened, answer, output);
        }
    };
    results::write(answer, format, &opened.prefixes, output)?;
    Ok(())
}

fn for_people(
    args: &QueryArgs,
    opened: &Opened,
    answer: &Answer,
    output: &mut output::Output,
) -> Result<(), CliError> {
    match answer {
        Answer::Boolean(value) => writeln!(output, "{value}")?,
        Answer::Graph(triples) => results::write_turtle(triples, &opened.prefixes, output)?,
        Answer::Solutions(solutions) => {
            let head: Vec<String> = solutions
                .variables
                .iter()
                .map(|variable| variable.as_str().to_owned())
                .collect();
            let rows = cells(args, opened, solutions)?;
            let text = if args.to == TableFormat::Md {
                results::Markdown { head, rows }.to_string()
            } else {
                let width = args.width.or_else(|| terminal_width(args.output.as_ref()));
                table::render(&head, &rows, width, style(args))
            };
            output.write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

fn style(args: &QueryArgs) -> Style {
    if output::is_coloured(args.color, args.output.as_deref()) {
        Style::Ansi
    } else {
        Style::Plain
    }
}

/// The terminal's width, if the answer goes to one.
fn terminal_width(file: Option<&PathBuf>) -> Option<u16> {
    file.is_none().then(table::terminal_width).flatten()
}

fn cells(
    args: &QueryArgs,
    opened: &Opened,
    solutions: &Solutions,
) -> Result<Vec<Vec<String>>, CliError> {
    let mut labels = term::Labels::new(opened, args.iris);
    let mut rows = Vec::with_capacity(solutions.rows.len());
    for row in &solutions.rows {
        let mut cells = Vec::with_capacity(row.len());
        for value in row {
            cells.push(match value {
                Some(term) => labels.shown(term)?,
                None => String::new(),
            });
        }
        rows.push(cells);
    }
    Ok(rows)
}

fn report(answer: &Answer, time: Duration) {
    let counted = |count: usize, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{plural}")
    };
    let what = match answer {
        Answer::Solutions(solutions) => counted(solutions.rows.len(), "row"),
        Answer::Graph(triples) => counted(triples.len(), "triple"),
        Answer::Boolean(_) => return,
    };
    tell(format_args!("{what} in {:.3} s", time.as_secs_f64()));
}

/// Prints the queries that come with byline.
fn list(args: &QueryArgs) -> Result<Outcome, CliError> {
    let mut output = output::open(args.output.as_deref(), &[])?;
    let (on, off) = match style(args) {
        Style::Ansi => ("\u{1b}[1m", "\u{1b}[0m"),
        Style::Plain => ("", ""),
    };
    for entry in catalogue::entries() {
        writeln!(output, "{on}{}{off}  {}", entry.name, entry.title)?;
        for parameter in &entry.parameters {
            let need = match parameter.need {
                Need::Required => ", required",
                Need::Optional => "",
            };
            let (name, kind, about) = (&parameter.name, parameter.kind, &parameter.about);
            writeln!(output, "    --set {name}=…  {kind}{need}: {about}")?;
        }
    }
    output.flush()?;
    Ok(Outcome::Done)
}
