"""Plans made in the background: ask for one, cancel it, carry it out."""

import time
import uuid
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from app.domain.kinds import PlanLevel, RunState
from app.services.errors import DomainError
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import RunCancelled, Watch
from app.services.planning.run_annual import run_annual
from app.services.planning.run_days import run_day, run_month
from app.services.planning.stages import Stage
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_runs import PlanRuns, Run
from app.services.ports.planning_store import Json
from app.services.ports.unit_of_work import Begin, UnitOfWork

BETWEEN_S = 0.4
"""Least seconds between two looks at the database while a run works."""


def start_run(work: UnitOfWork, level: PlanLevel, ask: Ask, user_id: uuid.UUID | None = None) -> uuid.UUID:
    """Store a run and put it on the queue, both when the caller commits.

    Raises
    ------
    DomainError : ``not_found`` for an unknown unit
    """
    if not work.of(PlanningInputs).units(ask.unit_id):
        raise DomainError("not_found", what=f"unit {ask.unit_id}", what_zh="该单位")
    return work.of(PlanRuns).add(level, ask.unit_id, _stored(ask), user_id)


def cancel_run(begin: Begin, clock: Clock, run_id: uuid.UUID) -> RunState:
    """Cancel a run: at once while it waits, within seconds while it works (R32).

    Raises
    ------
    DomainError : ``not_found``; ``run_not_active`` when it has ended
    """
    with begin() as work:
        runs = work.of(PlanRuns)
        run = runs.lock(run_id)
        if run is None:
            raise DomainError("not_found", what="The plan run", what_zh="该计划任务")
        if run.ended:
            raise DomainError("run_not_active")
        runs.ask_cancel(run_id)
        if run.state is RunState.QUEUED:
            runs.end(run_id, RunState.CANCELLED, clock.now())
        work.commit()
    return RunState.CANCELLED if run.state is RunState.QUEUED else run.state


def begin_run(begin: Begin, clock: Clock, run_id: uuid.UUID) -> Run | None:
    """Mark a run as running; None when there is nothing to do: it was cancelled, or has been carried out already."""
    with begin() as work:
        runs = work.of(PlanRuns)
        run = runs.lock(run_id)
        if run is None or run.ended:
            return None
        if run.cancel_asked:
            runs.end(run_id, RunState.CANCELLED, clock.now())
            work.commit()
            return None
        stored = runs.version_of(run_id)
        if stored is not None:
            # Whoever ran it before died between storing the version and saying so.
            runs.end(run_id, RunState.SUCCEEDED, clock.now(), summary=stored)
            work.commit()
            return None
        runs.start(run_id, clock.now())
        work.commit()
    return run


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


def end_run(
    begin: Begin,
    clock: Clock,
    run_id: uuid.UUID,
    state: RunState,
    *,
    summary: Json | None = None,
    error: Json | None = None,
) -> bool:
    """Store how a run ended, unless that is known; tell whether this did it."""
    with begin() as work:
        ended = work.of(PlanRuns).end(run_id, state, clock.now(), summary=summary, error=error)
        work.commit()
    return ended


def error_json(error: DomainError) -> Json:
    """Return an error as the desk shows it."""
    details = {name: value if isinstance(value, int | float) else str(value) for name, value in error.details.items()}
    return {"code": error.code, "message_en": error.message_en, "message_zh": error.message_zh, "details": details}


def asked(run: Run) -> Ask:
    """Return what a run asks for."""
    request = run.request
    until, today = (request.get(name) for name in ("period_until", "today"))
    return Ask(
        unit_id=run.unit_id,
        period_start=date.fromisoformat(str(request["period_start"])),
        period_until=None if until is None else date.fromisoformat(str(until)),
        seed=int(str(request.get("seed", 1))),
        today=None if today is None else date.fromisoformat(str(today)),
        run_id=run.id,
    )


def _stored(ask: Ask) -> Json:
    return {
        "period_start": ask.period_start.isoformat(),
        "period_until": ask.period_until and ask.period_until.isoformat(),
        "today": ask.today and ask.today.isoformat(),
        "seed": ask.seed,
    }


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
