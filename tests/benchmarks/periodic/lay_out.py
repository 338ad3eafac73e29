"""A periodic instance as the planner wants it: whole numbers, a stop for every visit, a vehicle for every day's."""

from __future__ import annotations

import math

import numpy as np

from planner.kernel import Instance, StopTable, Vehicle, build_instance
from planner.periodic import Families, patterned_families
from tests.benchmarks.periodic.case import DayDrive, PeriodicCase

FINEST = 10_000
"""Whole units to one of the file, when sums of them stay small enough."""

ROOM = 1 << 30
UNLIMITED = (1 << 31) - 2


def scale_of(case: PeriodicCase) -> int:
    """Return the largest power of ten, at most ``FINEST``, at which all visits one after another still add up."""
    visits = sum(len(choices[0]) for choices in case.choices[1:])
    span = max(1e-9, float(np.ptp(case.at, axis=0).sum()), float(case.service.max(initial=0.0)))
    finest = ROOM / ((visits + 1) * span)
    return int(min(FINEST, 10 ** int(math.log10(max(1.0, finest)))))


def lay_out(case: PeriodicCase) -> tuple[Instance, Families]:
    """Return the instance and its families; lengths are rounded up, so that no route is longer than it seems."""
    scale = scale_of(case)
    visited = [stop for stop in range(1, case.customers + 1) for _ in case.choices[stop][0]]
    nodes = np.array([*visited, 0])
    whole = np.ceil(scale * case.distances() - 1e-6).astype(np.int32)
    bounded = any(longest < math.inf for longest in case.longest)
    service = np.ceil(scale * case.service[visited] - 1e-6).astype(np.int64)
    loads, fine = case.demand[visited], 1 if (case.demand == np.floor(case.demand)).all() else 1_000
    stops = StopTable(
        halt_s=service if bounded else np.zeros_like(service),
        windows=tuple(((0, UNLIMITED),) for _ in visited),
        load=np.ceil(fine * loads - 1e-6).astype(np.int64),
        stake=np.ones(len(visited), dtype=np.int64),
    )
    depot = len(visited)
    vehicles = tuple(
        Vehicle(
            start_node=depot,
            end_node=depot,
            shift_start=0,
            shift_end=int(min(UNLIMITED, scale * longest)),
            room=int(min(UNLIMITED, fine * capacity)),
        )
        for longest, capacity in zip(case.longest, case.capacity, strict=True)
        for _ in range(case.vehicles)
    )
    surcharge = np.zeros((len(visited), len(vehicles)), dtype=np.int64)
    instance = build_instance(whole[np.ix_(nodes, nodes)][None], stops, vehicles, surcharge)
    members: list[list[int]] = [[] for _ in range(case.customers)]
    for row, stop in enumerate(visited):
        members[stop - 1].append(row)
    on = np.repeat(np.arange(len(case.longest), dtype=np.int32), case.vehicles)
    return instance, patterned_families(instance, members, case.choices[1:], on)


def drives_of(case: PeriodicCase, routes: tuple[np.ndarray[tuple[int], np.dtype[np.int32]], ...]) -> list[DayDrive]:
    """Return the search's routes, which stand day by day, in the customers' numbers."""
    visited = [stop for stop in range(1, case.customers + 1) for _ in case.choices[stop][0]]
    return [
        DayDrive(day=vehicle // case.vehicles, stops=tuple(visited[row] for row in stops.tolist()))
        for vehicle, stops in enumerate(routes)
        if len(stops)
    ]
