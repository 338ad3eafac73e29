"""Plan a year: can the law be kept, and in which week is every visit."""

from collections import Counter

import numpy as np

from app.domain.kinds import PlanLevel
from app.services.ledger.open_obligations import open_within
from app.services.planning.costing import machine_costs, owed_costs
from app.services.planning.judgement import by_rule, cure_json, told
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import Progress, Unwatched, Watch
from app.services.planning.scoping import scope_of
from app.services.planning.stages import Stage
from app.services.planning.storing import aside_rows, left_out_rows
from app.services.ports.planning_store import Json, NewVersion, PlanStore, ShortageRow, Slots
from app.services.quarters.held import kept_and_moved
from app.services.quarters.plan_held import plan_held
from planner.checking import check_year
from planner.plan import Violation, YearPlan


def run_annual(
    planning: Planning, ask: Ask, watch: Watch | None = None, *, level: PlanLevel = PlanLevel.ANNUAL
) -> Made:
    """Plan the year (or quarter) of a unit and all below it, and store it as a draft.

    Raises
    ------
    DomainError : ``not_found``, ``invalid_input``, ``problem_flawed``; ``run_cancelled`` when `watch` cancels
    """
    progress = Progress(level=level, watch=watch or Unwatched())
    with progress.stage(Stage.LEDGER), planning.begin() as work:
        scope = scope_of(work, planning, level, ask)
        open_within(work, scope.today, ask.unit_id)
        work.commit()
    with progress.stage(Stage.LOADING), planning.begin() as work:
        loaded = planning.loader.load(work, scope)
    # Giving a visit its week costs about a hundredth of routing it.
    visits = len(loaded.problem.obligations) // 100
    with progress.stage(Stage.PLANNING) as share, planning.executor_for(visits) as executor:
        year = plan_held(loaded.problem, loaded.held, progress=share, executor=executor)
    with progress.stage(Stage.JUDGING):
        violations = check_year(loaded.problem, year)
    with progress.stage(Stage.STORING), planning.begin() as work:
        made = _store(work.of(PlanStore), loaded, year, violations, ask, progress)
        progress.check()
        work.commit()
    progress.done()
    return made


def _store(
    store: PlanStore, loaded: Loaded, year: YearPlan, violations: tuple[Violation, ...], ask: Ask, progress: Progress
) -> Made:
    planned = year.week >= 0
    owed = owed_costs(loaded, planned, year.unplanned)
    new = NewVersion(
        scope=loaded.scope,
        seed=ask.seed,
        fingerprint=loaded.fingerprint,
        hard_violations=len(violations),
        violations=told(loaded, violations),
        costs={
            **owed.to_json(),
            **_proof(year),
            **machine_costs(loaded, progress),
            "violations": by_rule(violations),
            "weekly": _weekly(loaded, year),
            "quarter": kept_and_moved(year.week, loaded.held, loaded.problem.horizon.first_monday()),
        },
        run_id=ask.run_id,
    )
    version_id, number = store.add_version(new)
    store.add_slots(version_id, _slots(loaded, year))
    store.add_shortages(version_id, _shortages(loaded, year))
    store.add_left_out(version_id, [*aside_rows(loaded), *left_out_rows(loaded, year.unplanned)])
    return Made(
        version_id=version_id,
        number=number,
        level=loaded.scope.level,
        planned=int(planned.sum()),
        unplanned=owed.unplanned,
        hard_violations=len(violations),
        legal_lapsed=owed.legal_lapsed,
    )


def _slots(loaded: Loaded, year: YearPlan) -> Slots:
    rows = np.flatnonzero(year.week >= 0)
    monday = np.datetime64(loaded.problem.horizon.first_monday(), "D")
    owed, keys = loaded.problem.obligations, loaded.owed
    return Slots(
        customer=keys.customer[rows],
        programme=keys.programme[rows],
        sequence=keys.sequence[rows],
        week_on=monday + 7 * year.week[rows].astype(np.int64),
        not_before=owed.not_before[rows],
        ideal_on=owed.ideal_on[rows],
        due_by=owed.due_by[rows],
    )


def _shortages(loaded: Loaded, year: YearPlan) -> list[ShortageRow]:
    at = {name: unit.id for name, unit in zip(loaded.problem.regions, loaded.regions, strict=True)}
    return [
        ShortageRow(
            unit_id=at.get(one.region, loaded.unit.id),
            certificates=list(one.certificates),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            demand_h=one.demand_h,
            capacity_h=one.capacity_h,
            missing_h=one.missing_h,
            obligations=one.obligations,
            cures=[stored for cure in one.cures if (stored := cure_json(cure)) is not None],
        )
        for one in year.proof.shortages
    ]


def _weekly(loaded: Loaded, year: YearPlan) -> Json:
    """Return hours of work and hours to work in by unit and week: what a quarter is compared with."""
    return {
        "first": loaded.problem.horizon.first_monday().isoformat(),
        "units": [str(unit.id) for unit in loaded.regions],
        "load_h": (year.load_s / 3600).round(1).tolist(),
        "capacity_h": (year.capacity_s / 3600).round(1).tolist(),
    }


def _proof(year: YearPlan) -> Json:
    load, capacity = year.load_s.sum(axis=1), year.capacity_s.sum(axis=1)
    dearest = year.hour_price.max(axis=1, initial=0.0)
    return {
        "proof": {
            "fits": year.proof.fits,
            "certain": year.proof.certain,
            "demand_h": round(year.proof.demand_h, 2),
            "capacity_h": round(year.proof.capacity_h, 2),
            "shortages": dict(Counter(one.region for one in year.proof.shortages)),
        },
        "load_h": [round(float(seconds) / 3600, 1) for seconds in load],
        "capacity_h": [round(float(seconds) / 3600, 1) for seconds in capacity],
        "overtime_h": 0.0 if year.overtime_s is None else round(float(year.overtime_s.sum()) / 3600, 1),
        "dearest_hour": [round(float(price), 3) for price in dearest],
    }
