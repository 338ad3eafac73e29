"""Small instances for tests of the search, with the best plan found by trying everything."""

from itertools import permutations
from math import floor

import numpy as np

from planner.kernel import FORBIDDEN, Instance, StopTable, Vehicle, build_instance, stakes
from planner.kernel.instance import NEVER


def line(*, at: list[int], halts: list[int], windows: list[tuple[int, int]], vehicles: tuple[Vehicle, ...]) -> Instance:
    """Stops on a line, one second a unit; the base, the last node, is at 0."""
    where = np.array([*at, 0])
    n = len(at)
    return build_instance(
        np.abs(where[:, None] - where[None, :])[None].astype(np.int32),
        StopTable(
            halt_s=np.array(halts, dtype=np.int64),
            windows=tuple((window,) for window in windows),
            load=np.ones(n, dtype=np.int64),
            stake=np.ones(n, dtype=np.int64),
        ),
        vehicles,
        np.zeros((n, len(vehicles)), dtype=np.int64),
    )


def shift(n: int, *, end: int = 10_000, room: int = 99, breaks: tuple[tuple[int, int, int], ...] = ()) -> Vehicle:
    """A vehicle based at node `n` that works from 0 to `end`."""
    return Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=end, room=room, breaks=breaks)


def random_instance(
    seed: int, *, n: int = 6, vehicles: int = 2, breaks: bool = True, overtime: bool = False, rules: bool = False
) -> Instance:
    """A random instance with windows (some stops have two), classes, forbidden pairs, pauses and a one-way map.

    `rules` adds pauses with two windows, most work and an order of stops.
    """
    draw = np.random.default_rng(seed)
    xy = draw.uniform(0, 600, (n + 1, 2))
    there = np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(-1))
    duration = np.ceil(there * draw.uniform(1.0, 1.3, there.shape)).astype(np.int32)
    np.fill_diagonal(duration, 0)
    opens = draw.integers(0, 3_000, n)
    windows = tuple(
        ((int(a), int(a) + 500), (int(a) + 1_500, int(a) + 1_900))
        if draw.random() < 0.3
        else ((int(a), int(a) + 1_200),)
        for a in opens
    )
    surcharge = draw.integers(0, 50, (n, vehicles))
    surcharge[draw.random((n, vehicles)) < 0.15] = FORBIDDEN
    classes = draw.integers(0, 3, n)
    twice = ((700, 800, 300, ((1_500, 1_700), (2_500, 2_600))), (2_000, 2_200, 200, ((2_900, 3_000),)))
    return build_instance(
        duration[None],
        StopTable(
            halt_s=draw.integers(100, 500, n),
            windows=windows,
            load=draw.integers(1, 3, n),
            stake=stakes(np.eye(3, dtype=np.int64)[classes]),
            after=((0, 1), (3, 1), (4, 5)) if rules else (),
        ),
        tuple(
            Vehicle(
                start_node=n,
                end_node=n,
                shift_start=int(draw.integers(0, 300)),
                shift_end=int(draw.integers(2_500, 4_500)),
                room=int(draw.integers(3, 9)),
                open_cost=int(draw.integers(0, 100)),
                breaks=(twice if rules else ((900, 1_500, 300), (2_000, 2_600, 200)))[: int(draw.integers(0, 3))]
                if breaks
                else (),
                overtime_s=int(draw.integers(0, 900)) if overtime else 0,
                overtime_price=float(draw.choice([0.5, 3.0])) if overtime else 0.0,
                most_work=int(draw.integers(1_200, 3_000)) if rules and number else None,
            )
            for number in range(vehicles)
        ),
        surcharge,
    )


def drivable(instance: Instance, vehicle: int, stops: tuple[int, ...]) -> bool:
    """Try every way to take the pauses: before leaving a place or after arriving, in any combination."""
    return home_at(instance, vehicle, stops) < NEVER


def home_at(instance: Instance, vehicle: int, stops: tuple[int, ...]) -> int:
    """Return when the route can be home at the earliest; ``NEVER`` when some rule forbids it."""
    if sum(int(instance.load[stop]) for stop in stops) > instance.room[vehicle]:
        return NEVER
    if any(instance.surcharge[stop, vehicle] >= FORBIDDEN for stop in stops):
        return NEVER
    if any(a in stops[place:] for place, b in enumerate(stops) for a in instance.ahead[b].tolist()):
        return NEVER
    if (
        stops
        and travel(instance, vehicle, stops) + int(instance.halt_s[list(stops)].sum()) > instance.most_work[vehicle]
    ):
        return NEVER
    path = [*stops, int(instance.end_node[vehicle])]
    return _on(instance, vehicle, int(instance.start_node[vehicle]), int(instance.shift_start[vehicle]), path, 0)


