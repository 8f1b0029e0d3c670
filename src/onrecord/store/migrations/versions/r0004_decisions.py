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
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('decision', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM decision), false)"
        )


def downgrade() -> None:
    """Forget what was not said."""
    op.drop_column("statement", "performed")
