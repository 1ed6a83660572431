//! Where the quads are kept: nowhere, in one N-Quads file, or in oxigraph's persistent store.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::{LoaderError, Store};

use super::error::StoreError;
use super::lock::Lock;
use super::settings::{Kind, Settings, discard_unfinished, file_error, replace};

const NQUADS: &str = "graph.nq";
#[cfg(feature = "rocksdb")]
const ROCKSDB: &str = "rocksdb";

/// How a store is kept, and the lock on it.
#[derive(Debug)]
pub(super) enum Backing {
    /// It vanishes with the process.
    Memory,
    /// It may not be changed.
    ReadOnly {
        /// Keeps others from changing it, where that would harm.
        #[expect(dead_code, reason = "held, never read")]
        lock: Option<Lock>,
    },
    /// One N-Quads file, replaced at each commit.
    Nquads {
        /// The file.
        file: PathBuf,
        /// Keeps others out.
        #[expect(dead_code, reason = "held, never read")]
        lock: Lock,
    },
    /// Oxigraph's persistent store, which commits by itself.
    #[cfg(feature = "rocksdb")]
    Rocksdb {
        /// Keeps others out.
        #[expect(dead_code, reason = "held, never read")]
        lock: Lock,
    },
}

impl Backing {
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        if let Self::ReadOnly { .. } = self {
            return Err(StoreError::ReadOnly);
        }
        Ok(())
    }

    /// Keeps what was committed to `store`. `RocksDB` has it in its log, which outlives the process however it ends.
    pub(super) fn keep(&self, store: &Store) -> Result<(), StoreError> {
        if let Self::Nquads { file, .. } = self {
            return replace(file, |output| {
                store
                    .dump_to_writer(RdfFormat::NQuads, output)
                    .map(|_| ())
                    .map_err(io::Error::other)
            });
        }
        Ok(())
    }

    /// Brings what was committed to the disk itself, so that it outlives a power failure too.
    #[cfg_attr(
        not(feature = "rocksdb"),
        expect(
            unused_variables,
            clippy::unnecessary_wraps,
            reason = "an N-Quads file is on the disk already"
        )
    )]
    pub(super) fn flush(&self, store: &Store) -> Result<(), StoreError> {
        match self {
            Self::Memory | Self::ReadOnly { .. } | Self::Nquads { .. } => Ok(()),
            #[cfg(feature = "rocksdb")]
            Self::Rocksdb { .. } => store.flush().map_err(StoreError::storage),
        }
    }

    /// Merges the layers in which the quads were written into one.
    #[cfg_attr(
        not(feature = "rocksdb"),
        expect(
            unused_variables,
            clippy::unnecessary_wraps,
            reason = "only RocksDB has layers"
        )
    )]
    pub(super) fn merge(&self, store: &Store) -> Result<(), StoreError> {
        match self {
            Self::Memory | Self::ReadOnly { .. } | Self::Nquads { .. } => Ok(()),
            #[cfg(feature = "rocksdb")]
            Self::Rocksdb { .. } => store.optimize().map_err(StoreError::storage),
        }
    }
}

/// Opens what is kept in `folder` to change it.
pub(super) fn open(folder: &Path, settings: &Settings) -> Result<(Store, Backing), StoreError> {
    match settings.kind() {
        Kind::Nquads => {
            let lock = Lock::to_change(folder)?;
            let file = folder.join(NQUADS);
            discard_unfinished(&file);
            Ok((load(&file)?, Backing::Nquads { file, lock }))
        }
        Kind::Rocksdb => open_rocksdb(folder),
    }
}

/// Opens what is kept in `folder` to read from it.
pub(super) fn open_read_only(
    folder: &Path,
    settings: &Settings,
) -> Result<(Store, Backing), StoreError> {
    match settings.kind() {
        // The file is replaced whole: what is read is one state of it.
        Kind::Nquads => {
            let store = load(&folder.join(NQUADS))?;
            Ok((store, Backing::ReadOnly { lock: None }))
        }
        Kind::Rocksdb => open_rocksdb_read_only(folder),
    }
}

