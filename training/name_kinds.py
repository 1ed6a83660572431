"""What the proper nouns of EWT are, by all witnesses together.

Every stretch of proper nouns is described by what spaCy models say of it here, elsewhere in its document and anywhere, by
gazetteers and by its form. Small networks learn from GUM's gold whether it is a person, an organisation, a place, something
else that has a name, or none; so they also learn when to believe spaCy. Their probabilities times those of name_teacher.py,
which looks at the encoder's vectors instead, over those of the kinds, are the opinion: two witnesses, taken as independent.
(The finished encoder's vectors are no witness: it has learned the training sentences' labels by heart.)
"""

from collections import defaultdict
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import names

KINDS = ["NONE", "PERSON", "ORG", "PLACE", "OTHER"]
COARSE = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
SILVER = [*names.TYPES, "-"]
VOTE = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3, "-": 5}
DATA = Path(__file__).resolve().parent.parent / "data"
# Relations between neighbours that two names have, not the parts of one: "Brooklyn" after "Montague Street".
APART = {"appos", "list", "parataxis", "conj", "vocative", "orphan", "dep"}
ORGANISATION = set(
    "inc corp co ltd llc plc company corporation group bank university college institute school association society committee "
    "commission council agency department ministry party union federation foundation press news times post service services "
    "systems technologies airlines insurance motors partners army navy police force forces court congress senate parliament "
    "club team league center centre board bureau office".split()
)
PLACE = set(
    "street st avenue ave road rd building bridge airport station park hotel museum hall house stadium theater theatre center "
    "centre square tower river lake mountain mt island islands sea ocean bay valley beach county city state province region "
    "peninsula desert".split()
)
RELATIONS = ("nsubj", "obj", "obl", "nmod", "compound", "appos", "root", "vocative", "conj", "flat", "list", "amod")


def runs(sentence):
    """`names.proper_runs`, cut where only an apposition or the like joins two neighbours."""
    found = []
    for first, last in names.proper_runs(sentence):
        start = first
        for token in range(first + 1, last + 1):
            if sentence.upos[token] != "PROPN" or sentence.upos[token - 1] != "PROPN":
                continue
            heads = sentence.heads
            before = any(token <= heads[t] - 1 <= last for t in range(start, token))
            after = any(
                start <= heads[t] - 1 < token and sentence.deprels[t].split(":")[0] not in APART for t in range(token, last + 1)
            )
            if not before and not after:
                found.append((start, token - 1))
                start = token
        found.append((start, last))
    return found


def gold_kind(sentence, run):
    """The kind of GUM's smallest mention that this stretch heads."""
    for first, last, _, etype, _ in sorted(sentence.mentions, key=lambda m: m[1] - m[0]):
        head = next((t for t in range(first, last + 1) if not first <= sentence.heads[t] - 1 <= last), first)
        if run[0] <= head <= run[1] and first <= run[0] and run[1] <= last:
            return COARSE.get(etype, "OTHER")
    return "NONE"


def overlapping(silver, first, last):
    """The silver name that shares most words with first..=last, as (type, first, last)."""
    shared = lambda name: min(name[2], last) - max(name[1], first)
    return max((n for n in silver if n[1] <= last and n[2] >= first), key=shared, default=("-", first, last))


def rows(path):
    with open(DATA / path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]


