"""Learns the weights of the ranker of mentions from the lessons that `training/coref.rs` writes.

    coref.py LESSONS TABLE [--teachers N] [--hold-out]

The loss is the marginal log-likelihood of the right antecedents under the costs of wrong ones (Durrett and Klein 2013); what
is kept are the running means of the weights. Several nets learn so, apart from one another; the one that is written learns
their mean scores beside what is right (Hinton et al. 2015, https://arxiv.org/abs/1503.02531). `--hold-out` leaves one
document in eight out of learning and prints the figures of each pass on them: loss, right decisions, precision, recall and
F1 of links.
"""

import argparse
import json

import numpy
import torch
from torch import nn

# Documents of these genres are seen twice a pass: GUM's, which linguists marked, and those like news.
TWICE = ("academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage", "weblog", "newsgroup")
STEPS = 64  # from 0 to 1, as src/language/embeddings.rs keeps numbers
NOUNS = ("name", "demonym", "number", "clause", "together", "bare", "the", "a", "thisnoun", "poss", "some")


class Lessons:
    """All choices, flat: decisions point to choices, choices to features and mentions."""

    def __init__(self, folder, least, width=384):
        with open(f"{folder}/features.txt", encoding="utf8") as names:
            self.names = names.read().split("\n")
        vectors = numpy.fromfile(f"{folder}/embeddings.bin", dtype=numpy.int8).reshape(-1, width)
        self.documents = []
        counts = numpy.zeros(len(self.names), dtype=numpy.int64)
        with open(f"{folder}/lessons.jsonl", encoding="utf8") as lines:
            for line in lines:
                self.documents.append(self.document(json.loads(line), vectors, counts))
        self.kept = numpy.flatnonzero(counts >= least)
        number = numpy.zeros(len(self.names), dtype=numpy.int64)  # 0: none
        number[self.kept] = numpy.arange(1, len(self.kept) + 1)
        for document in self.documents:
            document["features"] = torch.from_numpy(number[document["features"]])

    def document(self, raw, vectors, counts):
        start = raw["words"]
        heads = numpy.array([start + head for head, _ in raw["mentions"]])
        governors = numpy.array([-1 if above is None else start + above for _, above in raw["mentions"]])
        above = vectors[governors].astype(numpy.float32) / STEPS
        above[governors < 0] = 0
        features, offsets, decision, mention, one, representative, right, cost_kind = [], [], [], [], [], [], [], []
        for number, choice in enumerate(raw["decisions"]):
            is_new = choice["right"][0]
            is_noun = choice["kind"] in NOUNS
            for at, names in enumerate(choice["features"]):
                offsets.append(len(features))
                features.extend(names)
                decision.append(number)
                mention.append(choice["mention"])
                one.append(choice["antecedents"][at - 1] if at else -1)
                representative.append(choice["representatives"][at - 1] if at else -1)
                is_right = choice["right"][at]
                right.append(is_right)
                # 0 none, 1 a new thing linked, 2 the same of a noun, 3 an old thing taken for new, 4 the wrong link
                cost_kind.append(0 if is_right else 3 if at == 0 else (2 if is_noun else 1) if is_new else 4)
        features = numpy.array(features)
        if raw["held"] is False:
            numpy.add.at(counts, features, 1)
        return {
            "held": raw["held"],
            "genre": raw["genre"],
            "heads": torch.from_numpy(vectors[heads].astype(numpy.float32) / STEPS),
            "governors": torch.from_numpy(above),
            "features": features,
            "offsets": torch.tensor(offsets),
            "decision": torch.tensor(decision),
            "decisions": len(raw["decisions"]),
            "kinds": [choice["kind"] for choice in raw["decisions"]],
            "mention": torch.tensor(mention),
            "one": torch.tensor(one),
            "representative": torch.tensor(representative),
            "right": torch.tensor(right),
            "cost": torch.tensor(cost_kind),
        }


