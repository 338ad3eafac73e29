"""The proof of law and its certificates of shortage (S9.1, S9.7)."""

from datetime import date, timedelta

import pytest

from planner.annual import prove_law
from planner.plan import Cure, ShortageCertificate
from planner.problem import Horizon, Lending, Policy
from tests.planner.annual.build import YEAR, Town


def _only(town: Town) -> ShortageCertificate:
    proof = prove_law(town.made())
    assert not proof.fits
    assert len(proof.shortages) == 1
    return proof.shortages[0]


def _cure(shortage: ShortageCertificate, kind: str) -> Cure | None:
    return next((cure for cure in shortage.cures if cure.kind == kind), None)


def test_no_obligations_are_no_trouble() -> None:
    """Nothing owed fits, with or without people."""
    assert prove_law(Town().made()).fits
    assert prove_law(Town().person().made()).certain


def test_work_without_anybody_is_one_shortage_over_its_weeks() -> None:
    """No technician at all: everything is missing."""
    shortage = _only(Town().in_weeks(3, 4, 6).in_weeks(2, 5, 8))
    assert (shortage.region, shortage.week_from, shortage.week_until) == ("north", 4, 8)
    assert (shortage.demand_h, shortage.capacity_h, shortage.missing_h) == (5, 0, 5)
    assert shortage.obligations == 5


@pytest.mark.parametrize("extra", [1, 7, 30])
def test_a_planted_shortage_is_found_with_its_weeks_and_hours(extra: int) -> None:
    """35 h a week in weeks 10-12 against 105 h and something: exactly that something is missing."""
    town = Town().person().in_weeks(105 + extra, 10, 13).in_weeks(500, 0, 52)
    shortage = _only(town)
    assert (shortage.week_from, shortage.week_until) == (10, 13)
    assert shortage.missing_h == pytest.approx(extra)
    assert shortage.demand_h == pytest.approx(105 + extra)
    assert shortage.capacity_h == pytest.approx(105)
    assert shortage.obligations == extra
    assert shortage.certificates == ("gas",)
    assert shortage.starts_on == YEAR.monday(10)
    assert shortage.ends_on == YEAR.monday(13) - timedelta(days=1)


def test_a_near_miss_raises_no_alarm_but_is_not_certain() -> None:
    """Full to the minute fits by hours; 70 visits of 90 minutes would have to be cut at the end of a week."""
    proof = prove_law(Town().person().in_weeks(70, 10, 13, minutes=90).made())
    assert proof.fits
    assert not proof.certain
    assert not proof.shortages


def test_a_yes_is_certain_as_long_as_whole_visits_can_be_placed() -> None:
    """35 hours hold 23 visits of 90 minutes: in three weeks 69 are sure, the 70th is not."""
    assert prove_law(Town().person().in_weeks(66, 10, 13, minutes=90).made()).certain
    assert prove_law(Town().person().in_weeks(69, 10, 13, minutes=90).made()).certain
    assert not prove_law(Town().person().in_weeks(70, 10, 13, minutes=90).made()).certain


def test_three_planted_shortages_are_three_certificates_and_no_more() -> None:
    """Independent places and weeks are told apart, a full neighbour is not accused."""
    town = Town(regions=("north", "south", "west")).person(0).person(1).person(2)
    town.in_weeks(80, 5, 7, region=0).in_weeks(50, 30, 31, region=0)
    town.in_weeks(35, 12, 13, region=1).in_weeks(120, 20, 23, region=1)
    town.in_weeks(700, 0, 20, region=2)
    found = [(one.region, one.week_from, one.week_until, one.missing_h) for one in prove_law(town.made()).shortages]
    assert found == [("north", 5, 7, 10.0), ("north", 30, 31, 15.0), ("south", 20, 23, 15.0)]


def test_days_count_not_whole_weeks() -> None:
    """Due on a Tuesday, two days are left and not five."""
    town = Town().person()
    shortage = _only(town.visits(20, town.monday(8), town.monday(8) + timedelta(days=1)))
    assert shortage.capacity_h == pytest.approx(14)
    assert shortage.missing_h == pytest.approx(6)


