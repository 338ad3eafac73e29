"""Put a version in force: all of it or nothing, never over what has begun (R28, R29, R30, R34)."""

import uuid
from dataclasses import dataclass

from app.domain.kinds import MonthApproval, PlanLevel, PlanState
from app.services.errors import DomainError
from app.services.planning.parts import Planning
from app.services.planning.versions import judged, locked, require
from app.services.ports.planning_store import PlanStore, Version
from app.services.ports.quarters import Quarters
from app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """`live`: visits now in force because of this version."""

    version_id: uuid.UUID
    state: PlanState
    live: int


def publish(planning: Planning, version_id: uuid.UUID, user_id: uuid.UUID | None = None) -> Published:
    """Publish a draft or approved version.

    Raises
    ------
    DomainError : ``not_found``; ``plan_state`` when it was published or put away before; ``plan_rejected`` when the
        judge objects; ``approval_required``; ``plan_stale`` when anything it was made from has changed. Then nothing
        has changed.
    """
    with planning.begin() as work:
        store = work.of(PlanStore)
        version = locked(store, version_id)
        require(version, "published", {PlanState.DRAFT, PlanState.APPROVED})
        judged(version)
        _check_approved(planning, work, version)
        store.lock_people(version_id, version.unit_id)
        _check_fresh(planning, work, version)
        live = 0 if version.level in {PlanLevel.ANNUAL, PlanLevel.QUARTERLY} else store.make_live(version)
        store.supersede_others(version)
        store.set_state(version_id, PlanState.PUBLISHED, planning.clock.now(), user_id)
        store.audit("plan.published", version_id, user_id, {"number": version.number, "live": live})
        work.promise(
            "plan.published",
            {
                "version_id": str(version_id),
                "unit_id": str(version.unit_id),
                "level": version.level.value,
                "live": live,
            },
        )
        work.commit()
    return Published(version_id=version_id, state=PlanState.PUBLISHED, live=live)


def _check_approved(planning: Planning, work: UnitOfWork, version: Version) -> None:
    """Raise ``approval_required`` for a quarter, or a month the company wants approved, that nobody approved (S4.2)."""
    if version.state is PlanState.APPROVED or version.level not in {PlanLevel.MONTHLY, PlanLevel.QUARTERLY}:
        return
    if version.level is PlanLevel.QUARTERLY:
        # A quarter is in force once the manager has approved it; nobody gets round that by publishing.
        raise DomainError("approval_required")
    wanted, scope = planning.month_approval, version.scope
    if wanted is MonthApproval.APPROVED_QUARTER and not work.of(Quarters).approved_over(
        version.unit_path, scope.start, scope.period_until
    ):
        return
    if wanted is not MonthApproval.NEVER:
        raise DomainError("approval_required")


def _check_fresh(planning: Planning, work: UnitOfWork, version: Version) -> None:
    """Load the same problem again, inside the transaction that publishes: equal names, equal inputs."""
    if planning.loader.load(work, version.scope).fingerprint != version.fingerprint:
        raise DomainError("plan_stale")
