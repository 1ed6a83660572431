//! The alias file: what a user knows of names that no rule can know.
//!
//! Lines of text; what follows `#` is a comment:
//!
//! ```text
//! merge: United Nations = UN = U.N.
//! split: Georgia = Georgia (U.S. state) in atlanta-fire, peach-harvest
//! ```
//!
//! `merge` gives the entities of the further names the first name, in every article. `split` gives an entity another
//! name in the articles of these ids, so that it is no longer one with its namesake.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::knowledge::article::Article;
use crate::knowledge::claim::Argument;
use crate::knowledge::entity::{Entity, EntityIdx};

/// What an alias file says.
///
/// # Examples
/// ```
/// use byline::knowledge::resolve::aliases::Aliases;
/// let aliases: Aliases = "merge: United Nations = UN\nsplit: Georgia = Georgia (state) in fire".parse()?;
/// assert_eq!(aliases.name("UN", "any"), "United Nations");
/// assert_eq!(aliases.name("Georgia", "fire"), "Georgia (state)");
/// assert_eq!(aliases.name("Georgia", "war"), "Georgia");
/// let error = "merge: UN".parse::<Aliases>().unwrap_err();
/// assert!(error.to_string().starts_with("line 1, column 8: one name alone"));
/// # Ok::<(), byline::knowledge::resolve::aliases::AliasError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    merged: BTreeMap<String, String>,
    split: BTreeMap<(String, String), String>,
}

/// A line that cannot be understood, or contradicts another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasError {
    /// The line, from 1.
    pub line: usize,
    /// The column, in code points, from 1.
    pub column: usize,
    what: String,
}

impl fmt::Display for AliasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.what
        )
    }
}

impl std::error::Error for AliasError {}

impl fmt::Display for Aliases {
    /// A file that says the same, sorted, each thing on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (other, name) in &self.merged {
            writeln!(f, "merge: {name} = {other}")?;
        }
        for ((name, document), other) in &self.split {
            writeln!(f, "split: {name} = {other} in {document}")?;
        }
        Ok(())
    }
}

impl FromStr for Aliases {
    type Err = AliasError;

    /// Reads the file's text.
    ///
    /// # Errors
    /// If a line is neither `merge: NAME = NAME` nor `split: NAME = NAME in ID`, or gives a name two others.
    fn from_str(text: &str) -> Result<Self, AliasError> {
        let mut aliases = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, whole) in (1..).zip(text.lines()) {
            let line = whole.split('#').next().unwrap_or_default();
            if line.trim().is_empty() {
                continue;
            }
            let at = |part: &str, what: String| AliasError {
                line: number,
                column: column_of(whole, part),
                what,
            };
            match line.split_once(':') {
                Some((word, rest)) if word.trim() == "merge" => aliases.add_merge(rest, &at)?,
                Some((word, rest)) if word.trim() == "split" => aliases.add_split(rest, &at)?,
                _ => {
                    let what = "expected `merge: NAME = OTHER NAME` or `split: NAME = NEW NAME in ARTICLE-ID`";
                    return Err(at(line.trim(), what.to_owned()));
                }
            }
        }
        Ok(aliases)
    }
}

/// The column (code points, from 1) at which `part`, a slice of `line`, begins.
fn column_of(line: &str, part: &str) -> usize {
    let offset = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let before = line.get(..offset.min(line.len())).unwrap_or(line);
    before.chars().count() + 1
}

