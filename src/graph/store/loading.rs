//! Many new articles at once: oxigraph's bulk loader writes them as sorted files that the database takes over whole,
//! which costs a fraction of a transaction's log, tables in memory and merging.
//!
//! 1. The files hold the articles' graphs, what they are the first to share, the keys of their claims and, in the
//!    index, a mark for each article: *pending*. The database takes over all of that or nothing.
//! 2. One transaction writes what depends on the rest of the store (labels, events, counts) and takes the marks out.
//!
//! A store with marks is one whose process died between the two. Whoever opens it takes those articles out first, so
//! that each is wholly there or wholly not. So nothing need keep a signal from ending the process but the commit of the
//! last transaction: writing the files takes seconds.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use super::Store;
use super::counts::Counts;
use super::error::StoreError;
use super::events::keys;
use super::reports;
use super::writer::{Change, Writer};
use crate::graph::event::Report;
use crate::graph::iri::Minter;
use crate::graph::mapping::Mapped;
use crate::graph::vocabulary::{by, rdfs, xsd};

/// From so many quads of new articles on, files cost less than a transaction.
const BULK: usize = 10_000;

/// Graphs that one transaction takes out of a store whose process died.
const TAKEN_OUT: usize = 32;

/// What a load of new articles comes to.
struct Load<'a> {
    store: &'a Store,
    index: NamedNode,
    /// What the files hold: the articles' own quads, and all others.
    articles: Vec<Vec<Quad>>,
    quads: Vec<Quad>,
    graphs: Vec<NamedNode>,
    /// What is shared and stands in the store or in the files.
    shared: HashSet<Quad>,
    /// The label that a thing has in the store or in the files.
    labels: HashMap<NamedOrBlankNode, Term>,
    /// Labels of things that have another one.
    others: Vec<Quad>,
    /// The claims that are in the index.
    reports: Vec<(NamedNode, Report)>,
    counts: Counts,
}

impl Store {
    /// Puts articles that this store's mapper has mapped in the place of what the store holds of them, and tells what
    /// that changed, article by article. All of them stand in the store afterwards, or, on an error, none. Before the
    /// last step `hold` is called; what it gives lives until all is done.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written; the store is as it was.
    pub fn add_all<T>(
        &self,
        articles: Vec<Mapped>,
        hold: impl FnOnce() -> T,
    ) -> Result<(Vec<Change>, T), StoreError> {
        let is_new = self.are_new(&articles)?;
        let new = articles.iter().zip(&is_new).filter(|&(_, &is_new)| is_new);
        if new.map(|(article, _)| article.quads.len()).sum::<usize>() < BULK {
            let add = |writer: &mut Writer<'_>| {
                let add = |mapped: &Mapped| writer.add_mapped(mapped);
                articles.iter().map(add).collect()
            };
            return self.write_guarded(add, hold);
        }
        self.load(articles, &is_new, hold)
    }

    /// Puts the new ones of `articles` in by files, the others by the transaction after them.
    fn load<T>(
        &self,
        articles: Vec<Mapped>,
        is_new: &[bool],
        hold: impl FnOnce() -> T,
    ) -> Result<(Vec<Change>, T), StoreError> {
        self.backing.check_writable()?;
        let mut load = Load::new(self)?;
        let mut changes = Vec::with_capacity(articles.len());
        let mut known = Vec::new();
        for (article, &is_new) in articles.into_iter().zip(is_new) {
            changes.push(if is_new {
                load.take(article)?
            } else {
                known.push((changes.len(), article));
                Change::default()
            });
        }
        let before = self.counts()?.unwrap_or_default().quads;
        load.ingest()?;
        if before > 0 {
            let loaded = load.counts.quads - before;
            self.on_top.fetch_add(loaded, Ordering::Relaxed);
        }
        let finish = |writer: &mut Writer<'_>| {
            load.finish(writer)?;
            for (number, article) in &known {
                changes[*number] = writer.add_mapped(article)?;
            }
            Ok(changes)
        };
        self.write_guarded(finish, hold).inspect_err(|_| {
            // What cannot be taken out now is taken out when the store is opened next.
            let _ = self.roll_back();
        })
    }

    /// Which articles the store does not hold and no other before them in the list replaces.
    fn are_new(&self, articles: &[Mapped]) -> Result<Vec<bool>, StoreError> {
        let mut seen = HashSet::new();
        articles
            .iter()
            .map(|article| {
                let is_first = seen.insert(&article.graph);
                let is_there = self
                    .inner
                    .contains_named_graph(&article.graph)
                    .map_err(StoreError::storage)?;
                Ok(is_first && !is_there)
            })
            .collect()
    }

    /// The graphs of the articles that a process which died had not finished to put in.
    pub(super) fn pending(&self) -> Result<Vec<NamedNode>, StoreError> {
        let index = self.minter().index();
        let marks = self.inner.quads_for_pattern(
            None,
            Some(by::PENDING),
            None,
            Some(index.as_ref().into()),
        );
        let mut graphs = Vec::new();
        for mark in marks {
            graphs.extend(reports::subject(&mark.map_err(StoreError::storage)?).cloned());
        }
        Ok(graphs)
    }

    /// Takes out the articles that a process which died had not finished to put in.
    pub(super) fn roll_back(&self) -> Result<(), StoreError> {
        let mut graphs = self.pending()?;
        let is_clean = graphs.is_empty();
        while !graphs.is_empty() {
            let rest = graphs.split_off(graphs.len().min(TAKEN_OUT));
            self.write(|writer| {
                writer.abandon(&graphs)?;
                // Only the process that died knew what it had loaded.
                if rest.is_empty() {
                    writer.recount()?;
                }
                Ok(())
            })?;
            graphs = rest;
        }
        if !is_clean {
            // What was taken out takes room until the layers are merged. Where they cannot be, it does no other harm.
            let _ = self.backing.merge(&self.inner);
        }
        Ok(())
    }
}

