//! Lessons for the ranker of mentions from GUM, read by the reader that the program carries, and scores of what was
//! learned (`training/coref.sh` calls both):
//!
//! ```text
//! train_coref lessons FOLDER TREEBANK...       writes lessons.jsonl, features.txt, embeddings.bin
//! train_coref score TREEBANK TABLE...          scores tables of weights: `own` the one that ships, `best` the best of all
//!                                              rankers
//! train_coref errors|missing TREEBANK          prints what is wrong with the chains that the program makes, or with
//!                                              the best that any ranker could make
//! train_coref chains TREEBANK NUMBER           prints the chains of a document, counted from 0
//! train_coref marks TREEBANK FOLDER            writes text.txt, in which the mentions are numbered, marks.tsv, where they
//!                                              stand, and gold.txt, the chains that are known
//! ```
//!
//! `--model FOLDER` before these takes another reader. A `TREEBANK` is a gzipped CoNLL-U file whose `Entity=` tells its chains,
//! or `FILE=CHAINS` with a file of them (`training/chains/README.md`); behind it may stand `:HELD` or `:LEARN`: one document
//! in eight, or the others. Documents of which a file of chains says nothing are left out.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use byline::evaluation::chains::ChainScores;
use byline::evaluation::coreference::{read, score_document, trimmed};
use byline::evaluation::corpora::{self, GoldChains, GoldDocument};
use byline::knowledge::coref::training::{FeatureNames, Lesson};
use byline::knowledge::coref::{ChainMention, Resolver};
use byline::knowledge::mention::{Place, joined};
use byline::language::argument_span::span_head;
use byline::language::model::Model;
use byline::language::reader::Reader;
use byline::language::token::TokenIdx;
use byline::pipeline::Pipeline;

/// One document in so many is held out of learning, to choose by.
const HELD_OUT: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut reader = Reader::new()?;
    if let ["--model", folder, ..] = arguments.as_slice() {
        reader = Reader::with_model(Model::open(Path::new(folder))?);
        arguments.drain(..2);
    }
    let pipeline = Pipeline::new(reader);
    match arguments.as_slice() {
        ["lessons", folder, treebanks @ ..] => lessons(&pipeline, treebanks, Path::new(folder)),
        ["score", treebank, tables @ ..] => score(&pipeline, treebank, tables),
        ["errors", treebank] => print_errors(&pipeline, treebank, false),
        ["missing", treebank] => print_errors(&pipeline, treebank, true),
        ["chains", treebank, number] => print_chains(&pipeline, treebank, number),
        ["marks", treebank, folder] => marks(&pipeline, treebank, Path::new(folder)),
        _ => Err(
            "give `lessons FOLDER TREEBANK...`, `score TREEBANK TABLE...` or `chains TREEBANK NUMBER`"
                .into(),
        ),
    }
}

/// A document as people marked it and as the reader reads it.
struct Article {
    gold: GoldDocument,
    chains: GoldChains,
    lesson: Lesson,
    is_held_out: bool,
}

/// Reads `TREEBANK[=CHAINS][:HELD|:LEARN]`.
fn articles(pipeline: &Pipeline, treebank: &str) -> Result<Vec<Article>, Box<dyn Error>> {
    let (path, part) = match treebank.rsplit_once(':') {
        Some((path, part @ ("HELD" | "LEARN"))) => (path, Some(part == "HELD")),
        _ => (treebank, None),
    };
    let (path, marked) = match path.split_once('=') {
        Some((path, marked)) => (path, Some(marked_chains(Path::new(marked))?)),
        None => (path, None),
    };
    let chains = corpora::chains(Path::new(path))?;
    let gold = corpora::treebank(Path::new(path))?;
    let mut articles = Vec::new();
    for (number, (gold, chains)) in gold.into_iter().zip(chains).enumerate() {
        let is_held_out = number % HELD_OUT == HELD_OUT / 2;
        let own = marked
            .as_ref()
            .map(|marked| marked.get(&*gold.sentences[0].id));
        if part.is_some_and(|part| part != is_held_out) || own == Some(None) {
            continue;
        }
        let mut article = Article {
            lesson: Lesson {
                text: gold.text.clone(),
                sentences: read(pipeline, &gold),
                things: BTreeMap::new(),
                is_whole: own.is_none(),
            },
            gold,
            chains,
            is_held_out,
        };
        match own.flatten() {
            Some(chains) => article.mark(chains),
            None => article.lesson.things = things(&article.gold, &article.chains, &article.lesson),
        }
        articles.push(article);
    }
    Ok(articles)
}

