"""Visits of a month at one building become one halt (planning.md L2)."""

from datetime import timedelta

import numpy as np

from planner.daily.duty import duties
from planner.daily.rules import allowed
from planner.monthly.sweeps import sweeps
from tests.planner.daily.town import MONDAY, H, Town


def _halts(town: Town, longest_s: int = 7_200) -> set[frozenset[int]]:
    problem = town.problem()
    crew = duties(problem, 0, [MONDAY + timedelta(days=day) for day in range(town.days)])
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    return {frozenset(halt) for halt in sweeps(problem, rows, allowed(problem, rows, crew), longest_s)}


def test_an_inspection_joins_the_tour_visit_of_its_building() -> None:
    """The inspection may wait a month, the tour visit a week: one stop in that week."""
    town = Town(days=28).person()
    site, flat = town.place(3, building=7), town.place(3, building=7)
    town.visit(site, hard=True, priority=0, skills=1)
    town.visit(flat, not_before=MONDAY + timedelta(days=7), ideal_on=MONDAY + timedelta(days=8),
               due_by=MONDAY + timedelta(days=13))  # fmt: skip
    assert _halts(town) == {frozenset({0, 1})}


def test_what_no_day_suits_together_stays_apart() -> None:
    """First week and second week, one building."""
    town = Town(days=14).person()
    site = town.place(3, building=7)
    town.visit(site, due_by=MONDAY + timedelta(days=6))
    town.visit(site, not_before=MONDAY + timedelta(days=7), ideal_on=MONDAY + timedelta(days=7))
    assert len(_halts(town)) == 2


def test_a_sweep_ends_where_it_gets_too_long() -> None:
    """Seven visits of twenty minutes, at most an hour together."""
    town = Town(days=5).person()
    town.visit(town.place(3), 7)
    assert sorted(len(halt) for halt in _halts(town, H)) == [1, 3, 3]


def test_visits_of_one_series_never_share_a_halt() -> None:
    """They are days apart by their nature."""
    town = Town(days=5).person()
    town.visit(town.place(3), 2, series=4)
    assert len(_halts(town)) == 2


def test_morning_and_afternoon_do_not_share_a_halt() -> None:
    """Nobody waits at the door for half a day."""
    town = Town(days=5).person()
    site = town.place(3)
    town.visit(site, window_start_s=8 * H, window_end_s=9 * H)
    town.visit(site, window_start_s=15 * H, window_end_s=16 * H)
    assert len(_halts(town)) == 2
