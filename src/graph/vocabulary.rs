//! The vocabulary: every class, property and individual that the graph uses, and the prefixes that they are written
//! with. `data/vocabulary.ttl` says what each of our own means; `docs/vocabulary.md` shows them at work.

pub use oxigraph::model::vocab::{rdf, rdfs, xsd};

/// Declares constants in one namespace: name and local name, each documented.
macro_rules! terms {
    ($namespace:literal: $($(#[$doc:meta])+ $name:ident = $local:literal;)+) => {
        use oxigraph::model::NamedNodeRef;

        /// The namespace.
        pub const NAMESPACE: &str = $namespace;
        $(
            $(#[$doc])+
            pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $local));
        )+
        /// Every term above, in that order.
        pub const ALL: &[NamedNodeRef<'static>] = &[$($name),+];
    };
}

/// Byline's own terms.
pub mod by {
    terms! { "https://w3id.org/byline/ns#":
        /// Something that articles speak of.
        ENTITY = "Entity";
        /// A source that is not named: "a senior official".
        UNNAMED_SOURCE = "UnnamedSource";
        /// A nation's people, a religious or political group.
        GROUP = "Group";
        /// A law or treaty.
        LAW = "Law";
        /// One report of one happening or state in one article.
        CLAIM = "Claim";
        /// A participant of a claim, with its role.
        ARGUMENT = "Argument";
        /// A claim between two entities that a claim of more participants implies: who sends troops to whom.
        PROJECTION = "Projection";
        /// One link of a chain of sources.
        ATTRIBUTION = "Attribution";
        /// A relation: a property that claims are made with.
        RELATION = "Relation";
        /// What is kept about the store itself.
        STORE = "Store";
        /// Claim to document.
        DOCUMENT = "document";
        /// Claim to the sentence that says it.
        SENTENCE = "sentence";
        /// Claim to the name of the construction that gave it.
        RULE = "rule";
        /// Claim to how sure the extractor is that it read it rightly, 0 to 1.
        CONFIDENCE = "confidence";
        /// Claim to the lemma of its predicate.
        LEMMA = "lemma";
        /// Claim to the words of its predicate.
        PREDICATE_TEXT = "predicateText";
        /// Claim to `PropBank`'s roleset.
        ROLESET = "roleset";
        /// Claim or event to PLOVER's event class.
        EVENT_TYPE = "eventType";
        /// Claim to a participant.
        HAS_ARGUMENT = "argument";
        /// Argument to its role: subject, object, ARG2.
        ROLE = "role";
        /// Argument to the preposition before it.
        PREPOSITION = "preposition";
        /// Argument to the entity or text that it is.
        VALUE = "value";
        /// Argument or attribution to its words.
        TEXT = "text";
        /// Argument, attribution or claim to the phrase in the article.
        PHRASE = "phrase";
        /// Argument to a number of things.
        QUANTITY = "quantity";
        /// Argument to what is counted.
        UNIT = "unit";
        /// Argument to the words that make its number inexact.
        APPROXIMATION = "approximation";
        /// Claim to a projection of it.
        HAS_PROJECTION = "projection";
        /// Claim to whether its source says that it is so.
        POLARITY = "polarity";
        /// Claim to how sure its source is.
        CERTAINTY = "certainty";
        /// Claim to whether it is still to come.
        TENSE = "tense";
        /// Claim to the words that deny it.
        NEGATION_CUE = "negationCue";
        /// Claim to the words that make it less than certain, or future.
        HEDGE_CUE = "hedgeCue";
        /// Claim to the phrase of any of its cues.
        CUE_PHRASE = "cuePhrase";
        /// Claim to the nearest source.
        ATTRIBUTED_TO = "attributedTo";
        /// Claim to the words that name the saying of its nearest source.
        ATTRIBUTION_CUE = "attributionCue";
        /// Claim to a source that relays the nearest one.
        VIA = "via";
        /// Claim to a link of its chain of sources.
        HAS_ATTRIBUTION = "attribution";
        /// Attribution to its place in the chain, from 1, nearest first.
        POSITION = "position";
        /// Attribution to the source.
        SOURCE = "source";
        /// Attribution to the words that report.
        CUE = "cue";
        /// Claim to its words of time.
        TIME_TEXT = "timeText";
        /// Claim to the first day of its time.
        TIME_START = "timeStart";
        /// Claim to the last day of its time, inclusive.
        TIME_END = "timeEnd";
        /// Claim to what its days stand on: explicit, relative.
        TIME_BASIS = "timeBasis";
        /// Claim to the event that it is a report of.
        REPORTS = "reports";
        /// Claim to a claim of the same event that cannot be true along with it.
        CONFLICTS_WITH = "conflictsWith";
        /// The same, where one says that it is so and the other that it is not.
        CONFLICTS_IN_POLARITY = "conflictsInPolarity";
        /// The same, where their days do not meet.
        CONFLICTS_IN_TIME = "conflictsInTime";
        /// The same, where they name different places.
        CONFLICTS_IN_PLACE = "conflictsInPlace";
        /// The same, where they count the same things differently.
        CONFLICTS_IN_QUANTITY = "conflictsInQuantity";
        /// Claim to a key by which reports of one happening are found; in the store's index only.
        EVENT_KEY = "eventKey";
        /// Graph of a document that is being put into the store; in the store's index only.
        PENDING = "pending";
        /// Event to the number of its documents.
        DOCUMENT_SUPPORT = "documentSupport";
        /// Event to the number of its distinct sources.
        SOURCE_SUPPORT = "sourceSupport";
        /// Event to the number of its claims.
        CLAIM_SUPPORT = "claimSupport";
        /// Event to the relation that its claims have in common.
        HAS_RELATION = "relation";
        /// Document to the SHA-256 of what it was read from.
        SHA256 = "sha256";
        /// Entity to the ISO 3166 alpha-3 code of its country.
        COUNTRY = "country";
        /// Mention to how it refers: named, nominal, pronominal.
        MENTION_KIND = "mentionKind";
        /// Mention to the words of its head.
        HEAD_BEGIN = "headBeginIndex";
        /// Mention to the end of its head.
        HEAD_END = "headEndIndex";
        /// Store to the policy by which claims become plain triples.
        ASSERTS = "asserts";
        /// Store to the version of the program that made it.
        VERSION = "version";
    }
}

/// schema.org's terms (<https://schema.org/>).
pub mod schema {
    terms! { "https://schema.org/":
        /// A news article.
        NEWS_ARTICLE = "NewsArticle";
        /// A person.
        PERSON = "Person";
        /// A country.
        COUNTRY = "Country";
        /// A city or town.
        CITY = "City";
        /// A place.
        PLACE = "Place";
        /// A building, airport, bridge.
        CIVIC_STRUCTURE = "CivicStructure";
        /// An organisation.
        ORGANIZATION = "Organization";
        /// An organisation of a government.
        GOVERNMENT_ORGANIZATION = "GovernmentOrganization";
        /// A news organisation.
        NEWS_MEDIA_ORGANIZATION = "NewsMediaOrganization";
        /// An event.
        EVENT = "Event";
        /// A product.
        PRODUCT = "Product";
        /// A creative work.
        CREATIVE_WORK = "CreativeWork";
        /// Law.
        LEGISLATION = "Legislation";
        /// Anything.
        THING = "Thing";
        /// A document's headline.
        HEADLINE = "headline";
        /// A document's day of publication.
        DATE_PUBLISHED = "datePublished";
        /// A document's publisher.
        PUBLISHER = "publisher";
        /// A document's address.
        URL = "url";
        /// A document's licence.
        LICENSE = "license";
        /// A document's language.
        IN_LANGUAGE = "inLanguage";
        /// A document's identifier.
        IDENTIFIER = "identifier";
    }
}

/// SKOS (<https://www.w3.org/TR/skos-reference/>).
pub mod skos {
    terms! { "http://www.w3.org/2004/02/skos/core#":
        /// Another name.
        ALT_LABEL = "altLabel";
    }
}

/// PROV-O (<https://www.w3.org/TR/prov-o/>).
pub mod prov {
    terms! { "http://www.w3.org/ns/prov#":
        /// Something with a provenance.
        ENTITY = "Entity";
        /// Something that was done.
        ACTIVITY = "Activity";
        /// Claim to where it was taken from.
        WAS_DERIVED_FROM = "wasDerivedFrom";
        /// Something to who is responsible for it.
        WAS_ATTRIBUTED_TO = "wasAttributedTo";
    }
}

/// NIF (<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>).
pub mod nif {
    terms! { "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#":
        /// A document's text.
        CONTEXT = "Context";
        /// A sentence.
        SENTENCE = "Sentence";
        /// A phrase.
        PHRASE = "Phrase";
        /// The whole text of a context.
        IS_STRING = "isString";
        /// The first code point, from 0.
        BEGIN_INDEX = "beginIndex";
        /// The code point after the last.
        END_INDEX = "endIndex";
        /// The words.
        ANCHOR_OF = "anchorOf";
        /// The context of a string.
        REFERENCE_CONTEXT = "referenceContext";
    }
}

/// The Grounded Annotation Framework (<http://groundedannotationframework.org/gaf>).
pub mod gaf {
    terms! { "http://groundedannotationframework.org/gaf#":
        /// A place where a text speaks of something.
        MENTION = "Mention";
        /// Mention to what it speaks of.
        DENOTES = "denotes";
        /// What is spoken of to a phrase that does.
        DENOTED_BY = "denotedBy";
    }
}

/// `GRaSP`'s factuality values (<http://groundedannotationframework.org/grasp/>).
pub mod grasp {
    terms! { "http://groundedannotationframework.org/grasp/factuality#":
        /// It is so.
        POSITIVE = "positive";
        /// It is not so.
        NEGATIVE = "negative";
        /// Stated as a fact.
        CERTAIN = "certain";
        /// Likely.
        PROBABLE = "probable";
        /// May be so.
        POSSIBLE = "possible";
        /// Not said how sure: laid to someone's charge.
        UNDERSPECIFIED = "underspecified";
        /// Still to come.
        FUTURE = "future";
        /// Has happened, or holds.
        NON_FUTURE = "non-future";
    }
}

/// The Simple Event Model (<http://semanticweb.cs.vu.nl/2009/11/sem/>).
pub mod sem {
    terms! { "http://semanticweb.cs.vu.nl/2009/11/sem/":
        /// Something that happens.
        EVENT = "Event";
        /// Event to who takes part.
        HAS_ACTOR = "hasActor";
        /// Event to where it happens.
        HAS_PLACE = "hasPlace";
        /// Event to a day of it.
        HAS_TIME_STAMP = "hasTimeStamp";
        /// Event to the earliest first day that a claim gives it.
        HAS_BEGIN_TIME_STAMP = "hasBeginTimeStamp";
        /// Event to the latest last day that a claim gives it.
        HAS_END_TIME_STAMP = "hasEndTimeStamp";
    }
}

/// OWL (<https://www.w3.org/TR/owl2-syntax/>).
pub mod owl {
    terms! { "http://www.w3.org/2002/07/owl#":
        /// The same thing.
        SAME_AS = "sameAs";
    }
}

/// The namespace of relations.
pub const RELATIONS: &str = "https://w3id.org/byline/relation/";

/// The base under which entities, claims, events, documents and graphs live, unless the store has another.
pub const DEFAULT_BASE: &str = "https://w3id.org/byline/id/";

/// The prefixes of the fixed namespaces, sorted.
pub const PREFIXES: [(&str, &str); 13] = [
    ("by", by::NAMESPACE),
    ("gaf", gaf::NAMESPACE),
    ("grasp", grasp::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rel", RELATIONS),
    ("schema", schema::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The prefixes of what lives under the base, sorted, with their folders.
pub const FOLDERS: [(&str, &str); 5] = [
    ("claim", "claim/"),
    ("doc", "document/"),
    ("ent", "entity/"),
    ("event", "event/"),
    ("graph", "graph/"),
];

/// All prefixes of a store with this base, sorted by prefix.
///
/// # Examples
/// ```
/// use byline::graph::vocabulary::{DEFAULT_BASE, prefixes};
/// let all = prefixes(DEFAULT_BASE);
/// assert!(all.contains(&("ent".to_owned(), "https://w3id.org/byline/id/entity/".to_owned())));
/// ```
#[must_use]
pub fn prefixes(base: &str) -> Vec<(String, String)> {
    let fixed = PREFIXES
        .iter()
        .map(|&(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()));
    let own = FOLDERS
        .iter()
        .map(|&(prefix, folder)| (prefix.to_owned(), format!("{base}{folder}")));
    let mut all: Vec<(String, String)> = fixed.chain(own).collect();
    all.sort();
    all
}
