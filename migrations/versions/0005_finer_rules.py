"""Finer rules of a day: most work, several hours of service, what comes before, hours of slower travel."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("technician", sa.Column("max_work_s", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f("ck_technician_max_work_s"), "technician", "max_work_s >= 0")
    op.add_column("customer", sa.Column("more_windows", postgresql.INT4MULTIRANGE(), nullable=True))
    op.create_check_constraint(
        op.f("ck_customer_more_windows"),
        "customer",
        "more_windows IS NULL OR (window_start_s IS NOT NULL AND window_end_s IS NOT NULL"
        " AND more_windows >> int4range(window_start_s, window_end_s, '[]') AND upper(more_windows) <= 172800)",
    )
    op.create_index(
        "ix_customer_more_windows",
        "customer",
        ["id"],
        unique=False,
        postgresql_where=sa.text("more_windows IS NOT NULL"),
    )
    op.add_column("obligation", sa.Column("after_id", sa.Uuid(), nullable=True))
    op.create_check_constraint(op.f("ck_obligation_after_another"), "obligation", "after_id <> id")
    op.create_foreign_key(
        op.f("fk_obligation_after_id"), "obligation", "obligation", ["after_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index(
        "ix_obligation_after_id",
        "obligation",
        ["after_id"],
        unique=False,
        postgresql_where=sa.text("after_id IS NOT NULL"),
    )
    op.create_table(
        "travel_period",
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("from_s", sa.Integer(), nullable=False),
        sa.Column("until_s", sa.Integer(), nullable=False),
        sa.Column("factor", sa.Double(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("profile IN ('car', 'ebike', 'foot')", name=op.f("ck_travel_period_profile")),
        sa.CheckConstraint(
            "0 <= from_s AND from_s < until_s AND until_s <= 172800", name=op.f("ck_travel_period_hours")
        ),
        sa.CheckConstraint("factor BETWEEN 0.1 AND 10", name=op.f("ck_travel_period_factor")),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_from < effective_until", name=op.f("ck_travel_period_dates")
        ),
        postgresql.ExcludeConstraint(
            (sa.text("profile"), "="),
            (sa.text("int4range(from_s, until_s)"), "&&"),
            (sa.text("daterange(effective_from, effective_until)"), "&&"),
            using="gist",
            name=op.f("ex_travel_period_one_factor_at_a_time"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_period")),
    )


def downgrade() -> None:
    op.drop_table("travel_period")
    op.drop_index("ix_obligation_after_id", table_name="obligation")
    op.drop_constraint(op.f("fk_obligation_after_id"), "obligation", type_="foreignkey")
    op.drop_constraint(op.f("ck_obligation_after_another"), "obligation", type_="check")
    op.drop_column("obligation", "after_id")
    op.drop_index("ix_customer_more_windows", table_name="customer")
    op.drop_constraint(op.f("ck_customer_more_windows"), "customer", type_="check")
    op.drop_column("customer", "more_windows")
    op.drop_constraint(op.f("ck_technician_max_work_s"), "technician", type_="check")
    op.drop_column("technician", "max_work_s")
