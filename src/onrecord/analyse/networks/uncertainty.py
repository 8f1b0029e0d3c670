"""How sure a network is: confidence of its ties, intervals by resampling, and what another window would show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np

from onrecord.analyse.networks.clusters import cluster_actors, modularity
from onrecord.analyse.networks.coded import Coded, Integers
from onrecord.analyse.networks.compute import networks, one_rule
from onrecord.analyse.networks.counts import Counts, Floats, Triples, triples
from onrecord.analyse.networks.measures import one_mode, two_mode
from onrecord.analyse.networks.network import Matrix, Network, dense
from onrecord.analyse.networks.select import Selection, select
from onrecord.analyse.networks.settings import Settings, TimeWindow
from onrecord.errors import BadSettings, NothingToShow

__all__ = ["Interval", "Sensitivity", "TieSureness", "intervals", "sensitivity"]

_LARGEST = 120_000_000  # cells of all samples, about 1 GB
_GROUPS_BY = ("greedy",)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the middle 95 % of what resampling gives."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TieSureness:
    """A tie.

    Attributes:
        weight: with its interval.
        confidence: mean confidence of the statements of both ends on what they share, 0 to 1; 1 where people coded all.
        there: the share of samples in which the tie is not 0.
    """

    row: str
    column: str
    weight: Interval
    confidence: float
    there: float


def intervals(coded: Coded, settings: Settings, samples: int = 200, seed: int = 1) -> tuple[list[TieSureness], Interval | None]:  # fmt: skip
    """Ties with intervals, and the modularity of a one-mode network's groups with its own.

    In every sample documents are drawn with replacement, since statements of one text hang together, and a
    statement that a machine coded is kept with the probability of its confidence. So an interval holds chance in
    what was published and doubt about how it was coded; it knows nothing of texts that are not in the record. The
    weight itself takes every coding for right, so where coding is doubtful it can lie above its interval.

    Cost: `samples` networks. Raises: OR-N02 NothingToShow, OR-N01 BadSettings for a network too large to resample.
    """
    one_rule(settings)
    plain = replace(settings, time_window="no", kernel="no")
    selection = select(coded, plain)
    coding = triples(selection, plain)
    if not len(coding):
        raise NothingToShow("no statement is left to resample")
    counts = coding.counts(every_label=True)
    if samples * len(counts.rows) * len(counts.columns if plain.network_type != "onemode" else counts.rows) > _LARGEST:
        raise BadSettings(
            "the network is too large to resample",
            "take fewer samples, or leave out actors with few statements (--min-statements)",
        )
    value = dense(_matrix(counts, plain))
    groups = _groups(coded, plain) if plain.network_type == "onemode" and len(counts.rows) > 2 else None
    rng = np.random.default_rng(seed)
    drawn, modularities = [], []
    for _ in range(samples):
        matrix = dense(_matrix(coding.counts(weights=_resample(selection, rng), every_label=True), plain))
        drawn.append(matrix)
        if groups is not None:
            modularities.append(modularity(np.maximum(matrix, 0.0), groups))
    cube = np.array(drawn)
    sure = _confidence(selection, coding, counts, plain)
    low, high = np.percentile(cube, [2.5, 97.5], axis=0)
    there = (cube != 0).mean(axis=0)
    rows, columns = np.nonzero(value)
    ties = [
        TieSureness(counts.rows[r], (counts.rows if plain.network_type == "onemode" else counts.columns)[c],
                    Interval(float(value[r, c]), float(low[r, c]), float(high[r, c])), float(sure[r, c]), float(there[r, c]))
        for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
        if plain.network_type != "onemode" or r < c
    ]  # fmt: skip
    ties.sort(key=lambda tie: (-abs(tie.weight.value), tie.row, tie.column))
    if groups is None:
        return ties, None
    bounds = np.percentile(modularities, [2.5, 97.5])
    return ties, Interval(modularity(np.maximum(value, 0.0), groups), float(bounds[0]), float(bounds[1]))


def _matrix(counts: Counts, settings: Settings) -> Matrix:
    return one_mode(counts, settings) if settings.network_type == "onemode" else two_mode(counts, settings)


def _groups(coded: Coded, settings: Settings) -> Integers | None:
    found = cluster_actors(coded, settings, _GROUPS_BY)
    return np.array(found[0].groups) if found else None


def _resample(selection: Selection, rng: np.random.Generator) -> Floats:
    """How often each statement counts in one sample."""
    _, place = np.unique(selection.filtered.document, return_inverse=True)
    documents = int(place.max()) + 1
    times = np.bincount(rng.integers(documents, size=documents), minlength=documents)
    kept = rng.random(len(place)) < selection.filtered.confidence
    return (times[place] * kept).astype(np.float64)


def _confidence(selection: Selection, coding: Triples, counts: Counts, settings: Settings) -> Floats:
    """Of every cell the mean confidence of the statements behind it."""
    summed = coding.counts(weights=selection.filtered.confidence, every_label=True)
    if settings.network_type != "onemode":
        return _share(dense(summed.flat), dense(counts.flat))
    mine, there = dense(summed.flat), dense(counts.flat)
    shared = (there > 0).astype(np.float64)
    sums = mine @ shared.T
    number = there @ shared.T
    return _share(sums + sums.T, number + number.T)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What windows of one length show.

    Attributes:
        windows: how many; `empty`: how many of them without a tie.
        ties, modularity: means over the windows that have ties; modularity None of a two-mode network.
        same_top: share of the ten strongest ties of the whole that are among the ten strongest of a window, on average.
    """

    length: int
    unit: TimeWindow
    windows: int
    empty: int
    ties: float
    density: float
    modularity: float | None
    same_top: float


