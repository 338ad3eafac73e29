"""A draft brought up to date: the same plan wished for again, as close to the draft as what is done by now allows."""

import uuid
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.domain.kinds import PlanLevel, PlanState
from app.services.errors import DomainError
from app.services.planning.day_seconds import second_of
from app.services.planning.parts import Ask, Planning
from app.services.planning.runs import start_run
from app.services.planning.versions import locked, require
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import PlanStore
from app.services.ports.unit_of_work import Begin

ROUTED = {PlanLevel.MONTHLY, PlanLevel.DAY}


def renew(begin: Begin, version_id: uuid.UUID, user_id: uuid.UUID | None = None) -> uuid.UUID:
    """Ask for a run that makes a draft like this one from what is true now; return the run's id.

    What was done meanwhile drops out, what has come in is put between, everything else stays with its day and person
    where it can. The draft itself stays until somebody discards it.

    Raises
    ------
    DomainError : ``not_found``; ``plan_state`` unless it is a draft or approved; ``invalid_input`` for a plan without
        routes
    """
    with begin() as work:
        version = locked(work.of(PlanStore), version_id)
        require(version, "renewed", {PlanState.DRAFT, PlanState.APPROVED})
        if version.level not in ROUTED:
            en, zh = "only months and days are brought up to date", "只有月度计划和日路线可以更新"
            raise DomainError("invalid_input", why=en, why_zh=zh)
        scope = version.scope
        ask = Ask(
            unit_id=version.unit_id,
            period_start=scope.period_start,
            period_until=scope.period_until,
            seed=version.seed,
            keep=version_id,
        )
        run_id = start_run(work, version.level, ask, user_id)
        work.commit()
    return run_id


def renewed(planning: Planning, ask: Ask, level: PlanLevel) -> Ask:
    """Return what is asked with the facts of the draft to keep; today's routes are replanned as of now."""
    if ask.keep is None:
        return ask
    with planning.begin() as work:
        facts = locked(work.of(PlanStore), ask.keep).scope.facts
        zone = ZoneInfo(work.of(PlanningInputs).units(ask.unit_id)[0].time_zone)
    now = planning.clock.now().astimezone(zone)
    if level is PlanLevel.DAY and now.date() == ask.period_start:
        facts = replace(facts, at_s=max(second_of(now, ask.period_start, zone), facts.at_s or 0))
    return replace(ask, facts=facts)
