"""The statements of the ledger."""

from app.storage.repositories.planning_columns import Kind

TYPES = {
    Kind.KEY: "uuid",
    Kind.DATE: "date",
    Kind.INT: "integer",
    Kind.BIG: "bigint",
    Kind.REAL: "double precision",
    Kind.BOOL: "boolean",
}

STORE_PROGRAMME = """
INSERT INTO programme (code, kind, name_en, name_zh, certificate)
VALUES (:code, :kind, :name_en, :name_zh, :certificate)
ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name_en = excluded.name_en, name_zh = excluded.name_zh,
    certificate = excluded.certificate, updated_at = now()
WHERE (programme.kind, programme.name_en, programme.name_zh, programme.certificate)
    IS DISTINCT FROM (excluded.kind, excluded.name_en, excluded.name_zh, excluded.certificate)
RETURNING xmax = 0 AS new
"""

REFERENCES = """
SELECT (SELECT id FROM programme WHERE code = :programme) AS programme,
    (SELECT id FROM unit WHERE code = CAST(:unit AS text)) AS unit
"""

STORE_RULE = """
INSERT INTO programme_rule (programme_id, unit_id, customer_kind, tier, interval, hard, priority, service_s, setup_s,
    window_start_s, window_end_s, effective_from, effective_until, source)
SELECT programme.id, (SELECT id FROM unit WHERE code = CAST(:unit AS text)), :customer_kind, :tier,
    CAST(:interval AS jsonb), :hard, :priority, :service_s, :setup_s, :window_start_s, :window_end_s,
    :effective_from, :effective_until, :source
FROM programme WHERE code = :programme
ON CONFLICT (programme_id, unit_id, customer_kind, tier, effective_from) DO NOTHING
RETURNING id
"""

RULES = """
SELECT rule.id, unit.path AS unit_path, rule.customer_kind, rule.tier, rule.interval, rule.hard, rule.priority,
    rule.effective_from, rule.effective_until, rule.source, programme.code AS programme
FROM programme_rule AS rule
JOIN programme ON programme.id = rule.programme_id
LEFT JOIN unit ON unit.id = rule.unit_id
WHERE rule.programme_id = :programme
ORDER BY rule.id
"""

SUBJECTS = """
WITH visit_made AS (
    SELECT customer_id, done_on, CAST(NULL AS date) AS deadline FROM past_visit
    WHERE programme_id = %(programme)s AND accepted AND done_on <= %(as_of)s
        AND (%(customer)s::uuid IS NULL OR customer_id = %(customer)s::uuid)
    UNION ALL
    SELECT customer_id, fulfilled_on, coalesce(overdue_since, due_by) FROM obligation
    WHERE programme_id = %(programme)s AND state = 'fulfilled' AND fulfilled_on <= %(as_of)s
        AND (%(customer)s::uuid IS NULL OR customer_id = %(customer)s::uuid)
), last AS (
    SELECT customer_id, max(done_on) AS done_on, max(deadline) AS deadline FROM visit_made GROUP BY customer_id
)
SELECT customer.id, customer.premises_id, customer.unit_id,
    array_position(%(kinds)s::text[], customer.kind::text) - 1,
    coalesce(array_position(%(tiers)s::text[], customer.tier::text), 0) - 1,
    coalesce(last.done_on, '-infinity'::date),
    coalesce(last.deadline, CASE WHEN last.done_on IS NULL
        AND customer.facts->>'connected_on' ~ '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])$'
        THEN (customer.facts->>'connected_on')::date END, '-infinity'::date)
FROM customer JOIN unit ON unit.id = customer.unit_id LEFT JOIN last ON last.customer_id = customer.id
WHERE unit.path LIKE %(below)s || '%%'
    AND (%(customer)s::uuid IS NULL OR customer.id = %(customer)s::uuid)
    AND (customer.active_until IS NULL OR customer.active_until > %(as_of)s)
ORDER BY customer.id
"""

SUBJECT_LAYOUT = {
    "customer": Kind.KEY,
    "premises": Kind.KEY,
    "unit": Kind.KEY,
    "kind": Kind.INT,
    "tier": Kind.INT,
    "last_done": Kind.DATE,
    "anchor": Kind.DATE,
}

OPEN_ROWS = """
SELECT owed.id, owed.customer_id, owed.rule_id, owed.not_before, owed.ideal_on, owed.due_by,
    coalesce(owed.overdue_since, '-infinity'::date), coalesce(owed.previous_done_on, '-infinity'::date),
    rule.updated_at > owed.updated_at
FROM obligation AS owed
JOIN programme_rule AS rule ON rule.id = owed.rule_id
JOIN customer ON customer.id = owed.customer_id
JOIN unit ON unit.id = customer.unit_id
WHERE owed.state = 'open' AND owed.programme_id = %(programme)s AND unit.path LIKE %(below)s || '%%'
    AND (%(customer)s::uuid IS NULL OR customer.id = %(customer)s::uuid)
ORDER BY owed.customer_id, owed.due_by
"""

