//! What something is or is like: "The talks were a success", "the ties are consistent with the treaty", "he was present
//! at the meeting", "the base is in the desert".

use super::arguments;
use super::candidate::{Candidate, Form, Participant, Voice};
use super::clause::{self, Subject};
use super::construction::{Construction, Example};
use super::idiom;
use super::lender;
use super::lists::Lists;
use super::predicate;
use super::question;
use super::view::View;
use crate::knowledge::relation;
use crate::language::deprel::Relation;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

/// See the module.
#[derive(Debug)]
pub struct Copula;

impl Construction for Copula {
    fn name(&self) -> &'static str {
        "copula"
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                text: "Ankara is the capital of Turkey.",
                gives: &["Ankara | be | capital"],
                never: &[],
            },
            Example {
                text: "Be no ruder online than you are offline.",
                gives: &[],
                never: &["you | be | offline"],
            },
            Example {
                text: "The new drug is more effective than the old one.",
                gives: &["new drug | be more effective than | old one"],
                never: &["new drug | be effective than | old one"],
            },
            Example {
                text: "Ruiz is on the record opposing the tax.",
                gives: &[],
                never: &["Ruiz | be on | record"],
            },
            Example {
                text: "The plan is consistent with international law.",
                gives: &["plan | be consistent with | international law"],
                never: &[],
            },
            Example {
                text: "The minister was present at the ceremony.",
                gives: &["minister | be present at | ceremony"],
                never: &[],
            },
            Example {
                text: "The minister was nowhere to be found.",
                gives: &["minister | be | nowhere to be found"],
                never: &["minister | be | nowhere"],
            },
            Example {
                text: "Two million people live in areas prone to floods.",
                gives: &["areas | be prone to | floods"],
                never: &[],
            },
            Example {
                text: "Police met resistance from followers of Ann Hall, armed with knives.",
                gives: &[],
                never: &["Ann Hall | be armed with | knives"],
            },
            Example {
                text: "The rules were strict enough to protect them.",
                gives: &["rules | be | strict enough to protect them"],
                never: &[],
            },
            Example {
                text: "The winners were Ann Hall, Paul Novak and Laura Hill.",
                gives: &[
                    "winners | include | Ann Hall",
                    "winners | include | Laura Hill",
                ],
                never: &["winners | be | Ann Hall"],
            },
            Example {
                text: "Music and fashion were words and images that visitors saw.",
                gives: &["Music | be | words and images that visitors saw"],
                never: &["Music | be | images", "fashion | be | images"],
            },
            Example {
                text: "He became the kind of singer he was interested in promoting.",
                gives: &[],
                never: &[
                    "he | be | interested in promoting",
                    "He | be | interested in promoting",
                ],
            },
            Example {
                text: "The company is likely to receive a loan.",
                gives: &[],
                never: &["company | be | likely"],
            },
        ]
    }

    fn find(&self, view: View<'_>) -> Vec<Candidate> {
        view.words()
            .filter_map(|word| state(view, word).or_else(|| reduced(view, word)))
            .collect()
    }
}

fn state(view: View<'_>, word: TokenIdx) -> Option<Candidate> {
    let mut candidate = without_place(view, word)?;
    candidate
        .arguments
        .extend(arguments::relative_place(view, word));
    Some(candidate)
}

/// "areas prone to floods", "he came out armed with a rifle": an adjective with what belongs to it, without a copula.
fn reduced(view: View<'_>, word: TokenIdx) -> Option<Candidate> {
    let is_bare = view.upos(word) == Upos::Adj
        && matches!(
            view.relation(word),
            Relation::Acl | Relation::Advcl | Relation::Amod
        )
        && ![
            Relation::Cop,
            Relation::Nsubj,
            Relation::Mark,
            Relation::Case,
            Relation::Aux,
        ]
        .into_iter()
        .any(|relation| view.has(word, relation));
    if !is_bare || predicate::is_question(view) {
        return None;
    }
    let next = view.after(word)?;
    let object = view.related(word, Relation::Obl).find(|&oblique| {
        view.preposition(oblique).is_some()
            && view.tree().extent(oblique).0 == next
            && view.is_nominal(oblique)
            && !view.is_time(oblique)
    })?;
    let preposition = view.preposition(object);
    let (heads, via) = if matches!(view.relation(word), Relation::Acl | Relation::Amod) {
        let noun = view
            .head(word)
            .filter(|&noun| view.is_nominal(noun) && noun < word)
            .and_then(|noun| lender::described(view, noun, word))?;
        (vec![noun], clause::Via::Participle)
    } else {
        let subject = clause::subject(view, word)?;
        (subject.heads, subject.via)
    };
    let adjective = view.lower(word);
    Some(Candidate {
        rule: "copula",
        predicate: word,
        first: word,
        last: word,
        lemma: format!("be {adjective}"),
        label: relation::with_preposition(&format!("be {adjective}"), preposition.as_deref()),
        roleset: view.frame(word).map(|frame| frame.roleset().to_string()),
        stance: word,
        subjects: heads
            .into_iter()
            .map(|head| Participant::of_frame(view, word, head, "subject", &[word]))
            .collect(),
        objects: coordinated(view, word, object, preposition.as_deref()),
        arguments: Vec::new(),
        via: Some(via),
        voice: Voice::Clause,
    })
}

