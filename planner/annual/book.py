"""What a region's visits are, and where they stand: the columns that the compiled steps share."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.annual.compiled import compiled

Ints = npt.NDArray[np.int64]
OUT = -1


class Table(NamedTuple):
    """Visits of one region, by cell, then due week, then first week.

    Attributes
    ----------
    begin : int64 (c + 1,), where each cell begins
    first, last : int64 (n,), weeks allowed, inclusive
    work, entry : int64 (n,), seconds at the premises, and to enter them
    amount : int64 (n,), seconds that count in the bound: work, and the entry where it is certain
    best_first : int64 (n,), made sooner it may cost an entry more
    skill : int64 (n,), skill set
    fixed : int64 (n,), 1 where the week is settled
    door : int64 (n,), what is entered once; joint : int64 (doors,), 1 where one person may do all that is behind it
    member_begin, member : int64 (doors + 1,), (n,), visits behind each door
    sets : int64 (groups, skill sets), 1 where hours of the group bound the skill set
    """

    begin: Ints
    first: Ints
    last: Ints
    work: Ints
    entry: Ints
    amount: Ints
    best_first: Ints
    skill: Ints
    fixed: Ints
    door: Ints
    joint: Ints
    member_begin: Ints
    member: Ints
    sets: Ints


class Book(NamedTuple):
    """Where they stand.

    Attributes
    ----------
    week : int64 (n,), `OUT` without
    used : int64 (c, weeks), seconds on the trips to each cell
    inside : int64 (doors, weeks), visits behind each door
    slack : int64 (groups, weeks), seconds left
    total : int64 (c, weeks + 1), trips by the end of each week
    """

    week: Ints
    used: Ints
    inside: Ints
    slack: Ints
    total: Ints


@compiled
def entry_at(table: Table, book: Book, visit: int, at: int) -> int:
    """Return the seconds to enter for `visit` in week `at`: none where someone else is let in anyway."""
    door = table.door[visit]
    others = book.inside[door, at] - (1 if book.week[visit] == at else 0)
    if others > 0 and table.joint[door]:
        return 0
    if others > 0:
        for place in range(table.member_begin[door], table.member_begin[door + 1]):
            other = table.member[place]
            if other != visit and book.week[other] == at and table.skill[other] == table.skill[visit]:
                return 0
    return int(table.entry[visit])


@compiled
def least_slack(table: Table, book: Book, visit: int, at: int) -> int:
    """Return the seconds left in week `at` for those who can make `visit`."""
    least = 1 << 60
    for group in range(table.sets.shape[0]):
        if table.sets[group, table.skill[visit]]:
            least = min(least, book.slack[group, at])
    return least


@compiled
def put(table: Table, book: Book, cell: int, visit: int, at: int) -> int:
    """Give `visit` the week `at`; return the seconds that takes."""
    cost = table.work[visit] + entry_at(table, book, visit, at)
    book.week[visit] = at
    book.inside[table.door[visit], at] += 1
    _charge(table, book, cell, visit, at, cost)
    return int(cost)


@compiled
def take(table: Table, book: Book, cell: int, visit: int) -> int:
    """Take the week of `visit` back; return the seconds that frees."""
    at = book.week[visit]
    cost = table.work[visit] + entry_at(table, book, visit, at)
    book.week[visit] = OUT
    book.inside[table.door[visit], at] -= 1
    _charge(table, book, cell, visit, at, -cost)
    return int(cost)


@compiled
def _charge(table: Table, book: Book, cell: int, visit: int, at: int, seconds: int) -> None:
    book.used[cell, at] += seconds
    for group in range(table.sets.shape[0]):
        if table.sets[group, table.skill[visit]]:
            book.slack[group, at] -= seconds
