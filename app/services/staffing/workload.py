"""A year's work by place and certificate, and what each technician can do of it, from the problem of a year's plan."""

import uuid
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from app.domain.kinds import PlanLevel
from app.services.errors import DomainError
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Ask, Planning
from app.services.planning.scoping import scope_of
from app.services.ports.unit_of_work import UnitOfWork
from planner.staffing import Holder, Served

MOST_VISITS = 400_000
"""Visits of a year beyond which a proposal is asked for branch by branch: it is answered while somebody waits."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RegionWork:
    """One region: places with work, people with time; `sites` are rows of the problem's sites."""

    unit_id: uuid.UUID
    name: str
    served: Served
    sites: Ints
    holders: tuple[Holder, ...]


def loaded_year(work: UnitOfWork, planning: Planning, unit_id: uuid.UUID, today: date) -> Loaded:
    """Load a year from `today` of a unit and all below it; nothing is opened or stored.

    Raises
    ------
    DomainError : ``not_found``, ``problem_flawed``; ``too_large`` for more than can be answered at once
    """
    ask = Ask(unit_id=unit_id, period_start=today, today=today)
    loaded = planning.loader.load(work, scope_of(work, planning, PlanLevel.ANNUAL, ask))
    if len(loaded.problem.obligations) > MOST_VISITS:
        raise DomainError("too_large", limit=f"{MOST_VISITS:,} visits a year")
    return loaded


def minutes_by_region(loaded: Loaded) -> dict[uuid.UUID, int]:
    """Return minutes of work at the door of a year by unit."""
    owed = loaded.problem.obligations
    seconds = np.bincount(
        loaded.problem.region_of(), weights=owed.service_s + owed.setup_s, minlength=len(loaded.regions)
    )
    return {unit.id: round(float(one) / 60) for unit, one in zip(loaded.regions, seconds, strict=True)}


def region_works(loaded: Loaded) -> list[RegionWork]:
    """Return the regions that have work, in their order."""
    return [found for number in range(len(loaded.regions)) if (found := _region(loaded, number)) is not None]


def _region(loaded: Loaded, number: int) -> RegionWork | None:
    problem = loaded.problem
    owed = problem.obligations
    rows = np.flatnonzero(problem.region_of() == number)
    if not len(rows):
        return None
    sites, place = np.unique(owed.site[rows], return_inverse=True)
    seconds = (owed.service_s[rows] + owed.setup_s[rows]).astype(np.int64)
    minutes: dict[int, Ints] = {}
    for need in np.unique(owed.skills[rows]).tolist():
        mine = owed.skills[rows] == need
        total = np.bincount(place.ravel()[mine], weights=seconds[mine], minlength=len(sites))
        minutes[int(need)] = np.rint(total / 60).astype(np.int64)
    served = Served(
        ids=tuple(problem.sites.ids[int(site)] for site in sites), lonlat=problem.sites.lonlat[sites], minutes=minutes
    )
    unit = loaded.regions[number]
    return RegionWork(
        unit_id=unit.id, name=unit.name, served=served, sites=sites.astype(np.int64), holders=_holders(loaded, number)
    )


def _holders(loaded: Loaded, number: int) -> tuple[Holder, ...]:
    problem = loaded.problem
    policy, start = problem.policy, problem.horizon.start
    at_door = (1 - policy.reserve_share) * (1 - policy.travel_share)
    found = []
    for key, person in zip(loaded.technicians, problem.technicians, strict=True):
        if person.region == number:
            held = sum(1 << problem.certificates.index(span.kind) for span in person.certificates if span.covers(start))
            lon, lat = problem.sites.lonlat[person.start_site].tolist()
            minutes = round(sum(shift.work_s for shift in person.shifts) / 60 * at_door)
            found.append(Holder(id=str(key), minutes=minutes, skills=held, lon=lon, lat=lat))
    return tuple(found)