/// The thing that each of the program's own mentions speaks of in a treebank's chains, by where it stands: the mention of
/// the same words, else the one with the same head.
fn things(gold: &GoldDocument, chains: &GoldChains, lesson: &Lesson) -> BTreeMap<Place, u32> {
    let own = lesson.mentions(&Resolver::new());
    let words = |mention: ChainMention| {
        let mention = trimmed(mention, &gold.sentences[mention.sentence].sentence);
        (mention.sentence, mention.first, mention.last)
    };
    let of_words: BTreeMap<_, Place> = own.iter().map(|(&at, &own)| (words(own), at)).collect();
    let mut things = BTreeMap::new();
    let mut by_head = Vec::new();
    for (&thing, mentions) in chains.iter().filter(|(_, mentions)| mentions.len() > 1) {
        for &(sentence, first, last) in mentions {
            let tree = gold.sentences[sentence].sentence.tree();
            let head = span_head(tree, first, last);
            let mention = ChainMention {
                sentence,
                first,
                last,
                head,
            };
            if let Some(&at) = of_words.get(&words(mention)) {
                things.entry(at).or_insert(thing);
                continue;
            }
            // Things named together stand where their last conjunction stands.
            let head = (first.index()..=last.index())
                .map(TokenIdx::new)
                .find(|&word| joined(tree, word).is_some_and(|(one, _)| one == head))
                .unwrap_or(head);
            by_head.push((Place { sentence, head }, thing));
        }
    }
    for (place, thing) in by_head {
        things.entry(place).or_insert(thing);
    }
    things
}

/// The chains of documents, by the id of their first sentence: of each mention the sentence and the word, from 1, that
/// its head is.
type Marked = BTreeMap<String, Vec<Vec<(usize, usize)>>>;

/// Reads what `training/chains/README.md` describes.
fn marked_chains(path: &Path) -> Result<Marked, Box<dyn Error>> {
    let mut marked = Marked::new();
    let mut document = String::new();
    for (line, number) in std::fs::read_to_string(path)?.lines().zip(1..) {
        if let Some(id) = line.strip_prefix("# ") {
            id.clone_into(&mut document);
            continue;
        }
        let place = |mention: &str| {
            let (sentence, word) = mention.split_once('.')?;
            Some((sentence.parse().ok()?, word.parse().ok()?))
        };
        let chain: Option<Vec<_>> = line.split(' ').map(place).collect();
        let chain = chain.ok_or_else(|| format!("{}:{number}: no chain", path.display()))?;
        marked.entry(document.clone()).or_default().push(chain);
    }
    Ok(marked)
}

impl Article {
    /// Takes these chains; their mentions' bounds are what the program itself finds.
    fn mark(&mut self, chains: &[Vec<(usize, usize)>]) {
        let mentions = self.lesson.mentions(&Resolver::new());
        self.chains.clear();
        for (chain, thing) in chains.iter().zip(0..) {
            for &(sentence, word) in chain {
                let place = Place {
                    sentence: sentence - 1,
                    head: TokenIdx::new(word - 1),
                };
                if let Some(mention) = mentions.get(&place) {
                    self.lesson.things.insert(place, thing);
                    let spans = self.chains.entry(thing).or_default();
                    spans.push((mention.sentence, mention.first, mention.last));
                }
            }
        }
        self.chains.retain(|_, mentions| mentions.len() > 1);
    }
}

fn lessons(pipeline: &Pipeline, treebanks: &[&str], folder: &Path) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    let mut names = FeatureNames::default();
    let (mut lines, mut embeddings) = (String::new(), Vec::new());
    let mut width = 0;
    let mut all = Vec::new();
    for treebank in treebanks {
        all.extend(articles(pipeline, treebank)?);
    }
    for article in all {
        let choices = article.lesson.choices(&resolver, &mut names);
        let mut line = serde_json::to_value(&choices)?;
        line["held"] = article.is_held_out.into();
        line["genre"] = article.gold.sentences[0].genre().into();
        line["words"] = (embeddings.len() / usize::max(width, 1)).into();
        writeln!(lines, "{line}")?;
        for sentence in &article.lesson.sentences {
            let of_words = sentence
                .embeddings()
                .ok_or("a sentence without embeddings")?;
            width = of_words.width();
            embeddings.extend(of_words.bytes());
        }
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("lessons.jsonl"), lines)?;
    std::fs::write(folder.join("features.txt"), names.names().join("\n"))?;
    std::fs::write(folder.join("embeddings.bin"), embeddings)?;
    Ok(())
}

