"""Groups of actors by several algorithms, each with its modularity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import networkx as nx
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.cluster.vq import kmeans2
from scipy.spatial.distance import squareform

from onrecord.analyse.networks.coded import Coded, Integers
from onrecord.analyse.networks.counts import Floats, triples
from onrecord.analyse.networks.measures import one_mode
from onrecord.analyse.networks.network import dense
from onrecord.analyse.networks.select import select
from onrecord.analyse.networks.settings import Aggregation, Settings
from onrecord.errors import BadSettings, NothingToShow

__all__ = ["ALGORITHMS", "Clustering", "cluster_actors", "cluster_similarities", "modularity"]

_MOST_GROUPS = 10
_SEED = 1
_Tree = Literal["single", "average", "complete", "ward"]
_TREES: tuple[_Tree, ...] = ("single", "average", "complete", "ward")


@dataclass(frozen=True, slots=True)
class Clustering:
    """One way to group.

    Attributes:
        groups: a number from 1 a label, the largest group first.
        modularity: of the groups over the positive ties; 0 for one group or by chance, at most 1.
    """

    algorithm: str
    labels: tuple[str, ...]
    groups: tuple[int, ...]
    modularity: float

    @property
    def count(self) -> int:
        """How many groups."""
        return max(self.groups, default=0)


def modularity(weights: Floats, groups: Integers) -> float:
    """Newman's modularity of groups over weights of 0 or more; 0 where there are no ties.

    Args:
        weights: (n, n), symmetric, diagonal 0.
    """
    total = float(weights.sum())
    if total <= 0:
        return 0.0
    member = (groups[:, None] == np.unique(groups)[None, :]).astype(np.float64)
    inside = np.einsum("ig,ij,jg->g", member, weights, member, optimize=True) / total
    strength = (weights.sum(axis=1) @ member) / total
    return float((inside - strength**2).sum())


def cluster_actors(
    coded: Coded, settings: Settings, algorithms: tuple[str, ...] = (), count: int | None = None
) -> list[Clustering]:
    """Actors grouped by what they say, best modularity first.

    Ties are the positive part of the `subtract` network (of `congruence` where there is no qualifier); trees and
    k-means see which side an actor takes on which issue, as Jaccard distances.

    Args:
        algorithms: names of `ALGORITHMS`; all by default.
        count: how many groups; by default the number with the best modularity, up to 10.

    Raises: OR-N02 NothingToShow for fewer than three actors.
    """
    rule: Aggregation = "subtract" if settings.qualifier else "ignore"
    how = "no" if settings.normalization in {"activity", "prominence"} else settings.normalization
    settings = replace(settings, network_type="onemode", aggregation=rule, normalization=how)
    counts = triples(select(coded, settings), settings).counts()
    ties = np.maximum(dense(one_mode(counts, settings, rule)), 0.0)
    if len(counts.rows) < 3:
        raise NothingToShow(f"{len(counts.rows)} actors cannot be grouped")
    there = dense(counts.tensor) > 0
    shared = there.astype(np.float64) @ there.T
    either = there.sum(axis=1)[:, None] + there.sum(axis=1)[None, :] - shared
    apart = 1.0 - np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
    return _all(counts.rows, ties, apart, algorithms, count)


def cluster_similarities(
    labels: tuple[str, ...], similarity: Floats, algorithms: tuple[str, ...] = (), count: int | None = None
) -> list[Clustering]:
    """Anything grouped by how alike it is, 0 to 1; best modularity first."""
    ties = similarity.copy()
    np.fill_diagonal(ties, 0.0)
    return _all(labels, ties, 1.0 - similarity, algorithms, count)


def _all(labels: tuple[str, ...], ties: Floats, apart: Floats, algorithms: tuple[str, ...], count: int | None) -> list[Clustering]:  # fmt: skip
    unknown = next((name for name in algorithms if name not in ALGORITHMS), None)
    if unknown:
        raise BadSettings(f"“{unknown[:40]}” is no algorithm", f"choose among {', '.join(ALGORITHMS)}")
    if count is not None and not 1 <= count <= len(labels):
        raise BadSettings(f"{len(labels)} cannot be {count} groups")
    apart = apart.copy()
    np.fill_diagonal(apart, 0.0)
    made = []
    for name in algorithms or tuple(ALGORITHMS):
        sizes = [count] if count else list(range(2, min(_MOST_GROUPS, len(labels) - 1) + 1))
        found = [groups for size in sizes if (groups := ALGORITHMS[name](ties, apart, size)) is not None]
        if found:
            best = max(found, key=lambda groups: modularity(ties, groups))
            made.append(Clustering(name, labels, _by_size(best), modularity(ties, best)))
    return sorted(made, key=lambda c: (-c.modularity, c.algorithm))


def _by_size(groups: Integers) -> tuple[int, ...]:
    """Groups numbered from the largest; of two alike the one with the first label."""
    values, first, sizes = np.unique(groups, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = {int(values[place]): n for n, place in enumerate(order, 1)}
    return tuple(number[int(group)] for group in groups)


def _tree(method: _Tree) -> Callable[[Floats, Floats, int], Integers]:
    def grouped(_: Floats, apart: Floats, size: int) -> Integers:
        joined = linkage(squareform(apart, checks=False), method)
        return np.asarray(fcluster(joined, size, "maxclust"), np.int64)

    return grouped


def _k_means(_: Floats, apart: Floats, size: int) -> Integers | None:
    return _means(apart, size)


def _means(points: Floats, size: int) -> Integers | None:
    if len(np.unique(points.round(12), axis=0)) < size:
        return None
    _, groups = kmeans2(points, size, minit="++", rng=np.random.default_rng(_SEED))
    return np.asarray(groups, np.int64)


def _spectral(ties: Floats, _: Floats, size: int) -> Integers | None:
    """Rows of the first eigenvectors of the normalised Laplacian, by k-means."""
    strength = ties.sum(axis=1)
    scale = np.divide(1.0, np.sqrt(strength), out=np.zeros_like(strength), where=strength > 0)
    _, vectors = np.linalg.eigh(np.eye(len(ties)) - scale[:, None] * ties * scale[None, :])
    points = vectors[:, :size]
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return _means(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 0), size)


def _eigenvector(ties: Floats, _: Floats, size: int) -> Integers:
    """Newman's leading eigenvector: the group whose split gains most modularity is split, until there are enough."""
    groups = np.zeros(len(ties), np.int64)
    strength, total = ties.sum(axis=1), ties.sum()
    gain = ties - np.outer(strength, strength) / total if total else ties
    while len(np.unique(groups)) < size:
        best: tuple[float, Integers] | None = None
        for group in np.unique(groups):
            inside = np.flatnonzero(groups == group)
            part = gain[np.ix_(inside, inside)]
            part = part - np.diag(part.sum(axis=1))
            _, vectors = np.linalg.eigh(part)
            moved = inside[vectors[:, -1] > 0]
            if 0 < len(moved) < len(inside):
                tried = groups.copy()
                tried[moved] = groups.max() + 1
                worth = modularity(ties, tried)
                if best is None or worth > best[0]:
                    best = (worth, tried)
        if best is None:
            break
        groups = best[1]
    return groups


