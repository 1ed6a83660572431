//! The features themselves: of a mention being new, and of one taking up another.

use super::{Context, Features, Sink, Voice, bucket, sort, yes};
use crate::knowledge::coref::chains::{Chains, MentionIdx};
use crate::knowledge::coref::turns::{self, Turns};
use crate::knowledge::mention::Candidate;
use crate::knowledge::pronoun::Number;
use crate::language::deprel::Relation;
use crate::language::upos::Upos;

impl Features<'_> {
    /// The features of `mention` being the first of its thing.
    pub fn of_new(&self, chains: &Chains<'_>, mention: MentionIdx, sink: &mut impl Sink) {
        let candidate = &chains.candidates[mention];
        let kind = self.kinds[mention];
        sink.take("new", &["kind", kind]);
        let mut take = |parts: &[&str]| sink.take("new", parts);
        take(&["bias"]);
        take(&["role", self.roles[mention]]);
        take(&["sort", sort(chains.chain(mention).sort)]);
        take(&["first", yes(candidate.place.sentence == 0)]);
        take(&["after", yes(candidate.last > candidate.place.head)]);
        take(&["modifiers", bucket(candidate.modifiers.len().min(3))]);
        take(&["number", yes(candidate.number == Some(Number::Plural))]);
        take(&["quoted", yes(self.quoted[mention].is_some())]);
        take(&["speaks", yes(self.speaks[mention])]);
        take(&["acts", yes(self.acts[mention]), yes(self.is_agent[mention])]);
        take(&["owned", self.owner_kind(chains, mention)]);
        take(&["lemma", &candidate.lemma]);
        take(&["frequency", bucket(self.frequency(&candidate.lemma))]);
        take(&["chain", bucket(chains.chain(mention).mentions.len())]);
        let before = (0..mention).rev();
        let same_head = before
            .clone()
            .any(|other| chains.candidates[other].lemma == candidate.lemma);
        let same_string = before
            .clone()
            .any(|other| self.strings[other] == self.strings[mention]);
        take(&["head", yes(same_head), yes(same_string)]);
        if let Some(name) = candidate.name_type() {
            take(&["name", &name.to_string()]);
        }
        if let Some(governor) = chains.governor(mention) {
            let sentence = &chains.sentences[candidate.place.sentence];
            let tree = sentence.tree();
            let has_clause = tree.children(governor).iter().any(|&child| {
                child > candidate.place.head
                    && matches!(
                        tree.relation(child),
                        Relation::Ccomp | Relation::Csubj | Relation::Xcomp | Relation::Advcl
                    )
            });
            let upos = sentence.morphology()[governor.index()].upos();
            take(&[
                "governor",
                self.roles[mention],
                &upos.to_string(),
                yes(has_clause),
            ]);
            let has = |relation: Relation| {
                let mut children = tree.children(governor).iter();
                children.any(|&child| tree.relation(child) == relation)
            };
            take(&[
                "predicate",
                self.roles[mention],
                yes(has(Relation::Cop)),
                yes(has(Relation::Acl)),
            ]);
            if candidate.pronoun().is_some() {
                let lemma = chains.lemma(mention, governor);
                take(&["verb", self.roles[mention], &lemma]);
            }
        }
    }

    /// The features of the second mention of `pair` speaking of the same thing as the first.
    pub fn of_pair(
        &self,
        chains: &Chains<'_>,
        pair: (MentionIdx, MentionIdx),
        context: &Context,
        sink: &mut impl Sink,
    ) {
        let (before, mention) = pair;
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let (first_kind, kind) = (self.kinds[before], self.kinds[mention]);
        sink.take("pair", &["two", kind]);
        sink.take("pair", &["one", first_kind]);
        let mut take = |parts: &[&str]| sink.take("pair", parts);
        take(&["bias"]);
        let sentences = two.place.sentence - one.place.sentence;
        take(&["sentences", bucket(sentences)]);
        take(&["mentions", bucket(mention - before)]);
        take(&["roles", self.roles[before], self.roles[mention]]);
        take(&["role", self.roles[before], bucket(sentences.min(2))]);
        take(&["rank", bucket(context.rank)]);
        take(&["subjects", context.subject_rank.map_or("none", bucket)]);
        take(&["salient", yes(context.is_salient)]);
        take(&[
            "speakers",
            yes(self.speaks[before]),
            yes(self.speaks[mention]),
            bucket(sentences.min(2)),
        ]);
        let (chain, own) = (chains.chain(before), chains.chain(mention));
        take(&["sorts", sort(chain.sort), sort(own.sort)]);
        let compare = |equal: Option<bool>| match equal {
            None => "unknown",
            Some(equal) => yes(equal),
        };
        let numbers = chain.number.zip(own.number).map(|(a, b)| a == b);
        let genders = chain.gender.zip(own.gender).map(|(a, b)| a == b);
        take(&["number", compare(numbers)]);
        take(&["gender", compare(genders)]);
        let size = chain.mentions.iter().filter(|&&m| m < mention).count();
        take(&["size", bucket(size)]);
        let is_latest = chain.mentions.iter().rfind(|&&m| m < mention) == Some(&before);
        take(&["latest", yes(is_latest), yes(chains.is_named(before))]);
        take(&[
            "paragraphs",
            bucket(paragraphs(chains, before, mention).min(3)),
        ]);
        let quoted = match (self.quoted[before], self.quoted[mention]) {
            (None, None) => "neither",
            (Some(_), None) => "first",
            (None, Some(_)) => "second",
            (Some(a), Some(b)) if a == b => "same",
            (Some(_), Some(_)) => "both",
        };
        take(&["quoted", quoted]);
        let voice = match self.voices(chains, before, mention) {
            Voice::Neither => "neither",
            Voice::First => "first",
            Voice::Second => "second",
            Voice::Speaker => "speaker",
            Voice::Same => "same",
            Voice::Other => "other",
            Voice::Unknown => "unknown",
        };
        take(&["voice", kind, voice]);
        let turns = match turns::of(chains, before, mention) {
            Turns::Unknown => "unknown",
            Turns::Same => "same",
            Turns::Answer => "answer",
            Turns::Other => "other",
        };
        take(&["turns", self.kinds[before], kind, turns]);
        let latest = chain.mentions.iter().rfind(|&&m| m < mention);
        let since = latest.map_or(0, |&m| {
            two.place.sentence - chains.candidates[m].place.sentence
        });
        take(&["since", bucket(since)]);
        let in_first = chains.candidates[chain.mentions[0]].place.sentence == 0;
        take(&["first", yes(in_first), yes(chain.mentions.len() == 1)]);
        take(&["nested", nesting(chains, before, mention)]);
        if sentences == 0 {
            take(&["governor", shared_governor(chains, before, mention)]);
        }
        if let Some(name) = one.name_type() {
            take(&["name", &name.to_string()]);
        }
        if one.pronoun().is_some() || two.pronoun().is_some() {
            self.of_pronouns(chains, before, mention, &mut take);
        } else {
            self.of_nouns(chains, before, mention, &mut take);
        }
    }

    fn of_pronouns(
        &self,
        chains: &Chains<'_>,
        before: MentionIdx,
        mention: MentionIdx,
        take: &mut impl FnMut(&[&str]),
    ) {
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let chain = chains.chain(before);
        take(&[
            "forms",
            &two.lemma,
            if one.pronoun().is_some() {
                &one.lemma
            } else {
                ""
            },
        ]);
        take(&[
            "speaks",
            yes(self.speaks[mention]),
            self.roles[mention],
            sort(chain.sort),
        ]);
        take(&["acts", yes(self.acts[mention]), sort(chain.sort)]);
        take(&["agent", yes(self.is_agent[mention]), sort(chain.sort)]);
        take(&[
            "agents",
            yes(self.is_agent[mention]),
            yes(self.is_agent[before]),
        ]);
        let governors = |m: MentionIdx| Some(chains.lemma(m, chains.governor(m)?));
        let is_parallel =
            self.roles[before] == self.roles[mention] && governors(before) == governors(mention);
        take(&["parallel", yes(is_parallel)]);
    }

    fn of_nouns(
        &self,
        chains: &Chains<'_>,
        before: MentionIdx,
        mention: MentionIdx,
        take: &mut impl FnMut(&[&str]),
    ) {
        let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
        let own = chains.chain(mention);
        let same_string = self.strings[before] == self.strings[mention];
        let same_head = one.lemma == two.lemma;
        let in_chain = chains
            .chain(before)
            .mentions
            .iter()
            .any(|&m| m < mention && chains.candidates[m].lemma == two.lemma);
        take(&["head", yes(same_head), yes(same_string), yes(in_chain)]);
        take(&["owned", self.owner_kind(chains, mention), yes(same_head)]);
        take(&[
            "follow",
            yes(one.last > one.place.head),
            yes(two.last > two.place.head),
        ]);
        if same_head || in_chain {
            let has =
                |a: &Candidate, b: &Candidate| b.modifiers.iter().all(|m| a.modifiers.contains(m));
            take(&["modifiers", yes(has(one, two)), yes(has(two, one))]);
            take(&["owner", owners(chains, before, mention)]);
            take(&["of", self.complements(before, mention)]);
            take(&["same", &two.lemma]);
            take(&[
                "frequency",
                bucket(self.frequency(&two.lemma)),
                yes(same_string),
            ]);
            take(&[
                "sort",
                sort(own.sort),
                yes(same_string),
                yes(has(one, two)),
                yes(has(two, one)),
            ]);
            take(&[
                "after",
                yes(one.last > one.place.head),
                yes(two.last > two.place.head),
            ]);
        } else {
            let words = |m: MentionIdx| self.strings[m].split(' ');
            let head_inside = words(before).any(|word| word == two.lemma);
            let inside_head = words(mention).any(|word| word == one.lemma);
            take(&["inside", yes(head_inside), yes(inside_head)]);
            let steps = |specific: &str, general: &str| {
                let steps = self.lists.nouns.steps_up(specific, general);
                steps.map_or("no", bucket)
            };
            take(&["general", steps(&one.lemma, &two.lemma)]);
            take(&["specific", steps(&two.lemma, &one.lemma)]);
            let noun = chains.representative(before, mention);
            if noun != before {
                let lemma = &chains.candidates[noun].lemma;
                take(&["chain", steps(lemma, &two.lemma)]);
            }
            let title = one.title.contains(&two.lemma);
            take(&["title", yes(title)]);
            let stem = |lemma: &str| lemma.chars().take(5).collect::<String>();
            let is_stem = two.lemma.chars().count() > 4 && stem(&one.lemma) == stem(&two.lemma);
            take(&["stem", yes(is_stem)]);
            let shared = two
                .modifiers
                .iter()
                .any(|m| words(before).any(|word| word == m));
            take(&["shared", yes(shared)]);
            if let Some(name) = chains.names(before).find_map(Candidate::name_type) {
                take(&["kind", &name.to_string(), &two.lemma]);
                if let Some(body) = self.lists.nouns.body(&two.lemma) {
                    take(&["body", &name.to_string(), &body.to_string()]);
                }
            }
        }
    }

    /// The type of the mention that owns this one.
    fn owner_kind(&self, chains: &Chains<'_>, mention: MentionIdx) -> &'static str {
        let owner = chains.candidates[mention].possessor;
        owner.map_or("none", |word| {
            let owner = chains.beside(mention, word);
            owner.map_or("other", |owner| self.kinds[owner])
        })
    }

    /// How often the article has a noun or name with this head.
    fn frequency(&self, lemma: &str) -> usize {
        self.heads.get(lemma).copied().unwrap_or_default()
    }
}

