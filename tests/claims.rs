//! Claims: each construction's own examples, laws that hold for any text, attribution, and what must be right in the
//! seed articles.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use byline::knowledge::article::Article;
use byline::knowledge::claim::{Argument, Certainty, Claim, Polarity};
use byline::knowledge::extract::Extractor;
use byline::knowledge::extract::construction::ALL;
use byline::knowledge::json_lines;
use byline::language::reader::Reader;
use byline::pipeline::Pipeline;
use byline::text::document::Metadata;
use byline::text::span::Text;

#[path = "support/seed.rs"]
mod seed;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::new(Reader::new().expect("the built-in model fits together")))
}

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(Extractor::new)
}

fn extract(text: &str) -> Article {
    let text = Text::new(text.to_owned());
    let sentences = pipeline().sentences(&text);
    let metadata = Metadata {
        date: Some("2024-10-29".parse().expect("a date")),
        ..Metadata::default()
    };
    extractor().extract("test", &metadata, &text, &sentences)
}

/// A participant without its article.
fn bare(argument: Option<&Argument>) -> Vec<String> {
    let Some(argument) = argument else {
        return vec!["-".to_owned()];
    };
    let words = &argument.phrase.text;
    let phrase = ["The ", "the ", "A ", "a ", "An ", "an "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words);
    vec![argument.name.clone(), phrase.to_owned()]
}

/// Whether `claim` is `subject | label | object`.
fn is(claim: &Claim, relation: &str) -> bool {
    let parts: Vec<&str> = relation.split(" | ").collect();
    let [subject, label, object] = parts.as_slice() else {
        panic!("{relation}: not a relation");
    };
    bare(claim.subject.as_ref())
        .iter()
        .any(|found| found == subject)
        && claim.predicate.label == *label
        && bare(claim.object.as_ref())
            .iter()
            .any(|found| found == object || found.ends_with(object))
}

fn shown(article: &Article) -> String {
    let claims = article.claims.iter().map(|claim| {
        let subject = bare(claim.subject.as_ref()).join("/");
        let object = bare(claim.object.as_ref()).join("/");
        format!(
            "({}) {subject} | {} | {object}",
            claim.rule, claim.predicate.label
        )
    });
    claims.collect::<Vec<_>>().join("\n")
}

fn sources(claim: &Claim) -> Vec<&str> {
    claim
        .attribution
        .iter()
        .map(|source| source.argument.name.as_str())
        .collect()
}

