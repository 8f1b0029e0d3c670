"""The network: a small encoder, tags of words with a transition table, and scorers of links between spans."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.attribute.tagger.links import FEATURES, RELATIONS
from onrecord.attribute.tagger.tags import ALLOWED, STARTS, TAGS
from onrecord.attribute.tagger.words import FORMS, KINDS, QUOTED

__all__ = ["Encoder", "LinkScorer", "Network"]

WIDTH, HEADS, INNER = 384, 12, 1536
VECTOR = 128
HIDDEN, BILINEAR = 128, 64


class Layer(nn.Module):
    """One layer of a BERT encoder (Devlin et al. 2019): attention, then two linear maps, each with its norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm_mix = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_down = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`[B, T, 384]` to the same; mask `[B, 1, 1, T]`, True where there is a piece, None where all are."""
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        p = self.dropout if self.training else 0.0
        seen = functional.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=mask, dropout_p=0.0
        )
        seen = self.mix(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm_mix(x + functional.dropout(seen, p, self.training))
        thought = self.down(functional.gelu(self.up(x)))
        return self.norm_down(x + functional.dropout(thought, p, self.training))


class Encoder(nn.Module):
    """Pieces and their forms to vectors."""

    def __init__(self, pieces: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.forms = nn.ModuleList(nn.Embedding(n, WIDTH) for n in (FORMS, QUOTED, KINDS))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = dropout
        for table in self.forms:
            nn.init.zeros_(table.weight)

    def forward(self, pieces: Tensor, forms: Tensor, mask: Tensor | None) -> Tensor:
        """`[B, T]`, `[B, T, 3]`, `[B, T]` to `[B, T, 384]`."""
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]]
        for i, table in enumerate(self.forms):
            x = x + table(forms[..., i])
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        wide = mask[:, None, None, :] if mask is not None else None
        for layer in self.layers:
            x = layer(x, wide)
        return x

    def load(self, path: Path) -> None:
        """Begin from weights in the naming of BERT checkpoints (safetensors)."""
        from safetensors.torch import load_file

        raw = load_file(path)
        with torch.no_grad():
            self.words.weight.copy_(raw["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(
                raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
            )
            names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                     "mix": "attention.output.dense", "norm_mix": "attention.output.LayerNorm", "up": "intermediate.dense",
                     "down": "output.dense", "norm_down": "output.LayerNorm"}  # fmt: skip
            for kind in ("weight", "bias"):
                getattr(self.norm, kind).copy_(raw[f"embeddings.LayerNorm.{kind}"])
                for i, layer in enumerate(self.layers):
                    for ours, theirs in names.items():
                        getattr(getattr(layer, ours), kind).copy_(raw[f"encoder.layer.{i}.{theirs}.{kind}"])


class LinkScorer(nn.Module):
    """Scores a seeker span against the spans it may belong to, and against nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.seeker = nn.Linear(3 * VECTOR, HIDDEN)
        self.sought = nn.Linear(3 * VECTOR, HIDDEN, bias=False)
        self.places = nn.Embedding(FEATURES, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        self.left = nn.Linear(3 * VECTOR, BILINEAR, bias=False)
        self.right = nn.Linear(3 * VECTOR, BILINEAR, bias=False)
        self.nobody = nn.Linear(3 * VECTOR, 1)
        nn.init.normal_(self.places.weight, std=0.05)

    def forward(self, seekers: Tensor, sought: Tensor, features: Tensor) -> Tensor:
        """`[N, 384]`, `[M, 384]`, `[N, M, 11]` to `[N, M + 1]`; the last column is nobody."""
        hidden = self.seeker(seekers)[:, None] + self.sought(sought)[None] + self.places(features).sum(2)
        score = self.out(functional.relu(hidden)).squeeze(-1)
        score = score + self.left(seekers) @ self.right(sought).T / BILINEAR**0.5
        return torch.cat([score, self.nobody(seekers)], dim=1)


class Network(nn.Module):
    """All of it."""

    def __init__(self, pieces: int, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(pieces, layers, dropout)
        self.emit = nn.Linear(WIDTH, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.vector = nn.Linear(WIDTH, VECTOR)
        self.links = nn.ModuleDict({relation: LinkScorer() for relation in RELATIONS})
        self.dropout = dropout
        self.register_buffer("allowed", torch.from_numpy(ALLOWED), persistent=False)
        self.register_buffer("begin", torch.from_numpy(STARTS), persistent=False)

    def forward(self, pieces: Tensor, forms: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions `[B, W, 7]` and vectors `[B, W, 128]` of words, given the index of each word's first piece."""
        hidden = self.encoder(pieces, forms, mask)
        words = torch.gather(hidden, 1, first[..., None].expand(-1, -1, WIDTH))
        words = functional.dropout(words, self.dropout, self.training)
        return self.emit(words), self.vector(words)

    def table(self) -> Tensor:
        """Transitions with the impossible ones ruled out."""
        return self.transitions + self.allowed

    def tag_loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log likelihood a word of the marked paths (a linear-chain CRF)."""
        table, begin = self.table(), self.begin
        longest = emissions.shape[1]
        steps = torch.arange(longest)
        inside = (steps[None] < lengths[:, None]).to(emissions.dtype)
        gold = emissions.gather(2, tags[..., None]).squeeze(-1) * inside
        gold[:, 1:] += table[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]
        total = emissions[:, 0] + begin
        for i in range(1, longest):
            step = torch.logsumexp(total[:, :, None] + table[None], dim=1) + emissions[:, i]
            total = torch.where(inside[:, i, None] > 0, step, total)
        loss = torch.logsumexp(total, 1) - gold.sum(1) - begin[tags[:, 0]]
        return loss.sum() / lengths.sum()

    @staticmethod
    def span_vectors(vectors: Tensor, spans: Tensor) -> Tensor:
        """First word, last word and mean of each span: `[W, 128]`, `[N, 2]` to `[N, 384]`."""
        sums = torch.cat([torch.zeros(1, vectors.shape[1]), vectors.cumsum(0)])
        mean = (sums[spans[:, 1]] - sums[spans[:, 0]]) / (spans[:, 1] - spans[:, 0])[:, None]
        return torch.cat([vectors[spans[:, 0]], vectors[spans[:, 1] - 1], mean], dim=1)
