"""Agendas in their table."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.services.ports.agenda import AgendaLine
from app.storage.tables import AgendaItem, PlanVersion


class SqlAgenda:
    """The `Agenda` port over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, version_id: uuid.UUID, lines: Sequence[AgendaLine]) -> None:
        """Replace the items of the version's plan."""
        plan_id = self._session.scalars(select(PlanVersion.plan_id).where(PlanVersion.id == version_id)).one()
        self._session.execute(delete(AgendaItem).where(AgendaItem.plan_id == plan_id))
        rows = [
            {"plan_id": plan_id, "kind": one.kind, "title": one.title, "seq": seq} for seq, one in enumerate(lines, 1)
        ]
        self._session.execute(insert(AgendaItem), rows)
