"""The statements that keep plans."""

PLAN = """
INSERT INTO plan (level, unit_id, period_start, period_until) VALUES (:level, :unit, :start, :until)
ON CONFLICT (level, unit_id, period_start) DO UPDATE SET period_until = excluded.period_until, updated_at = now()
RETURNING id
"""

ADD_VERSION = """
INSERT INTO plan_version (plan_id, number, seed, inputs_fingerprint, hard_violations, violations, costs, run_id,
    drafted_by_id)
SELECT :plan, coalesce(max(number), 0) + 1, :seed, :fingerprint, :hard, CAST(:violations AS jsonb),
    CAST(:costs AS jsonb), :run, :drafted_by
FROM plan_version WHERE plan_id = :plan
RETURNING id, number
"""

ROUTE = (
    "id", "plan_version_id", "technician_id", "unit_id", "on_date", "start_at", "end_at", "travel_s", "distance_m",
    "breaks", "path",
)  # fmt: skip
STOP = ("id", "day_route_id", "seq", "premises_id", "arrival_at", "setup_s", "travel_s", "distance_m")
VISIT = (
    "plan_version_id", "stop_id", "seq", "obligation_id", "customer_id", "premises_id", "unit_id", "technician_id",
    "on_date", "planned_start_at", "planned_end_at", "pinned",
)  # fmt: skip

LISTED = """
SELECT version.id, version.number, plan.level, unit.name AS unit_name, plan.period_start, plan.period_until,
    version.state, version.hard_violations, version.created_at, version.costs
FROM plan_version AS version JOIN plan ON plan.id = version.plan_id JOIN unit ON unit.id = plan.unit_id
JOIN unit AS top ON unit.path ^@ top.path
WHERE top.id = :unit ORDER BY version.created_at DESC, version.number DESC LIMIT 50
"""

LOCK_PLAN = """
SELECT plan.id FROM plan JOIN plan_version AS version ON version.plan_id = plan.id
WHERE version.id = :version FOR UPDATE OF plan
"""

VERSION = """
SELECT version.id, version.number, version.plan_id, plan.level, plan.unit_id, unit.path AS unit_path, version.state,
    version.seed, version.inputs_fingerprint AS fingerprint, version.hard_violations, version.costs,
    coalesce(version.drafted_by_id, run.requested_by_id) AS drafted_by_id, version.approved_by_id
FROM plan_version AS version JOIN plan ON plan.id = version.plan_id JOIN unit ON unit.id = plan.unit_id
LEFT JOIN plan_run AS run ON run.id = version.run_id
WHERE version.id = :version FOR UPDATE OF version
"""

LOCK_UNIT = "SELECT pg_advisory_xact_lock(hashtextextended('unit ' || :unit, 0))"

LOCK_PEOPLE = """
SELECT pg_advisory_xact_lock(hashtextextended('technician ' || technician_id, 0))
FROM (SELECT DISTINCT technician_id::text FROM day_route WHERE plan_version_id = :version ORDER BY 1) AS people
"""

LOCK_OWED = """
SELECT count(*) FROM (
    SELECT owed.id FROM obligation AS owed JOIN visit ON visit.obligation_id = owed.id
    WHERE visit.plan_version_id = :version ORDER BY owed.id FOR SHARE OF owed
) AS held
"""

SET_STATE = """
UPDATE plan_version SET state = CAST(:state AS text), updated_at = :at,
    approved_by_id = CASE WHEN CAST(:state AS text) = 'approved' THEN CAST(:user AS uuid) ELSE approved_by_id END,
    approved_at = CASE WHEN CAST(:state AS text) = 'approved' THEN CAST(:at AS timestamptz) ELSE approved_at END,
    published_at = CASE WHEN CAST(:state AS text) = 'published' THEN CAST(:at AS timestamptz) ELSE published_at END
WHERE id = :version
"""

TAKE_OUT_VISITS = """
UPDATE visit SET live = false, version = version + 1, updated_at = now()
FROM unit
WHERE unit.id = visit.unit_id AND visit.live AND visit.state IN ('planned', 'dispatched')
    AND (
        (unit.path ^@ :below AND visit.on_date >= :start AND visit.on_date < :until)
        OR (unit.path ^@ :below AND visit.on_date < :today)
        OR visit.obligation_id IN (
            SELECT obligation_id FROM visit WHERE plan_version_id = :version AND obligation_id IS NOT NULL)
    )
    AND visit.id <> ALL(CAST(:staying AS uuid[]))
    AND (CAST(:running AS boolean) AND visit.on_date = :start OR NOT EXISTS (
        SELECT FROM visit AS begun WHERE begun.technician_id = visit.technician_id AND begun.on_date = visit.on_date
            AND begun.on_date >= :start AND begun.live AND begun.state NOT IN ('planned', 'dispatched', 'cancelled')))
"""

PUT_IN_VISITS = """
WITH made AS (
    UPDATE visit SET live = true, version = version + 1, updated_at = now()
    WHERE plan_version_id = :version AND state = 'planned' RETURNING 1
) SELECT count(*) FROM made
"""

PUT_IN_ROUTES = "UPDATE day_route SET live = true WHERE plan_version_id = :version"