fn without_place(view: View<'_>, word: TokenIdx) -> Option<Candidate> {
    let copula = view.first_related(word, Relation::Cop)?;
    if predicate::is_question(view)
        || question::asks(view, word)
        || idiom::compares(view, word)
        || idiom::is_in_title(view, word)
        || idiom::is_record(view, word)
        || is_felt(view, word, copula)
        || view.upos(word) == Upos::Verb && !view.is_nominal(word)
    {
        return None;
    }
    let subject = clause::subject(view, word)?;
    let first_subject = *subject.heads.first()?;
    // "It is clear that ...": the clause is the claim.
    let is_empty = view.upos(first_subject) == Upos::Pron
        && view.lower(first_subject) == "it"
        && (view.has(word, Relation::Csubj)
            || view.has(word, Relation::Ccomp)
            || view
                .related(word, Relation::Advcl)
                .any(|clause| clause::has_to(view, clause)));
    if is_empty || view.has(word, Relation::Expl) {
        return None;
    }
    let lists = Lists::get();
    let is_adjective = view.upos(word) == Upos::Adj || view.upos(word) == Upos::Adv;
    let has_infinitive = view.has(word, Relation::Xcomp);
    if is_adjective && has_infinitive && lists.raising_adjectives.contains(view.lemma(word)) {
        return None;
    }
    // "That's how it came": a question turned round, nothing said.
    if matches!(view.xpos(word), "WRB" | "WP" | "WDT") {
        return None;
    }
    let asks_degree = view
        .related(word, Relation::Advmod)
        .any(|adverb| view.xpos(adverb) == "WRB" && adverb < word);
    if asks_degree
        && !view
            .related(word, Relation::Advmod)
            .any(|adverb| view.is_relative(adverb))
    {
        return None;
    }
    // "the world's most prevalent, ..., cause": the adjective is no predicate, its noun stands further on.
    let is_cut = is_adjective
        && (copula.index() + 1..word.index())
            .map(TokenIdx::new)
            .any(|between| {
                view.xpos(between) == "POS"
                    || view.relation(between) == Relation::Det && view.lower(between) == "the"
            });
    if is_cut || is_cleft(view, word, first_subject) {
        return None;
    }
    let preposition = view.preposition(word).filter(|_| !is_adjective);
    let parts = Parts::of(view, word, preposition, is_adjective);
    if is_score(view, &parts.objects) || lacks_gap(view, word) {
        return None;
    }
    let is_list = is_list(view, word, &subject, &parts);
    let (first, _) = predicate::words_of(view, word, word);
    let last = parts.last.unwrap_or(copula);
    let subjects = subject
        .heads
        .iter()
        .map(|&head| {
            let cut = [word];
            let cut = if arguments::is_kind(view, head, word) {
                &[][..]
            } else {
                &cut
            };
            Participant::of_frame(view, copula, head, "subject", cut)
        })
        .collect();
    Some(Candidate {
        rule: "copula",
        predicate: word,
        first: first.min(copula),
        last: last.max(copula),
        lemma: parts.lemma,
        label: if is_list {
            "include".to_owned()
        } else {
            parts.label
        },
        roleset: view
            .frame(copula)
            .or_else(|| view.frame(word))
            .map(|frame| frame.roleset().to_string()),
        stance: word,
        subjects,
        objects: parts.objects,
        arguments: parts.others,
        via: Some(subject.via),
        voice: Voice::Clause,
    })
}

/// "comfortable being [alone]": what it is that is comfortable, not that they are alone.
fn is_felt(view: View<'_>, word: TokenIdx, copula: TokenIdx) -> bool {
    view.lower(copula) == "being"
        && !view.has_own_subject(word)
        && view.before(copula).is_some_and(|feeling| {
            view.upos(feeling) == Upos::Adj && view.head(word).is_some_and(|head| head <= feeling)
        })
}

/// "it is the Hill Institute: 1, the bank: 0": a score says what nothing is.
fn is_score(view: View<'_>, objects: &[Participant]) -> bool {
    objects.iter().any(|object| {
        (object.first.index()..object.last.index())
            .map(TokenIdx::new)
            .filter_map(|colon| view.after(colon).filter(|_| view.form(colon) == ":"))
            .any(|next| view.form(next).chars().all(char::is_numeric))
    })
}

