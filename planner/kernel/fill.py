"""The last step of a search: every absent stop is offered every place once more, what is dearest to leave out first.

A search looks for places beside near stops (`planner.kernel.insertion.scan_near`); where those are absent too, a short
one may leave out what there is room for. After this step nothing is left out that there is room for as it stands.
"""

from planner.kernel.compiled import entry
from planner.kernel.insertion import scan_all, scan_unused
from planner.kernel.instance import FORBIDDEN, Instance, Ints
from planner.kernel.routes import forget, put_in
from planner.kernel.state import State


@entry
def fill(instance: Instance, state: State, order: Ints) -> int:
    """Put every stop of `order` where it costs least, if anywhere; return how many were placed.

    A route opened for one stop may be worth a detour for another, so the rest is offered again until none is placed.
    """
    count, before = 0, -1
    while count > before:
        before = count
        for row in range(len(order)):
            stop = order[row]
            if state.owner[stop] >= 0:
                continue
            bound = FORBIDDEN if instance.stake[stop] > 0 else instance.price[stop]
            vehicle, position, cost = scan_all(instance, state, stop, bound)
            vehicle, position, cost = scan_unused(instance, state, stop, vehicle, position, cost)
            if vehicle >= 0:
                put_in(instance, state, stop, vehicle, position, cost)
                count += 1
    forget(state)
    return count
