"""What it costs besides travel that a duty makes a visit: the wishes of a month as prices on (visit, duty)."""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import days_of, people_of
from planner.monthly.ground import Ground, Mask
from planner.monthly.keep import Kept
from planner.monthly.wishes import Wishes
from planner.problem import NONE, Problem
from planner.problem.access import first_by

Rows = npt.NDArray[np.int32]
Prices = npt.NDArray[np.int64]


def surcharges(problem: Problem, crew: tuple[Duty, ...], weeks: Rows, kept: Kept | None, wishes: Wishes) -> Prices:
    """Return the prices in travel seconds, int64 (n, v).

    Parameters
    ----------
    weeks : int32 (n,), week each obligation is meant for, NONE for any
    kept : the plan to stay close to, if any
    """
    on, people = days_of(crew), people_of(crew)
    price = _other_week(problem, on, weeks, wishes) + _too_late(problem, on, wishes) + _met(problem, on)
    if kept is not None:
        known = kept.by != NONE
        price += np.where(known[:, None] & (kept.by[:, None] != people), wishes.technician_s, 0)
        price += np.where(known[:, None] & (kept.on[:, None] != on), wishes.day_s, 0)
    return price


def in_good_time(ground: Ground) -> Mask:
    """Return ``ground.may`` without the duties that are too late for a first attempt, where others remain.

    What is bundled by it does not lose its room for further attempts to the visits it is bundled with.
    """
    latest = first_by(ground.problem.policy.access, ground.problem.obligations)
    good: Mask = ground.may & (np.isnat(latest)[:, None] | (ground.on[None, :] <= latest[:, None]))
    some = np.asarray(good.any(axis=1))
    return np.where(some[:, None], good, ground.may)


def _other_week(problem: Problem, on: npt.NDArray[np.datetime64], weeks: Rows, wishes: Wishes) -> Prices:
    away = np.abs(problem.horizon.week_of(on)[None, :] - weeks[:, None]).astype(np.int64)
    return np.where(weeks[:, None] == NONE, 0, wishes.week_s * away)


def _too_late(problem: Problem, on: npt.NDArray[np.datetime64], wishes: Wishes) -> Prices:
    """Price a first attempt after which the others no longer fit (rule `planner.problem.access`)."""
    latest = first_by(problem.policy.access, problem.obligations)
    days = (on[None, :] - latest[:, None]).astype("timedelta64[D]").astype(np.int64)
    return np.where(np.isnat(latest)[:, None], 0, wishes.late_s * -(-np.maximum(days, 0) // 7))


def _met(problem: Problem, on: npt.NDArray[np.datetime64]) -> Prices:
    """Price the chance of standing before a closed door on the weekday: what coming again costs, for legal visits."""
    access = problem.policy.access
    weekday = (on.astype("datetime64[D]").astype(np.int64) + 3) % 7
    chance = np.array([access.on_weekday(day) for day in range(7)])
    price = np.round((chance - chance.min()) * access.again_s).astype(np.int64)[weekday]
    return np.where(problem.obligations.hard[:, None], price, 0)
