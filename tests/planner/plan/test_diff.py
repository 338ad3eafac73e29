"""Two plans are compared visit by visit."""

from dataclasses import replace
from datetime import date

from planner.plan import DayPlan, PlannedVisit, Route, Stop
from planner.plan.diff import diff

MON, TUE = date(2027, 3, 1), date(2027, 3, 2)


def route(technician: int, on: date, *visits: tuple[int, int]) -> Route:
    """A route with a stop for each (obligation, start)."""
    stops = tuple(
        Stop(
            site=number,
            arrival_s=start,
            setup_s=0,
            travel_s=0,
            distance_m=0,
            visits=(PlannedVisit(obligation=number, start_s=start, end_s=start + 60),),
        )
        for number, start in visits
    )
    return Route(technician=technician, on=on, start_s=0, end_s=9999, stops=stops)


def plan(*routes: Route) -> DayPlan:
    """A plan of `routes`."""
    return DayPlan(routes=routes, unplanned=())


OLD = plan(route(0, MON, (1, 100), (2, 200), (3, 300)), route(1, TUE, (4, 100)))


def test_a_plan_does_not_differ_from_itself() -> None:
    """Nothing is added, removed or moved."""
    found = diff(OLD, replace(OLD))
    assert (found.changed, found.kept) == (0, 4)


def test_each_kind_of_change_is_told_apart() -> None:
    """Added, removed, another day, another person, another time."""
    new = plan(route(0, MON, (1, 100), (2, 250)), route(0, TUE, (3, 300)), route(2, TUE, (4, 100), (5, 500)))
    found = diff(OLD, new)
    assert [one.obligation for one in found.added] == [5]
    assert found.removed == ()
    assert [one.obligation for one in found.moved_day] == [3]
    assert [one.obligation for one in found.moved_technician] == [4]
    assert [one.obligation for one in found.moved_time] == [2]
    assert (found.kept, found.changed) == (1, 4)


def test_a_visit_that_moves_day_and_person_counts_once() -> None:
    """It stands in both lists and is one changed visit."""
    new = plan(route(0, MON, (1, 100), (2, 200)), route(1, TUE, (4, 100), (3, 300)))
    found = diff(OLD, new)
    assert [one.obligation for one in found.moved_day] == [one.obligation for one in found.moved_technician] == [3]
    assert found.changed == 1


def test_a_comparison_turned_round_turns_added_into_removed() -> None:
    """What one direction adds the other removes, with old and new exchanged."""
    fewer = plan(OLD.routes[0])
    there, back = diff(fewer, OLD), diff(OLD, fewer)
    assert [(one.obligation, one.new) for one in there.added] == [(one.obligation, one.old) for one in back.removed]
