//! `byline export`: a store as text that other programs load.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::args::store::{ExportArgs, ExportFormat};
use super::output::{self, Output};
use super::{CliError, Outcome, tell};
use crate::graph::export::{ExportError, Format, RdfExport, Scope, Syntax, ftm, tables};
use crate::graph::store::Store;

/// Dumps the store that `args` name.
///
/// # Errors
/// [`CliError`] if the store cannot be read, the form cannot hold it, or writing fails.
pub fn run(args: &ExportArgs, quiet: bool) -> Result<Outcome, CliError> {
    let store =
        Store::open(&args.store.store).map_err(|error| CliError::Other(error.to_string()))?;
    let scope = match (args.flat, args.shortcuts_only) {
        (_, true) => Scope::Shortcuts,
        (true, false) => Scope::Flat,
        (false, false) => Scope::All,
    };
    let syntax = if args.rdf12 {
        Syntax::Rdf12
    } else {
        Syntax::Rdf11
    };
    let format = match format(args) {
        Ok(format) => format,
        Err(ExportFormat::Csv) => return csv(args, &store, scope, quiet),
        Err(_) => return entities(args, &store, scope, quiet),
    };
    if syntax == Syntax::Rdf12 && !format.has_triple_terms() {
        let error = ExportError::NoTripleTerms {
            format: format.name(),
        };
        return Err(CliError::Other(error.to_string()));
    }
    let export = RdfExport {
        format,
        scope,
        syntax,
    };
    let count = to_file(args, |output| export.write(&store, output))?;
    let things = if format.has_graphs() {
        "quads"
    } else {
        "triples"
    };
    done(quiet, format_args!("{count} {things}"));
    Ok(Outcome::Done)
}

/// The form of RDF, else the other form.
fn format(args: &ExportArgs) -> Result<Format, ExportFormat> {
    let named = args.output.as_deref().and_then(of_name);
    match args.to.or(named).unwrap_or(ExportFormat::Nq) {
        ExportFormat::Nq => Ok(Format::NQuads),
        ExportFormat::Trig => Ok(Format::TriG),
        ExportFormat::Ttl => Ok(Format::Turtle),
        ExportFormat::Nt => Ok(Format::NTriples),
        ExportFormat::Rdfxml => Ok(Format::RdfXml),
        ExportFormat::Jsonld => Ok(Format::JsonLd),
        other @ (ExportFormat::Csv | ExportFormat::Ftm) => Err(other),
    }
}

/// The form that a file's name tells.
fn of_name(path: &Path) -> Option<ExportFormat> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    Some(match name.rsplit_once('.')?.1 {
        "nq" => ExportFormat::Nq,
        "trig" => ExportFormat::Trig,
        "ttl" => ExportFormat::Ttl,
        "nt" => ExportFormat::Nt,
        "rdf" | "xml" | "owl" => ExportFormat::Rdfxml,
        "jsonld" => ExportFormat::Jsonld,
        _ => return None,
    })
}

fn csv(args: &ExportArgs, store: &Store, scope: Scope, quiet: bool) -> Result<Outcome, CliError> {
    let Some(folder) = args
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-")
    else {
        return Err(CliError::Other(
            "csv makes two tables: name a folder for them with --output".to_owned(),
        ));
    };
    fs::create_dir_all(folder).map_err(|error| CliError::Output {
        file: folder.display().to_string(),
        error,
    })?;
    let open = |name: &str| -> Result<Compressed, CliError> {
        let name = if args.gzip {
            format!("{name}.gz")
        } else {
            name.to_owned()
        };
        let output = output::open(Some(&folder.join(name)), &[])?;
        Ok(Compressed::new(output, args.gzip))
    };
    let (mut nodes, mut edges) = (open("nodes.csv")?, open("edges.csv")?);
    let counts = tables::write(store, scope, &mut nodes, &mut edges).map_err(failed)?;
    nodes.finish()?;
    edges.finish()?;
    done(
        quiet,
        format_args!("{} nodes, {} edges", counts.0, counts.1),
    );
    Ok(Outcome::Done)
}

fn entities(
    args: &ExportArgs,
    store: &Store,
    scope: Scope,
    quiet: bool,
) -> Result<Outcome, CliError> {
    let count = to_file(args, |output| ftm::write(store, scope, output))?;
    done(quiet, format_args!("{count} entities"));
    Ok(Outcome::Done)
}

/// Opens the output and closes it; in between `write` fills it.
fn to_file(
    args: &ExportArgs,
    write: impl FnOnce(&mut Compressed) -> Result<usize, ExportError>,
) -> Result<usize, CliError> {
    let is_gzip = args.gzip
        || args
            .output
            .as_ref()
            .is_some_and(|path| path.extension().is_some_and(|end| end == "gz"));
    let output = output::open(
        args.output.as_deref(),
        std::slice::from_ref(&args.store.store),
    )?;
    let mut output = Compressed::new(output, is_gzip);
    let count = write(&mut output).map_err(failed)?;
    output.finish()?;
    Ok(count)
}

fn failed(error: ExportError) -> CliError {
    match error {
        ExportError::Write(error) => CliError::Write(error),
        other => CliError::Other(other.to_string()),
    }
}

fn done(quiet: bool, what: std::fmt::Arguments<'_>) {
    if !quiet {
        tell(what);
    }
}

/// An output, compressed or not.
enum Compressed {
    Plain(Output),
    Gzip(GzEncoder<Output>),
}

impl Compressed {
    fn new(output: Output, is_gzip: bool) -> Self {
        if is_gzip {
            // The header holds no time and no name: the same dump gives the same bytes.
            Self::Gzip(GzEncoder::new(output, Compression::default()))
        } else {
            Self::Plain(output)
        }
    }

    fn finish(self) -> std::io::Result<()> {
        match self {
            Self::Plain(mut output) => output.flush(),
            Self::Gzip(encoder) => encoder.finish()?.flush(),
        }
    }
}

impl Write for Compressed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(output) => output.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(output) => output.flush(),
            // Flushing in the middle would only make it larger; `finish` does what is needed.
            Self::Gzip(_) => Ok(()),
        }
    }
}
