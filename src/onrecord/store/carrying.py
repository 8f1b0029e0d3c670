"""What other tools keep and a record has no field for: written with their documents, read for going out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import insert, select

from onrecord.model.brought import Carried
from onrecord.store import tables
from onrecord.store.record import Record

__all__ = ["carried", "carry"]

_BATCH = 1000


def carry(record: Record, luggage: Iterable[Carried]) -> None:
    """Keep what is carried, in order; what is there already is not kept twice.

    Raises: OR-U01 Unavailable.
    """
    t = tables.carried
    with record.writing() as connection:
        known: dict[tuple[str, str, str], list[object]] = {}
        for row in connection.execute(select(t.c.format, t.c.document_id, t.c.statement_id, t.c.body)):
            known.setdefault((row[0], row[1], row[2]), []).append(row[3])
        rows = [
            {"format": c.format, "document_id": c.document, "statement_id": c.statement, "body": c.body}
            for c in luggage
            if c.body not in known.get((c.format, c.document, c.statement), ())
        ]
        for at in range(0, len(rows), _BATCH):
            connection.execute(insert(t), rows[at : at + _BATCH])


def carried(record: Record, form: str | None = None) -> Iterator[Carried]:
    """Everything carried, in the order in which it was written; of one format, where one is given."""
    t = tables.carried
    query = select(t.c.format, t.c.body, t.c.document_id, t.c.statement_id).order_by(t.c.id)
    with record.reading() as connection:
        for row in connection.execute(query if form is None else query.where(t.c.format == form)):
            yield Carried(*row)
