"""Reading a record: documents, statements, actors, refusals, in stable orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection, func, or_, select, text, tuple_

from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document, Segment
from onrecord.model.statement import Statement
from onrecord.store import tables
from onrecord.store.codec import read_codebook, read_document, read_statement
from onrecord.store.record import Record
from onrecord.store.versions import is_newest

__all__ = [
    "Kept",
    "KeptActor",
    "actors",
    "by_day",
    "codebook",
    "count_documents",
    "count_unsought",
    "document_ids",
    "documents",
    "documents_by_id",
    "quarantined",
    "search",
    "statements_of",
    "statements_on",
]

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement with the document it is in (without that document's other statements)."""

    statement: Statement
    document: Document


@dataclass(frozen=True, slots=True)
class KeptActor:
    """An actor of the record, how texts name it, and how many statements it made or are made for it."""

    actor: Actor
    terms: tuple[str, ...]
    statements: int


def document_ids(record: Record) -> list[str]:
    """The ids of every document, ordered by path."""
    with record.reading() as connection:
        return _ids(connection)


def _ids(connection: Connection, *, newest: bool = False) -> list[str]:
    order = select(tables.document.c.id).order_by(tables.document.c.path, tables.document.c.id)
    return list(connection.execute(order.where(is_newest(tables.document.c.id)) if newest else order).scalars())


def documents(record: Record, *, with_statements: bool = True, newest: bool = False) -> Iterator[Document]:
    """Every document with its statements, ordered by path, a few hundred in memory at a time.

    Args:
        newest: without those that a later version corrects, as answers want it.
    """
    with record.reading() as connection:
        ids = _ids(connection, newest=newest)
        for at in range(0, len(ids), _CHUNK):
            yield from documents_by_id(connection, list(ids[at : at + _CHUNK]), with_statements=with_statements)


def documents_by_id(
    connection: Connection, ids: list[str], *, with_statements: bool = True, lock: bool = False
) -> list[Document]:
    """These documents, in the order of their ids here, within a transaction of the caller's.

    Args:
        lock: nobody else may change their statements before the transaction ends.
    """
    rows = connection.execute(select(tables.document).where(tables.document.c.id.in_(ids))).all()
    segments: dict[str, list[Segment]] = {i: [] for i in ids}
    for s in connection.execute(
        select(tables.segment).where(tables.segment.c.document_id.in_(ids)).order_by(tables.segment.c.start)
    ):
        segments[s.document_id].append(Segment(s.start, s.end, s.kind, s.voice))
    found = {row.id: read_document(row, segments[row.id]) for row in rows}
    if with_statements:
        made: dict[str, list[Statement]] = {i: [] for i in ids}
        order = (tables.statement.c.start, tables.statement.c.end.desc(), tables.statement.c.id)
        query = select(tables.statement).where(tables.statement.c.document_id.in_(ids)).order_by(*order)
        for row in connection.execute(query.with_for_update() if lock else query):
            made[row.document_id].append(read_statement(row, found[row.document_id].text))
        found = {i: replace(d, statements=tuple(made[i])) for i, d in found.items()}
    return [found[i] for i in ids]


def statements_of(record: Record, actor_ids: list[str], issue: str | None = None) -> list[Kept]:
    """Statements spoken by or for any of these actors, on an issue if one is given, in order of day and text."""
    s, j = tables.statement, tables.joint_speaker
    jointly = select(j.c.number).where(
        j.c.document_id == s.c.document_id, j.c.statement_id == s.c.id, or_(j.c.speaker_id.in_(actor_ids), j.c.speaks_for_id.in_(actor_ids))
    ).exists()  # fmt: skip
    query = select(s).where(or_(s.c.speaker_id.in_(actor_ids), s.c.speaks_for_id.in_(actor_ids), jointly))
    return _kept(record, _about(query.where(is_newest(s.c.document_id)), issue))


def statements_on(record: Record, issue: str) -> list[Kept]:
    """All statements on an issue, in order of day and text."""
    return _kept(record, _about(select(tables.statement).where(is_newest(tables.statement.c.document_id)), issue))


def _about(query: Any, issue: str | None) -> Any:
    if issue is None:
        return query
    code, statement = tables.statement_issue, tables.statement
    same = (code.c.statement_id == statement.c.id) & (code.c.document_id == statement.c.document_id)
    return query.where(select(code.c.issue).where(same, code.c.issue == issue).exists())


