"""Answers about a plan to JSON: why here, why not there, what if, and the alternatives of a replanned day."""

from collections.abc import Callable, Mapping

from planner.daily.option import Option
from planner.plan import Cure, Reason
from planner.plan.places import Obstacle, Place, Why, WhyNot
from planner.problem import Problem
from planner.serial.read_problem import FORMAT
from planner.serial.write_plan import Json, write_costs, write_cure, write_day_plan, write_violations
from planner.whatif import Outcome

Words = Callable[[Reason | Cure | Obstacle], Mapping[str, str]]
MOST_PLACES = 200
"""Places told of one visit; the cheapest first."""


def write_why(problem: Problem, why: Why, words: Words) -> Json:
    """Return where a visit stands, or why it does not, and where else it could."""
    return {
        "format": FORMAT,
        "kind": "why",
        "obligation": problem.obligations.ids[why.obligation],
        "here": None if why.here is None else write_place(problem, why.here, words),
        "reason": None if why.reason is None else {"code": str(why.reason), **words(why.reason)},
        "cure": None if why.cure is None else write_cure(why.cure, words),
        "places": [write_place(problem, one, words) for one in why.places[:MOST_PLACES]],
    }


def write_why_not(problem: Problem, answer: WhyNot, words: Words) -> Json:
    """Return what it would add and break to have a visit made by somebody on a day."""
    return {
        "format": FORMAT,
        "kind": "why_not",
        "obligation": problem.obligations.ids[answer.obligation],
        "place": write_place(problem, answer.place, words),
        "difference_s": answer.difference_s,
        "late": [problem.obligations.ids[row] for row in answer.late],
        "late_promises": answer.late_promises,
        "overtime_s": answer.overtime_s,
        "broken": write_violations(problem, answer.broken),
    }


def write_place(problem: Problem, place: Place, words: Words) -> Json:
    """Return a place with what forbids it."""
    return {
        "technician": problem.technicians[place.technician].id,
        "on": place.on.isoformat(),
        "before": place.before,
        "joins": place.joins,
        "added_s": place.added_s,
        "start_s": place.start_s,
        "obstacles": [{"code": one.code, "details": dict(one.details), **words(one)} for one in place.obstacles],
    }


def write_outcome(problem: Problem, outcome: Outcome, words: Words) -> Json:
    """Return what would change; `problem` is the one asked about."""
    names = problem.obligations.ids
    return {
        "format": FORMAT,
        "kind": "what_if",
        "allowed": outcome.allowed,
        "before": write_costs(outcome.before),
        "after": write_costs(outcome.after),
        "broken": write_violations(outcome.problem, outcome.broken),
        "dropped": [names[row] for row in outcome.dropped],
        "late_promises": outcome.late_promises,
        "changed": outcome.diff.changed,
        "moved_technician": [names[one.obligation] for one in outcome.diff.moved_technician],
        "moved_day": [names[one.obligation] for one in outcome.diff.moved_day],
        "moved_time": [names[one.obligation] for one in outcome.diff.moved_time],
        "added": [names[one.obligation] for one in outcome.diff.added],
        "plan": write_day_plan(outcome.problem, outcome.plan, words),
    }


def write_option(problem: Problem, option: Option) -> Json:
    """Return what one alternative of a replanned day costs, without its plan."""
    names = problem.obligations.ids
    return {
        "rung": str(option.rung),
        "kept": option.kept,
        "dropped": [names[row] for row in option.dropped],
        "broken": [names[row] for row in option.broken],
        "moved_promises": [names[row] for row in option.moved_promises],
        "moved_technician": option.moved_technician,
        "moved_time": option.moved_time,
        "extra_travel_s": option.extra_travel_s,
        "extra_overtime_s": option.extra_overtime_s,
    }
