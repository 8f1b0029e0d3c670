"""The backbone: the issues that carry the structure of a congruence network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb, exp
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.networks.coded import Coded, Integers
from onrecord.analyse.networks.compute import one_rule
from onrecord.analyse.networks.counts import Counts, Floats, triples
from onrecord.analyse.networks.measures import one_mode
from onrecord.analyse.networks.network import dense
from onrecord.analyse.networks.select import select
from onrecord.analyse.networks.settings import Settings
from onrecord.errors import BadSettings, NothingToShow

__all__ = ["Backbone", "Dropped", "backbone", "nested_backbone", "spectrum"]

Kept = NDArray[np.bool_]
_EXHAUSTIVE = 5_000
_HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step of the nested backbone: the issue that is missed least, and the loss when it and all before it are gone."""

    issue: str
    loss: float
    statements: int


@dataclass(frozen=True, slots=True)
class Backbone:
    """A set of issues, and how much of the structure is lost with the others gone; `redundant` is the loss with these gone."""

    issues: tuple[str, ...]
    loss: float
    redundant: float
    exact: bool


def spectrum(matrix: Floats, *, corrected: bool = True) -> Floats:
    """Eigenvalues of the Laplacian D - W of the positive ties, largest first, as shares of their sum.

    The existing tool takes those of D alone, which are the strengths of the nodes; so does this without `corrected`.
    """
    ties = np.maximum(matrix, 0.0)
    strength = ties.sum(axis=1)
    values = np.linalg.eigvalsh(np.diag(strength) - ties) if corrected else strength
    values = np.sort(values)[::-1]
    total = values.sum()
    return np.asarray(values / total if total > 0 else np.zeros_like(values), np.float64)


class _Loss:
    """The loss of a set of issues; asked once a set."""

    def __init__(self, coded: Coded, settings: Settings) -> None:
        one_rule(settings)
        if settings.network_type != "onemode":
            raise BadSettings("a backbone is of a one-mode network", "use networkType onemode")
        self.settings = settings
        self.counts = triples(select(coded, settings), settings).counts()
        self.issues = self.counts.columns
        if len(self.issues) < 2:
            raise NothingToShow("a backbone needs at least two issues")
        self.full = self._spectrum(np.ones(len(self.issues), bool))
        self._known: dict[bytes, float] = {}

    def _spectrum(self, kept: Kept) -> Floats:
        tensor = dense(self.counts.tensor) * np.repeat(kept, self.counts.depth)[None, :]
        c = self.counts
        part = Counts(c.rows, c.columns, c.levels, c.boolean, c.depth, tensor)
        return spectrum(dense(one_mode(part, self.settings)), corrected=self.settings.corrected)

    def __call__(self, kept: Kept) -> float:
        key = np.packbits(kept).tobytes()
        if key not in self._known:
            self._known[key] = float(np.abs(self.full - self._spectrum(kept)).sum())
        return self._known[key]

    def statements(self, issue: int) -> int:
        depth = self.counts.depth
        return round(float(dense(self.counts.tensor)[:, issue * depth : (issue + 1) * depth].sum()))


def nested_backbone(coded: Coded, settings: Settings) -> list[Dropped]:
    """Issues in the order in which they can be spared, those that carry most last.

    Of issues with the same loss the last goes first; the others are weighed anew after it, in compat mode not.
    Cost: an eigenvalue problem of the actors for every pair of issues.
    """
    loss = _Loss(coded, settings)
    kept = np.ones(len(loss.issues), bool)
    made: list[Dropped] = []
    while kept.any():
        tried = {int(issue): loss(_without(kept, int(issue))) for issue in np.flatnonzero(kept)}
        least = min(tried.values())
        tied = [issue for issue in sorted(tried, reverse=True) if tried[issue] <= least + 1e-12]
        for issue in tied[:1] if settings.corrected else tied:
            kept = _without(kept, issue)
            made.append(Dropped(loss.issues[issue], least, loss.statements(issue)))
    return made


def backbone(
    coded: Coded, settings: Settings, rule: Literal["fixed", "penalty"], value: float, iterations: int = 5_000
) -> Backbone:
    """The best set of issues of a given size (`fixed`), or under a penalty for every issue that is kept (`penalty`).

    Every set is tried up to 5,000 of them; beyond, simulated annealing with a fixed seed.
    """
    loss = _Loss(coded, settings)
    number = len(loss.issues)
    if rule == "fixed" and not 1 <= value < number:
        raise BadSettings(f"a backbone of {value:g} of {number} issues cannot be")
    if rule == "penalty" and not 0 <= value <= _HIGHEST:
        raise BadSettings("a penalty is a number from 0 to 100", "as in 3.5")

    def worth(kept: Kept) -> float:
        size = int(kept.sum())
        return loss(kept) if rule == "fixed" else loss(kept) * exp(-value * (number - size) / number)

    sizes = [int(value)] if rule == "fixed" else list(range(1, number))
    exact = sum(comb(number, size) for size in sizes) <= _EXHAUSTIVE
    best = _every(number, sizes, worth) if exact else _anneal(number, rule, int(value), worth, iterations)
    issues = tuple(loss.issues[n] for n in np.flatnonzero(best))
    return Backbone(issues, worth(best), worth(~best), exact)


def _without(kept: Kept, issue: int) -> Kept:
    made = kept.copy()
    made[issue] = False
    return made


def _of(number: int, chosen: Integers | tuple[int, ...]) -> Kept:
    made = np.zeros(number, bool)
    made[list(chosen)] = True
    return made


def _every(number: int, sizes: list[int], worth: Callable[[Kept], float]) -> Kept:
    sets = (_of(number, chosen) for size in sizes for chosen in combinations(range(number), size))
    return min(sets, key=lambda kept: round(worth(kept), 12))


def _anneal(
    number: int,
    rule: str,
    size: int,
    worth: Callable[[Kept], float],
    iterations: int,
) -> Kept:
    """Sets are changed by adding, removing or exchanging an issue; worse ones are taken ever more seldom."""
    rng = np.random.default_rng(1)
    now = _of(number, rng.choice(number, size if rule == "fixed" else number // 2, replace=False))
    best, cost = now, worth(now)
    lowest = cost
    for turn in range(1, iterations + 1):
        heat = 1 - 1 / (1 + exp(-(-5 + 12 * turn / iterations)))
        tried = _moved(now, rng, may_grow=rule != "fixed")
        new = worth(tried)
        if new <= cost or rng.random() < exp(-(new - cost)) * heat:
            now, cost = tried, new
            if new < lowest:
                best, lowest = tried, new
    return best


def _moved(kept: Kept, rng: np.random.Generator, *, may_grow: bool) -> Kept:
    inside, outside = np.flatnonzero(kept), np.flatnonzero(~kept)
    moves = ["exchange"] + (["add"] if may_grow and len(outside) > 1 else []) + (["remove"] if may_grow and len(inside) > 1 else [])  # fmt: skip
    move = moves[rng.integers(len(moves))]
    made = kept.copy()
    if move != "add":
        made[rng.choice(inside)] = False
    if move != "remove":
        made[rng.choice(outside)] = True
    return made
