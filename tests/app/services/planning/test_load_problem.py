"""Claims about reading a problem."""

from datetime import date, timedelta
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app.domain.kinds import PlanLevel
from app.services.ledger.open_obligations import open_obligations
from app.services.planning.loaded import Loaded
from app.services.planning.publish import publish
from app.services.planning.run_days import run_month
from app.services.planning.scoping import scope_of
from planner.problem import TravelPeriod
from tests.app.services.planning.conftest import TODAY, Company


def load(company: Company, level: PlanLevel = PlanLevel.MONTHLY, until: date = date(2026, 3, 16)) -> Loaded:
    ask = company.ask(until=until)
    with company.planning.begin() as work:
        return company.planning.loader.load(work, scope_of(work, company.planning, level, ask))


def test_the_number_of_statements_does_not_grow_with_the_rows(company: Company) -> None:
    open_obligations(company.planning.begin, TODAY)
    counts = []
    for _ in range(2):
        statements: list[str] = []
        with company.town.session() as session:
            bind = session.connection().engine

            def note(*facts: object, into: list[str] = statements) -> None:
                into.append(str(facts[2]))

            event.listen(bind, "before_cursor_execute", note)
            load(company)
            event.remove(bind, "before_cursor_execute", note)
        counts.append(len(statements))
        for number in range(20):
            home = company.town.customer(company.north, f"more{number}{len(counts)}", at=(120.001, 30.002))
            company.town.visited(home, "gas_inspection", date(2024, 3, 12))
            company.town.technician(company.south, f"T{number}{len(counts)}")
        open_obligations(company.planning.begin, TODAY)
    assert counts[0] == counts[1] > 0


def test_equal_data_have_equal_names_and_every_change_another(company: Company) -> None:
    open_obligations(company.planning.begin, TODAY)
    first = load(company).fingerprint
    assert load(company).fingerprint == first
    company.town.run("UPDATE technician SET profile = 'ebike' WHERE name = 'Cy'")
    second = load(company).fingerprint
    company.town.run("UPDATE programme_rule SET service_s = service_s + 60")
    assert len({first, second, load(company).fingerprint}) == 3


def test_a_customers_own_hours_narrow_those_of_the_rule_and_impossible_ones_do_not(company: Company) -> None:
    town = company.town
    town.run("UPDATE customer SET window_start_s = 36000, window_end_s = 90000 WHERE name = 'north0'")
    town.run("UPDATE customer SET window_start_s = 3600, window_end_s = 7200 WHERE name = 'north1'")
    open_obligations(company.planning.begin, TODAY)
    loaded = load(company)
    hours = {}
    for name in ("north0", "north1", "north2"):
        row = np.flatnonzero(loaded.owed.customer == company.customers[name].bytes)[0]
        owed = loaded.problem.obligations
        hours[name] = (int(owed.window_start_s[row]), int(owed.window_end_s[row]))
    assert hours["north0"] == (36_000, 72_000)
    assert hours["north1"] == hours["north2"] == (28_800, 72_000)


def test_several_hours_of_a_customer_that_lie_within_the_rules_are_read_in_time_order(company: Company) -> None:
    """north0: three, the first before the rule's begin; north1: the first ends too early, a further one holds."""
    town = company.town
    windows = "UPDATE customer SET window_start_s = :a, window_end_s = :b, more_windows = :more WHERE name = :name"
    town.run(windows, a=21_600, b=36_000, more="{[50400,54000),[57600,61200)}", name="north0")
    town.run(windows, a=3_600, b=7_200, more="{[36000,39600)}", name="north1")
    open_obligations(company.planning.begin, TODAY)
    loaded = load(company)
    owed = loaded.problem.obligations
    rows = {
        name: int(np.flatnonzero(loaded.owed.customer == company.customers[name].bytes)[0])
        for name in ("north0", "north1", "north2")
    }
    assert owed.windows_of(rows["north0"]) == ((28_800, 36_000), (50_400, 54_000), (57_600, 61_200))
    assert owed.windows_of(rows["north1"]) == ((36_000, 39_600),)
    assert owed.windows_of(rows["north2"]) == ((28_800, 72_000),)


def test_further_hours_stand_after_the_first_or_the_database_refuses_them(company: Company) -> None:
    with pytest.raises(IntegrityError):
        company.town.run(
            "UPDATE customer SET window_start_s = 36000, window_end_s = 50400, more_windows = '{[43200,54000)}'"
            " WHERE name = 'north0'"
        )


def test_what_comes_before_is_read_and_forgotten_where_it_is_not_planned(company: Company) -> None:
    open_obligations(company.planning.begin, TODAY)
    company.town.run(
        "UPDATE obligation SET after_id = (SELECT o.id FROM obligation o JOIN customer c ON c.id = o.customer_id"
        " WHERE c.name = 'north1') WHERE customer_id = (SELECT id FROM customer WHERE name = 'north0')"
    )
    for level, until in ((PlanLevel.MONTHLY, date(2026, 3, 16)), (PlanLevel.ANNUAL, date(2029, 3, 2))):
        loaded = load(company, level, until)
        after = loaded.problem.obligations.after
        first, then = (
            np.flatnonzero(loaded.owed.customer == company.customers[name].bytes)[0] for name in ("north1", "north0")
        )
        assert after[then] == first
        assert (after >= 0).sum() == 1
    company.town.run(
        "UPDATE obligation SET state = 'cancelled' WHERE customer_id = :it", it=company.customers["north1"]
    )
    assert (load(company).problem.obligations.after == -1).all()


