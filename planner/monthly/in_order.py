"""A region in an order of its own, by ids: what is planned does not depend on the sequence in which rows were given."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Sites
from planner.problem.split import Part

Rows = npt.NDArray[np.int32]


def in_order(one: Part) -> Part:
    """Return the same part with its obligations, sites and people in the order of their ids.

    Buildings and series are numbered anew by who has them first, for their numbers too are only names.
    """
    whole = one.problem
    rows, sites = _by_id(whole.obligations.ids), _by_id(whole.sites.ids)
    people = _by_id(tuple(person.id for person in whole.technicians))
    site_of, person_of = _places(sites), _places(people)
    owed = whole.obligations.take(rows)
    named = {column: person_of[getattr(owed, column)] for column in ("preferred", "excluded", "pinned")}
    return replace(
        one,
        problem=replace(
            whole,
            sites=Sites(
                ids=tuple(whole.sites.ids[place] for place in sites.tolist()),
                lonlat=whole.sites.lonlat[sites],
                region=whole.sites.region[sites],
                building=_renumbered(whole.sites.building[sites]),
            ),
            technicians=tuple(
                replace(person, start_site=int(site_of[person.start_site]), end_site=int(site_of[person.end_site]))
                for person in (whole.technicians[place] for place in people.tolist())
            ),
            obligations=replace(owed, site=site_of[owed.site], series=_renumbered(owed.series), **named),
        ),
        rows=one.rows[rows],
        sites=one.sites[sites],
        technicians=one.technicians[people],
        stranded=one.stranded[rows],
    )


def _by_id(ids: tuple[str, ...]) -> Rows:
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32)


def _places(order: Rows) -> Rows:
    """Return where each number stands in `order`, int32 (n + 1,); the last is what NONE becomes: NONE."""
    place = np.full(len(order) + 1, NONE, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place


def _renumbered(numbers: Rows) -> Rows:
    """Return 0, 1, ... for the different numbers in the order of first appearance; NONE stays."""
    known, first, back = np.unique(numbers, return_index=True, return_inverse=True)
    given = known != NONE
    new = np.full(len(known), NONE, dtype=np.int32)
    new[given] = np.argsort(np.argsort(first[given])).astype(np.int32)
    return new[back].astype(np.int32)
