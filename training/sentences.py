"""Trains the sentence splitter's model: data/model/sentences.bin.

    nice -n 10 python training/sentences.py ../shared/corpora

Takes the corpora folder (ud-ewt, ud-gum: CoNLL-U, train and dev), rebuilds raw text, lets
the Rust program print the features of its own tokens (`cargo test --lib print_features --
--ignored`), trains a small convolutional network on the train parts, and writes the weights
in eight bits. Development parts are only measured. Needs torch and numpy; one thread; the
seed is fixed.
"""

import argparse
import gzip
import json
import os
import random
import struct
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parent.parent
ENDINGS, SHAPES, PLACES = 1024, 96, 9
PLACE_OF_START, PLACE_AFTER_SPACE = 8, 4
PAD = -1  # documents are padded apart, as their ends are zero to the program


# Raw text -------------------------------------------------------------------------------

def sentences(path):
    """Yields (kind, tokens): kind is "doc", "par" or "" for what the sentence opens, a
    token is (form, space_after)."""
    kind, tokens, skip = "", [], 0
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                kind = "doc"
            elif line.startswith("# newpar"):
                kind = kind or "par"
            elif line and line[0] != "#":
                field = line.split("\t")
                number = field[0]
                if "." in number:
                    continue
                if "-" in number:
                    first, last = number.split("-")
                    skip = int(last) - int(first) + 1
                elif skip:
                    skip -= 1
                    continue
                space = "SpaceAfter=No" not in field[9].split("|")
                tokens.append((field[1], space))
            elif not line and tokens:
                yield kind, tokens
                kind, tokens = "", []


def typographic(tokens, state):
    """The tokens with curly quotation marks, and long dashes for double hyphens."""
    out, after_space = [], True
    for form, space in tokens:
        if form == '"':
            state["open"] = not state["open"]
            form = "“" if state["open"] else "”"
        elif form in ("--", "---"):
            form = "—"
        elif form == "'" and after_space and not space:
            form = "‘"
        elif "'" in form and "''" not in form:
            form = form.replace("'", "’")
        elif form == "...":
            form = "…"
        out.append((form, space))
        after_space = space
    return out


def documents(path, curly=False):
    """Yields {"text", "ends"} for each document."""
    text, ends, state, glue = "", [], {"open": False}, ""
    for kind, tokens in sentences(path):
        if kind == "doc" and text:
            yield {"text": text, "ends": ends}
            text, ends = "", []
        if kind and text:
            glue = "\n\n"
        if kind:
            state["open"] = False
        text += glue if text else ""
        for position, (form, space) in enumerate(typographic(tokens, state) if curly else tokens):
            text += form
            if position + 1 < len(tokens):
                text += " " if space else ""
        ends.append(len(text))
        glue = " " if tokens[-1][1] else ""
    if text:
        yield {"text": text, "ends": ends}


# Features -------------------------------------------------------------------------------

