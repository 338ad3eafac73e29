"""Closed doors and the ladder of attempts (S9.1, planning.md section 3)."""

from datetime import date, timedelta

import numpy as np
import pytest

from planner.problem import Access, ProblemError
from planner.problem.access import CLOSED, first_by, part_of_day
from tests.planner.daily.town import MONDAY, Town


def test_the_next_attempt_is_at_another_time_of_day_and_weekday() -> None:
    """Whatever was tried before, as long as there is another one of both."""
    access = Access()
    tried: list[tuple[int, int]] = [(0, 0)]
    for _ in range(2):
        day, part = access.next_slot(tried)
        assert day not in {one for one, _ in tried}
        assert part not in {one for _, one in tried}
        tried.append((day, part))


def test_the_next_attempt_is_where_a_door_is_likeliest_to_open() -> None:
    """A weekday evening in the usual numbers; the morning where that is all there is."""
    assert Access().next_slot([(0, 0)])[1] == 2
    closed = tuple((0.1, 0.9, 0.9) for _ in range(7))
    assert Access(closed=closed).next_slot([(0, 1)])[1] == 0


def test_when_everything_was_tried_the_likeliest_is_tried_again() -> None:
    """It never ends without an answer."""
    every = [(day, part) for day in range(5) for part in range(3)]
    assert Access().next_slot(every) in every


@pytest.mark.parametrize(("hour", "part"), [(0, 0), (11.99, 0), (12, 1), (16.99, 1), (17, 2), (23.9, 2)])
def test_parts_of_the_day_include_their_start(hour: float, part: int) -> None:
    """Noon is afternoon, five o'clock is evening."""
    assert part_of_day(int(hour * 3600)) == part


def test_a_first_attempt_leaves_room_for_all_others() -> None:
    """Three attempts five days apart: ten days before a legal deadline, where the window is so long."""
    town = Town(days=28).person()
    site = town.place(2)
    law = {"hard": True, "priority": 0}
    town.visit(site, due_by=MONDAY + timedelta(days=20), **law)
    town.visit(site, due_by=MONDAY + timedelta(days=9), **law)
    town.visit(site, due_by=MONDAY + timedelta(days=20))
    latest = first_by(Access(), town.problem().obligations)
    assert latest[0].item() == date(2027, 3, 11)
    assert np.isnat(latest[1:]).all()


@pytest.mark.parametrize("wrong", [{"attempts": 0}, {"apart_days": -1}, {"closed": CLOSED[:6]}, {"again_s": -1}])
def test_impossible_numbers_are_refused(wrong: dict[str, object]) -> None:
    """In two languages, with the place."""
    with pytest.raises(ProblemError, match=r"policy\.access"):
        Access(**wrong)  # type: ignore[arg-type]
