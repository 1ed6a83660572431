//! Names of things: the only place where IRIs are made.
//!
//! Takes names, labels and identities of [`crate::knowledge`]; gives IRIs after RFC 3987
//! (<https://www.rfc-editor.org/rfc/rfc3987>) that depend on nothing but what they name, so that parts of a corpus that
//! were read apart fit together. Letters of all scripts stay readable; everything else is percent-encoded or left out.
//! What belongs to something is named after it with a colon, which Turtle's prefixed names may hold: `doc:a:phrase:0-11`.

use std::fmt;
use std::fmt::Write as _;

use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use super::vocabulary::{DEFAULT_BASE, RELATIONS};
use crate::text::span::Span;

/// The longest slug, in code points; a longer one is cut and ends in a hash of the whole.
const LONGEST: usize = 80;

/// Makes the names of what lives under one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minter {
    base: String,
}

impl Default for Minter {
    fn default() -> Self {
        Self {
            base: DEFAULT_BASE.to_owned(),
        }
    }
}

/// The base cannot stand before a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseError {
    base: String,
}

impl fmt::Display for BaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: no base for names: give an absolute IRI that ends in / or #, such as {DEFAULT_BASE}",
            self.base.escape_debug()
        )
    }
}

impl std::error::Error for BaseError {}

impl Minter {
    /// Names under `base`.
    ///
    /// # Errors
    /// [`BaseError`] if `base` is no absolute IRI, or ends in neither `/` nor `#`.
    ///
    /// # Examples
    /// ```
    /// use byline::graph::iri::Minter;
    /// let minter = Minter::new("https://example.org/news/")?;
    /// assert_eq!(minter.entity("Choe Son Hui").as_str(), "https://example.org/news/entity/choe-son-hui");
    /// assert!(Minter::new("news").is_err());
    /// # Ok::<(), byline::graph::iri::BaseError>(())
    /// ```
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let is_open = base.ends_with(['/', '#']);
        if !is_open || NamedNode::new(base).is_err() {
            return Err(BaseError {
                base: base.to_owned(),
            });
        }
        Ok(Self {
            base: base.to_owned(),
        })
    }

    /// The base.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// An entity known by its name everywhere.
    #[must_use]
    pub fn entity(&self, name: &str) -> NamedNode {
        self.under("entity/", &slug(name))
    }

    /// An entity known by its name everywhere, where another kind of thing has the better right to the plain name.
    #[must_use]
    pub fn entity_apart(&self, name: &str, kind: &str) -> NamedNode {
        let hash = digest(&["entity", kind]);
        self.under("entity/", &format!("{}-{}", slug(name), &hash[..6]))
    }

    /// An entity of one document.
    #[must_use]
    pub fn entity_of(&self, document: &str, name: &str) -> NamedNode {
        self.under("entity/", &format!("{}:{}", encode(document), slug(name)))
    }

    /// An entity of one document, where another of that document has its name; `place` tells them apart.
    #[must_use]
    pub fn entity_of_apart(&self, document: &str, name: &str, place: Span) -> NamedNode {
        let hash = digest(&["entity", document, &place.to_string()]);
        let local = format!("{}:{}-{}", encode(document), slug(name), &hash[..6]);
        self.under("entity/", &local)
    }

    /// Whether an entity of this IRI is the same in every document, not one document's own.
    #[must_use]
    pub fn is_shared(&self, entity: NamedNodeRef<'_>) -> bool {
        entity
            .as_str()
            .strip_prefix(&self.base)
            .and_then(|local| local.strip_prefix("entity/"))
            .is_some_and(|local| !local.contains(':'))
    }

    /// A document.
    #[must_use]
    pub fn document(&self, id: &str) -> NamedNode {
        self.under("document/", &encode(id))
    }

    /// The graph of a document.
    #[must_use]
    pub fn graph(&self, id: &str) -> NamedNode {
        self.under("graph/", &encode(id))
    }

    /// The id of the document whose graph this is; none if it is no document's.
    #[must_use]
    pub fn document_of_graph(&self, graph: NamedNodeRef<'_>) -> Option<String> {
        let local = graph
            .as_str()
            .strip_prefix(&self.base)?
            .strip_prefix("graph/")?;
        Some(decode(local))
    }

    /// A sentence of a document.
    #[must_use]
    pub fn sentence(&self, document: &str, span: Span) -> NamedNode {
        self.part(document, "sentence", span)
    }

    /// A phrase of a document; a mention is one.
    #[must_use]
    pub fn phrase(&self, document: &str, span: Span) -> NamedNode {
        self.part(document, "phrase", span)
    }

    fn part(&self, document: &str, kind: &str, span: Span) -> NamedNode {
        let (start, end) = (span.start(), span.end());
        self.under(
            "document/",
            &format!("{}:{kind}:{start}-{end}", encode(document)),
        )
    }

    /// A claim, from what makes it this one and no other.
    #[must_use]
    pub fn claim(&self, identity: &[&str]) -> NamedNode {
        self.under("claim/", &digest(identity)[..24])
    }

    /// A part of a claim: `argument`, `projection` or `attribution`, from 1.
    #[must_use]
    pub fn claim_part(&self, claim: &NamedNode, kind: &str, number: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}:{kind}:{number}", claim.as_str()))
    }

    /// An event, from the claim that stands first in it.
    #[must_use]
    pub fn event(&self, first: NamedNodeRef<'_>) -> NamedNode {
        self.under("event/", &digest(&["event", first.as_str()])[..24])
    }

    /// The graph of events.
    #[must_use]
    pub fn events(&self) -> NamedNode {
        self.under("events", "")
    }

    /// The graph of what is known about the store.
    #[must_use]
    pub fn meta(&self) -> NamedNode {
        self.under("meta", "")
    }

    /// The store's own graph of look-up tables, which no dump holds.
    #[must_use]
    pub fn index(&self) -> NamedNode {
        self.under("index", "")
    }

    fn under(&self, folder: &str, local: &str) -> NamedNode {
        // The base is an IRI that ends in a delimiter; slugs and encoded ids hold only characters that may follow.
        NamedNode::new_unchecked(format!("{}{folder}{local}", self.base))
    }
}

