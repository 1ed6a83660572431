//! The word lists of `data/claims/`: classes of words that the constructions and the attribution ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::knowledge::nouns::Nouns;

/// A set of lemmas.
pub type Words = BTreeSet<&'static str>;

/// All lists; each file says at its top what it holds.
#[derive(Debug)]
pub struct Lists {
    /// Verbs whose subject, not object, does what the infinitive says: `promise`.
    pub subject_control: Words,
    /// Verbs that ask someone for something by a preposition: `call` (on).
    pub asking: Words,
    /// Verbs whose object does what the infinitive of purpose says: `send`.
    pub object_purpose: Words,
    /// Verbs after which "for" brings in who does what the infinitive says: `wait` (for them to leave).
    pub for_infinitive: Words,
    /// Verbs whose gerund is an item, done by no one named: `include`.
    pub listing_verbs: Words,
    /// Verbs that say next to nothing alone: `come`, `do`.
    pub empty_verbs: Words,
    /// Verbs whose participle after a comma has the whole clause for its subject: `lead` (to).
    pub result_verbs: Words,
    /// Verbs of seeing and having that take an object and what it undergoes: `see`, `have`.
    pub small_clause_verbs: Words,
    /// Prepositions whose phrase says how or how far, not who or what takes part: `without`.
    pub manner_prepositions: Words,
    /// Nouns whose clause with "that" lacks no object: `reason`.
    pub gap_nouns: Words,
    /// Verbs that blame or praise someone for something: `blame`.
    pub blame: Words,
    /// Nouns whose infinitive tells what their holder does or is to do: `plan`.
    pub control_nouns: Words,
    /// Adjectives whose infinitive is not about their subject: `hard`.
    pub hard_adjectives: Words,
    /// Adjectives that only say how likely or able: `likely`, `able`.
    pub raising_adjectives: Words,
    /// Verbs that only say how likely, in which phase or whether: `appear`, `begin`.
    pub raising_verbs: Words,
    /// Verbs of effort, one event with what is attempted: `struggle`.
    pub effort_verbs: Words,
    /// Verbs that link a subject to what it is: `become`.
    pub linking_verbs: Words,
    /// Verbs of seeing and hearing: `watch` (someone do it).
    pub perception_verbs: Words,
    /// Verbs that give their object a name: `dub`.
    pub naming_verbs: Words,
    /// Verbs whose participle tells where something lies: `locate`.
    pub placing_verbs: Words,
    /// Verbs of bringing something somewhere: `bring`.
    pub transfer_verbs: Words,
    /// Verbs whose object is no fact: `misrepresent`.
    pub faking_verbs: Words,
    /// Verbs of going, which take no time for an object: `leave`.
    pub leaving_verbs: Words,
    /// Nouns that after "by" tell how: `ambulance`.
    pub means: Words,
    /// Verbs of contest and change whose infinitive may tell how it ended: `lose` (to finish third).
    pub contests: Words,
    /// Verbs for how something ends: `finish`.
    pub outcomes: Words,
    /// What one comes to without setting out for it: `come to believe`.
    pub states_reached: Words,
    /// Prepositions of three words, joined by `_`: `in_front_of`.
    pub complex_prepositions: Words,
    /// Verbs with the preposition that belongs to them or nothing, and no sense of their own before an event noun.
    pub light_verbs: BTreeMap<&'static str, Vec<&'static str>>,
    /// Verbs that report what someone says: `say`.
    pub saying_verbs: Words,
    /// Verbs that report what someone thinks, knows or feels: `believe`.
    pub thinking_verbs: Words,
    /// Nouns that report: `announcement`.
    pub reporting_nouns: Words,
    /// Nouns for texts, whose owner says what they say.
    pub text_nouns: Words,
    /// Verbs whose object may be a reporting noun that the subject holds: `voice` (a concern).
    pub holding_verbs: Words,
    /// Participles that work as prepositions: `including`.
    pub preposition_verbs: Words,
    /// Nouns for what a person is: `spokeswoman`.
    pub titles: Words,
    /// Nouns for what one is to another: `ally`.
    pub relational_nouns: Words,
    /// Nouns for part of, number of or kind of something: `number`, `series`.
    pub container_nouns: Words,
    /// Nouns after "according to" that are no source: `plan`.
    pub measures: Words,
    /// Words in a title that make it past: `former`.
    pub past_adjectives: Words,
    /// Verbs whose infinitive is asserted: `claim`.
    pub asserting_verbs: Words,
    /// Verbs whose object may be an event that they report: `confirm`.
    pub confirming_verbs: Words,
    /// Verbs that give the chance or right that is their object: `provide`.
    pub giving_verbs: Words,
    /// Pronouns, which name nothing: `i`.
    pub pronouns: Words,
    /// Words that stand for what is said elsewhere: `this`, `another`.
    pub pro_forms: Words,
    /// Words for how many, which may stand without their noun: `another`.
    pub quantifiers: Words,
    /// What sort of thing a noun names.
    pub nouns: Nouns,
}

