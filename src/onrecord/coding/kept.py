"""Weights of a codebook's coder as they are kept: those of the shipped codebooks in the package."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import numpy as np

from onrecord.coding.coder import Weights, learn_weights
from onrecord.coding.issue_model import IssueModel
from onrecord.coding.lessons import lessons_of
from onrecord.coding.stance_model import StanceModel
from onrecord.model.codebook import Codebook
from onrecord.model.ids import sha256_text

__all__ = ["kept_weights", "pack", "shipped_weights", "stamp_of", "unpack"]

_FORM = "1"


def kept_weights(book: Codebook) -> Weights:
    """The weights of a codebook: those that ship with it, or learned now and kept for this process alone.

    Cost: milliseconds, or two to three seconds where none ship.
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
    """What weights are of: the whole codebook, the sentences that come with the package, and the way of learning."""
    return sha256_text(f"{_FORM}|{lessons_of(book)!r}")[:16]


def pack(weights: Weights, stamp: str = "") -> bytes:
    """Weights as a compressed archive of tables in half precision."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        stamp=np.array(stamp),
        issues=np.array(weights.issues.issues),
        issue_weights=weights.issues.weights.astype(np.float16),
        vocabulary=np.array(weights.stances.vocabulary),
        stance_weights=weights.stances.weights.astype(np.float16),
    )
    return out.getvalue()


def unpack(packed: bytes, stamp: str | None = None) -> Weights | None:
    """Weights from `pack`; None where they are of another stamp or not whole."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            if stamp is not None and str(stored["stamp"]) != stamp:
                return None
            issues = tuple(str(issue) for issue in stored["issues"])
            return Weights(
                IssueModel(issues, stored["issue_weights"].astype(np.float32)),
                StanceModel(
                    tuple(str(word) for word in stored["vocabulary"]),
                    issues,
                    stored["stance_weights"].astype(np.float32),
                ),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
