"""Cut a quarter out of the year as a draft, for the manager to approve; a change needs a new draft (S4.2)."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.kinds import PlanLevel
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs, Scope, UnitFacts
from app.services.ports.planning_store import NewVersion, PlanStore
from app.services.ports.quarters import Quarters, Source, Span
from app.services.ports.unit_of_work import Begin, UnitOfWork
from planner.staffing import quarter_of

COPIED = ("proof", "weekly")


def draft_quarter(begin: Begin, clock: Clock, caller: Caller, *, unit_id: uuid.UUID, day: date) -> uuid.UUID:
    """Store the quarter of `day` as a new draft version of the unit's quarterly plan; return the version.

    Raises
    ------
    DomainError : ``not_found`` for a unit elsewhere; ``conflict`` without a year's plan to cut it out of, or when the
        year holds no visit of this quarter
    """
    start, until = quarter_of(day)
    with begin() as work:
        scope_of(work, caller, unit_id)
        unit = work.of(PlanningInputs).units(unit_id)[0]
        span = Span(path=unit.path, start=start, until=until)
        year = work.of(Quarters).year_for(span)
        if year is None:
            why = "There is no year's plan for this quarter; plan the year first"
            raise _nothing(why, "该季度没有年度计划，请先制定年度计划")
        key = _store(work, unit, span, year, clock.today(ZoneInfo(unit.time_zone)), caller)
        if not work.of(Quarters).copy_weeks(year.id, key, span):
            raise _nothing("The year's plan has no visit in this quarter", "年度计划在该季度没有上门安排")
        work.commit()
    return key


def _store(work: UnitOfWork, unit: UnitFacts, span: Span, year: Source, today: date, caller: Caller) -> uuid.UUID:
    scope = Scope(
        level=PlanLevel.QUARTERLY,
        unit_id=unit.id,
        period_start=span.start,
        period_until=span.until,
        today=today,
        start=max(span.start, today),
    )
    kept = {name: year.costs[name] for name in COPIED if name in year.costs}
    new = NewVersion(
        scope=scope,
        seed=year.seed,
        fingerprint=year.fingerprint,
        hard_violations=year.hard_violations or 0,
        violations=[],
        costs={**kept, "source_version_id": str(year.id), "drafted_by": caller.name},
        drafted_by_id=caller.user_id,
    )
    key, number = work.of(PlanStore).add_version(new)
    work.of(PlanStore).audit("plan.quarter_drafted", key, caller.user_id, {"number": number, "year": str(year.id)})
    return key


def _nothing(why: str, why_zh: str) -> DomainError:
    return DomainError("conflict", why=why, why_zh=why_zh)
