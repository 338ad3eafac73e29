"""Every rule of the judge of years: break exactly that rule, and exactly that rule is reported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from planner.checking import check_year
from planner.plan import Proof, Reason, Unplanned, YearPlan
from planner.problem import Horizon, Problem

MON = date(2027, 3, 1)
Case = tuple[Problem, YearPlan]
Change = Callable[[Any, Problem, YearPlan], Case]


def plan(weeks: list[int], problem: Problem) -> YearPlan:
    """A year plan with those weeks, honest figures and a proof that fits."""
    shape = (len(problem.regions), problem.horizon.weeks)
    load = np.zeros(shape)
    for number, week in enumerate(weeks):
        if week >= 0:
            load[problem.region_of()[number], week] += problem.obligations.service_s[number]
    left = tuple(Unplanned(obligation=number, reason=Reason.CAPACITY) for number, week in enumerate(weeks) if week < 0)
    return YearPlan(
        week=np.array(weeks, dtype=np.int32),
        load_s=load,
        capacity_s=np.full(shape, 1e6),
        hour_price=np.zeros(shape),
        unplanned=left,
        proof=Proof(fits=True, certain=True, demand_h=1.0, capacity_h=1.0),
        access_s=np.full(shape, 1e6),
        bound_s=0.0,
    )


@pytest.fixture
def year(world: Any, rows: Callable[..., Any]) -> Case:
    """Five visits in four weeks; shifts are in the first two, Ann's certificates end with the first."""
    day = timedelta(days=1)
    late = {"not_before": MON, "ideal_on": MON, "due_by": MON + 27 * day}
    ann, *others = world.problem.technicians
    ends = tuple(replace(span, valid_until=MON + 7 * day) for span in ann.certificates)
    problem = replace(
        world.problem,
        technicians=(replace(ann, certificates=ends), *others),
        horizon=Horizon(start=MON, until=MON + 28 * day),
        obligations=rows(
            [
                {"id": "one", "site": 3, "skills": 2, "hard": True, "priority": 0, **late},
                {"id": "two", "site": 4, "series": 1, **late},
                {"id": "three", "site": 4, "series": 1, "min_gap_days": 3, "max_gap_days": 13, **late},
                {
                    "id": "four",
                    "site": 6,
                    "not_before": MON + 7 * day,
                    "ideal_on": MON + 7 * day,
                    "due_by": MON + 9 * day,
                },
                {"id": "five", "site": 3, "service_s": 200 * 3600, **late},
            ]
        ),
    )
    return problem, plan([0, 0, 1, 1, -1], problem)


CHANGES: dict[str, Callable[[Problem], list[int]]] = {
    "due_window": lambda _: [0, 0, 1, 0, -1],
    "certificate": lambda _: [1, 0, 1, 1, -1],
    "spacing": lambda _: [0, 1, 0, 1, -1],
}


def rules(case: Case, *, soft: bool = False) -> list[str]:
    """The rules broken."""
    return [one.rule for one in check_year(*case, soft=soft)]


def test_the_valid_year_is_not_objected_to(year: Case) -> None:
    """A week each in its window, with certified people at work."""
    assert rules(year, soft=True) == []


@pytest.mark.parametrize("name", CHANGES)
def test_exactly_the_broken_rule_is_reported(year: Case, name: str) -> None:
    """A visit in another week breaks the rule of that week."""
    problem, _ = year
    assert rules((problem, plan(CHANGES[name](problem), problem)), soft=True) == [name]


def test_a_week_in_which_only_the_barred_person_is_certified_is_reported(year: Case) -> None:
    """The separation rule (S4.4) reaches up to the year."""
    problem, _ = year
    excluded = problem.obligations.excluded.copy()
    excluded[0] = 0
    barred = replace(problem, obligations=replace(problem.obligations, excluded=excluded))
    assert rules((barred, plan([0, 0, 1, 1, -1], barred))) == ["separation"]


def test_a_visit_that_vanishes_from_the_year_is_reported(year: Case) -> None:
    """Neither in a week nor unplanned (S9.1)."""
    problem, good = year
    assert rules((problem, replace(good, unplanned=()))) == ["nothing_vanishes"]


def test_a_false_reason_in_a_year_is_reported(year: Case) -> None:
    """Nobody is blamed on a certificate that Ann holds."""
    problem, good = year
    left = (Unplanned(obligation=4, reason=Reason.NO_CERTIFICATE),)
    assert rules((problem, replace(good, unplanned=left))) == ["reason_true"]


def test_a_visit_in_a_week_and_unplanned_is_reported(year: Case) -> None:
    """Each obligation stands in one place."""
    problem, good = year
    left = (*good.unplanned, Unplanned(obligation=0, reason=Reason.CAPACITY))
    assert rules((problem, replace(good, unplanned=left))) == ["each_once"]


def test_a_want_of_hours_that_is_not_there_is_reported(year: Case) -> None:
    """What would fit into a week of its window is not left out for want of hours (S9.1)."""
    problem, good = year
    service = problem.obligations.service_s.copy()
    service[4] = 3600
    short = replace(problem, obligations=replace(problem.obligations, service_s=service))
    assert rules((short, good)) == ["reason_true"]


def test_travel_that_is_hidden_and_a_bound_too_good_are_reported(year: Case) -> None:
    """Trips to neighbourhoods are counted again, and so is what no plan can go below."""
    problem, good = year
    assert "access_figures" in rules((problem, replace(good, access_s=good.access_s * 0.0 - 2)))
    assert rules((problem, replace(good, bound_s=1e9))) == ["bound"]


def test_a_load_that_hides_work_is_reported(year: Case) -> None:
    """Load is recomputed, not believed."""
    problem, good = year
    assert rules((problem, replace(good, load_s=good.load_s * 0.5)))[0] == "load_figures"


def test_a_week_fuller_than_its_shifts_is_reported_hard_and_fuller_than_the_shares_softly(year: Case) -> None:
    """Six shifts of 8.5 h: 40 h of visits eat up the shares kept free, 60 h are impossible."""
    problem, _ = year
    for hours, hard in ((40, False), (60, True)):
        service = problem.obligations.service_s.copy()
        service[3] = hours * 3600
        full = replace(problem, obligations=replace(problem.obligations, service_s=service))
        found = check_year(full, plan([0, 0, 1, 1, -1], full), soft=True)
        assert [(one.rule, one.hard) for one in found] == [("hours", hard)]


def test_columns_of_the_wrong_length_are_refused(year: Case) -> None:
    """A plan of another problem is refused by its shape."""
    problem, good = year
    assert rules((problem, replace(good, week=good.week[:-1]))) == ["shape"]
    assert rules((problem, replace(good, week=good.week + 9))) == ["shape"]


def test_the_proof_a_year_rests_on_is_judged_too(year: Case) -> None:
    """A year that says the law cannot be kept must name the shortage."""
    problem, good = year
    assert rules((problem, replace(good, proof=replace(good.proof, fits=False)))) == ["proof_consistent"]
