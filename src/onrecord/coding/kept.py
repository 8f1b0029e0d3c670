"""Weights kept from one run to the next: those of the shipped codebooks in the package, others beside the user's caches."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

import numpy as np

from onrecord.coding.coder import Weights, learn_weights
from onrecord.coding.issue_model import IssueModel
from onrecord.coding.lessons import lessons_of
from onrecord.coding.stance_model import StanceModel
from onrecord.model.codebook import Codebook
from onrecord.model.ids import sha256_text

__all__ = ["kept_weights", "pack", "stamp_of", "unpack"]

_FORM = "1"


def kept_weights(book: Codebook) -> Weights:
    """The weights of a codebook: shipped, kept by an earlier run, or learned now and kept.

    A cache that cannot be written or read is done without. Cost: milliseconds, or two to three seconds where nothing is kept.
    """
    stamp = stamp_of(book)
    shipped = files("onrecord.data").joinpath("codebooks", f"{book.name}.npz")
    if shipped.is_file():
        weights = unpack(shipped.read_bytes(), stamp)
        if weights:
            return weights
    place = _folder() / f"coder-{stamp}.npz"
    try:
        weights = unpack(place.read_bytes(), stamp)
    except OSError:
        weights = None
    if weights is None:
        # What was just learned is used as it will be read, so that the first run codes like the later ones.
        packed = pack(learn_weights(book), stamp)
        _keep(place, packed)
        weights = unpack(packed, stamp)
        assert weights is not None
    return weights


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


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"


def _keep(place: Path, packed: bytes) -> None:
    """Write beside, then rename: two runs at once never read half a file."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(packed)
        Path(file.name).replace(place)
    except OSError:
        return
