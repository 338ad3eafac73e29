"""Signing in with a password, and out (R49, R50)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.factory import create_app
from app.storage.tables import User
from tests.app.web.conftest import SignIn
from tests.app.web.world import PASSWORD, World


@pytest.fixture(autouse=True)
def _fresh_counts(sessions: sessionmaker[Session]) -> Iterator[None]:
    yield
    with sessions.begin() as session:
        session.execute(text("DELETE FROM rate_limit"))


def typed(email: str, password: str = PASSWORD) -> dict[str, str]:
    return {"email": email, "password": password}


def test_the_right_password_opens_a_session(client: FlaskClient, world: World) -> None:
    """The cookie is kept from scripts and from other sites."""
    answer = client.post("/login", json=typed("Dispatcher@Example.com"))
    assert answer.status_code == 200
    assert answer.get_json()["user"]["id"] == str(world["dispatcher"])
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/api/v1/me").status_code == 200


def test_an_unknown_person_and_a_wrong_password_are_answered_alike(client: FlaskClient) -> None:
    """R49: nobody learns who has an account."""
    unknown = client.post("/login", json=typed("nobody@example.com", "wrong password !"))
    wrong = client.post("/login", json=typed("manager@example.com", "wrong password !"))
    assert (unknown.status_code, wrong.status_code) == (401, 401)
    assert unknown.get_json() == wrong.get_json()
    assert unknown.get_json()["code"] == "sign_in_failed"


def test_somebody_whose_account_is_closed_cannot_sign_in(
    client: FlaskClient, sign_in: SignIn, world: World, sessions: sessionmaker[Session]
) -> None:
    """R45: and the session that was open is over at once."""
    browser = sign_in("administrator")
    assert browser.get("/api/v1/me").status_code == 200
    with sessions.begin() as session:
        session.execute(update(User).where(User.id == world["administrator"]).values(active=False))
    assert client.post("/login", json=typed("administrator@example.com")).status_code == 401
    assert browser.get("/api/v1/me").status_code == 401


def test_the_sixth_try_in_a_minute_has_to_wait(client: FlaskClient) -> None:
    """R50: five a minute for an account from an address, even when the sixth is right."""
    for _ in range(5):
        assert client.post("/login", json=typed("engineer@example.com", "wrong password !")).status_code == 401
    answer = client.post("/login", json=typed("engineer@example.com"))
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert client.post("/login", json=typed("manager@example.com")).status_code == 200


def test_signing_in_forgets_the_tries_before_it(client: FlaskClient) -> None:
    """Somebody who mistyped four times is not locked out the next minute."""
    for _ in range(2):
        for _ in range(4):
            client.post("/login", json=typed("engineer@example.com", "wrong password !"))
        assert client.post("/login", json=typed("engineer@example.com")).status_code == 200


def test_no_address_is_kept_with_the_counts(client: FlaskClient, sessions: sessionmaker[Session]) -> None:
    """Keys of the counts are digests."""
    client.post("/login", json=typed("engineer@example.com", "wrong password !"))
    with sessions() as session:
        keys = session.scalars(text("SELECT key FROM rate_limit")).all()
    assert keys
    assert all(len(key) == 64 for key in keys)


def test_signing_out_ends_the_session(client: FlaskClient) -> None:
    """And needs the CSRF header like every writing."""
    token = client.post("/login", json=typed("supervisor@example.com")).get_json()["user"]["csrf_token"]
    assert client.post("/logout").get_json()["code"] == "csrf"
    assert client.post("/logout", headers={"X-CSRF-Token": token}).status_code == 204
    assert client.get("/api/v1/me").status_code == 401


def test_sign_ins_and_failures_are_written_down_without_the_password(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    """R51: what somebody typed never reaches the journal."""
    client.post("/login", json=typed("manager@example.com", "secret typed by mistake"))
    with sessions() as session:
        rows = session.execute(text("SELECT action, details::text FROM audit WHERE action LIKE 'sign_in%'")).all()
    assert {row.action for row in rows} >= {"sign_in", "sign_in_failed"}
    assert not any("secret" in row.details for row in rows)


@pytest.mark.parametrize(
    "body", ["[]", "{}", "null", '{"email": 1, "password": 2}', '{"email": "a\\u0000b@c", "password": "x"}']
)
def test_a_body_that_is_no_sign_in_is_refused(client: FlaskClient, body: str) -> None:
    """R61: never a 500."""
    assert client.post("/login", data=body, content_type="application/json").status_code == 422


def test_signing_in_by_a_form_of_another_site_is_refused(client: FlaskClient) -> None:
    """Only JSON is read, which a foreign page cannot send."""
    assert client.post("/login", data=typed("manager@example.com")).status_code in (415, 422)


def test_a_session_of_the_previous_key_is_still_good(app: Flask, sign_in: SignIn) -> None:
    """R58: the signing key is changed without signing anybody out; an unknown key is worth nothing."""
    cookie = sign_in("dispatcher").get_cookie("roundsman")
    assert cookie is not None
    before = app.extensions["roundsman"]
    for previous, expected in ((before.settings.secret_key, 200), (None, 401)):
        settings = replace(
            before.settings, secret_key="another secret of sufficient length", secret_key_previous=previous
        )
        container = Container(settings=settings, clock=before.clock)
        container.sessions = before.sessions
        browser = create_app(container).test_client()
        browser.set_cookie("roundsman", cookie.value)
        assert browser.get("/api/v1/me").status_code == expected
