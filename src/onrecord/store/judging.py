"""Judgements on statements: written into the journal, applied to what is stored, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import UnknownIssue, UnknownStatement
from onrecord.model.document import Document
from onrecord.model.judgement import Judgement, Verb, in_force, judged_statement
from onrecord.model.moves import Moves
from onrecord.model.statement import Statement
from onrecord.store import tables
from onrecord.store.codebooks import issues_of
from onrecord.store.codec import code_rows, read_codes, read_moves, read_statement, statement_body
from onrecord.store.record import Record

__all__ = ["judge", "judgements", "read_judgements", "recode", "take_back"]

_VERBS = get_args(Verb)
_MOVE = "move"


def judgements(record: Record) -> list[Judgement]:
    """Every judgement, oldest first."""
    with record.reading() as connection:
        return read_judgements(connection)


def read_judgements(connection: Connection) -> list[Judgement]:
    """The same, within a transaction of the caller's; in the codebook of now, and without those that a person has to make again."""
    kinds = tables.decision.c.kind.in_((*_VERBS, _MOVE))
    rows = connection.execute(select(tables.decision).where(kinds).order_by(tables.decision.c.id)).all()
    found: list[Judgement] = []
    for row in rows:
        if row.kind == _MOVE:
            found = _through(read_moves(row.body["moves"]), found)
            continue
        issues = tuple((issue, stance) for issue, stance in row.body["issues"])
        found.append(Judgement(row.kind, row.actor, row.body["document"], row.at, row.by, issues, row.id))
    return found


def _through(moves: Moves, made: list[Judgement]) -> list[Judgement]:
    """Judgements in the codebook that was moved to; none on a statement whose last one is left open: nobody's earlier word comes back by that."""
    moved = {one.number: moves.of_all(one.issues) for one in made}
    opened = {place for place, last in in_force(made).items() if moved[last.number] is None}
    return [
        replace(one, issues=issues)
        for one in made
        if (issues := moved[one.number]) is not None and (one.document, one.statement) not in opened
    ]


def judge(record: Record, judgement: Judgement) -> Statement:
    """Write a judgement and apply it, both or neither; the statement as it is now.

    Raises: OR-Q03 UnknownStatement, OR-Q02 UnknownIssue.
    """
    with record.writing() as connection:
        issues = issues_of(connection)
        if strange := [issue for issue, _ in judgement.issues if issues and issue not in issues]:
            raise UnknownIssue(
                f"the record's codebook has no issue {strange[0][:64]}",
                "begin the review anew: the record may have been moved to another codebook",
            )
        statement = _statement(connection, judgement)
        body = {"document": judgement.document, "issues": [list(pair) for pair in judgement.issues],
                "before": statement_body(statement), "status": statement.status}  # fmt: skip
        connection.execute(
            insert(tables.decision).values(
                kind=judgement.verb, actor=judgement.statement, at=judgement.at, by=judgement.by, body=body
            )
        )
        made = judged_statement(statement, judgement, issues)
        rewrite_coding(connection, judgement.document, made)
    return made


def take_back(record: Record, by: str | None = None, only: Judgement | None = None) -> Judgement | None:
    """Undo the last judgement (of one person, or the given one): the journal forgets it, and status and coding are what they were before.

    What was decided since about the actors of the statement stays.

    Returns: what was taken back; None where there is nothing, where somebody else has decided on that statement since, or where it was
        decided by an earlier version of the codebook: what it was before has no place in this one.
    """
    with record.writing() as connection:
        every = read_judgements(connection)
        mine = [
            one
            for one in every
            if (by is None or one.by == by) and (only is None or replace(one, number=only.number) == only)
        ]
        if not mine:
            return None
        last = mine[-1]
        key = (last.document, last.statement)
        if any((one.document, one.statement) == key and one.number > last.number for one in every):
            return None
        since = (tables.decision.c.kind == _MOVE) & (tables.decision.c.id > last.number)
        if connection.execute(select(tables.decision.c.id).where(since)).first():
            return None
        place = tables.decision.c.id == last.number
        body = connection.execute(select(tables.decision.c.body).where(place)).scalar_one()
        connection.execute(delete(tables.decision).where(place))
        now, text = _row(connection, *key)
        before, statement = body["before"], read_statement(now, text)
        why = {name: reason for name, reason in statement.why.items() if name != "decided"}
        if earlier := before["why"].get("decided"):
            why["decided"] = earlier
        made = replace(
            statement,
            status=body["status"],
            issues=read_codes(before, text, decided=body["status"] != "machine"),
            why=why,
        )
        rewrite_coding(connection, last.document, made)
    return last


def recode(record: Record, read: Document, coded: Document) -> tuple[int, list[str]]:
    """Keep a document's coding anew, but for what anybody has decided or changed since it was read.

    Args:
        read: the document as it was when it was coded; coded: the same with the new coding.

    Returns: (statements whose issues or sides are others now, ids of those that nobody decided and that changed meanwhile).
    """
    changed, late = 0, []
    with record.writing() as connection:
        rows = {row.id: row for row in connection.execute(
            select(tables.statement).where(tables.statement.c.document_id == read.id).with_for_update())}  # fmt: skip
        for old, new in zip(read.statements, coded.statements, strict=True):
            row = rows.get(old.id)
            if row is None or row.status != "machine":
                continue
            # As they are read, not as they are kept: an earlier version kept fewer fields.
            if old.status != "machine" or read_statement(row, read.text) != old:
                late.append(old.id)
                continue
            changed += _codes(old) != _codes(new)
            rewrite_coding(connection, read.id, new)
    return changed, late


def _codes(statement: Statement) -> list[tuple[str, str, bool]]:
    return [(code.issue, code.stance, code.counted) for code in statement.issues]


def rewrite_coding(connection: Connection, document: str, statement: Statement) -> None:
    """Keep a statement's status and coding anew, with the rows that questions are asked of."""
    s, c = tables.statement, tables.statement_issue
    place = (s.c.document_id == document) & (s.c.id == statement.id)
    connection.execute(update(s).where(place).values(status=statement.status, body=statement_body(statement)))
    connection.execute(delete(c).where((c.c.document_id == document) & (c.c.statement_id == statement.id)))
    if statement.issues:
        connection.execute(insert(c), code_rows(document, statement))


def _statement(connection: Connection, judgement: Judgement) -> Statement:
    return read_statement(*_row(connection, judgement.document, judgement.statement))


def _row(connection: Connection, document: str, statement: str) -> tuple[Any, str]:
    """A statement's row, which nobody else changes before the transaction ends, and its document's text."""
    s, d = tables.statement, tables.document
    row = connection.execute(
        select(s).where((s.c.document_id == document) & (s.c.id == statement)).with_for_update()
    ).first()
    if row is None:
        raise UnknownStatement("the record has no such statement", "it may come from another record")
    return row, connection.execute(select(d.c.text).where(d.c.id == document)).scalar_one()
