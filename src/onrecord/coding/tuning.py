"""What decisions of people teach the reader: for each issue, how much readier to be with each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.coding.reader.network import ANSWERS
from onrecord.coding.regression import Floats, softmax

__all__ = ["Tuning", "tune"]

_DECAY, _SHARED_DECAY = 1.5, 4.0
_STEPS, _RATE = 400, 0.05


@dataclass(frozen=True, slots=True)
class Tuning:
    """Offsets to the reader's scores: `shared`, `[5]`, of every issue, and `own`, `[5]` by issue."""

    shared: tuple[float, ...] = (0.0,) * len(ANSWERS)
    own: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def applied(self, scores: Floats, issues: Sequence[str]) -> Floats:
        """Scores `[pairs, 5]` with the offsets of their issues."""
        if not self.own and not any(self.shared):
            return scores
        known = dict(self.own)
        none = (0.0,) * len(ANSWERS)
        offsets = np.array([np.add(self.shared, known.get(issue, none)) for issue in issues], np.float32)
        made: Floats = scores + offsets
        return made


def tune(scores: Floats, issues: Sequence[str], answers: Sequence[int]) -> Tuning:
    """Learn offsets from pairs that people decided: the reader's scores, the issue, the number of the right answer.

    Few decisions move little: offsets are held near nothing, those of one issue as those of all.
    """
    if not len(scores):
        return Tuning()
    names = sorted(set(issues))
    at = np.array([names.index(issue) for issue in issues])
    wanted = np.eye(len(ANSWERS))[list(answers)]
    offsets = np.zeros((len(names) + 1, len(ANSWERS)))
    decay = np.full((len(names) + 1, 1), _DECAY)
    decay[-1] = _SHARED_DECAY
    mean, square = np.zeros_like(offsets), np.zeros_like(offsets)
    for step in range(1, _STEPS + 1):
        wrong = softmax((scores + offsets[at] + offsets[-1]).astype(np.float32)) - wanted
        slope = decay * offsets
        np.add.at(slope, at, wrong)
        slope[-1] += wrong.sum(axis=0)
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope**2 - square)
        offsets -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    rounded = np.round(offsets, 3)
    own = tuple((name, tuple(map(float, row))) for name, row in zip(names, rounded, strict=False))
    return Tuning(tuple(map(float, rounded[-1])), own)