impl Lists {
    /// The lists, parsed once.
    #[must_use]
    pub fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let control = sections(include_str!("../../../data/claims/control.txt"));
            let reporting = sections(include_str!("../../../data/claims/reporting.txt"));
            let nouns = sections(include_str!("../../../data/claims/nouns.txt"));
            let light = sections(include_str!("../../../data/claims/light_verbs.txt"));
            Self {
                subject_control: words(&control, "subject control"),
                asking: words(&control, "asking"),
                object_purpose: words(&control, "object purpose"),
                for_infinitive: words(&control, "for infinitive"),
                listing_verbs: words(&control, "listing verbs"),
                empty_verbs: words(&control, "empty verbs"),
                result_verbs: words(&control, "result verbs"),
                small_clause_verbs: words(&control, "small clause verbs"),
                manner_prepositions: words(&control, "manner prepositions"),
                gap_nouns: words(&control, "gap nouns"),
                blame: words(&control, "blame"),
                control_nouns: words(&control, "control nouns"),
                hard_adjectives: words(&control, "hard adjectives"),
                raising_adjectives: words(&control, "raising adjectives"),
                raising_verbs: words(&control, "raising verbs"),
                effort_verbs: words(&control, "effort verbs"),
                linking_verbs: words(&control, "linking verbs"),
                perception_verbs: words(&control, "perception verbs"),
                naming_verbs: words(&control, "naming verbs"),
                placing_verbs: words(&control, "placing verbs"),
                transfer_verbs: words(&control, "transfer verbs"),
                faking_verbs: words(&control, "faking verbs"),
                leaving_verbs: words(&control, "leaving verbs"),
                means: words(&control, "means"),
                contests: words(&control, "contests"),
                outcomes: words(&control, "outcomes"),
                states_reached: words(&control, "states reached"),
                complex_prepositions: words(&control, "complex prepositions"),
                light_verbs: pairs(&light, "light verbs"),
                saying_verbs: words(&reporting, "saying verbs"),
                thinking_verbs: words(&reporting, "thinking verbs"),
                reporting_nouns: words(&reporting, "reporting nouns"),
                text_nouns: words(&reporting, "text nouns"),
                holding_verbs: words(&reporting, "holding verbs"),
                preposition_verbs: words(&control, "preposition verbs"),
                titles: words(&nouns, "titles"),
                relational_nouns: words(&nouns, "relations"),
                container_nouns: words(&nouns, "containers"),
                measures: words(&nouns, "measures"),
                past_adjectives: words(&nouns, "past"),
                asserting_verbs: words(&reporting, "asserting verbs"),
                confirming_verbs: words(&reporting, "confirming verbs"),
                giving_verbs: words(&control, "giving verbs"),
                pronouns: words(&nouns, "pronouns"),
                pro_forms: words(&nouns, "pro-forms"),
                quantifiers: words(&nouns, "quantifiers"),
                nouns: Nouns::new(),
            }
        })
    }
}

/// The lines of a file under its headings `[heading]`; `#` opens a comment.
fn sections(text: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut heading = "";
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            heading = name;
        } else {
            sections.entry(heading).or_default().push(line);
        }
    }
    sections
}

/// The words of a section, several on a line.
fn words(sections: &BTreeMap<&'static str, Vec<&'static str>>, heading: &str) -> Words {
    let lines = sections.get(heading).map(Vec::as_slice).unwrap_or_default();
    lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect()
}

/// The lines `verb preposition…` of a section; `-` stands for no preposition.
fn pairs(
    sections: &BTreeMap<&'static str, Vec<&'static str>>,
    heading: &str,
) -> BTreeMap<&'static str, Vec<&'static str>> {
    let lines = sections.get(heading).map(Vec::as_slice).unwrap_or_default();
    lines
        .iter()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_holds_words() {
        let lists = Lists::get();
        for list in [
            &lists.subject_control,
            &lists.asking,
            &lists.object_purpose,
            &lists.blame,
            &lists.for_infinitive,
            &lists.listing_verbs,
            &lists.empty_verbs,
            &lists.result_verbs,
            &lists.small_clause_verbs,
            &lists.manner_prepositions,
            &lists.gap_nouns,
            &lists.control_nouns,
            &lists.hard_adjectives,
            &lists.raising_adjectives,
            &lists.raising_verbs,
            &lists.effort_verbs,
            &lists.linking_verbs,
            &lists.perception_verbs,
            &lists.naming_verbs,
            &lists.placing_verbs,
            &lists.transfer_verbs,
            &lists.faking_verbs,
            &lists.leaving_verbs,
            &lists.means,
            &lists.contests,
            &lists.outcomes,
            &lists.states_reached,
            &lists.complex_prepositions,
            &lists.saying_verbs,
            &lists.thinking_verbs,
            &lists.reporting_nouns,
            &lists.text_nouns,
            &lists.holding_verbs,
            &lists.titles,
            &lists.relational_nouns,
            &lists.container_nouns,
            &lists.pro_forms,
            &lists.quantifiers,
        ] {
            assert!(!list.is_empty());
        }
        assert!(!lists.light_verbs.is_empty());
    }
}
