"""The reader of meaning: an MPNet encoder over a statement and its propositions, and one linear map to five answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.coding.reader.network import ANSWERS
from onrecord.coding.reader.pair import FARTHEST

__all__ = ["FIRST_PLACE", "HEADS", "WIDTH", "Reader", "buckets_by_distance"]

WIDTH, HEADS, INNER = 768, 12, 3072
_BUCKETS, _FULL_BUCKET = 32, 128
FIRST_PLACE = 2
"""MPNet counts places from two on: one is that of padding."""


def buckets_by_distance() -> Tensor:
    """`[2 FARTHEST + 1]`: the bucket of each distance from `-FARTHEST` on, as T5 (Raffel et al. 2020) and MPNet count them."""
    ahead = torch.arange(-FARTHEST, FARTHEST + 1)
    half = _BUCKETS // 2
    exact = half // 2
    far = ahead.abs()
    wide = exact + (torch.log(far.clamp(min=1) / exact) / math.log(_FULL_BUCKET / exact) * (half - exact)).long()
    return (ahead > 0).long() * half + torch.where(far < exact, far, wide.clamp(max=half - 1))


class Layer(nn.Module):
    """One layer: attention with a bias by distance, then two linear maps, each with its norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm_mix = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_down = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`[B, T, 768]` to the same; bias `[B or 1, 12, T, T]` is added to what each piece sees."""
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        p = self.dropout if self.training else 0.0
        seen = functional.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=bias
        )
        seen = self.mix(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm_mix(x + functional.dropout(seen, p, self.training))
        thought = self.down(functional.gelu(self.up(x)))
        return self.norm_down(x + functional.dropout(thought, p, self.training))


class Reader(nn.Module):
    """Pieces of a statement and its propositions to five scores a proposition, in the order of `ANSWERS`."""

    def __init__(self, pieces: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distance = nn.Embedding(_BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.answer = nn.Linear(WIDTH, len(ANSWERS))
        self.dropout = dropout
        self.register_buffer("buckets", buckets_by_distance(), persistent=False)

    def forward(self, pieces: Tensor, places: Tensor, segment: Tensor) -> Tensor:
        """Three times `[B, T]`, as `Laid` has them, to `[B, K, 5]`; segment is -1 where there is no piece."""
        x = self.words(pieces) + self.places.weight[FIRST_PLACE + places]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        apart = (places[:, None, :] - places[:, :, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        bias = self.distance(self.buckets[apart]).permute(0, 3, 1, 2)
        seen = (segment[:, None, :] == 0) | (segment[:, None, :] == segment[:, :, None])
        bias = bias + torch.where(seen, 0.0, -1e9)[:, None]
        for layer in self.layers:
            x = layer(x, bias)
        asked = torch.arange(1, int(segment.max()) + 1)
        share = (segment[:, None, :] == asked[None, :, None]).float()
        mean = share / share.sum(2, keepdim=True).clamp(min=1) @ x
        return self.answer(functional.dropout(mean, self.dropout, self.training))

    def load(self, path: Path, layers: Sequence[int]) -> None:
        """Begin from an MPNet checkpoint (safetensors), taking those of its twelve layers that are named."""
        from safetensors.torch import load_file

        raw = load_file(path)
        state = {"words.weight": raw["embeddings.word_embeddings.weight"],
                 "places.weight": raw["embeddings.position_embeddings.weight"],
                 "norm.weight": raw["embeddings.LayerNorm.weight"], "norm.bias": raw["embeddings.LayerNorm.bias"],
                 "distance.weight": raw["encoder.relative_attention_bias.weight"]}  # fmt: skip
        names = {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v",
                 "mix": "attention.attn.o", "norm_mix": "attention.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm_down": "output.LayerNorm"}  # fmt: skip
        for to, number in enumerate(layers):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{to}.{ours}.{part}"] = raw[f"encoder.layer.{number}.{theirs}.{part}"]
        found = self.load_state_dict(state, strict=False)
        assert not found.unexpected_keys
        assert set(found.missing_keys) == {"answer.weight", "answer.bias"}
