"""A later version of an article says which one it corrects."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Addresses of documents get a column of their own, by which versions are found; what is there already corrects nothing."""
    op.add_column("document", sa.Column("url", sa.Text))
    op.add_column("document", sa.Column("supersedes", sa.String(32)))
    op.create_index("document_by_url", "document", ["url"])
    op.create_index("document_by_path", "document", ["path"])
    op.create_index("document_by_version", "document", ["supersedes"])
    connection = op.get_bind()
    d = sa.table("document", sa.column("id"), sa.column("url"), sa.column("body", sa.JSON))
    for key, body in connection.execute(sa.select(d.c.id, d.c.body)).all():
        url = body["facts"].get("url")
        if url:
            connection.execute(sa.update(d).where(d.c.id == key).values(url=url[0]))


def downgrade() -> None:
    """The version before counts every version of an article."""
    for index in ("document_by_version", "document_by_path", "document_by_url"):
        op.drop_index(index, "document")
    op.drop_column("document", "supersedes")
    op.drop_column("document", "url")
