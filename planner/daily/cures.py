"""What would make room for a visit that is left out for want of time: the least overtime of anybody who may make it.

Source: planning.md section 2 (every unplanned obligation carries the cheapest fix found).
"""

from planner.daily.layout import Layout
from planner.kernel import Found
from planner.kernel.overtime import overtimes
from planner.plan import Cure

OVERTIME = "overtime"
"""Kind of a cure: `technician` works `minutes` longer on `on`."""

MOST = 200
"""Halts looked at in one search; the most important first."""


def cures(layout: Layout, found: Found) -> dict[int, Cure]:
    """Return obligation -> its cure, for the halts that `found` leaves out."""
    absent = sorted((int(stop) for stop in found.absent), key=lambda stop: -int(layout.instance.stake[stop]))[:MOST]
    known = overtimes(layout.instance, found.routes, absent)
    return {
        int(layout.rows[member]): _cure(layout, vehicle, over)
        for stop, (vehicle, over) in known.items()
        if over > 0
        for member in layout.bundles[stop].members
    }


def _cure(layout: Layout, vehicle: int, over: int) -> Cure:
    duty = layout.duties[vehicle]
    person = layout.problem.technicians[duty.technician]
    return Cure(
        kind=OVERTIME,
        minutes=float(-(-over // 60)),
        details={"technician": person.id, "name": person.name, "on": duty.on.isoformat()},
    )
