"""Phases of a debate: windows of time whose networks are alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import numpy as np

from onrecord.analyse.networks.backbone import spectrum
from onrecord.analyse.networks.clusters import Clustering, cluster_similarities
from onrecord.analyse.networks.coded import Coded
from onrecord.analyse.networks.compute import networks, one_rule
from onrecord.analyse.networks.counts import Floats
from onrecord.analyse.networks.settings import Settings
from onrecord.errors import BadSettings, NothingToShow

__all__ = ["Phases", "phase_transitions"]

# Of the nine that are tried on windows; those that choose the number of groups for themselves stay out.
_ALGORITHMS = (
    "single",
    "average",
    "complete",
    "ward",
    "k-means",
    "spectral",
    "leading-eigenvector",
    "greedy",
    "walktrap",
)
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Phases:
    """Windows grouped into phases.

    Attributes:
        midpoints: of the windows, in order; `best.groups` gives the phase of each.
        distances: (windows, windows), 0 to 1.
        all: every grouping, best modularity first.
    """

    midpoints: tuple[datetime, ...]
    best: Clustering
    distances: Floats
    all: tuple[Clustering, ...]

    def transitions(self) -> list[tuple[datetime, int, int]]:
        """Where a phase gives way to another: (mid-point of the first window of the new phase, before, after)."""
        phases = self.best.groups
        return [
            (self.midpoints[n], phases[n - 1], phases[n]) for n in range(1, len(phases)) if phases[n] != phases[n - 1]
        ]


def phase_transitions(
    coded: Coded, settings: Settings, distance: Literal["absdiff", "spectral"] = "absdiff", *,
    shares: bool = True, count: int | None = None,
) -> Phases:  # fmt: skip
    """Group the windows of a moving network by how alike its networks are.

    Args:
        distance: `absdiff` sums the differences of all cells, `spectral` those of the Laplacian's eigenvalues.
        shares: divide every matrix by its sum first, so that a quiet week can be like a loud one.
        count: how many phases; by default the number with the best modularity.

    Raises: OR-N01 BadSettings without windows of time; OR-N02 NothingToShow for fewer than four windows.
    """
    one_rule(settings)
    if settings.time_window == "no":
        raise BadSettings("phases need windows of time, as in timeWindow weeks")
    made = list(networks(coded, replace(settings, isolates=True)))
    if not 4 <= len(made) <= _MOST:
        raise NothingToShow(f"{len(made)} windows cannot be grouped into phases", "take a shorter window, or one of a longer unit")  # fmt: skip
    matrices = []
    for network in made:
        matrix = network.dense()
        total = np.abs(matrix).sum()
        matrices.append(matrix / total if shares and total else matrix)
    if distance == "spectral":
        points = np.array([spectrum(m, corrected=settings.corrected) for m in matrices])
    else:
        points = np.array([m.ravel() for m in matrices])
    apart = np.array([np.abs(points - one).sum(axis=1) for one in points])
    apart = apart / apart.max() if apart.max() > 0 else apart
    labels = tuple(str(network.midpoint) for network in made)
    found = cluster_similarities(labels, 1.0 - apart, _ALGORITHMS, count)
    if not found:
        raise NothingToShow("the windows are all alike")
    return Phases(tuple(n.midpoint for n in made if n.midpoint), found[0], apart, tuple(found))
