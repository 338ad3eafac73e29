"""Approving, publishing, discarding, planning in the background: what the desk's buttons do."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.app.web.conftest import SignIn
from tests.app.web.world import World


def press(browser: FlaskClient, address: str, body: dict[str, Any] | None = None) -> Any:
    token = browser.get("/api/v1/me").get_json()["csrf_token"]
    return browser.post(address, json=body, headers={"X-CSRF-Token": token})


def test_a_supervisor_approves_a_draft_once(sign_in: SignIn, world: World) -> None:
    """S4.2; the second time it is no draft any more."""
    address = f"/api/v1/plan-versions/{world['version N2']}/approve"
    browser = sign_in("supervisor")
    assert press(browser, address).get_json() == {"id": str(world["version N2"]), "state": "approved"}
    again = press(browser, address)
    assert (again.status_code, again.get_json()["code"]) == (409, "plan_state")
    assert "已批准" in again.get_json()["message_zh"]


def test_a_version_made_from_other_inputs_is_not_published(sign_in: SignIn, world: World) -> None:
    """R29: the fingerprint of the draft is not that of the data."""
    answer = press(sign_in("dispatcher"), f"/api/v1/plan-versions/{world['version N2']}/publish")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "plan_stale")


def test_a_discarded_version_cannot_come_back(sign_in: SignIn, world: World) -> None:
    """It is put away for good."""
    browser = sign_in("dispatcher")
    assert press(browser, f"/api/v1/plan-versions/{world['version N2']}/discard").get_json()["state"] == "discarded"
    assert press(browser, f"/api/v1/plan-versions/{world['version N2']}/publish").status_code == 409


def test_a_run_is_queued_shown_and_cancelled(sign_in: SignIn, world: World, sessions: sessionmaker[Session]) -> None:
    """R31, R32: the answer comes at once, the work is done elsewhere."""
    browser = sign_in("dispatcher")
    body = {"level": "monthly", "unit_id": str(world["N"]), "period_start": "2026-12-01", "seed": 7}
    started = press(browser, "/api/v1/plan-runs", body)
    assert started.status_code == 202
    run = started.get_json()
    assert (run["state"], run["stage_zh"], run["requested_by"]) == ("queued", "等待开始", "Dispatcher")
    assert run["period_start"] == "2026-12-01"
    with sessions() as session:
        jobs = session.scalars(text("SELECT args ->> 'run_id' FROM procrastinate_jobs")).all()
    assert run["id"] in jobs
    assert run["id"] in [item["id"] for item in browser.get("/api/v1/plan-runs").get_json()["items"]]
    assert press(browser, f"/api/v1/plan-runs/{run['id']}/cancel").get_json()["state"] == "cancelled"
    again = press(browser, f"/api/v1/plan-runs/{run['id']}/cancel")
    assert (again.status_code, again.get_json()["code"]) == (409, "run_not_active")


@pytest.mark.parametrize(
    "change",
    [{"level": "weekly"}, {"seed": -1}, {"seed": 2**40}, {"period_start": "soon"}, {"extra": 1}, {"unit_id": 5}],
)
def test_a_run_that_makes_no_sense_is_refused(sign_in: SignIn, world: World, change: dict[str, Any]) -> None:
    """And nothing is queued."""
    body = {"level": "day", "unit_id": str(world["N"]), "period_start": "2026-12-01", **change}
    assert press(sign_in("dispatcher"), "/api/v1/plan-runs", body).status_code == 422


def test_a_run_for_a_unit_elsewhere_is_not_found(sign_in: SignIn, world: World) -> None:
    """R42."""
    body = {"level": "day", "unit_id": str(world["S"]), "period_start": "2026-12-01"}
    assert press(sign_in("dispatcher"), "/api/v1/plan-runs", body).status_code == 404
