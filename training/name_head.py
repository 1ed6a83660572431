"""Retrains the head for names on a run's finished encoder, which stays as it is:

    python name_head.py --corpora C --run RUN --minilm DIR --silver silver.jsonl --names names.jsonl --more MORE.jsonl ...

Writes RUN/named.pt: the checkpoint RUN/last.pt with the new head in place of the old; export.py takes it where it is there.
Targets are those of names.py with better opinions: name_kinds.py's probabilities replace spaCy's types on EWT, and the loss
is the mean, weighted by them, of what each kind allows. `--names` are name_teacher.py's opinions, `--more` silver names of
other models (silver_names.py), the first of them over mended case.
"""

import argparse
import json
import random

import torch
from torch import nn

import conllu
import name_kinds
import names
from name_vectors import vectors
from names import MEASURES, OTHERS, TAG, TAGS

PLACES = ("GPE", "LOC", "FAC")
NOTHING = frozenset([0])


def tags(kind, part, silver):
    """The tags that a word may have in a name of this kind, `part` being "B-" or "I-"; `silver` is spaCy's type."""
    if kind == "NONE":
        return NOTHING
    types = {"PERSON": ("NORP",) if silver == "NORP" else ("PERSON",), "ORG": ("ORG",), "PLACE": PLACES, "OTHER": tuple(OTHERS)}[kind]
    if silver in types:
        return frozenset([TAG[part + silver]])
    return frozenset(TAG[part + t] for t in types) | (NOTHING if kind == "OTHER" else frozenset())


def person(sentence, first, last):
    """The words of first..=last that are the person: titles cut off, also those that hang on the name as `nmod:desc`."""
    first, last = names.person_only(sentence, first, last)
    first = names.without_title(sentence, first, last)
    top = next((t for t in range(first, last + 1) if not first <= sentence.heads[t] - 1 <= last), first)
    titles = [t for t in range(first, top) if sentence.deprels[t] == "nmod:desc" and sentence.heads[t] - 1 == top]
    return (titles[-1] + 1 if titles else first), last


def targets(sentence, silver, recased, kinds):
    """Per word None (nothing known) or [(weight, allowed tags)]. `silver` is spaCy's [(type, first, last)], `recased` the same
    with the sentence's case mended, `kinds` the probabilities of the stretches of a sentence without gold."""
    known = [[(1.0, NOTHING)] for _ in sentence.forms]

    def put(first, last, options):
        for token in range(first, last + 1):
            known[token] = options("B-" if token == first else "I-")

    runs, said = name_kinds.runs(sentence), {}
    for kind, first, last in recased:
        if kind in MEASURES:
            continue
        first, last = names.strip_edges(sentence, first, last)
        over = [run for run in runs if run[0] <= last and first <= run[1]]
        if not over:
            sure = kind in ("NORP", "LANGUAGE")
            put(first, last, lambda part: [(1.0, frozenset([TAG[part + kind]]))] if sure else None)
        for run in over:
            said[run] = (kind, min(first, run[0]), max(last, run[1]))
    gold = names.gold_names(sentence, runs) if sentence.mentions else {}
    for run in runs:
        kind, first, last = said.get(run, (None, *run))
        # spaCy's edges count where they take in capitalised words that no other stretch holds.
        wide = [t for t in range(first, last + 1) if not run[0] <= t <= run[1]]
        takes = any(other != run and other[0] <= last and first <= other[1] for other in runs)
        if takes or not all(sentence.forms[t][0].isupper() or sentence.forms[t].lower() in names.JOINERS for t in wide):
            first, last = run
        if run in gold:
            etype, first, last = gold[run]
            chances = [float(name_kinds.COARSE.get(etype, "OTHER") == k) for k in name_kinds.KINDS]
        elif sentence.mentions:
            chances = [1.0, 0.0, 0.0, 0.0, 0.0]
        elif run in kinds:
            chances = [p**1.5 for p in kinds[run]]
            chances = [p / sum(chances) for p in chances]
        else:
            put(*run, lambda part: None)
            continue
        start, end = person(sentence, first, last)
        for token in range(first, last + 1):
            options = []
            for name, chance in zip(name_kinds.KINDS, chances):
                part = "B-" if token == first else "I-"
                if name == "PERSON":
                    part = "B-" if token == start else "I-"
                    if token < start and names.without_title(sentence, token, last) > token:
                        options.append((chance, NOTHING))
                    if not start <= token <= end:
                        continue
                options.append((chance, tags(name, part, kind)))
            options = [(chance, allowed) for chance, allowed in options if chance > 0.03]
            known[token] = options or None
    for kind, first, last in silver:
        if kind in MEASURES:
            put(first, last, lambda part: [(1.0, frozenset([TAG[part + kind]]))])
    return [[(1.0, NOTHING)] if names.web_address(form) else options for form, options in zip(sentence.forms, known)]


