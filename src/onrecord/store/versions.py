"""Versions of an article: which one a new document corrects, and which are no longer the newest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from onrecord.language.versions import shared
from onrecord.model.document import Document
from onrecord.store import tables
from onrecord.store.codec import read_document
from onrecord.store.record import Record

__all__ = ["corrected_by", "earlier_version", "is_newest", "superseded"]

_HALF, _SOME = 0.5, 0.1


def earlier_version(connection: Connection, document: Document) -> str | None:
    """The id of the document of the record that this one corrects: of the same address, or of the same path and half its sentences.

    An address alone is not enough, since a site may give every page the same one: a title or one sentence in ten is shared too. Of
    several the one that is the newest so far.

    Cost: a look-up by address and path, and a comparison with what it finds.
    """
    d = tables.document.c
    url = document.url.value if document.url else None
    same = or_(d.url == url, d.path == document.path) if url else d.path == document.path
    query = select(d.id, d.url, d.path, d.text, d.body).where(same, d.id != document.id, is_newest(d.id)).order_by(d.id)
    title = document.title.value if document.title else None
    best: tuple[float, str] | None = None
    for row in connection.execute(query):
        share = shared(row.text, document.text)
        told = row.body["facts"].get("title")
        by_address = (
            url is not None
            and row.url == url
            and (share >= _SOME or (title is not None and told is not None and told[0] == title))
        )
        if (by_address or (row.path == document.path and share >= _HALF)) and (best is None or share > best[0]):
            best = (share, row.id)
    return best[1] if best else None


def is_newest(document_id: Any) -> Any:
    """A condition on a column of document ids: no later version corrects it. Answers rest on these alone."""
    corrected = tables.document.alias().c.supersedes
    return document_id.not_in(select(corrected).where(corrected.is_not(None)))


def superseded(record: Record) -> list[tuple[Document, Document]]:
    """(earlier, later) of every correction, by path; without segments and statements."""
    d = tables.document.c
    with record.reading() as connection:
        later = connection.execute(
            select(tables.document).where(d.supersedes.is_not(None)).order_by(d.path, d.id)
        ).all()
        wanted = [row.supersedes for row in later]
        earlier = {row.id: row for row in connection.execute(select(tables.document).where(d.id.in_(wanted)))}
    return [
        (read_document(earlier[row.supersedes], []), read_document(row, []))
        for row in later
        if row.supersedes in earlier
    ]


def corrected_by(record: Record) -> dict[str, str]:
    """The id of the later version by that of the earlier one."""
    d = tables.document.c
    with record.reading() as connection:
        rows = connection.execute(select(d.supersedes, d.id).where(d.supersedes.is_not(None))).all()
    return {row[0]: row[1] for row in rows}
