"""What a plan leaves owed, by reason and by priority, and what it took to make it."""

import resource
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.services.planning.loaded import Loaded
from app.services.planning.progress import Progress
from app.services.ports.ledger import Bools
from app.services.ports.planning_store import Json
from planner.plan import Unplanned
from planner.problem import Priority


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedCosts:
    """Counts over everything owed, what was set aside included.

    `unplanned` counts stored obligations by reason, `unplanned_later` the expected occurrences after them;
    `legal_lapsed` hard ones due inside the horizon without a visit.
    """

    visits: int
    unplanned: dict[str, int]
    unplanned_later: dict[str, int]
    legal_lapsed: int
    by_priority: dict[str, dict[str, int]]

    def to_json(self) -> Json:
        """Return plain values that JSON can keep."""
        return {
            "visits": self.visits,
            "unplanned": self.unplanned,
            "unplanned_later": self.unplanned_later,
            "legal_lapsed": self.legal_lapsed,
            "by_priority": self.by_priority,
        }


def owed_costs(loaded: Loaded, planned: Bools, unplanned: Sequence[Unplanned]) -> OwedCosts:
    """Return the counts; `planned` is bool (n,) over the obligations of the problem."""
    owed, aside, projected = loaded.problem.obligations, loaded.set_aside, loaded.owed.projected
    until = np.datetime64(loaded.problem.horizon.until, "D")
    lapsed = int((owed.hard & ~planned & (owed.due_by < until)).sum() + (aside.hard & (aside.due_by < until)).sum())
    stored = Counter(one.reason.value for one in unplanned if not projected[one.obligation])
    stored.update(reason.value for reason in aside.reason)
    later = Counter(one.reason.value for one in unplanned if projected[one.obligation])
    return OwedCosts(
        visits=int(planned.sum()),
        unplanned=dict(stored),
        unplanned_later=dict(later),
        legal_lapsed=lapsed,
        by_priority={
            level.name: {
                "planned": int((planned & (owed.priority == level)).sum()),
                "unplanned": int((~planned & (owed.priority == level)).sum() + (aside.priority == level).sum()),
            }
            for level in Priority
        },
    )


def machine_costs(loaded: Loaded, progress: Progress) -> Json:
    """Return seconds by stage, the peak of memory of this process and its children, and what was only assumed."""
    peak_kb = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assumed = loaded.calendar_assumed_from
    return {
        "seconds": dict(progress.seconds),
        "peak_mb": round(peak_kb / 1024),
        "calendar_assumed_from": None if assumed is None else assumed.isoformat(),
    }
