"""What is known of a pair of spans besides their words: where they stand to one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.windows import Window

__all__ = ["FEATURES", "RELATIONS", "Places"]

RELATIONS = ("content-cue", "content-source", "cue-source")
"""Who looks for whom: each of the first finds one of the second, or nobody."""
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35)
_SIZES = (2, 10, 4, 4, 3, 4, 4, 3, 3, 2, 2)
FEATURES = sum(_SIZES)
_OFFSETS = tuple(accumulate(_SIZES[:-1], initial=0))
_END = frozenset(".!?")


class Places:
    """Gives the features of pairs of spans in one window.

    Args:
        spans: word ranges of each role, in order.
    """

    def __init__(self, window: Window, contents: Sequence[tuple[int, int]], cues: Sequence[tuple[int, int]],
                 sources: Sequence[tuple[int, int]]) -> None:  # fmt: skip
        self._paragraphs = window.paragraphs
        self._quoted = window.quoted
        ends = np.asarray([text in _END for text in window.texts], dtype=np.int64)
        self._sentence = np.concatenate([[0], np.cumsum(ends)])
        starts = np.diff(np.concatenate([[0], (self._quoted > 0).astype(np.int64)])) > 0
        self._quotation = np.cumsum(starts) * (self._quoted > 0)
        self._starts = {"content": sorted(s for s, _ in contents), "cue": sorted(s for s, _ in cues),
                        "source": sorted(s for s, _ in sources)}  # fmt: skip

    def features(self, one: tuple[int, int], other: tuple[int, int], relation: str) -> NDArray[np.int64]:
        """Indices into a table of `FEATURES` rows, one a group, `[11]`."""
        before = other[0] < one[0]
        low, high = (other[1], one[0]) if before else (one[1], other[0])
        gap = max(0, high - low)
        target = relation.partition("-")[2]
        paragraphs = abs(self._paragraphs[one[0]] - self._paragraphs[other[0]])
        q_one, q_other = int(self._quotation[one[0]]), int(self._quotation[other[0]])
        sentences = int(self._sentence[max(low, high)] - self._sentence[low]) if high > low else 0
        values = (
            int(before),
            bisect_right(_STEPS, gap) if gap else 0,
            self._between(target, low, high),
            self._between("content", low, high),
            min(paragraphs, 2),
            min(sentences, 3),
            self._between("cue", low, high),
            int(self._quoted[one[0]]),
            int(self._quoted[other[0]]),
            int(q_one > 0 and q_one == q_other),
            int(self._adjacent(one, other)),
        )
        return np.asarray([offset + value for offset, value in zip(_OFFSETS, values, strict=True)], dtype=np.int64)

    def _between(self, role: str, low: int, high: int) -> int:
        starts = self._starts[role]
        return min(3, max(0, bisect_left(starts, high) - bisect_left(starts, low)))

    @staticmethod
    def _adjacent(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return other[0] - one[1] in (0, 1) or one[0] - other[1] in (0, 1)
