"""The statements that read the inputs of planning."""

from app.storage.repositories.planning_columns import Kind

UNITS = """
SELECT below.id, below.kind, below.code, below.name, below.path, below.time_zone
FROM unit AS top JOIN unit AS below ON below.path ^@ top.path
WHERE top.id = :unit
ORDER BY below.path
"""

UNIT_NAMED = """
SELECT id FROM unit WHERE code = CAST(:code AS text) OR (CAST(:code AS text) IS NULL AND parent_id IS NULL) LIMIT 2
"""

OWED = """
SELECT owed.id, owed.customer_id, owed.programme_id, owed.rule_id, owed.unit_id, owed.premises_id,
    ST_X(premises.point), ST_Y(premises.point),
    coalesce(hashtextextended(premises.building_key, 0), 0),
    premises.quarantine IS NOT NULL OR coalesce(premises.snap_m, 0) > 300, premises.snap_m IS NULL,
    owed.not_before, owed.ideal_on, owed.due_by,
    coalesce(owed.overdue_since, '-infinity'::date), coalesce(owed.previous_done_on, '-infinity'::date),
    owed.hard, owed.priority, rule.service_s, rule.setup_s,
    CASE WHEN wish.fits THEN greatest(rule.window_start_s, customer.window_start_s) ELSE rule.window_start_s END,
    CASE WHEN wish.fits THEN least(rule.window_end_s, customer.window_end_s) ELSE rule.window_end_s END,
    coalesce(customer.account_owner_id, %(nobody)s), coalesce(customer.preferred_technician_id, %(nobody)s),
    coalesce(visit.technician_id, %(nobody)s), coalesce(visit.on_date, '-infinity'::date),
    coalesce(visit.pinned AND visit.on_date >= %(start)s, false), coalesce(owed.after_id, %(nobody)s)
FROM obligation AS owed
JOIN programme_rule AS rule ON rule.id = owed.rule_id
JOIN customer ON customer.id = owed.customer_id
JOIN premises ON premises.id = owed.premises_id
JOIN unit ON unit.id = owed.unit_id
CROSS JOIN LATERAL (SELECT customer.window_start_s < rule.window_end_s AND customer.window_end_s > rule.window_start_s
    AND customer.window_start_s < customer.window_end_s AS fits) AS wish
LEFT JOIN visit ON visit.obligation_id = owed.id AND visit.live
    AND visit.state IN ('planned', 'dispatched', 'en_route', 'on_site')
WHERE owed.state = 'open' AND unit.path ^@ %(below)s AND owed.not_before < %(until)s
    AND NOT coalesce(visit.state IN ('en_route', 'on_site')
        OR (visit.on_date >= %(today)s AND visit.on_date < %(start)s), false)
ORDER BY owed.customer_id, owed.programme_id, owed.due_by
"""

OWED_LAYOUT = {
    "id": Kind.KEY,
    "customer": Kind.KEY,
    "programme": Kind.KEY,
    "rule": Kind.KEY,
    "unit": Kind.KEY,
    "premises": Kind.KEY,
    "lon": Kind.REAL,
    "lat": Kind.REAL,
    "building": Kind.BIG,
    "quarantined": Kind.BOOL,
    "unsnapped": Kind.BOOL,
    "not_before": Kind.DATE,
    "ideal_on": Kind.DATE,
    "due_by": Kind.DATE,
    "overdue_since": Kind.DATE,
    "previous_done_on": Kind.DATE,
    "hard": Kind.BOOL,
    "priority": Kind.INT,
    "service_s": Kind.INT,
    "setup_s": Kind.INT,
    "window_start_s": Kind.INT,
    "window_end_s": Kind.INT,
    "owner": Kind.KEY,
    "preferred": Kind.KEY,
    "live_by": Kind.KEY,
    "live_on": Kind.DATE,
    "pinned": Kind.BOOL,
    "after": Kind.KEY,
}

SEVERAL_WINDOWS = """
SELECT owed.id, lower(hours), upper(hours)
FROM customer JOIN obligation AS owed ON owed.customer_id = customer.id AND owed.state = 'open'
JOIN programme_rule AS rule ON rule.id = owed.rule_id
JOIN unit ON unit.id = owed.unit_id
CROSS JOIN LATERAL unnest((int4multirange(int4range(customer.window_start_s, customer.window_end_s))
    + customer.more_windows) * int4multirange(int4range(rule.window_start_s, rule.window_end_s))) AS hours
WHERE customer.more_windows IS NOT NULL AND unit.path ^@ %(below)s AND owed.not_before < %(until)s
ORDER BY owed.id, 2
"""

SEVERAL_WINDOWS_LAYOUT = {"id": Kind.KEY, "start_s": Kind.INT, "end_s": Kind.INT}

