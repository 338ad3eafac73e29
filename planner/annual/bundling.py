"""Fewer trips: visits of a neighbourhood share weeks, and what is owed behind one door is done on one entry.

Source: planning model, level 1 (access travel; inspections merged with tour visits at the same premises). Soft: windows
and the hours of each week stay kept, nothing is given up for it.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.book import Book, Table
from planner.annual.capacity import Capacity
from planner.annual.doors import certain_entries
from planner.annual.fill import fill
from planner.annual.ground import Ground
from planner.annual.trim import hall_sets
from planner.annual.trips import plan_trips

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
OUT = -1
NOISE_S = 60


def bundle(ground: Ground, week: Ints, capacity: Capacity) -> Ints:
    """Return better weeks than `week` (n,) where there are any, else the same."""
    rows = np.flatnonzero(week != OUT)
    if not len(rows):
        return week
    order = rows[np.lexsort((ground.first[rows], ground.door[rows], ground.last[rows], ground.cell[rows]))]
    free, held = _table(ground, order, week, fixed=False), _table(ground, order, week, fixed=True)
    weeks = capacity.hours.shape[1]
    trips = np.zeros((len(free.begin) - 1, weeks + 1), np.int64)
    target = np.bincount(week[order], weights=free.work, minlength=weeks).astype(np.float64)
    plan_trips(free.begin, free.first, free.last, free.amount, ground.day_s, target, trips)
    before = _filled(held, week[order], trips * 0, capacity, target, ground.day_s)
    after = _filled(free, week[order] * 0 + OUT, trips, capacity, target, ground.day_s)
    found = week.copy()
    if _lacking(after) <= max(NOISE_S, _lacking(before)) and _cost(after, ground) < _cost(before, ground):
        found[order] = after.week
    return found


def _table(ground: Ground, order: Ints, week: Ints, *, fixed: bool) -> Table:
    """Return the visits `order`; those that stay (all of them with `fixed`) have no week but their present one."""
    stays = ground.stays[order] | fixed
    first, last = (np.where(stays, week[order], end[order]) for end in (ground.first, ground.last))
    names, door = np.unique(ground.door[order], return_inverse=True)
    door = door.ravel().astype(np.int64)
    member = np.lexsort((last, door)).astype(np.int64)
    begin = np.searchsorted(door[member], np.arange(len(names) + 1)).astype(np.int64)
    entry = ground.entry[order]
    certain, best_first = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    certain_entries(first, last, entry, begin, member, certain, best_first)
    return Table(
        begin=np.searchsorted(ground.cell[order], np.arange(len(ground.access_s) + 1)).astype(np.int64),
        first=first,
        last=last,
        work=ground.work[order],
        entry=entry,
        amount=ground.work[order] + certain,
        best_first=best_first,
        skill=ground.skill[order].astype(np.int64),
        fixed=stays.astype(np.int64),
        door=door,
        joint=_joint(ground, order, door, len(names)),
        member_begin=begin,
        member=member,
        sets=np.ones((0, 0), np.int64),
    )


def _joint(ground: Ground, order: Ints, door: Ints, doors: int) -> Ints:
    """Tell for each door whether somebody holds all that is asked behind it, int64 (doors,)."""
    union = np.zeros(doors, np.uint64)
    np.bitwise_or.at(union, door, ground.skills[ground.skill[order]])
    distinct, where = np.unique(union, return_inverse=True)
    able = np.array([bool((one & ~ground.held == 0).any()) for one in distinct], np.int64)
    return np.asarray(able[where.ravel()], np.int64)


def _filled(table: Table, week: Ints, trips: Ints, capacity: Capacity, target: Floats, day_s: int) -> Book:
    sets, useful = hall_sets(capacity)
    book = Book(
        week=np.full(len(week), OUT, np.int64),
        used=np.zeros((len(table.begin) - 1, len(target)), np.int64),
        inside=np.zeros((len(table.joint), len(target)), np.int64),
        slack=np.floor(useful.astype(float) @ capacity.hours * 3600).astype(np.int64),
        total=trips.copy(),
    )
    fill(table._replace(sets=sets.astype(np.int64)), book, target, day_s)
    return book


def _lacking(book: Book) -> int:
    return int(np.maximum(0, -book.slack).max(axis=0, initial=0).sum())


def _cost(book: Book, ground: Ground) -> int:
    """Return seconds of visits, entries and access."""
    trips = -(-book.used // ground.day_s)
    return int(book.used.sum() + (trips.sum(axis=1) * ground.access_s).sum())
