"""Travel that takes longer at some hours, without overtaking: who leaves later never arrives earlier.

Source: S. Ichoua, M. Gendreau, J.-Y. Potvin, "Vehicle dispatching with time-dependent travel times", European Journal
of Operational Research 144(2), 2003, doi:10.1016/S0377-2217(02)00147-9: it is the speed that changes with the hour,
also under way, not the length of a leg with the hour of leaving. In whole numbers, so that the way back is exactly the
inverse of the way there: a leg is its seconds in millionths, and each second takes the pace of its hour off them.
"""

from typing import Any, NamedTuple, cast

import numpy as np

from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import Instance, Longs

MILLION = 1_000_000
"""The usual pace: one second of travel a second."""

FAR_OFF = 1 << 36
"""A moment after all others that still can be multiplied by a pace."""

Pace = tuple[tuple[int, int], ...]
"""(until when, how fast in millionths) of one profile in time order, the last for the rest of time; empty: usual."""


class Paces(NamedTuple):
    """Tables of the paces, int64 (p, k), as in `planner.kernel.instance.Instance`."""

    pace_until: Longs
    pace: Longs


def pace_tables(paces: tuple[Pace, ...], profiles: int) -> Paces:
    """Lay out the paces of `profiles` profiles."""
    width = max((len(one) for one in paces), default=0)
    until = np.full((profiles, width), FAR_OFF, dtype=np.int64)
    pace = np.full((profiles, width), MILLION, dtype=np.int64)
    for row, one in enumerate(paces):
        for column, (end, speed) in enumerate(one):
            until[row, column], pace[row, column] = end if column + 1 < len(one) else FAR_OFF, speed
    return Paces(pace_until=until, pace=pace)


@inlined
def arrives(instance: Instance, profile: int, leave: int, leg: int) -> int:
    """Return the first moment at the end of a leg of `leg` seconds at the usual pace, begun at `leave`."""
    if instance.pace.shape[1] == 0:
        return leave + leg
    return arrives_paced(instance, profile, leave, leg)


@inlined
def leaves(instance: Instance, profile: int, arrive: int, leg: int) -> int:
    """Return the last moment to begin the leg so as to be there at `arrive`; negative when there is none."""
    if instance.pace.shape[1] == 0:
        return arrive - leg
    return leaves_paced(instance, profile, arrive, leg)


@compiled
def arrives_paced(instance: Instance, profile: int, leave: int, leg: int) -> int:
    """Do `arrives` stretch by stretch."""
    rest, now, last = leg * MILLION, leave, instance.pace.shape[1] - 1
    for stretch in range(last + 1):
        until, pace = instance.pace_until[profile, stretch], instance.pace[profile, stretch]
        if now >= until and stretch < last:
            continue
        if stretch == last or (until - now) * pace >= rest:
            return now + (rest + pace - 1) // pace
        rest -= (until - now) * pace
        now = until
    return now


@compiled
def leaves_paced(instance: Instance, profile: int, arrive: int, leg: int) -> int:
    """Do `leaves` stretch by stretch, from the last on."""
    rest, now = leg * MILLION, arrive
    for stretch in range(instance.pace.shape[1] - 1, -1, -1):
        since = instance.pace_until[profile, stretch - 1] if stretch > 0 else 0
        pace = instance.pace[profile, stretch]
        if now <= since and stretch > 0:
            continue
        if stretch == 0 or (now - since) * pace >= rest:
            return now - (rest + pace - 1) // pace
        rest -= (now - since) * pace
        now = since
    return now


def arrival(paces: Paces | Instance, profile: int, leave: int, leg: int) -> int:
    """Do `arrives` outside compiled code."""
    if paces.pace.shape[1] == 0:
        return leave + leg
    return int(cast(Any, arrives_paced).py_func(paces, profile, leave, leg))


def departure(paces: Paces | Instance, profile: int, arrive: int, leg: int) -> int:
    """Do `leaves` outside compiled code."""
    if paces.pace.shape[1] == 0:
        return arrive - leg
    return int(cast(Any, leaves_paced).py_func(paces, profile, arrive, leg))
