"""Tags of words, the best path through them, and how sure each part of it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALLOWED", "ROLES", "STARTS", "TAGS", "Tagged", "best_path", "marginals", "spans_of"]

ROLES = ("content", "cue", "source")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
_FORBIDDEN = -1e4


class Tagged(NamedTuple):
    """A run of words with one role, half open; `sure` is the mean probability of its tags, `edge` of its ends."""

    role: str
    start: int
    end: int
    sure: float
    edge: float


def _allowed() -> NDArray[np.float32]:
    """`[from, to]`: a run goes on only from its own role."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = _FORBIDDEN
    return table


ALLOWED = _allowed()
STARTS = np.asarray([_FORBIDDEN if tag[0] == "I" else 0.0 for tag in TAGS], dtype=np.float32)


def best_path(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Viterbi: the tag of each word. Shapes: `[W, 7]`, `[7, 7]` from-to; gives `[W]`. Cost: 49 W."""
    length = len(emissions)
    score = emissions[0] + STARTS
    back = np.zeros((length, len(TAGS)), dtype=np.int64)
    for i in range(1, length):
        paths = score[:, None] + transitions
        back[i] = paths.argmax(0)
        score = paths.max(0) + emissions[i]
    path = np.zeros(length, dtype=np.int64)
    path[-1] = score.argmax()
    for i in range(length - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def marginals(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probability of each tag at each word, `[W, 7]`, over all paths (forward and backward)."""
    length = len(emissions)
    forward = np.zeros_like(emissions)
    backward = np.zeros_like(emissions)
    forward[0] = emissions[0] + STARTS
    for i in range(1, length):
        forward[i] = _log_sum(forward[i - 1][:, None] + transitions, 0) + emissions[i]
    for i in range(length - 2, -1, -1):
        backward[i] = _log_sum(transitions + (emissions[i + 1] + backward[i + 1])[None, :], 1)
    both = forward + backward
    both = np.exp(both - both.max(1, keepdims=True))
    result: NDArray[np.float32] = both / both.sum(1, keepdims=True)
    return result


def _log_sum(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    top = values.max(axis)
    result: NDArray[np.float32] = top + np.log(np.exp(values - np.expand_dims(top, axis)).sum(axis))
    return result


def spans_of(path: NDArray[np.int64], sure: NDArray[np.float32]) -> list[Tagged]:
    """The runs of a path, in order. `sure[W]` is the probability of each word's tag."""
    found: list[Tagged] = []
    start: int | None = None
    role = ""
    for i, number in enumerate([*path.tolist(), 0]):
        tag = TAGS[number]
        if start is not None and not (tag[0] == "I" and tag[2:] == role):
            ends = (float(sure[start]) + float(sure[i - 1])) / 2
            found.append(Tagged(role, start, i, float(sure[start:i].mean()), ends))
            start = None
        if start is None and tag != "O":
            start, role = i, tag[2:]
    return found