WANTED = """
SELECT owed.id AS obligation_id, call.service_s, call.certificate, owed.due_by, call.window_start_s, call.window_end_s
FROM call_record AS call JOIN obligation AS owed ON owed.id = call.obligation_id JOIN unit ON unit.id = owed.unit_id
WHERE owed.state = 'open' AND unit.path ^@ :below
ORDER BY owed.id
"""

TOLD = """
SELECT owed.id AS obligation_id, told.on_date AS "on", told.told_at AS at, told.within_s
FROM told_time AS told JOIN obligation AS owed ON owed.id = told.obligation_id JOIN unit ON unit.id = owed.unit_id
WHERE owed.state = 'open' AND unit.path ^@ :below AND told.on_date >= :start
ORDER BY owed.id
"""

_ACTIVE = """
WITH active AS (
    SELECT person.* FROM technician AS person JOIN unit ON unit.id = person.unit_id
    WHERE unit.path ^@ :below AND (person.active_from IS NULL OR person.active_from < :until)
        AND (person.active_until IS NULL OR person.active_until > :start)
)"""

PEOPLE = f"""{_ACTIVE}
SELECT active.id, active.external_id, active.name, active.unit_id, active.base_id, ST_X(base.point) AS base_lon,
    ST_Y(base.point) AS base_lat, active.profile, active.max_stops, active.max_work_s,
    active.active_from, active.active_until
FROM active JOIN base ON base.id = active.base_id
ORDER BY active.external_id
"""  # noqa: S608 - put together from constants

CERTIFICATES = f"""{_ACTIVE}
SELECT technician_id, kind, valid_from, valid_until FROM certificate JOIN active ON active.id = technician_id
WHERE valid_from < :until AND (valid_until IS NULL OR valid_until > :start)
ORDER BY technician_id, kind, valid_from
"""  # noqa: S608 - put together from constants

PATTERNS = f"""{_ACTIVE}
SELECT technician_id, weekdays, start_s, end_s, breaks, valid_from, valid_until
FROM shift_pattern JOIN active ON active.id = technician_id
WHERE valid_from < :until AND (valid_until IS NULL OR valid_until > :start)
ORDER BY technician_id, valid_from, shift_pattern.id
"""  # noqa: S608 - put together from constants

EXCEPTIONS = f"""{_ACTIVE}
SELECT technician_id, on_date, start_s, end_s FROM shift JOIN active ON active.id = technician_id
WHERE on_date >= :start AND on_date < :until
ORDER BY technician_id, on_date
"""  # noqa: S608 - put together from constants

FROZEN_UNTIL = """
SELECT CASE WHEN EXISTS (
    SELECT FROM visit JOIN unit ON unit.id = visit.unit_id
    WHERE unit.path ^@ :below AND visit.live AND visit.on_date = :today AND visit.state <> 'cancelled'
) THEN CAST(:today AS date) + 1 ELSE CAST(:today AS date) END
"""

UNDER_WAY = """
SELECT DISTINCT visit.technician_id, visit.on_date FROM visit JOIN unit ON unit.id = visit.unit_id
WHERE unit.path ^@ :below AND visit.live AND visit.on_date >= :start AND visit.on_date < :until
    AND visit.state NOT IN ('planned', 'dispatched', 'cancelled')
"""

WEEK_TARGETS = """
WITH chosen AS (
    SELECT version.id FROM plan JOIN plan_version AS version ON version.plan_id = plan.id
    JOIN unit AS top ON top.id = plan.unit_id
    WHERE plan.level = 'annual' AND %(below)s ^@ top.path
        AND plan.period_start < %(until)s AND plan.period_until > %(start)s
        AND version.state IN ('published', 'approved', 'draft')
    ORDER BY version.state = 'published' DESC, version.state = 'approved' DESC, top.path = %(below)s DESC,
        length(top.path) DESC, version.created_at DESC
    LIMIT 1
)
SELECT DISTINCT ON (owed.id) owed.id, slot.week_on
FROM chosen JOIN week_slot AS slot ON slot.plan_version_id = chosen.id
JOIN obligation AS owed ON owed.customer_id = slot.customer_id AND owed.programme_id = slot.programme_id
JOIN unit ON unit.id = owed.unit_id
WHERE owed.state = 'open' AND unit.path ^@ %(below)s AND owed.not_before < %(until)s
    AND slot.not_before <= owed.due_by AND slot.due_by >= owed.not_before
ORDER BY owed.id, abs(slot.ideal_on - owed.ideal_on), slot.sequence
"""

WEEK_TARGET_LAYOUT = {"id": Kind.KEY, "week_on": Kind.DATE}
