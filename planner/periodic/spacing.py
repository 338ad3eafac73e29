"""May a family have these days? Asked of routes that come from outside; the search asks no more."""

from collections.abc import Sequence

import numpy as np

from planner.kernel.instance import Ints
from planner.kernel.run import Routes
from planner.periodic.families import Families


def kept_apart(families: Families, routes: Routes) -> list[Ints]:
    """Return the routes, for each vehicle its stops, without families that may not have the days they have there."""
    day_of = np.full(len(families.family_of), -1, dtype=np.int64)
    for vehicle, stops in enumerate(routes):
        day_of[stops] = families.day_of[vehicle]
    fine = np.array([may_have(families, family, day_of) for family in range(len(families.first) - 1)], dtype=np.bool_)
    kept = (np.asarray(stops, dtype=np.int32) for stops in routes)
    return [np.ascontiguousarray(stops[fine[families.family_of[stops]]]) for stops in kept]


def may_have(
    families: Families, family: int, day_of: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]
) -> bool:
    """Tell whether the visits of a family may be on their days; `day_of` is the day of each stop, -1 when left out."""
    stops = families.member[families.first[family] : families.first[family + 1]].tolist()
    days = [int(day_of[stop]) for stop in stops]
    rows = families.pattern[families.pattern_first[family] : families.pattern_first[family + 1], : len(stops)]
    if len(rows):
        return all(day < 0 for day in days) or days in rows.tolist()
    last, before = -1, -1
    for place, (stop, day) in enumerate(zip(stops, days, strict=True)):
        if day < 0:
            continue
        if not families.wanted[stop, day]:
            return False
        if last >= 0:
            gap = int(families.date[day] - families.date[last])
            most = int(families.most[stop]) if place == before + 1 else 0
            if gap < max(1, int(families.least[stop])) or 0 < most < gap:
                return False
        last, before = day, place
    return True
