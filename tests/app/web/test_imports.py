"""Lists through the desk: templates, what is refused by row and column, whose units, who asked (S3.4, S9.11, R42)."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from app.services.intake.specs import ImportKind
from app.storage import tables as t
from tests.app.web.conftest import SignIn
from tests.app.web.world import World

HEADER = "户号,名称,用户类型,地址,经度,纬度\n"
GOOD = "0000000071,金泉食府,商业,解放路1号,120.1,30.2\n"
BAD = "0000000072,张家,别墅,解放路2号,abc,30.2\n"
Send = Callable[..., TestResponse]


@pytest.fixture
def send(sign_in: SignIn) -> Send:
    """Send a list as somebody."""

    def sent(content: str | bytes, who: str = "dispatcher", *, name: str = "list.csv", **form: Any) -> TestResponse:
        browser = sign_in(who)
        token = browser.get("/api/v1/me").get_json()["csrf_token"]
        raw = content.encode() if isinstance(content, str) else content
        data = {"kind": "customers", "file": (io.BytesIO(raw), name), **form}
        return browser.post("/api/v1/imports", data=data, headers={"X-CSRF-Token": token})

    return sent


@pytest.fixture
def count(sessions: sessionmaker[Session]) -> Callable[[type], int]:
    """Count the rows of a table."""

    def counted(table: type) -> int:
        with sessions() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    return counted


def test_nothing_is_stored_unless_it_is_said(send: Send, count: Callable[[type], int]) -> None:
    """A dry run is the default and counts what would happen."""
    before = count(t.Customer)
    body = send(HEADER + GOOD).get_json()
    assert (body["stored"], body["counts"]) == (False, {"new": 1, "changed": 0, "same": 0, "refused": 0})
    assert count(t.Customer) == before


def test_a_stored_list_says_who_asked_in_run_and_journal(
    send: Send, world: World, sessions: sessionmaker[Session]
) -> None:
    """R51: and the map's tiles get a new version."""
    with sessions() as session:
        stamp = session.scalar(select(t.DataStamp.value).where(t.DataStamp.name == "customers"))
    assert send(HEADER + GOOD, dry_run="false").get_json()["stored"] is True
    with sessions() as session:
        (run,) = session.scalars(select(t.ImportRun)).all()
        entry = session.scalars(select(t.AuditEntry).where(t.AuditEntry.action == "import")).one()
        area = session.scalar(select(t.Customer.unit_id).where(t.Customer.external_id == "0000000071"))
        fresh = session.scalar(select(t.DataStamp.value).where(t.DataStamp.name == "customers"))
    assert (run.requested_by_id, run.file_name, len(run.sha256)) == (world["dispatcher"], "list.csv", 64)
    assert (entry.user_id, entry.entity_id, entry.details["rows"]) == (world["dispatcher"], str(run.id), 1)
    assert (area, fresh != stamp) == (world["N1"], True)


def test_what_is_wrong_is_named_by_row_and_column_in_both_languages(send: Send, count: Callable[[type], int]) -> None:
    """S9.11: one bad row refuses the whole list, and the answer still lists every problem."""
    before = count(t.Customer)
    answer = send(HEADER + GOOD.replace("71", "73") + BAD, dry_run="false")
    body = answer.get_json()
    assert (answer.status_code, body["code"], body["details"]["count"]) == (422, "import_rows", 1)
    problems = body["details"]["problems"]
    assert [(one["row"], one["column"], one["field"], one["value"]) for one in problems] == [
        (3, "用户类型", "kind", "别墅"),
        (3, "经度", "lon", "abc"),
    ]
    assert problems[1]["message_en"] == "must be a number"
    assert problems[1]["message_zh"] == "须为数字"
    assert count(t.Customer) == before


def test_the_good_rows_go_in_when_asked(send: Send, count: Callable[[type], int]) -> None:
    """`rows=valid` stores them and reports the others."""
    before = count(t.Customer)
    body = send(HEADER + GOOD.replace("71", "74") + BAD, dry_run="false", rows="valid").get_json()
    assert (body["stored"], body["counts"]["new"], body["counts"]["refused"]) == (True, 1, 1)
    assert count(t.Customer) == before + 1


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("0000000081,外,商业,路,121.1,30.2,\n", "lon", "outside_areas"),
        ("0000000081,外,商业,路,120.1,30.2,S1\n", "unit", "unknown"),
        ("S0,抢,商业,路,120.1,30.2,N1\n", "external_id", "taken"),
    ],
)
def test_units_of_others_are_out_of_reach(send: Send, row: str, field: str, code: str) -> None:
    """S3.4, R42: neither by point, nor by code, nor by an account number that stands elsewhere."""
    body = send(HEADER.replace("\n", ",片区编码\n") + row).get_json()
    assert [(one["field"], one["code"]) for one in body["problems"]] == [(field, code)]


def test_a_customer_of_others_is_answered_like_one_that_is_not_there(send: Send) -> None:
    """R42: a list of meters is no way to find out who is a customer elsewhere."""
    body = send("表号,户号\n0009,S0\n0010,nobody\n0011,N0\n", kind="meters").get_json()
    assert [(one["row"], one["code"], one["message_en"]) for one in body["problems"]] == [
        (2, "unknown", "names nothing that is stored"),
        (3, "unknown", "names nothing that is stored"),
    ]


def test_the_meter_of_others_cannot_be_taken_over(send: Send) -> None:
    """A meter number that hangs at a customer of another branch stays there."""
    body = send("表号,户号\nMS,N0\n", kind="meters").get_json()
    assert [(one["field"], one["code"]) for one in body["problems"]] == [("meter_no", "taken")]


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("dispatcher", 200), ("supervisor", 403), ("engineer", 403)]
)
def test_only_dispatchers_and_administrators_import(send: Send, who: str, status: int) -> None:
    """As the table of permissions says."""
    assert send(HEADER + GOOD, who).status_code == status


