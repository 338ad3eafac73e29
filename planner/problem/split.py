"""Parts of a problem: some of its obligations, over some of its days, with all references kept straight."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.problem.horizon import Horizon
from planner.problem.obligations import NONE
from planner.problem.problem import Problem
from planner.problem.sites import Sites
from planner.problem.technicians import Technician

Rows = npt.NDArray[np.int32]


def restrict(problem: Problem, rows: Rows, *, start: date | None = None, until: date | None = None) -> Problem:
    """Return the problem of the obligations `rows` alone, over ``start <= day < until``.

    Obligation `i` of the answer is obligation ``rows[i]`` of `problem`; sites, technicians and regions keep their
    indices, and travel answered for `problem` answers for the part.
    """
    horizon = problem.horizon
    return replace(
        problem,
        obligations=problem.obligations.take(np.asarray(rows, dtype=np.int32)),
        horizon=Horizon(start=start or horizon.start, until=until or horizon.until, frozen_until=horizon.frozen_until),
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Part:
    """One region as a problem of its own, small enough to be sent to another process.

    Attributes
    ----------
    problem : the part; its only region is number 0
    rows, sites, technicians : int32, index in the whole of each obligation, site and technician of the part
    stranded : bool (obligations of the part,), pinned to somebody who is not in it
    region : index of the region in the whole
    """

    problem: Problem
    rows: Rows
    sites: Rows
    technicians: Rows
    stranded: npt.NDArray[np.bool_]
    region: int


def part(problem: Problem, region: int, rows: Rows) -> Part:
    """Return the part of `problem` that is `region`: its people, and of its obligations those in `rows`.

    An obligation pinned to somebody of another region cannot be served in this one: it is `stranded`. It stays in the
    part, unpinned, so that its series keeps its order.
    """
    people = np.array([i for i, one in enumerate(problem.technicians) if one.region == region], dtype=np.int32)
    person_of = _positions(people, len(problem.technicians))
    owed = problem.obligations.take(np.asarray(rows, dtype=np.int32))
    pinned = _named(owed.pinned, person_of)
    stranded = (owed.pinned != NONE) & (pinned == NONE)
    bases = [site for i in people for site in (problem.technicians[i].start_site, problem.technicians[i].end_site)]
    sites = np.unique(np.concatenate([owed.site, np.array(bases, dtype=np.int32)])).astype(np.int32)
    site_of = _positions(sites, len(problem.sites))
    return Part(
        problem=replace(
            problem,
            regions=(problem.regions[region],),
            sites=_sites(problem.sites, sites),
            technicians=tuple(_moved(problem.technicians[i], site_of) for i in people),
            obligations=replace(
                owed,
                site=site_of[owed.site],
                preferred=_named(owed.preferred, person_of),
                excluded=_named(owed.excluded, person_of),
                pinned=pinned,
            ),
            policy=replace(problem.policy, lending=()),
        ),
        rows=np.asarray(rows, dtype=np.int32),
        sites=sites,
        technicians=people,
        stranded=stranded,
        region=region,
    )


def _positions(chosen: Rows, size: int) -> Rows:
    """Return for each index of the whole where it stands in `chosen`, NONE when it does not, int32 (size,)."""
    position = np.full(size, NONE, dtype=np.int32)
    position[chosen] = np.arange(len(chosen), dtype=np.int32)
    return position


def _named(people: Rows, person_of: Rows) -> Rows:
    """Return the part's index of each technician; NONE stays NONE, and so does whoever is not in the part."""
    if not len(person_of):
        return np.full(len(people), NONE, dtype=np.int32)
    return np.where(people == NONE, np.int32(NONE), person_of[people]).astype(np.int32)


def _sites(sites: Sites, chosen: Rows) -> Sites:
    return Sites(
        ids=tuple(sites.ids[i] for i in chosen),
        lonlat=sites.lonlat[chosen],
        region=np.zeros(len(chosen), dtype=np.int32),
        building=sites.building[chosen],
    )


def _moved(person: Technician, site_of: Rows) -> Technician:
    return Technician(
        id=person.id,
        name=person.name,
        region=0,
        start_site=int(site_of[person.start_site]),
        end_site=int(site_of[person.end_site]),
        profile=person.profile,
        certificates=person.certificates,
        shifts=person.shifts,
        max_stops=person.max_stops,
        max_work_s=person.max_work_s,
    )
