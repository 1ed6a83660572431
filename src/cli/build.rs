//! `byline build`: from articles to a store.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write as _};
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization as _;

use super::args::InputFormat;
use super::args::store::BuildArgs;
use super::input::{Inputs, Reporter};
use super::interrupts::{Interrupts, Standing};
use super::output::Output;
use super::progress::{self, Progress};
use super::{CliError, Outcome, entities, model, output, tell};
use crate::graph::iri::{Minter, digest};
use crate::graph::mapping::Mapped;
use crate::graph::stance::Policy;
use crate::graph::store::{Settings, Store, StoreError, Writer};
use crate::knowledge::article::Article;
use crate::pipeline::{Pipeline, ReadDocument};
use crate::text::diagnostic::{Diagnostic, Severity};
use crate::text::reader::Input;

/// Quads of new articles that are put into the store together: the more, the less a quad costs, and the more memory
/// they take (these: 0.8 GB, measured on made-up articles; oxigraph's own program takes 1.1 GB, a million at once).
const BATCH: usize = 500_000;
/// Articles that are put into a store without `RocksDB` together: it is rewritten whole each time.
const ARTICLES: usize = if cfg!(feature = "rocksdb") {
    usize::MAX
} else {
    256
};
/// How long an article waits for others.
const PATIENCE: Duration = if cfg!(feature = "rocksdb") {
    Duration::from_secs(5)
} else {
    Duration::MAX
};

