"""Stamps in their table."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.storage.tables import DataStamp


class SqlStamps:
    """The `Stamps` port over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, name: str) -> tuple[str, dict[str, object]] | None:
        """Return value and facts of a stamp."""
        row = self._session.execute(select(DataStamp.value, DataStamp.facts).where(DataStamp.name == name)).first()
        return None if row is None else (row.value, row.facts)

    def write(self, name: str, value: str, facts: dict[str, object] | None = None) -> None:
        """Insert or replace a stamp."""
        fresh = insert(DataStamp).values(name=name, value=value, facts=facts or {})
        self._session.execute(
            fresh.on_conflict_do_update(
                index_elements=["name"],
                set_={"value": fresh.excluded.value, "facts": fresh.excluded.facts, "changed_at": func.now()},
            )
        )
