//! PLOVER's event class of a predicate: `CONSULT`, `ASSAULT`.
//!
//! The classes are those of the PLOVER manual (<https://github.com/openeventdata/PLOVER>); `data/plover.tsv` gives the one
//! of each roleset, and of lemmas where no roleset is known.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static CLASSES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    lines()
        .flat_map(|(class, keys)| keys.split(' ').map(move |key| (key, class)))
        .collect()
});

/// Class and keys of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../data/plover.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// The class of `roleset` (`send.01`; may be empty), else of `lemma`; none for what is no political event.
///
/// # Examples
/// ```
/// use byline::knowledge::event_type;
/// assert_eq!(event_type::of("attack.01", "attack"), Some("ASSAULT"));
/// assert_eq!(event_type::of("", "ceasefire"), Some("RETREAT"));
/// assert_eq!(event_type::of("be.01", "be"), None);
/// ```
#[must_use]
pub fn of(roleset: &str, lemma: &str) -> Option<&'static str> {
    CLASSES.get(roleset).or_else(|| CLASSES.get(lemma)).copied()
}
