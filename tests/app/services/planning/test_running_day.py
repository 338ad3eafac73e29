"""A day under way replanned: what has begun stays (R34), the rest goes on from where the phones are."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.planning.alternatives import Happened, alternatives, take
from app.services.planning.publish import publish
from app.services.planning.questions import Wish, if_then, why_here
from app.services.planning.renewal import renew
from app.services.planning.run_days import run_day, run_month
from app.services.planning.runs import asked
from app.services.ports.planning_runs import PlanRuns
from app.web.desk.alternatives import AlternativesSchema
from app.web.desk.questions import OutcomeSchema, WhySchema
from planner.daily.rungs import Rung
from tests.app.services.planning.conftest import Company


def _begin(company: Company, on: date) -> tuple[Any, datetime]:
    """Somebody with several visits has done the first one, ten minutes early; return it and when."""
    visits = company.visits(on)
    first = next(one for one, two in zip(visits, visits[1:], strict=False) if one.technician_id == two.technician_id)
    ended = first.planned_end_at - timedelta(minutes=10)
    company.town.run(
        "UPDATE visit SET state = 'completed', actual_start_at = :start, actual_end_at = :ended, pinned = true"
        " WHERE id = :id",
        id=first.id, start=first.planned_start_at - timedelta(minutes=10), ended=ended,
    )  # fmt: skip
    company.town.run(
        "UPDATE obligation SET state = 'fulfilled', fulfilled_on = :on WHERE id = :id", id=first.obligation_id, on=on
    )
    company.clock.at = ended
    return first, ended


def test_what_has_begun_stays_and_the_rest_is_put_in_force_behind_it(live: Company, caller: Caller) -> None:
    """R34, R28: done ten minutes early, the others follow at once; the route is one, its stops in order."""
    on = live.day()
    first, ended = _begin(live, on)
    happened = Happened(unit_id=live.north, on=on, at=ended)
    answer = AlternativesSchema().dump(alternatives(live.planning, caller, happened))
    assert answer["staying"] >= 1
    assert answer["options"][0]["dropped"] == 0
    made = take(live.planning, caller, happened, Rung.INSERT)
    assert made.hard_violations == 0
    publish(live.planning, made.version_id)
    (after,) = live.town.rows("SELECT * FROM visit WHERE id = :id", id=first.id)
    assert (after.live, after.state, after.planned_start_at) == (True, "completed", first.planned_start_at)
    routes = live.town.rows(
        "SELECT r.id FROM day_route r WHERE r.live AND r.technician_id = :who AND r.on_date = :on",
        who=first.technician_id, on=on,
    )  # fmt: skip
    assert len(routes) == 1
    mine = [one for one in live.visits(on) if one.technician_id == first.technician_id]
    assert mine[0].id == first.id
    assert all(one.planned_start_at >= ended for one in mine[1:])
    assert len({one.stop_seq for one in mine}) == len({one.stop_id for one in mine})


def test_whoever_falls_ill_under_way_keeps_what_is_done_and_gives_the_rest_away(live: Company, caller: Caller) -> None:
    """The rest is somebody else's or left out by name; the day after, the ill person's shift has ended."""
    on = live.day()
    first, ended = _begin(live, on)
    happened = Happened(unit_id=live.north, on=on, at=ended, ill=(first.technician_id,))
    answer = alternatives(live.planning, caller, happened)
    told = [change for change in answer["options"][0]["changes"] if change["from_technician"]]
    assert told
    assert all(change["customer_name"] and change["address"] for change in told)
    made = take(live.planning, caller, happened, Rung(answer["options"][0]["rung"]))
    assert made.hard_violations == 0
    publish(live.planning, made.version_id)
    theirs = [one.id for one in live.visits(on) if one.technician_id == first.technician_id]
    assert theirs == [first.id]
    assert live.town.one("SELECT end_s FROM shift WHERE technician_id = :who", who=first.technician_id) > 0


def test_a_cancelled_visit_is_taken_off_and_stays_owed(live: Company, caller: Caller) -> None:
    on = live.day()
    gone = live.visits(on)[-1]
    happened = Happened(unit_id=live.north, on=on, cancelled=(gone.id,))
    made = take(live.planning, caller, happened, Rung.INSERT)
    assert made.hard_violations == 0
    publish(live.planning, made.version_id)
    assert gone.obligation_id not in {one.obligation_id for one in live.visits(on)}
    assert live.town.one("SELECT state FROM obligation WHERE id = :id", id=gone.obligation_id) == "open"


def test_another_time_told_is_kept_within_half_an_hour(live: Company, caller: Caller) -> None:
    on = live.day()
    visit = live.visits(on)[0]
    at = datetime(on.year, on.month, on.day, 6, 0, tzinfo=UTC)
    happened = Happened(unit_id=live.north, on=on, retimed=((visit.id, at),))
    answer = alternatives(live.planning, caller, happened)
    chosen = next(one for one in answer["options"] if one["proposed"])
    assert chosen["moved_promises"] == 0
    made = take(live.planning, caller, happened, Rung(chosen["rung"]))
    (start,) = live.town.rows(
        "SELECT planned_start_at AS at FROM visit WHERE plan_version_id = :version AND obligation_id = :id",
        version=made.version_id, id=visit.obligation_id,
    )  # fmt: skip
    assert abs((start.at - at).total_seconds()) <= 1_800


def test_an_urgent_customer_without_anything_owed_is_refused_in_words(live: Company, caller: Caller) -> None:
    on = live.day()
    happened = Happened(unit_id=live.north, on=on, urgent=(live.customers["south0"],))
    with pytest.raises(DomainError, match="nothing is owed"):
        alternatives(live.planning, caller, happened)


def test_somebody_more_gets_a_shift_when_the_plan_is_published(live: Company, caller: Caller) -> None:
    """Bob has the day off; asked to come all the same he works his usual hours, once that is in force."""
    on, bob = live.day(), live.people["Bob"]
    live.town.run("INSERT INTO shift (technician_id, on_date) VALUES (:who, :on)", who=bob, on=on)
    happened = Happened(unit_id=live.north, on=on, extra=(bob,))
    alternatives(live.planning, caller, happened)
    made = take(live.planning, caller, happened, Rung.INSERT)
    assert live.town.one("SELECT start_s FROM shift WHERE technician_id = :who", who=bob) is None
    publish(live.planning, made.version_id)
    assert live.town.one("SELECT start_s FROM shift WHERE technician_id = :who", who=bob) == 9 * 3_600


def test_a_draft_overtaken_by_the_day_is_brought_up_to_date(live: Company) -> None:
    """R30: publishing is refused once a visit is done; renewed, the draft drops it and keeps the others' people."""
    on = live.day()
    company = live
    made = run_day(company.planning, company.ask(on, None, company.north))
    first, _ = _begin(company, on)
    with pytest.raises(DomainError) as refusal:
        publish(company.planning, made.version_id)
    assert refusal.value.code == "plan_stale"
    run_id = renew(company.planning.begin, made.version_id)
    with company.planning.begin() as work:
        run = work.of(PlanRuns).get(run_id)
    assert run is not None
    again = run_day(company.planning, asked(run))
    assert again.changes is not None
    assert again.changes["moved"] == 0
    drafted = company.town.rows("SELECT obligation_id FROM visit WHERE plan_version_id = :id", id=again.version_id)
    assert first.obligation_id not in {one.obligation_id for one in drafted}
    publish(company.planning, again.version_id)


