"""Plans with their versions, and the runs that make them."""

import uuid
from datetime import date

from app.domain.kinds import PlanLevel
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.planning import runs as runs_of
from app.services.planning.parts import Ask
from app.services.planning.stages import STAGES, Stage
from app.services.ports.clock import Clock
from app.services.ports.reading import PlanReading, Row
from app.services.ports.unit_of_work import Begin


def plans(begin: Begin, caller: Caller, unit_id: uuid.UUID | None, level: str | None) -> list[Row]:
    """Return the plans of a unit and below, newest period first."""
    with begin() as work:
        return work.of(PlanReading).plans(scope_of(work, caller, unit_id), level)


def runs(begin: Begin, caller: Caller, unit_id: uuid.UUID | None) -> list[Row]:
    """Return the latest runs of a unit and below."""
    with begin() as work:
        rows = work.of(PlanReading).runs(scope_of(work, caller, unit_id), None)
    return [_with_words(row) for row in rows]


def run(begin: Begin, caller: Caller, run_id: uuid.UUID) -> Row:
    """Return one run."""
    with begin() as work:
        found = work.of(PlanReading).runs(scope_of(work, caller), run_id)
    if not found:
        raise DomainError("not_found", what="The plan run", what_zh="该计划任务")
    return _with_words(found[0])


def request_run(  # noqa: PLR0913
    begin: Begin, caller: Caller, *, level: PlanLevel, unit_id: uuid.UUID, period_start: date, seed: int
) -> uuid.UUID:
    """Ask for a run of one of the caller's units; return its id."""
    with begin() as work:
        scope_of(work, caller, unit_id)
        ask = Ask(unit_id=unit_id, period_start=period_start, seed=seed)
        run_id = runs_of.start_run(work, level, ask, caller.user_id)
        work.commit()
    return run_id


def cancel_run(begin: Begin, clock: Clock, caller: Caller, run_id: uuid.UUID) -> None:
    """Cancel a run of the caller's units."""
    run(begin, caller, run_id)
    runs_of.cancel_run(begin, clock, run_id)


def _with_words(row: Row) -> Row:
    said = STAGES.get(Stage(row["stage"])) if row["stage"] in set(Stage) else None
    return {**row, "stage_zh": said.zh if said else row["stage"], "stage_en": said.en if said else row["stage"]}


def check_version(begin: Begin, caller: Caller, version_id: uuid.UUID) -> None:
    """Refuse a version whose plan is not of the caller's units."""
    with begin() as work:
        if not work.of(PlanReading).version_within(scope_of(work, caller), version_id):
            raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
