//! Progress of long work, with its rate: a bar where a person looks on, else a line a minute.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tell;
use crate::text::folder::Folder;
use crate::text::format::Format;

/// How long nothing is told to a log.
const PAUSE: Duration = Duration::from_mins(1);

/// Where the progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nowhere,
    Bar,
    Lines,
}

/// Articles that are done, counted and shown.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shown: Shown,
    begun: Instant,
    told: Instant,
}

impl Progress {
    /// Begins to count; shows nothing if `quiet`, nor on a terminal that the results fill, as `to_terminal` says.
    #[must_use]
    pub fn begin(quiet: bool, to_terminal: bool) -> Self {
        let shown = match (quiet, io::stderr().is_terminal(), to_terminal) {
            (true, _, _) | (false, true, true) => Shown::Nowhere,
            (false, true, false) => Shown::Bar,
            (false, false, _) => Shown::Lines,
        };
        let target = if shown == Shown::Bar {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if shown == Shown::Bar {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        let begun = Instant::now();
        Self {
            bar,
            shown,
            begun,
            told: begun,
        }
    }

    /// Shows how far the work is: of so many articles, where that is known.
    pub fn expect(&self, articles: Option<u64>) {
        let template = match articles {
            Some(articles) => {
                self.bar.set_length(articles);
                "{bar:30} {pos} of {len} articles, {per_sec}, {eta} left"
            }
            None => "{spinner} {pos} articles, {per_sec}, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }

    /// One more article is done.
    pub fn step(&mut self) {
        self.bar.inc(1);
        if self.shown == Shown::Lines && self.told.elapsed() >= PAUSE {
            self.told = Instant::now();
            let (articles, seconds) = (self.bar.position(), self.begun.elapsed().as_secs_f64());
            tell(format_args!(
                "byline: {articles} articles in {seconds:.0} s, {:.1} a second",
                articles as f64 / seconds
            ));
        }
    }

    /// The bar, for those who pass over what needs no work.
    #[must_use]
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Does what prints, without the bar in its way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// The number of articles in `paths`, where it can be told without reading them.
#[must_use]
pub fn expected(paths: &[PathBuf]) -> Option<u64> {
    let articles = |path: &Path| match Format::of_path(path) {
        Some(Format::JsonLines | Format::Conllu) => None,
        Some(Format::Text | Format::Html) | None => Some(1),
    };
    let mut sum = 0;
    for path in paths {
        if path.is_dir() {
            for file in Folder::new(path, None).flatten() {
                sum += articles(&file)?;
            }
        } else {
            sum += articles(path).filter(|_| path.as_os_str() != "-")?;
        }
    }
    Some(sum)
}
