"""Plans made in the background: ask for one, cancel it, say how it ended. Loads no solver."""

import uuid
from datetime import date

from app.domain.kinds import PlanLevel, RunState
from app.services.errors import DomainError
from app.services.planning.parts import Ask
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_runs import PlanRuns, Run
from app.services.ports.planning_store import Json
from app.services.ports.unit_of_work import Begin, UnitOfWork


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
    keep = request.get("keep")
    return Ask(
        unit_id=run.unit_id,
        period_start=date.fromisoformat(str(request["period_start"])),
        period_until=None if until is None else date.fromisoformat(str(until)),
        seed=int(str(request.get("seed", 1))),
        today=None if today is None else date.fromisoformat(str(today)),
        run_id=run.id,
        keep=None if keep is None else uuid.UUID(str(keep)),
    )


def _stored(ask: Ask) -> Json:
    return {
        "period_start": ask.period_start.isoformat(),
        "period_until": ask.period_until and ask.period_until.isoformat(),
        "today": ask.today and ask.today.isoformat(),
        "seed": ask.seed,
        "keep": None if ask.keep is None else str(ask.keep),
    }
