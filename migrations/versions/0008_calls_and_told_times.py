"""Calls about something new, with what they ask for; and the times that customers were told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_record",
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("service_s", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("window_start_s", sa.Integer(), nullable=False),
        sa.Column("window_end_s", sa.Integer(), nullable=False),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        *_dated(),
        sa.CheckConstraint(
            "source IN ('phone', 'counter', 'online', 'field')", name=op.f("ck_call_record_call_source")
        ),
        sa.CheckConstraint("service_s BETWEEN 60 AND 86400", name=op.f("ck_call_record_service")),
        sa.CheckConstraint(
            "0 <= window_start_s AND window_start_s <= window_end_s AND window_end_s <= 86400",
            name=op.f("ck_call_record_hours"),
        ),
        *_of_obligation("call_record"),
    )
    op.create_table(
        "told_time",
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("within_s", sa.Integer(), nullable=False),
        sa.Column("noted_by_id", sa.Uuid(), nullable=True),
        *_dated(),
        sa.CheckConstraint("within_s BETWEEN 0 AND 14400", name=op.f("ck_told_time_within")),
        *_of_obligation("told_time"),
    )


def downgrade() -> None:
    op.drop_table("told_time")
    op.drop_table("call_record")


def _dated() -> list[sa.Column[object]]:
    names = ("created_at", "updated_at")
    return [
        sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False) for name in names
    ]


def _of_obligation(table: str) -> tuple[sa.ForeignKeyConstraint, sa.PrimaryKeyConstraint]:
    return (
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f(f"fk_{table}_obligation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("obligation_id", name=op.f(f"pk_{table}")),
    )