def sensitivity(coded: Coded, settings: Settings, lengths: Iterable[int]) -> list[Sensitivity]:
    """A row for every length of window: a finding that one length alone shows is no finding.

    Raises: OR-N01 BadSettings without a unit of time.
    """
    if settings.time_window == "no":
        raise BadSettings("say in which unit windows are long, as in timeWindow days")
    whole = next(networks(coded, replace(settings, time_window="no", kernel="no")))
    top = _top(whole)
    made = []
    for length in lengths:
        found = list(networks(coded, replace(settings, window_size=length)))
        full = [n for n in found if len(n.edges()[0])]
        sizes = [len(n.edges()[0]) for n in full]
        possible = [len(n.rows) * (len(n.rows) - 1) / 2 if n.one_mode else len(n.rows) * len(n.columns) for n in full]
        mods = [_modularity(n.dense()) for n in full if n.one_mode]
        shares = [len(top & _top(n)) / len(top) for n in full] if top else []
        made.append(Sensitivity(
            length, settings.time_window, len(found), len(found) - len(full), _mean(sizes),
            _mean([s / p for s, p in zip(sizes, possible, strict=True) if p]), _mean(mods) if whole.one_mode else None, _mean(shares),
        ))  # fmt: skip
    return made


def _modularity(matrix: Floats) -> float:
    ties = np.maximum(matrix, 0.0)
    if not ties.any():
        return 0.0
    groups = np.zeros(len(ties), np.int64)
    for number, members in enumerate(
        nx.community.greedy_modularity_communities(nx.from_numpy_array(ties), weight="weight")
    ):
        groups[list(members)] = number
    return modularity(ties, groups)


def _top(network: Network) -> set[tuple[str, str]]:
    rows, columns, weights = network.edges()
    order = np.argsort(-np.abs(weights), kind="stable")[:10]
    return {(network.rows[int(rows[n])], network.columns[int(columns[n])]) for n in order}


def _mean(values: list[float] | list[int]) -> float:
    return float(np.mean(values)) if values else 0.0
