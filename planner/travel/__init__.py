"""Travel times: the matrix every level plans with, and the estimate used where no road network is given."""

from planner.travel.estimate import straight_line, straight_line_table
from planner.travel.great_circle import great_circle_m
from planner.travel.matrix import UNREACHABLE, TravelMatrix, TravelTable
from planner.travel.profile import TravelProfile

__all__ = [
    "UNREACHABLE",
    "TravelMatrix",
    "TravelProfile",
    "TravelTable",
    "great_circle_m",
    "straight_line",
    "straight_line_table",
]
