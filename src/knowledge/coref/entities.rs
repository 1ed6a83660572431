//! From chains to entities: the name, the kind, the other names, the country, the links to other data sets.

use crate::language::deprel::Relation;
use crate::language::names::NameType;
use crate::language::sentence::Sentence;
use crate::language::token::TokenIdx;
use crate::language::upos::Upos;

use super::chains::{Chain, Chains, Identity, MentionIdx};
use super::lists::Lists;
use crate::knowledge::entity::{Entity, EntityType, MentionKind, is_in_capitals};
use crate::knowledge::gazetteer::CountryIdx;
use crate::knowledge::mention::{Candidate, Form, Place};
use crate::knowledge::nouns::Sort;
use crate::knowledge::pronoun::{Number, PronounKind};
use crate::text::span::{Span, Text};

/// Makes entities of chains.
pub(super) struct EntityMaker<'a> {
    pub text: &'a Text,
    pub chains: &'a Chains<'a>,
    pub lists: &'a Lists,
}

impl EntityMaker<'_> {
    /// The entity of a chain; none for dates, numbers, and pronouns that refer to nothing known.
    pub fn entity(&self, chain: &Chain) -> Option<Entity> {
        let is_entity = chain.mentions.iter().any(|&mention| {
            let candidate = &self.chains.candidates[mention];
            !matches!(candidate.form, Form::Number | Form::Clause | Form::Together)
        });
        if !is_entity {
            return None;
        }
        let best = self.best_name(chain);
        let country = self.country(chain);
        let (name, named) = match (chain.identity, best) {
            (Some(Identity::Country(country)), _) => {
                (self.lists.gazetteer.country(country).name.to_owned(), true)
            }
            (Some(Identity::City), Some(mention)) => (self.name_of_city(mention), true),
            (_, Some(mention)) => (self.name_of(mention), true),
            (_, None) => (self.description(chain), false),
        };
        let kind = self.kind(chain, best);
        Some(Entity {
            aliases: self.aliases(chain, &name),
            same_as: self.same_as(chain, &name),
            country: country.map(|country| self.lists.gazetteer.country(country).code.to_owned()),
            name,
            kind,
            named,
        })
    }

    /// How the mention refers.
    pub fn mention_kind(candidate: &Candidate) -> MentionKind {
        match candidate.form {
            Form::Name | Form::Demonym => MentionKind::Named,
            Form::Noun | Form::Number | Form::Clause | Form::Together => MentionKind::Nominal,
            Form::Pronoun(_) => MentionKind::Pronominal,
        }
    }

    /// The mention with the fullest name; of those equally full the first that is not in capitals.
    fn best_name(&self, chain: &Chain) -> Option<MentionIdx> {
        let names = chain.mentions.iter().copied().filter(|&mention| {
            let candidate = &self.chains.candidates[mention];
            candidate.form == Form::Name && candidate.name.is_some()
        });
        let fullness = |mention: MentionIdx| {
            let name = self.chains.candidates[mention].name.as_ref();
            let words = name.map_or(0, |name| super::names::words(name).len());
            let is_plain = !is_in_capitals(&self.name_of(mention));
            (words, is_plain, std::cmp::Reverse(mention))
        };
        names.max_by_key(|&mention| fullness(mention))
    }

    /// The name of a mention as the article writes it.
    fn name_of(&self, mention: MentionIdx) -> String {
        let candidate = &self.chains.candidates[mention];
        let Some(name) = &candidate.name else {
            return candidate.lemma.clone();
        };
        let phrase = self.words(candidate.place.sentence, name.first, name.last);
        // Without the article that a name may be spoken with.
        let without = phrase.strip_prefix("the ").or(phrase.strip_prefix("The "));
        without.map_or_else(|| phrase.clone(), str::to_owned)
    }

    /// As [`Self::name_of`]; of a dateline's capitals ("LIMA") the city's usual spelling.
    fn name_of_city(&self, mention: MentionIdx) -> String {
        let name = self.name_of(mention);
        let city = self.lists.gazetteer.city_named(&name);
        let usual = city.map(|city| city.name).filter(|usual| {
            usual.eq_ignore_ascii_case(&name) && !name.chars().any(char::is_lowercase)
        });
        usual.map_or_else(|| name.clone(), str::to_owned)
    }

    /// The text of words, on one line.
    fn words(&self, sentence: usize, first: TokenIdx, last: TokenIdx) -> String {
        let span = self.chains.sentences[sentence].words_span(first, last);
        one_line(self.text.slice(span))
    }

    /// What an unnamed thing is called: its noun with the words before it, without determiner and owner.
    fn description(&self, chain: &Chain) -> String {
        let nominal = chain
            .mentions
            .iter()
            .map(|&mention| (mention, &self.chains.candidates[mention]))
            .find(|(_, candidate)| {
                matches!(candidate.form, Form::Noun | Form::Name | Form::Together)
            });
        if let Some((mention, candidate)) = nominal {
            if candidate.form == Form::Together {
                self.names_together(mention)
            } else {
                self.noun_phrase(candidate)
            }
        } else {
            // "This" that takes up a clause is called as it stands.
            let candidates = chain.mentions.iter().map(|&m| &self.chains.candidates[m]);
            let mut spoken = candidates.filter(|candidate| candidate.form != Form::Clause);
            spoken.next().map_or_else(String::new, |first| {
                self.words(first.place.sentence, first.first, first.last)
            })
        }
    }

    /// What the phrases joined in a mention are called: "Olmert and Abbas".
    fn names_together(&self, mention: MentionIdx) -> String {
        let parts = &self.chains.candidates[mention].parts;
        let names: Vec<String> = parts
            .iter()
            .filter_map(|&head| self.chains.beside(mention, head))
            .map(|part| {
                let chain = self.chains.chain(part);
                self.best_name(chain)
                    .map_or_else(|| self.description(chain), |best| self.name_of(best))
            })
            .collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// The head noun and what stands before it of adjectives, nouns and numbers; "members" and "half" with what they are
    /// of.
    fn noun_phrase(&self, candidate: &Candidate) -> String {
        let Place { sentence, head } = candidate.place;
        let first = leading(&self.chains.sentences[sentence], candidate);
        self.words(sentence, first, self.last_named(sentence, head))
    }

    /// The last word of what a noun is called: the noun itself, or the noun or name that it is "of".
    fn last_named(&self, sentence: usize, head: TokenIdx) -> TokenIdx {
        let read = &self.chains.sentences[sentence];
        let tree = read.tree();
        let lemma = |word: TokenIdx| read.morphology()[word.index()].lemma().to_lowercase();
        if !self.lists.words.has("of-what", &lemma(head)) {
            return head;
        }
        let of = |&part: &TokenIdx| {
            head < part
                && tree.relation(part) == Relation::Nmod
                && tree.children(part).first().is_some_and(|&case| {
                    tree.relation(case) == Relation::Case && read.token(case).form() == "of"
                })
        };
        let Some(part) = tree.children(head).iter().copied().find(of) else {
            return head;
        };
        let place = Place {
            sentence,
            head: part,
        };
        let named = self.chains.mention_at(place);
        match named.and_then(|named| self.chains.candidates[named].name.as_ref()) {
            Some(name) => name.last,
            None => self.last_named(sentence, part),
        }
    }

    fn aliases(&self, chain: &Chain, name: &str) -> Vec<String> {
        let mut aliases: Vec<String> = Vec::new();
        for &mention in &chain.mentions {
            let candidate = &self.chains.candidates[mention];
            let alias = match candidate.form {
                Form::Name | Form::Demonym => self.name_of(mention),
                Form::Noun if self.lists.words.has("honorific", &candidate.lemma) => continue,
                Form::Noun => self.noun_phrase(candidate),
                Form::Pronoun(_) | Form::Number | Form::Clause | Form::Together => continue,
            };
            if alias != name && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        aliases
    }

    fn same_as(&self, chain: &Chain, name: &str) -> Vec<String> {
        let gazetteer = &self.lists.gazetteer;
        match chain.identity {
            Some(Identity::Country(country)) => vec![gazetteer.country(country).iri()],
            Some(Identity::City) => gazetteer
                .city_named(name)
                .map(super::super::gazetteer::City::iri)
                .into_iter()
                .collect(),
            Some(Identity::People(_)) | None => Vec::new(),
        }
    }

    /// The country that it is, lies in, or belongs to by an owner or an adjective.
    fn country(&self, chain: &Chain) -> Option<CountryIdx> {
        match chain.identity {
            Some(Identity::Country(country) | Identity::People(country)) => return Some(country),
            Some(Identity::City) => {
                return chain.mentions.iter().find_map(|&mention| {
                    let name = self.chains.candidates[mention].name.as_ref()?;
                    let city = self.lists.gazetteer.city_named(&name.phrase())?;
                    Some(city.country)
                });
            }
            None => {}
        }
        let belongs = matches!(chain.sort, Some(Sort::Group | Sort::Person) | None);
        let owners = chain
            .mentions
            .iter()
            .filter(|_| belongs)
            .filter_map(|&mention| self.owner_country(mention));
        owners.into_iter().next()
    }

    fn owner_country(&self, mention: MentionIdx) -> Option<CountryIdx> {
        let candidate = &self.chains.candidates[mention];
        let sentence = &self.chains.sentences[candidate.place.sentence];
        let words = sentence.tree().children(candidate.place.head);
        words.iter().find_map(|&word| {
            let relation = sentence.tree().deprel(word);
            let owns = matches!(
                relation.to_string().as_str(),
                "nmod:poss" | "amod" | "compound"
            );
            // "America" in "New America Foundation" owns nothing.
            let in_name = candidate
                .name
                .as_ref()
                .is_some_and(|name| name.first <= word && word <= name.last);
            let owner = self
                .chains
                .beside(mention, word)
                .filter(|_| owns && !in_name)?;
            match self.chains.chain(owner).identity {
                Some(Identity::Country(country)) => Some(country),
                Some(Identity::People(_) | Identity::City) | None => None,
            }
        })
    }

    fn kind(&self, chain: &Chain, best: Option<MentionIdx>) -> EntityType {
        match chain.identity {
            Some(Identity::Country(_)) => return EntityType::Country,
            Some(Identity::People(_)) => return EntityType::Group,
            Some(Identity::City) => return EntityType::City,
            None => {}
        }
        if let Some(best) = best {
            return self.kind_of_name(chain, best);
        }
        self.kind_of_nouns(chain)
    }

    /// By the type that most of its names have, then by the words of the name.
    fn kind_of_name(&self, chain: &Chain, best: MentionIdx) -> EntityType {
        let mut counts: Vec<(NameType, usize)> = Vec::new();
        for &mention in &chain.mentions {
            if let Some(kind) = self.chains.candidates[mention].name_type() {
                match counts.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((kind, 1)),
                }
            }
        }
        // The fullest name weighs double.
        let of_best = self.chains.candidates[best].name_type();
        for (kind, count) in &mut counts {
            *count = *count * 2 + usize::from(Some(*kind) == of_best);
        }
        let most = counts.iter().map(|&(_, count)| count).max();
        let kind = counts
            .iter()
            .find(|&&(_, count)| Some(count) == most)
            .map(|&(kind, _)| kind);
        match kind {
            Some(NameType::Person) => EntityType::Person,
            Some(NameType::Norp) => EntityType::Group,
            Some(NameType::Fac) => EntityType::Facility,
            Some(NameType::Gpe) => self.place_kind(chain),
            Some(NameType::Loc) => EntityType::Place,
            Some(NameType::Product) => EntityType::Product,
            Some(NameType::Event) => EntityType::Event,
            Some(NameType::WorkOfArt) => EntityType::CreativeWork,
            Some(NameType::Law) => EntityType::Law,
            Some(NameType::Org) => self
                .body_kind(chain)
                .or_else(|| self.kind_of_last_word(best))
                .unwrap_or(EntityType::Organization),
            Some(
                NameType::Language
                | NameType::Date
                | NameType::Time
                | NameType::Percent
                | NameType::Money
                | NameType::Quantity
                | NameType::Ordinal
                | NameType::Cardinal,
            )
            | None => self
                .body_kind(chain)
                .unwrap_or_else(|| self.kind_of_nouns(chain)),
        }
    }

    fn place_kind(&self, chain: &Chain) -> EntityType {
        let is_city = self.noun_kinds(chain).any(|kind| kind == EntityType::City)
            || chain.mentions.iter().any(|&mention| {
                self.chains.candidates[mention]
                    .name
                    .as_ref()
                    .is_some_and(|name| self.lists.gazetteer.city_named(&name.phrase()).is_some())
            });
        if is_city {
            EntityType::City
        } else {
            EntityType::Place
        }
    }

    /// The kinds that the common nouns of the chain name.
    fn noun_kinds(&self, chain: &Chain) -> impl Iterator<Item = EntityType> {
        chain
            .mentions
            .iter()
            .map(|&mention| &self.chains.candidates[mention])
            .filter(|candidate| candidate.form == Form::Noun)
            .filter_map(|candidate| {
                // "Social network": some words before it make it another thing.
                let nouns = &self.lists.nouns;
                let mut modifiers = candidate.modifiers.iter();
                modifiers
                    .find_map(|word| nouns.body(&format!("{word} {}", candidate.lemma)))
                    .or_else(|| nouns.body(&candidate.lemma))
            })
    }

    /// By the last word of a name that names a kind of body, news before government before others.
    fn body_kind(&self, chain: &Chain) -> Option<EntityType> {
        let of_names = chain.mentions.iter().filter_map(|&mention| {
            let name = self.chains.candidates[mention].name.as_ref()?;
            let kinds: Vec<EntityType> = super::names::words(name)
                .iter()
                .filter_map(|word| self.lists.nouns.body(word))
                .collect();
            if kinds.contains(&EntityType::NewsMedia) {
                return Some(EntityType::NewsMedia);
            }
            kinds.last().copied()
        });
        let kinds: Vec<EntityType> = of_names.chain(self.noun_kinds(chain)).collect();
        let is_body = |kind: &&EntityType| {
            matches!(
                kind,
                EntityType::NewsMedia | EntityType::Government | EntityType::Organization
            )
        };
        kinds.iter().find(is_body).copied()
    }

    /// By the last word of a name that names a kind of thing: "the Annapolis Conference".
    fn kind_of_last_word(&self, mention: MentionIdx) -> Option<EntityType> {
        let name = self.chains.candidates[mention].name.as_ref()?;
        let words = super::names::words(name);
        self.lists
            .nouns
            .body(words.last().filter(|_| words.len() > 1)?)
    }

    fn kind_of_nouns(&self, chain: &Chain) -> EntityType {
        if let Some(kind) = self.noun_kinds(chain).next() {
            return kind;
        }
        match chain.sort {
            Some(Sort::Person) if chain.number == Some(Number::Plural) => EntityType::Group,
            Some(Sort::Person) => EntityType::Person,
            Some(Sort::Group) => EntityType::Group,
            Some(Sort::Place) => EntityType::Place,
            Some(Sort::Event | Sort::Time | Sort::Animal | Sort::Thing) | None => {
                let is_we = chain.mentions.iter().any(|&mention| {
                    let candidate = &self.chains.candidates[mention];
                    candidate.is_pronoun(PronounKind::Personal)
                        && candidate.sort == Some(Sort::Person)
                });
                if is_we {
                    EntityType::Person
                } else {
                    EntityType::Thing
                }
            }
        }
    }
}

