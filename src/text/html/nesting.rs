//! Nesting, limited: no page can make the parser's work grow with the square of its size,
//! or its memory to a hundred times of it.
//!
//! HTML parsers look through the open elements at each tag, and through a tag's earlier
//! attributes at each further one, so that a page of 200,000 open `<div>`s takes them
//! minutes; and they keep a node for each tag, some 300 bytes for a `<p>` (measured). Blink limits the depth to 512
//! (<https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/core/html/parser/html_parser_options.h>).
//! Tags deeper than [`DEPTH`], and all after the first [`TAGS`], are left out here, their
//! text kept; and a tag longer than [`TAG_LENGTH`] loses its attributes (in practice, a
//! picture in a `data:` address). Of most pages nothing changes.

use std::borrow::Cow;

/// The deepest nesting kept, in elements that must be closed: with the rows and cells of
/// tables, which need not be, up to the 512 that Blink keeps.
const DEPTH: usize = 128;
/// The longest tag whose attributes are kept, in bytes.
const TAG_LENGTH: usize = 1 << 14;

/// How many tags and comments are kept: more than the HTML standard has on one page; a
/// news page has some thousands.
const TAGS: usize = 300_000;

/// Elements that have no content, or whose next one closes them: they do not nest by
/// themselves (<https://html.spec.whatwg.org/#optional-tags>).
const FLAT: [&str; 44] = [
    "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "dd", "dt",
    "embed", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "img", "input",
    "keygen", "li", "link", "meta", "optgroup", "option", "p", "param", "rb", "rp", "rt", "rtc",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements that SVG closes in their own tag, hundreds of them in one drawing.
const SELF_CLOSED: [&str; 12] = [
    "animate", "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "set",
    "stop", "use",
];
/// Elements of SVG and `MathML` whose content is HTML again
/// (<https://html.spec.whatwg.org/#html-integration-point>).
const INTEGRATION: [&str; 9] = [
    "annotation-xml",
    "desc",
    "foreignobject",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "title",
];
/// Elements whose content is no markup up to their own end tag.
const RAW: [&str; 8] = [
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

/// The page with its nesting and the length of its tags limited; itself if it keeps the
/// limits already.
pub(super) fn limit(source: &str) -> Cow<'_, str> {
    let mut page = Page {
        source,
        output: None,
        copied: 0,
        tags: 0,
        open: Vec::new(),
        dropped: Vec::new(),
    };
    let mut at = 0;
    while let Some(next) = source[at..].find('<') {
        at = page.read_markup(at + next);
    }
    match page.output {
        None => Cow::Borrowed(source),
        Some(mut output) => {
            output.push_str(&source[page.copied..]);
            Cow::Owned(output)
        }
    }
}

struct Page<'a> {
    source: &'a str,
    /// The page as far as it was changed, up to the byte `copied` of the source.
    output: Option<String>,
    copied: usize,
    /// How many tags and comments were met.
    tags: usize,
    /// The names of the open elements that are kept, at most `DEPTH`.
    open: Vec<&'a str>,
    /// The names of the open elements that are left out.
    dropped: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Reads the markup at `start`, where a `<` stands; gives the byte after it.
    fn read_markup(&mut self, start: usize) -> usize {
        let rest = &self.source[start..];
        let is_end = rest.starts_with("</");
        let name_start = start + if is_end { 2 } else { 1 };
        let name = tag_name(&self.source[name_start..]);
        let is_comment =
            name.is_empty() && ["<!", "<?", "</"].iter().any(|mark| rest.starts_with(mark));
        if name.is_empty() && !is_comment {
            return start + 1;
        }
        let end = if is_comment {
            let close = if rest.starts_with("<!--") { "-->" } else { ">" };
            rest.find(close)
                .map_or(self.source.len(), |place| start + place + close.len())
        } else {
            tag_end(self.source, name_start + name.len())
        };
        self.tags += 1;
        if self.tags > TAGS {
            self.replace(start, end, " ");
        } else if is_end && !is_comment {
            self.end_tag(name, start, end);
        } else if !is_comment {
            return self.read_start_tag(name, start, end);
        }
        end
    }

    /// Reads the start tag from `start` to `end`; gives the byte where markup may follow.
    fn read_start_tag(&mut self, name: &'a str, start: usize, end: usize) -> usize {
        let is_foreign = self.is_foreign();
        if is_one_of(name, &RAW) && !is_foreign {
            return self.raw_element(name, start, end);
        }
        let is_closed =
            is_foreign && is_one_of(name, &SELF_CLOSED) && self.source[..end].ends_with("/>");
        if is_closed || is_one_of(name, &FLAT) {
            self.shorten(name, start, end);
        } else {
            self.start_tag(name, start, end);
        }
        end
    }

    /// Passes over an element whose content is no markup; gives the byte after it.
    fn raw_element(&mut self, name: &str, start: usize, end: usize) -> usize {
        self.shorten(name, start, end);
        let close = find_end_tag(self.source, end, name);
        tag_end(self.source, close)
    }

    fn shorten(&mut self, name: &str, start: usize, end: usize) {
        if end - start > TAG_LENGTH {
            self.replace(start, end, &format!("<{name}>"));
        }
    }

    fn start_tag(&mut self, name: &'a str, start: usize, end: usize) {
        if self.open.len() < DEPTH {
            self.open.push(name);
            self.shorten(name, start, end);
        } else {
            self.dropped.push(name);
            self.replace(start, end, " ");
        }
    }

    fn end_tag(&mut self, name: &str, start: usize, end: usize) {
        if let Some(last) = self.dropped.last() {
            if last.eq_ignore_ascii_case(name) {
                self.dropped.pop();
                self.replace(start, end, " ");
                return;
            }
            if !is_one_of(name, &FLAT) {
                self.replace(start, end, " ");
            }
        } else if let Some(place) = self
            .open
            .iter()
            .rposition(|open| open.eq_ignore_ascii_case(name))
        {
            self.open.truncate(place);
        }
    }

    /// Whether this is SVG or `MathML`, where other rules hold.
    fn is_foreign(&self) -> bool {
        let mut inner = self.open.iter().rev();
        let decides =
            |name: &&&str| is_one_of(name, &["svg", "math"]) || is_one_of(name, &INTEGRATION);
        inner
            .find(decides)
            .is_some_and(|name| !is_one_of(name, &INTEGRATION))
    }

    fn replace(&mut self, start: usize, end: usize, by: &str) {
        let output = self.output.get_or_insert_default();
        output.push_str(&self.source[self.copied..start]);
        output.push_str(by);
        self.copied = end;
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The name that a tag starts with; empty if this is no tag.
fn tag_name(rest: &str) -> &str {
    if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return "";
    }
    let ends = |character: char| character.is_ascii_whitespace() || "/><".contains(character);
    &rest[..rest.find(ends).unwrap_or(rest.len())]
}

/// The byte after the `>` that closes a tag, not counting those in quoted values.
fn tag_end(source: &str, from: usize) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (place, byte) in source.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'>') => return place + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (Some(_) | None, _) => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    source.len()
}

