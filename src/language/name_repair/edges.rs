//! Where names begin and end: what joins two names or a name and its neighbours, what cuts a name in two, what falls off.

use super::Draft;
use super::lists::Lists;
use super::words::Words;
use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::upos::Upos;

/// The last word of the flat name that `first..=last` begins: "Kim Jong" goes on to "Un", "Park Sun" over the hyphen to
/// "won". Proper nouns only.
pub(super) fn end_of_flat(first: usize, last: usize, words: Words<'_>) -> usize {
    let mut last = last;
    if !words.has_proper(first, last) {
        return last;
    }
    loop {
        let over_hyphen =
            last + 1 < words.len() && matches!(words.form(last + 1), "-" | "\u{2010}");
        let next = last + 1 + usize::from(over_hyphen);
        if next >= words.len() || words.upos(next) != Upos::Propn {
            return last;
        }
        let hangs = words
            .head(next)
            .is_some_and(|head| (first..=last).contains(&head));
        // "Sun-won" is one name whatever the tree says; other words must be flat.
        let is_part = over_hyphen && words.touch(last, next)
            || hangs && words.relation(next) == Relation::Flat;
        if !is_part {
            return last;
        }
        last = next;
    }
}

/// Whether two names are one: "Gulf of" and "Mexico", "Association" and "Muslim Scholars" with `of` between them, "A." and
/// "Noel Kramer".
pub(super) fn are_one(before: Draft, name: Draft, words: Words<'_>, lists: &Lists) -> bool {
    use NameType::{Event, Fac, Gpe, Law, Loc, Norp, Org, Person};
    if before.1 == before.2 && words.is_initial(before.1) {
        return name.0 == Person && before.2 + 1 == name.1;
    }
    // "Acme, Inc." is whole: "of Springfield" says where it is.
    let is_whole = lists.is_company(words.form(before.2));
    let holds = matches!(before.0, Org | Fac | Loc | Gpe | Event | Law) && !is_whole;
    let named = matches!(name.0, Org | Fac | Loc | Gpe | Norp | Person);
    if !holds || !named || name.1 > before.2 + 3 {
        return false;
    }
    let ends_in_of = words.form(before.2).eq_ignore_ascii_case("of");
    let between: Vec<String> = (before.2 + 1..name.1)
        .map(|word| words.form(word).to_lowercase())
        .collect();
    let between: Vec<&str> = between.iter().map(String::as_str).collect();
    let joined = match between.as_slice() {
        [] | ["the"] => ends_in_of,
        ["of"] | ["of", "the"] => true,
        _ => false,
    };
    joined && words.hangs_on((name.1, name.2), (before.1, before.2))
}

/// The name with the company's legal form behind it: "CCNG" and ", Inc.".
pub(super) fn with_legal_form(name: Draft, words: Words<'_>, lists: &Lists) -> Draft {
    let (kind, first, last) = name;
    let is_form = |word: usize| word < words.len() && lists.is_company(words.form(word));
    let may_be = matches!(
        kind,
        NameType::Org | NameType::Person | NameType::Gpe | NameType::Fac
    );
    if !may_be {
        name
    } else if is_form(last + 1) {
        (NameType::Org, first, last + 1)
    } else if is_form(last + 2) && words.form(last + 1) == "," {
        (NameType::Org, first, last + 2)
    } else {
        name
    }
}