impl Aliases {
    fn add_merge(
        &mut self,
        rest: &str,
        at: &impl Fn(&str, String) -> AliasError,
    ) -> Result<(), AliasError> {
        let mut names = rest.split('=').map(str::trim);
        let first = names.next().unwrap_or_default();
        let others: Vec<&str> = names.collect();
        if first.is_empty() {
            return Err(at(
                rest.trim_start(),
                "a name is missing before `=`".to_owned(),
            ));
        }
        if others.is_empty() {
            let what = format!("one name alone: write `merge: {first} = OTHER NAME`");
            return Err(at(first, what));
        }
        if let Some(target) = self.merged.get(first) {
            let what = format!("`{first}` is already merged into `{target}`: write that name here");
            return Err(at(first, what));
        }
        for other in others {
            if other.is_empty() {
                return Err(at(other, "a name is missing after `=`".to_owned()));
            }
            if other == first {
                continue;
            }
            if self.merged.values().any(|target| target == other) {
                let what = format!("other names are merged into `{other}`: put all on one line");
                return Err(at(other, what));
            }
            if let Some(before) = self.merged.insert(other.to_owned(), first.to_owned())
                && before != first
            {
                let what =
                    format!("`{other}` is already merged into `{before}`: take it out of one line");
                return Err(at(other, what));
            }
        }
        Ok(())
    }

    fn add_split(
        &mut self,
        rest: &str,
        at: &impl Fn(&str, String) -> AliasError,
    ) -> Result<(), AliasError> {
        let form = "write `split: NAME = NEW NAME in ARTICLE-ID, ARTICLE-ID`";
        let Some((old, rest)) = rest.split_once('=') else {
            return Err(at(rest.trim_start(), format!("`=` is missing: {form}")));
        };
        let Some((new, documents)) = rest.rsplit_once(" in ") else {
            return Err(at(
                rest.trim_start(),
                format!("the articles are missing: {form}"),
            ));
        };
        let (old, new) = (old.trim(), new.trim());
        if old.is_empty() || new.is_empty() {
            return Err(at(rest, format!("a name is missing: {form}")));
        }
        for document in documents.split(',').map(str::trim) {
            if document.is_empty() {
                return Err(at(document, format!("an article's id is missing: {form}")));
            }
            let key = (old.to_owned(), document.to_owned());
            if let Some(before) = self.split.insert(key, new.to_owned())
                && before != new
            {
                let what = format!("`{old}` is already `{before}` in {document}: take one out");
                return Err(at(document, what));
            }
        }
        Ok(())
    }

    /// Whether the file says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.merged.is_empty() && self.split.is_empty()
    }

    /// The name that an entity called `name` has in `document`.
    #[must_use]
    pub fn name<'a>(&'a self, name: &'a str, document: &str) -> &'a str {
        let split = self.split.get(&(name.to_owned(), document.to_owned()));
        split
            .or_else(|| self.merged.get(name))
            .map_or(name, String::as_str)
    }

    /// Gives the article's named entities their names; those that then share one become one.
    pub fn apply(&self, article: &mut Article) {
        if self.is_empty() {
            return;
        }
        let mut entities: Vec<Entity> = Vec::with_capacity(article.entities.len());
        let mut renamed: BTreeMap<String, EntityIdx> = BTreeMap::new();
        let mut places: Vec<EntityIdx> = Vec::with_capacity(article.entities.len());
        for mut entity in std::mem::take(&mut article.entities) {
            let name = self.name(&entity.name, &article.id).to_owned();
            let is_target = entity.named
                && (name != entity.name || self.merged.values().any(|target| *target == name));
            if entity.named && name != entity.name {
                let old = std::mem::replace(&mut entity.name, name.clone());
                entity.aliases.retain(|alias| *alias != name);
                if !entity.aliases.contains(&old) {
                    entity.aliases.insert(0, old);
                }
            }
            if let Some(&before) = renamed.get(&name).filter(|_| is_target) {
                absorb(&mut entities[before.index()], entity);
                places.push(before);
                continue;
            }
            let index = EntityIdx::new(entities.len());
            if is_target {
                renamed.insert(name, index);
            }
            entities.push(entity);
            places.push(index);
        }
        article.entities = entities;
        move_references(article, &places);
    }
}

/// Adds what is known of `other` to `entity`.
fn absorb(entity: &mut Entity, other: Entity) {
    for alias in other.aliases {
        if alias != entity.name && !entity.aliases.contains(&alias) {
            entity.aliases.push(alias);
        }
    }
    for same in other.same_as {
        if !entity.same_as.contains(&same) {
            entity.same_as.push(same);
        }
    }
    if entity.country.is_none() {
        entity.country = other.country;
    }
}

