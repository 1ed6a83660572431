//! Countries and cities by their names: `data/gazetteer/countries.tsv` and `cities.tsv`, made by
//! `training/gazetteer.py` from `GeoNames` (<https://www.geonames.org>, CC BY 4.0).

use std::collections::HashMap;

/// The index of a country in the gazetteer, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryIdx(u16);

/// A country.
#[derive(Debug, Clone)]
pub struct Country {
    /// Its ISO 3166 alpha-3 code: `PRK`.
    pub code: &'static str,
    /// The name that English newspapers use: `North Korea`.
    pub name: &'static str,
    geoname: &'static str,
    demonyms: Vec<&'static str>,
}

impl Country {
    /// Its `GeoNames` IRI.
    ///
    /// # Examples
    /// ```
    /// use byline::knowledge::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::new();
    /// let russia = gazetteer.country(gazetteer.country_named("Russia").unwrap());
    /// assert_eq!(russia.iri(), "https://sws.geonames.org/2017370/");
    /// ```
    #[must_use]
    pub fn iri(&self) -> String {
        geonames(self.geoname)
    }

    /// What its people and things are called, the adjective first: `Danish`, `Dane`.
    #[must_use]
    pub fn demonyms(&self) -> &[&'static str] {
        &self.demonyms
    }
}

/// A city.
#[derive(Debug, Clone, Copy)]
pub struct City {
    /// Its name in `GeoNames`.
    pub name: &'static str,
    /// The country that it lies in.
    pub country: CountryIdx,
    geoname: &'static str,
}

impl City {
    /// Its `GeoNames` IRI.
    #[must_use]
    pub fn iri(&self) -> String {
        geonames(self.geoname)
    }
}

fn geonames(id: &str) -> String {
    format!("https://sws.geonames.org/{id}/")
}

/// Names of countries, cities and peoples. Names are matched whole and in their own case.
#[derive(Debug)]
pub struct Gazetteer {
    countries: Vec<Country>,
    country_names: HashMap<&'static str, CountryIdx>,
    demonyms: HashMap<String, CountryIdx>,
    cities: HashMap<&'static str, City>,
    capitals: HashMap<&'static str, CountryIdx>,
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::new()
    }
}

impl Gazetteer {
    /// The gazetteer that the program carries.
    #[must_use]
    pub fn new() -> Self {
        let mut gazetteer = Self {
            countries: Vec::new(),
            country_names: HashMap::new(),
            demonyms: HashMap::new(),
            cities: HashMap::new(),
            capitals: HashMap::new(),
        };
        for row in rows(include_str!("../../data/gazetteer/countries.tsv")) {
            gazetteer.add_country(&row);
        }
        let codes: HashMap<&str, CountryIdx> = (0..)
            .map(CountryIdx)
            .zip(&gazetteer.countries)
            .map(|(index, country)| (country.code, index))
            .collect();
        for row in rows(include_str!("../../data/gazetteer/cities.tsv")) {
            if let [name, code, geoname, aliases] = row[..]
                && let Some(&country) = codes.get(code)
            {
                let city = City {
                    name,
                    country,
                    geoname,
                };
                gazetteer.cities.insert(name, city);
                for alias in parts(aliases) {
                    gazetteer.cities.entry(alias).or_insert(city);
                    if let Some(&seat) = gazetteer.capitals.get(name) {
                        gazetteer.capitals.insert(alias, seat);
                    }
                }
            }
        }
        gazetteer
    }

