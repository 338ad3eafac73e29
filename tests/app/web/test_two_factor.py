"""One-time codes as a second step, when the setting asks for them (R49)."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.factory import create_app
from app.services.access.decision import decision_of
from tests.app.web.world import PASSWORD

pytestmark = pytest.mark.filterwarnings("ignore:Passing SelectField choices:DeprecationWarning")


@pytest.fixture
def strict(app: Flask, sessions: sessionmaker[Session]) -> Flask:
    """The same application with the setting switched on."""
    usual = app.extensions["roundsman"]
    container = Container(settings=replace(usual.settings, two_factor=True), clock=usual.clock)
    container.sessions = sessions
    return create_app(container)


def typed(browser: FlaskClient, who: str) -> Any:
    return browser.post("/login", json={"email": f"{who}@example.com", "password": PASSWORD}).get_json()


def set_up(browser: FlaskClient, token: str) -> Any:
    begun = browser.post("/auth/tf-setup", json={"setup": "authenticator", "csrf_token": token})
    assert begun.status_code == 200, begun.text
    setup = begun.get_json()["response"]
    code = TOTP(key=setup["tf_authr_b32key"]).generate().token
    return browser.post("/auth/tf-validate", json={"code": code, "csrf_token": token})


def test_a_password_alone_opens_nothing_and_a_code_does(strict: Flask) -> None:
    """The first time the app is set up, from then on only a code is asked for."""
    browser = strict.test_client()
    asked = typed(browser, "manager")
    assert (asked["code"], asked["details"]["state"]) == ("two_factor_required", "setup_from_login")
    assert browser.get("/api/v1/me").status_code == 401
    assert set_up(browser, asked["details"]["csrf_token"]).status_code == 200
    assert browser.get("/api/v1/me").status_code == 200
    assert typed(strict.test_client(), "manager")["details"]["state"] == "ready"


def test_codes_cannot_be_guessed_without_end(strict: Flask) -> None:
    """R50: five tries a minute."""
    browser = strict.test_client()
    set_up(browser, typed(browser, "supervisor")["details"]["csrf_token"])
    browser = strict.test_client()
    token = typed(browser, "supervisor")["details"]["csrf_token"]
    tries = [browser.post("/auth/tf-validate", json={"code": "000000", "csrf_token": token}) for _ in range(6)]
    assert tries[-1].status_code == 429, [each.text for each in tries]
    assert browser.get("/api/v1/me").status_code == 401


def test_the_librarys_own_sign_in_is_closed(strict: Flask) -> None:
    """It would go around the limit; and every route has its decision."""
    browser = strict.test_client()
    assert browser.post("/auth/login", json={"email": "manager@example.com", "password": PASSWORD}).status_code == 404
    assert all(decision_of(view) is not None for view in strict.view_functions.values())
