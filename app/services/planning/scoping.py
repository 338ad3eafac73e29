"""From what is asked for to the exact days that are planned."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.kinds import PlanLevel
from app.services.errors import DomainError
from app.services.planning.parts import Ask, Planning
from app.services.ports.planning_inputs import PlanningInputs, Scope
from app.services.ports.unit_of_work import UnitOfWork
from planner.calendars import add_months

_MONTHS = {PlanLevel.ANNUAL: 12, PlanLevel.QUARTERLY: 3, PlanLevel.MONTHLY: 1}


def scope_of(work: UnitOfWork, planning: Planning, level: PlanLevel, ask: Ask) -> Scope:
    """Return the scope of `ask`: days that are past, and today where visits of today are in force, stay as they are.

    Raises
    ------
    DomainError : ``not_found`` for an unknown unit, ``invalid_input`` for a period that is empty or past
    """
    inputs = work.of(PlanningInputs)
    units = inputs.units(ask.unit_id)
    if not units:
        raise DomainError("not_found", what=f"unit {ask.unit_id}", what_zh="该单位")
    today = ask.today or planning.clock.today(ZoneInfo(units[0].time_zone))
    until = ask.period_until or period_end(level, ask.period_start)
    first = max(ask.period_start, today)
    if first == today and level is PlanLevel.MONTHLY:
        first = inputs.frozen_until(units[0].path, today)
    if first >= until:
        raise DomainError(
            "invalid_input",
            why=f"nothing is left to plan of {ask.period_start} to {until}",
            why_zh=f"{ask.period_start} 至 {until} 已没有可安排的日期",
        )
    return Scope(
        level=level,
        unit_id=ask.unit_id,
        period_start=ask.period_start,
        period_until=until,
        today=today,
        start=first,
        facts=ask.facts,
    )


def period_end(level: PlanLevel, start: date) -> date:
    """Return the first day after a period of `level` that begins on `start`."""
    if level is PlanLevel.DAY:
        return start + timedelta(days=1)
    end: date = add_months(np.array([start], "datetime64[D]"), _MONTHS[level])[0].item()
    return end
