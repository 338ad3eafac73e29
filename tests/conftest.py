"""Fixtures that every test may ask for: settings, and a real PostgreSQL in three strengths.

``session``          a savepoint session as the application role; whatever the test commits is rolled back after it
``database``         the migrated database behind ``session`` (one for each test process); leave it as it was
``fresh_database``   a database of the test's own, for tests of commits, locks, workers and migrations (0.3 s)
``empty_database``   a database of the test's own before any migration
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.settings import Environment, Settings
from app.storage.provision import Addresses
from tests.postgres import PREFIX, TestServer, server_from, sweep, template_of

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> TestServer:
    """The PostgreSQL server of the tests."""
    found = server_from(os.environ)
    sweep(found)
    return found


@pytest.fixture(scope="session")
def template(server: TestServer) -> str:
    """The name of the migrated template database."""
    return template_of(server)


@pytest.fixture(scope="session")
def database(server: TestServer, template: str) -> Iterator[Addresses]:
    """The addresses of this test process's migrated database."""
    yield from _clone(server, template)


@pytest.fixture
def fresh_database(server: TestServer, template: str) -> Iterator[Addresses]:
    """The addresses of a migrated database that this test has for itself."""
    yield from _clone(server, template)


@pytest.fixture
def empty_database(server: TestServer) -> Iterator[Addresses]:
    """The addresses of a database with extensions and grants but before the first migration."""
    name = f"{PREFIX}{os.getpid()}_{next(_numbers)}"
    server.make(name)
    try:
        yield server.addresses(name)
    finally:
        server.drop(name)


@pytest.fixture(scope="session")
def engine(database: Addresses) -> Iterator[Engine]:
    """An engine of the application role on ``database``."""
    made = create_engine(database.application)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose commits are savepoints inside a transaction that is rolled back after the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as made:
            yield made
        transaction.rollback()


@pytest.fixture
def settings(database: Addresses, tmp_path: Path) -> Settings:
    """Settings of a test process: ``database``, and a data folder of the test's own."""
    return settings_for(database, tmp_path)


def settings_for(where: Addresses, data_dir: Path) -> Settings:
    """Settings that point at a database and a folder of a test."""
    return Settings(
        environment=Environment.TEST,
        data_dir=data_dir,
        secret_key="a secret that only the tests know, 0123456789",
        database_url=where.application,
        database_owner_url=where.owner,
        blob_url=(data_dir / "blobs").as_uri(),
    )


def _clone(server: TestServer, template: str) -> Iterator[Addresses]:
    name = f"{PREFIX}{os.getpid()}_{next(_numbers)}"
    try:
        yield server.clone(template, name)
    finally:
        server.drop(name)