class Witnesses:
    """What is known of a stretch beside the encoder's vectors. `silver` is a list of {sent_id: [(type, first, last)]}."""

    def __init__(self, corpora, silver):
        self.silver = silver
        self.places = {row[0].lower() for row in rows("places.tsv")}
        self.cities = {row[0].lower() for row in rows("gazetteer/cities.tsv")}
        self.given = {row[0].lower() for row in rows("gazetteer/given-names.tsv")}
        self.nouns = {row[0]: row[1] for row in rows("gazetteer/nouns.tsv")}
        self.sorts = sorted(set(self.nouns.values()))
        self.votes = defaultdict(lambda: [0] * 6)
        for sentence in (s for part in corpora.values() for s in part):
            for first, last in runs(sentence):
                for names_of in silver:
                    kind = VOTE.get(overlapping(names_of[sentence.sent_id], first, last)[0], 4)
                    for key in self.keys(sentence, first, last):
                        self.votes[key][kind] += 1

    @staticmethod
    def keys(sentence, first, last):
        """What votes are counted by: the stretch, the stretch in its document, its first and last word there."""
        phrase = " ".join(sentence.forms[first : last + 1]).lower()
        words = [(sentence.document, "first", sentence.forms[first].lower()), (sentence.document, "last", sentence.forms[last].lower())]
        return [phrase, (sentence.document, "whole", phrase), *words]

    def of(self, sentence, first, last):
        """Numbers from 0 to 1."""
        found = []
        for names_of in self.silver:
            kind, start, end = overlapping(names_of[sentence.sent_id], first, last)
            found += [kind == k for k in SILVER] + [(start, end) == (first, last), start < first, end > last]
        keys = self.keys(sentence, first, last)
        for key in keys:
            total = max(1, sum(self.votes[key]))
            found += [count / total for count in self.votes[key]]
        found.append(min(20, sum(self.votes[keys[0]])) / 20)
        forms, words = sentence.forms, [form.lower().rstrip(".") for form in sentence.forms[first : last + 1]]
        phrase, ending = keys[0], words[-1]
        found += [phrase in self.places, phrase in self.cities, ending in self.places, words[0] in self.given, ending in self.given]
        found += [ending in ORGANISATION, ending in PLACE, words[0] in ORGANISATION | PLACE, bool(ORGANISATION & set(words))]
        found += [len(words) == 1, len(words) == 2, len(words) > 2, "of" in words]
        found += [forms[last].isupper() and len(forms[last]) > 1, forms[first].islower(), "." in forms[last]]
        found += [self.nouns.get(ending) == sort for sort in self.sorts]
        before = forms[first - 1].lower() if first else "^"
        after = forms[last + 1].lower() if last + 1 < len(forms) else "$"
        found += [before in ("in", "at", "from", "to", "near"), before in ("mr.", "mrs.", "ms.", "dr."), before == "the", before == "^"]
        found += [after in ("'s", "’s"), after == "$", after in ("said", "says"), after == ","]
        top = next((t for t in range(first, last + 1) if not first <= sentence.heads[t] - 1 <= last), first)
        relation = sentence.deprels[top].split(":")[0]
        return [float(f) for f in found] + [float(relation == r) for r in RELATIONS]


def stretches(sentences, witnesses):
    """[(sentence number, first, last)] and what is known of them, [stretches, witnesses]."""
    where = [(i, *run) for i, sentence in enumerate(sentences) for run in runs(sentence)]
    return where, torch.tensor([witnesses.of(sentences[i], first, last) for i, first, last in where])


def train(told, kinds, seed, passes=12):
    """A network that tells the kinds from what is known."""
    torch.manual_seed(seed)
    layers = nn.Dropout(0.15), nn.Linear(told.shape[1], 96), nn.GELU(), nn.Dropout(0.4), nn.Linear(96, len(KINDS))
    judge = nn.Sequential(*layers)
    optimiser = torch.optim.AdamW(judge.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=passes * -(-len(kinds) // 64))
    for _ in range(passes):
        for group in torch.randperm(len(kinds)).split(64):
            loss = F.cross_entropy(judge(told[group]), kinds[group], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return judge.eval()


@torch.no_grad()
def judged(judges, told):
    """Mean probabilities, none under 0.01: nobody is that sure."""
    return (sum(judge(told).softmax(-1) for judge in judges) / len(judges)).clamp(min=0.01)


def kinds(corpora, silver, opinions):
    """{sent_id: {(first, last): [probability of each of KINDS]}} for the stretches of EWT. `opinions` are name_teacher.py's,
    {sent_id: [(first, last, kind, probability)]}. Prints how right the networks are on GUM documents that were held out."""
    witnesses = Witnesses(corpora, silver)
    gum, ewt = corpora["gum"], corpora["ewt"]
    where, told = stretches(gum, witnesses)
    gold = torch.tensor([KINDS.index(gold_kind(gum[i], (first, last))) for i, first, last in where])
    held = torch.tensor([sum(gum[i].document.encode()) % 5 == 0 for i, *_ in where])
    p = judged([train(told[~held], gold[~held], seed) for seed in range(2)], told[held])
    right, sure = p.argmax(-1) == gold[held], p.max(-1).values > 0.8
    print(f"held-out GUM documents: {len(right)} stretches, {right.float().mean():.3f} right; {sure.float().mean():.3f} sure, of which {right[sure].float().mean():.3f} right", flush=True)
    judges = [train(told, gold, seed) for seed in range(3)]
    prior = torch.bincount(gold, minlength=len(KINDS)) / len(gold)
    where, told = stretches(ewt, witnesses)
    found = {}
    for (i, first, last), p in zip(where, judged(judges, told)):
        teacher = {tuple(run): (kind, sure) for *run, kind, sure in opinions.get(ewt[i].sent_id, [])}.get((first, last))
        if teacher:
            kind, sure = teacher
            other = torch.full((len(KINDS),), (1 - sure) / (len(KINDS) - 1))
            other[KINDS.index(kind)] = sure
            # Flatter than the product, since the two are not quite independent.
            p = (p * other.clamp(min=0.01) / prior) ** 0.8
        found.setdefault(ewt[i].sent_id, {})[first, last] = (p / p.sum()).tolist()
    return found