OPEN_LAYOUT = {
    "id": Kind.KEY,
    "customer": Kind.KEY,
    "rule": Kind.KEY,
    "not_before": Kind.DATE,
    "ideal_on": Kind.DATE,
    "due_by": Kind.DATE,
    "overdue_since": Kind.DATE,
    "previous_done_on": Kind.DATE,
    "rule_changed": Kind.BOOL,
}

_WINDOW_LAYOUT = {
    "rule": Kind.KEY,
    "not_before": Kind.DATE,
    "ideal_on": Kind.DATE,
    "due_by": Kind.DATE,
    "hard": Kind.BOOL,
    "priority": Kind.INT,
    "overdue_since": Kind.DATE,
    "previous_done_on": Kind.DATE,
}

NEW_LAYOUT = {"unit": Kind.KEY, "customer": Kind.KEY, "premises": Kind.KEY, **_WINDOW_LAYOUT}
CHANGED_LAYOUT = {"id": Kind.KEY, **_WINDOW_LAYOUT}

ADD = """
WITH added AS (
    INSERT INTO obligation (unit_id, customer_id, premises_id, programme_id, rule_id, not_before, ideal_on, due_by,
        hard, priority, overdue_since, previous_done_on)
    SELECT unit, customer, premises, :programme, rule, not_before, ideal_on, due_by, hard, priority,
        nullif(overdue_since, '-infinity'), nullif(previous_done_on, '-infinity')
    FROM new_obligation
    ON CONFLICT (customer_id, programme_id, due_by) WHERE state = 'open' DO NOTHING
    RETURNING 1
) SELECT count(*) FROM added
"""

AUDIT_CHANGE = """
INSERT INTO audit (action, entity, entity_id, details)
SELECT 'obligation.window_changed', 'obligation', owed.id::text, jsonb_build_object(
    'before', jsonb_build_object('rule_id', owed.rule_id, 'not_before', owed.not_before, 'ideal_on', owed.ideal_on,
        'due_by', owed.due_by, 'hard', owed.hard),
    'after', jsonb_build_object('rule_id', changed.rule, 'not_before', changed.not_before, 'ideal_on', changed.ideal_on,
        'due_by', changed.due_by, 'hard', changed.hard))
FROM changed_obligation AS changed JOIN obligation AS owed ON owed.id = changed.id AND owed.state = 'open'
"""

STEP_ASIDE = """
UPDATE obligation SET due_by = obligation.due_by + 1000000
FROM changed_obligation AS changed WHERE obligation.id = changed.id AND obligation.state = 'open'
    AND obligation.due_by <> changed.due_by
"""

CHANGE = """
WITH written AS (
    UPDATE obligation SET rule_id = changed.rule, not_before = changed.not_before, ideal_on = changed.ideal_on,
        due_by = changed.due_by, hard = changed.hard, priority = changed.priority,
        overdue_since = nullif(changed.overdue_since, '-infinity'),
        previous_done_on = nullif(changed.previous_done_on, '-infinity'), updated_at = now()
    FROM changed_obligation AS changed WHERE obligation.id = changed.id AND obligation.state = 'open'
    RETURNING 1
) SELECT count(*) FROM written
"""

CANCEL = """
WITH cancelled AS (
    UPDATE obligation SET state = 'cancelled', cancelled_reason = :reason, updated_at = now()
    FROM cancelled_obligation AS chosen WHERE obligation.id = chosen.id AND obligation.state = 'open'
    RETURNING obligation.id
), audited AS (
    INSERT INTO audit (action, entity, entity_id, details)
    SELECT 'obligation.cancelled', 'obligation', id::text, jsonb_build_object('reason', CAST(:reason AS text))
    FROM cancelled
) SELECT count(*) FROM cancelled
"""

LOCK_ONE = """
SELECT id, customer_id, programme_id, state, due_by, fulfilled_on, fulfilled_by_record_id
FROM obligation WHERE id = :id FOR UPDATE
"""

FULFIL = """
WITH closed AS (
    UPDATE obligation SET state = 'fulfilled', fulfilled_on = :done_on, fulfilled_at = :at,
        fulfilled_by_record_id = :record, updated_at = now()
    WHERE id = :id RETURNING id
)
INSERT INTO audit (action, entity, entity_id, details)
SELECT 'obligation.fulfilled', 'obligation', id::text,
    jsonb_build_object('done_on', CAST(:done_on AS date), 'record_id', CAST(:record AS uuid)) FROM closed
"""

OWED_AS_OF = """
SELECT owed.unit_id, owed.programme_id, customer.kind, customer.tier, count(*) AS owed,
    count(*) FILTER (WHERE owed.not_before <= :day) AS due,
    count(*) FILTER (WHERE owed.due_by < :day OR owed.overdue_since < :day) AS late,
    count(*) FILTER (WHERE owed.hard AND (owed.due_by < :day OR owed.overdue_since < :day)) AS lapsed
FROM obligation AS owed
JOIN customer ON customer.id = owed.customer_id
JOIN unit ON unit.id = owed.unit_id
WHERE unit.path LIKE :below || '%'
    AND (owed.state = 'open' OR (owed.state = 'fulfilled' AND owed.fulfilled_on > :day))
    AND (owed.previous_done_on IS NULL OR owed.previous_done_on <= :day)
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
"""