def test_nobody_imports_without_signing_in_or_the_csrf_header(client: FlaskClient, sign_in: SignIn) -> None:
    """R43: the session cookie alone does not write."""
    data = {"kind": "customers", "file": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")}
    assert client.post("/api/v1/imports", data=data).status_code == 401
    data["file"] = (io.BytesIO(b"a,b\n1,2\n"), "x.csv")
    assert sign_in("dispatcher").post("/api/v1/imports", data=data).get_json()["code"] == "csrf"


def test_a_file_of_more_than_20_mb_is_refused_with_its_bound(sign_in: SignIn) -> None:
    """R44: before it is read."""
    browser = sign_in("dispatcher")
    token = browser.get("/api/v1/me").get_json()["csrf_token"]
    headers = {"X-CSRF-Token": token, "Content-Type": "multipart/form-data; boundary=b"}
    answer = browser.post("/api/v1/imports", data=b"x" * (21 << 20), headers=headers)
    assert (answer.status_code, answer.get_json()["message_en"]) == (413, "At most 20 MB is accepted")


@pytest.mark.parametrize(
    ("content", "form", "said"),
    [
        (b"", {}, "文件为空"),
        (b"PK\x03\x04nonsense", {}, "不是可读取的 .xlsx 工作簿"),
        (b"\xff\x00\x81", {}, "既不是 UTF-8 也不是 GB18030"),
        ("户号,名称\n1,x\n".encode(), {}, "缺少列：用户类型"),
        ((HEADER + GOOD).encode(), {"mapping": '{"name": "nowhere"}'}, "nowhere"),
        ((HEADER + GOOD).encode(), {"mapping": "["}, "JSON"),
        ((HEADER + GOOD).encode(), {"mapping": '["a"]'}, "列名"),
        ((HEADER + GOOD).encode(), {"kind": "cats"}, "kind"),
        ((HEADER + GOOD).encode(), {"datum": "mars"}, "datum"),
        ((HEADER + GOOD).encode(), {"surprise": "1"}, "surprise"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_a_sentence(
    send: Send, content: bytes, form: dict[str, str], said: str
) -> None:
    """R61: never a 500."""
    answer = send(content, **form)
    assert answer.status_code == 422
    assert said in answer.get_json()["message_zh"]
    assert answer.get_json()["message_en"]


def test_a_body_without_a_file_is_refused(sign_in: SignIn) -> None:
    """Naming the field that is missing."""
    browser = sign_in("dispatcher")
    token = browser.get("/api/v1/me").get_json()["csrf_token"]
    answer = browser.post("/api/v1/imports", data={"kind": "customers"}, headers={"X-CSRF-Token": token})
    assert (answer.status_code, "file" in answer.get_json()["message_en"]) == (422, True)


def test_columns_can_be_named_and_the_datum_is_heeded(send: Send, sessions: sessionmaker[Session]) -> None:
    """S9.12: GCJ-02 coordinates are stored as WGS-84, some 500 m away."""
    content = HEADER.replace("名称", "店") + GOOD.replace("71", "75")
    mapping = json.dumps({"name": "店"})
    assert send(content, mapping=mapping, datum="gcj02", dry_run="false").get_json()["stored"] is True
    asked = "ST_SetSRID(ST_MakePoint(120.1, 30.2), 4326)::geography"
    moved = f"SELECT ST_Distance(point::geography, {asked}) FROM premises WHERE external_id = '0000000075'"  # noqa: S608
    with sessions() as session:
        metres = session.scalar(text(moved))
    assert 300 < metres < 900


@pytest.mark.parametrize("kind", list(ImportKind))
@pytest.mark.parametrize("lang", ["", "?lang=zh", "?lang=en"])
def test_a_template_names_every_column_so_that_it_can_be_sent_back(
    sign_in: SignIn, send: Send, kind: ImportKind, lang: str
) -> None:
    """What the examples name may be unknown here, but no column is."""
    who = "administrator" if kind is ImportKind.SLOW_HOURS else "dispatcher"
    answer = sign_in(who).get(f"/api/v1/imports/templates/{kind.value}.csv{lang}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kind.value}.csv"'
    body = send(answer.data, who, kind=kind.value).get_json()
    assert body["rows"] == 1
    assert {one["code"] for one in body["problems"]} <= {"unknown", "outside_areas"}


def test_slower_hours_are_imported_by_who_may_set_rules(send: Send) -> None:
    """A list is no way around the permission of the page."""
    assert send("x\n1\n", "dispatcher", kind="slow_hours").get_json()["details"]["permission"] == "rules.set"


def test_a_workbook_template_keeps_codes_as_text(sign_in: SignIn) -> None:
    """No spreadsheet may turn a long number into a float."""
    answer = sign_in("administrator").get("/api/v1/imports/templates/meters.xlsx?lang=en")
    page = load_workbook(io.BytesIO(answer.data)).active
    assert page is not None
    assert (page["A1"].value, page["A2"].value) == ("meter number", "000123456789012345")


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("cats.csv", "dispatcher", 404),
        ("customers.pdf", "dispatcher", 404),
        ("customers.csv?lang=fr", "dispatcher", 422),
        ("customers.csv", "manager", 403),
    ],
)
def test_templates_that_are_not_there_or_not_for_you(sign_in: SignIn, path: str, who: str, status: int) -> None:
    """Each with its own status."""
    assert sign_in(who).get(f"/api/v1/imports/templates/{path}").status_code == status
