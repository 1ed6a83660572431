//! Entities: the persons, organisations, places and things that an article speaks of, and their mentions.

use serde::{Deserialize, Serialize};

use crate::language::codes::codes;
use crate::text::span::Span;

/// The index of an entity in its article, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityIdx(u32);

impl EntityIdx {
    /// The entity at `index`, from 0.
    ///
    /// # Panics
    /// If `index` does not fit 32 bits.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("an article holds fewer than 2^32 entities"))
    }

    /// The index, from 0, for use on slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

codes! {
    /// What kind of thing an entity is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    EntityType: "type of entity";
    /// A human being.
    Person = "person",
    /// A company, party, institution.
    Organization = "organization",
    /// A ministry, agency, army, parliament, court.
    Government = "government",
    /// A newspaper, broadcaster, news agency.
    NewsMedia = "news-media",
    /// A country.
    Country = "country",
    /// A city, town or village.
    City = "city",
    /// Any other place: province, region, sea, mountain.
    Place = "place",
    /// A building, airport, bridge.
    Facility = "facility",
    /// A nation's people, a religious or political group.
    Group = "group",
    /// A named war, storm, game, conference.
    Event = "event",
    /// A vehicle, weapon, good.
    Product = "product",
    /// A book, song, film.
    CreativeWork = "creative-work",
    /// A law or treaty.
    Law = "law",
    /// A source that is not named: "a senior official", "officials".
    UnnamedSource = "unnamed-source",
    /// Anything else.
    Thing = "thing",
}

/// Something that the article speaks of, in one place or in many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name that the article gives it or the gazetteer knows; of an unnamed one the phrase that brings it
    /// in, without its article: "troops", "senior official".
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntityType,
    /// Whether `name` is a proper name: such an entity can be the same in many articles, another is its article's own.
    pub named: bool,
    /// Other names and phrases that the article uses for it, in the order of their first use; never `name` itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it is in other data sets, as IRIs (`https://sws.geonames.org/2017370/`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// The ISO 3166 alpha-3 code of the country that it is or acts for, where that is known: `PRK`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Whether a name is written in capitals as headlines and datelines have it, not as an acronym: of more than one word, or
/// of more than six letters.
///
/// # Examples
/// ```
/// use byline::knowledge::entity::is_in_capitals;
/// assert!(is_in_capitals("SAN DIEGO") && is_in_capitals("WASHINGTON"));
/// assert!(!is_in_capitals("UNESCO") && !is_in_capitals("San Diego"));
/// ```
#[must_use]
pub fn is_in_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (name.contains(' ') || letters > 6) && !name.chars().any(char::is_lowercase)
}

codes! {
    /// How a mention refers.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    MentionKind: "kind of mention";
    /// By a proper name.
    Named = "named",
    /// By a common noun.
    Nominal = "nominal",
    /// By a pronoun or possessive.
    Pronominal = "pronominal",
}

/// One place where the article speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words: code points of the article.
    pub span: Span,
    /// Its head word: code points of the article, inside `span`.
    pub head: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to.
    pub entity: EntityIdx,
}
