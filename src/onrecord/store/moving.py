"""A record goes on with another version of its codebook: what people decided is read in it, and the journal stays as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select

from onrecord.errors import OtherCodebook
from onrecord.model.codebook import Codebook, Issue
from onrecord.model.judgement import REOPENED
from onrecord.model.moves import Moves
from onrecord.model.statement import IssueCode, Statement
from onrecord.store import tables
from onrecord.store.codec import codebook_body, moves_body, read_codebook, read_statement
from onrecord.store.judging import read_judgements, rewrite_coding
from onrecord.store.record import Record, get_meta, put_meta

__all__ = ["Moved", "move"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: statements whose decision reads on, and those that a person has to look at again."""

    decided: int
    reopened: int


def move(record: Record, book: Codebook, moves: Moves, at: str, by: str = "") -> Moved:
    """Put a record onto another version of its codebook, all of it or nothing.

    The journal is only added to: what was decided before is read through the move from now on. What was imported as decided has no
    entry and is moved in place. Codes that a machine made are suggestions until they are made anew.

    Raises: OR-C03 OtherCodebook where the record has no codebook, or this very one.
    """
    with record.writing() as connection:
        own = get_meta(connection, "codebook")
        if own is None or read_codebook(own).stamp == book.stamp:
            raise OtherCodebook(f"nothing to move: the record has {'no codebook' if own is None else book.stamp}")
        before = read_codebook(own)
        moves = moves.between(before, book)
        decided = {(one.document, one.statement) for one in read_judgements(connection)}
        connection.execute(
            insert(tables.decision).values(
                kind="move", actor=before.stamp, at=at, by=by, body={"to": book.stamp, "moves": moves_body(moves)}
            )
        )
        put_meta(connection, "codebook", codebook_body(book))
        still = {(one.document, one.statement) for one in read_judgements(connection)}
        issues = {issue.id: issue for issue in book.issues}
        kept = reopened = 0
        for document, statement in _statements(connection):
            place = (document, statement.id)
            sound = moves.of_all((code.issue, code.stance) for code in statement.issues) is not None
            open_again = statement.status != "machine" and (place not in still if place in decided else not sound)
            made = _moved(statement, moves, issues, before.stamp, open_again=open_again)
            if made != statement:
                rewrite_coding(connection, document, made)
            reopened += open_again
            kept += statement.status != "machine" and not open_again
    return Moved(kept, reopened)


def _statements(connection: Connection) -> Iterator[tuple[str, Statement]]:
    """Every statement with its document's id, one document in memory at a time."""
    d, s = tables.document.c, tables.statement
    for key in connection.execute(select(d.id).order_by(d.id)).scalars().all():
        text = connection.execute(select(d.text).where(d.id == key)).scalar_one()
        for row in connection.execute(select(s).where(s.c.document_id == key).with_for_update()).all():
            yield key, read_statement(row, text)


def _moved(
    statement: Statement, moves: Moves, issues: Mapping[str, Issue], stamp: str, *, open_again: bool
) -> Statement:
    codes: dict[str, IssueCode] = {}
    for code in statement.issues:
        there = moves.of(code.issue, code.stance)
        if there and there[0] not in codes:
            kind = issues[there[0]].kind
            codes[there[0]] = replace(code, issue=there[0], stance=there[1], kind=kind, about=code.about if kind == "claim" else None)  # fmt: skip
    suggestions = tuple(one for one in statement.suggestions if one.issue in issues)
    made = replace(statement, issues=tuple(codes.values()), suggestions=suggestions)
    if statement.status != "machine" and not open_again:
        return made
    made = replace(made, issues=tuple(replace(code, counted=False) for code in made.issues))
    if not open_again:
        return made
    why = {name: reason for name, reason in made.why.items() if name != "decided"}
    were = ", ".join(f"{code.issue}: {code.stance}" for code in statement.issues) or "no issue"
    why[REOPENED] = f"a person coded it {were} under {stamp}; that may be another issue now"
    made_by = {name: who for name, who in made.made_by.items() if name != "status"}
    return replace(made, status="machine", why=why, made_by=made_by)
