//! The lock: one process changes a store at a time. The file `lock` names it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process;

use super::error::StoreError;
use super::settings::file_error;

pub(super) const FILE: &str = "lock";

/// Held as long as it lives; the system lets it go when the process ends in whatever way.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// To change the store: no one else may hold it open.
    pub(super) fn to_change(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| file_error(&path, error))?;
        match file.try_lock() {
            Ok(()) => {
                let name = |file: &mut File| {
                    file.set_len(0)?;
                    file.rewind()?;
                    writeln!(file, "{}", process::id())?;
                    file.flush()
                };
                name(&mut file).map_err(|error| file_error(&path, error))?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(in_use(folder, &mut file)),
            Err(TryLockError::Error(error)) => Err(file_error(&path, error)),
        }
    }

    /// To read from it: others may too, but no one may change it. A store without the file is nobody's.
    #[cfg_attr(
        not(feature = "rocksdb"),
        expect(
            dead_code,
            reason = "an N-Quads file is replaced whole: reading needs no lock"
        )
    )]
    pub(super) fn to_read(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = folder.join(FILE);
        let Ok(mut file) = File::open(&path) else {
            return Ok(None);
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(in_use(folder, &mut file)),
            Err(TryLockError::Error(error)) => Err(file_error(&path, error)),
        }
    }
}

fn in_use(folder: &Path, file: &mut File) -> StoreError {
    let mut name = String::new();
    let process = file
        .read_to_string(&mut name)
        .ok()
        .and_then(|_| name.trim().parse().ok());
    StoreError::InUse {
        folder: folder.display().to_string(),
        process,
    }
}
