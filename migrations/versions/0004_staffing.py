"""Staffing: volumes of areas, postings, monthly scores, proposals and handovers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staffing_rule",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("numbers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('staffing', 'rotation', 'handover')", name=op.f("ck_staffing_rule_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_rule")),
        sa.UniqueConstraint("kind", "effective_on", name=op.f("uq_staffing_rule_kind_effective_on")),
    )
    op.create_table(
        "area_volume",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("units_sold", sa.Integer(), nullable=True),
        sa.Column("units_in_use", sa.Integer(), nullable=True),
        sa.Column("failure_prone_share", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "real",
                "invented",
                "imported",
                name="area_volume_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="imported",
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "coalesce(units_sold, 0) >= 0 AND coalesce(units_in_use, 0) >= 0 AND failure_prone_share BETWEEN 0 AND 1",
            name=op.f("ck_area_volume_amounts"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_area_volume_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_volume")),
        sa.UniqueConstraint("unit_id", "effective_on", name=op.f("uq_area_volume_unit_id_effective_on")),
    )
    op.create_table(
        "staffing_proposal",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "areas",
                "territories",
                "rotation",
                name="proposal_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "rejected",
                "superseded",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "detail", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_staffing_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_proposal")),
    )
    op.create_index("ix_staffing_proposal_unit_id_kind", "staffing_proposal", ["unit_id", "kind"], unique=False)
    op.create_table(
        "handover",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("from_unit_id", sa.Uuid(), nullable=False),
        sa.Column("to_unit_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "effective",
                "cancelled",
                name="handover_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="open",
            nullable=False,
        ),
        sa.Column(
            "reasons", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_handover_from_unit_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["staffing_proposal.id"], name=op.f("fk_handover_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_handover_technician_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_handover_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_proposal_id"), "handover", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_handover_technician_id"), "handover", ["technician_id"], unique=False)
    op.create_table(
        "monthly_score",
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("serious_error", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_monthly_score_month")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_monthly_score_score")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_monthly_score_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_score")),
        sa.UniqueConstraint("technician_id", "month", name=op.f("uq_monthly_score_technician_id_month")),
    )
    op.create_table(
        "posting",
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("until_on IS NULL OR from_on < until_on", name=op.f("ck_posting_dates")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_posting_technician_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_posting_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("technician_id", "from_on", name=op.f("uq_posting_technician_id_from_on")),
    )
    op.create_index(op.f("ix_posting_unit_id"), "posting", ["unit_id"], unique=False)
    op.create_table(
        "handover_item",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_item_handover_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("handover_id", "seq", name=op.f("pk_handover_item")),
    )


def downgrade() -> None:
    op.drop_table("handover_item")
    op.drop_index(op.f("ix_posting_unit_id"), table_name="posting")
    op.drop_table("posting")
    op.drop_table("monthly_score")
    op.drop_index(op.f("ix_handover_technician_id"), table_name="handover")
    op.drop_index(op.f("ix_handover_proposal_id"), table_name="handover")
    op.drop_table("handover")
    op.drop_index("ix_staffing_proposal_unit_id_kind", table_name="staffing_proposal")
    op.drop_table("staffing_proposal")
    op.drop_table("area_volume")
    op.drop_table("staffing_rule")
