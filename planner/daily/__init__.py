"""A technician-day's level: from obligations, people and travel to ordered stops with every time written down."""

from planner.daily.route_day import route_day

__all__ = ["route_day"]
