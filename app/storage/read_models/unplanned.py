"""What plan versions leave out, and shortage certificates."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import CustomerKind
from app.domain.masking import shown_name
from app.domain.scope import Scope
from app.services.ports.reading import Row, UnplannedAfter

# A plan of a unit above also tells about the units below; its rows are cut to the scope where they are read.
VERSIONS = text("""
SELECT id FROM (
    SELECT DISTINCT ON (p.unit_id) v.id
    FROM plan_version v JOIN plan p ON p.id = v.plan_id JOIN unit u ON u.id = p.unit_id
    WHERE (u.path ^@ ANY(:scope) OR EXISTS (SELECT FROM unnest(CAST(:scope AS text[])) s WHERE s ^@ u.path))
        AND CASE WHEN CAST(:version AS uuid) IS NULL THEN v.state NOT IN ('superseded', 'discarded')
            ELSE v.id = CAST(:version AS uuid) END
    ORDER BY p.unit_id, array_position(ARRAY['monthly', 'day', 'quarterly', 'annual'], p.level::text), v.created_at DESC
) newest
""")
BY_REASON = text("""
SELECT x.reason, count(*) AS found FROM unplanned_obligation x JOIN obligation o ON o.id = x.obligation_id
    JOIN unit u ON u.id = o.unit_id
WHERE x.plan_version_id = ANY(:versions) AND u.path ^@ ANY(:scope) GROUP BY x.reason ORDER BY x.reason
""")
PAGE = text("""
SELECT x.obligation_id, x.plan_version_id AS version_id, x.reason, x.cure, o.customer_id, c.name AS customer_name,
    c.kind AS customer_kind, c.tier, p.address, ST_X(p.point) AS lon, ST_Y(p.point) AS lat, o.due_by,
    o.not_before, o.hard,
    json_build_object('code', g.code, 'name_en', g.name_en, 'name_zh', g.name_zh) AS programme
FROM unplanned_obligation x JOIN obligation o ON o.id = x.obligation_id JOIN unit u ON u.id = o.unit_id
    JOIN customer c ON c.id = o.customer_id JOIN premises p ON p.id = o.premises_id
    JOIN programme g ON g.id = o.programme_id
WHERE x.plan_version_id = ANY(:versions) AND u.path ^@ ANY(:scope)
    AND (CAST(:reason AS text) IS NULL OR x.reason = :reason)
    AND (CAST(:due_by AS date) IS NULL OR (NOT o.hard, o.due_by, o.id, x.plan_version_id)
        > (NOT CAST(:hard AS boolean), CAST(:due_by AS date), CAST(:obligation AS uuid), CAST(:version AS uuid)))
ORDER BY NOT o.hard, o.due_by, o.id, x.plan_version_id LIMIT :limit
""")
SHORTAGES = text("""
WITH newest AS (
    SELECT DISTINCT ON (p.id) v.id FROM plan_version v JOIN plan p ON p.id = v.plan_id JOIN unit u ON u.id = p.unit_id
    WHERE p.level = 'annual' AND v.state NOT IN ('superseded', 'discarded')
        AND (u.path ^@ ANY(:scope) OR EXISTS (SELECT FROM unnest(CAST(:scope AS text[])) s WHERE s ^@ u.path))
    ORDER BY p.id, v.number DESC
)
SELECT s.unit_id, u.name AS unit_name, s.certificates, s.starts_on, s.ends_on, s.demand_h, s.capacity_h, s.missing_h,
    s.obligations, s.cures
FROM shortage s JOIN newest n ON n.id = s.plan_version_id JOIN unit u ON u.id = s.unit_id
WHERE u.path ^@ ANY(:scope) ORDER BY s.starts_on, u.path
""")


class SqlUnplanned:
    """Implements `UnplannedReading` and `ShortageReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def versions(self, scope: Scope, version_id: uuid.UUID | None) -> list[uuid.UUID]:
        """Return that version when the scope may see it; without one, the newest of each unit, monthly ones first."""
        return list(self._session.scalars(VERSIONS, {"scope": list(scope.paths), "version": version_id}))

    def by_reason(self, scope: Scope, versions: list[uuid.UUID]) -> dict[str, int]:
        """Return how many are left out for which reason."""
        found = self._session.execute(BY_REASON, {"scope": list(scope.paths), "versions": versions})
        return {row.reason: row.found for row in found}

    def page(  # noqa: PLR0913
        self,
        scope: Scope,
        versions: list[uuid.UUID],
        reason: str | None,
        after: UnplannedAfter | None,
        limit: int,
    ) -> list[Row]:
        """Return at most `limit` rows after `after`."""
        asked = {
            "scope": list(scope.paths),
            "versions": versions,
            "reason": reason,
            "limit": limit,
            "hard": after and after.hard,
            "due_by": after and after.due_by,
            "obligation": after and after.obligation_id,
            "version": after and after.version_id,
        }
        return [_masked(dict(row)) for row in self._session.execute(PAGE, asked).mappings()]

    def shortages(self, scope: Scope) -> list[Row]:
        """Return those of the newest annual version of each plan."""
        return [dict(row) for row in self._session.execute(SHORTAGES, {"scope": list(scope.paths)}).mappings()]


def _masked(row: dict[str, object]) -> Row:
    return {**row, "customer_name": shown_name(str(row["customer_name"]), CustomerKind(str(row["customer_kind"])))}
