"""The trained network as it ships: an ONNX graph for words, small tables for links."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.links import RELATIONS
from onrecord.attribute.tagger.scores import LinkScorer
from onrecord.attribute.tagger.windows import Window
from onrecord.attribute.tagger.words import FORMS, KINDS, QUOTED
from onrecord.language.pieces import Vocabulary
from onrecord.language.weights import loading, open_graph

__all__ = ["FOLDER", "Network", "network"]

FOLDER = "attribution"
"""The folder of the shipped data that holds the weights and their model card."""


class Read(NamedTuple):
    """What the network gives for a window: emissions `[W, 7]` and vectors `[W, 128]` of its words."""

    emissions: NDArray[np.float32]
    vectors: NDArray[np.float32]


class Network:
    """Weights, vocabulary and the session that runs them, on one thread: workers share a machine by processes.

    Raises: OR-Q00 Unusable where another program of this process loaded the runtime first, with its reports of use on.
    """

    def __init__(self, graph: bytes, tables: dict[str, NDArray[np.float32]], pieces: list[str]) -> None:
        self._session = open_graph(graph)
        self.vocabulary = Vocabulary(pieces)
        self.transitions = tables["transitions"]
        self.links = {
            relation: LinkScorer(
                relation,
                {name[len(relation) + 1 :]: t for name, t in tables.items() if name.startswith(relation + ".")},
            )
            for relation in RELATIONS
        }

    def read(self, window: Window) -> Read:
        """Run the graph over one window. Windows are never run side by side: each then reads the same in any company."""
        pieces, forms, first = window.arrays()
        mixed = (forms[:, 0] * QUOTED + forms[:, 1]) * KINDS + forms[:, 2]
        assert mixed.max() < FORMS * QUOTED * KINDS
        emissions, vectors = self._session.run(None, {"pieces": pieces, "forms": mixed, "first": first})
        return Read(emissions, vectors)


@lru_cache(maxsize=1)
def network() -> Network:
    """The network that ships, loaded once. Cost: about a quarter of a second, 60 MB."""
    folder = files("onrecord.data") / FOLDER
    with loading("the weights of the attribution tagger"):
        pieces = (folder / "vocabulary.txt").read_text("utf-8").split("\n")
        with as_file(folder / "links.npz") as path, np.load(path, allow_pickle=False) as stored:
            tables = {name: stored[name].astype(np.float32) for name in stored.files}
        return Network((folder / "network.onnx").read_bytes(), tables, pieces)
