"""Training targets for names: the names that were marked for Byline (`names/`), and silver dates, amounts and numbers.

Every token gets the set of tags that the evidence allows; the loss is minus the log of their summed probability, so
where the evidence is silent (all tags allowed) nothing is learned from the token.
"""

import csv
from pathlib import Path

TYPES = [
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
]
TAGS = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BI"]
TAG = {tag: i for i, tag in enumerate(TAGS)}
MEASURES = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}

def marked(folder=Path(__file__).parent / "names"):
    """The names marked by hand: {sent_id: [(type, first, last)]}, tokens from 0, inclusive; a sentence of a marked
    treebank that is not in it has none. The files give tokens from 1."""
    found = {}
    for path in sorted(folder.glob("*.tsv")):
        with open(path, encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                found.setdefault(row["sent_id"], []).append((row["type"], int(row["first"]) - 1, int(row["last"]) - 1))
    return found


def targets(sentence, names, silver):
    """Per token: None (nothing known) or the set of allowed tag numbers.

    `names` are the sentence's marked names and `silver` a spaCy model's, [(type, first, last)]: of the latter dates,
    amounts and numbers are believed where no name stands.
    """
    allowed = [{0} for _ in sentence.forms]

    def put(kind, first, last):
        for token in range(first, last + 1):
            allowed[token] = {TAG[f"{'B' if token == first else 'I'}-{kind}"]}

    taken = {token for _, first, last in names for token in range(first, last + 1)}
    for kind, first, last in silver:
        if kind in MEASURES and not taken.intersection(range(first, last + 1)):
            put(kind, first, last)
    for name in names:
        put(*name)
    return allowed
