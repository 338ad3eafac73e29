"""Nobody was met or the work was refused: a record with its evidence; what is owed stays owed."""

from app.domain.visits import NoAccessReason, outcome_of
from app.services.field.kinds.report import report
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.unit_of_work import UnitOfWork


def no_access(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Store the record with the reason and what was measured at the door, and end the visit."""
    body = operation.body
    reason = body.choice("reason", NoAccessReason)
    answers: dict[str, object] = body.maybe("answers", body.answers) or {}
    answers["no_access_reason"] = reason.value
    for name in ("note", "notice_no"):
        if body.has(name):
            answers[name] = body.text(name)
    if body.has("door_gap_ppm"):
        answers["door_gap_ppm"] = body.number("door_gap_ppm", 0, 1e6)
    return report(work, around, operation, outcome_of(reason), answers)
