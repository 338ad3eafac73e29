"""A call about something new: owed at once, offered by the ladder, never half stored (S9.4, S9.9)."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.kinds import CallSource
from app.services.access.caller import Caller
from app.services.calls.desk import kinds, open_calls, withdraw
from app.services.calls.take_call import take_call
from app.services.errors import DomainError
from app.services.planning.alternatives import Happened, alternatives, take
from app.services.planning.publish import publish
from app.services.planning.run_days import run_day
from app.services.ports.calls import NewCall
from app.web.desk.alternatives import AlternativesSchema
from app.web.desk.calls import CallKindsSchema, CallSchema
from planner.daily.rungs import Rung
from tests.app.services.planning.conftest import Company

HOUR = 3_600


def leak(company: Company, on: date, **more: object) -> NewCall:
    """A repair at a home of the north, promised by three in the afternoon, an hour of work by who holds a card."""
    facts = {
        "customer_id": company.customers["north1"],
        "kind": "repair",
        "on": on,
        "due_by": on,
        "window_start_s": 9 * HOUR,
        "window_end_s": 15 * HOUR,
        "service_s": HOUR,
        "certificate": "gas_inspection",
        "promised": True,
        "source": CallSource.PHONE,
        "words": "the boiler does not start",
    }
    return NewCall(id=uuid.uuid4(), **{**facts, **more})  # type: ignore[arg-type]


def enter(company: Company, caller: Caller, call: NewCall) -> dict[str, object]:
    return take_call(company.planning.begin, company.clock, caller, call)


def states(company: Company) -> list[str]:
    return [
        row.state
        for row in company.town.rows(
            "SELECT o.state FROM obligation o JOIN call_record r ON r.obligation_id = o.id ORDER BY r.taken_at"
        )
    ]


def test_a_call_opens_an_obligation_with_its_source_once(live: Company, caller: Caller) -> None:
    """R9: sent twice it is one; the audit names who took it; the same key with other words is refused."""
    call = leak(live, live.day())
    first = enter(live, caller, call)
    assert CallSchema().dump(first)["latest"] == "15:00"
    assert enter(live, caller, call) == first
    assert states(live) == ["open"]
    taken = live.town.rows("SELECT * FROM audit WHERE action = 'call.taken'")
    assert [(row.user_id, row.entity_id, row.details["source"]) for row in taken] == [
        (caller.user_id, str(call.id), "phone")
    ]
    with pytest.raises(DomainError) as refusal:
        enter(live, caller, replace(call, words="no, the meter"))
    assert refusal.value.code == "id_reuse"


def test_the_ladder_offers_a_place_at_once_and_taking_one_puts_it_in_force(live: Company, caller: Caller) -> None:
    """Asked for by three with a card: so it is made, an hour long; refusing every alternative leaves it open."""
    on = live.day()
    call = leak(live, on)
    enter(live, caller, call)
    happened = Happened(unit_id=live.north, on=on, calls=(call.id,))
    answer = AlternativesSchema().dump(alternatives(live.planning, caller, happened))
    first = answer["options"][0]["changes"][0]
    assert (first["kind"], first["obligation_id"], first["reason"]) == ("added", str(call.id), None)
    assert states(live) == ["open"]
    assert [one["visit"] for one in open_calls(live.planning.begin, caller, live.north)] == [None]
    made = take(live.planning, caller, happened, Rung(answer["options"][0]["rung"]))
    assert made.hard_violations == 0
    publish(live.planning, made.version_id)
    (visit,) = [one for one in live.visits(on) if one.obligation_id == call.id]
    assert visit.planned_end_at - visit.planned_start_at == timedelta(hours=1)
    assert 9 <= (visit.planned_start_at + timedelta(hours=8)).hour <= 15
    (listed,) = open_calls(live.planning.begin, caller, live.north)
    assert listed["visit"]["on"] == on


def test_a_call_nobody_can_make_says_why_and_stays_owed(live: Company, caller: Caller) -> None:
    """Nine hours of work fit no shift: reason and cure in both languages, and the obligation stays open."""
    on = live.day()
    call = leak(live, on, service_s=9 * HOUR)
    enter(live, caller, call)
    happened = Happened(unit_id=live.north, on=on, calls=(call.id,))
    answer = AlternativesSchema().dump(alternatives(live.planning, caller, happened))
    for option in answer["options"]:
        first = option["changes"][0]
        assert (first["kind"], first["obligation_id"]) == ("left_out", str(call.id))
        assert first["reason"] == "longer_than_shift"
        assert first["reason_zh"]
        assert first["cure"]["sentence_en"]
        assert option["broken"] >= 1
    assert states(live) == ["open"]


def test_a_call_not_made_in_time_is_still_owed_the_day_after(live: Company, caller: Caller) -> None:
    """Without the hours it was about: a late repair is a late repair, not a lost one."""
    today = date(2026, 3, 2)
    call = leak(live, today, window_end_s=10 * HOUR)
    enter(live, caller, call)
    live.clock.at += timedelta(days=1)
    made = run_day(live.planning, live.ask(date(2026, 3, 3), None, live.north))
    planned = live.town.rows(
        "SELECT on_date FROM visit WHERE plan_version_id = :version AND obligation_id = :id",
        version=made.version_id, id=call.id,
    )  # fmt: skip
    assert [row.on_date for row in planned] == [date(2026, 3, 3)]


def test_a_call_withdrawn_is_owed_no_more_unless_somebody_is_on_the_way(live: Company, caller: Caller) -> None:
    """With a reason, once; while a visit in force serves it, that is cancelled first."""
    on = live.day()
    call, other = leak(live, on), leak(live, on, customer_id=live.customers["north2"])
    for one in (call, other):
        enter(live, caller, one)
    with pytest.raises(DomainError):
        withdraw(live.planning.begin, caller, call.id, " ")
    for _ in range(2):
        assert withdraw(live.planning.begin, caller, call.id, "called by mistake")["state"] == "cancelled"
    happened = Happened(unit_id=live.north, on=on, calls=(other.id,))
    publish(live.planning, take(live.planning, caller, happened, Rung.INSERT).version_id)
    with pytest.raises(DomainError) as refusal:
        withdraw(live.planning.begin, caller, other.id, "mended it ourselves")
    assert refusal.value.code == "call_planned"
    assert live.town.one("SELECT count(*) FROM audit WHERE action = 'call.withdrawn'") == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": date(2026, 3, 1), "due_by": date(2026, 3, 1)}, "past"),
        ({"due_by": date(2026, 3, 1)}, "last day"),
        ({"window_start_s": 16 * HOUR}, "latest time"),
        ({"on": date(2026, 3, 2), "due_by": date(2026, 3, 2), "window_start_s": 0, "window_end_s": HOUR}, "has passed"),
        ({"certificate": "rocket"}, "skill"),
        ({"kind": "gas_inspection"}, "nobody can call"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    live: Company, caller: Caller, change: dict[str, object], said: str
) -> None:
    """Nothing is stored; recurring programmes open their own obligations."""
    with pytest.raises(DomainError, match=said) as refusal:
        enter(live, caller, replace(leak(live, live.day()), **change))
    assert refusal.value.message_zh != refusal.value.message_en
    assert states(live) == []


def test_a_second_open_call_of_a_kind_for_a_day_is_refused(live: Company, caller: Caller) -> None:
    enter(live, caller, leak(live, live.day()))
    with pytest.raises(DomainError) as refusal:
        enter(live, caller, leak(live, live.day()))
    assert refusal.value.code == "call_open"


def test_a_customer_of_another_region_cannot_be_called_for(live: Company) -> None:
    """R42."""
    stranger = live.dispatcher(live.south)
    with pytest.raises(DomainError, match="customer"):
        enter(live, stranger, leak(live, live.day()))
    call = leak(live, live.day())
    enter(live, live.dispatcher(), call)
    with pytest.raises(DomainError, match="call"):
        withdraw(live.planning.begin, stranger, call.id, "not mine")
    assert open_calls(live.planning.begin, stranger, live.south) == []


def test_what_a_call_may_ask_for_comes_with_the_numbers_of_its_rule(live: Company, caller: Caller) -> None:
    found = CallKindsSchema().dump(kinds(live.planning.begin, live.clock, caller, live.north))
    assert {one["programme"]["code"]: one["service_s"] for one in found["items"]} == {
        "repair": 2_700,
        "reinspection": 900,
    }
    assert found["skills"] == ["gas_inspection"]
