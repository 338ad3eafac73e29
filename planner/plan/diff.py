"""What changed between two plans of one problem, visit by visit."""

from dataclasses import dataclass
from datetime import date

from planner.plan.routes import DayPlan, PlannedVisit, Route

Entry = tuple[Route, PlannedVisit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a visit stands in a plan: technician (index), date, start and end of service in seconds after midnight."""

    technician: int
    on: date
    start_s: int
    end_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Obligation `obligation` (index) stood at `old` and stands at `new`; None where it is not planned."""

    obligation: int
    old: Placement | None
    new: Placement | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanDiff:
    """Changes by kind, each in order of obligation; a visit that moved day and technician is in both lists.

    Attributes
    ----------
    added, removed : planned only in the new, only in the old plan
    moved_day, moved_technician : on another date, by another person
    moved_time : same date and person, another start or end
    kept : number of visits that stand exactly where they stood
    """

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    moved_day: tuple[Change, ...]
    moved_technician: tuple[Change, ...]
    moved_time: tuple[Change, ...]
    kept: int

    @property
    def changed(self) -> int:
        """Number of obligations that stand differently, each counted once."""
        groups = (self.added, self.removed, self.moved_day, self.moved_technician, self.moved_time)
        return len({change.obligation for group in groups for change in group})


def diff(old: DayPlan, new: DayPlan) -> PlanDiff:
    """Compare two plans whose obligation indices mean the same."""
    before, after = old.planned(), new.planned()
    changes = [
        Change(obligation=number, old=_placed(before.get(number)), new=_placed(after.get(number)))
        for number in sorted(before.keys() | after.keys())
    ]
    both = [(change, change.old, change.new) for change in changes]
    moved = [(change, a, b) for change, a, b in both if a is not None and b is not None]
    same = [(change, a, b) for change, a, b in moved if (a.technician, a.on) == (b.technician, b.on)]
    return PlanDiff(
        added=tuple(change for change in changes if change.old is None),
        removed=tuple(change for change in changes if change.new is None),
        moved_day=tuple(change for change, a, b in moved if a.on != b.on),
        moved_technician=tuple(change for change, a, b in moved if a.technician != b.technician),
        moved_time=tuple(change for change, a, b in same if a != b),
        kept=sum(a == b for _, a, b in same),
    )


def _placed(entry: Entry | None) -> Placement | None:
    if entry is None:
        return None
    route, visit = entry
    return Placement(technician=route.technician, on=route.on, start_s=visit.start_s, end_s=visit.end_s)
