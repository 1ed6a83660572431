//! `byline list`: what a store holds, the most supported first.

use std::io::{self, IsTerminal as _, Write as _};

use comfy_table::{ContentArrangement, Table, TableComponent, presets};

use super::args::store::{ListArgs, ListFormat, Listed};
use super::{CliError, Outcome, output};
use crate::graph::overview::Overview;
use crate::graph::store::Store;
use crate::graph::vocabulary::prefixes;

/// Lists what `args` ask for.
///
/// # Errors
/// [`CliError`] if the store cannot be read or writing fails.
pub fn run(args: &ListArgs) -> Result<Outcome, CliError> {
    let failed = |error: crate::graph::store::StoreError| CliError::Other(error.to_string());
    let store = Store::open(&args.store.store).map_err(failed)?;
    let overview = match args.what {
        Listed::Entities => store.entities(),
        Listed::Relations => store.relations(),
        Listed::Documents => store.document_overview(),
        Listed::Sources => store.sources(),
        Listed::Events => store.events(),
        Listed::Conflicts => store.conflicts(),
    };
    let mut overview = overview.map_err(failed)?;
    if args.limit > 0 {
        overview.rows.truncate(args.limit);
    }
    let text = match args.to {
        ListFormat::Table => table(&overview, &prefixes(store.minter().base())),
        ListFormat::Csv => lines(&overview, csv_row),
        ListFormat::Tsv => lines(&overview, tsv_row),
        ListFormat::Json => json(&overview),
    };
    let mut output = output::open(None, &[])?;
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(if overview.rows.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Done
    })
}

/// Columns that fit the terminal, where there is one.
fn table(overview: &Overview, prefixes: &[(String, String)]) -> String {
    if overview.rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    if io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(&overview.headings);
    for row in &overview.rows {
        table.add_row(row.iter().map(|cell| shown(&short(cell, prefixes))));
    }
    format!("{}\n", table.trim_fmt())
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

/// A cell without what would move the cursor or turn the line around.
fn shown(cell: &str) -> String {
    cell.chars()
        .map(|c| match c {
            c if c.is_control() => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
            c => c,
        })
        .collect()
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
            // Of two columns of one name the second is the other claim's.
            let key = if object.contains_key(heading) {
                format!("other {heading}")
            } else {
                heading.to_owned()
            };
            object.insert(key, cell.as_str().into());
        }
        text += &serde_json::Value::Object(object).to_string();
        text.push('\n');
    }
    text
}
