"""A planning run on a worker: in a child process, watched from here."""

import sys
import uuid
from collections.abc import Callable, Sequence

from app.container import Container
from app.domain.kinds import RunState
from app.jobs.supervise import Ended, Ending, supervise
from app.services.errors import DomainError
from app.services.planning.runs import end_run, error_json
from app.services.ports.planning_runs import PlanRuns

LIMIT_MINUTES = 120
TRIES = 3
COMMAND = (sys.executable, "-m", "app.jobs.solve")


def run_plan(
    container: Container,
    run_id: uuid.UUID,
    *,
    stopping: Callable[[], bool] = lambda: False,
    limit_s: float = LIMIT_MINUTES * 60.0,
    command: Sequence[str] = COMMAND,
) -> bool:
    """Carry out a run in a child; return whether it is over (False: the worker stops, and the run waits again)."""
    ended = supervise(
        [*command, str(run_id)], unwanted=lambda: stopping() or _unwanted(container, run_id), limit_s=limit_s
    )
    if ended.ending is Ending.STOPPED and not _cancel_asked(container, run_id):
        with container.begin() as work:
            work.of(PlanRuns).requeue(run_id)
            work.commit()
        return False
    _close(container, run_id, ended, limit_s)
    return True


def give_up(container: Container, run_id: uuid.UUID) -> None:
    """Mark a run as failed whose workers have died too often (R33)."""
    why = DomainError("run_broken", why=f"{TRIES} workers died over it", why_zh=f"已有 {TRIES} 次执行进程中断")
    end_run(container.begin, container.clock, run_id, RunState.FAILED, error=error_json(why))


def _unwanted(container: Container, run_id: uuid.UUID) -> bool:
    with container.begin() as work:
        run = work.of(PlanRuns).get(run_id)
    return run is None or (run.cancel_asked and not run.ended)


def _cancel_asked(container: Container, run_id: uuid.UUID) -> bool:
    with container.begin() as work:
        run = work.of(PlanRuns).get(run_id)
    return run is None or run.cancel_asked


def _close(container: Container, run_id: uuid.UUID, ended: Ended, limit_s: float) -> None:
    """Say how the run ended where the child could not."""
    if ended.ending is Ending.STOPPED or _cancel_asked(container, run_id):
        end_run(container.begin, container.clock, run_id, RunState.CANCELLED)
    elif ended.ending is Ending.OVERRUN:
        why = DomainError("run_overrun", minutes=max(1, round(limit_s / 60)))
        end_run(container.begin, container.clock, run_id, RunState.FAILED, error=error_json(why))
    else:
        why = DomainError("run_broken", why=ended.how, why_zh=ended.how)
        end_run(container.begin, container.clock, run_id, RunState.FAILED, error=error_json(why))
