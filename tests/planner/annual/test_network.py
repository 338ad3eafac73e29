"""The flow against an independent linear programme, on random small problems (S9.1, S9.7)."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.optimize import linprog

from planner.annual import prove_law
from planner.problem import Horizon, Problem
from tests.planner.annual.build import Town


def _random_town(seed: int) -> Problem:
    rng = np.random.default_rng(seed)
    span = Horizon(start=date(2026, 3, 4), until=date(2026, 4, 15))
    town = Town(regions=("a", "b"), certificates=("x", "y", "z"), horizon=span)
    for _ in range(int(rng.integers(1, 5))):
        kinds = tuple(kind for kind in town.certificates if rng.random() < 0.5)
        ends = span.start + timedelta(days=int(rng.integers(5, 60)))
        town.person(int(rng.integers(2)), kinds, until=ends if rng.random() < 0.5 else None, hours=3)
    for _ in range(int(rng.integers(1, 25))):
        opens = int(rng.integers(0, 35))
        due = opens + int(rng.integers(0, 12))
        town.visits(
            int(rng.integers(1, 9)),
            span.start + timedelta(days=opens),
            min(span.start + timedelta(days=due), span.until - timedelta(days=1)),
            minutes=int(rng.integers(20, 120)),
            region=int(rng.integers(2)),
            skills=int(rng.integers(0, 8)),
        )
    return town.made()


def _missing_by_programme(problem: Problem) -> float:
    """Return the hours that find no room: every visit, every person, every day, one variable each."""
    owed = problem.obligations
    pairs, limits, rows = [], [], []
    for person in problem.technicians:
        for shift in person.shifts:
            limits.append(shift.work_s)
            held = person.skills_on(shift.on, problem.certificates)
            day = np.datetime64(shift.on)
            fits = (problem.region_of() == person.region) & (owed.not_before <= day) & (day <= owed.due_by)
            for row in np.flatnonzero(fits):
                if int(owed.skills[row]) & ~held == 0:
                    pairs.append(len(limits) - 1)
                    rows.append(row)
    total = float(owed.service_s.sum())
    if not pairs:
        return total / 3600
    matrix = np.zeros((len(limits) + len(owed), len(pairs)))
    matrix[pairs, np.arange(len(pairs))] = 1
    matrix[len(limits) + np.array(rows), np.arange(len(pairs))] = 1
    best = linprog(-np.ones(len(pairs)), A_ub=matrix, b_ub=[*limits, *owed.service_s], method="highs")
    return (total + best.fun) / 3600


@pytest.mark.parametrize("seed", range(40))
def test_the_hours_missing_agree_with_a_linear_programme(seed: int) -> None:
    """Days, certificates by day and skill sets without nesting, to the second."""
    problem = _random_town(seed)
    proof = prove_law(problem)
    missing = sum(shortage.missing_h for shortage in proof.shortages)
    assert missing == pytest.approx(_missing_by_programme(problem), abs=1e-3)
    assert proof.fits == (missing == 0)


@pytest.mark.parametrize("seed", range(40))
def test_every_certificate_is_a_true_contradiction(seed: int) -> None:
    """Demand, capacity and what is missing add up, and cures come cheapest first."""
    for shortage in prove_law(_random_town(seed)).shortages:
        assert shortage.missing_h > 0
        assert shortage.demand_h - shortage.capacity_h == pytest.approx(shortage.missing_h)
        assert shortage.obligations >= 1
        minutes = [cure.minutes for cure in shortage.cures]
        assert minutes == sorted(minutes)
