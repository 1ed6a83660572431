//! Events: what the reports of several articles are about.
//!
//! Takes reports (claims, with what matters for this), gives whether two are of one happening, and in what they
//! differ. Both are symmetric and look at nothing but the two: which reports make an event, and which conflict, does
//! not depend on the order in which articles come. Model: SEM (<http://semanticweb.cs.vu.nl/2009/11/sem/>); a claim is a
//! report, an event is what reports are about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Reports whose days lie further apart are of two happenings.
const DAYS_APART: i32 = 7;
/// A report without a time of its own is of something that happened at most this long before its article's date.
const NEWS_DAYS: i32 = 14;
/// Days of one bucket of the look-up table.
const BUCKET_DAYS: i32 = 28;
/// Numbers that words make inexact agree within this part of the larger one.
const ABOUT: f64 = 0.25;

/// The words of happenings, by lemma.
static KINDS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/events/relations.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(kind, lemmas)| lemmas.split(' ').map(move |lemma| (lemma, kind)))
        .collect()
});

/// The kind of happening that a lemma names: its own or that of its group; none if it names no happening.
#[must_use]
pub fn kind(lemma: &str) -> Option<String> {
    let lemma = lemma.to_lowercase().replace(' ', "-");
    match KINDS.get(lemma.as_str()) {
        Some(&"-") => None,
        Some(&kind) => Some(kind.to_owned()),
        None if lemma.is_empty() => None,
        None => Some(lemma),
    }
}

/// Whether who does this to an unnamed group takes part in what the group does.
#[must_use]
pub fn leads(lemma: &str) -> bool {
    kind(lemma).as_deref() == Some("lead")
}

/// Who or what takes part in a report, seen from one place of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    /// The entity's IRI.
    pub entity: String,
    /// Whether it is the same in other articles.
    pub is_shared: bool,
    /// Who leads it, where it is a group without a name.
    pub leaders: BTreeSet<String>,
}

impl Participant {
    /// Everyone who is known beyond the article.
    fn known(&self) -> impl Iterator<Item = &str> {
        let own = self.is_shared.then_some(self.entity.as_str());
        own.into_iter()
            .chain(self.leaders.iter().map(String::as_str))
    }
}

/// A number of things in one place of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// What is counted.
    pub unit: String,
    /// How many.
    pub value: f64,
    /// Whether words make it inexact.
    pub is_about: bool,
}

/// A claim, as far as it matters for events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The claim's IRI.
    pub claim: String,
    /// The document's IRI.
    pub document: String,
    /// The sources' IRIs; none: the article itself.
    pub sources: BTreeSet<String>,
    /// The kind of happening; none: it is no event's.
    pub kind: Option<String>,
    /// PLOVER's class.
    pub class: Option<String>,
    /// The claim's relation.
    pub relation: String,
    /// Whether it says that it is so, not that it is not.
    pub is_positive: bool,
    /// Whether it says so as a fact.
    pub is_certain: bool,
    /// Whether it is still to come.
    pub is_future: bool,
    /// Who does it.
    pub subject: Option<Participant>,
    /// What it is done to.
    pub object: Option<Participant>,
    /// Everyone else.
    pub others: Vec<Participant>,
    /// Where it happens, with the place's class: shared entities only.
    pub places: BTreeMap<String, String>,
    /// Its numbers.
    pub numbers: Vec<Number>,
    /// First and last day that it gives.
    pub days: Option<(Date, Date)>,
    /// The article's date.
    pub published: Option<Date>,
}

/// In what two reports of one happening differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// One says that it is so, the other that it is not.
    Polarity,
    /// Their days do not meet.
    Time,
    /// They name two cities, or two countries.
    Place,
    /// They count the same things differently.
    Quantity,
}

impl Report {
    /// Everyone known beyond the article who takes part.
    #[must_use]
    pub fn participants(&self) -> BTreeSet<&str> {
        let slots = self.subject.iter().chain(&self.object).chain(&self.others);
        slots.flat_map(Participant::known).collect()
    }

