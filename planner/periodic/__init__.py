"""The search that chooses the days of recurring visits together with the routes of all days.

It stands on the compiled kernel: routes, timing, annealing and random numbers are those of `planner.kernel`; new is
that a whole family of visits (one customer over the horizon) is taken out and put back on the days it costs least.
"""

from planner.periodic.build import patterned_families, spaced_families
from planner.periodic.families import Families
from planner.periodic.of_layout import halts_by_series, series_families
from planner.periodic.run import search

__all__ = ["Families", "halts_by_series", "patterned_families", "search", "series_families", "spaced_families"]
