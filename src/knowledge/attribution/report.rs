//! Reports in one sentence: who says or thinks what, and by which word. Verbs ("said that", "..., he added"), nouns
//! ("the announcement that"), adjectives ("sceptical that"), "according to".

use std::collections::BTreeSet;

use crate::knowledge::claim::Certainty;
use crate::knowledge::extract::clause;
use crate::knowledge::extract::lists::Lists;
use crate::knowledge::extract::view::View;
use crate::knowledge::stance;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// A report: the words that it covers are its source's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The heads of those who say it, together; at least one.
    pub speakers: Vec<TokenIdx>,
    /// The word that reports.
    pub cue: TokenIdx,
    /// The last word of the cue: "to" of "according to".
    pub cue_last: TokenIdx,
    /// What is said; empty where it stands in another sentence.
    pub content: BTreeSet<TokenIdx>,
    /// Whether it reports words, not thoughts: such a one can have a quotation.
    pub says: bool,
}

/// The reports of a sentence, in the order of their cues.
#[must_use]
pub fn reports(view: View<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = view
        .words()
        .filter_map(|word| match view.upos(word) {
            Upos::Verb if view.lower(word) == "according" || view.lower(word) == "accord" => {
                according(view, word)
            }
            Upos::Verb => of_verb(view, word),
            Upos::Noun => of_noun(view, word),
            Upos::Adj => of_adjective(view, word),
            Upos::Adp | Upos::Sconj | Upos::Adv if view.lower(word) == "according" => {
                according(view, word)
            }
            _ => None,
        })
        .collect();
    found.sort_by_key(|report| report.cue);
    found
}

/// "X says that ...", "..., X says".
fn of_verb(view: View<'_>, verb: TokenIdx) -> Option<Report> {
    let lists = Lists::get();
    let lemma = view.lemma(verb);
    let says = lists.saying_verbs.contains(lemma);
    if !says && !lists.thinking_verbs.contains(lemma) {
        return None;
    }
    if matches!(
        view.relation(verb),
        Relation::Amod | Relation::Case | Relation::Compound
    ) {
        return None;
    }
    let speakers = if view.is_passive(verb) {
        let agent = view.related(verb, Relation::Obl).find(|&oblique| {
            view.preposition(oblique).as_deref() == Some("by") && view.is_nominal(oblique)
        })?;
        view.conjuncts(agent)
    } else {
        speakers(view, verb)?
    };
    let content = content_of_verb(view, verb, says, &speakers);
    if content.is_empty() && !says {
        return None;
    }
    Some(Report {
        speakers,
        cue: verb,
        cue_last: verb,
        content,
        says,
    })
}

/// Words that a name may stand before its verb of speech.
const APART: usize = 5;

/// The subject; where the tree gives none, the name beside the verb.
fn speakers(view: View<'_>, verb: TokenIdx) -> Option<Vec<TokenIdx>> {
    if let Some(subject) = clause::subject(view, verb) {
        let heads: Vec<TokenIdx> = subject
            .heads
            .into_iter()
            .filter(|&head| view.is_nominal(head))
            .collect();
        if !heads.is_empty() {
            return Some(
                heads
                    .into_iter()
                    .flat_map(|head| author(view, head))
                    .collect(),
            );
        }
    }
    if view.lemma(verb) != "say" {
        return None;
    }
    let named = |word: TokenIdx| {
        view.name(word)
            .filter(|name| matches!(name.kind(), NameType::Person | NameType::Org))
    };
    // "said Holloway", or "Molomby, SC, said": no other verb between them.
    let mut before = (0..verb.index())
        .rev()
        .map(TokenIdx::new)
        .take(APART)
        .take_while(|&word| !matches!(view.upos(word), Upos::Verb | Upos::Aux));
    let name = view
        .after(verb)
        .and_then(named)
        .or_else(|| before.find_map(named))?;
    Some(vec![crate::knowledge::extract::title::name_head(
        view, name,
    )])
}

