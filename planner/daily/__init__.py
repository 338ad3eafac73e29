"""A technician-day's level: from obligations, people and travel to ordered stops with every time written down."""

from planner.daily.event import Event
from planner.daily.replan import Replan, replan_day
from planner.daily.route_day import route_day

__all__ = ["Event", "Replan", "replan_day", "route_day"]