/// Points mentions and claims to the entities' new places, and gives arguments their entities' names.
fn move_references(article: &mut Article, places: &[EntityIdx]) {
    let place = |entity: EntityIdx| places.get(entity.index()).copied().unwrap_or(entity);
    for mention in &mut article.mentions {
        mention.entity = place(mention.entity);
    }
    let entities = &article.entities;
    let fix = |argument: &mut Argument| {
        if let Some(entity) = argument.entity {
            let new = place(entity);
            argument.entity = Some(new);
            if let Some(entity) = entities
                .get(new.index())
                .filter(|entity| entity.named && entity.aliases.contains(&argument.name))
            {
                argument.name.clone_from(&entity.name);
            }
        }
    };
    for claim in &mut article.claims {
        claim.subject.iter_mut().for_each(fix);
        claim.object.iter_mut().for_each(fix);
        claim.arguments.iter_mut().for_each(fix);
        claim
            .attribution
            .iter_mut()
            .for_each(|source| fix(&mut source.argument));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::entity::{EntityType, Mention, MentionKind};
    use crate::text::span::Span;

    fn entity(name: &str) -> Entity {
        Entity {
            name: name.to_owned(),
            kind: EntityType::Organization,
            named: true,
            aliases: Vec::new(),
            same_as: Vec::new(),
            country: None,
        }
    }

    #[test]
    fn merged_entities_of_an_article_are_one_and_keep_their_mentions() {
        let mention = |start: u32, index: usize| Mention {
            span: Span::new(start, start + 2),
            head: Span::new(start, start + 2),
            kind: MentionKind::Named,
            entity: EntityIdx::new(index),
        };
        let mut article = Article {
            id: "a".to_owned(),
            entities: vec![entity("UN"), entity("Oslo"), entity("United Nations")],
            mentions: vec![mention(0, 0), mention(3, 1), mention(6, 2)],
            ..Article::default()
        };
        let aliases: Aliases = "merge: United Nations = UN".parse().expect("a good file");
        aliases.apply(&mut article);
        let names: Vec<&str> = article.entities.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["United Nations", "Oslo"]);
        assert_eq!(article.entities[0].aliases, ["UN"]);
        let places: Vec<usize> = article.mentions.iter().map(|m| m.entity.index()).collect();
        assert_eq!(places, [0, 1, 0]);
    }

    #[test]
    fn every_wrong_line_is_told_with_its_place_and_a_way_out() {
        for (text, expect) in [
            ("join: a = b", "line 1, column 1: expected"),
            ("\nmerge: a", "line 2, column 8: one name alone"),
            ("merge: a = ", "line 1, column"),
            ("split: a", "line 1, column 8: `=` is missing"),
            (
                "split: a = b",
                "line 1, column 12: the articles are missing",
            ),
            (
                "merge: a = b\nmerge: c = b",
                "line 2, column 12: `b` is already merged into `a`",
            ),
            (
                "merge: a = b\nmerge: b = c",
                "line 2, column 8: `b` is already merged",
            ),
        ] {
            let error = text.parse::<Aliases>().expect_err(text).to_string();
            assert!(error.starts_with(expect), "{text}: {error}");
        }
    }

    #[test]
    fn what_is_written_says_the_same() {
        let text =
            "# names\nmerge: UN = U.N. = ONU\nsplit: Georgia = Georgia (state) in fire, peach";
        let aliases: Aliases = text.parse().expect("a good file");
        let again: Aliases = aliases.to_string().parse().expect("a good file");
        assert_eq!(again, aliases);
    }

    #[test]
    fn comments_and_blank_lines_say_nothing() {
        let aliases: Aliases = "# names\n\n  \n".parse().expect("a good file");
        assert!(aliases.is_empty());
    }
}
