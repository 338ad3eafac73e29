"""Claims about the daily look at what is owed."""

from datetime import UTC, datetime

from app.gateways.clock import FixedClock
from app.jobs.daily import HOUR, refresh_ledgers
from app.services.ledger.open_obligations import Opened
from tests.app.jobs.conftest import Works


def at(works: Works, hour: int) -> None:
    works.container.clock = FixedClock(at=datetime(2026, 3, 2, (hour - 8) % 24, 7, tzinfo=UTC))


def test_the_ledger_is_opened_at_the_hour_of_the_company_and_no_other(works: Works) -> None:
    """Shanghai is eight hours ahead of UTC."""
    at(works, HOUR + 1)
    assert refresh_ledgers(works.container) == Opened()
    at(works, HOUR)
    assert refresh_ledgers(works.container).new > 0
    assert refresh_ledgers(works.container) == Opened()
