"""Staffing proposals are computed in the background: how far they are, how they ended, what they were made from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME, TABLE = "ck_staffing_proposal_proposal_state", "staffing_proposal"
BEFORE = "'draft', 'submitted', 'approved', 'rejected', 'superseded'"
UNFINISHED = "'queued', 'running', 'failed', 'cancelled'"


def upgrade() -> None:
    for column in _columns():
        op.add_column(TABLE, column)
    op.execute("UPDATE staffing_proposal SET progress = 1, ended_at = created_at")
    op.drop_constraint(op.f(NAME), TABLE, type_="check")
    op.create_check_constraint(op.f(NAME), TABLE, f"state IN ({UNFINISHED}, {BEFORE})")


def downgrade() -> None:
    # What has no answer is of no use to who does not know that there may be none.
    op.execute(f"DELETE FROM staffing_proposal WHERE state IN ({UNFINISHED})")  # noqa: S608 - put together from constants
    op.drop_constraint(op.f(NAME), TABLE, type_="check")
    op.create_check_constraint(op.f(NAME), TABLE, f"state IN ({BEFORE})")
    for column in reversed(_columns()):
        op.drop_column(TABLE, column.name)


def _columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column(
            "request", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("progress", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
