//! Output: where results go, opened before the work starts; and whether they are coloured.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use serde::ser::{Serialize, SerializeSeq as _, Serializer as _};

use super::CliError;
use super::args::When;
use super::args::query::WhyFormat;
use super::display::Style;

/// Where results go. Flush it at the end: an error of a dropped writer goes unheard.
pub type Output = BufWriter<Box<dyn Write>>;

/// Opens `file`, else standard output, which stays locked as long as the writer lives.
///
/// # Errors
/// [`CliError::OutputIsInput`] if the file lies in one of `inputs`, whose text it would
/// overwrite or join; [`CliError::Output`] if it cannot be made.
pub fn open(file: Option<&Path>, inputs: &[PathBuf]) -> Result<Output, CliError> {
    let Some(path) = file.filter(|path| path.as_os_str() != "-") else {
        return Ok(BufWriter::new(Box::new(io::stdout().lock())));
    };
    let name = path.display().to_string();
    if inputs.iter().any(|input| lies_in(path, input)) {
        return Err(CliError::OutputIsInput { file: name });
    }
    match File::create(path) {
        Ok(file) => Ok(BufWriter::new(Box::new(file))),
        Err(error) => Err(CliError::Output { file: name, error }),
    }
}

/// Whether `path`, which need not exist, is `input` or lies below it.
fn lies_in(path: &Path, input: &Path) -> bool {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    let place = match (path.canonicalize(), folder, path.file_name()) {
        (Ok(place), _, _) if place.is_file() => place,
        (Err(_), Ok(folder), Some(name)) => folder.join(name),
        // A device or a pipe overwrites nothing, and what has no folder cannot be made.
        _ => return false,
    };
    input
        .canonicalize()
        .is_ok_and(|input| place.starts_with(input))
}

/// Whether to colour what goes to `file`, else to standard output, after `--color` and
/// `NO_COLOR` (<https://no-color.org/>).
#[must_use]
pub fn is_coloured(when: When, file: Option<&Path>) -> bool {
    let is_terminal = file.is_none() && io::stdout().is_terminal();
    let is_plain = env::var_os("TERM").as_deref() == Some(OsStr::new("dumb"));
    let forbids = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => is_terminal && !is_plain && !forbids,
    }
}

/// Prints `items` on standard output, each when it comes: as one JSON array, or as `shown` tells them, a blank line between
/// two.
///
/// # Errors
/// The first error among `items`; [`CliError::Write`] if writing fails.
pub fn items<T: Serialize>(
    items: impl Iterator<Item = Result<T, CliError>>,
    format: WhyFormat,
    color: When,
    shown: impl Fn(&T, Style) -> String,
) -> Result<(), CliError> {
    let mut output = open(None, &[])?;
    match format {
        WhyFormat::Json => {
            let failed = |error: serde_json::Error| CliError::Write(error.into());
            let mut serializer = serde_json::Serializer::pretty(&mut output);
            let mut array = serializer.serialize_seq(None).map_err(failed)?;
            for item in items {
                array.serialize_element(&item?).map_err(failed)?;
            }
            array.end().map_err(failed)?;
            writeln!(output)?;
        }
        WhyFormat::Text => {
            let style = if is_coloured(color, None) {
                Style::Ansi
            } else {
                Style::Plain
            };
            for (number, item) in items.enumerate() {
                let text = shown(&item?, style);
                if number > 0 {
                    writeln!(output)?;
                }
                output.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(output.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_output_may_not_lie_in_the_input() {
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("a.txt");
        fs::write(&input, "Talks began.").expect("a file");
        let inputs = [input.clone()];
        assert!(matches!(
            open(Some(&input), &inputs),
            Err(CliError::OutputIsInput { .. })
        ));
        assert_eq!(fs::read_to_string(&input).expect("a file"), "Talks began.");
        let inside = folder.path().join("b.json");
        let whole = [folder.path().to_owned()];
        assert!(matches!(
            open(Some(&inside), &whole),
            Err(CliError::OutputIsInput { .. })
        ));
        assert!(open(Some(&inside), &inputs).is_ok());
        let nowhere = folder.path().join("c/b.json");
        assert!(matches!(
            open(Some(&nowhere), &whole),
            Err(CliError::Output { .. })
        ));
    }

    #[test]
    fn colour_is_as_asked_for() {
        assert!(is_coloured(When::Always, None));
        assert!(!is_coloured(When::Never, None));
        assert!(!is_coloured(When::Auto, Some(Path::new("a"))));
    }
}