#[test]
fn every_construction_finds_what_its_examples_show() {
    let mut wrong = Vec::new();
    for construction in ALL {
        for example in construction.examples() {
            let article = extract(example.text);
            let own: Vec<&Claim> = article
                .claims
                .iter()
                .filter(|claim| claim.rule == construction.name())
                .collect();
            for relation in example.gives {
                if !own.iter().any(|claim| is(claim, relation)) {
                    wrong.push(format!(
                        "{}: no `{relation}` in\n{}",
                        example.text,
                        shown(&article)
                    ));
                }
            }
            for relation in example.never {
                if own.iter().any(|claim| is(claim, relation)) {
                    wrong.push(format!(
                        "{}: `{relation}` in\n{}",
                        example.text,
                        shown(&article)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Spans inside the text, evidence for every claim, no claim twice.
fn check_laws(text: &str) -> Article {
    let article = extract(text);
    let length = article.text.chars().count() as u32;
    let mut seen = BTreeSet::new();
    for claim in &article.claims {
        let sentence = article.sentences[claim.sentence as usize];
        assert!(
            sentence.contains(claim.predicate.phrase.span),
            "{text}: a predicate outside its sentence"
        );
        let arguments = claim
            .subject
            .iter()
            .chain(&claim.object)
            .chain(&claim.arguments);
        for argument in arguments.chain(claim.attribution.iter().map(|source| &source.argument)) {
            assert!(argument.phrase.span.end() <= length);
            assert!(
                argument.phrase.span.contains(argument.head),
                "{text}: {argument:?}"
            );
            assert!(
                argument
                    .entity
                    .is_none_or(|entity| entity.index() < article.entities.len())
            );
        }
        assert!(
            claim.subject.is_some() || claim.object.is_some(),
            "{text}: a claim about nothing"
        );
        let key = (
            claim.sentence,
            claim.predicate.phrase.span,
            claim.subject.as_ref().map(|subject| subject.name.clone()),
            claim.object.as_ref().map(|object| object.name.clone()),
        );
        assert!(seen.insert(key), "{text}: a claim twice: {claim:?}");
    }
    for line in json_lines::lines(&article).lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON");
    }
    article
}

#[test]
fn odd_text_gives_no_panic_and_no_nonsense_with_high_confidence() {
    for text in [
        "",
        "\n\n",
        "\u{0}",
        "Yes.",
        "\"\"\"\"\"",
        "“ “ ” ”",
        "\"Unclosed, he said.\n\nNext paragraph.",
        "JOHN SMITH\nMARY JONES\nPAUL BROWN",
        "Arsenal 2 1 0 3\nChelsea 1 1 1 4\nLiverpool 0 2 1 2",
        "MINISTER RESIGNS AFTER VOTE",
        "fn main() { println!(\"{}\", x + 1); }",
        "O rose, thou art sick!\nThe invisible worm,\nThat flies in the night",
        "Q: Did you go?\nA: I did.\nQ: Why?",
        ", , , said said said that that that",
        "said, he said she said they said",
        "according to according to according to",
        "🙂 🙂 漢字 漢字。",
        "who whom which that whose where when why",
        "the the the the of of of of to to to to",
    ] {
        let article = check_laws(text);
        let words = text.split_whitespace().count();
        assert!(
            article.claims.len() <= words.max(1),
            "{text}: more claims than words"
        );
    }
}

#[test]
fn questions_and_headings_that_ask_claim_nothing() {
    for text in [
        "Why is the army in the town?",
        "Did France sign the treaty?",
        "What the minister said?",
    ] {
        let article = check_laws(text);
        assert!(article.claims.is_empty(), "{text}\n{}", shown(&article));
    }
}

/// The first claim of `label`.
fn first<'a>(article: &'a Article, label: &str) -> &'a Claim {
    let claims = &article.claims;
    let claim = claims.iter().find(|claim| claim.predicate.label == label);
    claim.unwrap_or_else(|| panic!("{}: no `{label}` in\n{}", article.text, shown(article)))
}

/// The claim of `label`, with its sources.
fn check_sources(text: &str, label: &str, expect: &[&str]) {
    let article = extract(text);
    let claim = first(&article, label);
    assert_eq!(sources(claim), expect, "{text}");
}

#[test]
fn what_is_said_is_attributed_to_the_speaker() {
    check_sources(
        "The ministry said that the army had left the town.",
        "leave",
        &["ministry"],
    );
    check_sources(
        "The army has left the town, the ministry said.",
        "leave",
        &["ministry"],
    );
    check_sources(
        "According to the ministry, the army has left the town.",
        "leave",
        &["ministry"],
    );
    check_sources(
        "The army has left the town, according to the ministry.",
        "leave",
        &["ministry"],
    );
    check_sources(
        "Laura Hill told reporters the army had left the town.",
        "leave",
        &["Laura Hill"],
    );
}

#[test]
fn what_stands_behind_the_speaker_is_not_quoted() {
    check_sources(
        "\"We want to thank the towns,\" said Laura Hill to the crowd, which contained many workers.",
        "contain",
        &[],
    );
}

#[test]
fn quotations_have_speakers() {
    check_sources(
        "\"The army has left the town,\" said Laura Hill.",
        "leave",
        &["Laura Hill"],
    );
    check_sources(
        "Laura Hill said: \"The army has left the town.\"",
        "leave",
        &["Laura Hill"],
    );
    check_sources(
        "\"We are safe,\" Laura Hill said. \"The army has left the town.\"",
        "leave",
        &["Laura Hill"],
    );
}

#[test]
fn according_to_someone_at_the_end_is_about_all_of_the_sentence() {
    let text =
        "The storm caused a crane to fall into the mosque, killing two, according to the ministry.";
    check_sources(text, "cause", &["ministry"]);
    check_sources(text, "fall into", &["ministry"]);
    check_sources(
        "The mayor closed the road; the bridge has fallen, according to the ministry.",
        "close",
        &[],
    );
}

#[test]
fn a_sentence_that_ends_in_a_verb_of_saying_gives_the_next_quotation_its_speaker() {
    let quoted = "\n\n\"The army has left the town. Nobody stayed.\"";
    let text = format!("Laura Hill thanked the crews. Then Hill added,{quoted}");
    check_sources(&text, "leave", &["Laura Hill"]);
    let text = format!("Laura Hill thanked the crews,{quoted}");
    check_sources(&text, "leave", &["unnamed source"]);
}

#[test]
fn what_a_statement_says_is_said_by_who_made_it() {
    check_sources(
        "Laura Hill told the paper in a statement that the army had left the town.",
        "leave",
        &["Laura Hill"],
    );
}

#[test]
fn each_of_two_verbs_of_saying_has_its_own_content() {
    let text = "Engineers theorized that the dam had cracked, and wrote that the river had flooded the town.";
    check_sources(text, "crack", &["Engineers"]);
    check_sources(text, "flood", &["Engineers"]);
}

#[test]
fn verbs_of_saying_may_explain_how_or_stand_between_commas() {
    check_sources(
        "The minister explained how the army left the town.",
        "leave",
        &["minister"],
    );
    check_sources(
        "The main cause of the fire, Laura Hill said in a letter, was a broken lamp.",
        "be",
        &["Laura Hill"],
    );
}

#[test]
fn a_concession_behind_the_verb_of_saying_is_said_too() {
    check_sources(
        "Laura Hill said although the army left the town, \"nobody has moved\".",
        "leave",
        &["Laura Hill"],
    );
}

/// Holds polarity and certainty of the first claim `label` of `text` against what is expected.
fn check_stance(text: &str, label: &str, polarity: Polarity, certainty: Certainty) {
    let article = extract(text);
    let claim = first(&article, label);
    assert_eq!(
        (claim.polarity, claim.certainty),
        (polarity, certainty),
        "{text}: {label}"
    );
}

#[test]
fn how_something_is_done_does_not_deny_it() {
    use Polarity::{Negative, Positive};
    for (text, label, polarity) in [
        ("Laura Hill left the town with no money.", "leave", Positive),
        ("Laura Hill was arrested for no reason.", "arrest", Positive),
        ("They won the match in no time.", "win", Positive),
        (
            "No matter how hard they pushed, the rebels held the town.",
            "hold",
            Positive,
        ),
        (
            "At no time did Laura Hill leave the town.",
            "leave",
            Negative,
        ),
        ("It was reported by no newspaper.", "report", Negative),
    ] {
        check_stance(text, label, polarity, Certainty::Certain);
    }
}

#[test]
fn a_condition_leaves_open_what_is_thought_not_the_thinking() {
    use Certainty::{Certain, Possible};
    let text = "If it rained, I think the army would leave the town.";
    check_stance(text, "think", Polarity::Positive, Certain);
    check_stance(text, "leave", Polarity::Positive, Possible);
}

#[test]
fn of_alternatives_each_is_possible() {
    use Certainty::{Certain, Possible};
    let text = "The firms will raise their prices or they will leave the town.";
    check_stance(text, "raise", Polarity::Positive, Possible);
    check_stance(text, "leave", Polarity::Positive, Possible);
    let text = "The clerk either did not open the letter, or burned it.";
    check_stance(text, "open", Polarity::Negative, Possible);
    let text = "The firms did not raise their prices or leave the town.";
    check_stance(text, "raise", Polarity::Negative, Certain);
    check_stance(text, "leave", Polarity::Negative, Certain);
    let text = "The lists will be ready, or you can call the mayor.";
    check_stance(text, "be", Polarity::Positive, Certain);
}

#[test]
fn a_pretext_a_ban_and_what_is_known_say_how_sure_their_content_is() {
    use Certainty::{Alleged, Certain, Possible};
    check_stance(
        "They attacked the village under the pretext that the army fired a rocket.",
        "fire",
        Polarity::Positive,
        Alleged,
    );
    check_stance(
        "The sect was banned from building temples.",
        "build",
        Polarity::Negative,
        Possible,
    );
    check_stance(
        "The sect was prevented from building temples.",
        "build",
        Polarity::Negative,
        Certain,
    );
    check_stance(
        "The prisoners are known to own a rifle.",
        "own",
        Polarity::Positive,
        Certain,
    );
}

#[test]
fn what_is_feared_aimed_at_or_come_to_is_as_sure_as_its_word_says() {
    use Certainty::{Certain, Possible, Probable};
    for (text, label, certainty) in [
        (
            "Hall suspected that he was paid through an account managed by Gomez.",
            "manage",
            Probable,
        ),
        (
            "The plan came with the fear there was a traitor.",
            "exist",
            Possible,
        ),
        (
            "He got instructions in Rome on building boats.",
            "build",
            Possible,
        ),
        (
            "They decided to move ahead with closing the mine.",
            "close",
            Possible,
        ),
        ("They came to see the parade.", "see", Possible),
        ("The miners came to believe the owner.", "believe", Certain),
        (
            "Leeds lost to York in May to finish in second place.",
            "finish in",
            Certain,
        ),
        (
            "Gomez was thrilled to welcome the sailors.",
            "welcome",
            Certain,
        ),
        ("They are going to build a dam.", "build", Certain),
        (
            "I wish money was free, but the bank needs a fee.",
            "need",
            Certain,
        ),
        (
            "Officials did not say why they had closed the road.",
            "close",
            Certain,
        ),
    ] {
        check_stance(text, label, Polarity::Positive, certainty);
    }
}

/// Holds the time of the first claim `label` of `text` against what is expected.
fn check_time(text: &str, label: &str, expect: Option<&str>) {
    let article = extract(text);
    let claim = first(&article, label);
    let time = claim.time.as_ref().map(|time| time.phrase.text.as_str());
    assert_eq!(time, expect, "{text}");
}

#[test]
fn a_dateline_is_no_time_of_what_happened() {
    check_time(
        "Tuesday, October 29, 2024 On Sunday, the mayor opened the bridge.",
        "open",
        Some("On Sunday"),
    );
    check_time(
        "Tuesday, October 29, 2024 The mayor opened the bridge.",
        "open",
        None,
    );
    check_time(
        "On Sunday, October 27, 2024, the mayor opened the bridge.",
        "open",
        Some("On Sunday, October 27, 2024"),
    );
}

#[test]
fn a_present_perfect_has_no_date_in_the_past() {
    let found = "The paper has come across an interview of the singer at his office in June 2005.";
    check_time(found, "come across", None);
    let found = "The paper came across an interview of the singer in June 2005.";
    check_time(found, "come across", Some("in June 2005"));
}

#[test]
fn what_has_happened_has_no_time_of_another() {
    check_time(
        "Police response to the fire in Rome last week has inspired a global movement.",
        "inspire",
        None,
    );
    check_time(
        "The mayor last week opened the bridge.",
        "open",
        Some("last week"),
    );
    check_time(
        "They estimated by 2050 the population would double.",
        "estimate",
        None,
    );
    check_time(
        "The population will double by 2050.",
        "double",
        Some("by 2050"),
    );
}

#[test]
fn the_saying_is_a_claim_too() {
    let article = extract("The ministry said that the army had left the town.");
    let saying = article
        .claims
        .iter()
        .find(|claim| claim.predicate.label == "say");
    let saying = saying.unwrap_or_else(|| panic!("{}", shown(&article)));
    assert!(saying.attribution.is_empty());
    assert_eq!(
        saying
            .object
            .as_ref()
            .map(|object| object.phrase.text.as_str()),
        Some("the army had left the town")
    );
}

#[test]
fn nested_sources_stand_nearest_first() {
    check_sources(
        "According to Laura Hill, the agency stated that the company has sold the ships.",
        "sell",
        &["agency", "Laura Hill"],
    );
}

#[test]
fn we_and_you_are_no_sources() {
    check_sources(
        "\"We know that the army has left the town,\" said Laura Hill.",
        "leave",
        &["Laura Hill"],
    );
    check_sources(
        "\"You believe that the army has left the town,\" said Laura Hill.",
        "leave",
        &["Laura Hill"],
    );
}

#[test]
fn a_paragraph_that_is_all_quotation_is_its_predecessor_s_speaker_s() {
    check_sources(
        "\"We are safe now,\" Laura Hill said.\n\n\"The army has left the town. Nobody stayed.\"\n\nThe town slept.",
        "leave",
        &["Laura Hill"],
    );
}

#[test]
fn in_the_words_of_someone() {
    check_sources(
        "In the words of the mayor, \"the army left the town\".",
        "leave",
        &["mayor"],
    );
}

#[test]
fn he_who_said_it_and_i_who_is_quoted_are_the_one_named_before() {
    let article = extract("Laura Hill lives in Rome. \"I sold the ships last year,\" she said.");
    let sell = article
        .claims
        .iter()
        .find(|claim| claim.predicate.label == "sell");
    let sell = sell.unwrap_or_else(|| panic!("{}", shown(&article)));
    assert_eq!(sources(sell), ["Laura Hill"]);
    assert_eq!(
        sell.subject.as_ref().map(|subject| subject.name.as_str()),
        Some("Laura Hill")
    );
}

#[test]
fn a_quoted_i_is_the_speaker() {
    let article = extract("\"I visited Rome,\" said Laura Hill.");
    let visit = article
        .claims
        .iter()
        .find(|claim| claim.predicate.label == "visit");
    let visit = visit.unwrap_or_else(|| panic!("{}", shown(&article)));
    assert_eq!(
        visit.subject.as_ref().map(|subject| subject.name.as_str()),
        Some("Laura Hill")
    );
}

/// An interview, the article's own words before and behind it.
const INTERVIEW: &str = "The minister met the press in Geneva on Monday.

Reporter: What do you expect of the talks?

Lavrov: We expect nothing. I told the envoys so on Sunday. The agency said that Iran had hidden two plants.

Reporter: He arrived yesterday. Did you meet him?

Lavrov: I signed the treaty.

The envoys left Geneva on Friday.
";

#[test]
fn what_stands_in_a_turn_is_said_by_whom_the_label_names() {
    let article = check_laws(INTERVIEW);
    let sources_of = |relation: &str| {
        let claim = article.claims.iter().find(|claim| is(claim, relation));
        sources(claim.unwrap_or_else(|| panic!("{relation} in\n{}", shown(&article))))
    };
    assert_eq!(sources_of("Iran | hide | two plants"), ["agency", "Lavrov"]);
    assert_eq!(sources_of("Lavrov | sign | treaty"), ["Lavrov"]);
    let arrival = article
        .claims
        .iter()
        .find(|claim| claim.predicate.label == "arrive");
    let arrival = arrival.expect("the second question opens with a claim");
    assert_eq!(sources(arrival), ["Reporter"]);
    assert_eq!(arrival.attribution[0].cue.text, "Reporter");
    assert_ne!(bare(arrival.subject.as_ref())[0], "Reporter");
    for own in ["meet", "leave"] {
        let claim = article
            .claims
            .iter()
            .find(|claim| claim.predicate.label == own);
        let claim = claim.unwrap_or_else(|| panic!("{own} in\n{}", shown(&article)));
        assert!(sources(claim).is_empty(), "{own}: {:?}", sources(claim));
    }
}

#[test]
fn labels_make_no_claims_and_one_person_whatever_they_look_like() {
    let article = check_laws(
        "JUSTICE THOMAS: General, is this a waiver?\n\nMS. PSAKI, COUNSEL FOR THE STATE: It is. I wrote the letter.\n\n\
         Q: Did the state pay?\n\nMS. PSAKI: I paid the money.\n\nA: I saw the money.\n",
    );
    let text = &article.text;
    for claim in &article.claims {
        let line = &text[..text
            .char_indices()
            .nth(claim.predicate.phrase.span.start() as usize)
            .unwrap()
            .0];
        let line = line.rsplit('\n').next().unwrap_or_default();
        assert!(
            line.contains(':'),
            "a label gave {}",
            claim.predicate.phrase.text
        );
    }
    let subject = |label: &str| {
        let claim = article
            .claims
            .iter()
            .find(|claim| claim.predicate.label == label);
        let claim = claim.unwrap_or_else(|| panic!("{label} in\n{}", shown(&article)));
        assert_eq!(
            claim.subject.as_ref().unwrap().entity,
            claim.attribution[0].argument.entity
        );
        claim
            .subject
            .as_ref()
            .unwrap()
            .entity
            .expect("\"I\" is the speaker")
    };
    assert_eq!(subject("write"), subject("pay"));
    assert_ne!(subject("pay"), subject("see"));
}

#[test]
fn a_transcript_comes_back_from_conllu_with_its_speakers() {
    use byline::language::conllu::{layout::lay_out, render};
    let text = Text::new(INTERVIEW.to_owned());
    let sentences = pipeline().sentences(&text);
    let lines: Vec<_> = sentences
        .iter()
        .map(|sentence| render::lines(sentence, &text, Vec::new()))
        .collect();
    let speakers =
        |tokens: &byline::language::token::SentenceTokens| tokens.speaker().map(str::to_owned);
    let before: Vec<_> = sentences
        .iter()
        .map(|sentence| speakers(sentence.sentence_tokens()))
        .collect();
    let after: Vec<_> = lay_out(&lines).sentences.iter().map(speakers).collect();
    assert_eq!(before, after);
    assert_eq!(
        before
            .iter()
            .flatten()
            .filter(|speaker| *speaker == "Lavrov")
            .count(),
        4
    );
}

#[test]
fn the_seeds_disagree_on_the_day_of_departure() {
    let first = check_laws(&seed::body("seed-000.txt"));
    let second = check_laws(&seed::body("seed-001.txt"));
    let time = |article: &Article, label: &str| {
        let claim = article
            .claims
            .iter()
            .find(|claim| claim.predicate.label == label);
        claim.and_then(|claim| claim.time.as_ref().map(|time| time.phrase.text.clone()))
    };
    assert_eq!(time(&first, "leave for").as_deref(), Some("on Friday"));
    assert_eq!(time(&second, "depart for").as_deref(), Some("on Monday"));
}

#[test]
fn the_seeds_hold_claims_of_every_stance() {
    let article = check_laws(&seed::body("seed-000.txt"));
    for certainty in [
        Certainty::Certain,
        Certainty::Probable,
        Certainty::Possible,
        Certainty::Alleged,
    ] {
        assert!(
            article
                .claims
                .iter()
                .any(|claim| claim.certainty == certainty),
            "{certainty:?}"
        );
    }
    assert!(
        article
            .claims
            .iter()
            .any(|claim| claim.polarity == Polarity::Negative)
    );
}
