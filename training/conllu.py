"""Reads the corpora: CoNLL-U, PropBank, factuality, GUM entities. No dependency beyond the standard library."""

import gzip
import json
import re
from dataclasses import dataclass, field


@dataclass
class Sentence:
    """One sentence; `heads` are 1-based, 0 is the root; layers that a corpus lacks are None."""

    sent_id: str
    document: str
    genre: str
    forms: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    feats: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    deprels: list = field(default_factory=list)
    misc: list = field(default_factory=list)
    frames: list = None  # [(predicate, roleset, [(role, head)])], indices from 0
    factuality: list = None  # [(token, value, confidence)], tokens from 0
    mentions: list = field(default_factory=list)  # GUM: (first, last, group, etype, identity)
    names: list = None  # BIO tags


def read_conllu(path):
    """Yields the sentences of a gzipped CoNLL-U file; empty nodes and multiword lines are passed over."""
    document, sentence = "", None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line.split(" = ", 1)[1]
            elif line.startswith("# sent_id = "):
                sent_id = line.split(" = ", 1)[1]
                genre = document.split("_")[1] if document.startswith("GUM_") else sent_id.split("-")[0]
                sentence = Sentence(sent_id, document, genre)
            elif line.startswith("#"):
                continue
            elif not line:
                if sentence and sentence.forms:
                    yield sentence
                sentence = None
            else:
                columns = line.split("\t")
                if not columns[0].isdigit():
                    continue
                sentence.forms.append(columns[1])
                sentence.lemmas.append(columns[2])
                sentence.upos.append(columns[3])
                sentence.xpos.append(columns[4])
                sentence.feats.append(columns[5])
                sentence.heads.append(int(columns[6]))
                sentence.deprels.append(columns[7])
                sentence.misc.append(columns[9])
                sentence.spaces.append("SpaceAfter=No" not in columns[9])


def span_head(heads, first, last):
    """The token of first..=last (from 0) whose head lies outside; the leftmost of those nearest the root."""
    def depth(token):
        steps = 0
        while heads[token]:
            token, steps = heads[token] - 1, steps + 1
        return steps

    tops = [t for t in range(first, last + 1) if not first <= heads[t] - 1 <= last]
    return min(tops, key=lambda t: (depth(t), t))


def add_frames(sentences, path):
    """Adds PropBank frames, each argument by the head of its span in the gold tree."""
    frames = {}
    with gzip.open(path, "rt") as lines:
        for line in lines:
            record = json.loads(line)
            frames[record["sent_id"]] = record["predicates"]
    for sentence in sentences:
        if sentence.sent_id not in frames:
            continue
        sentence.frames = []
        for predicate in frames[sentence.sent_id]:
            token = predicate["token"] - 1
            arguments = [
                (a["role"], span_head(sentence.heads, a["first"] - 1, a["last"] - 1))
                for a in predicate["arguments"]
            ]
            sentence.frames.append((token, predicate["roleset"], arguments))


def add_factuality(sentences, path):
    """Adds UDS factuality values (-3 to 3) with their confidence."""
    by_sentence = {}
    with gzip.open(path, "rt") as lines:
        for line in lines:
            r = json.loads(line)
            by_sentence.setdefault(r["sent_id"], []).append((r["token"] - 1, r["value"], r["confidence"]))
    for sentence in sentences:
        values = by_sentence.get(sentence.sent_id)
        # A few dozen point behind the sentence's end: the treebank has cut those sentences anew since.
        sentence.factuality = values and [v for v in values if v[0] < len(sentence.forms)]


ENTITY = re.compile(r"\(|[^()]+|\)")


def add_mentions(sentences):
    """Decodes GUM's `Entity=` brackets into (first, last, group, etype, identity), tokens from 0."""
    open_mentions = {}
    for sentence in sentences:
        for token, misc in enumerate(sentence.misc):
            match = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
            if not match:
                continue
            for part in re.findall(r"\([^()]*\)?|[^()]+\)", match.group(1)):
                opens, closes = part.startswith("("), part.endswith(")")
                fields = part.strip("()").split("-", 7)
                group = fields[0]
                if opens:
                    identity = fields[7] if len(fields) > 7 else None
                    kind = fields[6] if len(fields) > 6 else None
                    open_mentions.setdefault(group, []).append((token, fields[1], identity, kind, fields[2]))
                if closes:
                    first, etype, identity, kind, status = open_mentions[group].pop()
                    sentence.mentions.append((first, token, group, etype, identity))


def load(corpora, part):
    """EWT and GUM sentences of `part` ("train" or "dev") with every layer that the corpora hold."""
    ewt = list(read_conllu(f"{corpora}/ud-ewt/{part}.conllu.gz"))
    add_frames(ewt, f"{corpora}/propbank-ewt/{part}.jsonl.gz")
    add_factuality(ewt, f"{corpora}/factuality-ewt/{part}.jsonl.gz")
    gum = list(read_conllu(f"{corpora}/ud-gum/{part}.conllu.gz"))
    add_mentions(gum)
    return ewt, gum
