//! Who says it, in the ways of putting words into someone's mouth that news has: split, inverted and running quotations,
//! several clauses of one report, and those who will not say.

use std::sync::OnceLock;

use byline::knowledge::article::Article;
use byline::knowledge::claim::{Certainty, Claim};
use byline::knowledge::extract::Extractor;
use byline::language::reader::Reader;
use byline::pipeline::Pipeline;
use byline::text::document::Metadata;
use byline::text::span::Text;

fn extract(text: &str) -> Article {
    static STAGES: OnceLock<(Pipeline, Extractor)> = OnceLock::new();
    let (pipeline, extractor) = STAGES.get_or_init(|| {
        let reader = Reader::new().expect("the built-in model fits together");
        (Pipeline::new(reader), Extractor::new())
    });
    let text = Text::new(text.to_owned());
    let sentences = pipeline.sentences(&text);
    extractor.extract("test", &Metadata::default(), &text, &sentences)
}

/// The first claim of the relation `label`.
fn claim<'a>(article: &'a Article, label: &str) -> &'a Claim {
    let mut claims = article.claims.iter();
    let found = claims.find(|claim| claim.predicate.label == label);
    found.unwrap_or_else(|| {
        let labels: Vec<&str> = article
            .claims
            .iter()
            .map(|claim| claim.predicate.label.as_str())
            .collect();
        panic!("{}: no `{label}` among {labels:?}", article.text)
    })
}

/// Holds the sources of the first claim `label` of `text` against what is expected.
fn check(text: &str, label: &str, expect: &[&str]) {
    let article = extract(text);
    let sources: Vec<&str> = claim(&article, label)
        .attribution
        .iter()
        .map(|source| source.argument.name.as_str())
        .collect();
    assert_eq!(sources, expect, "{text}: {label}");
}

#[test]
fn a_quotation_whose_first_mark_faces_the_wrong_way_runs_on_until_it_closes() {
    let text = "Laura Hill smiled and said, ”The work is done. The crews repaired the bridge. Nobody fell.” She left.";
    check(text, "repair", &["Laura Hill"]);
}

#[test]
fn any_verb_right_behind_or_before_a_quotation_speaks_it() {
    let text = "\"Nobody may see the letters,\" Laura Hill texted her staff, \"because the board watches us.\"";
    check(text, "watch", &["Laura Hill"]);
    let text = "\"The crews repaired the bridge overnight,\" Laura Hill thundered from the stage.";
    check(text, "repair", &["Laura Hill"]);
    let text = "Laura Hill instructed the guards, \"The crews repair the bridge tonight.\"";
    check(text, "repair", &["Laura Hill"]);
    let text = "The film, “The Crews Repaired the Bridge,” Laura Hill left early.";
    check(text, "leave", &[]);
}

#[test]
fn a_sentence_behind_the_comma_of_a_quotation_names_its_speaker() {
    let text = "The town voted on Sunday.\n\n\"The crews repaired the bridge,\" She said in the note. \"We paid for it.\"";
    let article = extract(text);
    for label in ["repair", "pay for"] {
        let sources = &claim(&article, label).attribution;
        let phrases: Vec<&str> = sources
            .iter()
            .map(|source| source.argument.phrase.text.as_str())
            .collect();
        assert_eq!(phrases, ["She"], "{label}");
    }
}

#[test]
fn an_inserted_verb_of_saying_has_its_speaker_behind_it() {
    check(
        "The new line, says the mayor, will open in May.",
        "open",
        &["mayor"],
    );
    check(
        "The scheme, said Hill, \"was all about training our partners.\"",
        "train",
        &["Hill"],
    );
}

#[test]
fn a_second_clause_with_that_is_said_too() {
    let text = "She said that the firm will pay \"its own way,\" and that the board has \"full confidence\" in the plan.";
    let article = extract(text);
    let sources = &claim(&article, "have").attribution;
    assert_eq!(sources.len(), 1, "{text}");
    assert_eq!(sources[0].cue.text, "said");
}

#[test]
fn what_joins_the_subject_of_a_report_is_said_too() {
    let text = "Officials say that improved radio equipment on site and a guard assigned to each crew will cut the danger.";
    check(text, "assign", &["Officials"]);
    check(text, "cut", &["Officials"]);
}

