"""Kernel smoothing: a statement counts the less, the further it is from the mid-point."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onrecord.analyse.networks.clock import distance, from_seconds, moved, to_seconds
from onrecord.analyse.networks.counts import Counts, Floats, Triples
from onrecord.analyse.networks.measures import one_mode, signs, two_mode
from onrecord.analyse.networks.network import Matrix, Network, dense
from onrecord.analyse.networks.settings import Kernel, Settings
from onrecord.analyse.networks.windows import bounds, midpoints

__all__ = ["smoothed", "weigh"]


def weigh(u: Floats, kernel: Kernel, *, corrected: bool) -> Floats:
    """The weight of a statement at u = 2 * distance / width from the mid-point, u > 0 before it.

    The triangular kernel is 1 - |u|; the existing tool has |1 - u|, which gives what comes after the mid-point up to 2.
    """
    inside = np.abs(u) <= 1
    if kernel == "uniform":
        return np.where(inside, 0.5, 0.0)
    if kernel == "epanechnikov":
        return np.where(inside, 0.75 * (1 - u**2), 0.0)
    if kernel == "triangular":
        return np.where(inside, 1 - np.abs(u) if corrected else np.abs(1 - u), 0.0)
    return np.asarray(np.exp(-(u**2) / 2) / np.sqrt(2 * np.pi), np.float64)


def smoothed(coding: Triples, settings: Settings) -> Iterator[Network]:
    """A network for every mid-point, over all labels of the range.

    A pair of statements weighs the geometric mean of its two weights, so each counts the square root of its own.
    """
    if not len(coding):
        return
    first, last = _ends(coding, settings)
    width = settings.window_size + settings.window_size % 2
    unit, half = settings.time_window, width // 2
    start, stop = (moved(first, unit, half), moved(last, unit, -half)) if settings.indent_time else (first, last)
    plain = coding.counts(every_label=True)
    for midpoint in midpoints(start, stop, settings):
        moment = to_seconds(midpoint)
        u = 2 * distance(coding.time, moment, settings.time_window, whole=not settings.corrected) / width
        zeta = weigh(u, settings.kernel, corrected=settings.corrected)
        if settings.kernel != "gaussian":
            since, until = max(moved(midpoint, unit, -half), first), min(moved(midpoint, unit, half), last)
            inside = (coding.time >= to_seconds(since)) & (coding.time <= to_seconds(until))
            zeta = np.where(inside, zeta, 0.0)
        one = settings.network_type == "onemode"
        weights = np.sqrt(zeta) if one else zeta
        counts = coding.counts(weights=weights, every_label=True)
        if settings.corrected:
            matrix = one_mode(counts, settings) if one else two_mode(counts, settings)
        else:
            matrix = _as_before(counts, plain, settings) if one else _two_mode_as_before(counts, settings)
        columns = counts.rows if one else counts.columns
        yield Network(rows=counts.rows, columns=columns, matrix=matrix, settings=settings,
                      statements=int((zeta > 0).sum()), midpoint=midpoint)  # fmt: skip


def _ends(coding: Triples, settings: Settings) -> tuple:  # type: ignore[type-arg]
    start, stop = bounds(coding.time, settings)
    return max(start, from_seconds(int(coding.time[0]))), min(stop, from_seconds(int(coding.time[-1])))


def _as_before(counts: Counts, plain: Counts, settings: Settings) -> Matrix:
    """One-mode as DNA 3.1 smooths: levels apart by their places, the diagonal kept, every normalisation an average of its own."""
    rule = settings.aggregation
    depth = counts.depth
    place = np.arange(depth)
    apart = np.abs(place[:, None] - place[None, :]) / (depth - 1) if depth > 1 else np.zeros((1, 1))
    if counts.levels is None and depth > 1:
        apart = 1.0 - np.eye(depth)
    sim = {"ignore": np.ones((depth, depth)), "congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}
    matrix = dense(counts.weighed(sim[rule]) @ counts.tensor.T)
    if settings.normalization == "no":
        return matrix
    cells = dense(plain.tensor)
    factor = np.zeros_like(matrix)
    for row, own in enumerate(cells):
        sums = own[None, :] + cells
        factor[row] = np.divide(2.0, sums, out=np.zeros_like(sums), where=sums > 0).sum(axis=1)
    return matrix * factor


def _two_mode_as_before(counts: Counts, settings: Settings) -> Matrix:
    if settings.aggregation == "ignore":
        return counts.flat
    weights = signs(counts)
    if counts.levels is not None and not counts.boolean:
        weights = np.arange(counts.depth, dtype=np.float64).reshape(-1, 1)
    return counts.weighed(weights)
