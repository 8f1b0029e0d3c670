"""A record examined: every span, hash and reference. It looks and tells; it repairs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from onrecord.errors import OnRecordError
from onrecord.model.decision import decided
from onrecord.model.document import VOICE_OF_KIND, Segment
from onrecord.model.ids import document_id, sha256_bytes, sha256_text
from onrecord.model.judgement import STATUS_OF, in_force
from onrecord.model.statement import Statement
from onrecord.store import tables
from onrecord.store.codec import party_rows, read_document, read_statement
from onrecord.store.journal import concerned, read_journal
from onrecord.store.judging import read_judgements
from onrecord.store.record import Record

__all__ = ["CHECKS", "Finding", "examine"]

CHECKS = (
    "the database's own integrity",
    "kept bytes have the hash they are kept under",
    "stored texts have their hash, documents the id of their bytes",
    "segments tile their text and have a known kind",
    "every place of every statement lies in its text, and none is empty",
    "statements refer to statements and actors that exist, issues to the codebook",
    "the search index holds every statement once",
    "every run adds up: read = stored + duplicate + quarantined",
    "what is carried belongs to documents and statements that exist",
    "what people decided stands: the journal, replayed, changes nothing",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: which check, where, what."""

    check: str
    where: str
    what: str


def examine(record: Record) -> tuple[dict[str, int], list[Finding]]:
    """(how many things were looked at, by name; what is wrong), reading the whole record once."""
    seen = {"sources": 0, "documents": 0, "segments": 0, "statements": 0, "spans": 0, "runs": 0, "decisions": 0}
    with record.reading() as connection:
        found = [
            *_integrity(connection),
            *_sources(connection, seen),
            *_documents(connection, seen),
            *_runs(connection, seen),
        ]
        found += _references(connection)
        found += _decisions(connection, seen)
        found += _luggage(connection)
    return seen, found


def _luggage(connection: Connection) -> Iterator[Finding]:
    c, d, s = tables.carried.c, tables.document.c, tables.statement.c
    lost_documents = (
        select(c.document_id, c.statement_id)
        .select_from(tables.carried.outerjoin(tables.document, d.id == c.document_id))
        .where(c.document_id != "", d.id.is_(None))
    )
    same = (s.document_id == c.document_id) & (s.id == c.statement_id)
    lost_statements = (
        select(c.document_id, c.statement_id)
        .select_from(tables.carried.outerjoin(tables.statement, same))
        .where(c.statement_id != "", s.id.is_(None))
    )
    for what, query in (("document", lost_documents), ("statement", lost_statements)):
        for row in connection.execute(query):
            yield Finding(CHECKS[8], f"{row[0]} {row[1]}".strip(), f"carried for a {what} that is not there")


def _decisions(connection: Connection, seen: dict[str, int]) -> Iterator[Finding]:
    """Where the stored state differs from what the journal makes of it."""
    decisions, judgements = read_journal(connection), read_judgements(connection)
    seen["decisions"] = len(decisions) + len(judgements)
    last = in_force(judgements)
    s = tables.statement.c
    for (document, statement), one in last.items():
        row = connection.execute(select(tables.statement).where(s.document_id == document, s.id == statement)).first()
        if row is None:
            yield Finding(CHECKS[9], statement, "decided, and not there")
        elif (row.status, sorted((c[0], c[1]) for c in row.body["issues"])) != (
            STATUS_OF[one.verb],
            sorted(one.issues),
        ):
            yield Finding(CHECKS[9], statement, f"decided as {STATUS_OF[one.verb]}, and stored otherwise")
    marked = select(s.document_id, s.id, s.body).where(s.status != "machine")
    for row in connection.execute(marked):
        # What was imported as decided says so; it has no entry in this journal.
        if (row.document_id, row.id) not in last and "status" not in row.body["made_by"]:
            yield Finding(CHECKS[9], row.id, "marked as decided, and the journal has no decision")
    for number, decision in enumerate(decisions, 1):
        if decision.into is None:
            continue
        later = decisions[number:]
        if any(other.into and other.into.id == decision.actor for other in later):
            continue  # somebody was made that actor again
        for named in concerned(connection, decision):
            if decided(named, [decision]) is not named:
                yield Finding(
                    CHECKS[9], named.path, f"{decision.actor} was decided to be {decision.into.id}, and is not"
                )


