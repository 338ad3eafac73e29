"""What stands on a day, read in sets."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.domain.kinds import CustomerKind, VisitState
from app.domain.masking import shown_name
from app.domain.scope import Scope
from app.services.ports.standing import Asked, BegunVisit, Named, StandingVisit

VISIT = text("""
SELECT r.unit_id, r.on_date AS "on", r.plan_version_id AS version_id, v.obligation_id, r.live
FROM visit v JOIN stop s ON s.id = v.stop_id JOIN day_route r ON r.id = s.day_route_id JOIN unit u ON u.id = r.unit_id
WHERE v.id = :visit AND v.obligation_id IS NOT NULL AND u.path ^@ ANY(:scope)
""")
DAYS = text("""
SELECT v.id AS visit_id, v.obligation_id, r.technician_id, r.on_date AS "on", s.id AS stop_id,
    v.planned_start_at AS start_at
FROM unit top JOIN unit u ON u.path ^@ top.path JOIN day_route r ON r.unit_id = u.id
    JOIN stop s ON s.day_route_id = r.id JOIN visit v ON v.stop_id = s.id
WHERE top.id = :unit AND r.on_date >= :start AND r.on_date < :until AND v.obligation_id IS NOT NULL
    AND CASE WHEN CAST(:version AS uuid) IS NULL THEN r.live ELSE r.plan_version_id = CAST(:version AS uuid) END
    AND (CAST(:version AS uuid) IS NOT NULL OR v.live)
ORDER BY r.on_date, r.technician_id, s.seq, v.seq
""")
BEGUN = text("""
SELECT v.id AS visit_id, v.obligation_id, v.technician_id, s.id AS stop_id, s.seq AS stop_seq,
    s.travel_s + s.setup_s AS stop_work_s, v.state,
    v.planned_start_at, v.planned_end_at, v.actual_start_at, v.actual_end_at, p.id AS premises_id,
    ST_X(p.point) AS lon, ST_Y(p.point) AS lat, r.breaks
FROM visit v JOIN unit u ON u.id = v.unit_id JOIN stop s ON s.id = v.stop_id JOIN day_route r ON r.id = s.day_route_id
    JOIN premises p ON p.id = v.premises_id
WHERE u.path ^@ :below AND v.live AND v.on_date = :on AND EXISTS (
    SELECT FROM visit begun WHERE begun.technician_id = v.technician_id AND begun.on_date = v.on_date AND begun.live
        AND begun.state NOT IN ('planned', 'dispatched', 'cancelled'))
ORDER BY v.technician_id, s.seq, v.seq
""")
NAMED = text("""
SELECT o.id, c.id AS customer_id, c.name, c.kind, p.address, g.name_zh AS programme_zh, g.name_en AS programme_en
FROM obligation o JOIN customer c ON c.id = o.customer_id JOIN premises p ON p.id = o.premises_id
    JOIN programme g ON g.id = o.programme_id
WHERE o.id = ANY(:ids)
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

    def begun(self, path: str, on: date) -> Sequence[BegunVisit]:
        """Read them in one statement."""
        rows = self._session.execute(BEGUN, {"below": path, "on": on}).mappings()
        return [
            BegunVisit(**{**row, "state": VisitState(row["state"]), "breaks": _breaks(row["breaks"])}) for row in rows
        ]

    def named(self, obligation_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Named]:
        """Read them in one statement."""
        rows = self._session.execute(NAMED, {"ids": list(obligation_ids)}).mappings()
        return {row["id"]: _named(row) for row in rows}


def _breaks(stored: list[dict[str, str]]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((datetime.fromisoformat(one["start_at"]), datetime.fromisoformat(one["end_at"])) for one in stored)


def _named(row: RowMapping) -> Named:
    return Named(
        customer_id=row["customer_id"],
        customer_name=shown_name(row["name"], CustomerKind(row["kind"])),
        address=row["address"],
        programme_zh=row["programme_zh"],
        programme_en=row["programme_en"],
    )