/// The relation that a label names.
///
/// # Examples
/// ```
/// let relation = byline::graph::iri::relation("send troops to");
/// assert_eq!(relation.as_str(), "https://w3id.org/byline/relation/send-troops-to");
/// ```
#[must_use]
pub fn relation(label: &str) -> NamedNode {
    let slug = slug(label);
    // RDF/XML writes a property as the name of an element, which must hold a letter to begin with.
    let letter = if slug.contains(char::is_alphabetic) {
        ""
    } else {
        "x-"
    };
    NamedNode::new_unchecked(format!("{RELATIONS}{letter}{slug}"))
}

/// The readable part of an IRI: lower case, NFC, words joined by hyphens, letters and digits of all scripts kept.
///
/// Apostrophes and full stops inside a name vanish (`U.S.` is `us`, `O'Neill` is `oneill`); a name without letter or
/// digit becomes a hash of itself, and so does the end of one longer than 80 code points.
///
/// # Examples
/// ```
/// use byline::graph::iri::slug;
/// assert_eq!(slug("National Intelligence Service"), "national-intelligence-service");
/// assert_eq!(slug("최선희"), "최선희");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut is_gap = false;
    for c in name.nfc().flat_map(char::to_lowercase).nfc() {
        if is_kept(c) {
            if is_gap && !slug.is_empty() {
                slug.push('-');
            }
            is_gap = false;
            slug.push(c);
        } else if !matches!(c, '.' | '\'' | '’') {
            is_gap = true;
        }
    }
    if slug.is_empty() {
        return format!("x-{}", &digest(&["slug", name])[..8]);
    }
    if slug.chars().count() > LONGEST {
        let cut: String = slug.chars().take(LONGEST).collect();
        let hash = digest(&["slug", &slug]);
        return format!("{}-{}", cut.trim_end_matches('-'), &hash[..8]);
    }
    slug
}

/// Letters, digits and marks that an IRI may hold (`ucschar` of RFC 3987, or ASCII).
fn is_kept(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let is_word = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    is_ucschar(c) && is_name_char(c) && is_word
}

