"""A region in the order of its ids: what is planned does not depend on the sequence in which rows were given."""

from dataclasses import replace

from planner.daily.in_order import in_order as problem_in_order
from planner.problem.split import Part


def in_order(one: Part) -> Part:
    """Return the same part with its obligations, sites and people in the order of their ids."""
    ordered = problem_in_order(one.problem)
    return replace(
        one,
        problem=ordered.problem,
        rows=one.rows[ordered.rows],
        sites=one.sites[ordered.sites],
        technicians=one.technicians[ordered.people],
        stranded=one.stranded[ordered.rows],
    )
