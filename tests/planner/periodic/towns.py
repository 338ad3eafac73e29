"""Small periodic problems for tests, with an independent look at what the search made of them."""

from dataclasses import dataclass

import numpy as np

from planner.kernel import Found, Instance, StopTable, Vehicle, build_instance
from planner.periodic import Families, patterned_families

LONG_DAY = 100_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Periodic:
    """Customers with patterns, the last node being the base; `on` is the day of each vehicle."""

    instance: Instance
    families: Families
    members: list[list[int]]
    patterns: list[list[tuple[int, ...]]]
    on: np.ndarray


def periodic(
    at: np.ndarray,
    patterns: list[list[tuple[int, ...]]],
    *,
    days: int,
    vehicles: int = 1,
    room: int = 99,
    longest: int = LONG_DAY,
    loads: list[int] | None = None,
) -> Periodic:
    """Customers at `at` (the base last), one second a unit, each with its patterns of days."""
    sizes = [len(each[0]) for each in patterns]
    owner = np.repeat(np.arange(len(patterns)), sizes)
    nodes = np.array([*owner, len(patterns)])
    apart = np.ceil(np.sqrt(((at[:, None] - at[None]) ** 2).sum(-1))).astype(np.int32)
    n = len(owner)
    stops = StopTable(
        halt_s=np.full(n, 10, dtype=np.int64),
        windows=(((0, LONG_DAY),),) * n,
        load=np.array(loads or [1] * len(patterns), dtype=np.int64)[owner],
        stake=np.ones(n, dtype=np.int64),
    )
    one = Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=longest, room=room)
    instance = build_instance(
        apart[np.ix_(nodes, nodes)][None],
        stops,
        (one,) * (days * vehicles),
        np.zeros((n, days * vehicles), dtype=np.int64),
    )
    members = [np.flatnonzero(owner == family).tolist() for family in range(len(patterns))]
    on = np.repeat(np.arange(days, dtype=np.int32), vehicles)
    families = patterned_families(instance, members, patterns, on)
    return Periodic(instance=instance, families=families, members=members, patterns=patterns, on=on)


def random_periodic(seed: int, *, customers: int = 12, days: int = 4, vehicles: int = 2) -> Periodic:
    """Customers visited once, twice or every day, scarce vehicles."""
    draw = np.random.default_rng(seed)
    choices: tuple[list[tuple[int, ...]], ...] = (
        [(day,) for day in range(days)],
        [(0, 2), (1, 3)],
        [tuple(range(days))],
    )
    patterns = [choices[int(draw.choice([0, 0, 1, 1, 2]))] for _ in range(customers)]
    return periodic(
        draw.uniform(0, 500, (customers + 1, 2)),
        patterns,
        days=days,
        vehicles=vehicles,
        room=int(draw.integers(3, 8)),
        longest=int(draw.integers(900, 4_000)),
        loads=draw.integers(1, 3, customers).tolist(),
    )


def faults(town: Periodic, found: Found) -> list[str]:
    """Return every rule that routes break, added up without the search."""
    instance, told = town.instance, []
    seen = np.concatenate([*found.routes, found.absent, np.zeros(0, dtype=np.int32)])
    if sorted(seen.tolist()) != list(range(len(instance.halt_s))):
        told.append("a stop twice or nowhere")
    for vehicle, stops in enumerate(found.routes):
        path = [int(instance.start_node[vehicle]), *stops.tolist(), int(instance.end_node[vehicle])]
        took = int(instance.duration[0, path[:-1], path[1:]].sum() + instance.halt_s[stops].sum())
        if took > instance.shift_end[vehicle]:
            told.append(f"route {vehicle} takes {took}")
        if instance.load[stops].sum() > instance.room[vehicle]:
            told.append(f"route {vehicle} is too full")
    days = days_of(town.on, found)
    for stops, choices in zip(town.members, town.patterns, strict=True):
        have = tuple(days[stop] for stop in stops if stop in days)
        if have and have not in choices:
            told.append(f"stops {stops} on days {have}")
    return told


def days_of(on: np.ndarray, found: Found) -> dict[int, int]:
    """Return the day of every stop that is on a route."""
    return {stop: int(on[vehicle]) for vehicle, stops in enumerate(found.routes) for stop in stops.tolist()}
