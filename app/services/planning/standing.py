"""What stands, as a plan of the planner: the stored order driven again on the roads of now."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.services.planning.loaded import Loaded
from app.services.ports.standing import StandingVisit
from planner.checking.halts import halt
from planner.checking.timing import drive_of, drive_route
from planner.plan import DayPlan, Route
from planner.travel.travel_of import TravelOf


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Stood:
    """The plan that stands, and the row of each stored obligation of the problem."""

    plan: DayPlan
    row_of: dict[uuid.UUID, int]


def stood(loaded: Loaded, travel: TravelOf, visits: Sequence[StandingVisit]) -> Stood:
    """Return `visits` as routes; who or what is not in the problem (begun, made, gone) is left out."""
    rows = loaded.row_of
    people = {key: number for number, key in enumerate(loaded.technicians)}
    known = [one for one in visits if one.obligation_id in rows and one.technician_id in people]
    routes = []
    for (who, on), day in groupby(known, key=lambda one: (one.technician_id, one.on)):
        if loaded.problem.technicians[people[who]].shift_on(on) is not None:
            routes.append(_route(loaded, travel, people[who], list(day), rows))
    return Stood(plan=DayPlan(routes=tuple(routes), unplanned=()), row_of=rows)


def _route(
    loaded: Loaded, travel: TravelOf, technician: int, day: Iterable[StandingVisit], rows: dict[uuid.UUID, int]
) -> Route:
    visits = list(day)
    order = [
        halt(loaded.problem.obligations, tuple(rows[one.obligation_id] for one in stop))
        for _, stop in groupby(visits, key=lambda one: one.stop_id)
    ]
    return drive_route(loaded.problem, drive_of(loaded.problem, travel, technician), technician, visits[0].on, order)
