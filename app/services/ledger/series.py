"""Open obligations seen as series: which customer a row belongs to, and its place among that customer's rows."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from app.services.ledger.keys import ABSENT, Ints, position
from app.services.ports.ledger import Bools, Days, OpenRows, Subjects
from planner.calendars import DAY, day_of_month
from planner.recurrence import Windows

NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Series:
    """`m` open rows of `n` subjects.

    Attributes
    ----------
    owner, ordinal : (m,), subject of each row (ABSENT: none), its place by due date
    first, longest : (n,), the first row of each subject (ABSENT: none), and how many it has
    """

    owner: Ints
    ordinal: Ints
    first: Ints
    longest: Ints

    def row_of(self, subject: Ints, sequence: Ints) -> Ints:
        """Return the row that stands at place `sequence` of each subject; ABSENT where there is none."""
        # Rows of one customer lie together, so places count from the first row on.
        there = (self.first[subject] != ABSENT) & (sequence < self.longest[subject])
        return np.where(there, self.first[subject] + sequence, ABSENT)


def series_of(subjects: Subjects, held: OpenRows) -> Series:
    """Arrange `held`, which is ordered by customer and due date."""
    owner = position(held.customer, subjects.customer)
    number = np.arange(len(held))
    begins = np.ones(len(held), np.bool_)
    begins[1:] = held.customer[1:] != held.customer[:-1]
    ordinal = number - np.maximum.accumulate(np.where(begins, number, 0)) if len(held) else number
    first = np.full(len(subjects), ABSENT, np.int64)
    heads = begins & (owner != ABSENT)
    first[owner[heads]] = number[heads]
    longest = np.bincount(owner[owner != ABSENT], minlength=len(subjects))
    return Series(owner=owner, ordinal=ordinal, first=first, longest=longest)


@dataclass(kw_only=True, slots=True, eq=False)
class Heads:
    """The next window of each subject, whether held or new; columns of length `n`."""

    not_before: Days
    ideal_on: Days
    due_by: Days
    owed_by: Days
    overdue: Bools
    overdue_since: Days
    cycle_day: Ints
    waited_since: Days

    def put(self, rows: Ints, windows: Windows, as_of: date) -> None:
        """Replace the windows at `rows`; what was missed stays known even where nothing is to count from."""
        for name in ("not_before", "ideal_on", "due_by", "owed_by", "overdue", "cycle_day"):
            getattr(self, name)[rows] = getattr(windows, name)
        missed = np.where(self.waited_since[rows] < np.datetime64(as_of, "D"), self.waited_since[rows], NAT)
        unknown = np.where(np.isnat(windows.owed_by), missed, NAT)
        self.overdue_since[rows] = np.where(windows.overdue, windows.owed_by, unknown)

    def windows(self, rows: Ints) -> Windows:
        """Return the windows at `rows` for projection."""
        names = ("not_before", "ideal_on", "due_by", "owed_by", "overdue", "cycle_day")
        return Windows(**{name: getattr(self, name)[rows] for name in names})


def heads_of(subjects: Subjects, held: OpenRows, series: Series) -> Heads:
    """Return the windows as held; NaT for subjects that hold none."""
    none = np.full(len(subjects), NAT)
    row, there = series.first, series.first != ABSENT

    def column(days: Days) -> Days:
        return np.where(there, days[row], NAT) if len(held) else none.copy()

    missed, due = column(held.overdue_since), column(held.due_by)
    ideal = column(held.ideal_on)
    owed_by = np.where(np.isnat(missed), due, missed)
    return Heads(
        not_before=column(held.not_before),
        ideal_on=ideal,
        due_by=due,
        owed_by=np.where(np.isnat(subjects.last_done) & np.isnat(subjects.anchor), NAT, owed_by),
        overdue=~np.isnat(missed),
        overdue_since=missed,
        cycle_day=cycle_day_of(ideal, subjects.last_done),
        waited_since=owed_by,
    )


def cycle_day_of(ideal_on: Days, since: Days) -> Ints:
    """Return the day of the month a series aims at: that of the ideal day, or a later one a short month has cut off."""
    at_end = day_of_month(ideal_on + DAY) == 1
    aimed = np.where(np.isnat(since), 0, day_of_month(since))
    return np.where(at_end, np.maximum(day_of_month(ideal_on), aimed), day_of_month(ideal_on))


def alike(a: Days, b: Days) -> Bools:
    """Tell where two dates are the same, or both unknown."""
    return np.asarray((a == b) | (np.isnat(a) & np.isnat(b)))
