"""Label sets, and sentences as tensors."""

import json
import random
from collections import Counter

import torch

import conllu
import features
import gzip
import lemmas
import names
from wordpiece import WordPiece

CLASS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}


class Candidates:
    """Which rolesets a lemma may have: those of the frame files and those seen in training."""

    def __init__(self, corpora, sentences):
        self.table, self.count = {}, Counter()
        with gzip.open(f"{corpora}/propbank-frames/rolesets.jsonl.gz", "rt") as lines:
            for line in lines:
                r = json.loads(line)
                base = r["id"].split(".")[0].lower()
                self._add(base, "v", r["id"])
                for alias in r["aliases"]:
                    if alias["pos"] in "vnj":
                        self._add(alias["form"].split("_")[0].lower(), alias["pos"], r["id"])
        for sentence in sentences:
            for token, roleset, _ in sentence.frames or []:
                self._add(sentence.lemmas[token].lower(), CLASS.get(sentence.upos[token], "o"), roleset)
                self.count[roleset] += 1
        self.rolesets = sorted({r for options in self.table.values() for r in options})
        self.number = {r: i for i, r in enumerate(self.rolesets)}
        self.sense_names = sorted({r.split(".")[-1] for r in self.rolesets})
        index = {s: i for i, s in enumerate(self.sense_names)}
        self.senses = torch.tensor([index[r.split(".")[-1]] for r in self.rolesets])

    def _add(self, lemma, kind, roleset):
        self.table.setdefault((lemma, kind), set()).add(roleset)

    def of(self, lemma, upos):
        """Candidate rolesets, sorted; empty where the lemma is known nowhere."""
        lemma, kind = lemma.lower(), CLASS.get(upos, "o")
        found = self.table.get((lemma, kind))
        if not found:
            found = set().union(*(self.table.get((lemma, k), set()) for k in "vnjo"))
        return sorted(found)


class Labels:
    """Every closed label set, in a fixed order."""

    def __init__(self, sentences):
        def ordered(values, least=1):
            counts = Counter(values)
            return sorted((v for v in counts if counts[v] >= least), key=lambda v: (-counts[v], v))

        self.upos = ordered(u for s in sentences for u in s.upos)
        self.xpos = ordered(x for s in sentences for x in s.xpos)
        self.feats = ordered((f for s in sentences for f in s.feats), 2)
        self.lemma = ordered((lemmas.script(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas)), 2)
        self.deprel = ordered(d for s in sentences for d in s.deprels)
        self.role = ["_"] + ordered(r for s in sentences for _, _, a in s.frames or [] for r, _ in a)
        self.name = names.TAGS
        self.index = {k: {v: i for i, v in enumerate(getattr(self, k))} for k in ("upos", "xpos", "feats", "lemma", "deprel", "role")}

    def number(self, kind, value):
        return self.index[kind].get(value, -100)


def encode(sentence, pieces, labels, candidates, marked=None, silver=None):
    """One sentence as lists of numbers; the two ends are words 0 and n+1."""
    n = len(sentence.forms)
    ids, owner = [pieces.start], [0]
    for word, form in enumerate(sentence.forms, 1):
        part = pieces.pieces(form)
        ids += part
        owner += [word] * len(part)
    ids.append(pieces.end)
    owner.append(n + 1)
    word_case = [7] + [features.case_class(f) for f in sentence.forms] + [7]
    pad = [0] * features.SLOTS

    def column(kind, values):
        return [-100] + [labels.number(kind, v) for v in values] + [-100]

    item = {
        "n": n,
        "pieces": ids,
        "owner": owner,
        "cases": [word_case[o] for o in owner],
        "forms": [pad] + [features.buckets(f) for f in sentence.forms] + [pad],
        "upos": column("upos", sentence.upos),
        "xpos": column("xpos", sentence.xpos),
        "feats": column("feats", sentence.feats),
        "lemma": column("lemma", [lemmas.script(f, l) for f, l in zip(sentence.forms, sentence.lemmas)]),
        "head": [-100] + sentence.heads + [-100],
        "deprel": column("deprel", sentence.deprels),
    }
    # The same sentence as writers in a hurry and headlines have it: what the form tells, all lower or all upper case.
    item["recased"] = []
    for recase in (str.lower, str.upper):
        forms = [recase(f) for f in sentence.forms]
        cases = [7] + [features.case_class(f) for f in forms] + [7]
        item["recased"].append(
            {"cases": [cases[o] for o in owner], "forms": [pad] + [features.buckets(f) for f in forms] + [pad], "lemma": [-100] * (n + 2)}
        )
    if sentence.frames is not None:
        predicates = [-100] + [0] * n + [-100]
        item["frames"] = []
        for token, roleset, arguments in sentence.frames:
            predicates[token + 1] = 1
            options = [candidates.number[c] for c in candidates.of(sentence.lemmas[token], sentence.upos[token])]
            gold = candidates.number.get(roleset)
            gold = options.index(gold) if gold in options else -100
            roles = [-100] + [0] * n + [-100]
            for role, head in arguments:
                roles[head + 1] = labels.number("role", role)
            item["frames"].append((token + 1, options, gold, roles))
        item["predicate"] = predicates
    if sentence.factuality:
        item["factuality"] = [(t + 1, v, c) for t, v, c in sentence.factuality]
    if silver is not None:
        allowed = names.targets(sentence, marked, silver)
        item["name"] = [None] + allowed + [None]
    return item


