"""One month planned by one solver in a process of its own; prints what the judge and the clock say as a line of JSON.

Run by `tests.benchmarks.month` and `tests.benchmarks.field`, never by hand. Every plan is judged region by region. A
rival names no true reason for what it leaves out, so the rule about reasons is not asked of it.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from concurrent.futures import as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from planner.checking import check_plan, costs
from planner.checking.case import case
from planner.checking.claims import Explanations
from planner.checking.costs import lapsed
from planner.daily.route_day import finish
from planner.kernel import SearchLimits
from planner.kernel.warm import warm
from planner.monthly import plan_month
from planner.monthly.ground import PartTravel
from planner.plan import DayPlan, Reason, Route
from planner.problem import Problem
from planner.problem.split import Part, part
from planner.travel import TravelMatrix
from planner.travel.travel_of import TravelOf
from tests.benchmarks.cost import run_child
from tests.benchmarks.frame import murmur
from tests.benchmarks.side_by_side import Counted

UNASKED = "reason_true"
"""Rule that is not asked of rivals."""

FULL = (Reason.CAPACITY, Reason.LATER_IN_WINDOW)
"""Reasons that speak of too little room, not of what no plan could do."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a child is to do.

    Attributes
    ----------
    instance : "month" (seeded, `visits` of them) or "field" (the list in `customers` on the travel in `streets`)
    regions : how many of the regions are planned, the first ones; 0 for all
    iterations : for roundsman; cpu_s : CPU seconds OR-Tools may spend in all; exploration : VROOM's level
    processes : regions side by side
    """

    solver: str
    instance: str
    seed: int
    visits: int = 0
    customers: str = ""
    streets: str = ""
    regions: int = 0
    iterations: int = 40_000
    processes: int = 2
    cpu_s: float = 60.0
    exploration: int = 1


def solved(ask: Ask) -> dict[str, object]:
    """Run a child and return what it prints; RuntimeError when it fails."""
    told = run_child([sys.executable, "-m", "tests.benchmarks.monthly", json.dumps(asdict(ask))]).output
    answer: dict[str, object] = json.loads(told.splitlines()[-1])
    return answer


def _instance(ask: Ask) -> tuple[Problem, TravelOf]:
    if ask.instance == "month":
        from tests.benchmarks.generator import month

        made = month(ask.visits, ask.seed)
        return made.problem, made.travel_of
    from tests.benchmarks.streets import read_streets
    from tests.benchmarks.vancouver import read_customers, vancouver

    problem = vancouver(read_customers(Path(ask.customers)), ask.seed)
    return problem, read_streets(Path(ask.streets), len(problem.sites))


def _parts(ask: Ask, problem: Problem) -> list[Part]:
    count = min(len(problem.regions), ask.regions or len(problem.regions))
    region_of = problem.region_of()
    return [part(problem, number, np.flatnonzero(region_of == number).astype(np.int32)) for number in range(count)]


def _travel(one: Part, travel_of: TravelOf) -> TravelOf:
    tables: dict[str, TravelMatrix] = {}
    for profile in {person.profile for person in one.problem.technicians}:
        known = travel_of(one.region, profile)
        tables[profile] = known.matrix.subset(known.row[one.sites])
    return PartTravel(tables=tables)


def _rival(ask: Ask, problem: Problem, travel: TravelOf, cpu_s: float) -> tuple[Route, ...]:
    tell = _teller(f"{ask.solver} {problem.regions[0]}")
    if ask.solver == "vroom":
        from tests.benchmarks.rivals.vroom_days import vroom_days

        return vroom_days(problem, travel, exploration=ask.exploration, tell=tell)
    from tests.benchmarks.rivals.due_order import due_order

    return due_order(problem, travel, cpu_s, tell=tell)


def _teller(what: str) -> Callable[[str], None]:
    begun = perf_counter()
    return lambda line: murmur(f"  {what}: {line}, {perf_counter() - begun:,.0f} s")


def _ours(ask: Ask, problem: Problem, travel_of: TravelOf, pool: Counted | None) -> list[DayPlan]:
    """Plan all regions side by side; return the plan of each."""
    parts, tell = _parts(ask, problem), _teller("roundsman")
    plan = plan_month(
        problem,
        travel_of,
        rows=np.concatenate([one.rows for one in parts]),
        search=SearchLimits(iterations=ask.iterations, seed=ask.seed),
        executor=pool,
        progress=lambda done: tell(f"{done * len(parts):.0f} of {len(parts)} regions"),
    )
    return [_share(one, plan) for one in parts]


def _theirs(ask: Ask, problem: Problem, travel_of: TravelOf, pool: Counted | None) -> list[DayPlan]:
    """Plan the regions side by side."""
    parts = _parts(ask, problem)
    travel, budget = [_travel(one, travel_of) for one in parts], ask.cpu_s / len(parts)
    asked = [(ask, one.problem, its, budget) for one, its in zip(parts, travel, strict=True)]
    if pool is None:
        found = [_rival(*each) for each in asked]
    else:
        waiting = [pool.submit(_rival, *each) for each in asked]
        for done in as_completed(waiting):
            # The first failure ends the run, however long the others would still take.
            done.result()
        found = [one.result() for one in waiting]
    return [
        finish(one.problem, its, list(routes), np.arange(len(one.rows), dtype=np.int32), {})
        for one, its, routes in zip(parts, travel, found, strict=True)
    ]


def _share(one: Part, plan: DayPlan) -> DayPlan:
    """Return the part's share of a plan of the whole, in the numbers of the part."""
    row = {int(number): place for place, number in enumerate(one.rows)}
    site = {int(number): place for place, number in enumerate(one.sites)}
    person = {int(number): place for place, number in enumerate(one.technicians)}
    return DayPlan(
        routes=tuple(
            replace(
                route,
                technician=person[route.technician],
                stops=tuple(
                    replace(
                        stop,
                        site=site[stop.site],
                        visits=tuple(replace(visit, obligation=row[visit.obligation]) for visit in stop.visits),
                    )
                    for stop in route.stops
                ),
            )
            for route in plan.routes
            if route.technician in person
        ),
        unplanned=tuple(
            replace(left, obligation=row[left.obligation]) for left in plan.unplanned if left.obligation in row
        ),
    )