fn nesting(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let (one, two) = (&chains.candidates[before], &chains.candidates[mention]);
    if one.place.sentence != two.place.sentence {
        "apart"
    } else if one.first <= two.place.head && two.place.head <= one.last {
        "in"
    } else if two.first <= one.place.head && one.place.head <= two.last {
        "around"
    } else {
        "apart"
    }
}
fn owners(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let owner = |m: MentionIdx| chains.beside(m, chains.candidates[m].possessor?);
    match (owner(before), owner(mention)) {
        (None, None) => "none",
        (Some(a), Some(b)) if chains.are_one(a, b) => "same",
        (Some(_), Some(_)) => "other",
        (Some(_), None) => "first",
        (None, Some(_)) => "second",
    }
}

/// How many paragraphs lie between two mentions.
fn paragraphs(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> usize {
    let of = |m: MentionIdx| chains.paragraphs[chains.candidates[m].place.sentence];
    of(mention) - of(before)
}

/// How two mentions of one sentence hang together.
fn shared_governor(chains: &Chains<'_>, before: MentionIdx, mention: MentionIdx) -> &'static str {
    let (one, two) = (
        chains.candidates[before].place,
        chains.candidates[mention].place,
    );
    let tree = chains.sentences[one.sentence].tree();
    let (a, b) = (tree.head(one.head), tree.head(two.head));
    let clause = |word| {
        std::iter::once(word)
            .chain(tree.ancestors(word))
            .find(|&word| {
                let upos = chains.sentences[one.sentence].morphology()[word.index()].upos();
                upos == Upos::Verb || tree.relation(word) == Relation::Root
            })
    };
    if a == b {
        "same"
    } else if a == Some(two.head) || b == Some(one.head) {
        "direct"
    } else if clause(one.head) == clause(two.head) {
        "clause"
    } else {
        match clause(one.head) {
            Some(verb) if tree.dominates(verb, two.head) => "above",
            _ => "apart",
        }
    }
}
