"""Visits onto trips: earliest due week first, doors opened once, hours of the week kept; compiled."""

import numpy as np
import numpy.typing as npt

from planner.annual.book import OUT, Book, Table, entry_at, least_slack, put, take
from planner.annual.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
INSIDE, GOOD, ANY = range(3)
"""Visits behind doors open already; also those that open none too soon; also all others."""
NEW_TRIP, NO_HOURS = 1e6, 1e9
"""Prices, in seconds, of a trip more and of hours that are not there."""
ROUNDS = 3
THIN = 1.0
"""A trip filled less than this may be worth saving."""


@compiled
def fill(table: Table, book: Book, target: Floats, day_s: int) -> None:
    """Hand out all visits; `target` (weeks,) says how many seconds each week should hold."""
    cells = len(table.begin) - 1
    for cell in range(cells):
        for visit in range(table.begin[cell], table.begin[cell + 1]):
            if table.fixed[visit]:
                put(table, book, cell, visit, table.first[visit])
    left, room = target.copy(), np.zeros(len(target))
    for cell in range(cells):
        for week in range(len(target)):
            left[week] -= book.used[cell, week]
            room[week] += (book.total[cell, week + 1] - book.total[cell, week]) * day_s
    for cell in range(cells):
        _fill_cell(table, book, cell, left, room, day_s)
        _place_rest(table, book, cell, day_s)
    for cell in range(cells):
        _relieve(table, book, cell, day_s)
    for _ in range(ROUNDS):
        for cell in range(cells):
            _gather(table, book, cell, day_s)
            _thin_out(table, book, cell, day_s)


@compiled
def _fill_cell(table: Table, book: Book, cell: int, left: Floats, rooms: Floats, day_s: int) -> None:
    """Hand out the visits of a cell: of what is `left` to each week its share of the `rooms` not yet dealt with."""
    weeks, total = book.used.shape[1], book.total[cell]
    start, end = table.begin[cell], table.begin[cell + 1]
    rest = np.zeros(weeks, np.int64)
    for visit in range(start, end):
        rest[table.last[visit]] += table.amount[visit] * (1 - table.fixed[visit])
    for now in range(weeks):
        room = (total[now + 1] - total[now]) * day_s
        if room <= 0:
            continue
        while start < end and book.week[start] != OUT:
            start += 1
        before, due = book.used[cell, now], np.int64(0)
        for b in range(weeks):
            due += rest[b]
            over = due - (total[b + 1] - total[now + 1]) * day_s
            if b >= now and over > 0:
                due -= _serve(table, book, cell, start, b, now, room, over, ANY, rest)
        _serve(table, book, cell, start, weeks, now, room, room, INSIDE, rest)
        aim = min(room, int(before + max(0.0, left[now]) * room / rooms[now]))
        _serve(table, book, cell, start, weeks, now, room, aim - book.used[cell, now], GOOD, rest)
        left[now] -= book.used[cell, now] - before
        rooms[now] -= room


@compiled
def _serve(  # noqa: PLR0913
    table: Table, book: Book, cell: int, start: int, until: int, now: int, room: int, goal: int, upto: int, rest: Ints
) -> int:
    """Make visits from `start` on, due by week `until`, worth `goal` seconds; return what is made.

    First those behind doors that are open already, then (`upto` `GOOD`) those that open none too soon, then any.
    """
    served = 0
    for kind in range(INSIDE, upto + 1):
        for visit in range(start, table.begin[cell + 1]):
            if served >= goal or table.last[visit] > until:
                break
            if book.week[visit] != OUT or (kind == GOOD and table.best_first[visit] > now):
                continue
            entry = entry_at(table, book, visit, now)
            if (kind == INSIDE and entry > 0) or not _fits(table, book, cell, visit, now, room, entry):
                continue
            served += _put(table, book, cell, visit, now, rest)
            door = table.door[visit]
            if kind == INSIDE or entry == 0 or not table.joint[door]:
                continue
            for place in range(table.member_begin[door], table.member_begin[door + 1]):
                other = table.member[place]
                if served < goal and table.last[other] <= until and _fits(table, book, cell, other, now, room, 0):
                    served += _put(table, book, cell, other, now, rest)
    return served


@compiled
def _put(table: Table, book: Book, cell: int, visit: int, now: int, rest: Ints) -> int:
    put(table, book, cell, visit, now)
    rest[table.last[visit]] -= table.amount[visit]
    return int(table.amount[visit])


@compiled
def _fits(table: Table, book: Book, cell: int, visit: int, now: int, room: int, entry: int) -> bool:
    if book.week[visit] != OUT or table.first[visit] > now or table.last[visit] < now:
        return False
    cost = table.work[visit] + entry
    return bool(book.used[cell, now] + cost <= room and least_slack(table, book, visit, now) >= cost)


