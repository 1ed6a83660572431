//! Dependency relations: one of 37 universal relations and, where a language refines it, a
//! subtype, <https://universaldependencies.org/u/dep/>.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::codes::{UnknownCode, codes};

codes! {
    /// The 37 universal relations.
    Relation: "universal dependency relation";
    /// Clausal modifier of a noun.
    Acl = "acl",
    /// Adverbial clause modifier.
    Advcl = "advcl",
    /// Adverbial modifier.
    Advmod = "advmod",
    /// Adjectival modifier.
    Amod = "amod",
    /// Appositional modifier.
    Appos = "appos",
    /// Auxiliary.
    Aux = "aux",
    /// Case marking: prepositions, the genitive 's.
    Case = "case",
    /// Coordinating conjunction.
    Cc = "cc",
    /// Clausal complement.
    Ccomp = "ccomp",
    /// Classifier.
    Clf = "clf",
    /// Compound.
    Compound = "compound",
    /// Conjunct.
    Conj = "conj",
    /// Copula.
    Cop = "cop",
    /// Clausal subject.
    Csubj = "csubj",
    /// Unspecified dependency.
    Dep = "dep",
    /// Determiner.
    Det = "det",
    /// Discourse element.
    Discourse = "discourse",
    /// Dislocated element.
    Dislocated = "dislocated",
    /// Expletive.
    Expl = "expl",
    /// Fixed multiword expression.
    Fixed = "fixed",
    /// Flat expression: the parts of a name.
    Flat = "flat",
    /// Parts of one word, written apart.
    Goeswith = "goeswith",
    /// Indirect object.
    Iobj = "iobj",
    /// List.
    List = "list",
    /// Marker of a subordinate clause.
    Mark = "mark",
    /// Nominal modifier.
    Nmod = "nmod",
    /// Nominal subject.
    Nsubj = "nsubj",
    /// Numeric modifier.
    Nummod = "nummod",
    /// Object.
    Obj = "obj",
    /// Oblique nominal.
    Obl = "obl",
    /// Orphan of an ellipsis.
    Orphan = "orphan",
    /// Parataxis.
    Parataxis = "parataxis",
    /// Punctuation.
    Punct = "punct",
    /// Overridden disfluency.
    Reparandum = "reparandum",
    /// The root of the sentence.
    Root = "root",
    /// Vocative.
    Vocative = "vocative",
    /// Open clausal complement.
    Xcomp = "xcomp",
}

/// A relation with its subtype: `nsubj`, `nsubj:pass`, `acl:relcl`.
///
/// # Examples
/// ```
/// use byline::language::deprel::{Deprel, Relation};
/// let deprel: Deprel = "nsubj:pass".parse()?;
/// assert_eq!(deprel.relation(), Relation::Nsubj);
/// assert_eq!(deprel.subtype(), Some("pass"));
/// assert_eq!(deprel.to_string(), "nsubj:pass");
/// # Ok::<(), byline::language::deprel::DeprelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deprel {
    relation: Relation,
    subtype: Option<Arc<str>>,
}

impl Deprel {
    /// The universal relation.
    #[must_use]
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// The part after the colon.
    #[must_use]
    pub fn subtype(&self) -> Option<&str> {
        self.subtype.as_deref()
    }
}

impl From<Relation> for Deprel {
    fn from(relation: Relation) -> Self {
        Self {
            relation,
            subtype: None,
        }
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subtype {
            None => f.pad(self.relation.code()),
            Some(subtype) => f.pad(&format!("{}:{subtype}", self.relation)),
        }
    }
}

impl FromStr for Deprel {
    type Err = DeprelError;

    /// Reads `relation` or `relation:subtype`.
    ///
    /// # Errors
    /// If the relation is none of the 37, or the subtype is empty or holds a character that
    /// CoNLL-U could not carry.
    fn from_str(deprel: &str) -> Result<Self, DeprelError> {
        let (relation, subtype) = match deprel.split_once(':') {
            None => (deprel, None),
            Some((relation, subtype)) => (relation, Some(subtype)),
        };
        let relation = relation.parse().map_err(DeprelError::Relation)?;
        if subtype
            .is_some_and(|s| s.is_empty() || s.contains(|c: char| c.is_whitespace() || c == '|'))
        {
            return Err(DeprelError::Subtype(deprel.into()));
        }
        Ok(Self {
            relation,
            subtype: subtype.map(Arc::from),
        })
    }
}

/// Why a string is no dependency relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeprelError {
    /// The part before the colon is none of the 37 universal relations.
    Relation(UnknownCode),
    /// The part after the colon is empty, or holds white space or `|`.
    Subtype(Box<str>),
}

impl fmt::Display for DeprelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relation(unknown) => unknown.fmt(f),
            Self::Subtype(deprel) => {
                write!(
                    f,
                    "`{}` has no well-formed subtype after its colon",
                    deprel.escape_debug()
                )
            }
        }
    }
}

impl std::error::Error for DeprelError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_read_back_from_its_code() {
        assert_eq!(Relation::ALL.len(), 37);
        for &relation in Relation::ALL {
            assert_eq!(relation.code().parse(), Ok(Deprel::from(relation)));
        }
    }

    #[test]
    fn a_relation_that_ud_does_not_know_is_refused_by_name() {
        let error = "subject:pass"
            .parse::<Deprel>()
            .expect_err("not a relation");
        assert!(
            error
                .to_string()
                .starts_with("`subject` is not a universal dependency relation")
        );
    }

    #[test]
    fn an_empty_or_split_subtype_is_refused() {
        for deprel in ["nsubj:", "nsubj:a b", "nsubj:a|b"] {
            assert_eq!(
                deprel.parse::<Deprel>(),
                Err(DeprelError::Subtype(deprel.into()))
            );
        }
    }
}
