"""Enrolment: one use, ten minutes, bound to a key."""

from collections.abc import Callable

import pytest
from joserfc.jwk import ECKey

from tests.fakes.field_company import FieldCompany
from tests.fakes.phone import API, Phone
from tests.mobile_api.conftest import Enrolled, MovingClock

NewPhone = Callable[[], Phone]


def test_a_code_works_once_and_for_one_phone(new_phone: NewPhone, company: FieldCompany) -> None:
    code = company.code("wang")
    first, second = new_phone(), new_phone()
    assert first.enrol(code).status_code == 201
    assert first.get("/days/today").status_code == 200
    refused = second.enrol(code)
    assert (refused.status_code, refused.json()["code"]) == (403, "enrolment_code")


def test_a_phone_that_did_not_hear_the_answer_may_enrol_again(new_phone: NewPhone, company: FieldCompany) -> None:
    """Until it has used a token: after that the code is spent for it as well."""
    phone, code = new_phone(), company.code("wang")
    device = phone.enrol(code).json()["device_id"]
    assert phone.enrol(code).json()["device_id"] == device
    assert phone.get("/days/today").status_code == 200
    assert phone.enrol(code).status_code == 403


def test_a_code_is_good_for_ten_minutes(new_phone: NewPhone, company: FieldCompany, clock: MovingClock) -> None:
    code = company.code("li")
    clock.pass_by(minutes=10)
    assert new_phone().enrol(code).json()["code"] == "enrolment_code"


def test_a_code_may_be_typed_in_small_letters_without_dashes(new_phone: NewPhone, company: FieldCompany) -> None:
    assert new_phone().enrol(company.code("li").replace("-", " ").lower()).status_code == 201


@pytest.mark.parametrize("curve", ["P-384", "secp256k1"])
def test_only_a_p256_key_is_taken(new_phone: NewPhone, company: FieldCompany, curve: str) -> None:
    phone = new_phone()
    phone.key = ECKey.generate_key(curve, private=True)
    refused = phone.enrol(company.code("wang"))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")


def test_a_point_that_is_not_on_the_curve_is_no_key(new_phone: NewPhone, company: FieldCompany) -> None:
    jwk = {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}
    sent = {"enrolment_code": company.code("wang"), "device_name": "x", "public_jwk": jwk}
    assert new_phone().http.post(f"{API}/devices", json=sent).status_code == 422


def test_fields_nobody_asked_for_are_refused(new_phone: NewPhone) -> None:
    """R44: mass assignment."""
    refused = new_phone().http.post(f"{API}/devices", json={"enrolment_code": "x", "device_name": "x", "user_id": "x"})
    assert refused.json()["details"]["fields"].keys() >= {"user_id"}


def test_a_revoked_phone_is_told_so_and_nothing_else(enrolled: Enrolled) -> None:
    """R47: 403 device_revoked; the queue on the phone is not touched."""
    phone = enrolled("wang")
    own = f"{API}/devices/{phone.tokens['device_id']}"
    assert phone.http.delete(own, headers=phone.signed()).status_code == 204
    for response in (phone.get("/days/today"), phone.refresh(), phone.send([])):
        assert (response.status_code, response.json()["code"]) == (403, "device_revoked")
        assert response.json()["phone_action"] == "keep_and_ask_office"


def test_a_phone_cannot_revoke_another(enrolled: Enrolled) -> None:
    mine, theirs = enrolled("wang"), enrolled("li")
    refused = mine.http.delete(f"{API}/devices/{theirs.tokens['device_id']}", headers=mine.signed())
    assert refused.status_code == 404
    assert theirs.get("/days/today").status_code == 200


def test_a_closed_account_is_refused_at_once(enrolled: Enrolled, company: FieldCompany) -> None:
    """R45."""
    phone = enrolled("li")
    company.town.run("UPDATE app_user SET active = false WHERE id = :id", id=company.users["li"])
    try:
        assert phone.get("/days/today").json()["code"] == "device_revoked"
    finally:
        company.town.run("UPDATE app_user SET active = true WHERE id = :id", id=company.users["li"])


def test_guessing_codes_is_slowed_down(new_phone: NewPhone, company: FieldCompany) -> None:
    """R50: after a few wrong codes from one address even a right one must wait."""
    phone = new_phone()
    answers = [phone.enrol("AAAA-AAAA-AAAA").status_code for _ in range(8)]
    assert answers.count(429) >= 3
    limited = phone.enrol(company.code("wang"))
    assert (limited.status_code, limited.json()["phone_action"]) == (429, "retry")
    assert int(limited.headers["Retry-After"]) > 0
