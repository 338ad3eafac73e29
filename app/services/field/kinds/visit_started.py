"""The technician is at the door: the visit is on site, and no plan moves it any more (R34)."""

from app.domain.kinds import VisitState
from app.domain.visits import FINAL, moved
from app.services.field.kinds.visit import own_visit, withdrawn
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome, Result
from app.services.ports.field import FieldWork
from app.services.ports.unit_of_work import UnitOfWork


def visit_started(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Set the visit on site; the earliest start counts, also when the end was reported before it."""
    visit = own_visit(work, around, operation)
    gone = withdrawn(visit)
    if gone is not None:
        return Outcome(result=Result.NEEDS_OFFICE, error=gone)
    when = around.when(operation)
    state = visit.state if visit.state in FINAL else moved(visit.state, VisitState.ON_SITE)
    version = work.of(FieldWork).move_visit(visit.id, state, started_at=when.at, ended_at=None)
    flags = [] if when.flag is None else [when.flag.value]
    facts: dict[str, object] = {
        "visit": {"id": str(visit.id), "state": state.value, "version": version},
        "flags": flags,
    }
    work.promise("visit_started", {"visit_id": str(visit.id), "at": when.at.isoformat()})
    return Outcome(facts=facts)
