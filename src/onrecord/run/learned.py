"""What a record's coder codes with, where that is not what ships: kept in the record itself, never beside it."""

from __future__ import annotations

import base64

from onrecord.coding.coder import learn_weights
from onrecord.coding.kept import pack, shipped_weights, unpack
from onrecord.model.codebook import Codebook
from onrecord.store import Record

__all__ = ["coder_weights", "forget_learned", "keep_learned"]

_LEARNED, _FIRST = "coder", "codebook_weights"


def coder_weights(record: Record, book: Codebook) -> bytes | None:
    """Packed weights of the record's coder: learned from decisions, or from a codebook that ships without; None for those that ship.

    Cost: the first time with a codebook of the user's own some ten seconds, to learn from it.
    """
    for key in (_LEARNED, _FIRST):
        kept = record.get_meta(key)
        packed = base64.b64decode(kept["weights"]) if kept and kept.get("codebook") == book.stamp else b""
        if packed and unpack(packed) is not None:  # weights of an earlier version's coder are of no use to this one
            return packed
    if shipped_weights(book) is not None:
        return None
    packed = pack(learn_weights(book))
    record.put_meta(_FIRST, {"codebook": book.stamp, "weights": base64.b64encode(packed).decode("ascii")})
    return packed


def keep_learned(record: Record, book: Codebook, packed: bytes, decisions: int) -> None:
    """Keep what was learned from decisions, with the codebook it is for and how many decisions taught it."""
    weights = base64.b64encode(packed).decode("ascii")
    record.put_meta(_LEARNED, {"codebook": book.stamp, "decisions": decisions, "weights": weights})


def forget_learned(record: Record) -> None:
    """Take back what decisions taught: the record's coder is again that of its codebook alone."""
    record.put_meta(_LEARNED, None)
