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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::frames::Roleset;

    #[test]
    fn every_line_of_the_table_is_read_and_no_word_has_two_classes() {
        let mut seen = std::collections::BTreeSet::new();
        for (class, keys) in lines() {
            assert!(
                class.bytes().all(|byte| byte.is_ascii_uppercase()),
                "{class}"
            );
            for key in keys.split(' ') {
                assert!(seen.insert(key), "{key} twice");
                assert!(
                    !key.contains('.') || key.parse::<Roleset>().is_ok(),
                    "{key}"
                );
            }
        }
        assert!(seen.len() > 500);
    }

    #[test]
    fn a_roleset_comes_before_its_lemma() {
        for (roleset, lemma, class) in [
            ("visit.01", "visit", Some("CONSULT")),
            ("meet.01", "meet", None),
            ("strike.01", "strike", Some("ASSAULT")),
            ("strike.02", "strike", Some("PROTEST")),
            ("", "ceasefire", Some("RETREAT")),
            ("", "weather", None),
        ] {
            assert_eq!(of(roleset, lemma), class, "{roleset} {lemma}");
        }
    }
}