/// Whose words a text is: of "Cornyn's statement" Cornyn's.
fn author(view: View<'_>, head: TokenIdx) -> Vec<TokenIdx> {
    let lists = Lists::get();
    let is_text = lists.reporting_nouns.contains(view.lemma(head))
        || lists.text_nouns.contains(view.lemma(head));
    match clause::possessor(view, head).filter(|&owner| is_text && !view.is_time(owner)) {
        Some(owner) => view.conjuncts(owner),
        None => vec![head],
    }
}

fn content_of_verb(
    view: View<'_>,
    verb: TokenIdx,
    says: bool,
    speakers: &[TokenIdx],
) -> BTreeSet<TokenIdx> {
    let lists = Lists::get();
    let mut content = BTreeSet::new();
    for &child in view.children(verb) {
        let is_content = match view.relation(child) {
            // "saw the minister challenged" is seen, not said.
            Relation::Ccomp => {
                says || view.features(child).get("VerbForm") != Some("Part")
                    || view.children(child).iter().any(|&word| {
                        matches!(
                            view.relation(word),
                            Relation::Mark | Relation::Aux | Relation::Cop | Relation::Nsubj
                        )
                    })
            }
            Relation::Xcomp => {
                // "accepted using loopholes"
                view.upos(child) == Upos::Verb
                    && (lists.asserting_verbs.contains(view.lemma(verb))
                        || says && view.xpos(child) == "VBG")
            }
            Relation::Parataxis => says && view.is_predicate(child) && !is_apart(view, verb, child),
            // "accused him of lying"
            Relation::Advcl => {
                !is_planned(view, verb)
                    && (lists.blame.contains(view.lemma(verb))
                        || matches!(view.lemma(verb), "accuse" | "suspect")
                            && matches!(
                                view.preposition(child).as_deref(),
                                Some("of" | "for" | "with")
                            ))
            }
            // "explained how the town was saved": read as a noun with its relative clause.
            Relation::Obj if view.xpos(child) == "WRB" => says && child > verb,
            // "confirmed the minister's departure"
            Relation::Obj => {
                lists.confirming_verbs.contains(view.lemma(verb))
                    && !view.has(verb, Relation::Ccomp)
                    && view.upos(child) == Upos::Noun
            }
            // A misread clause: its subject became a second subject of the verb.
            Relation::Nsubj => {
                says && child > verb && !speakers.contains(&child) && view.has(child, Relation::Acl)
            }
            _ => false,
        };
        if is_content {
            content.extend(view.subtree(child));
        }
    }
    if content.is_empty()
        || view.relation(verb) == Relation::Parataxis && !view.has(verb, Relation::Ccomp)
    {
        content.extend(content_around(view, verb, says));
    }
    for &speaker in speakers {
        if view.head(speaker) == Some(verb) {
            for word in view.subtree(speaker) {
                content.remove(&word);
            }
        }
    }
    content.remove(&verb);
    content
}

/// "plans to charge him with theft": nothing is said yet.
fn is_planned(view: View<'_>, verb: TokenIdx) -> bool {
    clause::has_to(view, verb) && stance::of(view.sentence(), verb).certainty > Certainty::Probable
}

