"""The streets each route follows, leg by leg."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from app.services.planning.region_travel import RegionTravels
from planner.plan import DayPlan, Route
from planner.problem import Problem
from planner.travel import TravelProfile

Path = list[npt.NDArray[np.float64]]


def draw(problem: Problem, travels: RegionTravels, plan: DayPlan, told: Callable[[float], None]) -> list[Path]:
    """Return the path of each route of `plan`, in order: from base to base, without legs that lead nowhere new."""
    paths = []
    for number, route in enumerate(plan.routes):
        paths.append(_path(problem, travels, route))
        if number % 16 == 0:
            told(number / len(plan.routes))
    return paths


def _path(problem: Problem, travels: RegionTravels, route: Route) -> Path:
    if not route.stops:
        return []
    person = problem.technicians[route.technician]
    sites = [person.start_site, *(stop.site for stop in route.stops), person.end_site]
    region = int(problem.sites.region[route.stops[0].site])
    points = travels.along(region, sites)
    moved = np.flatnonzero((points[1:] != points[:-1]).any(axis=1))
    if not len(moved):
        return []
    legs = travels.roads.legs(points[np.append(moved, moved[-1] + 1)], TravelProfile(person.profile))
    return [leg.geometry for leg in legs if len(leg.geometry) > 1]
