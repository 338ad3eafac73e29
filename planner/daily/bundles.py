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

SHARE = 3
"""A bundle fills at most this part (a third) of the longest shift."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Visits of one halt.

    Attributes
    ----------
    members : places in `rows`, in the order in which they are made
    setup_s, halt_s : seconds of entering; of entering and all services
    opens, closes : when the halt (entering first) may begin, both included
    """

    members: tuple[int, ...]
    setup_s: int
    halt_s: int
    opens: int
    closes: int


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
    here = -1
    open_groups: list[list[int]] = []
    for place in order:
        if entrance[place] != here:
            here, open_groups = int(entrance[place]), []
        for group in open_groups:
            if _may_join(problem, rows, may, group, place, longest_s):
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
    alone = bundle(problem, rows, _in_order(problem, rows, group))
    joined = bundle(problem, rows, _in_order(problem, rows, [*group, place]))
    roomy = joined.closes - joined.opens >= 0.5 * (alone.closes - alone.opens)
    return roomy and joined.closes >= joined.opens and joined.halt_s <= longest_s


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
        opens=max(0, int((owed.window_start_s[chosen] - begins).max())),
        closes=int((owed.window_end_s[chosen] - begins).min()),
    )
