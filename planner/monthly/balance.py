"""People work about as long as each other. Source: planning.md L2 (balance). Soft.

Two means: in the rounds a visit is dearer for whoever has more to do than the mean, averaged over the rounds so that
work does not swing from one to another; at last whole routes of a day change hands between people who could drive each
other's as they are.
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from planner.daily.duty import Duty
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground, Prices
from planner.problem import NONE

Loads = npt.NDArray[np.float64]

SWEEPS = 3
"""Times all days are looked at: each only ever evens out more."""

BARRED = 1e12


def loads(ground: Ground, draft: Draft) -> Loads:
    """Return the share of their working time in which people enter and serve, float64 (people,); 0 who never works."""
    there = _there(ground)
    busy = np.zeros(len(there))
    np.add.at(busy, ground.people, _busy_s(ground, draft))
    return np.divide(busy, there, out=np.zeros(len(there)), where=there > 0)


def excess(ground: Ground, draft: Draft) -> Loads:
    """Return how much more than the least busy each one works, in shares of the mean, float64 (people,)."""
    share = loads(ground, draft)
    at_work = share[np.unique(ground.people)]
    return np.maximum(0.0, share - at_work.min()) / at_work.mean() if at_work.any() else np.zeros(len(share))


def evened(ground: Ground, pressure: Loads, weight: float) -> Prices | None:
    """Return the prices of a round, int64 (n, v); None when they are the same for everybody.

    A second of service costs `weight` seconds of travel for somebody under a pressure of 1.0 (see `excess`).
    """
    if weight == 0 or not np.ptp(pressure):
        return None
    price: Prices = np.rint(weight * ground.problem.obligations.service_s[:, None] * pressure[ground.people]).astype(
        np.int64
    )
    return price


def exchange(ground: Ground, draft: Draft, weight: float) -> None:
    """Let people of one base exchange whole routes of a day where that evens out their work more than it costs."""
    if weight == 0:
        return
    there, busy = _there(ground), _busy_s(ground, draft)
    groups: dict[tuple[object, ...], list[int]] = {}
    for vehicle, duty in enumerate(ground.crew):
        groups.setdefault(_kind(ground, duty), []).append(vehicle)
    for _ in range(SWEEPS):
        for vehicles in groups.values():
            if len(vehicles) > 1 and busy[vehicles].any():
                _assign(ground, draft, vehicles, busy, there, weight)


def _assign(ground: Ground, draft: Draft, vehicles: list[int], busy: Loads, there: Loads, weight: float) -> None:
    """Give the routes of `vehicles`, all of one day, to them anew, and bring `busy` up to date."""
    total = np.zeros(len(there))
    np.add.at(total, ground.people, busy)
    people = ground.people[vehicles]
    rest = (total[people] - busy[vehicles]) / there[people]
    mean = total.sum() / there.sum()
    routes, seconds = [draft.routes[vehicle] for vehicle in vehicles], busy[vehicles]
    # What a route adds to the sum of squared shares: the least is the most even.
    added = seconds[:, None] * (2 * rest[None, :] + seconds[:, None] / there[people][None, :]) / mean
    cost = weight * added + np.array([_priced(ground, draft, route, vehicles) for route in routes])
    taken = linear_sum_assignment(cost)[1]
    if cost[np.arange(len(vehicles)), taken].sum() >= np.trace(cost) - 1:
        return
    draft.clear(vehicles)
    for number, place in enumerate(taken.tolist()):
        draft.put(vehicles[place], routes[number])
        busy[vehicles[place]] = seconds[number]


def _priced(ground: Ground, draft: Draft, route: list[int], vehicles: list[int]) -> Loads:
    """Return what the route costs besides travel on each of `vehicles`, ``BARRED`` where one of its visits may not."""
    rows = [row for halt in route for row in draft.halts[halt]]
    wanted = ground.problem.obligations.preferred[rows][:, None]
    strange = (wanted != NONE) & (wanted != ground.people[vehicles])
    price = (ground.price[np.ix_(rows, vehicles)] + strange * ground.problem.policy.familiarity_s).sum(axis=0)
    return np.where(ground.may[np.ix_(rows, vehicles)].all(axis=0), price, BARRED)


def _kind(ground: Ground, duty: Duty) -> tuple[object, ...]:
    """Return what must be equal for two people to be able to drive each other's route as it is."""
    person = ground.problem.technicians[duty.technician]
    return person.start_site, person.end_site, person.profile, person.max_stops, person.max_work_s, duty.shift


def _there(ground: Ground) -> Loads:
    there = np.zeros(len(ground.problem.technicians))
    np.add.at(there, ground.people, [duty.shift.work_s for duty in ground.crew])
    return there


def _busy_s(ground: Ground, draft: Draft) -> Loads:
    """Return the seconds of entering and service on each route, float64 (v,)."""
    owed = ground.problem.obligations
    busy = [
        sum(
            int(owed.setup_s[list(draft.halts[halt])].max() + owed.service_s[list(draft.halts[halt])].sum())
            for halt in route
        )
        for route in draft.routes
    ]
    return np.array(busy, dtype=np.float64)