#[test]
fn who_does_not_tell_is_no_source() {
    use Certainty::{Certain, Possible};
    let text = "Officials did not say why the mayor had closed the school.";
    check(text, "close", &[]);
    assert_eq!(claim(&extract(text), "close").certainty, Certain);
    let text = "Officials would not say whether the mayor had closed the school.";
    let article = extract(text);
    let closings = article
        .claims
        .iter()
        .filter(|claim| claim.predicate.label == "close");
    for claim in closings {
        assert!(claim.attribution.is_empty());
        assert!(claim.certainty >= Possible);
    }
}

#[test]
fn what_is_told_behind_a_quotation_and_its_speaker_is_not_quoted() {
    let text = "\"I hit the ice and the car spun,\" said Rosa Diaz, among the dozens of drivers in the north sent sliding when their trucks left the road.";
    check(text, "hit", &["Rosa Diaz"]);
    check(text, "leave", &[]);
    let text = "\"The ice is thin,\" said Rosa Diaz, adding that the trucks had left the road.";
    check(text, "leave", &["Rosa Diaz"]);
}

#[test]
fn what_someone_wrote_at_the_time_is_no_speech() {
    let text = "She says when she and Hill were writing the scene, nobody laughed. \"The crews repaired the bridge.\"";
    let article = extract(text);
    let sources = &claim(&article, "repair").attribution;
    assert_eq!(sources.len(), 1, "{text}");
    assert_eq!(sources[0].cue.text, "says");
}

#[test]
fn a_quoted_phrase_is_said_by_who_speaks_in_its_paragraph() {
    let text = "The plan will lead to a \"longer recovery,\" Laura Hill said. Growth will be slow and demand will be \"firm and steady.\"";
    check(text, "be", &[]);
    let article = extract(text);
    let firm = article.claims.iter().find(|claim| {
        let object = claim.object.as_ref();
        object.is_some_and(|object| object.phrase.text == "firm")
    });
    let firm = firm.expect("the demand is firm");
    assert_eq!(firm.attribution[0].argument.name, "Laura Hill");
    check(
        "Laura Hill said it was late. The band, called \"the crews repair bridges\", played on.",
        "play on",
        &[],
    );
}

#[test]
fn nobody_speaks_a_quotation_for_being_there() {
    let text = "In the theatre, there was no right and wrong: \"The crews repaired the bridge.\"";
    check(text, "repair", &["unnamed source"]);
}

#[test]
fn a_name_before_a_colon_or_behind_a_dash_speaks_the_quotation() {
    let text = "The judge frowned.\n\nHill: “The crews repaired the bridge.”";
    check(text, "repair", &["Hill"]);
    let text =
        "The town voted.\n\n\"The crews repaired the bridge.\" - Laura Hill\n\nThe count goes on.";
    check(text, "repair", &["Laura Hill"]);
}

#[test]
fn he_who_says_more_behind_a_quotation_is_its_speaker() {
    let text = "James Rowe spoke on a call and said of his grandfather: \"What he created was a legacy. It was a success.\"\n\nHe said that the mayor had closed the school.";
    check(text, "close", &["James Rowe"]);
}

#[test]
fn what_things_are_to_someone_is_that_one_s_view() {
    let text =
        "To critics, the law is a betrayal of the poor. To Laura Hill, the mayor gave a medal.";
    check(text, "be", &["critics"]);
    check(text, "give", &[]);
}

#[test]
fn what_someone_is_besides_is_no_second_speaker() {
    let text = "But Thomas Hill, a security expert at Boston University and a graduate of the Military Academy, said the crews repaired the bridge.";
    check(text, "repair", &["Thomas Hill"]);
}

#[test]
fn who_was_asked_or_interrupted_answers() {
    let text = "\"The work is safe,\" Hill said.\n\n\"But it is slow,\" Diaz interjected.\n\n\"The crews repaired the bridge in a day.\"";
    check(text, "repair", &["Hill"]);
}

#[test]
fn what_somebody_unnamed_is_quoted_with_is_nothing_that_the_article_says() {
    let text = "Shoppers can save a lot of money.\n\n\"The bakery sells old bread for half of the price.\"";
    check(text, "sell", &["unnamed source"]);
    // A word or two in quotation marks are the article's.
    let text = "The company \"sells old bread\" to the poor.";
    check(text, "sell", &[]);
}
