//! Publication dates, as front matter, records and web pages write them.
//!
//! The day is taken as written, in the publisher's own time zone: an article of
//! `2024-10-29T23:30:00-04:00` was published on the 29th. Numbers alone that could be read
//! in two ways (10/11/2024) are refused.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

/// The forms taken, in jiff's `strptime` notation; each may be followed by a time of day.
const FORMS: [&str; 11] = [
    "%Y-%m-%d", // ISO 8601, and the date in RFC 3339
    "%Y%m%d",   // ISO 8601, basic
    "%Y/%m/%d",
    "%a, %d %b %Y", // RFC 2822, in feeds
    "%d %b %Y",
    "%d %B %Y",
    "%A, %d %B %Y",
    "%A %d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%A, %B %d, %Y",
];

/// The day that `written` names; none if it names no day in a form known here.
///
/// # Examples
/// ```
/// use byline::text::date;
/// use jiff::civil::date as day;
/// assert_eq!(date::parse("2024-10-29T23:30:00-04:00"), Some(day(2024, 10, 29)));
/// assert_eq!(date::parse("October 29, 2024"), Some(day(2024, 10, 29)));
/// assert_eq!(date::parse("10/11/2024"), None);
/// ```
#[must_use]
pub fn parse(written: &str) -> Option<Date> {
    let written = written.trim();
    FORMS.iter().find_map(|form| {
        let (time, length) = BrokenDownTime::parse_prefix(form, written).ok()?;
        let rest = written.as_bytes().get(length);
        let ends = rest.is_none_or(|byte| matches!(byte, b'T' | b't' | b' ' | b','));
        if ends { time.to_date().ok() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_is_read_in_every_form_that_publishers_write() {
        for written in [
            "2024-10-29",
            " 2024-10-29 ",
            "2024-10-29 08:15",
            "2024-10-29T08:15:00Z",
            "20241029",
            "20241029T081500Z",
            "2024/10/29",
            "Tue, 29 Oct 2024 08:15:00 GMT",
            "29 Oct 2024",
            "29 October 2024",
            "Tuesday, 29 October 2024",
            "Tuesday 29 October 2024",
            "Oct 29, 2024",
            "October 29, 2024",
            "Tuesday, October 29, 2024, 8:15 a.m.",
        ] {
            assert_eq!(parse(written), Some(date(2024, 10, 29)), "{written}");
        }
    }

    #[test]
    fn what_names_no_day_or_two_is_refused() {
        for written in [
            "",
            "10/11/2024",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "2024-10-291",
            "yesterday",
            "\0",
        ] {
            assert_eq!(parse(written), None, "{written:?}");
        }
    }
}