    /// The days on which it can have happened; none if nothing tells.
    fn window(&self) -> Option<(Date, Date)> {
        self.days.or_else(|| {
            let published = self.published?;
            let first = published.checked_sub(NEWS_DAYS.days()).ok()?;
            Some((first, published))
        })
    }

    /// The keys of the look-up table: two reports of one happening have at least one in common.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let Some(kind) = self.kind.as_ref().filter(|_| !self.is_future) else {
            return Vec::new();
        };
        let buckets = self.buckets();
        let participants: Vec<&str> = self.participants().into_iter().collect();
        let mut keys = Vec::new();
        for (number, first) in participants.iter().enumerate() {
            for second in &participants[number + 1..] {
                for bucket in &buckets {
                    keys.push(format!("{kind} {bucket} {first} {second}"));
                }
            }
        }
        keys
    }

    /// The buckets of days that its window touches, with room for what lies near; `undated` where nothing tells.
    fn buckets(&self) -> Vec<String> {
        let Some((first, last)) = self.window() else {
            return vec!["undated".to_owned()];
        };
        let epoch = Date::constant(1970, 1, 1);
        let number = |day: Date, shift: i32| {
            let days = (day - epoch).get_days() + shift;
            days.div_euclid(BUCKET_DAYS)
        };
        let (from, to) = (number(first, -DAYS_APART), number(last, DAYS_APART));
        // What lasts for years is looked up by its first months.
        (from..=to.min(from + 5))
            .map(|bucket| bucket.to_string())
            .collect()
    }

    /// Whether both can be of one happening: its kind, two participants in common, no one in another's place, days that
    /// lie near.
    #[must_use]
    pub fn is_of_one_event_with(&self, other: &Self) -> bool {
        self.claim != other.claim
            && self.kind.is_some()
            && self.kind == other.kind
            && !self.is_future
            && !other.is_future
            && fits(self.subject.as_ref(), other.subject.as_ref())
            && fits(self.object.as_ref(), other.object.as_ref())
            && self
                .participants()
                .intersection(&other.participants())
                .count()
                >= 2
            && self.is_near(other)
    }

    fn is_near(&self, other: &Self) -> bool {
        match (self.window(), other.window()) {
            (Some(own), Some(others)) => gap(own, others) <= DAYS_APART,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// In what both differ, which must be of one happening. Only facts of different articles can.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        if self.document == other.document || !self.is_certain || !other.is_certain {
            return Vec::new();
        }
        if self.is_positive != other.is_positive {
            return vec![Difference::Polarity];
        }
        let mut found = Vec::new();
        if let (Some(own), Some(others)) = (self.days, other.days)
            && gap(own, others) > 0
        {
            found.push(Difference::Time);
        }
        if self.is_elsewhere(other) {
            found.push(Difference::Place);
        }
        if self
            .numbers
            .iter()
            .any(|number| number.differs(&other.numbers))
        {
            found.push(Difference::Quantity);
        }
        found
    }

    /// Whether both name places of one class, and none in common.
    fn is_elsewhere(&self, other: &Self) -> bool {
        let classes = |report: &Self| report.places.values().cloned().collect::<BTreeSet<_>>();
        classes(self).intersection(&classes(other)).any(|class| {
            let of = |report: &Self| -> BTreeSet<String> {
                let places = report.places.iter().filter(|(_, kind)| *kind == class);
                places.map(|(place, _)| place.clone()).collect()
            };
            of(self).is_disjoint(&of(other))
        })
    }
}

impl Number {
    /// Whether `others` count the same things, and none agrees.
    fn differs(&self, others: &[Self]) -> bool {
        let mut same = others
            .iter()
            .filter(|other| other.unit == self.unit)
            .peekable();
        same.peek().is_some() && same.all(|other| !self.agrees(other))
    }

    fn agrees(&self, other: &Self) -> bool {
        let largest = self.value.abs().max(other.value.abs());
        let room = if self.is_about || other.is_about {
            largest * ABOUT
        } else {
            0.0
        };
        (self.value - other.value).abs() <= room
    }
}

