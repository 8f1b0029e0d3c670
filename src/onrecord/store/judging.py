"""Judgements on statements: written into the journal, applied to what is stored, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.errors import UnknownStatement
from onrecord.model.judgement import Judgement, Verb, judged_statement
from onrecord.model.statement import Statement
from onrecord.store import tables
from onrecord.store.codec import read_statement, statement_body
from onrecord.store.record import Record

__all__ = ["judge", "judgements", "rewrite_coding", "take_back"]

_VERBS = get_args(Verb)


def judgements(record: Record) -> list[Judgement]:
    """Every judgement, oldest first."""
    with record.reading() as connection:
        return _read(connection)


def _read(connection: Connection) -> list[Judgement]:
    rows = connection.execute(
        select(tables.decision).where(tables.decision.c.kind.in_(_VERBS)).order_by(tables.decision.c.id)
    ).all()
    return [
        Judgement(row.kind, row.actor, row.body["document"], row.at, row.by,
                  tuple((issue, stance) for issue, stance in row.body["issues"]), row.id)
        for row in rows
    ]  # fmt: skip


def judge(record: Record, judgement: Judgement) -> Statement:
    """Write a judgement and apply it, both or neither; the statement as it is now.

    Raises: OR-Q03 UnknownStatement.
    """
    with record.writing() as connection:
        statement = _statement(connection, judgement)
        number = connection.execute(select(func.coalesce(func.max(tables.decision.c.id), 0))).scalar_one() + 1
        body = {"document": judgement.document, "issues": [list(pair) for pair in judgement.issues],
                "before": statement_body(statement), "status": statement.status}  # fmt: skip
        connection.execute(
            insert(tables.decision).values(
                id=number, kind=judgement.verb, actor=judgement.statement, at=judgement.at, by=judgement.by, body=body
            )
        )
        made = judged_statement(statement, judgement)
        rewrite_coding(connection, judgement.document, made)
    return made


def take_back(record: Record, by: str | None = None) -> Judgement | None:
    """Undo the last judgement (of one person, if given): the journal forgets it, and the statement is what it was before.

    Returns: what was taken back; None where there is nothing, or where somebody else has decided on that statement since.
    """
    with record.writing() as connection:
        every = _read(connection)
        mine = [one for one in every if by is None or one.by == by]
        if not mine:
            return None
        last = mine[-1]
        key = (last.document, last.statement)
        if any((one.document, one.statement) == key and one.number > last.number for one in every):
            return None
        place = tables.decision.c.id == last.number
        body = connection.execute(select(tables.decision.c.body).where(place)).scalar_one()
        connection.execute(delete(tables.decision).where(place))
        codes = [(issue, stance, confidence) for issue, stance, confidence, *_ in body["before"]["issues"]]
        _keep(connection, *key, body["status"], body["before"], codes)
    return last


def rewrite_coding(connection: Connection, document: str, statement: Statement) -> None:
    """Keep a statement's status and coding anew, with the rows that questions are asked of."""
    codes = [(code.issue, code.stance, code.confidence) for code in statement.issues]
    _keep(connection, document, statement.id, statement.status, statement_body(statement), codes)


def _keep(connection: Connection, document: str, statement: str, status: str, body: dict[str, Any],
          codes: Sequence[tuple[str, str, float]]) -> None:  # fmt: skip
    s, c = tables.statement, tables.statement_issue
    place = (s.c.document_id == document) & (s.c.id == statement)
    connection.execute(update(s).where(place).values(status=status, body=body))
    connection.execute(delete(c).where((c.c.document_id == document) & (c.c.statement_id == statement)))
    if codes:
        rows = [
            {"document_id": document, "statement_id": statement, "issue": issue, "stance": stance, "confidence": sure}
            for issue, stance, sure in codes
        ]
        connection.execute(insert(c), rows)


def _statement(connection: Connection, judgement: Judgement) -> Statement:
    s, d = tables.statement, tables.document
    row = connection.execute(
        select(s).where((s.c.document_id == judgement.document) & (s.c.id == judgement.statement))
    ).first()
    if row is None:
        raise UnknownStatement("the record has no such statement", "it may come from another record")
    return read_statement(row, connection.execute(select(d.c.text).where(d.c.id == judgement.document)).scalar_one())
