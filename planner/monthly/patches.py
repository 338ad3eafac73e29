"""Which routes of a month are searched together: neighbours on the map, whoever drives them and whenever.

Source: decomposition by nearby routes, as in A. Subramanian et al. and V. Gouvea et al.'s POPMUSIC line of work
(E. Taillard and S. Voss, "POPMUSIC: a partial optimization metaheuristic", 2002, doi:10.1007/978-1-4615-1507-4_27):
parts that share no route are independent of each other.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.monthly.draft import Draft
from planner.monthly.ground import Ground

SIZE = 300
"""Halts searched together: where the search is at its best for its time (measured)."""

IDLE = 6
"""Duties without a route that join each part."""

ABSENT = 40
"""Absent halts that join each part at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """Some duties and halts of a draft; no other patch of the round has any of them."""

    vehicles: tuple[int, ...]
    halts: tuple[int, ...]


def patches(ground: Ground, draft: Draft, draw: np.random.Generator, size: int = SIZE) -> list[Patch]:
    """Cut all routes into patches of about `size` halts, and hand idle duties and absent halts to them."""
    placed = np.array(sorted(draft.owner), dtype=np.int64)
    site = np.array([_site(ground, draft, halt) for halt in placed.tolist()], dtype=np.int64)
    free = {vehicle for vehicle, route in enumerate(draft.routes) if route}
    absent = _by_stake(ground, draft)
    idle = draw.permutation([vehicle for vehicle, route in enumerate(draft.routes) if not route]).tolist()
    found: list[Patch] = []
    for vehicle in draw.permutation(sorted(free)).tolist():
        if vehicle not in free:
            continue
        middle = draft.routes[vehicle][int(draw.integers(len(draft.routes[vehicle])))]
        taken = _around(ground, draft, middle, placed, site, free, size)
        free -= set(taken)
        near_absent = _nearest_absent(ground, draft, absent, taken)
        absent = [halt for halt in absent if halt not in near_absent]
        taken += [idle.pop() for _ in range(min(IDLE, len(idle)))]
        halts = [halt for one in taken for halt in draft.routes[one]]
        found.append(Patch(vehicles=tuple(sorted(taken)), halts=(*halts, *sorted(near_absent))))
    return found


def _site(ground: Ground, draft: Draft, halt: int) -> int:
    return int(ground.problem.obligations.site[draft.halts[halt][0]])


def _around(
    ground: Ground,
    draft: Draft,
    middle: int,
    placed: npt.NDArray[np.int64],
    site: npt.NDArray[np.int64],
    free: set[int],
    size: int,
) -> list[int]:
    """Return the free routes of the halts nearest to `middle`, its own first, until they hold `size` halts."""
    taken: dict[int, None] = {}
    count = 0
    away = ground.near[_site(ground, draft, middle), site]
    for place in np.argsort(away, kind="stable").tolist():
        vehicle = draft.owner[int(placed[place])]
        if vehicle in free and vehicle not in taken:
            if taken and count + len(draft.routes[vehicle]) > size:
                break
            taken[vehicle] = None
            count += len(draft.routes[vehicle])
    return list(taken)


def _by_stake(ground: Ground, draft: Draft) -> list[int]:
    """Return the absent halts that anybody may serve, the most important first."""
    hopeful = [halt for halt in draft.absent() if ground.may[list(draft.halts[halt])].all(axis=0).any()]
    return sorted(hopeful, key=lambda halt: (int(ground.classes[list(draft.halts[halt])].min()), halt))


def _nearest_absent(ground: Ground, draft: Draft, absent: list[int], taken: list[int]) -> set[int]:
    """Return the absent halts that some of the taken duties may serve: the important and the near ones."""
    if not absent:
        return set()
    sites = np.unique([_site(ground, draft, halt) for one in taken for halt in draft.routes[one]])
    may = np.array([ground.may[np.ix_(list(draft.halts[halt]), taken)].all(axis=0).any() for halt in absent])
    away = np.array([int(ground.near[_site(ground, draft, halt), sites].min()) for halt in absent])
    order = np.argsort(away, kind="stable")
    return {absent[place] for place in order[may[order]][:ABSENT].tolist()}
