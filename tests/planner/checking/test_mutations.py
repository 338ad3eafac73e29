"""Whatever is done to a valid plan at random, the judge notices."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.plan import DayPlan, PlannedVisit, Route, Stop


def _swap(plan: DayPlan, place: int, route: Route) -> DayPlan:
    return replace(plan, routes=(*plan.routes[:place], route, *plan.routes[place + 1 :]))


def _stop(plan: DayPlan, place: int, number: int, **change: Any) -> DayPlan:
    route = plan.routes[place]
    stops = list(route.stops)
    stops[number] = replace(stops[number], **change)
    return _swap(plan, place, replace(route, stops=tuple(stops)))


def _visit(stop: Stop, **change: int) -> tuple[PlannedVisit, ...]:
    return (replace(stop.visits[0], **change), *stop.visits[1:])


@st.composite
def mutated(draw: st.DrawFn, plan: DayPlan) -> DayPlan:
    """Draw one wrong change of one place of `plan`."""
    place = draw(st.integers(0, len(plan.routes) - 1))
    route = plan.routes[place]
    number = draw(st.integers(0, len(route.stops) - 1))
    stop = route.stops[number]
    by = draw(st.integers(1, 5000))
    kind = draw(st.sampled_from(("drop", "double", "early", "short", "figure", "setup", "home", "wrong_site", "day")))
    if kind == "drop":
        return _swap(plan, place, replace(route, stops=(*route.stops[:number], *route.stops[number + 1 :])))
    if kind == "double":
        return _stop(plan, place, number, visits=(*stop.visits, stop.visits[0]))
    if kind == "early":
        return _stop(plan, place, number, arrival_s=stop.arrival_s - by - (40000 if route.start_s else 0))
    if kind == "short":
        return _stop(plan, place, number, visits=_visit(stop, end_s=max(stop.visits[0].start_s, stop.end_s - by)))
    if kind == "figure":
        return _stop(plan, place, number, **{draw(st.sampled_from(("travel_s", "distance_m"))): by + 10_000})
    if kind == "setup":
        return _stop(plan, place, number, setup_s=stop.setup_s + by + 40_000)
    if kind == "home":
        return _swap(plan, place, replace(route, end_s=route.end_s - min(by, 600) - 1800))
    if kind == "wrong_site":
        return _stop(plan, place, number, site=5)
    return _swap(plan, place, replace(route, on=route.on - timedelta(days=draw(st.integers(14, 400)))))


@given(data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_random_wrong_change_is_always_caught(world: Any, data: st.DataObject) -> None:
    """The judge never passes a plan with a lost, doubled, shortened, misplaced or impossible visit."""
    plan = data.draw(mutated(world.plan))
    assert check_plan(world.problem, world.travel, plan) != ()


@given(shift_s=st.integers(0, 600))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_harmless_changes_are_not_reported(world: Any, shift_s: int) -> None:
    """Moving a whole free route within the shift leaves a valid plan valid."""
    later = world.route(1, world.plan.routes[2].on, (3,), leave=8 * 3600 + shift_s)
    assert check_plan(world.problem, world.travel, _swap(world.plan, 2, later)) == ()
