"""Tries at signing in, counted by the database (R50)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.storage.attempts import TableAttempts
from app.storage.engine import make_engine
from app.storage.provision import Addresses


@pytest.fixture
def sessions(fresh_database: Addresses) -> Iterator[sessionmaker[Session]]:
    """Real transactions on connections of their own."""
    engine = make_engine(fresh_database.application)
    yield sessionmaker(engine)
    engine.dispose()


def test_forty_tries_at_once_let_five_through(sessions: sessionmaker[Session]) -> None:
    """Two processes that ask at the same moment do not both get the last one."""
    attempts = TableAttempts(sessions)
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: attempts.count("a@example.com", "203.0.113.1"), range(40)))
    assert waits.count(None) == 5
    assert all(0 < wait <= 3600 for wait in waits if wait is not None)


def test_another_account_and_another_address_count_apart(sessions: sessionmaker[Session]) -> None:
    """Whoever attacks one account does not lock out the others."""
    attempts = TableAttempts(sessions)
    for _ in range(6):
        attempts.count("a@example.com", "203.0.113.1")
    assert attempts.count("a@example.com", "203.0.113.1") is not None
    assert attempts.count("b@example.com", "203.0.113.1") is None
    assert attempts.count("a@example.com", "203.0.113.2") is None


def test_a_window_that_has_ended_begins_anew(sessions: sessionmaker[Session]) -> None:
    """The count starts at one again."""
    attempts = TableAttempts(sessions)
    for _ in range(5):
        attempts.count("a@example.com", "203.0.113.1")
    with sessions.begin() as session:
        session.execute(text("UPDATE rate_limit SET expires_at = now() - interval '1 second'"))
    assert attempts.count("a@example.com", "203.0.113.1") is None
