//! The report of an evaluation, as a table for people and as JSON.

use std::fmt;

use serde::Serialize;

use super::segmentation::Counts;

/// Scores by section, in the order in which they were measured.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    sections: Vec<Section>,
}

/// Scores on one corpus in one setting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    title: String,
    metrics: Vec<Metric>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metric {
    name: String,
    value: f64,
    #[serde(flatten)]
    counts: Option<Fraction>,
    #[serde(flatten)]
    shares: Option<Shares>,
}

/// Precision and recall of a score that is no share of units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Shares {
    precision: f64,
    recall: f64,
}

/// What the F1 of a score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Fraction {
    precision: f64,
    recall: f64,
    gold: usize,
    system: usize,
    correct: usize,
}

impl Metric {
    /// The F1 of counts, from 0 to 100. Where gold and system have the same number of units
    /// it is the accuracy.
    #[must_use]
    pub fn f1(name: impl Into<String>, counts: Counts) -> Self {
        let fraction = Fraction {
            precision: hundredths(counts.precision()),
            recall: hundredths(counts.recall()),
            gold: counts.gold,
            system: counts.system,
            correct: counts.correct,
        };
        Self {
            name: name.into(),
            value: hundredths(counts.f1()),
            counts: Some(fraction),
            shares: None,
        }
    }

    /// A correlation, from -1 to 1.
    #[must_use]
    pub fn correlation(name: impl Into<String>, r: f64) -> Self {
        Self {
            name: name.into(),
            value: (r * 10_000.0).round() / 10_000.0,
            counts: None,
            shares: None,
        }
    }

    /// An F1 with its precision and recall, from 0 to 1 each, where they are not shares of countable units.
    #[must_use]
    pub fn shares(name: impl Into<String>, f1: f64, precision: f64, recall: f64) -> Self {
        Self {
            name: name.into(),
            value: hundredths(f1),
            counts: None,
            shares: Some(Shares {
                precision: hundredths(precision),
                recall: hundredths(recall),
            }),
        }
    }

    /// The score's name: `ewt.las`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The score: F1 in per cent, to two decimals, or a correlation, to four.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }
}

/// A share as per cent, rounded to two decimals, so that the same counts print the same.
fn hundredths(share: f64) -> f64 {
    (share * 10_000.0).round() / 100.0
}

impl Report {
    /// Adds a section.
    pub fn add(&mut self, title: impl Into<String>, metrics: Vec<Metric>, notes: Vec<String>) {
        self.sections.push(Section {
            title: title.into(),
            metrics,
            notes,
        });
    }

    /// Every score in order.
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.sections.iter().flat_map(|section| &section.metrics)
    }

    /// The score of this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        self.metrics()
            .find(|metric| metric.name == name)
            .map(Metric::value)
    }

    /// The report as indented JSON: `{"sections": [{"title", "metrics": [{"name", "value",
    /// "precision", "recall", "gold", "system", "correct"}]}]}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl fmt::Display for Report {
    /// A table of every section.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.metrics().map(|metric| metric.name.len());
        let titles = self.sections.iter().map(|section| section.title.len());
        let width = names.chain(titles).max().unwrap_or(0);
        for (i, section) in self.sections.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            writeln!(
                f,
                "{:<width$} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
                section.title, "F1", "P", "R", "gold", "system", "correct"
            )?;
            for metric in &section.metrics {
                write!(f, "{:<width$} ", metric.name)?;
                match (metric.counts, metric.shares) {
                    (None, None) => writeln!(f, "{:>8.4}  (Pearson's r)", metric.value)?,
                    (None, Some(s)) => writeln!(
                        f,
                        "{:>8.2} {:>8.2} {:>8.2}",
                        metric.value, s.precision, s.recall
                    )?,
                    (Some(c), _) => writeln!(
                        f,
                        "{:>8.2} {:>8.2} {:>8.2} {:>8} {:>8} {:>8}",
                        metric.value, c.precision, c.recall, c.gold, c.system, c.correct
                    )?,
                }
            }
            for note in &section.notes {
                writeln!(f, "{note}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_table_for_people_and_json_for_programs() {
        let mut report = Report::default();
        let counts = Counts {
            gold: 4,
            system: 5,
            correct: 3,
        };
        report.add(
            "EWT dev",
            vec![Metric::f1("ewt.las", counts)],
            vec!["a note".to_owned()],
        );
        report.add(
            "UDS",
            vec![Metric::correlation("factuality.r", 0.812_345)],
            Vec::new(),
        );
        assert_eq!(
            report.to_string(),
            "EWT dev            F1        P        R     gold   system  correct\n\
             ewt.las         66.67    60.00    75.00        4        5        3\n\
             a note\n\
             \n\
             UDS                F1        P        R     gold   system  correct\n\
             factuality.r   0.8123  (Pearson's r)\n"
        );
        assert_eq!(report.value("ewt.las"), Some(66.67));
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
        assert_eq!(json["sections"][0]["metrics"][0]["correct"], 3);
        assert_eq!(json["sections"][1]["metrics"][0]["value"], 0.8123);
    }
}
