"""Quick development scores during training, gold tokens, greedy heads; the figures of record are `byline eval`'s."""

import torch

import data
import lemmas


@torch.no_grad()
def evaluate(model, sentences, pieces, labels, candidates):
    """A dict of scores in percent (factuality: Pearson's r)."""
    model.eval()
    items = [data.encode(s, pieces, labels, candidates, None) for s in sentences]
    order = sorted(range(len(items)), key=lambda i: len(items[i]["pieces"]))
    hit = dict.fromkeys(("upos", "xpos", "feats", "lemma", "uas", "las"), 0)
    words = 0
    predicate = [0, 0, 0]  # right, predicted, gold
    argument = [0, 0, 0]
    sense = [0, 0]
    values = []
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        batch = data.collate([items[i] for i in chosen])
        x = model.encode(batch)
        tag = model.tag(x)
        upos, xpos, feats, lemma = (getattr(model, k)(tag).argmax(-1) for k in ("upos", "xpos", "feats", "lemma"))
        reach = batch["words"].clone()
        reach[torch.arange(len(chosen)), batch["words"].sum(1) - 1] = False
        arcs = model.arcs(x).masked_fill(~reach[:, None], -1e9)
        arcs.diagonal(dim1=1, dim2=2).fill_(-1e9)
        heads = arcs.argmax(-1)
        deprels = model.labels(x, heads).argmax(-1)
        frame = model.frame(x)
        predicates = model.predicate(frame).argmax(-1)
        facts = model.factuality(frame).squeeze(-1)
        for row, i in enumerate(chosen):
            s, n = sentences[i], items[i]["n"]
            words += n
            for t in range(n):
                hit["upos"] += labels.upos[upos[row, t + 1]] == s.upos[t]
                hit["xpos"] += labels.xpos[xpos[row, t + 1]] == s.xpos[t]
                hit["feats"] += labels.feats[feats[row, t + 1]] == s.feats[t]
                hit["lemma"] += lemmas.apply(labels.lemma[lemma[row, t + 1]], s.forms[t]) == s.lemmas[t]
                head = heads[row, t + 1].item() == s.heads[t]
                hit["uas"] += head
                same = labels.deprel[deprels[row, t + 1]].split(":")[0] == s.deprels[t].split(":")[0]
                hit["las"] += head and same
            if s.frames is not None:
                gold = {f[0] for f in s.frames}
                found = {t for t in range(n) if predicates[row, t + 1] == 1}
                predicate[0] += len(gold & found)
                predicate[1] += len(found)
                predicate[2] += len(gold)
                gold_arguments = {(p, h, r) for p, _, a in s.frames for r, h in a}
                argument[2] += len(gold_arguments)
                if found:
                    tokens = torch.tensor(sorted(found)) + 1
                    roles = model.roles(x, torch.full_like(tokens, row), tokens).argmax(-1)
                    ours = {
                        (p.item() - 1, h - 1, labels.role[roles[k, h]])
                        for k, p in enumerate(tokens)
                        for h in range(1, n + 1)
                        if roles[k, h] > 0
                    }
                    argument[0] += len(ours & gold_arguments)
                    argument[1] += len(ours)
                for token, options, gold_option, _ in items[i]["frames"]:
                    sense[1] += 1
                    if options:
                        best = model.roleset_scores(frame[row, token][None], torch.tensor([options])).argmax(-1).item()
                        sense[0] += best == gold_option
            for t, value, _ in s.factuality or []:
                values.append((facts[row, t + 1].item(), value))

    def f1(right, predicted, gold):
        return round(200 * right / max(1, predicted + gold), 2)

    scores = {k: round(100 * v / words, 2) for k, v in hit.items()}
    if predicate[2]:
        scores |= {"predicate": f1(*predicate), "argument": f1(*argument), "roleset": round(100 * sense[0] / sense[1], 2)}
    if len(values) > 2:
        scores["factuality"] = round(torch.corrcoef(torch.tensor(values).T)[0, 1].item(), 4)
    return scores
