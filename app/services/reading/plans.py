"""Plans with their versions, and the runs that make them."""

import uuid

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.reading import PlanReading, Row
from app.services.ports.unit_of_work import Begin


def plans(begin: Begin, caller: Caller, unit_id: uuid.UUID | None, level: str | None) -> list[Row]:
    """Return the plans of a unit and below, newest period first."""
    with begin() as work:
        return work.of(PlanReading).plans(scope_of(work, caller, unit_id), level)


def runs(begin: Begin, caller: Caller, unit_id: uuid.UUID | None) -> list[Row]:
    """Return the latest runs of a unit and below."""
    with begin() as work:
        return work.of(PlanReading).runs(scope_of(work, caller, unit_id), None)


def run(begin: Begin, caller: Caller, run_id: uuid.UUID) -> Row:
    """Return one run."""
    with begin() as work:
        found = work.of(PlanReading).runs(scope_of(work, caller), run_id)
    if not found:
        raise DomainError("not_found", what="The plan run", what_zh="该计划任务")
    return found[0]


def check_version(begin: Begin, caller: Caller, version_id: uuid.UUID) -> None:
    """Refuse a version whose plan is not of the caller's units."""
    with begin() as work:
        if not work.of(PlanReading).version_within(scope_of(work, caller), version_id):
            raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
