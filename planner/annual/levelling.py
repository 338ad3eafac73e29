"""The weeks of one region as a linear programme over cumulative curves, solved by GLOP.

Variables are how far each class's curve stays above or below its best one; their number does not depend on how many
customers there are. Hours of a week cost more the fuller the week is, so work is levelled; hours beyond capacity cost
so much that they are used only when nothing else fits. Where that happens, visits are given up instead, the law last:
one programme for each level of priority, each keeping what the levels above it have won. Overtime within the policy is
opened there for the law, and for promises up to a share of the hours, and no more of it than they need.

Source: planning model, level 1 (bounds, total unimodularity of the curves, prices of an hour).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder_helper as glop
from scipy.sparse import coo_array, csr_matrix

from planner.annual.capacity import Capacity
from planner.annual.classes import Curves
from planner.problem import Priority

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

STEPS = 20
"""Pieces of the convex price of a week's fullness."""
OVERLOAD = 1000.0
PROMISE_SHARE = 0.003
"""Overtime that promises may take, the law included, as a share of all hours; the law may take all permitted."""
DRIFT = 0.004
CHANGE = 0.5
LATE = 4.0
SMALL = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class Levelled:
    """Curves of one region.

    Attributes
    ----------
    done : float64 (c, weeks), visits made by the end of each week
    given_up : float64 (c,), visits left out
    price : float64 (weeks,), overloaded hours that one more hour in the week would save, 0..1
    skill_price : float64 (skill sets, weeks), the same of an hour of somebody who holds the skill set
    capacity : the hours there are with the overtime that law and promises need
    """

    done: Floats
    given_up: Floats
    price: Floats
    skill_price: Floats
    capacity: Capacity


def level(curves: Curves, capacity: Capacity, fixed: Floats, *, keep: bool) -> Levelled:
    """Return the best curves.

    Parameters
    ----------
    fixed : float64 (skill sets, weeks), hours already bound by frozen or pinned visits
    keep : the best weeks are those of an earlier plan, which a change should have a reason to leave
    """
    drift = CHANGE if keep else DRIFT
    plan = _Programme(curves, capacity, fixed, drift)
    answer = plan.solve()
    over, price = plan.overload(answer)
    by_skill = plan.skill_prices(answer)
    if over <= SMALL or not len(curves):
        given_up = np.zeros(len(curves))
        return Levelled(done=plan.done(answer), given_up=given_up, price=price, skill_price=by_skill, capacity=capacity)
    spent: dict[int, float] = {}
    for priority in sorted(set(curves.level.tolist())):
        short = _Programme(curves, capacity, fixed, drift, give_up=True)
        answer = short.solve(spent, losing=priority)
        spent[priority] = short.lost(answer, priority)
        if spent[priority] > SMALL and priority <= Priority.PROMISE and capacity.more.any():
            capacity, spent[priority] = _longer(curves, capacity, fixed, spent, priority)
    last = _Programme(curves, capacity, fixed, drift, give_up=True)
    answer = last.solve(spent)
    return Levelled(
        done=last.done(answer),
        given_up=last.given_up(answer),
        price=price,
        skill_price=by_skill,
        capacity=capacity,
    )


def _longer(
    curves: Curves, capacity: Capacity, fixed: Floats, spent: dict[int, float], priority: int
) -> tuple[Capacity, float]:
    """Return the capacity with the least overtime that saves as much of one level as any, and what is still lost of it.

    `spent` holds what the levels above lose, and what this one loses without.
    """
    above = {each: hours for each, hours in spent.items() if each != priority}
    most = np.inf
    if priority == Priority.PROMISE:
        used = float(capacity.overtime.sum())
        most = max(0.0, PROMISE_SHARE * (float(capacity.hours.sum()) - used) - used)
    able = _Programme(curves, capacity, fixed, 0.0, give_up=True, overtime_h=most)
    lost = able.lost(able.solve(above, losing=priority), priority)
    if lost > spent[priority] - SMALL:
        return capacity, spent[priority]
    least = _Programme(curves, capacity, fixed, 0.0, give_up=True, overtime_h=most)
    answer = least.solve({**above, priority: lost}, thrifty=True)
    return capacity.longer(least.overtime(answer)), lost


