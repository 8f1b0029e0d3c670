"""What files of other tools hold and a record has no field for, kept so that it can go out again."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, empty."""
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("format", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("statement_id", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("carried_by_document", "carried", ["document_id", "statement_id"])


def downgrade() -> None:
    """Forget what was carried."""
    op.drop_table("carried")
