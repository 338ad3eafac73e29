"""A VROOM problem to ours: one day, every job an obligation of that day.

What has no counterpart (shipments, amounts, costs, speed factors) is refused by name, never dropped.
Priorities 0-100 fall into five classes: 80 and more PROMISE, then A, B, C, and below 20 D.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from planner.problem import NONE, Flaw, Horizon, Obligations, Policy, Priority, Problem, ProblemError, Sites
from planner.serial.fields import Fields
from planner.serial.read_obligations import hours_table
from planner.serial.text import parse
from planner.serial.vroom.parts import Job, Vehicle, Window, read_job, read_vehicle
from planner.serial.vroom.places import Places, read_places
from planner.travel.travel_of import TravelOf

DAY_S = 86_400
MOST_SKILLS = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class VroomDocument:
    """A VROOM problem as read.

    Attributes
    ----------
    offset_s : seconds that were taken off all times (the midnight of the day, when they were timestamps)
    jobs, vehicles : in the order of obligations and technicians
    """

    problem: Problem
    travel: TravelOf
    offset_s: int
    jobs: tuple[Job, ...]
    vehicles: tuple[Vehicle, ...]


def read_vroom(text: str | bytes) -> VroomDocument:
    """Read a VROOM problem.

    Raises
    ------
    ProblemError
        With every flaw and every unsupported field, each at its JSON path.
    """
    flaws: list[Flaw] = []
    root = Fields(parse(text), "", flaws)
    jobs = tuple(read_job(one) for one in root.objects("jobs", required=True))
    vehicles = tuple(read_vehicle(one) for one in root.objects("vehicles", required=True))
    if root.has("shipments") and root.take("shipments") != []:
        root.note("shipments", "shipments are not planned here", "不支持 shipments（取送货对）")
    root.take("options")
    _twins(root, "jobs", jobs)
    _twins(root, "vehicles", vehicles)
    parts: tuple[Job | Vehicle, ...] = (*jobs, *vehicles)
    skills = sorted({skill for one in parts for skill in one.skills})
    if len(skills) > MOST_SKILLS:
        root.note("jobs", f"at most {MOST_SKILLS} different skills", f"技能种类至多 {MOST_SKILLS} 种")
    offset = _offset(root, jobs, vehicles)
    places = read_places(root, jobs, vehicles)
    root.close()
    if flaws or places is None:
        raise ProblemError(flaws)
    problem = _problem(jobs, vehicles, skills, places, offset)
    return VroomDocument(problem=problem, travel=places.travel, offset_s=offset, jobs=jobs, vehicles=vehicles)


def _twins(root: Fields, key: str, rows: Sequence[Job | Vehicle]) -> None:
    seen: set[int] = set()
    for number, one in enumerate(rows):
        if one.id in seen:
            root.note(f"{key}[{number}].id", f"{one.id} stands twice", f"编号 {one.id} 重复")
        seen.add(one.id)


def _offset(root: Fields, jobs: tuple[Job, ...], vehicles: tuple[Vehicle, ...]) -> int:
    """Return the midnight from which times count: 0 unless all of them lie on a later day."""
    starts = [start for one in jobs for start, _ in one.windows]
    starts += [one.window[0] for one in vehicles if one.window is not None]
    starts += [start for one in vehicles for pause in one.breaks for start, _ in pause.windows]
    midnight = min(starts, default=0) // DAY_S * DAY_S
    if max(starts, default=0) > midnight + 2 * DAY_S:
        root.note("jobs", "windows begin more than two days apart", "时间窗相差超过两天")
    return midnight


def _problem(
    jobs: tuple[Job, ...], vehicles: tuple[Vehicle, ...], skills: list[int], places: Places, offset: int
) -> Problem:
    on = date(1970, 1, 1) + timedelta(seconds=offset)
    names = tuple(f"skill-{skill}" for skill in skills)
    return Problem(
        regions=("all",),
        certificates=names,
        sites=Sites(
            ids=places.ids,
            lonlat=places.lonlat,
            region=np.zeros(len(places.ids), dtype=np.int32),
            building=places.building,
        ),
        technicians=tuple(
            one.technician(on, offset, places.start[number], places.end[number]) for number, one in enumerate(vehicles)
        ),
        obligations=_obligations(jobs, skills, places, on, offset),
        horizon=Horizon(start=on, until=on + timedelta(days=1)),
        policy=Policy(reserve_share=0.0, travel_share=0.0),
    )


def _obligations(jobs: tuple[Job, ...], skills: list[int], places: Places, on: date, offset: int) -> Obligations:
    n = len(jobs)
    none = np.full(n, NONE, dtype=np.int32)
    day = np.full(n, np.datetime64(on, "D"))
    hours = [_hours(one, offset) for one in jobs]
    bits = [sum(1 << skills.index(skill) for skill in set(one.skills)) for one in jobs]
    return Obligations(
        ids=tuple(str(one.id) for one in jobs),
        site=np.array(places.job, dtype=np.int32),
        skills=np.array(bits, dtype=np.uint64),
        not_before=day,
        ideal_on=day,
        due_by=day,
        hard=np.zeros(n, dtype=np.bool_),
        priority=np.array([_class(one.priority) for one in jobs], dtype=np.int8),
        service_s=np.array([one.service for one in jobs], dtype=np.int32),
        setup_s=np.array([one.setup for one in jobs], dtype=np.int32),
        window_start_s=np.array([each[0][0] for each in hours], dtype=np.int32),
        window_end_s=np.array([each[0][1] for each in hours], dtype=np.int32),
        series=none,
        min_gap_days=np.zeros(n, dtype=np.int32),
        max_gap_days=np.zeros(n, dtype=np.int32),
        preferred=none,
        excluded=none,
        pinned=none,
        pinned_on=np.full(n, np.datetime64("NaT", "D")),
        extra_windows_s=hours_table([each[1:] for each in hours]),
    )


def _hours(job: Job, offset: int) -> tuple[Window, ...]:
    """Return the job's windows from `offset` on, as far as two days reach."""
    known = [(start - offset, min(end - offset, 2 * DAY_S)) for start, end in job.windows]
    first = known[:1] or [(0, 2 * DAY_S)]
    inside = [one for one in known[1:] if one[0] <= 2 * DAY_S]
    return ((min(first[0][0], 2 * DAY_S), first[0][1]), *inside)


def _class(priority: int) -> int:
    return int(Priority.D) - min(priority // 20, 4)
