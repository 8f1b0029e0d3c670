"""Where nodes and their labels go."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from onrecord.show.network.drawing import Box

__all__ = ["Placed", "place_labels", "place_nodes"]

Points = NDArray[np.float64]
_MOST_EXACT = 150
_RINGS = 14
_STEPS = 40  # points of a line that are looked at


def place_nodes(weights: NDArray[np.float64], width: float, height: float, margin: float) -> Points:
    """Points in pixels: strong positive ties are short, negative ones long; the same input gives the same picture.

    Args:
        weights: (n, n), symmetric.
    """
    n = len(weights)
    if n == 1:
        return np.array([[width / 2, height / 2]])
    positive = np.maximum(weights, 0.0)
    strongest = positive.max(initial=0.0) or 1.0
    circle = {i: np.array([cos(2 * pi * i / n), sin(2 * pi * i / n)]) for i in range(n)}
    if n <= _MOST_EXACT:
        far = 2.2
        length = np.where(
            positive > 0, 2.0 - 1.3 * np.sqrt(positive / strongest), np.where(weights < 0, far + 0.6, far)
        )
        goal = {i: {j: float(length[i, j]) for j in range(n) if j != i} for i in range(n)}
        found = nx.kamada_kawai_layout(nx.complete_graph(n), dist=goal, pos=circle)
    else:
        found = nx.spring_layout(nx.from_numpy_array(positive / strongest), seed=1, iterations=80, k=3 / sqrt(n))
    points = np.array([found[i] for i in range(n)])
    points = _apart(_turned(points), width / height)
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    return np.asarray(margin + (points - low) / span * (np.array([width, height]) - 2 * margin), np.float64)


def _turned(points: Points) -> Points:
    """The widest direction lies flat, for pictures are wider than high."""
    middle = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    turned: Points = middle @ axes.T
    signs: Points = np.where(turned[np.abs(turned).argmax(axis=0), range(turned.shape[1])] < 0, -1.0, 1.0)
    return np.asarray(turned * signs, np.float64)


def _apart(points: Points, ratio: float) -> Points:
    """Points that lie on one another are moved to a little distance."""
    n = len(points)
    scaled: Points = points / (np.ptp(points, axis=0) + 1e-9) * np.array([ratio, 1.0])
    least = 0.55 * sqrt(ratio / n)
    for _ in range(60):
        delta = scaled[:, None, :] - scaled[None, :, :]
        distance = np.sqrt((delta**2).sum(axis=2)) + np.eye(n)
        close = np.where(distance < least, (least - distance) / 2, 0.0)
        np.fill_diagonal(close, 0.0)
        if close.max() < 1e-4:
            break
        tie_break = np.sign(np.arange(n)[:, None] - np.arange(n)[None, :])[:, :, None] * 1e-6
        scaled = scaled + ((delta + tie_break) / distance[:, :, None] * close[:, :, None]).sum(axis=1)
    return scaled


class Placed:
    """A label with its place, and whether it stands so far from its node that a line leads to it."""

    def __init__(self, node: int, box: Box, *, led: bool) -> None:
        self.node, self.box, self.led = node, box, led


def place_labels(
    points: Points,
    radii: NDArray[np.float64],
    sizes: list[tuple[float, float]],
    frame: Box,
    lines: list[tuple[int, int]],
) -> list[Placed]:
    """A place for every label that overlaps no other label and no node; labels for which there is none are left out.

    Args:
        sizes: (width, height) of every label in pixels; the first node chooses first.
        lines: pairs of nodes between which a line is drawn; of free places the one that fewest cross is taken.

    Places right, left, below, above and between are tried, then such further and further out.
    """
    nodes = [Box(x - r, y - r, 2 * r, 2 * r) for (x, y), r in zip(points.tolist(), radii.tolist(), strict=True)]
    steps = np.linspace(0, 1, _STEPS)[None, :, None]
    ends = np.array(lines, np.int64).reshape(-1, 2)
    drawn = (points[ends[:, 0]][:, None, :] * (1 - steps) + points[ends[:, 1]][:, None, :] * steps).reshape(-1, 2)
    made: list[Placed] = []
    for node, ((x, y), (w, h)) in enumerate(zip(points.tolist(), sizes, strict=True)):
        for ring in range(_RINGS):
            reach = radii[node] + 4 + ring * 9
            free = [b for b in _around(x, y, w, h, reach) if _free(b, made, nodes, frame)]
            if free:
                made.append(Placed(node, min(free, key=lambda box: _crossed(box, drawn)), led=ring > 1))
                break
    return made


def _crossed(box: Box, drawn: Points) -> int:
    inside = (drawn >= (box.x, box.y)) & (drawn <= (box.x + box.width, box.y + box.height))
    return int(inside.all(axis=1).sum())


def _around(x: float, y: float, w: float, h: float, reach: float) -> list[Box]:
    """Places around a node, those beside it first."""
    angles = (0, pi, pi / 2, -pi / 2, *(pi * (2 * k + 1) / 8 for k in range(8)))
    centres = [(x + cos(a) * (reach + w / 2), y + sin(a) * (reach + h / 2)) for a in angles]
    return [Box(cx - w / 2, cy - h / 2, w, h) for cx, cy in centres]


def _free(box: Box, made: list[Placed], nodes: list[Box], frame: Box) -> bool:
    inside = frame.x <= box.x and box.x + box.width <= frame.x + frame.width
    inside = inside and frame.y <= box.y and box.y + box.height <= frame.y + frame.height
    return inside and not any(box.meets(p.box, 2) for p in made) and not any(box.meets(n, 1) for n in nodes)
