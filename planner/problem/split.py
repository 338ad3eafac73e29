"""Parts of a problem: some of its obligations, over some of its days, with all references kept straight."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.problem.horizon import Horizon
from planner.problem.obligations import NONE
from planner.problem.problem import Problem

Rows = npt.NDArray[np.int32]


def restrict(problem: Problem, rows: Rows, *, start: date | None = None, until: date | None = None) -> Problem:
    """Return the problem of the obligations `rows` alone, over ``start <= day < until``.

    Obligation `i` of the answer is obligation ``rows[i]`` of `problem`; sites, technicians and regions keep their
    indices, and travel answered for `problem` answers for the part.
    """
    horizon = problem.horizon
    frozen = horizon.frozen_until
    first, last = start or horizon.start, until or horizon.until
    return replace(
        problem,
        obligations=problem.obligations.take(np.asarray(rows, dtype=np.int32)),
        horizon=Horizon(start=first, until=last, frozen_until=frozen),
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Part:
    """One region as a problem of its own, small enough to be sent to another process.

    Attributes
    ----------
    problem : the part; its only region is number 0
    rows, sites, technicians : int32, index in the whole of each obligation, site and technician of the part
    region : index of the region in the whole
    """

    problem: Problem
    rows: Rows
    sites: Rows
    technicians: Rows
    region: int


def part(problem: Problem, region: int, rows: Rows) -> Part:
    """Return the part of `problem` that is `region`: its people, and of its obligations those in `rows`."""
    people = np.array([i for i, one in enumerate(problem.technicians) if one.region == region], dtype=np.int32)
    bases = [site for i in people for site in (problem.technicians[i].start_site, problem.technicians[i].end_site)]
    owed = problem.obligations.take(rows)
    sites = np.unique(np.concatenate([owed.site, np.array(bases, dtype=np.int32)])).astype(np.int32)
    site_of = _positions(sites, len(problem.sites))
    person_of = _positions(people, len(problem.technicians))
    return Part(
        problem=replace(
            problem,
            regions=(problem.regions[region],),
            sites=replace(
                problem.sites,
                ids=tuple(problem.sites.ids[i] for i in sites),
                lonlat=problem.sites.lonlat[sites],
                region=np.zeros(len(sites), dtype=np.int32),
                building=problem.sites.building[sites],
            ),
            technicians=tuple(
                replace(
                    one,
                    region=0,
                    start_site=int(site_of[one.start_site]),
                    end_site=int(site_of[one.end_site]),
                )
                for one in (problem.technicians[i] for i in people)
            ),
            obligations=replace(
                owed,
                site=site_of[owed.site],
                preferred=_person(owed.preferred, person_of, stranger=NONE),
                excluded=_person(owed.excluded, person_of, stranger=NONE),
                pinned=owed.pinned,
            ),
            policy=replace(problem.policy, lending=()),
        ),
        rows=np.asarray(rows, dtype=np.int32),
        sites=sites,
        technicians=people,
        region=region,
    )
