"""Who stands in the middle: centralities of a network, and the same network as a networkx graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from onrecord.analyse.networks.network import Network

__all__ = ["Centrality", "as_graph", "centralities"]

_EXACT = 1_500
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Centrality:
    """One node: ties, the sum of their weights, and its place between and near others.

    Attributes:
        betweenness: share of shortest paths through it, a strong tie being a short one; `sampled` where paths were
            drawn from 200 nodes, of networks over 1,500.
        closeness: None where paths were sampled.
        eigenvector: standing by the standing of its neighbours, positive ties alone.
    """

    label: str
    mode: int
    degree: int
    strength: float
    betweenness: float
    closeness: float | None
    eigenvector: float
    sampled: bool


def as_graph(network: Network) -> Any:
    """The network as an undirected networkx graph.

    Nodes are labels, of a two-mode network (1, actor) and (2, issue), with `label` and `mode`; ties have `weight`.
    The graph has the settings, the mode that computed and the number of statements.
    """
    graph: Any = nx.Graph(
        settings=network.settings.describe(), statements=network.statements, midpoint=str(network.midpoint or "")
    )
    names_a: list[Any] = list(network.rows) if network.one_mode else [(1, label) for label in network.rows]
    names_b: list[Any] = names_a if network.one_mode else [(2, label) for label in network.columns]
    graph.add_nodes_from((name, {"label": label, "mode": 1}) for name, label in zip(names_a, network.rows, strict=True))
    if not network.one_mode:
        graph.add_nodes_from(
            (name, {"label": label, "mode": 2}) for name, label in zip(names_b, network.columns, strict=True)
        )
    rows, columns, weights = network.edges()
    for r, c, w in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True):
        graph.add_edge(names_a[r], names_b[c], weight=w)
    return graph


def centralities(network: Network) -> list[Centrality]:
    """Every node, strongest first. Ties of negative weight count by their size, but for the eigenvector."""
    graph = as_graph(network)
    for _, _, tie in graph.edges(data=True):
        tie["length"] = 1.0 / abs(tie["weight"])
    sampled = len(graph) > _EXACT
    between = nx.betweenness_centrality(graph, k=_SAMPLE if sampled else None, weight="length", seed=1)
    close = nx.closeness_centrality(graph, distance="length") if not sampled else {}
    leading = _leading(graph)
    made = [
        Centrality(
            str(data["label"]), data["mode"], graph.degree(node),
            float(sum(abs(tie["weight"]) for tie in graph[node].values())), between[node], close.get(node),
            leading[node], sampled,
        )
        for node, data in graph.nodes(data=True)
    ]  # fmt: skip
    return sorted(made, key=lambda c: (-c.strength, c.mode, c.label))


def _leading(graph: Any) -> dict[Any, float]:
    """The first eigenvector of the positive ties, scaled to a largest value of 1."""
    nodes = list(graph)
    ties = np.maximum(nx.to_numpy_array(graph, nodes, weight="weight"), 0.0)
    most = ties.sum(axis=1).max(initial=0.0)
    if most == 0:
        return dict.fromkeys(nodes, 0.0)
    ties = ties / most
    vector = np.ones(len(nodes))
    for _ in range(500):
        moved = ties @ vector + 0.1 * vector  # a step of itself settles what would swing between two modes
        top = moved.max(initial=0.0)
        moved = moved / top
        if np.abs(moved - vector).max() < 1e-10:
            break
        vector = moved
    return dict(zip(nodes, (float(v) for v in vector), strict=True))
