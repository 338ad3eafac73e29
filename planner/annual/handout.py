"""From curves to visits: round each curve so that it stays between its bounds, then earliest due date first.

Source: planning model, level 1: ``floor(F + theta)`` with one theta for a curve keeps whole-number bounds and never
falls; values are rounded to 1e-6 first and theta keeps off one half, so that solver noise decides nothing.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.classes import Curves, Owed
from planner.annual.levelling import Levelled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
THETAS = np.array([0.07, 0.21, 0.36, 0.47, 0.58, 0.72, 0.86, 0.95])
OUT = -1


def rounded(curves: Curves, levelled: Levelled) -> Ints:
    """Return whole visits done by the end of each week, int64 (c, weeks).

    The theta of each class is the one that best makes up for what rounding has moved so far in its skill set.
    """
    whole = np.zeros(levelled.done.shape, np.int64)
    moved = np.zeros((int(curves.skill.max(initial=-1)) + 1, levelled.done.shape[1]))
    for number in np.argsort(-curves.hours, kind="stable"):
        exact = np.round(levelled.done[number], 6)
        choices = np.floor(exact + THETAS[:, None]).astype(np.int64)
        drift = curves.hours[number] * np.diff(choices - exact, axis=1, prepend=0)
        after = moved[curves.skill[number]] + drift
        best = int(np.argmin((after**2).sum(axis=1)))
        whole[number], moved[curves.skill[number]] = choices[best], after[best]
    return whole


def hand_out(owed: Owed, curves: Curves, levelled: Levelled) -> Ints:
    """Return the week of each row of `owed`, int64 (n,); `OUT` for what is given up."""
    week = np.full(len(owed.first_week), OUT, np.int64)
    whole = rounded(curves, levelled)
    for number in range(len(curves)):
        rows = curves.members[curves.begin[number] : curves.begin[number + 1]]
        if levelled.given_up[number] <= 1e-6:
            week[rows] = np.searchsorted(whole[number], np.arange(len(rows)), side="right")
        else:
            allowed = int(np.ceil(levelled.given_up[number] - 1e-6))
            week[rows] = _with_losses(owed, rows, whole[number], allowed)
    return week


def _with_losses(owed: Owed, rows: Ints, done: Ints, allowed: int) -> Ints:
    """Serve from the front of the queue week by week; what is left on its last week is given up, `allowed` at most."""
    week = np.full(len(rows), OUT, np.int64)
    first, last = owed.first_week[rows], owed.last_week[rows]
    at = served = lost = 0
    for number, target in enumerate(done.tolist()):
        released = int(np.searchsorted(first, number, side="right"))
        take = min(max(0, target - served), max(0, released - at))
        due = int(np.searchsorted(last, number, side="right")) - at - take
        forced = max(0, due - (allowed - lost))
        take += forced
        week[at : at + take] = number
        served, at, due = served + take, at + take, max(0, due - forced)
        at, lost = at + due, lost + due
    return week