/// XML's `NameChar` (<https://www.w3.org/TR/xml/#NT-NameChar>) beyond ASCII: RDF/XML writes relations as names.
fn is_name_char(c: char) -> bool {
    matches!(
        u32::from(c),
        0xB7 | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x37D
            | 0x37F..=0x1FFF
            | 0x203F..=0x2040
            | 0x2070..=0x218F
            | 0x2C00..=0x2FEF
            | 0x3001..=0xD7FF
            | 0xF900..=0xFDCF
            | 0xFDF0..=0xFFFD
            | 0x1_0000..=0xE_FFFF
    )
}

/// RFC 3987's `ucschar`, without the format characters that its section 4.1 forbids.
fn is_ucschar(c: char) -> bool {
    let code = u32::from(c);
    let is_bidi = matches!(code, 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0x061C);
    let is_plane = matches!(code, 0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF)
        || (0x1_0000..0xF_0000).contains(&code)
            && code & 0xFFFF < 0xFFFE
            && !(0xE_0000..0xE_1000).contains(&code);
    is_plane
        && !is_bidi
        && !c.is_control()
        && !c.is_whitespace()
        && !matches!(code, 0xFFF0..=0xFFFF)
}

/// An id as one segment of a path: NFC, what an IRI may not hold there percent-encoded as UTF-8.
#[must_use]
pub fn encode(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    let normal: String = id.nfc().collect();
    // Segments of dots alone would be taken for steps up the path.
    let is_dots = matches!(normal.as_str(), "." | "..");
    let mut buffer = [0; 4];
    for c in normal.chars() {
        let is_plain = c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || c == '.' && !is_dots;
        if is_plain || !c.is_ascii() && is_ucschar(c) {
            encoded.push(c);
        } else {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // A String takes whatever is written.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    if encoded.is_empty() {
        // No id is encoded so: a tilde of its own is %7E.
        encoded.push('~');
    }
    encoded
}

/// What [`encode`] made a segment of.
fn decode(segment: &str) -> String {
    if segment == "~" {
        return String::new();
    }
    let bytes = segment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = segment.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// SHA-256 of the parts, each with its length before it, as hexadecimal digits.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        // A String takes whatever is written.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_readable_slugs() {
        for (name, expect) in [
            ("Choe Son Hui", "choe-son-hui"),
            ("U.S.", "us"),
            ("O’Neill", "oneill"),
            ("Al-Qaeda", "al-qaeda"),
            ("São Tomé & Príncipe", "são-tomé-príncipe"),
            ("Sa\u{303}o", "são"),
            ("최선희", "최선희"),
            (" \"quoted\"\n", "quoted"),
            ("5 m² ⓐ", "5-m"),
        ] {
            assert_eq!(slug(name), expect, "{name}");
        }
        assert!(slug("???").starts_with("x-"));
        assert_ne!(slug("???"), slug("!!!"));
        assert!(slug(&"long ".repeat(2000)).chars().count() < 100);
    }

    #[test]
    fn an_id_stays_one_segment_of_the_path() {
        assert_eq!(encode("seed-000"), "seed-000");
        assert_eq!(encode("a/b c"), "a%2Fb%20c");
        assert_eq!(encode(".."), "%2E%2E");
        let minter = Minter::default();
        assert_eq!(
            minter.sentence("seed-000", Span::new(0, 146)).as_str(),
            "https://w3id.org/byline/id/document/seed-000:sentence:0-146"
        );
    }

    #[test]
    fn the_base_must_be_open_at_its_end() {
        assert!(Minter::new("https://example.org/a").is_err());
        assert!(Minter::new("https://example.org/a b/").is_err());
        assert!(Minter::new("/a/").is_err());
    }

    proptest! {
        #[test]
        fn all_names_give_valid_iris(name in "(?s).*", id in "(?s).*") {
            let minter = Minter::default();
            let span = Span::new(3, 9);
            let all = [
                minter.entity(&name), minter.entity_apart(&name, &id), minter.entity_of(&id, &name),
                minter.entity_of_apart(&id, &name, span), minter.document(&id), minter.graph(&id),
                minter.sentence(&id, span), relation(&name),
            ];
            for iri in all {
                prop_assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
            }
        }

        #[test]
        fn the_id_of_a_graph_comes_back(id in "(?s).*") {
            let minter = Minter::default();
            let normal: String = id.nfc().collect();
            prop_assert_eq!(minter.document_of_graph(minter.graph(&id).as_ref()), Some(normal));
        }
    }
}
