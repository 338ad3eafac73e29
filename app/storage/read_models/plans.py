"""Plans, versions and runs: three statements at most."""

import uuid
from itertools import groupby
from operator import itemgetter

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.reading import Row

PLANS = text("""
SELECT p.id, p.level, p.unit_id, u.name AS unit_name, p.period_start, p.period_until
FROM plan p JOIN unit u ON u.id = p.unit_id
WHERE u.path ^@ ANY(:scope) AND (CAST(:level AS text) IS NULL OR p.level = :level)
ORDER BY p.period_start DESC, p.level, u.path LIMIT 200
""")
VERSIONS = text("""
SELECT v.plan_id, v.id, v.number, v.state, v.created_at, v.hard_violations, v.costs - 'weekly' - 'changes' AS costs,
    v.costs -> 'changes' AS changes,
    (SELECT count(*) FROM unplanned_obligation x WHERE x.plan_version_id = v.id) AS unplanned,
    (SELECT count(*) FROM visit w WHERE w.plan_version_id = v.id)
        + (SELECT count(*) FROM week_slot s WHERE s.plan_version_id = v.id) AS visits
FROM plan_version v WHERE v.plan_id = ANY(:plans) ORDER BY v.plan_id, v.number DESC
""")
RUNS = text("""
SELECT r.id, r.level, r.unit_id, u.name AS unit_name, r.state, r.stage, r.progress, r.summary, r.error,
    (SELECT name FROM app_user a WHERE a.id = r.requested_by_id) AS requested_by, r.created_at,
    r.started_at, r.ended_at,
    (SELECT v.id FROM plan_version v WHERE v.run_id = r.id ORDER BY v.created_at DESC LIMIT 1) AS version_id,
    r.request ->> 'period_start' AS period_start
FROM plan_run r JOIN unit u ON u.id = r.unit_id
WHERE u.path ^@ ANY(:scope) AND (CAST(:run AS uuid) IS NULL OR r.id = :run) ORDER BY r.created_at DESC LIMIT 50
""")
WITHIN = text("""
SELECT EXISTS (SELECT FROM plan_version v JOIN plan p ON p.id = v.plan_id JOIN unit u ON u.id = p.unit_id
    WHERE v.id = :version AND u.path ^@ ANY(:scope))
""")


class SqlPlans:
    """Implements `PlanReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plans(self, scope: Scope, level: str | None) -> list[Row]:
        """Return plans with their versions, newest period and newest version first."""
        asked = {"scope": list(scope.paths), "level": level}
        found = [dict(row) for row in self._session.execute(PLANS, asked).mappings()]
        versions = self._session.execute(VERSIONS, {"plans": [plan["id"] for plan in found]}).mappings()
        of_plan = {key: [dict(row) for row in rows] for key, rows in groupby(versions, itemgetter("plan_id"))}
        return [{**plan, "versions": of_plan.get(plan["id"], [])} for plan in found]

    def runs(self, scope: Scope, run_id: uuid.UUID | None) -> list[Row]:
        """Return the latest runs, or the one asked for."""
        asked = {"scope": list(scope.paths), "run": run_id}
        return [dict(row) for row in self._session.execute(RUNS, asked).mappings()]

    def version_within(self, scope: Scope, version_id: uuid.UUID) -> bool:
        """Whether the version is of a plan inside the scope."""
        return bool(self._session.scalar(WITHIN, {"scope": list(scope.paths), "version": version_id}))
