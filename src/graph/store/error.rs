//! Store errors: what is wrong with the store, and the way out.

use std::fmt;
use std::io;

use super::settings::FORMAT;

/// Something that the store could not do.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no store in the folder.
    NoStore {
        /// The folder.
        folder: String,
    },
    /// The folder holds something else.
    NotAStore {
        /// The folder.
        folder: String,
        /// What it holds.
        reason: String,
    },
    /// A newer version made the store.
    Newer {
        /// The folder.
        folder: String,
        /// The version of its form.
        format: u64,
    },
    /// The store is of a kind that this build cannot open.
    OtherKind {
        /// The folder.
        folder: String,
    },
    /// Another process has the store open.
    InUse {
        /// The folder.
        folder: String,
        /// The process, where it is known.
        process: Option<u32>,
    },
    /// The store was made with other settings than were asked for.
    OtherSettings {
        /// The folder.
        folder: String,
        /// The setting's option: `--base`.
        option: &'static str,
        /// What the store has.
        kept: String,
        /// What was asked for.
        asked: String,
    },
    /// A process died while it put articles in, and what it left cannot be taken out.
    Unfinished {
        /// The folder.
        folder: String,
        /// Why not.
        reason: String,
    },
    /// The store was opened to read from.
    ReadOnly,
    /// A file of the store cannot be read or written.
    File {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// The N-Quads file cannot be parsed.
    Syntax {
        /// The file.
        file: String,
        /// Where, and what is wrong.
        message: String,
    },
    /// An update could not be made.
    Update(String),
    /// Oxigraph's storage failed.
    Storage(String),
}

impl StoreError {
    /// The error that oxigraph's storage gave.
    pub(super) fn storage(error: impl fmt::Display) -> Self {
        Self::Storage(error.to_string())
    }
}

impl fmt::Display for StoreError {
    /// One line: the store, what is wrong, what to do next.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStore { folder } => write!(
                f,
                "{folder}: there is no store here: make one with `byline build PATH --store {folder}`, or name another \
                 with --store"
            ),
            Self::NotAStore { folder, reason } => write!(
                f,
                "{folder}: this is no store: {reason}: name another folder with --store"
            ),
            Self::Newer { folder, format } => write!(
                f,
                "{folder}: made by a newer byline (form {format}, this one knows {FORMAT}): use that one, or build anew \
                 into another folder"
            ),
            Self::OtherKind { folder } => write!(
                f,
                "{folder}: this store needs RocksDB, and this byline was built without it: build it with the default \
                 features"
            ),
            Self::InUse {
                folder,
                process: Some(process),
            } => write!(
                f,
                "{folder}: in use by process {process}: wait until it is done, or end it"
            ),
            Self::InUse {
                folder,
                process: None,
            } => write!(
                f,
                "{folder}: in use by another process: wait until it is done"
            ),
            Self::OtherSettings {
                folder,
                option,
                kept,
                asked,
            } => write!(
                f,
                "{folder}: this store was made with {option} {kept}, not {asked}: leave the option out, or build into \
                 another folder"
            ),
            Self::Unfinished { folder, reason } => write!(
                f,
                "{folder}: a process died while it added articles, and what it left must be taken out before the store \
                 is read: run this once where the store can be written ({reason})"
            ),
            Self::ReadOnly => f.write_str("the store was opened to read from"),
            Self::File { file, error } => write!(
                f,
                "{file}: {error}: check the disk and its permissions; nothing was changed"
            ),
            Self::Syntax { file, message } => write!(
                f,
                "{file}: {message}: the file was changed or cut; build the store anew"
            ),
            Self::Update(message) => write!(f, "{message}: nothing was changed"),
            Self::Storage(message) => write!(
                f,
                "the store could not be read or written: {message}: check the disk; nothing was changed"
            ),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { error, .. } => Some(error),
            Self::NoStore { .. }
            | Self::NotAStore { .. }
            | Self::Newer { .. }
            | Self::OtherKind { .. }
            | Self::InUse { .. }
            | Self::OtherSettings { .. }
            | Self::Unfinished { .. }
            | Self::ReadOnly
            | Self::Syntax { .. }
            | Self::Update(_)
            | Self::Storage(_) => None,
        }
    }
}
