"""Numbers of decisions come from the database: earlier versions gave them out, and a server did not learn of it."""

from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a server go on behind the numbers that are taken; a file of SQLite looks by itself."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('decision', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM decision), false)"
        )


def downgrade() -> None:
    """Nothing is undone: the numbers stay as they are."""
