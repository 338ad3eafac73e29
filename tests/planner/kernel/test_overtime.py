"""The least overtime that would make room (planning.md section 2: the cheapest fix found)."""

import numpy as np

from planner.kernel import SearchLimits, run
from planner.kernel.overtime import overtimes
from tests.planner.kernel.grid import line, shift


def test_the_missing_seconds_are_counted_exactly() -> None:
    """Two halts of 400 at 100: the way is 200, so 1,000 seconds are needed and 900 are there."""
    instance = line(at=[100, 100], halts=[400, 400], windows=[(0, 9_000)] * 2, vehicles=(shift(2, end=900),))
    found = run(instance, SearchLimits(iterations=100))
    assert found.absent.size == 1
    assert overtimes(instance, found.routes, found.absent.tolist()) == {int(found.absent[0]): (0, 100)}


def test_nobody_can_stay_long_enough() -> None:
    """What no overtime cures is not in the answer."""
    instance = line(at=[100], halts=[400], windows=[(0, 50)], vehicles=(shift(1, end=900),))
    assert overtimes(instance, (np.zeros(0, dtype=np.int32),), [0]) == {}
