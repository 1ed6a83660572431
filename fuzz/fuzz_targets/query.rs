//! Any text is a query or refused; a value that is bound to a variable of it stays one term.
#![no_main]

use byline::graph::query::Question;
use libfuzzer_sys::fuzz_target;
use oxigraph::model::{Literal, Term};

fuzz_target!(|source: &str| {
    let prefixes = byline::graph::vocabulary::prefixes("https://example.org/");
    let Ok(question) = Question::parse("fuzz", source, &prefixes) else {
        return;
    };
    for name in question.columns() {
        let term = Term::from(Literal::new_simple_literal(source));
        let _ = question.clone().bind(&name, vec![term]);
    }
});