/// What an inserted or trailing "he said" is about: the clause that it is put into.
#[expect(clippy::single_match_else, reason = "two cases of equal standing")]
fn content_around(view: View<'_>, verb: TokenIdx, says: bool) -> Vec<TokenIdx> {
    // "Even he stated as much" has its own object.
    let has_own = |&child: &TokenIdx| matches!(view.lower(child).as_str(), "much" | "so");
    if !says || view.has(verb, Relation::Obj) || view.children(verb).iter().any(has_own) {
        return Vec::new();
    }
    match (view.relation(verb), view.head(verb)) {
        (Relation::Parataxis | Relation::Discourse, Some(above)) => {
            // With a clause of its own after it, or after a semicolon, it stands beside the other, not in it.
            let has_clause = view.subtree(verb).into_iter().any(|word| {
                word > verb
                    && word != verb
                    && view.upos(word) == Upos::Verb
                    && view.has_own_subject(word)
            });
            if has_clause || is_apart(view, verb, above) {
                return Vec::new();
            }
            let own: BTreeSet<TokenIdx> = view.subtree(verb).into_iter().collect();
            view.subtree(above)
                .into_iter()
                .filter(|word| !own.contains(word))
                .collect()
        }
        _ => {
            // "..., said X": all that stands before the last comma or quotation mark before the verb.
            let own_words = view.subtree(verb);
            let mark = (0..verb.index())
                .rev()
                .map(TokenIdx::new)
                .find(|&word| matches!(view.form(word), "," | "\"" | "”" | "''"));
            let Some(mark) = mark else {
                return Vec::new();
            };
            let between = verb.index() - mark.index();
            let is_trailing = own_words
                .last()
                .is_some_and(|last| last.index() + 3 >= view.sentence().len());
            let has_clause = (0..mark.index()).map(TokenIdx::new).any(|word| {
                view.is_predicate(word) && view.features(word).get("VerbForm") != Some("Part")
            });
            if between <= 8 && is_trailing && has_clause && view.relation(verb) == Relation::Root {
                (0..mark.index()).map(TokenIdx::new).collect()
            } else {
                Vec::new()
            }
        }
    }
}

/// Whether a semicolon stands between two words.
fn is_apart(view: View<'_>, one: TokenIdx, other: TokenIdx) -> bool {
    (one.index().min(other.index())..one.index().max(other.index()))
        .any(|i| view.form(TokenIdx::new(i)) == ";")
}

/// "the agency's announcement that ...", "cited concerns that ...".
fn of_noun(view: View<'_>, noun: TokenIdx) -> Option<Report> {
    let lists = Lists::get();
    if !lists.reporting_nouns.contains(view.lemma(noun)) && !is_ground(view, noun) {
        return None;
    }
    let mut content = BTreeSet::new();
    for &child in view.children(noun) {
        let is_content = child > noun
            && match view.relation(child) {
                Relation::Acl | Relation::Ccomp => !view.has_subtype(child, "relcl"),
                Relation::Nmod => matches!(
                    view.preposition(child).as_deref(),
                    Some("of" | "about" | "on" | "over")
                ),
                _ => false,
            };
        if is_content {
            content.extend(view.subtree(child));
        }
    }
    if let Some(report) = in_the_words_of(view, noun) {
        return Some(report);
    }
    if content.is_empty() {
        return None;
    }
    let speakers = holders(view, noun)?;
    Some(Report {
        speakers,
        cue: noun,
        cue_last: noun,
        content,
        says: true,
    })
}

/// "in the words of X": the clause that it stands in.
fn in_the_words_of(view: View<'_>, noun: TokenIdx) -> Option<Report> {
    let case = view
        .first_related(noun, Relation::Case)
        .filter(|&case| view.lower(case) == "in")?;
    if view.lemma(noun) != "word" {
        return None;
    }
    let source = view
        .related(noun, Relation::Nmod)
        .find(|&nmod| view.preposition(nmod).as_deref() == Some("of") && view.is_nominal(nmod))?;
    let top = view.head(noun)?;
    let own: BTreeSet<TokenIdx> = view.subtree(noun).into_iter().collect();
    let content = view.subtree(top);
    Some(Report {
        speakers: view.conjuncts(source),
        cue: case,
        cue_last: noun,
        content: content
            .into_iter()
            .filter(|word| !own.contains(word))
            .collect(),
        says: true,
    })
}

/// "dismissed the case on the *grounds* that it came too late": the one who acts on them gives them.
fn is_ground(view: View<'_>, noun: TokenIdx) -> bool {
    view.lemma(noun) == "ground"
        && view.preposition(noun).as_deref() == Some("on")
        && view.relation(noun) == Relation::Obl
}

