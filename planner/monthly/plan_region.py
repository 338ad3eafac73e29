"""One region's month: bundled, laid down, then searched round by round, all days and people together."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import longest_sweep
from planner.daily.duty import duties
from planner.daily.ordered import partner_planned
from planner.kernel import SearchLimits
from planner.monthly.begin import begin, resumed
from planner.monthly.course import course
from planner.monthly.entries import enter_once
from planner.monthly.ground import Ground, ground
from planner.monthly.keep import Kept
from planner.monthly.law_alone import law_alone
from planner.monthly.surcharges import in_good_time, surcharges
from planner.monthly.sweeps import sweeps
from planner.monthly.wishes import Wishes
from planner.monthly.written import written
from planner.plan import Route
from planner.problem import NONE, Problem
from planner.problem.horizon import days_between
from planner.travel import TravelMatrix

Rows = npt.NDArray[np.int32]
Cancelled = Callable[[], bool]

FIRST = 30
"""Iterations a visit for the first plan, of the whole region at once: enough that it leaves little out (measured)."""


def plan_region(
    problem: Problem,
    tables: Mapping[str, TravelMatrix],
    weeks: Rows,
    search: SearchLimits,
    cancelled: Cancelled | None = None,
    wishes: Wishes | None = None,
    kept: Kept | None = None,
) -> tuple[Route, ...]:
    """Plan all days of a problem of one region.

    Parameters
    ----------
    tables : profile -> travel among the sites of `problem`
    weeks : int32 (n,), week each obligation is meant for, NONE for any; what is meant for none of the horizon's
        (``>= problem.horizon.weeks``) is left out
    search : ``iterations`` for each week, or for each hundred halts where they are more
    kept : the plan to stay close to; what stands in it on a frozen day is not planned again, nor is that duty

    Returns
    -------
    The routes of all days that are not frozen in `kept`.
    """
    base = _ground(problem, tables, weeks, wishes or Wishes(), kept)
    bound = partner_planned(problem.obligations, base.fixed_on)
    open_ = np.flatnonzero((weeks < problem.horizon.weeks) & np.isnat(base.fixed_on) & ~bound).astype(np.int32)
    if not base.crew or not len(open_) or _ended(cancelled):
        return ()
    longest = longest_sweep([duty.shift.work_s for duty in base.crew])
    first = SearchLimits(iterations=min(search.iterations, FIRST * len(open_)), seed=search.seed, master_work=0.0)
    if kept is None:
        draft = begin(base, sweeps(problem, open_, in_good_time(base), longest), first)
        draft.take_apart()
    else:
        draft = resumed(base, open_, kept, replace(first, iterations=1))
    course(base, draft, search, wishes or Wishes(), cancelled)
    if kept is None:
        draft = law_alone(base, draft, first, search, wishes or Wishes(), cancelled)
    enter_once(base, draft)
    return written(base, draft)


def _ground(
    problem: Problem, tables: Mapping[str, TravelMatrix], weeks: Rows, wishes: Wishes, kept: Kept | None
) -> Ground:
    horizon = problem.horizon
    crew = duties(problem, 0, days_between(horizon.start, horizon.until).tolist())
    fixed = np.full(len(problem.obligations), np.datetime64("NaT", "D"))
    if kept is not None and horizon.frozen_until is not None:
        frozen = kept.on < np.datetime64(horizon.frozen_until, "D")
        fixed[frozen] = kept.on[frozen]
        away = {(int(by), on) for by, on in zip(kept.by[frozen], kept.on[frozen].tolist(), strict=True)}
        crew = tuple(duty for duty in crew if (duty.technician, duty.on) not in away)
    # A week named for nobody in the horizon must not price what is left out anyhow.
    meant = np.where(weeks < horizon.weeks, weeks, NONE).astype(np.int32)
    price = surcharges(problem, crew, meant, kept, wishes)
    return replace(ground(problem, tables, crew, price), fixed_on=fixed)


def _ended(cancelled: Cancelled | None) -> bool:
    return cancelled is not None and cancelled()
