//! Articles in other languages than English, which the model cannot read: told by `whatlang`, from trigrams and scripts.

use whatlang::{Lang, detect};

/// How much of an article is looked at, in bytes: enough to be sure, little beside reading it.
const SAMPLE: usize = 4096;
/// Below this many letters nothing is told: names and numbers alone look like any language.
const LEAST_LETTERS: usize = 200;

/// The name of the language of `text`, in English, if it is surely another than English.
///
/// # Examples
/// ```
/// use byline::text::foreign;
/// let french = "Le ministre des Affaires étrangères est arrivé mardi à Moscou, où il doit rencontrer \
///     son homologue russe. Les deux hommes parleront de la guerre et de l'aide que son pays envoie, \
///     a dit une porte-parole du ministère après la réunion du gouvernement.";
/// assert_eq!(foreign::language(french), Some("French"));
/// assert_eq!(foreign::language("The minister arrived in Moscow on Tuesday."), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let found = detect(sample)?;
    let is_long = || {
        let letters = sample.chars().filter(|c| c.is_alphabetic());
        // A character of these scripts says as much as several letters.
        let is_dense = matches!(found.lang(), Lang::Cmn | Lang::Jpn | Lang::Kor);
        letters.count()
            >= if is_dense {
                LEAST_LETTERS / 4
            } else {
                LEAST_LETTERS
            }
    };
    (found.lang() != Lang::Eng && found.is_reliable() && is_long()).then(|| found.lang().eng_name())
}
