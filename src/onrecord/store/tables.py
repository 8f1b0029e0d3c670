"""The tables of a record, as they are now; how they came to be is in `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    true,
)  # fmt: skip

__all__ = [
    "actor",
    "carried",
    "decision",
    "document",
    "meta",
    "metadata",
    "quarantine",
    "run",
    "segment",
    "source",
    "statement",
    "statement_issue",
]

metadata = MetaData()

meta = Table(
    "record_meta", metadata,
    Column("key", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)  # fmt: skip

source = Table(
    "source", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip

document = Table(
    "document", metadata,
    Column("id", String(32), primary_key=True),
    Column("sha256", String(64), ForeignKey("source.sha256"), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("outlet", Text),
    Column("published", String(10)),
    Column("body", JSON, nullable=False),
    Column("url", Text),
    # The earlier version that this one corrects: answers rest on the newest alone.
    Column("supersedes", String(32)),
    Index("document_by_url", "url"),
    Index("document_by_path", "path"),
    Index("document_by_version", "supersedes"),
)  # fmt: skip

segment = Table(
    "segment", metadata,
    Column("document_id", String(32), ForeignKey("document.id"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("voice", String(16), nullable=False),
)  # fmt: skip

actor = Table(
    "actor", metadata,
    Column("id", String(255), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("terms", JSON, nullable=False),
)  # fmt: skip

statement = Table(
    "statement", metadata,
    # The same text in two documents gives the same ids: the key is both.
    Column("document_id", String(32), ForeignKey("document.id"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("voice", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("speaker_id", String(255), ForeignKey("actor.id")),
    Column("speaks_for_id", String(255), ForeignKey("actor.id")),
    Column("said", String(10)),
    Column("status", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    # What a text says was not said is no line of any answer.
    Column("performed", Boolean, nullable=False, server_default=true()),
    Column("body", JSON, nullable=False),
    Index("statement_by_document", "document_id", "start"),
    Index("statement_by_speaker", "speaker_id"),
    Index("statement_by_principal", "speaks_for_id"),
)  # fmt: skip

statement_issue = Table(
    "statement_issue", metadata,
    Column("document_id", String(32), primary_key=True),
    Column("statement_id", String(32), primary_key=True),
    Column("issue", String(64), primary_key=True),
    Column("stance", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    # A suggestion is kept, and is in no answer, cell or network.
    Column("counted", Boolean, nullable=False, server_default=true()),
    # Whom a claim is held against: two that accuse one another do not agree.
    Column("about", String(255)),
    ForeignKeyConstraint(["document_id", "statement_id"], ["statement.document_id", "statement.id"]),
    Index("statement_by_issue", "issue", "stance"),
)  # fmt: skip

joint_speaker = Table(
    "joint_speaker", metadata,
    # Who else said the same words: the first speaker is the statement's own.
    Column("document_id", String(32), primary_key=True),
    Column("statement_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("speaker_id", String(255), ForeignKey("actor.id"), nullable=False),
    Column("speaks_for_id", String(255), ForeignKey("actor.id")),
    ForeignKeyConstraint(["document_id", "statement_id"], ["statement.document_id", "statement.id"]),
    Index("joint_by_speaker", "speaker_id"),
    Index("joint_by_principal", "speaks_for_id"),
)  # fmt: skip

quarantine = Table(
    "quarantine", metadata,
    Column("id", String(32), primary_key=True),
    Column("path", Text, nullable=False),
    Column("code", String(8), nullable=False),
    Column("sha256", String(64), ForeignKey("source.sha256")),
    Column("stage", String(16), nullable=False),
    Column("message", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("ours", Boolean, nullable=False),
)  # fmt: skip

run = Table(
    "run", metadata,
    Column("id", Integer, primary_key=True),
    Column("program", String(32), nullable=False),
    Column("codebook", Text, nullable=False),
    Column("register", Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
)  # fmt: skip

decision = Table(
    "decision", metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("actor", String(255), nullable=False),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("body", JSON, nullable=False),
)  # fmt: skip

carried = Table(
    "carried", metadata,
    Column("id", Integer, primary_key=True),
    Column("format", String(32), nullable=False),
    # Both empty for a file as a whole: it belongs to no document.
    Column("document_id", String(32), nullable=False),
    Column("statement_id", String(32), nullable=False),
    Column("body", JSON, nullable=False),
    Index("carried_by_document", "document_id", "statement_id"),
)  # fmt: skip