TAKE_OUT_ROUTES = """
UPDATE day_route SET live = false
FROM unit
WHERE unit.id = day_route.unit_id AND unit.path ^@ :below AND day_route.live AND day_route.plan_version_id <> :version
    AND day_route.on_date >= CAST(:start AS date) - 62
    AND NOT EXISTS (
        SELECT FROM stop JOIN visit ON visit.stop_id = stop.id WHERE stop.day_route_id = day_route.id AND visit.live)
"""

# A route under way: its stops that stay, and the way driven so far, which ends where its last leg comes nearest to the
# last of them.
_DONE = """
WITH done AS (
    SELECT older.id AS older_id, sum(stop.travel_s) AS travel_s, sum(stop.distance_m) AS distance_m,
        (array_agg(premises.point ORDER BY stop.seq DESC))[1] AS door
    FROM day_route AS older JOIN stop ON stop.day_route_id = older.id JOIN premises ON premises.id = stop.premises_id
    WHERE older.live AND older.plan_version_id <> :version AND EXISTS (
        SELECT FROM visit WHERE visit.stop_id = stop.id AND visit.id = ANY(CAST(:staying AS uuid[])))
    GROUP BY older.id
), driven AS (
    SELECT done.*, older.technician_id, older.on_date, older.start_at, older.breaks, (
        SELECT ST_Collect(leg.geom ORDER BY leg.path[1]) FROM ST_Dump(older.path) AS leg WHERE leg.path[1] <= (
            SELECT last.path[1] FROM ST_Dump(older.path) AS last
            ORDER BY ST_Distance(ST_EndPoint(last.geom), done.door), last.path[1] LIMIT 1)) AS path
    FROM done JOIN day_route AS older ON older.id = done.older_id
)"""

JOIN_ROUTES = f"""{_DONE}
UPDATE day_route AS own SET start_at = driven.start_at, travel_s = own.travel_s + driven.travel_s,
    distance_m = own.distance_m + driven.distance_m,
    breaks = (SELECT coalesce(jsonb_agg(pause), '[]') FROM jsonb_array_elements(driven.breaks) AS pause
        WHERE CAST(pause ->> 'start_at' AS timestamptz) < own.start_at) || own.breaks,
    path = ST_Multi(ST_CollectionExtract(ST_Collect(ARRAY[driven.path, own.path]), 2))
FROM driven
WHERE own.plan_version_id = :version AND own.technician_id = driven.technician_id AND own.on_date = driven.on_date
"""  # noqa: S608 - put together from constants

CUT_ROUTES = f"""{_DONE}
UPDATE day_route AS older SET travel_s = driven.travel_s, distance_m = driven.distance_m, path = ST_Multi(driven.path)
FROM driven
WHERE older.id = driven.older_id AND NOT EXISTS (
    SELECT FROM day_route AS own WHERE own.plan_version_id = :version AND own.technician_id = older.technician_id
        AND own.on_date = older.on_date)
"""  # noqa: S608 - put together from constants

JOIN_STOPS = """
UPDATE stop SET day_route_id = own.id
FROM day_route AS older JOIN day_route AS own ON own.technician_id = older.technician_id AND own.on_date = older.on_date
WHERE stop.day_route_id = older.id AND older.live AND older.id <> own.id AND own.plan_version_id = :version
    AND EXISTS (SELECT FROM visit WHERE visit.stop_id = stop.id AND visit.id = ANY(CAST(:staying AS uuid[])))
"""

JOIN_VISITS = """
UPDATE visit SET plan_version_id = :version
FROM stop JOIN day_route ON day_route.id = stop.day_route_id
WHERE stop.id = visit.stop_id AND day_route.plan_version_id = :version AND visit.id = ANY(CAST(:staying AS uuid[]))
"""

NOTE_SHIFT = """
INSERT INTO shift (technician_id, on_date, start_s, end_s) VALUES (:who, :on, :start_s, :end_s)
ON CONFLICT (technician_id, on_date) DO UPDATE SET start_s = excluded.start_s, end_s = excluded.end_s
"""

INHERIT_ROUTES = """
UPDATE day_route SET plan_version_id = :version
FROM plan_version AS older
WHERE older.id = day_route.plan_version_id AND older.plan_id = :plan AND older.state = 'published'
    AND older.id <> :version AND day_route.live
    AND NOT EXISTS (
        SELECT FROM day_route AS own WHERE own.plan_version_id = :version
            AND own.technician_id = day_route.technician_id AND own.on_date = day_route.on_date)
"""

INHERIT_VISITS = """
UPDATE visit SET plan_version_id = :version
FROM plan_version AS older
WHERE older.id = visit.plan_version_id AND older.plan_id = :plan AND older.state = 'published'
    AND older.id <> :version AND visit.live
"""

SUPERSEDE = """
UPDATE plan_version SET state = 'superseded', updated_at = now()
WHERE plan_id = :plan AND state = 'published' AND id <> :version
"""

AUDIT = """
INSERT INTO audit (user_id, action, entity, entity_id, details)
VALUES (:user, :action, 'plan_version', :id, CAST(:details AS jsonb))
"""
