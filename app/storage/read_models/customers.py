"""Customers found by words, and the whole file of one."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.reading import Row
from app.storage.read_models.customer_file import FILE

_FOUND = """
FROM customer c JOIN premises p ON p.id = c.premises_id JOIN unit u ON u.id = c.unit_id
WHERE u.path ^@ ANY(:scope) AND (CAST(:tier AS text) IS NULL OR c.tier = :tier)
    AND (CAST(:words AS text) IS NULL OR c.name ILIKE :words OR p.address ILIKE :words OR c.external_id ILIKE :begins
        OR c.id IN (SELECT m.customer_id FROM meter m WHERE m.meter_no = :exact))
"""
SEARCH = text(
    "SELECT c.id, c.external_id, c.name, c.kind, c.tier, p.address, ST_X(p.point) AS lon, ST_Y(p.point) AS lat"
    + _FOUND
    + "AND (CAST(:after AS text) IS NULL OR c.external_id > :after) ORDER BY c.external_id LIMIT :limit"
)
COUNT = text("SELECT count(*)" + _FOUND)


class SqlCustomers:
    """Implements `CustomerReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(  # noqa: PLR0913
        self, scope: Scope, words: str | None, tier: str | None, after: str | None, limit: int
    ) -> list[Row]:
        """Return at most `limit` customers by account number, after the account `after`."""
        asked = {**_asked(scope, words, tier), "after": after, "limit": limit}
        return [dict(row) for row in self._session.execute(SEARCH, asked).mappings()]

    def count(self, scope: Scope, words: str | None, tier: str | None) -> int:
        """Return how many `search` finds in all."""
        return int(self._session.scalar(COUNT, _asked(scope, words, tier)) or 0)

    def file(self, scope: Scope, customer_id: uuid.UUID) -> Row | None:
        """Return everything known of a customer; None when it is not in the scope."""
        asked = {"scope": list(scope.paths), "customer": customer_id}
        found = self._session.execute(FILE, asked).mappings().first()
        return None if found is None else dict(found)


def _asked(scope: Scope, words: str | None, tier: str | None) -> dict[str, object]:
    plain = None if words is None else words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return {
        "scope": list(scope.paths),
        "tier": tier,
        "words": plain and f"%{plain}%",
        "begins": plain and f"{plain}%",
        "exact": words,
    }
