"""The codebook that a record begins with."""

from __future__ import annotations

from onrecord.model.codebook import Codebook
from onrecord.store.codec import codebook_body
from onrecord.store.record import Record

__all__ = ["begin_with"]


def begin_with(record: Record, book: Codebook) -> None:
    """Keep a codebook in a record that has none yet.

    Raises: OR-U01 Unavailable.
    """
    record.put_meta("codebook", codebook_body(book))
