"""Errors as the contract wants them (rule 8 of style, R7)."""

import errno
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.container import Container
from app.factory import LARGEST_REQUEST, create_app
from app.storage.provision import Addresses
from tests.app.web.conftest import SignIn
from tests.conftest import settings_for


def test_an_error_says_the_same_in_both_languages_and_what_the_phone_does(client: FlaskClient) -> None:
    """The message is in the reader's language."""
    chinese = client.get("/api/v1/me", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}).get_json()
    english = client.get("/api/v1/me", headers={"Accept-Language": "en-GB,en;q=0.9"}).get_json()
    assert set(chinese) == {"code", "message", "message_en", "message_zh", "details", "phone_action"}
    assert (chinese["message"], english["message"]) == ("请先登录", "Please sign in")
    assert (chinese["code"], chinese["phone_action"]) == ("unauthenticated", "sign_in")


def test_without_a_language_the_setting_decides(client: FlaskClient) -> None:
    """zh-CN by default."""
    assert client.get("/api/v1/me").get_json()["message"] == "请先登录"


def test_a_wrong_field_is_named(sign_in: SignIn) -> None:
    """By its path, in `details.fields`."""
    body = sign_in("manager").get("/api/v1/coverage?from=yesterday&until=2026-12-01").get_json()
    assert body["code"] == "invalid_input"
    assert list(body["details"]["fields"]) == ["from"]


def test_a_field_that_nobody_declared_is_refused(sign_in: SignIn) -> None:
    """R44."""
    assert sign_in("manager").get("/api/v1/plans?secret=1").status_code == 422


def test_a_method_that_is_not_offered_is_told_which_are(client: FlaskClient) -> None:
    """405 with Allow."""
    answer = client.delete("/api/v1/me")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.get_json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/tiles/nothing", "/assets/nothing.js"])
def test_an_unknown_address_of_a_program_is_no_page(client: FlaskClient, address: str) -> None:
    """The desk's page is for people's addresses only."""
    assert client.get(address).get_json()["code"] == "not_found"


def test_a_request_that_is_too_large_is_refused(client: FlaskClient) -> None:
    """Before it is read."""
    answer = client.post(
        "/login", content_type="application/json", environ_overrides={"CONTENT_LENGTH": str(LARGEST_REQUEST + 1)}
    )
    assert answer.status_code == 413
    assert answer.get_json()["details"]["limit"] == "32 MB"


def test_a_character_the_database_cannot_hold_is_the_askers_mistake(sign_in: SignIn) -> None:
    """R61: NUL in a query."""
    assert sign_in("dispatcher").get("/api/v1/customers?q=a%00b").status_code == 422


@pytest.fixture
def broken(tmp_path: Path, database: Addresses) -> Flask:
    """An application whose database is not there."""
    settings = settings_for(database, tmp_path)
    dead = f"postgresql+psycopg://nobody@/nothing?host={tmp_path}"
    return create_app(Container(settings=settings, database_url=dead))


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/demo", "/tiles/base/1/0/0.mvt"])
def test_a_database_that_is_down_is_said_so_with_a_time_to_try_again(broken: Flask, address: str) -> None:
    """R7: 503 and Retry-After, no stack trace."""
    answer = broken.test_client().get(address)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "database_down")
    assert answer.headers["Retry-After"] == "5"


def test_sign_in_is_closed_while_the_database_is_down(broken: Flask) -> None:
    """R50: the counts cannot be kept, so nobody is let in."""
    answer = broken.test_client().post("/login", json={"email": "a@b.c", "password": "x"})
    assert answer.status_code == 503


def test_a_full_disk_is_said_so(broken: Flask) -> None:
    """R7: 507, from the file system."""

    @broken.get("/api/full")
    def full() -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    answer = broken.test_client().get("/api/full")
    assert (answer.status_code, answer.get_json()["code"]) == (507, "disk_full")
    assert answer.headers["Retry-After"] == "60"


def test_a_defect_is_logged_under_a_reference_and_not_shown(capsys: pytest.CaptureFixture[str], broken: Flask) -> None:
    """The asker gets the reference; the log has the trace, but no local variables."""

    @broken.get("/api/defect")
    def defect() -> str:
        secret = "hunter2" + "!"
        raise RuntimeError("boom: " + str(len(secret)))

    answer = broken.test_client().get("/api/defect")
    body, logged = answer.get_json(), capsys.readouterr().err
    assert (answer.status_code, body["code"]) == (500, "internal")
    assert "boom" not in answer.text
    assert body["details"]["reference"] in logged
    assert "boom" in logged
    assert "hunter2!" not in logged