/// Whether the same can stand in both places: the same one, or one that has no name beyond its article.
fn fits(own: Option<&Participant>, other: Option<&Participant>) -> bool {
    let (Some(own), Some(other)) = (own, other) else {
        return true;
    };
    let (mut ours, theirs): (_, BTreeSet<&str>) = (own.known().peekable(), other.known().collect());
    ours.peek().is_none() || theirs.is_empty() || ours.any(|known| theirs.contains(known))
}

/// Days between two intervals; 0 where they meet.
fn gap(own: (Date, Date), other: (Date, Date)) -> i32 {
    let after = |end: Date, start: Date| (start - end).get_days().max(0);
    after(own.1, other.0).max(after(other.1, own.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[expect(
        clippy::unnecessary_wraps,
        reason = "a report's participants may be missing"
    )]
    fn who(entity: &str) -> Option<Participant> {
        Some(Participant {
            entity: entity.to_owned(),
            is_shared: true,
            leaders: BTreeSet::new(),
        })
    }

    fn report(document: &str) -> Report {
        Report {
            claim: format!("claim of {document}"),
            document: document.to_owned(),
            kind: kind("leave"),
            is_positive: true,
            is_certain: true,
            subject: who("choe"),
            object: who("russia"),
            days: Some((date(2024, 10, 25), date(2024, 10, 25))),
            ..Report::default()
        }
    }

    #[test]
    fn reports_of_one_happening_find_each_other_and_their_conflict() {
        let (friday, mut monday) = (report("a"), report("b"));
        monday.days = Some((date(2024, 10, 28), date(2024, 10, 28)));
        monday.kind = kind("departure");
        assert!(friday.is_of_one_event_with(&monday));
        assert!(monday.is_of_one_event_with(&friday));
        assert!(friday.keys().iter().any(|key| monday.keys().contains(key)));
        assert_eq!(friday.differences(&monday), [Difference::Time]);
    }

    #[test]
    fn a_group_stands_for_who_leads_it() {
        let mut group = report("a");
        group.subject = Some(Participant {
            entity: "a/delegation".to_owned(),
            is_shared: false,
            leaders: BTreeSet::from(["choe".to_owned()]),
        });
        assert!(group.is_of_one_event_with(&report("b")));
        group.subject.as_mut().expect("a subject").leaders.clear();
        assert!(!group.is_of_one_event_with(&report("b")));
    }

    #[test]
    fn another_in_the_same_place_or_days_far_off_are_another_happening() {
        let (own, mut other) = (report("a"), report("b"));
        other.subject = who("lavrov");
        other.others.extend(who("choe"));
        assert!(!own.is_of_one_event_with(&other));
        let mut later = report("b");
        later.days = Some((date(2024, 11, 25), date(2024, 11, 25)));
        assert!(!own.is_of_one_event_with(&later));
        let mut planned = report("b");
        planned.is_future = true;
        assert!(!own.is_of_one_event_with(&planned));
    }

    #[test]
    fn doubtful_reports_conflict_with_none() {
        let (own, mut denied) = (report("a"), report("b"));
        denied.is_positive = false;
        assert_eq!(own.differences(&denied), [Difference::Polarity]);
        denied.is_certain = false;
        assert_eq!(own.differences(&denied), []);
    }

    #[test]
    fn numbers_that_words_make_inexact_agree_when_they_are_near() {
        let number = |value, is_about| Number {
            unit: "troop".to_owned(),
            value,
            is_about,
        };
        assert!(!number(10_000.0, true).differs(&[number(11_000.0, false)]));
        assert!(number(10_000.0, false).differs(&[number(11_000.0, false)]));
        assert!(number(3_000.0, true).differs(&[number(10_000.0, true)]));
        assert!(!number(3_000.0, false).differs(&[]));
    }

    #[test]
    fn sayings_and_states_are_no_events() {
        assert_eq!(kind("say"), None);
        assert_eq!(kind("be"), None);
        assert_eq!(kind("Dispatch").as_deref(), Some("send"));
        assert_eq!(kind("juggle").as_deref(), Some("juggle"));
        assert!(leads("head"));
    }
}
