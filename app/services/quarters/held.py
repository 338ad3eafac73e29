"""Weeks of approved quarters are frozen: later runs of the year and the month keep what stands in them (S4.2).

What is approved keeps its week; what has become owed since is planned beside it. Where keeping a week would let the
law lapse or leave a visit out, the law goes first: that visit is free again, and the run counts it as a change.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from app.services.ledger.keys import Keys
from app.services.ports.ledger import Bools, Days
from app.services.ports.planning_store import Slots
from planner.problem import Problem

NO_WEEK = np.datetime64("NaT", "D")


class Occurrences(Protocol):
    """Columns of the windows of what is owed."""

    @property
    def not_before(self) -> Days:
        """First day of each."""
        ...

    @property
    def ideal_on(self) -> Days:
        """Best day of each."""
        ...

    @property
    def due_by(self) -> Days:
        """Last day of each."""
        ...


def held_weeks(customer: Keys, programme: Keys, windows: Occurrences, slots: Slots) -> Days:
    """Return the Monday of the approved week of each occurrence, NaT where none is approved.

    An occurrence is the approved one of its customer and programme whose ideal day is nearest, if their windows meet;
    each approved week is given once.
    """
    found: Days = np.full(len(customer), NO_WEEK)
    of: dict[tuple[bytes, bytes], dict[int, int]] = defaultdict(dict)
    for row, key in enumerate(zip(slots.customer.tolist(), slots.programme.tolist(), strict=True)):
        # Rows come with the latest approval last: it speaks for its series and ideal day.
        of[key][int(slots.ideal_on[row].astype(np.int64))] = row
    if not of:
        return found
    among = np.flatnonzero(np.isin(customer, slots.customer))
    pairs = []
    for row in among.tolist():
        for ideal, slot in of.get((customer[row], programme[row]), {}).items():
            if slots.not_before[slot] <= windows.due_by[row] and slots.due_by[slot] >= windows.not_before[row]:
                pairs.append((abs(ideal - int(windows.ideal_on[row].astype(np.int64))), row, slot))
    given: set[int] = set()
    taken: set[int] = set()
    for _, row, slot in sorted(pairs):
        if row not in given and slot not in taken:
            given.add(row)
            taken.add(slot)
            found[row] = slots.week_on[slot]
    return found


def hold(problem: Problem, held: Days, rows: Bools) -> Problem:
    """Return the problem in which the windows of `rows` end with their approved week."""
    owed = problem.obligations
    chosen = rows & holdable(problem, held)
    first = np.maximum(owed.not_before, np.where(chosen, held, owed.not_before))
    last = np.minimum(owed.due_by, np.where(chosen, held + 6, owed.due_by))
    ideal = np.clip(owed.ideal_on.astype(np.int64), first.astype(np.int64), last.astype(np.int64))
    narrowed = replace(owed, not_before=first, due_by=last, ideal_on=ideal.astype("datetime64[D]"))
    return replace(problem, obligations=narrowed)


def holdable(problem: Problem, held: Days) -> Bools:
    """Tell which occurrences may still be made in their approved week: it is not past, the window reaches into it."""
    owed, start = problem.obligations, np.datetime64(problem.horizon.start, "D")
    known = ~np.isnat(held)
    safe = np.where(known, held, owed.not_before)
    meets = (safe <= owed.due_by) & (safe + 6 >= np.maximum(owed.not_before, start))
    before_end = safe < np.datetime64(problem.horizon.until, "D")
    return np.asarray(known & meets & before_end & np.isnat(owed.pinned_on))


def kept_and_moved(week: npt.NDArray[np.integer], held: Days, first_monday: date) -> dict[str, int]:
    """Count planned occurrences with an approved week by whether they stand in it; `week` is -1 when unplanned."""
    known = ~np.isnat(held)
    monday = np.datetime64(first_monday, "D") + 7 * week.astype(np.int64)
    kept = known & (week >= 0) & (monday == held)
    return {"approved": int(known.sum()), "kept": int(kept.sum()), "moved": int((known & ~kept).sum())}
