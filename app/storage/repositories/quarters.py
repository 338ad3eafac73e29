"""Quarterly plans in PostgreSQL."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import PlanState
from app.services.ports.planning_store import Slots
from app.services.ports.quarters import Source, Span
from app.services.ports.reading import Row
from app.storage.repositories import quarters_sql as sql
from app.storage.repositories.planning_columns import Kind, read

_LAYOUT = {
    "customer": Kind.KEY,
    "programme": Kind.KEY,
    "sequence": Kind.INT,
    "week_on": Kind.DATE,
    "not_before": Kind.DATE,
    "ideal_on": Kind.DATE,
    "due_by": Kind.DATE,
}


class SqlQuarters:
    """Answers `app.services.ports.quarters.Quarters`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def year_for(self, span: Span) -> Source | None:
        """Select."""
        return self._source(sql.YEAR_FOR, _facts(span))

    def version(self, version_id: uuid.UUID) -> Source | None:
        """Select."""
        return self._source(sql.VERSION, {"version": version_id})

    def history(self, unit_id: uuid.UUID, start: date) -> Sequence[Row]:
        """Select."""
        return self._rows(sql.HISTORY, {"unit": unit_id, "start": start})

    def weeks(self, version_id: uuid.UUID, span: Span) -> Sequence[Row]:
        """Select."""
        return self._rows(sql.WEEKS, {**_facts(span), "version": version_id})

    def lapses(self, version_id: uuid.UUID, span: Span) -> Sequence[Row]:
        """Select."""
        return self._rows(sql.LAPSES, {**_facts(span), "version": version_id})

    def changes(self, old: uuid.UUID, new: uuid.UUID, span: Span) -> Row:
        """Select."""
        return self._rows(sql.CHANGES, {**_facts(span), "old": old, "new": new})[0]

    def copy_weeks(self, source: uuid.UUID, target: uuid.UUID, span: Span) -> int:
        """Insert."""
        facts = {**_facts(span), "source": source, "target": target}
        return int(self._session.execute(text(sql.COPY_WEEKS), facts).rowcount)  # type: ignore[attr-defined]

    def supersede_approved(self, version_id: uuid.UUID) -> None:
        """Update."""
        self._session.execute(text(sql.SUPERSEDE_APPROVED), {"version": version_id})

    def approved_weeks(self, path: str, start: date, until: date) -> Slots:
        """Copy columns."""
        facts = {"below": path, "start": start, "until": until}
        return Slots(**read(self._session, sql.APPROVED_WEEKS, facts, _LAYOUT))

    def approved_over(self, path: str, start: date, until: date) -> bool:
        """Select."""
        return bool(self._session.scalar(text(sql.APPROVED_OVER), {"below": path, "start": start, "until": until}))

    def _source(self, query: str, facts: dict[str, object]) -> Source | None:
        found = self._rows(query, facts)
        return Source(**{**found[0], "state": PlanState(found[0]["state"])}) if found else None

    def _rows(self, query: str, facts: dict[str, object]) -> list[Row]:
        return [dict(row) for row in self._session.execute(text(query), facts).mappings()]


def _facts(span: Span) -> dict[str, object]:
    return {"below": span.path, "start": span.start, "until": span.until}
