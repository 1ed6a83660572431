//! Web pages: the article without the boilerplate, and what the page says of its
//! publication, through `dom_smoothie`, a port of Mozilla's Readability
//! (<https://github.com/mozilla/readability>).
//!
//! Blocks (paragraphs, headings, list items, captions) are kept apart by blank lines, so
//! that a heading never runs into the sentence below it. White space within a block is
//! collapsed as a browser does. The headline is metadata and no part of the text.

mod blocks;
mod nesting;

use std::panic::{self, AssertUnwindSafe};

use dom_query::Document as Dom;
use dom_smoothie::{CandidateSelectMode, Config, Readability};
use encoding_rs::Encoding;

use super::date;
use super::diagnostic::Diagnostic;
use super::document::Metadata;

/// How much of a page is read, in bytes, after overlong tags were cut down: 4 MiB. Its tree
/// takes up to a hundred times the memory, 30 times for pages met in practice (measured).
const LENGTH_LIMIT: usize = 4 << 20;

/// A page's article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The article's text; where no article was found, all of the page's.
    pub text: String,
    /// What the page says of its publication.
    pub metadata: Metadata,
    /// What was odd about the page.
    pub diagnostics: Vec<Diagnostic>,
}

/// Draws the article out of `source`, a whole page.
///
/// # Examples
/// ```
/// use byline::text::html;
/// let source = "<title>Talks begin in Moscow</title><nav><a href='/'>Home</a></nav>\
///     <article><h2>Delegation</h2><p>The talks began on Tuesday.<p>They go on.</article>";
/// let page = html::extract(source, "talks.html");
/// assert_eq!(page.text, "Delegation\n\nThe talks began on Tuesday.\n\nThey go on.");
/// assert_eq!(page.metadata.title.as_deref(), Some("Talks begin in Moscow"));
/// ```
#[must_use]
pub fn extract(source: &str, file: &str) -> Page {
    let flat = nesting::limit(source);
    let end = flat.floor_char_boundary(LENGTH_LIMIT);
    let is_cut = end < flat.len();
    let flat = &flat[..end];
    // The extractor is a foreign parser of hostile pages: should it panic, the page is
    // still read, by the plainest means. Nothing outlives the closure that it could break.
    let page = panic::catch_unwind(AssertUnwindSafe(|| extract_article(flat, file)));
    let mut page = page.unwrap_or_else(|_| Page {
        text: blocks::text_of(&Dom::from(flat).root()),
        metadata: Metadata::default(),
        diagnostics: vec![no_article(file)],
    });
    if is_cut {
        let message = "more than 4 MiB of page, pictures not counted: read up to there; split it, \
                       or give the article as plain text";
        page.diagnostics.push(Diagnostic::warning(file, message));
    }
    page
}

/// The encoding that a page declares in a `<meta>` within its first 1024 bytes, as browsers
/// look for it (<https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding>).
#[must_use]
pub fn declared_encoding(source: &[u8]) -> Option<&'static Encoding> {
    let start = source[..source.len().min(1024)].to_ascii_lowercase();
    let found = start
        .split(|&byte| byte == b'<')
        .filter(|tag| tag.starts_with(b"meta"));
    for tag in found {
        let Some(place) = tag.windows(7).position(|word| word == b"charset") else {
            continue;
        };
        let value = tag[place + 7..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let ends = |byte: &u8| b"\"'; />\t\r\n".contains(byte);
        let label = &value[..value.iter().position(ends).unwrap_or(value.len())];
        // A page whose ASCII can be read here is not UTF-16, whatever it says.
        return match Encoding::for_label_no_replacement(label)? {
            encoding if encoding.is_ascii_compatible() => Some(encoding),
            _ => Some(encoding_rs::UTF_8),
        };
    }
    None
}

fn extract_article(source: &str, file: &str) -> Page {
    let dom = Dom::from(source);
    let outer = OuterMetadata::of(&dom);
    // An article that advertisements cut into several containers of one weight stays
    // whole in this mode; Readability's own keeps the first two of three (measured on a
    // made-up page; see the tests).
    let candidate_select_mode = CandidateSelectMode::DomSmoothie;
    let config = Config {
        candidate_select_mode,
        ..Config::default()
    };
    let article = Readability::with_document(dom, None, Some(config))
        .ok()
        .map(|mut readability| {
            let article = readability.parse();
            let content = readability.doc.select_single("#readability-page-1");
            let text = content.nodes().first().map(blocks::article_of);
            (article.ok(), text.unwrap_or_default())
        });
    let (article, text) = article.unwrap_or_default();
    let mut diagnostics = Vec::new();
    let text = match article {
        Some(_) if !text.is_empty() => text,
        _ => {
            let all = blocks::text_of(&Dom::from(source).root());
            if !all.is_empty() {
                diagnostics.push(no_article(file));
            }
            all
        }
    };
    let (title, site, time, url) = match article {
        Some(article) => (
            Some(article.title),
            article.site_name,
            article.published_time,
            article.url,
        ),
        None => (None, None, None, None),
    };
    let date = [time, outer.time]
        .into_iter()
        .flatten()
        .find_map(|written| date::parse(&written));
    let metadata = Metadata {
        title: title.as_deref().and_then(tidy).or(outer.title),
        date,
        publisher: site.as_deref().and_then(tidy).or(outer.publisher),
        url: outer.url.or(url.as_deref().and_then(tidy)),
        license: outer.license,
    };
    Page {
        text,
        metadata,
        diagnostics,
    }
}

/// What the extractor does not read of a page's metadata.
struct OuterMetadata {
    title: Option<String>,
    publisher: Option<String>,
    time: Option<String>,
    url: Option<String>,
    license: Option<String>,
}

impl OuterMetadata {
    fn of(dom: &Dom) -> Self {
        let attribute = |selector: &str, name: &str| tidy(&dom.select_single(selector).attr(name)?);
        let is_address = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        let publisher = r#"meta[name="publisher" i], meta[name="dc.publisher" i],
            meta[name="application-name" i]"#;
        Self {
            title: tidy(&dom.select_single("title").text()),
            publisher: attribute(publisher, "content"),
            time: attribute(r#"meta[itemprop="datePublished"]"#, "content")
                .or_else(|| attribute(r#"[itemprop="datePublished"]"#, "datetime"))
                .or_else(|| attribute("time[pubdate]", "datetime"))
                .or_else(|| attribute("article time, main time", "datetime")),
            url: attribute(r#"link[rel~="canonical"]"#, "href")
                .filter(is_address)
                .or_else(|| attribute(r#"meta[property="og:url"]"#, "content").filter(is_address)),
            license: attribute(r#"link[rel~="license"], a[rel~="license"]"#, "href"),
        }
    }
}

/// White space collapsed; none if nothing else is there.
fn tidy(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn no_article(file: &str) -> Diagnostic {
    let message = "no article was found on this page: all of its text is read; give the article \
                   as plain text to be sure";
    Diagnostic::warning(file, message)
}

#[cfg(test)]
mod tests;
