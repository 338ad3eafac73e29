"""What a new plan changes of the one it stays close to, counted as people count it."""

from dataclasses import dataclass

from planner.plan import DayPlan
from planner.plan.diff import diff


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """Visits of the plan in force (or of the draft kept) that a new plan treats otherwise.

    Attributes
    ----------
    kept : on the same day by the same person
    moved : on another day or by another person; `moved_day` and `moved_technician` count each, some both
    added, left_out : only in the new, only in the old plan
    """

    kept: int
    moved: int
    moved_day: int
    moved_technician: int
    added: int
    left_out: int

    def to_json(self) -> dict[str, object]:
        """Return plain values that JSON can keep."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def changes(old: DayPlan, new: DayPlan) -> Changes | None:
    """Compare two plans of one problem; None when there was nothing to keep."""
    if not old.routes:
        return None
    found = diff(old, new)
    moved = {one.obligation for one in (*found.moved_day, *found.moved_technician)}
    return Changes(
        kept=found.kept + len(found.moved_time),
        moved=len(moved),
        moved_day=len(found.moved_day),
        moved_technician=len(found.moved_technician),
        added=len(found.added),
        left_out=len(found.removed),
    )
