"""What statements of real texts teach of which issue a text may be about: vectors of statements that people marked, without their words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

import numpy as np

from onrecord.coding.reader.network import FOLDER
from onrecord.coding.regression import Floats
from onrecord.language.weights import loading
from onrecord.model.codebook import Codebook

__all__ = ["MarkedLessons", "pack_marked", "shipped_marked"]

_NONE = -1
_FULL = 127
_MOST = 2  # a codebook has most of the marked propositions where it has more than one in so many
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class MarkedLessons:
    """Marked statements.

    Attributes:
        stamp: of the file they come from.
        propositions: those that were marked; a codebook learns from them where it has the same.
        vectors: `[lessons, width]` of the sentence encoder; about: `[lessons]`, the number of a proposition, -1 for none of them;
            a statement that bears several has several rows.
        weight: `[lessons]`, those of one statement sum to one.
    """

    propositions: tuple[str, ...]
    vectors: Floats
    about: np.ndarray[tuple[int], np.dtype[np.int16]]
    weight: Floats
    stamp: str = ""

    def of(self, book: Codebook, taught: Floats, of: Sequence[str | None]) -> tuple[Floats, list[str | None], Floats]:
        """(vectors, issue or None, weights) of what teaches this codebook.

        That a statement bears none of the marked issues is told to a codebook that has most of them, but not of statements that are
        like what it says of an issue of its own: that one may well be in them.

        Args:
            taught: vectors of the codebook's own lessons; of: the issue of each.
        """
        issue_of: dict[str, str] = {}
        for issue in book.issues:
            issue_of.setdefault(issue.proposition, issue.id)
        known = [issue_of.get(proposition) for proposition in self.propositions]
        held = {one for one in known if one}
        about = [known[number] if number != _NONE else None for number in self.about]
        none = self.about == _NONE if _MOST * len(held) >= len(known) else np.zeros(len(self.about), bool)
        own = taught[[i for i, issue in enumerate(of) if issue and issue not in held]]
        if len(own):
            none &= (self.vectors @ own.T).max(axis=1) < _ALIKE
        kept = [i for i, issue in enumerate(about) if issue or none[i]]
        return self.vectors[kept], [about[i] for i in kept], self.weight[kept]


def pack_marked(lessons: MarkedLessons) -> bytes:
    """As a compressed archive, vectors in 8 bits with a scale each."""
    out = io.BytesIO()
    scale = np.abs(lessons.vectors).max(axis=1, keepdims=True) / _FULL
    np.savez_compressed(
        out, propositions=np.array(lessons.propositions), vectors=np.round(lessons.vectors / scale).astype(np.int8),
        scale=scale.astype(np.float16), about=lessons.about, weight=lessons.weight.astype(np.float16),
    )  # fmt: skip
    return out.getvalue()


@lru_cache(maxsize=1)
def shipped_marked() -> MarkedLessons:
    """The lessons that ship. Cost: some 50 ms, 26 MB.

    Raises: OR-X04 MissingWeights.
    """
    with loading("the lessons of the coder"):
        packed = (files("onrecord.data") / FOLDER / "marked.npz").read_bytes()
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32) * stored["scale"].astype(np.float32)
            return MarkedLessons(
                tuple(str(p) for p in stored["propositions"]),
                vectors,
                stored["about"],
                stored["weight"].astype(np.float32),
                sha256(packed).hexdigest()[:16],
            )
