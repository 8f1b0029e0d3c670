"""Statements as rows of their columns, without their words: fast enough for a million."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, select

from onrecord.store import tables
from onrecord.store.record import Record
from onrecord.store.versions import is_newest

__all__ = ["StatementRow", "actor_names", "document_rows", "statement_rows"]


_CHUNK = 50_000


class StatementRow(NamedTuple):
    """A statement, one of its counted issues, and one who said it: it comes once for each of them, with None where it has no issue."""

    document: str
    statement: str
    start: int
    end: int
    voice: str
    mode: str
    speaker: str | None
    speaks_for: str | None
    said: str | None
    status: str
    confidence: float
    issue: str | None
    stance: str | None
    sure: float | None
    about: str | None


def statement_rows(record: Record) -> Iterator[Sequence[Any]]:
    """Chunks of plain tuples in the order of `StatementRow`, without what was rejected or not said; in no particular order."""
    s, c = tables.statement.c, tables.statement_issue.c
    same = and_(c.document_id == s.document_id, c.statement_id == s.id, c.counted)
    query = select(
        s.document_id, s.id, s.start, s.end, s.voice, s.mode, s.speaker_id, s.speaks_for_id, s.said, s.status,
        s.confidence, c.issue, c.stance, c.confidence, c.about,
    ).select_from(tables.statement.outerjoin(tables.statement_issue, same)).where(s.status != "rejected", s.performed, is_newest(s.document_id))  # fmt: skip
    j = tables.joint_speaker.c
    jointly = and_(j.document_id == s.document_id, j.statement_id == s.id)
    # Joint words once more for each further party.
    further = query.join(tables.joint_speaker, jointly).with_only_columns(
        *(
            j.speaker_id if c is s.speaker_id else j.speaks_for_id if c is s.speaks_for_id else c
            for c in query.selected_columns
        )
    )
    with record.reading() as connection:
        for one in (query, further):
            raw = str(one.compile(connection, compile_kwargs={"literal_binds": True}))
            # The driver's own rows: a tenth of the time that row objects take.
            cursor = connection.exec_driver_sql(raw).cursor
            assert cursor is not None
            while chunk := cursor.fetchmany(_CHUNK):
                yield chunk


def document_rows(record: Record) -> list[tuple[str, str, str, str | None, str | None, dict[str, object]]]:
    """(id, path, kind, outlet, published, facts by name) of every document, by path."""
    d = tables.document.c
    query = select(d.id, d.path, d.kind, d.outlet, d.published, d.body).order_by(d.path, d.id)
    with record.reading() as connection:
        return [
            (row[0], row[1], row[2], row[3], row[4], {name: fact[0] for name, fact in row[5]["facts"].items()})
            for row in connection.execute(query)
        ]


def actor_names(record: Record) -> dict[str, tuple[str, str]]:
    """(name, kind) of every actor by id."""
    a = tables.actor.c
    with record.reading() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(select(a.id, a.name, a.kind))}