def features(documents, work, name):
    """The rows that the Rust program prints: form, ending, shape, place, start, label."""
    source, target = work / f"{name}.jsonl", work / f"{name}.u32"
    with open(source, "w", encoding="utf8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    env = dict(os.environ, BYLINE_SENTENCES_IN=str(source), BYLINE_SENTENCES_OUT=str(target))
    command = ["cargo", "test", "--quiet", "--lib", "print_features", "--", "--ignored"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return np.fromfile(target, dtype="<u4").reshape(-1, 6).astype(np.int64)


class Data:
    """Rows as columns, documents padded apart."""

    def __init__(self, rows, vocabulary, padding):
        pieces = []
        for document in np.split(rows, np.flatnonzero(rows[1:, 4] == 2) + 1):
            blank = np.zeros((padding, 6), dtype=np.int64)
            blank[:, 4] = PAD
            pieces += [document, blank]
        rows = np.concatenate(pieces)
        self.form = np.array([vocabulary.get(form, 0) for form in rows[:, 0]])
        self.ending, self.shape, self.place = rows[:, 1], rows[:, 2], rows[:, 3]
        self.real = rows[:, 4] != PAD
        self.start = rows[:, 4] > 0
        self.label = rows[:, 5] == 1
        self.lost = int((rows[:, 5] == 2).sum())
        # A token before a paragraph's start or a document's end ends a sentence anyway.
        self.forced = np.zeros(len(rows), dtype=bool)
        self.forced[:-1] = self.start[1:] | ~self.real[1:]
        self.forced &= self.real

    def __len__(self):
        return len(self.form)


# The network ----------------------------------------------------------------------------

class Network(nn.Module):
    """Sum of embeddings, convolutions with residuals, one output over two tokens."""

    def __init__(self, forms, width, hidden, kernels, dropout):
        super().__init__()
        self.tables = nn.ModuleList(
            nn.Embedding(size, width) for size in (forms + 1, ENDINGS, SHAPES, PLACES))
        for table, spread in zip(self.tables, (0.1, 0.1, 0.3, 0.3)):
            nn.init.normal_(table.weight, 0, spread)
        self.layers = nn.ModuleList()
        inputs = width
        for taps, dilation in kernels:
            padding = taps // 2 * dilation
            self.layers.append(nn.Conv1d(inputs, hidden, taps, dilation=dilation, padding=padding))
            inputs = hidden
        self.output = nn.Conv1d(hidden, 1, 2)
        self.dropout = nn.Dropout(dropout)
        self.kernels = kernels

    def forward(self, ids, real):
        mask = real.unsqueeze(1).float()
        x = sum(table(column) for table, column in zip(self.tables, ids))
        x = self.dropout(x).transpose(1, 2) * mask
        for depth, layer in enumerate(self.layers):
            y = self.dropout(torch.relu(layer(x)))
            x = (y + x if depth else y) * mask
        return self.output(functional.pad(x, (0, 1))).squeeze(1)


def windows(data, length, halo, shift=0):
    """(from, to, first, last): a window with its halo, and the part that is its own."""
    for start in range(-shift, len(data), length):
        first, last = max(0, start), min(len(data), start + length)
        if last > first:
            yield max(0, first - halo), min(len(data), last + halo), first, last


def stack(data, batch, options=None):
    """Tensors of a batch of windows; `options` adds noise for training."""
    size = max(to - start for start, to, _, _ in batch)
    ids = np.zeros((4, len(batch), size), dtype=np.int64)
    real, own = np.zeros((2, len(batch), size), dtype=bool)
    label = np.zeros((len(batch), size), dtype=np.float32)
    for row, (start, to, first, last) in enumerate(batch):
        n = to - start
        form, place = data.form[start:to].copy(), data.place[start:to].copy()
        forced = data.forced[start:to].copy()
        if options:
            # Paragraphs run together: their ends are to be found by the words alone.
            joined = (place == PLACE_OF_START) & (np.random.rand(n) < options.join)
            place[joined] = PLACE_AFTER_SPACE
            forced[:-1] &= ~joined[1:]
            form[np.random.rand(n) < options.forget] = 0
        ids[:, row, :n] = form, data.ending[start:to], data.shape[start:to], place
        real[row, :n] = data.real[start:to]
        label[row, :n] = data.label[start:to]
        own[row, first - start:last - start] = True
        own[row, :n] &= data.real[start:to] & ~forced
    return (torch.from_numpy(ids), torch.from_numpy(real), torch.from_numpy(label),
            torch.from_numpy(own))


def scores(network, data, length, halo):
    network.eval()
    out = np.zeros(len(data), dtype=np.float32)
    with torch.no_grad():
        everything = list(windows(data, length, halo))
        for place in range(0, len(everything), 16):
            batch = everything[place:place + 16]
            ids, real, _, _ = stack(data, batch)
            result = network(ids, real).numpy()
            for row, (start, _, first, last) in enumerate(batch):
                out[first:last] = result[row, first - start:last - start]
    network.train()
    return out


def sentence_f1(data, out, threshold=0.0):
    """F1 of sentences; gold sentences whose end no token has count as missed."""
    predicted = (((out > threshold) & data.real) | data.forced)[data.real]
    gold = data.label[data.real]

    def spans(ends):
        places = np.flatnonzero(ends)
        return set(zip(np.concatenate([[0], places[:-1] + 1]), places))

    gold_spans, system_spans = spans(gold), spans(predicted)
    right = len(gold_spans & system_spans)
    return 200 * right / (len(gold_spans) + data.lost + len(system_spans))


# The file -------------------------------------------------------------------------------

def eight_bits(rows):
    """Scales and values of a table: a symmetric scale for each row."""
    rows = rows.astype(np.float32)
    scale = np.abs(rows).max(axis=1) / 127
    values = np.rint(rows / np.where(scale == 0, 1, scale)[:, None])
    return scale, np.clip(values, -127, 127).astype(np.int8)


def rounded(network):
    """Replaces the weights by what the file will hold."""
    with torch.no_grad():
        for table in network.tables:
            scale, values = eight_bits(table.weight.numpy())
            table.weight.copy_(torch.from_numpy(values * scale[:, None]))
        for layer in [*network.layers, network.output]:
            rows = conv_rows(layer)
            scale, values = eight_bits(rows)
            rows = (values * scale[:, None]).reshape(layer.weight.shape[2], layer.weight.shape[1], -1)
            layer.weight.copy_(torch.from_numpy(rows.transpose(2, 1, 0).copy()))


def conv_rows(layer):
    """[taps * inputs, outputs] of a convolution."""
    weight = layer.weight.detach().numpy()
    return weight.transpose(2, 1, 0).reshape(-1, weight.shape[0])


def write(network, vocabulary, threshold, path):
    forms = sorted(vocabulary)
    with open(path, "wb") as out:
        out.write(b"BYLSENT1")
        width, hidden = network.tables[0].weight.shape[1], network.layers[0].weight.shape[0]
        out.write(struct.pack("<4I", len(forms), width, hidden, len(network.kernels)))
        for kernel in network.kernels:
            out.write(struct.pack("<2I", *kernel))
        out.write(np.array(forms, dtype="<u4").tobytes())

        def table(rows):
            scale, values = eight_bits(rows)
            out.write(scale.astype("<f4").tobytes() + values.tobytes())

        for embedding in network.tables:
            table(embedding.weight.detach().numpy())
        for layer in network.layers:
            table(conv_rows(layer))
            out.write(layer.bias.detach().numpy().astype("<f4").tobytes())
        # One row for the token, one for its successor.
        table(network.output.weight.detach().numpy()[0].T)
        out.write(struct.pack("<f", network.output.bias.item() - threshold))


# Training -------------------------------------------------------------------------------

def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, default=ROOT / "training/runs/sentences")
    parser.add_argument("--out", type=Path, default=ROOT / "data/model/sentences.bin")
    parser.add_argument("--reuse", action="store_true", help="keep the features in --work")
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--hidden", type=int, default=48)
    parser.add_argument("--kernels", default="5x1,3x2")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--forget", type=float, default=0.1, help="forms replaced by unknown")
    parser.add_argument("--join", type=float, default=0.3, help="paragraphs joined")
    parser.add_argument("--curly", type=float, default=0.5, help="weight of curly copies")
    parser.add_argument("--least", type=int, default=2, help="occurrences of a known form")
    parser.add_argument("--hold", type=int, default=0, help="hold out every n-th document")
    parser.add_argument("--seed", type=int, default=2)
    return parser.parse_args()


def main():
    opt = options()
    torch.set_num_threads(1)
    torch.manual_seed(opt.seed)
    random.seed(opt.seed)
    np.random.seed(opt.seed)
    opt.work.mkdir(parents=True, exist_ok=True)
    parts = {}
    for bank in ("ewt", "gum"):
        for part in ("train", "dev"):
            for curly in (False, True):
                name = f"{bank}-{part}" + ("-curly" if curly else "")
                saved = opt.work / f"{name}.u32"
                if opt.reuse and saved.exists():
                    parts[name] = np.fromfile(saved, dtype="<u4").reshape(-1, 6).astype(np.int64)
                else:
                    path = opt.corpora / f"ud-{bank}/{part}.conllu.gz"
                    parts[name] = features(documents(path, curly), opt.work, name)
    kernels = [tuple(map(int, kernel.split("x"))) for kernel in opt.kernels.split(",")]
    halo = 1 + sum(taps // 2 * dilation for taps, dilation in kernels)
    counts = Counter(np.concatenate([parts["ewt-train"], parts["gum-train"]])[:, 0].tolist())
    known = sorted(form for form, count in counts.items() if count >= opt.least)
    vocabulary = {form: place + 1 for place, form in enumerate(known)}
    held = {}
    if opt.hold:
        for name in ("ewt-train", "gum-train", "ewt-train-curly", "gum-train-curly"):
            texts = np.split(parts[name], np.flatnonzero(parts[name][1:, 4] == 2) + 1)
            held[name] = np.concatenate(texts[::opt.hold])
            parts[name] = np.concatenate([t for i, t in enumerate(texts) if i % opt.hold])
    data = {name: Data(rows, vocabulary, halo) for name, rows in parts.items()}
    data |= {"held " + name: Data(rows, vocabulary, halo) for name, rows in held.items()}
    train = [data["ewt-train"], data["gum-train"]]
    curly = [data["ewt-train-curly"], data["gum-train-curly"]]
    measured = [name for name in data if "train" not in name or name.startswith("held")]
    network = Network(len(known), opt.width, opt.hidden, kernels, opt.dropout)
    optimizer = torch.optim.AdamW(network.parameters(), lr=opt.rate, weight_decay=opt.decay)
    total = sum(len(d) for d in train) * (1 + opt.curly)
    steps = int(opt.epochs * (total / opt.window / opt.batch + 4))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, opt.rate, total_steps=steps,
                                                   pct_start=0.1)
    begun = time.time()
    for epoch in range(opt.epochs):
        batches, shift = [], random.randrange(opt.window)
        for source in train + curly:
            all_windows = list(windows(source, opt.window, halo, shift))
            random.shuffle(all_windows)
            if source in curly:
                all_windows = all_windows[:int(len(all_windows) * opt.curly)]
            batches += [(source, all_windows[place:place + opt.batch])
                        for place in range(0, len(all_windows), opt.batch)]
        random.shuffle(batches)
        loss_sum = 0.0
        for source, batch in batches:
            ids, real, label, own = stack(source, batch, opt)
            logits = network(ids, real)
            losses = functional.binary_cross_entropy_with_logits(logits, label, reduction="none")
            loss = losses[own].mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            loss_sum += loss.item()
        if epoch + 1 == opt.epochs:
            rounded(network)
        out = {name: scores(network, data[name], opt.window, halo) for name in measured}
        line = "  ".join(f"{name} {sentence_f1(data[name], out[name]):.2f}" for name in measured)
        print(f"epoch {epoch + 1}  loss {loss_sum / len(batches):.4f}  {line}  "
              f"{time.time() - begun:.0f} s", flush=True)
    for threshold in (-1.0, -0.5, 0.0, 0.5, 1.0):
        line = "  ".join(f"{name} {sentence_f1(data[name], out[name], threshold):.2f}"
                         for name in measured)
        print(f"threshold {threshold:+.1f}  {line}")
    opt.out.parent.mkdir(parents=True, exist_ok=True)
    write(network, vocabulary, 0.0, opt.out)
    print(f"{opt.out}: {opt.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
