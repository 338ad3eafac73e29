"""Who looks after which ground: classes and posts of areas, territories of technicians, rotation (S8.4, S8.5)."""

from planner.staffing.areas import Area, AreaClass
from planner.staffing.classes import Classed, classify
from planner.staffing.joining import Post, PostKind, StaffingProposal, propose_staffing
from planner.staffing.neighbours import area_borders
from planner.staffing.partition import Effort
from planner.staffing.policy import RotationPolicy, StaffingPolicy
from planner.staffing.rotation import (
    Finding,
    Move,
    Posted,
    RotationProposal,
    Seat,
    Why,
    propose_rotation,
)
from planner.staffing.scores import MonthScore, Ranked, quarter_of, rank
from planner.staffing.sentences import sentence
from planner.staffing.territories import Holder, Served, Territory, TerritoryProposal, propose_territories

__all__ = [
    "Area",
    "AreaClass",
    "Classed",
    "Effort",
    "Finding",
    "Holder",
    "MonthScore",
    "Move",
    "Post",
    "PostKind",
    "Posted",
    "Ranked",
    "RotationPolicy",
    "RotationProposal",
    "Seat",
    "Served",
    "StaffingPolicy",
    "StaffingProposal",
    "Territory",
    "TerritoryProposal",
    "Why",
    "area_borders",
    "classify",
    "propose_rotation",
    "propose_staffing",
    "propose_territories",
    "quarter_of",
    "rank",
    "sentence",
]
