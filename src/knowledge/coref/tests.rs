//! What resolution does, on small articles.

use std::fmt::Write as _;

use super::{Metonyms, Options, Resolved, Resolver};
use crate::knowledge::entity::EntityType;
use crate::language::conllu::layout::lay_out;
use crate::language::conllu::{gold, reader};
use crate::language::embeddings::Embeddings;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::text::span::Text;

/// Sentences apart by ` . `, words as `form/UPOS/head/relation` or `form/UPOS/head/relation/name tag`, heads from 1.
fn article(sentences: &str) -> (Text, Vec<Sentence>) {
    let mut conllu = String::new();
    for sentence in sentences.split(" . ") {
        for (i, word) in sentence.split_whitespace().enumerate() {
            let parts: Vec<&str> = word.split('/').collect();
            let (form, upos) = (parts[0], parts[1]);
            let is_plural = upos == "NOUN" && form.ends_with('s');
            let lemma = match form {
                "known" => "know".to_owned(),
                "said" => "say".to_owned(),
                "amounts" => "amount".to_owned(),
                _ if is_plural => form.trim_end_matches('s').to_owned(),
                _ => form.to_owned(),
            };
            let features = match form.to_lowercase().as_str() {
                "the" => "Definite=Def|PronType=Art",
                "who" => "PronType=Rel",
                _ if is_plural => "Number=Plur",
                _ => "_",
            };
            let name = parts
                .get(4)
                .map_or("_".to_owned(), |tag| format!("Name={tag}"));
            writeln!(
                conllu,
                "{}\t{form}\t{lemma}\t{upos}\tX\t{features}\t{}\t{}\t_\t{name}",
                i + 1,
                parts[2],
                parts[3]
            )
            .expect("a string takes everything");
        }
        conllu.push('\n');
    }
    let lines = reader::parse(&conllu).expect("CoNLL-U");
    let layout = lay_out(&lines);
    let sentences = lines
        .iter()
        .zip(layout.sentences)
        .map(|(lines, tokens)| gold::sentence(lines, tokens).expect("a sentence"))
        .collect();
    (Text::new(layout.text), sentences)
}

fn resolve(sentences: &str) -> Resolved {
    let (text, sentences) = article(sentences);
    Resolver::new().resolve(None, &text, &sentences)
}

/// The name of the entity at a word (both counted from 1).
fn name(resolved: &Resolved, sentence: usize, word: usize) -> Option<&str> {
    let entity = resolved.entity_at(sentence - 1, TokenIdx::new(word - 1))?;
    Some(&resolved.entities[entity.index()].name)
}

#[test]
fn a_person_goes_by_parts_of_the_name_and_by_the_title() {
    let resolved = resolve(
        "Minister/PROPN/2/nmod:desc Choe/PROPN/5/nsubj/B-PERSON Son/PROPN/2/flat/I-PERSON Hui/PROPN/2/flat/I-PERSON \
         left/VERB/0/root . Choe/PROPN/2/nsubj/B-PERSON spoke/VERB/0/root . The/DET/2/det minister/NOUN/3/nsubj \
         returned/VERB/0/root",
    );
    for (sentence, word) in [(1, 2), (2, 1), (3, 2)] {
        assert_eq!(
            name(&resolved, sentence, word),
            Some("Choe Son Hui"),
            "{sentence}"
        );
    }
    assert_eq!(resolved.entities[0].kind, EntityType::Person);
}