@compiled
def _place_rest(table: Table, book: Book, cell: int, day_s: int) -> None:
    """Give a week to each visit left over: on a trip with room, else on a trip more, else where least is lacking."""
    total = book.total[cell]
    for visit in range(table.begin[cell], table.begin[cell + 1]):
        if book.week[visit] != OUT:
            continue
        best, lowest = table.first[visit], np.inf
        for at in range(table.first[visit], table.last[visit] + 1):
            cost = table.work[visit] + entry_at(table, book, visit, at)
            left = least_slack(table, book, visit, at)
            price = float(cost)
            if book.used[cell, at] + cost > (total[at + 1] - total[at]) * day_s:
                price += NEW_TRIP
            if left < cost:
                price += NO_HOURS + cost - left
            if price < lowest:
                best, lowest = at, price
        put(table, book, cell, visit, best)
        extra = max(0, -(-book.used[cell, best] // day_s) - (total[best + 1] - total[best]))
        for later in range(best, len(total) - 1):
            total[later + 1] += extra


@compiled
def _relieve(table: Table, book: Book, cell: int, day_s: int) -> None:
    """Move visits out of weeks that lack hours, on a trip more where there must be."""
    for visit in range(table.begin[cell], table.begin[cell + 1]):
        at = book.week[visit]
        if table.fixed[visit] or least_slack(table, book, visit, at) >= 0:
            continue
        best, lowest = OUT, np.inf
        for other in range(table.first[visit], table.last[visit] + 1):
            cost = table.work[visit] + entry_at(table, book, visit, other)
            if other == at or least_slack(table, book, visit, other) < cost:
                continue
            used = book.used[cell, other]
            price = cost + NEW_TRIP * (-(-(used + cost) // day_s) - -(-used // day_s))
            if price < lowest:
                best, lowest = other, price
        if best != OUT:
            take(table, book, cell, visit)
            put(table, book, cell, visit, best)


@compiled
def _thin_out(table: Table, book: Book, cell: int, day_s: int) -> None:
    """Save trips: move what a little filled trip of a week carries to other trips of the cell that have room."""
    begin, end = table.begin[cell], table.begin[cell + 1]
    moved = np.empty(end - begin, np.int64)
    for at in range(book.used.shape[1]):
        over = book.used[cell, at] % day_s
        goal = book.used[cell, at] - over
        if over == 0 or over > THIN * day_s:
            continue
        count = 0
        for visit in range(begin, end):
            if book.used[cell, at] <= goal:
                break
            if book.week[visit] != at or table.fixed[visit]:
                continue
            other = _elsewhere(table, book, cell, visit, at, day_s)
            if other != OUT:
                take(table, book, cell, visit)
                put(table, book, cell, visit, other)
                moved[count] = visit
                count += 1
        if book.used[cell, at] > goal:
            for number in range(count - 1, -1, -1):
                take(table, book, cell, moved[number])
                put(table, book, cell, moved[number], at)


@compiled
def _elsewhere(table: Table, book: Book, cell: int, visit: int, at: int, day_s: int) -> int:
    """Return a week in which the visit needs no trip more, `OUT` without."""
    for other in range(table.first[visit], table.last[visit] + 1):
        used = book.used[cell, other]
        if other == at or used == 0:
            continue
        cost = table.work[visit] + entry_at(table, book, visit, other)
        if used + cost <= -(-used // day_s) * day_s and least_slack(table, book, visit, other) >= cost:
            return other
    return OUT


@compiled
def _gather(table: Table, book: Book, cell: int, day_s: int) -> None:
    """Save entries: move a visit made alone behind its door to a week in which that door is open, or trade places."""
    for visit in range(table.begin[cell], table.begin[cell + 1]):
        at = book.week[visit]
        if table.fixed[visit] or entry_at(table, book, visit, at) == 0:
            continue
        for other in range(table.first[visit], table.last[visit] + 1):
            if other == at or book.inside[table.door[visit], other] == 0:
                continue
            if entry_at(table, book, visit, other) == 0 and _moved(table, book, cell, visit, other, day_s):
                break


@compiled
def _moved(table: Table, book: Book, cell: int, visit: int, target: int, day_s: int) -> bool:
    """Move `visit` to `target` if no trip more is needed, sending another back in its stead where room is short."""
    at = book.week[visit]
    rooms = (-(-book.used[cell, at] // day_s) * day_s, -(-book.used[cell, target] // day_s) * day_s)
    freed = take(table, book, cell, visit)
    put(table, book, cell, visit, target)
    over = book.used[cell, target] - rooms[1]
    if over <= 0 and least_slack(table, book, visit, target) >= 0:
        return True
    spare = rooms[0] - book.used[cell, at]
    for other in range(table.begin[cell], table.begin[cell + 1]):
        if book.week[other] != target or other == visit or table.fixed[other]:
            continue
        cost = table.work[other] + table.entry[other]
        if table.first[other] > at or table.last[other] < at or cost < over or table.work[other] > spare:
            continue
        left = take(table, book, cell, other)
        back = put(table, book, cell, other, at)
        good = back - left < freed - table.work[visit] and book.used[cell, at] <= rooms[0]
        good = good and book.used[cell, target] <= rooms[1] and least_slack(table, book, other, at) >= 0
        if good and least_slack(table, book, visit, target) >= 0:
            return True
        take(table, book, cell, other)
        put(table, book, cell, other, target)
    take(table, book, cell, visit)
    put(table, book, cell, visit, at)
    return False
