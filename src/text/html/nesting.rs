//! Nesting, limited: no page can make the parser's work grow with the square of its size.
//!
//! HTML parsers look through the open elements at each tag, and through a tag's earlier
//! attributes at each further one, so that a page of 200,000 open `<div>`s takes them
//! minutes. Blink limits the depth to 512
//! (<https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/core/html/parser/html_parser_options.h>).
//! Tags deeper than [`DEPTH`] are left out here, their text kept; and a tag longer than
//! [`TAG_LENGTH`] loses its attributes. Of any page met in practice nothing changes.

use std::borrow::Cow;

/// The deepest nesting kept, in elements that must be closed.
const DEPTH: usize = 256;
/// The longest tag whose attributes are kept, in bytes.
const TAG_LENGTH: usize = 1 << 14;

/// Elements that have no content, or whose next one closes them: they do not nest by
/// themselves (<https://html.spec.whatwg.org/#optional-tags>).
const FLAT: [&str; 44] = [
    "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "dd", "dt",
    "embed", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "img", "input",
    "keygen", "li", "link", "meta", "optgroup", "option", "p", "param", "rb", "rp", "rt", "rtc",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements whose content is no markup up to their own end tag.
const RAW: [&str; 8] =
    ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// The page with its nesting and the length of its tags limited; itself if it keeps the
/// limits already.
pub(super) fn limit(source: &str) -> Cow<'_, str> {
    let mut page = Page { source, output: None, copied: 0, open: Vec::new(), dropped: Vec::new() };
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
    /// The names of the open elements that are kept, at most `DEPTH`.
    open: Vec<&'a str>,
    /// The names of the open elements that are left out.
    dropped: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Reads the markup at `start`, where a `<` stands; gives the byte after it.
    fn read_markup(&mut self, start: usize) -> usize {
        let rest = &self.source[start..];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(self.source.len(), |end| start + end + 3);
        }
        let is_end = rest.starts_with("</");
        let name_start = start + if is_end { 2 } else { 1 };
        let name = tag_name(&self.source[name_start..]);
        if name.is_empty() {
            return start + 1;
        }
        let end = tag_end(self.source, name_start + name.len());
        if is_end {
            self.end_tag(name, start, end);
            return end;
        }
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            return self.raw_element(name, start, end);
        }
        let is_empty = self.source[..end].ends_with("/>") && self.is_foreign();
        if !is_empty && !FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
            self.start_tag(name, start, end);
        } else {
            self.shorten(name, start, end);
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
            if !FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
                self.replace(start, end, " ");
            }
        } else if let Some(place) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            self.open.truncate(place);
        }
    }

    /// Whether this is SVG or MathML, where `<path/>` is closed.
    fn is_foreign(&self) -> bool {
        self.open.iter().any(|name| ["svg", "math"].iter().any(|foreign| foreign.eq_ignore_ascii_case(name)))
    }

    fn replace(&mut self, start: usize, end: usize, by: &str) {
        let output = self.output.get_or_insert_default();
        output.push_str(&self.source[self.copied..start]);
        output.push_str(by);
        self.copied = end;
    }
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
            (Some(_), _) => {}
            (None, b'>') => return place + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, _) => {}
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
             <svg>{}</svg><table>{rows}</table>{} a < b <3 </p>",
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
    }

    #[test]
    fn an_endless_tag_loses_its_attributes() {
        let attributes: String = (0..20_000).map(|number| format!(" a{number}")).collect();
        assert_eq!(limit(&format!("<p{attributes}>x")), "<p>x");
        assert_eq!(limit(&format!("<div{attributes}>x</div>")), "<div>x</div>");
    }

    #[test]
    fn the_work_grows_with_the_page_not_with_its_square() {
        for piece in ["<div>", "</b>", "<div></b>", "<script>", "<a b='", "<!--", "<svg>", "</"] {
            let _ = limit(&piece.repeat(200_000));
        }
    }
}
