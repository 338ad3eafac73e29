"""Planning runs in the background: asked for, watched, cancelled."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.kinds import PlanLevel, RunState
from app.services.ports.planning_store import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A stored run; `request` holds what was asked for as plain values."""

    id: uuid.UUID
    level: PlanLevel
    unit_id: uuid.UUID
    request: Json
    state: RunState
    stage: str
    progress: float
    cancel_asked: bool
    error: Json | None
    summary: Json | None

    @property
    def ended(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in {RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED}


class PlanRuns(Protocol):
    """Stored runs, inside one transaction."""

    def add(self, level: PlanLevel, unit_id: uuid.UUID, request: Json, user_id: uuid.UUID | None) -> uuid.UUID:
        """Store a run that waits, and put it on the queue of the same transaction."""
        ...

    def lock(self, run_id: uuid.UUID) -> Run | None:
        """Return a run and keep others from changing it; None when there is none."""
        ...

    def get(self, run_id: uuid.UUID) -> Run | None:
        """Return a run as it is now."""
        ...

    def version_of(self, run_id: uuid.UUID) -> Json | None:
        """Return the summary of the version a run has stored; None without one."""
        ...

    def start(self, run_id: uuid.UUID, at: datetime) -> None:
        """Mark a run as running from the beginning."""
        ...

    def tell(self, run_id: uuid.UUID, stage: str, progress: float) -> bool:
        """Store how far a run is; tell whether somebody wants it cancelled."""
        ...

    def ask_cancel(self, run_id: uuid.UUID) -> None:
        """Store the wish to cancel."""
        ...

    def end(
        self,
        run_id: uuid.UUID,
        state: RunState,
        at: datetime,
        *,
        summary: Json | None = None,
        error: Json | None = None,
    ) -> bool:
        """Mark a run as ended, unless it has ended before; tell whether this did it."""
        ...

    def requeue(self, run_id: uuid.UUID) -> None:
        """Let a run that is not its own fault wait again, and put it on the queue of the same transaction."""
        ...
