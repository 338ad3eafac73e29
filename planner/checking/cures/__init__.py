"""What would let a visit be made that is left out: for each the cheapest way out that the judge's own test finds.

Source: planning.md section 2 (every unplanned obligation carries the cheapest fix found). All visits of a region are
asked about together, day by day, so that ten thousand take seconds. Each way holds for the plan as it stands: two
visits may be shown the same free hour.
"""

import numpy as np
import numpy.typing as npt

from planner.checking.board import Board, board
from planner.checking.cures.best import Best, Way, nothing_yet
from planner.checking.cures.days import try_days, try_days_off
from planner.checking.cures.kinds import CureKind
from planner.checking.cures.people import try_people
from planner.checking.cures.say import told
from planner.plan import Cure, DayPlan
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

Longs = npt.NDArray[np.int64]


def cures(problem: Problem, travel: TravelOf, plan: DayPlan, rows: list[int]) -> dict[int, Cure]:
    """Return obligation -> the cheapest way out, for those of `rows` (none of them planned in `plan`) that have one."""
    rest = board(problem, travel, plan)
    return {row: told(rest, row, way) for row, way in ways(rest, rows).items()}


def ways(rest: Board, rows: list[int]) -> dict[int, Way]:
    """Return obligation -> its cheapest way out."""
    region_of = rest.problem.region_of()
    numbers = np.array(sorted(rows), dtype=np.int64)
    found: dict[int, Way] = {}
    for region in np.unique(region_of[numbers]).tolist():
        mine = numbers[region_of[numbers] == region]
        best = _region(rest, region, mine)
        found |= {int(row): way for row, way in zip(mine, best.ways, strict=True) if way is not None}
    return found


def _region(rest: Board, region: int, rows: Longs) -> Best:
    best, these, bars = nothing_yet(len(rows)), rest.wanted(rows), rest.bars(rows)
    people = rest.problem.technicians
    own = [number for number, one in enumerate(people) if one.region == region]
    near = [number for number, one in enumerate(people) if one.region != region and _known(rest, region, number)]
    try_days(rest, these, bars, own, best)
    try_days(rest, these, bars, near, best)
    try_days_off(rest, these, bars, own, best)
    if own or near:
        try_people(rest, these, bars, own or near, best)
    return best


def _known(rest: Board, region: int, technician: int) -> bool:
    """Tell whether there is travel from the technician's base into `region`."""
    person = rest.problem.technicians[technician]
    base = person.start_site
    return any(int(rest.travel(where, person.profile).row[base]) >= 0 for where in {region, person.region})


def waiting(problem: Problem, row: int) -> Cure:
    """Return the way out of what is not due yet: the first day after the horizon on which it may be made."""
    on = max(problem.horizon.until, problem.obligations.not_before[row].item())
    return Cure(
        kind=str(CureKind.WAIT),
        minutes=0.0,
        details={"on": on.isoformat(), "due_by": str(problem.obligations.due_by[row])},
    )


__all__ = ["CureKind", "Way", "cures", "waiting", "ways"]
