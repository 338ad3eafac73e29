"""The web: shared counts of attempts, and an index for the version of what the map shows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_limit",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_limit")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_obligation_updated_at", "obligation", ["updated_at"])


def downgrade() -> None:
    op.drop_index("ix_obligation_updated_at", table_name="obligation")
    op.drop_table("rate_limit")
