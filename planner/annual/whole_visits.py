"""The thin band between "the minutes fit" and "whole visits fit": alike visits are counted onto technician-weeks.

The cautious flow (each technician-week short of one longest visit) names the classes for which it is too tight. They
have the hours of their people to themselves: whatever else is owed fits elsewhere, with a visit to spare in each
technician-week. On those few CP-SAT looks for whole numbers; it is asked for so much work and no more, and what it has
not settled by then stays open. Source: planning model, level 0.
"""

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from planner.annual.demand import Demand
from planner.annual.keys import grouped
from planner.annual.supply import Supply

Ints = npt.NDArray[np.int64]
MOST_VARIABLES = 20_000
WORK = 4.0
"""Deterministic seconds of CP-SAT for one tight spot."""


def whole_visits_fit(demand: Demand, supply: Supply, short: Ints) -> bool:
    """Tell whether the classes that `short` (c,) marks (-1: not) surely fit as whole visits; False: not known to.

    Only weeks that lie in a window with all their days are used, so that a yes is a yes.
    """
    return all(_fits(demand, supply, np.flatnonzero(short == spot)) for spot in range(int(short.max(initial=-1)) + 1))


def _fits(demand: Demand, supply: Supply, classes: Ints) -> bool:
    mine = demand.take(classes)
    one, kind = grouped(mine.of_row, mine.work_s)
    count = np.bincount(kind)
    bins = [_bins(mine, supply, int(mine.of_row[row])) for row in one]
    if sum(map(len, bins)) > MOST_VARIABLES or any(len(found) == 0 for found in bins):
        return False
    model = cp_model.CpModel()
    load: dict[int, list[tuple[int, cp_model.IntVar]]] = {}
    for number, row in enumerate(one.tolist()):
        seconds, most = int(mine.work_s[row]), int(count[number])
        placed = []
        for cell in bins[number].tolist():
            room = int(supply.cell_s[cell]) // max(1, seconds)
            placed.append(model.new_int_var(0, min(most, room), ""))
            load.setdefault(cell, []).append((seconds, placed[-1]))
        model.add(cp_model.LinearExpr.sum(placed) == most)
    for cell, parts in load.items():
        total = cp_model.LinearExpr.weighted_sum([made for _, made in parts], [seconds for seconds, _ in parts])
        model.add(total <= int(supply.cell_s[cell]))
    return _solved(model)


def _bins(demand: Demand, supply: Supply, number: int) -> Ints:
    """Return the technician-weeks in which visits of class `number` can be made, whole weeks of its window only."""
    days = np.arange(supply.days)
    outside = (days < demand.first_day[number]) | (days > demand.last_day[number])
    whole = np.ones(supply.weeks, np.bool_)
    whole[supply.week_of_day[outside]] = False
    able = supply.able(int(demand.region[number]), int(demand.skills[number]))
    return np.flatnonzero(able[supply.cell_pool] & whole[supply.cell_week] & (supply.cell_s > 0))


def _solved(model: cp_model.CpModel) -> bool:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = WORK
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