def collate(items, mask_rate=0.0, pieces=None, rng=random):
    """A batch of tensors; `mask_rate` is the share of pieces that training hides; where it hides any, 6 % of the
    sentences come in lower case and 2 % in upper case."""
    if mask_rate:
        drawn = [rng.random() for _ in items]
        items = [i | i["recased"][0] if d < 0.06 else i | i["recased"][1] if d < 0.08 else i for i, d in zip(items, drawn)]
    t = max(len(i["pieces"]) for i in items)
    w = max(i["n"] for i in items) + 2

    def padded(key, width, fill):
        return torch.tensor([i[key] + [fill] * (width - len(i[key])) for i in items])

    ids = [
        [pieces.mask if mask_rate and 0 < k < len(i["pieces"]) - 1 and rng.random() < mask_rate else p for k, p in enumerate(i["pieces"])]
        + [0] * (t - len(i["pieces"]))
        for i in items
    ]
    batch = {
        "pieces": torch.tensor(ids),
        "owner": padded("owner", t, -1),
        "cases": padded("cases", t, 7),
        "words": torch.tensor([[k < i["n"] + 2 for k in range(w)] for i in items]),
        "forms": torch.tensor([i["forms"] + [[0] * features.SLOTS] * (w - len(i["forms"])) for i in items]),
    }
    for key in ("upos", "xpos", "feats", "lemma", "head", "deprel"):
        batch[key] = padded(key, w, -100)
    batch["predicate"] = torch.tensor([i.get("predicate", []) + [-100] * (w - len(i.get("predicate", []))) for i in items])
    frames = [(b, *f) for b, i in enumerate(items) for f in i.get("frames", [])]
    batch["frames"] = len(frames)
    if frames:
        widest = max(1, max(len(f[2]) for f in frames))
        batch["frame_sentence"] = torch.tensor([f[0] for f in frames])
        batch["frame_token"] = torch.tensor([f[1] for f in frames])
        batch["candidates"] = torch.tensor([f[2] + [-1] * (widest - len(f[2])) for f in frames])
        batch["roleset"] = torch.tensor([f[3] for f in frames])
        batch["roles"] = torch.tensor([f[4] + [-100] * (w - len(f[4])) for f in frames])
    facts = [(b, *f) for b, i in enumerate(items) for f in i.get("factuality", [])]
    batch["facts"] = len(facts)
    if facts:
        batch["fact_sentence"], batch["fact_token"] = torch.tensor([f[0] for f in facts]), torch.tensor([f[1] for f in facts])
        batch["fact_value"], batch["fact_weight"] = torch.tensor([f[2] for f in facts]), torch.tensor([f[3] for f in facts])
    rows, allowed = [], []
    for b, item in enumerate(items):
        for word, tags in enumerate(item.get("name", [])):
            if tags is not None:
                rows.append((b, word))
                allowed.append(tags)
    batch["names"] = len(rows)
    if rows:
        batch["name_rows"] = torch.tensor(rows)
        mask = torch.full((len(rows), len(names.TAGS)), -1e9)
        for r, tags in enumerate(allowed):
            mask[r, list(tags)] = 0.0
        batch["name_allowed"] = mask
    return batch


def batches(items, budget, rng):
    """Groups items of like length, about `budget` pieces each, in random order."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i]["pieces"]) + rng.random() * 4))
    groups, group, longest = [], [], 0
    for i in order:
        longest = max(longest, len(items[i]["pieces"]))
        if group and longest * (len(group) + 1) > budget:
            groups.append(group)
            group, longest = [], len(items[i]["pieces"])
        group.append(i)
    groups.append(group)
    rng.shuffle(groups)
    return groups
