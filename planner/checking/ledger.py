"""A plan laid out as columns once, so that every rule looks at all of it at the speed of arrays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.plan import DayPlan, Route, Stop

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RouteColumns:
    """One row a route: int64 (r,) columns; `on` is datetime64[D]; `site` of start and end as in its technician."""

    technician: Ints
    on: npt.NDArray[np.datetime64]
    start_s: Ints
    end_s: Ints
    stops: Ints


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StopColumns:
    """One row a stop, in driving order within its route: int64 (s,); `first` is the row of its first visit."""

    route: Ints
    site: Ints
    arrival_s: Ints
    setup_s: Ints
    first: Ints
    visits: Ints


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class VisitColumns:
    """One row a visit, in order within its stop: int64 (v,); `on` is datetime64[D]."""

    obligation: Ints
    start_s: Ints
    end_s: Ints
    stop: Ints
    route: Ints
    technician: Ints
    on: npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ledger:
    """The columns of a whole plan; every stop has at least one visit (see `planner.checking.rules.shape`)."""

    routes: RouteColumns
    stops: StopColumns
    visits: VisitColumns


def ledger(plan: DayPlan) -> Ledger:
    """Lay out `plan`; rows keep the order of the plan."""
    routes = _routes(plan.routes)
    stops = _stops(plan.routes)
    return Ledger(routes=routes, stops=stops, visits=_visits(plan.routes, routes, stops))


def dates(days: Iterable[date]) -> npt.NDArray[np.datetime64]:
    """Return `days` as datetime64[D]."""
    return np.array(list(days), dtype="datetime64[D]")


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _routes(routes: tuple[Route, ...]) -> RouteColumns:
    return RouteColumns(
        technician=_ints(route.technician for route in routes),
        on=dates(route.on for route in routes),
        start_s=_ints(route.start_s for route in routes),
        end_s=_ints(route.end_s for route in routes),
        stops=_ints(len(route.stops) for route in routes),
    )


def _stops(routes: tuple[Route, ...]) -> StopColumns:
    stops: list[Stop] = [stop for route in routes for stop in route.stops]
    count = _ints(len(stop.visits) for stop in stops)
    return StopColumns(
        route=np.repeat(np.arange(len(routes)), [len(route.stops) for route in routes]),
        site=_ints(stop.site for stop in stops),
        arrival_s=_ints(stop.arrival_s for stop in stops),
        setup_s=_ints(stop.setup_s for stop in stops),
        first=np.cumsum(count) - count,
        visits=count,
    )


def _visits(routes: tuple[Route, ...], route: RouteColumns, stop: StopColumns) -> VisitColumns:
    visits = [visit for one in routes for halt in one.stops for visit in halt.visits]
    of_stop = np.repeat(np.arange(len(stop.visits)), stop.visits)
    of_route = stop.route[of_stop]
    return VisitColumns(
        obligation=_ints(visit.obligation for visit in visits),
        start_s=_ints(visit.start_s for visit in visits),
        end_s=_ints(visit.end_s for visit in visits),
        stop=of_stop,
        route=of_route,
        technician=route.technician[of_route],
        on=route.on[of_route],
    )
