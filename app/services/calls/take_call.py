"""A dispatcher enters what a customer called about: owed from then on, whatever any plan makes of it (S9.4, S9.9)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.calls.view import view
from app.services.errors import DomainError
from app.services.planning.day_seconds import second_of
from app.services.ports.calls import Calls, CallSubject, NewCall
from app.services.ports.clock import Clock
from app.services.ports.reading import Row
from app.services.ports.unit_of_work import Begin, UnitOfWork
from planner.problem import Priority

LONGEST = timedelta(days=92)
"""Later than this is no call but a wish for the next plan."""


def take_call(begin: Begin, clock: Clock, caller: Caller, call: NewCall) -> Row:
    """Open the obligation a call asks for; the same call sent again changes nothing.

    Raises
    ------
    DomainError : ``not_found`` for a customer elsewhere; ``invalid_input`` for days, hours or a skill that make no
        sense; ``id_reuse`` for a key used before with other content; ``call_open`` when the customer has an open call
        of the kind for that day
    """
    with begin() as work:
        store = work.of(Calls)
        known = _stored_before(work, caller, call)
        if known is not None:
            return known
        subject = store.subject(scope_of(work, caller), call.customer_id, call.kind, call.on)
        if subject is None:
            raise DomainError("not_found", what="The customer", what_zh="该客户")
        _check(store, clock, call, subject)
        priority = int(Priority.PROMISE) if call.promised else subject.priority or 0
        if not store.add(call, subject, priority, clock.now(), caller.user_id):
            # Somebody was quicker: with this very call, or with another one of the customer.
            known = _stored_before(work, caller, call)
            if known is None:
                raise DomainError("call_open", due_by=call.due_by.isoformat())
            return known
        stored = store.get(call.id)
        work.commit()
    if stored is None:
        raise LookupError(f"call {call.id} was stored and is not there")
    return view(stored)


def _stored_before(work: UnitOfWork, caller: Caller, call: NewCall) -> Row | None:
    known = work.of(Calls).get(call.id)
    if known is None:
        return None
    if known.asked != call or not scope_of(work, caller).covers(known.path):
        raise DomainError("id_reuse")
    return view(known)


def _check(store: Calls, clock: Clock, call: NewCall, subject: CallSubject) -> None:
    zone = ZoneInfo(subject.time_zone)
    today = clock.today(zone)
    skills = {*store.skills(subject.path, call.on), *(one.certificate for one in store.kinds(subject.path, call.on))}
    claims = [
        (subject.rule_id is not None, f"nobody can call for {call.kind}", f"来电不能办理“{call.kind}”"),
        (call.on >= today, f"{call.on} is past", f"{call.on} 已过"),
        (_in_order(call), "the last day is before the first, or too late", "最晚日期早于最早日期，或过晚"),
        (
            call.window_start_s < call.window_end_s,
            "the latest time is not after the earliest",
            "最晚时间须晚于最早时间",
        ),
        (_still_ahead(clock, call, zone, today), "the latest time has passed", "最晚时间已过"),
        (call.certificate is None or call.certificate in skills, "nobody holds this skill", "无人持有该技能证书"),
    ]
    for holds, en, zh in claims:
        if not holds:
            raise DomainError("invalid_input", why=en, why_zh=zh)


def _in_order(call: NewCall) -> bool:
    return call.on <= call.due_by <= call.on + LONGEST


def _still_ahead(clock: Clock, call: NewCall, zone: ZoneInfo, today: date) -> bool:
    return call.due_by > today or call.window_end_s > second_of(clock.now(), today, zone)