#[test]
fn two_full_names_stay_two_people() {
    let resolved = resolve(
        "Bill/PROPN/3/nsubj/B-PERSON Clinton/PROPN/1/flat/I-PERSON spoke/VERB/0/root . Hillary/PROPN/3/nsubj/B-PERSON \
         Clinton/PROPN/1/flat/I-PERSON spoke/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 1), Some("Bill Clinton"));
    assert_eq!(name(&resolved, 2, 1), Some("Hillary Clinton"));
}

#[test]
fn a_part_of_a_hyphenated_surname_is_another_surname() {
    let resolved = resolve(
        "Nicolas/PROPN/3/nsubj/B-PERSON Sarkozy/PROPN/1/flat/I-PERSON met/VERB/0/root Carla/PROPN/3/obj/B-PERSON \
         Bruni/PROPN/4/flat/I-PERSON -/PUNCT/5/punct/I-PERSON Sarkozy/PROPN/5/flat/I-PERSON . \
         Sarkozy/PROPN/2/nsubj/B-PERSON spoke/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 1), Some("Nicolas Sarkozy"));
}

#[test]
fn an_acronym_is_its_full_name() {
    let resolved = resolve(
        "Central/ADJ/3/amod/B-ORG News/PROPN/3/compound/I-ORG Agency/PROPN/4/nsubj/I-ORG spoke/VERB/0/root . \
         CNA/PROPN/2/nsubj/B-ORG spoke/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 1), Some("Central News Agency"));
    assert_eq!(resolved.entities[0].kind, EntityType::NewsMedia);
    assert_eq!(resolved.entities[0].aliases, ["CNA"]);
}

const MOSCOW: &str = "Moscow/PROPN/2/nsubj/B-GPE protested/VERB/0/root . Choe/PROPN/2/nsubj/B-PERSON \
                      arrived/VERB/0/root in/ADP/4/case Moscow/PROPN/2/obl/B-GPE . Russian/ADJ/2/amod \
                      forces/NOUN/3/nsubj left/VERB/0/root";

#[test]
fn a_seat_of_government_that_acts_is_its_country_and_a_destination_is_the_city() {
    let resolved = resolve(MOSCOW);
    assert_eq!(name(&resolved, 1, 1), Some("Russia"));
    assert_eq!(name(&resolved, 2, 4), Some("Moscow"));
    assert_eq!(name(&resolved, 3, 1), Some("Russia"));
    let russia = &resolved.entities[0];
    assert_eq!(russia.kind, EntityType::Country);
    assert_eq!(russia.country.as_deref(), Some("RUS"));
    assert_eq!(russia.same_as, ["https://sws.geonames.org/2017370/"]);
    assert_eq!(russia.aliases, ["Moscow", "Russian"]);
}

#[test]
fn metonyms_can_be_kept() {
    let (text, sentences) = article(MOSCOW);
    let options = Options {
        metonyms: Metonyms::Keep,
    };
    let resolved = Resolver::with_options(options).resolve(None, &text, &sentences);
    assert_eq!(name(&resolved, 1, 1), Some("Moscow"));
}

#[test]
fn a_relative_pronoun_is_the_noun_before_it_and_a_bare_it_is_nothing() {
    let resolved = resolve(
        "The/DET/2/det officials/NOUN/5/nsubj who/PRON/4/nsubj left/VERB/2/acl:relcl spoke/VERB/0/root . \
         It/PRON/2/expl rains/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 3), Some("officials"));
    assert_eq!(name(&resolved, 2, 1), None);
    let entity = &resolved.entities[0];
    assert!(!entity.named);
    assert_eq!(entity.kind, EntityType::Group);
}

#[test]
fn the_agency_is_the_agency_named_before() {
    let resolved = resolve(
        "National/ADJ/3/amod/B-ORG Intelligence/PROPN/3/compound/I-ORG Service/PROPN/4/nsubj/I-ORG \
         spoke/VERB/0/root to/ADP/6/case parliament/NOUN/4/obl . The/DET/2/det agency/NOUN/3/nsubj added/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 2), Some("National Intelligence Service"));
    assert_eq!(resolved.entities[0].kind, EntityType::Government);
}

#[test]
fn the_island_of_a_name_is_the_named_island() {
    let resolved = resolve(
        "Troops/NOUN/2/nsubj left/VERB/0/root the/DET/4/det island/NOUN/2/obj of/ADP/6/case \
         Anjouan/PROPN/4/nmod/B-LOC",
    );
    assert_eq!(name(&resolved, 1, 4), Some("Anjouan"));
}

#[test]
fn a_title_of_a_place_stands_before_a_name() {
    let resolved = resolve(
        "Governor/PROPN/6/nsubj of/ADP/3/case Washington/PROPN/1/nmod/B-PERSON Chris/PROPN/1/flat/I-PERSON \
         Gregoire/PROPN/1/flat/I-PERSON spoke/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 1), Some("Chris Gregoire"));
}

#[test]
fn a_second_title_is_the_same_person() {
    let resolved = resolve(
        "Ann/PROPN/10/nsubj/B-PERSON Lee/PROPN/1/flat/I-PERSON director/NOUN/1/appos of/ADP/5/case \
         studies/NOUN/3/nmod and/CCONJ/7/cc chairman/NOUN/1/conj of/ADP/9/case trade/NOUN/7/nmod spoke/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 7), Some("Ann Lee"));
}

#[test]
fn she_in_a_coordinated_clause_is_not_its_first_subject_where_somebody_else_is_named() {
    let resolved = resolve(
        "Norton/PROPN/2/nsubj/B-PERSON loved/VERB/0/root Mary/PROPN/2/obj/B-PERSON and/CCONJ/6/cc she/PRON/6/nsubj \
         left/VERB/2/conj",
    );
    assert_eq!(name(&resolved, 1, 5), Some("Mary"));
}

#[test]
fn what_words_mean_chooses_the_antecedent() {
    let (text, sentences) = article(
        "Storms/NOUN/2/nsubj hit/VERB/0/root banks/NOUN/2/obj . They/PRON/2/nsubj closed/VERB/0/root",
    );
    // Two numbers a word, which stand for themselves; a choice scores as its mentions' numbers go together.
    let table = "head|000\t1000\t0\nhead|001\t0\t1000\nproduct|000\t1000\nproduct|001\t1000\noutput\t1000\n";
    let resolver = Resolver::new().with_weights(table);
    assert_eq!(
        name(&resolver.resolve(None, &text, &sentences), 2, 1),
        Some("They")
    );
    for (they, expected) in [([1.0, 0.0], "Storms"), ([0.0, 1.0], "banks")] {
        let rows = [
            [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]].to_vec(),
            [they, [0.0, 0.0]].to_vec(),
        ];
        let sentences: Vec<Sentence> = sentences
            .iter()
            .zip(&rows)
            .map(|(sentence, rows)| {
                let embeddings = Embeddings::new(rows.iter().map(|row| &row[..]), 2);
                let sentence = sentence.clone().with_embeddings(embeddings);
                sentence.expect("a row for each word")
            })
            .collect();
        assert_eq!(
            name(&resolver.resolve(None, &text, &sentences), 2, 1),
            Some(expected)
        );
    }
}

#[test]
fn they_may_be_two_things_named_together() {
    let resolved = resolve(
        "Ann/PROPN/6/nsubj/B-PERSON Lee/PROPN/1/flat/I-PERSON and/CCONJ/4/cc Tom/PROPN/1/conj/B-PERSON \
         Fox/PROPN/4/flat/I-PERSON met/VERB/0/root . They/PRON/2/nsubj agreed/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 1), Some("Ann Lee and Tom Fox"));
    assert_eq!(name(&resolved, 1, 1), Some("Ann Lee"));
}

#[test]
fn mentions_come_in_the_order_of_the_text_and_point_to_entities_that_are_there() {
    let (text, sentences) = article(MOSCOW);
    let resolved = Resolver::new().resolve(None, &text, &sentences);
    assert!(
        resolved
            .mentions
            .is_sorted_by_key(|mention| mention.span.start())
    );
    for mention in &resolved.mentions {
        assert!(mention.span.contains(mention.head));
        assert!(mention.entity.index() < resolved.entities.len());
        assert!(!text.slice(mention.span).is_empty());
    }
    let empty = Resolver::new().resolve(None, &Text::new(String::new()), &[]);
    assert!(empty.entities.is_empty() && empty.mentions.is_empty());
}

#[test]
fn a_pronoun_in_front_of_a_clause_is_its_named_subject() {
    let resolved = resolve(
        "Li/PROPN/2/nsubj/B-PERSON slept/VERB/0/root . Upon/ADP/3/case his/PRON/3/nmod:poss escape/NOUN/5/obl \
         Lai/PROPN/5/nsubj/B-PERSON left/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 2), Some("Lai"));
}

#[test]
fn a_noun_of_a_name_with_other_words_is_something_else() {
    let agency = |modifier: &str| {
        format!(
            "Korean/PROPN/3/compound/B-ORG News/PROPN/3/compound/I-ORG Agency/PROPN/4/nsubj/I-ORG spoke/VERB/0/root . \
             The/DET/3/det {modifier}/NOUN/3/compound agency/NOUN/4/nsubj slept/VERB/0/root"
        )
    };
    assert_eq!(name(&resolve(&agency("spy")), 2, 3), Some("spy agency"));
}

#[test]
fn days_of_different_months_and_members_of_a_list_are_apart() {
    let (text, sentences) = article(
        "He/PRON/2/nsubj left/VERB/0/root on/ADP/4/case June/PROPN/2/obl/B-DATE 28/NUM/4/nummod/I-DATE . \
         Smog/NOUN/4/nsubj and/CCONJ/3/cc heat/NOUN/1/conj fell/VERB/0/root on/ADP/6/case \
         May/PROPN/4/obl/B-DATE 28/NUM/6/nummod/I-DATE",
    );
    let chains = Resolver::new().coreference(&text, &sentences);
    let longest = chains.iter().map(Vec::len).max();
    assert_eq!(longest, Some(1), "{chains:?}");
}

#[test]
fn a_storm_goes_by_its_name_and_by_what_it_is() {
    let resolved = resolve(
        "Hurricane/PROPN/2/compound Maria/PROPN/3/nsubj/B-PERSON struck/VERB/0/root . Maria/PROPN/2/nsubj/B-PERSON \
         weakened/VERB/0/root . The/DET/2/det storm/NOUN/3/nsubj passed/VERB/0/root",
    );
    for (sentence, word) in [(1, 2), (2, 1), (3, 2)] {
        assert_eq!(
            name(&resolved, sentence, word),
            Some("Hurricane Maria"),
            "{sentence}"
        );
    }
}

#[test]
fn a_name_takes_up_the_longer_one_with_a_country_or_with_its_article() {
    let resolved = resolve(
        "U.S./PROPN/2/compound/B-ORG Congress/PROPN/3/nsubj/I-ORG met/VERB/0/root . Congress/PROPN/2/nsubj/B-ORG \
         voted/VERB/0/root . The/DET/3/det Heroes/PROPN/3/compound/B-LAW Act/PROPN/4/nsubj/I-LAW passed/VERB/0/root . \
         The/DET/2/det Act/PROPN/3/nsubj helped/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 1), Some("U.S. Congress"));
    assert_eq!(name(&resolved, 4, 2), Some("Heroes Act"));
}

#[test]
fn known_as_gives_a_name() {
    let resolved = resolve(
        "Joshua/PROPN/8/nsubj/B-PERSON Smith/PROPN/1/flat/I-PERSON ,/PUNCT/4/punct known/VERB/1/acl as/ADP/6/case \
         Ironhand/PROPN/4/obl/B-PERSON ,/PUNCT/4/punct died/VERB/0/root",
    );
    assert_eq!(
        resolved.entity_at(0, TokenIdx::new(0)),
        resolved.entity_at(0, TokenIdx::new(5))
    );
}

#[test]
fn who_says_i_is_not_she_and_no_named_neighbour() {
    let resolved = resolve(
        "I/PRON/2/nsubj wrote/VERB/0/root and/CCONJ/5/cc she/PRON/5/nsubj drew/VERB/2/conj . \
         The/DET/2/det speaker/NOUN/5/nsubj nor/CCONJ/4/cc myself/PRON/2/conj urged/VERB/0/root",
    );
    let at = |sentence: usize, word: usize| resolved.entity_at(sentence, TokenIdx::new(word));
    assert_ne!(at(0, 0), at(0, 3));
    assert_ne!(at(1, 1), at(1, 3));
}

#[test]
fn every_i_of_a_speaker_is_the_person_of_that_name() {
    let (text, sentences) = article(
        "I/PRON/2/nsubj met/VERB/0/root Isabel/PROPN/2/obj/B-PERSON Ruiz/PROPN/3/flat/I-PERSON . \
         I/PRON/2/nsubj agree/VERB/0/root . I/PRON/2/nsubj left/VERB/0/root",
    );
    let speakers = ["MarioLucero", "IsabelRuiz", "MarioLucero"];
    let said = sentences.iter().zip(speakers).map(|(sentence, speaker)| {
        let tokens = sentence.sentence_tokens().clone().said_by(Some(speaker));
        Sentence::new(
            tokens,
            sentence.morphology().to_vec(),
            sentence.tree().clone(),
            sentence.frames().to_vec(),
            sentence.names().to_vec(),
        )
        .expect("the same layers")
    });
    let said: Vec<Sentence> = said.collect();
    let resolved = Resolver::new().resolve(None, &text, &said);
    let at = |sentence: usize| resolved.entity_at(sentence, TokenIdx::new(0));
    assert_eq!(at(0), at(2));
    assert_ne!(at(0), at(1));
    assert_eq!(name(&resolved, 2, 1), Some("Isabel Ruiz"));
}

#[test]
fn what_is_given_serves_who_gets_it() {
    let resolved = resolve(
        "Ruritania/PROPN/2/nsubj/B-GPE send/VERB/0/root shells/NOUN/2/obj to/ADP/5/case Elbonia/PROPN/2/obl/B-GPE \
         to/PART/7/mark support/VERB/2/advcl its/PRON/9/nmod:poss war/NOUN/7/obj",
    );
    assert_eq!(name(&resolved, 1, 8), Some("Elbonia"));
}

/// The article as a ranker resolves it that links every mention to the nearest one that it may take up.
fn resolve_eagerly(sentences: &str) -> Resolved {
    resolve_with("pair|bias\t1000\noutput\t1000\n", sentences)
}

/// The article as the passes before the ranker resolve it.
fn resolve_surely(sentences: &str) -> Resolved {
    resolve_with("new|bias\t1000\noutput\t1000\n", sentences)
}

fn resolve_with(weights: &str, sentences: &str) -> Resolved {
    let (text, sentences) = article(sentences);
    let resolver = Resolver::new().with_weights(weights);
    resolver.resolve(None, &text, &sentences)
}

#[test]
fn nouns_whose_words_contradict_each_other_are_two_things() {
    let second = |first: &str, second: &str| {
        let resolved = resolve_eagerly(&format!(
            "The/DET/3/det {first}/ADJ/3/amod crisis/NOUN/4/nsubj began/VERB/0/root . \
             The/DET/3/det {second}/ADJ/3/amod crisis/NOUN/4/nsubj began/VERB/0/root"
        ));
        name(&resolved, 2, 3).map(str::to_owned)
    };
    assert_eq!(second("last", "great").as_deref(), Some("last crisis"));
    assert_eq!(second("last", "next").as_deref(), Some("next crisis"));
    assert_eq!(second("Greek", "Irish").as_deref(), Some("Irish crisis"));
}

#[test]
fn nouns_are_told_apart_by_owners_numbers_and_what_hangs_on_them() {
    let second = |first: &str, second: &str| {
        let resolved = resolve_eagerly(&format!("{first} . {second}"));
        name(&resolved, 2, 2).map(str::to_owned)
    };
    assert_eq!(
        second(
            "Hall/PROPN/2/nmod:poss/B-PERSON goal/NOUN/3/nsubj counted/VERB/0/root",
            "Ruiz/PROPN/2/nmod:poss/B-PERSON goal/NOUN/3/nsubj decided/VERB/0/root",
        )
        .as_deref(),
        Some("goal")
    );
    assert_eq!(
        second(
            "Six/NUM/2/nummod big/ADJ/3/amod films/NOUN/4/nsubj won/VERB/0/root",
            "Five/NUM/2/nummod films/NOUN/3/nsubj won/VERB/0/root",
        )
        .as_deref(),
        Some("films")
    );
    let purpose = |verb: &str| {
        format!(
            "The/DET/2/det old/ADJ/3/amod right/NOUN/6/nsubj to/PART/5/mark {verb}/VERB/3/acl ended/VERB/0/root"
        )
    };
    let resolved = resolve_eagerly(&format!("{} . {}", purpose("vote"), purpose("drive")));
    let at = |sentence: usize| resolved.entity_at(sentence, TokenIdx::new(2));
    assert_ne!(at(0), at(1));
}

#[test]
fn a_bare_noun_speaks_of_the_kind() {
    let resolved = resolve_eagerly(
        "Ten/NUM/3/nummod late/ADJ/3/amod diners/NOUN/4/nsubj ate/VERB/0/root . Diners/NOUN/2/nsubj slept/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 1), Some("Diners"));
}

#[test]
fn a_war_against_somebody_is_no_war_of_another_name_and_the_world_is_no_war() {
    let resolved = resolve_eagerly(
        "The/DET/2/det war/NOUN/6/nsubj against/ADP/5/case the/DET/5/det rebels/NOUN/2/nmod began/VERB/0/root . \
         World/PROPN/2/compound/B-EVENT War/PROPN/4/nsubj/I-EVENT II/PROPN/2/flat/I-EVENT ended/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 2), Some("war"));
    assert_eq!(name(&resolved, 2, 2), Some("World War II"));
    for (noun, expected) in [("war", "World War II"), ("world", "world")] {
        let resolved = resolve_surely(&format!(
            "World/PROPN/2/compound/B-EVENT War/PROPN/4/nsubj/I-EVENT II/PROPN/2/flat/I-EVENT ended/VERB/0/root . \
             The/DET/2/det {noun}/NOUN/3/nsubj changed/VERB/0/root"
        ));
        assert_eq!(name(&resolved, 2, 2), Some(expected));
    }
}

#[test]
fn he_is_no_group_and_nothing_that_is_called_the() {
    for thing in ["firms/NOUN/3/nsubj", "Zotar/PROPN/3/nsubj"] {
        let resolved = resolve_eagerly(&format!(
            "The/DET/2/det {thing} grew/VERB/0/root . He/PRON/2/nsubj left/VERB/0/root"
        ));
        assert_eq!(name(&resolved, 2, 1), Some("He"), "{thing}");
    }
}

#[test]
fn a_name_is_not_who_speaks_of_it_nor_an_object_its_verbs_subject() {
    let resolved = resolve_eagerly(
        "The/DET/2/det senator/NOUN/3/nsubj attacked/VERB/0/root Ann/PROPN/3/obj/B-PERSON Lee/PROPN/4/flat/I-PERSON . \
         Bears/NOUN/2/nsubj met/VERB/0/root wolves/NOUN/2/obj . Foxes/NOUN/2/nsubj chased/VERB/0/root them/PRON/2/obj",
    );
    assert_eq!(name(&resolved, 1, 2), Some("senator"));
    assert_eq!(name(&resolved, 3, 3), Some("wolves"));
}

#[test]
fn a_reflexive_in_front_is_the_subject_behind_it() {
    let resolved = resolve(
        "A/DET/2/det bid/NOUN/3/nsubj failed/VERB/0/root . After/SCONJ/2/mark selling/VERB/6/advcl itself/PRON/2/obj \
         Zotar/PROPN/6/nsubj/B-ORG has/AUX/6/aux grown/VERB/0/root",
    );
    assert_eq!(name(&resolved, 2, 3), Some("Zotar"));
}

#[test]
fn who_i_would_be_i_am_not() {
    let resolved = resolve(
        "If/SCONJ/4/mark I/PRON/4/nsubj were/AUX/4/cop Hall/PROPN/6/advcl/B-PERSON they/PRON/6/nsubj left/VERB/0/root",
    );
    let at = |word: usize| resolved.entity_at(0, TokenIdx::new(word));
    assert_ne!(at(1), at(3));
}

#[test]
fn what_amounts_to_something_is_no_body() {
    let second = |verb: &str| {
        let resolved = resolve_eagerly(&format!(
            "They/PRON/2/nsubj joined/VERB/0/root the/DET/4/det agency/NOUN/2/obj . \
             It/PRON/2/nsubj {verb}/VERB/0/root"
        ));
        name(&resolved, 2, 1).map(str::to_owned)
    };
    assert_eq!(second("acts").as_deref(), Some("agency"));
    assert_eq!(second("amounts").as_deref(), Some("It"));
}

#[test]
fn members_are_called_by_what_they_are_members_of() {
    let resolved = resolve(
        "Two/NUM/2/nummod members/NOUN/7/nsubj of/ADP/6/case the/DET/6/det Blue/PROPN/6/compound/B-ORG \
         Cross/PROPN/2/nmod/I-ORG came/VERB/0/root",
    );
    assert_eq!(name(&resolved, 1, 2), Some("members of the Blue Cross"));
}

#[test]
fn who_is_called_by_a_word_with_a_digit_is_no_person() {
    let resolved = resolve_eagerly(
        "T7/PROPN/2/nsubj/B-PERSON won/VERB/0/root . T7/NOUN/2/nsubj fought/VERB/0/root . \
         They/PRON/2/nsubj slept/VERB/0/root",
    );
    for sentence in 1..=3 {
        assert_eq!(name(&resolved, sentence, 1), Some("T7"), "{sentence}");
    }
    assert_eq!(resolved.entities[0].kind, EntityType::Organization);
}

#[test]
fn he_who_goes_on_speaking_spoke_before() {
    let resolved = resolve_eagerly(
        "Hall/PROPN/2/nsubj/B-PERSON said/VERB/0/root that/SCONJ/6/mark his/PRON/5/nmod:poss uncle/NOUN/6/nsubj \
         slept/VERB/2/ccomp . He/PRON/2/nsubj said/VERB/0/root that/SCONJ/5/mark prices/NOUN/5/nsubj \
         rose/VERB/2/ccomp",
    );
    assert_eq!(name(&resolved, 2, 1), Some("Hall"));
}
