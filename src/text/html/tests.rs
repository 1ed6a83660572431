//! Tests of the article reader on made-up pages.

use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn paragraph(number: usize) -> String {
    format!(
        "<p>In hearing number {number}, the minister said, the committee of the lower house had \
         asked for every paper, letter and note that the ministry still kept, and would get \
         them by the end of the week.</p>"
    )
}

fn paragraphs(numbers: std::ops::Range<usize>) -> String {
    numbers.map(paragraph).collect()
}

/// A page as news sites make them: navigation, teasers, comments, footer around `article`.
fn page(head: &str, article: &str) -> String {
    let links: String = (0..20).fold(String::new(), |mut links, number| {
        let _ = write!(
            links,
            "<li><a href='/{number}'>Teaser number {number}</a></li>"
        );
        links
    });
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Ministry to hand over papers</title>{head}\
         <style>p {{ color: red }}</style><script>var a = '<p>script</p>';</script></head><body>\
         <header><nav><ul>{links}</ul></nav></header>{article}<aside class=sidebar><h3>Most \
         read</h3><ul>{links}</ul></aside><footer><p>Copyright, terms, cookies.</p></footer>\
         </body></html>"
    )
}

#[test]
fn the_article_is_kept_and_the_boilerplate_left_out() {
    let article = format!(
        "<main><article><h1>Ministry to hand over papers</h1>{}</article></main>",
        paragraphs(1..6)
    );
    let text = extract(&page("", &article), "a.html").text;
    assert_eq!(text.matches("In hearing number").count(), 5);
    assert_eq!(text.matches("\n\n").count(), 4, "{text}");
    for boilerplate in ["Teaser", "Most read", "cookies", "script", "color"] {
        assert!(!text.contains(boilerplate), "{boilerplate} in {text}");
    }
}

#[test]
fn an_article_cut_up_by_advertisements_stays_whole() {
    let part = |from: usize| format!("<div class='part'>{}</div>", paragraphs(from..from + 2));
    let advertisement = "<div class='ad-slot'><a href='/buy'>Buy now</a></div>";
    let article = format!(
        "<div class=story><div class=text>{}{advertisement}{}</div>{advertisement}\
         <div class=text>{}</div></div>",
        part(1),
        part(3),
        part(5)
    );
    let text = extract(&page("", &article), "a.html").text;
    assert_eq!(text.matches("In hearing number").count(), 6, "{text}");
    assert!(!text.contains("Teaser"), "{text}");
}

#[test]
fn the_same_page_gives_the_same_text_however_its_parts_weigh() {
    let column = |class: &str| format!("<div class={class}>{}</div>", paragraphs(1..3));
    let article = format!(
        "<div>{}{}</div><div><div>{}</div></div>",
        column("u"),
        column("v"),
        column("w")
    );
    let source = page("", &article);
    let first = extract(&source, "a.html");
    for _ in 0..20 {
        assert_eq!(extract(&source, "a.html"), first);
    }
}

#[test]
fn publication_data_come_from_wherever_the_page_has_them() {
    let article = format!("<article>{}</article>", paragraphs(1..4));
    let open_graph = r#"<meta property="og:title" content="Papers &amp; letters to be handed over">
        <meta property="og:site_name" content="The Daily Example">
        <meta property="article:published_time" content="2024-10-29T08:00:00+01:00">
        <link rel="canonical" href="https://example.org/papers">
        <link rel="license" href="https://creativecommons.org/licenses/by/2.5/">"#;
    let expected = Metadata {
        title: Some("Papers & letters to be handed over".to_owned()),
        date: Some(date(2024, 10, 29)),
        publisher: Some("The Daily Example".to_owned()),
        url: Some("https://example.org/papers".to_owned()),
        license: Some("https://creativecommons.org/licenses/by/2.5/".to_owned()),
    };
    assert_eq!(
        extract(&page(open_graph, &article), "a.html").metadata,
        expected
    );

    let linked_data = r#"<script type="application/ld+json">{"@context": "https://schema.org",
        "@type": "NewsArticle", "headline": "Papers & letters to be handed over",
        "datePublished": "2024-10-29", "url": "https://example.org/papers",
        "publisher": {"@type": "Organization", "name": "The Daily Example"}}</script>"#;
    let metadata = extract(&page(linked_data, &article), "a.html").metadata;
    assert_eq!(
        metadata,
        Metadata {
            license: None,
            ..expected
        }
    );

    let article = format!(
        "<article><time datetime='2024-10-29'>Tuesday</time>{}</article>",
        paragraphs(1..4)
    );
    let metadata = extract(
        &page("<meta name=publisher content='D E'>", &article),
        "a.html",
    )
    .metadata;
    assert_eq!(
        metadata.title.as_deref(),
        Some("Ministry to hand over papers")
    );
    assert_eq!(metadata.date, Some(date(2024, 10, 29)));
    assert_eq!(metadata.publisher.as_deref(), Some("D E"));
}

#[test]
fn a_page_without_an_article_gives_what_text_there_is() {
    let page = extract("<html><body hidden>Talks began.</body></html>", "a.html");
    assert_eq!(page.text, "Talks began.");
    let nothing = extract("<html><body><img src=a.png></body></html>", "a.html");
    assert_eq!(nothing.text, "");
    assert_eq!(extract("", "a.html").text, "");
    let dialog = extract(
        "<body><div role=dialog aria-modal=true>Talks began.</div>",
        "a.html",
    );
    assert_eq!(dialog.text, "Talks began.");
    assert_eq!(dialog.diagnostics, [no_article("a.html")]);
}

#[test]
fn short_and_bare_pages_are_read() {
    assert_eq!(extract("<p>Talks began.", "a.html").text, "Talks began.");
    assert_eq!(
        extract("Talks &amp; more <b>talks</b>.", "a.html").text,
        "Talks & more talks."
    );
    let nul = extract("<p>Talks\0 began.", "a.html").text;
    assert!(
        nul.starts_with("Talks") && nul.ends_with(" began."),
        "{nul:?}"
    );
}

#[test]
fn a_declared_encoding_is_found() {
    let found = |source: &str| declared_encoding(source.as_bytes()).map(Encoding::name);
    assert_eq!(
        found("<html><meta charset=\"iso-8859-1\">"),
        Some("windows-1252")
    );
    assert_eq!(found("<META CHARSET=koi8-r>"), Some("KOI8-R"));
    let long = "<meta http-equiv='Content-Type' content='text/html; charset = shift_jis'>";
    assert_eq!(found(long), Some("Shift_JIS"));
    assert_eq!(found("<meta charset='utf-16'>"), Some("UTF-8"));
    assert_eq!(found("<meta charset='no such'>"), None);
    assert_eq!(found("charset=koi8-r"), None);
    assert_eq!(found("<meta charset"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_page_gives_a_value(
        source in "(</?(p|div|ul|li|table|tr|td|a|b|br|h1|svg|script|template|form|pre|select)\
            ( (class|id|role|href)=\"?[a-z]{0,6}\"?)?/?>|[A-Z][a-z ,]{0,40}\\.|<!--|&#?[a-z0-9]{0,4};?){0,60}"
    ) {
        let _ = extract(&source, "a.html");
    }
}
