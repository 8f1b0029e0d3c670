"""Joint words are found for each who said them."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of who else said the same words; a record that was taken back to an earlier version still says so in its statements."""
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
    connection = op.get_bind()
    s = sa.table("statement", sa.column("document_id"), sa.column("id"), sa.column("body", sa.JSON))
    columns = ("document_id", "statement_id", "number", "speaker_id", "speaks_for_id")
    joint = sa.table("joint_speaker", *map(sa.column, columns))
    for row in connection.execute(sa.select(s)):
        for number, (speaker, _, principal) in enumerate(row.body.get("others", ()), 1):
            values = (row.document_id, row.id, number, speaker[0], principal[0] if principal else None)
            connection.execute(sa.insert(joint).values(dict(zip(columns, values, strict=True))))


def downgrade() -> None:
    """The version before shows the first speaker alone."""
    op.drop_table("joint_speaker")
