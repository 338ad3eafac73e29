"""Time zones of the units."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import UnitKind
from app.storage.tables import Unit


class SqlZones:
    """Implements `Zones`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_company(self) -> str | None:
        """Return the company's zone."""
        return self._session.scalar(select(Unit.time_zone).where(Unit.kind == UnitKind.COMPANY).order_by(Unit.code))
