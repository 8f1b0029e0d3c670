"""Tags of words, the best path through them, and how sure each part of it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALLOWED", "ROLES", "STARTS", "TAGS", "Tagged", "best_paths", "marginals", "spans_of"]

ROLES = ("content", "cue", "source")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
_FORBIDDEN = -1e4
Array = NDArray[np.floating[Any]]


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


def _side_by_side(emissions: Sequence[Array]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sequences as `[N, W, 7]`, the shorter ones filled up with zeros, and their lengths `[N]`."""
    lengths = np.asarray([len(e) for e in emissions], dtype=np.int64)
    table = np.zeros((len(emissions), int(lengths.max()), len(TAGS)))
    for row, one in zip(table, emissions, strict=True):
        row[: len(one)] = one
    return table, lengths


def best_paths(emissions: Sequence[Array], transitions: Array) -> list[NDArray[np.int64]]:
    """Viterbi: the tag of each word, for several sequences at once, since steps cost more than numbers here.

    Shapes: emissions `[W, 7]` each, transitions `[7, 7]` from-to; gives `[W]` each. Cost: 49 a word.
    """
    table, lengths = _side_by_side(emissions)
    count, longest, _ = table.shape
    rows = np.arange(count)
    score = table[:, 0] + STARTS
    back = np.zeros((longest, count, len(TAGS)), dtype=np.int64)
    for i in range(1, longest):
        paths = score[:, :, None] + transitions
        back[i] = paths.argmax(1)
        score = np.where((i < lengths)[:, None], paths.max(1) + table[:, i], score)
    path = np.zeros((longest, count), dtype=np.int64)
    path[-1] = score.argmax(1)
    for i in range(longest - 1, 0, -1):
        path[i - 1] = np.where(i < lengths, back[i, rows, path[i]], path[i])
    return [path[:length, n] for n, length in enumerate(lengths)]


def marginals(emissions: Sequence[Array], transitions: Array) -> list[NDArray[np.float64]]:
    """The probability of each tag at each word over all paths, `[W, 7]` a sequence (forward and backward).

    Every step is scaled to sum to one, so that nothing runs out of range.
    """
    table, lengths = _side_by_side(emissions)
    count, longest, tags = table.shape
    chance = np.exp(table - table.max(2, keepdims=True))
    move = np.exp(np.maximum(transitions.astype(np.float64), _FORBIDDEN))
    forward = np.zeros_like(table)
    backward = np.ones((count, longest, tags))
    forward[:, 0] = _scaled(chance[:, 0] * np.exp(STARTS.astype(np.float64)))
    for i in range(1, longest):
        forward[:, i] = _scaled((forward[:, i - 1] @ move) * chance[:, i])
    for i in range(longest - 2, -1, -1):
        step = _scaled((backward[:, i + 1] * chance[:, i + 1]) @ move.T)
        backward[:, i] = np.where((i < lengths - 1)[:, None], step, 1.0)
    both = _scaled(forward * backward)
    return [both[n, :length] for n, length in enumerate(lengths)]


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = values / values.sum(-1, keepdims=True)
    return result


def spans_of(path: NDArray[np.int64], sure: Array) -> list[Tagged]:
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
