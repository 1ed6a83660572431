//! What a store was made with: the file `store.json` in its folder.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::graph::iri::Minter;
use crate::graph::mapping::Mapper;
use crate::graph::stance::Policy;
use crate::graph::vocabulary::DEFAULT_BASE;

/// The version of the store's form that this program writes; it reads no later one.
pub const FORMAT: u64 = 1;

const FILE: &str = "store.json";

/// What a store is made with and keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Makes the names.
    pub minter: Minter,
    /// Which claims become plain triples.
    pub policy: Policy,
    kind: Kind,
}

/// How the quads are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// One N-Quads file.
    Nquads,
    /// Oxigraph's persistent store.
    Rocksdb,
}

impl Default for Kind {
    fn default() -> Self {
        if cfg!(feature = "rocksdb") {
            Self::Rocksdb
        } else {
            Self::Nquads
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Marker {
    format: u64,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    assert: Option<String>,
}

impl Settings {
    /// Names under one base, claims asserted by one policy.
    #[must_use]
    pub fn new(minter: Minter, policy: Policy) -> Self {
        Self {
            minter,
            policy,
            kind: Kind::default(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn mapper(&self) -> Mapper {
        Mapper {
            minter: self.minter.clone(),
            policy: self.policy,
        }
    }

    /// The settings of the store in `folder`; none if there is no store.
    ///
    /// # Errors
    /// [`StoreError`] if a newer version made it, or its settings cannot be read.
    pub fn read(folder: &Path) -> Result<Option<Self>, StoreError> {
        let file = folder.join(FILE);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(file_error(&file, error)),
        };
        let name = folder.display().to_string();
        let broken = |reason: String| StoreError::NotAStore {
            folder: name.clone(),
            reason,
        };
        let marker: Marker = serde_json::from_slice(&bytes)
            .map_err(|error| broken(format!("{FILE} is broken ({error})")))?;
        if marker.format > FORMAT {
            return Err(StoreError::Newer {
                folder: name,
                format: marker.format,
            });
        }
        let base = marker.base.as_deref().unwrap_or(DEFAULT_BASE);
        let minter = Minter::new(base).map_err(|error| broken(format!("{FILE}: {error}")))?;
        let policy = marker.assert.as_deref().unwrap_or("reported");
        let policy = policy
            .parse()
            .map_err(|error| broken(format!("{FILE}: {error}")))?;
        Ok(Some(Self {
            minter,
            policy,
            kind: marker.kind.unwrap_or(Kind::Nquads),
        }))
    }

    /// Makes the folder and the file; a folder that holds anything else is refused.
    pub(super) fn create(&self, folder: &Path) -> Result<(), StoreError> {
        fs::create_dir_all(folder).map_err(|error| file_error(folder, error))?;
        let mut entries = fs::read_dir(folder).map_err(|error| file_error(folder, error))?;
        let is_foreign = |name: &std::ffi::OsStr| {
            !name.to_string_lossy().starts_with(FILE) && name != super::lock::FILE
        };
        if let Some(Ok(entry)) = entries.find(|entry| {
            entry
                .as_ref()
                .is_ok_and(|entry| is_foreign(&entry.file_name()))
        }) {
            return Err(StoreError::NotAStore {
                folder: folder.display().to_string(),
                reason: format!("it holds {}", entry.file_name().display()),
            });
        }
        let marker = Marker {
            format: FORMAT,
            kind: Some(self.kind),
            base: Some(self.minter.base().to_owned()),
            assert: Some(self.policy.to_string()),
        };
        // A struct of strings and numbers is always a JSON object.
        let json = serde_json::to_string_pretty(&marker).unwrap_or_default() + "\n";
        replace(&folder.join(FILE), |file| file.write_all(json.as_bytes()))
    }

    /// # Errors
    /// If `asked` differs from what the store has.
    pub(super) fn agree(&self, asked: &Self, folder: &Path) -> Result<(), StoreError> {
        let differs = |option, kept: &str, asked: &str| StoreError::OtherSettings {
            folder: folder.display().to_string(),
            option,
            kept: kept.to_owned(),
            asked: asked.to_owned(),
        };
        if self.minter != asked.minter {
            return Err(differs("--base", self.minter.base(), asked.minter.base()));
        }
        if self.policy != asked.policy {
            let (kept, asked) = (self.policy.to_string(), asked.policy.to_string());
            return Err(differs("--assert", &kept, &asked));
        }
        Ok(())
    }
}

/// The error of a file.
pub(super) fn file_error(file: &Path, error: io::Error) -> StoreError {
    StoreError::File {
        file: file.display().to_string(),
        error,
    }
}

/// Where `file` is written anew.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Removes what a process that was killed while it wrote `file` anew has left.
pub(super) fn discard_unfinished(file: &Path) {
    // Usually there is none; where it cannot be removed, the next writing says why.
    let _ = fs::remove_file(beside(file));
}

/// Writes `file` anew beside its place and puts it there whole: after a crash it is the old one or the new one.
pub(super) fn replace(
    file: &Path,
    write: impl FnOnce(&mut io::BufWriter<fs::File>) -> io::Result<()>,
) -> Result<(), StoreError> {
    let beside = beside(file);
    let put = || -> io::Result<()> {
        let mut output = io::BufWriter::new(fs::File::create(&beside)?);
        write(&mut output)?;
        output.into_inner()?.sync_all()?;
        fs::rename(&beside, file)?;
        if let Some(folder) = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    put().map_err(|error| {
        // What could not be written whole is of no use; if it cannot be removed either, it is overwritten next time.
        let _ = fs::remove_file(&beside);
        file_error(file, error)
    })
}
