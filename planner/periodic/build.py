"""Laying out families from lists of patterns, or from series that keep a distance between their visits."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import FORBIDDEN, Instance, Ints
from planner.periodic.families import NO_DAY, Families

NEAREST = 100
"""Neighbours kept of each family."""

Days = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Patterns = Sequence[Sequence[Sequence[int]]]


def patterned_families(instance: Instance, members: Sequence[Sequence[int]], patterns: Patterns, on: Days) -> Families:
    """Lay out families of visits that are all alike, each with a list of sets of days to choose from.

    Parameters
    ----------
    members : for each family its stops; every stop belongs to one
    patterns : for each family its patterns, each as many ascending days (0, 1, ...) as the family has stops
    on : int32 (v,), the day of each vehicle, 0, 1, ...

    Raises
    ------
    ValueError
        If the tables disagree or a pattern is not ascending: the caller made a mistake.
    """
    days = int(on.max(initial=-1)) + 1
    first, member, family_of = _members(instance, members)
    rows = [row for each in patterns for row in each]
    pattern = np.full((len(rows), max(map(len, members), default=0)), NO_DAY, dtype=np.int32)
    pattern_first = _starts([len(each) for each in patterns])
    wanted = np.zeros((len(member), days), dtype=np.bool_)
    for family, (stops, each) in enumerate(zip(members, patterns, strict=True)):
        if not each:
            raise ValueError("a family needs a pattern at least")
        for at, row in enumerate(each, int(pattern_first[family])):
            _check(row, len(stops), days)
            pattern[at, : len(row)] = row
            wanted[np.ix_(list(stops), list(row))] = True
    none = np.zeros(len(member), dtype=np.int32)
    return Families(
        first=first,
        member=member,
        family_of=family_of,
        twin=member[first[:-1]][family_of],
        near=_near(instance, member[first[:-1]]),
        pattern_first=pattern_first,
        pattern=pattern,
        least=none,
        most=none,
        wanted=wanted,
        **_calendar(on, np.arange(days, dtype=np.int32)),
    )


def spaced_families(instance: Instance, lines: Sequence[Sequence[int]], least: Ints, most: Ints, on: Days) -> Families:
    """Lay out series of visits that keep a distance in days; what is in no line is a family of its own.

    On which days a visit may be is read off ``instance.surcharge``: where a vehicle of that day may serve it.

    Parameters
    ----------
    lines : disjoint series, each its stops in the order they are made
    least : int32 (n,), least days between the visit and the last one of its line that is made before it
    most : int32 (n,), most days to the visit right before it in its line, where that is made; 0: no bound
    on : int32 (v,), the date of each vehicle as a running number of days, in any order

    Raises
    ------
    ValueError
        If a stop is in two lines or a bound is negative: the caller made a mistake.
    """
    listed = {stop for line in lines for stop in line}
    alone = [(stop,) for stop in range(len(instance.halt_s)) if stop not in listed]
    members = [*(line for line in lines if len(line)), *alone]
    first, member, family_of = _members(instance, members)
    if (np.asarray(least) < 0).any() or (np.asarray(most) < 0).any():
        raise ValueError("a distance in days must not be negative")
    dates, day_of = np.unique(np.asarray(on, dtype=np.int32), return_inverse=True)
    wanted = np.zeros((len(member), len(dates)), dtype=np.bool_)
    for day in range(len(dates)):
        wanted[:, day] = (instance.surcharge[:, day_of == day] < FORBIDDEN).any(axis=1)
    return Families(
        first=first,
        member=member,
        family_of=family_of,
        twin=np.arange(len(member), dtype=np.int32),
        near=_near(instance, member[first[:-1]]),
        pattern_first=np.zeros(len(members) + 1, dtype=np.int32),
        pattern=np.zeros((0, max(map(len, members), default=0)), dtype=np.int32),
        least=np.ascontiguousarray(least, dtype=np.int32),
        most=np.ascontiguousarray(most, dtype=np.int32),
        wanted=wanted,
        **_calendar(day_of.astype(np.int32), dates),
    )


def _members(instance: Instance, members: Sequence[Sequence[int]]) -> tuple[Ints, Ints, Ints]:
    first = _starts([len(each) for each in members])
    member = np.array([stop for each in members for stop in each], dtype=np.int32)
    if sorted(member.tolist()) != list(range(len(instance.halt_s))) or not all(map(len, members)):
        raise ValueError("every stop belongs to one family, and every family has a stop")
    family_of = np.zeros(len(member), dtype=np.int32)
    family_of[member] = np.repeat(np.arange(len(members), dtype=np.int32), np.diff(first))
    return first, member, family_of


def _starts(sizes: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _check(row: Sequence[int], size: int, days: int) -> None:
    ascending = all(one < other for one, other in zip(row, row[1:], strict=False))
    if len(row) != size or not ascending or row[0] < 0 or row[-1] >= days:
        raise ValueError(f"a pattern of {size} visits must name as many ascending days of 0..{days - 1}")


def _calendar(day_of: Days, dates: npt.NDArray[np.int32]) -> dict[str, Ints]:
    by_day = np.argsort(day_of, kind="stable").astype(np.int32)
    return {
        "day_of": np.ascontiguousarray(day_of, dtype=np.int32),
        "by_day": by_day,
        "day_first": np.searchsorted(day_of[by_day], np.arange(len(dates) + 1)).astype(np.int32),
        "date": dates.astype(np.int32),
    }


def _near(instance: Instance, stops: Ints) -> Ints:
    apart = instance.duration[0][np.ix_(stops, stops)].astype(np.int64)
    apart = np.minimum(apart, apart.T)
    np.fill_diagonal(apart, np.iinfo(np.int64).max)
    most = min(NEAREST, max(0, len(stops) - 1))
    return np.ascontiguousarray(np.argsort(apart, axis=1, kind="stable")[:, :most].astype(np.int32))
