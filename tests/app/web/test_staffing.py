"""Staffing at the desk: facts, proposals with approval by role, rotation and handover (S8.4, S8.5)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.container import Container
from app.services.staffing.compute import compute
from app.web.parts import KEY
from tests.app.web.conftest import SignIn
from tests.app.web.world import World

PROPOSALS = "/api/v1/staffing/proposals"


Computed = Callable[[FlaskClient, dict[str, Any]], Any]


def press(browser: FlaskClient, address: str, body: dict[str, Any] | None = None) -> Any:
    token = browser.get("/api/v1/me").get_json()["csrf_token"]
    return browser.post(address, json=body, headers={"X-CSRF-Token": token})


@pytest.fixture
def computed(app: Flask) -> Computed:
    """Ask for a proposal as the desk does, compute it as the worker does, read it as the desk does."""

    def made(browser: FlaskClient, asked: dict[str, Any]) -> Any:
        queued = press(browser, PROPOSALS, asked)
        assert (queued.status_code, queued.get_json()["state"]) == (202, "queued"), queued.get_json()
        container: Container = app.extensions[KEY]
        compute(container.planning, uuid.UUID(queued.get_json()["id"]))
        return browser.get(f"{PROPOSALS}/{queued.get_json()['id']}").get_json()

    return made


@pytest.fixture(scope="module", autouse=True)
def crew(world: World, sessions: sessionmaker[Session]) -> None:
    """A second technician in another area of the north, and working hours for both."""
    with sessions() as session:
        session.execute(
            text(
                "INSERT INTO unit (code, name, kind, parent_id, path, territory) VALUES ('N2', 'Area N2', 'area', :n,"
                " '/C/N/N2/', ST_Multi(ST_MakeEnvelope(120.4, 30, 120.9, 30.5, 4326)))"
            ),
            {"n": world["N"]},
        )
        session.execute(
            text(
                "INSERT INTO technician (external_id, name, unit_id, base_id) SELECT 'TN2', 'Second', unit.id, :base"
                " FROM unit WHERE code = 'N2'"
            ),
            {"base": world["base N"]},
        )
        session.execute(
            text(
                "INSERT INTO shift_pattern (technician_id, weekdays, start_s, end_s, valid_from)"
                " SELECT id, '{0,1,2,3,4}', 28800, 61200, '2020-01-01' FROM technician WHERE external_id LIKE 'TN%'"
            )
        )
        session.execute(
            text(
                "INSERT INTO certificate (technician_id, kind, valid_from)"
                " SELECT id, 'gas', '2025-01-01' FROM technician WHERE external_id = 'TN2'"
            )
        )
        rolling = '{"kind": "rolling", "months": 24, "early_days": 180, "grace_days": 30}'
        session.execute(text("UPDATE programme_rule SET interval = CAST(:rule AS jsonb)"), {"rule": rolling})
        session.commit()


def test_areas_are_proposed_from_entered_volumes(sign_in: SignIn, world: World, computed: Computed) -> None:
    """S8.4: class 1 with an assistant; what is not entered is said."""
    browser = sign_in("supervisor")
    volume = {"unit": "N1", "effective_on": "2026-01-01", "units_sold": 250_000}
    assert press(browser, "/api/v1/staffing/facts", {"volumes": [volume]}).status_code == 200
    made = computed(browser, {"unit_id": str(world["N"]), "kind": "areas"})
    assert (made["state"], made["progress"], made["made_by"]) == ("draft", 1, "Supervisor")
    body = made["body"]
    assert [(one["code"], one["class"]) for one in body["areas"]] == [("N1", 1), ("N2", 3)]
    assert "未录入" in body["areas"][1]["reason_zh"]
    assert [(post["codes"], post["people"], post["assistants"]) for post in body["posts"]] == [
        (["N1"], 1, 1),
        (["N2"], 1, 0),
    ]


def test_territories_say_before_and_after_and_are_approved_by_the_manager(
    sign_in: SignIn, world: World, sessions: sessionmaker[Session], computed: Computed
) -> None:
    """S8.4: drafted and submitted by the supervisor, approved by the manager, then in force."""
    supervisor, manager = sign_in("supervisor"), sign_in("manager")
    made = computed(supervisor, {"unit_id": str(world["N1"]), "kind": "territories"})
    region = made["body"]["regions"][0]
    assert [one["customers"] for one in region["territories"]] == [3]
    assert region["territories"][0]["certificates"] == ["gas"]
    assert region["territories"][0]["outline"]["type"] in {"Polygon", "MultiPolygon"}
    assert region["people"][0]["now_customers"] == 2
    address = f"{PROPOSALS}/{made['id']}"
    assert press(manager, f"{address}/approve", {}).get_json()["code"] == "conflict"
    assert press(supervisor, f"{address}/submit", {}).get_json()["state"] == "submitted"
    assert press(supervisor, f"{address}/approve", {}).status_code == 403
    approved = press(manager, f"{address}/approve", {"note": "好"}).get_json()
    assert (approved["state"], approved["decided_by"], approved["note"]) == ("approved", "Manager", "好")
    with sessions() as session:
        preferred = session.execute(
            text("SELECT count(*) FROM customer WHERE preferred_technician_id = :t"), {"t": world["technician N"]}
        )
        assert preferred.scalar_one() == 3


def test_who_computed_a_proposal_does_not_approve_it(sign_in: SignIn, world: World, computed: Computed) -> None:
    """S8.4: four eyes, unless the company's rule lets one person do both."""
    manager = sign_in("manager")
    made = computed(manager, {"unit_id": str(world["N"]), "kind": "areas"})
    address = f"{PROPOSALS}/{made['id']}"
    assert press(manager, f"{address}/submit", {}).get_json()["state"] == "submitted"
    refused = press(manager, f"{address}/approve", {})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "four_eyes")


