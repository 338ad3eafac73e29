"""What holds of every rule and every history (S9.1, R57)."""

from datetime import date, timedelta

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.calendars import add_months
from planner.problem import Horizon, ProblemError
from planner.recurrence import IntervalKind, IntervalRule, Period, next_windows, project

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2032, 12, 31))
MAYBE = st.one_of(st.none(), DAYS)


@st.composite
def rules(draw: st.DrawFn) -> IntervalRule:
    """Any rule that is accepted."""
    kind = draw(st.sampled_from(IntervalKind))
    hard = draw(st.booleans())
    tolerance = 0 if hard or kind is IntervalKind.ANNIVERSARY else draw(st.integers(0, 60))
    values: dict[str, object] = {"kind": kind, "hard": hard, "tolerance_days": tolerance}
    values["grace_days"] = draw(st.one_of(st.none(), st.integers(0, 40)))
    if kind in {IntervalKind.ROLLING, IntervalKind.ANNIVERSARY}:
        values["months"] = draw(st.integers(0, 30))
        values["days"] = draw(st.integers(0, 40)) if kind is IntervalKind.ROLLING else 0
        values["early_days"] = draw(st.integers(0, 200))
    else:
        values["period"] = draw(st.sampled_from(Period))
        values["per_period"] = draw(st.integers(1, 13))
        values["max_gap_months"] = draw(st.integers(0, 15))
        values["max_gap_days"] = draw(st.integers(0, 40))
    try:
        return IntervalRule(**values)
    except ProblemError:
        assume(False)
        raise


def _column(days: list[date | None]) -> np.ndarray:
    return np.array([day if day is not None else np.datetime64("NaT", "D") for day in days], "datetime64[D]")


@given(rule=rules(), last=st.lists(MAYBE, min_size=1, max_size=8), anchor=MAYBE, as_of=DAYS)
@settings(max_examples=300, deadline=None)
def test_no_window_is_empty_or_begins_in_the_past(
    rule: IntervalRule, last: list[date | None], anchor: date | None, as_of: date
) -> None:
    """S9.1: every customer has a window that can still be kept."""
    found = next_windows(rule, _column(last), _column([anchor] * len(last)), as_of)
    assert (np.datetime64(as_of) <= found.not_before).all()
    assert (found.not_before <= found.ideal_on).all()
    assert (found.ideal_on <= found.due_by).all()
    assert (found.overdue == (found.owed_by < np.datetime64(as_of))).all()
    assert (found.overdue | np.isnat(found.owed_by) | (found.due_by == found.owed_by)).all()


@given(rule=rules(), last=st.lists(DAYS, min_size=2, max_size=12), anchor=MAYBE, as_of=DAYS)
@settings(max_examples=300, deadline=None)
def test_a_later_visit_never_falls_due_earlier(
    rule: IntervalRule, last: list[date], anchor: date | None, as_of: date
) -> None:
    """The rule's own date is monotone in the last visit, except that an anniversary may keep its older date."""
    assume(rule.kind is not IntervalKind.ANNIVERSARY)
    found = next_windows(rule, _column(sorted(last)), _column([anchor] * len(last)), as_of)
    assert (np.diff(found.owed_by).astype(int) >= 0).all()


@given(months=st.integers(1, 36), early=st.integers(0, 27), last=DAYS, anchor=MAYBE)
@settings(max_examples=200, deadline=None)
def test_an_anniversary_is_never_later_than_interval_plus_early_window(
    months: int, early: int, last: date, anchor: date | None
) -> None:
    """A kept date gives at most `early_days` on top of the interval, and never takes any away."""
    rule = IntervalRule(kind=IntervalKind.ANNIVERSARY, months=months, early_days=early, hard=True)
    found = next_windows(rule, _column([last]), _column([anchor]), last + timedelta(days=1))
    counted = add_months(_column([last]), months)[0]
    extra = (found.owed_by[0] - counted).astype(int)
    assert -3 <= extra <= early + 3  # month ends: up to three days either way


@given(rule=rules(), last=st.lists(MAYBE, min_size=1, max_size=5), anchor=MAYBE, as_of=DAYS, ahead=st.integers(0, 90))
@settings(max_examples=200, deadline=None)
def test_occurrences_of_one_customer_never_overlap(
    rule: IntervalRule, last: list[date | None], anchor: date | None, as_of: date, ahead: int
) -> None:
    """Windows of a series are disjoint and their gaps are what is said."""
    start = as_of + timedelta(days=ahead)
    span = Horizon(start=start, until=start + timedelta(days=400))
    first = next_windows(rule, _column(last), _column([anchor] * len(last)), as_of)
    found = project(rule, first, span)
    wins = found.windows
    assert (wins.not_before <= wins.ideal_on).all()
    assert (wins.ideal_on <= wins.due_by).all()
    assert (wins.ideal_on < np.datetime64(span.until)).all()
    assert (wins.due_by >= np.datetime64(span.start)).all()
    same = found.row[1:] == found.row[:-1]
    gap = (wins.not_before[1:] - wins.due_by[:-1]).astype(int)
    assert (gap[same] >= 1).all()
    assert (gap[same] == found.min_gap_days[1:][same]).all()


@given(months=st.integers(2, 30), early=st.integers(1, 50), last=DAYS, pick=st.integers(0, 10_000))
@settings(max_examples=200, deadline=None)
def test_every_choice_of_a_hard_rolling_series_is_lawful(months: int, early: int, last: date, pick: int) -> None:
    """S9.1: whichever day of a window is chosen, the next due date lies within the interval from it."""
    rule = IntervalRule(kind=IntervalKind.ROLLING, months=months, early_days=early, grace_days=5, hard=True)
    as_of = last + timedelta(days=1)
    first = next_windows(rule, _column([last]), _column([None]), as_of)
    wins = project(rule, first, Horizon(start=as_of, until=as_of + timedelta(days=1500))).windows
    length = (wins.due_by - wins.not_before).astype(int) + 1
    chosen = wins.not_before + (pick * (np.arange(len(wins)) + 1)) % length
    assert (wins.due_by[1:] <= add_months(chosen[:-1], months)).all()
