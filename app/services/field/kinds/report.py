"""The report that ends a visit: kept whatever happened to the visit meanwhile (reliability 3.7)."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.kinds import RecordState, VisitState
from app.domain.visits import FINAL, Reported, moved
from app.domain.visits.forms import doubts_about
from app.services.errors import DomainError
from app.services.field.facts import Facts
from app.services.field.kinds.visit import local_date, own_visit, taken, withdrawn
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome, Result
from app.services.ledger.fulfil import fulfil
from app.services.ports.field import FieldWork, NewRecord, VisitFacts
from app.services.ports.unit_of_work import UnitOfWork


def report(
    work: UnitOfWork,
    around: Circumstances,
    operation: Operation,
    outcome: VisitState,
    answers: Mapping[str, object],
) -> Outcome:
    """Store a record and, where the visit still stands, what follows from it.

    A visit that was cancelled or is no longer in the plan: the record waits for the office. A second report of a visit
    that has ended: both are kept, the office chooses.
    """
    visit = own_visit(work, around, operation)
    when = around.when(operation)
    record = _record(visit, around, operation, when, outcome, answers)
    doubt = withdrawn(visit) or _second(visit, outcome)
    kept = record if doubt is None else replace(record, state=RecordState.NEEDS_OFFICE)
    if not work.of(FieldWork).add_record(kept):
        raise taken("record", record.id)
    if doubt is not None:
        second = visit.state in FINAL and visit.state is not VisitState.CANCELLED
        return _outcome(record, doubt, Result.CONFLICT if second else Result.NEEDS_OFFICE)
    return _ended(work, visit, record)


def _ended(work: UnitOfWork, visit: VisitFacts, record: NewRecord) -> Outcome:
    field = work.of(FieldWork)
    state = moved(visit.state, record.outcome)
    version = field.move_visit(visit.id, state, started_at=record.started_at, ended_at=record.ended_at)
    facts: dict[str, object] = {"visit": {"id": str(visit.id), "state": state.value, "version": version}}
    whole = record.id in field.finish_media(visit.id)
    facts |= _said(record, RecordState.COMPLETE if whole else RecordState.WAITING_MEDIA)
    work.promise("visit_ended", {"visit_id": str(visit.id), "record_id": str(record.id), "outcome": state.value})
    if state is not VisitState.COMPLETED or visit.obligation_id is None:
        return Outcome(facts=facts)
    try:
        local_end = record.ended_at.astimezone(ZoneInfo(visit.zone))
        fulfil(work, visit.obligation_id, record.on_date, local_end, record.id)
    except DomainError as error:
        # Somebody else has closed what was owed: the report stays beside theirs.
        field.set_record_state(record.id, RecordState.NEEDS_OFFICE)
        return Outcome(result=Result.CONFLICT, facts=facts | _said(record, RecordState.NEEDS_OFFICE), error=error)
    return Outcome(facts=facts | _next(field, visit.obligation_id))


def _record(  # noqa: PLR0913
    visit: VisitFacts,
    around: Circumstances,
    operation: Operation,
    when: Reported,
    outcome: VisitState,
    answers: Mapping[str, object],
) -> NewRecord:
    body = operation.body
    form_key, form_version = body.text("form_key"), body.whole("form_version", 1, 100_000)
    flags = [] if when.flag is None else [when.flag.value]
    if outcome is VisitState.COMPLETED:
        flags += doubts_about(form_key, form_version, answers)
    return NewRecord(
        id=body.key("record_id"),
        visit_id=visit.id,
        technician_id=around.caller.technician_id,
        device_id=around.caller.device_id,
        on_date=local_date(when.at, visit),
        outcome=outcome,
        form_key=form_key,
        form_version=form_version,
        answers=answers,
        started_at=_started(body, operation, when),
        ended_at=when.at,
        place=body.maybe("place", body.place),
        state=RecordState.WAITING_MEDIA,
        flags=tuple(flags),
        expected_photos=body.hashes("expected_photos"),
    )


def _started(body: Facts, operation: Operation, when: Reported) -> datetime | None:
    """Return the start, moved by as much as the end was."""
    if not body.has("started_at"):
        return None
    return min(body.instant("started_at") + (when.at - operation.occurred.device_time), when.at)


def _second(visit: VisitFacts, outcome: VisitState) -> DomainError | None:
    if visit.state not in FINAL:
        return None
    return DomainError("visit_transition", state=visit.state.value, target=outcome.value)


def _outcome(record: NewRecord, error: DomainError, result: Result) -> Outcome:
    return Outcome(result=result, facts=_said(record, RecordState.NEEDS_OFFICE), error=error)


def _said(record: NewRecord, state: RecordState) -> dict[str, object]:
    return {"record": {"id": str(record.id), "state": state.value}, "flags": list(record.flags)}


def _next(field: FieldWork, obligation_id: uuid.UUID) -> dict[str, object]:
    window = field.next_window(obligation_id)
    if window is None:
        return {}
    dates = {name: getattr(window, name).isoformat() for name in ("not_before", "ideal_on", "due_by")}
    return {"next_due": {"obligation_id": str(window.obligation_id), **dates}}
