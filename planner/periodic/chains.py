"""A series on the days that keep its distances, leave out least and cost least, in this order.

All sets of days are weighed by dynamic programming: the best way to have visit `j` on day `d` goes on from the best
way to have an earlier visit on an earlier day far enough away. The distances are those of S4.2: to the last visit made
at least, and to the visit right before, where that is made, at most.
"""

from planner.kernel.compiled import compiled
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.state import State
from planner.periodic.book import Book
from planner.periodic.families import Families
from planner.periodic.places import put_down

NO_WAY = -1
"""Stands for the stakes left out where the visit cannot be on the day."""


@compiled
def place_on_chain(instance: Instance, families: Families, state: State, book: Book, family: int) -> None:
    """Place the visits of an absent family whose days are priced, as many as may be."""
    begin = families.first[family]
    size, days = families.first[family + 1] - begin, len(families.date)
    for visit in range(size):
        for day in range(days):
            reach(instance, families, book, begin, visit, day)
    visit, day = best_end(instance, families, book, begin, size)
    while visit >= 0:
        vehicle = book.day_vehicle[book.line[visit], day]
        put_down(instance, families, state, book, families.member[begin + visit], vehicle)
        visit, day = book.chain_visit[visit, day], book.chain_day[visit, day]


@compiled
def reach(instance: Instance, families: Families, book: Book, begin: int, visit: int, day: int) -> None:
    """Find the best way to have `visit` on `day`."""
    here = book.day_cost[book.line[visit], day]
    if here >= FORBIDDEN:
        book.chain_key[visit, day] = NO_WAY
        return
    stop = families.member[begin + visit]
    most, skipped, before, on, cost = families.most[stop], 0, -1, -1, 0
    for row in range(visit):
        skipped += instance.stake[families.member[begin + row]]
    key, between = skipped, 0
    for other in range(visit - 1, -1, -1):
        for earlier in range(day):
            if book.chain_key[other, earlier] == NO_WAY:
                continue
            gap = families.date[day] - families.date[earlier]
            if gap < families.least[stop] or (other == visit - 1 and 0 < most < gap):
                continue
            left, paid = book.chain_key[other, earlier] + between, book.chain_cost[other, earlier]
            if left < key or (left == key and (before < 0 or paid < cost)):
                key, cost, before, on = left, paid, other, earlier
        between += instance.stake[families.member[begin + other]]
    book.chain_key[visit, day], book.chain_cost[visit, day] = key, cost + here
    book.chain_visit[visit, day], book.chain_day[visit, day] = before, on


@compiled
def best_end(instance: Instance, families: Families, book: Book, begin: int, size: int) -> tuple[int, int]:
    """Return the last visit made and its day in the best way of all; -1 and -1 when none can be made."""
    last, on, key, cost, after = -1, -1, 0, 0, 0
    for visit in range(size - 1, -1, -1):
        for day in range(len(families.date)):
            if book.chain_key[visit, day] == NO_WAY:
                continue
            left, paid = book.chain_key[visit, day] + after, book.chain_cost[visit, day]
            if last < 0 or left < key or (left == key and paid < cost):
                last, on, key, cost = visit, day, left, paid
        after += instance.stake[families.member[begin + visit]]
    return last, on
