"""The visit an operation is about."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.kinds import VisitState
from app.services.errors import DomainError
from app.services.field.facts import unfit
from app.services.field.operation import Circumstances, Operation
from app.services.ports.field import FieldWork, VisitFacts
from app.services.ports.unit_of_work import UnitOfWork


def own_visit(work: UnitOfWork, around: Circumstances, operation: Operation) -> VisitFacts:
    """Return the visit, locked; one of somebody else is answered like one that does not exist (R42)."""
    if operation.entity_id is None:
        raise unfit("entity_id", "the id of a visit", "上门编号")
    visit = work.of(FieldWork).lock_visit(operation.entity_id)
    if visit is None or visit.technician_id != around.caller.technician_id:
        raise DomainError("not_found", what="The visit", what_zh="该上门")
    return visit


def withdrawn(visit: VisitFacts) -> DomainError | None:
    """Return why the office must look at work done on this visit; None when it still stands."""
    if visit.state is VisitState.CANCELLED:
        return DomainError("visit_transition", state=visit.state.value, target=VisitState.COMPLETED.value)
    if not visit.live:
        return DomainError(
            "conflict",
            why="the plan has changed: this visit is no longer in it",
            why_zh="计划已变更：该上门已不在计划中",
        )
    return None


def taken(what: str, identity: uuid.UUID) -> DomainError:
    """Return the error for an id that other content has."""
    return DomainError("id_reuse", what=what, id=str(identity))


def local_date(at: datetime, visit: VisitFacts) -> date:
    """Return the date of an instant where the visit is."""
    return at.astimezone(ZoneInfo(visit.zone)).date()
