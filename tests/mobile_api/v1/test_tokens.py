"""Rotation of tokens: no wrong log-out over bad radio, no use for a stolen token (R46)."""

import random

from joserfc.jwk import ECKey

from tests.fakes.field_company import FieldCompany
from tests.mobile_api.conftest import Enrolled, MovingClock


def test_an_access_token_ends_after_a_quarter_of_an_hour(enrolled: Enrolled, clock: MovingClock) -> None:
    phone = enrolled("wang")
    assert phone.get("/days/today").status_code == 200
    clock.pass_by(minutes=15)
    refused = phone.get("/days/today")
    assert (refused.status_code, refused.json()["phone_action"]) == (401, "sign_in")
    assert phone.refresh().status_code == 200
    assert phone.get("/days/today").status_code == 200


def test_lost_answers_log_nobody_out(enrolled: Enrolled) -> None:
    """A fifth of the answers is lost; every phone stays signed in."""
    phone, chance = enrolled("wang"), random.Random(3)
    for _ in range(40):
        response = phone.refresh(keep=chance.random() > 0.2)
        assert response.status_code == 200, response.text
    phone.refresh()
    assert phone.get("/days/today").status_code == 200


def test_the_same_tokens_come_again_while_they_are_unused(enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    lost = phone.refresh(keep=False).json()
    assert phone.refresh(keep=False).json() == lost


def test_an_old_token_after_the_new_one_was_used_ends_the_family(enrolled: Enrolled, company: FieldCompany) -> None:
    """Somebody has a copy: both are signed out and the journal says so."""
    phone = enrolled("wang")
    old = phone.tokens["refresh_token"]
    assert phone.refresh().status_code == 200
    assert phone.get("/days/today").status_code == 200
    assert phone.refresh(keep=False, refresh_token=old).json()["code"] == "token_reuse"
    assert phone.get("/days/today").status_code == 401
    assert phone.refresh(keep=False).status_code == 401
    told = company.town.one(
        "SELECT details->>'why' FROM audit WHERE action = 'tokens_revoked' AND entity_id = :id",
        id=phone.tokens["device_id"],
    )
    assert told == "token_reuse"


def test_a_token_two_generations_old_ends_the_family(enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    old = phone.tokens["refresh_token"]
    phone.refresh()
    phone.refresh()
    assert phone.refresh(keep=False, refresh_token=old).json()["code"] == "token_reuse"


def test_a_stolen_token_is_of_no_use_without_the_key(enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    refused = phone.refresh(key=ECKey.generate_key("P-256", private=True))
    assert (refused.status_code, refused.json()["code"]) == (401, "device_proof")
    assert phone.get("/days/today").status_code == 401


def test_a_proof_over_an_old_nonce_is_refused_and_nothing_is_lost(enrolled: Enrolled, clock: MovingClock) -> None:
    phone = enrolled("wang")
    nonce = phone.http.get("/api/mobile/v1/tokens/nonce").json()["nonce"]
    clock.pass_by(minutes=6)
    for stale in (nonce, "made-up", "AAAA"):
        refused = phone.refresh(nonce=stale)
        assert (refused.json()["code"], refused.json()["phone_action"]) == ("proof_nonce", "retry")
    assert phone.refresh().status_code == 200


def test_a_refresh_token_ends_after_thirty_idle_days(enrolled: Enrolled, clock: MovingClock) -> None:
    phone = enrolled("wang")
    clock.pass_by(days=30)
    assert phone.refresh().json()["code"] == "unauthenticated"


def test_a_family_ends_after_ninety_days_however_busy(enrolled: Enrolled, clock: MovingClock) -> None:
    phone = enrolled("li")
    for _ in range(4):
        clock.pass_by(days=22)
        assert phone.refresh().status_code == 200
    clock.pass_by(days=2)
    assert phone.refresh().json()["code"] == "unauthenticated"


def test_nothing_but_hashes_is_kept(enrolled: Enrolled, company: FieldCompany) -> None:
    """R58: a copy of the table signs nobody in."""
    phone = enrolled("wang")
    phone.refresh()
    stored = " ".join(str(row) for row in company.town.rows("SELECT * FROM device_token"))
    assert phone.tokens["access_token"] not in stored
    assert phone.tokens["refresh_token"] not in stored
