"""How many requests a phone may make a minute, counted for all processes together (R50)."""

import math
import uuid

from limits import parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app.services.ports.clock import Clock
from app.storage.rate_limits import TableStorage

PER_DEVICE = parse("240/minute")


class TablePace:
    """Answers `app.services.ports.devices.Pace`; sync stays open while the counts are not to be had."""

    def __init__(self, sessions: sessionmaker[Session], clock: Clock) -> None:
        self._storage = TableStorage(sessions)
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._clock = clock

    def wait_s(self, device_id: uuid.UUID) -> int | None:
        """Count one request."""
        key = ("phone", str(device_id))
        try:
            if self._limiter.hit(PER_DEVICE, *key):
                return None
            until = self._storage.get_expiry(PER_DEVICE.key_for(*key))
        except SQLAlchemyError:
            return None
        return max(1, math.ceil(until - self._clock.now().timestamp()))
