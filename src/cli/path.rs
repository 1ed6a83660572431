//! `byline path`: how two entities are connected, each step with a sentence that says so.

use std::fmt::Write as _;

use oxigraph::model::{NamedNode, Term};

use super::args::query::PathArgs;
use super::display::Style;
use super::table::visible;
use super::{CliError, Outcome, graph, output, tell, term};
use crate::graph::names::Among;
use crate::graph::path::{self, Direction, Link, Path, Search, Trust};

/// Shows the paths that `args` ask for.
///
/// # Errors
/// [`CliError`] if the store cannot be read, or writing fails.
pub fn run(args: &PathArgs, quiet: bool) -> Result<Outcome, CliError> {
    let opened = graph::open(&args.store)?;
    let entities = |name: &str| -> Result<Option<Vec<NamedNode>>, CliError> {
        let terms = term::of_name(&opened, Among::Entities, name, quiet)?;
        Ok(terms.map(|terms| terms.into_iter().filter_map(node).collect()))
    };
    let (Some(from), Some(to)) = (entities(&args.from)?, entities(&args.to_entity)?) else {
        return Ok(Outcome::NothingFound);
    };
    let search = Search {
        from,
        to,
        hops: usize::from(args.hops),
        paths: usize::from(args.paths),
        trust: if args.all_claims {
            Trust::AllClaims
        } else {
            Trust::Facts
        },
    };
    let paths = path::find(&opened.store, &search).map_err(term::unreadable)?;
    if paths.is_empty() {
        let more = if args.all_claims {
            "try more --hops"
        } else {
            "try more --hops, or --all-claims"
        };
        tell(format_args!(
            "byline: no path of {} steps from {} to {}: {more}",
            args.hops,
            args.from.escape_debug(),
            args.to_entity.escape_debug()
        ));
        return Ok(Outcome::NothingFound);
    }
    output::items(paths.into_iter().map(Ok), args.to, args.color, shown)?;
    Ok(Outcome::Done)
}

fn node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        Term::BlankNode(_) | Term::Literal(_) | Term::Triple(_) => None,
    }
}

/// The most sentences that are shown for a step.
const SENTENCES: usize = 2;

fn shown(path: &Path, style: Style) -> String {
    let (bold, faint, off) = match style {
        Style::Plain => ("", "", ""),
        Style::Ansi => ("\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"),
    };
    let mut names = Vec::new();
    names.extend(path.steps.first().map(|step| visible(&step.from.name)));
    names.extend(path.steps.iter().map(|step| visible(&step.to.name)));
    let mut text = String::new();
    // A String takes whatever is written.
    let _ = writeln!(text, "{bold}{}{off}", names.join(" — "));
    for step in &path.steps {
        let (from, to) = (visible(&step.from.name), visible(&step.to.name));
        for link in &step.links {
            let relation = visible(&link.relation.name);
            let articles = articles(link);
            let arrow = match link.direction {
                Direction::Forward => format!("{from} → {relation} → {to}"),
                Direction::Backward => format!("{from} ← {relation} ← {to}"),
            };
            let _ = writeln!(text, "  {arrow}  {faint}{articles}{off}");
            let mut lines: Vec<String> = Vec::new();
            for evidence in &link.evidence {
                let id = visible(&evidence.document.id);
                let line = format!("      {faint}{id}{off} {}", said(evidence));
                // An article may say it twice in the same words.
                if lines.len() < SENTENCES && !lines.contains(&line) {
                    lines.push(line);
                }
            }
            for line in lines {
                let _ = writeln!(text, "{line}");
            }
        }
    }
    text
}

fn articles(link: &Link) -> String {
    match link.articles() {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    }
}

/// The sentence, with its stance where it is not a plain fact.
fn said(evidence: &crate::graph::evidence::Evidence) -> String {
    let sentence = visible(&evidence.sentence.text);
    if evidence.certainty == "certain" && evidence.tense != "future" {
        return sentence;
    }
    let tense = if evidence.tense == "future" {
        ", future"
    } else {
        ""
    };
    format!("({}{tense}) {sentence}", evidence.certainty)
}