def test_a_rotation_needs_scores_and_first_days_and_ends_in_a_complete_handover(
    sign_in: SignIn, world: World, sessions: sessionmaker[Session], computed: Computed
) -> None:
    """S8.5: proposed with reasons; effective only when everything is handed over."""
    supervisor, manager = sign_in("supervisor"), sign_in("manager")
    ask = {"unit_id": str(world["N"]), "kind": "rotation", "on": "2026-11-23"}
    empty = computed(supervisor, ask)["body"]
    assert (empty["moves"], empty["summary"]["without_since"]) == ([], 2)
    facts = {
        "postings": [
            {"technician": "TN", "unit": "N1", "from_on": "2025-01-01"},
            {"technician": "TN2", "unit": "N2", "from_on": "2026-03-01"},
        ],
        "scores": [{"technician": "TN2", "month": "2026-10-01", "score": 55}],
    }
    entered = press(supervisor, "/api/v1/staffing/facts", facts).get_json()
    assert [(one["name"], one["rank"], one["average"]) for one in entered["ranking"]] == [("Second", 1, 55.0)]
    made = computed(supervisor, ask)
    moves = {move["name"]: move for move in made["body"]["moves"]}
    assert (moves["Tech N"]["to"], moves["Second"]["to"]) == ("Area N2", "Area N1")
    assert moves["Second"]["reasons"][0]["sentence_zh"] == "2026-10 考核 55 分，低于 60 分。"
    press(supervisor, f"{PROPOSALS}/{made['id']}/submit", {})
    assert press(manager, f"{PROPOSALS}/{made['id']}/approve", {}).status_code == 200
    items = manager.get("/api/v1/handovers").get_json()["items"]
    handover = next(one for one in items if one["technician_name"] == "Second" and one["state"] == "open")
    early = press(manager, f"/api/v1/handovers/{handover['id']}/complete")
    assert (early.status_code, early.get_json()["message_zh"]) == (409, "交接清单还有 8 项未完成，调动不能生效")
    for item in handover["items"]:
        press(supervisor, f"/api/v1/handovers/{handover['id']}/items/{item['seq']}", {"done": True})
    assert press(manager, f"/api/v1/handovers/{handover['id']}/complete").status_code == 200
    with sessions() as session:
        unit = session.scalar(
            text("SELECT u.code FROM technician t JOIN unit u ON u.id = t.unit_id WHERE t.external_id = 'TN2'")
        )
    assert unit == "N1"


