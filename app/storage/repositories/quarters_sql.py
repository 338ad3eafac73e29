"""The statements of quarterly plans."""

_SOURCE = """
SELECT version.id, version.number, plan.level, version.state, unit.path AS unit_path,
    version.inputs_fingerprint AS fingerprint, version.hard_violations, version.seed, version.costs
FROM plan_version AS version JOIN plan ON plan.id = version.plan_id JOIN unit ON unit.id = plan.unit_id
"""

YEAR_FOR = (
    _SOURCE
    + """
WHERE plan.level = 'annual' AND :below ^@ unit.path AND plan.period_start < :until AND plan.period_until > :start
    AND version.state IN ('published', 'approved', 'draft')
ORDER BY version.state = 'published' DESC, version.state = 'approved' DESC, length(unit.path) DESC,
    version.created_at DESC
LIMIT 1
"""
)
VERSION = _SOURCE + "WHERE version.id = :version AND plan.level IN ('annual', 'quarterly')"

HISTORY = """
SELECT version.id, version.number, version.state, version.created_at, version.approved_at, version.hard_violations,
    approver.name AS approved_by, version.costs ->> 'drafted_by' AS drafted_by,
    (SELECT count(*) FROM week_slot WHERE plan_version_id = version.id) AS visits
FROM plan_version AS version JOIN plan ON plan.id = version.plan_id
LEFT JOIN app_user AS approver ON approver.id = version.approved_by_id
WHERE plan.level = 'quarterly' AND plan.unit_id = :unit AND plan.period_start = :start
ORDER BY version.number DESC
"""

_SLOTS = """
FROM week_slot AS slot JOIN customer ON customer.id = slot.customer_id JOIN unit ON unit.id = customer.unit_id
WHERE slot.plan_version_id = {version} AND slot.week_on >= :start AND slot.week_on < :until AND unit.path ^@ :below
"""

WEEKS = f"""
WITH chosen AS (
    SELECT slot.week_on, slot.programme_id, customer.id AS customer_id, customer.tier, customer.kind,
        unit.id AS unit_id, unit.name AS unit_name, unit.path {_SLOTS.format(version=":version")}
)
SELECT chosen.week_on, chosen.unit_id, chosen.unit_name,
    json_build_object('code', programme.code, 'name_en', programme.name_en, 'name_zh', programme.name_zh) AS programme,
    chosen.tier, chosen.kind, count(*) AS visits, coalesce(sum(rule.minutes), 0) AS minutes
FROM chosen JOIN programme ON programme.id = chosen.programme_id
LEFT JOIN (
    SELECT DISTINCT ON (owed.customer_id, owed.programme_id) owed.customer_id, owed.programme_id,
        (asked.service_s + asked.setup_s) / 60.0 AS minutes
    FROM obligation AS owed JOIN programme_rule AS asked ON asked.id = owed.rule_id
    WHERE owed.customer_id IN (SELECT customer_id FROM chosen)
    ORDER BY owed.customer_id, owed.programme_id, owed.due_by DESC
) AS rule ON rule.customer_id = chosen.customer_id AND rule.programme_id = chosen.programme_id
GROUP BY chosen.week_on, chosen.unit_id, chosen.unit_name, chosen.path, programme.id, chosen.tier, chosen.kind
ORDER BY chosen.week_on, chosen.path, programme.code, chosen.tier, chosen.kind
"""  # noqa: S608 - put together from constants

LAPSES = """
SELECT unit.id AS unit_id, unit.name AS unit_name, owed.hard, left_out.reason, count(*) AS visits,
    min(owed.due_by) AS first_due_by
FROM unplanned_obligation AS left_out JOIN obligation AS owed ON owed.id = left_out.obligation_id
JOIN unit ON unit.id = owed.unit_id
WHERE left_out.plan_version_id = :version AND unit.path ^@ :below AND owed.due_by < :until AND owed.state = 'open'
GROUP BY unit.id, unit.name, unit.path, owed.hard, left_out.reason
ORDER BY owed.hard DESC, unit.path, left_out.reason
"""

# Sequence numbers shift once a visit is made: the k-th visit of a customer's programme in the quarter is compared.
_RANKED = f"""
SELECT slot.customer_id, slot.programme_id, slot.week_on,
    row_number() OVER (PARTITION BY slot.customer_id, slot.programme_id ORDER BY slot.week_on, slot.sequence) AS place
{_SLOTS}"""  # noqa: S608 - put together from constants
CHANGES = f"""
SELECT count(*) FILTER (WHERE past.week_on IS NULL) AS added,
    count(*) FILTER (WHERE coming.week_on IS NULL) AS removed,
    count(*) FILTER (WHERE past.week_on <> coming.week_on) AS moved,
    count(*) FILTER (WHERE past.week_on = coming.week_on) AS kept
FROM ({_RANKED.format(version=":old")}) AS past
FULL JOIN ({_RANKED.format(version=":new")}) AS coming USING (customer_id, programme_id, place)
"""  # noqa: S608 - put together from constants

COPY_WEEKS = f"""
INSERT INTO week_slot (plan_version_id, customer_id, programme_id, sequence, week_on, not_before, ideal_on, due_by)
SELECT :target, slot.customer_id, slot.programme_id, slot.sequence, slot.week_on, slot.not_before, slot.ideal_on,
    slot.due_by {_SLOTS.format(version=":source")}
"""  # noqa: S608 - put together from constants

SUPERSEDE_APPROVED = """
UPDATE plan_version AS other SET state = 'superseded', updated_at = now()
FROM plan_version AS this WHERE this.id = :version AND other.plan_id = this.plan_id AND other.id <> this.id
    AND other.state = 'approved'
"""

_MEETS = "version.state IN ('approved', 'published') AND plan.level = 'quarterly'"
APPROVED_WEEKS = f"""
SELECT slot.customer_id, slot.programme_id, slot.sequence, slot.week_on, slot.not_before, slot.ideal_on, slot.due_by
FROM plan JOIN plan_version AS version ON version.plan_id = plan.id JOIN unit AS top ON top.id = plan.unit_id
JOIN week_slot AS slot ON slot.plan_version_id = version.id
JOIN customer ON customer.id = slot.customer_id JOIN unit ON unit.id = customer.unit_id
WHERE {_MEETS} AND (%(below)s ^@ top.path OR top.path ^@ %(below)s) AND unit.path ^@ %(below)s
    AND plan.period_start < %(until)s AND plan.period_until > %(start)s
ORDER BY length(top.path), version.approved_at NULLS FIRST, slot.customer_id, slot.programme_id, slot.week_on
"""  # noqa: S608 - put together from constants

APPROVED_OVER = f"""
SELECT EXISTS (
    SELECT FROM plan JOIN plan_version AS version ON version.plan_id = plan.id JOIN unit AS top ON top.id = plan.unit_id
    WHERE {_MEETS} AND :below ^@ top.path AND plan.period_start < :until AND plan.period_until > :start
)
"""  # noqa: S608 - put together from constants