impl<'a> Load<'a> {
    fn new(store: &'a Store) -> Result<Self, StoreError> {
        Ok(Self {
            store,
            index: store.minter().index(),
            articles: Vec::new(),
            quads: Vec::new(),
            graphs: Vec::new(),
            shared: HashSet::new(),
            labels: HashMap::new(),
            others: Vec::new(),
            reports: Vec::new(),
            counts: store.counts()?.unwrap_or_default(),
        })
    }

    /// Takes an article in, and tells what it changes.
    fn take(&mut self, mut article: Mapped) -> Result<Change, StoreError> {
        let before = self.counts;
        for quad in &article.quads {
            self.counts.count(quad, &self.index, 1);
        }
        for quad in std::mem::take(&mut article.shared) {
            self.share(quad)?;
        }
        let minter = self.store.minter();
        for (claim, report) in reports::of_article(&article, minter)? {
            let keys = keys(&claim, &report, minter);
            if !keys.is_empty() {
                self.quads.extend(keys);
                self.reports.push((claim, report));
            }
        }
        self.articles.push(article.quads);
        self.quads.push(pending(&article.graph, minter));
        self.graphs.push(article.graph);
        Ok(Change {
            replaced: false,
            claims: self.counts.claims - before.claims,
            entities: self.counts.entities - before.entities,
            triples: self.counts.triples - before.triples,
        })
    }

    /// Takes in a quad of the default graph, unless it stands there.
    fn share(&mut self, quad: Quad) -> Result<(), StoreError> {
        if self.shared.contains(&quad) {
            return Ok(());
        }
        let is_there = if quad.predicate == rdfs::LABEL {
            self.has_label(&quad)?
        } else {
            let is_there = self.store.inner.contains(&quad);
            is_there.map_err(StoreError::storage)?
        };
        if !is_there {
            self.counts.count(&quad, &self.index, 1);
            self.quads.push(quad.clone());
        }
        self.shared.insert(quad);
        Ok(())
    }

