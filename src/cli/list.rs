//! `byline list`: what a store holds, the most supported first.

use std::io::Write as _;

use super::args::When;
use super::args::store::{ListArgs, ListFormat, Listed};
use super::display::Style;
use super::{CliError, Outcome, output, table, tell};
use crate::graph::overview::Overview;
use crate::graph::store::Store;
use crate::graph::vocabulary::prefixes;

/// Lists what `args` ask for.
///
/// # Errors
/// [`CliError`] if the store cannot be read or writing fails.
pub fn run(args: &ListArgs, quiet: bool) -> Result<Outcome, CliError> {
    let failed = |error: crate::graph::store::StoreError| CliError::Other(error.to_string());
    let store = Store::open(&args.store.store).map_err(failed)?;
    let overview = match args.what {
        Listed::Entities => store.entities(),
        Listed::Relations => store.relations(),
        Listed::Documents => store.document_overview(),
        Listed::Sources => store.sources(),
        Listed::Events => store.events(),
        Listed::Conflicts => store.conflicts(),
        Listed::Merges => store.merges(),
    };
    let mut overview = overview.map_err(failed)?;
    if args.limit > 0 {
        overview.rows.truncate(args.limit);
    }
    let text = match args.to {
        ListFormat::Table => as_table(&overview, &prefixes(store.minter().base())),
        ListFormat::Csv => lines(&overview, csv_row),
        ListFormat::Tsv => lines(&overview, tsv_row),
        ListFormat::Json => json(&overview),
    };
    let mut output = output::open(None, &[])?;
    output.write_all(text.as_bytes())?;
    output.flush()?;
    if overview.rows.is_empty() {
        if !quiet {
            tell(format_args!("byline: nothing of this kind is in the store"));
        }
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Columns that fit the terminal, where there is one.
fn as_table(overview: &Overview, prefixes: &[(String, String)]) -> String {
    if overview.rows.is_empty() {
        return String::new();
    }
    let head: Vec<String> = overview.headings.iter().map(ToString::to_string).collect();
    let row = |row: &Vec<String>| row.iter().map(|cell| short(cell, prefixes)).collect();
    let rows: Vec<Vec<String>> = overview.rows.iter().map(row).collect();
    let style = if output::is_coloured(When::Auto, None) {
        Style::Ansi
    } else {
        Style::Plain
    };
    table::render(&head, &rows, table::terminal_width(), style)
}

/// An IRI by its prefix, where what follows needs no escape.
fn short(cell: &str, prefixes: &[(String, String)]) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    prefixes
        .iter()
        .find_map(|(prefix, namespace)| Some((prefix, cell.strip_prefix(namespace.as_str())?)))
        .filter(|(_, local)| !local.is_empty() && local.chars().all(is_plain))
        .map_or_else(
            || cell.to_owned(),
            |(prefix, local)| format!("{prefix}:{local}"),
        )
}

fn lines(overview: &Overview, line: impl Fn(&[String]) -> String) -> String {
    let headings: Vec<String> = overview
        .headings
        .iter()
        .map(|&heading| heading.to_owned())
        .collect();
    std::iter::once(&headings)
        .chain(&overview.rows)
        .map(|row| line(row))
        .collect()
}

fn csv_row(row: &[String]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| {
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        })
        .collect();
    cells.join(",") + "\r\n"
}

fn tsv_row(row: &[String]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| {
            cell.replace('\\', "\\\\")
                .replace('\t', "\\t")
                .replace('\n', "\\n")
                .replace('\r', "\\r")
        })
        .collect();
    cells.join("\t") + "\n"
}

fn json(overview: &Overview) -> String {
    let mut text = String::new();
    for row in &overview.rows {
        let mut object = serde_json::Map::new();
        for (&heading, cell) in overview.headings.iter().zip(row) {
            object.insert(heading.to_owned(), cell.as_str().into());
        }
        text += &serde_json::Value::Object(object).to_string();
        text.push('\n');
    }
    text
}
