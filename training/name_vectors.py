"""Word vectors of a trained encoder, kept in a file: what name_head.py trains on."""

import os
from pathlib import Path

import torch

import data
from model import Config, Reader
from wordpiece import WordPiece


def reader(state):
    """The network of a checkpoint with its averaged weights, for reading."""
    model = Reader(Config(inner=state["inner"]), state["sizes"], state["candidates"].senses)
    model.load_state_dict(state["model"])
    model.load_state_dict(state["average"], strict=False)
    return model.eval()


@torch.inference_mode()
def encode(model, sentences, pieces, labels, candidates):
    """Vectors [words, width] of all sentences, half precision, and where each sentence begins."""
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence.forms))
    rows = torch.empty(starts[-1], model.c.hidden + model.c.form, dtype=torch.float16)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].forms))
    while order:
        width = len(sentences[order[-1]].forms) + 2
        group = [order.pop() for _ in range(min(len(order), max(1, 1600 // width)))]
        items = [data.encode(sentences[i], pieces, labels, candidates, None) for i in group]
        x = model.encode(data.collate(items))
        for row, i in enumerate(group):
            rows[starts[i] : starts[i + 1]] = x[row, 1 : 1 + len(sentences[i].forms)].half()
    return rows, starts


def vectors(run, minilm, corpora):
    """{part: (rows, starts)} for the sentences {part: [...]}; read from RUN/name_vectors.pt if that fits the checkpoint."""
    kept = Path(run) / "name_vectors.pt"
    state = torch.load(f"{run}/last.pt", weights_only=False)
    if kept.exists():
        found = torch.load(kept, weights_only=False)
        if found["step"] == state["step"]:
            return found["parts"]
    model = reader(state)
    pieces = WordPiece(f"{minilm}/vocab.txt")
    parts = {part: encode(model, corpora[part], pieces, state["labels"], state["candidates"]) for part in corpora}
    torch.save({"step": state["step"], "parts": parts}, f"{kept}.next")
    os.replace(f"{kept}.next", kept)
    return parts
