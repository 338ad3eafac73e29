"""The cheapest partition of a few places, proven by CP-SAT; pieces are kept whole by cuts that are added when needed.

A place chooses the middle it belongs to (and the holder of that middle). When a solution falls apart, the places cut
off may belong to their middle only if some place around them does too; the model with that cut is solved again.
"""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from planner.staffing.districts import Districting
from planner.staffing.graph import components
from planner.staffing.grow import Groups

ROUNDS = 40
"""Times cuts are added before the search gives up on a proof."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Exact:
    """The best partition found and what no partition can be cheaper than; `proven` when they are equal."""

    group_of: Groups
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing cheaper exists."""
        return self.bound >= self.cost


def solve_exactly(question: Districting, begin: Groups, work_limit: float) -> Exact:
    """Return a partition at most as expensive as `begin`.

    Parameters
    ----------
    begin : int32 (n,), a partition into connected groups
    work_limit : deterministic time of CP-SAT in all (about seconds), so that the answer repeats
    """
    model = _Model(question)
    best, cost, bound = begin, question.cost(begin), 0
    spent = 0.0
    for _ in range(ROUNDS):
        solver = _solver(work_limit - spent)
        model.hint(best)
        status = solver.solve(model.cp)
        spent += solver.response_proto.deterministic_time
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            bound = max(bound, int(np.ceil(solver.best_objective_bound - 1e-6)))
            found = model.read(solver)
            broken = model.cut(found)
            if not broken:
                named = model.named(found)
                if question.cost(named) < cost:
                    best, cost = named, question.cost(named)
                break
        if status != cp_model.OPTIMAL or spent >= work_limit:
            break
    return Exact(group_of=best, cost=cost, bound=min(bound, cost))


def _solver(work_limit: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers, parameters.random_seed = 1, 1
    parameters.max_deterministic_time = max(0.01, work_limit)
    parameters.linearization_level, parameters.symmetry_level = 2, 0
    return solver


class _Model:
    """``x[i, c, t]``: place i belongs to the middle c, which a holder of type t has."""

    def __init__(self, question: Districting) -> None:
        self.question, self.cp = question, cp_model.CpModel()
        self.places = range(len(question.work))
        self.types = _types(question)
        size = range(len(self.types))
        self.x = {
            (i, c, t): self.cp.new_bool_var(f"x{i}_{c}_{t}") for i in self.places for c in self.places for t in size
        }
        self._assign()
        self._near()
        self.cp.minimize(sum(self._price(c, t) for c in self.places for t in size))

    def _assign(self) -> None:
        size = range(len(self.types))
        for i in self.places:
            self.cp.add_exactly_one(self.x[i, c, t] for c in self.places for t in size)
            for c in self.places:
                for t in size:
                    self.cp.add_implication(self.x[i, c, t], self.x[c, c, t])
        for t, groups in enumerate(self.types):
            self.cp.add(sum(self.x[c, c, t] for c in self.places) == len(groups))

    def _near(self) -> None:
        for i in self.places:
            near = self.question.graph.neighbours[i]
            for c in self.places:
                if c != i and c not in near:
                    self._only_with(i, c, near)

    def _only_with(self, i: int, c: int, around: tuple[int, ...]) -> None:
        for t in range(len(self.types)):
            self.cp.add_bool_or([self.x[i, c, t].negated(), *(self.x[v, c, t] for v in around)])

    def _price(self, c: int, t: int) -> cp_model.LinearExprT:
        question, group, middle = self.question, self.types[t][0], self.x[c, c, t]
        work = [int(minutes) for minutes in question.work]
        ways = sum(work[i] * int(question.way[i, c] + question.reach[group, c]) * self.x[i, c, t] for i in self.places)
        load = sum(work[i] * self.x[i, c, t] for i in self.places)
        most = sum(work) + int(question.high[group])
        off, out = self.cp.new_int_var(0, most, ""), self.cp.new_int_var(0, most, "")
        self.cp.add(off >= load - int(question.target[group]) * middle)
        self.cp.add(off >= int(question.target[group]) * middle - load)
        self.cp.add(out >= load - int(question.high[group]) * middle)
        self.cp.add(out >= int(question.low[group]) * middle - load)
        return ways + question.off_price * off + question.out_price * out

    def hint(self, group_of: Groups) -> None:
        """Tell the solver a partition it knows of."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        kind = {group: t for t, groups in enumerate(self.types) for group in groups}
        at = {}
        for group in range(self.question.groups):
            rows = np.flatnonzero(group_of == group)
            ways = (self.question.work[rows, None] * self.question.way[np.ix_(rows, rows)]).sum(axis=0)
            ways = ways + self.question.work[rows].sum() * self.question.reach[group, rows]
            at[group] = int(rows[np.argmin(ways)])
        for (i, c, t), variable in self.x.items():
            group = int(group_of[i])
            self.cp.add_hint(variable, at[group] == c and kind[group] == t)

    def read(self, solver: cp_model.CpSolver) -> list[tuple[int, int]]:
        """Return middle and type of each place."""
        chosen = {i: (c, t) for (i, c, t), variable in self.x.items() if solver.boolean_value(variable)}
        return [chosen[i] for i in self.places]

    def cut(self, found: list[tuple[int, int]]) -> bool:
        """Forbid what falls apart in `found`; tell whether anything did."""
        broken = False
        for middle, kind in sorted(set(found)):
            members = [i for i in self.places if found[i] == (middle, kind)]
            for piece in components(self.question.graph, members):
                if middle not in piece:
                    broken = True
                    inside = set(piece)
                    near = {v for i in piece for v in self.question.graph.neighbours[i]} - inside
                    for i in piece:
                        self._only_with(i, middle, tuple(sorted(near)))
        return broken

    def named(self, found: list[tuple[int, int]]) -> Groups:
        """Return the group of each place; middles of a type are named in order."""
        free = {t: list(groups) for t, groups in enumerate(self.types)}
        name = {key: free[key[1]].pop(0) for key in sorted(set(found))}
        return np.array([name[key] for key in found], np.int32)


def _types(question: Districting) -> list[list[int]]:
    """Return groups that may be exchanged for one another, together."""
    found: dict[tuple[object, ...], list[int]] = {}
    for group in range(question.groups):
        key = (int(question.target[group]), int(question.low[group]), int(question.high[group]))
        found.setdefault((*key, question.reach[group].tobytes()), []).append(group)
    return list(found.values())