    fn add_country(&mut self, row: &[&'static str]) {
        let [code, name, geoname, aliases, demonyms, capitals] = *row else {
            return;
        };
        let index = CountryIdx(self.countries.len() as u16);
        let demonyms: Vec<&str> = parts(demonyms).collect();
        self.country_names.insert(name, index);
        for alias in parts(aliases) {
            self.country_names.insert(alias, index);
        }
        for demonym in &demonyms {
            // Two Congos, two Dominicas: the first by code has the word, which is better than none.
            self.demonyms.entry(demonym.to_lowercase()).or_insert(index);
        }
        for capital in parts(capitals) {
            self.capitals.entry(capital).or_insert(index);
        }
        self.countries.push(Country {
            code,
            name,
            geoname,
            demonyms,
        });
    }

    /// The country at `index`.
    #[must_use]
    pub fn country(&self, index: CountryIdx) -> &Country {
        &self.countries[index.0 as usize]
    }

    /// The country of this name or alias: "North Korea", "U.S.".
    #[must_use]
    pub fn country_named(&self, name: &str) -> Option<CountryIdx> {
        find(&self.country_names, name).copied()
    }

    /// The country whose people or things are called so, in any case: "North Korean", "Danes".
    #[must_use]
    pub fn country_of_demonym(&self, word: &str) -> Option<CountryIdx> {
        let word = word.to_lowercase();
        let known = |word: &str| self.demonyms.get(word).copied();
        known(&word)
            .or_else(|| word.strip_suffix('s').and_then(known))
            .or_else(|| known(&format!("{}man", word.strip_suffix("men")?)))
    }

    /// The city of this name, if it leaves little doubt.
    #[must_use]
    pub fn city_named(&self, name: &str) -> Option<&City> {
        find(&self.cities, name)
    }

    /// The country whose seat of government bears this name: "Moscow".
    #[must_use]
    pub fn country_of_capital(&self, name: &str) -> Option<CountryIdx> {
        find(&self.capitals, name).copied()
    }
}

/// What is known of a name as it stands, or of a headline's or dateline's ("SAN DIEGO") as it is written elsewhere.
fn find<'a, T>(names: &'a HashMap<&'static str, T>, name: &str) -> Option<&'a T> {
    names.get(name).or_else(|| {
        if name.len() < 4 || name.chars().any(char::is_lowercase) {
            return None;
        }
        let words = name.split(' ').map(|word| {
            let rest = word.char_indices().nth(1).map_or("", |(at, _)| &word[at..]);
            word[..word.len() - rest.len()].to_owned() + &rest.to_lowercase()
        });
        names.get(words.collect::<Vec<String>>().join(" ").as_str())
    })
}

fn parts(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|part| !part.is_empty())
}

/// The rows of a table of ours: fields between tabs, comments behind `#`.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_names_aliases_peoples_and_seats() {
        let gazetteer = Gazetteer::new();
        let code = |index: Option<CountryIdx>| index.map(|index| gazetteer.country(index).code);
        assert_eq!(code(gazetteer.country_named("U.S.")), Some("USA"));
        assert_eq!(code(gazetteer.country_named("Netherlands")), Some("NLD"));
        assert_eq!(
            code(gazetteer.country_of_demonym("North Korean")),
            Some("PRK")
        );
        assert_eq!(code(gazetteer.country_of_demonym("Danes")), Some("DNK"));
        assert_eq!(code(gazetteer.country_of_demonym("Frenchmen")), Some("FRA"));
        assert_eq!(code(gazetteer.country_of_capital("Pyongyang")), Some("PRK"));
        assert_eq!(code(gazetteer.country_of_capital("Kiev")), Some("UKR"));
        assert_eq!(code(gazetteer.country_named("Atlantis")), None);
    }

    #[test]
    fn headlines_and_datelines_stand_in_capitals() {
        let gazetteer = Gazetteer::new();
        let country = gazetteer.country_named("NORTH KOREA");
        assert!(country.is_some() && country == gazetteer.country_named("North Korea"));
        let city = |name: &str| gazetteer.city_named(name).map(City::iri);
        assert!(city("SAN DIEGO").is_some() && city("SAN DIEGO") == city("San Diego"));
        assert_eq!(city("OF"), None);
        assert_eq!(city("sAN dIEGO"), None);
    }

    #[test]
    fn every_row_of_the_tables_is_read() {
        let gazetteer = Gazetteer::new();
        assert!(gazetteer.countries.len() > 240);
        assert!(gazetteer.cities.len() > 5_000);
        for name in ["Moscow", "Geneva", "Washington, D.C."] {
            assert!(gazetteer.city_named(name).is_some(), "{name}");
        }
    }
}