/// The first word of the adjectives, nouns and numbers that stand right before the head.
fn leading(sentence: &Sentence, candidate: &Candidate) -> TokenIdx {
    let tree = sentence.tree();
    let mut first = candidate.place.head;
    while first > candidate.first {
        let before = TokenIdx::new(first.index() - 1);
        let upos = sentence.morphology()[before.index()].upos();
        let is_part = matches!(
            upos,
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb | Upos::Adv | Upos::Punct
        );
        let owns = std::iter::once(before)
            .chain(
                tree.ancestors(before)
                    .take_while(|&word| word != candidate.place.head),
            )
            .any(|word| tree.deprel(word).subtype() == Some("poss"));
        if !is_part || owns || !tree.dominates(candidate.place.head, before) {
            break;
        }
        first = before;
    }
    // Not from a mark, a number or an adverb on, nor from the middle of "at least 24".
    let counts = |word: TokenIdx| {
        std::iter::once(word)
            .chain(tree.ancestors(word))
            .take_while(|&word| word != candidate.place.head)
            .any(|word| tree.relation(word) == Relation::Nummod)
    };
    // The number of "31-year-old" stays.
    let is_joined = |word: TokenIdx| sentence.token(TokenIdx::new(word.index() + 1)).form() == "-";
    while first < candidate.place.head
        && !is_joined(first)
        && (counts(first)
            || matches!(
                sentence.morphology()[first.index()].upos(),
                Upos::Punct | Upos::Num | Upos::Adv
            ))
    {
        first = TokenIdx::new(first.index() + 1);
    }
    first
}

/// The text with every run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The span of a mention's phrase.
pub(super) fn span(sentence: &Sentence, candidate: &Candidate) -> Span {
    sentence.words_span(candidate.first, candidate.last)
}
