"""The planner's policy in force on a day: reserve, travel, overtime, lending and slower hours of a company."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from app.domain.kinds import RuleKind
from app.domain.slow_hours import DAY_S
from app.services.ports.unit_of_work import UnitOfWork
from app.services.rules.in_force import in_force
from planner.problem import Lending, Policy, TravelPeriod


def planning_policy(work: UnitOfWork, path: str, on: date, regions: Sequence[str], default: Policy) -> Policy:
    """Return `default` with the company's numbers of `on` in it.

    Parameters
    ----------
    regions : codes of the regions of the problem in their order; hours lent from or to others are left out
    """
    row = in_force(work, path, RuleKind.PLANNING, on)
    stored = default if row is None else policy_of(row.numbers, regions, default)
    slow = in_force(work, path, RuleKind.TRAVEL, on)
    return stored if slow is None else replace(stored, travel_periods=periods_of(slow.numbers))


def periods_of(numbers: Mapping[str, object]) -> tuple[TravelPeriod, ...]:
    """Return stored stretches of the day as the planner counts them; a shift past midnight meets them again."""
    stored = [TravelPeriod(**one) for one in cast("Mapping[str, Any]", numbers)["periods"]]
    again = [
        replace(one, from_s=one.from_s + DAY_S, until_s=one.until_s + DAY_S) for one in stored if one.until_s <= DAY_S
    ]
    return tuple(sorted(stored + again, key=lambda one: (one.profile, one.from_s)))


def policy_of(numbers: Mapping[str, object], regions: Sequence[str], default: Policy) -> Policy:
    """Return `default` with stored numbers in it."""
    stored = cast("Mapping[str, Any]", numbers)
    index = {code: number for number, code in enumerate(regions)}
    lending = tuple(
        Lending(giver=index[one["giver"]], taker=index[one["taker"]], hours_per_week=float(one["hours_per_week"]))
        for one in stored["lending"]
        if one["giver"] in index and one["taker"] in index
    )
    return replace(
        default,
        reserve_share=float(stored["reserve_share"]),
        travel_share=float(stored["travel_share"]),
        overtime_s=60 * int(stored["overtime_minutes"]),
        overtime_price=float(stored["overtime_price"]),
        familiarity_s=60 * int(stored["familiarity_minutes"]),
        lending=lending,
    )
