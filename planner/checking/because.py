"""What stands between a visit and a technician's day, with the names and dates that a person needs to believe it."""

from datetime import date

import numpy as np

from planner.checking.bars import Bar
from planner.checking.board import Board
from planner.checking.case import clock
from planner.plan.places import Details, Obstacle
from planner.problem import NONE, Technician


def obstacles(board: Board, row: int, technician: int, on: date, bars: int) -> tuple[Obstacle, ...]:
    """Return `bars` (bits of `Bar`) as obstacles, in the order of the rules."""
    return tuple(
        Obstacle(code=str(one.name).lower(), details=_details(board, row, technician, on, one))
        for one in Bar
        if bars & one
    )


def _details(board: Board, row: int, technician: int, on: date, bar: Bar) -> Details:
    problem, owed = board.problem, board.problem.obligations
    person = problem.technicians[technician]
    said: dict[str, str | int | float] = {"technician": person.id, "name": person.name, "on": on.isoformat()}
    if bar in Bar.REGION | Bar.LENDING:
        said["region"] = problem.regions[int(problem.sites.region[owed.site[row]])]
        said["home"] = problem.regions[person.region]
    elif bar is Bar.CERTIFICATE:
        lacking = int(owed.skills[row]) & ~person.skills_on(on, problem.certificates)
        kinds = [kind for bit, kind in enumerate(problem.certificates) if lacking >> bit & 1]
        said["certificate"] = ", ".join(kinds)
        ended = _ended(person, kinds, on)
        if ended is not None:
            said["ended_on"] = ended.isoformat()
    elif bar is Bar.PINNED:
        who, when = int(owed.pinned[row]), owed.pinned_on[row]
        said["kept_by"] = problem.technicians[who].name if who != NONE else ""
        said["kept_on"] = "" if np.isnat(when) else str(when)
    elif bar in Bar.EARLY | Bar.LATE:
        said |= {"not_before": str(owed.not_before[row]), "due_by": str(owed.due_by[row])}
    elif bar is Bar.FROZEN:
        said["until"] = str(problem.horizon.frozen_until)
    elif bar is Bar.SPACING:
        said |= _nearest(board, row, on)
    elif bar is Bar.MAX_STOPS:
        said["most"] = int(person.max_stops or 0)
    elif bar is Bar.HOURS:
        hours = owed.windows_of(row)
        said |= {"from": clock(hours[0][0])[:5], "to": clock(hours[-1][1])[:5]}
        if len(hours) > 1:
            said["hours"] = ", ".join(f"{clock(start)[:5]}-{clock(end)[:5]}" for start, end in hours)
    elif bar is Bar.MAX_WORK:
        said["most_min"] = int(person.max_work_s or 0) // 60
    elif bar is Bar.ORDERED:
        said |= partners(board, row)
    return said


def partners(board: Board, row: int) -> dict[str, str | int | float]:
    """Name what the visit must come after, else what must come after it."""
    owed = board.problem.obligations
    if owed.after[row] != NONE and int(owed.after[row]) in board.where:
        return {"first": owed.ids[int(owed.after[row])], "then": owed.ids[row]}
    later = next((one for one in np.flatnonzero(owed.after == row).tolist() if one in board.where), None)
    return {} if later is None else {"first": owed.ids[row], "then": owed.ids[later]}


def _ended(person: Technician, kinds: list[str], on: date) -> date | None:
    """Return when the last lacking certificate that was once held ended before `on`."""
    ends = [
        span.valid_until
        for span in person.certificates
        if span.kind in kinds and span.valid_until is not None and span.valid_until <= on
    ]
    return max(ends, default=None)


def _nearest(board: Board, row: int, on: date) -> dict[str, str | int | float]:
    """Name the planned visit of the series that is nearest in days."""
    owed, planned_on = board.problem.obligations, board.rest.planned_on
    others = np.flatnonzero((owed.series == owed.series[row]) & ~np.isnat(planned_on))
    others = others[others != row]
    if not len(others):
        return {}
    apart = np.abs((planned_on[others] - np.datetime64(on, "D")).astype("timedelta64[D]").astype(np.int64))
    nearest = int(others[int(apart.argmin())])
    return {
        "other": owed.ids[nearest],
        "other_on": str(planned_on[nearest]),
        "days": int(apart.min()),
        "least": int(max(owed.min_gap_days[row], owed.min_gap_days[nearest])),
        "most": int(owed.max_gap_days[row]),
    }