def test_most_work_and_further_windows_of_a_break_are_read(company: Company) -> None:
    company.town.run("UPDATE technician SET max_work_s = 18000 WHERE name = 'Ann'")
    company.town.run(
        'UPDATE shift_pattern SET breaks = \'[{"window_start_s": 43200, "window_end_s": 46800, "duration_s": 1800,'
        ' "extra_windows": [[50400, 54000]]}]\' WHERE technician_id = :ann',
        ann=company.people["Ann"],
    )
    open_obligations(company.planning.begin, TODAY)
    people = {person.name: person for person in load(company).problem.technicians}
    assert (people["Ann"].max_work_s, people["Bob"].max_work_s) == (18_000, None)
    assert people["Ann"].shifts[0].breaks[0].windows == ((43_200, 46_800), (50_400, 54_000))


def test_hours_of_slower_travel_hold_on_the_days_they_are_in_force(company: Company) -> None:
    for factor, since in ((2.0, date(2025, 1, 1)), (1.5, TODAY), (3.0, TODAY + timedelta(days=1))):
        slower(company, factor, since)
    open_obligations(company.planning.begin, TODAY)
    period, again = load(company).problem.policy.travel_periods
    assert period == TravelPeriod(profile="car", from_s=27_000, until_s=32_400, factor=1.5)
    # Whoever works past midnight meets them once more.
    assert (again.from_s, again.until_s) == (27_000 + 86_400, 32_400 + 86_400)


def slower(company: Company, factor: float, since: date) -> None:
    """Enter a rule of slower hours in the morning."""
    period = {"profile": "car", "from_s": 27_000, "until_s": 32_400, "factor": factor}
    company.town.insert(
        "company_rule", unit_id=company.id, kind="travel", effective_on=since, numbers={"periods": [period]}, source="x"
    )


def test_an_order_of_visits_in_different_areas_is_forgotten(company: Company) -> None:
    """A customer that has moved is on nobody else's route: the plan goes on without the order."""
    open_obligations(company.planning.begin, TODAY)
    company.town.run(
        "UPDATE obligation SET after_id = (SELECT first.id FROM obligation AS first JOIN customer ON customer.id ="
        " first.customer_id WHERE customer.name = 'south0' LIMIT 1) WHERE customer_id = :it",
        it=company.customers["north0"],
    )
    assert (load(company).problem.obligations.after == -1).all()


def test_a_month_with_all_of_it_is_planned_and_the_judge_finds_nothing(company: Company) -> None:
    town = company.town
    town.run("UPDATE technician SET max_work_s = 21600")
    town.run("UPDATE customer SET window_start_s = 28800, window_end_s = 36000, more_windows = '{[50400,57600)}'")
    slower(company, 1.5, date(2026, 1, 1))
    open_obligations(company.planning.begin, TODAY)
    made = run_month(company.planning, company.ask())
    assert made.hard_violations == 0
    assert made.planned > 9


def test_owner_and_preferred_technician_become_barred_and_wanted(company: Company) -> None:
    """S4.4."""
    company.town.run(
        "UPDATE customer SET preferred_technician_id = :bob WHERE name = 'shop0'", bob=company.people["Bob"]
    )
    open_obligations(company.planning.begin, TODAY)
    loaded = load(company)
    row = np.flatnonzero(loaded.owed.customer == company.customers["shop0"].bytes)[0]
    owed = loaded.problem.obligations
    assert loaded.technicians[owed.excluded[row]] == company.people["Ann"]
    assert loaded.technicians[owed.preferred[row]] == company.people["Bob"]


def test_a_fixed_date_binds_while_it_lies_in_the_due_window_and_no_longer(company: Company) -> None:
    """R34; a window may move after the visit was fixed."""
    open_obligations(company.planning.begin, TODAY)
    publish(company.planning, run_month(company.planning, company.ask()).version_id)
    company.town.run("UPDATE visit SET pinned = true WHERE live")
    loaded = load(company)
    fixed = loaded.problem.obligations.pinned_on
    assert not np.isnat(fixed).all()
    moved = int(np.flatnonzero(~np.isnat(fixed))[0])
    where = {"on": fixed[moved].item(), "id": UUID(bytes=loaded.owed.id[moved].ljust(16, b"\0"))}
    company.town.run(
        "UPDATE obligation SET not_before = CAST(:on AS date) + 1, ideal_on = CAST(:on AS date) + 2,"
        " due_by = CAST(:on AS date) + 3 WHERE id = :id",
        **where,
    )
    again = load(company)
    row = int(np.flatnonzero(again.owed.id == loaded.owed.id[moved])[0])
    assert np.isnat(again.problem.obligations.pinned_on[row])
    assert again.problem.obligations.pinned[row] == -1
    assert (~np.isnat(again.problem.obligations.pinned_on)).sum() == (~np.isnat(fixed)).sum() - 1


def test_a_year_expects_what_follows_and_a_month_holds_only_what_is_stored(company: Company) -> None:
    open_obligations(company.planning.begin, TODAY)
    month, year = load(company), load(company, PlanLevel.ANNUAL, date(2027, 3, 2))
    assert not month.owed.projected.any()
    assert year.owed.projected.sum() > 3 * 20
    owed = year.problem.obligations
    for series in np.unique(owed.series):
        rows = np.flatnonzero(owed.series == series)
        assert (owed.not_before[rows][1:] > owed.due_by[rows][:-1]).all()


def test_guessed_holidays_are_named(company: Company) -> None:
    open_obligations(company.planning.begin, TODAY)
    assert load(company).calendar_assumed_from is None
    assert load(company, PlanLevel.ANNUAL, date(2027, 3, 2)).calendar_assumed_from == date(2027, 1, 1)
