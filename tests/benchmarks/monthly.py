"""One month planned by one solver in a process of its own; prints what the judge and the clock say as a line of JSON.

Run by `tests.benchmarks.month` and `tests.benchmarks.field`, never by hand. Every plan is judged region by region. A
rival names no true reason for what it leaves out, so the rule about reasons is not asked of it.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from planner.checking import check_plan, costs
from planner.daily.route_day import finish
from planner.kernel import SearchLimits
from planner.kernel.warm import warm
from planner.monthly import plan_month
from planner.monthly.ground import PartTravel
from planner.plan import DayPlan, Route
from planner.problem import Problem
from planner.problem.split import Part, part
from planner.travel import TravelMatrix
from planner.travel.travel_of import TravelOf
from tests.benchmarks.cost import run_child

UNASKED = "reason_true"
"""Rule that is not asked of rivals."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a child is to do.

    Attributes
    ----------
    instance : "month" (seeded, `visits` of them) or "field" (the list in `customers` on the travel in `streets`)
    regions : how many of the regions are planned, the first ones; 0 for all
    iterations, threads : for roundsman; cpu_s : CPU seconds OR-Tools may spend in all
    """

    solver: str
    instance: str
    seed: int
    visits: int = 0
    customers: str = ""
    streets: str = ""
    regions: int = 0
    iterations: int = 40_000
    threads: int = 2
    cpu_s: float = 60.0


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


def _rival(ask: Ask) -> Callable[[Problem, TravelOf, float], tuple[Route, ...]]:
    if ask.solver == "vroom":
        from tests.benchmarks.rivals.vroom_days import vroom_days

        return lambda problem, travel, _: vroom_days(problem, travel)
    from tests.benchmarks.rivals.due_order import due_order

    return due_order


def _ours(ask: Ask, problem: Problem, travel_of: TravelOf) -> tuple[list[DayPlan], float, float]:
    """Plan all regions side by side; return the plan of each, CPU and wall seconds."""
    rows = np.concatenate([one.rows for one in _parts(ask, problem)])
    search = SearchLimits(iterations=ask.iterations, seed=ask.seed)
    cpu, wall = process_time(), perf_counter()
    with ThreadPoolExecutor(ask.threads) as threads:
        plan = plan_month(problem, travel_of, rows=rows, search=search, executor=threads if ask.threads > 1 else None)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    return [_share(one, plan) for one in _parts(ask, problem)], cpu, wall


def _theirs(ask: Ask, problem: Problem, travel_of: TravelOf) -> tuple[list[DayPlan], float, float]:
    """Plan region by region."""
    solve, plans, cpu, wall = _rival(ask), [], 0.0, 0.0
    parts = _parts(ask, problem)
    for one in parts:
        travel = _travel(one, travel_of)
        begun, begun_wall = process_time(), perf_counter()
        routes = solve(one.problem, travel, ask.cpu_s / len(parts))
        cpu, wall = cpu + process_time() - begun, wall + perf_counter() - begun_wall
        rows = np.arange(len(one.rows), dtype=np.int32)
        plans.append(finish(one.problem, travel, list(routes), rows, {}))
    return plans, cpu, wall


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
        "uneven": float(busy.std() / busy.mean()) if busy.mean() else 0.0,
    }


def _main() -> None:
    ask = Ask(**json.loads(sys.argv[1]))
    problem, travel_of = _instance(ask)
    warm()
    plans, cpu, wall = (_ours if ask.solver == "roundsman" else _theirs)(ask, problem, travel_of)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    judged = [_judged(ask, one, travel_of, plan) for one, plan in zip(_parts(ask, problem), plans, strict=True)]
    told = {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak_mb, "regions": judged, "visits": len(problem.obligations)}
    print(json.dumps(told))


if __name__ == "__main__":
    _main()
