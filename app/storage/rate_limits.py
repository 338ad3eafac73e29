"""A store of the `limits` library in PostgreSQL: exact over processes and hosts, and no other server to run."""

import hashlib
from datetime import timedelta

from limits.storage import Storage
from sqlalchemy import delete, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app.storage.tables import RateLimit

# One statement, so that two attempts at once count as two; the database's clock is the only one that all share.
COUNT = text("""
INSERT INTO rate_limit AS r (key, hits, expires_at) VALUES (:key, :amount, clock_timestamp() + :life)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN r.expires_at <= clock_timestamp() THEN :amount ELSE r.hits + :amount END,
    expires_at = CASE WHEN r.expires_at <= clock_timestamp() THEN excluded.expires_at ELSE r.expires_at END
RETURNING hits
""")
HITS = text("SELECT hits FROM rate_limit WHERE key = :key AND expires_at > clock_timestamp()")
UNTIL = text("SELECT extract(epoch FROM expires_at) FROM rate_limit WHERE key = :key")
LEFT = text("SELECT extract(epoch FROM expires_at - clock_timestamp()) FROM rate_limit WHERE key = :key")
FORGET = text("DELETE FROM rate_limit WHERE expires_at < clock_timestamp() - interval '1 hour'")


class TableStorage(Storage):
    """Fixed windows in the table `rate_limit`."""

    STORAGE_SCHEME = None

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        super().__init__()
        self._sessions = sessions

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library may wrap; we let it through, so that sign-in is closed while the database is down."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count and return the attempts inside the window, which lasts `expiry` seconds from the first."""
        with self._sessions.begin() as session:
            values = {"key": digest(key), "amount": amount, "life": timedelta(seconds=expiry)}
            return int(session.execute(COUNT, values).scalar_one())

    def get(self, key: str) -> int:
        """Return the attempts inside the window."""
        with self._sessions.begin() as session:
            return int(session.scalar(HITS, {"key": digest(key)}) or 0)

    def get_expiry(self, key: str) -> float:
        """Return the end of the window, seconds since the epoch."""
        with self._sessions.begin() as session:
            return float(session.scalar(UNTIL, {"key": digest(key)}) or 0)

    def seconds_left(self, key: str) -> float:
        """Return how long the window lasts from now on, by the database's clock."""
        with self._sessions.begin() as session:
            return float(session.scalar(LEFT, {"key": digest(key)}) or 0)

    def check(self) -> bool:
        """Return whether the database answers."""
        with self._sessions.begin() as session:
            return bool(session.scalar(text("SELECT true")))

    def reset(self) -> int | None:
        """Forget everything."""
        with self._sessions.begin() as session:
            session.execute(delete(RateLimit))
        return None

    def clear(self, key: str) -> None:
        """Forget one key, and whatever ended long ago."""
        with self._sessions.begin() as session:
            session.execute(delete(RateLimit).where(RateLimit.key == digest(key)))
            session.execute(FORGET)


def digest(key: str) -> str:
    """Return the key without the address it was made of."""
    return hashlib.sha256(key.encode()).hexdigest()