def test_a_month_planned_again_stays_close_to_what_is_published(live: Company) -> None:
    """Issue 3: least change; the run says how many visits changed day or person."""
    again = run_month(live.planning, live.ask())
    assert again.changes is not None
    assert again.changes["moved"] == 0
    ahead = live.town.one("SELECT count(*) FROM visit WHERE live AND on_date > '2026-03-02'")
    assert again.changes["kept"] == ahead > 0


def test_what_is_still_ahead_on_a_day_under_way_can_be_asked_about(live: Company, caller: Caller) -> None:
    """R34: what has begun is settled; the rest of everybody's day is a place, from now on, and so are later days."""
    on = live.day()
    first, ended = _begin(live, on)
    mine = [one for one in live.visits(on) if one.technician_id == first.technician_id and one.id != first.id]
    with pytest.raises(DomainError) as refusal:
        why_here(live.planning, caller, first.id)
    assert refusal.value.code == "visit_settled"
    answer = WhySchema().dump(why_here(live.planning, caller, mine[0].id))
    assert answer["here"]["technician_id"] == str(first.technician_id)
    today = [one for one in answer["places"] if one["on"] == on.isoformat()]
    assert {one["technician_name"] for one in today} == {"Ann", "Bob"}
    assert sum(one["own_day"] for one in answer["places"]) == 1
    starts = [one["start_at"] for one in today if one["start_at"]]
    assert starts
    assert all(datetime.fromisoformat(start) >= ended for start in starts)
    assert {one["on"] for one in answer["places"]} > {on.isoformat()}


def test_what_if_on_a_day_under_way_keeps_what_has_begun(live: Company, caller: Caller) -> None:
    """Ill from now on: only what is ahead is lost or moved; another day is answered by both days together."""
    on = live.day()
    first, _ = _begin(live, on)
    mine = [one for one in live.visits(on) if one.technician_id == first.technician_id and one.id != first.id]
    ill = if_then(live.planning, caller, mine[0].id, Wish(kind="ill", technician_id=first.technician_id, on=on))
    assert 0 < ill["dropped"] + ill["moved_technician"] <= len(mine)
    places = why_here(live.planning, caller, mine[0].id)["places"]
    elsewhere = next(one for one in places if one["on"] > on)
    wish = Wish(kind="move", technician_id=uuid.UUID(elsewhere["technician_id"]), on=elsewhere["on"])
    moved = OutcomeSchema().dump(if_then(live.planning, caller, mine[0].id, wish))
    assert (moved["moved_day"], moved["unplanned"]) == (1, 0)
    assert bool(moved["obstacles"]) == bool(elsewhere["obstacles"])
