"""Condition, seal, leak and reading of a meter (S9.5); a doubtful reading is kept and flagged, never put right."""

from app.domain.meters import MeterCondition, Seal, doubts
from app.domain.meters.plausibility import MOST_A_DAY
from app.services.errors import DomainError
from app.services.field.kinds.visit import local_date, own_visit, taken
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.field import FieldWork, MeterFacts, NewMeterCheck, VisitFacts
from app.services.ports.unit_of_work import UnitOfWork


def meter_check(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Store the check; a believable reading becomes the meter's last one."""
    visit = own_visit(work, around, operation)
    meter = work.of(FieldWork).meter(operation.body.key("meter_id"), visit.customer_id)
    if meter is None:
        raise DomainError("not_found", what="The meter at this customer", what_zh="该客户的表具")
    check = _check(visit, meter, around, operation)
    if not work.of(FieldWork).add_meter_check(check):
        raise taken("meter check", check.id)
    if check.reading is not None and not check.flags:
        work.of(FieldWork).read_meter(meter.id, check.reading, local_date(check.checked_at, visit))
    work.promise("meter_checked", {"meter_check_id": str(check.id), "flags": list(check.flags), "leak": check.leak})
    return Outcome(facts={"meter_check": {"id": str(check.id)}, "flags": list(check.flags)})


def _check(visit: VisitFacts, meter: MeterFacts, around: Circumstances, operation: Operation) -> NewMeterCheck:
    body, when = operation.body, around.when(operation)
    reading = body.maybe("reading", body.decimal)
    flags: list[str] = [] if when.flag is None else [when.flag.value]
    if reading is not None:
        read_on = meter.last_read_on
        days = None if read_on is None else (local_date(when.at, visit) - read_on).days
        most = MOST_A_DAY[visit.customer_kind]
        flags += doubts(reading, digits=meter.digits, previous=meter.last_reading, days=days, most_a_day=most)
    return NewMeterCheck(
        id=body.key("check_id"),
        visit_id=visit.id,
        meter_id=meter.id,
        checked_at=when.at,
        condition=body.choice("condition", MeterCondition).value,
        seal=body.choice("seal", Seal).value,
        leak=body.truth("leak"),
        reading=reading,
        previous_reading=meter.last_reading,
        flags=tuple(flags),
        photo_id=body.maybe("photo_id", body.key),
    )
