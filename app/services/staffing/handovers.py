"""The handover (交接) of a move: a checklist that must be complete before the move takes effect (S8.5)."""

import uuid
from datetime import date

from app.domain.kinds import HandoverState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.clock import Clock
from app.services.ports.reading import Row
from app.services.ports.staffing import Staffing, StoredHandover
from app.services.ports.unit_of_work import Begin, UnitOfWork


def handovers(begin: Begin, caller: Caller, unit_id: uuid.UUID | None) -> list[Row]:
    """Return the handovers from or to a unit and below, open ones first."""
    with begin() as work:
        return list(work.of(Staffing).handovers(scope_of(work, caller, unit_id)))


def tick(begin: Begin, clock: Clock, caller: Caller, handover_id: uuid.UUID, seq: int, *, done: bool) -> None:
    """Mark an item of an open handover as done or not.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when the handover is closed
    """
    with begin() as work:
        _open(work, caller, handover_id)
        if not work.of(Staffing).tick(handover_id, seq, clock.now() if done else None, caller.user_id):
            raise DomainError("not_found", what="The item", what_zh="该交接事项")
        work.commit()


def complete(begin: Begin, clock: Clock, caller: Caller, handover_id: uuid.UUID, today: date) -> None:
    """Let a move take effect: the technician belongs to the new area from today, or from the round if that was before.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when something is not handed over, or the round has not begun
    """
    with begin() as work:
        handover = _open(work, caller, handover_id)
        if handover.open_items:
            raise DomainError(
                "conflict",
                why=f"{handover.open_items} item(s) of the handover are not done",
                why_zh=f"交接清单还有 {handover.open_items} 项未完成，调动不能生效",
            )
        if today < handover.on:
            raise DomainError(
                "conflict",
                why=f"The move takes effect on {handover.on} at the earliest",
                why_zh=f"调动最早于 {handover.on} 生效",
            )
        work.of(Staffing).make_effective(handover, today, clock.now(), caller.user_id)
        work.commit()


def cancel(begin: Begin, caller: Caller, handover_id: uuid.UUID) -> None:
    """Give an open handover up: the technician stays.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when the handover is closed
    """
    with begin() as work:
        work.of(Staffing).cancel_handover(_open(work, caller, handover_id), caller.user_id)
        work.commit()


def _open(work: UnitOfWork, caller: Caller, handover_id: uuid.UUID) -> StoredHandover:
    found = work.of(Staffing).lock_handover(scope_of(work, caller), handover_id)
    if found is None:
        raise DomainError("not_found", what="The handover", what_zh="该交接")
    if found.state is not HandoverState.OPEN:
        raise DomainError("conflict", why="The handover is closed", why_zh="该交接已结束")
    return found