def _judged(ask: Ask, one: Part, travel_of: TravelOf, plan: DayPlan) -> dict[str, object]:
    travel = _travel(one, travel_of)
    wrong = [each.rule for each in check_plan(one.problem, travel, plan)]
    if ask.solver != "roundsman":
        wrong = [rule for rule in wrong if rule != UNASKED]
    spent = costs(one.problem, travel, plan)
    busy = np.zeros(len(one.problem.technicians))
    for route in plan.routes:
        busy[route.technician] += (route.end_s - route.start_s) / 60
    return {
        "wrong": sorted(wrong),
        "travel_min": spent.travel_s / 60,
        "served": [spent.planned[level] for level in spent.planned],
        "law_missed": spent.legal_lapsed,
        "law_impossible": _impossible(one.problem, travel),
        "uneven": float(busy.std() / busy.mean()) if busy.mean() else 0.0,
    }


def _impossible(problem: Problem, travel: TravelOf) -> int:
    """Return how many hard obligations due in the horizon could not even be made if nothing else were, by the judge."""
    facts = Explanations(case(problem, travel, DayPlan(routes=(), unplanned=()), None))
    due = np.flatnonzero(lapsed(problem, np.zeros(len(problem.obligations), dtype=np.bool_))).tolist()
    reasons = (facts.explain(row) for row in due)
    return sum(reason is not None and reason not in FULL for reason in reasons)


def _main() -> None:
    ask = Ask(**json.loads(sys.argv[1]))
    problem, travel_of = _instance(ask)
    warm()
    pool = Counted(ask.processes) if ask.processes > 1 else None
    cpu, wall = process_time(), perf_counter()
    plans = (_ours if ask.solver == "roundsman" else _theirs)(ask, problem, travel_of, pool)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if pool is not None:
        pool.shutdown()
        cpu, peak_mb = cpu + pool.cpu_s, peak_mb + pool.peak_mb
    murmur(f"  {ask.solver}: {cpu:,.0f} CPU s, {wall:,.0f} s on the wall; now the judge")
    judged = [_judged(ask, one, travel_of, plan) for one, plan in zip(_parts(ask, problem), plans, strict=True)]
    told = {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak_mb, "regions": judged, "processes": ask.processes}
    if ask.solver == "vroom":
        told["exploration"] = ask.exploration
    print(json.dumps(told))


if __name__ == "__main__":
    _main()
