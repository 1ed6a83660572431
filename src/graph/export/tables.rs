//! Tables of nodes and edges, as CSV after RFC 4180 (<https://www.rfc-editor.org/rfc/rfc4180>): what property graphs
//! and spreadsheets import.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::ExportError;
use super::format::Scope;
use super::statements::{Card, Statement, cards, sheets, statements};
use crate::graph::store::Store;

/// Between several values of one cell.
const BETWEEN: &str = "|";

/// Writes the tables: an entity a row of `nodes`, a statement a row of `edges`; the rows of each. Of
/// [`Scope::Shortcuts`] the edges are the plain triples, with the number of documents behind each.
///
/// # Errors
/// [`ExportError`] if the store cannot be read or writing fails.
pub fn write(
    store: &Store,
    scope: Scope,
    mut nodes: impl Write,
    mut edges: impl Write,
) -> Result<(usize, usize), ExportError> {
    let mut all: BTreeMap<String, (Card, usize)> = BTreeMap::new();
    let mut plain: BTreeMap<(String, String, String, String), usize> = BTreeMap::new();
    let mut rows = 0;
    match scope {
        Scope::All | Scope::Flat => row(&mut edges, &HEADINGS)?,
        Scope::Shortcuts => row(
            &mut edges,
            &["source", "target", "relation", "label", "documents"],
        )?,
    }
    for sheet in sheets(store)? {
        let (id, sheet) = sheet?;
        for card in cards(&sheet) {
            let entry = all.entry(card.id.clone()).or_default();
            entry.1 += 1;
            merge(&mut entry.0, card);
        }
        let found = statements(&id, &sheet);
        match scope {
            Scope::All | Scope::Flat => {
                rows += found.len();
                for statement in &found {
                    edge(&mut edges, statement)?;
                }
            }
            Scope::Shortcuts => {
                let mut own: Vec<_> = found
                    .into_iter()
                    .filter(|found| found.is_asserted)
                    .map(ends)
                    .collect();
                own.sort();
                own.dedup();
                for ends in own {
                    *plain.entry(ends).or_default() += 1;
                }
            }
        }
    }
    for ((source, target, relation, label), documents) in &plain {
        row(
            &mut edges,
            &[source, target, relation, label, &documents.to_string()],
        )?;
    }
    row(
        &mut nodes,
        &[
            "id",
            "label",
            "class",
            "country",
            "aliases",
            "same_as",
            "documents",
        ],
    )?;
    for (card, documents) in all.values() {
        row(
            &mut nodes,
            &[
                &card.id,
                &card.label,
                &card.class,
                &card.country,
                &card.aliases.join(BETWEEN),
                &card.same_as.join(BETWEEN),
                &documents.to_string(),
            ],
        )?;
    }
    nodes.flush()?;
    edges.flush()?;
    Ok((all.len(), rows + plain.len()))
}

const HEADINGS: [&str; 18] = [
    "source",
    "target",
    "relation",
    "label",
    "statement",
    "claim",
    "asserted",
    "polarity",
    "certainty",
    "tense",
    "start",
    "end",
    "confidence",
    "sources",
    "document",
    "published",
    "publisher",
    "sentence",
];

fn edge(output: &mut impl Write, statement: &Statement) -> io::Result<()> {
    row(
        output,
        &[
            &statement.source,
            &statement.target,
            &statement.relation,
            &statement.label,
            &statement.id,
            &statement.claim,
            if statement.is_asserted {
                "true"
            } else {
                "false"
            },
            &statement.polarity,
            &statement.certainty,
            &statement.tense,
            &statement.start,
            &statement.end,
            &statement.confidence,
            &statement.sources.join(BETWEEN),
            &statement.document,
            &statement.published,
            &statement.publisher,
            &statement.sentence,
        ],
    )
}

fn ends(statement: Statement) -> (String, String, String, String) {
    (
        statement.source,
        statement.target,
        statement.relation,
        statement.label,
    )
}

/// Joins what two documents know about one entity.
pub(super) fn merge(into: &mut Card, card: Card) {
    if into.id.is_empty() {
        *into = card;
        return;
    }
    let mut keep = |name: String| {
        if name != into.label && !into.aliases.contains(&name) {
            into.aliases.push(name);
        }
    };
    keep(card.label);
    card.aliases.into_iter().for_each(keep);
    into.aliases.sort();
    into.same_as.extend(card.same_as);
    into.same_as.sort();
    into.same_as.dedup();
    if into.country.is_empty() {
        into.country = card.country;
    }
}

/// A row; a cell is quoted where it must be.
fn row(output: &mut impl Write, cells: &[&str]) -> io::Result<()> {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            output.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            write!(output, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            output.write_all(cell.as_bytes())?;
        }
    }
    output.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut output = Vec::new();
        row(&mut output, &["a", "b,c", "say \"no\"", "two\nlines", "최"]).expect("written");
        let expect = "a,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\",최\r\n";
        assert_eq!(String::from_utf8(output).expect("text"), expect);
    }
}
