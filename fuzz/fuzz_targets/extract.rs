//! The whole of `extract`: any text gives claims whose words stand in the text where they are said to stand, and quads.
#![no_main]

use std::sync::LazyLock;

use byline::graph::mapping::Mapper;
use byline::knowledge::extract::Extractor;
use byline::language::reader::Reader;
use byline::pipeline::Pipeline;
use byline::text::encoding;
use byline::text::reader::{Input, text_article};
use byline::text::span::Text;
use libfuzzer_sys::fuzz_target;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(Reader::new().expect("the model")));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = encoding::decode(bytes.to_vec(), "fuzz", None) else {
        return;
    };
    let document = text_article(decoded, "fuzz", "fuzz".to_owned());
    for document in PIPELINE.read(vec![Input::Article(document)]) {
        let article = EXTRACTOR.extract(
            &document.id,
            &document.metadata,
            &document.text,
            &document.sentences,
        );
        let text = Text::new(article.text.clone());
        for claim in &article.claims {
            let phrase = &claim.predicate.phrase;
            assert!(phrase.span.end() <= text.len());
            assert_eq!(text.slice(phrase.span), phrase.text);
        }
        let _ = Mapper::default().map(&article, None);
    }
});
