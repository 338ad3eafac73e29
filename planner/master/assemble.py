"""The master: OR-Tools assembles the best plan from all good routes the search has seen.

Route pool -> duals of the linear relaxation (GLOP) -> routes whose reduced cost can still matter -> set partitioning
(CP-SAT). What a stop is worth grows steeply with its class; the present plan's routes are always among those to choose
from, and it is kept unless the new one is better class by class. It pays for short routes only (measured).
"""

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from planner.kernel import Found, Instance, SearchLimits, route_cost
from planner.master.columns import Column, columns
from planner.master.prices import prices

LONG = 25
"""Mean stops a route from which on the master is not asked."""

FEWEST = 3
"""Columns a driven route below which the pool is too small to hold anything better."""

MOST = 2_000
"""Columns handed to CP-SAT."""

WORTH_S = 30_000.0
"""Travel seconds that serving a stop of the lowest stake is worth."""

STEP, STEPS = 8.0, 6
"""How much more a stop of the next higher stake is worth, and over how many stakes it grows."""


def assemble(instance: Instance, found: Found, limits: SearchLimits) -> Found:
    """Return the best plan made of routes of `found` and its pools; `found` itself when there is no better one.

    Where stops have an order, routes cannot be chosen one by one: two that belong together might come apart.
    """
    if limits.master_work <= 0 or not pays(found) or instance.ahead.shape[1] > 0:
        return found
    driven = sum(len(stops) > 0 for stops in found.routes)
    choice = columns(instance, found)
    if len(choice) < FEWEST * driven:
        return found
    worth, owned = _worth(instance), np.bincount(instance.kind)
    price = prices(choice, worth, owned)
    now = found.cost - instance.price[found.absent].sum() - sum(worth[stops].sum() for stops in found.routes)
    if price is None or price.bound > now - 1:
        return found
    kept = _kept(choice, price.reduced, now - price.bound)
    chosen = _choose(kept, worth, owned, limits)
    return _better(found, _assigned(instance, found, chosen)) if chosen else found


def pays(found: Found) -> bool:
    """Tell whether choosing among routes is worth the time: there are several, and they are short."""
    driven = sum(len(stops) > 0 for stops in found.routes)
    return driven > 1 and sum(len(stops) for stops in found.routes) <= LONG * driven


def _worth(instance: Instance) -> npt.NDArray[np.float64]:
    """Return what serving each stop is worth in travel seconds, float64 (n,)."""
    _, rank = np.unique(instance.stake, return_inverse=True)
    return np.where(instance.price > 0, instance.price, WORTH_S * STEP ** np.minimum(rank, STEPS - 1))


def _kept(choice: list[Column], reduced: npt.NDArray[np.float64], gap: float) -> list[Column]:
    """Return the columns that can be part of something better, the most promising first, and those driven now."""
    order = np.argsort(reduced, kind="stable")
    promising = [choice[i] for i in order[:MOST] if reduced[i] <= gap + 1 and not choice[i].driven]
    return [*(one for one in choice if one.driven), *promising]


def _choose(
    kept: list[Column],
    worth: npt.NDArray[np.float64],
    owned: npt.NDArray[np.int64],
    limits: SearchLimits,
) -> list[Column]:
    model = cp_model.CpModel()
    picks = [model.new_bool_var("") for _ in kept]
    on_stop: list[list[cp_model.IntVar]] = [[] for _ in worth]
    on_kind: list[list[cp_model.IntVar]] = [[] for _ in owned]
    for one, pick in zip(kept, picks, strict=True):
        model.add_hint(pick, one.driven)
        on_kind[one.kind].append(pick)
        for stop in one.stops:
            on_stop[stop].append(pick)
    for group in on_stop:
        model.add_at_most_one(group)
    for group, count in zip(on_kind, owned.tolist(), strict=True):
        model.add(sum(group) <= count)
    model.minimize(
        sum(int(one.cost - worth[list(one.stops)].sum()) * pick for one, pick in zip(kept, picks, strict=True))
    )
    solver = cp_model.CpSolver()
    _settle(solver, limits)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [one for one, pick in zip(kept, picks, strict=True) if solver.value(pick)]


def _settle(solver: cp_model.CpSolver, limits: SearchLimits) -> None:
    """One worker and a work limit, so that results repeat; the rest was measured to be faster on small models."""
    settings = solver.parameters
    settings.num_workers, settings.random_seed = 1, limits.seed % 1_000_000
    settings.max_deterministic_time = limits.master_work
    settings.linearization_level, settings.cp_model_probing_level = 2, 0
    settings.symmetry_level, settings.max_presolve_iterations = 0, 1


def _assigned(instance: Instance, found: Found, chosen: list[Column]) -> Found:
    """Give each chosen route to a vehicle of its kind."""
    free = {kind: np.flatnonzero(instance.kind == kind).tolist()[::-1] for kind in {one.kind for one in chosen}}
    routes = [np.zeros(0, dtype=np.int32) for _ in found.routes]
    for one in chosen:
        routes[free[one.kind].pop()] = np.array(one.stops, dtype=np.int32)
    absent = np.ones(len(instance.halt_s), dtype=np.bool_)
    absent[[stop for one in chosen for stop in one.stops]] = False
    return Found(
        routes=tuple(routes),
        absent=np.flatnonzero(absent).astype(np.int32),
        key=int(instance.stake[absent].sum()),
        cost=sum(route_cost(instance, vehicle, stops) for vehicle, stops in enumerate(routes))
        + int(instance.price[absent].sum()),
        pools=found.pools,
    )


def _better(one: Found, other: Found) -> Found:
    return other if (other.key, other.cost) < (one.key, one.cost) else one
