"""A problem that contradicts itself cannot be made; the refusal says where and what, in two languages."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from planner.problem import (
    Break,
    Horizon,
    Lending,
    Obligations,
    Policy,
    Problem,
    ProblemError,
    Shift,
    Sites,
    Technician,
)

DAY = date(2027, 3, 1)


def obligations(**columns: Any) -> Obligations:
    """Two obligations at site 0; `columns` are exchanged."""
    days = np.array([DAY, DAY], dtype="datetime64[D]")
    usual: dict[str, Any] = {one.name: np.zeros(2, dtype=np.int32) for one in fields(Obligations)[1:]}
    usual |= dict.fromkeys(("not_before", "ideal_on", "due_by"), days)
    usual |= {name: np.full(2, -1, dtype=np.int32) for name in ("series", "preferred", "excluded", "pinned", "after")}
    usual |= {"extra_windows_s": np.zeros((2, 0, 2), dtype=np.int32)}
    usual |= {"skills": np.zeros(2, dtype=np.uint64), "hard": np.zeros(2, dtype=np.bool_)}
    usual |= {"priority": np.zeros(2, dtype=np.int8), "window_end_s": np.full(2, 86400, dtype=np.int32)}
    usual |= {"pinned_on": np.full(2, np.datetime64("NaT", "D"))}
    return Obligations(**{"ids": ("a", "b"), **usual, **columns})


def sites(**columns: Any) -> Sites:
    """One site."""
    usual: dict[str, Any] = {
        "ids": ("s",),
        "lonlat": np.array([[120.0, 30.0]]),
        "region": np.zeros(1, dtype=np.int32),
        "building": np.full(1, -1, dtype=np.int32),
    }
    return Sites(**{**usual, **columns})


def technician(**change: Any) -> Technician:
    """One person."""
    return Technician(**{"id": "t", "name": "T", "region": 0, "start_site": 0, "end_site": 0, **change})


def problem(**change: Any) -> Problem:
    """A sound problem."""
    usual: dict[str, Any] = {
        "regions": ("r", "q"),
        "certificates": ("gas",),
        "sites": sites(),
        "technicians": (technician(),),
        "obligations": obligations(),
        "horizon": Horizon(start=DAY, until=date(2027, 3, 8)),
    }
    return Problem(**{**usual, **change})


def ints(*values: int) -> Any:
    """An int32 column."""
    return np.array(values, dtype=np.int32)


WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "due before possible": (
        lambda: obligations(due_by=np.array(["2027-02-01", "2027-03-01"], dtype="datetime64[D]")),
        "obligations[0].due_by",
    ),
    "no date": (
        lambda: obligations(due_by=np.array(["2027-03-01", "NaT"], dtype="datetime64[D]")),
        "obligations[1].due_by",
    ),
    "pinned before possible": (
        lambda: obligations(pinned_on=np.array(["NaT", "2027-02-28"], dtype="datetime64[D]")),
        "obligations[1].pinned_on",
    ),
    "pinned after due": (
        lambda: obligations(pinned_on=np.array(["2027-03-02", "NaT"], dtype="datetime64[D]")),
        "obligations[0].pinned_on",
    ),
    "negative service": (lambda: obligations(service_s=ints(0, -1)), "obligations[1].service_s"),
    "window reversed": (lambda: obligations(window_start_s=ints(0, 86401)), "obligations[1].service_s"),
    "gaps reversed": (
        lambda: obligations(min_gap_days=ints(0, 9), max_gap_days=ints(0, 3)),
        "obligations[1].min_gap_days",
    ),
    "negative gap": (lambda: obligations(min_gap_days=ints(-1, 0)), "obligations[0].min_gap_days"),
    "same id twice": (lambda: obligations(ids=("a", "a")), "obligations.ids"),
    "short column": (lambda: obligations(site=ints(0)), "obligations.site"),
    "no such site": (lambda: problem(obligations=obligations(site=ints(0, 4))), "obligations.site[1]"),
    "no such technician": (lambda: problem(obligations=obligations(pinned=ints(-1, 4))), "obligations.pinned[1]"),
    "no such certificate": (
        lambda: problem(obligations=obligations(skills=np.array([0, 2], dtype=np.uint64))),
        "obligations.skills",
    ),
    "no such region": (lambda: problem(sites=sites(region=ints(7))), "sites.region[0]"),
    "no such base": (lambda: problem(technicians=(technician(end_site=3),)), "technicians[0]"),
    "same person twice": (lambda: problem(technicians=(technician(), technician())), "technicians"),
    "nowhere on earth": (lambda: sites(lonlat=np.array([[181.0, 0.0]])), "sites.lonlat"),
    "not a number": (lambda: sites(lonlat=np.array([[np.nan, 0.0]])), "sites.lonlat"),
    "lending to nobody": (
        lambda: problem(policy=Policy(lending=(Lending(giver=0, taker=9, hours_per_week=1.0),))),
        "policy.lending[0]",
    ),
    "lending to oneself": (
        lambda: problem(policy=Policy(lending=(Lending(giver=1, taker=1, hours_per_week=1.0),))),
        "policy.lending[0]",
    ),
    "negative loan": (lambda: Lending(giver=0, taker=1, hours_per_week=-1.0), "policy.lending"),
    "share of one": (lambda: Policy(reserve_share=1.0), "policy"),
    "price that is none": (lambda: Policy(overtime_price=float("nan")), "policy"),
    "horizon reversed": (lambda: Horizon(start=DAY, until=DAY), "horizon.until"),
    "shift reversed": (lambda: Shift(on=DAY, start_s=10, end_s=10), f"shift {DAY}"),
    "break reversed": (lambda: Break(window_start_s=9, window_end_s=8, duration_s=1), "break"),
    "two shifts a day": (
        lambda: technician(shifts=(Shift(on=DAY, start_s=0, end_s=9), Shift(on=DAY, start_s=10, end_s=19))),
        "technician t",
    ),
    "fewer than no stops": (lambda: technician(max_stops=-1), "technician t"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_contradiction_is_refused_at_its_place(name: str) -> None:
    """Every value is checked when it is made."""
    make, path = WRONG[name]
    with pytest.raises(ProblemError) as refused:
        make()
    (flaw,) = [one for one in refused.value.flaws if one.path == path]
    assert flaw.message_en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in flaw.message_zh)


def test_all_contradictions_of_a_problem_are_listed() -> None:
    """The refusal names every flaw, not only the first."""
    with pytest.raises(ProblemError) as refused:
        problem(sites=sites(region=ints(7)), obligations=obligations(site=ints(0, 4), pinned=ints(5, -1)))
    assert {one.path for one in refused.value.flaws} == {
        "sites.region[0]",
        "obligations.site[1]",
        "obligations.pinned[0]",
    }


def test_a_sound_problem_is_made_and_its_rows_can_be_taken() -> None:
    """Taking rows keeps their order and their ids."""
    sound = problem()
    assert sound.region_of().tolist() == [0, 0]
    assert sound.obligations.take(ints(1, 0)).ids == ("b", "a")


def test_a_pin_on_either_edge_of_the_due_window_is_sound() -> None:
    """Both ends are inclusive."""
    last = np.array(["2027-03-05", "2027-03-05"], dtype="datetime64[D]")
    pins = np.array(["2027-03-01", "2027-03-05"], dtype="datetime64[D]")
    assert obligations(due_by=last, pinned_on=pins).pinned_on.tolist() == pins.tolist()


def test_weeks_begin_on_monday_and_the_first_may_be_cut() -> None:
    """Week 0 holds the first date of the horizon."""
    span = Horizon(start=date(2027, 3, 3), until=date(2027, 3, 16))
    assert (span.weeks, span.monday(0), span.days) == (3, date(2027, 3, 1), 13)
    days = np.array(["2027-02-28", "2027-03-03", "2027-03-08", "2027-03-15"], dtype="datetime64[D]")
    assert span.week_of(days).tolist() == [-1, 0, 1, 2]


def test_replacing_a_part_checks_the_whole_again() -> None:
    """A sound problem cannot be turned into one that contradicts itself."""
    with pytest.raises(ProblemError):
        replace(problem(), certificates=(), obligations=obligations(skills=np.array([1, 0], dtype=np.uint64)))
