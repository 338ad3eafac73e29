"""A month's level: from obligations with target weeks to routes of technician-days, region by region."""

from planner.monthly.plan_month import plan_month

__all__ = ["plan_month"]
