"""What is known of a pair of spans besides their words: where they stand to one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.windows import Window

__all__ = ["FEATURES", "RELATIONS", "Places", "joined", "joined_tables"]

RELATIONS = ("content-cue", "content-source", "cue-source")
"""Who looks for whom: each of the first finds one of the second, or nobody."""
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35)
_SIZES = (2, 10, 4, 4, 3, 4, 4, 3, 3, 2, 2)
FEATURES = sum(_SIZES)
_OFFSETS = tuple(accumulate(_SIZES[:-1], initial=0))
_HALF = 4
_END = frozenset(".!?")


class Places:
    """Gives the features of pairs of spans in one window.

    Args:
        spans: word ranges of each role, in order.
    """

    def __init__(self, window: Window, contents: Sequence[tuple[int, int]], cues: Sequence[tuple[int, int]],
                 sources: Sequence[tuple[int, int]]) -> None:  # fmt: skip
        self._paragraphs = np.asarray(window.paragraphs, dtype=np.int64)
        self._quoted = window.quoted
        ends = np.asarray([text in _END for text in window.texts], dtype=np.int64)
        self._sentence = np.concatenate([[0], np.cumsum(ends)])
        starts = np.diff(np.concatenate([[0], (self._quoted > 0).astype(np.int64)])) > 0
        self._quotation = np.cumsum(starts) * (self._quoted > 0)
        roles = {"content": contents, "cue": cues, "source": sources}
        self._starts = {
            role: np.sort(np.asarray([s for s, _ in spans], dtype=np.int64)) for role, spans in roles.items()
        }

    def features(
        self, seekers: Sequence[tuple[int, int]], sought: Sequence[tuple[int, int]], relation: str
    ) -> NDArray[np.int64]:
        """Indices into a table of `FEATURES` rows, one a group, `[N, M, 11]`, for every pair of word ranges.

        Cost: a few dozen operations a pair, all pairs at once.
        """
        one, other = (np.asarray(spans, dtype=np.int64).reshape(-1, 2) for spans in (seekers, sought))
        start, end = one[:, :1], one[:, 1:]
        low, high = other[None, :, 0], other[None, :, 1]
        before = low < start
        near, far = np.where(before, high, end), np.where(before, start, low)
        gap = np.maximum(0, far - near)
        target = relation.partition("-")[2]
        paragraphs = np.abs(self._paragraphs[start] - self._paragraphs[low])
        q_one, q_other = self._quotation[start], self._quotation[low]
        sentences = np.where(far > near, self._sentence[np.maximum(near, far)] - self._sentence[near], 0)
        adjacent = (low - end == 0) | (low - end == 1) | (start - high == 0) | (start - high == 1)
        values = (
            before,
            np.where(gap > 0, np.searchsorted(_STEPS, gap, side="right"), 0),
            self._between(target, near, far),
            self._between("content", near, far),
            np.minimum(paragraphs, 2),
            np.minimum(sentences, 3),
            self._between("cue", near, far),
            self._quoted[start],
            self._quoted[low],
            (q_one > 0) & (q_one == q_other),
            adjacent,
        )
        shape = (len(one), len(other))
        columns = [offset + np.broadcast_to(value, shape) for offset, value in zip(_OFFSETS, values, strict=True)]
        return np.stack(columns, axis=-1).astype(np.int64)

    def _between(self, role: str, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
        starts = self._starts[role]
        between: NDArray[np.int64] = np.searchsorted(starts, high) - np.searchsorted(starts, low)
        return np.minimum(np.maximum(between, 0), 3)


def joined(features: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The features of pairs as rows of the two tables of `joined_tables`: two look-ups a pair, not eleven."""
    values = features - np.asarray(_OFFSETS)
    first, second = values[..., 0], values[..., _HALF]
    for group in range(1, _HALF):
        first = first * _SIZES[group] + values[..., group]
    for group in range(_HALF + 1, len(_SIZES)):
        second = second * _SIZES[group] + values[..., group]
    return first, second


def joined_tables(table: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The sums of a table's rows for every combination of the first groups of features, and of the others."""
    rows = [table[offset : offset + size] for offset, size in zip(_OFFSETS, _SIZES, strict=True)]
    return _sums(rows[:_HALF]), _sums(rows[_HALF:])


def _sums(groups: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    made = groups[0]
    for group in groups[1:]:
        made = (made[:, None] + group[None]).reshape(-1, group.shape[1])
    return made
