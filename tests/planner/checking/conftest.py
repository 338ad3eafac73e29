"""A small world with a valid plan made by hand, for the judge's tests to break."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from planner.plan import DayPlan, PlannedVisit, Reason, Route, Stop, Unplanned
from planner.problem import (
    Break,
    CertificateSpan,
    Horizon,
    Lending,
    Obligations,
    Policy,
    Problem,
    Shift,
    Sites,
    Technician,
)
from planner.travel import UNREACHABLE, TravelMatrix
from planner.travel.travel_of import TravelOf, whole

MON, TUE, WED, NEXT_MON = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 8)
ANN, BOB, CY = 0, 1, 2
BASE, A1, A2, B, C, S_BASE, SOUTH, ISLAND = range(8)
H = 3600
LUNCH = Break(window_start_s=12 * H, window_end_s=13 * H, duration_s=1800)

ROWS: tuple[dict[str, Any], ...] = (
    {"id": "a1", "site": A1, "skills": 1, "setup_s": 120},
    {"id": "a2", "site": A2, "skills": 1, "setup_s": 60},
    {"id": "b", "site": B, "skills": 2, "window_start_s": 10 * H, "window_end_s": 12 * H, "preferred": ANN},
    {"id": "c1", "site": C, "series": 5, "ideal_on": TUE},
    {"id": "c2", "site": C, "series": 5, "ideal_on": NEXT_MON, "min_gap_days": 5, "max_gap_days": 6},
    {"id": "apart", "site": C, "excluded": BOB},
    {"id": "fixed", "site": B, "pinned": BOB, "pinned_on": MON},
    {"id": "south", "site": SOUTH, "due_by": WED, "hard": True, "priority": 0},
    {"id": "island", "site": ISLAND},
)

DEFAULT: dict[str, Any] = {
    "skills": 0,
    "not_before": MON,
    "ideal_on": TUE,
    "due_by": date(2027, 3, 10),
    "hard": False,
    "priority": 3,
    "service_s": 1200,
    "setup_s": 0,
    "window_start_s": 8 * H,
    "window_end_s": 17 * H,
    "series": -1,
    "min_gap_days": 0,
    "max_gap_days": 0,
    "preferred": -1,
    "excluded": -1,
    "pinned": -1,
    "pinned_on": None,
    "after": -1,
}

TYPES = {
    "skills": "uint64",
    "not_before": "datetime64[D]",
    "ideal_on": "datetime64[D]",
    "due_by": "datetime64[D]",
    "pinned_on": "datetime64[D]",
    "hard": "bool",
    "priority": "int8",
}


def obligations(rows: Sequence[dict[str, Any]]) -> Obligations:
    """Lay out `rows` over the defaults."""
    columns = {
        name: np.array([row.get(name, DEFAULT.get(name)) for row in rows], dtype=TYPES.get(name, "int32"))
        for name in ("site", *DEFAULT)
    }
    return Obligations(ids=tuple(row["id"] for row in rows), **columns)


def sites() -> Sites:
    """Eight places: two share a building, one is an island."""
    return Sites(
        ids=("base", "A1", "A2", "B", "C", "south-base", "South", "Island"),
        lonlat=np.array([[120.0 + 0.01 * k, 30.0] for k in range(8)]),
        region=np.array([0, 0, 0, 0, 0, 1, 1, 0], dtype=np.int32),
        building=np.array([-1, 7, 7, -1, -1, -1, -1, -1], dtype=np.int32),
    )


def matrix() -> TravelMatrix:
    """Ten minutes and 3 km between any two places, no way to the island."""
    seconds = np.full((8, 8), 600, dtype=np.int32)
    metres = np.full((8, 8), 3000, dtype=np.int32)
    for table in (seconds, metres):
        table[ISLAND, :] = table[:, ISLAND] = UNREACHABLE
        np.fill_diagonal(table, 0)
    return TravelMatrix(duration_s=seconds, distance_m=metres)


def technician(name: str, region: int, base: int, kinds: Sequence[tuple[str, date | None]]) -> Technician:
    """Work 08:00-17:00 with lunch, on all days of the horizon but Sundays."""
    days = [date(2027, 3, day) for day in range(1, 15) if date(2027, 3, day).weekday() < 6]
    return Technician(
        id=name,
        name=name.title(),
        region=region,
        start_site=base,
        end_site=base,
        certificates=tuple(
            CertificateSpan(kind=kind, valid_from=date(2020, 1, 1), valid_until=until) for kind, until in kinds
        ),
        shifts=tuple(Shift(on=day, start_s=8 * H, end_s=17 * H, breaks=(LUNCH,)) for day in days),
        max_stops=4,
    )


@dataclass(frozen=True, kw_only=True)
class World:
    """A problem, its travel, and a plan that keeps every rule."""

    problem: Problem
    travel: TravelOf
    plan: DayPlan

    def with_rows(self, *changes: tuple[int, dict[str, Any]]) -> "World":
        """Change some obligations."""
        rows = [dict(row) for row in ROWS]
        for number, change in changes:
            rows[number].update(change)
        return replace(self, problem=replace(self.problem, obligations=obligations(rows)))

    def route(self, who: int, on: date, *stops: Sequence[int], pause: int | None = None, leave: int = 8 * H) -> Route:
        """Drive the stops one after another, waiting for windows; pause for lunch after stop number `pause`."""
        at, now, halts, breaks = self.problem.technicians[who].start_site, leave, [], []
        for number, numbers in enumerate(stops):
            halt = self._stop(at, now, numbers)
            halts.append(halt)
            at, now = halt.site, halt.end_s
            if number == pause:
                now = max(now, LUNCH.window_start_s)
                breaks.append((now, now + LUNCH.duration_s))
                now += LUNCH.duration_s
        seconds, metres = self._leg(at, self.problem.technicians[who].end_site)
        return Route(
            technician=who,
            on=on,
            start_s=leave,
            end_s=now + seconds,
            stops=tuple(halts),
            breaks=tuple(breaks),
            return_travel_s=seconds,
            return_distance_m=metres,
        )

    def _leg(self, origin: int, target: int) -> tuple[int, int]:
        table = self.travel(0, "car").matrix
        return int(table.duration_s[origin, target]), int(table.distance_m[origin, target])

    def _stop(self, at: int, now: int, numbers: Sequence[int]) -> Stop:
        owed = self.problem.obligations
        site = int(owed.site[numbers[0]])
        seconds, metres = self._leg(at, site)
        setup = max(int(owed.setup_s[one]) for one in numbers)
        free = now + seconds + setup
        visits = []
        for one in numbers:
            start = max(free, int(owed.window_start_s[one]))
            free = start + int(owed.service_s[one])
            visits.append(PlannedVisit(obligation=one, start_s=start, end_s=free))
        return Stop(
            site=site,
            arrival_s=now + seconds,
            setup_s=setup,
            travel_s=seconds,
            distance_m=metres,
            visits=tuple(visits),
        )

    def swap(self, place: int, route: Route) -> DayPlan:
        """Return the plan with route number `place` exchanged."""
        routes = list(self.plan.routes)
        routes[place] = route
        return replace(self.plan, routes=tuple(routes))


def make_world() -> World:
    """Build the world and its valid plan."""
    problem = Problem(
        regions=("north", "south"),
        certificates=("gas", "boiler"),
        sites=sites(),
        technicians=(
            technician("ann", 0, BASE, [("gas", None), ("boiler", None)]),
            technician("bob", 0, BASE, [("gas", WED), ("boiler", date(2026, 1, 1))]),
            technician("cy", 1, S_BASE, [("gas", None)]),
        ),
        obligations=obligations(ROWS),
        horizon=Horizon(start=MON, until=date(2027, 3, 15), frozen_until=TUE),
        policy=Policy(lending=(Lending(giver=1, taker=0, hours_per_week=0.5),)),
    )
    empty = World(problem=problem, travel=whole(matrix()), plan=DayPlan(routes=(), unplanned=()))
    routes = (
        empty.route(ANN, TUE, (0, 1), (2,), (5,), pause=1, leave=10 * H + 1800),
        empty.route(BOB, MON, (6,)),
        empty.route(BOB, WED, (3,)),
        empty.route(BOB, NEXT_MON, (4,), leave=12 * H),
        empty.route(CY, TUE, (7,)),
    )
    left = (Unplanned(obligation=8, reason=Reason.UNREACHABLE),)
    return replace(empty, plan=DayPlan(routes=routes, unplanned=left))


@pytest.fixture(scope="session")
def world() -> World:
    """The world, with its valid plan."""
    return make_world()


@pytest.fixture(scope="session")
def rows() -> Callable[[Sequence[dict[str, Any]]], Obligations]:
    """Lay out obligations from dicts over defaults."""
    return obligations
