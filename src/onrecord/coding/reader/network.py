"""The reader of meaning as it ships: a graph that reads a statement, and each proposition in its light."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.coding.reader.pair import laid
from onrecord.language.pieces import Vocabulary
from onrecord.language.weights import loading, open_graph

__all__ = ["ANSWERS", "FOLDER", "Network", "Reads", "shipped_reader"]

ANSWERS = ("support", "oppose", "conditional", "mention", "none")
"""What the reader can say: four sides, or that the statement is not about the proposition."""
FOLDER = "reader"
"""The folder of the shipped data that holds the weights and their model card."""
_PLACES = 3
"""Scores are rounded: what two processors compute differently in their last bits is the same after that."""


class Reads(Protocol):
    """Reads propositions in the light of a statement."""

    def read(self, shown: str, propositions: Sequence[str]) -> NDArray[np.float32]:
        """`[propositions, 5]`: scores (logits) in the order of `ANSWERS`."""
        ...


class Network:
    """The graph and its vocabulary, on one thread: workers share a machine by processes.

    One statement is read at a time, so that each reads the same in any company.
    Raises: OR-Q00 Unusable where another program of this process loaded the runtime first, with its reports of use on.
    """

    def __init__(self, graph: bytes, pieces: list[str]) -> None:
        self._session = open_graph(graph)
        self._vocabulary = Vocabulary(pieces, "<s>", "</s>", "[UNK]")

    def read(self, shown: str, propositions: Sequence[str]) -> NDArray[np.float32]:
        """See `Reads`. Cost: about a millisecond a piece of the statement and of each proposition."""
        if not propositions:
            return np.zeros((0, len(ANSWERS)), np.float32)
        side_by_side = laid(self._vocabulary, shown, propositions)
        segment = np.array(side_by_side.segment, np.int64)
        share = (segment[None, :] == np.arange(1, len(propositions) + 1)[:, None]).astype(np.float32)
        given = {
            "pieces": np.array(side_by_side.pieces, np.int64),
            "places": np.array(side_by_side.places, np.int64),
            "segment": segment,
            "share": share / share.sum(axis=1, keepdims=True),
        }
        (scores,) = self._session.run(None, given)
        made: NDArray[np.float32] = np.round(scores, _PLACES)
        return made


@lru_cache(maxsize=1)
def shipped_reader() -> Network:
    """The reader that ships, loaded once. Cost: about a second, 300 MB.

    Raises: OR-X04 MissingWeights.
    """
    folder = files("onrecord.data") / FOLDER
    with loading("the weights of the reader of meaning"):
        pieces = (folder / "vocabulary.txt").read_text("utf-8").split("\n")
        return Network((folder / "network.onnx").read_bytes(), pieces)
