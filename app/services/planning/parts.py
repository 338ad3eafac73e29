"""What planning needs of the process it runs in, and what it is asked for."""

import uuid
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date

from app.domain.kinds import MonthApproval, PlanLevel
from app.services.planning.load_problem import Loader
from app.services.ports.clock import Clock
from app.services.ports.day_facts import DayFacts
from app.services.ports.planning_inputs import Calendars
from app.services.ports.roads import Roads
from app.services.ports.unit_of_work import Begin
from planner.problem import Policy

Executors = Callable[[], AbstractContextManager[Executor | None]]
"""Opens whatever regions are planned on, side by side; None plans them here, one after another."""


@dataclass(frozen=True, kw_only=True)
class Planning:
    """Adapters of a planning run.

    Attributes
    ----------
    effort : how long to search for routes, relative to the usual 1.0
    month_approval : which months must be approved before they are published
    alone_until : as many visits are routed in this process: starting others takes longer than the search
    """

    begin: Begin
    clock: Clock
    roads: Roads
    calendars: Calendars
    executors: Executors = nullcontext
    policy: Policy = field(default_factory=Policy)
    effort: float = 1.0
    alone_until: int = 5_000
    month_approval: MonthApproval = MonthApproval.APPROVED_QUARTER

    def executor_for(self, visits: int) -> AbstractContextManager[Executor | None]:
        """Open executors for routing so many visits; few are planned here, sooner than processes start."""
        return self.executors() if visits > self.alone_until else nullcontext()

    @property
    def loader(self) -> Loader:
        """Loads problems."""
        return Loader(roads=self.roads, calendars=self.calendars, policy=self.policy)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A plan that is wanted.

    Attributes
    ----------
    period_until : None: a year, a quarter, a month or a day after `period_start`, by the level
    today : the local date it is planned on; None: the clock's, in the zone of the unit
    keep : a draft to stay close to instead of what is in force
    facts : what has happened on the day
    """

    unit_id: uuid.UUID
    period_start: date
    period_until: date | None = None
    seed: int = 1
    today: date | None = None
    run_id: uuid.UUID | None = None
    keep: uuid.UUID | None = None
    facts: DayFacts = DayFacts()


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A version that a run has stored, a draft.

    Attributes
    ----------
    planned : visits with a day, or occurrences with a week
    unplanned : how many are left out, by reason
    hard_violations : what the judge objects to; above 0 it cannot be published
    changes : how it differs from the plan it stays close to (`app.services.planning.changes`); None without one
    """

    version_id: uuid.UUID
    number: int
    level: PlanLevel
    planned: int
    unplanned: dict[str, int]
    hard_violations: int
    legal_lapsed: int
    changes: dict[str, object] | None = None

    def summary(self) -> dict[str, object]:
        """Return plain values that JSON can keep."""
        return {
            "version_id": str(self.version_id),
            "number": self.number,
            "planned": self.planned,
            "unplanned": self.unplanned,
            "hard_violations": self.hard_violations,
            "legal_lapsed": self.legal_lapsed,
            "changes": self.changes,
        }
