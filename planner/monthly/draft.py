"""A region's month while it is being planned: halts, and the routes they are on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.monthly.ground import Ground

Halt = tuple[int, ...]


@dataclass(kw_only=True, slots=True)
class Draft:
    """Routes over halts.

    Attributes
    ----------
    halts : obligations of each halt, in the order in which they are made
    routes : for each duty its halts (indices), in order
    owner : duty of each halt that is on a route
    """

    halts: list[Halt]
    routes: list[list[int]]
    owner: dict[int, int]

    @classmethod
    def blank(cls, halts: tuple[Halt, ...], duties: int) -> "Draft":
        """Return a draft in which everything is absent."""
        return cls(halts=list(halts), routes=[[] for _ in range(duties)], owner={})

    def copy(self) -> "Draft":
        """Return a draft that can be changed without this one; routes are replaced, never changed, in both."""
        return Draft(halts=list(self.halts), routes=list(self.routes), owner=dict(self.owner))

    def put(self, vehicle: int, halts: list[int]) -> None:
        """Let the route of `vehicle` be `halts`; whoever had them must have been given another route before."""
        self.routes[vehicle] = halts
        self.owner.update(dict.fromkeys(halts, vehicle))

    def clear(self, vehicles: list[int]) -> None:
        """Make routes empty."""
        for vehicle in vehicles:
            for halt in self.routes[vehicle]:
                del self.owner[halt]
            self.routes[vehicle] = []

    def absent(self) -> list[int]:
        """Return the halts on no route."""
        return [halt for halt, members in enumerate(self.halts) if members and halt not in self.owner]

    def take_apart(self) -> int:
        """Make single visits of all absent halts of several; return how many there were."""
        wide = [halt for halt in self.absent() if len(self.halts[halt]) > 1]
        for halt in wide:
            self.halts += [(row,) for row in self.halts[halt]]
            self.halts[halt] = ()
        return len(wide)

    def left_out(self, ground: Ground) -> tuple[int, ...]:
        """Return how many obligations of each class are on no route, law first: the lesser tuple is the better plan."""
        rows = [row for halt in self.absent() for row in self.halts[halt]]
        return tuple(np.bincount(ground.classes[rows], minlength=int(ground.classes.max(initial=0)) + 1).tolist())

    def planned_on(self, ground: Ground) -> npt.NDArray[np.datetime64]:
        """Return the day of every obligation, NaT for what is on no route, datetime64[D] (n,)."""
        days = ground.fixed_on.copy()
        for vehicle, route in enumerate(self.routes):
            for halt in route:
                days[list(self.halts[halt])] = ground.on[vehicle]
        return days
