"""The independent checker of periodic routes: days, loads and lengths are added up again from the instance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.periodic.case import DayDrive, Floats, PeriodicCase

SLACK = 1e-6
"""What sums of real numbers may be off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How long the routes are together, and every rule they break."""

    cost: float
    faults: tuple[str, ...]

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.faults


def judge(case: PeriodicCase, drives: Sequence[DayDrive]) -> Verdict:
    """Check routes and add up their lengths."""
    driven = [one for one in drives if one.stops]
    days = range(len(case.longest))
    if any(one.day not in days or not all(1 <= stop <= case.customers for stop in one.stops) for one in driven):
        return Verdict(cost=0.0, faults=("a day or a customer that does not exist",))
    distance = case.distances()
    lengths = [_length(distance, one) for one in driven]
    faults = [*_visits(case, driven), *_counts(case, driven)]
    for one, length in zip(driven, lengths, strict=True):
        faults += [f"a route of day {one.day + 1}: {fault}" for fault in _route(case, one, length)]
    return Verdict(cost=sum(lengths), faults=tuple(faults))


def _length(distance: Floats, one: DayDrive) -> float:
    nodes = (0, *one.stops, 0)
    return float(sum(distance[a, b] for a, b in zip(nodes, nodes[1:], strict=False)))


def _visits(case: PeriodicCase, drives: Sequence[DayDrive]) -> list[str]:
    days: dict[int, list[int]] = {stop: [] for stop in range(1, case.customers + 1)}
    for one in drives:
        for stop in one.stops:
            days[stop].append(one.day)
    return [
        f"customer {stop} visited on days {sorted(day + 1 for day in on)}"
        for stop, on in days.items()
        if tuple(sorted(on)) not in case.choices[stop]
    ]


def _counts(case: PeriodicCase, drives: Sequence[DayDrive]) -> list[str]:
    used = Counter(one.day for one in drives)
    return [
        f"{count} routes on day {day + 1}, there are {case.vehicles} vehicles"
        for day, count in used.items()
        if count > case.vehicles
    ]


def _route(case: PeriodicCase, one: DayDrive, length: float) -> list[str]:
    faults, stops = [], list(one.stops)
    if case.demand[stops].sum() > case.capacity[one.day] + SLACK:
        faults.append("too much load")
    if length + case.service[stops].sum() > case.longest[one.day] + SLACK:
        faults.append("longer than allowed")
    return faults
