"""The application over a field company of its own; one transaction for each test file, rolled back at its end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from flask import Flask
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.factory import create_app
from app.storage.provision import Addresses
from app.storage.tables import RateLimit
from tests.app.services.town import Town
from tests.conftest import settings_for
from tests.fakes.field_company import FieldCompany, found
from tests.fakes.phone import Phone

Enrolled = Callable[[str], Phone]


@dataclass
class MovingClock:
    """Stands at Monday 2026-11-23, nine in Shanghai, until a test moves it."""

    at: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self, zone: ZoneInfo) -> date:
        return self.at.astimezone(zone).date()

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture(scope="module")
def sessions(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions whose commits are savepoints of one transaction."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield sessionmaker(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        transaction.rollback()


@pytest.fixture(scope="module")
def clock() -> MovingClock:
    """The clock of the server."""
    return MovingClock()


@pytest.fixture(scope="module")
def company(sessions: sessionmaker[Session], clock: MovingClock) -> FieldCompany:
    """Wang and Li, six visits each."""
    return found(Town(sessions=sessions), clock, visits=6)


@pytest.fixture(scope="module")
def container(
    sessions: sessionmaker[Session], clock: MovingClock, database: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Container:
    """The parts of the process."""
    made = Container(settings=settings_for(database, tmp_path_factory.mktemp("data")), clock=clock)
    made.sessions = sessions
    return made


@pytest.fixture(scope="module")
def app(container: Container) -> Flask:
    """The application."""
    return create_app(container)


@pytest.fixture(autouse=True)
def untried(sessions: sessionmaker[Session]) -> None:
    """Nobody has tried anything yet: a file's tests are one transaction, in which the database's clock stands still."""
    with sessions() as session:
        session.execute(delete(RateLimit))
        session.commit()


@pytest.fixture
def new_phone(app: Flask, clock: MovingClock, tmp_path: Path) -> Iterator[Callable[[], Phone]]:
    """Phones that nobody has enrolled yet; they speak to the application without a network."""
    made: list[Phone] = []

    def phone() -> Phone:
        one = Phone("http://phone.test", tmp_path, clock.now())
        one.http.close()
        one.http = httpx.Client(base_url="http://phone.test", transport=httpx.WSGITransport(app=app))
        made.append(one)
        return one

    yield phone
    for each in made:
        each.close()


@pytest.fixture
def enrolled(new_phone: Callable[[], Phone], company: FieldCompany) -> Enrolled:
    """An enrolled phone of somebody."""

    def phone(name: str) -> Phone:
        one = new_phone()
        assert one.enrol(company.code(name)).status_code == 201
        return one

    return phone
