"""Day routes: who goes where in which order, with every time written down."""

from dataclasses import dataclass
from datetime import date

from planner.plan.reasons import Unplanned


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedVisit:
    """Service of one obligation (index), seconds after local midnight, ``start_s <= t < end_s``."""

    obligation: int
    start_s: int
    end_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One halt at a building: travel there, wait, enter once (setup), then its visits one after another.

    Attributes
    ----------
    site : index of the site driven to (that of the first visit)
    arrival_s : when travel ends; ``arrival_s + waiting + setup_s == visits[0].start_s``
    setup_s : seconds of entering, the largest asked for by the visits
    travel_s, distance_m : the leg that leads here
    """

    site: int
    arrival_s: int
    setup_s: int
    travel_s: int
    distance_m: int
    visits: tuple[PlannedVisit, ...]

    @property
    def end_s(self) -> int:
        """Second at which the last visit ends."""
        return self.visits[-1].end_s


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One technician's day (`technician` is an index).

    Attributes
    ----------
    start_s, end_s : leaving the start site, arriving at the end site
    breaks : (start_s, end_s) of each pause taken
    return_travel_s, return_distance_m : the last leg
    """

    technician: int
    on: date
    start_s: int
    end_s: int
    stops: tuple[Stop, ...]
    breaks: tuple[tuple[int, int], ...] = ()
    return_travel_s: int = 0
    return_distance_m: int = 0

    @property
    def travel_s(self) -> int:
        """Seconds on the road, the way home included."""
        return self.return_travel_s + sum(stop.travel_s for stop in self.stops)


@dataclass(frozen=True, kw_only=True, slots=True)
class DayPlan:
    """Routes of any number of days and people, and what is not on any of them."""

    routes: tuple[Route, ...]
    unplanned: tuple[Unplanned, ...]

    @property
    def travel_s(self) -> int:
        """Seconds on the road over all routes."""
        return sum(route.travel_s for route in self.routes)

    def planned(self) -> dict[int, tuple[Route, PlannedVisit]]:
        """Return obligation index -> its route and visit."""
        return {
            visit.obligation: (route, visit) for route in self.routes for stop in route.stops for visit in stop.visits
        }
