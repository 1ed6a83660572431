//! Floors: scores that a change must not fall below.
//!
//! A file of lines `name value`, with the names and units of a [`Report`]; what follows `#`
//! is a comment.

use std::fmt;

use super::report::Report;

/// The least value of each score.
///
/// # Examples
/// ```
/// use byline::evaluation::{floors::Floors, report::{Metric, Report}};
/// let floors: Floors = "factuality.r 0.78 # the aim is 0.83".parse()?;
/// let mut report = Report::default();
/// report.add("UDS", vec![Metric::correlation("factuality.r", 0.77)], vec![]);
/// assert_eq!(floors.check(&report)[0].to_string(), "factuality.r is 0.77, its floor is 0.78");
/// # Ok::<(), byline::evaluation::floors::FloorsError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Floors(Vec<(Box<str>, f64)>);

impl Floors {
    /// The scores that lie below their floors, or were not measured.
    #[must_use]
    pub fn check(&self, report: &Report) -> Vec<Below> {
        self.0
            .iter()
            .map(|(name, floor)| Below {
                name: name.clone(),
                floor: *floor,
                value: report.value(name),
            })
            .filter(|below| below.value.is_none_or(|value| value < below.floor))
            .collect()
    }
}

impl std::str::FromStr for Floors {
    type Err = FloorsError;

    /// Reads the file's text.
    ///
    /// # Errors
    /// If a line is not a name and a number.
    fn from_str(text: &str) -> Result<Self, FloorsError> {
        let mut floors = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default();
            let mut words = line.split_whitespace();
            match (
                words.next(),
                words.next().map(str::parse::<f64>),
                words.next(),
            ) {
                (None, ..) => {}
                (Some(name), Some(Ok(floor)), None) if floor.is_finite() => {
                    floors.push((name.into(), floor));
                }
                _ => {
                    return Err(FloorsError {
                        line: number,
                        text: line.trim().into(),
                    });
                }
            }
        }
        Ok(Self(floors))
    }
}

/// A score below its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Below {
    /// The score's name.
    pub name: Box<str>,
    /// The least value that it may have.
    pub floor: f64,
    /// The value that was measured, if it was.
    pub value: Option<f64>,
}

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{} is {value}, its floor is {}", self.name, self.floor),
            None => write!(
                f,
                "{} was not measured, its floor is {}",
                self.name, self.floor
            ),
        }
    }
}

/// A line that is no floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorsError {
    line: usize,
    text: Box<str>,
}

impl fmt::Display for FloorsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}: `{}` is not a score's name and its least value, such as `ewt.las 89.5`",
            self.line,
            self.text.escape_debug()
        )
    }
}

impl std::error::Error for FloorsError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::report::Metric;
    use crate::evaluation::segmentation::Counts;

    #[test]
    fn scores_below_their_floor_or_not_measured_are_listed_in_order() {
        let floors: Floors = "# floors\newt.uas 60\n\newt.las 66.67 # reached\ngum.las 1\n"
            .parse()
            .expect("floors");
        let mut report = Report::default();
        let counts = |correct| Counts {
            gold: 3,
            system: 3,
            correct,
        };
        let metrics = vec![
            Metric::f1("ewt.las", counts(2)),
            Metric::f1("ewt.uas", counts(1)),
        ];
        report.add("EWT", metrics, Vec::new());
        let below: Vec<String> = floors
            .check(&report)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            below,
            [
                "ewt.uas is 33.33, its floor is 60",
                "gum.las was not measured, its floor is 1"
            ]
        );
    }

    #[test]
    fn a_malformed_line_is_named() {
        for text in ["ewt.las", "\newt.las high", "ewt.las 1 2", "ewt.las NaN"] {
            let error = text.parse::<Floors>().expect_err(text);
            assert!(error.to_string().contains("ewt.las"), "{error}");
        }
    }
}