/// The quads of `file`, which need not exist.
fn load(file: &Path) -> Result<Store, StoreError> {
    let store = Store::new().map_err(StoreError::storage)?;
    let source = match File::open(file) {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(store),
        Err(error) => return Err(file_error(file, error)),
    };
    let mut loader = store.bulk_loader();
    loader
        .load_from_reader(
            RdfParser::from_format(RdfFormat::NQuads).lenient(),
            BufReader::new(source),
        )
        .map_err(|error| match error {
            LoaderError::Parsing(error) => StoreError::Syntax {
                file: file.display().to_string(),
                message: error.to_string(),
            },
            other => StoreError::storage(other),
        })?;
    loader.commit().map_err(StoreError::storage)?;
    Ok(store)
}

#[cfg(feature = "rocksdb")]
fn open_rocksdb(folder: &Path) -> Result<(Store, Backing), StoreError> {
    let lock = Lock::to_change(folder)?;
    let place = folder.join(ROCKSDB);
    if !place.exists() {
        make_rocksdb(&place)?;
    }
    discard_bulk_files(&place);
    let store = Store::open(place).map_err(StoreError::storage)?;
    Ok((store, Backing::Rocksdb { lock }))
}

/// Makes an empty database beside `place` and renames it, so that there is a whole one or none: oxigraph cannot read one
/// whose maker was killed before it wrote its version.
#[cfg(feature = "rocksdb")]
fn make_rocksdb(place: &Path) -> Result<(), StoreError> {
    let unfinished = place.with_extension("new");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished).map_err(|error| file_error(&unfinished, error))?;
    }
    let store = Store::open(&unfinished).map_err(StoreError::storage)?;
    store.flush().map_err(StoreError::storage)?;
    drop(store);
    std::fs::rename(&unfinished, place).map_err(|error| file_error(place, error))
}

/// Removes what bulk loads that were killed have left in `place`: oxigraph writes such files as `bulk-NUMBER.sst`, and
/// the database takes them over at the end. It removes by itself whatever else it does not know.
#[cfg(any(feature = "rocksdb", test))]
fn discard_bulk_files(place: &Path) {
    let files = std::fs::read_dir(place).into_iter().flatten().flatten();
    for file in files {
        let path = file.path();
        let is_table = path.extension().is_some_and(|extension| extension == "sst");
        if is_table && file.file_name().to_string_lossy().starts_with("bulk-") {
            // What cannot be removed does no harm but to the disk.
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(feature = "rocksdb")]
fn open_rocksdb_read_only(folder: &Path) -> Result<(Store, Backing), StoreError> {
    let lock = Lock::to_read(folder)?;
    let place = folder.join(ROCKSDB);
    if !place.join("CURRENT").exists() {
        let store = Store::new().map_err(StoreError::storage)?;
        return Ok((store, Backing::ReadOnly { lock }));
    }
    let store = Store::open_read_only(place).map_err(StoreError::storage)?;
    Ok((store, Backing::ReadOnly { lock }))
}

#[cfg(not(feature = "rocksdb"))]
fn open_rocksdb(folder: &Path) -> Result<(Store, Backing), StoreError> {
    Err(StoreError::OtherKind {
        folder: folder.display().to_string(),
    })
}

#[cfg(not(feature = "rocksdb"))]
fn open_rocksdb_read_only(folder: &Path) -> Result<(Store, Backing), StoreError> {
    Err(StoreError::OtherKind {
        folder: folder.display().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_the_files_of_unfinished_bulk_loads_are_discarded() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["bulk-17.sst", "000017.sst", "CURRENT", "bulk"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        discard_bulk_files(folder.path());
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["000017.sst", "CURRENT", "bulk"]);
        discard_bulk_files(&folder.path().join("nowhere"));
    }

    #[test]
    fn what_a_killed_process_has_left_is_gone_once_the_store_is_opened_to_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::default();
        drop(super::super::Store::open_or_create(folder.path(), &settings).expect("a store"));
        let left = folder.path().join("graph.nq.new");
        fs::write(&left, "<a> <b").expect("a file");
        drop(super::super::Store::open_to_change(folder.path()).expect("a store"));
        if cfg!(not(feature = "rocksdb")) {
            assert!(!left.exists());
        }
    }
}
