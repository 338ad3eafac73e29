"""Carry out a planning run and store how it ended."""

import time
import uuid
from dataclasses import dataclass, field
from functools import partial

from app.domain.kinds import PlanLevel, RunState
from app.services.errors import DomainError
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import RunCancelled, Watch
from app.services.planning.run_annual import run_annual
from app.services.planning.run_days import run_day, run_month
from app.services.planning.runs import asked, end_run, error_json
from app.services.planning.stages import Stage
from app.services.ports.planning_runs import PlanRuns, Run
from app.services.ports.unit_of_work import Begin

BETWEEN_S = 0.4
"""Least seconds between two looks at the database while a run works."""


def carry_out(planning: Planning, run: Run) -> Made | None:
    """Plan what the run asks for and store how it ended; None when it was cancelled.

    Raises
    ------
    DomainError : what the plan raised; it is stored with the run as well
    """
    finish = partial(end_run, planning.begin, planning.clock, run.id)
    try:
        made = SOLVERS[run.level](planning, asked(run), StoredWatch(begin=planning.begin, run_id=run.id))
    except RunCancelled:
        finish(RunState.CANCELLED)
        return None
    except DomainError as error:
        finish(RunState.FAILED, error=error_json(error))
        raise
    finish(RunState.SUCCEEDED, summary=made.summary())
    return made


@dataclass(kw_only=True)
class StoredWatch:
    """Writes progress to the run in transactions of its own, and hears there of the wish to cancel."""

    begin: Begin
    run_id: uuid.UUID
    _looked: float = field(default=float("-inf"))
    _told: tuple[Stage, float] = (Stage.QUEUED, 0.0)
    _unwanted: bool = False

    def report(self, stage: Stage, progress: float) -> None:
        """Store it, at once for a new stage, otherwise now and then."""
        fresh = stage is not self._told[0]
        self._told = (stage, progress)
        self._look(at_once=fresh)

    def cancelled(self) -> bool:
        """Look now and then."""
        self._look(at_once=False)
        return self._unwanted

    def _look(self, *, at_once: bool) -> None:
        now = time.monotonic()
        if self._unwanted or (not at_once and now - self._looked < BETWEEN_S):
            return
        self._looked = now
        with self.begin() as work:
            self._unwanted = work.of(PlanRuns).tell(self.run_id, self._told[0].value, self._told[1])
            work.commit()


def _annual(planning: Planning, ask: Ask, watch: Watch | None) -> Made:
    return run_annual(planning, ask, watch)


def _quarter(planning: Planning, ask: Ask, watch: Watch | None) -> Made:
    return run_annual(planning, ask, watch, level=PlanLevel.QUARTERLY)


SOLVERS = {
    PlanLevel.ANNUAL: _annual,
    PlanLevel.QUARTERLY: _quarter,
    PlanLevel.MONTHLY: run_month,
    PlanLevel.DAY: run_day,
}
