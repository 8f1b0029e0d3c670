"""Writing documents, refusals and the ledger of a run, in batches that are kept whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from onrecord.errors import Broken, OtherCodebook
from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook
from onrecord.model.decision import decided
from onrecord.model.document import Document, Source
from onrecord.model.ids import sha256_text
from onrecord.model.intake import Intake, Quarantined
from onrecord.model.judgement import in_force, judged
from onrecord.store import tables
from onrecord.store.codebooks import codebook_stamp, issues_of
from onrecord.store.codec import code_rows, codebook_body, document_body, party_rows, read_codebook, statement_body
from onrecord.store.journal import read_journal
from onrecord.store.judging import read_judgements
from onrecord.store.record import Record, get_meta, put_meta
from onrecord.store.versions import earlier_version

__all__ = ["Tally", "Writer"]

FORMAT = 1


@dataclass(slots=True)
class Tally:
    """The ledger of a run; the law is read = stored + duplicate + quarantined."""

    read: int = 0
    stored: int = 0
    duplicate: int = 0
    quarantined: int = 0
    ours: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether the law holds."""
        return self.read == self.stored + self.duplicate + self.quarantined


class Writer:
    """Writes one run into a record.

    Args:
        terms_of: how texts name an actor, for questions asked later.
        own_terms: names of the user's own actors, so that one who is silent is known and not unheard of.

    Raises: OR-C03 OtherCodebook where another run has begun the record with another one meanwhile.
    """

    def __init__(self, record: Record, *, program: str, codebook: Codebook, register: str,
                 terms_of: Callable[[str], list[str]], own_terms: Iterable[str] = ()) -> None:  # fmt: skip
        self._record = record
        self._terms_of = terms_of
        self._codebook = codebook.stamp
        self.tally = Tally()
        with record.writing() as connection:
            own = get_meta(connection, "codebook")
            if own and read_codebook(own).stamp != codebook.stamp:
                raise OtherCodebook(f"the record is coded with {read_codebook(own).stamp}, not with {codebook.stamp}")
            put_meta(connection, "format", FORMAT)
            put_meta(connection, "codebook", codebook_body(codebook))
            terms = set(get_meta(connection, "own_terms") or ()) | set(own_terms)
            put_meta(connection, "own_terms", sorted(terms))
            self._run: int = connection.execute(
                insert(tables.run).values(
                    program=program, codebook=codebook.stamp, register=register, finished=False, **self._counts()
                )
            ).inserted_primary_key[0]  # type: ignore[index]

    def known(self, sha256s: Iterable[str]) -> set[str]:
        """Which of these hashes are documents of the record already."""
        with self._record.reading() as connection:
            return _known(connection, sha256s)

    def write(self, batch: list[Intake | str]) -> list[Intake | str]:
        """Keep a batch: documents with their statements, refusals, and the count, in one transaction.

        When the database refuses the batch, its documents are kept one by one, and what it refuses alone is
        set aside as a fault of ours.

        Args:
            batch: intakes, and the paths of documents that are known to be in the record.

        Returns: what became of each, in order: what was kept, refusals included, and the paths of duplicates, also of those
            that somebody else has written meanwhile.
        """
        try:
            return self._write(batch)
        except Broken as fault:
            if len(batch) > 1:
                return [one for intake in batch for one in self.write([intake])]
            (one,) = batch
            if isinstance(one, str):
                raise
            sha256 = one.source.sha256 if one.source else None
            return self._write([replace(one, outcome=Quarantined.because(fault, one.path, sha256, "keep"))])

    def _write(self, batch: list[Intake | str]) -> list[Intake | str]:
        tally, done = Tally(**asdict(self.tally)), list[Intake | str]()
        with self._record.writing() as connection:
            known = _known(
                connection,
                (i.outcome.sha256 for i in batch if not isinstance(i, str) and isinstance(i.outcome, Document)),
            )
            if codebook_stamp(connection) != self._codebook:
                raise OtherCodebook(
                    f"the record was moved to {codebook_stamp(connection)} while this was read",
                    "read the same again: what is in the record already is passed over",
                )
            as_decided = _journal(connection)
            for intake in batch:
                tally.read += 1
                became = intake
                if isinstance(intake, str):
                    tally.duplicate += 1
                elif isinstance(intake.outcome, Quarantined):
                    tally.quarantined += 1
                    tally.ours += intake.outcome.ours
                    _quarantine(connection, intake.outcome, intake.source)
                elif intake.outcome.sha256 in known:
                    tally.duplicate += 1
                    became = intake.path  # somebody else has written it meanwhile
                else:
                    tally.stored += 1
                    document = as_decided(intake.outcome)
                    earlier = earlier_version(connection, document)
                    document = replace(document, supersedes=earlier) if earlier else document
                    known.add(document.sha256)
                    assert intake.source is not None
                    self._document(connection, document, intake.source)
                    became = replace(intake, outcome=document)
                done.append(became)
            connection.execute(update(tables.run).where(tables.run.c.id == self._run).values(**self._counts(tally)))
        self.tally = tally
        return done

    def add(self, document: Document) -> int:
        """Keep statements of a document that is in the record already; how many of them are new.

        Raises: OR-U01 Unavailable, OR-X03 NotKept.
        """
        with self._record.writing() as connection:
            s = tables.statement.c
            known = set(connection.execute(select(s.id).where(s.document_id == document.id)).scalars())
            as_decided = _journal(connection)
            fresh = tuple(one for one in as_decided(document).statements if one.id not in known)
            if fresh:
                self._statements(connection, replace(document, statements=fresh))
        return len(fresh)

    def finish(self) -> Tally:
        """Mark the run as finished."""
        with self._record.writing() as connection:
            connection.execute(update(tables.run).where(tables.run.c.id == self._run).values(finished=True))
        return self.tally

    def _counts(self, tally: Tally | None = None) -> dict[str, int]:
        tally = tally or self.tally
        return {
            "read": tally.read,
            "stored": tally.stored,
            "duplicate": tally.duplicate,
            "quarantined": tally.quarantined,
        }

    def _document(self, connection: Connection, document: Document, source: Source) -> None:
        _keep_source(connection, source)
        q = tables.quarantine  # an earlier run may have set it aside, for its time or for a fault since mended
        connection.execute(delete(q).where(q.c.path == document.path, q.c.sha256 == document.sha256))
        connection.execute(
            insert(tables.document).values(
                id=document.id, sha256=document.sha256, text_sha256=document.text_sha256, path=document.path,
                text=document.text, kind=document.kind, outlet=document.outlet.value if document.outlet else None,
                published=document.published.date, body=document_body(document), url=document.url.value if document.url else None,
                supersedes=document.supersedes,
            )
        )  # fmt: skip
        if document.segments:
            rows = [
                {"document_id": document.id, "start": s.start, "end": s.end, "kind": s.kind, "voice": s.voice}
                for s in document.segments
            ]
            connection.execute(insert(tables.segment), rows)
        if document.statements:
            self._statements(connection, document)

    def _statements(self, connection: Connection, document: Document) -> None:
        actors: dict[str, Actor] = {}
        for s in document.statements:
            for one in (s.speaks_for, *s.actors(), *(t.actor for t in s.targets), *(link.actor for link in s.chain)):
                if one:
                    actors.setdefault(one.id, one)
        self._actors(connection, actors)
        connection.execute(
            insert(tables.statement),
            [
                {
                    "id": s.id, "document_id": document.id, "start": s.start, "end": s.content[-1].end, "voice": s.voice, "mode": s.mode,
                    "speaker_id": s.speaker.id if s.speaker else None, "speaks_for_id": s.speaks_for.id if s.speaks_for else None,
                    "said": s.said.date if s.said else None, "status": s.status, "confidence": s.confidence.statement, "performed": s.performed,
                    "body": statement_body(s),
                }
                for s in document.statements
            ],
        )  # fmt: skip
        parties = [row for s in document.statements for row in party_rows(document.id, s)]
        if parties:
            connection.execute(insert(tables.joint_speaker), parties)
        codes = [row for s in document.statements for row in code_rows(document.id, s)]
        if codes:
            connection.execute(insert(tables.statement_issue), codes)
        words = [{"document": document.id, "id": s.id, "content": s.text} for s in document.statements]
        connection.execute(
            text("INSERT INTO statement_search (document_id, statement_id, content) VALUES (:document, :id, :content)"),
            words,
        )

    def _actors(self, connection: Connection, actors: dict[str, Actor]) -> None:
        known = set(connection.execute(select(tables.actor.c.id).where(tables.actor.c.id.in_(list(actors)))).scalars())
        new = [
            {"id": a.id, "name": a.name, "kind": a.kind, "terms": self._terms_of(a.id)}
            for a in actors.values()
            if a.id not in known
        ]
        if new:
            connection.execute(insert(tables.actor), new)