def examples(corpora, parts, silver, kinds, rng):
    """Vectors of the words that teach, and numbers, weights and masks of the sets of tags allowed. Of the words that are no
    names nor near one, three in ten, which count for all."""
    masks, picked, sets, weights, counts = {}, [], [], [], []
    for part in ("ewt", "gum"):
        rows, starts = parts[part]
        chosen = []
        for i, sentence in enumerate(corpora[part]):
            name = sentence.sent_id
            known = targets(sentence, silver[0][name], silver[min(1, len(silver) - 1)][name], kinds.get(name, {}))
            plain = [options is not None and options == [(1.0, NOTHING)] for options in known]
            for token, options in enumerate(known):
                lonely = all(plain[max(0, token - 2) : token + 3])
                if options is None or lonely and rng.random() > 0.3:
                    continue
                chosen.append(starts[i] + token)
                numbers = [masks.setdefault(allowed, len(masks)) for _, allowed in options]
                room = [0] * (len(name_kinds.KINDS) + 1 - len(numbers))
                sets.append(numbers + room)
                weights.append([weight for weight, _ in options] + [0.0 for _ in room])
                counts.append(1 / 0.3 if lonely else 1.0)
        picked.append(rows[torch.tensor(chosen)])
    table = torch.full((len(masks), len(TAGS)), -1e9)
    for allowed, number in masks.items():
        table[number, list(allowed)] = 0.0
    return torch.cat(picked), torch.tensor(sets), torch.tensor(weights), torch.tensor(counts), table


def train(head, examples, passes, rate, seed=1):
    """Trains `head` and returns the moving average of its weights."""
    x, sets, weights, counts, table = examples
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=passes * -(-len(x) // 512))
    average = {name: value.clone() for name, value in head.state_dict().items()}
    step = 0
    for number in range(passes):
        total = 0.0
        for group in torch.randperm(len(x)).split(512):
            chances = head(x[group].float()).log_softmax(-1)
            allowed = torch.logsumexp(chances[:, None] + table[sets[group]], -1)
            losses = -(weights[group] * allowed).sum(1) / weights[group].sum(1)
            loss = (losses * counts[group]).sum() / counts[group].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item() * len(group)
            step += 1
            decay = min(0.99, step / (step + 40))
            for name, value in head.state_dict().items():
                average[name].lerp_(value, 1 - decay)
        print(f"pass {number}: loss {total / len(x):.4f}", flush=True)
    return average


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpora", "run", "minilm", "silver", "names"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--more", nargs="*", default=[])
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--passes", type=int, default=6)
    args = parser.parse_args()
    torch.set_num_threads(1)
    ewt, gum = conllu.load(args.corpora, "train")
    corpora = {"ewt": ewt, "gum": gum}
    parts = vectors(args.run, args.minilm, corpora)
    silver = []
    for path in [args.silver, *args.more]:
        with open(path, encoding="utf-8") as lines:
            silver.append({r["sent_id"]: r["names"] for r in map(json.loads, lines)})
    with open(args.names, encoding="utf-8") as lines:
        opinions = {r["sent_id"]: r["runs"] for r in map(json.loads, lines)}
    kinds = name_kinds.kinds(corpora, silver, opinions)
    taught = examples(corpora, parts, silver, kinds, random.Random(1))
    width = taught[0].shape[1]
    torch.manual_seed(1)
    head = nn.Sequential(nn.Dropout(0.25), nn.Linear(width, args.hidden), nn.GELU(), nn.Dropout(0.25), nn.Linear(args.hidden, len(TAGS)))
    learned = train(head, taught, args.passes, 2e-3)
    state = torch.load(f"{args.run}/last.pt", weights_only=False)
    for ours, theirs in (("name.linear", "1"), ("name_tag", "4")):
        for kind in ("weight", "bias"):
            for weights in (state["model"], state["average"]):
                weights[f"{ours}.{kind}"] = learned[f"{theirs}.{kind}"].clone()
    for part in ("optimiser", "schedule"):
        state.pop(part, None)
    torch.save(state, f"{args.run}/named.pt")


if __name__ == "__main__":
    main()
