"""Counts which role the tree makes likely: `python role_paths.py --corpora C --out ../data/model`.

Writes role_paths.tsv: for every path through the tree from a predicate to another word that EWT train holds often
enough, how often it was walked and which roles stood at its end. `src/language/role_paths.rs` reads it and says how a
path is written down.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import conllu
from data import CLASS

LONGEST = 4  # arcs; 99.95 % of the arguments of EWT train lie as near
LEAST = 8  # times that a path was walked


def paths(sentence, predicate):
    """(word, path) of all words within reach; words from 0."""
    heads = [h - 1 for h in sentence.heads]
    children = defaultdict(list)
    for word, head in enumerate(heads):
        children[head].append(word)
    kind = CLASS.get(sentence.upos[predicate], "o")

    def down(word, path, left, came_from):
        side = "<" if word < predicate else ">"
        if word != predicate:
            yield word, f"{kind}{side}{path}"
        if left:
            for child in children[word]:
                if child != came_from:
                    yield from down(child, f"{path}/{sentence.deprels[child]}", left - 1, None)

    word, path, before = predicate, "", None
    for left in range(LONGEST, -1, -1):
        yield from down(word, path, left, before)
        if heads[word] < 0:
            return
        before, path, word = word, f"{path}^{sentence.deprels[word]}", heads[word]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    ewt, _ = conllu.load(args.corpora, "train")
    walked, roles, near, total = Counter(), defaultdict(Counter), 0, 0
    for sentence in ewt:
        for predicate, _, arguments in sentence.frames or []:
            gold = {head: role for role, head in arguments}
            total += len(gold)
            for word, path in paths(sentence, predicate):
                walked[path] += 1
                if word in gold:
                    near += 1
                    roles[path][gold[word]] += 1
    print(f"{near / total:.4f} of the arguments lie within {LONGEST} arcs")
    with open(Path(args.out) / "role_paths.tsv", "w", encoding="utf-8") as sink:
        sink.write("# path, times walked, role:times ...; counted in EWT train by training/role_paths.py\n")
        for path in sorted(p for p in walked if walked[p] >= LEAST):
            found = sorted(roles[path].items(), key=lambda x: (-x[1], x[0]))
            sink.write(f"{path}\t{walked[path]}\t{' '.join(f'{r}:{n}' for r, n in found)}\n")


if __name__ == "__main__":
    main()
