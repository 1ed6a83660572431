//! SVG and PNG through Graphviz's own program `dot` (<https://graphviz.org/>).

use std::fmt;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};
use std::thread;

/// What Graphviz can make of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A vector picture with tooltips.
    Svg,
    /// A picture of pixels, 144 to the inch.
    Png,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum GraphvizError {
    /// There is no program `dot`.
    Missing,
    /// It cannot be run or read.
    Io(io::Error),
    /// It gave up; what it said.
    Failed(String),
}

impl fmt::Display for GraphvizError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str(
                "svg and png are drawn by Graphviz, whose program `dot` is not on the path: install it \
                 (Debian: apt-get install graphviz), or use --to html, which needs nothing",
            ),
            Self::Io(error) => write!(
                f,
                "Graphviz's program `dot` cannot be run: {error}: try --to dot and run it yourself"
            ),
            Self::Failed(message) => write!(
                f,
                "Graphviz gave up: {message}: draw less with --max-edges, or use --to html"
            ),
        }
    }
}

impl std::error::Error for GraphvizError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Missing | Self::Failed(_) => None,
        }
    }
}

/// The picture of `drawing`, a text in DOT.
///
/// # Errors
/// [`GraphvizError`] if Graphviz is missing or gives up.
pub fn render(drawing: &str, picture: Picture) -> Result<Vec<u8>, GraphvizError> {
    let mut command = Command::new("dot");
    match picture {
        Picture::Svg => command.arg("-Tsvg"),
        Picture::Png => command.args(["-Tpng", "-Gdpi=144"]),
    };
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(GraphvizError::Missing);
        }
        Err(error) => return Err(GraphvizError::Io(error)),
    };
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Written beside the reading: neither pipe may fill up. If the program ends early, its own words tell why.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(drawing.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(GraphvizError::Io)?;
    if output.status.success() && !output.stdout.is_empty() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    let first = message.lines().next().unwrap_or("it said nothing");
    Err(GraphvizError::Failed(first.trim().to_owned()))
}
