"""What stands on a day, read in sets."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.standing import Asked, StandingVisit

VISIT = text("""
SELECT r.unit_id, r.on_date AS "on", r.plan_version_id AS version_id, v.obligation_id, r.live
FROM visit v JOIN stop s ON s.id = v.stop_id JOIN day_route r ON r.id = s.day_route_id JOIN unit u ON u.id = r.unit_id
WHERE v.id = :visit AND v.obligation_id IS NOT NULL AND u.path ^@ ANY(:scope)
""")
DAYS = text("""
SELECT v.id AS visit_id, v.obligation_id, r.technician_id, r.on_date AS "on", s.id AS stop_id
FROM unit top JOIN unit u ON u.path ^@ top.path JOIN day_route r ON r.unit_id = u.id
    JOIN stop s ON s.day_route_id = r.id JOIN visit v ON v.stop_id = s.id
WHERE top.id = :unit AND r.on_date >= :start AND r.on_date < :until AND v.obligation_id IS NOT NULL
    AND CASE WHEN CAST(:version AS uuid) IS NULL THEN r.live ELSE r.plan_version_id = CAST(:version AS uuid) END
ORDER BY r.on_date, r.technician_id, s.seq, v.seq
""")


class SqlStanding:
    """Implements `app.services.ports.standing.Standing`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def visit(self, scope: Scope, visit_id: uuid.UUID) -> Asked | None:
        """Look for one."""
        row = self._session.execute(VISIT, {"visit": visit_id, "scope": list(scope.paths)}).mappings().first()
        return None if row is None else Asked(**row)

    def days(
        self, unit_id: uuid.UUID, start: date, until: date, version_id: uuid.UUID | None
    ) -> Sequence[StandingVisit]:
        """Read them in one statement."""
        asked = {"unit": unit_id, "start": start, "until": until, "version": version_id}
        return [StandingVisit(**row) for row in self._session.execute(DAYS, asked).mappings()]
