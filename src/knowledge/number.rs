//! Numbers in words and digits, as exact decimals: "10,000", "two dozen", "7.5 billion".
//!
//! Takes the forms of neighbouring words, gives the value that they name and how many of them it took. The words stand
//! in `data/numbers.tsv`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// A number of the form mantissa / 10^scale, exact.
///
/// # Examples
/// ```
/// use byline::knowledge::number::Decimal;
/// let number: Decimal = "7.50".parse().unwrap();
/// assert_eq!(number.to_string(), "7.5");
/// assert_eq!(number.times(Decimal::from(1000)).unwrap().to_string(), "7500");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    mantissa: u64,
    scale: u32,
}

impl Decimal {
    /// The product; none if it does not fit.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let mut mantissa = u128::from(self.mantissa) * u128::from(other.mantissa);
        let mut scale = self.scale + other.scale;
        while scale > 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            scale -= 1;
        }
        let mantissa = u64::try_from(mantissa).ok()?;
        Some(Self { mantissa, scale })
    }

    /// The sum; none if it does not fit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let raise = |number: Self| {
            let factor = 10_u64.checked_pow(scale - number.scale)?;
            number.mantissa.checked_mul(factor)
        };
        let mantissa = raise(self)?.checked_add(raise(other)?)?;
        Some(Self { mantissa, scale }.reduced())
    }

    /// The value where it is whole and small enough to count with.
    #[must_use]
    pub fn whole(self) -> Option<u32> {
        (self.scale == 0)
            .then(|| u32::try_from(self.mantissa).ok())
            .flatten()
    }

    /// Whether `self` is the smaller one.
    #[must_use]
    pub fn is_less_than(self, other: Self) -> bool {
        let raised = |number: Self, by: u32| {
            10_u128
                .checked_pow(by)
                .and_then(|factor| u128::from(number.mantissa).checked_mul(factor))
                .unwrap_or(u128::MAX)
        };
        raised(self, other.scale) < raised(other, self.scale)
    }

    fn reduced(mut self) -> Self {
        while self.scale > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl From<u32> for Decimal {
    fn from(mantissa: u32) -> Self {
        Self {
            mantissa: u64::from(mantissa),
            scale: 0,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return f.pad(&digits);
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, rest) = digits.split_at(digits.len() - scale);
        f.pad(&format!("{whole}.{rest}"))
    }
}

impl std::str::FromStr for Decimal {
    type Err = NoNumber;

    /// Reads digits with commas between thousands and a decimal point.
    ///
    /// # Errors
    /// If it is anything else, or too long.
    fn from_str(written: &str) -> Result<Self, NoNumber> {
        // Most words are none, and their first character tells.
        if !written.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return Err(NoNumber);
        }
        let (whole, rest) = written.split_once('.').unwrap_or((written, ""));
        let groups: Vec<&str> = whole.split(',').collect();
        let grouped = groups.len() == 1
            || (!groups[0].is_empty() && groups[0].len() <= 3)
                && groups[1..].iter().all(|group| group.len() == 3);
        let digits = format!("{}{rest}", groups.concat());
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if !grouped || !plain || digits.is_empty() || written.ends_with('.') {
            return Err(NoNumber);
        }
        let mantissa = digits.parse().map_err(|_| NoNumber)?;
        let scale = rest.len() as u32;
        Ok(Self { mantissa, scale }.reduced())
    }
}

/// A string that is no number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoNumber;

impl fmt::Display for NoNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a number in digits such as 1,250.5")
    }
}

impl std::error::Error for NoNumber {}

/// What a word says about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberWord {
    /// Digits, or a word whose value is added: "two", "10,000".
    Unit(Decimal),
    /// Multiplies what stands before it: "million".
    Scale(Decimal),
    /// Many of a scale: "hundreds".
    Plural(Decimal),
    /// An amount that is not told: "several".
    Some,
    /// Two things: "a couple of".
    Pair,
    /// A part: "half".
    Fraction(Decimal),
    /// A place in an order: "third".
    Ordinal(u32),
}

/// A third is no decimal; the nearest ten-thousandth stands for it.
const THIRD: Decimal = Decimal {
    mantissa: 3333,
    scale: 4,
};

static WORDS: LazyLock<BTreeMap<&'static str, Vec<NumberWord>>> = LazyLock::new(|| {
    let mut words: BTreeMap<&'static str, Vec<NumberWord>> = BTreeMap::new();
    for line in include_str!("../../data/numbers.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(class), Some(word)) = (fields.next(), fields.next()) else {
            continue;
        };
        let value = fields.next().unwrap_or_default();
        let decimal = value.parse().unwrap_or(THIRD);
        let meaning = match class {
            "unit" => NumberWord::Unit(decimal),
            "scale" => NumberWord::Scale(decimal),
            "plural" => NumberWord::Plural(decimal),
            "some" => NumberWord::Some,
            "pair" => NumberWord::Pair,
            "fraction" => NumberWord::Fraction(decimal),
            "ordinal" => NumberWord::Ordinal(decimal.whole().unwrap_or(0)),
            other => unreachable!("a test reads every line: class {other}"),
        };
        words.entry(word).or_default().push(meaning);
    }
    words
});

