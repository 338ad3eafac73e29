"""``python -m app.jobs.solve RUN``: carry out one planning run in a process of its own."""

import sys
import uuid

from app.container import Container
from app.domain.kinds import RunState
from app.gateways.limits import die_with_parent, limit_memory
from app.services.errors import DomainError
from app.services.planning.carry_out import carry_out
from app.services.planning.runs import begin_run, end_run, error_json
from app.settings import Settings


def solve(container: Container, run_id: uuid.UUID) -> int:
    """Carry out a run that waits; the exit status is 0 whenever the run knows how it ended."""
    run = begin_run(container.begin, container.clock, run_id)
    if run is None:
        return 0
    try:
        carry_out(container.planning, run)
    except DomainError as error:
        _failed(container, run_id, error)
    except MemoryError:
        _failed(container, run_id, DomainError("run_broken", why="out of memory", why_zh="内存不足"))
    return 0


def _failed(container: Container, run_id: uuid.UUID, error: DomainError) -> None:
    end_run(container.begin, container.clock, run_id, RunState.FAILED, error=error_json(error))


if __name__ == "__main__":
    die_with_parent()
    limit_memory()
    sys.exit(solve(Container(Settings.from_env()), uuid.UUID(sys.argv[1])))
