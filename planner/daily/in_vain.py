"""A visit at which nobody was met: what it took, and the second attempt.

Source: S9.3 (attempts are counted, the next is at another time of day). The attempt stays in the day's plan as it was
made; the next one is owed like any other visit.
"""

from dataclasses import fields, replace

import numpy as np

from planner.plan import DayPlan, PlannedVisit, Route, Stop
from planner.problem import Obligations, Problem


def attempted(problem: Problem, plan: DayPlan, row: int, *, ended_s: int) -> tuple[Problem, DayPlan]:
    """Return problem and plan in which the visit of obligation `row` took until `ended_s` (seconds after midnight).

    Raises
    ------
    ValueError
        If it is not planned, or ended before it began.
    """
    found = plan.planned().get(row)
    if found is None or ended_s < found[1].start_s:
        raise ValueError(f"obligation {row} is not under way at {ended_s}")
    service = problem.obligations.service_s.copy()
    service[row] = ended_s - found[1].start_s
    owed = replace(problem.obligations, service_s=service)
    routes = tuple(_shortened(route, row, ended_s) if route is found[0] else route for route in plan.routes)
    return replace(problem, obligations=owed), replace(plan, routes=routes)


def again_owed(problem: Problem, row: int, *, not_before_s: int) -> tuple[Problem, int]:
    """Return the problem with a second attempt of obligation `row`, from `not_before_s` of the day on, and its row."""
    owed = problem.obligations
    columns = {one.name: getattr(owed, one.name) for one in fields(owed)[1:]}
    twice = {name: np.concatenate([column, column[[row]]]) for name, column in columns.items()}
    # A second attempt is no visit of the series: the first did not count.
    twice["series"][-1] = -1
    twice["window_start_s"][-1] = min(max(not_before_s, int(owed.window_start_s[row])), int(owed.window_end_s[row]))
    count = sum(name == owed.ids[row] or name.startswith(f"{owed.ids[row]}#") for name in owed.ids)
    ids = (*owed.ids, f"{owed.ids[row]}#{count + 1}")
    return replace(problem, obligations=Obligations(ids=ids, **twice)), len(owed)


def _shortened(route: Route, row: int, ended_s: int) -> Route:
    return replace(route, stops=tuple(_stop(stop, row, ended_s) for stop in route.stops))


def _stop(stop: Stop, row: int, ended_s: int) -> Stop:
    return replace(
        stop,
        visits=tuple(
            PlannedVisit(obligation=row, start_s=one.start_s, end_s=ended_s) if one.obligation == row else one
            for one in stop.visits
        ),
    )
