//! Text in XML 1.0 (<https://www.w3.org/TR/xml/>).

/// `text` as the content of an element or of an attribute in double quotes.
///
/// Line breaks and tabs become references, so that attributes keep them; what XML cannot hold at all (most control
/// characters, U+FFFE and U+FFFF) becomes U+FFFD.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_xml_reserves_or_forbids_is_replaced() {
        assert_eq!(escape("a<b>&\"c\"\n"), "a&lt;b&gt;&amp;&quot;c&quot;&#10;");
        assert_eq!(escape("\u{0}\u{ffff}최"), "\u{fffd}\u{fffd}최");
    }
}
