"""The whole loop: rule, obligation, year, month, publication, visit, record, next due date."""

from datetime import UTC, date, datetime

import numpy as np

from app.domain.kinds import PlanLevel
from app.services.ledger.fulfil import fulfil
from app.services.planning.load_problem import Loader
from app.services.planning.publish import publish
from app.services.planning.run_annual import run_annual
from app.services.planning.run_days import run_month
from app.services.planning.scoping import scope_of
from tests.app.services.planning.conftest import TODAY, Company

YEAR_END = date(2027, 3, 2)


def test_an_obligation_goes_from_rule_to_visit_and_on_to_its_next_due_date(company: Company) -> None:
    """S9.1 from end to end."""
    year = run_annual(company.planning, company.ask(until=YEAR_END))
    publish(company.planning, year.version_id)
    month = run_month(company.planning, company.ask())
    assert (month.hard_violations, month.legal_lapsed) == (0, 0)
    assert publish(company.planning, month.version_id).live == month.planned
    home = company.customers["north0"]
    visit = company.town.rows("SELECT * FROM visit WHERE customer_id = :home AND live", home=home)[0]
    with company.planning.begin() as work:
        fulfil(work, visit.obligation_id, visit.on_date, datetime(2026, 3, 9, 9, tzinfo=UTC))
        work.commit()
    closed, opened = company.town.owed(home)
    assert closed.fulfilled_on == visit.on_date
    assert opened.due_by == date(2028, visit.on_date.month, visit.on_date.day)


def test_a_year_holds_every_further_visit_of_a_short_cadence(company: Company) -> None:
    """S4.2: tier A every two weeks is 26 visits a year, a week each, none outside its window."""
    year = run_annual(company.planning, company.ask(until=YEAR_END))
    slots = company.town.rows(
        "SELECT s.* FROM week_slot s JOIN programme p ON p.id = programme_id"
        " WHERE code = 'tour_visit' AND customer_id = :shop AND plan_version_id = :version ORDER BY sequence",
        shop=company.customers["shop0"], version=year.version_id,
    )  # fmt: skip
    assert [slot.sequence for slot in slots] == list(range(len(slots)))
    assert 25 <= len(slots) <= 27
    for slot in slots:
        assert slot.week_on <= slot.due_by
        assert (slot.not_before - slot.week_on).days <= 6


def test_a_month_keeps_to_the_weeks_of_the_year_in_force(company: Company) -> None:
    year = run_annual(company.planning, company.ask(until=YEAR_END))
    publish(company.planning, year.version_id)
    with company.planning.begin() as work:
        scope = scope_of(work, company.planning, PlanLevel.MONTHLY, company.ask())
        loaded = Loader(roads=company.planning.roads, calendars=company.planning.calendars).load(work, scope)
    weeks = {
        (row.customer_id, row.programme_id): row.week_on
        for row in company.town.rows("SELECT * FROM week_slot WHERE sequence = 0")
    }
    told = [weeks[key] for key in _series(loaded.owed.customer, loaded.owed.programme)]
    assert loaded.target.tolist() == told


def test_nobody_visits_the_account_of_his_own(company: Company) -> None:
    """S4.4: Ann owns the accounts of all shops."""
    run_month(company.planning, company.ask())
    visitors = company.town.rows(
        "SELECT DISTINCT t.name FROM visit v JOIN technician t ON t.id = v.technician_id JOIN customer c"
        " ON c.id = v.customer_id WHERE c.name LIKE 'shop%'"
    )
    assert [row.name for row in visitors] == ["Bob"]


def test_what_no_road_leads_to_is_reported_and_not_dropped(company: Company) -> None:
    home = company.customers["north0"]
    company.town.run(
        "UPDATE premises SET snap_m = 900 FROM customer WHERE premises_id = premises.id AND customer.id = :home",
        home=home,
    )
    made = run_month(company.planning, company.ask())
    assert made.unplanned == {"unreachable": 1}
    assert made.legal_lapsed == 1
    left = company.town.one(
        "SELECT o.customer_id FROM unplanned_obligation u JOIN obligation o ON o.id = u.obligation_id"
    )
    assert left == home


def test_an_area_without_technicians_gets_reasons_and_a_shortage(company: Company) -> None:
    company.town.run("UPDATE technician SET active_until = :day WHERE name = 'Cy'", day=TODAY)
    year = run_annual(company.planning, company.ask(until=YEAR_END))
    assert year.hard_violations == 0
    assert year.unplanned["no_technician"] == 3
    (shortage,) = company.town.rows("SELECT * FROM shortage WHERE plan_version_id = :id", id=year.version_id)
    assert (shortage.unit_id, shortage.obligations) == (company.south, 3)
    assert shortage.missing_h > 0
    month = run_month(company.planning, company.ask())
    assert month.unplanned["no_technician"] == 3
    assert month.legal_lapsed == 3


def test_doors_behind_one_entrance_are_one_stop(company: Company) -> None:
    town = company.town
    for number in range(3):
        door = town.premises(company.north, 120.003, 30.002 + number * 1e-5, building_key="tower")
        home = town.customer(company.north, f"tower{number}", premises=door)
        town.visited(home, "gas_inspection", date(2024, 3, 12))
    run_month(company.planning, company.ask())
    stops = town.rows(
        "SELECT v.stop_id, count(*) AS visits FROM visit v JOIN customer c ON c.id = v.customer_id"
        " WHERE c.name LIKE 'tower%' GROUP BY 1"
    )
    assert [row.visits for row in stops] == [3]


def test_a_version_keeps_what_it_cost(company: Company) -> None:
    made = run_month(company.planning, company.ask())
    costs = company.town.one("SELECT costs FROM plan_version WHERE id = :id", id=made.version_id)
    assert costs["visits"] == made.planned == company.town.one("SELECT count(*) FROM visit")
    assert costs["travel_s"] == company.town.one("SELECT sum(travel_s) FROM day_route")
    assert costs["by_priority"]["LAW"] == {"planned": 9, "unplanned": 0}
    assert set(costs["seconds"]) >= {"ledger", "loading", "travel", "planning", "judging", "geometry"}
    assert costs["peak_mb"] > 0


def test_times_are_those_of_the_clocks_of_the_unit(company: Company) -> None:
    """R57: nine to five on the wall of Shanghai."""
    run_month(company.planning, company.ask())
    first, last = company.town.rows(
        "SELECT min((start_at AT TIME ZONE 'Asia/Shanghai')::time) AS first,"
        " max((end_at AT TIME ZONE 'Asia/Shanghai')::time) AS last FROM day_route"
    )[0]
    assert first.hour >= 9
    assert last.hour < 17


def _series(customers: np.ndarray, programmes: np.ndarray) -> list[tuple[object, object]]:  # type: ignore[type-arg]
    from app.services.ledger.keys import uuids

    return list(zip(uuids(customers), uuids(programmes), strict=True))
