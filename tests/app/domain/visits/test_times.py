"""When something happened, whatever the phone's clock says (R22)."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.visits import Moment, happened
from app.domain.visits.times import ClockFlag

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def moment(at: datetime, boot: str | None = "a", steady_h: float | None = None, gps: datetime | None = None) -> Moment:
    steady = None if steady_h is None else int(steady_h * 3_600_000)
    return Moment(device_time=at, boot_id=boot, monotonic_ms=steady, gps_time=gps)


@pytest.mark.parametrize("wrong", [timedelta(days=-3650), timedelta(days=3650), timedelta(minutes=3)])
def test_in_one_run_the_server_decides_however_wrong_the_phone(wrong: timedelta) -> None:
    then, now = moment(NOON - HOUR + wrong), moment(NOON + wrong)
    told = happened(then, now, NOON)
    assert (told.at, told.flag) == (NOON - HOUR, ClockFlag.CORRECTED)


def test_a_right_clock_is_not_flagged() -> None:
    told = happened(moment(NOON - HOUR), moment(NOON), NOON + timedelta(seconds=2))
    assert (told.at, told.flag) == (NOON - HOUR + timedelta(seconds=2), None)


def test_a_clock_that_jumped_in_between_is_seen_through_by_the_steady_one() -> None:
    then, now = moment(NOON + 5 * HOUR, steady_h=10), moment(NOON, steady_h=12)
    assert happened(then, now, NOON).at == NOON - 2 * HOUR


def test_a_clock_that_ran_backwards_in_one_run_leaves_the_arrival() -> None:
    told = happened(moment(NOON + HOUR), moment(NOON), NOON)
    assert (told.at, told.flag) == (NOON, ClockFlag.UNKNOWN)


def test_after_a_restart_the_satellites_are_believed() -> None:
    told = happened(moment(NOON + 50 * HOUR, gps=NOON - HOUR), moment(NOON, boot="b"), NOON)
    assert (told.at, told.flag) == (NOON - HOUR, None)


def test_after_a_restart_a_clock_that_is_right_now_is_believed_with_a_flag() -> None:
    """Yesterday's report sent this morning must not be dated today."""
    told = happened(moment(NOON - 20 * HOUR), moment(NOON, boot="b"), NOON)
    assert (told.at, told.flag) == (NOON - 20 * HOUR, ClockFlag.UNPROVED)


@pytest.mark.parametrize("now", [None, moment(NOON + HOUR, boot="b")])
def test_else_the_arrival_counts(now: Moment | None) -> None:
    told = happened(moment(NOON - HOUR), now, NOON)
    assert (told.at, told.flag) == (NOON, ClockFlag.UNKNOWN)


def test_nothing_happens_in_the_future() -> None:
    assert happened(moment(NOON, boot=None, gps=NOON + HOUR), None, NOON).at == NOON


def test_a_time_without_offset_is_no_time() -> None:
    with pytest.raises(ValueError, match="offset"):
        Moment(device_time=NOON.replace(tzinfo=None))
