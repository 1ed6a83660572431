//! `byline extract`: from articles to their claims.

use std::io::{self, IsTerminal as _, Write as _};

use super::args::{ClaimFormat, ExtractArgs, ReadArgs};
use super::input::{Inputs, Reporter};
use super::progress::{self, Progress};
use super::{CliError, Outcome, entities, model, output};
use crate::graph::export::{Format, RdfExport, Scope, Syntax, write_quads};
use crate::graph::iri::Minter;
use crate::graph::mapping::Mapper;
use crate::knowledge::article::Article;
use crate::knowledge::json_lines;
use crate::pipeline::{Pipeline, ReadDocument};
use crate::text::diagnostic::Severity;

/// Extracts the claims of what `args` names.
///
/// # Errors
/// [`CliError`] if there is nothing to read from, the model cannot be used, or writing fails.
pub fn run(args: &ExtractArgs, quiet: bool) -> Result<Outcome, CliError> {
    let reporter = Reporter::of_quiet(quiet);
    let read: &ReadArgs = &args.read;
    let mut inputs = Inputs::new(read, reporter)?;
    let mut output = output::open(read.output.as_deref(), &read.paths)?;
    let pipeline = Pipeline::new(model::reader(read.model.as_deref(), read.jobs)?);
    let extractor = entities::extractor(&args.entities)?;
    let minter = Minter::new(&args.base).map_err(|error| CliError::Other(error.to_string()))?;
    let mapper = Mapper {
        minter,
        policy: args.assert.into(),
    };
    let mut has_failed = false;
    let mut outcome = Outcome::NothingFound;
    let mut progress = Progress::begin(quiet, read.output.is_none() && io::stdout().is_terminal());
    progress.expect(progress::expected(&read.paths).filter(|_| !read.paths.is_empty()));
    pipeline.run(
        &mut inputs,
        |document: ReadDocument| {
            let article = extractor.extract(
                &document.id,
                &document.metadata,
                &document.text,
                document.understood(),
            );
            (print(&article, args.to, &mapper), document.diagnostics)
        },
        |(lines, diagnostics)| {
            reporter.report(&diagnostics);
            has_failed |= diagnostics
                .iter()
                .any(|found| found.severity() == Severity::Error);
            if !lines.is_empty() {
                outcome = Outcome::Done;
            }
            progress.step();
            output.write_all(lines.as_bytes())
        },
    )?;
    progress.finish();
    output.flush()?;
    inputs.finish();
    Ok(if inputs.has_failed() || has_failed {
        Outcome::Incomplete
    } else {
        outcome
    })
}

/// The claims of an article: what is printed of it does not depend on the others, so that parts can be joined.
fn print(article: &Article, to: ClaimFormat, mapper: &Mapper) -> String {
    let format = match to {
        ClaimFormat::Jsonl => return json_lines::lines(article),
        // An article is strings, numbers and lists of them: always JSON.
        ClaimFormat::Articles => return serde_json::to_string(article).unwrap_or_default() + "\n",
        ClaimFormat::Nq => Format::NQuads,
        ClaimFormat::Nt => Format::NTriples,
        ClaimFormat::Trig => Format::TriG,
        ClaimFormat::Ttl => Format::Turtle,
    };
    let export = RdfExport {
        format,
        scope: Scope::All,
        syntax: Syntax::Rdf11,
    };
    let mut page = Vec::new();
    // These forms hold all that a mapper makes, and a vector takes whatever is written.
    let _ = write_quads(
        &export,
        mapper.quads(article, None),
        mapper.minter.base(),
        &mut page,
    );
    String::from_utf8_lossy(&page).into_owned()
}
