//! The store: what is known, kept in a folder or in memory.
//!
//! A store holds one graph for each document, the default graph of what documents have in common (cards of entities and
//! relations, plain triples), `events`, `meta`, and `index`, which is its own. What changes does so in transactions:
//! an article is wholly there or wholly not, whenever the process dies. What stands in a store depends on its articles
//! and settings alone, never on the order in which they came.
//!
//! With the feature `rocksdb` the folder holds oxigraph's persistent store, without it one N-Quads file that is read at
//! the start and replaced at each commit.

mod backing;
mod counts;
mod documents;
mod error;
mod events;
mod labels;
mod loading;
mod lock;
mod reports;
mod settings;
mod writer;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub use counts::Counts;
pub use documents::DocumentCard;
pub use error::StoreError;
pub use settings::{FORMAT, Settings};
pub use writer::{Change, Writer};

use backing::Backing;
use oxigraph::model::{GraphNameRef, NamedNode, Quad};

use super::iri::Minter;
use super::mapping::Mapper;
use crate::knowledge::article::Article;

/// Merging rewrites the whole store: it is done once this part of it (a quarter) was loaded on top of the rest, so that
/// no quad is rewritten more than some times however the store grows.
const MERGED: u64 = 4;

/// A graph of articles.
pub struct Store {
    inner: oxigraph::store::Store,
    backing: Backing,
    mapper: Mapper,
    /// Quads that this process has loaded on top of others.
    on_top: AtomicU64,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("backing", &self.backing)
            .field("mapper", &self.mapper)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// An empty store that vanishes with the process.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there is no memory for it.
    pub fn memory(settings: &Settings) -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new().map_err(StoreError::storage)?;
        let store = Self {
            inner,
            backing: Backing::Memory,
            mapper: settings.mapper(),
            on_top: AtomicU64::new(0),
        };
        store.write(|_| Ok(()))?;
        Ok(store)
    }

    /// The store in `folder`, to read from.
    ///
    /// # Errors
    /// [`StoreError`] if there is none, a newer version made it, a process is changing it, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let settings = Settings::read(folder)?.ok_or_else(|| StoreError::NoStore {
            folder: folder.display().to_string(),
        })?;
        let store = Self::read(folder, &settings)?;
        if store.pending()?.is_empty() {
            return Ok(store);
        }
        // Let go of before it is changed: whoever reads it keeps others from that.
        drop(store);
        Self::change(folder, &settings).map_err(|error| match error {
            StoreError::InUse { .. } => error,
            other => StoreError::Unfinished {
                folder: folder.display().to_string(),
                reason: other.to_string(),
            },
        })?;
        Self::read(folder, &settings)
    }

    fn read(folder: &Path, settings: &Settings) -> Result<Self, StoreError> {
        let (inner, backing) = backing::open_read_only(folder, settings)?;
        Ok(Self {
            inner,
            backing,
            mapper: settings.mapper(),
            on_top: AtomicU64::new(0),
        })
    }

    /// The store in `folder`, to change it.
    ///
    /// # Errors
    /// As [`Store::open`]; also if another process has it open, or it cannot be written.
    pub fn open_to_change(folder: &Path) -> Result<Self, StoreError> {
        let settings = Settings::read(folder)?.ok_or_else(|| StoreError::NoStore {
            folder: folder.display().to_string(),
        })?;
        Self::change(folder, &settings)
    }

    /// The store in `folder`, to change it; made with `settings` where there is none.
    ///
    /// # Errors
    /// As [`Store::open_to_change`]; also [`StoreError::OtherSettings`] if the store has other settings.
    pub fn open_or_create(folder: &Path, settings: &Settings) -> Result<Self, StoreError> {
        if let Some(kept) = Settings::read(folder)? {
            kept.agree(settings, folder)?;
            return Self::change(folder, &kept);
        }
        settings.create(folder)?;
        Self::change(folder, settings)
    }

    fn change(folder: &Path, settings: &Settings) -> Result<Self, StoreError> {
        let (inner, backing) = backing::open(folder, settings)?;
        let store = Self {
            inner,
            backing,
            mapper: settings.mapper(),
            on_top: AtomicU64::new(0),
        };
        store.roll_back()?;
        Ok(store)
    }

    /// Oxigraph's store below.
    #[must_use]
    pub fn inner(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// What makes its names.
    #[must_use]
    pub fn minter(&self) -> &Minter {
        &self.mapper.minter
    }

    /// What maps articles for it.
    #[must_use]
    pub fn mapper(&self) -> &Mapper {
        &self.mapper
    }

    /// Puts `article` in the place of what the store holds of it; `fingerprint` tells whether it has changed later.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the store is as it was.
    pub fn add(&self, article: &Article, fingerprint: Option<&str>) -> Result<Change, StoreError> {
        self.write(|writer| writer.add(article, fingerprint))
    }

    /// Drops what the store holds of the document `id`, and what only it supports; whether there was any.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the store is as it was.
    pub fn forget(&self, id: &str) -> Result<Option<Change>, StoreError> {
        self.write(|writer| writer.forget(id))
    }

    /// Runs `work` in one transaction: all of it stands in the store afterwards, or, on an error, nothing.
    ///
    /// # Errors
    /// What `work` gives, or [`StoreError`] if the transaction cannot be written.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write_guarded(work, || ()).map(|(result, ())| result)
    }

    /// As [`Store::write`]; when all is worked out and only the commit is left, `hold` is called, and what it gives lives
    /// until that is done.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_guarded<T, G>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
        hold: impl FnOnce() -> G,
    ) -> Result<(T, G), StoreError> {
        self.backing.check_writable()?;
        let transaction = self
            .inner
            .start_transaction()
            .map_err(StoreError::storage)?;
        let mut writer = Writer::new(transaction, &self.mapper)?;
        let result = work(&mut writer)?;
        writer.derive()?;
        let guard = hold();
        writer.commit()?;
        self.backing.keep(&self.inner)?;
        Ok((result, guard))
    }

    /// Writes what is known about the graph itself, where nothing was written yet. The first articles bring that along:
    /// files that a new database takes over are its lowest level for good only if nothing is above them.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn found(&self) -> Result<(), StoreError> {
        if self.counts()?.is_none() {
            self.write(|_| Ok(()))?;
        }
        Ok(())
    }

    /// Brings what was committed to the disk itself: done after many changes, it makes the next opening quicker. Where
    /// a good part of the store was loaded on top of the rest, both are merged: a question asked of two layers takes
    /// half as long again (a million quads in two loads, `benches/graph/compare.sh`).
    ///
    /// # Errors
    /// [`StoreError::Storage`] if it cannot be written.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.backing.flush(&self.inner)?;
        let on_top = self.on_top.load(Ordering::Relaxed);
        if on_top > 0 && on_top >= self.counts()?.unwrap_or_default().quads / MERGED {
            self.backing.merge(&self.inner)?;
            self.on_top.store(0, Ordering::Relaxed);
        }
        Ok(())
    }

    /// The quads of a dump, unsorted: all but the store's own index.
    ///
    /// # Errors
    /// [`StoreError::Storage`] for each that cannot be read.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StoreError>> + '_ {
        let index: NamedNode = self.minter().index();
        self.inner.iter().filter_map(move |quad| match quad {
            Ok(quad) => (quad.graph_name.as_ref() != GraphNameRef::NamedNode(index.as_ref()))
                .then_some(Ok(quad)),
            Err(error) => Some(Err(StoreError::storage(error))),
        })
    }
}
