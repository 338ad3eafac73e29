"""``python -m app.jobs.propose PROPOSAL``: compute one staffing proposal in a process of its own."""

import sys
import uuid

from app.container import Container
from app.domain.kinds import ProposalState
from app.gateways.limits import die_with_parent, limit_memory
from app.services.errors import DomainError
from app.services.staffing.compute import compute, end
from app.settings import Settings


def propose(container: Container, proposal_id: uuid.UUID) -> int:
    """Compute a proposal that waits; the exit status is 0 whenever the proposal knows how it ended."""
    try:
        compute(container.planning, proposal_id)
    except MemoryError:
        why = DomainError("proposal_broken", why="out of memory", why_zh="内存不足")
        end(container.begin, container.clock, proposal_id, ProposalState.FAILED, why)
    return 0


if __name__ == "__main__":
    die_with_parent()
    limit_memory()
    sys.exit(propose(Container(Settings.from_env()), uuid.UUID(sys.argv[1])))
