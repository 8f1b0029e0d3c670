"""A network in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onrecord.analyse.networks.network import Network
from onrecord.show.wording import clean

__all__ = ["lines_of_network"]

_MOST_COLUMNS, _MOST_ROWS, _LABEL = 16, 40, 40


def lines_of_network(network: Network) -> Iterator[str]:
    """The matrix where it is small, its columns numbered; else its strongest ties. The last line says how it was made."""
    if network.midpoint:
        span = f", {network.since} to {network.until}" if network.since else ""
        yield f"mid-point {network.midpoint}{span}"
    if len(network.columns) <= _MOST_COLUMNS and len(network.rows) <= _MOST_ROWS:
        yield from _matrix(network)
    else:
        yield from _ties(network)
    if network.undated:
        yield f"{network.undated:,} statements are left out: their day is not known"
    yield f"{len(network.rows)} x {len(network.columns)}, {len(network.edges()[0]):,} ties, {network.statements:,} statements; {network.settings.describe()}"


def _matrix(network: Network) -> Iterator[str]:
    if not network.rows:
        return
    cells = [[f"{value:.4g}" if value else "." for value in row] for row in network.dense().tolist()]
    wide = max((len(cell) for row in cells for cell in row), default=1)
    wide = max(wide, len(str(len(network.columns)))) + 2
    labels = [_short(label) for label in network.rows]
    margin = max(len(label) for label in labels)
    yield " " * margin + "".join(f"{n:>{wide}}" for n in range(1, len(network.columns) + 1))
    for label, row in zip(labels, cells, strict=True):
        yield f"{label:<{margin}}" + "".join(f"{cell:>{wide}}" for cell in row)
    for n, label in enumerate(network.columns, 1):
        yield f"{n:>4}  {clean(label)}"


def _ties(network: Network) -> Iterator[str]:
    rows, columns, weights = network.edges()
    order = np.argsort(-np.abs(weights), kind="stable")[:_MOST_ROWS]
    for n in order:
        yield f"{weights[n]:>10.4g}  {_short(network.rows[int(rows[n])])}  -  {_short(network.columns[int(columns[n])])}"
    if len(weights) > len(order):
        yield f"... and {len(weights) - len(order):,} weaker ties: write them to a file with -o"


def _short(label: str) -> str:
    words = clean(label)
    return words if len(words) <= _LABEL else words[: _LABEL - 1] + "…"
