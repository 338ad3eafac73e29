"""Once a day, early in the morning of each company: bring the ledger up to date."""

import uuid
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.container import Container
from app.services.ledger.open_obligations import Opened, open_obligations

HOUR = 3
"""Local hour at which a new day's ledger is opened."""


def refresh_ledgers(container: Container, *, hour: int | None = HOUR) -> Opened:
    """Open what has become owed, in the companies where it is now `hour` o'clock (None: in all)."""
    total = Opened()
    for unit_id, zone in _companies(container):
        local = container.clock.now().astimezone(zone)
        if hour is None or local.hour == hour:
            total += open_obligations(container.begin, local.date(), unit_id)
    return total


def _companies(container: Container) -> Iterator[tuple[uuid.UUID, ZoneInfo]]:
    with container.sessions() as session:
        rows = session.execute(text("SELECT id, time_zone FROM unit WHERE parent_id IS NULL ORDER BY path")).all()
    return ((row.id, ZoneInfo(row.time_zone)) for row in rows)
