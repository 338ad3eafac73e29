"""Staffing proposals being computed, in PostgreSQL, and the queue that starts them: both in one transaction."""

import json
import uuid
from datetime import date, datetime

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import ProposalKind, ProposalState
from app.services.ports.planning_store import Json
from app.services.ports.proposing import AskedProposal
from app.storage.repositories.planning_columns import driver
from app.storage.repositories.planning_runs import QUEUE

TASK = "propose_staffing"

_queue = App(connector=SyncPsycopgConnector())
"""Only writes into transactions of the caller; it is never opened."""

# One at a time of a kind and unit: whoever presses twice gets the same one.
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('proposal ' || :unit || :kind, 0))"
UNDER_WAY = """
SELECT id FROM staffing_proposal WHERE unit_id = :unit AND kind = :kind AND state IN ('queued', 'running') LIMIT 1
"""
ASK = """
INSERT INTO staffing_proposal (unit_id, kind, state, on_date, seed, body, request, made_by_id)
VALUES (:unit, :kind, 'queued', :on, :seed, '{"summary": {}}', CAST(:request AS jsonb), :user) RETURNING id
"""
BEGIN = """
UPDATE staffing_proposal SET state = 'running', started_at = :at, progress = 0, updated_at = :at
WHERE id = :id AND state IN ('queued', 'running') RETURNING unit_id, kind, seed, request, made_by_id AS made_by
"""
TELL = """
UPDATE staffing_proposal SET progress = greatest(progress, :progress), updated_at = now()
WHERE id = :id AND state = 'running' RETURNING id
"""
FINISH = """
UPDATE staffing_proposal SET state = 'draft', on_date = :on, body = CAST(:body AS jsonb), ended_at = :at,
    detail = CAST(:detail AS jsonb), inputs = :inputs, progress = 1, updated_at = :at
WHERE id = :id AND state = 'running' RETURNING id
"""
STOP = """
UPDATE staffing_proposal SET state = :state, ended_at = :at, error = CAST(:error AS jsonb), updated_at = :at
WHERE id = :id AND state IN ('queued', 'running') RETURNING id
"""
REQUEUE = """
UPDATE staffing_proposal SET state = 'queued', progress = 0, updated_at = now()
WHERE id = :id AND state IN ('queued', 'running') RETURNING unit_id
"""

_STAMP = "SELECT '{table} ' || count(*) || ' ' || coalesce(max({table}.updated_at), '-infinity') AS stamp FROM {table}"
_OF_UNIT = " JOIN unit ON unit.id = {table}.unit_id WHERE unit.path ^@ :below"
_OF_PERSON = """ JOIN technician ON technician.id = {table}.technician_id JOIN unit ON unit.id = technician.unit_id
WHERE unit.path ^@ :below"""
_PARTS = (
    *((name, _OF_UNIT) for name in ("customer", "premises", "technician", "base", "area_volume")),
    *((name, _OF_PERSON) for name in ("certificate", "posting", "monthly_score", "shift_pattern")),
    ("unit", " WHERE unit.path ^@ :below"),
    ("programme_rule", ""),
    # Rules of the units above hold below as well; a rule of another company changes nothing.
    ("company_rule", " LEFT JOIN unit ON unit.id = company_rule.unit_id WHERE unit.id IS NULL OR :below ^@ unit.path"),
)
_STAMPS = "\nUNION ALL ".join((_STAMP + of).format(table=table) for table, of in _PARTS)
INPUTS = f"SELECT md5(string_agg(stamp, ' ' ORDER BY stamp)) FROM ({_STAMPS}) AS stamps"  # noqa: S608 - of constants


class SqlProposing:
    """Answers `app.services.ports.proposing.Proposing`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, asked: AskedProposal) -> uuid.UUID:
        """Insert and enqueue, unless one is under way."""
        of = {"unit": asked.unit_id, "kind": asked.kind.value}
        self._session.execute(text(ALONE), {**of, "unit": str(asked.unit_id)})
        found: uuid.UUID | None = self._session.scalar(text(UNDER_WAY), of)
        if found is not None:
            return found
        request = {"today": asked.today.isoformat(), "on": None if asked.on is None else asked.on.isoformat()}
        facts = {**of, "on": asked.on or asked.today, "seed": asked.seed, "user": asked.made_by}
        key: uuid.UUID = self._session.execute(text(ASK), {**facts, "request": json.dumps(request)}).scalar_one()
        self._enqueue(key, asked.unit_id)
        return key

    def state(self, proposal_id: uuid.UUID) -> ProposalState | None:
        """Select."""
        found = self._session.scalar(text("SELECT state FROM staffing_proposal WHERE id = :id"), {"id": proposal_id})
        return None if found is None else ProposalState(found)

    def begin(self, proposal_id: uuid.UUID, at: datetime) -> AskedProposal | None:
        """Update."""
        row = self._session.execute(text(BEGIN), {"id": proposal_id, "at": at}).mappings().one_or_none()
        if row is None:
            return None
        request = row["request"]
        return AskedProposal(
            unit_id=row["unit_id"],
            kind=ProposalKind(row["kind"]),
            seed=row["seed"],
            today=date.fromisoformat(request["today"]),
            on=None if request["on"] is None else date.fromisoformat(request["on"]),
            made_by=row["made_by"],
        )

    def tell(self, proposal_id: uuid.UUID, progress: float) -> bool:
        """Update what is running."""
        return self._did(TELL, id=proposal_id, progress=progress)

    def finish(self, proposal_id: uuid.UUID, on: date, body: Json, detail: Json, inputs: str, at: datetime) -> bool:
        """Update what is running."""
        stored = {"body": json.dumps(body), "detail": json.dumps(detail)}
        return self._did(FINISH, id=proposal_id, on=on, inputs=inputs, at=at, **stored)

    def stop(self, proposal_id: uuid.UUID, state: ProposalState, at: datetime, error: Json | None = None) -> bool:
        """Update what has no answer yet."""
        return self._did(
            STOP, id=proposal_id, state=state.value, at=at, error=None if error is None else json.dumps(error)
        )

    def requeue(self, proposal_id: uuid.UUID) -> None:
        """Update and enqueue again."""
        unit_id = self._session.execute(text(REQUEUE), {"id": proposal_id}).scalar_one_or_none()
        if unit_id is not None:
            self._enqueue(proposal_id, unit_id)

    def inputs(self, unit_path: str) -> str:
        """Hash counts and last changes of the rows."""
        found: str = self._session.execute(text(INPUTS), {"below": unit_path}).scalar_one()
        return found

    def _enqueue(self, proposal_id: uuid.UUID, unit_id: uuid.UUID) -> None:
        task = _queue.configure_task(TASK, queue=QUEUE, lock=f"staffing {unit_id}", connection=driver(self._session))
        task.defer(proposal_id=str(proposal_id))

    def _did(self, statement: str, **facts: object) -> bool:
        return self._session.execute(text(statement), facts).one_or_none() is not None
