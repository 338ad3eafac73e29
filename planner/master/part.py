"""A part of an instance: some neighbouring routes as an instance of their own, small enough for the processor's cache.

Source of the idea: E. Taillard, "Parallel iterative search methods for vehicle routing problems", Networks 23(8), 1993,
doi:10.1002/net.3230230804 (partition into groups of neighbouring routes, searched apart and joined again).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.kernel import Instance
from planner.kernel.build import nearest
from planner.kernel.instance import Ints
from planner.kernel.run import Routes

OF_STOP = ("halt_s", "window_start", "window_end", "load", "stake", "price")
"""Columns of an instance with a row a stop."""

OF_VEHICLE = (
    "shift_start",
    "shift_end",
    "room",
    "profile",
    "open_cost",
    "breaks",
    "break_start",
    "break_end",
    "break_s",
    "regular_end",
    "overtime_price",
    "most_work",
    "most_away",
    "strict",
)
"""Columns of an instance with a row a vehicle."""

OF_BOTH = (
    "duration",
    "inbound",
    "surcharge",
    "near",
    "near_before",
    "near_after",
    "ahead",
    "behind",
    "start_node",
    "end_node",
    "kind",
    "pace_until",
    "pace",
)
"""Columns that are cut or numbered anew in a way of their own, or stay as they are (the paces)."""

SPARE = 6
"""Unused vehicles that a part gets beside the used ones."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Part:
    """`stops` and `vehicles`, int32: what the rows of `instance` are in the whole."""

    instance: Instance
    stops: Ints
    vehicles: Ints


def neighbourhood(instance: Instance, routes: Routes, seed: int, size: int) -> tuple[Ints, Ints]:
    """Return about `size` stops around the stop `seed` and the vehicles that serve them, whole routes only.

    Absent stops met on the way are among them; a few unused vehicles, exchangeable ones last, are added.
    """
    owner = np.full(len(instance.halt_s), -1, dtype=np.int32)
    for vehicle, stops in enumerate(routes):
        owner[stops] = vehicle
    met, taken, queue, at = {seed: None}, dict[int, None](), [seed], 0
    while at < len(queue) and len(met) < size:
        for stop in (queue[at], *instance.near[queue[at]].tolist()):
            if len(met) >= size:
                break
            mine = routes[owner[stop]].tolist() if owner[stop] >= 0 else [stop]
            if owner[stop] >= 0:
                taken[int(owner[stop])] = None
            queue += [one for one in mine if one not in met]
            met.update(dict.fromkeys(mine))
        at += 1
    unused = [vehicle for vehicle, stops in enumerate(routes) if not len(stops)]
    one_a_kind = {int(instance.kind[vehicle]): vehicle for vehicle in unused}.values()
    spare = list(dict.fromkeys([*one_a_kind, *unused]))[:SPARE]
    return np.array(list(met), dtype=np.int32), np.array([*taken, *spare], dtype=np.int32)


def part_of(instance: Instance, stops: Ints, vehicles: Ints) -> Part:
    """Cut `stops` and `vehicles` out of an instance."""
    ends = np.unique(np.concatenate([instance.start_node[vehicles], instance.end_node[vehicles]]))
    ends = ends[~np.isin(ends, stops)]
    nodes = np.concatenate([stops, ends]).astype(np.int32)
    row = np.full(instance.duration.shape[1], -1, dtype=np.int32)
    row[nodes] = np.arange(len(nodes), dtype=np.int32)
    duration = np.ascontiguousarray(instance.duration[:, nodes[:, None], nodes])
    symmetric = instance.inbound is instance.duration
    cut = instance._replace(
        duration=duration,
        inbound=duration if symmetric else np.ascontiguousarray(instance.inbound[:, nodes[:, None], nodes]),
        surcharge=np.ascontiguousarray(instance.surcharge[stops[:, None], vehicles]),
        near=nearest(duration[0], len(stops)),
        near_before=_inside(row, instance.near_before[stops], len(stops)),
        near_after=_inside(row, instance.near_after[stops], len(stops)),
        ahead=_inside(row, instance.ahead[stops], len(stops)),
        behind=_inside(row, instance.behind[stops], len(stops)),
        start_node=row[instance.start_node[vehicles]],
        end_node=row[instance.end_node[vehicles]],
        kind=np.unique(instance.kind[vehicles], return_inverse=True)[1].astype(np.int32),
        **{name: np.ascontiguousarray(getattr(instance, name)[stops]) for name in OF_STOP},
        **{name: np.ascontiguousarray(getattr(instance, name)[vehicles]) for name in OF_VEHICLE},
    )
    return Part(instance=cut, stops=stops, vehicles=vehicles)


def begin_of(part: Part, routes: Routes, n: int) -> Routes:
    """Return the routes of the whole as the part numbers them; `n` is the number of stops of the whole."""
    row = np.zeros(n, dtype=np.int32)
    row[part.stops] = np.arange(len(part.stops), dtype=np.int32)
    return tuple(row[routes[vehicle]] for vehicle in part.vehicles)


def put_into(part: Part, found: Routes, routes: Routes) -> Routes:
    """Return the routes of the whole with those of the part in their places."""
    joined = list(routes)
    for vehicle, stops in zip(part.vehicles.tolist(), found, strict=True):
        joined[vehicle] = part.stops[stops]
    return tuple(joined)


def _inside(row: Ints, listed: Ints, n: int) -> Ints:
    """Number the listed stops anew, those inside the part first, ``-1`` for the rest."""
    known = np.where(listed >= 0, row[listed], -1)
    known = np.where(known < n, known, -1)
    order: npt.NDArray[np.intp] = np.argsort(known < 0, axis=1, kind="stable")
    return np.ascontiguousarray(np.take_along_axis(known, order, axis=1))
