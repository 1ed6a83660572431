//! The whole way from read sentences to an article with its claims.

use super::assembly::Assembly;
use super::view::View;
use super::{mending, selection};
use crate::knowledge::article::{Article, Publication};
use crate::knowledge::attribution::sources::Sources;
use crate::knowledge::claim::Claim;
use crate::knowledge::coref::{Options, Resolver};
use crate::knowledge::resolve::aliases::Aliases;
use crate::knowledge::time;
use crate::language::sentence::Sentence;
use crate::text::document::Metadata;
use crate::text::span::Text;

/// Takes claims from articles; immutable, shared by all threads.
#[derive(Debug, Default)]
pub struct Extractor {
    resolver: Resolver,
    aliases: Aliases,
}

impl Extractor {
    /// An extractor with the word lists that the program carries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An extractor that resolves mentions by `options` and gives entities the names that `aliases` say.
    #[must_use]
    pub fn with(options: Options, aliases: Aliases) -> Self {
        Self {
            resolver: Resolver::with_options(options),
            aliases,
        }
    }

    /// The claims of an article and the entities that they are about.
    #[must_use]
    pub fn extract(
        &self,
        id: &str,
        metadata: &Metadata,
        text: &Text,
        sentences: &[Sentence],
    ) -> Article {
        let sentences: Vec<Sentence> = sentences.iter().map(mending::mended).collect();
        let sentences = sentences.as_slice();
        let resolved = self
            .resolver
            .resolve(metadata.title.as_deref(), text, sentences);
        let sources = Sources::new(text, sentences);
        let assembly = Assembly {
            text,
            sentences,
            resolved: &resolved,
            sources: &sources,
        };
        let mut claims: Vec<Claim> = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            if sources.is_label(number) {
                continue;
            }
            let times = time::expressions(sentence, text, metadata.date);
            for candidate in selection::candidates(View::new(sentence)) {
                for claim in assembly.claims(number, &candidate, &times) {
                    let mut near = claims
                        .iter()
                        .rev()
                        .take_while(|other| other.sentence == claim.sentence);
                    if !near.any(|other| repeats(other, &claim)) {
                        claims.push(claim);
                    }
                }
            }
        }
        let mut article = Article {
            id: id.to_owned(),
            publication: Publication {
                title: metadata.title.clone(),
                date: metadata.date,
                publisher: metadata.publisher.clone(),
                url: metadata.url.clone(),
                license: metadata.license.clone(),
            },
            text: text.as_str().to_owned(),
            sentences: sentences.iter().map(Sentence::span).collect(),
            entities: resolved.entities,
            mentions: resolved.mentions,
            claims,
        };
        self.aliases.apply(&mut article);
        article
    }
}

/// Whether two claims of a sentence are the same: predicate, subject and object.
fn repeats(one: &Claim, other: &Claim) -> bool {
    let name = |argument: &Option<crate::knowledge::claim::Argument>| {
        argument.as_ref().map(|argument| match argument.entity {
            Some(entity) => (Some(entity), String::new()),
            None => (None, argument.name.to_lowercase()),
        })
    };
    one.sentence == other.sentence
        && (one.predicate.phrase.span == other.predicate.phrase.span
            || one.predicate.label == other.predicate.label && one.polarity == other.polarity)
        && name(&one.subject) == name(&other.subject)
        && name(&one.object) == name(&other.object)
}