/// "the winners were Ann Hall and Bob Lee": of several named parts each is but one of them.
fn is_list(view: View<'_>, word: TokenIdx, subject: &Subject, parts: &Parts) -> bool {
    let denied = view
        .related(word, Relation::Advmod)
        .any(|adverb| view.features(adverb).get("Polarity") == Some("Neg"));
    parts.label == "be"
        && parts.objects.len() > 1
        && parts
            .objects
            .iter()
            .all(|object| view.name(object.head).is_some() && object.form == Form::Nominal)
        && matches!(subject.heads.as_slice(), &[one] if view.xpos(one) == "NNS")
        && !denied
}

/// "the kind of star he was [keen] on meeting": the noun before is the object of the verb behind, without which nothing is
/// told.
pub(super) fn lacks_gap(view: View<'_>, word: TokenIdx) -> bool {
    view.relation(word) == Relation::Acl
        && view.has_subtype(word, "relcl")
        && view.upos(word) == Upos::Adj
        && view.has(word, Relation::Nsubj)
        && !view
            .subtree(word)
            .into_iter()
            .any(|inner| view.is_relative(inner))
        && view.children(word).iter().any(|&inner| {
            inner > word
                && view.upos(inner) == Upos::Verb
                && matches!(view.relation(inner), Relation::Advcl | Relation::Xcomp)
                && !view.has(inner, Relation::Obj)
                && !view.has(inner, Relation::Ccomp)
        })
}

/// "It is God's will that decides": the clause after the noun is what is said.
fn is_cleft(view: View<'_>, word: TokenIdx, subject: TokenIdx) -> bool {
    view.lower(subject) == "it"
        && view.upos(subject) == Upos::Pron
        && view.related(word, Relation::Acl).any(|clause| {
            view.has_subtype(clause, "relcl")
                && view.children(clause).iter().any(|&child| {
                    matches!(view.lower(child).as_str(), "that" | "who") && child < clause
                })
        })
        && !view
            .related(word, Relation::Det)
            .any(|det| matches!(view.lower(det).as_str(), "a" | "an"))
}

/// What is said of the subject.
struct Parts {
    lemma: String,
    label: String,
    /// The last word of the predicate, where more than the copula belongs to it.
    last: Option<TokenIdx>,
    objects: Vec<Participant>,
    others: Vec<Participant>,
}

impl Parts {
    fn of(view: View<'_>, word: TokenIdx, preposition: Option<String>, is_adjective: bool) -> Self {
        let mut obliques = modifiers(view, word);
        if is_adjective {
            return Self::of_adjective(view, word, obliques);
        }
        if let Some(preposition) = preposition {
            // "in accordance with the law": a bare noun with a preposition of its own on both sides.
            let is_bare = !view.has(word, Relation::Det)
                && clause::possessor(view, word).is_none()
                && view.upos(word) == Upos::Noun
                && view.name(word).is_none();
            let inner = view
                .related(word, Relation::Nmod)
                .find(|&inner| inner > word && view.preposition(inner).is_some());
            if is_bare
                && let Some(inner) = inner
                && let Some(second) = view.preposition(inner)
            {
                let label = format!("be {preposition} {} {second}", view.lower(word));
                return Self {
                    lemma: format!("be {preposition} {}", view.lower(word)),
                    label,
                    last: Some(word),
                    objects: coordinated(view, word, inner, Some(&second)),
                    others: obliques,
                };
            }
            let objects = coordinated(view, word, word, Some(&preposition));
            return Self {
                lemma: "be".to_owned(),
                label: relation::with_preposition("be", Some(&preposition)),
                last: None,
                objects,
                others: obliques,
            };
        }
        let objects = view
            .conjuncts(word)
            .into_iter()
            .filter(|&part| part == word || !view.has(part, Relation::Nsubj))
            .map(|part| Participant::nominal(view, part, "complement"))
            .collect();
        obliques.retain(|other| other.head != word);
        Self {
            lemma: "be".to_owned(),
            label: "be".to_owned(),
            last: None,
            objects,
            others: obliques,
        }
    }

