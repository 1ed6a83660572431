//! Raw text and gold segmentation out of a CoNLL-U treebank, for measuring.
//!
//! `SpaceAfter=No` glues tokens, `# newpar` and `# newdoc` open a paragraph after a blank
//! line, sentences of a paragraph are joined as their last tokens say.

use std::io::Read;
use std::path::Path;

use byline::text::span::Span;

/// A treebank as raw text with its gold segmentation.
#[derive(Debug, Default)]
pub struct Treebank {
    pub text: String,
    pub tokens: Vec<Span>,
    /// The token's span, the word's form, whether the token has several words.
    pub words: Vec<(Span, String, bool)>,
    pub sentences: Vec<Span>,
    points: u32,
    space: bool,
    multiword: Option<(usize, Span)>,
}

impl Treebank {
    /// Reads a gzipped CoNLL-U file.
    pub fn read(path: &Path) -> Self {
        let file = std::fs::File::open(path).expect("the corpus is there");
        let mut conllu = String::new();
        flate2::read::GzDecoder::new(file)
            .read_to_string(&mut conllu)
            .expect("gzipped UTF-8");
        let mut treebank = Self::default();
        let mut first = None;
        for line in conllu.lines() {
            if line.starts_with("# newdoc") || line.starts_with("# newpar") {
                if !treebank.text.is_empty() && !treebank.text.ends_with("\n\n") {
                    treebank.push("\n\n");
                }
                treebank.space = false;
            } else if line.is_empty() {
                if let (Some(start), Some(last)) = (first.take(), treebank.tokens.last()) {
                    treebank.sentences.push(Span::new(start, last.end()));
                }
            } else if !line.starts_with('#') {
                let start = treebank.row(line);
                first = first.or(start);
            }
        }
        treebank
    }

    fn row(&mut self, line: &str) -> Option<u32> {
        let fields: Vec<&str> = line.split('\t').collect();
        let (id, form, misc) = (fields[0], fields[1], fields[9]);
        if let Some((from, to)) = id.split_once('-') {
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            let span = self.token(form, misc);
            self.multiword = Some((to - from + 1, span));
            return Some(span.start());
        }
        if id.contains('.') {
            return None;
        }
        if let Some((left, span)) = self.multiword.take() {
            self.words.push((span, form.to_owned(), true));
            self.multiword = (left > 1).then_some((left - 1, span));
            return None;
        }
        let span = self.token(form, misc);
        self.words.push((span, form.to_owned(), false));
        Some(span.start())
    }

    fn token(&mut self, form: &str, misc: &str) -> Span {
        if self.space {
            self.push(" ");
        }
        let start = self.points;
        self.push(form);
        self.space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        let span = Span::new(start, self.points);
        self.tokens.push(span);
        span
    }

    fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.points += string.chars().count() as u32;
    }
}
