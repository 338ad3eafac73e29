"""A hazard found on a visit, with its grade and the day by which it must be put right (S9.2)."""

from app.domain.visits.hazards import rectify_by
from app.services.field.kinds.visit import local_date, own_visit, taken
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.field import FieldWork, NewHazard
from app.services.ports.unit_of_work import UnitOfWork


def hazard_found(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Store the hazard and tell the office."""
    visit, body, when = own_visit(work, around, operation), operation.body, around.when(operation)
    grade = body.whole("grade", 1, 3)
    hazard = NewHazard(
        id=body.key("hazard_id"),
        visit_id=visit.id,
        customer_id=visit.customer_id,
        kind=body.text("kind"),
        grade=grade,
        note=body.maybe("note", body.text),
        found_at=when.at,
        rectify_by=rectify_by(grade, local_date(when.at, visit)),
    )
    if not work.of(FieldWork).add_hazard(hazard):
        raise taken("hazard", hazard.id)
    work.promise("hazard_found", {"hazard_id": str(hazard.id), "grade": grade})
    last_day = None if hazard.rectify_by is None else hazard.rectify_by.isoformat()
    flags = [] if when.flag is None else [when.flag.value]
    return Outcome(facts={"hazard": {"id": str(hazard.id), "rectify_by": last_day}, "flags": flags})
