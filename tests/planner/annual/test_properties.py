"""What holds of every year and every proof, whatever the problem (S9.1; property tests of the planner)."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from planner.annual import plan_year, prove_law
from planner.checking import check_proof, check_year
from planner.plan import Reason
from planner.problem import Horizon, Policy, Problem, Technician
from tests.planner.annual.build import Town

SPAN = Horizon(start=date(2026, 1, 7), until=date(2026, 3, 20))


def _random(seed: int) -> Problem:
    rng = np.random.default_rng(seed)
    policy = Policy(reserve_share=0.1, travel_share=0.2)
    town = Town(regions=("n", "s"), certificates=("gas", "meter"), horizon=SPAN, policy=policy)
    for _ in range(int(rng.integers(1, 4))):
        kinds = tuple(kind for kind in town.certificates if rng.random() < 0.7)
        ends = SPAN.start + timedelta(days=int(rng.integers(5, 80))) if rng.random() < 0.3 else None
        town.person(region=int(rng.integers(0, 2)), kinds=kinds, until=ends, hours=int(rng.integers(3, 8)))
    for _ in range(int(rng.integers(5, 25))):
        opens = SPAN.start + timedelta(days=int(rng.integers(-10, 70)))
        due = opens + timedelta(days=int(rng.integers(0, 40)))
        town.visits(
            int(rng.integers(1, 8)),
            opens,
            due,
            minutes=int(rng.choice([10, 30, 60])),
            region=int(rng.integers(0, 2)),
            skills=int(rng.integers(0, 4)),
            hard=bool(rng.random() < 0.6),
            building=int(rng.integers(-1, 6)),
            setup=5,
        )
    problem = town.made()
    spread = rng.normal(size=problem.sites.lonlat.shape) * 0.03
    return replace(problem, sites=replace(problem.sites, lonlat=problem.sites.lonlat + spread))


@pytest.mark.parametrize("seed", range(15))
def test_the_judge_finds_nothing_in_a_random_year(seed: int) -> None:
    """Windows, certificates, hours by skill, reasons, figures and bound of any problem."""
    problem = _random(seed)
    assert check_year(problem, plan_year(problem)) == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_sequence_of_rows_and_people_decides_nothing(seed: int) -> None:
    """The same obligations and people in another sequence get the same weeks; asked twice, too."""
    problem = _random(seed)
    rng = np.random.default_rng(seed)
    rows, people = rng.permutation(len(problem.obligations)), rng.permutation(len(problem.technicians))
    mixed = replace(
        problem,
        obligations=problem.obligations.take(rows),
        technicians=tuple(problem.technicians[number] for number in people),
    )
    plan, other = plan_year(problem), plan_year(mixed)
    for rows_alike in _alike(problem):
        weeks = sorted(plan.week[rows_alike].tolist())
        assert weeks == sorted(other.week[np.isin(rows, rows_alike)].tolist())
    assert plan_year(problem).week.tolist() == plan.week.tolist()


def _alike(problem: Problem) -> list[np.ndarray]:
    """Return the obligations that are alike but for their site, each kind by itself."""
    owed = problem.obligations
    building = problem.sites.building[owed.site]
    keys = np.stack([owed.not_before.astype(int), owed.due_by.astype(int), owed.skills.astype(int), owed.service_s,
                     owed.hard, problem.region_of(), building])  # fmt: skip
    _, kind = np.unique(keys, axis=1, return_inverse=True)
    return [np.flatnonzero(kind.ravel() == number) for number in range(int(kind.max()) + 1)]


@pytest.mark.parametrize("seed", range(10))
def test_one_technician_more_never_makes_the_law_impossible(seed: int) -> None:
    """What can be kept with some people can be kept with one more, and no shortage grows."""
    problem = _random(seed)
    another = replace(problem.technicians[0], id="more", name="more")
    before, after = prove_law(problem), prove_law(replace(problem, technicians=(*problem.technicians, another)))
    assert after.fits or not before.fits
    assert sum(one.missing_h for one in after.shortages) <= sum(one.missing_h for one in before.shortages) + 1e-6
    assert check_proof(problem, before) == ()


def _reasons(problem: Problem) -> set[Reason]:
    plan = plan_year(problem)
    assert check_year(problem, plan) == ()
    return {left.reason for left in plan.unplanned}


def test_nothing_owed_is_a_year_without_work() -> None:
    """No obligations: a proof that holds and empty weeks."""
    plan = plan_year(Town().person().made())
    assert plan.proof.fits
    assert plan.load_s.sum() == plan.access_s.sum() == plan.bound_s == 0


def test_nobody_at_all_leaves_everything_for_that_reason() -> None:
    """No technicians: nothing is planned, the law is short, and each visit says why."""
    problem = Town().in_weeks(3, 2, 4).made()
    assert _reasons(problem) == {Reason.NO_TECHNICIAN}
    assert not prove_law(problem).fits


def test_a_technician_without_shifts_is_nobody_at_work() -> None:
    """Somebody is there and certified, and never works."""
    problem = Town().person().in_weeks(3, 2, 4).made()
    idle: Technician = replace(problem.technicians[0], shifts=())
    assert _reasons(replace(problem, technicians=(idle,))) == {Reason.NO_SHIFT_IN_WINDOW}


def test_a_certificate_that_ends_on_the_way_is_named() -> None:
    """Visits after the last valid day are left out for that reason, those before it are made."""
    town = Town()
    problem = town.person(until=town.monday(10)).in_weeks(3, 4, 6).in_weeks(3, 20, 22).made()
    assert _reasons(problem) == {Reason.CERTIFICATE_EXPIRED}
    assert (plan_year(problem).week[:3] >= 4).all()


def test_a_visit_longer_than_any_shift_says_so() -> None:
    """Nine hours do not fit into seven."""
    assert _reasons(Town().person().in_weeks(1, 2, 4, minutes=540).made()) == {Reason.LONGER_THAN_SHIFT}
