//! The text of a page's elements, block by block, as a browser's `innerText` has it
//! (<https://html.spec.whatwg.org/#the-innertext-idl-attribute>), list items and table rows
//! set apart too.

use std::collections::HashSet;

use dom_query::NodeRef;

/// What stands between the last word written and the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    Nothing,
    Space,
    /// Between the cells of a table's row.
    Tab,
    Line,
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Space => " ",
            Self::Tab => "\t",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// Text under way.
#[derive(Default)]
struct Writer {
    text: String,
    gap: Gap,
    /// Where the block under way begins: where the one before it ends.
    block: usize,
    /// How many links are open, and how much of the block under way stood in one.
    links: usize,
    linked: usize,
    /// Whether blocks that belong to the site are taken out, and the blocks so far if they are.
    is_article: bool,
    seen: HashSet<String>,
}

impl Writer {
    fn leave(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A line break; two in a row keep paragraphs apart, as pages without `<p>` have it.
    fn break_line(&mut self) {
        self.gap = if self.gap >= Gap::Line {
            Gap::Paragraph
        } else {
            Gap::Line
        };
    }

    fn close_gap(&mut self) {
        if self.gap == Gap::Paragraph {
            self.end_block();
        }
        if !self.text.is_empty() {
            self.text.push_str(self.gap.as_str());
        }
        self.gap = Gap::Nothing;
    }

    fn end_block(&mut self) {
        let block = self.text[self.block..].trim_start();
        let is_of_site = self.linked > 0 && is_link(block, self.linked);
        if self.is_article && (is_of_site || self.is_repeated(block)) {
            self.text.truncate(self.block);
        } else {
            if self.is_article {
                let block = block.to_owned();
                self.seen.insert(block);
            }
            self.block = self.text.len();
        }
        self.linked = 0;
    }

    /// Pictures of a gallery have one caption all; quotations are shown twice.
    fn is_repeated(&self, block: &str) -> bool {
        self.seen.contains(block) && block.split(' ').nth(2).is_some()
    }

    /// Adds running text: runs of ASCII white space become one space.
    fn add(&mut self, running: &str) {
        let is_space = |character: char| character.is_ascii_whitespace();
        let mut rest = running;
        loop {
            let word = rest.trim_start_matches(is_space);
            if word.len() < rest.len() {
                self.leave(Gap::Space);
            }
            if word.is_empty() {
                return;
            }
            let length = word.find(is_space).unwrap_or(word.len());
            self.close_gap();
            self.text.push_str(&word[..length]);
            if self.links > 0 {
                self.linked += length;
            }
            rest = &word[length..];
        }
    }

    /// Adds text whose lines count.
    fn add_preformatted(&mut self, preformatted: &str) {
        for line in preformatted.lines() {
            if line.trim().is_empty() {
                self.leave(Gap::Paragraph);
            } else {
                self.close_gap();
                self.text.push_str(line.trim_end());
                self.leave(Gap::Line);
            }
        }
    }
}

/// Whether a block, of which so many bytes that are no white space stand in links, is nothing but a link to another
/// page: no sentence of it.
fn is_link(block: &str, linked: usize) -> bool {
    let whole: usize = block.split_ascii_whitespace().map(str::len).sum();
    let end = block.trim_end_matches(|c: char| "\"'”’)]".contains(c));
    linked == whole && !end.ends_with(['.', '!', '?', '…'])
}

/// How an element stands in the text.
enum Layout {
    /// In the line, like `<b>`, and every element not known here.
    Inline,
    /// Set apart by a blank line on both sides.
    Block,
    Row,
    Cell,
    Break,
    Preformatted,
    /// Not text.
    Hidden,
}

fn layout(name: &str) -> Layout {
    match name {
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
        | "hgroup" | "hr" | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "p"
        | "search" | "section" | "summary" | "table" | "ul" => Layout::Block,
        "tr" => Layout::Row,
        "td" | "th" => Layout::Cell,
        "br" => Layout::Break,
        "pre" | "listing" | "xmp" | "plaintext" => Layout::Preformatted,
        "audio" | "button" | "canvas" | "datalist" | "embed" | "head" | "iframe" | "input"
        | "noembed" | "noframes" | "noscript" | "object" | "script" | "select" | "style"
        | "svg" | "template" | "textarea" | "title" | "video" => Layout::Hidden,
        _ => Layout::Inline,
    }
}

/// A step of the walk, which keeps its own stack: pages nest deeper than the thread's.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Gap),
    LeaveLink,
}

