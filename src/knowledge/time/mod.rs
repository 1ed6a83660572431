//! Time expressions and the days that they mean.
//!
//! Takes the words of a sentence and the article's date, gives intervals of days in the manner of `TimeML`'s TIMEX3
//! (<https://timeml.github.io/site/publications/timeMLdocs/annguide_1.2.1.pdf>). Without a date nothing is guessed.

mod lexicon;

mod calendar;

mod meaning;

mod word;

mod grammar;

mod dates;

mod lengths;

mod days;

mod expression;

mod attach;

pub use attach::{is_no_time_of, time_of};
pub use calendar::Interval;
pub use expression::{TimeExpression, expressions};
