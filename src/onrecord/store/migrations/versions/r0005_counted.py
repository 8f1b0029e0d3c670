"""What a statement is coded with is counted, or is a suggestion."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

_WHOLE = 9  # what this version keeps of a code; the last says whether it counts


def upgrade() -> None:
    """What rules of earlier versions coded is a suggestion from now on, until it is coded anew; what people decided counts."""
    op.add_column("statement_issue", sa.Column("counted", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("statement_issue", sa.Column("about", sa.String(255)))
    code = sa.table("statement_issue", *map(sa.column, ("document_id", "statement_id", "counted")))
    s = sa.table("statement", *map(sa.column, ("document_id", "id", "status")))
    machine = sa.exists().where(
        s.c.document_id == code.c.document_id, s.c.id == code.c.statement_id, s.c.status == "machine"
    )
    op.execute(sa.update(code).where(machine).values(counted=sa.false()))


def downgrade() -> None:
    """The record as the version before can read it: what is only suggested goes, since to that version every code counts."""
    connection = op.get_bind()
    s = sa.table("statement", sa.column("document_id"), sa.column("id"), sa.column("body", sa.JSON))
    code = sa.table("statement_issue", *map(sa.column, ("document_id", "statement_id", "issue")))
    for row in connection.execute(sa.select(s)).all():
        for one in row.body["issues"]:
            if len(one) >= _WHOLE and not one[8]:
                this = (
                    (code.c.document_id == row.document_id) & (code.c.statement_id == row.id) & (code.c.issue == one[0])
                )
                connection.execute(sa.delete(code).where(this))
        issues = [one[:6] for one in row.body["issues"] if len(one) < _WHOLE or one[8]]
        if issues != row.body["issues"]:
            here = (s.c.document_id == row.document_id) & (s.c.id == row.id)
            connection.execute(sa.update(s).where(here).values(body={**row.body, "issues": issues}))
    op.drop_column("statement_issue", "about")
    op.drop_column("statement_issue", "counted")
