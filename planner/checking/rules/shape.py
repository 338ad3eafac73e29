"""A plan speaks only of people, places and visits that exist, and every stop and visit has an extent.

Source: the contract of ``planner.plan``. Hard; where it is broken no other rule can be looked at.
"""

from collections.abc import Iterator

from planner.plan import DayPlan, Route, Stop, Violation
from planner.problem import Problem


def shape(problem: Problem, plan: DayPlan) -> Iterator[Violation]:
    """Report every reference to nothing, every stop without a visit, every visit that ends before it starts."""
    for route in plan.routes:
        yield from _route(problem, route)
    for left in plan.unplanned:
        if not 0 <= left.obligation < len(problem.obligations):
            yield _say(
                f"unplanned names obligation {left.obligation}", f"未排项引用了不存在的应办事项 {left.obligation}"
            )


def _route(problem: Problem, route: Route) -> Iterator[Violation]:
    if not 0 <= route.technician < len(problem.technicians):
        yield _say(f"a route names technician {route.technician}", f"路线引用了不存在的人员 {route.technician}")
    for stop in route.stops:
        yield from _stop(problem, stop)


def _stop(problem: Problem, stop: Stop) -> Iterator[Violation]:
    if not 0 <= stop.site < len(problem.sites):
        yield _say(f"a stop names site {stop.site}", f"停靠点引用了不存在的地点 {stop.site}")
    if not stop.visits:
        yield _say("a stop has no visit", "停靠点没有任何上门")
    for visit in stop.visits:
        if not 0 <= visit.obligation < len(problem.obligations):
            yield _say(f"a visit names obligation {visit.obligation}", f"上门引用了不存在的应办事项 {visit.obligation}")
        if visit.end_s < visit.start_s:
            yield _say(f"visit of {visit.obligation} ends before it starts", f"上门 {visit.obligation} 结束早于开始")


def _say(en: str, zh: str) -> Violation:
    return Violation(rule="shape", message_en=en, message_zh=zh)