    /// Whether the thing that `quad` names has a label. Which of two it keeps is settled at the end.
    fn has_label(&mut self, quad: &Quad) -> Result<bool, StoreError> {
        let (label, is_there) = match self.labels.entry(quad.subject.clone()) {
            Entry::Occupied(entry) => (entry.into_mut(), true),
            Entry::Vacant(entry) => {
                let kept = self
                    .store
                    .inner
                    .quads_for_pattern(
                        Some(quad.subject.as_ref()),
                        Some(rdfs::LABEL),
                        None,
                        Some(quad.graph_name.as_ref()),
                    )
                    .next()
                    .transpose()
                    .map_err(StoreError::storage)?;
                let is_there = kept.is_some();
                let label = kept.map_or_else(|| quad.object.clone(), |kept| kept.object);
                (entry.insert(label), is_there)
            }
        };
        if *label != quad.object {
            self.others.push(quad.clone());
        }
        Ok(is_there)
    }

    /// Writes the files and hands them to the database.
    fn ingest(&mut self) -> Result<(), StoreError> {
        let (articles, quads) = (
            std::mem::take(&mut self.articles),
            std::mem::take(&mut self.quads),
        );
        let count = articles.iter().map(Vec::len).sum::<usize>() + quads.len();
        // In one go, so that there is one file for each of the database's orders.
        let mut loader = self
            .store
            .inner
            .bulk_loader()
            .with_num_threads(1)
            .with_max_memory_size_in_megabytes(count / 1000 + 1);
        let quads = articles.into_iter().flatten().chain(quads);
        loader.load_quads(quads).map_err(StoreError::storage)?;
        loader.commit().map_err(StoreError::storage)
    }

