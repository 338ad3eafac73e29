"""The work is done: a record, and the obligation of the visit is fulfilled on the day it really happened."""

from app.domain.kinds import VisitState
from app.services.field.kinds.report import report
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.unit_of_work import UnitOfWork


def visit_completed(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Store the record, end the visit, fulfil what was owed and open what is owed next."""
    return report(work, around, operation, VisitState.COMPLETED, operation.body.answers("answers"))
