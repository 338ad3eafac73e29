"""Operations from a phone: none lost, none doubled, none in the way of another."""

import json
import uuid
from typing import Any

import pytest

from tests.fakes.field_company import FieldCompany
from tests.fakes.phone import API, Phone
from tests.mobile_api.conftest import Enrolled, MovingClock


def meter_of(company: FieldCompany, name: str, number: int) -> str:
    """The meter of a customer."""
    return str(company.town.one("SELECT id FROM meter WHERE customer_id = :id", id=company.customers[name][number]))


def check(company: FieldCompany, name: str, number: int, reading: str, **more: Any) -> dict[str, Any]:
    """The body of a meter check."""
    facts = {"meter_id": meter_of(company, name, number), "condition": "normal", "seal": "intact", "leak": False}
    return {"check_id": str(uuid.uuid4()), **facts, "reading": reading, **more}


def report(**more: Any) -> dict[str, Any]:
    """The body of a report."""
    record = {"record_id": str(uuid.uuid4()), "form_key": "gas_inspection", "form_version": 1, "answers": {}}
    return {**record, **more}


def test_a_broken_operation_does_not_block_the_others(enrolled: Enrolled, company: FieldCompany) -> None:
    """R8: one poisoned among good ones."""
    phone, visit = enrolled("wang"), str(company.visits["wang"][0])
    start = phone.note("visit_started", visit, {})
    bad = phone.note("meter_check", visit, {"check_id": "none", "meter_id": 5})
    good = phone.note("meter_check", visit, check(company, "wang", 0, "1010"))
    results = {each["op_id"]: each for each in phone.push()}
    assert [results[op]["result"] for op in (start, bad, good)] == ["applied", "needs_office", "applied"]
    assert results[bad]["answer"]["error"]["code"] == "invalid_input"
    assert bytes(company.town.one("SELECT raw FROM sync_operation WHERE op_id = :id", id=bad)) == phone.raw(bad)


def test_unreadable_operations_are_kept_byte_for_byte(enrolled: Enrolled, company: FieldCompany) -> None:
    """R3."""
    phone = enrolled("wang")
    texts = ["{", "[]", "null", '{"op_id": 1}', '{"op_id": "x\\u0000"}', "[" * 20000, "NaN", '{"a": "\\ud800"}']
    results = phone.send(texts).json()["results"]
    assert [(each["op_id"], each["result"]) for each in results] == [(None, "needs_office")] * len(texts)
    kept = {bytes(row.raw) for row in company.town.rows("SELECT raw FROM quarantine")}
    assert {text.encode() for text in texts} <= kept


def test_half_a_character_spoils_its_own_operation_only(enrolled: Enrolled, company: FieldCompany) -> None:
    """R8."""
    phone = enrolled("wang")
    good = phone.raw(phone.note("visit_started", str(company.visits["wang"][0]), {})).decode()
    body = json.dumps({"operations": ["\ud800", good]}).encode()
    response = phone.http.post(f"{API}/sync/push", content=body, headers=phone.signed())
    assert [each["result"] for each in response.json()["results"]] == ["needs_office", "applied"]


@pytest.mark.parametrize(
    "clocks",
    [
        {"device_time": "yesterday"},
        {"device_time": "2026-11-23T09:00:00"},
        {"device_time": "9999-12-31T23:59:59+00:00"},
        {"device_time": "2026-11-23T09:00:00+08:00", "monotonic_ms": 2**62},
    ],
)
def test_clocks_that_no_phone_has_are_refused(enrolled: Enrolled, clocks: dict[str, Any]) -> None:
    phone = enrolled("wang")
    sent = {"operations": [], "phone_now": clocks}
    response = phone.http.post(f"{API}/sync/push", json=sent, headers=phone.signed())
    assert (response.status_code, response.json()["code"]) == (422, "invalid_input")


def test_an_unreadable_body_is_refused_and_kept(enrolled: Enrolled, company: FieldCompany) -> None:
    """R3: bad UTF-8, cut JSON, unknown fields: 422, never 5xx."""
    phone = enrolled("wang")
    for body in (b"\xff\xfe", b'{"operations": [', b'{"operations": [], "extra": 1}', b'{"operations": [1]}', b""):
        response = phone.http.post(f"{API}/sync/push", content=body, headers=phone.signed())
        assert (response.status_code, response.json()["code"]) == (422, "invalid_input")
        assert body in {bytes(row.raw) for row in company.town.rows("SELECT raw FROM quarantine")}


