"""What ``roundsman solve`` does at each level: plan, judge, write down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.cli.failures import CommandError
from app.domain.sentences import words
from planner.checking import check_plan, check_proof, check_year, costs
from planner.kernel import SearchLimits
from planner.plan import DayPlan, Violation
from planner.problem import Horizon, Problem
from planner.serial import (
    Document,
    write_costs,
    write_day_plan,
    write_proof,
    write_violations,
    write_year_plan,
)
from planner.travel.travel_of import TravelOf

Json = dict[str, Any]
LONGEST_MONTH = 62


class Level(StrEnum):
    """How far a problem is planned."""

    PROOF = "proof"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A level's answer as JSON, with counts for whoever watches.

    ``plan`` and ``problem`` are what was judged, where the level makes routes.
    """

    document: Json
    planned: int
    unplanned: int
    violations: tuple[Violation, ...]
    plan: DayPlan | None = None
    problem: Problem | None = None


def usual_level(horizon: Horizon) -> Level:
    """A day's horizon is routed, up to two months are planned by day, more by week."""
    if horizon.days == 1:
        return Level.DAY
    return Level.MONTH if horizon.days <= LONGEST_MONTH else Level.YEAR


def solve(document: Document, level: Level, on: date | None, search: SearchLimits) -> Answer:
    """Plan `document` at `level`; `on` picks the day of the horizon that is routed."""
    if level is Level.PROOF:
        return _proof(document.problem)
    if level is Level.YEAR:
        return _year(document.problem)
    if level is Level.MONTH:
        return _month(document, search)
    return day(document.problem, document.travel, on or document.problem.horizon.start, search)


def day(problem: Problem, travel: TravelOf, on: date, search: SearchLimits) -> Answer:
    """Route one day: what is due on it is planned or named; the rest of the problem is not looked at."""
    from planner.daily.route_day import due_on
    from planner.pipeline import route_day
    from planner.problem.split import restrict

    horizon = problem.horizon
    if not horizon.start <= on < horizon.until:
        last = horizon.until - timedelta(days=1)
        raise CommandError(
            "outside_horizon",
            f"{on} 不在计划期 {horizon.start} 至 {last} 内",
            f"{on} is not in {horizon.start}..{last}",
        )
    part = restrict(problem, due_on(problem, on), start=on, until=on + timedelta(days=1))
    return _routes(part, travel, route_day(part, travel, on=on, search=search))


def _month(document: Document, search: SearchLimits) -> Answer:
    from planner.pipeline import plan_month

    return _routes(document.problem, document.travel, plan_month(document.problem, document.travel, search=search))


def _routes(problem: Problem, travel: TravelOf, plan: DayPlan) -> Answer:
    found = check_plan(problem, travel, plan)
    written = {
        **write_day_plan(problem, plan, words),
        "costs": write_costs(costs(problem, travel, plan)),
        "violations": write_violations(problem, found),
    }
    return Answer(
        document=written,
        planned=len(plan.planned()),
        unplanned=len(plan.unplanned),
        violations=found,
        plan=plan,
        problem=problem,
    )


def _year(problem: Problem) -> Answer:
    from planner.pipeline import plan_year

    plan = plan_year(problem)
    found = check_year(problem, plan)
    written = {**write_year_plan(problem, plan, words), "violations": write_violations(problem, found)}
    return Answer(
        document=written,
        planned=int((plan.week >= 0).sum()),
        unplanned=len(plan.unplanned),
        violations=found,
    )


def _proof(problem: Problem) -> Answer:
    from planner.pipeline import prove_law

    proof = prove_law(problem)
    found = check_proof(problem, proof)
    written = {**write_proof(proof, words), "violations": write_violations(problem, found)}
    hard = int(problem.obligations.hard.sum())
    lost = sum(shortage.obligations for shortage in proof.shortages)
    return Answer(document=written, planned=max(0, hard - lost), unplanned=lost, violations=found)
