"""The application over a world of its own; one transaction for each test file, rolled back at its end."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.factory import create_app
from app.storage.provision import Addresses
from tests.app.web.world import PHOTO, FixedClock, World, build
from tests.conftest import settings_for

SignIn = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def sessions(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions whose commits are savepoints of one transaction."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield sessionmaker(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        transaction.rollback()


@pytest.fixture(scope="module")
def world(sessions: sessionmaker[Session]) -> Iterator[World]:
    """The world of `tests.app.web.world`."""
    with sessions() as session:
        yield build(session)


@pytest.fixture(scope="module")
def app(
    world: World,  # noqa: ARG001 (the world is there before anybody asks)
    sessions: sessionmaker[Session],
    database: Addresses,
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application over that world."""
    folder: Path = tmp_path_factory.mktemp("data")
    container = Container(settings=settings_for(database, folder), clock=FixedClock())
    container.sessions = sessions
    container.shelf.blobs.put(hashlib.sha256(PHOTO).hexdigest(), PHOTO)
    made = create_app(container)
    for name in ("DESK_FOLDER", "PHONE_FOLDER"):
        made.config[name] = built = folder / name
        (built / "assets").mkdir(parents=True)
        (built / "index.html").write_text(f"<!doctype html><title>{name}</title>")
        (built / "assets" / "app-1a2b.js").write_text("export {}")
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, world: World) -> SignIn:
    """A browser in which somebody is signed in, without the cost of a password."""

    def opened(name: str) -> FlaskClient:
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = world.uniquifiers[name]
            session["_fresh"] = True
        return browser

    return opened
