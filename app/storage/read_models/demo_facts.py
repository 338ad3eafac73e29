"""Figures of the demo's summary, counted in the database."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.demo_reading import DemoFacts

COUNTS = text("""
SELECT (SELECT count(*) FROM customer) AS customers,
    (SELECT count(*) FROM technician) AS technicians,
    (SELECT count(*) FROM obligation WHERE state = 'open') AS obligations,
    (SELECT count(*) FROM day_route WHERE plan_version_id = :month) AS routes,
    (SELECT count(*) FROM visit WHERE plan_version_id = :month) AS visits,
    (SELECT coalesce(sum(travel_s), 0) FROM day_route WHERE plan_version_id = :month) AS travel_s,
    (SELECT coalesce(sum(extract(epoch FROM planned_end_at - planned_start_at)), 0)::bigint
     FROM visit WHERE plan_version_id = :month) AS service_s,
    (SELECT count(*) FROM unplanned_obligation m JOIN obligation o ON o.id = m.obligation_id
     JOIN plan_version v ON v.id = m.plan_version_id JOIN plan p ON p.id = v.plan_id
     WHERE m.plan_version_id = :month AND o.hard AND o.due_by < p.period_until AND NOT EXISTS (
        SELECT FROM unplanned_obligation y WHERE y.plan_version_id = :year AND y.obligation_id = m.obligation_id
     )) AS lapsed_only_in_month,
    (SELECT p.period_until FROM plan p JOIN plan_version v ON v.plan_id = p.id WHERE v.id = :year) AS until
""")
SHORTAGES = text("""
SELECT u.name AS region, array_to_string(s.certificates, ', ') AS certificates, s.starts_on::text, s.ends_on::text,
    round(s.demand_h::numeric, 1)::float8 AS demand_h, round(s.capacity_h::numeric, 1)::float8 AS capacity_h,
    round(s.missing_h::numeric, 1)::float8 AS missing_h, s.obligations, s.cures
FROM shortage s JOIN unit u ON u.id = s.unit_id WHERE s.plan_version_id = :year ORDER BY s.missing_h DESC, u.name
""")


class SqlDemoReading:
    """Implements `DemoReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def facts(self, year: uuid.UUID, month: uuid.UUID) -> DemoFacts:
        """Count; see the port."""
        counts = self._session.execute(COUNTS, {"year": year, "month": month}).mappings().one()
        rows = self._session.execute(SHORTAGES, {"year": year}).mappings()
        return DemoFacts(**counts, shortages=[dict(row) for row in rows])
