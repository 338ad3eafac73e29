"""Breaks: at a place, inside their window, never during travel or service (planning.md L3)."""

from typing import Any

import numpy as np
import pytest

from planner.daily.timetable import timetable
from planner.kernel import SearchLimits, run
from planner.kernel.build import possible_pauses
from tests.planner.kernel.grid import line, random_instance, shift

QUICK = SearchLimits(iterations=300)


def test_a_pause_in_waiting_time_costs_nothing() -> None:
    """Arriving at 100, the door opens at 1,000: 800 seconds of pause fit."""
    vehicle = shift(1, end=1_200, breaks=((100, 200, 800),))
    instance = line(at=[100], halts=[50], windows=[(1_000, 1_000)], vehicles=(vehicle,))
    found = run(instance, QUICK)
    times = timetable(instance, 0, found.routes[0])
    assert times.pauses == ((100, 900),)
    assert times.begins == (1_000,)


def test_a_pause_may_be_taken_before_leaving_when_arriving_is_too_late() -> None:
    """The leg of 400 s would end after the pause's last moment, so it comes first."""
    vehicle = shift(1, breaks=((0, 100, 300),))
    instance = line(at=[400], halts=[50], windows=[(0, 9_000)], vehicles=(vehicle,))
    times = timetable(instance, 0, np.array([0], dtype=np.int32))
    assert times.pauses == ((0, 300),)
    assert times.arrivals == (700,)


def test_service_is_not_interrupted_by_a_pause() -> None:
    """A halt across the whole window of the pause leaves no place for it: before or not at all."""
    vehicle = shift(1, end=2_000, breaks=((500, 600, 100),))
    instance = line(at=[100], halts=[1_000], windows=[(0, 300)], vehicles=(vehicle,))
    assert run(instance, QUICK).absent.tolist() == [0]
    later = line(at=[100], halts=[1_000], windows=[(0, 700)], vehicles=(vehicle,))
    assert run(later, QUICK).absent.size == 0


def test_a_pause_outside_the_shift_is_not_owed() -> None:
    """Who works in the afternoon has no lunch to take."""
    assert possible_pauses(shift(0, end=1_000, breaks=((2_000, 2_500, 300),))) == ()
    assert len(possible_pauses(shift(0, end=5_000, breaks=((2_000, 2_500, 300),)))) == 1


@pytest.mark.parametrize("pause", [(500, 600, 300), (100, 120, 300, ((500, 700),))])
def test_who_is_home_before_the_pause_need_not_take_it_on_the_way(pause: Any) -> None:
    """The route ends at 550, before the last moment of the pause; that it would end after the shift is no matter."""
    instance = line(at=[100], halts=[350], windows=[(100, 9_000)], vehicles=(shift(1, end=800, breaks=(pause,)),))
    found = run(instance, QUICK)
    assert found.absent.size == 0
    assert timetable(instance, 0, found.routes[0]).end_s == 550


def test_who_is_home_after_the_last_moment_of_the_pause_must_have_taken_it() -> None:
    """The route would end at 700, the pause may begin until 600 and there is no place for it before."""
    instance = line(
        at=[100], halts=[500], windows=[(100, 110)], vehicles=(shift(1, end=800, breaks=((150, 600, 300),)),)
    )
    assert run(instance, QUICK).absent.tolist() == [0]


@pytest.mark.parametrize("seed", range(60, 75))
def test_the_times_written_agree_with_the_times_searched_by(seed: int) -> None:
    """The compiled test lets through exactly the routes for which a timetable can be written."""
    instance = random_instance(seed, n=12, vehicles=3)
    found = run(instance, QUICK)
    for vehicle, stops in enumerate(found.routes):
        if len(stops):
            times = timetable(instance, vehicle, stops)
            assert times.end_s <= instance.shift_end[vehicle]
            assert all(a <= b for a, b in zip(times.arrivals, times.begins, strict=True))
            with pytest.raises(ValueError, match="cannot be driven"):
                timetable(instance._replace(shift_end=np.full(3, times.end_s - 1, dtype=np.int32)), vehicle, stops)
