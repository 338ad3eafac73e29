"""Plan a month or a day: who goes where in which order, with street geometry."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.kinds import PlanLevel
from app.services.ledger.open_obligations import open_within
from app.services.planning.changes import changes
from app.services.planning.costing import OwedCosts, machine_costs, owed_costs
from app.services.planning.geometry import draw
from app.services.planning.judgement import by_rule, told
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import Progress, Unwatched, Watch
from app.services.planning.region_travel import RegionTravels
from app.services.planning.renewal import renewed
from app.services.planning.route_rows import RouteRows, route_rows
from app.services.planning.scoping import scope_of
from app.services.planning.stages import Stage
from app.services.planning.standing import stood
from app.services.planning.storing import aside_rows, left_out_rows
from app.services.ports.planning_inputs import Scope
from app.services.ports.planning_store import Json, NewVersion, PlanStore
from app.services.ports.standing import Standing
from app.services.ports.unit_of_work import UnitOfWork
from app.services.quarters.held import kept_and_moved
from planner.checking import check_plan, costs
from planner.daily import Event, replan_day, route_day
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan, Violation
from planner.problem import NONE, Problem

MONTH_ITERATIONS, DAY_ITERATIONS = 10_000, 20_000
"""Steps of the search for a region's week, and for a region's day, at the usual effort."""

Share = Callable[[float], None]
Weeks = npt.NDArray[np.int32]


def run_month(planning: Planning, ask: Ask, watch: Watch | None = None) -> Made:
    """Plan the days of a month for a unit and all below it, and store them as a draft.

    Every visit of a short cadence that falls into the month is opened first. Weeks come from the year's plan in force,
    where there is one. Where routes are published already (or `ask` names a draft to keep), the month stays close to
    them: another day or person for a visit has its price, and the draft says how many changed.

    Raises
    ------
    DomainError : ``not_found``, ``invalid_input``, ``problem_flawed``, ``roads_unavailable``; ``run_cancelled`` when
        `watch` cancels
    """
    return _run(planning, ask, PlanLevel.MONTHLY, _month, watch)


def run_day(planning: Planning, ask: Ask, watch: Watch | None = None) -> Made:
    """Plan one day: what is in force on it stays where it can, what falls due by it is put between.

    Raises what `run_month` raises.
    """
    return _run(planning, ask, PlanLevel.DAY, _day, watch)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ready:
    """What is known before anything is planned; `stands` is the plan to stay close to, without routes when none is."""

    planning: Planning
    ask: Ask
    loaded: Loaded
    travels: RegionTravels
    stands: DayPlan


Solve = Callable[[Ready, Share, Progress], DayPlan]


def _run(planning: Planning, ask: Ask, level: PlanLevel, solve: Solve, watch: Watch | None) -> Made:
    progress = Progress(level=level, watch=watch or Unwatched())
    ask = renewed(planning, ask, level)
    with progress.stage(Stage.LEDGER):
        scope = _settle_ledger(planning, ask, level)
    with progress.stage(Stage.LOADING), planning.begin() as work:
        loaded = planning.loader.load(work, scope)
        visits = work.of(Standing).days(loaded.unit.id, scope.start, scope.period_until, ask.keep)
    travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
    with progress.stage(Stage.TRAVEL) as share:
        travels.prepare(share)
    with progress.stage(Stage.PLANNING) as share:
        stands = stood(loaded.keeping_told(), travels, visits).plan
        ready = Ready(planning=planning, ask=ask, loaded=loaded, travels=travels, stands=stands)
        plan = solve(ready, share, progress)
    made = keep(ready, plan, progress)
    progress.done()
    return made


def keep(ready: Ready, plan: DayPlan, progress: Progress, also: Callable[[UnitOfWork], None] | None = None) -> Made:
    """Judge a plan, draw it on the streets and store it as a draft, compared with the one it stays close to.

    What is stored `also` belongs to the draft: all of it or nothing.
    """
    loaded, travels = ready.loaded, ready.travels
    changed = changes(ready.stands, plan)
    with progress.stage(Stage.JUDGING):
        violations = check_plan(loaded.problem, travels, plan)
    with progress.stage(Stage.GEOMETRY) as share:
        rows = route_rows(loaded, plan, draw(loaded.problem, travels, plan, share))
    with progress.stage(Stage.STORING), ready.planning.begin() as work:
        version = _version(ready, plan, violations, progress)
        if changed is not None:
            version[0].costs["changes"] = changed.to_json()
        made = _store(work.of(PlanStore), loaded, plan, rows, version)
        if also is not None:
            also(work)
        progress.check()
        work.commit()
    return made


def _settle_ledger(planning: Planning, ask: Ask, level: PlanLevel) -> Scope:
    with planning.begin() as work:
        scope = scope_of(work, planning, level, ask)
        ahead = scope.period_until if level is PlanLevel.MONTHLY else None
        open_within(work, scope.today, ask.unit_id, ahead_until=ahead)
        work.commit()
    return scope


def _month(ready: Ready, share: Share, progress: Progress) -> DayPlan:
    planning, loaded = ready.planning, ready.loaded
    with planning.executors() as executor:
        return plan_month(
            loaded.problem,
            ready.travels,
            weeks=target_weeks(loaded),
            search=_search(planning, MONTH_ITERATIONS, ready.ask.seed),
            executor=executor,
            progress=share,
            cancelled=progress.watch.cancelled,
            keep=ready.stands if ready.stands.routes else None,
        )


def _day(ready: Ready, share: Share, progress: Progress) -> DayPlan:
    loaded, travels, stands = ready.loaded, ready.travels, ready.stands
    on, search = loaded.problem.horizon.start, _search(ready.planning, DAY_ITERATIONS, ready.ask.seed)
    rows = np.arange(len(loaded.problem.obligations), dtype=np.int32)
    if stands.routes:
        # What is in force stays as it is; what has come in is put between, moving as little as serves (L4).
        planned = stands.planned()
        event = Event(
            on=on,
            now_s=loaded.scope.facts.at_s or 0,
            add=tuple(row for row in rows.tolist() if row not in planned),
            promised=frozenset(loaded.told),
            told_s={row: one.at_s for row, one in loaded.told.items()},
            within_s={row: one.within_s for row, one in loaded.told.items()},
        )
        return replan_day(loaded.problem, travels, stands, event, search=search).plan
    return route_day(
        loaded.keeping_told().problem,
        travels,
        on=on,
        rows=rows,
        search=search,
        progress=share,
        cancelled=progress.watch.cancelled,
    )


def target_weeks(loaded: Loaded) -> Weeks:
    """Return the week of the horizon each obligation is meant for: the year's plan's, else that of its ideal date."""
    problem: Problem = loaded.problem
    known = ~np.isnat(loaded.target)
    days = np.where(known, loaded.target, problem.obligations.ideal_on)
    return np.maximum(problem.horizon.week_of(days), NONE).astype(np.int32)


def _search(planning: Planning, iterations: int, seed: int) -> SearchLimits:
    return SearchLimits(iterations=max(1, round(iterations * planning.effort)), seed=seed)


def _version(
    ready: Ready, plan: DayPlan, violations: tuple[Violation, ...], progress: Progress
) -> tuple[NewVersion, OwedCosts]:
    loaded, ask = ready.loaded, ready.ask
    planned = np.zeros(len(loaded.problem.obligations), np.bool_)
    planned[list(plan.planned())] = True
    owed = owed_costs(loaded, planned, plan.unplanned)
    driven = costs(loaded.problem, ready.travels, plan)
    road: Json = {name: getattr(driven, name) for name in _DRIVEN}
    road["quarter"] = kept_and_moved(_weeks_of(loaded, plan), loaded.held, loaded.problem.horizon.first_monday())
    road |= {"attribution": ready.planning.roads.attribution, "violations": by_rule(violations)}
    new = NewVersion(
        scope=loaded.scope,
        seed=ask.seed,
        fingerprint=loaded.fingerprint,
        hard_violations=len(violations),
        violations=told(loaded, violations),
        costs={**owed.to_json(), **road, **machine_costs(loaded, progress)},
        run_id=ask.run_id,
    )
    return new, owed


def _weeks_of(loaded: Loaded, plan: DayPlan) -> Weeks:
    """Return the week of the horizon each obligation is planned in, -1 for none."""
    week = np.full(len(loaded.problem.obligations), NONE, np.int32)
    for row, (route, _) in plan.planned().items():
        week[row] = (route.on - loaded.problem.horizon.first_monday()).days // 7
    return week


_DRIVEN = (
    "travel_s",
    "setup_s",
    "service_s",
    "break_s",
    "waiting_s",
    "overtime_s",
    "distance_m",
    "lateness_days",
)


def _store(
    store: PlanStore, loaded: Loaded, plan: DayPlan, rows: RouteRows, version: tuple[NewVersion, OwedCosts]
) -> Made:
    new, owed = version
    version_id, number = store.add_version(new)
    store.add_routes(version_id, rows.routes, rows.stops, rows.visits)
    store.add_left_out(version_id, [*aside_rows(loaded), *left_out_rows(loaded, plan.unplanned)])
    return Made(
        version_id=version_id,
        number=number,
        level=loaded.scope.level,
        planned=len(rows.visits),
        unplanned=owed.unplanned,
        hard_violations=new.hard_violations,
        legal_lapsed=owed.legal_lapsed,
        changes=_json(new.costs.get("changes")),
    )


def _json(value: object) -> Json | None:
    return value if isinstance(value, dict) else None
