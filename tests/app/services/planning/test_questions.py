"""Questions about what stands, and a day in force replanned with the least change."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.planning.alternatives import Happened, alternatives, move, take
from app.services.planning.publish import publish
from app.services.planning.questions import Wish, if_then, why_here
from app.services.planning.run_days import run_day, run_month
from app.web.desk.alternatives import AlternativesSchema
from app.web.desk.questions import OutcomeSchema, WhySchema
from planner.daily.rungs import Rung
from tests.app.services.planning.conftest import Company


@pytest.fixture
def live(company: Company) -> Company:
    """The fortnight's plan is in force."""
    publish(company.planning, run_month(company.planning, company.ask()).version_id)
    return company


def _visits(company: Company, unit: str = "north") -> list[Any]:
    return company.town.rows(
        "SELECT v.id, v.on_date, v.technician_id, v.obligation_id FROM visit v JOIN unit u ON u.id = v.unit_id"
        " WHERE v.live AND u.code = :unit ORDER BY v.on_date DESC, v.planned_start_at",
        unit=unit,
    )


def _stood(company: Company, on: date) -> Counter[Any]:
    rows = company.town.rows("SELECT obligation_id, technician_id FROM visit WHERE on_date = :on AND live", on=on)
    return Counter((row.obligation_id, row.technician_id) for row in rows)


def test_why_here_names_every_technician_with_minutes_or_rules(live: Company, caller: Caller) -> None:
    """Ann and Bob work in the north: each has a place or a rule against it, and nothing is stored by asking."""
    visit = _visits(live)[0]
    before = live.town.one("SELECT count(*) FROM plan_version")
    answer = why_here(live.planning, caller, visit.id)
    assert answer["here"]["technician_id"] == str(visit.technician_id)
    assert WhySchema().dump(answer)["here"]["on"] == visit.on_date.isoformat()
    names = {place["technician_name"] for place in answer["places"]}
    assert names == {"Ann", "Bob"}
    for place in answer["places"]:
        assert bool(place["obstacles"]) != (place["start_at"] is not None)
        assert all(one["message_zh"] and one["message_en"] for one in place["obstacles"])
    assert live.town.one("SELECT count(*) FROM plan_version") == before


def test_the_account_owner_is_barred_and_told_so(live: Company, caller: Caller) -> None:
    """S4.4: Ann owns the shops' accounts; a shop's visit by her would break the separation rule."""
    shop = live.town.rows(
        "SELECT v.id, v.on_date FROM visit v JOIN customer c ON c.id = v.customer_id"
        " WHERE v.live AND c.name LIKE 'shop%' ORDER BY v.on_date DESC LIMIT 1"
    )[0]
    ann = live.people["Ann"]
    answer = if_then(live.planning, caller, shop.id, Wish(kind="move", technician_id=ann, on=shop.on_date))
    assert not answer["allowed"]
    assert OutcomeSchema().dump(answer)["broken"] == answer["broken"]
    assert "separation" in {one["code"] for one in answer["obstacles"]}
    assert any("Ann" in one["message_en"] for one in answer["broken"])


def test_a_visit_of_another_region_does_not_exist_for_a_stranger(live: Company) -> None:
    """R42."""
    stranger = live.dispatcher(live.south)
    with pytest.raises(DomainError, match="visit"):
        why_here(live.planning, stranger, _visits(live)[0].id)


def test_a_day_too_far_is_refused(live: Company, caller: Caller) -> None:
    """What is asked must lie in the week looked at."""
    visit = _visits(live)[0]
    wish = Wish(kind="move", technician_id=live.people["Ann"], on=date(2027, 1, 1))
    with pytest.raises(DomainError, match="2027"):
        if_then(live.planning, caller, visit.id, wish)


def test_the_ladder_offers_alternatives_and_stores_only_the_one_taken(live: Company, caller: Caller) -> None:
    """Somebody of the north is ill on the last day with routes: the others' visits stay where they are."""
    visit = _visits(live)[0]
    happened = Happened(unit_id=live.north, on=visit.on_date, ill=(visit.technician_id,))
    before = live.town.one("SELECT count(*) FROM plan_version")
    answer = alternatives(live.planning, caller, happened)
    assert [one["rung"] for one in answer["options"]][0] == "insert"
    assert sum(one["proposed"] for one in answer["options"]) == 1
    assert AlternativesSchema().dump(answer)["on"] == visit.on_date.isoformat()
    assert live.town.one("SELECT count(*) FROM plan_version") == before
    made = take(live.planning, caller, happened, Rung.INSERT)
    assert made.hard_violations == 0
    drafted = live.town.rows("SELECT technician_id FROM visit WHERE plan_version_id = :key", key=made.version_id)
    assert visit.technician_id not in {row.technician_id for row in drafted}
    assert publish(live.planning, made.version_id).live == made.planned


def test_a_day_run_again_keeps_what_is_in_force(live: Company) -> None:
    """L4: nothing happened, so nobody's visit changes hands."""
    on = _visits(live)[0].on_date
    before = _stood(live, on)
    made = run_day(live.planning, live.ask(on))
    rows = live.town.rows(
        "SELECT obligation_id, technician_id FROM visit WHERE plan_version_id = :key", key=made.version_id
    )
    assert Counter((row.obligation_id, row.technician_id) for row in rows) >= before


def test_a_day_without_routes_has_nothing_to_replan(company: Company, caller: Caller) -> None:
    """A sentence instead of an empty answer."""
    with pytest.raises(DomainError, match="in force"):
        alternatives(company.planning, caller, Happened(unit_id=company.north, on=date(2026, 3, 4)))
    late = ((company.people["Ann"], datetime(2026, 3, 4, 2, tzinfo=UTC)),)
    with pytest.raises(DomainError, match="in force"):
        alternatives(company.planning, caller, Happened(unit_id=company.north, on=date(2026, 3, 4), late=late))


def test_a_move_is_stored_as_a_draft_and_nothing_else_changes(live: Company, caller: Caller) -> None:
    """Explicit: by another technician of the region; everybody else's visits stay with them."""
    visit = next(one for one in _visits(live) if _other_may(live, caller, one))
    other = live.people["Ann" if visit.technician_id == live.people["Bob"] else "Bob"]
    before = _stood(live, visit.on_date)
    made = move(live.planning, caller, visit.id, other, None)
    rows = live.town.rows(
        "SELECT obligation_id, technician_id FROM visit WHERE plan_version_id = :key", key=made.version_id
    )
    after = {row.obligation_id: row.technician_id for row in rows}
    assert after.pop(visit.obligation_id) == other
    kept = {key: who for key, who in before if key in after}
    assert {key: after[key] for key in kept} == kept


def _other_may(company: Company, caller: Caller, visit: Any) -> bool:
    answer = why_here(company.planning, caller, visit.id)
    return any(
        not place["obstacles"] and place["on"] == visit.on_date and not place["own_day"] for place in answer["places"]
    )
