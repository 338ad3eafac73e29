"""Rival: VROOM day by day. Each working day of each region the open visits go to VROOM; what it leaves waits.

Source: VROOM 1.15 through pyvroom, docs/API.md (priority 0..100: the sum over visits made is maximised, then the time
on the road is minimised). Law before promise before A, B, C, D is told by distance between priorities, which a sum can
only follow roughly; what ends soon is raised within its class.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import vroom

from planner.daily.duty import Duty, duties
from planner.daily.layout import importance
from planner.daily.rules import allowed
from planner.plan import Route
from planner.problem import NONE, Priority, Problem
from planner.travel.travel_of import TravelOf
from tests.benchmarks.rivals.open_visits import OpenVisits, Rows, entrances, horizon_days
from tests.benchmarks.rivals.written import written

BASE = {Priority.LAW: 80, Priority.PROMISE: 70, Priority.A: 45, Priority.B: 34, Priority.C: 23, Priority.D: 12}
URGENT, SOON_DAYS = 10, 5
"""Added on the last day of a window, and the days before it over which that fades."""
EXPLORATION = 1
"""On a day of 540 open visits and 9 people levels 1, 2, 3 and 5 gave the same visits and travel, in 8 to 81 CPU s; one
of 600 and 10 took 38 CPU s at level 1 and had not ended after 500 at level 5."""
OPEN_PER_PERSON = 60
"""At most so many open visits a technician are handed over, the most pressing ones: more only takes longer."""
IS, NOT = 1_000, 500_000


def vroom_days(
    problem: Problem,
    travel: TravelOf,
    *,
    exploration: int = EXPLORATION,
    tell: Callable[[str], None] | None = None,
) -> tuple[Route, ...]:
    """Return the routes of all days; `tell` hears of each."""
    known, doors = OpenVisits(problem, travel), entrances(problem)
    routes: list[Route] = []
    for day in horizon_days(problem):
        for region in range(len(problem.regions)):
            crew = duties(problem, region, [day])
            rows = _pressing(problem, known.on(region, day), crew, day)
            if not crew or not len(rows):
                continue
            sequences = _solve(problem, travel, doors, rows, crew, day, exploration)
            new = written(problem, travel, region, crew, sequences)
            known.keep(new)
            routes += new
            if tell is not None:
                tell(f"{day}, {len(rows)} visits open")
    return tuple(routes)


def _pressing(problem: Problem, rows: Rows, crew: tuple[Duty, ...], day: date) -> Rows:
    rows = rows[allowed(problem, rows, crew).any(axis=1)]
    order = np.lexsort((problem.obligations.due_by[rows], -_priority(problem, rows, day)))
    return rows[order[: OPEN_PER_PERSON * len(crew)]]


def _priority(problem: Problem, rows: Rows, day: date) -> Rows:
    base = np.array([BASE[Priority(level)] for level in importance(problem, rows).tolist()], dtype=np.int32)
    left = (problem.obligations.due_by[rows] - np.datetime64(day, "D")).astype(np.int64)
    return (base + np.maximum(0, URGENT - URGENT * left // SOON_DAYS)).astype(np.int32)


def _solve(
    problem: Problem, travel: TravelOf, doors: Rows, rows: Rows, crew: tuple[Duty, ...], day: date, exploration: int
) -> list[list[int]]:
    people = [problem.technicians[duty.technician] for duty in crew]
    bases = [site for one in people for site in (one.start_site, one.end_site)]
    sites, at = np.unique(np.concatenate([doors[problem.obligations.site[rows]], bases]), return_inverse=True)
    asked = vroom.Input()
    for profile in {one.profile for one in people}:
        known = travel(people[0].region, profile)
        pick = known.row[sites]
        asked.set_durations_matrix(profile, known.matrix.duration_s[np.ix_(pick, pick)].astype(np.uint32))
    asked.add_vehicle([_vehicle(problem, duty, number, at[len(rows) :]) for number, duty in enumerate(crew)])
    rank = _priority(problem, rows, day)
    asked.add_job([_visit(problem, int(row), int(at[place]), int(rank[place])) for place, row in enumerate(rows)])
    answer = asked.solve(exploration_level=exploration, nb_threads=1).routes
    sequences: list[list[int]] = [[] for _ in crew]
    if "id" not in answer:
        # Nobody makes any visit: the column is left out.
        return sequences
    made = answer[answer["type"] == "job"]
    for number, row in zip(made["vehicle_id"].tolist(), made["id"].tolist(), strict=True):
        sequences[int(number)].append(int(row))
    return sequences


def _vehicle(problem: Problem, duty: Duty, number: int, base: Rows) -> vroom.Vehicle:
    person = problem.technicians[duty.technician]
    held = person.skills_on(duty.on, problem.certificates)
    skills = {bit for bit in range(64) if held >> bit & 1} | {IS + duty.technician}
    skills |= {NOT + other for other in range(len(problem.technicians)) if other != duty.technician}
    return vroom.Vehicle(
        number,
        start=int(base[2 * number]),
        end=int(base[2 * number + 1]),
        profile=person.profile,
        skills=skills,
        time_window=vroom.TimeWindow(duty.shift.start_s, duty.shift.end_s),
        breaks=[
            vroom.Break(place, [vroom.TimeWindow(one.window_start_s, one.window_end_s)], service=one.duration_s)
            for place, one in enumerate(duty.shift.breaks)
        ],
        max_tasks=len(problem.obligations) if person.max_stops is None else person.max_stops,
    )


def _visit(problem: Problem, row: int, at: int, rank: int) -> vroom.Job:
    owed = problem.obligations
    need, setup = int(owed.skills[row]), int(owed.setup_s[row])
    skills = {bit for bit in range(64) if need >> bit & 1}
    if owed.excluded[row] != NONE:
        skills.add(NOT + int(owed.excluded[row]))
    if owed.pinned[row] != NONE:
        skills.add(IS + int(owed.pinned[row]))
    # Its windows bound the arrival, ours the start of service: entering lies between.
    opens = max(0, int(owed.window_start_s[row]) - setup)
    return vroom.Job(
        row,
        location=at,
        default_setup=setup,
        default_service=int(owed.service_s[row]),
        skills=skills,
        priority=rank,
        time_windows=[vroom.TimeWindow(opens, max(opens, int(owed.window_end_s[row]) - setup))],
    )
