"""A day's routes on small towns whose best plan is plain to see (planning.md L3)."""

import numpy as np
import pytest

from planner.checking import check_plan
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.plan import DayPlan, Reason
from planner.problem import Break, Policy, Priority
from tests.planner.daily.town import LUNCH, MONDAY, H, Town

QUICK = SearchLimits(iterations=400)


def _day(town: Town) -> DayPlan:
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=QUICK)
    assert check_plan(problem, travel, plan) == ()
    return plan


def _who(plan: DayPlan) -> dict[int, int]:
    return {number: route.technician for number, (route, _) in plan.planned().items()}


def _reasons(plan: DayPlan) -> dict[int, Reason]:
    return {left.obligation: left.reason for left in plan.unplanned}


def test_nobody_and_nothing() -> None:
    """Nothing owed, nobody there, somebody without a shift."""
    assert _day(Town()) == DayPlan(routes=(), unplanned=())
    assert _day(Town().person()).routes == ()
    empty = Town()
    assert _reasons(_day(empty.visit(empty.place(3)))) == {0: Reason.NO_TECHNICIAN}
    idle = Town().person(on=())
    assert _reasons(_day(idle.visit(idle.place(3)))) == {0: Reason.NO_SHIFT_IN_WINDOW}


def test_every_time_and_metre_is_written_down() -> None:
    """One visit at number 5: out 500 s and 2,500 m, enter 60 s, serve 20 min, back."""
    town = Town().person(breaks=())
    plan = _day(town.visit(town.place(5), setup_s=60))
    (route,) = plan.routes
    (stop,) = route.stops
    assert (route.start_s, stop.arrival_s) == (8 * H, 8 * H + 500)
    assert (stop.visits[0].start_s, stop.end_s) == (8 * H + 560, 8 * H + 1_760)
    assert (route.end_s, route.travel_s, stop.distance_m) == (8 * H + 2_260, 1_000, 2_500)


def test_who_would_wait_at_the_first_door_leaves_later() -> None:
    """The door opens at ten."""
    town = Town().person(breaks=())
    plan = _day(town.visit(town.place(5), window_start_s=10 * H, window_end_s=11 * H))
    assert plan.routes[0].start_s == 10 * H - 500


def test_units_of_a_building_are_one_stop_with_one_entry() -> None:
    """Three doors, one entrance: the longest entry is paid once."""
    town = Town().person()
    for setup in (60, 300, 120):
        town.visit(town.place(4, building=7), setup_s=setup)
    (stop,) = _day(town).routes[0].stops
    assert len(stop.visits) == 3
    assert stop.setup_s == 300


def test_a_sweep_is_cut_where_it_would_fill_the_shift() -> None:
    """Twenty doors of 20 minutes are several halts, so that lunch and other shifts find a place."""
    town = Town().person().person()
    for _ in range(20):
        town.visit(town.place(4, building=7))
    plan = _day(town)
    assert plan.unplanned == ()
    assert max(len(stop.visits) for route in plan.routes for stop in route.stops) <= 6


def test_law_is_kept_when_time_is_short() -> None:
    """Two hours, four visits of an hour: the legal one stays, then A before D (S9.1, S4.2)."""
    town = Town().person(hours=(8 * H, 10 * H + 800), breaks=())
    for priority in (Priority.D, Priority.LAW, Priority.B, Priority.A):
        town.visit(town.place(2), priority=priority, service_s=3_600)
    plan = _day(town)
    assert set(plan.planned()) == {1, 3}
    assert _reasons(plan) == {0: Reason.CAPACITY, 2: Reason.CAPACITY}