    /// Writes what depends on the rest of the store.
    fn finish(self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        writer.take_over(self.counts);
        for label in &self.others {
            writer.put_label(label)?;
        }
        for (claim, report) in self.reports {
            writer.expect(claim, report);
        }
        for graph in &self.graphs {
            let mark = pending(graph, self.store.minter());
            writer.transaction().remove(&mark);
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Takes out the graphs of articles that are marked, with what they share.
    fn abandon(&mut self, graphs: &[NamedNode]) -> Result<(), StoreError> {
        for graph in graphs {
            self.forget_graph(graph)?;
            let mark = pending(graph, &self.mapper().minter);
            self.transaction().remove(&mark);
        }
        self.choose_labels()?;
        self.settle()
    }
}

/// The mark of an article that is being put in.
fn pending(graph: &NamedNode, minter: &Minter) -> Quad {
    Quad::new(
        graph.clone(),
        by::PENDING,
        Literal::new_typed_literal("true", xsd::BOOLEAN),
        minter.index(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::graph::store::Settings;
    use crate::knowledge::article::Article;

    /// Three articles about one visit, two of which write a name differently.
    fn articles() -> Vec<Article> {
        let mut articles: Vec<Article> = include_str!("../../../tests/fixtures/articles.jsonl")
            .lines()
            .map(|line| serde_json::from_str(line).expect("an article"))
            .collect();
        articles[0].entities[0].name = "NORTH KOREA".to_owned();
        articles
    }

    fn dump(store: &Store) -> BTreeSet<String> {
        let quads = store.inner.iter().map(|quad| quad.expect("a quad"));
        quads.map(|quad| quad.to_string()).collect()
    }

    fn create(folder: &Path) -> Store {
        Store::open_or_create(folder, &Settings::default()).expect("a store")
    }

    /// A store to which the articles were added one by one.
    fn added(articles: &[Article]) -> Store {
        let store = Store::memory(&Settings::default()).expect("a store");
        for article in articles {
            store.add(article, None).expect("added");
        }
        store
    }

    fn mapped(store: &Store, articles: &[Article]) -> Vec<Mapped> {
        let map = |article: &Article| store.mapper.map(article, None);
        articles.iter().map(map).collect()
    }

    /// Loads `articles` however few they are.
    fn load(store: &Store, articles: &[Article]) -> Vec<Change> {
        let mapped = mapped(store, articles);
        let is_new = store.are_new(&mapped).expect("an answer");
        store.load(mapped, &is_new, || ()).expect("loaded").0
    }

    /// Leaves in `folder` what a process leaves that dies after it has handed over the files of `articles`.
    fn die(folder: &Path, articles: &[Article]) {
        let store = create(folder);
        let mut load = Load::new(&store).expect("counts");
        for article in mapped(&store, articles) {
            load.take(article).expect("taken in");
        }
        load.ingest().expect("handed over");
        store.backing.keep(&store.inner).expect("kept");
    }

    #[test]
    fn what_is_loaded_is_what_would_have_been_added_in_any_parts() {
        let folder = tempfile::tempdir().expect("a folder");
        let all = articles();
        let expect = added(&all);
        for (name, first) in [("none", 0), ("one", 1), ("two", 2)] {
            let store = create(&folder.path().join(name));
            load(&store, &all[..first]);
            let changes = load(&store, &all);
            assert_eq!(dump(&store), dump(&expect), "{name} before");
            assert_eq!(
                store.counts().expect("counts"),
                expect.counts().expect("counts")
            );
            let replaced = changes.iter().filter(|change| change.replaced).count();
            assert_eq!(replaced, first);
        }
    }

    #[test]
    fn a_load_tells_of_each_article_what_adding_it_tells() {
        let all = articles();
        let store = Store::memory(&Settings::default()).expect("a store");
        let one_by_one: Vec<Change> = all
            .iter()
            .map(|article| store.add(article, None).expect("added"))
            .collect();
        let store = Store::memory(&Settings::default()).expect("a store");
        assert_eq!(load(&store, &all), one_by_one);
    }

    #[test]
    fn of_two_articles_with_one_id_the_last_stands() {
        let mut twice = articles();
        twice.truncate(2);
        twice[1].id = twice[0].id.clone();
        let store = Store::memory(&Settings::default()).expect("a store");
        load(&store, &twice);
        assert_eq!(dump(&store), dump(&added(&twice[1..])));
    }

    #[test]
    fn what_a_process_that_died_had_not_finished_is_gone_for_whoever_opens_the_store() {
        let folder = tempfile::tempdir().expect("a folder");
        let all = articles();
        for (name, finished) in [("none", 0), ("one", 1), ("two", 2)] {
            let expect = added(&all[..finished]);
            for is_reader in [true, false] {
                let place = folder.path().join(format!("{name}-{is_reader}"));
                load(&create(&place), &all[..finished]);
                die(&place, &all[finished..]);
                let store = if is_reader {
                    Store::open(&place)
                } else {
                    Store::open_to_change(&place)
                };
                let store = store.expect("a store");
                assert_eq!(dump(&store), dump(&expect), "{name}, {is_reader}");
                drop(store);
                load(&create(&place), &all);
                let store = Store::open(&place).expect("a store");
                assert_eq!(dump(&store), dump(&added(&all)), "{name}, {is_reader}");
            }
        }
    }

    #[test]
    fn who_reads_a_store_that_another_reads_waits_for_no_unfinished_load() {
        let folder = tempfile::tempdir().expect("a folder");
        let all = articles();
        die(folder.path(), &all);
        // As `Store::open` before it has looked for marks.
        let other = Store::read(
            folder.path(),
            &Settings::read(folder.path())
                .expect("settings")
                .expect("a store"),
        );
        let opened = Store::open(folder.path());
        if cfg!(feature = "rocksdb") {
            let error = opened.expect_err("a lock");
            assert!(matches!(error, StoreError::InUse { .. }), "{error}");
        } else {
            assert_eq!(
                opened
                    .expect("a store")
                    .counts()
                    .expect("counts")
                    .unwrap_or_default()
                    .documents,
                0
            );
        }
        drop(other);
        let store = Store::open(folder.path()).expect("a store");
        assert_eq!(dump(&store), dump(&added(&[])));
    }
}
