"""A version on its way: approved or discarded by a person."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.kinds import MonthApproval, PlanLevel, PlanState
from app.services.errors import DomainError
from app.services.planning.four_eyes import check_four_eyes
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import PlanStore, Version
from app.services.ports.quarters import Quarters
from app.services.ports.unit_of_work import Begin, UnitOfWork


def approve(
    begin: Begin,
    clock: Clock,
    version_id: uuid.UUID,
    user_id: uuid.UUID | None = None,
    *,
    quarters: bool = True,
    months: MonthApproval = MonthApproval.APPROVED_QUARTER,
) -> PlanState:
    """Approve a draft the judge does not object to (S4.2); an approved quarter takes the place of the one before.

    Parameters
    ----------
    quarters : whether who asks may approve quarterly plans: the manager, not the supervisor who drafts them
    months : which monthly plans must be approved, by somebody else than drafted them

    Raises
    ------
    DomainError : ``not_found``; ``forbidden``; ``plan_state`` unless it is a draft; ``plan_rejected`` when the judge
        objects; ``four_eyes`` when whoever asks drafted it
    """
    with begin() as work:
        store = work.of(PlanStore)
        version = locked(store, version_id)
        quarterly = version.level is PlanLevel.QUARTERLY
        if quarterly and not quarters:
            raise DomainError("forbidden", permission="quarters.approve")
        require(version, "approved", {PlanState.DRAFT})
        judged(version)
        check_four_eyes(work, version, user_id, months, local_date(work, clock, version.unit_id))
        if quarterly:
            work.of(Quarters).supersede_approved(version_id)
        store.set_state(version_id, PlanState.APPROVED, clock.now(), user_id)
        store.audit("plan.approved", version_id, user_id, {"number": version.number})
        work.commit()
    return PlanState.APPROVED


def discard(begin: Begin, clock: Clock, version_id: uuid.UUID, user_id: uuid.UUID | None = None) -> PlanState:
    """Put a draft or an approved version away for good.

    Raises
    ------
    DomainError : ``not_found``; ``plan_state`` when it is in force or was
    """
    with begin() as work:
        store = work.of(PlanStore)
        version = locked(store, version_id)
        require(version, "discarded", {PlanState.DRAFT, PlanState.APPROVED})
        store.set_state(version_id, PlanState.DISCARDED, clock.now(), user_id)
        store.audit("plan.discarded", version_id, user_id, {"number": version.number})
        work.commit()
    return PlanState.DISCARDED


def local_date(work: UnitOfWork, clock: Clock, unit_id: uuid.UUID) -> date:
    """Return today's date where a unit is."""
    return clock.today(ZoneInfo(work.of(PlanningInputs).units(unit_id)[0].time_zone))


def locked(store: PlanStore, version_id: uuid.UUID) -> Version:
    """Return the version, locked; raise ``not_found`` without one."""
    version = store.lock_version(version_id)
    if version is None:
        raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
    return version


def require(version: Version, action: str, states: set[PlanState]) -> None:
    """Raise ``plan_state`` unless the version is in one of `states`."""
    if version.state not in states:
        raise DomainError(
            "plan_state",
            state=version.state.value,
            state_zh=_STATE_ZH[version.state],
            action=action,
            action_zh=_ACTION_ZH[action],
        )


def judged(version: Version) -> None:
    """Raise ``plan_rejected`` unless the judge has looked and found nothing."""
    if version.hard_violations is None or version.hard_violations > 0:
        raise DomainError("plan_rejected", count=version.hard_violations or 0)


_STATE_ZH = {
    PlanState.DRAFT: "草稿",
    PlanState.APPROVED: "已批准",
    PlanState.PUBLISHED: "已发布",
    PlanState.SUPERSEDED: "已被取代",
    PlanState.DISCARDED: "已作废",
}
_ACTION_ZH = {"approved": "批准", "published": "发布", "discarded": "作废", "renewed": "更新"}
