"""The minutes and kilometres a plan shows are those of the roads.

Source: design.md rule 4 (never trust the solver); S3.1 (travel share). Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.travel import UNREACHABLE


def leg_figures(case: Case) -> Iterator[Violation]:
    """Report legs whose written seconds or metres are not those of the matrices; the amount is in seconds."""
    legs = case.legs
    wrong = (legs.stated_s != legs.travel_s) | (legs.stated_m != legs.distance_m)
    for row in rows(wrong & (legs.travel_s < UNREACHABLE)):
        to = case.problem.sites.ids[int(legs.target[row])]
        said, true = (
            f"{legs.stated_s[row]} s, {legs.stated_m[row]} m",
            f"{legs.travel_s[row]} s, {legs.distance_m[row]} m",
        )
        en, zh = f"leg to {to} says {said}; the roads say {true}", f"到 {to} 的行程写为 {said}，路网为 {true}"
        amount = abs(int(legs.stated_s[row] - legs.travel_s[row]))
        yield case.at_route("leg_figures", int(legs.route[row]), en, zh, amount=amount)
