//! The lemmas that a form may have: `data/model/lemmas.tsv`, made by `training/lexicon.py`.

use super::upos::Upos;

/// The lexicon that is part of the program.
pub(super) static BUILT_IN: &str = include_str!("../../data/model/lemmas.tsv");

/// Sorted lines `form/class<TAB>lemma lemma ...`, searched where they lie: nothing to build at start-up.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    lines: &'static str,
}

impl Lexicon {
    /// Takes the file's text, whose lines must be sorted by their bytes.
    #[must_use]
    pub fn new(lines: &'static str) -> Self {
        Self { lines }
    }

    /// The lemmas of `form` (in lower case) as `upos`; `None` where the lexicon does not know it.
    ///
    /// # Examples
    /// ```
    /// use byline::language::lexicon::Lexicon;
    /// use byline::language::upos::Upos;
    /// let lexicon = Lexicon::new("found/v\tfind found\nleaves/n\tleaf\nleaves/v\tleave\n");
    /// assert_eq!(lexicon.lemmas("found", Upos::Verb), Some("find found"));
    /// assert_eq!(lexicon.lemmas("leaves", Upos::Noun), Some("leaf"));
    /// assert_eq!(lexicon.lemmas("leaves", Upos::Propn), None);
    /// assert_eq!(lexicon.lemmas("leave", Upos::Verb), None);
    /// ```
    #[must_use]
    pub fn lemmas(&self, form: &str, upos: Upos) -> Option<&'static str> {
        let class = match upos {
            Upos::Verb | Upos::Aux => "v",
            Upos::Noun => "n",
            Upos::Adj => "j",
            Upos::Adv => "r",
            _ => return None,
        };
        let key = format!("{form}/{class}\t");
        let (mut low, mut high) = (0, self.lines.len());
        // `low` and `high` stand at starts of lines; the line sought lies between them.
        while low < high {
            let middle = low + (high - low) / 2;
            let bytes = self.lines.as_bytes();
            let start = bytes[low..middle]
                .iter()
                .rposition(|&b| b == b'\n')
                .map_or(low, |at| low + at + 1);
            let end = bytes[start..high]
                .iter()
                .position(|&b| b == b'\n')
                .map_or(high, |at| start + at + 1);
            let line = &self.lines[start..end];
            if let Some(lemmas) = line.strip_prefix(key.as_str()) {
                return Some(lemmas.trim_end());
            }
            if line.as_bytes() < key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        None
    }
}
