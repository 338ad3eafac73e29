"""The further occurrences of each series within a year, counted as if every visit is made on its ideal day."""

from dataclasses import dataclass

import numpy as np

from app.services.ledger.keys import Ints
from app.services.ledger.series import cycle_day_of
from app.services.ports.ledger import Days
from app.services.ports.planning_inputs import OwedColumns
from planner.problem import Horizon
from planner.recurrence import IntervalRule, Windows, project


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ahead:
    """`m` rows ordered by series and time.

    Attributes
    ----------
    row : the stored obligation each row is, or follows
    sequence : place in its series, 0 for the next visit
    step : 0 for what is stored itself, else how many visits after it
    series : number of its series
    min_gap_days, max_gap_days : days since the previous one that the two windows allow; 0 for the first
    """

    row: Ints
    sequence: Ints
    step: Ints
    series: Ints
    not_before: Days
    ideal_on: Days
    due_by: Days
    min_gap_days: Ints
    max_gap_days: Ints


def ahead(owed: OwedColumns, rules: dict[bytes, IntervalRule], horizon: Horizon | None) -> Ahead:
    """Return the stored obligations and, with a `horizon`, what follows the last of each series within it.

    Parameters
    ----------
    owed : ordered by customer, programme and due date
    rules : the interval of each rule, by key; a rule that is missing repeats nothing
    """
    n = len(owed)
    begins = np.ones(n, np.bool_)
    begins[1:] = (owed.customer[1:] != owed.customer[:-1]) | (owed.programme[1:] != owed.programme[:-1])
    series = np.cumsum(begins) - 1
    number = np.arange(n)
    place = number - np.maximum.accumulate(np.where(begins, number, 0)) if n else number
    ends = np.append(begins[1:], True)[:n]  # noqa: FBT003 - a value, not a flag
    parts = [(number, np.zeros(n, np.int64), owed.not_before, owed.ideal_on, owed.due_by)]
    for key in np.unique(owed.rule) if horizon is not None else ():
        rule = rules.get(key.ljust(16, b"\0"))
        rows = np.flatnonzero(ends & (owed.rule == key))
        if rule is None or horizon is None or not len(rows):
            continue
        found = project(rule, _windows(owed, rows), horizon)
        later = found.sequence > 0
        days = found.windows.take(later)
        parts.append((rows[found.row[later]], found.sequence[later], days.not_before, days.ideal_on, days.due_by))
    row, step, not_before, ideal_on, due_by = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((step, row))
    row, step = row[order], step[order]
    days_of = (not_before[order], ideal_on[order], due_by[order])
    return _spaced(row, step, place[row] + step, series[row], days_of)


def _spaced(row: Ints, step: Ints, sequence: Ints, series: Ints, days: tuple[Days, Days, Days]) -> Ahead:
    not_before, ideal_on, due_by = days
    follows = np.zeros(len(row), np.bool_)
    follows[1:] = series[1:] == series[:-1]
    least, most = np.zeros(len(row), np.int64), np.zeros(len(row), np.int64)
    least[1:] = (not_before[1:] - due_by[:-1]).astype("timedelta64[D]").astype(np.int64)
    most[1:] = (due_by[1:] - not_before[:-1]).astype("timedelta64[D]").astype(np.int64)
    return Ahead(
        row=row,
        sequence=sequence,
        step=step,
        series=series,
        not_before=not_before,
        ideal_on=ideal_on,
        due_by=due_by,
        min_gap_days=np.where(follows, np.maximum(1, least), 0),
        max_gap_days=np.where(follows, np.maximum(1, most), 0),
    )


def _windows(owed: OwedColumns, rows: Ints) -> Windows:
    missed, due = owed.overdue_since[rows], owed.due_by[rows]
    since = owed.previous_done_on[rows]
    return Windows(
        not_before=owed.not_before[rows],
        ideal_on=owed.ideal_on[rows],
        due_by=due,
        owed_by=np.where(np.isnat(missed), due, missed),
        overdue=~np.isnat(missed),
        cycle_day=cycle_day_of(owed.ideal_on[rows], since),
    )
