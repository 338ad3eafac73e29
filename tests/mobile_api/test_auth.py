"""Every route of the phones says who may call it, and keeps to it (R42)."""

import uuid

import pytest
from flask import Flask

from app.services.access.decision import PUBLIC, decision_of

OPEN = {"/api/mobile/v1/devices", "/api/mobile/v1/tokens/nonce", "/api/mobile/v1/tokens/refresh"}


def routes(app: Flask) -> dict[str, tuple[str, str | None]]:
    """Each route's method and decision."""
    return {
        rule.rule: (
            min((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            decision_of(app.view_functions[rule.endpoint]),
        )
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/mobile/")
    }


def test_only_the_ways_in_are_public(app: Flask) -> None:
    found = routes(app)
    assert {rule for rule, (_, decision) in found.items() if decision == PUBLIC} == OPEN
    assert {decision for rule, (_, decision) in found.items() if rule not in OPEN} == {"field.work"}


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer made-up", "Basic eDp5", "Bearer \xff"])
def test_without_a_good_token_nothing_is_answered(app: Flask, header: str | None) -> None:
    browser = app.test_client()
    headers = {} if header is None else {"Authorization": header}
    for rule, (method, _) in routes(app).items():
        if rule in OPEN:
            continue
        path = rule.replace("<date:on_date>", "2026-11-23").replace("<uuid:device_id>", str(uuid.uuid4()))
        path = path.replace("<uuid:photo_id>", str(uuid.uuid4()))
        answer = browser.open(path, method=method, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthenticated"), rule
