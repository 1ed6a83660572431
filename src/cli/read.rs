//! `byline read`: articles with every layer of their sentences, for people, as CoNLL-U or as JSON Lines.

use std::fmt::Write as _;
use std::io::Write as _;

use super::args::{OutputFormat, ReadArgs};
use super::display::{self, Style};
use super::input::{Inputs, Reporter};
use super::json;
use super::{CliError, Outcome, model, output};
use crate::language::conllu::lines::Comment;
use crate::language::conllu::{merge, render};
use crate::pipeline::{Pipeline, ReadDocument};
use crate::text::diagnostic::{Diagnostic, Severity};
use crate::text::span::Span;

/// What is printed of a document, and what is told.
struct Printed {
    text: String,
    diagnostics: Vec<Diagnostic>,
    has_sentences: bool,
}

/// Reads what `args` names.
///
/// # Errors
/// [`CliError`] if there is nothing to read from, the model cannot be used, or writing fails.
pub fn run(args: &ReadArgs, quiet: bool) -> Result<Outcome, CliError> {
    let reporter = Reporter::of_quiet(quiet);
    let mut inputs = Inputs::new(args, reporter)?;
    let mut output = output::open(args.output.as_deref(), &args.paths)?;
    let style = if output::is_coloured(args.color, args.output.as_deref()) {
        Style::Ansi
    } else {
        Style::Plain
    };
    let pipeline = Pipeline::new(model::reader(args.model.as_deref(), args.jobs)?);
    let mut has_failed = false;
    let mut outcome = Outcome::NothingFound;
    pipeline.run(
        &mut inputs,
        |document| print(document, args.format, style),
        |printed| {
            reporter.report(&printed.diagnostics);
            has_failed |= printed
                .diagnostics
                .iter()
                .any(|found| found.severity() == Severity::Error);
            if printed.has_sentences {
                outcome = Outcome::Done;
            }
            output.write_all(printed.text.as_bytes())
        },
    )?;
    output.flush()?;
    inputs.finish();
    Ok(if inputs.has_failed() || has_failed {
        Outcome::Incomplete
    } else {
        outcome
    })
}

fn print(document: ReadDocument, format: OutputFormat, style: Style) -> Printed {
    let text = match format {
        OutputFormat::Text => for_people(&document, style),
        OutputFormat::Conllu => conllu(&document),
        OutputFormat::Json => {
            let (metadata, date) = (
                &document.metadata,
                document.metadata.date.map(|date| date.to_string()),
            );
            let article = json::Article {
                id: &document.id,
                title: metadata.title.as_deref(),
                date: date.as_deref(),
                publisher: metadata.publisher.as_deref(),
                url: metadata.url.as_deref(),
                license: metadata.license.as_deref(),
            };
            json::line(&article, &document.text, &document.sentences)
        }
    };
    Printed {
        text,
        diagnostics: document.diagnostics,
        has_sentences: !document.sentences.is_empty(),
    }
}

fn for_people(document: &ReadDocument, style: Style) -> String {
    let mut text = display::heading(&document.id, &document.metadata, style);
    for sentence in &document.sentences {
        text += &display::sentence(sentence, &document.text, style);
        text.push('\n');
    }
    text
}

fn conllu(document: &ReadDocument) -> String {
    let mut text = String::new();
    // A String takes whatever is written.
    if let Some(lines) = &document.lines {
        for (lines, sentence) in lines.iter().zip(&document.sentences) {
            let annotated = merge::annotate(lines, sentence).unwrap_or_else(|_| lines.clone());
            let _ = write!(text, "{annotated}");
        }
        return text;
    }
    let mut end = 0;
    for (number, sentence) in (1..).zip(&document.sentences) {
        let mut comments = Vec::new();
        if number == 1 {
            comments.push(Comment::new("newdoc id", &document.id));
            comments.extend(
                document
                    .metadata
                    .title
                    .as_deref()
                    .map(|title| Comment::new("title", title)),
            );
            comments.extend(
                document
                    .metadata
                    .date
                    .map(|date| Comment::new("date", &date.to_string())),
            );
        }
        let gap = document.text.slice(Span::new(end, sentence.span().start()));
        if number == 1 || gap.contains('\n') {
            comments.push(Comment::flag("newpar"));
        }
        end = sentence.span().end();
        comments.push(Comment::new(
            "sent_id",
            &format!("{}-{number}", document.id),
        ));
        let _ = write!(
            text,
            "{}",
            render::lines(sentence, &document.text, comments)
        );
    }
    text
}
