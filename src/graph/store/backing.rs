//! Where the quads are kept: nowhere, in one N-Quads file, or in oxigraph's persistent store.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::{LoaderError, Store};

use super::error::StoreError;
use super::lock::Lock;
use super::settings::{Kind, Settings, file_error, replace};

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
}

/// Opens what is kept in `folder` to change it.
pub(super) fn open(folder: &Path, settings: &Settings) -> Result<(Store, Backing), StoreError> {
    match settings.kind() {
        Kind::Nquads => {
            let lock = Lock::to_change(folder)?;
            let file = folder.join(NQUADS);
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
    let store = Store::open(folder.join(ROCKSDB)).map_err(StoreError::storage)?;
    Ok((store, Backing::Rocksdb { lock }))
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