/// The text of `root` and all below it.
pub(super) fn text_of(root: &NodeRef<'_>) -> String {
    write(root, Writer::default())
}

/// The same without what belongs to the site: blocks that are nothing but a link to another page, and blocks that stood
/// there before.
pub(super) fn article_of(root: &NodeRef<'_>) -> String {
    write(
        root,
        Writer {
            is_article: true,
            ..Writer::default()
        },
    )
}

fn write(root: &NodeRef<'_>, mut writer: Writer) -> String {
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(gap) => {
                writer.leave(gap);
                continue;
            }
            Step::LeaveLink => {
                writer.links -= 1;
                continue;
            }
        };
        if node.is_text() {
            writer.add(&node.text());
            continue;
        }
        let gap = match node
            .node_name()
            .map_or(Layout::Inline, |name| layout(&name))
        {
            Layout::Inline => Gap::Nothing,
            Layout::Block => Gap::Paragraph,
            Layout::Row => Gap::Line,
            Layout::Cell => Gap::Tab,
            Layout::Break => {
                writer.break_line();
                continue;
            }
            Layout::Preformatted => {
                writer.leave(Gap::Paragraph);
                writer.add_preformatted(&node.text());
                writer.leave(Gap::Paragraph);
                continue;
            }
            Layout::Hidden => continue,
        };
        writer.leave(gap);
        if is_outward(&node) {
            writer.links += 1;
            steps.push(Step::LeaveLink);
        }
        steps.push(Step::Leave(gap));
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    writer.end_block();
    writer.text
}

/// Whether an element is a link to another page, not to another place of this one.
fn is_outward(node: &NodeRef<'_>) -> bool {
    node.has_name("a")
        && node
            .attr("href")
            .is_some_and(|address| !address.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn check(source: &str, text: &str) {
        assert_eq!(text_of(&Document::from(source).root()), text, "{source}");
    }

    fn check_article(source: &str, text: &str) {
        assert_eq!(article_of(&Document::from(source).root()), text, "{source}");
    }

    #[test]
    fn links_to_other_pages_and_repetitions_are_no_text_of_an_article() {
        let source = "<p>The talks began.</p><ul><li><a href='/a'>Envoys <b>arrive</b></a><li><a href='/b'>More</a></ul>\
            <p>They go on.</p>";
        check_article(source, "The talks began.\n\nThey go on.");
        check(
            source,
            "The talks began.\n\nEnvoys arrive\n\nMore\n\nThey go on.",
        );
        // A sentence, a link within the page, and one with words around it are text.
        check_article("<p><a href='/a'>The talks began.</a>", "The talks began.");
        check_article("<h2><a href='#talks'>Talks</a></h2>", "Talks");
        check_article("<p>By <a href='/ann'>Ann Lee</a>", "By Ann Lee");
        let caption = "<figcaption>A ship in the bay</figcaption>";
        check_article(
            &format!("{caption}<p>Next</p>{caption}<p>Next</p>"),
            "A ship in the bay\n\nNext\n\nNext",
        );
    }

    #[test]
    fn blocks_are_kept_apart_and_words_in_a_line_are_not() {
        check(
            "<h2>Talks</h2><p>They <b>be</b>gan\n  on<i> Tuesday</i>.</p>",
            "Talks\n\nThey began on Tuesday.",
        );
        check("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree");
        check(
            "<ul><li>One<li>Two</ul><dl><dt>A<dd>B</dl>",
            "One\n\nTwo\n\nA\n\nB",
        );
        check(
            "<figure><img src=a><figcaption>Choe.</figcaption></figure>Talks",
            "Choe.\n\nTalks",
        );
    }

    #[test]
    fn line_breaks_rows_and_cells_are_kept() {
        check("One<br>two<br> <br>three", "One\ntwo\n\nthree");
        check("<table><tr><th>A<td>1<tr><th>B<td>2</table>", "A\t1\nB\t2");
        check(
            "<pre>One\n two\n\n\nthree</pre>x",
            "One\n two\n\nthree\n\nx",
        );
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check(
            "<title>T</title><script>s</script><svg><text>v</text></svg><style>s</style>A",
            "A",
        );
        check("<!-- c -->A<template>t</template>", "A");
        check("", "");
    }

    #[test]
    fn a_space_that_does_not_break_stays() {
        check("<p>10&nbsp;km &nbsp; away</p>", "10\u{a0}km \u{a0} away");
    }
}
