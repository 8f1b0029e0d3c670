"""A network as a picture, and windows of time as small pictures of one size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.networks.clusters import Clustering
from onrecord.analyse.networks.network import Network
from onrecord.errors import NothingToShow
from onrecord.show.network.drawing import GROUPS, INK, Box, Drawing, lines_of, width_of
from onrecord.show.network.layout import place_labels, place_nodes

__all__ = ["draw", "draw_windows"]

_MOST_NODES, _MOST_TIES, _MOST_PANELS, _MOST_ROWS = 120, 400, 24, 60
_LABEL = 12.5


def draw(network: Network, title: str, groups: Clustering | None = None) -> str:
    """A network as SVG. The strongest ties and nodes are drawn where there are too many, and the picture says so.

    Args:
        groups: colours and numbers nodes of a one-mode network.

    Raises: OR-N02 NothingToShow for a network without ties.
    """
    if not len(network.edges()[0]):
        raise NothingToShow("there is no tie to draw")
    return _one_mode(network, title, groups) if network.one_mode else _two_mode(network, title)


def _signed(network: Network) -> bool:
    return network.settings.aggregation in {"subtract", "conflict", "congruence"}


def _sign(network: Network) -> float:
    """Ties of conflict are drawn as being against."""
    return -1.0 if network.settings.aggregation == "conflict" else 1.0


def _kinds(network: Network) -> list[tuple[str, str]]:
    """What the lines mean, for the legend."""
    rule, one = network.settings.aggregation, network.one_mode
    if rule == "subtract":
        positive = "more agreement than disagreement" if one else "more support than opposition"
        negative = "more disagreement than agreement" if one else "more opposition than support"
        return [("with", positive), ("against", negative)]
    if rule in {"congruence", "conflict"}:
        return (
            [("with", "they take the same side")]
            if rule == "congruence"
            else [("against", "they take different sides")]
        )
    if rule == "combine":
        return [("grey", "sides taken: 1 only yes, 2 only no, 3 both")]
    return [("grey", "both speak on the same issues" if one else "speaks on the issue")]


def _what(network: Network) -> str:
    s = network.settings
    between = (
        f"{s.variable1} by {s.variable1}, over {s.variable2}" if network.one_mode else f"{s.variable1} by {s.variable2}"
    )
    when = f", window around {network.midpoint:%Y-%m-%d}" if network.midpoint else ""
    return f"{between}{when}: {network.statements:,} statements, {len(network.edges()[0]):,} ties"


def _strongest(network: Network, most: int) -> tuple[list[tuple[int, int, float]], int]:
    rows, columns, weights = network.edges()
    order = np.argsort(-np.abs(weights), kind="stable")[:most]
    ties = [(int(rows[n]), int(columns[n]), float(weights[n]) * _sign(network)) for n in order]
    return ties, len(weights)


def _one_mode(network: Network, title: str, groups: Clustering | None) -> str:
    ties, of = _strongest(network, _MOST_TIES)
    matrix = network.dense()
    strength = np.abs(matrix).sum(axis=1)
    chosen = [int(n) for n in np.argsort(-strength, kind="stable") if strength[n] > 0][:_MOST_NODES]
    place = {n: k for k, n in enumerate(chosen)}
    ties = [tie for tie in ties if tie[0] in place and tie[1] in place]
    width, height = 1000.0 + 4 * max(0, len(chosen) - 30), 640.0 + 5 * max(0, len(chosen) - 20)
    points = place_nodes(matrix[np.ix_(chosen, chosen)] * _sign(network), width, height, 90) + np.array([0, 60])
    largest = max((abs(w) for *_, w in ties), default=1.0)
    radii = 5 + 9 * np.sqrt(strength[chosen] / strength.max())
    present = {groups.groups[groups.labels.index(network.rows[n])] for n in chosen if network.rows[n] in groups.labels} if groups else set()  # fmt: skip
    legend = _legend(network, largest, groups, present)
    page = Drawing(width, height + 90 + 20 * len(legend) + 30, title, _what(network))
    page.heading(title, _what(network))
    for a, b, weight in ties[::-1]:
        (xa, ya), (xb, yb) = points[place[a]], points[place[b]]
        tip = f"{network.rows[a]} – {network.rows[b]}: {weight * _sign(network):g}"
        page.tie(f"M{xa:.1f},{ya:.1f} L{xb:.1f},{yb:.1f}", weight, largest, tip, signed=_signed(network))
    for k, n in enumerate(chosen):
        group = (
            groups.groups[groups.labels.index(network.rows[n])] if groups and network.rows[n] in groups.labels else None
        )
        fill = GROUPS[(group - 1) % len(GROUPS)] if group else "#ffffff"
        page.add("circle", network.rows[n], cx=points[k][0], cy=points[k][1], r=float(radii[k]), fill=fill, stroke=INK, stroke_width="1.2")  # fmt: skip
        if group:
            page.text(points[k][0], points[k][1] + 3.5, str(group), size=10, anchor="middle", bold=True)
    names = [network.rows[n] for n in chosen]
    lines = [(place[a], place[b]) for a, b, _ in ties]
    unnamed = _name_nodes(page, names, points, radii, Box(8, 62, width - 16, height - 4), lines)
    notes = [f"the {len(ties)} strongest of {of:,} ties"] if of > len(ties) else []
    notes += [f"{unnamed} labels left out for want of room; they show under the mouse"] if unnamed else []
    _foot(page, network, legend, height + 84, notes)
    return page.svg()


def _name_nodes(page: Drawing, names: list[str], points: NDArray[np.float64], radii: NDArray[np.float64], frame: Box,
                ties: list[tuple[int, int]]) -> int:  # fmt: skip
    """Write the labels; how many found no room."""
    lines = [lines_of(name, 30) for name in names]
    sizes = [(max(width_of(line, _LABEL) for line in ls), 15.0 * len(ls)) for ls in lines]
    placed = place_labels(points, radii, sizes, frame, ties)
    for label in placed:
        box, (x, y) = label.box, points[label.node]
        if label.led:
            near = (min(max(x, box.x), box.x + box.width), min(max(y, box.y), box.y + box.height))
            page.add(
                "path", d=f"M{x:.1f},{y:.1f} L{near[0]:.1f},{near[1]:.1f}", stroke=INK, stroke_width="0.5", fill="none"
            )
        left, right = box.x + box.width <= x, box.x >= x
        anchor, at = (
            ("end", box.x + box.width) if left else ("start", box.x) if right else ("middle", box.x + box.width / 2)
        )
        for n, line in enumerate(lines[label.node]):
            page.text(at, box.y + 12 + 15 * n, line, size=_LABEL, anchor=anchor, halo=True)
    return len(names) - len(placed)


def _two_mode(network: Network, title: str) -> str:
    """Actors in one column, issues in another: labels stand outside and cannot meet."""
    matrix = network.dense() * _sign(network)
    rows = [int(n) for n in np.argsort(-np.abs(matrix).sum(axis=1), kind="stable")][:_MOST_ROWS]
    columns = [int(n) for n in np.argsort(-np.abs(matrix[rows]).sum(axis=0), kind="stable")][:_MOST_ROWS]
    rows = [n for n in rows if np.abs(matrix[n, columns]).sum()]
    columns = [n for n in columns if np.abs(matrix[rows, n]).sum()]
    rows, columns = _untangled(np.abs(matrix), rows, columns)
    ties, of = _strongest(network, _MOST_TIES)
    ties = [(a, b, w) for a, b, w in ties if a in set(rows) and b in set(columns)]
    largest = max((abs(w) for *_, w in ties), default=1.0)
    step = 36.0
    height = step * max(len(rows), len(columns))
    labels_a = [lines_of(network.rows[n], 34) for n in rows]
    labels_b = [lines_of(network.columns[n], 40) for n in columns]
    left = 40 + max(width_of(line, _LABEL) for label in labels_a for line in label)
    right = left + 360
    width = right + 40 + max(width_of(line, _LABEL) for label in labels_b for line in label)
    legend = _legend(network, largest)
    page = Drawing(max(width, 720), height + 120 + 20 * len(legend) + 30, title, _what(network))
    page.heading(title, _what(network))
    y_a = {n: 90 + height * (k + 0.5) / len(rows) for k, n in enumerate(rows)}
    y_b = {n: 90 + height * (k + 0.5) / len(columns) for k, n in enumerate(columns)}
    for a, b, weight in ties[::-1]:
        bend = (right - left) / 2
        path = f"M{left:.1f},{y_a[a]:.1f} C{left + bend:.1f},{y_a[a]:.1f} {right - bend:.1f},{y_b[b]:.1f} {right:.1f},{y_b[b]:.1f}"
        tip = f"{network.rows[a]} – {network.columns[b]}: {weight * _sign(network):g}"
        page.tie(path, weight, largest, tip, signed=_signed(network))
    for names, places, x, anchor, shift in ((labels_a, y_a, left, "end", -10), (labels_b, y_b, right, "start", 10)):
        for label, y in zip(names, places.values(), strict=True):
            page.add("circle" if anchor == "end" else "rect", **_node(x, y, round_=anchor == "end"))
            for n, line in enumerate(label):
                page.text(x + shift, y + 4 + 15 * (n - (len(label) - 1) / 2), line, size=_LABEL, anchor=anchor)
    hidden = len(network.rows) + len(network.columns) - len(rows) - len(columns)
    notes = [f"the {len(ties)} strongest of {of:,} ties"] if of > len(ties) else []
    notes += [f"{hidden} with the fewest statements are not drawn"] if hidden else []
    _foot(page, network, legend, height + 120, notes)
    return page.svg()


def _node(x: float, y: float, *, round_: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {"cx": x, "cy": y, "r": 5.0} if round_ else {"x": x - 4.5, "y": y - 4.5, "width": 9.0, "height": 9.0}  # fmt: skip
    return {**shape, "fill": "#ffffff", "stroke": INK, "stroke_width": "1.2"}


def _untangled(weights: NDArray[np.float64], rows: list[int], columns: list[int]) -> tuple[list[int], list[int]]:
    """Both columns ordered by the middle of their ties, so that few cross."""
    for _ in range(12):
        at = {n: k / max(len(columns) - 1, 1) for k, n in enumerate(columns)}
        rows = sorted(
            rows, key=lambda n: (float(sum(weights[n, c] * at[c] for c in columns) / weights[n, columns].sum()), n)
        )
        at = {n: k / max(len(rows) - 1, 1) for k, n in enumerate(rows)}
        columns = sorted(
            columns, key=lambda n: (float(sum(weights[r, n] * at[r] for r in rows) / weights[rows, n].sum()), n)
        )
    return rows, columns


def _legend(
    network: Network, largest: float, groups: Clustering | None = None, present: Iterable[int] = ()
) -> list[tuple[str, str]]:
    entries = [*_kinds(network), ("width", f"the wider, the more; the widest is {largest:.3g}")]
    if network.one_mode:
        entries.append(("node", "the larger, the more ties"))
    if groups:
        how = f", of {groups.algorithm}: modularity {groups.modularity:.2f}"
        entries += [(str(n), f"group {n}{how if k == 0 else ''}") for k, n in enumerate(sorted(present)[:9])]
    return entries


def _foot(page: Drawing, network: Network, legend: list[tuple[str, str]], y: float, notes: list[str]) -> None:
    page.legend(24, y, legend)
    undated = [f"{network.undated:,} statements without a known day are left out"] if network.undated else []
    told = "; ".join([*notes, *undated, network.settings.describe()])
    page.text(24, y + 20 * len(legend) + 8, told, size=10.5, colour="#59606c")


def draw_windows(networks: Sequence[Network], title: str) -> str:
    """Windows of time as small pictures: every node has the same place and number in all of them; a key names the numbers.

    Of more than 24 windows every second, third or so is drawn, and the picture says so.

    Raises: OR-N02 NothingToShow where no window has a tie.
    """
    every = max(1, ceil(len(networks) / _MOST_PANELS))
    shown = list(networks)[::every]
    names = _union(shown)
    if not names:
        raise NothingToShow("there is no tie to draw in any window")
    one = shown[0].one_mode
    where = {name: k for k, name in enumerate(names)}
    total = np.zeros((len(names), len(names)))
    for network in shown:
        for a, b, weight in _named(network):
            total[where[a], where[b]] += weight * _sign(network)
            total[where[b], where[a]] += weight * _sign(network)
    size = 230.0
    across = min(4, len(shown))
    points = place_nodes(total, size, size, 22) if one else _columns_of(names, size)
    largest = max(abs(w) for network in shown for *_, w in _named(network))
    down = ceil(len(shown) / across)
    key_rows = ceil(len(names) / 3)
    width = max(48 + across * (size + 20), 760)
    legend = _legend(shown[0], largest)[: 2 if _kinds(shown[0])[0][0] == "with" and len(_kinds(shown[0])) == 1 else 3]
    height = 80 + down * (size + 44) + 24 + key_rows * 18 + 20 * len(legend) + 50
    told = f"{len(shown)} of {len(networks)} windows of {shown[0].settings.window_size} {shown[0].settings.time_window}"
    page = Drawing(width, height, title, told)
    page.heading(title, told)
    for n, network in enumerate(shown):
        x, y = 24 + (n % across) * (size + 20), 80 + (n // across) * (size + 44)
        _panel(page, network, where, points + np.array([x, y + 22]), (x, y, size), largest)
    y = 80 + down * (size + 44) + 14
    column = (width - 48) / 3
    for n, (mode, name) in enumerate(names):
        line = lines_of(name, int(column / 7.4) - 4, 1)[0]
        page.text(24 + column * (n // key_rows), y + 18 * (n % key_rows), f"{n + 1}  {line}{'' if one or mode == 1 else ' (issue)'}", size=11.5)  # fmt: skip
    _foot(page, shown[0], legend, y + 18 * key_rows + 16, [f"every {_nth(every)} window is drawn"] if every > 1 else [])
    return page.svg()


def _nth(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


def _named(network: Network) -> list[tuple[tuple[int, str], tuple[int, str], float]]:
    rows, columns, weights = network.edges()
    second = 1 if network.one_mode else 2
    return [((1, network.rows[a]), (second, network.columns[b]), float(w)) for a, b, w in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True)]  # fmt: skip


def _union(networks: Sequence[Network]) -> list[tuple[int, str]]:
    """The nodes of all windows, those with most ties first, at most 60; actors before issues."""
    strength: dict[tuple[int, str], float] = {}
    for network in networks:
        for a, b, weight in _named(network):
            for node in (a, b):
                strength[node] = strength.get(node, 0.0) + abs(weight)
    return sorted(sorted(strength, key=lambda node: (-strength[node], node))[:_MOST_ROWS])


def _columns_of(names: list[tuple[int, str]], size: float) -> NDArray[np.float64]:
    made = []
    for mode in (1, 2):
        count = sum(m == mode for m, _ in names)
        made += [[30.0 if mode == 1 else size - 30, 14 + (size - 28) * (k + 0.5) / count] for k in range(count)]
    return np.array(made)


def _panel(page: Drawing, network: Network, where: dict[tuple[int, str], int], points: NDArray[np.float64],
           frame: tuple[float, float, float], largest: float) -> None:  # fmt: skip
    x, y, size = frame
    page.add("rect", x=x, y=y + 20, width=size, height=size, fill="none", stroke="#d8dce2")
    span = f"{network.since:%Y-%m-%d} to {network.until:%Y-%m-%d}" if network.since and network.until else f"around {network.midpoint:%Y-%m-%d}" if network.midpoint else ""  # fmt: skip
    page.text(x, y + 12, f"{span}  ({network.statements})", size=11.5, bold=True)
    present: set[tuple[int, str]] = set()
    for a, b, weight in sorted(_named(network), key=lambda tie: abs(tie[2])):
        if a in where and b in where:
            present |= {a, b}
            (xa, ya), (xb, yb) = points[where[a]], points[where[b]]
            page.tie(f"M{xa:.1f},{ya:.1f} L{xb:.1f},{yb:.1f}", weight * _sign(network), largest, f"{a[1]} – {b[1]}: {weight:g}", signed=_signed(network), most=4.5)  # fmt: skip
    for node, k in where.items():
        here = node in present
        page.add("circle", node[1], cx=points[k][0], cy=points[k][1], r=6.5 if here else 2.0, fill="#ffffff" if here else "#d8dce2", stroke=INK if here else "#d8dce2", stroke_width="0.9")  # fmt: skip
        if here:
            page.text(points[k][0], points[k][1] + 3, str(k + 1), size=8, anchor="middle")