@pytest.mark.parametrize(
    "row",
    [
        {"scores": [{"technician": "TN", "month": "2026-10-02", "score": 50}]},
        {"scores": [{"technician": "TN", "month": "2026-10-01", "score": 101}]},
        {"scores": [{"technician": "TN", "month": "2026-10-01", "score": "NaN"}]},
        {"volumes": [{"unit": "N1", "effective_on": "2026-01-01", "units_sold": -1}]},
        {"postings": [{"technician": "TN", "unit": "N1"}]},
    ],
)
def test_facts_that_make_no_sense_are_refused(sign_in: SignIn, row: dict[str, Any]) -> None:
    """Bad input gets a clear error."""
    assert press(sign_in("supervisor"), "/api/v1/staffing/facts", row).status_code == 422


def test_people_of_another_branch_cannot_be_scored(sign_in: SignIn) -> None:
    """R42: a code elsewhere is a code that does not exist."""
    row = {"scores": [{"technician": "TS", "month": "2026-10-01", "score": 50}]}
    assert press(sign_in("supervisor"), "/api/v1/staffing/facts", row).status_code == 404


def test_a_unit_without_people_gets_a_sentence(sign_in: SignIn, world: World) -> None:
    """0 technicians: a clear error in two languages."""
    answer = press(sign_in("manager"), PROPOSALS, {"unit_id": str(world["S"]), "kind": "rotation"})
    assert answer.status_code == 404


def test_a_proposal_asked_for_twice_is_computed_once_and_can_be_cancelled(
    sign_in: SignIn, world: World, app: Flask
) -> None:
    """Two presses of one button; what is cancelled stores nothing and leaves the list."""
    browser = sign_in("supervisor")
    asked = {"unit_id": str(world["N"]), "kind": "areas"}
    one, other = (press(browser, PROPOSALS, asked).get_json() for _ in range(2))
    assert (one["id"], one["state"]) == (other["id"], "queued")
    assert press(browser, f"{PROPOSALS}/{one['id']}/submit", {}).get_json()["code"] == "conflict"
    assert press(browser, f"{PROPOSALS}/{one['id']}/cancel").get_json()["state"] == "cancelled"
    assert press(browser, f"{PROPOSALS}/{one['id']}/cancel").get_json()["code"] == "conflict"
    compute(app.extensions[KEY].planning, uuid.UUID(one["id"]))
    listed = browser.get(PROPOSALS, query_string={"unit_id": asked["unit_id"], "kind": "areas"}).get_json()["items"]
    assert one["id"] not in [item["id"] for item in listed]


def test_a_proposal_that_cannot_be_made_says_why_until_another_one_is(
    sign_in: SignIn, world: World, sessions: sessionmaker[Session], computed: Computed
) -> None:
    """A round in the past is refused by the computation, in both languages."""
    browser = sign_in("supervisor")
    asked = {"unit_id": str(world["N"]), "kind": "rotation"}
    failed = computed(browser, {**asked, "on": "2020-01-01"})
    assert (failed["state"], failed["error"]["code"]) == ("failed", "invalid_input")
    assert "轮岗日期已过" in failed["error"]["message_zh"]
    with sessions() as session:
        # All of a test happens in one transaction, at one time; the desk's requests do not.
        earlier = "UPDATE staffing_proposal SET created_at = created_at - interval '1 minute' WHERE id = :id"
        session.execute(text(earlier), {"id": failed["id"]})
        session.commit()
    assert computed(browser, asked)["state"] == "draft"
    listed = browser.get(PROPOSALS, query_string=asked).get_json()["items"]
    assert "failed" not in {item["state"] for item in listed}


def test_a_proposal_is_out_of_date_once_what_it_was_made_from_changes(
    sign_in: SignIn, world: World, computed: Computed
) -> None:
    """The fingerprint of the inputs is kept with it; what another branch enters changes nothing."""
    browser = sign_in("manager")
    made = computed(browser, {"unit_id": str(world["N"]), "kind": "areas"})
    address = f"{PROPOSALS}/{made['id']}"
    assert made["stale"] is False
    volume = {"unit": "N2", "effective_on": "2026-02-01", "units_sold": 120_000}
    assert press(browser, "/api/v1/staffing/facts", {"volumes": [volume]}).status_code == 200
    assert browser.get(address).get_json()["stale"] is True
