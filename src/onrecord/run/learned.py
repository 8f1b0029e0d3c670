"""What a record's coder has learned, kept in the record itself."""

from __future__ import annotations

import base64

from onrecord.model.codebook import Codebook
from onrecord.store import Record

__all__ = ["keep_learned", "learned_weights"]

_META = "coder"


def learned_weights(record: Record, book: Codebook) -> bytes | None:
    """Packed weights that the record's coder learned from decisions, if it did, with this codebook."""
    kept = record.get_meta(_META)
    if not kept or kept.get("codebook") != book.stamp:
        return None
    return base64.b64decode(kept["weights"])


def keep_learned(record: Record, book: Codebook, packed: bytes, decisions: int) -> None:
    """Keep them, with the codebook they are for and how many decisions taught them."""
    weights = base64.b64encode(packed).decode("ascii")
    record.put_meta(_META, {"codebook": book.stamp, "decisions": decisions, "weights": weights})
