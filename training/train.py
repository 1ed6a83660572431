"""Trains the reader: `python train.py --corpora ../../shared/corpora --minilm DIR --silver silver.jsonl --out runs/a`.

Writes `last.pt` (weights, their moving average, optimiser, position: `--resume` goes on from it) after every epoch and
`log.jsonl` with losses and development scores. Seeds are fixed; the same workers and threads give the same run.
Two workers of one thread (`--workers 2`, the default) each take half of every batch and share their gradients once a
step: on a machine that does other work too they wait for one another far less than threads that meet in every product.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F
from safetensors.torch import load_file

import conllu
import data
import names
from evaluate import evaluate
from model import Config, Reader, load_minilm
from prune import prune
from wordpiece import WordPiece


def losses(model, batch):
    """A dict of scalar losses."""
    x = model.encode(batch)
    inner = batch["words"].clone()
    out = {}
    tag = model.tag(x)
    for kind in ("upos", "xpos", "feats", "lemma"):
        out[kind] = F.cross_entropy(getattr(model, kind)(tag).float().flatten(0, 1), batch[kind].flatten(), ignore_index=-100)
    # A word's head is any word of its sentence or the root (word 0), never the closing end.
    reach = inner.clone()
    last = inner.sum(1) - 1
    reach[torch.arange(len(last)), last] = False
    arcs = model.arcs(x).masked_fill(~reach[:, None], -1e9)
    out["arc"] = F.cross_entropy(arcs.flatten(0, 1), batch["head"].flatten(), ignore_index=-100)
    labels = model.labels(x, batch["head"].clamp(min=0))
    out["label"] = F.cross_entropy(labels.float().flatten(0, 1), batch["deprel"].flatten(), ignore_index=-100)
    frame = model.frame(x)
    if (batch["predicate"] >= 0).any():
        out["predicate"] = F.cross_entropy(model.predicate(frame).float().flatten(0, 1), batch["predicate"].flatten(), ignore_index=-100)
    if batch["frames"]:
        at = (batch["frame_sentence"], batch["frame_token"])
        if (batch["roleset"] >= 0).any():
            scores = model.roleset_scores(frame[at], batch["candidates"])
            out["roleset"] = F.cross_entropy(scores.float(), batch["roleset"], ignore_index=-100)
        roles = model.roles(x, *at)
        total = F.cross_entropy(roles.float().flatten(0, 1), batch["roles"].flatten(), ignore_index=-100, reduction="sum")
        out["role"] = total / batch["frames"]
    if batch["facts"]:
        value = model.factuality(frame[batch["fact_sentence"], batch["fact_token"]]).squeeze(-1).float()
        loss = F.smooth_l1_loss(value, batch["fact_value"], reduction="none")
        out["factuality"] = (loss * batch["fact_weight"]).mean()
    if batch["names"]:
        rows = batch["name_rows"]
        scores = model.name_tag(model.name(x[rows[:, 0], rows[:, 1]])).float()
        out["name"] = (scores.logsumexp(-1) - (scores + batch["name_allowed"]).logsumexp(-1)).mean()
    return out


WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "label": 1.0, "predicate": 1.0, "roleset": 0.8,
    "role": 0.4, "factuality": 1.5, "name": 1.5,
}


def share(parameters):
    """Replaces every gradient by its mean over the workers."""
    gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for p, g, part in zip(parameters, gradients, flat.split([g.numel() for g in gradients])):
        p.grad = part.view_as(g)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--minilm", required=True, help="folder with vocab.txt and model.safetensors")
    parser.add_argument("--silver", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--pieces", type=int, default=1600, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=2.2e-4, help="of the encoder; the heads learn eight times as fast")
    parser.add_argument("--limit", type=int, default=0, help="sentences of each corpus, for a trial")
    parser.add_argument("--seed", type=int, default=20241029)
    parser.add_argument("--inner", type=int, default=1536, help="inner units of the feed-forward layers that ship; MiniLM has 1536")
    parser.add_argument("--prune-epoch", type=int, default=1, help="the epoch before which the others are cut")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--float32", action="store_true", help="no bfloat16: for processors that do not multiply it")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "OMP_NUM_THREADS": "1"}
    os.environ.setdefault("MASTER_PORT", "29517")
    mp.spawn(work, (args,), args.workers)


def work(rank, args):
    """One worker's part; the first also measures and saves."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=args.workers)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)

    ewt, gum = conllu.load(args.corpora, "train")
    dev_ewt, dev_gum = conllu.load(args.corpora, "dev")
    silver = {}
    for line in open(args.silver, encoding="utf-8"):
        record = json.loads(line)
        silver[record["sent_id"]] = record["names"]
    marked = names.marked()
    labels = data.Labels(ewt + gum)
    candidates = data.Candidates(args.corpora, ewt)
    pieces = WordPiece(f"{args.minilm}/vocab.txt")
    if args.limit:
        ewt, gum = ewt[: args.limit], gum[: args.limit]
    items = [data.encode(s, pieces, labels, candidates, marked.get(s.sent_id, []), silver[s.sent_id]) for s in ewt + gum]
    sizes = {k: len(getattr(labels, k)) for k in ("upos", "xpos", "feats", "lemma", "deprel", "role", "name")}
    sizes |= {"roleset": len(candidates.rolesets), "sense": len(candidates.sense_names)}
    state = torch.load(out / "last.pt", weights_only=False) if args.resume and (out / "last.pt").exists() else None
    # A resumed network has the inner units that it was left with; MiniLM's weights fit the whole one only.
    model = Reader(Config(inner=state["inner"]) if state else Config(), sizes, candidates.senses)
    if not state:
        load_minilm(model.encoder, load_file(f"{args.minilm}/model.safetensors"))
    if rank == 0:
        print(sizes, sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)

    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and not n.startswith(("encoder.cases", "encoder.mix", "encoder.form")) and p.requires_grad]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 8 * args.rate}], betas=(0.9, 0.98), weight_decay=0.01
    )
    steps = args.epochs * len(data.batches(items, args.pieces, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.02, 1 - s / (steps * 1.02))
    )
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    first = step = 0
    if state:
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        average, first, step = state["average"], state["epoch"] + 1, state["step"]
        rng.setstate(state["rng"])
    torch.manual_seed(args.seed + 1000 * first + rank)
    mask_rng = random.Random(args.seed + 1000 * first + rank)

    for epoch in range(first, args.epochs):
        if epoch == args.prune_epoch and args.inner < model.c.inner:
            loss = out_losses = None  # the last graph remembers the old shapes
            prune(model, optimiser, average, rng.sample(items, 1600), args.inner)
        model.train()
        sums, words, start = {}, 0, time.time()
        for number, group in enumerate(data.batches(items, args.pieces, rng)):
            if len(group) < args.workers:
                continue
            chosen = [items[i] for i in group[rank :: args.workers]]
            batch = data.collate(chosen, 0.06, pieces, mask_rng)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.float32):
                out_losses = losses(model, batch)
            loss = sum(WEIGHTS[k] * v for k, v in out_losses.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            share(encoder + heads)
            torch.nn.utils.clip_grad_norm_(encoder + heads, 5.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 4 == 0:
                decay = min(0.99, step / (step + 40))
                with torch.no_grad():
                    live = {n: p for n, p in model.named_parameters() if p.requires_grad}
                    torch._foreach_lerp_([average[n] for n in average], [live[n] for n in average], 1 - decay)
            words += sum(items[i]["n"] for i in group)
            for k, v in out_losses.items():
                sums[k] = sums.get(k, 0.0) + v.item()
            if number % 50 == 49 and rank == 0:
                speed = words / (time.time() - start)
                print(f"epoch {epoch} step {step}/{steps} {speed:.0f} words/s", {k: round(v / (number + 1), 3) for k, v in sums.items()}, flush=True)
        if rank:
            continue
        torch.save(
            {
                "model": model.state_dict(), "average": average, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
                "epoch": epoch, "step": step, "inner": model.c.inner, "rng": rng.getstate(), "sizes": sizes, "labels": labels, "candidates": candidates,
            },
            out / "next.pt",
        )
        os.replace(out / "next.pt", out / "last.pt")
        live = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
        model.load_state_dict(average, strict=False)
        scores = {"ewt": evaluate(model, dev_ewt[:: 1 if epoch == args.epochs - 1 else 3], pieces, labels, candidates)}
        if epoch == args.epochs - 1:
            scores["gum"] = evaluate(model, dev_gum, pieces, labels, candidates)
        model.load_state_dict(live, strict=False)
        record = {"epoch": epoch, "seconds": round(time.time() - start), "losses": {k: v / (number + 1) for k, v in sums.items()}, "dev": scores}
        print(json.dumps(scores), flush=True)
        with open(out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