def _known(connection: Connection, sha256s: Iterable[str]) -> set[str]:
    """Which of these hashes are documents of the record."""
    of = tables.document.c.sha256
    return set(connection.execute(select(of).where(of.in_(list(sha256s)))).scalars())


def _journal(connection: Connection) -> Callable[[Document], Document]:
    """What people have decided by now holds for what is written too."""
    decisions, verdicts = read_journal(connection), in_force(read_judgements(connection))
    issues = issues_of(connection) if verdicts else {}
    return lambda document: judged(decided(document, decisions), verdicts, issues)


def _keep_source(connection: Connection, source: Source) -> None:
    known = connection.execute(select(tables.source.c.sha256).where(tables.source.c.sha256 == source.sha256)).first()
    if known is None:
        connection.execute(
            insert(tables.source).values(sha256=source.sha256, size_bytes=len(source.content), content=source.content)
        )


def _quarantine(connection: Connection, refusal: Quarantined, source: Source | None) -> None:
    if source is not None:
        _keep_source(connection, source)
    key = sha256_text(f"{refusal.path}|{refusal.code}|{refusal.sha256}")[:32]
    place = tables.quarantine.c.id == key
    values: dict[str, Any] = {"id": key, **asdict(refusal)}
    if connection.execute(select(tables.quarantine.c.path).where(place)).first():
        connection.execute(update(tables.quarantine).where(place).values(**values))
    else:
        connection.execute(insert(tables.quarantine).values(**values))
