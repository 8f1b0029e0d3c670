"""Scores of links between spans, from the vectors of their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.links import Places, joined, joined_tables

__all__ = ["LinkScorer", "span_vectors"]

Array = NDArray[np.float32]


def span_vectors(vectors: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """First word, last word and mean of each span: `[W, d]` to `[N, 3 d]`."""
    if not spans:
        return np.zeros((0, 3 * vectors.shape[1]), dtype=np.float32)
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors.cumsum(0)])
    starts, ends = (np.asarray(column) for column in zip(*spans, strict=True))
    mean = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    return np.concatenate([vectors[starts], vectors[ends - 1], mean], axis=1)


class LinkScorer:
    """Scores a seeker against the spans it may belong to, and against nobody (`training/network.py` has the same).

    Args:
        weights: arrays by name, those of one relation.
    """

    def __init__(self, relation: str, weights: Mapping[str, Array]) -> None:
        self._relation = relation
        self._w = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}
        self._places = joined_tables(self._w["places.weight"])

    def __call__(self, vectors: Array, seekers: Sequence[tuple[int, int]], sought: Sequence[tuple[int, int]],
                 places: Places) -> Array:  # fmt: skip
        """Log probabilities `[N, M + 1]` of whom each seeker belongs to; the last column is nobody.

        Cost: 128 multiplications a pair, and as many again for each of N and M times 384.
        """
        w = self._w
        one, other = span_vectors(vectors, seekers), span_vectors(vectors, sought)
        score = one @ w["nobody.weight"].T + w["nobody.bias"]
        if sought:
            features = places.features(seekers, sought, self._relation)
            hidden = (one @ w["seeker.weight"].T + w["seeker.bias"])[:, None] + (other @ w["sought.weight"].T)[None]
            first, second = joined(features)
            hidden += self._places[0][first]
            hidden += self._places[1][second]
            np.maximum(hidden, 0, out=hidden)
            pairs = (hidden @ w["out.weight"].T)[..., 0]
            width = len(w["left.weight"]) ** 0.5
            pairs = pairs + (one @ w["left.weight"].T) @ (other @ w["right.weight"].T).T / width
            score = np.concatenate([pairs, score], axis=1)
        top = score.max(1, keepdims=True)
        result: Array = score - top - np.log(np.exp(score - top).sum(1, keepdims=True))
        return result
