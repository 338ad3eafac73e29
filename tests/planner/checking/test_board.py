"""The board's insertion test says what the judge says: every place of every day is driven and judged, one by one."""

from datetime import date

import numpy as np
import pytest

from planner.checking.board import Board, board
from planner.checking.halts import Halt
from planner.checking.places import put
from planner.checking.room import entrances
from planner.checking.timing import drive_of, drive_route
from planner.checking.why_not import objections, routes_objections
from planner.daily.filling import fill
from planner.plan import DayPlan
from planner.problem import Problem
from planner.travel.travel_of import TravelOf
from tests.planner.daily.town import MONDAY, ruled_town

Way = tuple[int, bool]


def begun(problem: Problem, travel: TravelOf, seed: int) -> DayPlan:
    """Put some visits down at random, and keep of every visit more what the judge allows."""
    draw = np.random.default_rng(seed)
    plan = DayPlan(routes=(), unplanned=())
    for row in draw.permutation(len(problem.obligations)).tolist()[: 2 * len(problem.obligations) // 3]:
        rest = board(problem, travel, plan)
        cells = list(rest.cells())
        cell = cells[int(draw.integers(len(cells)))]
        found = lawful(rest, plan, row, cell)
        if found:
            plan = with_visit(rest, plan, row, cell, found[int(draw.integers(len(found)))])
    return plan


def ways(rest: Board, halts: tuple[Halt, ...], row: int) -> list[Way]:
    """Return every place of a day: before each halt and last, and last at each halt of the same entrance."""
    sites = np.array([one.site for one in halts], dtype=np.int64)
    mine = entrances(rest.problem.sites, rest.problem.obligations.site[[row]].astype(np.int64))[0]
    joined = np.flatnonzero(entrances(rest.problem.sites, sites) == mine).tolist() if halts else []
    return [(place, False) for place in range(len(halts) + 1)] + [(place, True) for place in joined]


def with_visit(rest: Board, plan: DayPlan, row: int, cell: tuple[int, date], way: Way) -> DayPlan:
    """Return the plan with the visit at a place of a day, driven by the clock."""
    order = put(rest.problem, rest.line(cell).halts, row, way[0], joins=way[1])
    route = drive_route(rest.problem, drive_of(rest.problem, rest.travel, cell[0]), *cell, order)
    others = tuple(one for one in plan.routes if (one.technician, one.on) != cell)
    return DayPlan(routes=(*others, route), unplanned=())


def lawful(rest: Board, plan: DayPlan, row: int, cell: tuple[int, date]) -> list[Way]:
    """Return the places of a day to which the whole judge has no objection, not even that it is late."""
    if np.datetime64(cell[1], "D") > rest.problem.obligations.due_by[row]:
        return []
    found = []
    for way in ways(rest, rest.line(cell).halts, row):
        then = with_visit(rest, plan, row, cell, way)
        route = next(one for one in then.routes if (one.technician, one.on) == cell)
        if not objections(rest.problem, rest.travel, plan, route):
            found.append(way)
    return found


@pytest.mark.parametrize("seed", range(24))
def test_the_board_finds_room_exactly_where_the_judge_has_no_objection(seed: int) -> None:
    """With slower hours, most work, several windows, an order, buildings, certificates, pins and series."""
    town = ruled_town(seed, visits=9, people=2, days=2)
    problem, travel = town.problem(), town.travel()
    plan = begun(problem, travel, seed)
    rest = board(problem, travel, plan)
    left = np.array([row for row in range(len(problem.obligations)) if row not in plan.planned()], dtype=np.int64)
    bars, these = rest.bars(left), rest.wanted(left)
    for cell in rest.cells():
        asked = rest.ask(rest.line(cell), these, bars.bits(*cell))
        for column, row in enumerate(left.tolist()):
            true = lawful(rest, plan, row, cell)
            said = bool(asked.bars[column] == 0 and asked.stands.found[column])
            assert said == bool(true), (problem.obligations.ids[row], cell, true, asked.bars[column])
            if said:
                assert (int(asked.stands.place[column]), bool(asked.stands.joins[column])) in true


@pytest.mark.parametrize("seed", range(12))
def test_what_is_filled_in_is_what_the_judge_allows(seed: int) -> None:
    town = ruled_town(seed, visits=14, people=3)
    problem, travel = town.problem(), town.travel()
    plan = begun(problem, travel, seed)
    left = [row for row in range(len(problem.obligations)) if row not in plan.planned()]
    filled = fill(problem, travel, plan, MONDAY, left)
    made = DayPlan(routes=filled.routes, unplanned=())
    assert not routes_objections(problem, travel, made)
    assert plan.planned().keys() <= made.planned().keys()


@pytest.mark.parametrize("seed", range(12))
def test_a_day_keeps_its_rules_exactly_where_the_judge_has_no_objection_to_it(seed: int) -> None:
    """A random order, right or wrong."""
    draw = np.random.default_rng(seed)
    town = ruled_town(seed + 50, visits=6, people=1, days=3)
    problem, travel = town.problem(), town.travel()
    rest = board(problem, travel, DayPlan(routes=(), unplanned=()))
    shift = problem.technicians[0].shifts[0]
    of_the_day = {"service_window", "shift", "breaks_taken", "max_work", "ordered"}
    for _ in range(12):
        order: tuple[Halt, ...] = ()
        for row in draw.permutation(6)[: int(draw.integers(1, 6))].tolist():
            order = put(problem, order, row, len(order), joins=False)
        route = drive_route(problem, drive_of(problem, travel, 0), 0, shift.on, order)
        found = routes_objections(problem, travel, DayPlan(routes=(route,), unplanned=()))
        assert rest.keeps(rest.line_with(0, shift, order)) == (not of_the_day & {one.rule for one in found})
