"""Duties as columns, for the rules."""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty


def days_of(duties: tuple[Duty, ...]) -> npt.NDArray[np.datetime64]:
    """Return the date of each duty, datetime64[D] (v,)."""
    return np.array([duty.on for duty in duties], dtype="datetime64[D]")


def people_of(duties: tuple[Duty, ...]) -> npt.NDArray[np.int32]:
    """Return the technician of each duty, int32 (v,)."""
    return np.array([duty.technician for duty in duties], dtype=np.int32)
