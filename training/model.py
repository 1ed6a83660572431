"""The reader's network: a cut MiniLM encoder whose upper layers see words, and the heads on it.

Pieces enter the first layers; after layer `POOL` each word is the mean of its pieces, so that the upper layers pay
one position a word. Dimensions are in `Config`; `src/language/encoder/` computes the same in int8.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

import features


@dataclass
class Config:
    layers: int = 6
    pool: int = 2  # layers that see pieces
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    form: int = 64  # width of the hashed form features
    tag: int = 256
    arc: int = 256
    label: int = 96
    frame: int = 256
    sense: int = 128
    role: int = 128
    name: int = 192
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """A post-norm transformer layer, as in BERT (Devlin et al. 2019)."""

    def __init__(self, c, dropout):
        super().__init__()
        self.qkv = nn.Linear(c.hidden, 3 * c.hidden)
        self.out = nn.Linear(c.hidden, c.hidden)
        self.norm1 = nn.LayerNorm(c.hidden, eps=1e-12)
        self.up = nn.Linear(c.hidden, c.inner)
        self.down = nn.Linear(c.inner, c.hidden)
        self.norm2 = nn.LayerNorm(c.hidden, eps=1e-12)
        self.heads = c.heads
        self.dropout = dropout

    def forward(self, x, mask):
        """x [B, T, hidden], mask [B, 1, 1, T] additive."""
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on CPUs the fused function's backward pass takes ten times as long at these lengths.
        a = ((q @ k.transpose(-1, -2)).float() / (h // self.heads) ** 0.5 + mask).softmax(-1).to(v.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(b, t, h))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        f = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(f, self.dropout, self.training))


class Encoder(nn.Module):
    """Words to vectors: `forward` gives [B, W, hidden + form], W counting the two ends."""

    def __init__(self, c, dropout=0.1):
        super().__init__()
        self.c = c
        self.words = nn.Embedding(c.vocabulary, c.hidden)
        self.words.weight.requires_grad = False
        self.positions = nn.Embedding(c.positions, c.hidden)
        self.cases = nn.Embedding(len(features.CASES), c.hidden)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(c.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(c, dropout) for _ in range(c.layers))
        self.mix = nn.Parameter(torch.tensor([0.0] * (c.layers - c.pool) + [1.0]))
        self.form = nn.Embedding(features.BUCKETS, c.form)
        nn.init.normal_(self.form.weight, std=0.1)
        self.dropout = dropout

    def forward(self, batch):
        pieces, cases, owner, words = batch["pieces"], batch["cases"], batch["owner"], batch["words"]
        b, t = pieces.shape
        x = self.words(pieces) + self.positions.weight[:t] + self.cases(cases)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = torch.zeros(b, 1, 1, t).masked_fill((owner < 0)[:, None, None], -1e9)
        for layer in self.layers[: self.c.pool]:
            x = layer(x, mask)
        # [B, W, T] averages the pieces of each word.
        pool = (owner[:, None, :] == torch.arange(words.shape[1])[None, :, None]).float()
        pool = pool / pool.sum(-1, keepdim=True).clamp(min=1)
        x = pool @ x
        mask = torch.zeros(b, 1, 1, x.shape[1]).masked_fill(~words[:, None, None], -1e9)
        weights = self.mix.softmax(0)
        mixed = weights[0] * x
        for weight, layer in zip(weights[1:], self.layers[self.c.pool :]):
            x = layer(x, mask)
            mixed = mixed + weight * x
        form = self.form(batch["forms"]).sum(2)
        return torch.cat([mixed, form], -1)


class Mlp(nn.Module):
    """One hidden layer with GELU; dropout on what goes in and comes out."""

    def __init__(self, inside, outside, dropout):
        super().__init__()
        self.linear = nn.Linear(inside, outside)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        return self.dropout(F.gelu(self.linear(x)))


class Reader(nn.Module):
    """The encoder and all heads. `sizes` holds the lengths of the label sets."""

    def __init__(self, c, sizes, senses, dropout=0.25):
        super().__init__()
        self.c = c
        self.encoder = Encoder(c)
        width = c.hidden + c.form
        self.input_dropout = dropout
        self.tag = Mlp(width, c.tag, dropout)
        self.upos = nn.Linear(c.tag, sizes["upos"])
        self.xpos = nn.Linear(c.tag, sizes["xpos"])
        self.feats = nn.Linear(c.tag, sizes["feats"])
        self.lemma = nn.Linear(c.tag, sizes["lemma"])
        self.arc_head = Mlp(width, c.arc, dropout)
        self.arc_dependent = Mlp(width, c.arc, dropout)
        self.arc = nn.Parameter(torch.zeros(c.arc, c.arc + 1))
        self.label_head = Mlp(width, c.label, dropout)
        self.label_dependent = Mlp(width, c.label, dropout)
        self.label = nn.Parameter(torch.zeros(sizes["deprel"], c.label + 1, c.label + 1))
        self.frame = Mlp(width, c.frame, dropout)
        self.predicate = nn.Linear(c.frame, 2)
        self.factuality = nn.Linear(c.frame, 1)
        self.sense = nn.Linear(c.frame, c.sense)
        self.rolesets = nn.Embedding(sizes["roleset"], c.sense)
        nn.init.zeros_(self.rolesets.weight)
        self.sense_bias = nn.Parameter(torch.zeros(sizes["sense"]))
        self.register_buffer("senses", senses)  # [rolesets] number of the sense
        self.role_predicate = Mlp(width, c.role, dropout)
        self.role_argument = Mlp(width, c.role, dropout)
        self.role = nn.Parameter(torch.zeros(sizes["role"], c.role + 1, c.role + 1))
        self.name = Mlp(width, c.name, dropout)
        self.name_tag = nn.Linear(c.name, sizes["name"])
        for weight in (self.arc, self.label, self.role):
            nn.init.normal_(weight, std=0.01)

    def encode(self, batch):
        x = self.encoder(batch)
        if self.training:  # one mask for a whole sentence (Gal and Ghahramani 2016)
            keep = 1 - self.input_dropout
            x = x * (torch.rand(x.shape[0], 1, x.shape[2]) < keep) / keep
        return x

    def arcs(self, x):
        """[B, W, W]: row = dependent, column = head, column 0 = root."""
        dependent = F.pad(self.arc_dependent(x).float(), (0, 1), value=1.0)
        with torch.autocast("cpu", enabled=False):
            return dependent @ self.arc.T @ self.arc_head(x).float().transpose(1, 2)

    def labels(self, x, heads):
        """[B, W, labels] for the given heads [B, W]."""
        head = self.label_head(x).gather(1, heads[..., None].expand(-1, -1, self.c.label))
        head = F.pad(head, (0, 1), value=1.0)
        dependent = F.pad(self.label_dependent(x), (0, 1), value=1.0)
        return torch.einsum("bwi,lij,bwj->bwl", dependent, self.label, head)

    def roles(self, x, sentences, tokens):
        """[P, W, roles] for predicates given as (sentence, word) index pairs."""
        predicate = F.pad(self.role_predicate(x[sentences, tokens]), (0, 1), value=1.0)
        argument = F.pad(self.role_argument(x), (0, 1), value=1.0)
        bent = torch.einsum("pi,rij->prj", predicate, self.role)
        return torch.einsum("prj,pwj->pwr", bent, argument[sentences])

    def roleset_scores(self, frame, candidates):
        """[P, C] for frame vectors [P, frame] and candidate numbers [P, C] (-1 pads)."""
        known = candidates.clamp(min=0)
        scores = torch.einsum("ps,pcs->pc", self.sense(frame), self.rolesets(known))
        scores = scores + self.sense_bias[self.senses[known]]
        return scores.masked_fill(candidates < 0, -1e9)


def load_minilm(encoder, weights):
    """Fills the encoder from all-MiniLM-L6-v2's tensors (a dict as safetensors gives it)."""
    with torch.no_grad():
        e = "embeddings."
        encoder.words.weight.copy_(weights[e + "word_embeddings.weight"])
        encoder.positions.weight.copy_(weights[e + "position_embeddings.weight"] + weights[e + "token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(weights[e + "LayerNorm.weight"])
        encoder.norm.bias.copy_(weights[e + "LayerNorm.bias"])
        for i, layer in enumerate(encoder.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                layer.qkv.get_parameter(kind).copy_(
                    torch.cat([weights[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
                )
                layer.out.get_parameter(kind).copy_(weights[f"{p}attention.output.dense.{kind}"])
                layer.norm1.get_parameter(kind).copy_(weights[f"{p}attention.output.LayerNorm.{kind}"])
                layer.up.get_parameter(kind).copy_(weights[f"{p}intermediate.dense.{kind}"])
                layer.down.get_parameter(kind).copy_(weights[f"{p}output.dense.{kind}"])
                layer.norm2.get_parameter(kind).copy_(weights[f"{p}output.LayerNorm.{kind}"])