fn score(pipeline: &Pipeline, treebank: &str, tables: &[&str]) -> Result<(), Box<dyn Error>> {
    let articles = articles(pipeline, treebank)?;
    println!("table\tCoNLL\tMUC\tB3\tCEAFe\tLEA\tLEA P\tLEA R\tmentions P\tR");
    for &table in tables {
        let resolver = match table {
            "best" | "own" => Resolver::new(),
            path => Resolver::new().with_weights(&std::fs::read_to_string(path)?),
        };
        let mut scores = ChainScores::default();
        for article in &articles {
            let lesson = &article.lesson;
            let chains = match table {
                "best" => lesson.best_chains(&resolver),
                _ => resolver.coreference(&lesson.text, &lesson.sentences),
            };
            scores += score_document(&article.gold, &article.chains, chains).0;
        }
        let figures = [
            scores.conll(),
            scores.muc.f1(),
            scores.b_cubed.f1(),
            scores.ceaf_e.f1(),
            scores.lea.f1(),
            scores.lea.precision(),
            scores.lea.recall(),
            scores.mentions.precision(),
            scores.mentions.recall(),
        ];
        let figures = figures.map(|figure| format!("{:.2}", figure * 100.0));
        println!("{table}\t{}", figures.join("\t"));
    }
    Ok(())
}

fn marks(pipeline: &Pipeline, treebank: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    let (mut text, mut table, mut gold) = (String::new(), String::new(), String::new());
    for article in articles(pipeline, treebank)? {
        let mentions = article.lesson.mentions(&resolver);
        let numbers: BTreeMap<Place, usize> = mentions.into_keys().zip(1..).collect();
        writeln!(text, "== {}", article.gold.sentences[0].id)?;
        writeln!(gold, "== {}", article.gold.sentences[0].id)?;
        let mut things: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (place, number) in &numbers {
            if let Some(&thing) = article.lesson.things.get(place) {
                things.entry(thing).or_default().push(number.to_string());
            }
        }
        for chain in things.values().filter(|chain| chain.len() > 1) {
            writeln!(gold, "{}", chain.join(" "))?;
        }
        let ids = article.gold.sentences.iter().map(|gold| &gold.id);
        for (at, (sentence, id)) in article.lesson.sentences.iter().zip(ids).enumerate() {
            let mut line = String::new();
            for word in (0..sentence.len()).map(TokenIdx::new) {
                write!(line, " {}", sentence.token(word).form())?;
                let place = Place {
                    sentence: at,
                    head: word,
                };
                if let Some(number) = numbers.get(&place) {
                    write!(line, "{{{number}}}")?;
                    writeln!(
                        table,
                        "{}\t{number}\t{id}\t{}",
                        article.gold.sentences[0].id,
                        word.index() + 1
                    )?;
                }
            }
            writeln!(text, "{}", line.trim_start())?;
        }
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("text.txt"), text)?;
    std::fs::write(folder.join("gold.txt"), gold)?;
    std::fs::write(folder.join("marks.tsv"), table)?;
    Ok(())
}

