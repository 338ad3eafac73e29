"""A problem in the one sequence its names give it, and plans back from there: how rows came in decides nothing.

Obligations, technicians and sites are put in the order of their ids; series and buildings are numbered as they are
first met. Visits of one series with one ideal date stay in row order, which says what follows what. Regions and kinds
of certificates keep their sequence.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.plan import DayPlan, Route
from planner.problem import NONE, Obligations, Problem, Sites
from planner.travel.travel_of import RegionTravel, TravelOf

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class InOrder:
    """A problem put in order.

    Attributes
    ----------
    problem : in order
    rows, people, sites : int32, where each obligation, technician and site of it stands in the problem that came in
    """

    problem: Problem
    rows: Rows
    people: Rows
    sites: Rows

    def travel(self, travel: TravelOf) -> TravelOf:
        """Return the same travel for the sites in order."""

        def ordered(region: int, profile: str) -> RegionTravel:
            known = travel(region, profile)
            return replace(known, row=known.row[self.sites])

        return ordered

    def places(self, rows: Rows) -> Rows:
        """Return where the obligations `rows` of the problem that came in stand in this one, in order."""
        return np.sort(_inverse(self.rows)[rows]).astype(np.int32)

    def back(self, plan: DayPlan) -> DayPlan:
        """Return a plan of the problem in order as one of the problem that came in."""
        routes = sorted((self._route(one) for one in plan.routes), key=lambda one: (one.on, one.technician))
        left = (replace(one, obligation=int(self.rows[one.obligation])) for one in plan.unplanned)
        return DayPlan(routes=tuple(routes), unplanned=tuple(sorted(left, key=lambda one: one.obligation)))

    def _route(self, route: Route) -> Route:
        stops = tuple(
            replace(
                stop,
                site=int(self.sites[stop.site]),
                visits=tuple(replace(one, obligation=int(self.rows[one.obligation])) for one in stop.visits),
            )
            for stop in route.stops
        )
        return replace(route, technician=int(self.people[route.technician]), stops=stops)


def in_order(problem: Problem) -> InOrder:
    """Put a problem in the order of its ids."""
    rows, sites = series_kept(problem.obligations, _by_id(problem.obligations.ids)), _by_id(problem.sites.ids)
    people = _by_id(tuple(person.id for person in problem.technicians))
    site_of, person_of = _inverse(sites), _inverse(people)
    owed = problem.obligations.take(rows)
    staff = (problem.technicians[number] for number in people.tolist())
    changed = replace(
        problem,
        sites=Sites(
            ids=tuple(problem.sites.ids[number] for number in sites.tolist()),
            lonlat=problem.sites.lonlat[sites],
            region=problem.sites.region[sites],
            building=_renumbered(problem.sites.building[sites]),
        ),
        technicians=tuple(
            replace(one, start_site=int(site_of[one.start_site]), end_site=int(site_of[one.end_site])) for one in staff
        ),
        obligations=replace(
            owed,
            site=site_of[owed.site],
            series=_renumbered(owed.series),
            preferred=_named(owed.preferred, person_of),
            excluded=_named(owed.excluded, person_of),
            pinned=_named(owed.pinned, person_of),
        ),
    )
    return InOrder(problem=changed, rows=rows, people=people, sites=sites)


def series_kept(owed: Obligations, order: Rows) -> Rows:
    """Return `order` with the visits of a series that have one ideal date in row order among themselves.

    Of these the row says which comes first: it is part of what is asked, not how it came in.
    """
    linked = np.flatnonzero(owed.series != NONE)
    key = np.stack([owed.series[linked].astype(np.int64), owed.ideal_on[linked].astype(np.int64)])
    _, group = np.unique(key, axis=1, return_inverse=True)
    place, kept = _inverse(order), order.copy()
    for number in np.flatnonzero(np.bincount(group.ravel()) > 1).tolist():
        mine = linked[group.ravel() == number]
        kept[np.sort(place[mine])] = mine
    return kept


def _by_id(ids: tuple[str, ...]) -> Rows:
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32)


def _inverse(order: Rows) -> Rows:
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place


def _renumbered(number: Rows) -> Rows:
    """Return equal numbers for equal ones, counted as they are first met; NONE stays NONE."""
    _, first, back = np.unique(number, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    return np.where(number == NONE, NONE, order[back.ravel()]).astype(np.int32)


def _named(people: Rows, person_of: Rows) -> Rows:
    if not len(person_of):
        return people
    return np.where(people == NONE, NONE, person_of[people]).astype(np.int32)
