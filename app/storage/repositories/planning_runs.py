"""Planning runs in PostgreSQL, and the queue that starts them: both in one transaction."""

import json
import uuid
from datetime import datetime

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import PlanLevel, RunState
from app.services.ports.planning_runs import Run
from app.services.ports.planning_store import Json
from app.storage.repositories.planning_columns import driver

TASK, QUEUE = "run_plan", "plans"

_queue = App(connector=SyncPsycopgConnector())
"""Only writes into transactions of the caller; it is never opened."""

RUN = """
SELECT id, level, unit_id, request, state, stage, progress, cancel_asked, error, summary FROM plan_run WHERE id = :id
"""

TELL = """
UPDATE plan_run SET stage = :stage, progress = greatest(progress, :progress), updated_at = now()
WHERE id = :id AND state = 'running' RETURNING cancel_asked
"""

END = """
UPDATE plan_run SET state = CAST(:state AS text), ended_at = :at, summary = CAST(:summary AS jsonb),
    error = CAST(:error AS jsonb), stage = CASE WHEN CAST(:state AS text) = 'succeeded' THEN 'done' ELSE stage END,
    progress = CASE WHEN CAST(:state AS text) = 'succeeded' THEN 1 ELSE progress END, updated_at = now()
WHERE id = :id AND state IN ('queued', 'running') RETURNING id
"""

VERSION_OF = """
SELECT id::text AS version_id, number, hard_violations, costs->'visits' AS planned, costs->'unplanned' AS unplanned,
    costs->'legal_lapsed' AS legal_lapsed, costs->'changes' AS changes
FROM plan_version WHERE run_id = :id ORDER BY number LIMIT 1
"""

START = """
UPDATE plan_run SET state = 'running', started_at = :at, stage = 'queued', progress = 0, updated_at = now()
WHERE id = :id
"""


class SqlPlanRuns:
    """Answers `app.services.ports.planning_runs.PlanRuns`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, level: PlanLevel, unit_id: uuid.UUID, request: Json, user_id: uuid.UUID | None) -> uuid.UUID:
        """Insert and enqueue."""
        statement = text(
            "INSERT INTO plan_run (level, unit_id, request, requested_by_id)"
            " VALUES (:level, :unit, CAST(:request AS jsonb), :user) RETURNING id"
        )
        facts = {"level": level.value, "unit": unit_id, "request": json.dumps(request), "user": user_id}
        run_id: uuid.UUID = self._session.execute(statement, facts).scalar_one()
        self._enqueue(run_id, unit_id)
        return run_id

    def lock(self, run_id: uuid.UUID) -> Run | None:
        """Select for update."""
        return self._read(f"{RUN} FOR UPDATE", run_id)

    def get(self, run_id: uuid.UUID) -> Run | None:
        """Select."""
        return self._read(RUN, run_id)

    def version_of(self, run_id: uuid.UUID) -> Json | None:
        """Select the version."""
        row = self._session.execute(text(VERSION_OF), {"id": run_id}).mappings().one_or_none()
        return None if row is None else dict(row)

    def start(self, run_id: uuid.UUID, at: datetime) -> None:
        """Update."""
        self._session.execute(text(START), {"id": run_id, "at": at})

    def tell(self, run_id: uuid.UUID, stage: str, progress: float) -> bool:
        """Update; a run that has ended meanwhile is no longer wanted."""
        facts = {"id": run_id, "stage": stage, "progress": progress}
        wanted_not = self._session.execute(text(TELL), facts).scalar_one_or_none()
        return wanted_not is None or bool(wanted_not)

    def ask_cancel(self, run_id: uuid.UUID) -> None:
        """Update."""
        self._session.execute(
            text("UPDATE plan_run SET cancel_asked = true, updated_at = now() WHERE id = :id"), {"id": run_id}
        )

    def end(
        self,
        run_id: uuid.UUID,
        state: RunState,
        at: datetime,
        *,
        summary: Json | None = None,
        error: Json | None = None,
    ) -> bool:
        """Update what has not ended."""
        facts = {"id": run_id, "state": state.value, "at": at, "summary": _json(summary), "error": _json(error)}
        return self._session.execute(text(END), facts).one_or_none() is not None

    def requeue(self, run_id: uuid.UUID) -> None:
        """Update and enqueue again."""
        statement = text(
            "UPDATE plan_run SET state = 'queued', stage = 'queued', updated_at = now()"
            " WHERE id = :id AND state IN ('queued', 'running') RETURNING unit_id"
        )
        unit_id = self._session.execute(statement, {"id": run_id}).scalar_one_or_none()
        if unit_id is not None:
            self._enqueue(run_id, unit_id)

    def _enqueue(self, run_id: uuid.UUID, unit_id: uuid.UUID) -> None:
        # One run of a unit at a time, on whatever host; the others wait.
        task = _queue.configure_task(TASK, queue=QUEUE, lock=f"plan {unit_id}", connection=driver(self._session))
        task.defer(run_id=str(run_id))

    def _read(self, statement: str, run_id: uuid.UUID) -> Run | None:
        row = self._session.execute(text(statement), {"id": run_id}).mappings().one_or_none()
        if row is None:
            return None
        return Run(**{**row, "level": PlanLevel(row["level"]), "state": RunState(row["state"])})


def _json(value: Json | None) -> str | None:
    return None if value is None else json.dumps(value)
