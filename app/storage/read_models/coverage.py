"""Coverage in one statement over the ledger."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.reading import Row

COVERAGE = text("""
WITH owed AS MATERIALIZED (
    SELECT o.id, o.unit_id, o.programme_id, o.state, o.due_by, o.hard, c.tier, c.kind,
        o.due_by >= :since AND o.due_by < :until AS due
    FROM obligation o JOIN unit u ON u.id = o.unit_id JOIN customer c ON c.id = o.customer_id
    WHERE u.path ^@ ANY(:scope) AND o.state <> 'cancelled' AND o.due_by < :until
        AND (o.due_by >= :since OR o.state = 'open')
), tried AS (
    SELECT v.obligation_id, bool_or(v.live AND v.state IN ('planned', 'dispatched', 'en_route', 'on_site')) AS planned,
        bool_or(v.state = 'no_access') AS no_access
    FROM visit v JOIN owed w ON w.id = v.obligation_id WHERE w.state = 'open' GROUP BY v.obligation_id
)
SELECT w.unit_id, u.name AS unit_name,
    json_build_object('code', g.code, 'name_en', g.name_en, 'name_zh', g.name_zh) AS programme, w.tier, w.kind,
    count(*) AS owed,
    count(*) FILTER (WHERE w.due) AS due,
    count(*) FILTER (WHERE t.planned) AS planned,
    count(*) FILTER (WHERE w.state = 'fulfilled') AS done,
    count(*) FILTER (WHERE w.state = 'open' AND w.due_by < :today) AS late,
    count(*) FILTER (WHERE t.no_access) AS no_access,
    count(*) FILTER (WHERE w.state = 'open' AND w.due_by < :today AND w.hard) AS lapsed
FROM owed w JOIN unit u ON u.id = w.unit_id JOIN programme g ON g.id = w.programme_id
    LEFT JOIN tried t ON t.obligation_id = w.id
GROUP BY w.unit_id, u.name, u.path, g.id, w.tier, w.kind ORDER BY u.path, g.code, w.tier, w.kind
""")


class SqlCoverage:
    """Implements `CoverageReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def coverage(self, scope: Scope, since: date, until: date, today: date) -> list[Row]:
        """Return counts by unit, programme, tier and kind of customer."""
        asked = {"scope": list(scope.paths), "since": since, "until": until, "today": today}
        return [dict(row) for row in self._session.execute(COVERAGE, asked).mappings()]