def test_a_body_that_is_too_large_is_refused(enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    assert phone.send(["x" * (2**20)]).status_code == 413
    assert phone.send(["{}"] * 101).status_code == 422


def test_an_id_with_other_content_is_rejected_and_kept(enrolled: Enrolled, company: FieldCompany) -> None:
    """R10."""
    phone, visit = enrolled("wang"), str(company.visits["wang"][0])
    op_id = phone.note("visit_started", visit, {})
    phone.push([op_id])
    other = json.loads(phone.raw(op_id)) | {"body": {"changed": True}}
    told = phone.send([json.dumps(other)]).json()["results"][0]
    assert (told["result"], told["answer"]["error"]["code"]) == ("rejected_id_reuse", "id_reuse")
    assert json.dumps(other).encode() in {bytes(row.raw) for row in company.town.rows("SELECT raw FROM quarantine")}


def test_an_operation_goes_up_under_its_author_only(enrolled: Enrolled, company: FieldCompany) -> None:
    """R48: another person on the same phone does not sign for it."""
    phone = enrolled("wang")
    op_id = phone.note("visit_started", str(company.visits["wang"][0]), {}, user_id=str(company.users["li"]))
    told = phone.push([op_id])[0]
    assert (told["result"], told["answer"]["error"]["phone_action"]) == ("retry", "sign_in")
    assert company.town.one("SELECT count(*) FROM sync_operation WHERE op_id = :id", id=op_id) == 0


def test_a_kind_of_a_later_version_is_kept_for_the_office(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("wang"), str(company.visits["wang"][0])
    phone.note("drone_sent", visit, {})
    phone.note("visit_started", visit, {}, schema_v=2)
    assert [each["answer"]["error"]["code"] for each in phone.push()] == ["unknown_kind", "unknown_kind"]


def test_an_operation_waits_for_what_it_depends_on(enrolled: Enrolled, company: FieldCompany) -> None:
    """R20, R21: the end arrives before the beginning."""
    phone, visit = enrolled("wang"), str(company.visits["wang"][1])
    start = phone.note("visit_started", visit, {})
    end = phone.note("visit_completed", visit, report(), after=(start,))
    assert [(each["result"], each["answer"]["waiting_for"]) for each in phone.push([end])] == [("waiting", [start])]
    assert phone.push([start])[0]["result"] == "applied"
    assert phone.get(f"/sync/operations?ids={end}").json()["items"][0]["status"] == "applied"
    assert phone.push([end])[0]["answer"]["visit"]["state"] == "completed"


def test_doubtful_readings_are_kept_and_flagged(enrolled: Enrolled, company: FieldCompany) -> None:
    """S9.5: the last believed reading stays what it was."""
    phone, visit = enrolled("wang"), str(company.visits["wang"][2])
    for reading in ("900", "99000", "123456"):
        phone.note("meter_check", visit, check(company, "wang", 2, reading))
    answers = [each["answer"]["flags"] for each in phone.push()]
    assert answers == [["lower_than_last"], ["jump"], ["wrong_digits"]]
    query = "SELECT count(*) FROM meter_check WHERE visit_id = :id AND previous_reading = 1000"
    assert company.town.one(query, id=visit) == 3
    assert company.town.one("SELECT last_reading FROM meter WHERE id = :id", id=meter_of(company, "wang", 2)) == 1000


def test_a_meter_of_another_customer_is_not_read(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("wang"), str(company.visits["wang"][2])
    phone.note("meter_check", visit, check(company, "li", 0, "1001"))
    assert phone.push()[0]["answer"]["error"]["code"] == "not_found"


def test_nobody_home_leaves_the_obligation_owed(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("wang"), str(company.visits["wang"][3])
    phone.note("no_access", visit, report(reason="nobody_home", door_gap_ppm=0, notice_no="N-17"))
    told = phone.push()[0]
    assert (told["result"], told["answer"]["visit"]["state"]) == ("applied", "no_access")
    assert [each.state for each in company.town.owed(company.customers["wang"][3])] == ["open"]
    answers = company.town.one("SELECT answers FROM record WHERE visit_id = :id", id=visit)
    assert answers == {"no_access_reason": "nobody_home", "door_gap_ppm": 0.0, "notice_no": "N-17"}


def test_a_refusal_is_kept_apart_from_an_empty_home(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("wang"), str(company.visits["wang"][4])
    phone.note("no_access", visit, report(reason="refused"))
    assert phone.push()[0]["answer"]["visit"]["state"] == "refused"


def test_a_second_report_is_kept_beside_the_first(enrolled: Enrolled, company: FieldCompany) -> None:
    """Reliability 3.7: both stay, the office chooses."""
    phone, visit = enrolled("li"), str(company.visits["li"][0])
    phone.note("visit_completed", visit, report())
    phone.note("visit_completed", visit, report())
    assert [each["result"] for each in phone.push()] == ["applied", "conflict"]
    states = [row.state for row in company.town.rows("SELECT state FROM record WHERE visit_id = :id", id=visit)]
    assert sorted(states) == ["complete", "needs_office"]


def test_work_on_a_cancelled_visit_is_kept_for_the_office(enrolled: Enrolled, company: FieldCompany) -> None:
    """Reliability 3.7: work done is never refused, and changes no plan by itself."""
    phone, visit = enrolled("li"), str(company.visits["li"][1])
    company.town.run("UPDATE visit SET state = 'cancelled' WHERE id = :id", id=visit)
    phone.note("visit_completed", visit, report())
    assert phone.push()[0]["result"] == "needs_office"
    assert company.town.one("SELECT state FROM record WHERE visit_id = :id", id=visit) == "needs_office"
    assert [each.state for each in company.town.owed(company.customers["li"][1])] == ["open"]


def test_a_visit_that_left_the_plan_is_kept_for_the_office(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("li"), str(company.visits["li"][2])
    company.town.run("UPDATE visit SET live = false WHERE id = :id", id=visit)
    phone.note("visit_completed", visit, report())
    told = phone.push()[0]
    assert (told["result"], told["answer"]["record"]["state"]) == ("needs_office", "needs_office")


def test_a_duty_somebody_else_has_closed_makes_a_conflict(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("li"), str(company.visits["li"][3])
    company.town.run(
        "UPDATE obligation SET state = 'fulfilled', fulfilled_on = :day FROM visit v"
        " WHERE v.obligation_id = obligation.id AND v.id = :id",
        day=company.today, id=visit,
    )  # fmt: skip
    phone.note("visit_completed", visit, report())
    told = phone.push()[0]
    assert (told["result"], told["answer"]["visit"]["state"]) == ("conflict", "completed")
    assert company.town.one("SELECT state FROM record WHERE visit_id = :id", id=visit) == "needs_office"


def test_a_hazard_gets_the_day_by_which_it_must_be_gone(enrolled: Enrolled, company: FieldCompany) -> None:
    """S9.2."""
    phone, visit = enrolled("li"), str(company.visits["li"][4])
    body = {"hazard_id": str(uuid.uuid4()), "kind": "hose_overdue", "grade": 2, "note": "橡胶软管"}
    phone.note("hazard_found", visit, body)
    days = company.town.one("SELECT CAST(:day AS date) + 30", day=company.today)
    assert phone.push()[0]["answer"]["hazard"] == {"id": body["hazard_id"], "rectify_by": days.isoformat()}
    hazards = phone.get("/days/today").json()["stops"][4]["visits"][0]["customer"]["hazards"]
    assert [(each["kind"], each["grade"], each["state"]) for each in hazards] == [("hose_overdue", 2, "found")]


def test_an_id_that_other_content_has_is_not_overwritten(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, visit = enrolled("li"), str(company.visits["li"][4])
    first = check(company, "li", 4, "1001")
    phone.note("meter_check", visit, first)
    phone.note("meter_check", visit, {**first, "reading": "1002"})
    assert [each["result"] for each in phone.push()] == ["applied", "needs_office"]
    assert company.town.one("SELECT reading FROM meter_check WHERE id = :id", id=first["check_id"]) == 1001


def test_a_wrong_clock_moves_neither_the_day_nor_the_report(
    enrolled: Enrolled, company: FieldCompany, clock: MovingClock
) -> None:
    """R22: ten years off; the server's clock decides, and people are told."""
    phone, visit = enrolled("li"), str(company.visits["li"][5])
    off(phone, -3650)
    phone.note("visit_completed", visit, report())
    told = phone.push()[0]
    assert (told["result"], "clock_corrected" in told["answer"]["flags"]) == ("applied", True)
    record = company.town.rows("SELECT on_date, ended_at FROM record WHERE visit_id = :id", id=visit)[0]
    assert (record.on_date, abs((record.ended_at - clock.now()).total_seconds()) < 5) == (company.today, True)


def off(phone: Phone, days: int) -> None:
    """Let the phone's clock be wrong."""
    from datetime import timedelta

    phone.clock_error = timedelta(days=days)


def test_nobody_is_told_of_the_operations_of_others(enrolled: Enrolled, company: FieldCompany) -> None:
    wang, li = enrolled("wang"), enrolled("li")
    op_id = wang.note("visit_started", str(company.visits["wang"][0]), {})
    wang.push()
    unknown = li.get(f"/sync/operations?ids={op_id}").json()["items"]
    assert unknown == [{"op_id": op_id, "status": "unknown", "answer": None}]


def test_what_an_interrupted_push_left_stored_is_carried_out_with_the_next(
    enrolled: Enrolled, company: FieldCompany
) -> None:
    """R1: the server died between storing and carrying out; the phone has not sent it again yet."""
    phone, visit = enrolled("wang"), str(company.visits["wang"][5])
    op_id = phone.note("visit_started", visit, {})
    raw = phone.raw(op_id)
    company.town.run(
        "INSERT INTO sync_operation (op_id, device_id, user_id, device_seq, kind, sha256, raw)"
        " VALUES (:op, :device, :user, 1, 'visit_started', encode(sha256(:raw), 'hex'), :raw)",
        op=op_id, device=phone.tokens["device_id"], user=company.users["wang"], raw=raw,
    )  # fmt: skip
    assert phone.get(f"/sync/operations?ids={op_id}").json()["items"][0]["status"] == "stored"
    assert phone.send([]).json()["results"] == []
    assert company.town.one("SELECT state FROM visit WHERE id = :id", id=visit) == "on_site"
    assert phone.push([op_id])[0]["result"] == "duplicate"
