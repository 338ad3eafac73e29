"""The town: a company of a test's own, inside a transaction that is rolled back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.app.services.town import Town


@pytest.fixture
def town(engine: Engine) -> Iterator[Town]:
    """An empty company; its commits are savepoints."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield Town(
            sessions=lambda: Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        )
        transaction.rollback()