/// Reads what `args` names into a store.
///
/// # Errors
/// [`CliError`] if there is nothing to read from, or the model or the store cannot be used.
pub fn run(args: &BuildArgs, quiet: bool) -> Result<Outcome, CliError> {
    let interrupts = Interrupts::heed()?;
    let store = Store::open_or_create(&args.store, &settings(args)?).map_err(failed)?;
    let mut build = Build::new(&store, &interrupts, quiet)?;
    let is_whole = match args.input.to_read() {
        Some(format) => read(args, format, &mut build, quiet)?,
        None => load(args, &mut build)?,
    };
    build.flush()?;
    if args.prune && is_whole {
        build.prune()?;
    } else if args.prune {
        tell(format_args!(
            "byline: nothing was forgotten, as something could not be read"
        ));
    }
    let found_none = build.seen.0.is_empty();
    build.finish(quiet)?;
    Ok(match (is_whole, found_none) {
        (false, _) => Outcome::Incomplete,
        (true, true) => Outcome::NothingFound,
        (true, false) => Outcome::Done,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn failed(error: StoreError) -> CliError {
    CliError::Other(error.to_string())
}

/// What is asked for, else what the store has, else what is usual.
fn settings(args: &BuildArgs) -> Result<Settings, CliError> {
    let kept = Settings::read(&args.store)
        .map_err(failed)?
        .unwrap_or_default();
    let minter = match &args.base {
        Some(base) => Minter::new(base).map_err(|error| CliError::Other(error.to_string()))?,
        None => kept.minter,
    };
    let policy = args.assert.map_or(kept.policy, Policy::from);
    Ok(Settings::new(minter, policy))
}

/// Reads articles; whether all could be read.
fn read(
    args: &BuildArgs,
    format: InputFormat,
    build: &mut Build<'_>,
    quiet: bool,
) -> Result<bool, CliError> {
    let reporter = Reporter::of_quiet(quiet);
    let extractor = entities::extractor(&args.entities)?;
    let mut inputs = Inputs::of(&args.paths, format, reporter)?;
    let news = RefCell::new(News {
        unusual: entities::unusual(&args.entities)?,
        ..News::default()
    });
    let store = build.store;
    build.progress.expect(progress::expected(&args.paths));
    let bar = build.progress.bar();
    let mut is_whole = true;
    {
        let mut changed = inputs
            .by_ref()
            .filter(|input| {
                let is_wanted = news.borrow_mut().wants(input, store);
                if !is_wanted {
                    bar.inc(1);
                }
                is_wanted
            })
            .peekable();
        // The model is loaded when an article needs it: a run that finds nothing new takes no time.
        if changed.peek().is_some() {
            let pipeline = Pipeline::new(model::reader(args.model.as_deref(), args.jobs)?);
            let mapper = store.mapper();
            pipeline.run(
                changed,
                |document: ReadDocument| {
                    let article = extractor.extract(
                        &document.id,
                        &document.metadata,
                        &document.text,
                        document.understood(),
                    );
                    (mapper.map(&article, None), document.diagnostics)
                },
                |(mut mapped, diagnostics)| {
                    reporter.report(&diagnostics);
                    let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
                    is_whole &= !diagnostics.iter().any(is_error);
                    if let Some(fingerprint) = news.borrow_mut().fingerprints.remove(&mapped.id) {
                        mapped.sign(&store.mapper().minter, &fingerprint);
                    }
                    build.add(mapped)
                },
            )?;
        }
    }
    inputs.finish();
    let news = news.into_inner();
    if let Some(error) = news.error {
        return Err(failed(error));
    }
    build.seen.0.extend(news.seen.0);
    build.unchanged += news.unchanged;
    Ok(is_whole && news.is_whole && !inputs.has_failed())
}

/// Ids that were seen, by the halves of their digests: a million take some tens of megabytes, however long they are, and
/// that two of them share one is less likely than that the machine errs.
#[derive(Default)]
struct Ids(HashSet<u128>);

impl Ids {
    /// Ids that differ in how their accents are composed name one document.
    fn key(id: &str) -> u128 {
        let id: String = id.nfc().collect();
        // A digest is 64 hexadecimal digits.
        u128::from_str_radix(&digest(&[&id])[..32], 16).unwrap_or_default()
    }

    /// Whether it was not there.
    fn insert(&mut self, id: &str) -> bool {
        self.0.insert(Self::key(id))
    }

    fn contains(&self, id: &str) -> bool {
        self.0.contains(&Self::key(id))
    }
}

/// Tells what is new from what the store has.
struct News {
    /// How entities are named and joined, where not as usual.
    unusual: Option<String>,
    seen: Ids,
    unchanged: u64,
    fingerprints: BTreeMap<String, String>,
    is_whole: bool,
    error: Option<StoreError>,
}

impl Default for News {
    fn default() -> Self {
        Self {
            unusual: None,
            seen: Ids::default(),
            unchanged: 0,
            fingerprints: BTreeMap::new(),
            is_whole: true,
            error: None,
        }
    }
}

impl News {
    /// Whether the document is to be read.
    fn wants(&mut self, input: &Input, store: &Store) -> bool {
        let id = input.id().to_owned();
        if !self.seen.insert(&id) {
            self.is_whole = false;
            tell(format_args!(
                "byline: two documents have the id {id:?}: the second is left out; give it an `id` of its own"
            ));
            return false;
        }
        let fingerprint = fingerprint(input, self.unusual.as_deref());
        match store.has(&id, &fingerprint) {
            Ok(true) => {
                self.unchanged += 1;
                false
            }
            Ok(false) => {
                self.fingerprints.insert(id, fingerprint);
                true
            }
            Err(error) => {
                self.error.get_or_insert(error);
                false
            }
        }
    }
}

/// SHA-256 of all that is read of a document: id, what is known of its publication, text; and of how it is read, where
/// not as usual.
fn fingerprint(input: &Input, unusual: Option<&str>) -> String {
    match input {
        Input::Article(document) => {
            let metadata = &document.metadata;
            let date = metadata.date.map(|date| date.to_string());
            let known = [
                &metadata.title,
                &date,
                &metadata.publisher,
                &metadata.url,
                &metadata.license,
            ];
            let mut parts = vec![document.id.as_str(), document.text.as_str()];
            parts.extend(known.map(|value| value.as_deref().unwrap_or_default()));
            parts.extend(unusual);
            digest(&parts)
        }
        Input::Conllu(text) => {
            let mut parts = vec![text.id.as_str(), text.source.as_str()];
            parts.extend(unusual);
            digest(&parts)
        }
    }
}

/// Articles whose claims are given, one a line.
fn load(args: &BuildArgs, build: &mut Build<'_>) -> Result<bool, CliError> {
    let mut is_whole = true;
    let mut lines = |name: &str, source: &mut dyn BufRead| -> Result<(), CliError> {
        for (number, line) in (1..).zip(source.lines()) {
            let line = line?;
            match serde_json::from_str::<Article>(&line) {
                Ok(article) => {
                    if let Some(flaw) = article.flaw() {
                        is_whole = false;
                        tell(format_args!(
                            "byline: {name}:{number}: {flaw}; the line is skipped"
                        ));
                        continue;
                    }
                    let fingerprint = digest(&[&line]);
                    build.seen.insert(&article.id);
                    if build.store.has(&article.id, &fingerprint).map_err(failed)? {
                        build.unchanged += 1;
                    } else {
                        build.add(build.store.mapper().map(&article, Some(&fingerprint)))?;
                    }
                }
                Err(error) => {
                    is_whole = false;
                    tell(format_args!(
                        "byline: {name}:{number}:{}: {error}; the line is skipped",
                        error.column()
                    ));
                }
            }
        }
        Ok(())
    };
    for path in &args.paths {
        if path.as_os_str() == "-" {
            lines("<stdin>", &mut io::stdin().lock())?;
            continue;
        }
        let name = path.display().to_string();
        let file = File::open(path)
            .map_err(|error| CliError::Other(format!("{name}: cannot be read: {error}")))?;
        lines(&name, &mut BufReader::new(file))?;
    }
    Ok(is_whole)
}

/// A build that goes on: what waits for the next transaction, and what was done.
struct Build<'a> {
    store: &'a Store,
    interrupts: &'a Interrupts,
    output: Output,
    progress: Progress,
    waiting: Vec<Mapped>,
    /// The quads of what waits.
    quads: usize,
    /// When the last of those that do not wait any more was put in.
    since: Instant,
    seen: Ids,
    added: u64,
    changed: u64,
    unchanged: u64,
    forgotten: u64,
}

impl<'a> Build<'a> {
    fn new(store: &'a Store, interrupts: &'a Interrupts, quiet: bool) -> Result<Self, CliError> {
        Ok(Self {
            store,
            interrupts,
            output: output::open(None, &[])?,
            progress: Progress::begin(quiet, false),
            waiting: Vec::new(),
            quads: 0,
            since: Instant::now(),
            seen: Ids::default(),
            added: 0,
            changed: 0,
            unchanged: 0,
            forgotten: 0,
        })
    }

    fn add(&mut self, mapped: Mapped) -> Result<(), CliError> {
        self.quads += mapped.quads.len();
        self.waiting.push(mapped);
        self.progress.step();
        if self.quads >= BATCH || self.waiting.len() >= ARTICLES || self.since.elapsed() > PATIENCE
        {
            self.flush()?;
        }
        Ok(())
    }

    /// Puts what waits into the store, and reports it.
    fn flush(&mut self) -> Result<(), CliError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.quads = 0;
        let ids: Vec<String> = waiting.iter().map(|mapped| mapped.id.clone()).collect();
        let added = self.store.add_all(waiting, || self.interrupts.hold());
        let (changes, mut standing) = added.map_err(failed)?;
        *standing = Standing::Reported;
        // Before anything is printed: whoever reads it may be slow.
        drop(standing);
        for (id, change) in ids.iter().zip(changes) {
            let word = if change.replaced { "changed" } else { "added" };
            if change.replaced {
                self.changed += 1;
            } else {
                self.added += 1;
            }
            let line = format!("{word}\t{}\t{} claims", one_line(id), change.claims);
            self.print(&line)?;
        }
        self.since = Instant::now();
        Ok(self.output.flush()?)
    }

    /// Forgets what was not seen.
    fn prune(&mut self) -> Result<(), CliError> {
        let ids = self.store.document_ids().map_err(failed)?;
        let gone: Vec<String> = ids
            .into_iter()
            .filter(|id| !self.seen.contains(id))
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let interrupts = self.interrupts;
        let forget = |writer: &mut Writer<'_>| {
            for id in &gone {
                writer.forget(id)?;
            }
            Ok(())
        };
        let written = self.store.write_guarded(forget, || interrupts.hold());
        let ((), mut standing) = written.map_err(failed)?;
        *standing = Standing::Reported;
        drop(standing);
        for id in &gone {
            self.forgotten += 1;
            self.print(&format!("forgot\t{}", one_line(id)))?;
        }
        Ok(self.output.flush()?)
    }

    fn print(&mut self, line: &str) -> io::Result<()> {
        self.progress.aside(|| writeln!(self.output, "{line}"))
    }

    /// Tells what was done.
    fn finish(mut self, quiet: bool) -> Result<(), CliError> {
        self.progress.finish();
        self.output.flush()?;
        self.store.found().map_err(failed)?;
        if self.added + self.changed + self.forgotten > 0 {
            self.store.flush().map_err(failed)?;
        }
        if !quiet {
            let counts = self.store.counts().map_err(failed)?.unwrap_or_default();
            tell(format_args!(
                "{} added, {} changed, {} unchanged, {} forgotten; the store holds {} documents, {} claims, {} entities, \
                 {} plain triples",
                self.added,
                self.changed,
                self.unchanged,
                self.forgotten,
                counts.documents,
                counts.claims,
                counts.entities,
                counts.triples
            ));
        }
        Ok(())
    }
}

/// An id without what would break a line.
fn one_line(id: &str) -> String {
    id.escape_debug().to_string()
}
