"""Plans, proofs, costs and violations to JSON, with ids in place of indices."""

from collections.abc import Callable, Mapping
from typing import Any

from planner.plan import (
    Cure,
    DayPlan,
    HourPrice,
    PlannedVisit,
    Proof,
    Reason,
    Route,
    ShortageCertificate,
    Stop,
    Unplanned,
    Violation,
    YearPlan,
)
from planner.plan.costs import Costs
from planner.problem import Problem
from planner.serial.read_problem import FORMAT

Json = dict[str, Any]
Words = Callable[[Reason | Cure], Mapping[str, str]]
"""Gives the sentences of a reason or a cure, for example ``{"message_zh": ..., "message_en": ...}``."""


def silent(code: Reason | Cure) -> Mapping[str, str]:
    """Give no sentences."""
    del code
    return {}


def write_day_plan(problem: Problem, plan: DayPlan, words: Words = silent) -> Json:
    """Return routes of days, and what is unplanned with its reason and cure."""
    return {
        "format": FORMAT,
        "kind": "day_plan",
        "routes": [_route(problem, route) for route in plan.routes],
        "unplanned": [_unplanned(problem, left, words) for left in plan.unplanned],
    }


def write_year_plan(problem: Problem, plan: YearPlan, words: Words = silent) -> Json:
    """Return the week of each obligation, the load of each region and week, and the proof."""
    horizon = problem.horizon
    weeks = [
        {"obligation": name, "week": week, "monday": horizon.monday(week).isoformat()}
        for name, week in zip(problem.obligations.ids, plan.week.tolist(), strict=True)
        if week >= 0
    ]
    load = [
        {
            "region": region,
            "week": week,
            "monday": horizon.monday(week).isoformat(),
            "load_s": round(float(plan.load_s[row, week])),
            "capacity_s": round(float(plan.capacity_s[row, week])),
            "hour_price": round(float(plan.hour_price[row, week]), 4),
            "access_s": round(float(plan.access_s[row, week])),
            "overtime_s": 0 if plan.overtime_s is None else round(float(plan.overtime_s[row, week])),
        }
        for row, region in enumerate(problem.regions)
        for week in range(plan.load_s.shape[1])
    ]
    return {
        "format": FORMAT,
        "kind": "year_plan",
        "weeks": weeks,
        "load": load,
        "prices": [_price(problem, one) for one in plan.skill_prices],
        "bound_s": round(plan.bound_s),
        "unplanned": [_unplanned(problem, left, words) for left in plan.unplanned],
        "proof": write_proof(plan.proof, words),
    }


def _price(problem: Problem, one: HourPrice) -> Json:
    kinds = [kind for bit, kind in enumerate(problem.certificates) if one.skills >> bit & 1]
    return {
        "region": problem.regions[one.region],
        "certificates": kinds,
        "week": one.week,
        "monday": problem.horizon.monday(one.week).isoformat(),
        "hour_price": round(one.price, 4),
    }


def write_proof(proof: Proof, words: Words = silent) -> Json:
    """Return whether the law can be kept, and every shortage."""
    return {
        "format": FORMAT,
        "kind": "proof",
        "fits": proof.fits,
        "certain": proof.certain,
        "demand_h": round(proof.demand_h, 3),
        "capacity_h": round(proof.capacity_h, 3),
        "shortages": [_shortage(one, words) for one in proof.shortages],
    }


def write_costs(costs: Costs) -> Json:
    """Return the costs, visits by the name of their priority."""
    numbers = ("travel_s", "setup_s", "service_s", "break_s", "waiting_s", "overtime_s", "distance_m")
    return {
        **{name: getattr(costs, name) for name in numbers},
        "planned": {level.name: count for level, count in costs.planned.items()},
        "unplanned": {level.name: count for level, count in costs.unplanned.items()},
        "legal_lapsed": costs.legal_lapsed,
        "lateness_days": costs.lateness_days,
    }


def write_violations(problem: Problem, violations: tuple[Violation, ...]) -> list[Json]:
    """Return what the judge objects to."""
    return [
        {
            "rule": one.rule,
            "hard": one.hard,
            "amount": one.amount,
            "obligation": None if one.obligation is None else problem.obligations.ids[one.obligation],
            "technician": None if one.technician is None else problem.technicians[one.technician].id,
            "on": one.on.isoformat() if one.on else None,
            "message_zh": one.message_zh,
            "message_en": one.message_en,
        }
        for one in violations
    ]


def _route(problem: Problem, route: Route) -> Json:
    return {
        "technician": problem.technicians[route.technician].id,
        "on": route.on.isoformat(),
        "start_s": route.start_s,
        "end_s": route.end_s,
        "stops": [_stop(problem, stop) for stop in route.stops],
        "breaks": [{"start_s": start, "end_s": end} for start, end in route.breaks],
        "return_travel_s": route.return_travel_s,
        "return_distance_m": route.return_distance_m,
    }


def _stop(problem: Problem, stop: Stop) -> Json:
    return {
        "site": problem.sites.ids[stop.site],
        "arrival_s": stop.arrival_s,
        "setup_s": stop.setup_s,
        "travel_s": stop.travel_s,
        "distance_m": stop.distance_m,
        "visits": [_visit(problem, visit) for visit in stop.visits],
    }


def _visit(problem: Problem, visit: PlannedVisit) -> Json:
    name = problem.obligations.ids[visit.obligation]
    return {"obligation": name, "start_s": visit.start_s, "end_s": visit.end_s}


def _unplanned(problem: Problem, left: Unplanned, words: Words) -> Json:
    said = {
        "obligation": problem.obligations.ids[left.obligation],
        "reason": str(left.reason),
        **words(left.reason),
    }
    return said if left.cure is None else {**said, "cure": write_cure(left.cure, words)}


def write_cure(cure: Cure, words: Words) -> Json:
    """Return a way out."""
    return {"kind": cure.kind, "minutes": round(cure.minutes, 1), "details": dict(cure.details), **words(cure)}


def _shortage(one: ShortageCertificate, words: Words) -> Json:
    return {
        "region": one.region,
        "certificates": list(one.certificates),
        "week_from": one.week_from,
        "week_until": one.week_until,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "demand_h": round(one.demand_h, 3),
        "capacity_h": round(one.capacity_h, 3),
        "missing_h": round(one.missing_h, 3),
        "obligations": one.obligations,
        "cures": [write_cure(cure, words) for cure in one.cures],
    }