/// The byte where the end tag of a raw element starts; the source's end if there is none.
fn find_end_tag(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = source[at..].find("</") {
        let start = at + found;
        if tag_name(&source[start + 2..]).eq_ignore_ascii_case(name) {
            return start;
        }
        at = start + 2;
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_within_the_limits_stay_as_they_are() {
        let rows = "<tr><td class='a>b'>x<td>y".repeat(600);
        let page = format!(
            "<!DOCTYPE html><title><b></title><!-- <div> --><script>\"<div>\"</script>\
             <svg><title>A</title>{}</svg><table>{rows}</table>{} a < b <3 </p>",
            "<path d='M0'/>".repeat(600),
            "<p>One<br><li><img src=a>".repeat(600)
        );
        assert!(matches!(limit(&page), Cow::Borrowed(_)));
        assert!(matches!(limit(""), Cow::Borrowed(_)));
        assert!(matches!(limit("<"), Cow::Borrowed(_)));
        assert!(matches!(limit("<div"), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_tags_are_left_out_and_their_text_kept() {
        let deep = format!("{}x<p>y{}z", "<div>".repeat(1000), "</div>".repeat(1000));
        let limited = limit(&deep);
        assert_eq!(limited.matches("<div>").count(), DEPTH);
        assert_eq!(limited.matches("</div>").count(), DEPTH);
        assert_eq!(limited.replace(' ', "").matches("x<p>y").count(), 1);
        assert!(limited.ends_with("</div>z"));
        let script = format!("{}<script>var a;</script>x", "<div>".repeat(300));
        assert!(limit(&script).ends_with("<script>var a;</script>x"));
        for opening in ["<svg>", "<svg><title>", "<math><mi>"] {
            let page = format!("{opening}{}", "<div/>".repeat(1000));
            assert!(limit(&page).matches("<div/>").count() < DEPTH, "{opening}");
        }
    }

    #[test]
    fn an_endless_tag_loses_its_attributes() {
        let attributes = " a b c d e f g h".repeat(2_000);
        assert_eq!(limit(&format!("<p{attributes}>x")), "<p>x");
        assert_eq!(limit(&format!("<div{attributes}>x</div>")), "<div>x</div>");
    }

    #[test]
    fn tags_without_number_are_left_out() {
        let page = "<p>a<!-- -->".repeat(TAGS);
        let limited = limit(&page);
        assert_eq!(limited.matches('<').count(), TAGS);
        assert_eq!(limited.matches('a').count(), TAGS);
    }

    #[test]
    fn the_work_grows_with_the_page_not_with_its_square() {
        for piece in [
            "<p>",
            "</>",
            "<!>",
            "<div>",
            "</b>",
            "<div></b>",
            "<script>",
            "<a b='",
            "<!--",
            "<svg>",
            "</",
        ] {
            let _ = limit(&piece.repeat(200_000));
        }
    }
}
