"""The routes of a search, written out as a plan."""

import numpy as np
import numpy.typing as npt

from planner.daily.layout import Layout
from planner.daily.timetable import Timetable, timetable
from planner.plan import PlannedVisit, Route, Stop


def write_routes(layout: Layout, found: tuple[npt.NDArray[np.int32], ...]) -> tuple[Route, ...]:
    """Return one route for every duty that has stops; `found` gives the stops of each duty in order."""
    return tuple(_route(layout, vehicle, stops) for vehicle, stops in enumerate(found) if len(stops))


def _route(layout: Layout, vehicle: int, stops: npt.NDArray[np.int32]) -> Route:
    instance, duty = layout.instance, layout.duties[vehicle]
    times = timetable(instance, vehicle, stops)
    path = [int(instance.start_node[vehicle]), *(int(one) for one in stops), int(instance.end_node[vehicle])]
    metres = [_metres(layout, int(instance.profile[vehicle]), a, b) for a, b in zip(path[:-1], path[1:], strict=True)]
    legs = list(zip(times.legs, metres, strict=True))
    return Route(
        technician=duty.technician,
        on=duty.on,
        start_s=times.start_s,
        end_s=times.end_s,
        stops=tuple(_stop(layout, int(stop), place, times, legs[place]) for place, stop in enumerate(stops)),
        breaks=times.pauses,
        return_travel_s=legs[-1][0],
        return_distance_m=legs[-1][1],
    )


def _metres(layout: Layout, profile: int, a: int, b: int) -> int:
    return int(layout.nodes.distance_m[profile, a, b])


def _stop(layout: Layout, stop: int, place: int, times: Timetable, leg: tuple[int, int]) -> Stop:
    bundle, owed = layout.bundles[stop], layout.problem.obligations
    moment, visits = times.begins[place] + bundle.setup_s, []
    for member in bundle.members:
        number = int(layout.rows[member])
        end = moment + int(owed.service_s[number])
        visits.append(PlannedVisit(obligation=number, start_s=moment, end_s=end))
        moment = end
    return Stop(
        site=int(layout.nodes.site[stop]),
        arrival_s=times.arrivals[place],
        setup_s=bundle.setup_s,
        travel_s=leg[0],
        distance_m=leg[1],
        visits=tuple(visits),
    )
