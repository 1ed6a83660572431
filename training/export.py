"""Writes the shipped model: `python export.py --run runs/a --minilm DIR --out ../data/model`.

Weights become signed bytes with one scale an output. A scale is the smallest with which no 16-bit partial sum of the
integer kernel can overflow (`src/language/encoder/kernel.rs`): among every 16 inputs, in each half of the quads, the
positive and the negative weights sum to at most 128.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import names

# Added to the score of "no name": a name must be this much likelier (natural logarithm). Chosen on half A of Universal
# NER's development set (docs/names.md).
NO_NAME = 2.0


def partial_sums(q):
    """Largest positive or negative partial sum of each row of q [outputs, inputs]."""
    outputs, inputs = q.shape
    q = np.pad(q, ((0, 0), (0, -inputs % 16))).reshape(outputs, -1, 4, 2, 2)  # block, quad, half, two
    sums = lambda part: part.sum(axis=(2, 4)).max(axis=(1, 2))
    return np.maximum(sums(np.maximum(q, 0)), sums(np.maximum(-q, 0)))


def quantise(weight):
    """(bytes [outputs, inputs], scales [outputs])."""
    weight = weight.astype(np.float64)
    scale = np.maximum(np.abs(weight).max(1) / 127, 1e-12)
    scale = np.maximum(scale, partial_sums(weight) / 128)
    while True:
        q = np.rint(weight / scale[:, None])
        over = partial_sums(q) > 128
        if not over.any():
            return q.astype(np.int8), scale.astype(np.float32)
        scale = np.where(over, scale * 1.01, scale)


def quantise_rows(weight):
    """Embeddings: plain 8 bits a row."""
    scale = np.maximum(np.abs(weight).max(1) / 127, 1e-12)
    return np.rint(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    out = Path(args.out)
    state = torch.load(f"{args.run}/last.pt", weights_only=False, map_location="cpu")
    weights = {k: v.float().numpy() for k, v in (state["model"] | state["average"]).items()}
    labels, candidates = state["labels"], state["candidates"]
    tensors = {}

    def linear(name, weight, bias):
        q, scale = quantise(weight)
        tensors[f"{name}.weight"], tensors[f"{name}.scale"] = q, scale
        tensors[f"{name}.bias"] = np.ascontiguousarray(bias, dtype=np.float32)

    def module(name, *sources):
        linear(name, np.concatenate([weights[f"{s}.weight"] for s in sources]), np.concatenate([weights[f"{s}.bias"] for s in sources]))

    def table(name, weight):
        tensors[f"{name}.weight"], tensors[f"{name}.scale"] = quantise_rows(weight)

    def norm(name, source):
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weights[f"{source}.weight"], weights[f"{source}.bias"]

    def biaffine(name, weight):
        """[R, I+1, J+1] as a linear layer [I -> R * (J+1)]."""
        r, i, j = weight.shape
        linear(name, weight[:, :-1, :].transpose(0, 2, 1).reshape(r * j, i - 1), weight[:, -1, :].reshape(r * j))

    for name in ("words", "positions", "cases", "form"):
        table(name, weights[f"encoder.{name}.weight"])
    norm("norm", "encoder.norm")
    layers = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("encoder.layers."))
    for i in range(layers):
        for part in ("qkv", "out", "up", "down"):
            module(f"layers.{i}.{part}", f"encoder.layers.{i}.{part}")
        for part in ("norm1", "norm2"):
            norm(f"layers.{i}.{part}", f"encoder.layers.{i}.{part}")
    mix = np.exp(weights["encoder.mix"] - weights["encoder.mix"].max())
    tensors["mix"] = (mix / mix.sum()).astype(np.float32)

    first = ("tag", "arc_dependent", "arc_head", "label_dependent", "label_head", "frame", "role_predicate", "role_argument", "name")
    module("first", *(f"{f}.linear" for f in first))
    module("tags", "upos", "xpos", "feats", "lemma")
    arc = weights["arc"]
    linear("arc", arc[:, :-1], arc[:, -1])
    biaffine("label", weights["label"])
    module("frame", "predicate", "factuality", "sense")
    biaffine("role", weights["role"])
    module("name", "name_tag")
    tensors["name.bias"][names.TAG["O"]] += NO_NAME
    seen = [i for i, r in enumerate(candidates.rolesets) if candidates.count[r]]
    table("rolesets", weights["rolesets.weight"][seen])
    tensors["sense_bias"] = weights["sense_bias"]

    out.mkdir(parents=True, exist_ok=True)
    metadata = {
        "format": "byline-reader-1",
        "pool": str(len(weights["encoder.mix"]) and layers - len(weights["encoder.mix"]) + 1),
        "widths": " ".join(str(weights[f"{f}.linear.bias"].shape[0]) for f in first),
    }
    save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, out / "reader.safetensors", metadata)
    sets = {k: getattr(labels, k) for k in ("upos", "xpos", "feats", "lemma", "deprel", "role", "name")}
    (out / "labels.json").write_text(json.dumps(sets, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    (out / "vocabulary.txt").write_bytes(Path(f"{args.minilm}/vocab.txt").read_bytes())
    row = {i: k for k, i in enumerate(seen)}
    lemmas = {}
    for (lemma, kind), options in candidates.table.items():
        for option in options:
            lemmas.setdefault(option, []).append(f"{lemma}/{kind}")
    with open(out / "rolesets.tsv", "w", encoding="utf-8") as sink:
        sink.write("# roleset, number of its sense's bias, row of its embedding (- if training never saw it), lemma/class ...\n")
        for i, roleset in enumerate(candidates.rolesets):
            if "." not in roleset:  # the frame files hold one such slip
                continue
            sink.write(f"{roleset}\t{candidates.senses[i]}\t{row.get(i, '-')}\t{' '.join(sorted(lemmas[roleset]))}\n")
    print({k: v.shape for k, v in tensors.items() if not k.startswith("layers.")})
    print(sum(v.nbytes for v in tensors.values()) / 1e6, "MB")


if __name__ == "__main__":
    main()
