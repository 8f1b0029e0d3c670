"""How near a debate is to camps that agree within and conflict between.

Following Leifeld's definition: a split of the actors is compared with the ideal in which all congruence is within
camps and all conflict between them. `distance` is how far the debate is from that ideal at its best split, 0 to 1;
`polarisation` is 1 - distance. The existing tool maximises the distance, and so reports the most mixed split.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from math import comb

import numpy as np

from onrecord.analyse.networks.coded import Coded, Integers
from onrecord.analyse.networks.compute import networks
from onrecord.analyse.networks.counts import Floats
from onrecord.analyse.networks.settings import Aggregation, Settings
from onrecord.errors import BadSettings, NothingToShow

__all__ = ["Camps", "distance_from_ideal", "polarisation"]

_EXHAUSTIVE = 20_000
_STARTS = 20


@dataclass(frozen=True, slots=True)
class Camps:
    """A split of the actors.

    Attributes:
        camps: a number from 0 an actor; sizes differ by at most one.
        distance: from the ideal, 0 to 1; `exact` says whether every split was tried.
    """

    actors: tuple[str, ...]
    camps: tuple[int, ...]
    distance: float
    exact: bool
    midpoint: datetime | None = None

    @property
    def polarisation(self) -> float:
        """1 - distance: the higher, the nearer to camps. Two perfect camps have 0.75, by the expectation as published."""
        return 1.0 - self.distance


def distance_from_ideal(congruence: Floats, conflict: Floats, camps: Integers) -> float:
    """How far a split is from the ideal: 0 to 1, or 0 to half the ties where there are none to divide by.

    Expected of a dyad within camp c is its share m_c (m_c - 1) / W of the mean congruence, of one between camps a
    and b its share m_a m_b / B of the mean conflict, as published.
    """
    n = len(camps)
    _, member = np.unique(camps, return_inverse=True)
    sizes = np.bincount(member).astype(np.float64)
    within = float((sizes * (sizes - 1)).sum())
    between = n * (n - 1) - within
    total_c, total_f = float(np.abs(congruence).sum()), float(np.abs(conflict).sum())
    same = member[:, None] == member[None, :]
    inside = sizes * (sizes - 1) / within * total_c / within if within else np.zeros_like(sizes)
    across = np.outer(sizes, sizes) / between * total_f / between if between else np.zeros((len(sizes),) * 2)
    cells = np.where(
        same,
        np.abs(congruence - inside[member][:, None]) + np.abs(conflict),
        np.abs(congruence) + np.abs(conflict - across[member][:, member]),
    )
    np.fill_diagonal(cells, 0.0)
    whole = 2 * (total_c + total_f)
    return float(cells.sum()) / whole if whole else float(cells.sum()) / 2


def polarisation(coded: Coded, settings: Settings, camps: int = 2) -> Iterator[Camps]:
    """The best split of the whole, or of every window that has two actors for each camp.

    Networks of congruence and of conflict, normalised by the average unless the settings say otherwise. Every
    balanced split is tried up to 20,000 of them; beyond, pairs are exchanged from 20 starts for as long as it helps.
    With `compat` the worst split is reported, and every window is computed with one network for both, as DNA 3.1 does.

    Raises: OR-N01 BadSettings without a qualifier; OR-N02 NothingToShow for too few actors.
    """
    if settings.qualifier is None:
        raise BadSettings("polarisation needs a qualifier, as in qualifier agreement")
    average = "average" if settings.normalization == "no" else settings.normalization
    base = replace(settings, network_type="onemode", aggregation="congruence", normalization=average)
    blind = not settings.corrected and settings.time_window != "no"
    other: Aggregation = "congruence" if blind else "conflict"
    seen = False
    for alike, unlike in zip(networks(coded, base), networks(coded, base.with_aggregation(other)), strict=True):
        if len(alike.rows) >= 2 * camps:
            seen = True
            split, distance, exact = _search(alike.dense(), unlike.dense(), camps, worst=not settings.corrected)
            yield Camps(alike.rows, tuple(int(c) for c in split), distance, exact, alike.midpoint)
    if not seen:
        raise NothingToShow(f"{camps} camps need at least {2 * camps} actors")


def _search(congruence: Floats, conflict: Floats, camps: int, *, worst: bool) -> tuple[Integers, float, bool]:
    n = len(congruence)
    sign = -1 if worst else 1

    def cost(split: Integers) -> float:
        return sign * distance_from_ideal(congruence, conflict, split)

    if camps == 2 and comb(n, n // 2) <= _EXHAUSTIVE:
        best = min(_halves(n), key=lambda split: (round(cost(split), 12), split.tolist()))
        return best, sign * cost(best), True
    rng = np.random.default_rng(1)
    found = [_exchange(rng.permutation(np.arange(n) % camps), congruence, conflict, sign) for _ in range(_STARTS)]
    best = min(found, key=cost)
    return best, sign * cost(best), False


def _halves(n: int) -> Iterator[Integers]:
    for chosen in combinations(range(n), n // 2):
        if n % 2 or chosen[0] == 0:  # of two halves one has the first actor
            split = np.ones(n, np.int64)
            split[list(chosen)] = 0
            yield split


def _exchange(split: Integers, congruence: Floats, conflict: Floats, sign: int) -> Integers:
    """Exchange the pair of actors of two camps that helps most, until none does.

    The sizes of camps stay, so what a dyad costs depends on its two camps alone: `costs[a, b]` is (n, n).
    """
    camps = np.unique(split)
    costs = _costs(congruence, conflict, np.bincount(split, minlength=len(camps))) * sign
    while True:
        # own[i, g]: what the dyads of i cost if i were in camp g and nobody else moved.
        own = np.array(
            [costs[g][split, np.arange(len(split))[:, None], np.arange(len(split))].sum(axis=1) for g in camps]
        ).T
        best: tuple[float, int, int] | None = None
        for a, b in combinations(camps.tolist(), 2):
            i, j = np.flatnonzero(split == a), np.flatnonzero(split == b)
            here, there = np.ix_(i, j), np.ix_(j, i)
            gain = own[i, b][:, None] - costs[b, b][here] + costs[b, a][here] - own[i, a][:, None]
            gain = gain + (own[j, a][:, None] - costs[a, a][there] + costs[a, b][there] - own[j, b][:, None]).T
            place = np.unravel_index(int(gain.argmin()), gain.shape)
            if best is None or gain[place] < best[0] - 1e-12:
                best = (float(gain[place]), int(i[place[0]]), int(j[place[1]]))
        if best is None or best[0] >= -1e-12:
            return split
        _, one, other = best
        split[one], split[other] = split[other], split[one]


def _costs(congruence: Floats, conflict: Floats, counts: Integers) -> Floats:
    """(camps, camps, n, n): how far a dyad is from the ideal if its actors are in these camps."""
    n, sizes = len(congruence), counts.astype(np.float64)
    within = float((sizes * (sizes - 1)).sum())
    between = n * (n - 1) - within
    total_c, total_f = float(np.abs(congruence).sum()), float(np.abs(conflict).sum())
    made = np.empty((len(sizes), len(sizes), n, n))
    for a, size in enumerate(sizes):
        for b, other in enumerate(sizes):
            if a == b:
                expected = size * (size - 1) / within * total_c / within if within else 0.0
                made[a, b] = np.abs(congruence - expected) + np.abs(conflict)
            else:
                expected = size * other / between * total_f / between if between else 0.0
                made[a, b] = np.abs(congruence) + np.abs(conflict - expected)
            np.fill_diagonal(made[a, b], 0.0)
    return made