/// Prints what is wrong with the chains that the ranker that ships makes (`errors`), or with the best that one could make
/// (`missing`): mentions of the treebank's that are none (NONE); links between neighbours of a chain that are wrong
/// (FALSE), and that are missing (MISSED); and what each chain costs LEA: its mentions times the share of its links that
/// are wrong (WRONG) or not found (LOST), with the other side's chain of each mention.
fn print_errors(pipeline: &Pipeline, treebank: &str, is_best: bool) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    for article in articles(pipeline, treebank)? {
        let lesson = &article.lesson;
        println!("== {}", article.gold.sentences[0].id);
        let gold: Vec<Vec<ChainMention>> = (article.chains.values())
            .filter(|chain| chain.len() > 1)
            .map(|chain| article.mentions(chain))
            .collect();
        let system = if is_best {
            lesson.best_chains(&resolver)
        } else {
            resolver.coreference(&lesson.text, &lesson.sentences)
        };
        let own: Vec<ChainMention> = lesson.mentions(&resolver).into_values().collect();
        let is_own = article.numbers(std::slice::from_ref(&own));
        for mention in gold.iter().flatten().filter(|m| is_own(m).is_none()) {
            println!("NONE\t{}", article.shown(mention));
        }
        for (link, chain_of, chains, others) in [
            ("FALSE", "WRONG", &system, &gold),
            ("MISSED", "LOST", &gold, &system),
        ] {
            let other = article.numbers(others);
            for chain in chains.iter().filter(|chain| chain.len() > 1) {
                let mut chain = chain.clone();
                chain.sort_by_key(|m| (m.sentence, m.head));
                for pair in chain.windows(2) {
                    if other(&pair[0]).is_none() || other(&pair[0]) != other(&pair[1]) {
                        let [one, two] = [&pair[0], &pair[1]].map(|m| article.shown(m));
                        println!("{link}\t{one}\t|\t{two}");
                    }
                }
                let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
                for number in chain.iter().filter_map(&other) {
                    *counts.entry(number).or_default() += 1;
                }
                let links = |count: usize| (count * (count - 1) / 2) as f64;
                let kept: f64 = counts.values().map(|&count| links(count)).sum();
                let cost = chain.len() as f64 * (1.0 - kept / links(chain.len()));
                let words = chain.iter().map(|m| {
                    let number = other(m).map_or("-".to_owned(), |number| number.to_string());
                    format!("{}{{{number}}}", article.words(m))
                });
                let words: Vec<String> = words.collect();
                println!(
                    "{chain_of}\t{cost:.1}\t{}\t{}",
                    chain.len(),
                    words.join(" | ")
                );
            }
        }
    }
    Ok(())
}

impl Article {
    /// A chain's mentions, their heads as the treebank's trees have them.
    fn mentions(&self, chain: &[(usize, TokenIdx, TokenIdx)]) -> Vec<ChainMention> {
        let mention = |&(sentence, first, last): &(usize, TokenIdx, TokenIdx)| ChainMention {
            sentence,
            first,
            last,
            head: span_head(self.gold.sentences[sentence].sentence.tree(), first, last),
        };
        chain.iter().map(mention).collect()
    }

    /// Of a mention, the number of the chain that holds it: the same words, else the same head.
    fn numbers(
        &self,
        chains: &[Vec<ChainMention>],
    ) -> impl Fn(&ChainMention) -> Option<usize> + use<'_> {
        let words = |m: &ChainMention| {
            let m = trimmed(*m, &self.gold.sentences[m.sentence].sentence);
            (m.sentence, m.first, m.last)
        };
        let (mut of_words, mut of_heads) = (BTreeMap::new(), BTreeMap::new());
        for (chain, number) in chains.iter().zip(0..) {
            for m in chain {
                of_words.insert(words(m), number);
                of_heads.insert((m.sentence, m.head), number);
            }
        }
        move |m| {
            let by_words = of_words.get(&words(m));
            by_words
                .or_else(|| of_heads.get(&(m.sentence, m.head)))
                .copied()
        }
    }

    fn words(&self, mention: &ChainMention) -> String {
        let sentence = &self.lesson.sentences[mention.sentence];
        let span = sentence.words_span(mention.first, mention.last);
        self.lesson.text.slice(span).to_string()
    }

    /// A mention among the words around it.
    fn shown(&self, mention: &ChainMention) -> String {
        let sentence = &self.lesson.sentences[mention.sentence];
        let slice = |first: usize, last: usize| {
            let span = sentence.words_span(TokenIdx::new(first), TokenIdx::new(last));
            self.lesson.text.slice(span).to_string()
        };
        let (first, last) = (mention.first.index(), mention.last.index());
        let before = (first > 0).then(|| slice(first.saturating_sub(5), first - 1));
        let after = (last + 1 < sentence.len())
            .then(|| slice(last + 1, (last + 4).min(sentence.len() - 1)));
        let [before, after] = [before, after].map(Option::unwrap_or_default);
        let words = self.words(mention);
        format!("{}: {before} [{words}] {after}", mention.sentence)
    }
}

/// To read what the ranker that ships does.
fn print_chains(pipeline: &Pipeline, treebank: &str, number: &str) -> Result<(), Box<dyn Error>> {
    let resolver = Resolver::new();
    let article = articles(pipeline, treebank)?.swap_remove(number.parse()?);
    for chain in resolver.coreference(&article.lesson.text, &article.lesson.sentences) {
        let words = |m: &ChainMention| {
            let span = article.lesson.sentences[m.sentence].words_span(m.first, m.last);
            format!("{}:{}", m.sentence, article.lesson.text.slice(span))
        };
        if chain.len() > 1 {
            println!(
                "{}",
                chain.iter().map(words).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    Ok(())
}
