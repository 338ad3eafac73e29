"""The one place that reads the machine's clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self, zone: ZoneInfo) -> date:
        """Return the local date in `zone`."""
        return self.now().astimezone(zone).date()


@dataclass(kw_only=True)
class FixedClock:
    """A clock that stands at `at` until somebody moves it; for tests and for rehearsals of a past day."""

    at: datetime = field()

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self.at.astimezone(UTC)

    def today(self, zone: ZoneInfo) -> date:
        """Return the local date in `zone`."""
        return self.at.astimezone(zone).date()