def _kept(record: Record, query: Any) -> list[Kept]:
    with record.reading() as connection:
        rows = connection.execute(query).all()
        ids = sorted({row.document_id for row in rows})
        found: dict[str, Document] = {}
        for at in range(0, len(ids), _CHUNK):
            found.update({d.id: d for d in documents_by_id(connection, ids[at : at + _CHUNK], with_statements=False)})
    kept = [Kept(read_statement(row, found[row.document_id].text), found[row.document_id]) for row in rows]
    return sorted(kept, key=by_day)


def by_day(kept: Kept) -> tuple[str, str, int, str]:
    """Known days first; a day cut to its month sorts at the month's end."""
    said = kept.statement.said
    day = said.date if said and said.date else "9999"
    return day + "-99"[: max(0, 10 - len(day))], kept.document.path, kept.statement.start, kept.statement.id


def search(record: Record, words: str, limit: int = 50) -> list[Kept]:
    """Statements whose content has all the words, best match first (full-text index).

    The order is ours, the same for a file and a server: the words close together and in their order first, then the shorter
    statement. Cost: every statement found is looked at once.
    """
    if not words.strip():
        return []
    with record.reading() as connection:
        if connection.dialect.name == "sqlite":
            terms = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
            found = connection.execute(
                text("SELECT document_id, statement_id, content FROM statement_search WHERE statement_search MATCH :q"),
                {"q": terms},
            )
        else:
            found = connection.execute(
                text("SELECT document_id, statement_id, content FROM statement_search"
                     " WHERE to_tsvector('simple', content) @@ plainto_tsquery('simple', :q)"),
                {"q": words},
            )  # fmt: skip
        asked = re.findall(r"\w+", words.lower())
        best = nsmallest(limit, ((_distance(asked, row[2]), row[0], row[1]) for row in found))
        place = {(document, statement): i for i, (_, document, statement) in enumerate(best)}
    statement = tables.statement
    found_ones = tuple_(statement.c.document_id, statement.c.id).in_(list(place))
    kept = _kept(record, select(statement).where(found_ones, is_newest(statement.c.document_id)))
    return sorted(kept, key=lambda k: place[k.document.id, k.statement.id])


def _distance(asked: list[str], content: str) -> tuple[int, int]:
    """(how far apart the words asked for stand, how long the statement is): the smaller, the better it fits."""
    words = re.findall(r"\w+", content.lower())
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    first = places.get(asked[0], []) if asked else []
    spans = []
    for start in first:
        ends = [
            min((abs(at - start - n) for at in places.get(word, ())), default=len(words))
            for n, word in enumerate(asked)
        ]
        spans.append(sum(ends))
    return min(spans, default=len(words)), len(words)


def actors(record: Record) -> list[KeptActor]:
    """Every actor with the number of statements by or for it, most first."""
    with record.reading() as connection:
        counts: dict[str, int] = {}
        s = tables.statement
        for row in connection.execute(
            select(s.c.speaker_id, s.c.speaks_for_id, func.count())
            .where(is_newest(s.c.document_id))
            .group_by(s.c.speaker_id, s.c.speaks_for_id)
        ):
            for actor_id in {row[0], row[1]} - {None}:
                counts[actor_id] = counts.get(actor_id, 0) + row[2]
        j = tables.joint_speaker
        for row in connection.execute(select(j.c.speaker_id, j.c.speaks_for_id).where(is_newest(j.c.document_id))):
            for actor_id in {row[0], row[1]} - {None}:
                counts[actor_id] = counts.get(actor_id, 0) + 1
        rows = connection.execute(select(tables.actor)).all()
    kept = [KeptActor(Actor(row.id, row.name, row.kind), tuple(row.terms), counts.get(row.id, 0)) for row in rows]
    return sorted(kept, key=lambda k: (-k.statements, k.actor.name, k.actor.id))


def codebook(record: Record) -> Codebook | None:
    """The codebook the record was last read with."""
    raw = record.get_meta("codebook")
    return read_codebook(raw) if raw is not None else None


def count_documents(record: Record) -> int:
    """How many documents there are, earlier versions apart."""
    newest = is_newest(tables.document.c.id)
    with record.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.document).where(newest)).scalar_one()


def count_unsought(record: Record) -> int:
    """In how many documents no statement was sought, since they are in a language that is not read."""
    language = tables.document.c.body["language"].as_string()
    with record.reading() as connection:
        query = select(func.count()).select_from(tables.document).where(language.is_not(None), language != "en")
        return connection.execute(query).scalar_one()


def quarantined(record: Record) -> list[Any]:
    """Rows of refusals: path, code, message, advice, ours."""
    with record.reading() as connection:
        return list(connection.execute(select(tables.quarantine).order_by(tables.quarantine.c.path)).all())
