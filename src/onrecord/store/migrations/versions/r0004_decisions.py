"""Numbers of decisions come from the database, and statements tell whether they were said."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every statement of earlier versions was taken for said; a server goes on behind the numbers of decisions that are taken.

    Earlier versions gave these out themselves, and a server did not learn of it; a file of SQLite looks by itself.
    """
    op.add_column("statement", sa.Column("performed", sa.Boolean, nullable=False, server_default=sa.true()))
    _mark_imported(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('decision', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM decision), false)"
        )


def _mark_imported(connection: sa.Connection) -> None:
    """What came into the record as decided elsewhere says so, since its journal has no decision of it."""
    s = sa.table(
        "statement", sa.column("document_id"), sa.column("id"), sa.column("status"), sa.column("body", sa.JSON)
    )
    j = sa.table("decision", sa.column("actor"), sa.column("body", sa.JSON))
    decided = {(row.body.get("document"), row.actor) for row in connection.execute(sa.select(j.c.actor, j.c.body))}
    for row in connection.execute(sa.select(s).where(s.c.status != "machine")).all():
        if (row.document_id, row.id) not in decided:
            body = {**row.body, "made_by": {**row.body.get("made_by", {}), "status": "import"}}
            connection.execute(
                sa.update(s).where(s.c.document_id == row.document_id, s.c.id == row.id).values(body=body)
            )


def downgrade() -> None:
    """Forget what was not said."""
    op.drop_column("statement", "performed")
