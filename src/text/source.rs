//! Sources: files and standard input, as bytes; gzip is unpacked on the way
//! (<https://www.rfc-editor.org/rfc/rfc1952>).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use super::read_error::ReadError;

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file or folder.
    Path(PathBuf),
}

/// Bytes to be read once, from start to end.
pub type Bytes = Box<dyn BufRead + Send>;

/// Bytes asked for at once.
const BUFFER: usize = 1 << 16;

impl Source {
    /// The source that a command line's argument names: `-` is standard input.
    #[must_use]
    pub fn of_argument(argument: PathBuf) -> Self {
        if argument.as_os_str() == "-" {
            Self::Stdin
        } else {
            Self::Path(argument)
        }
    }

    /// The name in diagnostics: the path as given, or `<stdin>`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::Path(path) => path.display().to_string(),
        }
    }

    /// The name without folder and extension, or `stdin`: the id of a document that names
    /// none itself.
    ///
    /// # Examples
    /// ```
    /// use byline::text::source::Source;
    /// assert_eq!(Source::Path("news/talks.txt.gz".into()).stem(), "talks");
    /// ```
    #[must_use]
    pub fn stem(&self) -> String {
        let Self::Path(path) = self else {
            return "stdin".to_owned();
        };
        let is_gz = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        let unpacked = if is_gz {
            path.with_extension("")
        } else {
            path.clone()
        };
        let stem = unpacked.file_stem().unwrap_or(path.as_os_str());
        stem.to_string_lossy().into_owned()
    }

    /// The path, unless this is standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Path(path) => Some(path),
        }
    }

    /// Opens the source.
    ///
    /// # Errors
    /// [`ReadError`] if there is no such file, it may not be read, or reading fails.
    pub fn open(&self) -> Result<Bytes, ReadError> {
        let failed = |error| ReadError::from_io(&self.name(), error);
        let bytes: Bytes = match self {
            Self::Stdin => Box::new(BufReader::with_capacity(BUFFER, io::stdin())),
            Self::Path(path) => Box::new(BufReader::with_capacity(
                BUFFER,
                File::open(path).map_err(failed)?,
            )),
        };
        let (start, bytes) = peek(bytes, 2).map_err(failed)?;
        if start == b"\x1F\x8B" {
            return Ok(Box::new(BufReader::with_capacity(
                BUFFER,
                MultiGzDecoder::new(bytes),
            )));
        }
        Ok(bytes)
    }
}

/// The first `length` bytes, fewer if there are no more, and the same bytes still to be
/// read.
///
/// # Errors
/// What the reader says.
pub fn peek(mut bytes: Bytes, length: usize) -> io::Result<(Vec<u8>, Bytes)> {
    let mut start = Vec::with_capacity(length);
    bytes.by_ref().take(length as u64).read_to_end(&mut start)?;
    let whole = Cursor::new(start.clone()).chain(bytes);
    Ok((start, Box::new(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn a_stem_has_neither_folder_nor_extension() {
        for (path, stem) in [
            ("talks.txt", "talks"),
            ("a/b.c/talks", "talks"),
            ("talks.2.html", "talks.2"),
            ("talks.JSONL.GZ", "talks"),
            (".hidden", ".hidden"),
        ] {
            assert_eq!(Source::Path(path.into()).stem(), stem);
        }
        assert_eq!(Source::of_argument("-".into()).stem(), "stdin");
    }

    #[test]
    fn gzip_is_unpacked_whatever_the_file_is_called() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talks");
        let file = File::create(&path).expect("a file");
        let mut encoder = GzEncoder::new(file, Compression::fast());
        encoder
            .write_all("Talks began.\n".repeat(1000).as_bytes())
            .expect("written");
        encoder.finish().expect("written");
        let mut text = String::new();
        let source = Source::Path(path);
        source
            .open()
            .expect("opened")
            .read_to_string(&mut text)
            .expect("unpacked");
        assert_eq!(text.len(), 13_000);
    }

    #[test]
    fn peeking_takes_nothing_away() {
        let bytes: Bytes = Box::new(Cursor::new(b"Talks".to_vec()));
        let (start, mut bytes) = peek(bytes, 3).expect("read");
        assert_eq!(start, b"Tal");
        let (start, _) = peek(Box::new(Cursor::new(Vec::new())), 3).expect("read");
        assert_eq!(start, b"");
        let mut text = String::new();
        bytes.read_to_string(&mut text).expect("read");
        assert_eq!(text, "Talks");
    }
}
