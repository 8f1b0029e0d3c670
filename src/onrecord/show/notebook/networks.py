"""A network in a notebook: as a frame, as a graph, as a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.networks.centrality import as_graph
from onrecord.analyse.networks.clusters import Clustering
from onrecord.analyse.networks.network import Network
from onrecord.errors import Missing
from onrecord.show.network.files import write_network
from onrecord.show.network.picture import draw, draw_windows
from onrecord.show.notebook.frames import as_frame

__all__ = ["NetworkView", "WindowsView"]


class NetworkView:
    """One network. In Jupyter it shows itself as a picture.

    Attributes:
        network: the matrix with its labels, as `onrecord.analyse.networks` has it.
    """

    def __init__(self, network: Network, title: str, groups: Clustering | None = None) -> None:
        self.network, self.title, self.groups = network, title, groups

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the rows."""
        return self.network.rows

    @property
    def columns(self) -> tuple[str, ...]:
        """Labels of the columns."""
        return self.network.columns

    @property
    def values(self) -> NDArray[np.float64]:
        """The matrix, (rows, columns)."""
        return self.network.dense()

    @property
    def mode(self) -> str:
        """`corrected`, or the version of the existing tool that it computes as."""
        return self.network.settings.compat or "corrected"

    def matrix(self, frame: str | None = None) -> Any:
        """The matrix as a data frame: a column `label` (`row label` where an issue has that name), then one for each column."""
        values = self.values.T.tolist()
        first = "row label" if "label" in self.columns else "label"
        return as_frame({first: list(self.rows), **dict(zip(self.columns, values, strict=True))}, frame)

    def edges(self, frame: str | None = None) -> Any:
        """The ties as a data frame: source, target, weight."""
        rows, columns, weights = self.network.edges()
        return as_frame(
            {"source": [self.rows[n] for n in rows], "target": [self.columns[n] for n in columns], "weight": weights.tolist()}, frame
        )  # fmt: skip

    def graph(self) -> Any:
        """A networkx graph; see `as_graph`."""
        return as_graph(self.network)

    def igraph(self) -> Any:
        """An igraph graph, where igraph is installed.

        Raises: OR-M02 Missing.
        """
        try:
            import igraph
        except ImportError:
            raise Missing("igraph is not installed", "pip install igraph") from None
        return igraph.Graph.from_networkx(self.graph())

    def write(self, form: str) -> str:
        """The network as the text of a file: csv, edges, dl, pajek or graphml."""
        return write_network(self.network, form)

    def picture(self) -> str:
        """The picture as SVG."""
        return draw(self.network, self.title, self.groups)

    def _repr_svg_(self) -> str | None:
        return self.picture() if len(self.network.edges()[0]) else None  # then Jupyter shows the words instead

    def __repr__(self) -> str:
        return f"<{len(self.rows)} x {len(self.columns)}, {len(self.network.edges()[0])} ties; {self.network.settings.describe()}>"


class WindowsView(list[NetworkView]):
    """Networks of windows of time. In Jupyter they show themselves as small pictures side by side."""

    def picture(self) -> str:
        """All windows in one picture, as SVG."""
        return draw_windows([one.network for one in self], self[0].title if self else "")

    def _repr_svg_(self) -> str | None:
        return self.picture() if any(len(one.network.edges()[0]) for one in self) else None
