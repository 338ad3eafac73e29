"""Which visits of a series may change their day at the same time."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.daily.spacing import series_of
from planner.monthly.movable import keeps_distance, movable, spaced_days
from tests.planner.daily.town import MONDAY, Town


def _town(visits: int) -> Town:
    town = Town(days=60)
    site = town.place(1)
    for number in range(visits):
        gap = 3 if number else 0
        town.visit(site, series=1, min_gap_days=gap, ideal_on=MONDAY + timedelta(days=7 * number))
    return town


@settings(max_examples=60, deadline=None, derandomize=True)
@given(days=st.lists(st.integers(-1, 59), min_size=2, max_size=6), turn=st.integers(0, 3), seed=st.integers(0, 99))
def test_whatever_the_free_ones_choose_they_keep_their_distance(days: list[int], turn: int, seed: int) -> None:
    """Each picks any day that its neighbours leave, not knowing of the others' choice."""
    problem = _town(len(days)).problem()
    series, start = series_of(problem.obligations), np.datetime64(MONDAY, "D")
    planned = np.full(len(days), np.datetime64("NaT", "D"))
    for row, day in enumerate(days):
        if day >= 0 and series.days(row, planned, start + np.array([day]))[0]:
            planned[row] = start + day
    free = movable(series, planned, turn)
    every = start + np.arange(60)
    may = spaced_days(series, np.arange(len(days), dtype=np.int32), planned, free, every)
    draw, after = np.random.default_rng(seed), planned.copy()
    for row in np.flatnonzero(free).tolist():
        if may[row].any():
            after[row] = draw.choice(every[may[row]])
    assert keeps_distance(series, list(range(len(days))), after)


def test_every_visit_gets_its_turn() -> None:
    """In two turns all of a planned series have been free."""
    problem = _town(5).problem()
    series = series_of(problem.obligations)
    planned = np.datetime64(MONDAY, "D") + 7 * np.arange(5)
    assert (movable(series, planned, 0) | movable(series, planned, 1)).all()
    assert not (movable(series, planned, 0) & movable(series, planned, 1)).any()


def test_what_may_not_move_keeps_its_day() -> None:
    """Absent ones stay absent, planned ones where they are."""
    problem = _town(2).problem()
    series, every = series_of(problem.obligations), np.datetime64(MONDAY, "D") + np.arange(60)
    planned = np.array([every[4], np.datetime64("NaT", "D")])
    may = spaced_days(series, np.array([0, 1], dtype=np.int32), planned, np.zeros(2, dtype=np.bool_), every)
    assert np.flatnonzero(may[0]).tolist() == [4]
    assert not may[1].any()
