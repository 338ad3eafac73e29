"""Hours of slower travel become a rule of each company, from a day on, like its other rules.

The table of revision 0005 was in no release: its rows become general rules and it goes at once.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BEFORE = "'staffing', 'rotation', 'handover', 'planning', 'approval'"
# Whenever a period began or ended, another rule held from then on.
INTO_RULES = """
INSERT INTO company_rule (kind, effective_on, numbers, source)
SELECT 'travel', since.day, jsonb_build_object('periods', coalesce(jsonb_agg(jsonb_build_object(
        'profile', period.profile, 'from_s', period.from_s, 'until_s', period.until_s, 'factor', period.factor)
        ORDER BY period.profile, period.from_s) FILTER (WHERE period.id IS NOT NULL), '[]')),
    coalesce(string_agg(DISTINCT period.source, '; '), 'Product default')
FROM (
    SELECT CAST('2000-01-01' AS date) AS day UNION SELECT effective_from FROM travel_period
    UNION SELECT effective_until FROM travel_period WHERE effective_until IS NOT NULL
) AS since
LEFT JOIN travel_period AS period ON period.effective_from <= since.day
    AND (period.effective_until IS NULL OR period.effective_until > since.day)
GROUP BY since.day
"""
# Back into one table for all companies: the rules of the only company that has its own, else the general ones.
INTO_ROWS = """
WITH whose AS (
    SELECT CASE WHEN count(DISTINCT unit_id) = 1 THEN CAST(min(CAST(unit_id AS text)) AS uuid) END AS unit_id
    FROM company_rule WHERE kind = 'travel'
), rule AS (
    SELECT numbers, source, effective_on, lead(effective_on) OVER (ORDER BY effective_on) AS until
    FROM company_rule, whose WHERE kind = 'travel' AND company_rule.unit_id IS NOT DISTINCT FROM whose.unit_id
)
INSERT INTO travel_period (profile, from_s, until_s, factor, effective_from, effective_until, source)
SELECT period.profile, period.from_s, period.until_s, period.factor, rule.effective_on, rule.until, rule.source
FROM rule, jsonb_to_recordset(rule.numbers -> 'periods')
    AS period (profile text, from_s integer, until_s integer, factor float8)
"""


def upgrade() -> None:
    _kinds(f"{BEFORE}, 'travel'")
    op.execute(INTO_RULES)
    op.drop_table("travel_period")


def downgrade() -> None:
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
    op.execute(INTO_ROWS)
    op.execute("DELETE FROM company_rule WHERE kind = 'travel'")
    _kinds(BEFORE)


def _kinds(names: str) -> None:
    op.drop_constraint(op.f("ck_company_rule_kind"), "company_rule", type_="check")
    op.create_check_constraint(op.f("ck_company_rule_kind"), "company_rule", f"kind IN ({names})")
