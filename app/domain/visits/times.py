"""When something really happened, whatever the phone's clock says (R22).

In one run of the phone (between two restarts) its steady counter tells how long ago a thing was, so the server's clock
alone decides. Across a restart a time from satellites helps; else the phone's clock when it is right now; else nothing
is known and the time of arrival stands, flagged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=2)


class ClockFlag(StrEnum):
    """What people should know about a time."""

    CORRECTED = "clock_corrected"
    UNPROVED = "clock_unproved"
    UNKNOWN = "clock_unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """The phone's clocks at one moment: wall clock (aware), run of the phone, steady milliseconds, satellite time."""

    device_time: datetime
    boot_id: str | None = None
    monotonic_ms: int | None = None
    gps_time: datetime | None = None

    def __post_init__(self) -> None:
        if self.device_time.tzinfo is None or (self.gps_time is not None and self.gps_time.tzinfo is None):
            raise ValueError("times of a phone carry their offset")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """An instant and what is doubtful about it."""

    at: datetime
    flag: ClockFlag | None = None


def happened(then: Moment, now: Moment | None, received_at: datetime) -> Reported:
    """Return when `then` was.

    Parameters
    ----------
    then : the phone's clocks at the event
    now : the phone's clocks when it sent the event; None when it did not say
    received_at : the server's clock when that arrived; the result is never later
    """
    if now is not None and then.boot_id is not None and then.boot_id == now.boot_id:
        return _same_run(then, now, received_at)
    if then.gps_time is not None:
        return Reported(at=min(then.gps_time, received_at))
    right_now = now is not None and abs(received_at - now.device_time) <= TOLERANCE
    if right_now and then.device_time <= received_at + TOLERANCE:
        return Reported(at=min(then.device_time, received_at), flag=ClockFlag.UNPROVED)
    return Reported(at=received_at, flag=ClockFlag.UNKNOWN)


def _same_run(then: Moment, now: Moment, received_at: datetime) -> Reported:
    if then.monotonic_ms is not None and now.monotonic_ms is not None and then.monotonic_ms <= now.monotonic_ms:
        ago = timedelta(milliseconds=now.monotonic_ms - then.monotonic_ms)
    elif then.device_time <= now.device_time:
        ago = now.device_time - then.device_time
    else:
        return Reported(at=received_at, flag=ClockFlag.UNKNOWN)
    at = received_at - ago
    wrong = abs(at - then.device_time) > TOLERANCE
    return Reported(at=at, flag=ClockFlag.CORRECTED if wrong else None)
