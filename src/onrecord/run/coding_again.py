"""Coding a record's statements anew, beside whoever reads and decides meanwhile."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding import CodingStage
from onrecord.model.document import Document
from onrecord.store import Record
from onrecord.store.judging import recode
from onrecord.store.read import document_ids, documents_by_id

__all__ = ["code_again"]


def code_again(record: Record, stage: CodingStage) -> tuple[int, int]:
    """Code every statement that nobody has decided; (changed, looked at). Documents that are read meanwhile have their turn too."""
    changed = 0
    seen: dict[str, int] = {}
    while True:
        known = len(seen)
        for key in document_ids(record):
            if key not in seen:
                # Read shortly: where readers and a writer block one another, it would wait for itself.
                document = _document(record, key)
                changed += _code_document(record, document, stage)
                seen[key] = sum(s.status == "machine" for s in document.statements)
        if len(seen) == known:
            return changed, sum(seen.values())


def _document(record: Record, key: str) -> Document:
    with record.reading() as connection:
        (document,) = documents_by_id(connection, [key])
    return document


def _code_document(record: Record, document: Document, stage: CodingStage) -> int:
    """Code a document's statements; those that somebody changed meanwhile are coded as they are now, until nobody does."""
    changed, late = recode(record, document, stage(document))
    while late:
        document = _document(record, document.id)
        document = replace(document, statements=tuple(s for s in document.statements if s.id in late))
        more, late = recode(record, document, stage(document))
        changed += more
    return changed
