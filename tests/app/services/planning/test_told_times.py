"""What a customer was told belongs to what is owed: every later plan keeps it, whatever becomes of a draft."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.planning.alternatives import Happened, alternatives, take
from app.services.planning.publish import publish
from app.services.planning.run_days import run_day, run_month
from app.services.planning.tell import tell, untell
from app.services.reading.routes import day_routes
from planner.daily.rungs import Rung
from tests.app.services.planning.conftest import Company


def two_o_clock(company: Company) -> datetime:
    """14:00 in Shanghai on the day with most visits."""
    on = company.day()
    return datetime(on.year, on.month, on.day, 6, 0, tzinfo=UTC)


def told(company: Company) -> dict[uuid.UUID, datetime]:
    return {row.obligation_id: row.told_at for row in company.town.rows("SELECT * FROM told_time")}


def start(company: Company, version: uuid.UUID, obligation: uuid.UUID) -> datetime:
    found: datetime = company.town.one(
        "SELECT planned_start_at FROM visit WHERE plan_version_id = :version AND obligation_id = :id",
        version=version, id=obligation,
    )  # fmt: skip
    return found


def near(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= timedelta(minutes=30)


def first_told(live: Company, caller: Caller) -> Any:
    """The first visit of the day, whose customer was told two in the afternoon."""
    visit = live.visits(live.day())[0]
    tell(live.planning.begin, caller, visit.id, two_o_clock(live))
    return visit


def test_a_time_told_is_shown_with_the_visit_and_can_be_changed_and_taken_back(live: Company, caller: Caller) -> None:
    """The later word holds; each is in the audit with who said it."""
    visit = first_told(live, caller)

    def shown() -> Any:
        day = day_routes(live.planning.begin, caller, live.day(), today=live.day(), unit_id=live.north, version_id=None)
        visits = [one for route in day["routes"] for stop in route["stops"] for one in stop["visits"]]
        return next((one["told_at"], one["told_within_s"]) for one in visits if one["id"] == visit.id)

    assert shown() == (two_o_clock(live), 1_800)
    tell(live.planning.begin, caller, visit.id, two_o_clock(live) + timedelta(hours=1), within_s=3_600)
    assert shown() == (two_o_clock(live) + timedelta(hours=1), 3_600)
    untell(live.planning.begin, caller, visit.id)
    assert shown() == (None, None)
    rows = live.town.rows(
        "SELECT user_id, action FROM audit WHERE entity_id = :id ORDER BY id", id=str(visit.obligation_id)
    )
    assert [row.action for row in rows][-3:] == ["time.told", "time.told", "time.untold"]
    assert {row.user_id for row in rows[-3:]} == {caller.user_id}


def test_every_later_plan_keeps_a_time_told(live: Company, caller: Caller) -> None:
    """The next replan, the plan in force then, and a day run again, as renewing a draft does."""
    visit, at = first_told(live, caller), two_o_clock(live)
    happened = Happened(unit_id=live.north, on=live.day())
    answer = alternatives(live.planning, caller, happened)
    chosen = next(one for one in answer["options"] if one["proposed"])
    assert chosen["moved_promises"] == 0
    made = take(live.planning, caller, happened, Rung(chosen["rung"]))
    assert near(start(live, made.version_id, visit.obligation_id), at)
    publish(live.planning, made.version_id)
    again = run_day(live.planning, live.ask(live.day(), None, live.north))
    assert again.hard_violations == 0
    assert near(start(live, again.version_id, visit.obligation_id), at)
    assert told(live) == {visit.obligation_id: at}


def test_a_month_keeps_day_and_time_told(live: Company, caller: Caller) -> None:
    """Planned again it may move whom it likes, but nobody who expects somebody."""
    visit = live.town.rows("SELECT * FROM visit WHERE live AND on_date > '2026-03-02' ORDER BY planned_start_at, id")[0]
    at = datetime(visit.on_date.year, visit.on_date.month, visit.on_date.day, 6, 0, tzinfo=UTC)
    tell(live.planning.begin, caller, visit.id, at)
    month = run_month(live.planning, live.ask())
    assert month.hard_violations == 0
    assert near(start(live, month.version_id, visit.obligation_id), at)


def test_what_a_replan_was_told_is_kept_with_the_draft(live: Company, caller: Caller) -> None:
    """One told another time, the others the times in force; asking for alternatives alone stores nothing."""
    on, at = live.day(), two_o_clock(live)
    visits = live.visits(on)
    happened = Happened(unit_id=live.north, on=on, retimed=((visits[0].id, at),), told=True)
    answer = alternatives(live.planning, caller, happened)
    assert told(live) == {}
    take(live.planning, caller, happened, Rung(answer["options"][0]["rung"]))
    expected = {one.obligation_id: one.planned_start_at for one in visits} | {visits[0].obligation_id: at}
    assert told(live) == expected
    take(live.planning, caller, Happened(unit_id=live.north, on=on, told=True), Rung.INSERT)
    assert told(live) == expected


def test_only_what_is_ahead_and_ours_can_be_told(live: Company, caller: Caller) -> None:
    """R42, R34."""
    visit, at = live.visits(live.day())[0], two_o_clock(live)
    for who, when, code in (
        (live.dispatcher(live.south), at, "not_found"),
        (caller, at + timedelta(days=1), "invalid_input"),
    ):
        with pytest.raises(DomainError) as refusal:
            tell(live.planning.begin, who, visit.id, when)
        assert refusal.value.code == code
    live.town.run("UPDATE visit SET state = 'en_route' WHERE id = :id", id=visit.id)
    with pytest.raises(DomainError) as refusal:
        tell(live.planning.begin, caller, visit.id, at)
    assert refusal.value.code == "visit_settled"
    assert told(live) == {}