class Ranker(nn.Module):
    def __init__(self, features, settings, width=384):
        super().__init__()
        hidden, meaning = settings.hidden, settings.meaning
        self.features = nn.EmbeddingBag(features + 1, hidden, mode="sum", padding_idx=0)
        nn.init.uniform_(self.features.weight, -0.1, 0.1)
        with torch.no_grad():
            self.features.weight[0] = 0
        linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
        self.head = linear(width, meaning)
        self.governor = linear(width, meaning)
        self.new = linear(meaning, hidden)
        self.mention = linear(meaning, hidden)
        self.antecedent = linear(meaning, hidden)
        self.representative = linear(meaning, hidden)
        self.product = linear(meaning, hidden)
        self.chain_product = linear(meaning, hidden)
        self.output = linear(hidden, 1)
        with torch.no_grad():
            sign = torch.tensor([1.0 if unit % 2 else -1.0 for unit in range(hidden)])
            self.output.weight[0] = sign * 0.3
            for part in (self.new, self.mention, self.antecedent, self.representative, self.product, self.chain_product):
                part.weight *= 0.3
        self.settings = settings

    def forward(self, document):
        settings = self.settings
        drop = lambda x, share: nn.functional.dropout(x, share, self.training)
        hidden = self.features(document["features"], document["offsets"])
        # Without embeddings too, as sentences from elsewhere are.
        if settings.meaning_used and not (self.training and torch.rand(()) < settings.drop_document):
            x = self.head(drop(document["heads"], settings.drop_input)) + self.governor(
                drop(document["governors"], settings.drop_input)
            )
            x = drop(x, settings.drop_meaning)
            is_new = document["one"] < 0
            news, pairs = is_new.nonzero().squeeze(1), (~is_new).nonzero().squeeze(1)
            mention = document["mention"]
            one, representative = document["one"][pairs], document["representative"][pairs]
            as_mention, as_one, as_representative = self.mention(x), self.antecedent(x), self.representative(x)
            m = mention[pairs]
            pair = (
                as_mention[m]
                + as_one[one]
                + as_representative[representative]
                + self.product(x[m] * x[one])
                + self.chain_product(x[m] * x[representative])
            )
            hidden = hidden.index_add(0, news, self.new(x)[mention[news]]).index_add(0, pairs, pair)
        return self.output(drop(hidden.relu(), settings.drop_hidden)).squeeze(1)


def log_sums(scores, decision, count):
    """Of each decision, the logarithm of the sum of its choices' powers."""
    most = torch.full((count,), -1e9).scatter_reduce(0, decision, scores.detach(), "amax")
    sums = torch.zeros(count).index_add(0, decision, (scores - most[decision]).exp())
    return sums.clamp_min(1e-30).log() + most


def loss_of(scores, document, costs):
    scores = scores + costs[document["cost"]]
    count = document["decisions"]
    right = scores.masked_fill(~document["right"], -1e9)
    return log_sums(scores, document["decision"], count) - log_sums(right, document["decision"], count)


