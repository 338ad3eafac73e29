"""The time of day, passed in so that nothing below asks the machine."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells instants (aware, UTC) and the local date of a zone."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...

    def today(self, zone: ZoneInfo) -> date:
        """Return the local date in `zone`."""
        ...
