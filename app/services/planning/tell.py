"""A customer is told a time at the desk: it belongs to what is owed, and every later plan keeps it."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.planning.told import USUAL_S
from app.services.ports.reading import Row
from app.services.ports.told_times import ToldTime, ToldTimes, ToldVisit
from app.services.ports.unit_of_work import Begin, UnitOfWork


def tell(begin: Begin, caller: Caller, visit_id: uuid.UUID, at: datetime, within_s: int = USUAL_S) -> Row:
    """Keep what the customer of a visit in force was told; said again, the later word holds.

    Raises
    ------
    DomainError : ``not_found`` for a visit of another region; ``visit_settled`` for one that has begun or is over;
        ``invalid_input`` for a time on another day
    """
    with begin() as work:
        visit = _open(work, caller, visit_id)
        zone = ZoneInfo(visit.time_zone)
        if at.astimezone(zone).date() != visit.on:
            raise DomainError("invalid_input", why=f"{at} is not on {visit.on}", why_zh=f"{at} 不在 {visit.on} 当天")
        told = ToldTime(obligation_id=visit.obligation_id, on=visit.on, at=at, within_s=within_s)
        work.of(ToldTimes).put(told, caller.user_id)
        work.commit()
    return {"told_at": at.astimezone(zone), "told_within_s": within_s}


def untell(begin: Begin, caller: Caller, visit_id: uuid.UUID) -> Row:
    """Forget it: the customer expects nobody at a time any more; raises as `tell` does."""
    with begin() as work:
        visit = _open(work, caller, visit_id)
        work.of(ToldTimes).drop(visit.obligation_id, caller.user_id)
        work.commit()
    return {"told_at": None, "told_within_s": None}


def _open(work: UnitOfWork, caller: Caller, visit_id: uuid.UUID) -> ToldVisit:
    visit = work.of(ToldTimes).visit(scope_of(work, caller), visit_id)
    if visit is None:
        raise DomainError("not_found", what="The visit", what_zh="该次上门")
    if not visit.open:
        raise DomainError("visit_settled")
    return visit