def _concor(ties: Floats, _: Floats, size: int) -> Integers:
    """Convergence of iterated correlations: the largest block is split in two until there are enough."""
    groups = np.zeros(len(ties), np.int64)
    for number in range(1, size):
        sizes = np.bincount(groups)
        inside = np.flatnonzero(groups == sizes.argmax())
        if len(inside) < 2:
            break
        with np.errstate(invalid="ignore", divide="ignore"):
            correlation: Floats = np.asarray(np.nan_to_num(np.corrcoef(ties[inside])), np.float64)
            for _step in range(100):
                if np.abs(correlation).min() > 1 - 1e-9:
                    break
                correlation = np.asarray(np.nan_to_num(np.corrcoef(correlation)), np.float64)
        moved = inside[correlation[0] < 0]
        if not len(moved):
            break
        groups[moved] = number
    return groups


def _graph(ties: Floats) -> Any:
    return nx.from_numpy_array(ties)


def _sets(count: int, sets: Any) -> Integers:
    groups = np.zeros(count, np.int64)
    for number, members in enumerate(sets):
        groups[list(members)] = number
    return groups


def _greedy(ties: Floats, _: Floats, size: int) -> Integers:
    found = nx.community.greedy_modularity_communities(_graph(ties), weight="weight", cutoff=size, best_n=size)
    return _sets(len(ties), found)


def _louvain(ties: Floats, _: Floats, __: int) -> Integers:
    """The number of groups is its own choice."""
    return _sets(len(ties), nx.community.louvain_communities(_graph(ties), weight="weight", seed=_SEED))


def _girvan_newman(ties: Floats, _: Floats, size: int) -> Integers | None:
    """Ties that most shortest paths cross are cut, until there are enough parts; not tried on more than 60 actors."""
    if len(ties) > 60:
        return None
    graph = _graph(ties)

    def busiest(g: Any) -> Any:
        crossed = nx.edge_betweenness_centrality(g)
        return max(crossed, key=lambda edge: (round(crossed[edge], 12), edge))

    if nx.number_connected_components(graph) >= size:
        return _sets(len(ties), nx.connected_components(graph))
    for parts in nx.community.girvan_newman(graph, busiest):
        if len(parts) >= size:
            return _sets(len(ties), parts)
    return None


def _walktrap(ties: Floats, _: Floats, size: int) -> Integers | None:
    """With igraph, where the user has installed it."""
    try:
        import igraph
    except ImportError:
        return None
    graph = igraph.Graph.Weighted_Adjacency(ties.tolist(), mode="undirected", attr="weight", loops=False)
    return np.array(graph.community_walktrap(weights="weight").as_clustering(size).membership, np.int64)


ALGORITHMS: dict[str, Callable[[Floats, Floats, int], Integers | None]] = {
    **{name: _tree(name) for name in _TREES}, "k-means": _k_means, "spectral": _spectral, "leading-eigenvector": _eigenvector,
    "concor": _concor, "greedy": _greedy, "louvain": _louvain, "girvan-newman": _girvan_newman, "walktrap": _walktrap,
}  # fmt: skip
