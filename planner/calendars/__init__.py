"""Working time: which days count, and month arithmetic that survives month ends and 29 February."""

from planner.calendars.months import DAY, MONTH, add_months, day_of_month, days_in_month, month_end
from planner.calendars.working import OutsideCalendarError, WorkCalendar

__all__ = [
    "DAY",
    "MONTH",
    "OutsideCalendarError",
    "WorkCalendar",
    "add_months",
    "day_of_month",
    "days_in_month",
    "month_end",
]
