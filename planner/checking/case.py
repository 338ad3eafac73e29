"""What the rules look at: the problem, the plan as columns, true travel, and a way to object."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.ledger import Ledger, ledger
from planner.checking.legs import Legs, Pairs, legs, pairs
from planner.checking.roster import Roster, roster
from planner.plan import DayPlan, Violation
from planner.problem import Problem
from planner.travel.travel_of import TravelOf


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Case:
    """One plan before the judge.

    Attributes
    ----------
    book : the plan as columns
    legs : every leg with its true travel
    roster : who works and holds what, by day
    travel : travel of any pair of sites for any technician
    before : the plan that was in force, when there was one
    """

    problem: Problem
    plan: DayPlan
    book: Ledger
    legs: Legs
    roster: Roster
    travel: Pairs
    before: DayPlan | None

    def day(self) -> npt.NDArray[np.int64]:
        """Return the day of the horizon of every visit, int64 (v,); outside 0..days-1 when outside the horizon."""
        start = np.datetime64(self.problem.horizon.start, "D")
        return (self.book.visits.on - start).astype(np.int64)

    def at_visit(self, rule: str, row: int, en: str, zh: str, *, amount: float = 0.0, hard: bool = True) -> Violation:
        """Object to the visit in `row`; its obligation's id is put before the sentence."""
        visit = self.book.visits
        number = int(visit.obligation[row])
        name = self.problem.obligations.ids[number]
        return Violation(
            rule=rule,
            message_en=f"{name}: {en}",
            message_zh=f"{name}：{zh}",
            amount=float(amount),
            hard=hard,
            obligation=number,
            technician=int(visit.technician[row]),
            on=visit.on[row].item(),
        )

    def at_obligation(self, rule: str, number: int, en: str, zh: str, *, amount: float = 0.0) -> Violation:
        """Object to what the plan says, or fails to say, of obligation `number`."""
        name = self.problem.obligations.ids[number]
        return Violation(
            rule=rule,
            message_en=f"{name}: {en}",
            message_zh=f"{name}：{zh}",
            amount=float(amount),
            obligation=number,
        )

    def at_route(self, rule: str, row: int, en: str, zh: str, *, amount: float = 0.0) -> Violation:
        """Object to the route in `row`; its technician's id and date are put before the sentence."""
        number = int(self.book.routes.technician[row])
        on = self.book.routes.on[row].item()
        name = self.problem.technicians[number].id
        return Violation(
            rule=rule,
            message_en=f"{name} on {on}: {en}",
            message_zh=f"{name} {on}：{zh}",
            amount=float(amount),
            technician=number,
            on=on,
        )


Rule = Callable[[Case], Iterable[Violation]]
"""A rule of the judge: its ``__name__`` is the stable name that its violations carry."""


def case(problem: Problem, travel: TravelOf, plan: DayPlan, before: DayPlan | None) -> Case:
    """Prepare a well-shaped `plan` for the rules."""
    book = ledger(plan)
    return Case(
        problem=problem,
        plan=plan,
        book=book,
        legs=legs(problem, travel, plan, book),
        roster=roster(problem),
        travel=pairs(problem, travel),
        before=before,
    )


def rows(wrong: npt.NDArray[np.bool_]) -> Iterator[int]:
    """Return the rows where `wrong` holds, as plain integers."""
    return iter(np.flatnonzero(wrong).tolist())


def clock(second: float) -> str:
    """Return seconds after midnight as HH:MM:SS."""
    whole = int(second)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