def test_a_certificate_counts_on_its_days_only_and_its_end_is_named() -> None:
    """S9.7: it ends on Wednesday of week 20; renewing it is the cheapest cure."""
    ends = YEAR.monday(20) + timedelta(days=2)
    shortage = _only(Town().person(until=ends).in_weeks(30, 20, 21))
    assert shortage.capacity_h == pytest.approx(14)
    assert shortage.missing_h == pytest.approx(16)
    best = shortage.cures[0]
    assert best.kind == "renew_certificate"
    assert best.details["expires_on"] == ends.isoformat()
    assert best.details["technicians"] == "p0"
    assert best.details["hours"] == pytest.approx(21)


def test_people_with_other_certificates_do_not_help() -> None:
    """Two skill sets, neither within the other: each has hours of its own, who holds both serves either."""
    town = Town(certificates=("gas", "meter")).person(kinds=("gas",)).person(kinds=("meter",))
    town.in_weeks(40, 3, 4, skills=0b01).in_weeks(30, 3, 4, skills=0b10)
    assert _only(town).certificates == ("gas",)
    assert _only(town).missing_h == pytest.approx(5)
    assert prove_law(town.person(kinds=("gas", "meter")).made()).fits


def test_work_needing_both_certificates_goes_to_who_holds_both() -> None:
    """A nested set is served by the larger one only."""
    town = Town(certificates=("gas", "meter")).person(kinds=("gas",)).person(kinds=("gas", "meter"))
    town.in_weeks(36, 3, 4, skills=0b11)
    assert _only(town).missing_h == pytest.approx(1)
    assert _only(town).certificates == ("gas", "meter")


def test_reserve_and_travel_shares_are_not_given_away() -> None:
    """35 h less 10 and 20 per cent are 24.5 h."""
    town = Town(policy=Policy(reserve_share=0.1, travel_share=0.2)).person().in_weeks(30, 3, 4)
    assert _only(town).capacity_h == pytest.approx(24.5, abs=0.01)


def test_lending_closes_what_it_can_and_no_more() -> None:
    """10 h a week may come from the south: 45 h fit, 46 h do not."""
    policy = Policy(reserve_share=0, travel_share=0, lending=(Lending(giver=1, taker=0, hours_per_week=10),))
    regions = ("north", "south")
    assert prove_law(Town(regions=regions, policy=policy).person(0).person(1).in_weeks(45, 3, 4).made()).fits
    shortage = _only(Town(regions=regions, policy=policy).person(0).person(1).in_weeks(46, 3, 4))
    assert shortage.region == "north"
    assert shortage.missing_h == pytest.approx(1)


def test_a_lender_busy_with_its_own_law_lends_less() -> None:
    """The south needs 30 of its 35 h itself: 5 are left for the north."""
    policy = Policy(reserve_share=0, travel_share=0, lending=(Lending(giver=1, taker=0, hours_per_week=10),))
    town = Town(regions=("north", "south"), policy=policy).person(0).person(1)
    town.in_weeks(41, 3, 4, region=0).in_weeks(30, 3, 4, region=1)
    assert _only(town).missing_h == pytest.approx(1)


def test_lending_by_people_of_different_use_is_read_boldly_for_alarms_and_cautiously_for_promises() -> None:
    """Ten hours, two kinds of lender: no false alarm, and no certainty either."""
    policy = Policy(reserve_share=0, travel_share=0, lending=(Lending(giver=1, taker=0, hours_per_week=10),))
    town = Town(regions=("north", "south"), certificates=("gas", "meter"), policy=policy)
    town.person(1, ("gas",)).person(1, ("gas", "meter"))
    town.in_weeks(4, 3, 4, skills=0b01).in_weeks(8, 3, 4, skills=0b10)
    proof = prove_law(town.made())
    assert proof.fits
    assert not proof.certain


def test_every_cure_named_does_close_the_shortage() -> None:
    """Neighbour hours, overtime and people, cheapest first, each sufficient when tried."""
    regions = ("north", "south", "far")
    town = Town(regions=regions).person(0).person(1).person(2).in_weeks(40, 3, 4).in_weeks(20, 3, 4, region=1)
    shortage = _only(town)
    assert [cure.kind for cure in shortage.cures] == ["lend", "overtime", "add_technicians"]
    assert [cure.minutes for cure in shortage.cures] == sorted(cure.minutes for cure in shortage.cures)
    lend = _cure(shortage, "lend")
    assert lend is not None
    assert (lend.details["from"], lend.details["hours"]) == ("south", 5.0)
    agreed = Lending(giver=1, taker=0, hours_per_week=float(lend.details["hours_per_week"]))
    town.policy = Policy(reserve_share=0, travel_share=0, lending=(agreed,))
    assert prove_law(town.made()).fits
    people = _cure(shortage, "add_technicians")
    assert people is not None
    town.policy = Policy(reserve_share=0, travel_share=0)
    for _ in range(int(people.details["count"])):
        town.person(0)
    assert prove_law(town.made()).fits


