"""Claims about opening what is owed (S4.2, S9.1)."""

from datetime import date

import pytest

from app.domain.programmes import default_programmes
from app.services.errors import DomainError
from app.services.ledger.open_obligations import Opened, open_obligations
from app.services.ledger.seed_rules import Seeded, seed_rules
from tests.app.services.town import Town

TODAY = date(2026, 3, 2)


def test_seeding_twice_stores_nothing_the_second_time(town: Town) -> None:
    first = seed_rules(town.begin, default_programmes())
    assert first.programmes == len(default_programmes())
    assert first.rules == sum(len(each.rules) for each in default_programmes())
    assert seed_rules(town.begin, default_programmes()) == Seeded(programmes=0, rules=0)


def test_a_home_inspected_a_year_ago_is_due_two_years_after_that_day(town: Town) -> None:
    """S9.1: counted from the last completed inspection."""
    town.seed()
    home = town.customer(town.unit("c"), "home")
    town.visited(home, "gas_inspection", date(2025, 5, 20))
    open_obligations(town.begin, TODAY)
    (owed,) = town.owed(home)
    assert (owed.due_by, owed.hard, owed.previous_done_on) == (date(2027, 5, 20), True, date(2025, 5, 20))
    assert owed.not_before == date(2026, 11, 21)


def test_a_second_run_changes_nothing(town: Town) -> None:
    town.seed()
    unit = town.unit("c")
    town.visited(town.customer(unit, "late"), "gas_inspection", date(2020, 1, 1))
    town.customer(unit, "unknown", kind="commercial", tier="A")
    assert open_obligations(town.begin, TODAY).new == 4
    assert open_obligations(town.begin, TODAY) == Opened()
    assert open_obligations(town.begin, TODAY, ahead_until=date(2026, 5, 1)).new > 0
    assert open_obligations(town.begin, TODAY, ahead_until=date(2026, 5, 1)) == Opened()
    assert open_obligations(town.begin, TODAY) == Opened()


def test_what_has_lapsed_gets_a_period_of_grace_and_keeps_the_date_it_missed(town: Town) -> None:
    """S9.1: nothing lapses silently."""
    town.seed()
    home = town.customer(town.unit("c"), "home")
    town.visited(home, "gas_inspection", date(2024, 1, 10))
    open_obligations(town.begin, TODAY)
    (owed,) = town.owed(home)
    assert (owed.overdue_since, owed.not_before, owed.due_by) == (date(2026, 1, 10), TODAY, date(2026, 4, 1))
    open_obligations(town.begin, date(2026, 4, 20))
    (owed,) = town.owed(home)
    assert (owed.overdue_since, owed.not_before) == (date(2026, 1, 10), date(2026, 4, 20))


def test_the_rule_of_the_nearest_unit_wins_over_the_company(town: Town) -> None:
    town.seed()
    company = town.unit("c")
    branch = town.unit("b", company, "branch")
    area = town.unit("a", branch)
    town.run(
        "INSERT INTO programme_rule (programme_id, unit_id, customer_kind, interval, hard, priority, service_s,"
        " setup_s, window_start_s, window_end_s, effective_from, source) SELECT programme_id, :unit, customer_kind,"
        " interval || '{\"months\": 12}', hard, priority, service_s, setup_s, window_start_s, window_end_s,"
        " effective_from, 'local law' FROM programme_rule WHERE customer_kind = 'residential'",
        unit=branch,
    )
    inside, outside = town.customer(area, "inside"), town.customer(company, "outside")
    for home in (inside, outside):
        town.visited(home, "gas_inspection", date(2025, 12, 1))
    open_obligations(town.begin, TODAY)
    assert [town.owed(home)[0].due_by for home in (inside, outside)] == [date(2026, 12, 1), date(2027, 12, 1)]


def test_a_changed_rule_moves_the_open_window_and_leaves_an_audit_entry(town: Town) -> None:
    town.seed()
    home = town.customer(town.unit("c"), "home")
    town.visited(home, "gas_inspection", date(2025, 12, 1))
    open_obligations(town.begin, TODAY)
    (before,) = town.owed(home)
    town.run(
        "UPDATE programme_rule SET interval = interval || '{\"months\": 12}', updated_at = now() + interval '1 second'"
        " WHERE customer_kind = 'residential'"
    )
    assert open_obligations(town.begin, TODAY) == Opened(changed=1)
    (after,) = town.owed(home)
    assert (after.id, after.due_by) == (before.id, date(2026, 12, 1))
    entry = town.one(
        "SELECT details FROM audit WHERE action = 'obligation.window_changed' AND entity_id = :id", id=str(after.id)
    )
    assert (entry["before"]["due_by"], entry["after"]["due_by"]) == ("2027-12-01", "2026-12-01")


def test_a_customer_who_has_left_owes_nothing_any_more(town: Town) -> None:
    town.seed()
    home = town.customer(town.unit("c"), "home")
    open_obligations(town.begin, TODAY)
    town.run("UPDATE customer SET active_until = :day", day=TODAY)
    assert open_obligations(town.begin, TODAY) == Opened(cancelled=1)
    assert town.owed(home)[0].cancelled_reason == "customer_inactive"


def test_a_fortnightly_cadence_opens_every_visit_of_the_coming_weeks(town: Town) -> None:
    """S4.2: tier A every two weeks."""
    town.seed()
    shop = town.customer(town.unit("c"), "shop", kind="commercial", tier="A")
    town.visited(shop, "tour_visit", date(2026, 2, 27))
    open_obligations(town.begin, TODAY, ahead_until=date(2026, 4, 20))
    ideal = [row.ideal_on for row in town.owed(shop, "tour_visit")]
    assert ideal == [date(2026, 3, 13), date(2026, 3, 27), date(2026, 4, 10)]


def test_only_the_chosen_unit_and_below_are_touched(town: Town) -> None:
    town.seed()
    company = town.unit("c")
    north, south = town.unit("n", company), town.unit("s", company)
    town.customer(north, "north"), town.customer(south, "south")
    assert open_obligations(town.begin, TODAY, north) == Opened(new=1)
    assert open_obligations(town.begin, TODAY) == Opened(new=1)


def test_a_stored_rule_that_makes_no_sense_is_named(town: Town) -> None:
    town.seed()
    town.customer(town.unit("c"), "home")
    town.run('UPDATE programme_rule SET interval = \'{"kind": "rolling", "months": -1}\' WHERE tier IS NULL')
    with pytest.raises(DomainError) as refusal:
        open_obligations(town.begin, TODAY)
    assert refusal.value.code == "problem_flawed"
    assert "gas_inspection" in refusal.value.message_en
