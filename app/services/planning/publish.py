"""Put a version in force: all of it or nothing, never over what has begun (R28, R29, R30, R34)."""

import uuid
from dataclasses import dataclass

from app.domain.kinds import PlanLevel, PlanState
from app.services.errors import DomainError
from app.services.planning.four_eyes import approval_asked, check_four_eyes
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Planning
from app.services.planning.versions import judged, local_date, locked, require
from app.services.ports.planning_store import PlanStore, Version
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
        judge objects; ``approval_required``; ``four_eyes`` when whoever drafted it approved it; ``plan_stale`` when
        anything it was made from has changed. Then nothing has changed.
    """
    with planning.begin() as work:
        store = work.of(PlanStore)
        version = locked(store, version_id)
        require(version, "published", {PlanState.DRAFT, PlanState.APPROVED})
        judged(version)
        _check_approved(planning, work, version)
        store.lock_people(version_id, version.unit_id)
        loaded = _fresh(planning, work, version)
        staying = None if loaded.running is None else loaded.running.staying
        live = 0 if version.level in {PlanLevel.ANNUAL, PlanLevel.QUARTERLY} else store.make_live(version, staying)
        store.supersede_others(version)
        _note_people(store, loaded)
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
    """Raise unless a quarter, or a month the company wants approved, was approved, and by a second person (S4.2).

    A quarter is in force once the manager has approved it; nobody gets round that by publishing.
    """
    if version.state is PlanState.APPROVED:
        today = local_date(work, planning.clock, version.unit_id)
        check_four_eyes(work, version, version.approved_by_id, planning.month_approval, today)
    elif approval_asked(work, version, planning.month_approval):
        raise DomainError("approval_required")


def _fresh(planning: Planning, work: UnitOfWork, version: Version) -> Loaded:
    """Load the same problem again, inside the transaction that publishes: equal names, equal inputs."""
    loaded = planning.loader.load(work, version.scope)
    if loaded.fingerprint != version.fingerprint:
        raise DomainError("plan_stale")
    return loaded


def _note_people(store: PlanStore, loaded: Loaded) -> None:
    """Keep what the day's dispatcher said of people: who came to work besides, and who went home ill."""
    facts, on = loaded.scope.facts, loaded.scope.start
    for who, start_s, end_s in facts.extra:
        store.note_shift(who, on, (start_s, end_s))
    begun = loaded.running.begun if loaded.running is not None else {}
    for who in facts.away:
        # Who had begun worked until then.
        store.note_shift(who, on, (0, max(1, facts.at_s or 0)) if who in begun else None)