def _integrity(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield Finding(CHECKS[0], "database", str(row[0]))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(CHECKS[0], f"table {row[0]}", f"row {row[1]} refers to a missing row of {row[2]}")


def _sources(connection: Connection, seen: dict[str, int]) -> Iterator[Finding]:
    for row in connection.execute(select(tables.source).execution_options(yield_per=50)):
        seen["sources"] += 1
        if sha256_bytes(row.content) != row.sha256 or len(row.content) != row.size_bytes:
            yield Finding(CHECKS[1], row.sha256[:12], "the bytes have changed")


def _documents(connection: Connection, seen: dict[str, int]) -> Iterator[Finding]:
    ids = connection.execute(select(tables.document.c.id).order_by(tables.document.c.id)).scalars().all()
    for doc_id in ids:
        yield from _document(connection, doc_id, seen)


def _document(connection: Connection, doc_id: str, seen: dict[str, int]) -> Iterator[Finding]:
    columns = (column for column in tables.document.c if column.name != "body")
    row = connection.execute(select(*columns).where(tables.document.c.id == doc_id)).one()
    seen["documents"] += 1
    if sha256_text(row.text) != row.text_sha256:
        yield Finding(CHECKS[2], row.path, "the text has changed")
    if document_id(row.sha256) != row.id:
        yield Finding(CHECKS[2], row.path, "the id is not that of its bytes")
    query = select(tables.segment).where(tables.segment.c.document_id == doc_id).order_by(tables.segment.c.start)
    segments = [Segment(s.start, s.end, s.kind, s.voice) for s in connection.execute(query)]
    seen["segments"] += len(segments)
    if not segments or any(segment.kind not in VOICE_OF_KIND for segment in segments):
        yield Finding(CHECKS[3], row.path, "no segments, or one of unknown kind")
    try:
        whole = connection.execute(select(tables.document).where(tables.document.c.id == doc_id)).one()
        made = read_document(whole, segments)
        if made.published.date != row.published or (made.outlet.value if made.outlet else None) != row.outlet:
            yield Finding(CHECKS[2], row.path, "columns and body say different things")
    except _UNREADABLE as error:
        yield Finding(CHECKS[3], row.path, _words(error))
    yield from _statements(connection, row, seen)


_UNREADABLE = (OnRecordError, KeyError, TypeError, ValueError, IndexError, AttributeError)


def _words(error: Exception) -> str:
    return error.message if isinstance(error, OnRecordError) else f"its row cannot be read ({type(error).__name__})"


def _statements(connection: Connection, document: Any, seen: dict[str, int]) -> Iterator[Finding]:
    search = text("SELECT statement_id, content FROM statement_search WHERE document_id = :id")
    indexed = {row[0]: row[1] for row in connection.execute(search, {"id": document.id})}
    ids = (
        connection.execute(select(tables.statement.c.id).where(tables.statement.c.document_id == document.id))
        .scalars()
        .all()
    )
    known = set(ids)
    codes: dict[str, list[tuple[Any, ...]]] = {}
    c = tables.statement_issue.c
    for code in connection.execute(
        select(c.statement_id, c.issue, c.stance, c.counted).where(c.document_id == document.id)
    ):
        codes.setdefault(code[0], []).append(tuple(code)[1:])
    joint: dict[str, list[tuple[Any, ...]]] = {}
    j = tables.joint_speaker.c
    for one in connection.execute(
        select(j.statement_id, j.number, j.speaker_id, j.speaks_for_id).where(j.document_id == document.id)
    ):
        joint.setdefault(one[0], []).append(tuple(one)[1:])
    for statement_id in ids:
        seen["statements"] += 1
        place = (tables.statement.c.document_id == document.id) & (tables.statement.c.id == statement_id)
        try:
            row = connection.execute(select(tables.statement).where(place)).one()
            statement = read_statement(row, document.text)
        except _UNREADABLE as error:
            yield Finding(CHECKS[4], statement_id, _words(error))
            continue
        seen["spans"] += len(list(statement.quotes()))
        yield from _statement(row, statement, known, indexed.get(statement_id))
        others = sorted(
            (row["number"], row["speaker_id"], row["speaks_for_id"]) for row in party_rows(document.id, statement)
        )
        if sorted(joint.get(statement_id, [])) != others:
            yield Finding(CHECKS[5], statement_id, "columns and body name different joint speakers")
        told = [(code.issue, code.stance, code.counted) for code in statement.issues]
        if sorted(codes.get(statement_id, [])) != sorted(told):
            yield Finding(CHECKS[5], statement_id, "columns and body code it differently")


def _statement(row: Any, statement: Statement, known: set[str], indexed: str | None) -> Iterator[Finding]:
    """Columns, body, references and index entry of one statement."""
    if (statement.start, statement.content[-1].end) != (row.start, row.end):
        yield Finding(CHECKS[4], row.id, "columns and body give different places")
    said = statement.said.date if statement.said else None
    named = (
        statement.speaker.id if statement.speaker else None,
        statement.speaks_for.id if statement.speaks_for else None,
    )
    if (row.speaker_id, row.speaks_for_id, row.said) != (*named, said):
        yield Finding(CHECKS[5], row.id, "columns and body name different actors or days")
    if row.performed != statement.performed:
        yield Finding(CHECKS[5], row.id, "columns and body differ in whether it was said")
    if statement.within and statement.within not in known:
        yield Finding(CHECKS[5], row.id, "reported in a statement that does not exist")
    if indexed != statement.text:
        yield Finding(CHECKS[6], row.id, "the search index has other words, or none")


def _references(connection: Connection) -> Iterator[Finding]:
    if connection.execute(select(tables.document.c.id)).first() is None:
        return
    book = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "codebook")).scalar_one_or_none()
    if book is None:
        yield Finding(CHECKS[5], "record", "its codebook is missing")
    known = {issue["id"] for issue in book["issues"]} if book else set()
    used = set(connection.execute(select(tables.statement_issue.c.issue).distinct()).scalars())
    for issue in sorted(used - known):
        yield Finding(CHECKS[5], issue, "an issue that the record's codebook does not have")
    statements = {
        (row[0], row[1]) for row in connection.execute(select(tables.statement.c.document_id, tables.statement.c.id))
    }
    d = tables.document.c
    there = set(connection.execute(select(d.id)).scalars())
    for key, earlier in connection.execute(select(d.id, d.supersedes).where(d.supersedes.is_not(None))):
        if earlier not in there or earlier == key:
            yield Finding(CHECKS[5], key, "a later version of a document that is not there")
    indexed = [
        (row[0], row[1]) for row in connection.execute(text("SELECT document_id, statement_id FROM statement_search"))
    ]
    if len(indexed) != len(set(indexed)) or set(indexed) != statements:
        yield Finding(CHECKS[6], "search index", f"{len(indexed)} entries for {len(statements)} statements")


def _runs(connection: Connection, seen: dict[str, int]) -> Iterator[Finding]:
    for row in connection.execute(select(tables.run)):
        seen["runs"] += 1
        if row.read != row.stored + row.duplicate + row.quarantined:
            yield Finding(
                CHECKS[7], f"run {row.id}", f"{row.read} read, but {row.stored} + {row.duplicate} + {row.quarantined}"
            )
