"""Joint words are found for each who said them."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of who else said the same words; statements of earlier versions have one speaker each."""
    op.create_table(
        "joint_speaker",
        sa.Column("document_id", sa.String(32), primary_key=True),
        sa.Column("statement_id", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("speaker_id", sa.String(255), sa.ForeignKey("actor.id"), nullable=False),
        sa.Column("speaks_for_id", sa.String(255), sa.ForeignKey("actor.id")),
        sa.ForeignKeyConstraint(["document_id", "statement_id"], ["statement.document_id", "statement.id"]),
    )
    op.create_index("joint_by_speaker", "joint_speaker", ["speaker_id"])
    op.create_index("joint_by_principal", "joint_speaker", ["speaks_for_id"])


def downgrade() -> None:
    """The version before shows the first speaker alone."""
    op.drop_table("joint_speaker")
