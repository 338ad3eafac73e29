"""Ways out of a shortage say how much, in which weeks and from which date; applied they are enough, less is not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.domain.sentences import sentence
from planner.annual import prove_law
from planner.annual.shortage import least, said_by_week
from planner.plan import Cure
from planner.problem import CertificateSpan, Lending, Policy, Technician
from tests.planner.annual.build import YEAR, Town

DAY = timedelta(days=1)
OVERTIME = Policy(reserve_share=0, travel_share=0, overtime_s=7_200)


def _cure(town: Town, kind: str) -> Cure:
    (shortage,) = prove_law(town.made()).shortages
    return next(cure for cure in shortage.cures if cure.kind == kind)


def _fits(town: Town) -> bool:
    return prove_law(town.made()).fits


def _with(town: Town, count: int, first: date) -> Town:
    more = replace(town, people=list(town.people))
    for _ in range(count):
        more.person(first=first)
    return more


def _longer(person: Technician, first: date, last: date, seconds: int) -> Technician:
    """Give each shift from `first` to `last` so many seconds more."""
    shifts = tuple(
        replace(shift, end_s=shift.end_s + seconds) if first <= shift.on <= last else shift for shift in person.shifts
    )
    return replace(person, shifts=shifts)


@pytest.mark.parametrize(("visits", "weeks"), [(220, (10, 13)), (330, (8, 12)), (400, (20, 24))])
def test_people_who_begin_on_the_day_named_are_enough_and_a_day_or_week_later_are_not(
    visits: int, weeks: tuple[int, int]
) -> None:
    """Issue text, level 0: one more person, and from which date; the proof itself says so, to the day."""
    town = Town().person().person().in_weeks(visits, *weeks)
    cure = _cure(town, "add_technicians")
    count, first = int(cure.details["count"]), date.fromisoformat(str(cure.details["starts_on"]))
    assert YEAR.monday(weeks[0]) <= first < YEAR.monday(weeks[1])
    assert _fits(_with(town, count, first))
    assert not _fits(_with(town, count, first + DAY))
    assert not _fits(_with(town, count, first + 7 * DAY))
    assert count == 1 or not _fits(_with(town, count - 1, YEAR.start))


def test_one_who_is_needed_late_need_not_begin_early() -> None:
    """110 hours in three weeks of 35: five are missing, so the last working day of the window is soon enough."""
    cure = _cure(Town().person().in_weeks(110, 10, 13), "add_technicians")
    assert cure.details["starts_on"] == (YEAR.monday(13) - 3 * DAY).isoformat() == "2026-04-03"
    assert "2026年4月3日" in sentence(cure).zh
    assert "3 Apr 2026" in sentence(cure).en


def test_people_to_be_certified_are_named_with_the_last_day_for_it() -> None:
    """Certified from that day on is enough, from the day after is not."""
    town = Town().person().person(kinds=()).in_weeks(60, 3, 4)
    cure = _cure(town, "certify_technicians")
    by = date.fromisoformat(str(cure.details["starts_on"]))
    for day, enough in ((by, True), (by + DAY, False)):
        span = CertificateSpan(kind="gas", valid_from=day, valid_until=None)
        people = [town.people[0], replace(town.people[1], certificates=(span,))]
        assert _fits(replace(town, people=people)) is enough


def test_overtime_says_how_many_hours_in_which_weeks_and_no_less_will_do() -> None:
    """Two people lack 9 h in weeks 10 to 12: 1.5 h a week each at most, 9 h in all, no more than is missing."""
    town = Town(policy=OVERTIME).person().person().in_weeks(219, 10, 13)
    cure = _cure(town, "overtime")
    assert (cure.details["hours"], cure.details["hours_per_person"]) == (9.0, 1.5)
    assert cure.details["weeks"] == "2026-03-16..2026-04-05 3 h"
    assert cure.details["permitted"] == "yes"
    first, last = (date.fromisoformat(str(cure.details[end])) for end in ("from_on", "until_on"))
    enough = round(float(cure.details["hours_per_person"]) * 3600 / 5)
    for seconds, fits in ((enough, True), (enough - 180, False)):
        assert _fits(replace(town, people=[_longer(one, first, last, seconds) for one in town.people])) is fits
    assert "16 Mar to 5 Apr: 3 h a week" in sentence(cure).en


def test_overtime_counts_what_reserve_and_travel_take_of_it() -> None:
    """24.5 of 35 h are for visits: 3.5 h more of them take 5 h more of work."""
    shares = Policy(reserve_share=0.1, travel_share=0.2, overtime_s=7_200)
    cure = _cure(Town(policy=shares).person().in_weeks(28, 3, 4), "overtime")
    assert cure.details["hours"] == pytest.approx(5.0, abs=0.01)


def test_overtime_beyond_the_policy_says_that_it_must_be_permitted_first() -> None:
    """Without overtime in the policy the cure is still worth knowing, and says what it is."""
    cure = _cure(Town().person().in_weeks(40, 3, 4), "overtime")
    assert cure.details["permitted"] == "no"
    assert "so far" in sentence(cure).en
    assert "须先放宽" in sentence(cure).zh


def test_a_limit_on_the_days_work_leaves_no_overtime() -> None:
    """Who may work seven hours a day has no eighth to give."""
    town = Town(policy=OVERTIME).person().in_weeks(36, 3, 4)
    assert _cure(town, "overtime").details["hours"] == pytest.approx(1)
    town.people[0] = replace(town.people[0], max_work_s=7 * 3_600)
    (shortage,) = prove_law(town.made()).shortages
    assert "overtime" not in {cure.kind for cure in shortage.cures}


def test_lending_says_from_whom_in_which_weeks_and_no_more_than_is_missing() -> None:
    """Six hours missing in weeks 10 and 11: the south gives them, at most three a week."""
    town = Town(regions=("north", "south")).person(0).person(1).in_weeks(76, 10, 12)
    cure = _cure(town, "lend")
    assert (cure.details["from"], cure.details["hours"], cure.details["hours_per_week"]) == ("south", 6.0, 3.0)
    assert cure.details["weeks"] == "2026-03-16..2026-03-29 3 h"
    for hours, fits in ((3.0, True), (2.75, False)):
        agreed = Lending(giver=1, taker=0, hours_per_week=hours)
        assert _fits(replace(town, policy=replace(town.policy, lending=(agreed,)))) is fits


def test_runs_of_weeks_are_named_by_their_days_and_hours() -> None:
    """A run ends where the hours change or a week needs none; quarters of an hour are rounded up."""
    said = said_by_week(YEAR, np.array([0, 3_600, 3_600, 900, 0, 1, *[0] * 46]))
    assert said["weeks"] == "2026-01-12..2026-01-25 1 h, 2026-01-26..2026-02-01 0.25 h, 2026-02-09..2026-02-15 0.25 h"
    assert (said["from_on"], said["until_on"]) == ("2026-01-12", "2026-02-15")


def test_least_finds_the_smallest_number_that_is_enough() -> None:
    """Bisection, with the smallest and the greatest answer among them."""
    assert [least(0, 9, lambda number, goal=goal: number >= goal) for goal in (1, 5, 9)] == [1, 5, 9]