def _on(instance: Instance, vehicle: int, here: int, moment: int, path: list[int], pause: int) -> int:
    earliest, there = NEVER, path[0]
    leg = int(instance.duration[instance.profile[vehicle], here, there])
    for now, taken in _pausing(instance, vehicle, moment, pause):
        arrive = now + leg
        if there >= len(instance.halt_s):
            lasts = instance.break_end[vehicle, taken : int(instance.breaks[vehicle])].max(axis=1, initial=-1)
            if arrive <= min([int(instance.shift_end[vehicle]), *lasts.tolist()]):
                earliest = min(earliest, arrive)
            continue
        for begin, had in _pausing(instance, vehicle, arrive, taken):
            opened = _opens(instance, there, begin)
            if opened < NEVER:
                done = opened + int(instance.halt_s[there])
                earliest = min(earliest, _on(instance, vehicle, there, done, path[1:], had))
    return earliest


def _pausing(instance: Instance, vehicle: int, moment: int, pause: int) -> list[tuple[int, int]]:
    """All (moment, pauses taken) reachable by pausing here nought or more times."""
    ways = [(moment, pause)]
    while pause < instance.breaks[vehicle]:
        starts, ends = instance.break_start[vehicle, pause].tolist(), instance.break_end[vehicle, pause].tolist()
        begins = [max(moment, a) for a, b in zip(starts, ends, strict=True) if moment <= b and a <= b]
        if not begins:
            break
        moment = min(begins) + int(instance.break_s[vehicle, pause])
        pause += 1
        ways.append((moment, pause))
    return ways


def _opens(instance: Instance, stop: int, moment: int) -> int:
    starts, ends = instance.window_start[stop].tolist(), instance.window_end[stop].tolist()
    return min((max(moment, a) for a, b in zip(starts, ends, strict=True) if moment <= b and a <= b), default=NEVER)


def cost(instance: Instance, vehicle: int, stops: tuple[int, ...]) -> int:
    """Travel, surcharges, opening and overtime, added up leg by leg."""
    if not stops:
        return 0
    over = max(0, home_at(instance, vehicle, stops) - int(instance.regular_end[vehicle]))
    paid = floor(float(instance.overtime_price[vehicle]) * over + 0.5)
    served = sum(int(instance.surcharge[stop, vehicle]) for stop in stops)
    return travel(instance, vehicle, stops) + served + int(instance.open_cost[vehicle]) + paid


def travel(instance: Instance, vehicle: int, stops: tuple[int, ...]) -> int:
    """Add up the legs."""
    path = [int(instance.start_node[vehicle]), *stops, int(instance.end_node[vehicle])]
    return sum(int(instance.duration[0, a, b]) for a, b in zip(path[:-1], path[1:], strict=True))


def best(instance: Instance) -> tuple[int, int]:
    """Return (stake left out, cost) of the best plan by trying every route of every vehicle."""
    n, vehicles = instance.surcharge.shape
    cheapest: list[dict[frozenset[int], int]] = []
    for vehicle in range(vehicles):
        routes: dict[frozenset[int], int] = {}
        for size in range(n + 1):
            for stops in permutations(range(n), size):
                mine = frozenset(stops)
                if travel(instance, vehicle, stops) >= routes.get(mine, FORBIDDEN):
                    continue
                now = cost(instance, vehicle, stops)
                if now < routes.get(mine, FORBIDDEN) and drivable(instance, vehicle, stops):
                    routes[mine] = now
        cheapest.append(routes)
    plans: dict[frozenset[int], int] = {frozenset(): 0}
    for routes in cheapest:
        joined: dict[frozenset[int], int] = {}
        for served, spent in plans.items():
            for stops, now in routes.items():
                if not served & stops and not _torn(instance, served, stops):
                    both = served | stops
                    joined[both] = min(joined.get(both, FORBIDDEN), spent + now)
        plans = joined
    whole = int(instance.stake.sum())
    return min((whole - sum(int(instance.stake[stop]) for stop in served), spent) for served, spent in plans.items())


def _torn(instance: Instance, one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two stops that belong on one route are on two."""
    return any((a in one and b in other) or (a in other and b in one) for a, b in pairs(instance))


def pairs(instance: Instance) -> list[tuple[int, int]]:
    """Return (first, later) of stops in a given order."""
    return [(a, b) for b, each in enumerate(instance.ahead.tolist()) for a in each if a >= 0]