/// The name with all that goes on in capitals below it over `of`, `for` and `and`: "Center for Strategic and International
/// Studies". Sentences that capitalise most words tell nothing.
pub(super) fn with_rest(name: Draft, words: Words<'_>) -> Draft {
    let (kind, first, last) = name;
    if !matches!(kind, NameType::Org | NameType::Fac) || !words.has_proper(first, last) {
        return name;
    }
    let is_joint = |word: usize| matches!(words.form(word), "of" | "for" | "and" | "&" | "the");
    // A coordinate of the name itself, or what explains it, is another name.
    let is_apart = |word: usize| {
        let hangs = words.head(word);
        let on_name = hangs.is_some_and(|head| (first..=last).contains(&head));
        let conjunct = |word: usize| words.relation(word) == Relation::Conj;
        let over = hangs.filter(|&head| conjunct(head) && words.form(word) == "and");
        let on_conjunct = over
            .and_then(|head| words.head(head))
            .is_some_and(|head| (first..=last).contains(&head));
        on_name && conjunct(word)
            || on_conjunct
            || matches!(
                words.relation(word),
                Relation::Appos | Relation::Acl | Relation::List | Relation::Parataxis
            )
    };
    let goes_on = |word: usize| {
        let open = !matches!(
            words.upos(word),
            Upos::Punct | Upos::Pron | Upos::Det | Upos::Aux
        );
        words.is_capital(word) && open
    };
    let mut end = last;
    let mut word = last + 1;
    while word < words.len()
        && (goes_on(word) || is_joint(word))
        && words.is_below(word, first, last)
        && !is_apart(word)
    {
        if goes_on(word) {
            end = word;
        }
        word += 1;
    }
    // "Center for ..." is an institution, not its house.
    let is_body = (last + 1..end).any(|word| words.form(word) == "for");
    (if is_body { NameType::Org } else { kind }, first, end)
}

/// The name with the proper nouns that it hangs on over `for`: "Movement for" before "Democratic Change". A title is left
/// alone: "President of".
pub(super) fn with_head_before(name: Draft, words: Words<'_>, after: usize) -> Draft {
    let (_, first, last) = name;
    let may_be = matches!(
        name.0,
        NameType::Org | NameType::Event | NameType::WorkOfArt | NameType::Fac
    );
    if !may_be || first < after + 2 || words.form(first - 1) != "for" {
        return name;
    }
    let head = first - 2;
    let is_head = words.upos(head) == Upos::Propn
        && words.is_capital(head)
        && words.hangs_on((first, last), (head, head));
    if head == 0 || !is_head {
        return name;
    }
    let mut start = head;
    while start > after + 1
        && words.is_capital(start - 1)
        && matches!(words.upos(start - 1), Upos::Propn | Upos::Adj)
        && words.hangs_on((start - 1, start - 1), (start, head))
    {
        start -= 1;
    }
    (NameType::Org, start, last)
}

/// The organisation with its people before an adjective: "Korean" "Central News Agency". `after` is the first word that
/// may be taken.
pub(super) fn with_people(name: Draft, words: Words<'_>, lists: &Lists, after: usize) -> Draft {
    let (kind, first, last) = name;
    let is_part = kind == NameType::Org
        && first > after
        && words.upos(first) == Upos::Adj
        && lists.is_demonym(words.form(first - 1))
        && words.hangs_on((first - 1, first - 1), (first, last));
    (kind, if is_part { first - 1 } else { first }, last)
}

/// The person with the particles before the last name: "bin" "Laden". `after` is the first word that may be taken.
pub(super) fn with_particle(name: Draft, words: Words<'_>, lists: &Lists, after: usize) -> Draft {
    let (kind, mut first, last) = name;
    while kind == NameType::Person && first > after && lists.is_particle(words.form(first - 1)) {
        first -= 1;
    }
    (kind, first, last)
}

/// The name with the mark that belongs to it: the restaurant of "dinner at Wendy's" owns nothing that follows.
pub(super) fn with_own_mark(name: Draft, words: Words<'_>) -> Draft {
    let (kind, first, last) = name;
    let may_be = matches!(
        kind,
        NameType::Person | NameType::Org | NameType::Fac | NameType::Gpe
    );
    let is_mark = |word: usize| {
        matches!(words.form(word), "'s" | "\u{2019}s" | "s") && words.upos(word) == Upos::Part
    };
    if !may_be || last + 1 >= words.len() || !is_mark(last + 1) {
        return name;
    }
    let may_be_owned = |word: usize| {
        matches!(
            words.upos(word),
            Upos::Noun | Upos::Adj | Upos::Num | Upos::Det
        )
    };
    let owns = matches!(
        words.relation(words.top(first, last)),
        Relation::Nmod | Relation::Compound | Relation::Amod | Relation::Det
    ) || last + 2 < words.len() && may_be_owned(last + 2);
    match kind {
        _ if owns => name,
        NameType::Person => (NameType::Org, first, last + 1),
        _ => (kind, first, last + 1),
    }
}

