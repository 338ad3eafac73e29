"""What the ledger should hold, set against what it holds: new windows, changed ones, and those that have ended.

The first open obligation of a series is left alone unless its rule, the last visit, or the passing of its due date
asks for a new window. The further ones of a series stand for visits that follow it, and move with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from app.services.ledger.keys import ABSENT, Ints, Keys, keys
from app.services.ledger.series import Heads, Series, alike, heads_of, series_of
from app.services.ports.ledger import Bools, ChangedRows, Days, NewRows, OpenRows, Rule, Subjects
from planner.calendars import DAY
from planner.problem import Horizon
from planner.recurrence import Occurrences, next_windows, project


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Outcome:
    """What to write; `ended` pairs a reason with the obligations it ends."""

    new: NewRows
    changed: ChangedRows
    ended: tuple[tuple[str, Keys], ...]


def reconcile(
    subjects: Subjects, held: OpenRows, rules: Sequence[Rule], chosen: Ints, as_of: date, ahead_until: date | None
) -> Outcome:
    """Return what must change so that `held` is what `subjects` owe on `as_of`.

    Parameters
    ----------
    chosen : index in `rules` for each subject, ABSENT where nothing is owed
    ahead_until : also open the further occurrences that fall ideally before this day; None: only the next one
    """
    series = series_of(subjects, held)
    fresh = (chosen != ABSENT) & _stale(subjects, held, rules, chosen, series, as_of)
    heads = heads_of(subjects, held, series)
    for number, rows in _by_rule(chosen, fresh):
        windows = next_windows(rules[number].interval, subjects.last_done[rows], subjects.anchor[rows], as_of)
        heads.put(rows, windows, as_of)
    known = series.first != ABSENT
    edited = fresh & known & (_differs(subjects, held, heads, series) | _rule_touched(held, rules, chosen, series))
    further, matched = _further(held, rules, chosen, heads, series, as_of, ahead_until)
    head_rows = np.flatnonzero(fresh & ~known)
    writer = _Writer(subjects=subjects, held=held, rules=rules, chosen=chosen)
    return Outcome(
        new=writer.new(heads, head_rows, further.of(further.held == ABSENT)),
        changed=writer.changed(heads, np.flatnonzero(edited), series, further.of(further.held != ABSENT)),
        ended=_ended(held, chosen, series, matched),
    )


def _stale(
    subjects: Subjects, held: OpenRows, rules: Sequence[Rule], chosen: Ints, series: Series, as_of: date
) -> Bools:
    if not len(held):
        return np.ones(len(subjects), np.bool_)
    row = series.first
    touched = _rule_touched(held, rules, chosen, series) | ~alike(held.previous_done_on[row], subjects.last_done)
    return np.asarray((row == ABSENT) | touched | (held.due_by[row] < np.datetime64(as_of, "D")))


def _rule_touched(held: OpenRows, rules: Sequence[Rule], chosen: Ints, series: Series) -> Bools:
    if not len(held) or not rules:
        return np.zeros(len(chosen), np.bool_)
    row, of_rule = series.first, keys(rule.id for rule in rules)
    return np.asarray((row != ABSENT) & (held.rule_changed[row] | (held.rule[row] != of_rule[chosen])))


def _differs(subjects: Subjects, held: OpenRows, heads: Heads, series: Series) -> Bools:
    if not len(held):
        return np.zeros(len(subjects), np.bool_)
    row = series.first
    same = alike(held.previous_done_on[row], subjects.last_done) & alike(held.overdue_since[row], heads.overdue_since)
    for name in ("not_before", "ideal_on", "due_by"):
        same &= getattr(held, name)[row] == getattr(heads, name)
    return np.asarray(~same)


def _by_rule(chosen: Ints, wanted: Bools) -> Iterator[tuple[int, Ints]]:
    for number in np.unique(chosen[wanted]).tolist():
        yield number, np.flatnonzero(wanted & (chosen == number))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Further:
    """Occurrences after the first: subject, row held for it (or ABSENT), windows."""

    subject: Ints
    held: Ints
    not_before: Days
    ideal_on: Days
    due_by: Days

    def of(self, wanted: Bools) -> "_Further":
        names = ("subject", "held", "not_before", "ideal_on", "due_by")
        return _Further(**{name: getattr(self, name)[wanted] for name in names})


def _further(
    held: OpenRows,
    rules: Sequence[Rule],
    chosen: Ints,
    heads: Heads,
    series: Series,
    as_of: date,
    ahead_until: date | None,
) -> tuple[_Further, Ints]:
    """Return the occurrences to write, and all rows of `held` that an occurrence stands behind."""
    wanted = (chosen != ABSENT) & (series.longest > (1 if ahead_until is None else -1))
    opening = np.datetime64(ahead_until or as_of, "D")
    horizon = Horizon(start=as_of, until=_reach(held, heads, series, max(ahead_until or as_of, as_of)))
    parts: list[tuple[Ints, Occurrences]] = []
    for number, rows in _by_rule(chosen, wanted):
        found = project(rules[number].interval, heads.windows(rows), horizon)
        parts.append((rows, found))
    subject = _joined([rows[found.row] for rows, found in parts])
    sequence = _joined([found.sequence for _, found in parts])
    days = [
        _dates([getattr(found.windows, name) for _, found in parts]) for name in ("not_before", "ideal_on", "due_by")
    ]
    row = series.row_of(subject, sequence)
    later = sequence > 0
    moved = row != ABSENT
    if len(held):
        same = (held.not_before[row] == days[0]) & (held.ideal_on[row] == days[1]) & (held.due_by[row] == days[2])
        moved &= ~same
    chosen_rows = later & (moved | ((row == ABSENT) & (days[1] < opening)))
    every = _Further(subject=subject, held=row, not_before=days[0], ideal_on=days[1], due_by=days[2])
    return every.of(chosen_rows), row[later & (row != ABSENT)]


def _reach(held: OpenRows, heads: Heads, series: Series, until: date) -> date:
    """Return a day before which every row held falls ideally, wherever the first ones of the series have moved to."""
    least = until + timedelta(days=1)
    there = series.first != ABSENT
    if not there.any():
        return least
    moved = (heads.ideal_on[there] - held.ideal_on[series.first[there]]).astype(np.int64)
    last: date = (held.ideal_on.max() + (max(0, int(moved.max())) + 2 * 31) * DAY).astype(date)
    return max(least, last)


def _ended(held: OpenRows, chosen: Ints, series: Series, matched: Ints) -> tuple[tuple[str, Keys], ...]:
    inactive = series.owner == ABSENT
    unruled = ~inactive & (chosen[series.owner] == ABSENT) if len(chosen) else np.zeros(len(held), np.bool_)
    surplus = ~inactive & ~unruled & (series.ordinal > 0)
    surplus[matched] = False
    reasons = (("customer_inactive", inactive), ("no_rule_applies", unruled), ("rule_changed", surplus))
    return tuple((reason, held.id[rows]) for reason, rows in reasons if rows.any())


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Writer:
    """Puts windows into the columns that are stored."""

    subjects: Subjects
    held: OpenRows
    rules: Sequence[Rule]
    chosen: Ints

    def new(self, heads: Heads, rows: Ints, further: _Further) -> NewRows:
        subject = np.concatenate([rows, further.subject])
        return NewRows(
            unit=self.subjects.unit[subject],
            customer=self.subjects.customer[subject],
            premises=self.subjects.premises[subject],
            **self._windows(heads, rows, further),
        )

    def changed(self, heads: Heads, rows: Ints, series: Series, further: _Further) -> ChangedRows:
        held = np.concatenate([series.first[rows], further.held])
        return ChangedRows(id=self.held.id[held], **self._windows(heads, rows, further))

    def _windows(self, heads: Heads, rows: Ints, further: _Further) -> dict[str, Any]:
        rule = self.chosen[np.concatenate([rows, further.subject])]
        nothing = np.full(len(further.subject), np.datetime64("NaT", "D"))
        return {
            "rule": keys(each.id for each in self.rules)[rule] if len(rule) else np.empty(0, "S16"),
            "not_before": np.concatenate([heads.not_before[rows], further.not_before]),
            "ideal_on": np.concatenate([heads.ideal_on[rows], further.ideal_on]),
            "due_by": np.concatenate([heads.due_by[rows], further.due_by]),
            "hard": np.array([each.hard for each in self.rules], np.bool_)[rule],
            "priority": np.array([each.priority for each in self.rules], np.int64)[rule],
            "overdue_since": np.concatenate([heads.overdue_since[rows], nothing]),
            "previous_done_on": np.concatenate([self.subjects.last_done[rows], nothing]),
        }


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _dates(parts: list[Days]) -> Days:
    return np.concatenate(parts) if parts else np.empty(0, "datetime64[D]")
