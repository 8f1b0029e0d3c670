"""The first tables, with full-text search in the database's own form."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, and the search index."""
    op.create_table(
        "record_meta", sa.Column("key", sa.String(64), primary_key=True), sa.Column("value", sa.JSON, nullable=False)
    )
    op.create_table(
        "source",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("source.sha256"), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "segment",
        sa.Column("document_id", sa.String(32), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("voice", sa.String(16), nullable=False),
    )
    op.create_table(
        "actor",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("terms", sa.JSON, nullable=False),
    )
    _statements()
    op.create_table(
        "quarantine",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("source.sha256")),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("advice", sa.Text, nullable=False),
        sa.Column("ours", sa.Boolean, nullable=False),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("codebook", sa.Text, nullable=False),
        sa.Column("register", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("read", "stored", "duplicate", "quarantined")),
        sa.Column("finished", sa.Boolean, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE statement_search USING fts5"
            "(document_id UNINDEXED, statement_id UNINDEXED, content, tokenize='unicode61 remove_diacritics 2')"
        )
    else:
        op.execute(
            "CREATE TABLE statement_search (document_id VARCHAR(32), statement_id VARCHAR(32), content TEXT NOT NULL,"
            " PRIMARY KEY (document_id, statement_id), FOREIGN KEY (document_id, statement_id) REFERENCES statement (document_id, id))"
        )
        op.execute("CREATE INDEX statement_search_words ON statement_search USING gin (to_tsvector('simple', content))")


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("document_id", sa.String(32), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("voice", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("speaker_id", sa.String(255), sa.ForeignKey("actor.id")),
        sa.Column("speaks_for_id", sa.String(255), sa.ForeignKey("actor.id")),
        sa.Column("said", sa.String(10)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("statement_by_document", "statement", ["document_id", "start"])
    op.create_index("statement_by_speaker", "statement", ["speaker_id"])
    op.create_index("statement_by_principal", "statement", ["speaks_for_id"])
    op.create_table(
        "statement_issue",
        sa.Column("document_id", sa.String(32), primary_key=True),
        sa.Column("statement_id", sa.String(32), primary_key=True),
        sa.Column("issue", sa.String(64), primary_key=True),
        sa.Column("stance", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["document_id", "statement_id"], ["statement.document_id", "statement.id"]),
    )
    op.create_index("statement_by_issue", "statement_issue", ["issue", "stance"])


def downgrade() -> None:
    """Nothing came before."""
    for table in (
        "statement_search",
        "run",
        "quarantine",
        "statement_issue",
        "statement",
        "actor",
        "segment",
        "document",
        "source",
        "record_meta",
    ):
        op.drop_table(table)