def test_people_one_has_may_be_certified() -> None:
    """Somebody of the region without the certificate is named, and does close it."""
    town = Town().person().person(kinds=())
    cure = _cure(_only(town.in_weeks(60, 3, 4)), "certify_technicians")
    assert cure is not None
    assert cure.details == {"count": 1, "technicians": "p1", "certificates": "gas", "starts_on": "2026-01-27"}
    assert prove_law(Town().person().person().in_weeks(60, 3, 4).made()).fits


def test_a_neighbour_without_hours_to_spare_is_not_named() -> None:
    """The south is full in those weeks."""
    town = Town(regions=("north", "south")).person(0).person(1).in_weeks(40, 3, 4).in_weeks(33, 3, 4, region=1)
    assert _cure(_only(town), "lend") is None


def test_overtime_that_is_not_enough_is_not_named() -> None:
    """Two hours on five shifts do not make twenty."""
    assert _cure(_only(Town().person().in_weeks(55, 3, 4)), "overtime") is None
    assert _cure(_only(Town().person().in_weeks(45, 3, 4)), "overtime") is not None


def test_a_visit_longer_than_any_shift_is_named_though_hours_would_do() -> None:
    """Minutes may be divided, visits not."""
    shortage = _only(Town().person(hours=7).in_weeks(1, 3, 9, minutes=8 * 60))
    assert shortage.cures[0].kind == "longer_shift"
    assert shortage.cures[0].details == {"visit_min": 480, "longest_shift_min": 420}
    longer = Policy(reserve_share=0, travel_share=0, overtime_s=3_600)
    assert prove_law(Town(policy=longer).person(hours=7).in_weeks(1, 3, 9, minutes=8 * 60).made()).fits


def test_what_lapsed_before_the_horizon_is_named() -> None:
    """S9.1: nothing lapses silently."""
    shortage = _only(Town().person().visits(2, date(2025, 1, 1), date(2025, 12, 31)))
    assert shortage.cures[0].kind == "new_window"
    assert shortage.cures[0].details["missed_on"] == "2025-12-31"
    assert shortage.obligations == 2


def test_soft_visits_and_later_dates_do_not_burden_the_law() -> None:
    """Tiers never make the law fail; what falls due after the horizon may wait."""
    town = Town().person().in_weeks(900, 3, 4, hard=False)
    town.visits(900, YEAR.monday(50), YEAR.until)
    proof = prove_law(town.made())
    assert proof.fits
    assert proof.demand_h == 0


def test_a_visit_longer_than_any_shift_that_falls_due_after_the_horizon_is_no_lapse_within_it() -> None:
    """What is due later is a matter of the plan that holds its due date."""
    town = Town().person(hours=7).visits(1, YEAR.monday(50), YEAR.until, minutes=8 * 60)
    proof = prove_law(town.made())
    assert proof.fits
    assert proof.demand_h == 0
    town.visits(1, YEAR.monday(50), YEAR.until - timedelta(days=1), minutes=8 * 60)
    assert _only(town).obligations == 1


def test_entering_a_building_is_counted_once_for_visits_made_together() -> None:
    """Ten flats of one house with the same window: ten services, one way in."""
    proof = prove_law(Town().person().in_weeks(10, 3, 5, minutes=10, setup=30, building=4).made())
    assert proof.demand_h == pytest.approx((10 * 10 + 30) / 60)
    apart = prove_law(Town().person().in_weeks(10, 3, 5, minutes=10, setup=30).made())
    assert apart.demand_h == pytest.approx(10 * 40 / 60)


def test_a_cut_first_week_has_only_its_own_days() -> None:
    """The horizon begins on a Thursday."""
    span = Horizon(start=date(2026, 1, 1), until=date(2026, 3, 1))
    shortage = _only(Town(horizon=span).person().visits(20, date(2026, 1, 1), date(2026, 1, 4)))
    assert shortage.capacity_h == pytest.approx(14)
    assert (shortage.week_from, shortage.week_until) == (0, 1)
    assert (shortage.starts_on, shortage.ends_on) == (date(2026, 1, 1), date(2026, 1, 4))
