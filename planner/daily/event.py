"""What happened during a day, as seen at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """The state of day `on` at `now_s` seconds after local midnight.

    Attributes
    ----------
    add : obligations that have come in, or are to be made today after all
    drop : obligations that are not made today any more (cancelled, made by others); the new plan does not mention them
    started : obligations under way or done; with what a technician is already driving to, they stay as they are
    away : technicians who make nothing from now on
    free_at_s : technician -> second from which they can go on, where that is later than planned
    promised : obligations whose customers were told when: their services begin at most `promise_s` earlier or later
        than that, and stay on the day
    changed_share : share of the day's visits that may change technician so that fewer are dropped; more only for law
        or promise (planning.md section 4)
    within_s : promised obligation -> seconds earlier or later than told that will do, where that is not `promise_s`
    told_s : promised obligation -> second that its customer was told, where that is not when it is planned
    """

    on: date
    now_s: int
    add: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()
    started: frozenset[int] = frozenset()
    away: frozenset[int] = frozenset()
    free_at_s: Mapping[int, int] = field(default_factory=dict)
    promised: frozenset[int] = frozenset()
    promise_s: int = 1_800
    changed_share: float = 0.05
    told_s: Mapping[int, int] = field(default_factory=dict)
    within_s: Mapping[int, int] = field(default_factory=dict)

    def within(self, row: int) -> int:
        """Return how many seconds earlier or later than told the service of a promised obligation may begin."""
        return self.within_s.get(row, self.promise_s)
