"""Staffing proposals being computed in the background: asked for, watched, cancelled."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.kinds import ProposalKind, ProposalState
from app.services.ports.planning_store import Json

UNDER_WAY = frozenset({ProposalState.QUEUED, ProposalState.RUNNING})


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedProposal:
    """What is to be proposed; `on` is the first day of a rotation round, None the next one."""

    unit_id: uuid.UUID
    kind: ProposalKind
    seed: int
    today: date
    on: date | None
    made_by: uuid.UUID | None


class Proposing(Protocol):
    """Proposals that have no answer yet, inside one transaction."""

    def ask(self, asked: AskedProposal) -> uuid.UUID:
        """Store a proposal that waits and put it on the queue; return the one under way where there is one."""
        ...

    def state(self, proposal_id: uuid.UUID) -> ProposalState | None:
        """Return how far a proposal is; None when there is none."""
        ...

    def begin(self, proposal_id: uuid.UUID, at: datetime) -> AskedProposal | None:
        """Mark one as being computed; None when it is no longer wanted or has its answer."""
        ...

    def tell(self, proposal_id: uuid.UUID, progress: float) -> bool:
        """Store the share done, 0..1; tell whether it is still wanted."""
        ...

    def finish(self, proposal_id: uuid.UUID, on: date, body: Json, detail: Json, inputs: str, at: datetime) -> bool:
        """Store the answer as a draft with the name of what it was made from; False when it was cancelled."""
        ...

    def stop(self, proposal_id: uuid.UUID, state: ProposalState, at: datetime, error: Json | None = None) -> bool:
        """End one under way without an answer; False when it is over already."""
        ...

    def requeue(self, proposal_id: uuid.UUID) -> None:
        """Let one that is not its own fault wait again, and put it on the queue."""
        ...

    def inputs(self, unit_path: str) -> str:
        """Return one name for all that proposals of a unit are made from: it changes whenever any of it does."""
        ...
