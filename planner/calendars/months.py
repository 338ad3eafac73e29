"""Adding months to dates: a day that the month lacks becomes its last day, and comes back where the month has it.

Source: reliability goal R57 (yearly from 29 February gives 28 February, and 29 again in leap years).
"""

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.integer]
DAY, MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")


def day_of_month(days: Days) -> npt.NDArray[np.int64]:
    """Return 1..31 for each date; NaT gives a meaningless number that NaT arithmetic hides again."""
    return np.asarray((days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1)


def days_in_month(months: Days) -> npt.NDArray[np.int64]:
    """Return 28..31 for each month (``datetime64[M]``, or dates within it)."""
    first = months.astype("datetime64[M]")
    length = (first + MONTH).astype("datetime64[D]") - first.astype("datetime64[D]")
    return np.asarray(length.astype(np.int64))


def month_end(days: Days) -> Days:
    """Return the last day of each date's month."""
    following: Days = (days.astype("datetime64[M]") + MONTH).astype("datetime64[D]")
    end: Days = following - DAY
    return end


def add_months(days: Days, months: int | Ints, *, anchor_day: Ints | int | None = None) -> Days:
    """Return `days` moved by whole `months` (negative goes back).

    Parameters
    ----------
    days : datetime64[D] (n,); NaT stays NaT
    months : int or integers (n,)
    anchor_day : 1..31 or integers (n,), the day of the month to aim at; without it each date's own. Pass the day on
        which a series began, or a series that once met 28 February would stay on the 28th for ever.
    """
    wanted = day_of_month(days) if anchor_day is None else np.asarray(anchor_day, np.int64)
    target = days.astype("datetime64[M]") + months * MONTH
    first = target.astype("datetime64[D]")
    length = ((target + MONTH).astype("datetime64[D]") - first).astype(np.int64)
    moved: Days = first + (np.minimum(wanted, length) - 1) * DAY
    return moved
