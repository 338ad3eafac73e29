"""Going on from a plan: its stops become halts, its routes the beginning of a search."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundle, singles
from planner.daily.duty import Duty
from planner.daily.layout import Layout, lay_out
from planner.kernel.run import Routes
from planner.plan import Route, Stop
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def resume(
    problem: Problem,
    travel: TravelOf,
    region: int,
    routes: tuple[Route, ...],
    left: Rows,
    duties: tuple[Duty, ...],
    *,
    may: Mask,
    classes: npt.NDArray[np.int64] | None = None,
    extra: npt.NDArray[np.int64] | None = None,
) -> tuple[Layout, Routes]:
    """Return the search over what `routes` serve and, one by one, what is `left`, and the routes to begin with.

    Parameters
    ----------
    may : bool (n, v) over ``[*served(routes), *left]``, who may serve what when
    classes, extra : over the same rows, as in `planner.daily.layout.lay_out`
    """
    here = served(routes)
    rows = np.concatenate([here, left]).astype(np.int32)
    place_of = {int(row): place for place, row in enumerate(here)}
    known = [_again(problem, rows, stop, place_of) for route in routes for stop in route.stops]
    halts = (*known, *(_shifted(one, len(here)) for one in singles(problem, left)))
    layout = lay_out(problem, travel, region, rows, duties, may=may, classes=classes, halts=halts, extra=extra)
    return layout, _begin(routes, duties)


def served(routes: tuple[Route, ...]) -> Rows:
    """Return the obligations on `routes`, in their order, int32 (k,)."""
    numbers = [visit.obligation for route in routes for stop in route.stops for visit in stop.visits]
    return np.array(numbers, dtype=np.int32)


def _again(problem: Problem, rows: Rows, stop: Stop, place_of: dict[int, int]) -> Bundle:
    return bundle(problem, rows, [place_of[visit.obligation] for visit in stop.visits])


def _shifted(one: Bundle, by: int) -> Bundle:
    return replace(one, members=tuple(member + by for member in one.members))


def _begin(routes: tuple[Route, ...], duties: tuple[Duty, ...]) -> Routes:
    vehicle_of = {(duty.technician, duty.on): number for number, duty in enumerate(duties)}
    begin = [np.zeros(0, dtype=np.int32) for _ in duties]
    stop = 0
    for route in routes:
        begin[vehicle_of[route.technician, route.on]] = np.arange(stop, stop + len(route.stops), dtype=np.int32)
        stop += len(route.stops)
    return tuple(begin)
