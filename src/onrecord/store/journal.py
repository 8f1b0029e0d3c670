"""The journal: decisions of people about a record, kept for good and applied to what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

from sqlalchemy import Connection, Text, cast, delete, insert, or_, select, update

from onrecord.errors import UnknownActor
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision, DecisionKind, decided
from onrecord.model.document import Document
from onrecord.store import tables
from onrecord.store.codec import party_rows, statement_body
from onrecord.store.read import documents_by_id
from onrecord.store.record import Record

__all__ = ["concerned", "decide", "find_actor", "journal", "read_journal"]

_CHUNK = 50


def journal(record: Record) -> list[Decision]:
    """Every decision about actors, oldest first."""
    with record.reading() as connection:
        return read_journal(connection)


def read_journal(connection: Connection) -> list[Decision]:
    """The same, within a transaction of the caller's."""
    kinds = tables.decision.c.kind.in_(get_args(DecisionKind))
    rows = connection.execute(select(tables.decision).where(kinds).order_by(tables.decision.c.id)).all()
    return [
        Decision(row.kind, row.actor, row.at, row.by, row.body["term"], Actor(*row.body["into"]) if row.body["into"] else None,
                 tuple(row.body["documents"]))
        for row in rows
    ]  # fmt: skip


def find_actor(record: Record, actor_id: str) -> Actor:
    """An actor of the record by its id.

    Raises: OR-Q01 UnknownActor.
    """
    with record.reading() as connection:
        row = connection.execute(select(tables.actor).where(tables.actor.c.id == actor_id)).first()
    if row is None:
        raise UnknownActor("the record has no actor of this id", "`onrecord actors list --record RECORD` lists them")
    return Actor(row.id, row.name, row.kind)


def decide(record: Record, decision: Decision) -> int:
    """Write a decision into the journal and apply it, both or neither.

    What is stored is read inside the transaction: nothing that others decided or read meanwhile is written over, and what is
    read later finds the decision in the journal. Cost: every statement's row is searched once, those that change are read.

    Returns: how many statements changed.
    """
    into = decision.into
    body = {"term": decision.term, "into": [into.id, into.name, into.kind] if into else None,
            "documents": list(decision.documents)}  # fmt: skip
    with record.writing() as connection:
        connection.execute(
            insert(tables.decision).values(
                kind=decision.kind, actor=decision.actor, at=decision.at, by=decision.by, body=body
            )
        )
        if into:
            _keep_actor(connection, into)
        if decision.term:
            _add_term(connection, decision)
        return _apply(connection, decision) if into else 0


def _apply(connection: Connection, decision: Decision) -> int:
    """Rewrite every statement that the decision changes."""
    return sum(
        _rewrite(connection, document, decided(document, [decision]))
        for document in concerned(connection, decision, lock=True)
    )


def concerned(connection: Connection, decision: Decision, *, lock: bool = False) -> Iterator[Document]:
    """Documents in which a decision's actor may be named, some in memory at a time.

    Args:
        lock: nobody else may change their statements before the transaction ends.
    """
    s, d = tables.statement.c, tables.document.c
    named = or_(
        s.speaker_id == decision.actor,
        s.speaks_for_id == decision.actor,
        cast(s.body, Text).contains(json.dumps(decision.actor), autoescape=True),
    )
    query = select(s.document_id).where(named).distinct().order_by(s.document_id)
    if decision.kind == "split":
        query = query.where(s.document_id.in_(select(d.id).where(d.path.in_(decision.documents))))
    ids = list(connection.execute(query).scalars())
    for at in range(0, len(ids), _CHUNK):
        yield from documents_by_id(connection, ids[at : at + _CHUNK], lock=lock)


def _keep_actor(connection: Connection, actor: Actor) -> None:
    if connection.execute(select(tables.actor.c.id).where(tables.actor.c.id == actor.id)).first() is None:
        connection.execute(
            insert(tables.actor).values(id=actor.id, name=actor.name, kind=actor.kind, terms=[actor.name])
        )


def _add_term(connection: Connection, decision: Decision) -> None:
    """Questions asked of the record know the new name at once; texts are read with it from now on."""
    place = tables.actor.c.id == decision.actor
    terms = connection.execute(select(tables.actor.c.terms).where(place)).scalar_one_or_none()
    if terms is not None and decision.term not in terms:
        connection.execute(update(tables.actor).where(place).values(terms=sorted([*terms, decision.term])))


def _rewrite(connection: Connection, one: Document, other: Document) -> int:
    count = 0
    for before, after in zip(one.statements, other.statements, strict=True):
        if before == after:
            continue
        count += 1
        place = (tables.statement.c.document_id == one.id) & (tables.statement.c.id == after.id)
        j = tables.joint_speaker
        connection.execute(delete(j).where(j.c.document_id == one.id, j.c.statement_id == after.id))
        if after.others:
            connection.execute(insert(j), party_rows(one.id, after))
        connection.execute(
            update(tables.statement)
            .where(place)
            .values(
                speaker_id=after.speaker.id if after.speaker else None,
                speaks_for_id=after.speaks_for.id if after.speaks_for else None,
                body=statement_body(after),
            )
        )
    return count
