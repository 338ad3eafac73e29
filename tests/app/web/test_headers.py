"""Headers of every answer, over all routes (R60)."""

from dataclasses import replace
from pathlib import Path

from flask import Flask, request
from flask.testing import FlaskClient

from app.container import Container
from app.factory import create_app
from app.storage.provision import Addresses
from tests.app.web.conftest import SignIn
from tests.conftest import settings_for


def test_every_address_answers_with_the_protecting_headers(app: Flask, client: FlaskClient) -> None:
    """Whatever the status: nosniff, no framing, a policy without unsafe-inline."""
    for rule in app.url_map.iter_rules():
        if rule.arguments or "GET" not in (rule.methods or ()):
            continue
        with client.get(rule.rule) as answer:
            headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", rule
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, rule
        assert "unsafe" not in policy, rule
        assert "worker-src 'self' blob:" in policy, rule


def test_personal_data_is_not_kept_by_browsers(sign_in: SignIn) -> None:
    """no-store unless an answer says otherwise."""
    assert sign_in("dispatcher").get("/api/v1/customers").headers["Cache-Control"] == "no-store"


def test_over_https_browsers_are_told_to_stay_there(database: Addresses, tmp_path: Path) -> None:
    """HSTS for a year, and cookies that never leave it."""
    settings = replace(settings_for(database, tmp_path), public_url="https://desk.example")
    app = create_app(Container(settings=settings))
    assert "max-age=31536000" in app.test_client().get("/api/v1/me").headers["Strict-Transport-Security"]
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_a_proxy_is_believed_only_when_the_setting_says_so(database: Addresses, tmp_path: Path) -> None:
    """Otherwise anybody could choose the address that limits are counted by."""
    for count, seen in ((0, "127.0.0.1"), (1, "203.0.113.9")):
        app = create_app(Container(settings=replace(settings_for(database, tmp_path), trusted_proxies=count)))

        @app.get("/api/address")
        def address() -> str:
            return request.remote_addr or ""

        answer = app.test_client().get("/api/address", headers={"X-Forwarded-For": "203.0.113.9"})
        assert answer.text == seen


def test_a_request_is_known_by_one_id_in_log_and_answer(
    client: FlaskClient,
) -> None:
    """A proxy's id is taken over; a strange one is not."""
    assert client.get("/healthz", headers={"X-Request-ID": "abcdef123456"}).headers["X-Request-ID"] == "abcdef123456"
    assert client.get("/healthz", headers={"X-Request-ID": "a b\tc"}).headers["X-Request-ID"] != "a b\tc"
