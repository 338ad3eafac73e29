"""A problem to a problem document: what `planner.serial.read_problem` reads back unchanged."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from planner.problem import NONE, Horizon, Policy, Priority, Problem, Shift, Technician
from planner.serial.read_problem import FORMAT
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Json = dict[str, Any]


def write_problem(problem: Problem, travel: Json | None = None) -> Json:
    """Return the document of `problem`.

    Parameters
    ----------
    travel : the document's ``travel`` part (see `write_matrices`); None leaves it to the usual speeds
    """
    document: Json = {
        "format": FORMAT,
        "regions": list(problem.regions),
        "certificates": list(problem.certificates),
        "horizon": _horizon(problem.horizon),
        "policy": _policy(problem.policy, problem.regions),
        "sites": _sites(problem),
        "technicians": [_technician(person, problem) for person in problem.technicians],
        "obligations": _obligations(problem),
    }
    return document if travel is None else {**document, "travel": travel}


def write_matrices(problem: Problem, travel: TravelOf) -> Json:
    """Return a ``travel`` part with one matrix a profile over all sites; unknown and unreachable pairs are null."""
    n = len(problem.sites)
    home = {person.profile: person.region for person in problem.technicians}
    found = {}
    for profile, region in sorted(home.items()):
        seconds, metres = (np.full((n, n), UNREACHABLE, dtype=np.int32) for _ in range(2))
        for number in (region, *range(len(problem.regions))):
            answer = travel(number, profile)
            members = np.flatnonzero(answer.row >= 0)
            rows = answer.row[members]
            seconds[np.ix_(members, members)] = answer.matrix.duration_s[np.ix_(rows, rows)]
            metres[np.ix_(members, members)] = answer.matrix.distance_m[np.ix_(rows, rows)]
        for table in (seconds, metres):
            np.fill_diagonal(table, 0)
        found[profile] = {"duration_s": _cells(seconds), "distance_m": _cells(metres)}
    return {"matrices": found}


def _cells(table: Any) -> list[list[int | None]]:
    return [[None if cell >= UNREACHABLE else cell for cell in row] for row in table.tolist()]


def _horizon(horizon: Horizon) -> Json:
    frozen = {"frozen_until": horizon.frozen_until.isoformat()} if horizon.frozen_until else {}
    return {"start": horizon.start.isoformat(), "until": horizon.until.isoformat(), **frozen}


def _policy(policy: Policy, regions: tuple[str, ...]) -> Json:
    lending = [
        {"giver": regions[loan.giver], "taker": regions[loan.taker], "hours_per_week": loan.hours_per_week}
        for loan in policy.lending
    ]
    access = {**asdict(policy.access), "closed": [list(day) for day in policy.access.closed]}
    periods = [asdict(one) for one in policy.travel_periods]
    return {**asdict(policy), "lending": lending, "access": access, "travel_periods": periods}


def _sites(problem: Problem) -> list[Json]:
    sites = problem.sites
    return [
        {
            "id": name,
            "lon": float(lon),
            "lat": float(lat),
            "region": problem.regions[region],
            **({"building": str(building)} if building != NONE else {}),
        }
        for name, (lon, lat), region, building in zip(
            sites.ids, sites.lonlat, sites.region.tolist(), sites.building.tolist(), strict=True
        )
    ]


def _technician(person: Technician, problem: Problem) -> Json:
    spans = [
        {
            "kind": span.kind,
            "valid_from": span.valid_from.isoformat(),
            "valid_until": span.valid_until.isoformat() if span.valid_until else None,
        }
        for span in person.certificates
    ]
    return {
        "id": person.id,
        "name": person.name,
        "region": problem.regions[person.region],
        "start_site": problem.sites.ids[person.start_site],
        "end_site": problem.sites.ids[person.end_site],
        "profile": person.profile,
        "certificates": spans,
        "shifts": [_shift(shift) for shift in person.shifts],
        "max_stops": person.max_stops,
        "max_work_s": person.max_work_s,
    }


def _shift(shift: Shift) -> Json:
    breaks = [{**asdict(pause), "extra_windows": _windows(pause.extra_windows)} for pause in shift.breaks]
    return {**asdict(shift), "on": shift.on.isoformat(), "breaks": breaks}


def _windows(spans: tuple[tuple[int, int], ...]) -> list[Json]:
    return [{"window_start_s": start, "window_end_s": end} for start, end in spans]


def _obligations(problem: Problem) -> list[Json]:
    owed = problem.obligations
    kinds = problem.certificates
    people = [person.id for person in problem.technicians]
    columns: dict[str, Callable[[Any], Any]] = {
        "site": problem.sites.ids.__getitem__,
        "not_before": date.isoformat,
        "ideal_on": date.isoformat,
        "due_by": date.isoformat,
        "hard": bool,
        "priority": lambda value: Priority(value).name,
        **dict.fromkeys(("service_s", "setup_s", "window_start_s", "window_end_s"), int),
        "series": lambda value: None if value == NONE else str(value),
        **dict.fromkeys(("min_gap_days", "max_gap_days"), int),
        **dict.fromkeys(("preferred", "excluded", "pinned"), lambda value: None if value == NONE else people[value]),
        "pinned_on": lambda value: None if value is None else value.isoformat(),
        "after": lambda value: None if value == NONE else owed.ids[value],
    }
    rows: list[Json] = [{"id": name} for name in owed.ids]
    for row, skills in zip(rows, owed.skills.tolist(), strict=True):
        row["certificates"] = [kind for bit, kind in enumerate(kinds) if skills >> bit & 1]
    for number, row in enumerate(rows):
        row["extra_windows"] = _windows(owed.windows_of(number)[1:])
    for name, convert in columns.items():
        for row, value in zip(rows, getattr(owed, name).tolist(), strict=True):
            row[name] = convert(value)
    return rows
