"""One answer to an event, with what a person wants to know before taking it."""

from dataclasses import dataclass

import numpy as np

from planner.daily.event import Event
from planner.daily.frozen import told_of
from planner.daily.rungs import Rung
from planner.plan import DayPlan
from planner.plan.diff import PlanDiff, diff
from planner.problem import Priority, Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One way to answer an event.

    Attributes
    ----------
    rung : how much was allowed to change
    plan, diff : the plan then, and what differs from the plan in force
    dropped : obligations planned or added that it leaves out
    broken : those of them that law or promise wants, today before another day
    postponed : those of `broken` that the law still gives days after this one: put off, nothing is broken yet
    moved_promises : visits that begin more than agreed away from the time their customer was told
    extra_travel_s, extra_overtime_s : seconds more than the plan in force
    """

    rung: Rung
    plan: DayPlan
    diff: PlanDiff
    dropped: tuple[int, ...]
    broken: tuple[int, ...]
    postponed: tuple[int, ...]
    moved_promises: tuple[int, ...]
    extra_travel_s: int
    extra_overtime_s: int

    @property
    def left_out(self) -> int:
        """Number of visits dropped."""
        return len(self.dropped)

    @property
    def broken_count(self) -> int:
        """Number of laws and promises that it breaks; a time moved is less than a visit not made."""
        return 2 * len(self.broken) + len(self.moved_promises)

    @property
    def kept(self) -> bool:
        """Whether no law and no promise is broken."""
        return self.broken_count == 0

    @property
    def moved_technician(self) -> int:
        """Number of visits made by somebody else."""
        return len(self.diff.moved_technician)

    @property
    def moved_time(self) -> int:
        """Number of visits by the same person at another time."""
        return len(self.diff.moved_time)


def weighed(
    problem: Problem, plan: DayPlan, whole: DayPlan, event: Event, rung: Rung, dropped: tuple[int, ...]
) -> Option:
    """Compare the plan `whole`, which leaves out `dropped`, with the plan in force."""
    owed = problem.obligations
    before, after = plan.planned(), whole.planned()
    broken = tuple(
        row for row in dropped if owed.hard[row] or owed.priority[row] <= Priority.PROMISE or row in event.promised
    )
    today = np.datetime64(event.on, "D")
    told = {row: told_of(event, before, row) for row in sorted(event.promised) if row in after}
    return Option(
        rung=rung,
        plan=whole,
        diff=diff(plan, whole),
        dropped=dropped,
        broken=broken,
        postponed=tuple(
            row
            for row in broken
            if owed.due_by[row] > today and owed.priority[row] != Priority.PROMISE and row not in event.promised
        ),
        moved_promises=tuple(
            row for row, at in told.items() if at is not None and abs(after[row][1].start_s - at) > event.within(row)
        ),
        extra_travel_s=whole.travel_s - plan.travel_s,
        extra_overtime_s=_overtime_s(problem, whole) - _overtime_s(problem, plan),
    )


def _overtime_s(problem: Problem, plan: DayPlan) -> int:
    ends = ((route, problem.technicians[route.technician].shift_on(route.on)) for route in plan.routes)
    return sum(max(0, route.end_s - shift.end_s) for route, shift in ends if shift is not None)
