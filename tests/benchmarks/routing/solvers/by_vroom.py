"""VROOM at its highest exploration level, one thread; travel time, which is the distance here, is what it minimises.

It stops by itself when its exploration is done, often long before the budget is used.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import vroom  # type: ignore[import-untyped]

from tests.benchmarks.routing.case import UNLIMITED, Case, Drive
from tests.benchmarks.routing.solvers import CannotError, Search
from tests.benchmarks.routing.stopwatch import Stopwatch

EXPLORATION = 5
"""The highest level there is."""


def prepare(case: Case, seed: int) -> Search:
    """Lay the instance out; VROOM draws no random numbers, so the seed is not used."""
    del seed
    if case.optional.any():
        raise CannotError("VROOM serves as many as it can, it weighs no prizes", "VROOM 不支持奖励权衡")
    if any(fleet.longest < UNLIMITED for fleet in case.fleets):
        raise CannotError("VROOM does not bound a vehicle's time away", "VROOM 不支持限制车辆离场时长")

    def search(watch: Stopwatch) -> list[Drive]:
        return _drives(case, watch.on_the_wall(lambda wall: _solve(_input(case), watch, wall)))

    return search


def _solve(asked: vroom.Input, watch: Stopwatch, wall: float) -> vroom.Solution:
    watch.start()
    return asked.solve(EXPLORATION, nb_threads=1, timeout=timedelta(seconds=wall))


def _input(case: Case) -> vroom.Input:
    asked = vroom.Input()
    asked.set_durations_matrix("car", case.distance.astype(np.uint32))
    serves = np.array([fleet.serves for fleet in case.fleets])
    # A skill for every set of fleets that may come: a fleet has those of the sets it belongs to.
    patterns, skill = np.unique(serves.T, axis=0, return_inverse=True)
    number = 0
    for row, fleet in enumerate(case.fleets):
        for _ in range(fleet.count):
            number += 1
            asked.add_vehicle(
                vroom.Vehicle(
                    number,
                    start=0,
                    end=0,
                    capacity=[min(fleet.capacity, UNLIMITED)],
                    skills=set(np.flatnonzero(patterns[:, row]).tolist()),
                    time_window=vroom.TimeWindow(int(case.opens[0]), int(case.closes[0])),
                )
            )
    for stop in range(1, case.customers + 1):
        asked.add_job(
            vroom.Job(
                stop,
                location=stop,
                default_service=int(case.service[stop]),
                delivery=[int(case.demand[stop])],
                skills={int(skill[stop])},
                time_windows=[vroom.TimeWindow(int(case.opens[stop]), int(case.closes[stop]))],
            )
        )
    return asked


def _drives(case: Case, solution: vroom.Solution) -> list[Drive]:
    owners = [row for row, fleet in enumerate(case.fleets) for _ in range(fleet.count)]
    stops: dict[int, list[int]] = {}
    for step in solution.routes[["vehicle_id", "type", "location_index"]].itertuples(index=False):
        if step.type not in ("start", "end", "break"):
            stops.setdefault(int(step.vehicle_id), []).append(int(step.location_index))
    return [Drive(fleet=owners[vehicle - 1], stops=tuple(each)) for vehicle, each in stops.items()]