/// The names without what falls off: determiners, titles and marks at the edges, common nouns behind an organisation or a
/// place.
/// `None` if nothing is left.
pub(super) fn trim(name: Draft, words: Words<'_>, lists: &Lists) -> Option<Draft> {
    use NameType::{Fac, Gpe, Loc, Org};
    let (kind, mut first, mut last) = name;
    let is_title = |word: usize| kind == NameType::Person && lists.is_title(words.form(word));
    while first < last
        && (matches!(words.upos(first), Upos::Det | Upos::Part | Upos::Punct) || is_title(first))
    {
        first += 1;
    }
    // Full stops of abbreviations are part of their word, not marks.
    let ends_nothing = |word: usize| {
        matches!(
            words.upos(word),
            Upos::Adp | Upos::Det | Upos::Part | Upos::Cconj | Upos::Punct
        )
    };
    let is_common = |word: usize| {
        matches!(kind, Org | Gpe | Loc | Fac)
            && words.upos(word) == Upos::Noun
            && !words.form(word).contains(char::is_uppercase)
            && words.has_proper(first, word - 1)
            && (first..word).any(|word| words.is_capital(word))
    };
    while last > first && (ends_nothing(last) || is_common(last)) {
        last -= 1;
    }
    if first == last && (ends_nothing(first) || is_title(first)) {
        return None;
    }
    Some((kind, first, last))
}

/// A person cut behind the country or people before the title: "United States" "President George W. Bush".
pub(super) fn before_title(name: Draft, words: Words<'_>, lists: &Lists) -> (Option<Draft>, Draft) {
    let (kind, first, last) = name;
    let is_title = |&word: &usize| lists.is_title(words.form(word));
    if kind != NameType::Person {
        return (None, name);
    }
    let Some(title) = (first + 1..=last).find(is_title) else {
        return (None, name);
    };
    let before = words.phrase(first, title - 1);
    let place = lists.place(&before).map(|place| place.kind);
    let kind_before = place.or(lists.is_demonym(&before).then_some(NameType::Norp));
    match kind_before {
        Some(kind_before) => (Some((kind_before, first, title - 1)), (kind, title, last)),
        None => (None, name),
    }
}

/// A place cut before the state or country that it lies in, or at the hyphen between two: "San Rafael" "California",
/// "Russia" - "Ukraine".
pub(super) fn split(name: Draft, words: Words<'_>, lists: &Lists) -> (Draft, Option<Draft>) {
    let (kind, first, last) = name;
    let whole = (name, None);
    let is_place = matches!(kind, NameType::Gpe | NameType::Loc);
    if !is_place || first == last || lists.is_place(&words.phrase(first, last)) {
        return whole;
    }
    let hyphen = (first + 1..last).find(|&word| matches!(words.form(word), "-" | "\u{2013}"));
    if let Some(hyphen) = hyphen {
        let (before, after) = (hyphen - 1, hyphen + 1);
        let are_places = lists.is_place(&words.phrase(first, before))
            && lists.is_place(&words.phrase(after, last));
        return if are_places {
            ((kind, first, before), Some((kind, after, last)))
        } else {
            whole
        };
    }
    if (first..=last).any(|word| matches!(words.upos(word), Upos::Adp | Upos::Punct)) {
        return whole;
    }
    for length in [2, 1] {
        let Some(start) = (last + 1).checked_sub(length).filter(|&at| at > first) else {
            continue;
        };
        if lists.is_region(&words.phrase(start, last)) && !lists.is_direction(words.form(start - 1))
        {
            return ((kind, first, start - 1), Some((NameType::Gpe, start, last)));
        }
    }
    whole
}

/// A place with the direction before it: "Greater" "Noida". `after` is the first word that may be taken.
pub(super) fn with_direction(name: Draft, words: Words<'_>, lists: &Lists, after: usize) -> Draft {
    let (kind, first, last) = name;
    let is_place = matches!(kind, NameType::Gpe | NameType::Loc);
    if is_place
        && first > after
        && lists.is_direction(words.form(first - 1))
        && (words.is_capital(first - 1) || words.upos(first - 1) == Upos::Propn)
        && words.hangs_on((first - 1, first - 1), (first, last))
    {
        (kind, first - 1, last)
    } else {
        name
    }
}
