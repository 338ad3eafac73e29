"""Every route says who may call it, and every error what the phone does about it."""

from pathlib import Path

import pytest
from flask import Flask

from app.container import Container
from app.domain.permissions import Permission
from app.factory import create_app
from app.services.access.decision import PUBLIC, SIGNED_IN, decision_of
from app.services.errors import CATALOGUE, DomainError, PhoneAction
from app.settings import Environment, Settings

PUBLIC_ROUTES = {
    "demo.demo",
    "docs.document",
    "docs.page",
    "docs.style",
    "health.health",
    "pages.desk",
    "pages.phone",
    "session.login",
    "tiles.base",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application; no request is made, so no database is needed."""
    folder: Path = tmp_path_factory.mktemp("data")
    settings = Settings(
        environment=Environment.TEST,
        data_dir=folder,
        secret_key="a secret that only the tests know, 0123456789",
        database_url="postgresql+psycopg://nobody@/nothing",
        blob_url=folder.as_uri(),
    )
    return create_app(Container(settings=settings))


def test_every_route_has_a_decision(app: Flask) -> None:
    """R42: nothing is open because somebody forgot."""
    undecided = [name for name, view in app.view_functions.items() if decision_of(view) is None]
    assert undecided == []


def test_decisions_are_permissions_that_exist(app: Flask) -> None:
    """A misspelt permission would shut everybody out."""
    known = {PUBLIC, SIGNED_IN} | {permission.value for permission in Permission}
    views = {name: view for name, view in app.view_functions.items() if not view.__module__.startswith("mobile_api")}
    assert {decision_of(view) for view in views.values()} <= known


def test_the_list_of_public_routes_is_short_and_known(app: Flask) -> None:
    """Opening one more is a decision of somebody who changes this list."""
    public = {
        name
        for name, view in app.view_functions.items()
        if decision_of(view) == PUBLIC and not view.__module__.startswith("mobile_api")
    }
    assert public == PUBLIC_ROUTES


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_every_error_code_has_a_phone_action_and_two_languages(code: str) -> None:
    """Rule 8 of style."""
    kind = CATALOGUE[code]
    assert isinstance(kind.phone, PhoneAction)
    assert 400 <= kind.status < 600
    error = DomainError(code)
    assert error.message_en
    assert any("\u4e00" <= character <= "\u9fff" for character in kind.zh.replace("{why}", "中"))
