"""The cheapest place of a stop in a route, looked for again only when the route has changed.

Each change of a route gets a number, and a route that comes back gets its number back. Most iterations are rejected,
so most routes keep their number, and most places are known already.
"""

from planner.kernel.chance import unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.insertion import scan_route
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.routes import cut_out, forget, put_back, put_in
from planner.kernel.state import TOUCHED, State
from planner.periodic.book import BLINK, CHANGES, OVER, WEIGHT, Book
from planner.periodic.families import Families
from planner.periodic.overload import charge, excess


@inlined
def renumber(state: State, book: Book, vehicle: int) -> None:
    """Give the vehicle's route, which is about to change, a new number; the one it had at first is kept."""
    if not state.is_touched[vehicle]:
        book.old_version[vehicle] = book.version[vehicle]
    book.counts[CHANGES] += 1
    book.version[vehicle] = book.counts[CHANGES]


@compiled
def take_out(
    instance: Instance, state: State, book: Book, vehicle: int, first: int, last: int, keep_first: int, keep_last: int
) -> None:
    """Cut positions out as `planner.kernel.routes.cut_out` does."""
    renumber(state, book, vehicle)
    over = excess(instance, state, vehicle, 0)
    cut_out(instance, state, vehicle, first, last, keep_first, keep_last)
    less = over - excess(instance, state, vehicle, 0)
    if state.length[vehicle] == 0:
        book.counts[OVER] -= less
    else:
        charge(state, book, vehicle, -less)


@compiled
def put_down(instance: Instance, families: Families, state: State, book: Book, stop: int, vehicle: int) -> None:
    """Put `stop` at its known cheapest place of the vehicle's route."""
    twin = families.twin[stop]
    spot, cost = book.spot[twin, vehicle], book.cost[twin, vehicle]
    renumber(state, book, vehicle)
    over = excess(instance, state, vehicle, 0)
    put_in(instance, state, stop, vehicle, spot, cost)
    charge(state, book, vehicle, excess(instance, state, vehicle, 0) - over)


@compiled
def undo(instance: Instance, state: State, book: Book) -> None:
    """Reject the iteration: routes and their numbers are as they were."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        book.version[vehicle] = book.old_version[vehicle]
    put_back(instance, state)


@compiled
def settle(state: State, book: Book) -> None:
    """Accept the iteration: routes that have come out as they were get their old number back."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        same, spot = state.length[vehicle] == state.old_length[vehicle], 1
        while same and spot <= state.length[vehicle]:
            same = state.route[vehicle, spot] == state.old_route[vehicle, spot]
            spot += 1
        if same:
            book.version[vehicle] = book.old_version[vehicle]
    forget(state)


@compiled
def look(instance: Instance, state: State, book: Book, stop: int, vehicle: int) -> None:
    """Find the cheapest place of `stop` (its own twin) in the present route."""
    cost, spot = FORBIDDEN, -1
    if instance.surcharge[stop, vehicle] < FORBIDDEN and state.length[vehicle] + 2 < state.route.shape[1]:
        spot, cost = scan_route(instance, state, stop, vehicle, FORBIDDEN)
    book.seen[stop, vehicle] = book.version[vehicle]
    book.cost[stop, vehicle], book.spot[stop, vehicle] = cost, spot


@compiled
def cheapest_on(
    instance: Instance, families: Families, state: State, book: Book, stop: int, day: int
) -> tuple[int, int]:
    """Return the vehicle of `day` that takes `stop` at the least cost, and that cost; -1 and ``FORBIDDEN`` if none."""
    twin = families.twin[stop]
    found, cheapest = -1, FORBIDDEN
    for at in range(families.day_first[day], families.day_first[day + 1]):
        vehicle = families.by_day[at]
        if book.seen[twin, vehicle] != book.version[vehicle]:
            look(instance, state, book, twin, vehicle)
        cost = book.cost[twin, vehicle]
        over = excess(instance, state, vehicle, instance.load[stop])
        if over > 0:
            if book.counts[WEIGHT] == 0:
                continue
            cost += book.counts[WEIGHT] * min(over, instance.load[stop])
        if cost < cheapest and unit(state.words) >= book.chance[BLINK]:
            found, cheapest = vehicle, cost
    return found, cheapest


@compiled
def price_days(instance: Instance, families: Families, state: State, book: Book, family: int) -> None:
    """Find the cheapest place of each visit of a family on each day it is wanted; visits alike share one row."""
    begin = families.first[family]
    for visit in range(families.first[family + 1] - begin):
        stop, same = families.member[begin + visit], visit
        for other in range(visit):
            if families.twin[families.member[begin + other]] == families.twin[stop]:
                same = book.line[other]
                break
        book.line[visit] = same
        if same != visit:
            continue
        for day in range(families.wanted.shape[1]):
            vehicle, cost = -1, FORBIDDEN
            if families.wanted[stop, day]:
                vehicle, cost = cheapest_on(instance, families, state, book, stop, day)
            book.day_vehicle[visit, day], book.day_cost[visit, day] = vehicle, cost
