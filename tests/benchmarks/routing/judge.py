"""The independent checker: no solver's word counts, everything is added up again from the instance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.routing.case import Case, Drive, Fleet


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a set of routes costs (whole units, prizes left behind included) and every rule it breaks."""

    cost: int
    faults: tuple[str, ...]

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.faults


def judge(case: Case, drives: Sequence[Drive]) -> Verdict:
    """Check routes and add up their cost."""
    driven = [one for one in drives if one.stops]
    unknown = sorted({stop for one in driven for stop in one.stops if not 1 <= stop <= case.customers})
    fleets = sorted({one.fleet for one in driven if not 0 <= one.fleet < len(case.fleets)})
    if unknown or fleets:
        return Verdict(cost=0, faults=(f"no such customers {unknown[:5]} or fleets {fleets[:5]}",))
    faults = [*_visits(case, driven), *_counts(case, driven)]
    cost = 0
    for number, one in enumerate(driven, start=1):
        faults += [f"route {number}: {fault}" for fault in _route(case, case.fleets[one.fleet], one.stops)]
        cost += _travel(case, one.stops)
    served = {stop for one in driven for stop in one.stops}
    cost += sum(int(case.prize[stop]) for stop in range(1, case.customers + 1) if stop not in served)
    return Verdict(cost=cost, faults=tuple(faults))


def _visits(case: Case, drives: Sequence[Drive]) -> list[str]:
    times = Counter(stop for one in drives for stop in one.stops)
    twice = [stop for stop, count in times.items() if count > 1]
    missing = [stop for stop in range(1, case.customers + 1) if stop not in times and not case.optional[stop]]
    found = [f"customers served more than once: {sorted(twice)[:5]}"] if twice else []
    return found + ([f"{len(missing)} customers not served: {missing[:5]}"] if missing else [])


def _counts(case: Case, drives: Sequence[Drive]) -> list[str]:
    used = Counter(one.fleet for one in drives)
    return [
        f"{used[number]} vehicles of fleet {number} used, there are {fleet.count}"
        for number, fleet in enumerate(case.fleets)
        if used[number] > fleet.count
    ]


def _route(case: Case, fleet: Fleet, stops: Sequence[int]) -> list[str]:
    faults = []
    if sum(int(case.demand[stop]) for stop in stops) > fleet.capacity:
        faults.append("too much load")
    if not all(fleet.serves[stop] for stop in stops):
        faults.append("a customer this vehicle may not serve")
    latest = _latest_departure(case, stops)
    if latest is None:
        faults.append("late")
    elif _back_at(case, stops, latest) - latest > fleet.longest:
        faults.append("longer away than allowed")
    return faults


def _latest_departure(case: Case, stops: Sequence[int]) -> int | None:
    """Return the last moment to leave the depot without being late anywhere; None when there is none.

    Leaving then is also what makes the time away shortest: whoever leaves earlier comes back no earlier than that
    departure less what is waited, and whoever leaves later is late.
    """
    moment, ahead = int(case.closes[0]), 0
    for stop in reversed(stops):
        moment = min(int(case.closes[stop]), moment - int(case.distance[stop, ahead]) - int(case.service[stop]))
        if moment < case.opens[stop]:
            return None
        ahead = stop
    moment -= int(case.distance[0, ahead])
    return None if moment < case.opens[0] else min(moment, int(case.closes[0]))


def _back_at(case: Case, stops: Sequence[int], leaves: int) -> int:
    moment, behind = leaves, 0
    for stop in stops:
        moment = max(moment + int(case.distance[behind, stop]), int(case.opens[stop])) + int(case.service[stop])
        behind = stop
    return moment + int(case.distance[behind, 0])


def _travel(case: Case, stops: Sequence[int]) -> int:
    nodes = (0, *stops, 0)
    return sum(int(case.distance[a, b]) for a, b in zip(nodes, nodes[1:], strict=False))
