"""Writes data/model/lemmas.tsv, the lemmas that a form may have: `python lexicon.py --corpora C --out ../data/model`.

From lemminflect's table (MIT, PyPI `lemminflect`) and, where they differ, the treebanks (CC BY-SA 4.0). A line is
`form/class<TAB>lemma lemma ...`, sorted by bytes, so that a reader may search it where it lies; classes are v (verbs and
auxiliaries), n (nouns), j (adjectives) and r (adverbs).
"""

import argparse
import csv
import gzip
import io
import json
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import conllu

# The table has slips among verbs ("fled" from "flead", "abase" from "abas"): where PropBank has frames for some of a form's
# lemmas, or for the form itself, the others go.

CLASS = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "j", "ADV": "r", "verb": "v", "noun": "n", "adj": "j", "adv": "r"}


def known_verbs(corpora):
    """The verbs that have frames."""
    found = set()
    with gzip.open(f"{corpora}/propbank-frames/rolesets.jsonl.gz", "rt") as rolesets:
        for roleset in map(json.loads, rolesets):
            found.add(roleset["id"].split(".")[0].lower())
            found |= {alias["form"] for alias in roleset["aliases"] if alias["pos"] == "v"}
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    lexicon = {}
    # The table lies in the package; importing that would build its models.
    package = Path(find_spec("lemminflect").origin).parent
    table = (package / "resources/lemma_lu.csv.gz").read_bytes()
    for form, kind, found in csv.reader(io.StringIO(gzip.decompress(table).decode("utf-8"))):
        if kind in CLASS and form.isalpha() and form == form.lower():
            lexicon[f"{form}/{CLASS[kind]}"] = found.split("/")
    seen = {}
    for corpus in conllu.load(args.corpora, "train"):
        for sentence in corpus:
            for form, lemma, upos in zip(sentence.forms, sentence.lemmas, sentence.upos):
                if upos in CLASS and form.isalpha() and " " not in lemma:
                    seen.setdefault(f"{form.lower()}/{CLASS[upos]}", Counter())[lemma] += 1
    for key, counts in seen.items():
        common = [lemma for lemma, count in counts.most_common() if count >= 0.1 * counts.total()]
        if key not in lexicon and counts.total() >= 2 or key in lexicon and counts.total() >= 3:
            lexicon[key] = common
    verbs = known_verbs(args.corpora)
    for key, values in lexicon.items():
        form, kind = key.split("/")
        known = [value for value in values if value in verbs]
        if kind == "v" and known:
            lexicon[key] = known
        elif kind == "v" and form in verbs:
            lexicon[key] = [form]
    lines = [f"{key}\t{' '.join(values)}\n".encode() for key, values in lexicon.items()]
    Path(args.out, "lemmas.tsv").write_bytes(b"".join(sorted(lines)))
    print(len(lines), "forms")


if __name__ == "__main__":
    main()