/// Who holds a reporting noun: its possessor, or the subject of the verb that voices it.
fn holders(view: View<'_>, noun: TokenIdx) -> Option<Vec<TokenIdx>> {
    if let Some(owner) = clause::possessor(view, noun) {
        return Some(view.conjuncts(owner));
    }
    let by = view
        .related(noun, Relation::Nmod)
        .find(|&nmod| view.preposition(nmod).as_deref() == Some("by") && view.is_nominal(nmod));
    if let Some(by) = by {
        return Some(view.conjuncts(by));
    }
    let is_ground = is_ground(view, noun);
    if !is_ground && !matches!(view.relation(noun), Relation::Obj) {
        return None;
    }
    let verb = view.head(noun)?;
    let lists = Lists::get();
    if !is_ground && !lists.holding_verbs.contains(view.lemma(verb)) || view.is_passive(verb) {
        return None;
    }
    let subject = clause::subject(view, verb)?;
    let heads: Vec<TokenIdx> = subject
        .heads
        .into_iter()
        .filter(|&head| view.is_nominal(head))
        .collect();
    (!heads.is_empty()).then_some(heads)
}

/// "analysts are sceptical that ..."
fn of_adjective(view: View<'_>, adjective: TokenIdx) -> Option<Report> {
    let content = view.first_related(adjective, Relation::Ccomp)?;
    let subject = clause::subject(view, adjective)?;
    let first = *subject.heads.first()?;
    let is_result = view
        .related(adjective, Relation::Advmod)
        .any(|adverb| matches!(view.lower(adverb).as_str(), "so" | "too" | "such"));
    if is_result || !clause::acts(view, first) {
        return None;
    }
    Some(Report {
        speakers: subject.heads,
        cue: adjective,
        cue_last: adjective,
        content: view.subtree(content).into_iter().collect(),
        says: false,
    })
}

/// "according to X": the clause that it stands in.
fn according(view: View<'_>, word: TokenIdx) -> Option<Report> {
    let to = view.after(word).filter(|&to| view.lower(to) == "to")?;
    // The source: what "according" or "to" depends on, or what depends on it.
    let source = [word, to]
        .into_iter()
        .filter_map(|part| view.head(part))
        .find(|&head| head > to && view.is_nominal(head))
        .or_else(|| {
            [word, to].into_iter().find_map(|part| {
                view.children(part)
                    .iter()
                    .copied()
                    .find(|&child| child > to && view.is_nominal(child))
            })
        })?;
    if Lists::get().measures.contains(view.lemma(source)) && !view.has(source, Relation::Det) {
        return None;
    }
    let own: BTreeSet<TokenIdx> = view.subtree(source).into_iter().chain([word, to]).collect();
    let mut top = [word, source]
        .into_iter()
        .filter_map(|part| view.head(part))
        .find(|head| !own.contains(head))
        .unwrap_or_else(|| view.tree().root());
    while !view.is_predicate(top) || matches!(view.relation(top), Relation::Conj | Relation::Xcomp)
    {
        match view.head(top) {
            Some(above) => top = above,
            None => break,
        }
    }
    // In front of the sentence it is about all of it.
    if word < view.tree().root() && !own.contains(&view.tree().root()) && is_first(view, word) {
        top = view.tree().root();
    }
    // So it is behind the last comma, whatever the tree hangs it on: "..., killing two, according to X."
    if !own.contains(&view.tree().root()) && is_last(view, word, &own) {
        top = view.tree().root();
    }
    Some(Report {
        speakers: view.conjuncts(source),
        cue: word,
        cue_last: to,
        content: view
            .subtree(top)
            .into_iter()
            .filter(|word| !own.contains(word))
            .collect(),
        says: true,
    })
}

fn is_first(view: View<'_>, word: TokenIdx) -> bool {
    (0..word.index()).map(TokenIdx::new).all(|before| {
        view.upos(before) == Upos::Punct
            || view.upos(before) == Upos::Adv
            || view.upos(before) == Upos::Cconj
    })
}

/// Whether a phrase stands behind a comma at the end of a sentence of one piece.
fn is_last(view: View<'_>, first: TokenIdx, phrase: &BTreeSet<TokenIdx>) -> bool {
    let is_behind_comma = view
        .before(first)
        .is_some_and(|before| view.form(before) == ",");
    let ends = (first.index()..view.sentence().len())
        .map(TokenIdx::new)
        .all(|word| phrase.contains(&word) || view.upos(word) == Upos::Punct);
    is_behind_comma && ends && !is_apart(view, TokenIdx::new(0), first)
}
