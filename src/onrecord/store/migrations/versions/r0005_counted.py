"""What a statement is coded with is counted, or is a suggestion."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None


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
    """Suggestions count again."""
    op.drop_column("statement_issue", "about")
    op.drop_column("statement_issue", "counted")
