"""Rules of a company with the day they begin; who drafted a version."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What the product began with. Written out here: a revision never changes, whatever the code's defaults become.
BEGINNING = (
    (
        "staffing",
        "S8.4",
        {
            "class_1_sold": 200_000,
            "class_1_in_use": 100_000,
            "failure_prone_share": 0.5,
            "class_2_sold": 100_000,
            "person_minutes": 70_000,
            "most_areas": None,
            "tolerance": 0.1,
        },
    ),
    (
        "rotation",
        "S8.5",
        {"pass_score": 60, "most_days": 365, "least_days": 182, "round_months": 6, "exchange_m": 100_000},
    ),
    (
        "handover",
        "S8.5",
        {
            "items": [
                ["customer_files", "客户档案（一户一档）交接", "Customer files handed over"],
                ["open_visits", "在途与未完成的上门逐项交接", "Open visits and promises gone through one by one"],
                ["hazards", "未闭环隐患与复查交接", "Hazards not closed and re-inspections due"],
                ["keys_tools", "钥匙、工具、仪表清点", "Keys, tools and instruments counted"],
                ["parts", "备机备件与库存清点", "Spare units and parts counted"],
                ["contacts", "物业、居委会与重点客户引见", "Introduced to property firms and key customers"],
                ["device", "手机终端与账号权限变更", "Phone and account rights changed"],
                ["expenses", "未结费用与票据结清", "Open expenses and receipts settled"],
            ]
        },
    ),
    (
        "planning",
        "Product default",
        {
            "reserve_share": 0.1,
            "travel_share": 0.2,
            "overtime_minutes": 0,
            "overtime_price": 3,
            "familiarity_minutes": 5,
            "lending": [],
        },
    ),
    ("approval", "S4.2", {"four_eyes": "where_asked"}),
)


def upgrade() -> None:
    op.create_table(
        "company_rule",
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("numbers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('staffing', 'rotation', 'handover', 'planning', 'approval')", name=op.f("ck_company_rule_kind")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_company_rule_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_rule")),
        sa.UniqueConstraint(
            "unit_id",
            "kind",
            "effective_on",
            name=op.f("uq_company_rule_unit_id_kind_effective_on"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    add = sa.text(
        "INSERT INTO company_rule (kind, effective_on, numbers, source)"
        " VALUES (:kind, '2000-01-01', CAST(:numbers AS jsonb), :source)"
    )
    for kind, source, numbers in BEGINNING:
        op.execute(add.bindparams(kind=kind, source=source, numbers=json.dumps(numbers)))
    # Rows written for an earlier release hold on; they may name only some of the numbers.
    op.execute(
        """
        INSERT INTO company_rule (kind, effective_on, numbers, source)
        SELECT old.kind, old.effective_on, new.numbers || old.numbers, old.source
        FROM staffing_rule AS old JOIN company_rule AS new ON new.kind = old.kind AND new.effective_on = '2000-01-01'
        ON CONFLICT ON CONSTRAINT uq_company_rule_unit_id_kind_effective_on
        DO UPDATE SET numbers = excluded.numbers, source = excluded.source
        """
    )
    op.add_column("plan_version", sa.Column("drafted_by_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("plan_version", "drafted_by_id")
    op.drop_table("company_rule")