class _Programme:
    """Columns are added block by block, rows as (lower bound, upper bound, coefficients)."""

    def __init__(  # noqa: PLR0913
        self,
        curves: Curves,
        capacity: Capacity,
        fixed: Floats,
        drift: float,
        *,
        give_up: bool = False,
        overtime_h: float = 0.0,
    ) -> None:
        self.curves, self.capacity, self.fixed, self.give_up = curves, capacity, fixed, give_up
        self.classes, self.weeks = curves.must.shape
        self.kinds, self.skills = capacity.serves.shape
        self.bounds: list[tuple[Floats, Floats, Floats]] = []
        self.rows: list[tuple[Floats, Floats]] = []
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.width = self.height = 0
        self._curve_columns(drift)
        self._hour_columns()
        self.longer = self._columns(capacity.more.shape, 0, capacity.more, 0.0) if overtime_h > 0 else None
        self._monotone()
        self._balance()
        if self.longer is not None:
            self._put(self.filled, self.longer, -1.0)
            self._put(self._block(-np.inf, overtime_h, (1,)), self.longer.ravel(), 1.0)
        if give_up:
            self._losses()

    # -- columns

    def _columns(self, shape: tuple[int, ...], low: float, high: Floats | float, price: Floats | float) -> Ints:
        size = int(np.prod(shape))
        parts = [np.broadcast_to(np.asarray(part, np.float64), shape).ravel() for part in (low, high, price)]
        self.bounds.append((parts[0], parts[1], parts[2]))
        begin, self.width = self.width, self.width + size
        return np.arange(begin, self.width).reshape(shape)

    def _curve_columns(self, drift: float) -> None:
        c = self.curves
        shape, price = c.must.shape, drift * c.hours[:, None]
        # A law visit made late leaves no time for another attempt when nobody opens.
        late = np.where(c.level == 0, LATE, 1.0)[:, None]
        least = np.zeros_like(c.must) if self.give_up else c.must
        self.above = self._columns(shape, 0, (c.may - c.target).astype(float), price)
        self.below = self._columns(shape, 0, (c.target - least).astype(float), price * late)
        losable = (c.must if self.give_up else np.zeros_like(c.must)).astype(float)
        self.loss = self._columns(shape, 0, losable, 0.0) if self.give_up else None

    def _hour_columns(self) -> None:
        hours = self.capacity.hours
        prices = np.arange(STEPS)[:, None, None] / STEPS * np.ones_like(hours)
        self.step = self._columns((STEPS, *hours.shape), 0, hours / STEPS, prices)
        # Pinned and frozen work may exceed the hours there are; only then is the last piece open while giving up.
        endless = np.inf if not self.give_up else float(self.fixed.sum())
        self.extra = self._columns(hours.shape, 0, endless, OVERLOAD)
        self.use = {
            (kind, skill): self._columns((self.weeks,), 0, np.inf, 0.0)
            for kind, skill in np.argwhere(self.capacity.serves).tolist()
        }
        self.nobody = self._columns((self.skills, self.weeks), 0, endless, OVERLOAD)

    # -- rows

    def _block(self, low: Floats | float, high: Floats | float, shape: tuple[int, ...]) -> Ints:
        size = int(np.prod(shape))
        ends = [np.broadcast_to(np.asarray(end, np.float64), shape).ravel() for end in (low, high)]
        self.rows.append((ends[0], ends[1]))
        begin, self.height = self.height, self.height + size
        return np.arange(begin, self.height).reshape(shape)

    def _put(self, row: Ints, column: Ints, value: Floats | float) -> None:
        row, column, value = np.broadcast_arrays(row, column, value)
        self.entries.append((row.ravel(), column.ravel(), np.asarray(value, np.float64).ravel()))

    def _monotone(self) -> None:
        """Nothing done is undone."""
        rise = np.diff(self.curves.target, axis=1, prepend=0)
        row = self._block(-rise.astype(float), np.inf, rise.shape)
        for column, sign in ((self.above, 1.0), (self.below, -1.0)):
            self._put(row, column, sign)
            self._put(row[:, 1:], column[:, :-1], -sign)

    def _balance(self) -> None:
        """Hours asked for in each week come from hours of people who can serve them."""
        c = self.curves
        best = np.zeros((self.skills, self.weeks))
        np.add.at(best, c.skill, c.hours[:, None] * np.diff(c.target, axis=1, prepend=0))
        ends = -best - self.fixed
        self.asked = self._block(ends, ends, ends.shape)
        row, hours = self.asked[c.skill], c.hours[:, None]
        for column, sign in ((self.above, 1.0), (self.below, -1.0)):
            self._put(row, column, sign * hours)
            self._put(row[:, 1:], column[:, :-1], -sign * hours)
        self.filled = self._block(-np.inf, 0.0, self.capacity.hours.shape)
        for (kind, skill), column in self.use.items():
            self._put(self.asked[skill], column, -1.0)
            self._put(self.filled[kind], column, 1.0)
        self._put(self.asked, self.nobody, -1.0)
        self._put(self.filled, self.step, -1.0)
        self._put(self.filled, self.extra, -1.0)

    def _losses(self) -> None:
        """What is not done by its last week is given up for good, and cannot be done afterwards."""
        c, loss = self.curves, self.loss
        if loss is None:
            return
        lower = self._block((c.must - c.target).astype(float), np.inf, c.must.shape)
        upper = self._block(-np.inf, (c.may - c.target).astype(float), c.must.shape)
        grows = self._block(0.0, np.inf, c.must.shape)
        for row in (lower, upper):
            self._put(row, self.above, 1.0)
            self._put(row, self.below, -1.0)
        self._put(lower, loss, 1.0)
        self._put(upper[:, 1:], loss[:, :-1], 1.0)
        self._put(grows, loss, 1.0)
        self._put(grows[:, 1:], loss[:, :-1], -1.0)

    # -- solving

    def solve(
        self, spent: dict[int, float] | None = None, *, losing: int | None = None, thrifty: bool = False
    ) -> tuple[Floats, Floats]:
        """Return the values of all columns and the duals of all rows.

        `spent` bounds the hours given up of each level; with `losing` only that level's hours given up count, with
        `thrifty` only overtime.
        """
        for priority, hours in (spent or {}).items():
            self._bound_loss(priority, hours)
        low, high, price = (np.concatenate(part) for part in zip(*self.bounds, strict=True))
        if losing is not None or thrifty:
            price = np.where(price >= OVERLOAD, price, 0.0)
        if thrifty and self.longer is not None:
            price[self.longer] = 1.0
        if losing is not None:
            mine = np.flatnonzero(self.curves.level == losing)
            if self.loss is not None:
                price[self.loss[mine, -1]] = self.curves.hours[mine]
        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        matrix = csr_matrix(coo_array((value, (row, column)), shape=(self.height, self.width)))
        least, most = (np.concatenate(part) for part in zip(*self.rows, strict=True))
        model, solver = glop.ModelBuilderHelper(), glop.ModelSolverHelper("glop")
        model.fill_model_from_sparse_data(low, high, price, least, most, matrix)  # type: ignore[arg-type]
        solver.solve(model)
        if solver.status() != glop.SolveStatus.OPTIMAL:
            raise ArithmeticError(f"levelling ended with {solver.status()}")
        return np.asarray(solver.variable_values()), np.asarray(solver.dual_values())

    def _bound_loss(self, priority: int, hours: float) -> None:
        mine = np.flatnonzero(self.curves.level == priority)
        row = self._block(-np.inf, hours * (1 + SMALL) + SMALL, (1,))
        if self.loss is not None:
            self._put(row, self.loss[mine, -1], self.curves.hours[mine])

    def done(self, answer: tuple[Floats, Floats]) -> Floats:
        """Return visits made by the end of each week, float64 (c, weeks)."""
        return np.asarray(self.curves.target + answer[0][self.above] - answer[0][self.below])

    def given_up(self, answer: tuple[Floats, Floats]) -> Floats:
        """Return visits of each class left out."""
        return np.zeros(self.classes) if self.loss is None else np.asarray(answer[0][self.loss[:, -1]])

    def overtime(self, answer: tuple[Floats, Floats]) -> Floats:
        """Return the hours of overtime used, float64 (kinds, weeks)."""
        if self.longer is None:
            return np.zeros(self.capacity.hours.shape)
        hours = answer[0][self.longer]
        return np.asarray(np.where(hours > SMALL, np.minimum(hours, self.capacity.more), 0.0))

    def lost(self, answer: tuple[Floats, Floats], priority: int) -> float:
        """Return the hours of one level left out."""
        mine = self.curves.level == priority
        return float((self.given_up(answer) * self.curves.hours)[mine].sum())

    def overload(self, answer: tuple[Floats, Floats]) -> tuple[float, Floats]:
        """Return the hours beyond capacity, and what one more hour would save of them in each week."""
        values, duals = answer
        beyond = float(values[self.extra].sum() + values[self.nobody].sum())
        prices = np.clip(-duals[self.filled] / OVERLOAD, 0, 1).max(axis=0, initial=0)
        return beyond, np.where(prices > 0.05, prices, 0.0)

    def skill_prices(self, answer: tuple[Floats, Floats]) -> Floats:
        """Return what one more hour for each skill set would save of the overload, float64 (skill sets, weeks)."""
        prices = np.clip(-answer[1][self.asked] / OVERLOAD, 0, 1)
        return np.where(prices > 0.05, prices, 0.0)