def test_the_cure_of_a_full_day_is_the_least_overtime() -> None:
    """The second visit of an hour needs 60 minutes more of somebody."""
    town = Town().person(hours=(8 * H, 9 * H + 400), breaks=())
    site = town.place(2)
    plan = _day(town.visit(site, service_s=3_600, preferred=0).visit(town.place(2), service_s=3_600, priority=5))
    (left,) = plan.unplanned
    assert left.cure is not None
    assert (left.cure.kind, left.cure.minutes, left.cure.details["technician"]) == ("overtime", 60, "t0")


def test_each_obstacle_is_named() -> None:
    """Everything that cannot be made says why."""
    town = Town().person()
    site = town.place(3)
    town.visit(site, skills=2)
    town.visit(site, excluded=0)
    town.visit(site, service_s=10 * H)
    town.visit(site, window_start_s=18 * H, window_end_s=19 * H)
    town.visit(town.island())
    assert _reasons(_day(town)) == {
        0: Reason.NO_CERTIFICATE,
        1: Reason.SEPARATION,
        2: Reason.LONGER_THAN_SHIFT,
        3: Reason.TIME_WINDOW,
        4: Reason.UNREACHABLE,
    }


def test_the_known_face_comes_when_the_way_is_not_too_long() -> None:
    """300 s of familiarity outweigh 2 x 100 s of way, not 2 x 1,000 s."""
    for base, expected in ((4, 1), (40, 0)):
        town = Town(policy=Policy(familiarity_s=300))
        town.person(base=town.place(3)).person(base=town.place(base))
        plan = _day(town.visit(town.place(3), preferred=1))
        assert _who(plan) == {0: expected}


def test_a_pinned_visit_stays_with_its_technician() -> None:
    """Even if somebody else lives next door."""
    town = Town().person(base=0).person(base=1)
    town.places[:0] = [(3, 0, -1), (30, 0, -1)]
    assert _who(_day(town.visit(town.place(3), pinned=1))) == {0: 1}


def test_lunch_is_taken_between_stops() -> None:
    """A full day holds its break, inside its window, overlapping nothing (the judge looks)."""
    town = Town().person()
    for number in range(1, 14):
        town.visit(town.place(number), service_s=1_800)
    (route,) = _day(town).routes
    assert len(route.breaks) == 1
    assert LUNCH.window_start_s <= route.breaks[0][0] <= LUNCH.window_end_s


def test_a_break_longer_than_any_gap_displaces_work() -> None:
    """Four hours of work and four hours of break do not fit in seven."""
    rest = Break(window_start_s=9 * H, window_end_s=11 * H, duration_s=4 * H)
    town = Town().person(hours=(8 * H, 15 * H), breaks=(rest,))
    plan = _day(town.visit(town.place(1), 4, service_s=3_600))
    assert len(plan.planned()) == 2


def test_only_the_rows_asked_for_are_spoken_of() -> None:
    """Obligations outside `rows` are neither planned nor left out."""
    town = Town().person()
    town.visit(town.place(1)).visit(town.place(2))
    plan = route_day(town.problem(), town.travel(), on=MONDAY, rows=np.array([1], dtype=np.int32), search=QUICK)
    assert set(plan.planned()) == {1}
    assert plan.unplanned == ()


def test_regions_keep_to_their_own_people() -> None:
    """Nobody works in a region that is not theirs."""
    town = Town(regions=2).person(region=0).person(region=1)
    plan = _day(town.visit(town.place(3, region=1)).visit(town.place(3, region=0)))
    assert _who(plan) == {0: 1, 1: 0}


def test_progress_reaches_one_and_cancelling_gives_a_whole_plan() -> None:
    """Whoever cancels gets what was found."""
    town = Town(regions=2).person(region=0).person(region=1)
    for region in (0, 1):
        for number in range(8):
            town.visit(town.place(number, region=region))
    told: list[float] = []
    plan = route_day(
        town.problem(), town.travel(), on=MONDAY, search=QUICK, progress=told.append, cancelled=lambda: True
    )
    assert told[-1] == pytest.approx(1.0)
    assert check_plan(town.problem(), town.travel(), plan) == ()