def judge(model, documents, costs):
    """Mean loss and, of each kind of mention, right, linked, to be linked, and right links."""
    model.eval()
    loss, decisions = 0.0, 0
    with torch.no_grad():
        found = [0, 0, 0, 0]
        for document in documents:
            scores = model(document)
            loss += loss_of(scores, document, costs).sum().item()
            decisions += document["decisions"]
            order = torch.argsort(scores, stable=True)
            best = torch.zeros(document["decisions"], dtype=torch.long)
            best[document["decision"][order]] = order
            is_new = document["one"] < 0
            has_link = torch.zeros(document["decisions"]).index_add(
                0, document["decision"], (document["right"] & ~is_new).float()
            )
            right = document["right"][best]
            linked = ~is_new[best]
            found[0] += right.sum().item()
            found[1] += linked.sum().item()
            found[2] += (has_link > 0).sum().item()
            found[3] += (right & linked).sum().item()
    precision, recall = found[3] / max(found[1], 1), found[3] / max(found[2], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return loss / decisions, found[0] / decisions, precision, recall, f1


def distance(scores, document):
    """Of each decision, how far the choices' shares are from the teachers' (Kullback-Leibler)."""
    decision, count = document["decision"], document["decisions"]
    logs = lambda scores: scores - log_sums(scores, decision, count)[decision]
    taught = logs(document["taught"])
    return torch.zeros(count).index_add(0, decision, taught.exp() * (taught - logs(scores)))


def learn(lessons, settings, seed, documents, held):
    """A net; where documents are taught, it learns that too."""
    torch.manual_seed(seed)
    generator = numpy.random.default_rng(seed)
    model = Ranker(len(lessons.kept), settings)
    decayed = [p for n, p in model.named_parameters() if not n.startswith("output")]
    optimizer = torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": settings.decay},
            {"params": [model.output.weight], "weight_decay": 0.0},
        ],
        lr=settings.rate,
    )
    order = [document for document in documents for _ in range(2 if document["genre"] in TWICE else 1)]
    steps = settings.epochs * len(order)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    costs = torch.tensor([0.0, settings.false_link, settings.false_noun, settings.false_new, settings.wrong_link])
    average = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.mean)
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=average)
    for epoch in range(settings.epochs):
        model.train()
        for at in generator.permutation(len(order)):
            document = order[at]
            if not document["decisions"]:
                continue
            scores = model(document)
            loss = loss_of(scores, document, costs).mean()
            if "taught" in document:
                loss = distance(scores, document).mean() + settings.truth * loss
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(model)
        figures = judge(mean.module, held, costs) if held else ()
        print(f"seed {seed} epoch {epoch}", *(f"{figure:.4f}" for figure in figures), flush=True)
    return mean.module


def write(path, lessons, model):
    rows = {}
    of = lambda name: getattr(model, name).weight.detach().numpy().T
    features = model.features.weight.detach().numpy()
    for at, feature in enumerate(lessons.kept):
        rows[lessons.names[feature]] = features[at + 1]
    for name in ("head", "governor", "new", "mention", "antecedent", "representative", "product", "chain_product"):
        label = {"new": "new-mention"}.get(name, name.replace("_", "-"))
        for at, row in enumerate(of(name)):
            rows[f"{label}|{at:03}"] = row
    rows["output"] = model.output.weight.detach().numpy()[0]
    with open(path, "w", encoding="utf8") as out:
        out.write(
            "# The network that ranks mentions: input, weight for each hidden unit, in thousandths; learned by\n"
            "# training/coref.py from GUM (https://gucorpling.org/gum/, annotations CC BY 4.0) and training/chains\n"
        )
        for name in sorted(rows):
            numbers = numpy.clip(numpy.round(rows[name] * 1000), -32767, 32767).astype(int)
            out.write("\t".join([name, *map(str, numbers)]) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons")
    parser.add_argument("table")
    parser.add_argument("--teachers", type=int, default=4)
    parser.add_argument("--hold-out", action="store_true")
    for name, default in dict(
        hidden=128, meaning=40, epochs=6, least=20, meaning_used=1, mean=0.998, truth=0.3,
        rate=1e-3, decay=0.05, drop_hidden=0.4, drop_meaning=0.4, drop_input=0.3, drop_document=0.1,
        false_link=0.1, false_noun=0.1, false_new=3.0, wrong_link=1.0,
    ).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    settings = parser.parse_args()
    torch.set_num_threads(1)
    lessons = Lessons(settings.lessons, settings.least)
    held = [document for document in lessons.documents if document["held"] and settings.hold_out]
    learned = [document for document in lessons.documents if not (document["held"] and settings.hold_out)]
    teachers = [learn(lessons, settings, seed, learned, held) for seed in range(2, settings.teachers + 2)]
    with torch.no_grad():
        for document in learned if teachers else []:
            document["taught"] = sum(teacher.eval()(document) for teacher in teachers) / len(teachers)
    # A pupil needs less noise: what it is taught is soft already.
    settings.drop_hidden, settings.drop_meaning, settings.drop_input = 0.3, 0.3, 0.2
    write(settings.table, lessons, learn(lessons, settings, 1, learned, held))


if __name__ == "__main__":
    main()
