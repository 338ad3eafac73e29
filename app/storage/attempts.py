"""Limits on signing in: per account and address, and per address."""

import math

from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.orm import Session, sessionmaker

from app.storage.rate_limits import TableStorage

PER_ACCOUNT = (parse("5/minute"), parse("30/hour"))
PER_ADDRESS = (parse("100/minute"),)


class TableAttempts:
    """Implements `Attempts`."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._storage = TableStorage(sessions)
        self._limiter = FixedWindowRateLimiter(self._storage)

    def count(self, account: str, address: str) -> int | None:
        """Count one try; return None when it is allowed, else the seconds to wait."""
        waits = [self._wait(item, key) for item, key in _keys(account, address) if not self._limiter.hit(item, *key)]
        return max(waits, default=None)

    def succeed(self, account: str, address: str) -> None:
        """Forget the tries of an account from an address."""
        for item, key in _keys(account, address)[: len(PER_ACCOUNT)]:
            self._limiter.clear(item, *key)

    def _wait(self, item: RateLimitItem, key: tuple[str, ...]) -> int:
        return max(1, math.ceil(self._storage.seconds_left(item.key_for(*key))))


def _keys(account: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    pair = ("sign-in", account.strip().lower(), address)
    return [(item, pair) for item in PER_ACCOUNT] + [(item, ("sign-in", address)) for item in PER_ADDRESS]