/// What `form` (lower case) says about a number: nothing, one thing, or as "third" more.
#[must_use]
pub fn words(form: &str) -> Vec<NumberWord> {
    if let Some(known) = WORDS.get(form) {
        return known.clone();
    }
    if let Ok(number) = form.parse() {
        return vec![NumberWord::Unit(number)];
    }
    let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if let ("st" | "nd" | "rd" | "th", Ok(number)) = (&form[digits.len()..], digits.parse()) {
        return vec![NumberWord::Ordinal(number)];
    }
    // "twenty-five", where it is one word.
    if let Some((tens, ones)) = form.split_once('-')
        && let (Some(NumberWord::Unit(tens)), Some(NumberWord::Unit(ones))) = (
            WORDS.get(tens).and_then(|words| words.first()),
            WORDS.get(ones).and_then(|words| words.first()),
        )
        && let Some(sum) = tens.plus(*ones)
    {
        return vec![NumberWord::Unit(sum)];
    }
    Vec::new()
}

/// The number that the first of `forms` (lower case) name, and how many of them: "two hundred and fifty" is 250 in 4.
/// Hyphens between number words are passed over. Vague amounts and parts are no numbers here.
///
/// # Examples
/// ```
/// use byline::knowledge::number::cardinal;
/// let (value, words) = cardinal(&["7.5", "billion", "dollars"]).unwrap();
/// assert_eq!((value.to_string().as_str(), words), ("7500000000", 2));
/// assert!(cardinal(&["dollars"]).is_none());
/// ```
#[must_use]
pub fn cardinal(forms: &[&str]) -> Option<(Decimal, usize)> {
    let mut total: Option<Decimal> = None; // closed groups: "two million"
    let mut group: Option<Decimal> = None; // the open one: "three hundred"
    let mut took = 0;
    let mut digits_before = false;
    for (i, form) in forms.iter().enumerate() {
        let is_digits = form.starts_with(|c: char| c.is_ascii_digit());
        let joint = took > 0 && matches!(*form, "-" | "and" | "a" | "‑");
        if joint {
            // A joint counts only if a number word follows: "two hundred and fifty", not "two and".
            let next = forms.get(i + 1).map(|form| words(form)).unwrap_or_default();
            let hundred = group.and_then(Decimal::whole).is_some_and(|g| g >= 100);
            let goes_on = match next.first() {
                Some(NumberWord::Unit(next)) => {
                    (*form == "-" || hundred)
                        && next.whole().is_some_and(|next| next < 100)
                        && !digits_before
                        && group.and_then(Decimal::whole).is_some_and(|g| g >= 20)
                }
                Some(NumberWord::Scale(_)) => *form == "-",
                _ => false,
            };
            if goes_on {
                continue;
            }
            break;
        }
        match words(form).first() {
            Some(&NumberWord::Unit(unit)) => {
                // "twenty five" adds; "10 20" and "five six" are two numbers.
                group = match group {
                    None => Some(unit),
                    Some(_) if is_digits || digits_before => break,
                    Some(open) => {
                        let (Some(open_value), Some(unit_value)) = (open.whole(), unit.whole())
                        else {
                            break;
                        };
                        let room = if open_value % 100 == 0 { 100 } else { 10 };
                        if open_value % room != 0 || unit_value >= room || unit_value == 0 {
                            break;
                        }
                        Some(open.plus(unit)?)
                    }
                };
            }
            Some(&NumberWord::Scale(scale)) => {
                let one = Decimal::from(1);
                let value = group.unwrap_or(one).times(scale)?;
                if scale.whole().is_some_and(|scale| scale <= 100) {
                    group = Some(value);
                } else {
                    total = Some(match total {
                        None => value,
                        Some(total) => total.plus(value)?,
                    });
                    group = None;
                }
            }
            _ => break,
        }
        digits_before = is_digits;
        took = i + 1;
    }
    let value = match (total, group) {
        (Some(total), Some(group)) => total.plus(group)?,
        (Some(value), None) | (None, Some(value)) => value,
        (None, None) => return None,
    };
    Some((value, took))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: Option<(&str, usize)>) {
        let forms: Vec<&str> = input.split(' ').collect();
        let found = cardinal(&forms).map(|(value, took)| (value.to_string(), took));
        let expect = expect.map(|(value, took)| (value.to_owned(), took));
        assert_eq!(found, expect, "{input}");
    }

    #[test]
    fn numbers_in_words_and_digits_have_their_value() {
        check("10,000 troops", Some(("10000", 1)));
        check("two dozen people", Some(("24", 2)));
        check("1.5 million", Some(("1500000", 2)));
        check("two hundred and fifty men", Some(("250", 4)));
        check("twenty - five", Some(("25", 3)));
        check("twenty-five", Some(("25", 1)));
        check("three hundred thousand", Some(("300000", 3)));
        check("two million three hundred", Some(("2000300", 4)));
        check("a hundred", None);
        check("hundred", Some(("100", 1)));
        check("five and six", Some(("5", 1)));
        check("10 - 12", Some(("10", 1)));
        check("0.05", Some(("0.05", 1)));
        check("1,00", None);
        check("99999999999999999999999", None);
        check("", None);
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        assert!(words("million").contains(&NumberWord::Scale("1000000".parse().expect("digits"))));
        assert!(words("third").contains(&NumberWord::Fraction(THIRD)));
        assert!(words("21st").contains(&NumberWord::Ordinal(21)));
        assert!(words("é").is_empty());
    }
}
