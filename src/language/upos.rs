//! Universal parts of speech, <https://universaldependencies.org/u/pos/>.

use super::codes::codes;

codes! {
    /// The 17 universal parts of speech.
    ///
    /// # Examples
    /// ```
    /// use byline::language::upos::Upos;
    /// assert_eq!("PROPN".parse(), Ok(Upos::Propn));
    /// assert_eq!(Upos::Propn.to_string(), "PROPN");
    /// assert!("NNP".parse::<Upos>().is_err());
    /// ```
    Upos: "universal part of speech";
    /// Adjective.
    Adj = "ADJ",
    /// Adposition.
    Adp = "ADP",
    /// Adverb.
    Adv = "ADV",
    /// Auxiliary.
    Aux = "AUX",
    /// Coordinating conjunction.
    Cconj = "CCONJ",
    /// Determiner.
    Det = "DET",
    /// Interjection.
    Intj = "INTJ",
    /// Noun.
    Noun = "NOUN",
    /// Numeral.
    Num = "NUM",
    /// Particle.
    Part = "PART",
    /// Pronoun.
    Pron = "PRON",
    /// Proper noun.
    Propn = "PROPN",
    /// Punctuation.
    Punct = "PUNCT",
    /// Subordinating conjunction.
    Sconj = "SCONJ",
    /// Symbol.
    Sym = "SYM",
    /// Verb.
    Verb = "VERB",
    /// Other.
    X = "X",
}
