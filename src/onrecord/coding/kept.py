"""Weights of a codebook's coder as they are kept: those of the shipped codebooks in the package."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import numpy as np

from onrecord.coding.coder import Weights, learn_weights
from onrecord.coding.issue_model import IssueModel
from onrecord.coding.lessons import lessons_of
from onrecord.coding.marked import shipped_marked
from onrecord.coding.regression import Floats
from onrecord.coding.tuning import Tuning
from onrecord.model.codebook import Codebook
from onrecord.model.ids import sha256_text

__all__ = ["kept_weights", "pack", "shipped_weights", "stamp_of", "unpack"]

_FORM = "6"


def kept_weights(book: Codebook) -> Weights:
    """The weights of a codebook: those that ship with it, or learned now and kept for this process alone.

    Cost: milliseconds, or some ten seconds where none ship.
    """
    shipped = shipped_weights(book)
    if shipped is not None:
        return shipped
    stamp = stamp_of(book)
    if stamp not in _learned:
        # What was just learned is used as it will be read, so that the first run codes like the later ones.
        weights = unpack(pack(learn_weights(book), stamp), stamp)
        assert weights is not None
        _learned.clear()
        _learned[stamp] = weights
    return _learned[stamp]


_learned: dict[str, Weights] = {}


def shipped_weights(book: Codebook) -> Weights | None:
    """The weights that ship with a codebook; None for one of the user's own, or one that was changed."""
    shipped = files("onrecord.data").joinpath("codebooks", f"{book.name}.npz")
    return unpack(shipped.read_bytes(), stamp_of(book)) if shipped.is_file() else None


def stamp_of(book: Codebook) -> str:
    """What weights are of: the whole codebook, the lessons that come with the package, and the way of learning."""
    return sha256_text(f"{_FORM}|{shipped_marked().stamp}|{lessons_of(book)!r}")[:16]


def pack(weights: Weights, stamp: str = "") -> bytes:
    """Weights as a compressed archive of tables in half precision."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        stamp=np.array(stamp),
        issues=np.array(weights.issues.issues),
        issue_weights=weights.issues.weights.astype(np.float16),
        of_texts=np.array(weights.issues.of_texts),
        shared=np.array(weights.tuning.shared, np.float32),
        tuned=np.array([issue for issue, _ in weights.tuning.own], dtype=str),
        offsets=np.array([row for _, row in weights.tuning.own], np.float32),
    )
    return out.getvalue()


def unpack(packed: bytes, stamp: str | None = None) -> Weights | None:
    """Weights from `pack`; None where they are of another stamp or not whole."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            if stamp is not None and str(stored["stamp"]) != stamp:
                return None
            issues = tuple(str(issue) for issue in stored["issues"])
            own = zip(stored["tuned"], stored["offsets"], strict=True)
            return Weights(
                IssueModel(issues, stored["issue_weights"].astype(np.float32), bool(stored["of_texts"])),
                Tuning(_row(stored["shared"]), tuple((str(issue), _row(row)) for issue, row in own)),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _row(stored: Floats) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in stored)