    fn of_adjective(view: View<'_>, word: TokenIdx, mut obliques: Vec<Participant>) -> Self {
        let adjective = with_degree(view, word);
        // "mild to moderately ill"
        obliques.retain(|other| view.upos(other.head) != Upos::Adj);
        let place = obliques.iter().position(|other| {
            other.preposition.is_some() && other.head > word && !view.is_time(other.head)
        });
        let is_compared = view
            .related(word, Relation::Advcl)
            .any(|tail| idiom::compares(view, tail));
        if let Some(place) = place.filter(|_| !is_compared) {
            let first = obliques.remove(place);
            let preposition = first.preposition.clone();
            let mut objects = vec![first];
            let parts = view.conjuncts(objects[0].head);
            let (same, rest) = obliques
                .into_iter()
                .partition(|other| parts.contains(&other.head));
            objects.extend::<Vec<_>>(same);
            return Self {
                lemma: format!("be {adjective}"),
                label: relation::with_preposition(
                    &format!("be {adjective}"),
                    preposition.as_deref(),
                ),
                last: Some(word),
                objects,
                others: rest,
            };
        }
        let mut objects = vec![property(view, word)];
        for part in view.related(word, Relation::Conj) {
            if view.upos(part) == Upos::Adj
                && !view.has(part, Relation::Nsubj)
                && !view.has(part, Relation::Cop)
            {
                objects.push(property(view, part));
            }
        }
        Self {
            lemma: "be".to_owned(),
            label: "be".to_owned(),
            last: None,
            objects,
            others: obliques,
        }
    }
}

/// "[more aggressive] in two respects": the adjective with the word that compares it.
fn with_degree(view: View<'_>, word: TokenIdx) -> String {
    let degree = view.before(word).filter(|&degree| {
        view.head(degree) == Some(word)
            && (matches!(view.xpos(degree), "RBR" | "RBS") || view.lower(degree) == "too")
    });
    match degree {
        Some(degree) => format!("{} {}", view.lower(degree), view.lower(word)),
        None => view.lower(word),
    }
}

/// The adjective with its degree and its complements, without the rest of its clause.
fn property(view: View<'_>, word: TokenIdx) -> Participant {
    let cut: Vec<TokenIdx> = view
        .children(word)
        .iter()
        .copied()
        .filter(|&child| {
            // "borderline iodine deficient"
            let is_degree = child < word
                && (view.relation(child) == Relation::Advmod && view.after(child) == Some(word)
                    || matches!(
                        view.relation(child),
                        Relation::Compound | Relation::Amod | Relation::Nmod
                    ) && view.preposition(child).is_none()
                    || view.relation(child) == Relation::Obl
                        && view.preposition(child).is_none()
                        && !view.is_time(child));
            let is_enough =
                view.relation(child) == Relation::Advmod && view.lower(child) == "enough";
            let is_complement = child > word
                && (is_enough
                    || matches!(view.relation(child), Relation::Xcomp | Relation::Ccomp)
                    || view.relation(child) == Relation::Obl && view.upos(child) == Upos::Adj
                    || view.relation(child) == Relation::Advcl && completes(view, word, child));
            !(is_degree || is_complement || view.relation(child) == Relation::Punct)
        })
        .collect();
    let (first, last) = super::phrase::clause(view, word, &cut);
    Participant {
        head: word,
        first,
        last,
        role: "complement".to_owned(),
        preposition: None,
        form: Form::Property,
    }
}

/// Whether a clause right behind an adjective belongs to it: "dependent upon how severe it is", "nowhere to be found"; not
/// one that tells when or why.
fn completes(view: View<'_>, word: TokenIdx, clause: TokenIdx) -> bool {
    let first = view.tree().extent(clause).0;
    let is_near = (word.index() + 1..first.index())
        .all(|between| view.lower(TokenIdx::new(between)) == "enough");
    let is_aside = matches!(
        view.lower(first).as_str(),
        "," | "because"
            | "when"
            | "while"
            | "after"
            | "before"
            | "since"
            | "although"
            | "though"
            | "if"
            | "unless"
            | "until"
            | "as"
    );
    is_near && !is_aside
}

fn modifiers(view: View<'_>, word: TokenIdx) -> Vec<Participant> {
    let mut found = Vec::new();
    for oblique in view.related(word, Relation::Obl) {
        let preposition = view.preposition(oblique);
        // A bare noun, or one with "of" before its noun, hangs here by mistake.
        let is_loose = preposition.is_none() && !view.is_time(oblique)
            || preposition.as_deref() == Some("of") && oblique < word;
        let (low, high) = (word.min(oblique), word.max(oblique));
        let is_apart = (low.index()..high.index()).any(|i| view.form(TokenIdx::new(i)) == ";");
        if view.is_nominal(oblique)
            && !is_loose
            && !is_apart
            && !view.is_predicate(oblique)
            && !preposition
                .as_deref()
                .is_some_and(|p| p.starts_with("according"))
        {
            found.extend(coordinated(view, word, oblique, preposition.as_deref()));
        }
    }
    found
}

fn coordinated(
    view: View<'_>,
    predicate: TokenIdx,
    head: TokenIdx,
    preposition: Option<&str>,
) -> Vec<Participant> {
    let otherwise = if view.is_time(head) {
        "ARGM-TMP"
    } else {
        "modifier"
    };
    view.conjuncts(head)
        .into_iter()
        .map(|part| {
            Participant::of_frame(view, predicate, part, otherwise, &[])
                .with_preposition(preposition.map(str::to_owned))
        })
        .collect()
}
