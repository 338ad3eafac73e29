"""R61: whatever is sent, the desk API answers by its own document and never with a 5xx."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import Engine, literal, select
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.factory import create_app
from app.storage.provision import Addresses
from app.storage.tables import RoleRow, user_role
from app.web.openapi import FILE
from tests.app.web.world import FixedClock, build
from tests.conftest import settings_for

load_all_checks()
ASKED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Signing in costs a password hash each and has tests of its own; signing out would end the run.
schema = schemathesis.openapi.from_dict(json.loads(FILE.read_text(encoding="utf-8"))).exclude(
    path_regex="^/log(in|out)$"
)


@pytest.fixture(scope="module")
def signed_in(
    engine: Engine, database: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, dict[str, str], dict[str, str]]]:
    """The application over the usual world, with cookie and headers of somebody with every role."""
    with engine.connect() as connection:
        transaction = connection.begin()
        sessions: sessionmaker[Session] = sessionmaker(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        with sessions() as session:
            world = build(session)
            holder = select(literal(world["supervisor"]), RoleRow.id).where(RoleRow.name != "supervisor")
            session.execute(user_role.insert().from_select(["user_id", "role_id"], holder))
            session.commit()
        container = Container(settings=settings_for(database, tmp_path_factory.mktemp("data")), clock=FixedClock())
        container.sessions = sessions
        app = create_app(container)
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = world.uniquifiers["supervisor"], True
        token = browser.get("/api/v1/me").get_json()["csrf_token"]
        kept = browser.get_cookie("roundsman")
        assert kept is not None
        yield app, {"roundsman": kept.value}, {"X-CSRF-Token": token}
        transaction.rollback()


@schema.parametrize()
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_the_desk_api_keeps_its_document(
    case: schemathesis.Case, signed_in: tuple[Any, dict[str, str], dict[str, str]]
) -> None:
    """Somebody with every role asks for everything in every way."""
    app, cookies, headers = signed_in
    case.call_and_validate(cookies=cookies, headers=headers, checks=ASKED, app=app)
