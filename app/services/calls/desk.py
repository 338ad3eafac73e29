"""Calls at the desk: what may be asked for, which are open, and taking one back."""

import uuid
from zoneinfo import ZoneInfo

from app.domain.kinds import ObligationState
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.calls.view import clock as hours
from app.services.calls.view import view
from app.services.errors import DomainError
from app.services.ledger.cancel import cancel
from app.services.ports.calls import Call, Calls
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.reading import Row
from app.services.ports.unit_of_work import Begin

MOST = 200


def kinds(begin: Begin, clock: Clock, caller: Caller, unit_id: uuid.UUID) -> Row:
    """Return what a call in a unit may ask for, and the skills it may want."""
    with begin() as work:
        scope_of(work, caller, unit_id)
        unit = work.of(PlanningInputs).units(unit_id)[0]
        today = clock.today(ZoneInfo(unit.time_zone))
        found = work.of(Calls).kinds(unit.path, today)
        skills = {*work.of(Calls).skills(unit.path, today), *(one.certificate for one in found if one.certificate)}
    return {
        "items": [
            {
                "programme": {"code": one.code, "name_zh": one.name_zh, "name_en": one.name_en},
                "service_s": one.service_s,
                "certificate": one.certificate,
                "earliest": hours(one.window_start_s),
                "latest": hours(one.window_end_s),
            }
            for one in found
        ],
        "skills": sorted(skills),
    }


def open_calls(begin: Begin, caller: Caller, unit_id: uuid.UUID) -> list[Row]:
    """Return the open calls of a unit and below, the earliest due first, at most `MOST`."""
    with begin() as work:
        return [view(one) for one in work.of(Calls).open_in(scope_of(work, caller, unit_id), MOST)]


def withdraw(begin: Begin, caller: Caller, call_id: uuid.UUID, reason: str) -> Row:
    """Take a call back: nothing is owed for it any more; a second time changes nothing.

    Raises
    ------
    DomainError : ``not_found``; ``invalid_input`` without a reason; ``call_planned`` while a visit in force serves it;
        ``visit_settled`` when that has begun or was made
    """
    with begin() as work:
        store = work.of(Calls)
        call = store.get(call_id)
        if call is None or not scope_of(work, caller).covers(call.path):
            raise DomainError("not_found", what="The call", what_zh="该来电")
        if call.state is not ObligationState.CANCELLED:
            _check_free(call)
            cancel(work, call_id, reason)
            store.note_withdrawn(call_id, caller.user_id, reason.strip())
            call = store.get(call_id) or call
            work.commit()
    return view(call)


def _check_free(call: Call) -> None:
    if call.state is ObligationState.FULFILLED or call.visit_state in {"en_route", "on_site"}:
        raise DomainError("visit_settled")
    if call.visit_on is not None:
        raise DomainError("call_planned", name=call.technician_name, on=call.visit_on.isoformat())
