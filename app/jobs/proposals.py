"""A staffing proposal on a worker: computed in a child process, watched from here."""

import sys
import uuid
from collections.abc import Callable, Sequence

from app.container import Container
from app.domain.kinds import ProposalState
from app.jobs.supervise import Ending, supervise
from app.services.errors import DomainError
from app.services.ports.proposing import UNDER_WAY, Proposing
from app.services.staffing.compute import end

LIMIT_MINUTES = 30
COMMAND = (sys.executable, "-m", "app.jobs.propose")


def run_proposal(
    container: Container,
    proposal_id: uuid.UUID,
    *,
    stopping: Callable[[], bool] = lambda: False,
    limit_s: float = LIMIT_MINUTES * 60.0,
    command: Sequence[str] = COMMAND,
) -> bool:
    """Compute a proposal in a child; return whether it is over (False: the worker stops, and it waits again)."""
    ended = supervise(
        [*command, str(proposal_id)],
        unwanted=lambda: stopping() or not _wanted(container, proposal_id),
        limit_s=limit_s,
    )
    if ended.ending is Ending.STOPPED and _wanted(container, proposal_id):
        with container.begin() as work:
            work.of(Proposing).requeue(proposal_id)
            work.commit()
        return False
    why = DomainError("proposal_broken", why=ended.how, why_zh=ended.how)
    if ended.ending is Ending.OVERRUN:
        why = DomainError("run_overrun", minutes=max(1, round(limit_s / 60)))
    # Of one that has its answer, or was cancelled, nothing is changed by this.
    end(container.begin, container.clock, proposal_id, ProposalState.FAILED, why)
    return True


def give_up_proposal(container: Container, proposal_id: uuid.UUID, tries: int) -> None:
    """Mark a proposal as failed whose workers have died too often (R33)."""
    why = DomainError("proposal_broken", why=f"{tries} workers died over it", why_zh=f"已有 {tries} 次执行进程中断")
    end(container.begin, container.clock, proposal_id, ProposalState.FAILED, why)


def _wanted(container: Container, proposal_id: uuid.UUID) -> bool:
    with container.begin() as work:
        state = work.of(Proposing).state(proposal_id)
    return state is not None and state in UNDER_WAY
