"""Visits at one building become one halt: the entrance is paid once, units of a building make a sweep.

Source: planning.md L2. A bundle never asks more of its most important visit than that visit asks itself: whoever may
make that one may make the others too, and its time window is hardly narrowed. What nobody may make stands alone.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Problem

SWEEP_S = 7_200
"""Longest bundle in seconds: longer halts pack badly into shifts and leave no moment for a break."""

MOST_S = 4 * 86_400
"""After every moment of a shift."""

Window = tuple[int, int]

SHARE = 3
"""A bundle fills at most this part (a third) of the longest shift."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Visits of one halt.

    Attributes
    ----------
    members : places in `rows`, in the order in which they are made
    setup_s, halt_s : seconds of entering; of entering and all services
    windows : (first, last) moments at which the halt (entering first) may begin, in time order; none: never
    """

    members: tuple[int, ...]
    setup_s: int
    halt_s: int
    windows: tuple[Window, ...]

    @property
    def roominess(self) -> int:
        """Seconds from which one may be chosen to begin."""
        return sum(end - start for start, end in self.windows)


def bundles(
    problem: Problem, rows: npt.NDArray[np.int32], may: npt.NDArray[np.bool_], longest_s: int = SWEEP_S
) -> tuple[Bundle, ...]:
    """Group the obligations `rows` into halts of at most `longest_s`; `may` is bool (n, v), who may serve what when."""
    owed = problem.obligations
    site = owed.site[rows]
    building = problem.sites.building[site]
    entrance = np.where(building == NONE, site.astype(np.int64), len(problem.sites) + building.astype(np.int64))
    order = sorted(
        range(len(rows)),
        key=lambda place: (entrance[place], owed.priority[rows[place]], owed.ids[rows[place]]),
    )
    groups: list[list[int]] = []
    here, bound = -1, linked(problem)
    open_groups: list[list[int]] = []
    for place in order:
        if entrance[place] != here:
            here, open_groups = int(entrance[place]), []
        for group in open_groups:
            if _may_join(problem, rows, may, bound, group, place, longest_s):
                group.append(place)
                break
        else:
            open_groups.append([place])
            groups.append(open_groups[-1])
    return tuple(bundle(problem, rows, _in_order(problem, rows, group)) for group in groups)


def longest_sweep(work_s: list[int]) -> int:
    """Return the longest bundle for people who work so many seconds a day."""
    return min(SWEEP_S, max(work_s, default=0) // SHARE)


def singles(problem: Problem, rows: npt.NDArray[np.int32]) -> tuple[Bundle, ...]:
    """Return each of `rows` as a halt of its own: what is left over finds more gaps one by one."""
    return tuple(bundle(problem, rows, [place]) for place in range(len(rows)))


def _may_join(
    problem: Problem,
    rows: npt.NDArray[np.int32],
    may: npt.NDArray[np.bool_],
    bound: npt.NDArray[np.bool_],
    group: list[int],
    place: int,
    longest_s: int,
) -> bool:
    owed, row, first = problem.obligations, rows[place], group[0]
    # What nobody may make would lead those whom somebody may into a halt that nobody may make.
    if not may[first].any() or (may[first] & ~may[place]).any():
        return False
    series = int(owed.series[row])
    if series != NONE and any(owed.series[rows[one]] == series for one in group):
        return False
    if owed.preferred[row] != owed.preferred[rows[first]]:
        return False
    if bound[row] or bound[rows[first]]:
        return False
    alone = bundle(problem, rows, _in_order(problem, rows, group))
    joined = bundle(problem, rows, _in_order(problem, rows, [*group, place]))
    roomy = joined.roominess >= 0.5 * alone.roominess
    return roomy and len(joined.windows) > 0 and joined.halt_s <= longest_s


def linked(problem: Problem) -> npt.NDArray[np.bool_]:
    """Return which obligations have an order with others, bool (n,): each of them is a halt of its own."""
    after = problem.obligations.after
    bound: npt.NDArray[np.bool_] = after != NONE
    bound[after[bound]] = True
    return bound


def _in_order(problem: Problem, rows: npt.NDArray[np.int32], group: list[int]) -> list[int]:
    """Return the group in the order of the visits: whose hours end first, then door by door."""
    owed = problem.obligations
    return sorted(
        group, key=lambda place: (owed.window_end_s[rows[place]], owed.site[rows[place]], owed.ids[rows[place]])
    )


def bundle(problem: Problem, rows: npt.NDArray[np.int32], members: list[int]) -> Bundle:
    """Return the halt at which `members` (places in `rows`) are served in that order."""
    owed, chosen = problem.obligations, rows[members]
    setup = int(owed.setup_s[chosen].max())
    service = owed.service_s[chosen].astype(np.int64)
    begins = setup + np.cumsum(service) - service
    return Bundle(
        members=tuple(members),
        setup_s=setup,
        halt_s=setup + int(service.sum()),
        windows=_common(problem, list(zip(chosen.tolist(), begins.tolist(), strict=True))),
    )


def _common(problem: Problem, starts: list[tuple[int, int]]) -> tuple[Window, ...]:
    """Return when a halt may begin at which each (obligation, seconds later) must find its hours of service open."""
    common: list[Window] = [(0, MOST_S)]
    for row, later in starts:
        hours = [(start - later, end - later) for start, end in problem.obligations.windows_of(row)]
        both = [(max(a, start), min(b, end)) for a, b in common for start, end in hours]
        common = [(start, end) for start, end in both if start <= end]
    return tuple(common)
